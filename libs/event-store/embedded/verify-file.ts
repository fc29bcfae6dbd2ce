import { type DatabaseSync } from 'node:sqlite';
import { type StoredRecord } from '../port.js';
import { type StreamFound } from '../streams-of.js';
import { decode } from '../encode.js';
import { columns, exact, toRow } from './event-file.js';
import { inWords, isSqliteError } from '../../sqlite/sqlite-errors.js';

/** At most so many problems of one kind are listed. */
const most = 10;

/** What SQLite finds wrong with the file as a file: pages, indexes, constraints. Empty when all is well. */
export function problemsOfFile(db: DatabaseSync): readonly string[] {
  try {
    const found = [
      ...db.prepare(`PRAGMA integrity_check(${most})`).all(),
      ...db.prepare('PRAGMA foreign_key_check').all(),
    ].map((row) => Object.values(row).join(' '));
    return found.filter((line) => line !== 'ok').map((line) => `the file is damaged: ${line}`);
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    return [`the file is damaged: ${inWords(error)}`];
  }
}

/** What is wrong with the log as a whole: positions with a hole (I4), an id that is there twice (I5). */
export function problemsOfLog(db: DatabaseSync): readonly string[] {
  const [count, first, last, counter, ids] = exact(
    db,
    `SELECT count(*), min(position), max(position), (SELECT seq FROM sqlite_sequence WHERE name = 'events'), count(DISTINCT id) FROM events NOT INDEXED`,
  ).get() as unknown as readonly (bigint | null)[];
  if (count === 0n) return counter === null || counter === 0n ? [] : [`all ${counter} events are gone`];
  const holes =
    first !== 1n
      ? [`the log begins at ${first}`]
      : exact(
          db,
          `SELECT position + 1 FROM events AS one WHERE position < ? AND NOT EXISTS (SELECT 1 FROM events WHERE position = one.position + 1) ORDER BY position LIMIT ${most}`,
        )
          .all(last!)
          .map((row) => `position ${String((row as unknown as [bigint])[0])} is missing`);
  return [
    ...holes,
    ...(last === counter ? [] : [`${counter} events were written, the last one found is ${last}`]),
    ...(ids === count
      ? []
      : exact(db, `SELECT id FROM events NOT INDEXED GROUP BY id HAVING count(*) > 1 LIMIT ${most}`)
          .all()
          .map((row) => `the id ${String((row as unknown as [string])[0])} is there more than once`)),
  ];
}

/** Every stream with its records; a problem is a revision that is missing (I3), an event that is no longer JSON. */
export function* streamsOf(db: DatabaseSync): Generator<StreamFound, void, undefined> {
  let found: { stream: string; records: StoredRecord[]; problems: string[] } | undefined;
  let next = 0;
  for (const each of exact(db, `SELECT ${columns} FROM events ORDER BY stream, revision`).iterate()) {
    const row = toRow(each);
    if (found?.stream !== row.stream) {
      if (found) yield found;
      [found, next] = [{ stream: row.stream, records: [], problems: [] }, 0];
    }
    const { records, problems } = found;
    if (row.revision !== next && problems.length < most)
      problems.push(`position ${row.position} is revision ${row.revision} of ${row.stream}, and ${next} is missing`);
    next = row.revision + 1;
    try {
      records.push(decode(row));
    } catch {
      if (problems.length < most) problems.push(`position ${row.position} is no longer JSON`);
    }
  }
  if (found) yield found;
}
