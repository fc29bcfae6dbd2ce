import { type Readable } from 'node:stream';
import {
  type AllStreamResolvedEvent,
  type ReadPosition,
  type ResolvedEvent,
  BACKWARDS,
  END,
  FORWARDS,
  START,
} from '@eventstore/db-client';
import { type LogEnd, type Position, type StoredRecord, NoSuchPosition, StoreUnavailable } from '../port.js';
import { TimedOut, inWords, classifyReadError } from './classify.js';
import { type Connection } from './connection.js';
import { toRecord } from './records.js';
import { Subscription } from './subscription.js';
import { type Timing, pauseBefore } from './timing.js';
import { OperatorError } from '../../platform/operator-error.js';

/**
 * A stream was taken away on the server, by a tombstone or by a limit on its length or age. What is left is not the
 * history.
 */
export class HistoryMissing extends OperatorError {
  override readonly name = 'HistoryMissing';
}

/** The last record of an office, as far as everything has been looked at. */
export interface FoundEnd {
  /** Null: none so far. */
  readonly own: Omit<LogEnd, 'lookedAt'> | null;
  readonly lookedAt: Position;
}

/** So many events are looked at from the end of the log backwards, before the server is asked for the office's own. */
const nearTheEnd = 20_000;
/** A server refuses a start for other reasons too while it is going down: so often before it is believed. */
const refusals = 3;

type ReadCall<Event> = Omit<Readable, typeof Symbol.asyncIterator> & { cancel(): Promise<void> } & AsyncIterable<Event>;

/** Reads of one office: from the leader, each within a time-out, none cut short without an error. */
export class Reading {
  constructor(
    private readonly connection: Connection,
    private readonly prefix: string,
    private readonly timing: Timing,
  ) {}

  /** @param from inclusive; undefined: the beginning, or the end when backwards */
  async stream(
    name: string,
    from: number | undefined,
    backwards: boolean,
    limit: number,
  ): Promise<readonly StoredRecord[]> {
    return this.patiently(async () => {
      const found = await this.streamOnce(name, from, backwards, limit, this.timing.call);
      // A server may take a start behind the end for "nothing"; here it means the end.
      if (found.length > 0 || !backwards || from === undefined) return found;
      const last = (await this.streamOnce(name, undefined, true, 1, this.timing.call))[0];
      return last === undefined || last.revision > from
        ? []
        : this.streamOnce(name, undefined, true, limit, this.timing.call);
    });
  }

  /** As `stream`, tried once. @throws TimedOut, HistoryMissing, or the client's error */
  async streamOnce(
    name: string,
    from: number | undefined,
    backwards: boolean,
    limit: number,
    milliseconds: number,
  ): Promise<readonly StoredRecord[]> {
    if (limit === 0) return [];
    const records: StoredRecord[] = [];
    try {
      const call = this.connection.client.readStream(`${this.prefix}${name}`, {
        fromRevision: from === undefined ? (backwards ? END : START) : BigInt(from),
        direction: backwards ? BACKWARDS : FORWARDS,
        maxCount: limit,
        requiresLeader: true,
      }) as unknown as ReadCall<ResolvedEvent>;
      await drain(call, milliseconds, (event) => {
        const record = toRecord(event, this.prefix);
        if (record) records.push(record);
        return true;
      });
    } catch (error) {
      const failure = classifyReadError(error);
      if (failure === 'notFound') return [];
      if (failure === 'deleted')
        throw new HistoryMissing(
          `the stream ${name} was taken away by a tombstone. Restore it from a backup under another name.`,
        );
      throw error;
    }
    this.#refuseHole(name, records, backwards ? -1 : 1, backwards ? undefined : (from ?? 0));
    return records;
  }

  /** Records of this office after a position, or before it when backwards, at most `limit`; of these types alone. */
  async all(
    after: Position | undefined,
    backwards: boolean,
    limit: number,
    types?: readonly string[],
  ): Promise<readonly StoredRecord[]> {
    if (limit === 0 || (backwards && after === 0n)) return [];
    return this.patiently(async () => {
      const records: StoredRecord[] = [];
      await this.#log(after, backwards, (event) => {
        const record = toRecord(event, this.prefix);
        const isBeyond =
          record && (after === undefined || (backwards ? record.position < after : record.position > after));
        if (isBeyond && (types === undefined || types.includes(record.type))) records.push(record);
        return records.length < limit;
      });
      return records;
    });
  }

  /** As `all` backwards, from a position that need be none of the log: looked for from its end. */
  async allBefore(position: Position, limit: number): Promise<readonly StoredRecord[]> {
    if (limit === 0) return [];
    return this.patiently(async () => {
      const records: StoredRecord[] = [];
      await this.#log(undefined, true, (event) => {
        const record = toRecord(event, this.prefix);
        if (record && record.position < position) records.push(record);
        return records.length < limit;
      });
      return records;
    });
  }

  /** The event at this very position, whosever it is. */
  async at(position: Position): Promise<AllStreamResolvedEvent | undefined> {
    try {
      const first = await this.firstFrom(position);
      return first?.event?.position.commit === position ? first : undefined;
    } catch (error) {
      if (error instanceof NoSuchPosition) return undefined;
      throw error;
    }
  }

  /**
   * Position of the last event of the whole log, the server's own and other offices' included; 0n when there is none.
   */
  async end(): Promise<Position> {
    return this.patiently(async () => {
      let end = 0n;
      await this.#log(undefined, true, ({ event }) => {
        end = event?.position.commit ?? 0n;
        return false;
      });
      return end;
    });
  }

  /** The first event of the whole log that is at a position or behind it, whosever it is. */
  async firstFrom(position: Position): Promise<AllStreamResolvedEvent | undefined> {
    return this.patiently(async () => {
      let first: AllStreamResolvedEvent | undefined;
      await this.#log(position, false, (event) => {
        if ((event.event?.position.commit ?? 0n) >= position) first = event;
        return first === undefined;
      });
      return first;
    });
  }

  /**
   * The last record of a stream that begins with `prefix`, looked for from the end of the log backwards down to a
   * position.
   * @param most events that are looked at, of all offices
   * @returns `isWhole` false: more lies between what was looked at and `downTo`
   */
  async last(prefix: string, downTo: Position, most = Infinity): Promise<FoundEnd & { readonly isWhole: boolean }> {
    return this.patiently(async () => {
      let own: FoundEnd['own'] = null;
      let end: Position | undefined;
      let [looked, isWhole] = [0, true];
      const look = (event: AllStreamResolvedEvent): boolean => {
        const at = event.event?.position.commit ?? 0n;
        end ??= at;
        if (at <= downTo) return false;
        own = placeOf(toRecord(event, `${this.prefix}${prefix}`));
        looked += 1;
        isWhole = own !== null || looked < most;
        return own === null && isWhole;
      };
      await this.#log(undefined, true, look, most);
      return { own, lookedAt: end !== undefined && end > downTo ? end : downTo, isWhole };
    });
  }

  /**
   * Where the office's log ends, from what is known of it on: near the end of the whole log by looking, however much
   * others have written since by letting the server look, which gives the office's own events alone.
   * @throws StoreUnavailable it has not come further for `patience`
   */
  async findEnd(known: FoundEnd): Promise<FoundEnd> {
    const near = await this.last('', known.lookedAt, nearTheEnd);
    if (near.own !== null || near.isWhole) return { own: near.own ?? known.own, lookedAt: near.lookedAt };
    let found = known;
    // What one that broke off came to counts, and the time begins anew.
    while (found.lookedAt < near.lookedAt) {
      const from = found;
      found = await this.patiently(() => this.#followedTo(near.lookedAt, from));
    }
    return found;
  }

  /** As far as one subscription comes. @throws what it was lost with, where that is nowhere */
  async #followedTo(end: Position, from: FoundEnd): Promise<FoundEnd> {
    const subscription = new Subscription(this.connection.client, from.lookedAt, this.prefix, 500);
    let { own, lookedAt } = from;
    try {
      while (lookedAt < end) {
        const step = await subscription.next(500, this.timing.call, never);
        if (step.silent) throw new TimedOut(this.timing.call);
        for (const event of step.events) {
          own = placeOf(toRecord(event, this.prefix)) ?? own;
          lookedAt = event.event?.position.commit ?? lookedAt;
        }
        if (step.checkpoint !== undefined && step.checkpoint > lookedAt) lookedAt = step.checkpoint;
        if (step.live && lookedAt < end) lookedAt = end;
      }
    } catch (error) {
      if (lookedAt === from.lookedAt) throw error;
    } finally {
      subscription.close();
    }
    return { own, lookedAt };
  }

  /** Reads until it succeeds. @throws StoreUnavailable after `patience`, HistoryMissing, NoSuchPosition */
  private async patiently<T>(read: () => Promise<T>): Promise<T> {
    const until = Date.now() + this.timing.patience;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await read();
      } catch (error) {
        if (error instanceof HistoryMissing) throw error;
        if (error instanceof NoSuchPosition && attempt + 1 >= refusals) throw error;
        if (classifyReadError(error) === 'denied' || Date.now() >= until)
          throw new StoreUnavailable(`EventStoreDB could not be read: ${inWords(error)}`, { cause: error });
        await pauseBefore(attempt, this.timing);
      }
    }
  }

  async #log(
    from: Position | undefined,
    backwards: boolean,
    take: (event: AllStreamResolvedEvent) => boolean,
    most = Infinity,
  ): Promise<void> {
    const fromPosition: ReadPosition =
      from === undefined || (from === 0n && !backwards) ? (backwards ? END : START) : { commit: from, prepare: from };
    const call = this.connection.client.readAll({
      fromPosition,
      direction: backwards ? BACKWARDS : FORWARDS,
      requiresLeader: true,
      ...(most === Infinity ? {} : { maxCount: most }),
    });
    try {
      await drain(call as unknown as ReadCall<AllStreamResolvedEvent>, this.timing.call, take);
    } catch (error) {
      if (from !== undefined && classifyReadError(error) === 'noRecordThere') throw new NoSuchPosition(from);
      throw error;
    }
  }

  #refuseHole(name: string, records: readonly StoredRecord[], step: 1 | -1, first: number | undefined): void {
    let expected = first ?? records[0]?.revision;
    for (const { revision } of records) {
      if (revision !== expected)
        throw new HistoryMissing(
          `a hole in the stream ${name}: ${expected} is missing, ${revision} follows. Take limits of length and age ($maxCount, $maxAge, $tb) off the stream, and restore it from a backup.`,
        );
      expected += step;
    }
  }
}

const never = new AbortController().signal;

const placeOf = (record: StoredRecord | undefined): FoundEnd['own'] =>
  record === undefined
    ? null
    : { position: record.position, id: record.id, stream: record.stream, revision: record.revision };

/**
 * Gives the events of a call to `take` until it has enough. A call that gives nothing for so long is ended.
 * @throws TimedOut, or the client's error
 */
async function drain<Event>(
  call: ReadCall<Event>,
  milliseconds: number,
  take: (event: Event) => boolean,
): Promise<void> {
  // An error that comes after the last event was taken has no other listener, and would end the process.
  call.on('error', () => undefined);
  const timer = setTimeout(() => call.destroy(new TimedOut(milliseconds)), milliseconds);
  try {
    for await (const event of call) {
      timer.refresh();
      if (!take(event)) return;
    }
  } finally {
    clearTimeout(timer);
    call.cancel().catch(() => undefined);
  }
}
