/**
 * A file that is there whole or not at all, for its owner alone, and in no place where it would be taken for the
 * product's own.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  createWriteStream,
  existsSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { syncFolder } from '../../../libs/platform/sync-folder.js';
import { SafekeepingRefused } from '../safekeeping/manifest.js';

export interface Written {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** @throws SafekeepingRefused it is there already, its folder is not, or it lies in the data folder */
export function refuseBadPlace(out: string, data: string): string {
  const file = resolve(out);
  if (!existsSync(dirname(file)))
    throw new SafekeepingRefused(
      `The folder ${dirname(file)} does not exist. Mount the disk that it is on, or create it.`,
    );
  if (existsSync(file))
    throw new SafekeepingRefused(
      `${file} is there already, and was left as it is. Name a file that does not exist yet.`,
    );
  if (!relative(realpathSync(data), join(realpathSync(dirname(file)), basename(file))).startsWith('..'))
    throw new SafekeepingRefused(
      `${file} lies in the data folder. Name a file elsewhere: only Klagegang itself writes there.`,
    );
  return file;
}

/**
 * Piece by piece under another name, synced, then renamed. What was written of a file that could not be finished is
 * removed.
 */
export async function writeNewFile(
  file: string,
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Promise<Written> {
  const unfinished = `${file}.unfinished`;
  const [hash, bytes] = [createHash('sha256'), { count: 0 }];
  const look = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      bytes.count += chunk.length;
      done(null, chunk);
    },
  });
  try {
    await pipeline(Readable.from(pieces), look, createWriteStream(unfinished, { flags: 'w', mode: 0o600 }));
    const descriptor = openSync(unfinished, 'r+');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
  return { file, bytes: bytes.count, sha256: hash.digest('hex') };
}
