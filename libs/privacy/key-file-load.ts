import { createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { type DatabaseSync } from 'node:sqlite';
import { resolve } from 'node:path';
import { randomId } from '../platform/ids.js';
import { finishLoading, openDatabase } from '../sqlite/open-database.js';
import { derivedFrom, derivedSecret } from './derived-secrets.js';
import { type EmbeddedKeysOptions } from './embedded-keys.js';
import { type WrappedRow, burial, keyFile } from './key-file.js';
import { type DataKey, type DataKeys, type MacPurpose, type Subject } from './keys.js';
import { OfficeKeyring } from './office-keyring.js';
import { place, wrap } from './office-keys.js';
import { ShredList } from './shred-list.js';

/**
 * A new key file that is filled in one go, by nobody else: keys are made and destroyed as in `EmbeddedKeys`, and none
 * of it is on the disk before `finish`. A file that was not finished is to be thrown away, with what was sealed.
 */
export class KeyFileLoad implements Pick<DataKeys, 'obtain' | 'destroy' | 'mac'> {
  readonly #db: DatabaseSync;
  readonly #keyring: OfficeKeyring;
  readonly #officeKey: DataKey;
  readonly #eventSecret: KeyObject;
  readonly #use: ReturnType<typeof statements>;
  readonly #bury: (id: string) => void;
  #waiting = 0;

  /** @throws DatabaseRefused */
  constructor(private readonly options: Pick<EmbeddedKeysOptions, 'path' | 'office' | 'masterKey' | 'shredList'>) {
    const { path, office, masterKey } = options;
    this.#db = openDatabase(resolve(path), {
      format: keyFile(office, masterKey),
      secureDelete: true,
      loading: true,
    });
    this.#keyring = new OfficeKeyring(path, office, masterKey);
    this.#officeKey = this.#keyring.newest();
    this.#use = statements(this.#db);
    const source = this.#use.secret.get(derivedFrom) as unknown as WrappedRow;
    this.#eventSecret = derivedSecret(this.#keyring.open(source, 'secret'), 'event');
    this.#bury = burial(this.#db);
    this.#use.begin.run();
  }

  async obtain(stream: string, subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, DataKey>> {
    return new Map(subjects.map((subject) => [subject, this.#known(stream, subject) ?? this.#create(stream, subject)]));
  }

  async destroy(stream: string, subjects?: readonly Subject[]): Promise<number> {
    const doomed = this.#use.ofStream
      .all(stream)
      .filter(({ subject }) => subjects === undefined || subjects.includes(subject as Subject));
    for (const { id } of doomed) this.#bury(String(id));
    this.#written(doomed.length);
    return doomed.length;
  }

  mac(purpose: MacPurpose, text: string): string {
    if (purpose !== 'event') throw new Error(`loading takes no ${purpose}`);
    return createHmac('sha256', this.#eventSecret).update(text).digest('base64url');
  }

  /** Makes it a key file like any other, and durable; its shred list first. @throws KeyStoreUnavailable */
  finish(): void {
    ShredList.open(this.options.shredList).append(
      this.#db
        .prepare('SELECT id FROM destroyed')
        .all()
        .map(({ id }) => String(id)),
    );
    this.#use.commit.run();
    finishLoading(this.#db);
  }

  /** As it is. */
  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  #known(stream: string, subject: Subject): DataKey | undefined {
    const row = this.#use.bySubject.get(stream, subject) as unknown as WrappedRow | undefined;
    return row && { id: row.id, secret: this.#keyring.open(row, 'data-key') };
  }

  #create(stream: string, subject: Subject): DataKey {
    const [id, bytes] = [randomId(), randomBytes(32)];
    const secret = createSecretKey(bytes);
    const wrapped = wrap(bytes, this.#officeKey.secret, place(this.options.office, 'data-key', id));
    this.#use.insert.run(id, stream, subject, this.#officeKey.id, wrapped);
    this.#written(1);
    return { id, secret };
  }

  #written(keys: number): void {
    this.#waiting += keys;
    if (this.#waiting < keysInACommit) return;
    this.#use.commit.run();
    this.#use.begin.run();
    this.#waiting = 0;
  }
}

const keysInACommit = 10_000;

const statements = (db: DatabaseSync) => ({
  begin: db.prepare('BEGIN'),
  commit: db.prepare('COMMIT'),
  bySubject: db.prepare('SELECT id, office_key, wrapped FROM data_key WHERE stream = ? AND subject = ?'),
  ofStream: db.prepare('SELECT id, subject FROM data_key WHERE stream = ?'),
  secret: db.prepare('SELECT id, office_key, wrapped FROM secret WHERE id = ?'),
  insert: db.prepare('INSERT INTO data_key (id, stream, subject, office_key, wrapped) VALUES (?, ?, ?, ?, ?)'),
});
