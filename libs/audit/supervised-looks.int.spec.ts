import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { MemoryKeys } from '../privacy/memory-keys.js';
import { temporaryFolder } from '../sqlite/testing/folder.js';
import { openAccessLog, type EmbeddedAccessLog } from './access-log.js';
import { type Access } from './access.js';
import { byLot } from './draw.js';
import { keyIdOf } from '../privacy/field-cipher.js';
import { LookSeals, opensAt } from './look-seals.js';
import { problemsOfAccess } from './verify-access.js';

const mac = (text: string): string => createHash('sha256').update(text).digest('base64url');
let folder: ReturnType<typeof temporaryFolder>;
let path: string;
let log: EmbeddedAccessLog;
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'access.db');
  log = openAccessLog(path, mac);
});
afterEach(async () => {
  await log.close().catch(() => undefined);
  folder.remove();
});

const access = (change: Partial<Access> = {}): Access => ({
  at: '2026-03-03T09:00:00.000Z',
  by: 'adviser-1',
  role: 'adviser',
  purpose: 'handling',
  what: 'case',
  request: 'request-1',
  fields: ['codes', 'identity'],
  ...change,
});
function behind<T>(work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}
const change = (sql: string) =>
  behind((db) => {
    for (const { name } of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all())
      db.exec(`DROP TRIGGER "${String(name)}"`);
    db.exec(sql);
  });
const problems = () => behind((db) => problemsOfAccess(db, () => true, mac));
const monday = (date: string) => Date.parse(`${date}T06:00:00Z`);
const noStep = async () => false;
const never = async () => undefined;

describe('a look', () => {
  it('keeps its request, what was shown and what is odd about it, and its department', async () => {
    const made = access({ department: 'jobcenter', marks: ['notAssigned', 'notOwn'], terms: 'sealed' });
    await log.record(made, ['complaint-1']);
    expect(log.of('complaint-1')).toEqual([made]);
    expect(problems()).toEqual([]);
  });

  it.each([
    ['the request', `UPDATE access SET request = 'request-2'`],
    ['what was shown', `UPDATE access SET fields = 'codes'`],
    ['the department', `UPDATE access SET department = NULL`],
    ['the words of a search', `UPDATE access SET terms = 'others'`],
    ['what is odd', `UPDATE access SET marks = NULL`],
    [
      'all that came with format 6',
      `UPDATE access SET request = NULL, department = NULL, fields = NULL, terms = NULL, marks = NULL`,
    ],
  ])('%s changed is noticed', async (_what, sql) => {
    await log.record(access({ department: 'jobcenter', marks: ['offHours'], terms: 'sealed' }), ['complaint-1']);
    change(sql);
    expect(problems()).toEqual(['entry 1 is not what was written']);
  });

  it('is found by person, complaint, day, purpose and oddness, the newest first, page by page', async () => {
    await log.record(access(), ['complaint-1']);
    await log.record(access({ by: 'adviser-2', purpose: 'audit', at: '2026-03-04T09:00:00.000Z' }), ['complaint-2']);
    await log.record(access({ what: 'worklist', at: '2026-03-05T22:30:00.000Z', marks: ['offHours'] }), [
      ...Array.from({ length: 20 }, (_, n) => `complaint-${n}`),
    ]);
    await log.record(access({ at: '2026-03-05T23:30:00.000Z', marks: ['notOwn'] }), ['complaint-1']);
    const found = (filter: object, before?: number, limit = 10) =>
      log.supervised.find({ from: '2026-01-01', ...filter }, before, limit).map(({ look }) => look);
    expect(found({})).toEqual([4, 3, 2, 1]);
    expect(found({}, undefined, 2)).toEqual([4, 3]);
    expect(found({}, 3, 2)).toEqual([2, 1]);
    expect(found({ by: 'adviser-2' })).toEqual([2]);
    expect(found({ complaint: 'complaint-2' })).toEqual([3, 2]);
    expect(found({ purpose: 'audit' })).toEqual([2]);
    expect(found({ odd: true })).toEqual([3]);
    expect(found({ odd: false })).toEqual([4, 2, 1]);
    // Days are those of Denmark.
    expect(found({ from: '2026-03-04', to: '2026-03-05' })).toEqual([3, 2]);
    expect(found({ from: '2026-03-06' })).toEqual([4]);
    expect(log.supervised.find({ from: '2026-03-05' }, undefined, 10)[1]!.complaints).toHaveLength(20);
  });
});

describe('the draw of a week', () => {
  beforeEach(async () => {
    for (let n = 0; n < 120; n += 1)
      await log.record(access({ marks: n === 7 ? ['sameSurname'] : n === 8 ? ['notOwn'] : [] }), [`complaint-${n}`]);
  });

  it('is made once the week is over, and not before', async () => {
    await log.supervised.drawUntil(Date.parse('2026-03-08T22:59:59Z'), noStep);
    expect(log.supervised.draws(undefined, 10)).toEqual([]);
    await log.supervised.drawUntil(Date.parse('2026-03-08T23:00:00Z'), noStep);
    expect(log.supervised.draws(undefined, 10)).toMatchObject([{ week: '2026-W10', first: 1, last: 120, looks: 120 }]);
  });

  it('says its seed, by which the lot can be repeated, and stands whoever asks and however often', async () => {
    await Promise.all([1, 2, 3].map(() => log.supervised.drawUntil(monday('2026-03-09'), noStep)));
    const [draw, ...others] = log.supervised.draws(undefined, 10);
    expect(others).toEqual([]);
    const drawn = log.supervised.drawn('2026-W10');
    const lots = byLot(
      Array.from({ length: 120 }, (_, n) => n + 1),
      draw!.seed,
    );
    expect(drawn.filter(({ reasons }) => reasons.includes('share')).map(({ look }) => look)).toEqual(
      [...lots].sort((a, b) => a - b),
    );
    expect(lots.size).toBe(3);
    expect(drawn.find(({ look }) => look === 8)!.reasons).toContain('sameSurname');
    expect(drawn.find(({ look }) => look === 9)!.reasons).toContain('noStep');
    expect(problems()).toEqual([]);
  });

  it('asks for a step on the day of the look, and shows none where there was one', async () => {
    const asked: unknown[] = [];
    await log.supervised.drawUntil(monday('2026-03-09'), async (...about) => {
      asked.push(about);
      return true;
    });
    expect(asked).toEqual([['adviser-1', 'complaint-8', '2026-03-03']]);
    expect(log.supervised.tally('2026-W10').filter(({ reasons }) => reasons.includes('noStep'))).toEqual([]);
  });

  it('begins where the one before ended: a look that was written down late is in the next', async () => {
    await log.supervised.drawUntil(monday('2026-03-09'), noStep);
    await log.record(access({ at: '2026-03-08T22:59:59.999Z' }), ['complaint-1']);
    await log.record(access({ at: '2026-03-10T09:00:00.000Z' }), ['complaint-1']);
    await log.record(access({ at: '2026-03-24T09:00:00.000Z' }), ['complaint-1']);
    await log.supervised.drawUntil(monday('2026-03-30'), noStep);
    expect(log.supervised.draws(undefined, 10).map(({ week, first, last }) => [week, first, last])).toEqual([
      ['2026-W13', 123, 123],
      ['2026-W11', 121, 122],
      ['2026-W10', 1, 120],
    ]);
    expect(problems()).toEqual([]);
  });

  it('is of looks since there are draws: those of before are in none', async () => {
    await log.close();
    const older = new DatabaseSync(path);
    older.exec('DROP TRIGGER access_is_never_changed; UPDATE access SET fields = NULL, mac = NULL WHERE number < 100');
    older.close();
    log = openAccessLog(path, mac);
    await log.supervised.drawUntil(monday('2026-03-09'), noStep);
    expect(log.supervised.draws(undefined, 10)).toMatchObject([{ first: 100, looks: 21 }]);
  });

  describe('once made', () => {
    beforeEach(async () => {
      await log.supervised.drawUntil(monday('2026-03-09'), noStep);
      await log.supervised.judge({
        look: 8,
        at: '2026-03-10T09:00:00.000Z',
        by: 'auditor-1',
        role: 'auditor',
        finding: 'unclear',
        note: null,
      });
    });

    it('is judged, and the last judgement counts', async () => {
      const again = { look: 8, at: '2026-03-11T09:00:00.000Z', by: 'head-1', role: 'head', note: null } as const;
      await log.supervised.judge({ ...again, finding: 'justified' });
      expect(log.supervised.drawnLook(8)!.judgements.map(({ by, finding }) => [by, finding])).toEqual([
        ['auditor-1', 'unclear'],
        ['head-1', 'justified'],
      ]);
      expect(log.supervised.tally('2026-W10').find(({ reasons }) => reasons.includes('sameSurname'))!.finding).toBe(
        'justified',
      );
    });

    it.each([
      'UPDATE draw SET looks = 1',
      'DELETE FROM draw',
      "UPDATE drawn SET reasons = 'share'",
      'DELETE FROM drawn WHERE access = 8',
      "UPDATE judgement SET finding = 'justified'",
      'DELETE FROM judgement',
    ])('is kept as it is: %s', (sql) => {
      expect(() => behind((db) => db.exec(sql))).toThrow(/an access is never (?:changed|deleted)/);
    });

    it.each([
      [
        'a reason',
        `UPDATE drawn SET reasons = 'noStep' WHERE access = 8`,
        /the draw of 2026-W10 is not what was drawn/,
      ],
      [
        'a drawn look that is taken away',
        `PRAGMA foreign_keys = OFF; DELETE FROM drawn WHERE access = 8`,
        /the draw of 2026-W10 is not/,
      ],
      ['the seed', `UPDATE draw SET seed = 'another'`, /the draw of 2026-W10 is not/],
      ['a finding', `UPDATE judgement SET finding = 'justified'`, /judgement 1 is not what was written/],
      ['a judgement that is taken away', `DELETE FROM judgement`, /1 judgements were written, and 0 are there/],
    ])('%s changed is noticed', (_what, sql, problem) => {
      change(sql);
      expect(problems().join('\n')).toMatch(problem);
    });
  });
});

describe('looks whose time is over', () => {
  const at = (date: string) => `${date}T09:00:00.000Z`;
  const count = (table: string) =>
    Number(behind((db) => db.prepare(`SELECT count(*) AS count FROM ${table}`).get()!['count']));
  const page = Array.from({ length: 30 }, (_, n) => `${n}-complaint-${n % 16}`);
  beforeEach(async () => {
    for (const date of ['2024-03-05', '2024-03-12', '2024-04-02', '2026-03-03']) {
      await log.record(access({ at: at(date) }), ['complaint-1']);
      await log.record(access({ at: at(date), what: 'worklist' }), date < '2026' ? page : page.slice(0, 20));
    }
    await log.supervised.drawUntil(monday('2026-03-09'), noStep);
    const { look } = log.supervised.drawn('2024-W10')[0]!;
    const judged = { look, at: at('2024-03-13'), by: 'auditor-1', role: 'auditor', finding: 'justified' } as const;
    await log.supervised.judge({ ...judged, note: null });
  });

  it('go, their draws and judgements with them, and what they were is summed up', async () => {
    const months: string[] = [];
    const forgot = await log.supervised.forget('2024-03-20', monday('2026-03-20'), async (gone) => {
      months.push(...gone);
    });
    expect([forgot, count('access'), count('draw'), count('judgement')]).toEqual([4, 4, 2, 0]);
    expect(log.of('complaint-1').map((each) => each.at)).toEqual([at('2024-04-02'), at('2026-03-03')]);
    expect(log.of(page[0]!)).toHaveLength(2);
    expect(new Set(months)).toEqual(new Set(['2024-03']));
    expect(problems()).toEqual([]);
    expect(await log.supervised.forget('2024-03-20', monday('2026-03-20'), never)).toBe(0);
  });

  it('go as whole draws, and the last entry never', async () => {
    // In the middle of the week of the second of April.
    expect(await log.supervised.forget('2024-04-02', monday('2026-04-02'), never)).toBe(4);
    expect(await log.supervised.forget('2026-12-01', monday('2028-12-01'), never)).toBe(2);
    expect([count('access'), log.last()]).toEqual([2, 8]);
    expect(problems()).toEqual([]);
  });

  it('keep the keys of a month as long as a look of it is kept', async () => {
    const months: string[] = [];
    await log.supervised.forget('2024-03-10', monday('2026-03-10'), async (gone) => {
      months.push(...gone);
    });
    expect(months).toEqual([]);
    expect(count('access')).toBe(6);
  });

  it('leave nothing of a list that no other look showed', async () => {
    const before = count('block_case');
    await log.supervised.forget('2025-01-01', monday('2026-03-20'), never);
    expect(count('block_case')).toBeLessThan(before);
    expect(behind((db) => db.prepare('PRAGMA foreign_key_check').all())).toEqual([]);
  });

  it('do not go before: nobody takes one away, and whoever says that one was forgotten is found out', async () => {
    expect(() => behind((db) => db.exec('DELETE FROM accessed_case; DELETE FROM access WHERE number = 1'))).toThrow(
      /never deleted/,
    );
    await log.supervised.forget('2024-03-20', monday('2026-03-20'), never);
    expect(() => behind((db) => db.exec('DELETE FROM forgotten'))).toThrow(/never deleted/);
    behind((db) =>
      db.exec(`INSERT INTO forgotten (at, before, through, entries, judgements, digest, mac)
        VALUES ('2026-03-21T09:00:00.000Z', '2025-01-01', 5, 1, 0, '', '')`),
    );
    behind((db) => db.exec('DELETE FROM accessed_case WHERE access = 5'));
    expect(problems().join('\n')).toContain('what forgetting 2 says is not what was written');
  });

  it('leave no trace in the file', async () => {
    await log.record(access({ at: at('2026-03-04'), by: 'adviser-1' }), ['complaint-1']);
    await log.close();
    expect(readFileSync(path).includes('2024-03-05T09')).toBe(true);
    log = openAccessLog(path, mac);
    await log.supervised.forget('2024-03-20', monday('2026-03-20'), never);
    await log.close();
    expect(readFileSync(path).includes('2024-03-05T09')).toBe(false);
    log = openAccessLog(path, mac);
  });
});

describe('the words of a search', () => {
  const at = '2026-03-03T09:00:00.000Z';

  it('open at their look alone, and no more once its month is forgotten', async () => {
    const seals = new LookSeals('horsens', new MemoryKeys());
    const sealed = await seals.seal('Gudrun Vandskade', at, 'terms');
    expect(sealed).not.toContain('Vandskade');
    expect(await seals.open(sealed, at, 'terms')).toBe('Gudrun Vandskade');
    expect(await seals.open(sealed, at, 'note')).toEqual({ unreadable: true });
    expect(await seals.open(sealed, '2026-03-04T09:00:00.000Z', 'terms')).toEqual({ unreadable: true });
    await seals.destroy(['2026-02']);
    expect(await seals.open(sealed, at, 'terms')).toBe('Gudrun Vandskade');
    await seals.destroy(['2026-03']);
    expect(await seals.open(sealed, at, 'terms')).toEqual({ shredded: true });
  });

  it('are missed by whoever verifies, where they do not open', async () => {
    const keys = new MemoryKeys();
    const seals = new LookSeals('horsens', keys);
    await log.record(access({ terms: await seals.seal('Gudrun', at, 'terms') }), ['complaint-1']);
    await log.record(access({ terms: await seals.seal('Ludvig', '2026-03-04T09:00:00.000Z', 'terms') }), []);
    const sealed = String(behind((db) => db.prepare('SELECT terms FROM access WHERE number = 1').get()!['terms']));
    const key = (await keys.find([keyIdOf(sealed)])).get(keyIdOf(sealed))!;
    const opens = opensAt('horsens', (ids) => new Map([...ids].map((id) => [id, key])));
    // The second was sealed for a look of another instant.
    expect(behind((db) => problemsOfAccess(db, () => true, mac, opens))).toEqual([
      'what is sealed in entry 2 does not open',
    ]);
  });

  it('that are no sealed value are told as not readable', async () => {
    const seals = new LookSeals('horsens', new MemoryKeys());
    expect(await seals.open('Vandskade', at, 'terms')).toEqual({ unreadable: true });
  });
});
