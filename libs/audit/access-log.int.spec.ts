import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { openEmbeddedStore } from '../event-store/embedded/embedded-store.js';
import { DatabaseRefused } from '../sqlite/sqlite-errors.js';
import { temporaryFolder } from '../sqlite/testing/folder.js';
import { openAccessLog, purposes, type AccessLog, type Look } from './access-log.js';

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
let log: AccessLog;
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'access.db');
  log = openAccessLog(path);
});
afterEach(async () => {
  await log.close().catch(() => undefined);
  folder.remove();
});
const reopen = async () => {
  await log.close();
  log = openAccessLog(path);
};

const look = (change: Partial<Look> = {}): Look => ({
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

describe('a look at a case (I14)', () => {
  it('is there when its promise resolves: another reader of the file sees it, the process may die', async () => {
    await log.record(look(), ['complaint-1']);
    expect(
      behind((db) =>
        db
          .prepare('SELECT complaint, at, by, role, purpose, what FROM looks JOIN shown ON look = number')
          .all()
          .map((row) => ({ ...row })),
      ),
    ).toEqual([{ complaint: 'complaint-1', ...look() }]);
  });

  it('is told with when, by whom, as what, why and what was shown, and nothing else', async () => {
    await log.record(look({ purpose: 'accessRequest', what: 'document 3-1' }), ['complaint-1']);
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
      await log.record(look({ at, what: `letter ${n}` }), ['complaint-1']);
    expect(whats('complaint-1')).toEqual(['letter 0', 'letter 1', 'letter 2']);
  });

  it('at many cases at once is one look, told at each of them, and once where a case was named twice', async () => {
    await log.record(look({ what: 'worklist' }), ['complaint-1', 'complaint-2', 'complaint-1']);
    await log.record(look(), ['complaint-2']);
    expect([whats('complaint-1'), whats('complaint-2'), whats('complaint-3')]).toEqual([
      ['worklist'],
      ['worklist', 'case'],
      [],
    ]);
    expect(behind((db) => db.prepare('SELECT count(*) AS looks FROM looks').get()?.['looks'])).toBe(2);
  });

  it('that found nothing is written down all the same', async () => {
    await log.record(look({ what: 'search' }), []);
    expect(
      behind((db) =>
        db
          .prepare('SELECT what FROM looks')
          .all()
          .map((row) => row['what']),
      ),
    ).toEqual(['search']);
  });

  it.each(purposes)('may be for %s', async (purpose) => {
    await log.record(look({ purpose }), ['complaint-1']);
    expect(log.of('complaint-1')[0]!.purpose).toBe(purpose);
  });

  it('is one of very many at the same moment, and none is lost', async () => {
    await Promise.all(
      Array.from({ length: 400 }, (_, n) => log.record(look({ what: `letter ${n}` }), [`complaint-${n % 4}`])),
    );
    expect([0, 1, 2, 3].map((n) => log.of(`complaint-${n}`).length)).toEqual([100, 100, 100, 100]);
  });

  it('outlasts a restart', async () => {
    await log.record(look(), ['complaint-1']);
    await reopen();
    await log.record(look({ what: 'history' }), ['complaint-1']);
    expect(whats('complaint-1')).toEqual(['case', 'history']);
  });
});

describe('what was written down', () => {
  beforeEach(async () => {
    await log.record(look(), ['complaint-1', 'complaint-2']);
  });

  it.each([
    ["UPDATE looks SET by = 'somebody else'", 'a look is never changed'],
    ['DELETE FROM looks', 'a look is never deleted'],
    ["UPDATE shown SET complaint = 'complaint-9'", 'a look is never changed'],
    ["DELETE FROM shown WHERE complaint = 'complaint-1'", 'a look is never deleted'],
  ])('is kept as it is: %s', (sql, sentence) => {
    expect(refusal(() => behind((db) => db.exec(sql))).message).toContain(sentence);
    expect([log.of('complaint-1'), log.of('complaint-2')]).toEqual([[look()], [look()]]);
  });

  it('is whole or not there: a look without its cases is not kept', async () => {
    await expect(log.record(look({ what: 'broken' }), [null as unknown as string])).rejects.toThrow();
    expect(
      behind((db) => db.prepare("SELECT count(*) AS found FROM looks WHERE what = 'broken'").get()?.['found']),
    ).toBe(0);
  });

  it('is a copy: whoever changes what is read changes nothing', () => {
    (log.of('complaint-1')[0] as { by: string }).by = 'nobody';
    expect(log.of('complaint-1')[0]!.by).toBe('adviser-1');
  });
});

describe('the file of looks', () => {
  it('is apart from the events, and is no event file', async () => {
    await log.close();
    expect(refusal(() => openEmbeddedStore(path))).toBeInstanceOf(DatabaseRefused);
    expect(refusal(() => openEmbeddedStore(path)).message).toContain('is not a Klagegang event store');
  });

  it('is no other file: an event file is refused as one, and left as it was', async () => {
    const events = join(folder.path, 'events.db');
    await openEmbeddedStore(events).close();
    const before = readFileSync(events);
    expect(refusal(() => openAccessLog(events)).message).toContain('is not a Klagegang access log');
    expect(readFileSync(events).equals(before)).toBe(true);
  });

  it('that is damaged is refused with a sentence, not opened as an empty one', async () => {
    await log.close();
    writeFileSync(path, 'no database at all, but long enough to be looked at as one. '.repeat(100));
    expect(refusal(() => openAccessLog(path))).toBeInstanceOf(DatabaseRefused);
  });

  it('is its owner’s alone', () => expect(statSync(path).mode & 0o077).toBe(0));
});

describe('a log of looks that cannot be written', () => {
  it('takes no look, and says so: nothing may be shown', async () => {
    await log.close();
    await expect(log.record(look(), ['complaint-1'])).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });

  it('lets those finish that were asked for before it closed', async () => {
    const writing = Promise.all([
      log.record(look(), ['complaint-1']),
      log.record(look({ what: 'history' }), ['complaint-1']),
    ]);
    const closing = log.close();
    await writing;
    await closing;
    log = openAccessLog(path);
    expect(whats('complaint-1')).toEqual(['case', 'history']);
  });
});
