import { DatabaseSync } from 'node:sqlite';
import { resolve } from 'node:path';
import { DatabaseRefused, inWords, isBusy } from './sqlite-errors.js';

export interface FileLock {
  release(): void;
}

/**
 * Holds `<path>.lock` for this process, so that a second one does not serve the same file. The operating system
 * releases it when the process ends, however it ends; a `.lock` file that lies there means nothing by itself. It is a
 * file of its own, since an exclusive lock on the database would shut out this process's readers and the backup.
 * @throws DatabaseRefused another process, or this one, has it
 */
export function lockFile(path: string): FileLock {
  const file = `${resolve(path)}.lock`;
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    if (isBusy(error))
      throw new DatabaseRefused(
        `${resolve(path)} is already open in another Klagegang process. Stop that one first; two at once would each miss what the other writes.`,
        { cause: error },
      );
    throw new DatabaseRefused(
      `${file} cannot be locked (${inWords(error)}). Check the folder's owner, its permissions and the disk.`,
      { cause: error },
    );
  }
  return { release: () => db.close() };
}
