import { type KeyObject, createSecretKey, randomBytes } from 'node:crypto';
import { type DatabaseSync } from 'node:sqlite';
import { type FileFormat } from '../sqlite/file-format.js';
import { pragma } from '../sqlite/pragma.js';
import { randomId } from '../platform/ids.js';
import { decrypt, encrypt } from './aes-gcm.js';
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

/**
 * The tables of a key file, with the first office key and the office's secrets in it: a file that is there has a key.
 * The tables with wrapped keys have a rowid that only grows: in tables WITHOUT ROWID pieces of overwritten rows stay in
 * the file, `secure_delete` or not.
 */
export const keyFile = (office: string, masterKey: KeyObject): FileFormat => ({
  ...knownKeyFile,
  create: (db) => {
    db.exec(`
      CREATE TABLE about (office TEXT NOT NULL) STRICT;
      CREATE TABLE office_key (
        created INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL CHECK (state IN ('current', 'destroyed')),
        wrapped BLOB CHECK ((wrapped IS NULL) = (state = 'destroyed'))
      ) STRICT;
      CREATE UNIQUE INDEX one_is_current ON office_key (state) WHERE state = 'current';
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
    const { id, secret } = addOfficeKey(db, office, masterKey);
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
  version: 1,
  create: () => {
    throw new KeysRefused('The key file is empty. Restore another backup of it.');
  },
};

/** What a wrapped key is bound to, so that none can be put in another's place. */
export const place = (office: string, kind: 'office-key' | 'data-key' | 'secret', id: string): string =>
  JSON.stringify([office, kind, id]);

/** Nonce, ciphertext and tag, 60 bytes. The 32 bytes given are wiped when they are a buffer. */
export function wrap(secret: Buffer | KeyObject, under: KeyObject, bound: string): Buffer {
  const bytes = Buffer.isBuffer(secret) ? secret : secret.export();
  try {
    return encrypt(under, bytes, bound);
  } finally {
    bytes.fill(0);
  }
}

/** @throws Error the wrapping key is another one, or the bytes were changed or put elsewhere */
export function unwrap(wrapped: Uint8Array, under: KeyObject, bound: string): KeyObject {
  const bytes = decrypt(under, wrapped, bound);
  const secret = createSecretKey(bytes);
  bytes.fill(0);
  return secret;
}

/** Makes the office key that wraps from now on; the one before must have left the state `current`. */
export function addOfficeKey(
  db: DatabaseSync,
  office: string,
  masterKey: KeyObject,
): { readonly id: string; readonly secret: KeyObject } {
  const [id, bytes] = [randomId(), randomBytes(32)];
  const secret = createSecretKey(bytes);
  db.prepare(`INSERT INTO office_key (id, state, wrapped) VALUES (?, 'current', ?)`).run(
    id,
    wrap(bytes, masterKey, place(office, 'office-key', id)),
  );
  return { id, secret };
}

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
  const current = db.prepare(`SELECT id, wrapped FROM office_key WHERE state = 'current'`).get() as
    Pick<WrappedRow, 'id' | 'wrapped'> | undefined;
  if (current === undefined)
    throw new KeysRefused(
      `The key file ${file} has no office key. Nothing in it was changed. Restore the latest backup.`,
    );
  try {
    unwrap(current.wrapped, masterKey, place(office, 'office-key', current.id));
  } catch {
    throw new KeysRefused(
      `The master key does not open the key file ${file} of ${office}. Nothing in it was changed. Put back the master key that was in use when the file was written.`,
    );
  }
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
