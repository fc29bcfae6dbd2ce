import { LRUCache } from 'lru-cache';
import { type KeyObject, createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { type DatabaseSync } from 'node:sqlite';
import { resolve } from 'node:path';
import { type FileLock, lockFile } from '../sqlite/file-lock.js';
import { GroupCommit } from '../sqlite/group-commit.js';
import { openDatabase } from '../sqlite/open-database.js';
import { inWords, isBusy, isSqliteError } from '../sqlite/sqlite-errors.js';
import { OutcomeUnknown, StoreUnavailable } from '../platform/unavailable.js';
import { randomId } from '../platform/ids.js';
import { derivedFrom, derivedPurposes, derivedSecret } from './derived-secrets.js';
import { setTimeout as later } from 'node:timers/promises';
import { systemClock } from '../platform/clock.js';
import { formatInstant } from '../platform/instant.js';
import { type WrappedRow, burial, checkKeyFile, keyFile, purposes, replayShredList } from './key-file.js';
import { type DataKey, type DataKeys, type MacPurpose, type Subject, KeyBroken, KeyStoreUnavailable } from './keys.js';
import { OfficeKeyring } from './office-keyring.js';
import {
  type OfficeKey,
  destroyOfficeKeys,
  isOver,
  newOfficeKey,
  newestOf,
  officeKeysOf,
  officeKeysPath,
  place,
  wrap,
  writeOfficeKeys,
} from './office-keys.js';
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
  /** As for `GroupCommit`. */
  readonly reserveBytes?: number;
}

/**
 * Opens the key file of one office and keeps every other process from opening it until `close`: a second one would
 * still hold in memory what this one destroys. Replays the shred list before any key is served.
 * @throws KeysRefused or DatabaseRefused, with a sentence for the operator
 */
export function openEmbeddedKeys(options: EmbeddedKeysOptions): EmbeddedKeys {
  const { path, office } = options;
  const lock = lockFile(path);
  try {
    return new EmbeddedKeys(lock, options);
  } catch (error) {
    lock.release();
    if (!(isSqliteError(error) || error instanceof StoreUnavailable || error instanceof KeyStoreUnavailable))
      throw error;
    throw new KeysRefused(
      `The keys of ${office} cannot be opened (${inWords(error)}). Check the disk of ${resolve(path)} and of its shred list.`,
      { cause: error },
    );
  }
}

/** The keys of one office in a SQLite file of their own, wrapped by an office key that is wrapped by the master key. */
export class EmbeddedKeys implements DataKeys {
  readonly #writer: GroupCommit<Writing>;
  readonly #reader: DatabaseSync;
  /** Unwrapped, by id; those that were not asked for longest go first. */
  readonly #cache: LRUCache<string, DataKey>;
  /** The id of the key that a subject of a stream had last, by `nameOf`: its key if that is in the cache. */
  readonly #ids: LRUCache<string, string>;
  readonly #keyring: OfficeKeyring;
  readonly #secrets: ReadonlyMap<MacPurpose, KeyObject>;
  readonly #read: ReturnType<typeof statements>;
  /** What wraps from now on. */
  #current: { readonly id: string; readonly secret: KeyObject };
  /** Something may be wrapped by another than the newest: a rotation was cut off, or a backup restored. */
  #isMixed: boolean;
  #rotating: Promise<void> | undefined;
  #shredList: ShredList | undefined;
  #closing: Promise<void> | undefined;

  /** Use `openEmbeddedKeys`, which holds the lock. */
  constructor(
    private readonly lock: FileLock,
    private readonly options: EmbeddedKeysOptions,
  ) {
    const { path, office, masterKey, cached = 10_000, reserveBytes } = options;
    this.#keyring = new OfficeKeyring(path, office, masterKey);
    this.#cache = new LRUCache({ max: cached });
    this.#ids = new LRUCache({ max: cached });
    this.#writer = new GroupCommit(
      { open: () => this.#openForWriting(), prepare: writing },
      reserveBytes === undefined ? {} : { reserveBytes },
    );
    let reader: DatabaseSync | undefined;
    try {
      reader = openDatabase(path, { format: keyFile(office, masterKey), readOnly: true });
      this.#reader = reader;
      this.#read = statements(reader);
      const secret = reader.prepare('SELECT id, office_key, wrapped FROM secret WHERE id = ?');
      const stored = new Map(
        purposes.map((purpose) => [
          purpose,
          this.#keyring.open(secret.get(purpose) as unknown as WrappedRow, 'secret'),
        ]),
      );
      this.#secrets = new Map<MacPurpose, KeyObject>([
        ...stored,
        ...derivedPurposes.map((purpose) => [purpose, derivedSecret(stored.get(derivedFrom)!, purpose)] as const),
      ]);
      this.#current = this.#keyring.newest();
      this.#isMixed = this.#read.underOthers.get({ newest: this.#current.id }) !== undefined || this.#isUnfinished;
      // A crash may have come between a deletion and this.
      this.#writer.truncateLog();
    } catch (error) {
      // The writer first: the last to close would checkpoint, which a disk in trouble must be spared.
      this.#writer.disconnect();
      reader?.close();
      throw error;
    }
  }

  /** Why nothing can be written, for the health page; undefined while all is well. */
  get trouble(): string | undefined {
    return this.#writer.trouble;
  }

  /** How many keys were ever made, and how many of them destroyed: numbers that only rise. */
  get extent(): { readonly keys: string; readonly shredded: string } {
    return {
      keys: String(this.#reading(() => Object.values(this.#read.made.get() ?? { seq: 0 })[0])),
      shredded: String(this.#shredList?.size ?? 0),
    };
  }

  async obtain(stream: string, subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, DataKey>> {
    // Through the connection that writes: the other one loses its page cache with each commit.
    const here = this.#reading(() =>
      subjects.flatMap(
        (subject) => this.#known(stream, subject) ?? this.#keyOf(this.#writer.use ?? this.#read, stream, subject) ?? [],
      ),
    );
    const keys =
      here.length === subjects.length
        ? new Map(subjects.map((subject, index) => [subject, here[index]!]))
        : await this.#writing(
            (use) =>
              new Map(
                subjects.map((subject) => [
                  subject,
                  this.#keyOf(use, stream, subject) ?? this.#create(use, stream, subject),
                ]),
              ),
          );
    for (const [subject, { id }] of keys) this.#ids.set(nameOf(stream, subject), id);
    return keys;
  }

  /** @throws KeyStoreUnavailable · @throws UnknownKey an id that was never here */
  async find(ids: Iterable<string>): Promise<ReadonlyMap<string, DataKey | 'destroyed'>> {
    return this.#reading(() => new Map([...new Set(ids)].map((id) => [id, this.#cache.get(id) ?? this.#load(id)])));
  }

  /** @throws KeyStoreUnavailable keys may be left: repeat it, also after a restart */
  async destroy(stream: string, subjects?: readonly Subject[]): Promise<number> {
    const count = await this.#writing(({ ofStream, bury }) => {
      const doomed = ofStream
        .all(stream)
        .filter(({ subject }) => subjects === undefined || subjects.includes(subject as Subject))
        .map(({ id }) => String(id));
      // First the list: if the process dies in the next line, the next opening destroys them.
      this.#shredList!.append(doomed);
      for (const id of doomed) {
        this.#cache.delete(id);
        bury(id);
      }
      return doomed.length;
    });
    this.#emptyLog('The keys are destroyed, but a copy of them is left');
    return count;
  }

  mac(purpose: MacPurpose, text: string): string {
    this.#refuseWhenClosed();
    return createHmac('sha256', this.#secrets.get(purpose)!).update(text).digest('base64url');
  }

  /** The one that wraps from now on: when it was made, where that is known. */
  get officeKey(): Pick<OfficeKey, 'id' | 'madeAt'> {
    const { id, madeAt } = newestOf(this.#officeKeys);
    return { id, ...(madeAt === undefined ? {} : { madeAt }) };
  }

  /** A rotation that was cut off is to be brought to its end: `rotateOfficeKey` does that before all else. */
  get isMixed(): boolean {
    return this.#isMixed;
  }

  /** The first who looks at a new office key with a clock that can be believed says when it was made. */
  noteOfficeKey(now: number): void {
    const keys = this.#officeKeys;
    if (newestOf(keys).madeAt === undefined)
      this.#writeOfficeKeys([...keys.slice(0, -1), { ...newestOf(keys), madeAt: formatInstant(now) }]);
  }

  /**
   * Wraps every key by a new office key, a few at a time, while keys are obtained and destroyed; data keys stay the
   * same, and so do the events. The old one is retired when nothing is wrapped by it any more, and destroyed by
   * `destroyRetired`. Cut off at any moment both open what they wrap, and the next call goes on with what was begun.
   * Of calls at once there is one rotation.
   * @param now milliseconds since the epoch
   * @throws KeyStoreUnavailable, KeysRefused it can be repeated
   */
  rotateOfficeKey(now: number = systemClock.now()): Promise<void> {
    this.#rotating ??= this.#rotate(now).finally(() => {
      this.#rotating = undefined;
    });
    return this.#rotating;
  }

  /**
   * Destroys office keys that nothing here has been wrapped by for as long as backups are kept: what was destroyed
   * before then is gone from every backup. @returns how many
   */
  destroyRetired(now: number): number {
    if (this.#isMixed || this.#rotating !== undefined) return 0;
    const keys = this.#officeKeys;
    const kept = keys.filter((key) => !isOver(key, now));
    if (kept.length === keys.length) return 0;
    for (const key of keys) if (!kept.includes(key)) this.#keyring.forget(key.id);
    this.#onDisk(() => destroyOfficeKeys(this.#officeKeysFile, this.options.office, kept));
    return keys.length - kept.length;
  }

  async close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** A key leaves the cache before its destruction is committed, and comes back by its row alone. */
  #known(stream: string, subject: Subject): DataKey | undefined {
    const id = this.#ids.get(nameOf(stream, subject));
    return id === undefined ? undefined : this.#cache.get(id);
  }

  #keyOf({ bySubject }: Pick<Writing, 'bySubject'>, stream: string, subject: Subject): DataKey | undefined {
    const row = bySubject.get(stream, subject) as unknown as WrappedRow | undefined;
    return row && (this.#cache.get(row.id) ?? this.#cached(row));
  }

  #create({ insert }: Writing, stream: string, subject: Subject): DataKey {
    const officeKey = this.#current;
    const [id, bytes] = [randomId(), randomBytes(32)];
    const key = { id, secret: createSecretKey(bytes) };
    insert.run(
      id,
      stream,
      subject,
      officeKey.id,
      wrap(bytes, officeKey.secret, place(this.options.office, 'data-key', id)),
    );
    // Held before COMMIT: nobody knows the id until then, and a deletion that comes later finds it here to drop.
    this.#cache.set(id, key);
    return key;
  }

  async #rotate(now: number): Promise<void> {
    this.#refuseWhenClosed();
    const { office, masterKey } = this.options;
    if (!this.#isMixed) {
      this.#writeOfficeKeys([...this.#officeKeys, newOfficeKey(office, masterKey, now)]);
      this.#isMixed = true;
    }
    const newest = this.#keyring.newest();
    await this.#writing(({ noteOfficeKey }) => noteOfficeKey.run(newest.id));
    // From here on whatever is made is wrapped by it; all that is not was made before.
    this.#current = newest;
    await this.#rewrap('secret', newest);
    await this.#rewrap('data_key', newest);
    this.#emptyLog('The office key is changed, but what the old one wraps is left');
    this.#writeOfficeKeys(
      this.#officeKeys.map((key) =>
        key.id === newest.id ? key : { ...key, retiredAt: key.retiredAt ?? formatInstant(now) },
      ),
    );
    this.#isMixed = false;
  }

  /** As many at a time as nobody notices; what is wrapped anew already is passed over. */
  async #rewrap(table: 'data_key' | 'secret', newest: { readonly id: string; readonly secret: KeyObject }) {
    const kind = table === 'secret' ? 'secret' : 'data-key';
    for (let after = 0, isDone = false; !isDone;) {
      const began = performance.now();
      const rows = this.#reading(
        () => this.#read.rowsAfter[table].all(after, rowsAtOnce) as unknown as readonly (WrappedRow & Row)[],
      );
      after = rows.at(-1)?.created ?? after;
      isDone = rows.length < rowsAtOnce;
      const anew = rows.flatMap((row) => {
        if (row.office_key === newest.id) return [];
        return [[newest.id, this.#wrappedAnew(row, kind, newest.secret), row.id] as const];
      });
      if (anew.length > 0)
        await this.#writing(({ rewrap }) => {
          // A key that was destroyed meanwhile has no row.
          for (const values of anew) rewrap[table].run(...values);
        });
      await later(Math.min(performance.now() - began, longestPauseMs));
    }
  }

  /** One key that is damaged opens by nothing: it stays as it is, and holds up none of the others. */
  #wrappedAnew(row: WrappedRow, kind: 'data-key' | 'secret', under: KeyObject): Uint8Array {
    try {
      return wrap(this.#keyring.open(row, kind), under, place(this.options.office, kind, row.id));
    } catch (error) {
      if (error instanceof KeyBroken) return row.wrapped;
      throw error;
    }
  }

  get #officeKeysFile(): string {
    return officeKeysPath(this.options.path);
  }

  get #officeKeys(): readonly OfficeKey[] {
    return officeKeysOf(this.options.path, this.options.office);
  }

  get #isUnfinished(): boolean {
    return this.#officeKeys.filter(({ retiredAt }) => retiredAt === undefined).length > 1;
  }

  #writeOfficeKeys(keys: readonly OfficeKey[]): void {
    this.#onDisk(() => writeOfficeKeys(this.#officeKeysFile, this.options.office, keys));
  }

  /** @throws KeyStoreUnavailable in place of the disk's own error */
  #onDisk(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw new KeyStoreUnavailable(
        `${this.#officeKeysFile} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'short write'}); the office keys are as they were`,
        { cause: error, passing: true },
      );
    }
  }

  #load(id: string): DataKey | 'destroyed' {
    const row = this.#read.byId.get(id) as unknown as WrappedRow | undefined;
    if (row !== undefined) return this.#cached(row);
    if (this.#read.tombstone.get(id) === undefined) throw new UnknownKey(id, this.options.office);
    return 'destroyed';
  }

  #cached(row: WrappedRow): DataKey {
    const key = { id: row.id, secret: this.#keyring.open(row, 'data-key') };
    this.#cache.set(row.id, key);
    return key;
  }

  async #writing<T>(work: (use: Writing) => T): Promise<T> {
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
    if (!isSqliteError(error) && !(error instanceof StoreUnavailable) && !(error instanceof OutcomeUnknown))
      return error;
    const passing = this.#writer.waits || isBusy(error);
    return new KeyStoreUnavailable(`the keys of ${this.options.office}: ${inWords(error)}`, { cause: error, passing });
  }

  /**
   * The WAL holds pages as they were before a deletion. @throws KeyStoreUnavailable `otherwise`, while someone reads
   * the file
   */
  #emptyLog(otherwise: string): void {
    if (!this.#reading(() => this.#writer.truncateLog()))
      throw new KeyStoreUnavailable(
        `${otherwise} in the WAL of ${resolve(this.options.path)}, since another program reads the file. Stop that program, and repeat the step.`,
        { passing: true },
      );
  }

  /** At the start, and anew after the disk was full. */
  #openForWriting(): DatabaseSync {
    const { path, office, masterKey, shredList } = this.options;
    const db = openDatabase(path, { format: keyFile(office, masterKey), secureDelete: true });
    try {
      checkKeyFile(db, resolve(path), office, masterKey);
      this.#shredList ??= ShredList.open(shredList);
      replayShredList(db, this.#shredList);
      // A rotation may have been cut off right after the new one was written down.
      const note = db.prepare(noteOfficeKey);
      for (const { id } of officeKeysOf(path, office)) note.run(id);
      // What a failed commit left in doubt may be destroyed now.
      this.#cache.clear();
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  #refuseWhenClosed(): void {
    if (this.#closing !== undefined) throw new KeyStoreUnavailable(`the keys of ${this.options.office} are closed`);
  }

  async #close(): Promise<void> {
    await this.#writer.close(this.#reader);
    this.lock.release();
  }
}

const nameOf = (stream: string, subject: Subject): string => `${stream} ${subject}`;

/** So many are wrapped anew in one transaction: about a millisecond. */
const rowsAtOnce = 48;
const longestPauseMs = 20;
interface Row {
  readonly created: number;
}

const noteOfficeKey = 'INSERT OR IGNORE INTO office_key (id) VALUES (?)';

type Writing = ReturnType<typeof writing>;
const writing = (db: DatabaseSync) => ({
  ...statements(db),
  bury: burial(db),
  insert: db.prepare('INSERT INTO data_key (id, stream, subject, office_key, wrapped) VALUES (?, ?, ?, ?, ?)'),
  noteOfficeKey: db.prepare(noteOfficeKey),
  rewrap: {
    data_key: db.prepare('UPDATE data_key SET office_key = ?, wrapped = ? WHERE id = ?'),
    secret: db.prepare('UPDATE secret SET office_key = ?, wrapped = ? WHERE id = ?'),
  },
});

const rowsAfter = (table: 'data_key' | 'secret') =>
  `SELECT created, id, office_key, wrapped FROM ${table} WHERE created > ? ORDER BY created LIMIT ?`;

const statements = (db: DatabaseSync) => ({
  bySubject: db.prepare('SELECT id, office_key, wrapped FROM data_key WHERE stream = ? AND subject = ?'),
  byId: db.prepare('SELECT id, office_key, wrapped FROM data_key WHERE id = ?'),
  ofStream: db.prepare('SELECT id, subject FROM data_key WHERE stream = ?'),
  tombstone: db.prepare('SELECT 1 FROM destroyed WHERE id = ?'),
  made: db.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'data_key'`),
  rowsAfter: { data_key: db.prepare(rowsAfter('data_key')), secret: db.prepare(rowsAfter('secret')) },
  underOthers: db.prepare(
    'SELECT 1 FROM data_key WHERE office_key <> $newest UNION ALL SELECT 1 FROM secret WHERE office_key <> $newest LIMIT 1',
  ),
});
