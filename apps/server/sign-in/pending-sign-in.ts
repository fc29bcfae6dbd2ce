/**
 * What a sign-in under way has to know when the browser comes back, kept by the browser, sealed: nobody who has not
 * signed in takes memory here. Good for ten minutes, once, and for this run of the process.
 */
import { EncryptJWT, jwtDecrypt } from 'jose';
import { LRUCache } from 'lru-cache';
import { randomBytes } from 'node:crypto';
import { type Pending } from '../../../libs/identity/openid-connect.js';

const lifeSeconds = 600;

/** `to`: the page that was asked for, a path of this product. */
export interface PendingSignIn extends Pending {
  readonly to: string;
}

export class PendingSignIns {
  private readonly key = randomBytes(32);
  private readonly used = new LRUCache<string, true>({ max: 10_000 });

  seal({ state, nonce, verifier, notBefore, to }: PendingSignIn): Promise<string> {
    return new EncryptJWT({ state, nonce, verifier, notBefore, to })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setIssuedAt()
      .setExpirationTime(`${lifeSeconds}s`)
      .encrypt(this.key);
  }

  /** @returns null: it is none of ours, too old, or was opened before */
  async open(sealed: string | undefined): Promise<PendingSignIn | null> {
    if (sealed === undefined) return null;
    try {
      const { payload } = await jwtDecrypt<PendingSignIn>(sealed, this.key, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      const { state, nonce, verifier, notBefore, to } = payload;
      if (this.used.has(state)) return null;
      this.used.set(state, true);
      return { state, nonce, verifier, notBefore, to };
    } catch {
      return null;
    }
  }
}

/** A path of this product and nothing else, whatever was asked for; the first page where it is none. */
export function pathWithin(asked: unknown): string {
  if (typeof asked !== 'string' || asked.length > 2000 || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(asked)) return '/';
  const { origin, pathname, search } = new URL(asked, 'http://here.invalid');
  // Dots that fall away, as in `/.//`, leave two slashes, and those name another place.
  return origin === 'http://here.invalid' && !pathname.startsWith('//') ? pathname + search : '/';
}
