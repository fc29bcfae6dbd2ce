import { createHmac, generateKeySync } from 'node:crypto';
import { randomId } from '../platform/ids.js';
import { type DataKey, type DataKeys, type MacPurpose, type Subject, KeyStoreUnavailable } from './keys.js';
import { UnknownKey } from './refusals.js';

/** The keys of one office for tests: nothing is written anywhere, the answers are those of `EmbeddedKeys`. */
export class MemoryKeys implements DataKeys {
  readonly #streams = new Map<string, Map<Subject, DataKey>>();
  readonly #byId = new Map<string, DataKey | 'destroyed'>();
  readonly #secrets = {
    idempotency: newSecret(),
    index: newSecret(),
    export: newSecret(),
    event: newSecret(),
    access: newSecret(),
    receipt: newSecret(),
  };
  #closed = false;

  constructor(private readonly office = 'test') {}

  async obtain(stream: string, subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, DataKey>> {
    this.#refuseWhenClosed();
    const keys = this.#streams.get(stream) ?? new Map<Subject, DataKey>();
    this.#streams.set(stream, keys);
    return new Map(subjects.map((subject) => [subject, keys.get(subject) ?? this.#create(keys, subject)]));
  }

  async find(ids: Iterable<string>): Promise<ReadonlyMap<string, DataKey | 'destroyed'>> {
    this.#refuseWhenClosed();
    return new Map(
      [...ids].map((id) => {
        const key = this.#byId.get(id);
        if (key === undefined) throw new UnknownKey(id, this.office);
        return [id, key];
      }),
    );
  }

  async destroy(stream: string, subjects?: readonly Subject[]): Promise<number> {
    this.#refuseWhenClosed();
    const keys = this.#streams.get(stream) ?? new Map<Subject, DataKey>();
    const doomed = [...keys].filter(([subject]) => subjects === undefined || subjects.includes(subject));
    for (const [subject, { id }] of doomed) {
      keys.delete(subject);
      this.#byId.set(id, 'destroyed');
    }
    return doomed.length;
  }

  mac(purpose: MacPurpose, text: string): string {
    this.#refuseWhenClosed();
    return createHmac('sha256', this.#secrets[purpose]).update(text).digest('base64url');
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #create(keys: Map<Subject, DataKey>, subject: Subject): DataKey {
    const key = { id: randomId(), secret: newSecret() };
    keys.set(subject, key);
    this.#byId.set(key.id, key);
    return key;
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new KeyStoreUnavailable(`the keys of ${this.office} are closed`);
  }
}

const newSecret = () => generateKeySync('aes', { length: 256 });
