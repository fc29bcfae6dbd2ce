import { type KeyObject, randomBytes } from 'node:crypto';
import { type DatabaseSync } from 'node:sqlite';
import { type FileFormat } from '../sqlite/file-format.js';
import { pragma } from '../sqlite/pragma.js';
import {
  moveOutOf,
  newOfficeKey,
  newestOf,
  officeKeysOf,
  officeKeysPath,
  place,
  readOfficeKeys,
  type OfficeKey,
  unwrapOfficeKey,
  wrap,
  writeOfficeKeys,
} from './office-keys.js';
import { KeysRefused } from './refusals.js';
import { type ShredList } from './shred-list.js';

export const purposes = ['idempotency', 'index'] as const;
export type Purpose = (typeof purposes)[number];

/** A row that holds a wrapped key: `office_key` is the id of the key that opens it. */
export interface WrappedRow {
  readonly id: string;
  readonly wrapped: Uint8Array;
  readonly office_key: string;
}

const officeKeyTable = `
  CREATE TABLE office_key (created INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE) STRICT;`;

/**
 * The tables of a key file, with the office's secrets in it, and beside it the first office key: a file that is there
 * has a key. The tables with wrapped keys have a rowid that only grows: in tables WITHOUT ROWID pieces of overwritten
 * rows stay in the file, `secure_delete` or not.
 */
export const keyFile = (office: string, masterKey: KeyObject): FileFormat => ({
  ...knownKeyFile,
  create: (db) => {
    db.exec(`
      CREATE TABLE about (office TEXT NOT NULL) STRICT;
      ${officeKeyTable}
      CREATE TABLE data_key (
        created INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        stream TEXT NOT NULL,
        subject TEXT NOT NULL,
        office_key TEXT NOT NULL REFERENCES office_key (id),
        wrapped BLOB NOT NULL,
        UNIQUE (stream, subject)
      ) STRICT;
      CREATE TABLE secret (
        created INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        office_key TEXT NOT NULL REFERENCES office_key (id),
        wrapped BLOB NOT NULL
      ) STRICT;
      CREATE TABLE destroyed (id TEXT PRIMARY KEY, stream TEXT, subject TEXT) STRICT;
      CREATE TRIGGER tombstones_stay BEFORE DELETE ON destroyed BEGIN SELECT RAISE(ABORT, 'a tombstone is never deleted'); END;
    `);
    db.prepare('INSERT INTO about (office) VALUES (?)').run(office);
    const file = officeKeysPath(db.location()!);
    const keys = readOfficeKeys(file, office) ?? [newOfficeKey(office, masterKey)];
    // Durable before the tables are: a start that was cut off between the two finds it.
    writeOfficeKeys(file, office, keys);
    const { id } = newestOf(keys);
    const secret = openedBy(masterKey, newestOf(keys), db.location()!, office);
    for (const each of keys) db.prepare('INSERT INTO office_key (id) VALUES (?)').run(each.id);
    for (const purpose of purposes)
      db.prepare('INSERT INTO secret (id, office_key, wrapped) VALUES (?, ?, ?)').run(
        purpose,
        id,
        wrap(randomBytes(32), secret, place(office, 'secret', purpose)),
      );
  },
});

/** A key file that is there already: it is known without the master key, and nothing is made. */
export const knownKeyFile: FileFormat = {
  what: 'key file',
  applicationId: 0x4b474b79 /* KGKy */,
  version: 2,
  create: () => {
    throw new KeysRefused('The key file is empty. Restore another backup of it.');
  },
  migrations: {
    1: (db) => {
      moveOutOf(db);
      db.exec(`
        PRAGMA defer_foreign_keys=ON;
        CREATE TEMP TABLE ids AS SELECT created, id FROM office_key;
        DROP TABLE office_key;
        ${officeKeyTable}
        INSERT INTO office_key (created, id) SELECT created, id FROM temp.ids;
        DROP TABLE temp.ids;
      `);
    },
  },
};

/**
 * What is asked before any key is served: the file is whole, it is this office's, and the master key is its own.
 * @throws KeysRefused
 */
export function checkKeyFile(db: DatabaseSync, file: string, office: string, masterKey: KeyObject): void {
  const found = pragma(db, 'quick_check(1)');
  if (found !== 'ok')
    throw new KeysRefused(
      `The key file ${file} is damaged (${found}). Nothing in it was changed. Keep a copy of it with its -wal file, and restore the latest backup.`,
    );
  refuseOtherKeys(db, file, office, masterKey);
}

/** It is this office's, and the master key is its own. @throws KeysRefused */
export function refuseOtherKeys(db: DatabaseSync, file: string, office: string, masterKey: KeyObject): void {
  const its = db.prepare('SELECT office FROM about').get()?.['office'];
  if (its !== office)
    throw new KeysRefused(
      `The key file ${file} belongs to the office ${String(its)}, not to ${office}. Nothing in it was changed. Name the right file in the settings.`,
    );
  if (pragma(db, 'user_version') === 1) return void openedIn(db, file, office, masterKey);
  openedBy(masterKey, newestOf(officeKeysOf(file, office)), file, office);
}

/** @throws KeysRefused */
function openedBy(masterKey: KeyObject, key: OfficeKey, file: string, office: string): KeyObject {
  try {
    return unwrapOfficeKey(key, office, masterKey);
  } catch {
    throw new KeysRefused(
      `The master key does not open the key file ${file} of ${office}. Nothing in it was changed. Put back the master key that was in use when the file was written.`,
    );
  }
}

/** Of format 1, where the office key is in the file itself. @throws KeysRefused */
function openedIn(db: DatabaseSync, file: string, office: string, masterKey: KeyObject): KeyObject {
  const { id, wrapped } = db.prepare(`SELECT id, wrapped FROM office_key WHERE wrapped IS NOT NULL`).get() as {
    readonly id: string;
    readonly wrapped: Uint8Array;
  };
  return openedBy(masterKey, { id, wrapped: [Buffer.from(wrapped).toString('base64')] }, file, office);
}

/**
 * Destroys what the shred list names and a restored file still has; what this file never had is known as destroyed from
 * now on. The other way round, tombstones that a lost list no longer names go back into it.
 * @throws KeyStoreUnavailable the list cannot be written
 */
export function replayShredList(db: DatabaseSync, list: ShredList): void {
  list.append(
    db
      .prepare('SELECT id FROM destroyed')
      .all()
      .map(({ id }) => String(id)),
  );
  const [bury, known] = [burial(db), db.prepare('SELECT 1 FROM destroyed WHERE id = ?')];
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const id of list) if (known.get(id) === undefined) bury(id);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** Deletes a key's row and leaves a tombstone, also where there was no row. To run inside a transaction. */
export function burial(db: DatabaseSync): (id: string) => void {
  const tombstone = db.prepare(
    'INSERT OR IGNORE INTO destroyed (id, stream, subject) SELECT ?1, max(stream), max(subject) FROM data_key WHERE id = ?1',
  );
  const remove = db.prepare('DELETE FROM data_key WHERE id = ?');
  return (id) => {
    tombstone.run(id);
    remove.run(id);
  };
}
