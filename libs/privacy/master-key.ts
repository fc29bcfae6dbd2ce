import { type KeyObject, createSecretKey, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { KeysRefused } from './refusals.js';
import { syncFolder } from '../platform/sync-folder.js';

const keyBytes = 32;

/**
 * The key that wraps the keys of all offices: 32 bytes in base64 or hex, alone in a file that its owner alone may read.
 * `backups` are the folders where backups go: whoever takes one of those must not get the key with it.
 * @throws KeysRefused with a sentence how to mend it (promises.md, section 5: boot self-check)
 */
export function readMasterKey(path: string, backups: readonly string[] = []): KeyObject {
  const file = resolve(path);
  const text = readPrivate(file);
  refuseBesideBackups(file, backups);
  const bytes = /^[0-9a-f]{64}$/i.test(text)
    ? Buffer.from(text, 'hex')
    : /^[A-Za-z0-9+/]{43}=$/.test(text)
      ? Buffer.from(text, 'base64')
      : undefined;
  if (bytes === undefined)
    throw new KeysRefused(
      `${file} does not hold a master key: 32 bytes in base64 (44 characters) or hex (64 characters). Restore the file, or make a new key before the first start.`,
    );
  if (new Set(bytes).size === 1)
    throw new KeysRefused(`${file} holds a placeholder, not a random key. Make one: openssl rand -base64 32`);
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

/**
 * Makes a random master key in a new file, durable on return. A process that dies on the way leaves the whole file or
 * none, so that the next start goes on.
 * @throws KeysRefused the file is there already, or cannot be written
 */
export function createMasterKey(path: string): KeyObject {
  const file = resolve(path);
  const unfinished = `${file}.tmp`;
  const bytes = randomBytes(keyBytes);
  try {
    writeDurably(unfinished, `${bytes.toString('base64')}\n`);
    linkSync(unfinished, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new KeysRefused(
      code === 'EEXIST'
        ? `${file} is there already and was left as it is: without it nothing that it wraps can be read again.`
        : `${file} cannot be created (${code}). Check the folder and its owner.`,
    );
  } finally {
    rmSync(unfinished, { force: true });
  }
  syncFolder(dirname(file));
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

function writeDurably(path: string, content: string): void {
  const descriptor = openSync(path, 'w', 0o600);
  try {
    fchmodSync(descriptor, 0o600);
    writeSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function readPrivate(file: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    throw new KeysRefused(
      `The master key ${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Check the path in the settings and the file's owner.`,
    );
  }
  try {
    // Looked at through the descriptor: the file that is judged is the file that is read.
    const status = fstatSync(descriptor);
    if (!status.isFile())
      throw new KeysRefused(`${file} is not a file. Name the file that holds the master key in the settings.`);
    // Windows has no such bits; there the file's access list is the operator's.
    if (process.platform !== 'win32' && (status.mode & 0o077) !== 0)
      throw new KeysRefused(
        `${file} can be read or changed by others (mode ${(status.mode & 0o777).toString(8).padStart(4, '0')}). Run: chmod 600 ${file}`,
      );
    return readFileSync(descriptor, 'utf8').trim();
  } finally {
    closeSync(descriptor);
  }
}

/** Beside: in a folder of backups, below it, or in the folder that holds it. Links are followed. @throws KeysRefused */
export function refuseBesideBackups(file: string, backups: readonly string[]): void {
  const home = dirname(realpathSync(file));
  for (const folder of backups.filter((path) => existsSync(path)).map((path) => realpathSync(path))) {
    if (home === dirname(folder) || `${home}${sep}`.startsWith(`${folder}${sep}`))
      throw new KeysRefused(
        `The master key ${file} lies beside the backups in ${folder}: who takes one has the other. Move it to a folder of its own, and change the settings.`,
      );
  }
}
