import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedKeys } from './embedded-keys.js';
import { type DataKeys, type Subject, KeyStoreUnavailable } from './keys.js';
import { MemoryKeys } from './memory-keys.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keys-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const stores: readonly (readonly [name: string, make: () => DataKeys])[] = [
  ['in memory', () => new MemoryKeys('odense')],
  [
    'embedded',
    () =>
      openEmbeddedKeys({
        path: join(folder, 'keys.sqlite'),
        shredList: join(folder, 'shred-list'),
        office: 'odense',
        masterKey: createSecretKey(randomBytes(32)),
      }),
  ],
];

describe.each(stores)('a key store, %s', (_, make) => {
  let keys: DataKeys;
  beforeEach(() => {
    keys = make();
  });
  afterEach(() => keys.close());

  const one = async (stream: string, subject: Subject) => (await keys.obtain(stream, [subject])).get(subject)!;

  it('makes a key for each subject of each stream, and gives the same one ever after', async () => {
    const made = await keys.obtain('complaint-1', ['complainant', 'text', 'document:d1']);
    const again = await keys.obtain('complaint-1', ['text', 'document:d1', 'complainant', 'text']);
    expect([...made.keys()]).toEqual(['complainant', 'text', 'document:d1']);
    for (const [subject, key] of made) expect(again.get(subject)!.id).toBe(key.id);
    const other = await one('complaint-2', 'text');
    expect(new Set([...made.values(), other].map(({ id }) => id)).size).toBe(4);
    expect(new Set([...made.values(), other].map(({ secret }) => secret.export().toString('hex'))).size).toBe(4);
    expect(other.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(other.secret.symmetricKeySize).toBe(32);
  });

  it('finds keys by id', async () => {
    const key = await one('complaint-1', 'text');
    const found = (await keys.find([key.id, key.id])).get(key.id);
    expect(found).not.toBe('destroyed');
    expect((found as typeof key).secret.equals(key.secret)).toBe(true);
    expect((await keys.find([])).size).toBe(0);
  });

  it('gives fifty callers at once the same key', async () => {
    const given = await Promise.all(
      Array.from({ length: 50 }, (_, caller) =>
        keys.obtain('complaint-1', caller % 2 ? ['text'] : ['complainant', 'text']),
      ),
    );
    expect(new Set(given.map((some) => some.get('text')!.id)).size).toBe(1);
    expect(new Set(given.map((some) => some.get('complainant')?.id)).size).toBe(2);
  });

  it('tells a destroyed key from one that was never here', async () => {
    const key = await one('complaint-1', 'text');
    expect(await keys.destroy('complaint-1', ['text'])).toBe(1);
    expect((await keys.find([key.id])).get(key.id)).toBe('destroyed');
    const unknown = randomUUID();
    await expect(keys.find([key.id, unknown])).rejects.toThrow(unknown);
    await expect(keys.find([unknown])).rejects.not.toBeInstanceOf(KeyStoreUnavailable);
  });

  it('destroys all keys of a stream, or those of the subjects named, and no other; and can do it again', async () => {
    const [first, other] = [
      await keys.obtain('complaint-1', ['complainant', 'text', 'document:d1']),
      await one('complaint-2', 'complainant'),
    ];
    const states = async () =>
      [...(await keys.find([...first.values(), other].map(({ id }) => id))).values()]
        .map((key) => (key === 'destroyed' ? 'x' : '.'))
        .join('');
    expect(await keys.destroy('complaint-1', ['document:d1'])).toBe(1);
    expect(await states()).toBe('..x.');
    expect(await keys.destroy('complaint-1', ['document:d1', 'representative'])).toBe(0);
    expect(await keys.destroy('complaint-1')).toBe(2);
    expect(await states()).toBe('xxx.');
    expect(await keys.destroy('complaint-1')).toBe(0);
    expect(await keys.destroy('complaint-9')).toBe(0);
  });

  it('gives a destroyed subject a new key by a new id', async () => {
    const old = await one('complaint-1', 'text');
    await keys.destroy('complaint-1');
    const fresh = await one('complaint-1', 'text');
    expect(fresh.id).not.toBe(old.id);
    expect(fresh.secret.equals(old.secret)).toBe(false);
    expect((await keys.find([old.id])).get(old.id)).toBe('destroyed');
    await keys.destroy('complaint-1');
    expect([...(await keys.find([old.id, fresh.id])).values()]).toEqual(['destroyed', 'destroyed']);
  });

  it('makes the same mac of the same text, another one for another purpose', () => {
    expect(keys.mac('index', 'åberg')).toBe(keys.mac('index', 'åberg'));
    expect(keys.mac('index', 'åberg')).toMatch(/^[\w-]{43}$/);
    const purposes = ['index', 'idempotency', 'export', 'event', 'access', 'receipt'] as const;
    expect(new Set([keys.mac('index', 'b'), ...purposes.map((purpose) => keys.mac(purpose, 'a'))]).size).toBe(7);
    expect(keys.mac('export', 'a')).toBe(keys.mac('export', 'a'));
  });

  it('refuses everything once it is closed', async () => {
    await keys.close();
    await keys.close();
    await expect(keys.obtain('complaint-1', ['text'])).rejects.toThrow(KeyStoreUnavailable);
    await expect(keys.find([])).rejects.toThrow(KeyStoreUnavailable);
    await expect(keys.destroy('complaint-1')).rejects.toThrow(KeyStoreUnavailable);
    expect(() => keys.mac('index', 'a')).toThrow(KeyStoreUnavailable);
  });
});
