import { type KeyObject } from 'node:crypto';
import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { type WrappedRow, place, unwrap } from './key-file.js';
import { KeyBroken, KeyStoreUnavailable } from './keys.js';

/** Opens what is wrapped under the keys of one office; office keys are unwrapped once and kept. */
export class OfficeKeyring {
  readonly #keys = new Map<string, KeyObject>();
  readonly #current: StatementSync;
  readonly #byId: StatementSync;

  /** Of what `db` sees: the writing connection sees an office key of its own open transaction too. */
  constructor(
    db: DatabaseSync,
    private readonly office: string,
    private readonly masterKey: KeyObject,
  ) {
    this.#current = db.prepare(`SELECT id FROM office_key WHERE state = 'current'`);
    this.#byId = db.prepare('SELECT wrapped FROM office_key WHERE id = ?');
  }

  /** The key that wraps from now on. */
  current(): { readonly id: string; readonly secret: KeyObject } {
    const { id } = this.#current.get() as { id: string };
    return { id, secret: this.#officeKey(id) };
  }

  /**
   * @throws KeyBroken, KeyStoreUnavailable it does not open: changed, put in another's place, or its office key is gone
   */
  open({ id, office_key, wrapped }: WrappedRow, kind: 'data-key' | 'secret'): KeyObject {
    return this.#open(wrapped, this.#officeKey(office_key), kind, id);
  }

  forget(id: string): void {
    this.#keys.delete(id);
  }

  #officeKey(id: string): KeyObject {
    let key = this.#keys.get(id);
    if (key === undefined) {
      const wrapped = this.#byId.get(id)?.['wrapped'] as Uint8Array | null | undefined;
      if (!wrapped)
        throw new KeyStoreUnavailable(
          `the office key ${id} of ${this.office} is gone: the key file was changed; restore its latest backup`,
        );
      key = this.#open(wrapped, this.masterKey, 'office-key', id);
      this.#keys.set(id, key);
    }
    return key;
  }

  #open(wrapped: Uint8Array, under: KeyObject, kind: 'office-key' | 'data-key' | 'secret', id: string): KeyObject {
    try {
      return unwrap(wrapped, under, place(this.office, kind, id));
    } catch (error) {
      const Broken = kind === 'data-key' ? KeyBroken : KeyStoreUnavailable;
      throw new Broken(
        `the ${kind} ${id} of ${this.office} does not open: the key file was changed or is damaged; restore its latest backup`,
        { cause: error },
      );
    }
  }
}
