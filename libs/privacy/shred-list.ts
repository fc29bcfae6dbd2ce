import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { KeyStoreUnavailable } from './keys.js';
import { KeysRefused } from './refusals.js';
import { syncFolder } from '../platform/sync-folder.js';

/** By write(2) alone: of these nothing is lost that was there before. */
const noSpace = new Set<string | undefined>(['ENOSPC', 'EDQUOT', 'EFBIG']);
const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The ids of all keys of one office that were ever destroyed, one a line: a file outside the backups, so that no
 * restored key file can bring a key back. An id is on the disk here before its key is deleted.
 */
export class ShredList {
  /** A write that found no room may have left half a line. */
  #torn = false;
  #trouble = false;
  private constructor(
    private readonly file: string,
    private readonly ids: Set<string>,
  ) {}

  /**
   * Reads the list, makes it if it is not there, and cuts off a last line that a crash left half written. @throws
   * KeysRefused
   */
  static open(path: string): ShredList {
    const file = resolve(path);
    if (!existsSync(dirname(file)))
      throw new KeysRefused(
        `The folder of the shred list ${file} does not exist. Mount the disk that it is on, or create it.`,
      );
    const list = new ShredList(file, new Set());
    try {
      if (existsSync(file)) list.#read();
      else {
        closeSync(openSync(file, 'ax', 0o600));
        syncFolder(dirname(file));
      }
    } catch (error) {
      if (error instanceof KeysRefused) throw error;
      throw new KeysRefused(unopened(file, error), { cause: error });
    }
    return list;
  }

  has(keyId: string): boolean {
    return this.ids.has(keyId);
  }

  /** How many keys were destroyed. */
  get size(): number {
    return this.ids.size;
  }

  [Symbol.iterator](): Iterator<string> {
    return this.ids.values();
  }

  /**
   * Durable on return; ids that are there already are not written again. @throws KeyStoreUnavailable nothing may be
   * deleted
   */
  append(keyIds: readonly string[]): void {
    const fresh = keyIds.filter((keyId) => !this.ids.has(keyId));
    if (fresh.length === 0) return;
    if (this.#trouble)
      throw new KeyStoreUnavailable(
        `the shred list ${this.file} could not be written; restart when its disk is in order`,
      );
    try {
      if (this.#torn) this.#read();
      this.#torn = false;
      this.#write(fresh.map((keyId) => `${keyId}\n`).join(''));
    } catch (error) {
      // As with the log (docs/decisions/0009): after a failed fsync only a new process, which reads what the disk
      // holds, may go on.
      const { syscall, code } = error as NodeJS.ErrnoException;
      this.#torn = syscall !== 'fsync' && noSpace.has(code);
      this.#trouble = !this.#torn;
      throw new KeyStoreUnavailable(
        `the shred list ${this.file} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'short write'}), so no key was destroyed`,
        { cause: error, passing: this.#torn },
      );
    }
    for (const keyId of fresh) this.ids.add(keyId);
  }

  #write(lines: string): void {
    const descriptor = openSync(this.file, 'a', 0o600);
    try {
      if (writeSync(descriptor, lines) !== Buffer.byteLength(lines))
        throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  #read(): void {
    const bytes = readFileSync(this.file);
    const whole = bytes.lastIndexOf('\n') + 1;
    bytes
      .toString('latin1', 0, whole)
      .split('\n')
      .forEach((line, index) => {
        const entry = line.trim();
        // Zeros are what a power cut leaves of an append that was never acknowledged: nothing had been deleted, and the
        // step is repeated.
        if (entry === '' || entry.includes('\0')) return;
        if (!id.test(entry))
          throw new KeysRefused(
            `Line ${index + 1} of the shred list ${this.file} is not the id of a key. Nothing was changed. Restore the list from its copy, or mend the line: an id that is missing here could come back with a backup.`,
          );
        this.ids.add(entry);
      });
    const tail = bytes.toString('latin1', whole);
    if (tail === '') return;
    // An editor may leave out the last line's end; a shorter line was cut short by a crash, before its key could be
    // deleted.
    if (id.test(tail)) {
      this.#write('\n');
      this.ids.add(tail);
    } else this.#cut(whole);
  }

  #cut(length: number): void {
    const descriptor = openSync(this.file, 'r+');
    try {
      ftruncateSync(descriptor, length);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }
}

const unopened = (file: string, error: unknown): string =>
  `The shred list ${file} cannot be opened (${(error as NodeJS.ErrnoException).code}). Check its owner and its disk. Nothing is served without it: a restored key file could bring destroyed keys back.`;

/** The ids of a list as it lies there: read, and left as it is. @throws KeysRefused it cannot be read */
export function shredListIds(path: string): ReadonlySet<string> {
  let text: string;
  try {
    text = readFileSync(path, 'latin1');
  } catch (error) {
    throw new KeysRefused(unopened(path, error), { cause: error });
  }
  return new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => id.test(line)),
  );
}

/** How many those are. */
export const shredListLength = (path: string): number => shredListIds(path).size;
