import { setImmediate } from 'node:timers';
import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { OutcomeUnknown, StoreUnavailable } from '../port.js';
import { inWords, isDiskError } from './sqlite-errors.js';

export interface GroupCommitOptions {
  /** At most this many works in one transaction; 128 by default. */
  readonly limit?: number;
}

interface Task {
  readonly work: (db: DatabaseSync) => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Pages in the WAL that are not in the database file yet, from which on a checkpoint is made: 4 MiB. */
const checkpointPages = 1000;
const walBytes = 64 * 1024 * 1024;

/**
 * The one writer of a database file. What is queued at one turn of the event loop is committed together, each work in a SAVEPOINT of its
 * own; answers go out after COMMIT. After an error of the disk it stops for good: a second fsync may report success for pages that the
 * kernel has dropped, so only a new process, which reads what the disk holds, may go on. Close a stopped one's connection while another
 * connection is open, or not at all: the last one to close would checkpoint.
 */
export class GroupCommit {
  readonly #limit: number;
  readonly #sql: Record<'begin' | 'commit' | 'rollback' | 'savepoint' | 'release' | 'undo' | 'walPages' | 'checkpoint', StatementSync>;
  readonly #queue: Task[] = [];
  #scheduled = false;
  #trouble: string | undefined;
  #closed: PromiseWithResolvers<void> | undefined;

  /** `db` comes from `openDatabase`; nothing else may write through it, or begin a transaction. */
  constructor(private readonly db: DatabaseSync, { limit = 128 }: GroupCommitOptions = {}) {
    this.#limit = limit;
    db.exec(`PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=${walBytes}`);
    this.#sql = {
      begin: db.prepare('BEGIN IMMEDIATE'), commit: db.prepare('COMMIT'), rollback: db.prepare('ROLLBACK'),
      savepoint: db.prepare('SAVEPOINT work'), release: db.prepare('RELEASE work'), undo: db.prepare('ROLLBACK TO work'),
      walPages: db.prepare('PRAGMA wal_checkpoint(NOOP)'), checkpoint: db.prepare('PRAGMA wal_checkpoint(PASSIVE)'),
    };
  }

  /** Why nothing can be written any more, for the health page; undefined while all is well. */
  get trouble(): string | undefined { return this.#trouble; }

  /**
   * Runs `work` inside the next group. It must be synchronous, may run any statement but those of transactions, and takes effect whole or,
   * when it throws, not at all.
   * @returns what `work` returned, once it is on the disk
   * @throws StoreUnavailable nothing of it was written
   * @throws OutcomeUnknown COMMIT failed: it may be found after a restart, or not
   * @throws whatever `work` threw
   */
  async run<T>(work: (db: DatabaseSync) => T): Promise<T> {
    if (this.#closed !== undefined) throw new StoreUnavailable('the store is closed');
    if (this.#trouble !== undefined) throw new StoreUnavailable(this.#trouble);
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ work, resolve, reject });
      this.#schedule();
    });
  }

  /** Empties the WAL into the database file and cuts it, so that nothing deleted is left in it. False: a reader elsewhere is in the way. @throws StoreUnavailable */
  truncateLog(): boolean {
    if (this.#trouble !== undefined) throw new StoreUnavailable(this.#trouble);
    try {
      return this.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;
    } catch (error) {
      throw new StoreUnavailable(this.#stop(error), { cause: error });
    }
  }

  /** Refuses new work, commits what is queued, and cuts the WAL. The connection stays open, for its owner to close. */
  async close(): Promise<void> {
    this.#closed ??= Promise.withResolvers<void>();
    this.#finishWhenIdle();
    return this.#closed.promise;
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      for (const answer of this.#write(this.#queue.splice(0, this.#limit))) answer();
      this.#checkpointWhenGrown();
      if (this.#trouble !== undefined) for (const { reject } of this.#queue.splice(0)) reject(new StoreUnavailable(this.#trouble));
      if (this.#queue.length > 0) this.#schedule();
      this.#finishWhenIdle();
    });
  }

  /** One group, one transaction. The answers are given by the caller, when COMMIT has returned. */
  #write(group: readonly Task[]): readonly (() => void)[] {
    let answers: readonly (() => void)[];
    try {
      this.#sql.begin.run();
      answers = group.map((task) => this.#attempt(task));
    } catch (error) {
      const sentence = isDiskError(error) ? this.#stop(error) : `nothing was written (${inWords(error)}); it may be tried again`;
      this.#rollback();
      return group.map(({ reject }) => () => reject(new StoreUnavailable(sentence, { cause: error })));
    }
    try {
      this.#sql.commit.run();
    } catch (error) {
      // A transaction that is still open was refused before it touched the disk (a deferred constraint, a lock): undone, the writer is whole.
      const whole = this.db.isTransaction && !isDiskError(error);
      if (!whole) this.#stop(error);
      if (!this.#rollback()) this.#stop(error);
      return group.map(({ reject }) => () => reject(new OutcomeUnknown(`COMMIT failed (${inWords(error)}): whether it was written is not known. Repeat the same call${this.#trouble === undefined ? '' : ' after a restart'}.`, { cause: error })));
    }
    return answers;
  }

  /** @throws what makes the whole group impossible; what concerns one work becomes its answer */
  #attempt({ work, resolve, reject }: Task): () => void {
    this.#sql.savepoint.run();
    try {
      const value = work(this.db);
      if (typeof (value as { then?: unknown } | null | undefined)?.then === 'function') throw new TypeError('a work inside a transaction must not be asynchronous');
      this.#sql.release.run();
      return () => resolve(value as never);
    } catch (error) {
      // Some errors make SQLite roll back everything (sqlite.org/lang_transaction.html, section 3): then no savepoint is left.
      if (isDiskError(error) || !this.db.isTransaction) throw error;
      this.#sql.undo.run();
      this.#sql.release.run();
      return () => reject(error);
    }
  }

  #checkpointWhenGrown(): void {
    if (this.#trouble !== undefined) return;
    try {
      const { log, checkpointed } = this.#sql.walPages.get() as { log: number; checkpointed: number };
      if (log - checkpointed >= checkpointPages) this.#sql.checkpoint.get();
    } catch (error) {
      this.#stop(error);
    }
  }

  /** False when even that failed, and the connection is of no more use. */
  #rollback(): boolean {
    try {
      if (this.db.isTransaction) this.#sql.rollback.run();
      return true;
    } catch {
      return false;
    }
  }

  #stop(error: unknown): string {
    this.#trouble ??= `${this.db.location() ?? 'the store'} can no longer be written (${inWords(error)}). Check the disk and its free space, then restart.`;
    return this.#trouble;
  }

  #finishWhenIdle(): void {
    if (this.#closed === undefined || this.#scheduled) return;
    if (this.#trouble === undefined) try { this.truncateLog(); } catch { /* the WAL stays, and the next opening reads it */ }
    this.#closed.resolve();
  }
}
