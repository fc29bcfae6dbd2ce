import { type DatabaseSync } from 'node:sqlite';
import { resolve } from 'node:path';
import { type EncodedRecord, type EncodedRow, decode, encode, wholeNumber } from '../encode.js';
import { type Place, judgeAppend } from '../expectation.js';
import { Signal, type Page, subscribeOwnLog } from '../subscribe-own-log.js';
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
  StoreUnavailable,
} from '../port.js';
import { checkEventFile, columns, eventFile, exact, refuseHole, toRow } from './event-file.js';
import { type FileLock, lockFile } from '../../sqlite/file-lock.js';
import { GroupCommit, type GroupCommitOptions } from '../../sqlite/group-commit.js';
import { openDatabase, refusal } from '../../sqlite/open-database.js';
import { LogDamaged, inWords, isDamage, isSqliteError } from '../../sqlite/sqlite-errors.js';

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
  readonly #writer: GroupCommit<Append>;
  readonly #reading: DatabaseSync;
  readonly #sql: ReturnType<typeof readStatements>;
  readonly #appended = new Signal();
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
      this.#reading = openDatabase(file, { format: eventFile, readOnly: true });
      this.#sql = readStatements(this.#reading);
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
    if (!appended.repeated) this.#appended.notify();
    return appended;
  }

  async readStream(
    stream: string,
    { from, backwards = false, limit }: ReadStream = {},
  ): Promise<readonly StoredRecord[]> {
    const most = wholeNumber('limit', limit, Number.MAX_SAFE_INTEGER);
    const start = wholeNumber('from', from, backwards ? Number.MAX_SAFE_INTEGER : 0);
    return this.#read(() => {
      const rows = (backwards ? this.#sql.streamBackwards : this.#sql.stream).all(stream, start, most).map(toRow);
      refuseHole(
        `the stream ${stream}`,
        rows.map(({ revision }) => revision),
        backwards ? -1 : 1,
        backwards ? undefined : start,
      );
      return rows.map(decodeRow);
    });
  }

  async readAll({ after, backwards = false, limit }: ReadAll = {}): Promise<readonly StoredRecord[]> {
    const most = wholeNumber('limit', limit, 1000);
    return this.#read(() => {
      if (!backwards) return this.#page(after ?? 0n, most, '').records;
      const rows = this.#sql.logBackwards.all(after ?? endOfTime, most).map(toRow);
      refuseHole(
        'the log',
        rows.map(({ position }) => position),
        -1,
      );
      return rows.map(decodeRow);
    });
  }

  subscribe(options: Subscribe): AsyncIterable<Batch> {
    return subscribeOwnLog(
      {
        appended: this.#appended,
        closed: () => this.#closing !== undefined,
        head: () => this.#read(() => this.#head()),
        page: (after, limit, prefix) => this.#read(() => this.#page(after, limit, prefix)),
      },
      options,
    );
  }

  async head(): Promise<Position> {
    return this.#read(() => this.#head());
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
      // A COMMIT that failed may be there after all.
      this.#appended.notify();
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  #head(): Position {
    return (this.#sql.head.get() as unknown as [Position])[0];
  }

  #page(after: Position, limit: number, streamPrefix: string): Page {
    const rows = this.#sql.log.all(after, limit).map(toRow);
    refuseHole(
      'the log',
      rows.map(({ position }) => position),
      1,
      after + 1n,
    );
    return {
      records: rows.filter(({ stream }) => stream.startsWith(streamPrefix)).map(decodeRow),
      upTo: rows.at(-1)?.position ?? after,
    };
  }

  #read<T>(reading: () => T): T {
    this.#refuseWhenClosed();
    try {
      return reading();
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      const sentence = `${this.#reading.location() ?? 'the store'} cannot be read (${inWords(error)})`;
      throw isDamage(error)
        ? new LogDamaged(`${sentence}. Stop the product, keep a copy of the file, and restore the latest backup.`, {
            cause: error,
          })
        : new StoreUnavailable(sentence, { cause: error });
    }
  }

  #refuseWhenClosed(): void {
    if (this.#closing !== undefined) throw new StoreUnavailable('the store is closed');
  }

  async #close(): Promise<void> {
    const closed = this.#writer.close(this.#reading);
    this.#appended.notify();
    await closed;
    this.lock.release();
  }
}

const endOfTime = 2n ** 63n - 1n;

const readStatements = (db: DatabaseSync) => ({
  head: exact(db, 'SELECT coalesce(max(position), 0) FROM events'),
  log: exact(db, `SELECT ${columns} FROM events WHERE position > ? ORDER BY position LIMIT ?`),
  logBackwards: exact(db, `SELECT ${columns} FROM events WHERE position < ? ORDER BY position DESC LIMIT ?`),
  stream: exact(db, `SELECT ${columns} FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`),
  streamBackwards: exact(
    db,
    `SELECT ${columns} FROM events WHERE stream = ? AND revision <= ? ORDER BY revision DESC LIMIT ?`,
  ),
});

type Append = (stream: string, records: readonly EncodedRecord[], expected: ExpectedRevision) => Appended;

/** The append itself, to run inside a group: looks, judges, writes. */
function appender(db: DatabaseSync): Append {
  const last = exact(db, 'SELECT max(revision) FROM events WHERE stream = ?');
  const place = exact(db, 'SELECT stream, revision, position FROM events WHERE id = ?');
  const insert = exact(db, 'INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)');
  const placeOf = ({ id }: EncodedRecord): Place | undefined => {
    const found = place.get(id) as unknown as [string, bigint, bigint] | undefined;
    return found && { stream: found[0], revision: Number(found[1]), position: found[2] };
  };
  return (stream, records, expected) => {
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
}

function decodeRow(row: EncodedRow): StoredRecord {
  try {
    return decode(row);
  } catch {
    // Without its cause: a SyntaxError quotes the text it could not read.
    throw new LogDamaged(
      `event ${row.position} of the log is no longer JSON. Stop the product, keep a copy of the file, and restore the latest backup.`,
    );
  }
}
