import { type KeyObject } from 'node:crypto';
import { OperatorError } from '../platform/operator-error.js';

/**
 * Whose key: the person who complains, the one who speaks for them from the registration on, another party of the case,
 * the case's free text (it names others), one document, or a member of the office.
 */
export type Subject =
  'complainant' | 'representative' | 'text' | `document:${string}` | `party:${string}` | `member:${string}`;

export interface DataKey {
  readonly id: string;
  /** 256 random bits, held as a KeyObject. */
  readonly secret: KeyObject;
}

/**
 * What a keyed hash is for: an office's own secret for each, so that a hash of one is none of another. `export`:
 * pseudonyms that stay the same. `event`, `access`: that a record of the log, or an entry of the log of looks, is what
 * was written (decision 29). `receipt`: what stands for a citizen's code (decision 36).
 */
export type MacPurpose = 'idempotency' | 'index' | 'export' | 'event' | 'access' | 'receipt';

/** The key store of one office, apart from the events (law 6). */
export interface DataKeys {
  /**
   * The keys of these subjects of a stream, made where they are missing; durable before the promise resolves.
   * Concurrent calls for the same subject get the same key. A destroyed subject of a stream gets a new key only by a
   * new id.
   * @throws KeyStoreUnavailable
   */
  obtain(stream: string, subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, DataKey>>;
  /**
   * Keys by id; `destroyed` where the key is gone for good. An id that was never here is an error, not a destroyed key.
   * @throws KeyStoreUnavailable
   */
  find(ids: Iterable<string>): Promise<ReadonlyMap<string, DataKey | 'destroyed'>>;
  /**
   * Destroys the keys of a stream, all of them or those of the subjects named. Can be repeated. Resolves to how many
   * were destroyed by this call.
   */
  destroy(stream: string, subjects?: readonly Subject[]): Promise<number>;
  /**
   * HMAC-SHA-256 under the office's own secret of that purpose, base64url. Of what somebody may guess it is never
   * stored beside what it was made from.
   */
  mac(purpose: MacPurpose, text: string): string;
  /** Why no key can be made or destroyed just now, where the store knows. */
  readonly trouble?: string | undefined;
  close(): Promise<void>;
}

export class KeyStoreUnavailable extends OperatorError {
  override readonly name: string = 'KeyStoreUnavailable';
  /** A full disk, or a backup that reads the keys: worth another try without anybody's help. */
  readonly passing: boolean;
  constructor(message: string, { passing = false, ...options }: ErrorOptions & { readonly passing?: boolean } = {}) {
    super(message, options);
    this.passing = passing;
  }
}

/** One key that is kept and does not open: it was changed, or put in another's place. The others go on. */
export class KeyBroken extends KeyStoreUnavailable {
  override readonly name = 'KeyBroken';
}

/** What is read where a field does not open, for whoever can do without it. In JSON: `{ "unreadable": true }`. */
export interface Unreadable {
  readonly unreadable: true;
}
export const unreadable: Unreadable = Object.freeze({ unreadable: true });
export const isUnreadable = (value: unknown): value is Unreadable =>
  typeof value === 'object' &&
  value !== null &&
  (value as { unreadable?: unknown }).unreadable === true &&
  Object.keys(value).length === 1;

/** What is read where a key was destroyed. In JSON: `{ "shredded": true }`. */
export interface Shredded {
  readonly shredded: true;
}
export const shredded: Shredded = Object.freeze({ shredded: true });
export const isShredded = (value: unknown): value is Shredded =>
  typeof value === 'object' &&
  value !== null &&
  (value as { shredded?: unknown }).shredded === true &&
  Object.keys(value).length === 1;
