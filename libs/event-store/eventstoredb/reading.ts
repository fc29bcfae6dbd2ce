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
import { type Position, type StoredRecord, StoreUnavailable } from '../port.js';
import { TimedOut, inWords, classifyReadError } from './classify.js';
import { type Connection } from './connection.js';
import { toRecord } from './records.js';
import { type Timing, pauseBefore } from './timing.js';
import { OperatorError } from '../../platform/operator-error.js';

/**
 * A stream was taken away on the server, by a tombstone or by a limit on its length or age. What is left is not the
 * history.
 */
export class HistoryMissing extends OperatorError {
  override readonly name = 'HistoryMissing';
}

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
   * @returns its position, null when there is none, and how far everything has been looked at
   */
  async last(prefix: string, downTo: Position): Promise<{ readonly own: Position | null; readonly end: Position }> {
    return this.patiently(async () => {
      let own: Position | null = null;
      let end: Position | undefined;
      await this.#log(undefined, true, (event) => {
        const at = event.event?.position.commit ?? 0n;
        end ??= at;
        if (at <= downTo) return false;
        if (toRecord(event, `${this.prefix}${prefix}`)) own = at;
        return own === null;
      });
      return { own, end: end !== undefined && end > downTo ? end : downTo };
    });
  }

  /** Reads until it succeeds. @throws StoreUnavailable after `patience`, HistoryMissing */
  private async patiently<T>(read: () => Promise<T>): Promise<T> {
    const until = Date.now() + this.timing.patience;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await read();
      } catch (error) {
        if (error instanceof HistoryMissing) throw error;
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
  ): Promise<void> {
    const fromPosition: ReadPosition =
      from === undefined || (from === 0n && !backwards) ? (backwards ? END : START) : { commit: from, prepare: from };
    const call = this.connection.client.readAll({
      fromPosition,
      direction: backwards ? BACKWARDS : FORWARDS,
      requiresLeader: true,
    });
    await drain(call as unknown as ReadCall<AllStreamResolvedEvent>, this.timing.call, take);
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
