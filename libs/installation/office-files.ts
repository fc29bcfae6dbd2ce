/** The files in which the data folder keeps an office, and how far each of them has come. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { type DatabaseSync } from 'node:sqlite';
import { accessFile } from '../audit/access-file.js';
import { eventFile } from '../event-store/embedded/event-file.js';
import { knownKeyFile, refuseOtherKeys } from '../privacy/key-file.js';
import { shredListLength } from '../privacy/shred-list.js';
import { checkFormat, type FileFormat } from '../sqlite/file-format.js';
import { openDatabase, refusal } from '../sqlite/open-database.js';
import { isSqliteError } from '../sqlite/sqlite-errors.js';

/**
 * The databases of an office, in the order in which they are copied: an event's keys are there before the event is, so
 * keys that are copied after the events open all of them. A key without its event harms nobody; an event without its
 * key is lost.
 */
export const databases = ['events', 'office', 'keys', 'access'] as const;
export type Database = (typeof databases)[number];

export const formats: { readonly [Name in Database]: FileFormat } = {
  events: eventFile,
  office: eventFile,
  keys: knownKeyFile,
  access: accessFile,
};
const numbered: { readonly [Name in Database]: string } = {
  events: 'events',
  office: 'events',
  keys: 'data_key',
  access: 'access',
};

export const databasePath = (folder: string, office: string, name: Database): string =>
  join(folder, 'offices', office, `${name}.db`);
export const shredListPath = (folder: string, office: string): string =>
  join(folder, 'offices', office, 'shredded.list');

/** Of the office keys: beside the key file, and beside the copy of the shred list. */
export const officeKeysFile = 'keys.office.json';

export const officeKey = '^[a-z][a-z0-9]{0,39}$';
/** Keys of the offices in a data folder, in order. */
export const officesIn = (folder: string): readonly string[] =>
  existsSync(join(folder, 'offices'))
    ? readdirSync(join(folder, 'offices'))
        .filter((name) => new RegExp(officeKey).test(name))
        .sort()
    : [];

/** The last number that was given in a database, from the file itself: it only rises. */
export const lastIn = (db: DatabaseSync, name: Database): string =>
  String(
    Object.values(
      db
        .prepare('SELECT cast(coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?), 0) AS TEXT)')
        .get(numbered[name])!,
    )[0],
  );

/** The last event of a log, by which it is found again in a log where its position is another. */
export interface LastEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  /** Up to this position of the log nothing came after it. */
  readonly lookedAt: string;
}

/** How far what is kept of an office has come. Each number only rises while nothing is lost. */
export interface Extent {
  /** Position of the last event; a decimal number. */
  readonly events: string;
  /** That event. Left out where there is none, or a program before this one wrote it down. */
  readonly last?: LastEvent;
  /** Events of the office's own log. Left out where a program wrote it down that had none. */
  readonly members?: string;
  /** Keys of persons, cases and documents that were ever made. */
  readonly keys: string;
  /** Keys on the shred list. */
  readonly shredded: string;
  /** Entries of the access log. */
  readonly access: string;
}
export const extents = ['events', 'members', 'keys', 'shredded', 'access'] as const satisfies readonly (keyof Extent)[];
export type Counted = (typeof extents)[number];

/** A number for each file that is there; nothing is made, and nothing changed. */
export type FoundExtent = { readonly [Name in Counted]: string | null } & {
  /** Position of the event that was the last one when somebody looked before; null: it is not in the log. */
  readonly lastAt?: string | null;
};

/** Where an event stands in the event file of an office; null: nowhere. The file has been looked at before. */
export function positionOfEvent(folder: string, office: string, id: string): string | null {
  const file = databasePath(folder, office, 'events');
  if (!existsSync(file) || statSync(file).size === 0) return null;
  const db = openDatabase(file, { readOnly: true });
  try {
    const row = db.prepare('SELECT cast(position AS TEXT) AS position FROM events WHERE id = ?').get(id);
    return row === undefined ? null : String(row.position);
  } finally {
    db.close();
  }
}

/**
 * What the files of an office hold, before any of them is opened to be used.
 * @throws DatabaseRefused, KeysRefused a file that is there cannot be read, or is not what it is taken for
 */
export function extentIn(folder: string, office: string, masterKey: KeyObject): FoundExtent {
  const last = (name: Database): string | null => {
    const file = databasePath(folder, office, name);
    if (!existsSync(file) || statSync(file).size === 0) return null;
    const db = openDatabase(file, { readOnly: true });
    try {
      // Empty: its making was cut off.
      if (checkFormat(db, file, formats[name]) === 0) return null;
      if (name === 'keys') refuseOtherKeys(db, file, office, masterKey);
      return lastIn(db, name);
    } catch (error) {
      throw isSqliteError(error) ? refusal(file, error) : error;
    } finally {
      db.close();
    }
  };
  const list = shredListPath(folder, office);
  return {
    events: last('events'),
    members: last('office'),
    keys: last('keys'),
    shredded: existsSync(list) ? String(shredListLength(list)) : null,
    access: last('access'),
  };
}
