/**
 * The database below the read models: SQLite on one machine, PostgreSQL when that is outgrown; the same promises and
 * the same values on both.
 */
import { type Kysely, type Transaction } from 'kysely';

/**
 * What a column can hold. An integer is written as a number or a bigint and read as a number; one beyond 2^53 cannot be
 * read as it stands, so positions are read through `cast(x as text)` and compared with bigint parameters. Sums,
 * averages and counts are numbers. Bytes are a Uint8Array. Yes and no are 1 and 0, comparisons in a select list
 * included. A NUL character in a text is stored as U+FFFD, since PostgreSQL has none.
 */
export type SqlValue = string | number | bigint | Uint8Array | null;

/** Any table: a read model knows its own and narrows with `tables`. */
export type Tables = Record<string, Record<string, SqlValue>>;

/** What answers queries; it may be written elsewhere. */
export interface ViewsReader {
  /**
   * Reads what was last committed, each query for itself, and never waits for the writer (in ':memory:' it does, having
   * one connection).
   */
  readonly read: Kysely<Tables>;
  /**
   * Several queries on one unchanging state, that of the call. Hinders no writer, but keeps space from being reused: be
   * done in seconds.
   */
  snapshot<Result>(work: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result>;
  /** Why it cannot be used just now, for the operator; undefined once something has succeeded again. */
  readonly trouble: string | undefined;
  /** Takes nothing new, lets what runs end (for ten seconds at most), closes. */
  close(): Promise<void>;
}

export interface ViewsDatabase extends ViewsReader {
  readonly dialect: 'sqlite' | 'postgres';
  /**
   * One transaction: all of it or nothing, DDL included. One at a time in this process, in the order of the calls;
   * others wait.
   * @throws ViewsUnavailable the database cannot be used just now; nothing was written, unless the connection broke
   * during the commit
   */
  write<Result>(work: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result>;
  /**
   * Makes what was deleted unreadable in the files too, as far as the database can be asked to: SQLite moves its WAL
   * into the file and empties it; PostgreSQL overwrites deleted rows by itself, at its next vacuum. False while a
   * reader still needs the old state: to be asked again.
   */
  purgeDeleted(): Promise<boolean>;
  /** Files beside the database that rows are taken over from, where it is one file. */
  readonly parts?: Parts;
}

export interface Parts {
  /** Of the file with this number. */
  path(number: number): string;
  /** `write`, with the tables of such a file there as those of the schema `part`. */
  write<Result>(path: string, work: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result>;
  /** Removes all of them, also those that an earlier process left. */
  clear(): void;
}

/** The same connection, seen as holding these tables: `tables<WorklistTables>(db.read)`. */
export function tables<Known>(db: Transaction<Tables>): Transaction<Known>;
export function tables<Known>(db: Kysely<Tables>): Kysely<Known>;
export function tables<Known>(db: Kysely<Tables>): Kysely<Known> {
  return db as unknown as Kysely<Known>;
}
