import { statSync } from 'node:fs';
import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { type EncodedRow } from '../encode.js';
import { type LogEnd, type Position } from '../port.js';
import { type FileFormat } from '../../sqlite/file-format.js';
import { pragma } from '../../sqlite/pragma.js';
import { DatabaseRefused, LogDamaged } from '../../sqlite/sqlite-errors.js';

const table = `
    CREATE TABLE events (
      position INTEGER PRIMARY KEY AUTOINCREMENT,
      stream TEXT NOT NULL,
      revision INTEGER NOT NULL CHECK (revision >= 0),
      id TEXT NOT NULL,
      type TEXT NOT NULL,
      data ANY NOT NULL CHECK (typeof(data) IN ('text', 'blob')),
      metadata TEXT NOT NULL
    ) STRICT;
  `;

/**
 * What makes a log: its constraints, which a file that is loaded gets when it is full, sorted once. In older files the
 * two indexes are the table's own (`sqlite_autoindex_events_1` and `_2`); they do the same.
 */
export const constraints = `
    CREATE UNIQUE INDEX events_by_id ON events (id);
    CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
    CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;
    CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;
  `;

/**
 * The tables of an event file. `data` is text where it is JSON and a blob where it is binary: SQLite's own type is the
 * flag. AUTOINCREMENT gives positions 1, 2, 3 … without a hole, since a number that is rolled back is given again, and
 * none is given twice.
 */
export const eventFile: FileFormat = {
  what: 'event store',
  applicationId: 0x4b474576 /* KGEv */,
  version: 1,
  create: (db) => {
    db.exec(table);
    db.exec(constraints);
  },
};

/** To be filled, and closed with its constraints: `EventFileLoad`. */
export const eventFileToLoad: FileFormat = { ...eventFile, create: (db) => db.exec(table) };

export const columns = 'position, stream, revision, id, type, data, metadata';
type Columns = [
  position: bigint,
  stream: string,
  revision: bigint,
  id: string,
  type: string,
  data: string | Uint8Array,
  metadata: string,
];

/**
 * A statement whose rows come as arrays and whose integers come as bigint: node:sqlite throws on a position over 2⁵³
 * otherwise.
 */
export function exact(db: DatabaseSync, sql: string): StatementSync {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  statement.setReadBigInts(true);
  return statement;
}

export function toRow(columns: unknown): EncodedRow {
  const [position, stream, revision, id, type, data, metadata] = columns as Columns;
  return { position, stream, revision: Number(revision), id, type, data, metadata };
}

export const endSql = 'SELECT position, id, stream, revision FROM events ORDER BY position DESC LIMIT 1';
/** @param statement of `endSql`, exact */
export function endIn(statement: StatementSync): LogEnd | undefined {
  const row = statement.get() as unknown as readonly [bigint, string, string, bigint] | undefined;
  if (!row) return undefined;
  const [position, id, stream, revision] = row;
  return { position, id, stream, revision: Number(revision), lookedAt: position };
}

export const idAtSql = 'SELECT id FROM events WHERE position = ?';
/** @param statement of `idAtSql`, exact */
export function isIn(
  statement: StatementSync,
  { position, id }: { readonly position: Position; readonly id?: string },
): boolean {
  const row = statement.get(position) as unknown as readonly [string] | undefined;
  return row !== undefined && (id === undefined || row[0] === id);
}

/**
 * @throws LogDamaged the numbers do not follow each other by `step` (1 or -1), beginning at `first` where it is given
 */
export function refuseHole(
  what: string,
  numbers: readonly (number | bigint)[],
  step: 1 | -1,
  first?: number | bigint,
): void {
  let expected = first === undefined ? undefined : BigInt(first);
  for (const number of numbers) {
    if (expected !== undefined && BigInt(number) !== expected)
      throw new LogDamaged(
        `a hole in ${what}: ${expected} is missing, ${number} follows. Nothing reads past it. Stop the product, keep a copy of the file, and restore the latest backup.`,
      );
    expected = BigInt(number) + BigInt(step);
  }
}

const wholeCheckBytes = 16 * 1024 * 1024;
const tail = 1000;

/**
 * What can be checked before serving in well under a second, however long the log is: the log begins at 1 and ends
 * where its counter stands, and its last 1,000 events can be read without a hole. A file of up to 16 MiB is checked
 * whole (about 65 MiB/s).
 * @returns the position of the last event, 0n where there is none
 * @throws DatabaseRefused, LogDamaged, or SQLite's own error, which `refusal` puts into words
 */
export function checkEventFile(db: DatabaseSync, file: string): bigint {
  if (statSync(file).size <= wholeCheckBytes) {
    const found = pragma(db, 'quick_check(1)');
    if (found !== 'ok')
      throw new DatabaseRefused(
        `${file} is damaged (${found}). Nothing in it was changed. Keep a copy of it with its -wal file, and restore the latest backup.`,
      );
  }
  const [first, last, counter] = exact(
    db,
    `SELECT (SELECT min(position) FROM events), (SELECT max(position) FROM events), (SELECT seq FROM sqlite_sequence WHERE name = 'events')`,
  ).get() as unknown as readonly (bigint | null)[];
  if (last !== counter)
    throw new DatabaseRefused(
      `${file} has lost events: ${counter ?? 0} were written, the last one found is ${last ?? 'none'}. Nothing in it was changed. Keep a copy of it, and restore the latest backup.`,
    );
  if (first !== null && first !== 1n)
    throw new DatabaseRefused(
      `${file} has lost its beginning: the first event found is ${first}. Nothing in it was changed. Keep a copy of it, and restore the latest backup.`,
    );
  const rows = exact(db, `SELECT ${columns} FROM events ORDER BY position DESC LIMIT ${tail}`).all().map(toRow);
  refuseHole(
    'the log',
    rows.map(({ position }) => position),
    -1,
  );
  return last ?? 0n;
}
