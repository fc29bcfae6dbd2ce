import {
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type ReadPosition,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { type Position } from '../port.js';
import { type PatchedClient } from './patched-client.js';

/** What one look at a subscription gave. */
export interface Step {
  readonly events: readonly AllStreamResolvedEvent[];
  /** Everything up to there has been looked at by the server, filtered or not. */
  readonly checkpoint: Position | undefined;
  /** The server has nothing more at this moment. */
  readonly live: boolean;
  /** Nothing has come for as long as was asked. */
  readonly silent: boolean;
}

/** What the client tells between two events; it holds once `after` events have been taken. */
interface Mark {
  readonly after: number;
  readonly checkpoint?: Position;
  readonly live?: boolean;
}

/** The server looks at so many events of others before it says how far it is. */
const window = 1_000;

/**
 * One subscription of the client, read at the consumer's pace: what is not taken stays on the server. It ends with an
 * error and is never mended (trap 7). `prefix` is compared letter by letter on the server too: by a regular expression,
 * since its prefix filter compares by culture and would pass over names in which an accent follows the prefix.
 */
export class Subscription {
  readonly #subscription: AllStreamSubscription;
  readonly #marks: Mark[] = [];
  #taken = 0;
  #live = false;
  #wake: () => void = () => undefined;
  #lost: { readonly error: unknown } | undefined;

  constructor(client: PatchedClient, after: Position, prefix: string, batch: number) {
    const fromPosition: ReadPosition = after === 0n ? START : { commit: after, prepare: after };
    // A rejection in checkpointReached would freeze the subscription without a word; noting a mark cannot fail.
    const checkpointReached = (_: unknown, { commit }: { readonly commit: bigint }): void =>
      this.#mark({ checkpoint: commit });
    const filter = streamNameFilter({
      regex: `^${escaped(prefix)}`,
      maxSearchWindow: window,
      checkpointInterval: 1,
      checkpointReached,
    });
    this.#subscription = client.subscribeToAll(
      { fromPosition, filter, requiresLeader: true },
      { highWaterMark: Math.min(Math.max(batch, 16), 500) },
    );
    this.#subscription
      .on('readable', () => this.#wake())
      .on('caughtUp', () => this.#mark({ live: true }))
      .on('fellBehind', () => this.#mark({ live: false }))
      .on('error', (error) => this.#lose(error))
      .on('end', () => this.#lose(new Error('the subscription ended')))
      .on('close', () => this.#lose(new Error('the subscription was closed')));
  }

  /**
   * At most `limit` events, as soon as there is any, or a mark; `silent` after so many milliseconds without either, or
   * when the signal aborts.
   * @throws what the subscription was lost with, once everything before it has been taken
   */
  async next(limit: number, milliseconds: number, signal: AbortSignal): Promise<Step> {
    for (const until = Date.now() + milliseconds; ;) {
      const step = this.#take(limit);
      if (step) return step;
      if (this.#lost) throw this.#lost.error;
      if (!(await this.#woken(until - Date.now(), signal)))
        return { events: [], checkpoint: undefined, live: this.#live, silent: true };
    }
  }

  /** Whether something can be taken, or the subscription is lost, within so many milliseconds. */
  async hasNews(milliseconds: number, signal: AbortSignal): Promise<boolean> {
    const news = (): boolean =>
      this.#subscription.readableLength > 0 || this.#marks.length > 0 || this.#lost !== undefined;
    return news() || ((await this.#woken(milliseconds, signal)) && news());
  }

  close(): void {
    this.#subscription.unsubscribe().catch(() => undefined);
    this.#subscription.destroy();
  }

  /** False: nothing happened for so long, or the signal aborted. */
  async #woken(milliseconds: number, signal: AbortSignal): Promise<boolean> {
    if (milliseconds <= 0 || signal.aborted) return false;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), milliseconds);
    const aborted = (): void => resolve(false);
    signal.addEventListener('abort', aborted, { once: true });
    this.#wake = () => resolve(true);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
    }
  }

  #take(limit: number): Step | undefined {
    const events: AllStreamResolvedEvent[] = [];
    while (events.length < limit) {
      const event = this.#subscription.read() as AllStreamResolvedEvent | null;
      if (event === null) break;
      events.push(event);
    }
    this.#taken += events.length;
    let checkpoint: Position | undefined;
    let marked = false;
    while (this.#marks.length > 0 && this.#marks[0]!.after <= this.#taken) {
      const mark = this.#marks.shift()!;
      checkpoint = mark.checkpoint ?? checkpoint;
      this.#live = mark.live ?? this.#live;
      marked = true;
    }
    if (events.length === 0 && !marked) return undefined;
    return { events, checkpoint, live: this.#live && this.#subscription.readableLength === 0, silent: false };
  }

  /** What the client tells holds behind the events that it has given before: those taken, and those that wait. */
  #mark(mark: Omit<Mark, 'after'>): void {
    this.#marks.push({ ...mark, after: this.#taken + this.#subscription.readableLength });
    this.#wake();
  }

  #lose(error: unknown): void {
    this.#lost ??= { error };
    this.#wake();
  }
}

/** For .NET and for JavaScript alike: everything but letters, digits and hyphens as a code. */
const escaped = (text: string): string =>
  text.replace(/[^A-Za-z0-9-]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
