import { closeSync, existsSync, fsyncSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { dirname, resolve } from 'node:path';
import { type FileFormat, bringToFormat, checkFormat, refuseOtherFormat } from './file-format.js';
import { refuseNetworkFileSystem } from './local-disk.js';
import { pragma } from './pragma.js';
import { syncFolder } from '../platform/sync-folder.js';
import { DatabaseRefused, inWords, isBusy, isDamage } from './sqlite-errors.js';

export interface OpenOptions {
  readonly readOnly?: boolean;
  /** Deleted content is overwritten with zeros: for keys and read models (promises.md, section 4). */
  readonly secureDelete?: boolean;
  /**
   * A commit may be lost with the power, and only whole, with all that came after it: for what is derived from another
   * file and says how far it has come. Otherwise it is on the disk when it returns.
   */
  readonly derived?: boolean;
  /**
   * A new file that is filled by one connection before anybody else opens it: nothing is synced, so after a crash it is
   * to be thrown away. `finishLoading` makes it a file like any other.
   */
  readonly loading?: boolean;
  /** Makes an empty file this format, brings one of an older version to it, and refuses any other. */
  readonly format?: FileFormat;
}

const busyTimeoutMs = 5000;
/** Of a file that is being filled: its pages, and what is sorted for its indexes, at most. */
const loadingCacheKiB = 256 * 1024;

/**
 * Opens a database file with the settings that law 3 and the boot self-check ask of *every* connection, each read back.
 * A new file is readable by its owner alone. One file may have several connections; `lockFile` keeps a second process
 * away.
 * @throws DatabaseRefused with a sentence for the operator; the file is left as it was
 */
export function openDatabase(path: string, options: OpenOptions = {}): DatabaseSync {
  const file = resolve(path);
  const { readOnly = false, format } = options;
  if (!existsSync(dirname(file)))
    throw new DatabaseRefused(
      `The folder ${dirname(file)} does not exist. Mount the disk that it is on, or create it.`,
    );
  refuseNetworkFileSystem(dirname(file));
  if (!existsSync(file)) {
    if (readOnly) throw new DatabaseRefused(`${file} does not exist.`);
    createPrivate(file);
  }
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, {
      readOnly,
      timeout: busyTimeoutMs,
      allowExtension: false,
      enableDoubleQuotedStringLiterals: false,
      defensive: true,
    });
    refuseOldSqlite(String(Object.values(db.prepare('SELECT sqlite_version()').get()!)[0]));
    const found = format === undefined ? 0 : checkFormat(db, file, format);
    if (readOnly && format !== undefined) refuseOtherFormat(file, found, format);
    for (const [name, value] of settings(options)) db.exec(`PRAGMA ${name}=${value}`);
    checkSettings(db, options);
    if (format !== undefined && found !== format.version) bringToFormat(db, found, format);
    return db;
  } catch (error) {
    db?.close();
    throw refusal(file, error);
  }
}

/** Closes a file that was opened for `loading`, and makes it durable. Nothing of it may be open meanwhile. */
export function finishLoading(db: DatabaseSync): void {
  const file = db.location()!;
  db.exec('PRAGMA journal_mode=WAL');
  db.close();
  const descriptor = openSync(file, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  syncFolder(dirname(file));
}

/**
 * @throws DatabaseRefused the connection has not the settings that `openDatabase` gives, so a power cut could cost
 * acknowledged writes
 */
export function checkSettings(db: DatabaseSync, options: OpenOptions = {}): void {
  for (const [name, , expected] of settings(options)) {
    const actual = pragma(db, name);
    if (actual !== expected)
      throw new DatabaseRefused(
        `${db.location() ?? 'The database'} is open with ${name}=${actual}, and must have ${expected}. Nothing may be written to it so: open it with openDatabase, on a disk that SQLite can lock and sync.`,
      );
  }
}

/** @throws DatabaseRefused older than 3.51.3, whose WAL reset can corrupt a file (sqlite.org/wal.html#walresetbug) */
export function refuseOldSqlite(version: string): void {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major * 1_000_000 + minor * 1000 + patch < 3_051_003)
    throw new DatabaseRefused(
      `This Node has SQLite ${version}; 3.51.3 or newer is needed, since older ones can corrupt a database in WAL mode. Run npm ci, and start with npm start.`,
    );
}

type Setting = readonly [name: string, value: string, expected: number | string];

const synced = (derived: boolean): readonly Setting[] => [
  ['journal_mode', 'WAL', 'wal'],
  derived ? ['synchronous', 'NORMAL', 1] : ['synchronous', 'FULL', 2],
];
const unsynced: readonly Setting[] = [
  ['locking_mode', 'EXCLUSIVE', 'exclusive'],
  ['journal_mode', 'MEMORY', 'memory'],
  ['synchronous', 'OFF', 0],
  ['cache_size', String(-loadingCacheKiB), -loadingCacheKiB],
];

/**
 * Name, value to set, value to read back. `fullfsync` matters on macOS alone, where fsync leaves the drive's cache
 * unwritten.
 */
const settings = ({ secureDelete = false, derived = false, loading = false }: OpenOptions): readonly Setting[] => [
  ['busy_timeout', String(busyTimeoutMs), busyTimeoutMs],
  ...(loading ? unsynced : synced(derived)),
  ['fullfsync', 'ON', 1],
  ['checkpoint_fullfsync', 'ON', 1],
  ['foreign_keys', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  ...(secureDelete ? [['secure_delete', 'ON', 1] as const] : []),
];

// Never for a file that is there: closing a second descriptor drops the locks which this process holds on it (POSIX,
// fcntl).
function createPrivate(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new DatabaseRefused(
        `${file} cannot be created (${(error as NodeJS.ErrnoException).code}). Check the folder's owner and the space on its disk.`,
      );
  }
}

/** What stopped the opening of `file`, as a sentence. */
export function refusal(file: string, error: unknown): unknown {
  if (error instanceof DatabaseRefused) return error;
  if (isDamage(error))
    return new DatabaseRefused(
      `${file} is damaged or no database (${inWords(error)}). Nothing in it was changed. Keep a copy of it with its -wal file, and restore the latest backup.`,
      { cause: error },
    );
  if (isBusy(error))
    return new DatabaseRefused(`${file} is in use by another program. Stop that program, and start again.`, {
      cause: error,
    });
  return new DatabaseRefused(
    `${file} cannot be opened (${inWords(error)}). Check its owner, its permissions and the disk.`,
    { cause: error },
  );
}
