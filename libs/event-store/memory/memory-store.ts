import { type EncodedRecord, type EncodedRow, decode, encode, wholeNumber } from '../encode.js';
import { judgeAppend } from '../expectation.js';
import { Signal, type Page, subscribeOwnLog } from '../subscribe-own-log.js';
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
  type ReadStreams,
  type StoredRecord,
  type Subscribe,
  StoreUnavailable,
} from '../port.js';

/** What outlives a memory store that is closed: give it to the next one, as a file is opened again. */
export class MemoryLog {
  readonly rows: EncodedRow[] = [];
  readonly streams = new Map<string, EncodedRow[]>();
  readonly ids = new Map<string, EncodedRow>();

  add(stream: string, record: EncodedRecord): EncodedRow {
    const of = this.streams.get(stream) ?? [];
    const row = { ...record, stream, revision: of.length, position: BigInt(this.rows.length + 1) };
    this.streams.set(stream, of);
    for (const rows of [this.rows, of]) rows.push(row);
    this.ids.set(row.id, row);
    return row;
  }
}

/** The embedded store's twin for unit tests: same answers, nothing on disk, positions 1, 2, 3 … */
export class MemoryStore implements EventStore {
  readonly numbersEvents = true;
  #closed = false;
  readonly #appended = new Signal();

  constructor(private readonly log: MemoryLog = new MemoryLog()) {}

  async append(
    stream: string,
    records: readonly NewRecord[],
    { expectedRevision }: { readonly expectedRevision: ExpectedRevision },
  ): Promise<Appended> {
    this.#refuseWhenClosed();
    const encoded = encode(stream, records, expectedRevision);
    const last = this.log.streams.get(stream)?.length;
    const answer = judgeAppend(
      stream,
      expectedRevision,
      last === undefined ? null : last - 1,
      encoded.map(({ id }) => this.log.ids.get(id)),
    );
    if (answer !== 'write') return answer;
    const { revision, position } = encoded.map((record) => this.log.add(stream, record)).at(-1)!;
    this.#appended.notify();
    return { revision, position, repeated: false };
  }

  async readStream(
    stream: string,
    { from, backwards = false, limit }: ReadStream = {},
  ): Promise<readonly StoredRecord[]> {
    this.#refuseWhenClosed();
    const rows = this.log.streams.get(stream) ?? [];
    const start = wholeNumber('from', from, backwards ? rows.length : 0);
    const asked = backwards ? rows.slice(0, start + 1).reverse() : rows.slice(start);
    return asked.slice(0, wholeNumber('limit', limit, asked.length)).map(decode);
  }

  async readStreams({ after, to, upTo, limit }: ReadStreams): Promise<readonly StoredRecord[]> {
    this.#refuseWhenClosed();
    const found: StoredRecord[] = [];
    const asked = [...this.log.streams.keys()].filter((name) => name > after && (to === undefined || name <= to));
    for (const stream of asked.sort()) {
      const records = this.log.streams
        .get(stream)!
        .map(decode)
        .filter(({ position }) => position <= upTo);
      if (found.length > 0 && found.length + records.length > limit) break;
      found.push(...records);
    }
    return found;
  }

  async readAll({ after, backwards = false, limit, types }: ReadAll = {}): Promise<readonly StoredRecord[]> {
    this.#refuseWhenClosed();
    const most = wholeNumber('limit', limit, 1000);
    if (types)
      return this.log.rows
        .slice(Number(after ?? 0n))
        .filter(({ type }) => types.includes(type))
        .slice(0, most)
        .map(decode);
    if (!backwards) return this.#page(after ?? 0n, most, '').records;
    const before = after === undefined || after > this.#head() ? this.log.rows.length : Math.max(Number(after) - 1, 0);
    return this.log.rows
      .slice(Math.max(before - most, 0), before)
      .reverse()
      .map(decode);
  }

  subscribe(options: Subscribe): AsyncIterable<Batch> {
    return subscribeOwnLog(
      {
        appended: this.#appended,
        closed: () => this.#closed,
        head: () => this.#head(),
        page: (...asked) => this.#page(...asked),
      },
      options,
    );
  }

  async head(): Promise<Position> {
    this.#refuseWhenClosed();
    return this.#head();
  }

  async end(): Promise<LogEnd | undefined> {
    this.#refuseWhenClosed();
    const last = this.log.rows.at(-1);
    if (!last) return undefined;
    const { position, id, stream, revision } = last;
    return { position, id, stream, revision, lookedAt: position };
  }

  async has({ position, id }: { readonly position: Position; readonly id?: string }): Promise<boolean> {
    this.#refuseWhenClosed();
    const row = this.log.rows[Number(position) - 1];
    return row !== undefined && (id === undefined || row.id === id);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#appended.notify();
  }

  #head(): Position {
    return BigInt(this.log.rows.length);
  }

  #page(after: Position, limit: number, streamPrefix: string): Page {
    const rows = after >= this.#head() ? [] : this.log.rows.slice(Number(after), Number(after) + limit);
    return {
      records: rows.filter(({ stream }) => stream.startsWith(streamPrefix)).map(decode),
      upTo: rows.at(-1)?.position ?? after,
    };
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new StoreUnavailable('the store is closed');
  }
}
