import { type Json } from '../platform/json.js';
import { decrypt, encrypt } from './aes-gcm.js';
import { type DataKey } from './keys.js';

/** Where a sealed value rests. All of it is associated data, so that a value which was moved does not open. */
export interface Place {
  readonly office: string;
  readonly stream: string;
  readonly eventId: string;
  /** The concrete path within the data: `referrals[0].questions`. */
  readonly field: string;
  /** As stored: decryption comes before upcasting. */
  readonly schemaVersion: number;
}

/**
 * A value that does not open where it stands: moved, changed, or under another key. The message holds ids and the
 * field's path only.
 */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  constructor({ eventId, field }: Pick<Place, 'eventId' | 'field'>, reason: string) {
    super(`${field} of event ${eventId} does not open: ${reason}`);
  }
}

/**
 * `sealed:1:<key id>:<nonce>:<ciphertext and tag>`, the last two in base64url: AES-256-GCM of the value's JSON, bound
 * to its place and key. The same value gives another text each time.
 * @throws TypeError a value that JSON cannot hold, or `|` in a part of the place
 */
export function seal(value: Json, key: DataKey, where: Place): string {
  const plain = JSON.stringify(value) as string | undefined;
  if (plain === undefined) throw new TypeError(`${where.field} is nothing that JSON can hold`);
  const box = encrypt(key.secret, plain, associated(where, key.id)).toString('base64url');
  return `${prefix}${key.id}:${box.slice(0, nonceChars)}:${box.slice(nonceChars)}`;
}

/**
 * The value that `seal` was given. @throws SealBroken it is not the one that was sealed for this place with this key
 */
export function open(sealed: string, key: DataKey, where: Place): Json {
  const parts = form.exec(sealed);
  if (parts === null) throw new SealBroken(where, 'it is not a sealed value');
  const [, id, nonce, body] = parts as unknown as [string, string, string, string];
  if (id !== key.id) throw new SealBroken(where, `it is under key ${id}, not ${key.id}`);
  const text = nonce + body;
  const box = Buffer.from(text, 'base64url');
  // base64 leaves up to four bits without meaning; a sealed value has one text only, so that a changed one is noticed
  // here too.
  if (box.toString('base64url') !== text) throw new SealBroken(where, 'its text was changed');
  let plain: Buffer;
  try {
    plain = decrypt(key.secret, box, associated(where, id));
  } catch {
    throw new SealBroken(where, `it was moved, or changed, or was not sealed with key ${id}`);
  }
  return JSON.parse(plain.toString()) as Json;
}

/** The id of the key that opens it. @throws TypeError it is not a sealed value */
export function keyIdOf(sealed: string): string {
  const id = form.exec(sealed)?.[1];
  if (id === undefined) throw new TypeError('not a sealed value');
  return id;
}

export const isSealed = (value: unknown): value is string => typeof value === 'string' && form.test(value);

const prefix = 'sealed:1:';
/** Twelve bytes are sixteen characters and no remainder, so nonce and rest can be encoded together. */
const nonceChars = 16;
const form = /^sealed:1:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):([\w-]{16}):([\w-]{22,})$/;

// promises.md, section 6. The bar must not occur within a part, or two places could read the same.
function associated({ office, stream, eventId, field, schemaVersion }: Place, keyId: string): string {
  const text = `${office}|${stream}|${eventId}|${field}|${schemaVersion}|${keyId}`;
  if (text.split('|').length !== 6) throw new TypeError(`a part of the place of ${field} has a | in it`);
  return text;
}
