import { type DatabaseSync } from 'node:sqlite';
import { pragma } from './pragma.js';
import { DatabaseRefused } from './sqlite-errors.js';

/** What a kind of database file is known by, and how it begins. */
export interface FileFormat {
  /** What it holds, for the operator: `event store`. */
  readonly what: string;
  /** 32 bits in the file's header that say whose file it is; four ASCII letters by custom. */
  readonly applicationId: number;
  /** Of the tables, kept in `user_version`; from 1. */
  readonly version: number;
  /** Makes the tables, inside a transaction. */
  readonly create: (db: DatabaseSync) => void;
}

/**
 * Looks at a file's header before anything in the file is changed, the journal mode included.
 * @returns whether the file is empty and waits for `createFormat`
 * @throws DatabaseRefused another program's file, or a newer version's
 */
export function checkFormat(db: DatabaseSync, file: string, { what, applicationId, version }: FileFormat): boolean {
  const [itsId, itsVersion] = [pragma(db, 'application_id'), pragma(db, 'user_version')];
  const tables = Number(Object.values(db.prepare('SELECT count(*) FROM sqlite_schema').get()!)[0]);
  if (itsId === 0 && itsVersion === 0 && tables === 0) return true;
  if (itsId !== applicationId)
    throw new DatabaseRefused(
      `${file} is not a Klagegang ${what} (application id ${itsId}, expected ${applicationId}). Nothing in it was changed. Name the right file in the settings.`,
    );
  if (Number(itsVersion) > version)
    throw new DatabaseRefused(
      `${file} was written by a newer Klagegang: its format is ${itsVersion}, this version reads up to ${version}. Nothing in it was changed. Start the newer version again, or restore a backup that this version made.`,
    );
  if (itsVersion !== version)
    throw new DatabaseRefused(
      `${file} has the format ${itsVersion}, which no Klagegang wrote as ${what}. Nothing in it was changed. Restore the latest backup.`,
    );
  return false;
}

/** Makes the tables and marks the file as ours, both or neither. */
export function createFormat(db: DatabaseSync, { applicationId, version, create }: FileFormat): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    create(db);
    db.exec(`PRAGMA application_id=${applicationId}; PRAGMA user_version=${version}; COMMIT`);
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
