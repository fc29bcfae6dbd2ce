/** The event file of an office: read as any store, never written, and nothing made beside it. */
import { existsSync, statSync } from 'node:fs';
import { type DatabaseSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import {
  columns,
  endIn,
  endSql,
  eventFile,
  exact,
  idAtSql,
  isIn,
  refuseHole,
  toRow,
} from '../../../libs/event-store/embedded/event-file.js';
import { openAtRest } from '../../../libs/sqlite/online-copy.js';
import { openDatabase } from '../../../libs/sqlite/open-database.js';
import { LogDamaged, inWords, isSqliteError } from '../../../libs/sqlite/sqlite-errors.js';
import { decode } from '../../../libs/event-store/encode.js';
import {
  type EventStore,
  type LogEnd,
  type Position,
  type ReadAll,
  type ReadStream,
  type StoredRecord,
} from '../../../libs/event-store/port.js';
import { SafekeepingRefused } from '../safekeeping/manifest.js';

/** @throws SafekeepingRefused there is no such file · @throws DatabaseRefused it is no event file, or damaged */
export function openLogAtRest(file: string): EventStore {
  if (!existsSync(file))
    throw new SafekeepingRefused(`${file} does not exist. Name an office that has been started once.`);
  // At rest the file alone says everything. Where the product has it open, or was killed and left something in its WAL,
  // it has to be read through SQLite.
  const wal = `${file}-wal`;
  return new LogAtRest(
    file,
    existsSync(`${file}-shm`) || (existsSync(wal) && statSync(wal).size > 0)
      ? openDatabase(file, { format: eventFile, readOnly: true })
      : openAtRest(file, eventFile),
  );
}

class LogAtRest implements EventStore {
  readonly numbersEvents = true;
  private readonly last;
  private readonly log;
  private readonly logBackwards;
  private readonly stream;
  private readonly lastPlace;
  private readonly idAt;

  constructor(
    private readonly file: string,
    private readonly db: DatabaseSync,
  ) {
    this.lastPlace = exact(db, endSql);
    this.idAt = exact(db, idAtSql);
    this.last = exact(db, 'SELECT coalesce(max(position), 0) FROM events');
    this.log = exact(db, `SELECT ${columns} FROM events WHERE position > ? ORDER BY position LIMIT ?`);
    this.logBackwards = exact(db, `SELECT ${columns} FROM events WHERE position < ? ORDER BY position DESC LIMIT ?`);
    this.stream = exact(
      db,
      `SELECT ${columns} FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`,
    );
  }

  async head(): Promise<Position> {
    return this.reading(() => (this.last.get() as unknown as [Position])[0]);
  }

  async end(): Promise<LogEnd | undefined> {
    return this.reading(() => endIn(this.lastPlace));
  }

  async has(place: { readonly position: Position; readonly id?: string }): Promise<boolean> {
    return this.reading(() => isIn(this.idAt, place));
  }

  async readAll({ after, limit = 1000, backwards = false }: ReadAll = {}): Promise<readonly StoredRecord[]> {
    // Nothing else here waits for anything, so a signal would not be heard until the log is at its end.
    await turn();
    return this.reading(() => {
      const rows = (
        backwards ? this.logBackwards.all(after ?? endOfTime, limit) : this.log.all(after ?? 0n, limit)
      ).map(toRow);
      refuseHole(
        'the log',
        rows.map(({ position }) => position),
        backwards ? -1 : 1,
        backwards ? undefined : (after ?? 0n) + 1n,
      );
      return rows.map(decode);
    });
  }

  async readStream(
    stream: string,
    { from = 0, limit = -1, backwards = false }: ReadStream = {},
  ): Promise<readonly StoredRecord[]> {
    if (backwards) throw new Error('a stream of an event file at rest is read forwards');
    return this.reading(() => {
      const rows = this.stream.all(stream, from, limit).map(toRow);
      refuseHole(
        `the stream ${stream}`,
        rows.map(({ revision }) => revision),
        1,
        from,
      );
      return rows.map(decode);
    });
  }

  async append(): Promise<never> {
    throw new Error('an event file at rest is not written');
  }
  subscribe(): never {
    throw new Error('nothing comes after what an event file at rest holds');
  }
  async close(): Promise<void> {
    this.db.close();
  }

  private reading<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      // Without its cause: a SyntaxError quotes the text it could not read.
      if (isSqliteError(error))
        throw new LogDamaged(
          `${this.file} cannot be read (${inWords(error)}). Run klagegang verify, keep a copy of the file, and restore the latest backup.`,
        );
      if (error instanceof SyntaxError)
        throw new LogDamaged(
          `${this.file} has an event that is no longer JSON. Run klagegang verify, keep a copy of the file, and restore the latest backup.`,
        );
      throw error;
    }
  }
}

const endOfTime = 2n ** 63n - 1n;
