/**
 * The office keys of one office, wrapped by the master key, in a file beside its key file that is in no backup: a
 * backup of the key file opens for as long as the office key that was in use then is here, and no longer (decision 33).
 */
import { type KeyObject, createSecretKey, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname, join, parse, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { type DatabaseSync } from 'node:sqlite';
import { formatInstant, parseInstant } from '../platform/instant.js';
import { randomId } from '../platform/ids.js';
import { replaceFile } from '../platform/private-file.js';
import { decrypt, encrypt } from './aes-gcm.js';
import { KeysRefused } from './refusals.js';

export interface OfficeKey {
  readonly id: string;
  /** RFC 3339, UTC; null: before anybody wrote it down. Left out: nobody has looked at the clock since it was made. */
  readonly madeAt?: string | null;
  /** Since when nothing in the key file is wrapped by it: RFC 3339, UTC. */
  readonly retiredAt?: string;
  /** Base64 of nonce, ciphertext and tag. Two while the master key is being changed: either opens. */
  readonly wrapped: readonly string[];
}

/** So long a retired office key is kept: as long as backups are. */
export const keptDays = 35;
const dayMs = 86_400_000;

/** Of the key file at this path: `keys.office.json` for `keys.db`. */
export function officeKeysPath(keyFile: string): string {
  const { dir, name } = parse(resolve(keyFile));
  return join(dir, `${name}.office.json`);
}

/** What a wrapped key is bound to, so that none can be put in another's place. */
export const place = (office: string, kind: 'office-key' | 'data-key' | 'secret', id: string): string =>
  JSON.stringify([office, kind, id]);

/** Nonce, ciphertext and tag, 60 bytes. The 32 bytes given are wiped when they are a buffer. */
export function wrap(secret: Buffer | KeyObject, under: KeyObject, bound: string): Buffer {
  const bytes = Buffer.isBuffer(secret) ? secret : secret.export();
  try {
    return encrypt(under, bytes, bound);
  } finally {
    bytes.fill(0);
  }
}

/** @throws Error the wrapping key is another one, or the bytes were changed or put elsewhere */
export function unwrap(wrapped: Uint8Array, under: KeyObject, bound: string): KeyObject {
  const bytes = decrypt(under, wrapped, bound);
  const secret = createSecretKey(bytes);
  bytes.fill(0);
  return secret;
}

/** The key in the file by one of the ways that it is wrapped. @throws Error none of them opens under this master key */
export function unwrapOfficeKey({ id, wrapped }: OfficeKey, office: string, masterKey: KeyObject): KeyObject {
  let failure: unknown = new Error('it is wrapped by nothing');
  for (const one of wrapped)
    try {
      return unwrap(Buffer.from(one, 'base64'), masterKey, place(office, 'office-key', id));
    } catch (error) {
      failure = error;
    }
  throw failure;
}

/** Made, and in no file yet. */
export function newOfficeKey(office: string, masterKey: KeyObject, now?: number): OfficeKey {
  const id = randomId();
  const wrapped = wrap(randomBytes(32), masterKey, place(office, 'office-key', id)).toString('base64');
  return { id, ...(now === undefined ? {} : { madeAt: formatInstant(now) }), wrapped: [wrapped] };
}

/** The newest wraps from now on. */
export const newestOf = (keys: readonly OfficeKey[]): OfficeKey => keys.at(-1)!;

/** Those that a backup no longer needs. */
export const isOver = ({ retiredAt }: OfficeKey, now: number): boolean =>
  retiredAt !== undefined && parseInstant(retiredAt)! + keptDays * dayMs <= now;

/** In the order in which they were made; null where there is no such file. @throws KeysRefused it cannot be used */
export function readOfficeKeys(file: string, office: string): readonly OfficeKey[] | null {
  if (!existsSync(file)) return null;
  // Whoever is between opening and reading while a key is destroyed reads zeros, and then what took their place.
  for (let again = 2; ; again -= 1) {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      throw new KeysRefused(
        `The office keys ${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Check the file's owner and its disk.`,
        { cause: error },
      );
    }
    if (text.startsWith('\0') && again > 0) continue;
    let found: unknown;
    try {
      found = JSON.parse(text);
    } catch {
      found = undefined;
    }
    if (!isFile(found))
      throw new KeysRefused(
        `The office keys ${file} are damaged. Nothing was changed. Put their latest copy in their place: without it no key of ${office} opens.`,
      );
    if (found.office !== office)
      throw new KeysRefused(
        `The office keys ${file} belong to ${found.office}, not to ${office}. Nothing was changed. Put back those of ${office}.`,
      );
    return found.keys;
  }
}

/** Durable on return: all of it or what was there before. @throws the error of the disk */
export function writeOfficeKeys(file: string, office: string, keys: readonly OfficeKey[]): void {
  replaceFile(file, `${JSON.stringify({ product: 'klagegang', office, keys }, null, 2)}\n`);
}

/**
 * As `writeOfficeKeys`, and what the file held before is overwritten where it lay: a key that is left out is gone.
 */
export function destroyOfficeKeys(file: string, office: string, keys: readonly OfficeKey[]): void {
  const before = openSync(file, 'r+');
  try {
    writeOfficeKeys(file, office, keys);
    writeSync(before, Buffer.alloc(fstatSync(before).size), 0, undefined, 0);
    fsyncSync(before);
  } finally {
    closeSync(before);
  }
}

/**
 * Takes the office key out of a key file of format 1, where backups took it with them: first here, then gone there.
 * Inside the transaction that brings the file to format 2.
 */
export function moveOutOf(db: DatabaseSync): void {
  const file = officeKeysPath(db.location()!);
  const office = String(db.prepare('SELECT office FROM about').get()?.['office']);
  const inIt = db
    .prepare(`SELECT id, wrapped FROM office_key WHERE wrapped IS NOT NULL ORDER BY created`)
    .all()
    .map(({ id, wrapped }) => ({
      id: String(id),
      madeAt: null,
      wrapped: [Buffer.from(wrapped as Uint8Array).toString('base64')],
    }));
  const known = readOfficeKeys(file, office) ?? [];
  const missing = inIt.filter(({ id }) => known.every((each) => each.id !== id));
  if (missing.length > 0) writeOfficeKeys(file, office, [...missing, ...known]);
}

/** @throws KeysRefused there is none, so nothing of the key file opens */
export function officeKeysOf(keyFile: string, office: string): readonly OfficeKey[] {
  const file = officeKeysPath(keyFile);
  const keys = readOfficeKeys(file, office);
  if (keys === null)
    throw new KeysRefused(
      `${file} is not there, and the key file ${resolve(keyFile)} of ${office} opens by nothing else. Nothing was changed. Put its latest copy back; it lies in no backup, but beside the copy of the shred list in ${dirname(file)}.`,
    );
  return keys;
}

const isFile = new Ajv().compile<{ readonly office: string; readonly keys: readonly OfficeKey[] }>({
  type: 'object',
  additionalProperties: false,
  required: ['product', 'office', 'keys'],
  properties: {
    product: { const: 'klagegang' },
    office: { type: 'string' },
    keys: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'wrapped'],
        properties: {
          id: { type: 'string' },
          madeAt: { type: ['string', 'null'] },
          retiredAt: { type: 'string' },
          wrapped: { type: 'array', minItems: 1, items: { type: 'string' } },
        },
      },
    },
  },
});
