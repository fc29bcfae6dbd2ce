import { join } from 'node:path';
import { type DatabaseSync } from 'node:sqlite';
import { statSync } from 'node:fs';
import { OutcomeUnknown, StoreUnavailable } from '../port.js';
import { GroupCommit } from './group-commit.js';
import { openDatabase } from './open-database.js';
import { pragma } from './pragma.js';
import { temporaryFolder } from './testing/folder.js';

describe('group commit', () => {
  const folder = temporaryFolder();
  let file: string;
  let db: DatabaseSync;
  let other: DatabaseSync;
  let number = 0;
  const insert = (value: number) => (on: DatabaseSync): number => Number(on.prepare('INSERT INTO t (a) VALUES (?)').run(value).lastInsertRowid);
  /** What another connection sees: committed rows only. */
  const seen = (): number[] => other.prepare('SELECT a FROM t ORDER BY a').all().map(({ a }) => Number(a));

  beforeEach(() => {
    file = join(folder.path, `${number += 1}.db`);
    db = openDatabase(file);
    db.exec('CREATE TABLE t (a INTEGER PRIMARY KEY, b BLOB, parent INTEGER REFERENCES t (a) DEFERRABLE INITIALLY DEFERRED)');
    other = openDatabase(file, { readOnly: true });
  });
  afterEach(() => {
    db.close();
    other.close();
  });
  afterAll(() => folder.remove());

  it('gives a work\'s result when it is on the disk, and not before', async () => {
    const writer = new GroupCommit(db);
    const seenInside: number[][] = [];
    const answer = writer.run((on) => {
      const result = insert(7)(on);
      seenInside.push(seen());
      return result;
    });
    expect(await answer).toBe(7);
    expect(seenInside).toEqual([[]]);
    expect(seen()).toEqual([7]);
  });

  it('commits what is queued at one turn together, at most `limit` works at once', async () => {
    const writer = new GroupCommit(db, { limit: 4 });
    const seenInside: number[] = [];
    await Promise.all(Array.from({ length: 10 }, (_, n) => writer.run((on) => {
      seenInside.push(seen().length);
      return insert(n)(on);
    })));
    expect(seenInside).toEqual([0, 0, 0, 0, 4, 4, 4, 4, 8, 8]);
  });

  it('undoes a work that throws, whole and alone', async () => {
    const writer = new GroupCommit(db);
    const settled = await Promise.allSettled([
      writer.run(insert(1)),
      writer.run((on) => { insert(2)(on); insert(3)(on); throw new RangeError('no'); }),
      writer.run(insert(4)),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(settled[1]).toMatchObject({ reason: expect.any(RangeError) as RangeError });
    expect(seen()).toEqual([1, 4]);
  });

  it('undoes a work that breaks a constraint in its second statement', async () => {
    const writer = new GroupCommit(db);
    const [broken, whole] = await Promise.allSettled([writer.run((on) => { insert(1)(on); insert(1)(on); }), writer.run(insert(2))]);
    expect([broken.status, whole.status]).toEqual(['rejected', 'fulfilled']);
    expect(seen()).toEqual([2]);
  });

  it('lets a work see what the works before it in the same group wrote', async () => {
    const writer = new GroupCommit(db);
    const count = (on: DatabaseSync): number => Number(on.prepare('SELECT count(*) AS n FROM t').get()!['n']);
    expect((await Promise.all([writer.run(insert(1)), writer.run(count), writer.run(insert(2)), writer.run(count)]))[3]).toBe(2);
  });

  it('refuses an asynchronous work, and undoes what it had written', async () => {
    const writer = new GroupCommit(db);
    await expect(writer.run(async (on) => insert(1)(on))).rejects.toBeInstanceOf(TypeError);
    expect(seen()).toEqual([]);
  });

  it('when COMMIT fails every outcome of the group is unknown, nothing is kept of it, and the next group goes on', async () => {
    const writer = new GroupCommit(db);
    const orphan = (on: DatabaseSync): unknown => on.prepare('INSERT INTO t (a, parent) VALUES (?, ?)').run(5, 99);
    for (const one of await Promise.allSettled([writer.run(insert(1)), writer.run(orphan), writer.run(insert(2))])) expect(one).toMatchObject({ status: 'rejected', reason: expect.any(OutcomeUnknown) as OutcomeUnknown });
    expect(seen()).toEqual([]);
    expect(writer.trouble).toBeUndefined();
    expect(await writer.run(insert(3))).toBe(3);
  });

  it('while another connection writes, a group is unavailable and may be tried again', async () => {
    const writer = new GroupCommit(db);
    db.exec('PRAGMA busy_timeout=0');
    const rival = openDatabase(file);
    rival.exec('BEGIN IMMEDIATE');
    await expect(writer.run(insert(1))).rejects.toBeInstanceOf(StoreUnavailable);
    rival.exec('ROLLBACK');
    rival.close();
    expect(await writer.run(insert(1))).toBe(1);
  });

  it('a disk without space stops the writer for good: the whole group, what is queued and what comes later are unavailable, and nothing was written', async () => {
    const writer = new GroupCommit(db, { limit: 2 });
    db.exec(`PRAGMA max_page_count=${Number(pragma(db, 'page_count')) + 2}`);
    const large = (on: DatabaseSync): unknown => on.prepare('INSERT INTO t (a, b) VALUES (?, ?)').run(2, new Uint8Array(100_000));
    const settled = await Promise.allSettled([writer.run(insert(1)), writer.run(large), writer.run(insert(3)), writer.run(insert(4))]);
    for (const one of settled) expect(one).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) as StoreUnavailable });
    db.exec('PRAGMA max_page_count=1000000');
    await expect(writer.run(insert(5))).rejects.toThrow(/restart/);
    expect(writer.trouble).toMatch(/free space/);
    expect(seen()).toEqual([]);
    await writer.close();
  });

  it('keeps the WAL from growing without end, by checkpoints between the groups', async () => {
    const writer = new GroupCommit(db);
    const large = new Uint8Array(100_000);
    for (let n = 0; n < 300; n += 1) await writer.run((on) => { on.prepare('INSERT INTO t (a, b) VALUES (?, ?)').run(n, large); });
    expect(statSync(`${file}-wal`).size).toBeLessThan(10 * 1024 * 1024);
    expect(statSync(file).size).toBeGreaterThan(20 * 1024 * 1024);
  });

  it('cuts the WAL when asked, so that nothing deleted is left in it', async () => {
    const writer = new GroupCommit(db);
    await writer.run(insert(1));
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
    expect(writer.truncateLog()).toBe(true);
    expect(statSync(`${file}-wal`).size).toBe(0);
  });

  it('says so when a reader keeps the WAL from being cut', async () => {
    const writer = new GroupCommit(db);
    db.exec('PRAGMA busy_timeout=0');
    await writer.run(insert(1));
    other.exec('BEGIN');
    seen();
    await writer.run(insert(2));
    expect(writer.truncateLog()).toBe(false);
    other.exec('COMMIT');
    expect(writer.truncateLog()).toBe(true);
  });

  it('finishes what is queued when it is closed, and refuses what comes later', async () => {
    const writer = new GroupCommit(db, { limit: 2 });
    const queued = Promise.all([1, 2, 3, 4, 5].map((n) => writer.run(insert(n))));
    const closed = writer.close();
    await expect(writer.run(insert(6))).rejects.toBeInstanceOf(StoreUnavailable);
    await closed;
    expect(await queued).toEqual([1, 2, 3, 4, 5]);
    expect(seen()).toEqual([1, 2, 3, 4, 5]);
  });
});
