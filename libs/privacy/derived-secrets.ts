/**
 * The office's secrets that no key file keeps: of pseudonyms in exports that stay the same, and of what is proved to be
 * as it was written. Derived from another secret of the office, so that key files which are there already have them.
 */
import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { openAtRest } from '../sqlite/online-copy.js';
import { openDatabase } from '../sqlite/open-database.js';
import { checkKeyFile, knownKeyFile, type WrappedRow } from './key-file.js';
import { OfficeKeyring } from './office-keyring.js';
import { KeysRefused } from './refusals.js';

/**
 * The stored secret that they are derived from: the search index may be built anew under another one, what is answered
 * to a repeated request may not.
 */
export const derivedFrom = 'idempotency';
export const derivedPurposes = ['export', 'event', 'access', 'receipt'] as const;

/**
 * HKDF-SHA-256 (RFC 5869): whoever has a derived secret learns nothing of the other, and no answer of one is an answer
 * of the other.
 */
export const derivedSecret = (source: KeyObject, purpose: (typeof derivedPurposes)[number]): KeyObject =>
  createSecretKey(new Uint8Array(hkdfSync('sha256', source, '', `klagegang ${purpose}`, 32)));

export interface KeyFileAtRest {
  readonly path: string;
  readonly office: string;
  readonly masterKey: KeyObject;
}

/**
 * `mac('export', …)` of a key file that nobody has open. It is read and never changed; no key of a person is opened.
 * @throws KeysRefused, DatabaseRefused with a sentence for the operator
 */
export function exportMacAtRest({ path, office, masterKey }: KeyFileAtRest): (text: string) => string {
  const file = resolve(path);
  if (!existsSync(file)) throw new KeysRefused(`${file} does not exist. Restore the latest backup of the key file.`);
  const hasLog = existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0;
  const db = hasLog ? openDatabase(file, { format: knownKeyFile, readOnly: true }) : openAtRest(file, knownKeyFile);
  try {
    checkKeyFile(db, file, office, masterKey);
    const row = db
      .prepare('SELECT id, office_key, wrapped FROM secret WHERE id = ?')
      .get(derivedFrom) as unknown as WrappedRow;
    const secret = derivedSecret(new OfficeKeyring(file, office, masterKey).open(row, 'secret'), 'export');
    return (text) => createHmac('sha256', secret).update(text).digest('base64url');
  } finally {
    db.close();
  }
}
