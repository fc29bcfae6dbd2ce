import { LRUCache } from 'lru-cache';
import { type DataKey, type DataKeys, type MacPurpose, type Subject } from '../privacy/keys.js';

/** The part of a key store that writing needs. */
export type KeyMaker = Pick<DataKeys, 'obtain' | 'destroy' | 'mac'>;

/**
 * The keys of the complaints that something happened to last, in front of a key store that would look each of them up.
 * Keys are made by the store alone, and what it destroys is forgotten here first.
 */
export class KeptKeys implements KeyMaker {
  /** Stream → subject → its key, or the store's promise of it. */
  private readonly streams: LRUCache<string, Map<Subject, DataKey | Promise<ReadonlyMap<Subject, DataKey>>>>;

  constructor(
    private readonly store: KeyMaker,
    bound = 10_000,
  ) {
    this.streams = new LRUCache({ max: bound });
  }

  async obtain(stream: string, subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, DataKey>> {
    const kept = this.of(stream);
    const missing = subjects.filter((subject) => !kept.has(subject));
    if (missing.length > 0) {
      const made = this.store.obtain(stream, missing);
      for (const subject of missing) kept.set(subject, made);
      for (const [subject, key] of await made) kept.set(subject, key);
    }
    const found = new Map<Subject, DataKey>();
    for (const subject of subjects) {
      const key = kept.get(subject)!;
      found.set(subject, key instanceof Promise ? (await key).get(subject)! : key);
    }
    return found;
  }

  destroy(stream: string, subjects?: readonly Subject[]): Promise<number> {
    this.streams.delete(stream);
    return this.store.destroy(stream, subjects);
  }

  mac(purpose: MacPurpose, text: string): string {
    return this.store.mac(purpose, text);
  }

  private of(stream: string) {
    let kept = this.streams.get(stream);
    if (kept === undefined) this.streams.set(stream, (kept = new Map()));
    return kept;
  }
}
