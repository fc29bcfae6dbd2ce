/** What a backup is made of and says of itself. The manifest is written last: a folder without one is no backup. */
import { Ajv } from 'ajv';
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, fsyncSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { databases, officeKey, type Database } from '../../../libs/installation/office-files.js';
import { modes, type Mode } from '../../../libs/platform/mode.js';
import { OperatorError } from '../../../libs/platform/operator-error.js';

/** What a command refuses to do, or found wrong: a sentence for the operator, printed without a stack. */
export class SafekeepingRefused extends OperatorError {
  override readonly name = 'SafekeepingRefused';
}

/**
 * Copied as they are: the clock and the examples of a demo or test, and a sealed master key. Never `secrets`, never a
 * shred list.
 */
export const settings = ['clock.json', 'demo.json', 'master-key.sealed.json'] as const;
type Setting = (typeof settings)[number];

export interface Content {
  readonly bytes: number;
  readonly sha256: string;
}
export interface DatabaseContent extends Content {
  readonly format: number;
  /** The last number that was given in it: position, number of the key, number of the access. */
  readonly last: string;
}
export interface Manifest {
  readonly product: 'klagegang';
  readonly backup: 1;
  readonly id: string;
  /** Every event that was acknowledged before is in it. */
  readonly takenAt: string;
  readonly mode: Mode;
  readonly offices: { readonly [office: string]: { readonly [Name in Database]?: DatabaseContent } };
  readonly settings: { readonly [Name in Setting]?: Content };
}

export const manifestFile = 'backup.json';
const object = (properties: object, required = Object.keys(properties)) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});
const content = { bytes: { type: 'integer', minimum: 0 }, sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' } };
const database = object({
  ...content,
  format: { type: 'integer' },
  last: { type: 'string', pattern: '^[0-9]{1,19}$' },
});
const isManifest = new Ajv().compile<Manifest>(
  object({
    product: { const: 'klagegang' },
    backup: { const: 1 },
    id: { type: 'string' },
    takenAt: { type: 'string' },
    mode: { enum: modes },
    offices: {
      type: 'object',
      additionalProperties: false,
      patternProperties: { [officeKey]: object(Object.fromEntries(databases.map((name) => [name, database])), []) },
    },
    settings: object(Object.fromEntries(settings.map((name) => [name, object(content)])), []),
  }),
);

/** @throws SafekeepingRefused there is none, or it cannot be used */
export function readManifest(folder: string): Manifest {
  const file = join(folder, manifestFile);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SafekeepingRefused(
      code === 'ENOENT'
        ? `${folder} is no backup, or one that was cut off: it has no ${manifestFile}. Name another one.`
        : `${file} cannot be read (${code}). Check its owner.`,
    );
  }
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    found = undefined;
  }
  const version = (found as { readonly backup?: unknown } | null | undefined)?.backup;
  if (typeof version === 'number' && version > 1)
    throw new SafekeepingRefused(`${folder} was made by a newer Klagegang. Restore it with that one.`);
  if (!isManifest(found)) throw new SafekeepingRefused(`${file} is damaged. Name another backup.`);
  return found;
}

export async function contentOf(file: string): Promise<Content> {
  const [hash, bytes] = [createHash('sha256'), { count: 0 }];
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes.count += chunk.length;
  }
  return { bytes: bytes.count, sha256: hash.digest('hex') };
}

/** Copies a file into a new one, durably, and says what it copied. */
export async function copyFile(from: string, to: string): Promise<Content> {
  const [hash, bytes] = [createHash('sha256'), { count: 0 }];
  const look = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      bytes.count += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(
    createReadStream(from, { highWaterMark: 1024 * 1024 }),
    look,
    createWriteStream(to, { flags: 'wx', mode: 0o600 }),
  );
  const descriptor = openSync(to, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return { bytes: bytes.count, sha256: hash.digest('hex') };
}
