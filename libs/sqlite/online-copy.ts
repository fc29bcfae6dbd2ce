import { closeSync, fsyncSync, openSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { syncFolder } from '../platform/sync-folder.js';
import { type FileFormat, checkFormat, refuseOtherFormat } from './file-format.js';
import { openDatabase } from './open-database.js';

/** So many pages are copied between two turns of the event loop. */
const pagesAtOnce = 2000;

/**
 * Copies a database file as it stood at one moment, while others may be writing it: they are not held up, but their WAL
 * cannot begin anew until it is done. `target` must not be there; it is whole and durable on return.
 * @throws DatabaseRefused, or SQLite's own error
 */
export async function copyOnline(
  path: string,
  format: FileFormat,
  target: string,
  onPages: (left: number, total: number) => void = () => undefined,
): Promise<void> {
  closeSync(openSync(target, 'wx', 0o600));
  const db = openDatabase(path, { format, readOnly: true });
  try {
    // A backup outside of a transaction begins anew whenever another process writes; inside of one it sees what was
    // there when it began.
    db.exec('BEGIN');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    await backup(db, target, {
      rate: pagesAtOnce,
      progress: ({ remainingPages, totalPages }) => onPages(remainingPages, totalPages),
    });
  } finally {
    db.close();
  }
  const descriptor = openSync(target, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  syncFolder(dirname(target));
}

/**
 * For reading a file that nobody writes and that lies where nothing may be made beside it, such as a backup.
 * @throws DatabaseRefused it is of another format
 */
export function openAtRest(path: string, format: FileFormat): DatabaseSync {
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  const db = new DatabaseSync(url, { readOnly: true, allowExtension: false });
  try {
    refuseOtherFormat(path, checkFormat(db, path, format), format);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
