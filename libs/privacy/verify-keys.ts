import { type KeyObject } from 'node:crypto';
import { type DatabaseSync } from 'node:sqlite';
import { type WrappedRow } from './key-file.js';
import { KeyStoreUnavailable } from './keys.js';
import { OfficeKeyring } from './office-keyring.js';

/**
 * Opens every wrapped key of a key file. @returns a sentence for each that does not open, with its id; one alone where
 * it is the office key that does not
 */
export function problemsOfKeys(db: DatabaseSync, office: string, masterKey: KeyObject): readonly string[] {
  const keyring = new OfficeKeyring(db.location()!, office, masterKey);
  const problems = new Set<string>();
  for (const [table, kind] of [
    ['secret', 'secret'],
    ['data_key', 'data-key'],
  ] as const)
    for (const row of db.prepare(`SELECT id, office_key, wrapped FROM ${table}`).iterate())
      try {
        keyring.open(row as unknown as WrappedRow, kind);
      } catch (error) {
        if (!(error instanceof KeyStoreUnavailable)) throw error;
        problems.add(error.message);
      }
  return [...problems];
}
