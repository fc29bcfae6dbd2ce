import { setImmediate } from 'node:timers';
import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { OutcomeUnknown, StoreUnavailable } from '../platform/unavailable.js';
import { freeBytes } from './local-disk.js';
import { pragma } from './pragma.js';
import { inWords, isDiskError, isNoSpace } from './sqlite-errors.js';

/** The file that one writer writes. */
export interface WrittenFile<Use> {
  /** A new connection to it, after every check that it must pass before it is written. */
  readonly open: () => DatabaseSync;
  /** What the works use of a connection, such as its prepared statements. */
  readonly prepare: (db: DatabaseSync) => Use;
}

export interface GroupCommitOptions {
  /** At most this many works in one transaction; 128 by default. */
  readonly limit?: number;
  /**
   * Less than this free on its disk, and nothing is written: room is left for the access log, without which nothing
   * can be read. 64 MiB by default.
   */
  readonly reserveBytes?: number;
}

interface Task<Use> {
  readonly work: (use: Use) => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

interface Connection<Use> {
  readonly db: DatabaseSync;
  readonly use: Use;
  readonly sql: Record<
    'begin' | 'commit' | 'rollback' | 'savepoint' | 'release' | 'undo' | 'walPages' | 'checkpoint',
    StatementSync
  >;
}

/** Pages in the WAL that are not in the database file yet, from which on a checkpoint is made: 4 MiB. */
const checkpointPages = 1000;
/** So many works are committed between two looks at the size of the WAL: one costs as much as a small work. */
const worksBetweenLooks = 16;
const mebibyte = 1024 * 1024;
const walBytes = 64 * mebibyte;
/** How long the free space is believed. */
const spaceMs = 100;
/** How long a cut of the WAL waits for readers elsewhere; everything stands still meanwhile. */
const cutMs = 200;
/** However much more comes, a group waits no longer than this for it. */
const longestWaitTurns = 16;
const [firstWaitMs, longestWaitMs] = [1000, 30_000];

/**
 * The one writer of a database file. What is queued when a turn of the event loop brings no more is committed
 * together, each work in a SAVEPOINT of its own where it is not alone; answers go out after COMMIT. It never writes
 * again on a connection that failed. When there was no space it waits, opens the file anew with all its checks, and
 * goes on; after any other error of the disk it stops for good, since a second fsync may report success for pages that
 * the kernel has dropped, and only a new process reads what the disk holds (docs/decisions/0009). Its owner keeps
 * another connection open all the time: the last one to close would checkpoint, which a disk in trouble must be
 * spared.
 */
export class GroupCommit<Use> {
  readonly #limit: number;
  readonly #reserve: number;
  readonly #queue: Task<Use>[] = [];
  readonly #name: string;
  #connection: Connection<Use> | undefined;
  #scheduled = false;
  #worksSinceLook = 0;
  #trouble: string | undefined;
  #spaceSeenAt = -Infinity;
  #waitMs = firstWaitMs;
  #waiting: NodeJS.Timeout | undefined;
  #closed: PromiseWithResolvers<void> | undefined;

  /** @throws what `open` throws. Nothing else may write through the connection, or begin a transaction. */
  constructor(
    private readonly file: WrittenFile<Use>,
    { limit = 128, reserveBytes = 64 * mebibyte }: GroupCommitOptions = {},
  ) {
    this.#limit = limit;
    this.#reserve = reserveBytes;
    this.#connection = connect(file);
    this.#name = this.#connection.db.location() ?? 'the store';
  }

  /** Why nothing can be written, for the health page; undefined while all is well. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** It has no space, and goes on by itself. */
  get waits(): boolean {
    return this.#waiting !== undefined;
  }

  /** For reading what it wrote: its pages are in this connection's cache. Undefined while nothing can be written. */
  get use(): Use | undefined {
    return this.#connection?.use;
  }

  /**
   * Runs `work` inside the next group. It must be synchronous, may run any statement but those of transactions, and
   * takes effect whole or, when it throws, not at all.
   * @returns what `work` returned, once it is on the disk
   * @throws StoreUnavailable nothing of it was written
   * @throws OutcomeUnknown COMMIT failed: it may be found later, or not
   * @throws whatever `work` threw
   */
  async run<T>(work: (use: Use) => T): Promise<T> {
    if (this.#closed !== undefined) throw new StoreUnavailable('the store is closed');
    if (this.#trouble !== undefined) throw new StoreUnavailable(this.#trouble);
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ work, resolve, reject });
      this.#schedule();
    });
  }

  /**
   * Empties the WAL into the database file and cuts it, so that nothing deleted is left in it. False: a reader
   * elsewhere is in the way. @throws StoreUnavailable
   */
  truncateLog(): boolean {
    const { db } = this.#connected();
    try {
      const usual = pragma(db, 'busy_timeout');
      db.exec(`PRAGMA busy_timeout=${Math.min(cutMs, Number(usual))}`);
      const cut = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;
      db.exec(`PRAGMA busy_timeout=${usual}`);
      return cut;
    } catch (error) {
      throw new StoreUnavailable(this.#halt(error), { cause: error });
    }
  }

  /**
   * Refuses new work, commits what is queued, cuts the WAL, and closes its connection and `reader`, each in its turn.
   */
  async close(reader?: DatabaseSync): Promise<void> {
    this.#closed ??= Promise.withResolvers<void>();
    this.#finishWhenIdle();
    await this.#closed.promise;
    // A writer in trouble must not be the last to close, or SQLite would checkpoint; a whole one must, or the WAL
    // stays.
    if (this.#trouble === undefined && reader?.isOpen) reader.close();
    this.disconnect();
    if (reader?.isOpen) reader.close();
  }

  /** Gives up the connection as it is. */
  disconnect(): void {
    const { db } = this.#connection ?? {};
    this.#connection = undefined;
    try {
      db?.close();
    } catch {
      /* of no more use */
    }
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#gather(0);
  }

  /** Commits at the first turn of the event loop that brought no more work than there was at its beginning. */
  #gather(turn: number): void {
    const { length } = this.#queue;
    setImmediate(() => {
      if (this.#queue.length > length && this.#queue.length < this.#limit && turn < longestWaitTurns) {
        this.#gather(turn + 1);
        return;
      }
      this.#scheduled = false;
      const group = this.#queue.splice(0, this.#limit);
      for (const answer of this.#write(group)) answer();
      this.#worksSinceLook += group.length;
      if (this.#worksSinceLook >= worksBetweenLooks) {
        this.#worksSinceLook = 0;
        // In a turn of its own: who waits for an answer does not wait for this too.
        setImmediate(() => this.#checkpointWhenGrown());
      }
      if (this.#trouble !== undefined)
        for (const { reject } of this.#queue.splice(0)) reject(new StoreUnavailable(this.#trouble));
      if (this.#queue.length > 0) this.#schedule();
      this.#finishWhenIdle();
    });
  }

  /** One group, one transaction. The answers are given by the caller, when COMMIT has returned. */
  #write(group: readonly Task<Use>[]): readonly (() => void)[] {
    let answers: readonly (() => void)[];
    let connection: Connection<Use>;
    try {
      this.#refuseWithoutSpace();
      connection = this.#connected();
      connection.sql.begin.run();
      const isAlone = group.length === 1;
      answers = group.map((task) => this.#attempt(connection, task, isAlone));
      // The work that was alone threw, and all that there was is undone.
      if (!connection.db.isTransaction) return answers;
    } catch (error) {
      this.#rollback();
      const refused =
        error instanceof StoreUnavailable
          ? error
          : new StoreUnavailable(
              isDiskError(error) ? this.#halt(error) : `nothing was written (${inWords(error)}); it may be tried again`,
              { cause: error },
            );
      return group.map(
        ({ reject }) =>
          () =>
            reject(refused),
      );
    }
    try {
      connection.sql.commit.run();
    } catch (error) {
      // A transaction that is still open was refused before it touched the disk (a deferred constraint, a lock):
      // undone, the writer is whole.
      const untouched = connection.db.isTransaction && !isDiskError(error);
      if (!this.#rollback() || !untouched) this.#halt(error);
      return group.map(
        ({ reject }) =>
          () =>
            reject(
              new OutcomeUnknown(
                `COMMIT failed (${inWords(error)}): whether it was written is not known. Repeat the same call${this.#trouble === undefined ? '' : ' when the store can be written again'}.`,
                { cause: error },
              ),
            ),
      );
    }
    return answers;
  }

  /**
   * A work that is alone has the transaction for its savepoint. @throws what makes the whole group impossible; what
   * concerns one work becomes its answer
   */
  #attempt({ db, use, sql }: Connection<Use>, { work, resolve, reject }: Task<Use>, isAlone: boolean): () => void {
    if (!isAlone) sql.savepoint.run();
    try {
      const value = work(use);
      if (typeof (value as { then?: unknown } | null | undefined)?.then === 'function')
        throw new TypeError('a work inside a transaction must not be asynchronous');
      if (!isAlone) sql.release.run();
      return () => resolve(value as never);
    } catch (error) {
      // Some errors make SQLite roll back everything (sqlite.org/lang_transaction.html, section 3): then no savepoint
      // is left.
      if (isDiskError(error) || !db.isTransaction) throw error;
      if (isAlone) sql.rollback.run();
      else {
        sql.undo.run();
        sql.release.run();
      }
      return () => reject(error);
    }
  }

  #checkpointWhenGrown(): void {
    if (this.#connection === undefined) return;
    const { sql } = this.#connection;
    try {
      const { log, checkpointed } = sql.walPages.get() as { log: number; checkpointed: number };
      if (log - checkpointed >= checkpointPages) sql.checkpoint.get();
    } catch (error) {
      this.#halt(error);
    }
  }

  /** False when even that failed, and the connection is of no more use. */
  #rollback(): boolean {
    try {
      if (this.#connection?.db.isTransaction) this.#connection.sql.rollback.run();
      return true;
    } catch {
      return false;
    }
  }

  #connected(): Connection<Use> {
    if (this.#connection === undefined) throw new StoreUnavailable(this.#trouble ?? 'the store is closed');
    return this.#connection;
  }

  /** @throws StoreUnavailable the writer waits */
  #refuseWithoutSpace(): void {
    if (this.#reserve === 0 || performance.now() - this.#spaceSeenAt < spaceMs) return;
    if (freeBytes(this.#name) < this.#reserve)
      throw new StoreUnavailable(
        this.#pause(`less than ${Math.ceil(this.#reserve / mebibyte)} MiB are free on its disk`),
      );
    this.#spaceSeenAt = performance.now();
  }

  /** @returns the sentence for the operator */
  #halt(error: unknown): string {
    return isNoSpace(error) ? this.#pause(inWords(error)) : this.#stop(error);
  }

  #pause(why: string): string {
    this.disconnect();
    this.#spaceSeenAt = -Infinity;
    this.#trouble = `${this.#name} can be read and not written, for want of space (${why}). Make room on its disk; writing goes on by itself within half a minute.`;
    this.#waiting = setTimeout(() => this.#comeBack(), this.#waitMs).unref();
    this.#waitMs = Math.min(this.#waitMs * 2, longestWaitMs);
    return this.#trouble;
  }

  #stop(error: unknown): string {
    this.disconnect();
    this.#trouble = `${this.#name} can no longer be written (${inWords(error)}). Check the disk and its free space, then restart.`;
    return this.#trouble;
  }

  /**
   * A new connection, all checks, a write of its own that harms nobody when it fails; only then works are taken again.
   */
  #comeBack(): void {
    this.#waiting = undefined;
    if (this.#closed !== undefined) return;
    try {
      this.#refuseWithoutSpace();
      this.#connection = connect(this.file);
      tryToWrite(this.#connection.db);
      this.#trouble = undefined;
      this.#waitMs = firstWaitMs;
    } catch (error) {
      if (error instanceof StoreUnavailable) return;
      const { cause } = error as Error;
      this.#halt(isNoSpace(cause) ? cause : error);
    }
  }

  #finishWhenIdle(): void {
    if (this.#closed === undefined || this.#scheduled) return;
    clearTimeout(this.#waiting);
    if (this.#trouble === undefined)
      try {
        this.truncateLog();
      } catch {
        /* the WAL stays, and the next opening reads it */
      }
    this.#closed.resolve();
  }
}

function connect<Use>(file: WrittenFile<Use>): Connection<Use> {
  const db = file.open();
  try {
    db.exec(`PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=${walBytes}`);
    return {
      db,
      use: file.prepare(db),
      sql: {
        begin: db.prepare('BEGIN IMMEDIATE'),
        commit: db.prepare('COMMIT'),
        rollback: db.prepare('ROLLBACK'),
        savepoint: db.prepare('SAVEPOINT work'),
        release: db.prepare('RELEASE work'),
        undo: db.prepare('ROLLBACK TO work'),
        walPages: db.prepare('PRAGMA wal_checkpoint(NOOP)'),
        checkpoint: db.prepare('PRAGMA wal_checkpoint(PASSIVE)'),
      },
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Sets the file's version to what it is: a page for the WAL and an fsync, and no change. */
function tryToWrite(db: DatabaseSync): void {
  db.exec(`BEGIN IMMEDIATE; PRAGMA user_version=${pragma(db, 'user_version')}; COMMIT`);
}
