/**
 * The keys of cases whose retention ended within the simulated years. Each destruction waits for the disk twice, which
 * over years of an office is most of the time; here nobody can want the key meanwhile, so the product's own shred list
 * is written once, at the end, and its replay destroys them all.
 */
import { knownKeyFile } from '../../../libs/privacy/key-file.js';
import { openAtRest } from '../../../libs/sqlite/online-copy.js';
import { ShredList } from '../../../libs/privacy/shred-list.js';
import { type DataKey, type DataKeys, type MacPurpose, type Subject } from '../../../libs/privacy/keys.js';

export interface Doomed {
  readonly stream: string;
  /** Left out: all of them. */
  readonly subjects?: readonly Subject[];
}

export class DestroyedLater implements DataKeys {
  readonly doomed: Doomed[] = [];
  constructor(private readonly keys: DataKeys) {}

  obtain(stream: string, subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, DataKey>> {
    return this.keys.obtain(stream, subjects);
  }
  find(ids: Iterable<string>): Promise<ReadonlyMap<string, DataKey | 'destroyed'>> {
    return this.keys.find(ids);
  }
  async destroy(stream: string, subjects?: readonly Subject[]): Promise<number> {
    return this.doomed.push({ stream, ...(subjects === undefined ? {} : { subjects }) });
  }
  mac(purpose: MacPurpose, text: string): string {
    return this.keys.mac(purpose, text);
  }
  get trouble(): string | undefined {
    return this.keys.trouble;
  }
  close(): Promise<void> {
    return this.keys.close();
  }
}

/**
 * Puts the ids of their keys on the shred list. The key file must be closed; the next opening destroys what the list
 * names.
 */
export function destroyAll(
  { path, shredList }: { readonly path: string; readonly shredList: string },
  doomed: readonly Doomed[],
): void {
  const db = openAtRest(path, knownKeyFile);
  try {
    const keysOf = db.prepare('SELECT id, subject FROM data_key WHERE stream = ?');
    const ids = doomed.flatMap(({ stream, subjects }) =>
      keysOf
        .all(stream)
        .filter(({ subject }) => subjects === undefined || subjects.includes(subject as Subject))
        .map(({ id }) => String(id)),
    );
    ShredList.open(shredList).append(ids);
  } finally {
    db.close();
  }
}
