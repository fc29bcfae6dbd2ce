import { type KeyObject, createHmac } from 'node:crypto';
import { type DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../sqlite/open-database.js';
import { inWords, isBusy, isSqliteError } from '../sqlite/sqlite-errors.js';
import { type WrappedRow, knownKeyFile } from './key-file.js';
import { derivedFrom, derivedSecret } from './derived-secrets.js';
import { type DataKey, type MacPurpose, KeyStoreUnavailable } from './keys.js';
import { OfficeKeyring } from './office-keyring.js';
import { UnknownKey } from './refusals.js';

/** What a reader makes keyed hashes for: the search index, and the proof that something is as it was written. */
type ReadPurpose = Extract<MacPurpose, 'index' | 'event' | 'access'>;

/**
 * Reads the key file of one office beside the one that holds and writes it. It keeps no data key: what was destroyed is
 * gone at the next question, and what is open here lasts for one event.
 */
export class KeysReader {
  readonly #db: DatabaseSync;
  readonly #keyring: OfficeKeyring;
  readonly #secrets: ReadonlyMap<ReadPurpose, KeyObject>;
  readonly #sql: ReturnType<typeof statements>;

  /** @throws DatabaseRefused the file is not there or is none; KeyStoreUnavailable the master key does not open it */
  constructor(
    path: string,
    private readonly office: string,
    masterKey: KeyObject,
  ) {
    this.#db = openDatabase(path, { format: knownKeyFile, readOnly: true });
    try {
      this.#sql = statements(this.#db);
      this.#keyring = new OfficeKeyring(path, office, masterKey);
      const stored = (purpose: string) =>
        this.#keyring.open(this.#sql.secret.get(purpose) as unknown as WrappedRow, 'secret');
      const source = stored(derivedFrom);
      this.#secrets = new Map([
        ['index', stored('index')],
        ['event', derivedSecret(source, 'event')],
        ['access', derivedSecret(source, 'access')],
      ]);
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /** As `DataKeys.find`. @throws KeyStoreUnavailable · @throws UnknownKey */
  find(ids: Iterable<string>): ReadonlyMap<string, DataKey | 'destroyed'> {
    try {
      return new Map([...new Set(ids)].map((id) => [id, this.#load(id)]));
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      throw new KeyStoreUnavailable(`the keys of ${this.office}: ${inWords(error)}`, {
        cause: error,
        passing: isBusy(error),
      });
    }
  }

  /** As `DataKeys.mac`. */
  mac(purpose: ReadPurpose, text: string): string {
    return createHmac('sha256', this.#secrets.get(purpose)!).update(text).digest('base64url');
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  #load(id: string): DataKey | 'destroyed' {
    const row = this.#sql.byId.get(id) as unknown as WrappedRow | undefined;
    if (row !== undefined) return { id, secret: this.#keyring.open(row, 'data-key') };
    if (this.#sql.tombstone.get(id) === undefined) throw new UnknownKey(id, this.office);
    return 'destroyed';
  }
}

const statements = (db: DatabaseSync) => ({
  byId: db.prepare('SELECT id, office_key, wrapped FROM data_key WHERE id = ?'),
  tombstone: db.prepare('SELECT 1 FROM destroyed WHERE id = ?'),
  secret: db.prepare('SELECT id, office_key, wrapped FROM secret WHERE id = ?'),
});
