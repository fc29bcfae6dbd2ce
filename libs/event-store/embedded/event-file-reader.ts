import { type DatabaseSync } from 'node:sqlite';
import { resolve } from 'node:path';
import { type EncodedRow, decode, wholeNumber } from '../encode.js';
import { Signal, type Page, subscribeOwnLog } from '../subscribe-own-log.js';
import {
  type Batch,
  type EventReader,
  type LogEnd,
  type Position,
  type ReadAll,
  type ReadStream,
  type ReadStreams,
  type StoredRecord,
  type StreamRange,
  type Subscribe,
  StoreUnavailable,
} from '../port.js';
import { columns, endIn, endSql, eventFile, exact, idAtSql, isIn, refuseHole, toRow } from './event-file.js';
import { openDatabase } from '../../sqlite/open-database.js';
import { LogDamaged, inWords, isDamage, isSqliteError } from '../../sqlite/sqlite-errors.js';

/**
 * Reads the event file of one office, beside the writer that holds it: in its thread or in another. What was appended
 * elsewhere it sees when it reads; who subscribes is woken by `notify`.
 */
export class EventFileReader implements EventReader {
  readonly numbersEvents = true;
  readonly db: DatabaseSync;
  readonly #sql: ReturnType<typeof readStatements>;
  readonly #appended = new Signal();
  #isClosed = false;

  /** @throws DatabaseRefused with a sentence for the operator: the file is not there, or may not be used as it is */
  constructor(file: string) {
    this.db = openDatabase(resolve(file), { format: eventFile, readOnly: true });
    this.#sql = readStatements(this.db);
  }

  /** Something was appended. */
  notify(): void {
    this.#appended.notify();
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

  async streamRanges({
    after,
    upTo,
    events,
  }: {
    readonly after: string;
    readonly upTo: Position;
    readonly events: number;
  }): Promise<readonly StreamRange[]> {
    return this.#read(() => {
      const ranges: StreamRange[] = [];
      let [from, last, held] = [after, after, 0];
      for (const row of this.#sql.streamSizes.iterate(after, upTo)) {
        const [stream, size] = row as unknown as [string, bigint];
        [last, held] = [stream, held + Number(size)];
        if (held < events) continue;
        ranges.push({ after: from, to: last });
        [from, held] = [last, 0];
      }
      return held > 0 ? [...ranges, { after: from, to: last }] : ranges;
    });
  }

  async readStreams({ after, to = lastName, upTo, limit }: ReadStreams): Promise<readonly StoredRecord[]> {
    return this.#read(() => {
      for (let most = limit; ; most *= 2) {
        const rows = this.#sql.streams.all(after, to, upTo, most).map(toRow);
        if (rows.length < most) return rows.map(decodeRow);
        // The last one may go on.
        const cut = rows.findIndex(({ stream }) => stream === rows.at(-1)!.stream);
        if (cut > 0) return rows.slice(0, cut).map(decodeRow);
      }
    });
  }

  async readAll({ after, backwards = false, limit, types }: ReadAll = {}): Promise<readonly StoredRecord[]> {
    const most = wholeNumber('limit', limit, 1000);
    return this.#read(() => {
      if (types)
        return this.#sql.logOfTypes
          .all(after ?? 0n, JSON.stringify(types), most)
          .map(toRow)
          .map(decodeRow);
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
        closed: () => this.#isClosed,
        head: () => this.#read(() => this.#head()),
        page: (after, limit, prefix) => this.#read(() => this.#page(after, limit, prefix)),
      },
      options,
    );
  }

  async head(): Promise<Position> {
    return this.#read(() => this.#head());
  }

  async end(): Promise<LogEnd | undefined> {
    return this.#read(() => endIn(this.#sql.end));
  }

  async has(place: { readonly position: Position; readonly id?: string }): Promise<boolean> {
    return this.#read(() => isIn(this.#sql.idAt, place));
  }

  /** Reads nothing more; the connection stays open. */
  stop(): void {
    this.#isClosed = true;
    this.#appended.notify();
  }

  async close(): Promise<void> {
    this.stop();
    if (this.db.isOpen) this.db.close();
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
    if (this.#isClosed) throw new StoreUnavailable('the store is closed');
    try {
      return reading();
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      const sentence = `${this.db.location() ?? 'the store'} cannot be read (${inWords(error)})`;
      throw isDamage(error)
        ? new LogDamaged(`${sentence}. Stop the product, keep a copy of the file, and restore the latest backup.`, {
            cause: error,
          })
        : new StoreUnavailable(sentence, { cause: error });
    }
  }
}

const endOfTime = 2n ** 63n - 1n;
/** No name comes after it. */
const lastName = '\u{10FFFF}';

const readStatements = (db: DatabaseSync) => ({
  head: exact(db, 'SELECT coalesce(max(position), 0) FROM events'),
  end: exact(db, endSql),
  idAt: exact(db, idAtSql),
  log: exact(db, `SELECT ${columns} FROM events WHERE position > ? ORDER BY position LIMIT ?`),
  logOfTypes: exact(
    db,
    `SELECT ${columns} FROM events WHERE position > ? AND type IN (SELECT value FROM json_each(?)) ORDER BY position LIMIT ?`,
  ),
  logBackwards: exact(db, `SELECT ${columns} FROM events WHERE position < ? ORDER BY position DESC LIMIT ?`),
  stream: exact(db, `SELECT ${columns} FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`),
  streams: exact(
    db,
    `SELECT ${columns} FROM events WHERE stream > ? AND stream <= ? AND position <= ? ORDER BY stream, revision LIMIT ?`,
  ),
  streamSizes: exact(db, 'SELECT stream, count(*) FROM events WHERE stream > ? AND position <= ? GROUP BY stream'),
  streamBackwards: exact(
    db,
    `SELECT ${columns} FROM events WHERE stream = ? AND revision <= ? ORDER BY revision DESC LIMIT ?`,
  ),
});

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
