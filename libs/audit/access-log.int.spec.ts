import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { uuidV5 } from '../platform/ids.js';
import { seededRandom } from '../platform/seeded-random.js';
import { openEmbeddedStore } from '../event-store/embedded/embedded-store.js';
import { openAtRest } from '../sqlite/online-copy.js';
import { openDatabase } from '../sqlite/open-database.js';
import { DatabaseRefused } from '../sqlite/sqlite-errors.js';
import { temporaryFolder } from '../sqlite/testing/folder.js';
import { problemsOfAccess } from './verify-access.js';
import { accessFile } from './access-file.js';
import { openAccessLog, type AccessLog } from './access-log.js';
import { aCitizen, purposes, type Access } from './access.js';

const mac = (text: string): string => createHash('sha256').update(text).digest('base64url');
let folder: ReturnType<typeof temporaryFolder>;
let path: string;
let log: AccessLog;
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'access.db');
  log = openAccessLog(path, mac);
});
afterEach(async () => {
  await log.close().catch(() => undefined);
  folder.remove();
});
const reopen = async () => {
  await log.close();
  log = openAccessLog(path, mac);
};

const access = (change: Partial<Access> = {}): Access => ({
  at: '2026-03-03T09:00:00.000Z',
  by: 'adviser-1',
  role: 'adviser',
  purpose: 'handling',
  what: 'case',
  ...change,
});
const whats = (complaint: string) => log.of(complaint).map(({ what }) => what);
/** A second connection to the file, as somebody with the disk in hand would have it. */
function behind<T>(work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}
const refusal = (work: () => unknown): Error => {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('it was taken');
};

describe('an access to a case (I14)', () => {
  it('is there when its promise resolves: another reader of the file sees it, the process may die', async () => {
    await log.record(access(), ['complaint-1']);
    expect(
      behind((db) =>
        db
          .prepare('SELECT complaint, at, by, role, purpose, what FROM access JOIN accessed_case ON access = number')
          .all()
          .map((row) => ({ ...row })),
      ),
    ).toEqual([{ complaint: 'complaint-1', ...access() }]);
  });

  it('is told with when, by whom, as what, why and what was shown, and nothing else', async () => {
    await log.record(access({ purpose: 'accessRequest', what: 'document 3-1' }), ['complaint-1']);
    expect(log.of('complaint-1')).toEqual([
      {
        at: '2026-03-03T09:00:00.000Z',
        by: 'adviser-1',
        role: 'adviser',
        purpose: 'accessRequest',
        what: 'document 3-1',
      },
    ]);
  });

  it('stands in the order in which it was taken, whatever the clock said', async () => {
    for (const [n, at] of ['2026-03-03T09:00:00Z', '2026-03-05T09:00:00Z', '2026-03-04T09:00:00Z'].entries())
      await log.record(access({ at, what: `letter ${n}` }), ['complaint-1']);
    expect(whats('complaint-1')).toEqual(['letter 0', 'letter 1', 'letter 2']);
  });

  it('at many cases at once is one access, told at each of them, and once where a case was named twice', async () => {
    await log.record(access({ what: 'worklist' }), ['complaint-1', 'complaint-2', 'complaint-1']);
    await log.record(access(), ['complaint-2']);
    expect([whats('complaint-1'), whats('complaint-2'), whats('complaint-3')]).toEqual([
      ['worklist'],
      ['worklist', 'case'],
      [],
    ]);
    expect(behind((db) => db.prepare('SELECT count(*) AS found FROM access').get()?.['found'])).toBe(2);
  });

  it('that found nothing is written down all the same', async () => {
    await log.record(access({ what: 'search' }), []);
    expect(
      behind((db) =>
        db
          .prepare('SELECT what FROM access')
          .all()
          .map((row) => row['what']),
      ),
    ).toEqual(['search']);
  });

  it.each(purposes)('may be for %s', async (purpose) => {
    await log.record(access({ purpose }), ['complaint-1']);
    expect(log.of('complaint-1')[0]!.purpose).toBe(purpose);
  });

  it('is one of very many at the same moment, and none is lost', async () => {
    await Promise.all(
      Array.from({ length: 400 }, (_, n) => log.record(access({ what: `letter ${n}` }), [`complaint-${n % 4}`])),
    );
    expect([0, 1, 2, 3].map((n) => log.of(`complaint-${n}`).length)).toEqual([100, 100, 100, 100]);
  });

  it('outlasts a restart', async () => {
    await log.record(access(), ['complaint-1']);
    await reopen();
    await log.record(access({ what: 'history' }), ['complaint-1']);
    expect(whats('complaint-1')).toEqual(['case', 'history']);
  });
});

describe('what was written down', () => {
  beforeEach(async () => {
    await log.record(access(), ['complaint-1', 'complaint-2']);
  });

  it.each([
    ["UPDATE access SET by = 'somebody else'", 'an access is never changed'],
    ['DELETE FROM access', 'an access is never deleted'],
    ["UPDATE accessed_case SET complaint = 'complaint-9'", 'an access is never changed'],
    ["DELETE FROM accessed_case WHERE complaint = 'complaint-1'", 'an access is never deleted'],
  ])('is kept as it is: %s', (sql, sentence) => {
    expect(refusal(() => behind((db) => db.exec(sql))).message).toContain(sentence);
    expect([log.of('complaint-1'), log.of('complaint-2')]).toEqual([[access()], [access()]]);
  });

  it('is whole or not there: an access without its cases is not kept', async () => {
    await expect(log.record(access({ what: 'broken' }), [null as unknown as string])).rejects.toThrow();
    expect(
      behind((db) => db.prepare("SELECT count(*) AS found FROM access WHERE what = 'broken'").get()?.['found']),
    ).toBe(0);
  });

  it('is a copy: whoever changes what is read changes nothing', () => {
    (log.of('complaint-1')[0] as { by: string }).by = 'nobody';
    expect(log.of('complaint-1')[0]!.by).toBe('adviser-1');
  });
});

describe('what a list showed', () => {
  const ids = Array.from({ length: 220 }, (_, n) => uuidV5('0b1d7a54-54fb-5c43-8a55-7f1f0d1f7f3e', String(n)));
  const kept = () =>
    ['block_case', 'accessed_block', 'accessed_case'].map((table) =>
      Number(behind((db) => db.prepare(`SELECT count(*) AS found FROM ${table}`).get()?.['found'])),
    ) as [number, number, number];

  it('is told at each of its complaints, in the order of all looks at it, and at no other', async () => {
    const roll = seededRandom(5);
    const expected = new Map<string, string[]>(ids.map((id) => [id, []]));
    for (let n = 0; n < 60; n += 1) {
      const share = roll();
      const shown = ids.slice(0, 40).filter(() => roll() < share);
      await log.record(access({ what: `list ${n}` }), shown);
      for (const id of shown) expected.get(id)!.push(`list ${n}`);
    }
    for (const id of ids) {
      expect(whats(id)).toEqual(expected.get(id));
      expect(log.of(id, { skip: 3, limit: 4 }).map(({ what }) => what)).toEqual(expected.get(id)!.slice(3, 7));
    }
    expect(kept()[2]).toBeGreaterThan(0);
  });

  it('is kept once, however often the same page is looked at, and in whatever order', async () => {
    const page = ids.slice(0, 200);
    await log.record(access({ what: 'worklist' }), page);
    const [cases, blocks] = kept();
    expect(cases).toBe(200);
    for (let n = 0; n < 20; n += 1) await log.record(access({ what: 'worklist' }), n % 2 ? page : [...page].reverse());
    expect(kept()).toEqual([cases, blocks * 21, 0]);
    expect(blocks).toBeLessThan(30);
    expect(whats(page[7]!)).toHaveLength(21);
  });

  it('costs a block where a page has a line more or less than another', async () => {
    for (let limit = 200; limit > 100; limit -= 1) await log.record(access({ what: 'worklist' }), ids.slice(0, limit));
    // Written down one by one it would be 15,050.
    expect(kept()[0]).toBeLessThan(5000);
    expect(whats(ids[0]!)).toHaveLength(100);
    expect(whats(ids[199]!)).toHaveLength(1);
  });

  it.each(['block', 'block_case', 'accessed_block'])('is kept as it is: %s', async (table) => {
    await log.record(access({ what: 'worklist' }), ids);
    expect(refusal(() => behind((db) => db.exec(`DELETE FROM ${table}`))).message).toContain('never deleted');
    const column = table === 'block' ? 'hash' : 'block';
    expect(refusal(() => behind((db) => db.exec(`UPDATE ${table} SET ${column} = ${column}`))).message).toContain(
      'never changed',
    );
  });
});

describe('the file of the access log', () => {
  it('is apart from the events, and is no event file', async () => {
    await log.close();
    expect(refusal(() => openEmbeddedStore(path))).toBeInstanceOf(DatabaseRefused);
    expect(refusal(() => openEmbeddedStore(path)).message).toContain('is not a Klagegang event store');
  });

  it('is no other file: an event file is refused as one, and left as it was', async () => {
    const events = join(folder.path, 'events.db');
    await openEmbeddedStore(events).close();
    const before = readFileSync(events);
    expect(refusal(() => openAccessLog(events, mac)).message).toContain('is not a Klagegang access log');
    expect(readFileSync(events).equals(before)).toBe(true);
  });

  it('that is damaged is refused with a sentence, not opened as an empty one', async () => {
    await log.close();
    writeFileSync(path, 'no database at all, but long enough to be looked at as one. '.repeat(100));
    expect(refusal(() => openAccessLog(path, mac))).toBeInstanceOf(DatabaseRefused);
  });

  it('is its owner’s alone', () => expect(statSync(path).mode & 0o077).toBe(0));
});

describe('a access log that cannot be written', () => {
  it('takes no entry, and says so: nothing may be shown', async () => {
    await log.close();
    await expect(log.record(access(), ['complaint-1'])).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });

  it('lets those finish that were asked for before it closed', async () => {
    const writing = Promise.all([
      log.record(access(), ['complaint-1']),
      log.record(access({ what: 'history' }), ['complaint-1']),
    ]);
    const closing = log.close();
    await writing;
    await closing;
    log = openAccessLog(path, mac);
    expect(whats('complaint-1')).toEqual(['case', 'history']);
  });
});

describe('an entry is what was written (decision 29)', () => {
  const many = Array.from({ length: 30 }, (_, n) => `complaint-${n}`);
  const problems = () => behind((db) => problemsOfAccess(db, () => true, mac));
  /** As somebody with the disk in hand would do it. */
  const change = (sql: string) =>
    behind((db) => {
      for (const { name } of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all())
        db.exec(`DROP TRIGGER "${String(name)}"`);
      db.exec(sql);
    });
  beforeEach(async () => {
    await log.record(access(), ['complaint-1']);
    await log.record(access({ what: 'worklist' }), many);
    await log.record(access({ what: 'search' }), []);
  });

  it('nothing is wrong with those that nobody changed', () => expect(problems()).toEqual([]));

  it.each([
    ['who', `UPDATE access SET by = 'adviser-2' WHERE number = 1`, 1],
    ['when', `UPDATE access SET at = '2026-03-02T09:00:00.000Z' WHERE number = 2`, 2],
    ['why', `UPDATE access SET purpose = 'audit' WHERE number = 3`, 3],
    ['what was shown', `DELETE FROM accessed_case WHERE access = 1`, 1],
    ['what else was shown', `INSERT INTO accessed_case VALUES ('complaint-9', 3)`, 3],
    ['a line of a list', `DELETE FROM block_case WHERE complaint = 'complaint-7'`, 2],
    ['its mark', `UPDATE access SET mac = NULL WHERE number = 2`, 2],
  ])('%s changed is noticed, and the entry named', (_what, sql, number) => {
    change(sql);
    expect(problems()).toEqual([`entry ${number} is not what was written`]);
  });

  it('those of before there were marks are taken as they stand, and none that comes after', async () => {
    change('UPDATE access SET mac = NULL');
    expect(problems()).toEqual([]);
    await log.record(access(), ['complaint-2']);
    expect(problems()).toEqual([]);
    change(
      `UPDATE access SET mac = NULL WHERE number = 4; INSERT INTO access (number, at, by, role, purpose, what, mac) SELECT 5, at, by, role, purpose, what, 'x' FROM access WHERE number = 1`,
    );
    expect(problems()).toEqual(['entry 5 is not what was written']);
  });
});

describe('an access log of format 1', () => {
  /** As it was made: entries, one of them of two cases, and the highest number not the last row's. */
  const format1 = () => {
    const db = new DatabaseSync(path);
    db.exec(`
      CREATE TABLE looks (number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, by TEXT NOT NULL, role TEXT NOT NULL, purpose TEXT NOT NULL, what TEXT NOT NULL) STRICT;
      CREATE TABLE shown (complaint TEXT NOT NULL, look INTEGER NOT NULL REFERENCES looks (number), PRIMARY KEY (complaint, look)) STRICT, WITHOUT ROWID;
      INSERT INTO looks VALUES
        (1, '2026-03-03T09:00:00.000Z', 'adviser-1', 'adviser', 'handling', 'worklist'),
        (2, '2026-03-03T09:00:00.000Z', 'adviser-1', 'adviser', 'handling', 'case'),
        (3, '2026-03-03T09:00:00.000Z', 'citizen-010160-0002', 'citizen', 'accessRequest', 'case'),
        (9, '2026-03-03T09:00:00.000Z', 'adviser-1', 'adviser', 'handling', 'rolled back');
      DELETE FROM looks WHERE number = 9;
      INSERT INTO shown VALUES ('complaint-1', 1), ('complaint-2', 1), ('complaint-1', 2), ('complaint-3', 3);
      CREATE TRIGGER looks_are_never_changed BEFORE UPDATE ON looks BEGIN SELECT RAISE(ABORT, 'a look is never changed'); END;
      CREATE TRIGGER looks_are_never_deleted BEFORE DELETE ON looks BEGIN SELECT RAISE(ABORT, 'a look is never deleted'); END;
      CREATE TRIGGER shown_is_never_changed BEFORE UPDATE ON shown BEGIN SELECT RAISE(ABORT, 'a look is never changed'); END;
      CREATE TRIGGER shown_is_never_deleted BEFORE DELETE ON shown BEGIN SELECT RAISE(ABORT, 'a look is never deleted'); END;
      PRAGMA application_id=${0x4b474163}; PRAGMA user_version=1;
    `);
    db.close();
  };
  const schema = () =>
    behind((db) => [
      db.prepare('PRAGMA user_version').get(),
      ...db
        .prepare("SELECT type, name, tbl_name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
        .all()
        .map((row) => ({ ...row })),
    ]);

  it('is brought to this one where it is, with every entry, and goes on', async () => {
    const made = schema();
    await log.close();
    rmSync(path);
    format1();
    log = openAccessLog(path, mac);
    expect([whats('complaint-1'), whats('complaint-2')]).toEqual([['worklist', 'case'], ['worklist']]);
    expect(log.of('complaint-2')).toEqual([access({ what: 'worklist' })]);
    // Ids of citizens, which no destruction of keys reaches, are in the file no more.
    expect(log.of('complaint-3')).toEqual([access({ by: aCitizen, role: 'citizen', purpose: 'accessRequest' })]);
    await reopen();
    expect(readFileSync(path).includes('citizen-010160-0002')).toBe(false);
    await log.record(access({ what: 'history' }), ['complaint-2']);
    expect(whats('complaint-2')).toEqual(['worklist', 'history']);
    expect(behind((db) => db.prepare('SELECT max(number) AS last FROM access').get()?.['last'])).toBe(10);
    expect(schema()).toEqual(made);
    expect(refusal(() => behind((db) => db.exec('DELETE FROM accessed_case'))).message).toContain('never deleted');
    await reopen();
    expect(whats('complaint-1')).toEqual(['worklist', 'case']);
  });

  it('is left as it was where its tables are not those of format 1', async () => {
    await log.close();
    rmSync(path);
    format1();
    behind((db) => db.exec('DROP TABLE shown'));
    expect(refusal(() => openAccessLog(path, mac))).toBeInstanceOf(DatabaseRefused);
    expect(
      behind((db) => [
        db.prepare('PRAGMA user_version').get(),
        db.prepare('SELECT count(*) AS found FROM looks').get(),
      ]),
    ).toEqual([{ user_version: 1 }, { found: 3 }]);
  });

  it('is not changed by who only reads it, and the sentence says what to do', async () => {
    await log.close();
    rmSync(path);
    format1();
    expect(refusal(() => openDatabase(path, { format: accessFile, readOnly: true })).message).toContain(
      'Start the product once',
    );
    expect(refusal(() => openAtRest(path, accessFile)).message).toContain('its format is 1, here it is 6');
  });
});
