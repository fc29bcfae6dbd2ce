import { type DataKey } from './keys.js';

/** Unwrapped keys by id, at most `bound` of them; the one that was not asked for longest goes first. */
export class KeyCache {
  readonly #keys = new Map<string, DataKey>();
  constructor(private readonly bound: number) {}

  get size(): number {
    return this.#keys.size;
  }

  get(id: string): DataKey | undefined {
    const key = this.#keys.get(id);
    // A Map keeps the order of insertion: put in anew, it is the youngest.
    if (key !== undefined && this.#keys.delete(id)) this.#keys.set(id, key);
    return key;
  }

  put(key: DataKey): DataKey {
    this.#keys.delete(key.id);
    this.#keys.set(key.id, key);
    if (this.#keys.size > this.bound) this.#keys.delete(this.#keys.keys().next().value!);
    return key;
  }

  drop(id: string): void {
    this.#keys.delete(id);
  }
}
