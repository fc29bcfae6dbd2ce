/** Read models in a SQLite file: one connection writes, others read. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { basename, dirname, join, resolve } from 'node:path';
import { type Kysely, type Transaction } from 'kysely';
import { type FileFormat } from '../../sqlite/file-format.js';
import { openDatabase, refuseOldSqlite } from '../../sqlite/open-database.js';
import {
  DatabaseRefused,
  inWords,
  isBusy,
  isDamage,
  isDiskError,
  isNoSpace,
  isSqliteError,
} from '../../sqlite/sqlite-errors.js';
import { SqliteConnection, type TranslateError } from './sqlite-connection.js';
import { beginReading, beginWriting, sqliteKysely, type Connections } from './sqlite-driver.js';
import { DatabaseHealth } from './database-health.js';
import { WriteTurns } from './write-turns.js';
import { type Parts, type Tables, type ViewsDatabase, type ViewsReader } from './views-database.js';

const viewsFile: FileFormat = {
  what: 'file of read models',
  applicationId: 0x4b_47_52_4d,
  version: 1,
  create: () => undefined,
};
const keepIdle = 4;

/**
 * @param path a file, made where it is missing and readable by its owner alone, or ':memory:'. Rows and checkpoint are
 * on the disk together or not at all: a power cut may take the last commits (synchronous=NORMAL), and the log is read
 * again from the checkpoint that is left. `purgeDeleted` syncs. Deleted rows are overwritten.
 * @throws DatabaseRefused with a sentence for the operator
 */
export function openSqliteViews(path: string, memoryMiB = 128): ViewsDatabase {
  return path === ':memory:' ? new InMemory() : new OnFile(resolve(path), memoryMiB);
}

/**
 * The same file, written by another thread or process, which must have opened it before.
 * @throws DatabaseRefused with a sentence for the operator
 */
export const readSqliteViews = (path: string, memoryMiB = 128): ViewsReader =>
  new OnFileReading(resolve(path), memoryMiB);

class OnFileReading implements ViewsReader {
  readonly read: Kysely<Tables>;
  private readonly turns = new WriteTurns();
  private readonly troubles = new DatabaseHealth();
  private readonly readers: Readers;

  constructor(file: string, memoryMiB: number) {
    this.readers = new Readers(this.turns, () => reading(file, this.troubles, memoryMiB));
    this.read = sqliteKysely(this.readers, beginReading);
  }

  get trouble(): string | undefined {
    return this.troubles.text;
  }

  async snapshot<Result>(work: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result> {
    return this.read.transaction().execute(work);
  }

  async close(): Promise<void> {
    await this.turns.close();
    this.readers.close();
  }
}

const reading = (file: string, troubles: DatabaseHealth, memoryMiB: number): SqliteConnection =>
  new SqliteConnection(openViews(file, true, memoryMiB), (error) =>
    isReadOnly(error) ? notHere() : translateError(file, error, troubles),
  );

class OnFile implements ViewsDatabase {
  readonly dialect = 'sqlite';
  readonly read: Kysely<Tables>;
  private readonly writer: Kysely<Tables>;
  private readonly turns = new WriteTurns();
  private readonly troubles = new DatabaseHealth();
  private readonly writing: SqliteConnection;
  private readonly readers: Readers;

  private readonly inode: number;

  constructor(
    private readonly file: string,
    memoryMiB: number,
  ) {
    const failed: TranslateError = (error) => translateError(file, error, this.troubles);
    this.writing = new SqliteConnection(openViews(file, false, memoryMiB), failed);
    this.inode = statSync(file).ino;
    this.readers = new Readers(this.turns, () => reading(file, this.troubles, memoryMiB));
    this.writer = sqliteKysely({ acquire: async () => this.writing, release: () => undefined }, beginWriting);
    this.read = sqliteKysely(this.readers, beginReading);
  }

  get trouble(): string | undefined {
    return this.troubles.text;
  }

  async write<Result>(work: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result> {
    return this.turns.oneByOne(() => this.writeNow(work));
  }

  readonly parts: Parts = {
    path: (number) => `${this.file}-part${number}`,
    write: (path, work) =>
      this.turns.oneByOne(async () => {
        const { db } = this.writing;
        try {
          db.prepare('ATTACH ? AS part').run(path);
        } catch (error) {
          throw translateError(path, error, this.troubles);
        }
        try {
          return await this.writeNow(work);
        } finally {
          db.exec('DETACH part');
        }
      }),
    clear: () => {
      const folder = dirname(this.file);
      for (const name of readdirSync(folder))
        if (name.startsWith(`${basename(this.file)}-part`)) rmSync(join(folder, name), { force: true });
    },
  };

  private async writeNow<Result>(work: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result> {
    this.troubles.refuseIfLasting();
    this.refuseMoved();
    const result = await this.writer.transaction().execute(work);
    this.troubles.recover('written');
    return result;
  }

  /** SQLite would go on writing into the file that was moved away or removed, and nobody would find it again. */
  private refuseMoved(): void {
    if (statSync(this.file, { throwIfNoEntry: false })?.ino !== this.inode)
      throw this.troubles.fail(unusable(this.file, 'it was moved, removed or replaced'), { until: 'opened' });
  }

  async snapshot<Result>(work: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result> {
    return this.read.transaction().execute(work);
  }

  async purgeDeleted(): Promise<boolean> {
    return this.turns.oneByOne(async () => {
      const { db } = this.writing;
      try {
        // Without patience: the reader that it would wait for may be in this process.
        db.exec('PRAGMA busy_timeout=0');
        return db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;
      } catch (error) {
        throw translateError(this.file, error, this.troubles);
      } finally {
        db.exec('PRAGMA busy_timeout=5000');
      }
    });
  }

  async close(): Promise<void> {
    await this.turns.close();
    this.readers.close();
    // The last to close, so that it moves the WAL into the file and removes it.
    if (this.writing.db.isOpen) this.writing.db.close();
  }
}

/** Read-only connections: as many as are in use, for one that streams or holds a snapshot sees its own state only. */
class Readers implements Connections {
  private readonly idle: SqliteConnection[] = [];
  private readonly out = new Map<SqliteConnection, () => void>();

  constructor(
    private readonly turns: WriteTurns,
    private readonly open: () => SqliteConnection,
  ) {}

  async acquire(): Promise<SqliteConnection> {
    const leave = this.turns.enter();
    try {
      const connection = this.idle.pop() ?? this.open();
      this.out.set(connection, leave);
      return connection;
    } catch (error) {
      leave();
      throw error;
    }
  }

  release(connection: SqliteConnection): void {
    const leave = this.out.get(connection);
    this.out.delete(connection);
    if (!connection.db.isOpen) {
      /* It was closed while in use. */
    } else if (this.idle.length < keepIdle) this.idle.push(connection);
    else connection.db.close();
    leave?.();
  }

  close(): void {
    for (const { db } of [...this.idle, ...this.out.keys()]) if (db.isOpen) db.close();
    this.idle.length = 0;
  }
}

/**
 * For fast tests: one connection, so that readers wait for the writer too, and a query sees what the same process wrote
 * last.
 */
class InMemory implements ViewsDatabase {
  readonly dialect = 'sqlite';
  readonly read: Kysely<Tables>;
  private readonly writer: Kysely<Tables>;
  private readonly reader: Kysely<Tables>;
  private readonly turns = new WriteTurns();
  private readonly troubles = new DatabaseHealth();
  private readonly connection: SqliteConnection;

  constructor() {
    const db = new DatabaseSync(':memory:', {
      enableForeignKeyConstraints: true,
      allowExtension: false,
      enableDoubleQuotedStringLiterals: false,
      defensive: true,
    });
    refuseOldSqlite(String(Object.values(db.prepare('SELECT sqlite_version()').get()!)[0]));
    db.exec('PRAGMA trusted_schema=OFF; PRAGMA secure_delete=ON');
    db.exec(connectionPragmas);
    this.connection = new SqliteConnection(db, (error) =>
      isReadOnly(error) ? notHere() : translateError(':memory:', error, this.troubles),
    );
    let done: () => void = () => undefined;
    this.read = sqliteKysely(
      {
        acquire: async () => {
          done = await this.turns.next();
          return this.connection;
        },
        release: () => done(),
      },
      beginReading,
    );
    const alone: Connections = { acquire: async () => this.connection, release: () => undefined };
    this.writer = sqliteKysely(alone, beginWriting);
    this.reader = sqliteKysely(alone, beginReading);
  }

  get trouble(): string | undefined {
    return this.troubles.text;
  }

  async write<Result>(work: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result> {
    return this.turns.oneByOne(() => this.writer.transaction().execute(work));
  }

  async snapshot<Result>(work: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result> {
    return this.turns.oneByOne(async () => {
      this.connection.run('PRAGMA query_only=ON');
      try {
        return await this.reader.transaction().execute(work);
      } finally {
        this.connection.run('PRAGMA query_only=OFF');
      }
    });
  }

  async purgeDeleted(): Promise<boolean> {
    return true;
  }

  async close(): Promise<void> {
    await this.turns.close();
    if (this.connection.db.isOpen) this.connection.db.close();
  }
}

/**
 * LIKE tells A from a, as in PostgreSQL; sorting spills no rows into temporary files; a long rebuild leaves no large
 * WAL behind.
 */
const connectionPragmas = 'PRAGMA case_sensitive_like=ON; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864';
/** The writer meets random pages of the whole file: fewer ways from the WAL into it. */
const writerPragmas = 'PRAGMA wal_autocheckpoint=8000';

/**
 * Two fifths of the memory of a file are the writer's, which meets random pages of all of it; a fifth each is for the
 * readers that its thread keeps and for those of the thread of requests; the last is for what the loop remembers. In
 * KiB.
 */
const cacheKiB = (readOnly: boolean, memoryMiB: number): number =>
  Math.max(512, Math.floor((memoryMiB * 1024) / 5) * (readOnly ? 1 / keepIdle : 2));

function openViews(file: string, readOnly: boolean, memoryMiB: number): DatabaseSync {
  try {
    const db = openDatabase(file, { readOnly, secureDelete: true, derived: true, format: viewsFile });
    db.exec(connectionPragmas);
    db.exec(`PRAGMA cache_size=-${cacheKiB(readOnly, memoryMiB)}`);
    if (!readOnly) db.exec(writerPragmas);
    return db;
  } catch (error) {
    if (error instanceof DatabaseRefused && isDamage(error.cause))
      throw new DatabaseRefused(damaged(file, error.cause), { cause: error.cause });
    throw error;
  }
}

const damaged = (file: string, error: unknown): string =>
  `${file} is damaged or no database (${inWords(error)}). It holds nothing that the log does not: stop Klagegang, move the file with its -wal and -shm files away, and start again. It is then built anew.`;

const unusable = (file: string, why: string): string =>
  `${file} cannot be read or written (${why}). Check that the file is where it was, its owner, its permissions and the disk, and start Klagegang again.`;
const isReadOnly = (error: unknown): boolean => isSqliteError(error) && (error.errcode & 0xff) === 8;
const notHere = (): Error => new Error('Nothing is written through a reader or a snapshot. Use write.');

function translateError(file: string, error: unknown, trouble: DatabaseHealth): unknown {
  if ((error as NodeJS.ErrnoException | null)?.code === 'ERR_OUT_OF_RANGE')
    return new RangeError(
      'An integer beyond 2^53 was read from the database. Read that column through cast(… as text).',
    );
  if (!isSqliteError(error)) return error;
  if (isBusy(error))
    return trouble.fail(
      `${file} is in use by another program. Stop that program; what was asked can then be repeated.`,
      { cause: error, until: 'written' },
    );
  if (isNoSpace(error))
    return trouble.fail(
      `There is no space left for ${file}. Make room on its disk; nothing of what was being written is in it.`,
      { cause: error, until: 'written' },
    );
  if (isDamage(error)) return trouble.fail(damaged(file, error), { cause: error, until: 'opened' });
  if (isDiskError(error)) return trouble.fail(unusable(file, inWords(error)), { cause: error, until: 'opened' });
  return error;
}
