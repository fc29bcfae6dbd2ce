import { type KeyObject, createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { resolve } from 'node:path';
import { type FileLock, lockFile } from '../event-store/embedded/file-lock.js';
import { GroupCommit } from '../event-store/embedded/group-commit.js';
import { openDatabase } from '../event-store/embedded/open-database.js';
import { inWords, isSqliteError } from '../event-store/embedded/sqlite-errors.js';
import { OutcomeUnknown, StoreUnavailable } from '../event-store/port.js';
import { randomId } from '../platform/ids.js';
import { KeyCache } from './key-cache.js';
import { type Purpose, type WrappedRow, addOfficeKey, burial, checkKeyFile, keyFile, place, purposes, replayShredList, wrap } from './key-file.js';
import { type DataKey, type DataKeys, type Subject, KeyStoreUnavailable } from './keys.js';
import { OfficeKeyring } from './office-keyring.js';
import { KeysRefused, UnknownKey } from './refusals.js';
import { ShredList } from './shred-list.js';

export interface EmbeddedKeysOptions {
  /** The key file of this office: apart from the events, made when it is not there. */
  readonly path: string;
  readonly office: string;
  /** 256 bits, from `readMasterKey`. */
  readonly masterKey: KeyObject;
  /** The office's shred list: outside everything that is backed up, made when it is not there. */
  readonly shredList: string;
  /** At most this many unwrapped keys are held in memory; 10,000 by default. */
  readonly cached?: number;
}

/**
 * Opens the key file of one office and keeps every other process from opening it until `close`: a second one would still hold in memory
 * what this one destroys. Replays the shred list before any key is served.
 * @throws KeysRefused or DatabaseRefused, with a sentence for the operator
 */
export function openEmbeddedKeys(options: EmbeddedKeysOptions): EmbeddedKeys {
  const { path, office, masterKey } = options;
  const format = keyFile(office, masterKey);
  const lock = lockFile(path);
  let writing: DatabaseSync | undefined;
  let reading: DatabaseSync | undefined;
  try {
    writing = openDatabase(path, { format, secureDelete: true });
    checkKeyFile(writing, resolve(path), office, masterKey);
    const shredList = ShredList.open(options.shredList);
    replayShredList(writing, shredList);
    reading = openDatabase(path, { format, readOnly: true });
    return new EmbeddedKeys(lock, writing, reading, shredList, options);
  } catch (error) {
    // Not the writer last: it would checkpoint, which a disk in trouble must be spared.
    writing?.close();
    reading?.close();
    lock.release();
    if (!(isSqliteError(error) || error instanceof StoreUnavailable || error instanceof KeyStoreUnavailable)) throw error;
    throw new KeysRefused(`The keys of ${office} cannot be opened (${inWords(error)}). Check the disk of ${resolve(path)} and of its shred list.`, { cause: error });
  }
}

/** The keys of one office in a SQLite file of their own, wrapped by an office key that is wrapped by the master key. */
export class EmbeddedKeys implements DataKeys {
  readonly #writer: GroupCommit;
  readonly #cache: KeyCache;
  readonly #keyring: OfficeKeyring;
  readonly #secrets: ReadonlyMap<Purpose, KeyObject>;
  readonly #read: ReturnType<typeof statements>;
  readonly #write: ReturnType<typeof statements>;
  readonly #insert: StatementSync;
  readonly #bury: (id: string) => void;
  #closing: Promise<void> | undefined;

  /** Use `openEmbeddedKeys`, which has checked the file and replayed the shred list. */
  constructor(private readonly lock: FileLock, private readonly writing: DatabaseSync, private readonly reading: DatabaseSync, private readonly shredList: ShredList, private readonly options: EmbeddedKeysOptions) {
    this.#writer = new GroupCommit(writing);
    this.#cache = new KeyCache(options.cached ?? 10_000);
    this.#keyring = new OfficeKeyring(writing, options.office, options.masterKey);
    this.#read = statements(reading);
    this.#write = statements(writing);
    this.#insert = writing.prepare('INSERT INTO data_key (id, stream, subject, office_key, wrapped) VALUES (?, ?, ?, ?, ?)');
    this.#bury = burial(writing);
    const secret = writing.prepare('SELECT id, office_key, wrapped FROM secret WHERE id = ?');
    this.#secrets = new Map(purposes.map((purpose) => [purpose, this.#keyring.open(secret.get(purpose) as unknown as WrappedRow, 'secret')]));
    // A crash may have come between a deletion and this.
    this.#writer.truncateLog();
  }

  /** Why nothing can be written any more, for the health page; undefined while all is well. */
  get trouble(): string | undefined { return this.#writer.trouble; }

  async obtain(stream: string, subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, DataKey>> {
    // Through the connection that writes: the other one loses its page cache with each commit.
    const here = this.#reading(() => subjects.flatMap((subject) => this.#keyOf(this.#write, stream, subject) ?? []));
    if (here.length === subjects.length) return new Map(subjects.map((subject, index) => [subject, here[index]!]));
    return this.#writing(() => new Map(subjects.map((subject) => [subject, this.#keyOf(this.#write, stream, subject) ?? this.#create(stream, subject)])));
  }

  /** @throws KeyStoreUnavailable · @throws UnknownKey an id that was never here */
  async find(ids: Iterable<string>): Promise<ReadonlyMap<string, DataKey | 'destroyed'>> {
    return this.#reading(() => new Map([...new Set(ids)].map((id) => [id, this.#cache.get(id) ?? this.#load(id)])));
  }

  /** @throws KeyStoreUnavailable keys may be left: repeat it, also after a restart */
  async destroy(stream: string, subjects?: readonly Subject[]): Promise<number> {
    const count = await this.#writing(() => {
      const doomed = this.#write.ofStream.all(stream).filter(({ subject }) => subjects === undefined || subjects.includes(subject as Subject)).map(({ id }) => String(id));
      // First the list: if the process dies in the next line, the next opening destroys them.
      this.shredList.append(doomed);
      for (const id of doomed) {
        this.#cache.drop(id);
        this.#bury(id);
      }
      return doomed.length;
    });
    this.#emptyLog('The keys are destroyed, but a copy of them is left');
    return count;
  }

  mac(purpose: Purpose, text: string): string {
    this.#refuseWhenClosed();
    return createHmac('sha256', this.#secrets.get(purpose)!).update(text).digest('base64url');
  }

  /**
   * Wraps every key under a new office key and destroys the old one, so that wrapped keys in older copies of this file open no more once
   * the backups with the old office key are gone. Data keys stay the same, and so do the events. One transaction: nothing else runs meanwhile, about 50,000 keys a second.
   * @throws KeyStoreUnavailable it is done whole or not at all, unless the message says otherwise
   */
  async rotateOfficeKey(): Promise<void> {
    const old = await this.#writing((db) => {
      const { office, masterKey } = this.options;
      const { id: old } = this.#keyring.current();
      db.prepare(`UPDATE office_key SET state = 'destroyed', wrapped = NULL WHERE id = ?`).run(old);
      const fresh = addOfficeKey(db, office, masterKey);
      for (const [table, kind] of [['data_key', 'data-key'], ['secret', 'secret']] as const) {
        const update = db.prepare(`UPDATE ${table} SET office_key = ?, wrapped = ? WHERE id = ?`);
        for (const row of db.prepare(`SELECT id, office_key, wrapped FROM ${table}`).all() as unknown as readonly WrappedRow[]) {
          update.run(fresh.id, wrap(this.#keyring.open(row, kind), fresh.secret, place(office, kind, row.id)), row.id);
        }
      }
      return old;
    });
    this.#keyring.forget(old);
    this.#emptyLog('The office key is changed, but a copy of the old one is left');
  }

  async close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #keyOf({ bySubject }: ReturnType<typeof statements>, stream: string, subject: Subject): DataKey | undefined {
    const row = bySubject.get(stream, subject) as unknown as WrappedRow | undefined;
    return row && (this.#cache.get(row.id) ?? this.#cached(row));
  }

  #create(stream: string, subject: Subject): DataKey {
    const officeKey = this.#keyring.current();
    const [id, bytes] = [randomId(), randomBytes(32)];
    const key = { id, secret: createSecretKey(bytes) };
    this.#insert.run(id, stream, subject, officeKey.id, wrap(bytes, officeKey.secret, place(this.options.office, 'data-key', id)));
    // Held before COMMIT: nobody knows the id until then, and a deletion that comes later finds it here to drop.
    return this.#cache.put(key);
  }

  #load(id: string): DataKey | 'destroyed' {
    const row = this.#read.byId.get(id) as unknown as WrappedRow | undefined;
    if (row !== undefined) return this.#cached(row);
    if (this.#read.tombstone.get(id) === undefined) throw new UnknownKey(id, this.options.office);
    return 'destroyed';
  }

  #cached(row: WrappedRow): DataKey {
    return this.#cache.put({ id: row.id, secret: this.#keyring.open(row, 'data-key') });
  }

  async #writing<T>(work: (db: DatabaseSync) => T): Promise<T> {
    this.#refuseWhenClosed();
    try {
      return await this.#writer.run(work);
    } catch (error) {
      throw this.#unavailable(error);
    }
  }

  #reading<T>(work: () => T): T {
    this.#refuseWhenClosed();
    try {
      return work();
    } catch (error) {
      throw this.#unavailable(error);
    }
  }

  #unavailable(error: unknown): unknown {
    if (!isSqliteError(error) && !(error instanceof StoreUnavailable) && !(error instanceof OutcomeUnknown)) return error;
    return new KeyStoreUnavailable(`the keys of ${this.options.office}: ${inWords(error)}`, { cause: error });
  }

  /** The WAL holds pages as they were before a deletion. @throws KeyStoreUnavailable `otherwise`, while someone reads the file */
  #emptyLog(otherwise: string): void {
    if (!this.#reading(() => this.#writer.truncateLog())) throw new KeyStoreUnavailable(`${otherwise} in the WAL of ${resolve(this.options.path)}, since another program reads the file. Stop that program, and repeat the step.`);
  }

  #refuseWhenClosed(): void {
    if (this.#closing !== undefined) throw new KeyStoreUnavailable(`the keys of ${this.options.office} are closed`);
  }

  async #close(): Promise<void> {
    await this.#writer.close();
    // A stopped writer must not be the last to close, or SQLite would checkpoint; a reader cannot.
    for (const db of this.trouble === undefined ? [this.reading, this.writing] : [this.writing, this.reading]) db.close();
    this.lock.release();
  }
}

const statements = (db: DatabaseSync) => ({
  bySubject: db.prepare('SELECT id, office_key, wrapped FROM data_key WHERE stream = ? AND subject = ?'),
  byId: db.prepare('SELECT id, office_key, wrapped FROM data_key WHERE id = ?'),
  ofStream: db.prepare('SELECT id, subject FROM data_key WHERE stream = ?'),
  tombstone: db.prepare('SELECT 1 FROM destroyed WHERE id = ?'),
});
