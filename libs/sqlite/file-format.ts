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
  /** From each older version to the next, with all that is stored, inside a transaction. */
  readonly migrations?: { readonly [version: number]: (db: DatabaseSync) => void };
}

/**
 * Looks at a file's header before anything in the file is changed, the journal mode included.
 * @returns its version, 0 where it is empty; where it is not this one, `bringToFormat` is next
 * @throws DatabaseRefused another program's file, or a newer version's
 */
export function checkFormat(db: DatabaseSync, file: string, format: FileFormat): number {
  const { what, applicationId, version, migrations = {} } = format;
  const [itsId, itsVersion] = [pragma(db, 'application_id'), pragma(db, 'user_version')];
  const tables = Number(Object.values(db.prepare('SELECT count(*) FROM sqlite_schema').get()!)[0]);
  if (itsId === 0 && itsVersion === 0 && tables === 0) return 0;
  if (itsId !== applicationId)
    throw new DatabaseRefused(
      `${file} is not a Klagegang ${what} (application id ${itsId}, expected ${applicationId}). Nothing in it was changed. Name the right file in the settings.`,
    );
  if (Number(itsVersion) > version)
    throw new DatabaseRefused(
      `${file} was written by a newer Klagegang: its format is ${itsVersion}, this version reads up to ${version}. Nothing in it was changed. Start the newer version again, or restore a backup that this version made.`,
    );
  if (itsVersion !== version && !Object.hasOwn(migrations, String(itsVersion)))
    throw new DatabaseRefused(
      `${file} has the format ${itsVersion}, which no Klagegang wrote as ${what}. Nothing in it was changed. Restore the latest backup.`,
    );
  return Number(itsVersion);
}

/** @throws DatabaseRefused it would have to be changed first, by whoever may write it */
export function refuseOtherFormat(file: string, found: number, { what, version }: FileFormat): void {
  if (found === 0) throw new DatabaseRefused(`${file} is empty.`);
  if (found !== version)
    throw new DatabaseRefused(
      `${file} is the ${what} of an older Klagegang: its format is ${found}, here it is ${version}. Nothing in it was changed. Start the product once: it brings the file to its own format.`,
    );
}

/** Makes the tables, or brings those of an older version here, and marks the file so: all of it or nothing. */
export function bringToFormat(db: DatabaseSync, found: number, format: FileFormat): void {
  const { applicationId, version, create, migrations = {} } = format;
  db.exec('BEGIN IMMEDIATE');
  try {
    if (found === 0) create(db);
    else for (let from = found; from < version; from += 1) migrations[from]!(db);
    db.exec(`PRAGMA application_id=${applicationId}; PRAGMA user_version=${version}; COMMIT`);
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
