/**
 * Where each complaint stands, event by event in the order of the log: what other programs may follow an office by. It
 * is made of what an event carries besides its data, and of the number that its case was given, so the same position
 * says the same whenever it is asked (docs/decisions/0034).
 */
import { LRUCache } from 'lru-cache';
import { sql } from 'kysely';
import { setImmediate as turn, setTimeout as later } from 'node:timers/promises';
import { type EventReader, type Position, type StoredRecord } from '../event-store/port.js';
import { Signal } from '../event-store/subscribe-own-log.js';
import { type ViewsReader } from '../read-models/database/views-database.js';
import { type LoopBehind } from '../read-models/runner.js';

/** Where a complaint stood from that event on. */
export interface Standing {
  readonly position: Position;
  readonly complaint: string;
  /** Null before it is a case. */
  readonly number: string | null;
  readonly state: string;
  readonly revision: number;
  /** RFC 3339, UTC. */
  readonly recordedAt: string;
}

/** A stretch of the log, up to the place of an event. */
export interface Stretch {
  readonly standings: readonly Standing[];
  readonly upTo: Position;
  /** The event there. */
  readonly last: EventAt;
  /** There was nothing after it when it was read. */
  readonly isEnd: boolean;
}

/** What an event is known by in whichever log it stands. */
export interface EventAt {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
}

/** A talk that is none of an office's complaints: an SMS that was counted, an activity. */
const noComplaint = 'counted';
/**
 * So many events are read at once: what is held in memory for one who follows, and what the server's thread does in one
 * piece; a document's content may be among them.
 */
export const mostAtOnce = 50;
const pauseMs = 1000;

export class Positions {
  /** What was read last, for those who follow the end of the log together. It never changes. */
  private readonly known = new LRUCache<string, Promise<Stretch | undefined>>({ max: 16 });
  private readonly come = new Signal();
  private readonly ending = new AbortController();
  private following: Promise<void> | undefined;
  /** How often something has come. */
  private times = 0;

  constructor(
    private readonly log: Pick<EventReader, 'readAll' | 'readStream' | 'head' | 'has' | 'subscribe'>,
    private readonly views: { readonly db: Pick<ViewsReader, 'read'> },
    private readonly runner: Pick<LoopBehind, 'seen'>,
  ) {}

  head(): Promise<Position> {
    return this.log.head();
  }

  /** Whether somebody can go on after it: it is the place of an event of this log, or its beginning. */
  async knows(position: Position): Promise<boolean> {
    return position === 0n || this.log.has({ position });
  }

  /** Where an event stands in this log; undefined: it is another one, or one that lost its end. */
  async placeOf({ id, stream, revision }: EventAt): Promise<Position | undefined> {
    const [found] = await this.log.readStream(stream, { from: revision, limit: 1 });
    return found?.id === id ? found.position : undefined;
  }

  /**
   * Waits until there is something after a position, and until the case numbers in it are given. Undefined: aborted.
   * @throws StoreUnavailable, ViewsUnavailable: to be asked again
   */
  async next(after: Position, signal: AbortSignal): Promise<Stretch | undefined> {
    this.following ??= this.follow();
    while (!signal.aborted && !this.ending.signal.aborted) {
      const { times } = this;
      const found = await this.stretch(after, times);
      if (found) return found;
      if (this.times === times) await this.come.wait(signal);
    }
    return undefined;
  }

  async close(): Promise<void> {
    this.ending.abort();
    this.tell();
    await this.following;
  }

  /**
   * Undefined: there is nothing yet. Those who ask at once share the reading, unless something has come since it began.
   */
  private stretch(after: Position, times: number): Promise<Stretch | undefined> {
    const key = `${after} ${times}`;
    const known = this.known.get(key);
    if (known) return known;
    const reading = this.read(after);
    this.known.set(key, reading);
    const forget = () => void this.known.delete(key);
    reading.then((found) => found ?? forget(), forget);
    return reading;
  }

  private async read(after: Position): Promise<Stretch | undefined> {
    // Reading is synchronous: who replays a whole log lets everybody else come between two pieces.
    await turn();
    const records = await this.log.readAll({ after, limit: mostAtOnce });
    const last = records.at(-1);
    if (!last) return undefined;
    while (!(await this.runner.seen(last.position))) {
      await later(pauseMs, undefined, { signal: this.ending.signal }).catch(() => undefined);
      if (this.ending.signal.aborted) return undefined;
    }
    const { id, stream, revision, position } = last;
    return {
      standings: await this.standings(records),
      upTo: position,
      last: { id, stream, revision },
      isEnd: records.length < mostAtOnce,
    };
  }

  private async standings(records: readonly StoredRecord[]): Promise<readonly Standing[]> {
    const given = await this.numbers([...new Set(records.map(({ stream }) => stream))]);
    return records.flatMap(({ stream, revision, position, metadata: { to, recordedAt } }) => {
      // Of an event that cannot be read the store itself may say no more.
      if (typeof to !== 'string' || typeof recordedAt !== 'string' || to === noComplaint) return [];
      const its = given.get(stream);
      // Before its registration it was no case, whatever has become of it since.
      const number = its !== undefined && its.position <= position ? its.number : null;
      return [{ position, complaint: stream, number, state: to, revision, recordedAt }];
    });
  }

  /** Of the complaints that are cases: the number, and the position from which on they have it. */
  private async numbers(
    streams: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly number: string; readonly position: Position }>> {
    const rows = await this.views.db.read
      .selectFrom('case_number')
      .select(['stream', 'number'])
      .select(sql<string>`cast(position as text)`.as('position'))
      .where('stream', 'in', streams)
      .execute();
    return new Map(
      rows.map(({ stream, number, position }) => [
        String(stream),
        { number: String(number), position: BigInt(position) },
      ]),
    );
  }

  /** Wakes those who wait. What was appended is read by them; where the store is away, it is tried again. */
  private async follow(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      try {
        for await (const _ of this.log.subscribe({ after: await this.log.head(), signal })) this.tell();
      } catch {
        // Who reads hears why.
      }
      this.tell();
      await later(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private tell(): void {
    this.times += 1;
    this.come.notify();
  }
}
