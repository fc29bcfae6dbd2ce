/**
 * Small files that hold settings of the data folder or secrets: readable by their owner alone, never seen half written.
 */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { BootRefused } from './boot-refused.js';

/**
 * Puts `content` in the place of the file: temporary file, fsync, rename, fsync of the folder. Either the old or the
 * new content is there after a power cut.
 */
export function replaceFile(path: string, content: string): void {
  const temporary = `${path}.tmp`;
  writeDurably(temporary, content, 'w');
  renameSync(temporary, path);
  syncFolder(dirname(path));
}

/**
 * A random secret of 32 bytes that is made on first use. Of two processes that make it at once, both get the same.
 * @throws BootRefused others may read it, or it is not such a secret
 */
export function secretIn(path: string): Uint8Array {
  const known = readSecret(path);
  if (known) return known;
  const temporary = `${path}.${process.pid}.tmp`;
  writeDurably(temporary, `${randomBytes(secretBytes).toString('base64url')}\n`, 'w');
  try {
    linkSync(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
  syncFolder(dirname(path));
  return readSecret(path)!;
}

const secretBytes = 32;

function readSecret(path: string): Uint8Array | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new BootRefused(`${path}, which holds a secret, cannot be read (${code}). Check its owner and its disk.`, {
      cause: error,
    });
  }
  refuseReadableByOthers(path);
  const secret = Buffer.from(text, 'base64url');
  if (secret.length !== secretBytes || secret.toString('base64url') !== text) {
    throw new BootRefused(
      `${path} does not hold a secret of ${secretBytes} bytes. It was cut or changed. Restore it from a backup; or delete it, and every token that was given out ends.`,
    );
  }
  return secret;
}

/** @throws BootRefused the file can be read or written by others than its owner */
export function refuseReadableByOthers(path: string): void {
  if (process.platform === 'win32') return;
  const mode = statSync(path).mode & 0o777;
  if ((mode & 0o077) !== 0)
    throw new BootRefused(
      `${path} can be read by others (mode ${mode.toString(8).padStart(4, '0')}), and it is a secret. Run: chmod 600 ${path}`,
    );
}

/**
 * Of what the product goes by without it being a secret: a link counts as what it leads to.
 * @throws BootRefused the file or folder can be changed by others than its owner
 */
export function refuseWritableByOthers(path: string): void {
  if (process.platform === 'win32') return;
  const mode = statSync(path).mode & 0o777;
  if ((mode & 0o022) !== 0)
    throw new BootRefused(
      `${path} can be changed by others (mode ${mode.toString(8).padStart(4, '0')}), and Klagegang goes by what is in it. Look whether it is as you left it, then run: chmod go-w ${path}`,
    );
}

function writeDurably(path: string, content: string, flags: 'w' | 'wx'): void {
  const file = openSync(path, flags, 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  chmodSync(path, 0o600);
}

function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
