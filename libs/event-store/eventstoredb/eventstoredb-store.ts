import { type EncodedRecord, encode, wholeNumber } from '../encode.js';
import {
  type Appended,
  type Batch,
  type EventStore,
  type ExpectedRevision,
  type LogEnd,
  type NewRecord,
  type Position,
  type ReadAll,
  type ReadStream,
  type StoredRecord,
  type Subscribe,
  NoSuchPosition,
  OutcomeUnknown,
  StoreUnavailable,
} from '../port.js';
import { type Connection } from './connection.js';
import { toEvent, toRecord } from './records.js';
import { Reading, type FoundEnd } from './reading.js';
import { lookBack, appendUntilKnown } from './append-until-known.js';
import { supervise } from './supervise.js';
import { type Timing, pauseBefore, unlessAborted } from './timing.js';
import { AppendQueue } from './append-queue.js';

export interface EventStoreDbStoreOptions {
  readonly connection: Connection;
  readonly office: string;
  readonly timing: Timing;
  readonly alarm: (sentence: string) => void;
  /** Position of the last event of the whole log when the store was opened. */
  readonly end: Position;
  /** Where this office's log ended when it was last looked at; looked up before it is believed. */
  readonly known?: KnownEnd | undefined;
}

export type KnownEnd = Pick<LogEnd, 'position' | 'id' | 'lookedAt'>;

/** So many appends of unknown outcome are remembered, to be looked up before they are sent again. */
const mostUnsettled = 10_000;
/** So many events are asked for at first when somebody wants to know what the log has got since the last time. */
const usual = 64;

/**
 * The events of one office in a cluster of EventStoreDB, in streams `<office>-<stream>`; other offices may live beside
 * it.
 *
 * Whether an append is a repeat the server does not say: it gives the first answer again. Here it is told by the
 * position, which for events written just now lies behind everything that was known before the call. So every repeat is
 * found that this process has met in an answer, a read or a subscription, or that was there when the store was opened.
 * One that another process wrote since, unseen by this one, gets the first answer and `repeated: false`; revision,
 * position and the log are right all the same.
 */
export class EventStoreDbStore implements EventStore {
  readonly numbersEvents = false;
  readonly #reading: Reading;
  readonly #appends = new AppendQueue();
  readonly #unsettled = new Set<string>();
  readonly #busy = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();
  #closed: Promise<void> | undefined;
  #trouble: string | undefined;
  #probing: Promise<void> | undefined;
  /** Everything up to there was in the log by now. */
  #seen: Position;
  /** Last record of this office, as far as the log has been looked at; undefined before the first look. */
  #found: FoundEnd | undefined;
  #finding: Promise<FoundEnd> | undefined;

  /** Use `openEventStoreDb`, which has checked the server. */
  constructor(private readonly options: EventStoreDbStoreOptions) {
    this.#reading = new Reading(options.connection, `${options.office}-`, options.timing);
    this.#seen = options.end;
  }

  /** What the last call failed with, until the server answers again. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  async append(
    stream: string,
    records: readonly NewRecord[],
    { expectedRevision }: { readonly expectedRevision: ExpectedRevision },
  ): Promise<Appended> {
    this.#refuseWhenClosed();
    const encoded = encode(stream, records, expectedRevision);
    const since = Date.now();
    return this.#during(this.#appends.run(stream, () => this.#append(stream, encoded, expectedRevision, since)));
  }

  async readStream(
    stream: string,
    { from, backwards = false, limit }: ReadStream = {},
  ): Promise<readonly StoredRecord[]> {
    this.#refuseWhenClosed();
    const most = wholeNumber('limit', limit, Number.MAX_SAFE_INTEGER);
    if (from !== undefined) wholeNumber('from', from, 0);
    return this.#known(() => this.#reading.stream(stream, from, backwards, most));
  }

  async readAll({ after, backwards = false, limit, types }: ReadAll = {}): Promise<readonly StoredRecord[]> {
    this.#refuseWhenClosed();
    const most = wholeNumber('limit', limit, 1000);
    if (!backwards) return this.#known(() => this.#reading.all(after, false, most, types));
    return after === undefined ? this.#fromItsEnd(most) : this.#known(() => this.#before(after, most));
  }

  subscribe(options: Subscribe): AsyncIterable<Batch> {
    const { connection, office, timing, alarm } = this.options;
    return supervise(options, {
      connection,
      reading: this.#reading,
      office: `${office}-`,
      timing,
      closing: this.#closing.signal,
      alarm,
      seen: (position) => this.#saw(position),
    });
  }

  async head(): Promise<Position> {
    return (await this.end())?.position ?? 0n;
  }

  /** Looks at what the log has got since the last time; the first time since somebody looked whom it knows of. */
  async end(): Promise<LogEnd | undefined> {
    this.#refuseWhenClosed();
    const found = this.#found ?? (await (this.#finding ??= this.#find()));
    const last = await this.#reads(() => this.#reading.last('', found.lookedAt, usual));
    const { own, lookedAt } = last.isWhole ? last : await this.#reads(() => this.#reading.findEnd(found));
    this.#saw(lookedAt);
    const before = this.#found ?? found;
    this.#found = {
      own: own !== null && own.position > (before.own?.position ?? 0n) ? own : before.own,
      lookedAt: lookedAt > before.lookedAt ? lookedAt : before.lookedAt,
    };
    return this.#found.own === null ? undefined : { ...this.#found.own, lookedAt: this.#found.lookedAt };
  }

  async has({ position, id }: { readonly position: Position; readonly id?: string }): Promise<boolean> {
    this.#refuseWhenClosed();
    const there = await this.#reads(() => this.#reading.at(position));
    return there !== undefined && (id === undefined || there.event?.id === id);
  }

  async close(): Promise<void> {
    this.#closed ??= (async () => {
      this.#closing.abort(new StoreUnavailable('the store is closed'));
      while (this.#busy.size > 0) await Promise.allSettled(this.#busy);
      await this.options.connection.leave();
    })();
    return this.#closed;
  }

  /** @throws WrongExpectedRevision, AppendTooLarge, HistoryMissing, StoreUnavailable, OutcomeUnknown */
  async #append(
    stream: string,
    encoded: readonly EncodedRecord[],
    expectedRevision: ExpectedRevision,
    since: number,
  ): Promise<Appended> {
    const { connection, office, timing } = this.options;
    const asked = {
      stream,
      serverStream: `${office}-${stream}`,
      events: encoded.map(toEvent),
      bytes: sizeOf(encoded),
      expectedRevision,
      since,
    };
    const seenBefore = this.#seen;
    const key = `${stream} ${expectedRevision} ${encoded[0]!.id}`;
    try {
      const found = this.#unsettled.has(key) ? await this.#lookBack(asked) : undefined;
      const answer = found ?? (await appendUntilKnown(asked, connection, this.#reading, timing));
      this.#unsettled.delete(key);
      this.#trouble = undefined;
      this.#saw(answer.position);
      if (answer.repeated || answer.position > seenBefore) return answer;
      return (await this.#lookBack(asked)) ?? { ...answer, repeated: true };
    } catch (error) {
      if (!(error instanceof OutcomeUnknown)) this.#unsettled.delete(key);
      else if (this.#unsettled.size < mostUnsettled) this.#unsettled.add(key);
      if (error instanceof OutcomeUnknown || error instanceof StoreUnavailable) this.#ail(error.message);
      else this.#trouble = undefined;
      throw error;
    }
  }

  async #find(): Promise<FoundEnd> {
    try {
      const { known } = this.options;
      const begin = known === undefined ? undefined : await this.#proved(known);
      return (this.#found = await this.#reads(() => this.#reading.findEnd(begin ?? { own: null, lookedAt: 0n })));
    } finally {
      this.#finding = undefined;
    }
  }

  /** Undefined: it is of another log, or this log lost it. */
  async #proved({ position, id, lookedAt }: KnownEnd): Promise<FoundEnd | undefined> {
    const there = await this.#reads(() => this.#reading.at(position));
    const record = there && toRecord(there, `${this.options.office}-`);
    if (record?.id !== id) return undefined;
    const { stream, revision } = record;
    const isThere = lookedAt > position && (await this.has({ position: lookedAt }));
    return { own: { position, id, stream, revision }, lookedAt: isThere ? lookedAt : position };
  }

  async #fromItsEnd(limit: number): Promise<readonly StoredRecord[]> {
    const end = await this.end();
    if (end === undefined || limit === 0) return [];
    return this.#known(async () => {
      const last = await this.#reading.stream(end.stream, end.revision, false, 1);
      return limit === 1 ? last : [...last, ...(await this.#reading.all(end.position, true, limit - 1))];
    });
  }

  /** Somebody may ask from a position that he was never given: then it is looked for. */
  async #before(position: Position, limit: number): Promise<readonly StoredRecord[]> {
    try {
      return await this.#reading.all(position, true, limit);
    } catch (error) {
      if (!(error instanceof NoSuchPosition)) throw error;
      return this.#reading.allBefore(position, limit);
    }
  }

  /** The first answer to an append that is stored; undefined when it is not, or cannot be looked up now. */
  async #lookBack(asked: Parameters<typeof lookBack>[0]): Promise<Appended | undefined> {
    const found = await lookBack(asked, this.#reading, this.options.timing.call).catch(() => undefined);
    return found?.kind === 'there' ? found.appended : undefined;
  }

  async #known(read: () => Promise<readonly StoredRecord[]>): Promise<readonly StoredRecord[]> {
    const records = await this.#reads(read);
    for (const { position } of records) this.#saw(position);
    return records;
  }

  /** Every read is the leader's: it answers again, or it does not. */
  async #reads<T>(read: () => Promise<T>): Promise<T> {
    try {
      const found = await this.#during(read());
      this.#trouble = undefined;
      return found;
    } catch (error) {
      if (error instanceof StoreUnavailable) this.#ail(error.message);
      throw error;
    }
  }

  #ail(sentence: string): void {
    this.#trouble = sentence;
    this.#probing ??= this.#probe().finally(() => {
      this.#probing = undefined;
    });
  }

  /** Where nobody asks for anything it is found out all the same that the server answers again. */
  async #probe(): Promise<void> {
    const { signal } = this.#closing;
    for (let attempt = 0; this.#trouble !== undefined && !signal.aborted; attempt += 1) {
      await pauseBefore(attempt, this.options.timing, signal);
      const answers = unlessAborted(this.#reading.end(), signal).then(
        () => true,
        () => false,
      );
      if (await answers) this.#trouble = undefined;
    }
  }

  #saw(position: Position): void {
    if (position > this.#seen) this.#seen = position;
  }

  async #during<T>(work: Promise<T>): Promise<T> {
    this.#busy.add(work);
    try {
      return await work;
    } finally {
      this.#busy.delete(work);
    }
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new StoreUnavailable('the store is closed');
  }
}

const sizeOf = (encoded: readonly EncodedRecord[]): number =>
  encoded.reduce(
    (sum, { data, metadata }) =>
      sum + (typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength) + Buffer.byteLength(metadata),
    0,
  );
