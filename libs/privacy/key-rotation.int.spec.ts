import { type KeyObject, createSecretKey, randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import { type EmbeddedKeys, type EmbeddedKeysOptions, openEmbeddedKeys } from './embedded-keys.js';
import { KeysReader } from './keys-reader.js';
import { type DataKey, type Subject, KeyBroken, KeyStoreUnavailable } from './keys.js';
import { newOfficeKey, officeKeysOf, officeKeysPath, place, wrap, writeOfficeKeys } from './office-keys.js';

const dayMs = 86_400_000;
const now = Date.parse('2026-03-03T08:00:00Z');
let folder: string;
let options: EmbeddedKeysOptions;
let keys: EmbeddedKeys;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'key-rotation-'));
  mkdirSync(join(folder, 'keys'));
  options = {
    path: join(folder, 'keys', 'keys.db'),
    shredList: join(folder, 'shred-list'),
    office: 'koebenhavn',
    masterKey: createSecretKey(randomBytes(32)),
  };
});
afterEach(async () => {
  await keys.close();
  rmSync(folder, { recursive: true });
});

const begin = (): EmbeddedKeys => (keys = openEmbeddedKeys(options));
const reopen = async (): Promise<EmbeddedKeys> => {
  await keys.close();
  return begin();
};
const one = async (stream: string, subject: Subject = 'text'): Promise<DataKey> =>
  (await keys.obtain(stream, [subject])).get(subject)!;
const many = (count: number): Promise<readonly DataKey[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => one(`complaint-${n}`)));
const officeKeys = () => officeKeysOf(options.path, options.office);
/** Of the ids of office keys by which rows are wrapped, as the file has them. */
const wrappedBy = (): readonly string[] => {
  const db = new DatabaseSync(options.path, { readOnly: true });
  try {
    return db
      .prepare('SELECT DISTINCT office_key FROM (SELECT office_key FROM data_key UNION SELECT office_key FROM secret)')
      .all()
      .map((row) => String(row['office_key']));
  } finally {
    db.close();
  }
};
const opensAll = async (made: readonly DataKey[]): Promise<void> => {
  const found = await keys.find(made.map(({ id }) => id));
  for (const { id, secret } of made) expect((found.get(id) as DataKey).secret.equals(secret)).toBe(true);
};
const everyByte = (): Buffer =>
  Buffer.concat(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  );

describe('a key file of format 1, whose office key is in the file', () => {
  /** As version 1 made it. */
  function ofFormat1(masterKey: KeyObject, office: string) {
    const secretOf = (kind: 'office-key' | 'data-key' | 'secret', id: string, under: KeyObject) => {
      const secret = createSecretKey(randomBytes(32));
      return { secret, wrapped: wrap(secret, under, place(office, kind, id)) };
    };
    const db = new DatabaseSync(options.path);
    db.exec(`
      PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON;
      CREATE TABLE about (office TEXT NOT NULL) STRICT;
      CREATE TABLE office_key (created INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL CHECK (state IN ('current', 'destroyed')),
        wrapped BLOB CHECK ((wrapped IS NULL) = (state = 'destroyed'))) STRICT;
      CREATE UNIQUE INDEX one_is_current ON office_key (state) WHERE state = 'current';
      CREATE TABLE data_key (created INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, stream TEXT NOT NULL,
        subject TEXT NOT NULL, office_key TEXT NOT NULL REFERENCES office_key (id), wrapped BLOB NOT NULL,
        UNIQUE (stream, subject)) STRICT;
      CREATE TABLE secret (created INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        office_key TEXT NOT NULL REFERENCES office_key (id), wrapped BLOB NOT NULL) STRICT;
      CREATE TABLE destroyed (id TEXT PRIMARY KEY, stream TEXT, subject TEXT) STRICT;
      CREATE TRIGGER tombstones_stay BEFORE DELETE ON destroyed BEGIN SELECT RAISE(ABORT, 'a tombstone is never deleted'); END;
      PRAGMA application_id=${0x4b474b79}; PRAGMA user_version=1;`);
    db.prepare('INSERT INTO about (office) VALUES (?)').run(office);
    db.prepare(`INSERT INTO office_key (id, state) VALUES ('office-0', 'destroyed')`).run();
    const officeKey = secretOf('office-key', 'office-1', masterKey);
    db.prepare(`INSERT INTO office_key (id, state, wrapped) VALUES ('office-1', 'current', ?)`).run(officeKey.wrapped);
    for (const id of ['idempotency', 'index'])
      db.prepare(`INSERT INTO secret (id, office_key, wrapped) VALUES (?, 'office-1', ?)`).run(
        id,
        secretOf('secret', id, officeKey.secret).wrapped,
      );
    const id = '00000000-0000-4000-8000-000000000001';
    const key = secretOf('data-key', id, officeKey.secret);
    db.prepare(
      `INSERT INTO data_key (id, stream, subject, office_key, wrapped) VALUES (?, 'c', 'text', 'office-1', ?)`,
    ).run(id, key.wrapped);
    db.close();
    return { officeKey: officeKey.wrapped, key: { id, secret: key.secret } };
  }

  it('is brought to format 2 with all its keys: the office key goes to a file of its own, and out of this one', async () => {
    const { officeKey, key } = ofFormat1(options.masterKey, 'koebenhavn');
    begin();
    await opensAll([key]);
    expect((await one('c')).id).toBe(key.id);
    expect(officeKeys()).toEqual([{ id: 'office-1', madeAt: null, wrapped: [officeKey.toString('base64')] }]);
    await one('another');
    await reopen();
    await opensAll([key]);
    for (const end of ['', '-wal'])
      expect(readFileSync(`${options.path}${end}`).includes(officeKey.subarray(0, 16))).toBe(false);
    await keys.rotateOfficeKey(now);
    await opensAll([key]);
    const db = new DatabaseSync(options.path, { readOnly: true });
    expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    db.close();
  });

  it('is refused under another master key, and left as it is', () => {
    ofFormat1(options.masterKey, 'koebenhavn');
    expect(() => openEmbeddedKeys({ ...options, masterKey: createSecretKey(randomBytes(32)) })).toThrow(
      /The master key does not open/,
    );
    begin();
  });
});

describe('a rotation of the office key', () => {
  beforeEach(begin);

  it('wraps what is made, and leaves out what is destroyed, while it runs', async () => {
    const made = [...(await many(2000))];
    let isOver = false;
    const rotation = keys.rotateOfficeKey(now).finally(() => (isOver = true));
    let [meanwhile, destroyed] = [0, 0];
    for (; !isOver; meanwhile += 1) {
      made.push(await one(`meanwhile-${meanwhile}`));
      if (meanwhile % 3 === 0) destroyed += await keys.destroy(`complaint-${1999 - meanwhile / 3}`);
      await turn();
    }
    await rotation;
    expect(meanwhile).toBeGreaterThan(10);
    made.push(await one('afterwards'));
    const alive = made.filter((_, n) => n >= 2000 || n < 2000 - destroyed);
    expect(wrappedBy()).toEqual([officeKeys().at(-1)!.id]);
    await reopen();
    expect(keys.isMixed).toBe(false);
    await opensAll(alive);
    expect([...(await keys.find(made.slice(2000 - destroyed, 2000).map(({ id }) => id))).values()]).toEqual(
      Array.from({ length: destroyed }, () => 'destroyed'),
    );
  });

  it('is one for those who ask at once', async () => {
    await many(10);
    await Promise.all([keys.rotateOfficeKey(now), keys.rotateOfficeKey(now)]);
    expect(officeKeys()).toHaveLength(2);
  });

  it('can be cut off: both keys open what they wrap, and the next one goes on with it', async () => {
    const made = await many(1000);
    const [before] = wrappedBy();
    const rotation = keys.rotateOfficeKey(now);
    while (wrappedBy().length < 2) await turn();
    await keys.close();
    await expect(rotation).rejects.toThrow(KeyStoreUnavailable);
    expect(wrappedBy()).toHaveLength(2);
    begin();
    expect(keys.isMixed).toBe(true);
    await opensAll(made);
    expect(keys.destroyRetired(now + 100 * dayMs)).toBe(0);
    await keys.rotateOfficeKey(now + dayMs);
    expect(officeKeys().map(({ id, retiredAt }) => [id, retiredAt])).toEqual([
      [before, '2026-03-04T08:00:00.000Z'],
      [wrappedBy()[0], undefined],
    ]);
    await opensAll(made);
  });

  it('can be cut off right after the new key was written down', async () => {
    const made = await many(3);
    await keys.close();
    const fresh = newOfficeKey('koebenhavn', options.masterKey, now);
    writeOfficeKeys(officeKeysPath(options.path), 'koebenhavn', [...officeKeys(), fresh]);
    begin();
    await opensAll([...made, await one('another')]);
    await keys.rotateOfficeKey(now);
    expect(wrappedBy()).toEqual([fresh.id]);
    expect(officeKeys()).toHaveLength(2);
  });

  it('passes over a key that is damaged, which stays so', async () => {
    const made = await many(5);
    await keys.close();
    const db = new DatabaseSync(options.path);
    db.prepare('UPDATE data_key SET wrapped = zeroblob(60) WHERE id = ?').run(made[2]!.id);
    db.close();
    begin();
    await keys.rotateOfficeKey(now);
    expect(keys.isMixed).toBe(false);
    await opensAll(made.filter((_, n) => n !== 2));
    await expect(keys.find([made[2]!.id])).rejects.toThrow(KeyBroken);
  });

  it('is followed by whoever reads the key file beside it', async () => {
    const made = await many(200);
    const reader = new KeysReader(options.path, options.office, options.masterKey);
    const expectAll = () => {
      for (const { id, secret } of made)
        expect((reader.find([id]).get(id) as DataKey).secret.equals(secret)).toBe(true);
    };
    const rotation = keys.rotateOfficeKey(now);
    await turn();
    expectAll();
    await rotation;
    expectAll();
    expect(keys.destroyRetired(now + 36 * dayMs)).toBe(1);
    await keys.rotateOfficeKey(now + 37 * dayMs);
    expectAll();
    reader.close();
  });

  it('keeps the old key for 35 days, as long as backups; then it is in no file, and an older key file opens no more', async () => {
    const [living, shredded] = (await many(2)) as [DataKey, DataKey];
    await keys.close();
    const backup = join(folder, 'backup.db');
    copyFileSync(options.path, backup);
    const [old] = officeKeys();
    begin();
    await keys.rotateOfficeKey(now);
    await keys.destroy('complaint-1');
    expect(keys.destroyRetired(now + 35 * dayMs - 1)).toBe(0);
    const asBackedUp = () => {
      copyFileSync(officeKeysPath(options.path), officeKeysPath(backup));
      return new KeysReader(backup, options.office, options.masterKey);
    };
    const reader = asBackedUp();
    expect((reader.find([shredded.id]).get(shredded.id) as DataKey).secret.equals(shredded.secret)).toBe(true);
    reader.close();
    for (const name of readdirSync(folder).filter((each) => each.startsWith('backup.office')))
      rmSync(join(folder, name));

    expect(keys.destroyRetired(now + 35 * dayMs)).toBe(1);
    expect(everyByte().includes(old!.wrapped[0]!)).toBe(false);
    expect(asBackedUp).toThrow(/the office key .* is gone/);
    await opensAll([living]);
    await reopen();
    await opensAll([living]);
  });
});

describe('the office keys of a key file', () => {
  beforeEach(begin);

  it('are missed: nothing is made anew, and the sentence says where their copy is', async () => {
    await many(1);
    await keys.close();
    const file = officeKeysPath(options.path);
    const kept = readFileSync(file);
    rmSync(file);
    expect(begin).toThrow(/keys\.office\.json is not there, .* beside the copy of the shred list/);
    writeFileSync(file, kept.subarray(0, 50));
    expect(begin).toThrow(/are damaged.* Put their latest copy in their place/);
    writeFileSync(file, kept.toString().replace('"koebenhavn"', '"odense"'));
    expect(begin).toThrow(/belong to odense/);
    writeFileSync(file, kept);
    begin();
  });

  it('older than the key file open nothing of it, and it is refused', async () => {
    await many(1);
    const older = readFileSync(officeKeysPath(options.path));
    await keys.rotateOfficeKey(now);
    await keys.close();
    const latest = readFileSync(officeKeysPath(options.path));
    writeFileSync(officeKeysPath(options.path), older);
    expect(begin).toThrow(/the office key .* is gone/);
    writeFileSync(officeKeysPath(options.path), latest);
    begin();
  });
});
