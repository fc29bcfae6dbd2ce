import { copyFileSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Following, newStream, record, records, refused } from '../testing/contract/given.js';
import { openEmbeddedStore } from './embedded-store.js';
import { networkFileSystem } from '../../sqlite/local-disk.js';
import { checkSettings, openDatabase, refuseOldSqlite } from '../../sqlite/open-database.js';
import { pragma } from '../../sqlite/pragma.js';
import { DatabaseRefused, LogDamaged } from '../../sqlite/sqlite-errors.js';
import { ended, startChild } from './testing/child.js';
import { temporaryFolder } from '../../sqlite/testing/folder.js';

const folder = temporaryFolder();
let number = 0;
const newFile = (): string => join(folder.path, `${(number += 1)}.db`);
afterAll(() => folder.remove());

/** The error of a call that must fail. */
const failure = (call: () => unknown): Error => {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new Error('expected a refusal, and it was accepted');
};

/** An event file with so many records, closed. */
async function filled(count: number): Promise<string> {
  const file = newFile();
  const store = openEmbeddedStore(file);
  for (let n = 0; n < count; n += 100)
    await store.append(newStream(), records(Math.min(100, count - n)), { expectedRevision: 'noStream' });
  await store.close();
  return file;
}

/** Changes a file behind the store's back, past the triggers that keep events as they are. */
function tamper(file: string, ...statements: readonly string[]): void {
  const db = new DatabaseSync(file);
  db.exec('DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted');
  for (const statement of statements) db.exec(statement);
  db.close();
}

describe('opening a database', () => {
  const expected = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, busy_timeout: 5000, trusted_schema: 0 };

  it('gives every connection the settings of law 3, a second and a read-only one as well', () => {
    const file = newFile();
    const connections = [openDatabase(file), openDatabase(file), openDatabase(file, { readOnly: true })];
    for (const db of connections)
      for (const [name, value] of Object.entries(expected)) expect([name, pragma(db, name)]).toEqual([name, value]);
    for (const db of connections) db.close();
  });
  it('overwrites what is deleted when asked to', () => {
    const db = openDatabase(newFile(), { secureDelete: true });
    expect(pragma(db, 'secure_delete')).toBe(1);
    expect(failure(() => checkSettings(openDatabase(newFile()), { secureDelete: true })).message).toMatch(
      /secure_delete=0, and must have 1/,
    );
    db.close();
  });
  it.each([
    'journal_mode=DELETE',
    'synchronous=NORMAL',
    'synchronous=OFF',
    'foreign_keys=OFF',
    'busy_timeout=0',
    'trusted_schema=ON',
    'cell_size_check=OFF',
    'fullfsync=OFF',
  ])('refuses a connection with %s', (setting) => {
    const db = openDatabase(newFile());
    expect(() => checkSettings(db)).not.toThrow();
    db.exec(`PRAGMA ${setting}`);
    const error = failure(() => checkSettings(db));
    expect(error).toBeInstanceOf(DatabaseRefused);
    expect(error.message).toContain(setting.split('=')[0]);
    db.close();
  });
  it('refuses a file that cannot be brought into WAL mode', () => {
    const file = newFile();
    const plain = new DatabaseSync(file);
    plain.exec('CREATE TABLE t (a)');
    expect(failure(() => openDatabase(file, { readOnly: true }))).toBeInstanceOf(DatabaseRefused);
    plain.close();
  });
  it.each(['3.51.2', '3.50.9', '2.99.99'])('refuses SQLite %s, whose WAL reset can corrupt a file', (version) => {
    expect(failure(() => refuseOldSqlite(version))).toBeInstanceOf(DatabaseRefused);
  });
  it.each(['3.51.3', '3.53.4', '4.0.0'])('takes SQLite %s', (version) => {
    expect(() => refuseOldSqlite(version)).not.toThrow();
  });
  it('knows network file systems by their number', () => {
    expect(
      [0x6969, -11317950 /* 0xff534d42 as a signed number */, 0xef53].map((type) => networkFileSystem('/', () => type)),
    ).toEqual(process.platform === 'linux' ? ['NFS', 'CIFS', undefined] : [undefined, undefined, undefined]);
  });
  it('makes a new file readable by its owner alone', () => {
    const file = newFile();
    openDatabase(file).close();
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });
  it('refuses a folder that is not there, and a missing file that is only to be read, without making them', () => {
    expect(failure(() => openDatabase(join(folder.path, 'none', 'a.db'))).message).toMatch(/does not exist/);
    const file = newFile();
    expect(failure(() => openDatabase(file, { readOnly: true })).message).toMatch(/does not exist/);
    expect(existsSync(file)).toBe(false);
  });
});

describe('opening an event file', () => {
  it('refuses a file of a newer version with what to do, and leaves it as it is', async () => {
    const file = await filled(3);
    tamper(file, 'PRAGMA user_version=2');
    const before = readFileSync(file);
    const error = failure(() => openEmbeddedStore(file));
    expect(error).toBeInstanceOf(DatabaseRefused);
    expect(error.message).toMatch(
      /written by a newer Klagegang: its format is 2, this version reads up to 1.*Start the newer version again, or restore a backup/,
    );
    expect(readFileSync(file).equals(before)).toBe(true);
  });
  it("refuses another program's database, and leaves it as it is, its journal mode included", () => {
    const file = newFile();
    const foreign = new DatabaseSync(file);
    foreign.exec('CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)');
    foreign.close();
    const before = readFileSync(file);
    expect(failure(() => openEmbeddedStore(file)).message).toMatch(/is not a Klagegang event store/);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(existsSync(`${file}-wal`)).toBe(false);
  });
  it('refuses what is no database', () => {
    const file = newFile();
    writeFileSync(file, 'a letter to the office\n'.repeat(500));
    expect(failure(() => openEmbeddedStore(file)).message).toMatch(/damaged or no database.*restore the latest backup/);
  });
  it.each([
    [0, 100],
    [4096, 4096],
    [3 * 4096, 2 * 4096],
    [10 * 4096 + 100, 2000],
  ])('refuses a file with bytes overwritten (at %i, %i of them)', async (at, count) => {
    const file = await filled(600);
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x55, at, at + count));
    const error = failure(() => openEmbeddedStore(file));
    expect(error).toBeInstanceOf(DatabaseRefused);
    expect(error.message).toMatch(/restore the latest backup/i);
  });
  it('refuses a file that lost its end', async () => {
    const file = await filled(600);
    truncateSync(file, Math.floor(statSync(file).size / 2 / 4096) * 4096);
    expect(failure(() => openEmbeddedStore(file))).toBeInstanceOf(DatabaseRefused);
  });
  it('refuses a log whose last events are gone', async () => {
    const file = await filled(10);
    tamper(file, 'DELETE FROM events WHERE position > 8');
    expect(failure(() => openEmbeddedStore(file)).message).toMatch(
      /has lost events: 10 were written, the last one found is 8/,
    );
  });
  it('refuses a log whose first events are gone', async () => {
    const file = await filled(10);
    tamper(file, 'DELETE FROM events WHERE position < 3');
    expect(failure(() => openEmbeddedStore(file)).message).toMatch(/has lost its beginning/);
  });
  it('refuses a log with a hole among its last 1,000 events', async () => {
    const file = await filled(10);
    tamper(file, 'DELETE FROM events WHERE position = 5');
    const error = failure(() => openEmbeddedStore(file));
    expect(error).toBeInstanceOf(LogDamaged);
    expect(error.message).toMatch(/a hole in the log/);
  });
  it('a refused file can be opened as soon as it is whole again: no lock is left behind', async () => {
    const file = await filled(10);
    const whole = readFileSync(file);
    writeFileSync(file, 'broken');
    failure(() => openEmbeddedStore(file));
    writeFileSync(file, whole);
    const store = openEmbeddedStore(file);
    expect(await store.head()).toBe(10n);
    await store.close();
  });
  it('leaves one file behind when closed, which can be copied and opened elsewhere', async () => {
    const file = await filled(250);
    expect(existsSync(`${file}-wal`)).toBe(false);
    const copy = newFile();
    copyFileSync(file, copy);
    const store = openEmbeddedStore(copy);
    expect(await store.head()).toBe(250n);
    await store.close();
  });

  it('is refused while the same process has the file open', async () => {
    const file = newFile();
    const store = openEmbeddedStore(file);
    expect(failure(() => openEmbeddedStore(file)).message).toMatch(/already open in another Klagegang process/);
    await store.append(newStream(), [record()], { expectedRevision: 'noStream' });
    await store.close();
    await openEmbeddedStore(file).close();
  });
  it('is refused to a second process, which says why', async () => {
    const file = newFile();
    const store = openEmbeddedStore(file);
    const child = startChild('opener.ts', [file]);
    // Should it open after all, the test fails instead of waiting.
    const { code, errors } = await ended(child, () => child.kill('SIGKILL'));
    expect(code).toBe(3);
    expect(errors).toMatch(/^DatabaseRefused: .* is already open in another Klagegang process\. Stop that one first/);
    await store.close();
  });
  it('is free again when the process that had it was killed', async () => {
    const file = newFile();
    const child = startChild('opener.ts', [file]);
    let whileOpen: Error | undefined;
    await ended(child, () => {
      try {
        openEmbeddedStore(file);
      } catch (error) {
        whileOpen = error as Error;
      }
      child.kill('SIGKILL');
    });
    expect(whileOpen).toBeInstanceOf(DatabaseRefused);
    await openEmbeddedStore(file).close();
  });
});

describe('reading an event file', () => {
  const deep = 1500; // Past the last 1,000, which opening has looked at.

  it('stops at a hole in the log and says where, in reading and in a subscription', async () => {
    const file = await filled(deep);
    tamper(file, 'DELETE FROM events WHERE position = 101');
    const store = openEmbeddedStore(file);
    expect((await store.readAll({ limit: 100 })).length).toBe(100);
    expect(await refused(store.readAll())).toMatchObject({
      name: 'LogDamaged',
      message: expect.stringContaining('101 is missing') as string,
    });
    expect(await refused(store.readAll({ backwards: true, after: 110n }))).toMatchObject({ name: 'LogDamaged' });
    const upTo: bigint[] = [];
    await expect(
      (async () => {
        for await (const batch of store.subscribe({ after: 0n, batch: 100 })) upTo.push(batch.upTo);
      })(),
    ).rejects.toBeInstanceOf(LogDamaged);
    expect(upTo).toEqual([100n]);
    await store.close();
  });
  it('stops at a hole in a stream', async () => {
    const file = await filled(deep);
    tamper(file, 'UPDATE events SET revision = 1000 WHERE position = 100');
    const store = openEmbeddedStore(file);
    const [{ stream } = { stream: '' }] = await store.readAll({ limit: 1 });
    for (const backwards of [false, true])
      expect(await refused(store.readStream(stream, { backwards }))).toMatchObject({ name: 'LogDamaged' });
    await store.close();
  });
  it('names an event that is no longer JSON by its position, and quotes nothing of it', async () => {
    const file = await filled(deep);
    tamper(file, 'UPDATE events SET data = \'{"name":Inger\' WHERE position = 7');
    const store = openEmbeddedStore(file);
    const { name, message } = await refused(store.readAll());
    expect([name, message.includes('event 7'), message.includes('Inger')]).toEqual(['LogDamaged', true, false]);
    await store.close();
  });
  it('keeps positions over 2⁵³ exact in appending, repeating, reading, following and opening again', async () => {
    const file = await filled(1);
    const edge = 2n ** 53n - 600n;
    let store = openEmbeddedStore(file);
    const beside = openDatabase(file);
    beside.exec(`UPDATE sqlite_sequence SET seq = ${edge}`);
    beside.close();
    const [stream, batch] = [newStream(), records(1200)];
    const answer = await store.append(stream, batch, { expectedRevision: 'noStream' });
    expect(answer.position).toBe(2n ** 53n + 600n);
    await store.close();
    store = openEmbeddedStore(file);
    expect(await store.head()).toBe(2n ** 53n + 600n);
    expect(await store.append(stream, batch, { expectedRevision: 'noStream' })).toEqual({ ...answer, repeated: true });
    const expected = batch.map((_, index) => edge + BigInt(index + 1));
    expect((await store.readAll({ after: edge, limit: 2000 })).map(({ position }) => position)).toEqual(expected);
    expect((await store.readStream(stream)).map(({ position }) => position)).toEqual(expected);
    const following = new Following(store, { after: 2n ** 53n + 1n, batch: 7 });
    await following.untilCaughtUp();
    expect(following.records.map(({ position }) => position)).toEqual(expected.slice(601));
    await store.close();
  });
  it('refuses to change or delete an event, whoever asks the file', async () => {
    const file = await filled(2);
    const db = openDatabase(file);
    expect(failure(() => db.exec("UPDATE events SET type = 'x'")).message).toContain('never changed');
    expect(failure(() => db.exec('DELETE FROM events')).message).toContain('never deleted');
    db.close();
  });
});
