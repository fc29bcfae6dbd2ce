import { join } from 'node:path';
import { type DatabaseSync } from 'node:sqlite';
import { setTimeout as later } from 'node:timers/promises';
import { statSync } from 'node:fs';
import { OutcomeUnknown, StoreUnavailable } from '../platform/unavailable.js';
import { GroupCommit, type GroupCommitOptions } from './group-commit.js';
import { openDatabase } from './open-database.js';
import { pragma } from './pragma.js';
import { temporaryFolder } from './testing/folder.js';
import { hangMs } from '../../test/hang.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('group commit', () => {
  const folder = temporaryFolder();
  let file: string;
  let db: DatabaseSync;
  let other: DatabaseSync;
  let number = 0;
  const insert =
    (value: number) =>
    (on: DatabaseSync): number =>
      Number(on.prepare('INSERT INTO t (a) VALUES (?)').run(value).lastInsertRowid);
  /** What another connection sees: committed rows only. */
  const seen = (): number[] =>
    other
      .prepare('SELECT a FROM t ORDER BY a')
      .all()
      .map(({ a }) => Number(a));

  /** `db` is the writer's connection of the moment; `readied` is shown each new one. */
  const open = (readied: (db: DatabaseSync) => void, options?: GroupCommitOptions): GroupCommit<DatabaseSync> =>
    new GroupCommit(
      {
        open: () => {
          db = openDatabase(file);
          readied(db);
          return db;
        },
        prepare: (on) => on,
      },
      options,
    );
  const newWriter = (options?: GroupCommitOptions): GroupCommit<DatabaseSync> => open(() => undefined, options);

  beforeEach(() => {
    file = join(folder.path, `${(number += 1)}.db`);
    db = openDatabase(file);
    db.exec(
      'CREATE TABLE t (a INTEGER PRIMARY KEY, b BLOB, parent INTEGER REFERENCES t (a) DEFERRABLE INITIALLY DEFERRED)',
    );
    db.close();
    other = openDatabase(file, { readOnly: true });
  });
  afterEach(() => {
    for (const each of [db, other]) if (each.isOpen) each.close();
  });
  afterAll(() => folder.remove());

  it("gives a work's result when it is on the disk, and not before", async () => {
    const writer = newWriter();
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
    const writer = newWriter({ limit: 4 });
    const seenInside: number[] = [];
    await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        writer.run((on) => {
          seenInside.push(seen().length);
          return insert(n)(on);
        }),
      ),
    );
    expect(seenInside).toEqual([0, 0, 0, 0, 4, 4, 4, 4, 8, 8]);
  });

  it('waits a turn while more comes, and takes it into the same group', async () => {
    const writer = newWriter();
    const counted = (value: number) => (on: DatabaseSync) => {
      insert(value)(on);
      return seen().length;
    };
    const early = [writer.run(counted(1)), writer.run(counted(2))];
    await turn();
    expect(await Promise.all([...early, writer.run(counted(3))])).toEqual([0, 0, 0]);
    expect(await writer.run(counted(4))).toBe(3);
  });

  it('waits so many turns and no more, however much comes', async () => {
    const writer = newWriter();
    let isAnswered = false;
    const works = [
      writer.run(insert(0)).then(() => {
        isAnswered = true;
      }),
    ];
    while (!isAnswered && works.length < 100) {
      works.push(writer.run(insert(works.length)).then(() => undefined));
      await turn();
    }
    expect(isAnswered).toBe(true);
    await Promise.all(works);
  });

  it('undoes a work that throws with nothing beside it, and goes on', async () => {
    const writer = newWriter();
    const thrown = new Error('no');
    await expect(
      writer.run((on) => {
        insert(1)(on);
        throw thrown;
      }),
    ).rejects.toBe(thrown);
    expect([seen(), writer.trouble]).toEqual([[], undefined]);
    expect(await writer.run(insert(2))).toBe(2);
    expect(seen()).toEqual([2]);
  });

  it('undoes a work that throws, whole and alone', async () => {
    const writer = newWriter();
    const settled = await Promise.allSettled([
      writer.run(insert(1)),
      writer.run((on) => {
        insert(2)(on);
        insert(3)(on);
        throw new RangeError('no');
      }),
      writer.run(insert(4)),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(settled[1]).toMatchObject({ reason: expect.any(RangeError) as RangeError });
    expect(seen()).toEqual([1, 4]);
  });

  it('undoes a work that breaks a constraint in its second statement', async () => {
    const writer = newWriter();
    const [broken, whole] = await Promise.allSettled([
      writer.run((on) => {
        insert(1)(on);
        insert(1)(on);
      }),
      writer.run(insert(2)),
    ]);
    expect([broken.status, whole.status]).toEqual(['rejected', 'fulfilled']);
    expect(seen()).toEqual([2]);
  });

  it('lets a work see what the works before it in the same group wrote', async () => {
    const writer = newWriter();
    const count = (on: DatabaseSync): number => Number(on.prepare('SELECT count(*) AS n FROM t').get()!['n']);
    expect(
      (await Promise.all([writer.run(insert(1)), writer.run(count), writer.run(insert(2)), writer.run(count)]))[3],
    ).toBe(2);
  });

  it('refuses an asynchronous work, and undoes what it had written', async () => {
    const writer = newWriter();
    await expect(writer.run(async (on) => insert(1)(on))).rejects.toBeInstanceOf(TypeError);
    expect(seen()).toEqual([]);
  });

  it('when COMMIT fails every outcome of the group is unknown, nothing is kept of it, and the next group goes on', async () => {
    const writer = newWriter();
    const orphan = (on: DatabaseSync): unknown => on.prepare('INSERT INTO t (a, parent) VALUES (?, ?)').run(5, 99);
    for (const one of await Promise.allSettled([writer.run(insert(1)), writer.run(orphan), writer.run(insert(2))]))
      expect(one).toMatchObject({ status: 'rejected', reason: expect.any(OutcomeUnknown) as OutcomeUnknown });
    expect(seen()).toEqual([]);
    expect(writer.trouble).toBeUndefined();
    expect(await writer.run(insert(3))).toBe(3);
  });

  it('while another connection writes, a group is unavailable and may be tried again', async () => {
    const writer = newWriter();
    db.exec('PRAGMA busy_timeout=0');
    const rival = openDatabase(file);
    rival.exec('BEGIN IMMEDIATE');
    await expect(writer.run(insert(1))).rejects.toBeInstanceOf(StoreUnavailable);
    rival.exec('ROLLBACK');
    rival.close();
    expect(await writer.run(insert(1))).toBe(1);
  });

  describe('on a disk without space', () => {
    const little = (on: DatabaseSync): void => on.exec(`PRAGMA max_page_count=${Number(pragma(on, 'page_count')) + 2}`);
    const large = (on: DatabaseSync): unknown =>
      on.prepare('INSERT INTO t (a, b) VALUES (?, ?)').run(2, new Uint8Array(100_000));
    /** Codes: sqlite.org/rescode.html. */
    const failing = (errcode: number) => (): never => {
      throw Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode });
    };
    const full = failing(778);
    const well = async (writer: GroupCommit<DatabaseSync>): Promise<void> => {
      for (const end = Date.now() + hangMs; writer.trouble !== undefined && Date.now() < end;) await later(20);
    };

    it('the whole group, what is queued and what comes later are unavailable, nothing was written, and reading goes on', async () => {
      const writer = newWriter({ limit: 2 });
      little(db);
      const settled = await Promise.allSettled([
        writer.run(insert(1)),
        writer.run(large),
        writer.run(insert(3)),
        writer.run(insert(4)),
      ]);
      for (const one of settled)
        expect(one).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) as StoreUnavailable });
      await expect(writer.run(insert(5))).rejects.toThrow(
        /can be read and not written, for want of space.*goes on by itself/,
      );
      expect(seen()).toEqual([]);
      await writer.close(other);
    });
    it('the failed connection is closed at once, and a new one goes on when there is space', async () => {
      const opened: DatabaseSync[] = [];
      const writer = open((on) => opened.push(on));
      little(db);
      await expect(writer.run(large)).rejects.toBeInstanceOf(StoreUnavailable);
      expect([opened.map(({ isOpen }) => isOpen), writer.waits]).toEqual([[false], true]);
      await well(writer);
      expect([opened.map(({ isOpen }) => isOpen), writer.waits]).toEqual([[false, true], false]);
      expect(await writer.run(insert(5))).toBe(5);
      expect(await writer.run(large)).toMatchObject({ changes: 1 });
      expect(seen()).toEqual([2, 5]);
      await writer.close(other);
    });
    it('waits on while there is none', async () => {
      let tries = 0;
      const writer = open(() => {
        if ((tries += 1) === 2) full();
      });
      await expect(writer.run(full)).rejects.toBeInstanceOf(StoreUnavailable);
      await well(writer);
      expect([tries, writer.trouble]).toEqual([3, undefined]);
      await writer.close(other);
    });
    it('a file that does not pass its checks meanwhile is not written again', async () => {
      let tries = 0;
      const writer = open(() => {
        if ((tries += 1) > 1) throw new Error('the log has lost events');
      });
      await expect(writer.run(full)).rejects.toBeInstanceOf(StoreUnavailable);
      await later(1300);
      expect([tries, writer.waits, writer.trouble]).toEqual([
        2,
        false,
        expect.stringMatching(/can no longer be written \(the log has lost events\).*restart/),
      ]);
      await writer.close(other);
    });
    it.each([
      [1034, 'an fsync that failed'],
      [522, 'a short read'],
      [11, 'a broken page'],
    ])('error %i, %s, stops it for good', async (errcode) => {
      const writer = newWriter();
      await expect(writer.run(failing(errcode))).rejects.toBeInstanceOf(StoreUnavailable);
      expect(writer.waits).toBe(false);
      await expect(writer.run(insert(1))).rejects.toThrow(/restart/);
      await writer.close(other);
    });
    it('nothing is written into the last of the space, but by whoever may use it', async () => {
      const writer = newWriter({ reserveBytes: Number.MAX_SAFE_INTEGER });
      await expect(writer.run(insert(1))).rejects.toThrow(/MiB are free on its disk/);
      await writer.close(other);
      const mayUseAll = newWriter({ reserveBytes: 0 });
      expect(await mayUseAll.run(insert(1))).toBe(1);
      await mayUseAll.close();
    });
  });

  it('keeps the WAL from growing without end, by checkpoints between the groups', async () => {
    const writer = newWriter();
    const large = new Uint8Array(100_000);
    for (let n = 0; n < 300; n += 1)
      await writer.run((on) => {
        on.prepare('INSERT INTO t (a, b) VALUES (?, ?)').run(n, large);
      });
    expect(statSync(`${file}-wal`).size).toBeLessThan(10 * 1024 * 1024);
    expect(statSync(file).size).toBeGreaterThan(20 * 1024 * 1024);
  });

  it('cuts the WAL when asked, so that nothing deleted is left in it', async () => {
    const writer = newWriter();
    await writer.run(insert(1));
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
    expect(writer.truncateLog()).toBe(true);
    expect(statSync(`${file}-wal`).size).toBe(0);
  });

  it('says so when a reader keeps the WAL from being cut', async () => {
    const writer = newWriter();
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
    const writer = newWriter({ limit: 2 });
    const queued = Promise.all([1, 2, 3, 4, 5].map((n) => writer.run(insert(n))));
    const closed = writer.close();
    await expect(writer.run(insert(6))).rejects.toBeInstanceOf(StoreUnavailable);
    await closed;
    expect(await queued).toEqual([1, 2, 3, 4, 5]);
    expect(seen()).toEqual([1, 2, 3, 4, 5]);
  });
});
