import { type KeyObject, createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseRefused } from '../sqlite/sqlite-errors.js';
import { type EmbeddedKeys, type EmbeddedKeysOptions, openEmbeddedKeys } from './embedded-keys.js';
import { open, seal } from './field-cipher.js';
import { KeysReader } from './keys-reader.js';
import { officeKeysOf, officeKeysPath } from './office-keys.js';
import { type DataKey, type Subject, KeyStoreUnavailable } from './keys.js';
import { KeysRefused, UnknownKey } from './refusals.js';

let folder: string;
let options: EmbeddedKeysOptions;
let keys: EmbeddedKeys;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'embedded-keys-'));
  mkdirSync(join(folder, 'keys'));
  options = {
    path: join(folder, 'keys', 'keys.sqlite'),
    shredList: join(folder, 'shred-list'),
    office: 'koebenhavn',
    masterKey: createSecretKey(randomBytes(32)),
  };
  keys = openEmbeddedKeys(options);
});
afterEach(async () => {
  await keys.close();
  rmSync(folder, { recursive: true });
});

async function reopen(other: Partial<EmbeddedKeysOptions> = {}): Promise<void> {
  await keys.close();
  keys = openEmbeddedKeys({ ...options, ...other });
}
/** Reads or changes the closed file behind the product's back. */
async function behind<T>(work: (db: DatabaseSync) => T): Promise<T> {
  await keys.close();
  const db = new DatabaseSync(options.path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}
const one = async (stream: string, subject: Subject = 'text'): Promise<DataKey> =>
  (await keys.obtain(stream, [subject])).get(subject)!;
const stateOf = async (id: string) => ((await keys.find([id])).get(id) === 'destroyed' ? 'destroyed' : 'alive');
/** Every byte of every file below the folder, `-wal` and `-shm` included. */
const everyByte = (): Buffer =>
  Buffer.concat(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  );
const wrappedIn = (db: DatabaseSync, sql: string): Buffer[] =>
  db
    .prepare(sql)
    .all()
    .map(({ wrapped }) => Buffer.from(wrapped as Uint8Array));
const wrappedNow = (sql = 'SELECT wrapped FROM data_key'): Buffer[] => {
  const db = new DatabaseSync(options.path, { readOnly: true });
  try {
    return wrappedIn(db, sql);
  } finally {
    db.close();
  }
};

/** Of what the office keeps for ever: the search index, and that records are what was written. */
const macs = () => (['index', 'event', 'access'] as const).map((purpose) => keys.mac(purpose, 'ada'));

describe('keys at rest', () => {
  it('are the same after a restart, and so are the secrets of the office', async () => {
    const [key, before] = [await one('complaint-1'), macs()];
    await reopen();
    expect((await one('complaint-1')).secret.equals(key.secret)).toBe(true);
    expect(((await keys.find([key.id])).get(key.id) as DataKey).secret.equals(key.secret)).toBe(true);
    expect(macs()).toEqual(before);
    const reader = new KeysReader(options.path, options.office, options.masterKey);
    expect((['index', 'event', 'access'] as const).map((purpose) => reader.mac(purpose, 'ada'))).toEqual(before);
    reader.close();
  });

  it('lie in no file in the clear, nor does what they seal', async () => {
    const key = await one('complaint-1');
    const sealed = seal('Ada Åberg, 010203-1234', key, {
      office: 'koebenhavn',
      stream: 'complaint-1',
      eventId: randomUUID(),
      field: 'complainant',
      schemaVersion: 1,
    });
    writeFileSync(join(folder, 'events'), sealed);
    for (const state of ['open', 'closed']) {
      if (state === 'closed') await keys.close();
      const bytes = everyByte();
      for (const secret of [key.secret, options.masterKey].map((each: KeyObject) => each.export())) {
        for (const form of [
          secret,
          secret.subarray(0, 16),
          secret.toString('hex'),
          secret.toString('base64'),
          secret.toString('base64url'),
        ])
          expect(bytes.includes(form)).toBe(false);
      }
      expect(bytes.includes('Åberg')).toBe(false);
      expect(bytes.includes('010203')).toBe(false);
    }
  });

  it('are readable by their owner alone', () => {
    for (const file of [options.path, `${options.path}-wal`, options.shredList])
      expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('made by many callers at once cost few commits', async () => {
    const before = statSync(`${options.path}-wal`).size;
    await Promise.all(Array.from({ length: 32 }, (_, n) => keys.obtain(`complaint-${n}`, ['complainant', 'text'])));
    // One commit writes each page once; 32 commits would write some four pages each.
    expect(statSync(`${options.path}-wal`).size - before).toBeLessThan(32 * 4096);
  });

  it('stay bounded in memory, whatever is asked', async () => {
    await reopen({ cached: 8 });
    const made = await Promise.all(Array.from({ length: 40 }, (_, n) => one(`complaint-${n}`)));
    const found = await keys.find(made.map(({ id }) => id));
    for (const { id, secret } of made) expect((found.get(id) as DataKey).secret.equals(secret)).toBe(true);
  });
});

describe('a key file that may not be used', () => {
  it('is refused under another master key, with a sentence, and left as it is', async () => {
    await one('complaint-1');
    await keys.close();
    const before = readFileSync(options.path);
    expect(() => openEmbeddedKeys({ ...options, masterKey: createSecretKey(randomBytes(32)) })).toThrow(
      /^The master key does not open the key file .* of koebenhavn\. .* Put back the master key/,
    );
    expect(readFileSync(options.path).equals(before)).toBe(true);
    keys = openEmbeddedKeys(options);
  });

  it('is refused for another office', async () => {
    await keys.close();
    expect(() => openEmbeddedKeys({ ...options, office: 'horsens' })).toThrow(
      'belongs to the office koebenhavn, not to horsens',
    );
    await behind((db) => db.exec(`UPDATE about SET office = 'horsens'`));
    // Relabelled by hand: the office is bound into every wrapped key.
    expect(() => openEmbeddedKeys({ ...options, office: 'horsens' })).toThrow(KeysRefused);
  });

  it('is refused while another process has it, and when it is no key file', async () => {
    expect(() => openEmbeddedKeys(options)).toThrow(DatabaseRefused);
    await keys.close();
    writeFileSync(options.path, 'no database at all, but long enough to be looked at as one '.repeat(80));
    rmSync(`${options.path}-wal`, { force: true });
    expect(() => openEmbeddedKeys(options)).toThrow(DatabaseRefused);
  });

  it('does not open a wrapped key that was changed or put in another’s place', async () => {
    const [a, b] = [await one('complaint-1'), await one('complaint-2')];
    await behind((db) =>
      db
        .prepare('UPDATE data_key SET wrapped = (SELECT wrapped FROM data_key WHERE id = ?) WHERE id = ?')
        .run(b.id, a.id),
    );
    keys = openEmbeddedKeys(options);
    await expect(keys.find([a.id])).rejects.toThrow(KeyStoreUnavailable);
    await expect(keys.find([a.id])).rejects.toThrow(a.id);
    await expect(keys.obtain('complaint-1', ['text'])).rejects.toThrow(KeyStoreUnavailable);
    expect(await stateOf(b.id)).toBe('alive');
  });
});

describe('destroying a key', () => {
  it('leaves its wrapped bytes in no file, the WAL included, while the product runs', async () => {
    const streams = Array.from({ length: 400 }, (_, n) => `complaint-${n}`);
    await Promise.all(streams.map((stream) => keys.obtain(stream, ['complainant', 'text'])));
    const wrapped = new Map(
      streams.map((stream) => [stream, wrappedNow(`SELECT wrapped FROM data_key WHERE stream = '${stream}'`)]),
    );
    expect([...wrapped.values()].flat().every((bytes) => everyByte().includes(bytes))).toBe(true);
    const doomed = streams.filter((_, n) => n % 3 === 0);
    for (const stream of doomed) expect(await keys.destroy(stream)).toBe(2);
    expect(statSync(`${options.path}-wal`).size).toBe(0);
    const left = everyByte();
    for (const stream of doomed) {
      for (const bytes of wrapped.get(stream)!)
        for (const piece of [bytes.subarray(0, 16), bytes.subarray(22, 38), bytes.subarray(44)])
          expect(left.includes(piece)).toBe(false);
    }
    for (const stream of streams.filter((each) => !doomed.includes(each)))
      for (const bytes of wrapped.get(stream)!) expect(left.includes(bytes)).toBe(true);
  });

  it('takes effect on the key in memory too', async () => {
    const key = await one('complaint-1');
    expect(await stateOf(key.id)).toBe('alive');
    await keys.destroy('complaint-1');
    expect(await stateOf(key.id)).toBe('destroyed');
  });

  it('leaves a tombstone that tells destroyed from never here after a restart', async () => {
    const key = await one('complaint-1');
    await keys.destroy('complaint-1');
    await reopen();
    expect(await stateOf(key.id)).toBe('destroyed');
    const unknown = randomUUID();
    await expect(keys.find([unknown])).rejects.toThrow(UnknownKey);
    await behind((db) => expect(() => db.exec('DELETE FROM destroyed')).toThrow('never deleted'));
    keys = openEmbeddedKeys(options);
  });

  it('is finished by the next start when the process died after the shred list was written', async () => {
    const [key, other] = [await one('complaint-1'), await one('complaint-2')];
    const [wrapped] = wrappedNow(`SELECT wrapped FROM data_key WHERE id = '${key.id}'`);
    await keys.close();
    appendFileSync(options.shredList, `${key.id}\n`);
    keys = openEmbeddedKeys(options);
    expect(await stateOf(key.id)).toBe('destroyed');
    expect(await stateOf(other.id)).toBe('alive');
    expect(everyByte().includes(wrapped!)).toBe(false);
    expect(await keys.destroy('complaint-1')).toBe(0);
    expect((await one('complaint-1')).id).not.toBe(key.id);
  });

  it('is finished by the next start when the process died before the WAL was cut', async () => {
    const key = await one('complaint-1');
    const [wrapped] = wrappedNow();
    // The state of the disk right after COMMIT: the row is gone in the WAL, the file still has it.
    const scratch = join(folder, 'crashed');
    mkdirSync(scratch);
    await keys.close();
    const db = new DatabaseSync(options.path);
    db.exec(
      `PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; PRAGMA secure_delete=ON; BEGIN; INSERT INTO destroyed SELECT id, stream, subject FROM data_key; DELETE FROM data_key; COMMIT`,
    );
    for (const end of ['', '-wal']) copyFileSync(options.path + end, join(scratch, `keys.sqlite${end}`));
    copyFileSync(officeKeysPath(options.path), officeKeysPath(join(scratch, 'keys.sqlite')));
    db.close();
    expect(readFileSync(join(scratch, 'keys.sqlite')).includes(wrapped!)).toBe(true);
    const crashed = openEmbeddedKeys({ ...options, path: join(scratch, 'keys.sqlite') });
    for (const end of ['', '-wal'])
      expect(readFileSync(join(scratch, `keys.sqlite${end}`)).includes(wrapped!)).toBe(false);
    expect((await crashed.find([key.id])).get(key.id)).toBe('destroyed');
    await crashed.close();
    expect(readFileSync(options.shredList, 'utf8')).toContain(key.id);
  });

  it('survives a restored backup: a key that it still has is destroyed again, one that it never had is known as destroyed', async () => {
    const early = await one('complaint-1');
    const kept = await one('complaint-2');
    await keys.close();
    copyFileSync(options.path, join(folder, 'backup'));
    keys = openEmbeddedKeys(options);
    const late = await one('complaint-3');
    const lateAndKept = await one('complaint-4');
    await keys.destroy('complaint-1');
    await keys.destroy('complaint-3');
    await keys.close();
    rmSync(`${options.path}-wal`, { force: true });
    copyFileSync(join(folder, 'backup'), options.path);
    keys = openEmbeddedKeys(options);
    expect([await stateOf(early.id), await stateOf(late.id), await stateOf(kept.id)]).toEqual([
      'destroyed',
      'destroyed',
      'alive',
    ]);
    await expect(keys.find([lateAndKept.id])).rejects.toThrow(lateAndKept.id);
  });

  it('writes a lost shred list anew from the tombstones', async () => {
    const key = await one('complaint-1');
    await keys.destroy('complaint-1');
    expect(readFileSync(options.shredList, 'utf8')).toBe(`${key.id}\n`);
    await keys.close();
    rmSync(options.shredList);
    keys = openEmbeddedKeys(options);
    expect(readFileSync(options.shredList, 'utf8')).toBe(`${key.id}\n`);
  });

  it('destroys nothing while the shred list cannot be written, and says so', async () => {
    const key = await one('complaint-1');
    rmSync(options.shredList);
    mkdirSync(options.shredList);
    await expect(keys.destroy('complaint-1')).rejects.toThrow('so no key was destroyed');
    expect(await stateOf(key.id)).toBe('alive');
    rmSync(options.shredList, { recursive: true });
    await reopen();
    expect(await stateOf(key.id)).toBe('alive');
    expect(await keys.destroy('complaint-1')).toBe(1);
  });

  it('says when a reader elsewhere keeps a copy in the WAL, and is done when it is repeated', async () => {
    await one('complaint-1');
    const [wrapped] = wrappedNow();
    const reader = new DatabaseSync(options.path, { readOnly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM data_key').get();
    await expect(keys.destroy('complaint-1')).rejects.toThrow('Stop that program, and repeat the step');
    expect(everyByte().includes(wrapped!)).toBe(true);
    reader.close();
    expect(await keys.destroy('complaint-1')).toBe(0);
    expect(everyByte().includes(wrapped!)).toBe(false);
  });
});

describe('rotating the office key', () => {
  it('rewraps every key and secret, retires the old office key, and leaves what was sealed as it is', async () => {
    const place = {
      office: 'koebenhavn',
      stream: 'complaint-1',
      eventId: randomUUID(),
      field: 'summary',
      schemaVersion: 1,
    };
    const key = await one('complaint-1');
    const [sealed, made] = [seal('the road', key, place), macs()];
    await Promise.all(Array.from({ length: 200 }, (_, n) => one(`complaint-more-${n}`)));
    const gone = await one('complaint-gone');
    await keys.destroy('complaint-gone');
    const everything = 'SELECT wrapped FROM data_key UNION ALL SELECT wrapped FROM secret';
    const before = wrappedNow(everything);
    await keys.rotateOfficeKey();
    const bytes = everyByte();
    for (const wrapped of before) expect(bytes.includes(wrapped)).toBe(false);
    expect(wrappedNow(everything)).toHaveLength(before.length);
    expect(macs()).toEqual(made);
    const fresh = await one('complaint-2');
    await reopen();
    const found = await keys.find([key.id, fresh.id, gone.id]);
    expect(open(sealed, found.get(key.id) as DataKey, place)).toBe('the road');
    expect((found.get(fresh.id) as DataKey).secret.equals(fresh.secret)).toBe(true);
    expect(found.get(gone.id)).toBe('destroyed');
    expect(macs()).toEqual(made);
    expect(officeKeysOf(options.path, 'koebenhavn').map(({ retiredAt }) => retiredAt === undefined)).toEqual([
      false,
      true,
    ]);
  });

  it('does not disturb those who obtain keys in the same moment', async () => {
    const made = (
      await Promise.all([
        one('complaint-1'),
        keys.rotateOfficeKey(),
        one('complaint-2'),
        keys.rotateOfficeKey(),
        one('complaint-1'),
      ])
    ).filter((key) => key !== undefined);
    expect(made[0]!.id).toBe(made[2]!.id);
    await reopen();
    const found = await keys.find(made.map(({ id }) => id));
    for (const { id, secret } of made) expect((found.get(id) as DataKey).secret.equals(secret)).toBe(true);
  });
});
