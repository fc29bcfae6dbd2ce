import { type KeyObject } from 'node:crypto';
import { type WrappedRow } from './key-file.js';
import { KeyBroken, KeyStoreUnavailable } from './keys.js';
import { newestOf, officeKeysPath, place, readOfficeKeys, unwrap, unwrapOfficeKey } from './office-keys.js';

/**
 * Opens what is wrapped under the keys of one office. Office keys are unwrapped once and kept; when one comes up that
 * is not known, their file is read anew, and those that it no longer has are forgotten.
 */
export class OfficeKeyring {
  readonly #keys = new Map<string, KeyObject>();
  readonly #file: string;

  /** Of the key file at this path; nothing is read yet. */
  constructor(
    keyFile: string,
    private readonly office: string,
    private readonly masterKey: KeyObject,
  ) {
    this.#file = officeKeysPath(keyFile);
  }

  /** The key that wraps from now on, as the file has it. @throws KeyStoreUnavailable, KeysRefused */
  newest(): { readonly id: string; readonly secret: KeyObject } {
    const { id } = newestOf(readOfficeKeys(this.#file, this.office) ?? this.#gone('newest'));
    return { id, secret: this.secretOf(id) };
  }

  /**
   * @throws KeyBroken, KeyStoreUnavailable it does not open: changed, put in another's place, or its office key is gone
   */
  open({ id, office_key, wrapped }: WrappedRow, kind: 'data-key' | 'secret'): KeyObject {
    const under = this.secretOf(office_key);
    try {
      return unwrap(wrapped, under, place(this.office, kind, id));
    } catch (error) {
      const Broken = kind === 'data-key' ? KeyBroken : KeyStoreUnavailable;
      throw new Broken(this.#doesNotOpen(kind, id), { cause: error });
    }
  }

  /** @throws KeyStoreUnavailable, KeysRefused */
  secretOf(id: string): KeyObject {
    const known = this.#keys.get(id);
    if (known !== undefined) return known;
    const found = readOfficeKeys(this.#file, this.office) ?? [];
    for (const each of this.#keys.keys()) if (found.every((one) => one.id !== each)) this.#keys.delete(each);
    const its = found.find((one) => one.id === id) ?? this.#gone(id);
    try {
      const key = unwrapOfficeKey(its, this.office, this.masterKey);
      this.#keys.set(id, key);
      return key;
    } catch (error) {
      throw new KeyStoreUnavailable(this.#doesNotOpen('office-key', id), { cause: error });
    }
  }

  forget(id: string): void {
    this.#keys.delete(id);
  }

  #gone(id: string): never {
    throw new KeyStoreUnavailable(
      `the office key ${id} of ${this.office} is gone: the key file is older than it may be, or ${this.#file} is; restore the latest backup of the one, or the latest copy of the other`,
    );
  }

  #doesNotOpen(kind: 'office-key' | 'data-key' | 'secret', id: string): string {
    return `the ${kind} ${id} of ${this.office} does not open: the key file was changed or is damaged; restore its latest backup`;
  }
}
