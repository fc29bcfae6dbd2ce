/**
 * What comes in a log as server-sent events (HTML, section 9.2), for one who follows. Nothing is kept for a reader but
 * a piece of the log: the next one is read when this one has gone, and who does not take it is cut off.
 */
import { Readable } from 'node:stream';
import { type Position } from '../event-store/port.js';
import { type Standing, type Stretch } from './positions.js';

export interface Following {
  readonly after: Position;
  /** What comes next; undefined: aborted. */
  readonly next: (after: Position, signal: AbortSignal) => Promise<Stretch | undefined>;
  /** What this reader is told of a piece, as server-sent events; empty: nothing. Rejects where that may not be. */
  readonly told: (standings: readonly Standing[]) => Promise<string> | string;
  /** The same of what came before it followed. */
  readonly first?: string;
  /** Rejects once the reader may not go on: the token has ended, or is no longer one. */
  readonly still: () => Promise<unknown>;
  readonly pace?: Pace;
}

export interface Pace {
  /** Whether the reader may go on is asked at least so often. */
  readonly lookMs: number;
  /** At the end of the log what comes within so long is told at once. */
  readonly gatherMs: number;
  /** After so long without an event a comment is sent, so that nobody between takes the connection for dead. */
  readonly silenceMs: number;
  /** Who has not taken what there is for so long is cut off. */
  readonly stalledMs: number;
}
const usualPace: Pace = { lookMs: 5000, gatherMs: 200, silenceMs: 15_000, stalledMs: 30_000 };

/** Bytes that wait for a reader, besides one piece of the log. */
const buffered = 16_384;

export class PositionStream extends Readable {
  private readonly ending = new AbortController();
  private readonly over = Promise.withResolvers<void>();
  private readonly pace: Pace;
  private wanted: (() => void) | undefined;
  private isOver = false;

  constructor(private readonly following: Following) {
    super({ highWaterMark: buffered, encoding: 'utf8' });
    this.pace = following.pace ?? usualPace;
    // An error of what is followed ends the stream; who reads comes again with its last position.
    void this.run().catch(() => this.end());
  }

  /** What is waiting is still sent. */
  end(): void {
    if (this.isOver) return;
    this.stop();
    this.push(null);
  }

  override _read(): void {
    this.wanted?.();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.stop();
    this.wanted?.();
    done(error);
  }

  private stop(): void {
    this.isOver = true;
    this.ending.abort();
    this.over.resolve();
  }

  private async run(): Promise<void> {
    const { next, told, still, first = '' } = this.following;
    const { lookMs, silenceMs, gatherMs } = this.pace;
    const { signal } = this.ending;
    let [at, silent] = [this.following.after, 0];
    // At once, so that the headers go out and who follows knows that it does.
    await this.say(`: following\n\n${first}`);
    const ask = () => {
      const coming = next(at, signal);
      // Where the stream has ended meanwhile nobody hears of it any more.
      coming.catch(() => undefined);
      return coming;
    };
    for (let coming = ask(); !this.isOver;) {
      const stretch = await within(coming, lookMs);
      await still();
      if (this.isOver) return;
      if (stretch === 'late') {
        silent += lookMs;
        if (silent < silenceMs) continue;
        silent = 0;
        // Without a position: it would say when something happened that this reader is not told.
        await this.say(': still here\n\n');
        continue;
      }
      if (stretch === undefined) return this.end();
      const lines = await told(stretch.standings);
      at = stretch.upTo;
      if (lines !== '') {
        silent = 0;
        await this.say(lines);
      }
      if (stretch.isEnd) await within(this.over.promise, gatherMs);
      coming = ask();
    }
  }

  /** Resolves when there is room for more. */
  private async say(text: string): Promise<void> {
    if (this.isOver || this.push(text)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.wanted = resolve;
    const stalled = setTimeout(() => this.destroy(), this.pace.stalledMs);
    await promise;
    clearTimeout(stalled);
    this.wanted = undefined;
  }
}

/** Each with its position as its id, for who comes again. */
export const positionsSaid = (standings: readonly Standing[]): string =>
  standings
    .map(
      ({ position, ...standing }) =>
        `id: ${position}\nevent: position\ndata: ${JSON.stringify({ position: String(position), ...standing })}\n\n`,
    )
    .join('');

/** `late` where it has not come so soon; it goes on coming. */
async function within<Value>(coming: Promise<Value>, milliseconds: number): Promise<Value | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), milliseconds);
  });
  return Promise.race([coming, late]).finally(() => clearTimeout(timer));
}
