import { type DatabaseSync } from 'node:sqlite';
import { resolve } from 'node:path';
import { type EncodedRecord, encode } from '../encode.js';
import { type Place, judgeAppend } from '../expectation.js';
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
import { checkEventFile, eventFile, exact } from './event-file.js';
import { EventFileReader } from './event-file-reader.js';
import { type FileLock, lockFile } from '../../sqlite/file-lock.js';
import { GroupCommit, type GroupCommitOptions } from '../../sqlite/group-commit.js';
import { openDatabase, refusal } from '../../sqlite/open-database.js';
import { LogDamaged, isConstraint } from '../../sqlite/sqlite-errors.js';

/**
 * Opens the event file of one office, makes it if it is not there, and keeps every other process from opening it until
 * `close`.
 * @throws DatabaseRefused with a sentence for the operator
 */
export function openEmbeddedStore(path: string, options: EmbeddedStoreOptions = {}): EmbeddedStore {
  const lock = lockFile(path);
  try {
    return new EmbeddedStore(lock, resolve(path), options);
  } catch (error) {
    lock.release();
    throw error instanceof LogDamaged ? error : refusal(resolve(path), error);
  }
}

export type EmbeddedStoreOptions = Pick<GroupCommitOptions, 'limit' | 'reserveBytes'>;

/**
 * Events in SQLite, one file per office: one writer with group commit, and one read-only connection for all reading.
 */
export class EmbeddedStore implements EventStore {
  readonly numbersEvents = true;
  readonly #writer: GroupCommit<Append>;
  readonly #reader: EventFileReader;
  #told: (() => void) | undefined;
  /** Position of the last event that was found at opening, or whose append was answered. */
  #known: Position = 0n;
  #closing: Promise<void> | undefined;

  /** Use `openEmbeddedStore`, which holds the lock. */
  constructor(
    private readonly lock: FileLock,
    file: string,
    options: EmbeddedStoreOptions,
  ) {
    this.#writer = new GroupCommit({ open: () => this.#openForWriting(file), prepare: appender }, options);
    try {
      this.#reader = new EventFileReader(file);
    } catch (error) {
      this.#writer.disconnect();
      throw error;
    }
  }

  /** Why nothing can be appended, for the health page; undefined while all is well. Reading goes on. */
  get trouble(): string | undefined {
    return this.#writer.trouble;
  }

  async append(
    stream: string,
    records: readonly NewRecord[],
    { expectedRevision }: { readonly expectedRevision: ExpectedRevision },
  ): Promise<Appended> {
    this.#refuseWhenClosed();
    const encoded = encode(stream, records, expectedRevision);
    const appended = await this.#writer.run((append) => append(stream, encoded, expectedRevision));
    if (appended.position > this.#known) this.#known = appended.position;
    if (!appended.repeated) this.#notify();
    return appended;
  }

  whenAppended(told: () => void): void {
    this.#told = told;
  }

  async readStream(stream: string, options?: ReadStream): Promise<readonly StoredRecord[]> {
    return this.#reader.readStream(stream, options);
  }

  async readStreams(options: ReadStreams): Promise<readonly StoredRecord[]> {
    return this.#reader.readStreams(options);
  }

  async streamRanges(
    options: Parameters<EventFileReader['streamRanges']>[0],
  ): ReturnType<EventFileReader['streamRanges']> {
    return this.#reader.streamRanges(options);
  }

  async readAll(options?: ReadAll): Promise<readonly StoredRecord[]> {
    return this.#reader.readAll(options);
  }

  subscribe(options: Subscribe): AsyncIterable<Batch> {
    return this.#reader.subscribe(options);
  }

  async head(): Promise<Position> {
    return this.#reader.head();
  }

  async end(): Promise<LogEnd | undefined> {
    return this.#reader.end();
  }

  async has(place: { readonly position: Position; readonly id?: string }): Promise<boolean> {
    return this.#reader.has(place);
  }

  async close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** At the start, and anew after its disk was full. */
  #openForWriting(file: string): DatabaseSync {
    const db = openDatabase(file, { format: eventFile });
    try {
      const last = checkEventFile(db, file);
      if (last < this.#known)
        throw new LogDamaged(
          `${file} has lost events: ${this.#known} was there, the last one found is ${last}. Stop the product, keep a copy of the file, and restore the latest backup.`,
        );
      this.#known = last;
      // A COMMIT that failed may be there after all. At the first opening nobody reads yet.
      (this.#reader as EventFileReader | undefined)?.notify();
      this.#told?.();
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  #notify(): void {
    this.#reader.notify();
    this.#told?.();
  }

  #refuseWhenClosed(): void {
    if (this.#closing !== undefined) throw new StoreUnavailable('the store is closed');
  }

  async #close(): Promise<void> {
    this.#reader.stop();
    await this.#writer.close(this.#reader.db);
    this.lock.release();
  }
}

type Append = (stream: string, records: readonly EncodedRecord[], expected: ExpectedRevision) => Appended;

/** The append itself, to run inside a group: looks, judges, writes. */
function appender(db: DatabaseSync): Append {
  const last = exact(db, 'SELECT max(revision) FROM events WHERE stream = ?');
  const place = exact(db, 'SELECT stream, revision, position FROM events WHERE id = ?');
  const insert = exact(db, 'INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)');
  // No revision where the stream does not end just before it, which is refused as NOT NULL.
  const insertNext = exact(
    db,
    `INSERT INTO events (stream, revision, id, type, data, metadata)
     VALUES (?1, iif((SELECT max(revision) FROM events WHERE stream = ?1) IS nullif(?2 - 1, -1), ?2, NULL), ?3, ?4, ?5, ?6)`,
  );
  const placeOf = ({ id }: EncodedRecord): Place | undefined => {
    const found = place.get(id) as unknown as [string, bigint, bigint] | undefined;
    return found && { stream: found[0], revision: Number(found[1]), position: found[2] };
  };
  const judgeAndWrite: Append = (stream, records, expected) => {
    const [at] = last.get(stream) as unknown as [bigint | null];
    const answer = judgeAppend(stream, expected, at === null ? null : Number(at), records.map(placeOf));
    if (answer !== 'write') return answer;
    let [revision, position] = [expected === 'noStream' ? -1 : expected, 0n];
    for (const { id, type, data, metadata } of records) {
      revision += 1;
      position = insert.run(stream, revision, id, type, data, metadata).lastInsertRowid as bigint;
    }
    return { revision, position, repeated: false };
  };
  return (stream, records, expected) => {
    const [record, ...more] = records;
    if (record === undefined || more.length > 0) return judgeAndWrite(stream, records, expected);
    const revision = expected === 'noStream' ? 0 : expected + 1;
    const { id, type, data, metadata } = record;
    try {
      const { lastInsertRowid } = insertNext.run(stream, revision, id, type, data, metadata);
      return { revision, position: lastInsertRowid as bigint, repeated: false };
    } catch (error) {
      // Another end of the stream, or an id that is there: which of them decides the answer.
      if (!isConstraint(error)) throw error;
      return judgeAndWrite(stream, records, expected);
    }
  };
}
