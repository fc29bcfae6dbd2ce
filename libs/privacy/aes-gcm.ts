import { type KeyObject, createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

export const nonceBytes = 12;
export const tagBytes = 16;
const cipher = 'aes-256-gcm';
// Without it `createDecipheriv` takes tags of four bytes too, which can be guessed.
const options = { authTagLength: tagBytes } as const;

/**
 * Nonce, ciphertext and tag in one: AES-256-GCM with a random 96-bit nonce, a 128-bit tag, and `bound` as associated
 * data (NIST SP 800-38D).
 */
export function encrypt(key: KeyObject, plain: string | Uint8Array, bound: string): Buffer {
  const nonce = freshNonce();
  const encryption = createCipheriv(cipher, key, nonce, options).setAAD(Buffer.from(bound));
  const body = typeof plain === 'string' ? encryption.update(plain, 'utf8') : encryption.update(plain);
  encryption.final();
  return Buffer.concat([nonce, body, encryption.getAuthTag()]);
}

/** @throws Error another key, other associated data, or a changed bit: which of them cannot be told */
export function decrypt(key: KeyObject, box: Uint8Array, bound: string): Buffer {
  if (box.byteLength < nonceBytes + tagBytes) throw new Error('too short for a nonce and a tag');
  const decryption = createDecipheriv(cipher, key, box.subarray(0, nonceBytes), options).setAAD(Buffer.from(bound));
  decryption.setAuthTag(box.subarray(box.byteLength - tagBytes));
  const plain = decryption.update(box.subarray(nonceBytes, box.byteLength - tagBytes));
  decryption.final();
  return plain;
}

// Random bytes are fetched for many nonces at once: one by one they cost a third of the sealing of a small value. None
// is handed out twice.
const pool = Buffer.alloc(nonceBytes * 1024);
let used = pool.length;

function freshNonce(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += nonceBytes;
  return pool.subarray(used - nonceBytes, used);
}
