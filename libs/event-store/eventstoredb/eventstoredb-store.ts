import { type EncodedRecord, encode, wholeNumber } from '../encode.js';
import {
  type Appended,
  type Batch,
  type EventStore,
  type ExpectedRevision,
  type NewRecord,
  type Position,
  type ReadAll,
  type ReadStream,
  type StoredRecord,
  type Subscribe,
  OutcomeUnknown,
  StoreUnavailable,
} from '../port.js';
import { type Connection } from './connection.js';
import { toEvent } from './records.js';
import { Reading } from './reading.js';
import { lookBack, appendUntilKnown } from './append-until-known.js';
import { supervise } from './supervise.js';
import { type Timing } from './timing.js';
import { AppendQueue } from './append-queue.js';

export interface EventStoreDbStoreOptions {
  readonly connection: Connection;
  readonly office: string;
  readonly timing: Timing;
  readonly alarm: (sentence: string) => void;
  /** Position of the last event of the whole log when the store was opened. */
  readonly end: Position;
}

/** So many appends of unknown outcome are remembered, to be looked up before they are sent again. */
const mostUnsettled = 10_000;

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
  readonly #reading: Reading;
  readonly #appends = new AppendQueue();
  readonly #unsettled = new Set<string>();
  readonly #busy = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();
  #closed: Promise<void> | undefined;
  #trouble: string | undefined;
  /** Everything up to there was in the log by now. */
  #seen: Position;
  /** Last record of this office, as far as the log has been looked at. */
  #head: { readonly own: Position; readonly lookedAt: Position } = { own: 0n, lookedAt: 0n };

  /** Use `openEventStoreDb`, which has checked the server. */
  constructor(private readonly options: EventStoreDbStoreOptions) {
    this.#reading = new Reading(options.connection, `${options.office}-`, options.timing);
    this.#seen = options.end;
  }

  /** What the last append failed with, until the server answers again. */
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
    return this.#known(await this.#during(this.#reading.stream(stream, from, backwards, most)));
  }

  async readAll({ after, backwards = false, limit, types }: ReadAll = {}): Promise<readonly StoredRecord[]> {
    this.#refuseWhenClosed();
    const most = wholeNumber('limit', limit, 1000);
    return this.#known(await this.#during(this.#reading.all(after, backwards, most, types)));
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

  /**
   * Position of the last record of this office. Looks at what the log has got since the last time; the first time as
   * far back as that record is.
   */
  async head(): Promise<Position> {
    this.#refuseWhenClosed();
    const { own, end } = await this.#during(this.#reading.last('', this.#head.lookedAt));
    if (own !== null && own > this.#head.own) this.#head = { ...this.#head, own };
    if (end > this.#head.lookedAt) this.#head = { ...this.#head, lookedAt: end };
    this.#saw(end);
    return this.#head.own;
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
      this.#trouble = error instanceof OutcomeUnknown || error instanceof StoreUnavailable ? error.message : undefined;
      throw error;
    }
  }

  /** The first answer to an append that is stored; undefined when it is not, or cannot be looked up now. */
  async #lookBack(asked: Parameters<typeof lookBack>[0]): Promise<Appended | undefined> {
    const found = await lookBack(asked, this.#reading, this.options.timing.call).catch(() => undefined);
    return found?.kind === 'there' ? found.appended : undefined;
  }

  /** Every read is the leader's: it answers again. */
  #known(records: readonly StoredRecord[]): readonly StoredRecord[] {
    this.#trouble = undefined;
    for (const { position } of records) this.#saw(position);
    return records;
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
