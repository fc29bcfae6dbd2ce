/** What is decided once is not decided again, and no answer is ever an older one. */
import { randomOffice } from '../../../test/read-models/random-office.js';
import { openSqliteViews } from '../database/sqlite-views.js';
import { tables } from '../database/views-database.js';
import { reports } from './definitions.js';
import { KeptFigures } from './kept-figures.js';
import { populationOf } from './population.js';
import { mostRows, Statistics, type AskedReport } from './statistics.js';
import { type Atom } from './suppress/cell-counts.js';

const atom = (month: string, department: string, n: number): Atom => ({ month, n, keys: { department } });
const years = [atom('2025-03', 'a', 9), atom('2025-04', 'b', 3), atom('2026-03', 'a', 7), atom('2026-05', 'b', 8)];
const [dimensions, options] = [['department'], { threshold: 5 }];
const never = () => Promise.reject(new Error('it was asked again'));

describe('decided years', () => {
  it('are found at the same place without a question', async () => {
    const kept = new KeptFigures();
    const first = await kept.decidedYears('at 1', async () => years, dimensions, options);
    const second = await kept.decidedYears('at 1', never, dimensions, options);
    expect([...second]).toEqual([...first]);
    expect(kept.decided).toBe(2);
  });

  it('are found by their content at another place, in whatever order it comes', async () => {
    const kept = new KeptFigures();
    const first = await kept.decidedYears('at 1', async () => years, dimensions, options);
    const second = await kept.decidedYears('at 2', async () => years.toReversed(), dimensions, options);
    expect([second.get('2025') === first.get('2025'), kept.decided]).toEqual([true, 2]);
  });

  it.each([
    ['a number', years.with(3, atom('2026-05', 'b', 9)), dimensions, options, 3],
    ['a value', years.with(3, atom('2026-05', 'c', 8)), dimensions, options, 3],
    ['a month', years.with(3, atom('2026-06', 'b', 8)), dimensions, options, 3],
    ['a row less', years.slice(0, 3), dimensions, options, 3],
    ['the threshold', years, dimensions, { threshold: 4 }, 4],
    ['the tables', years, dimensions, { ...options, tables: [['department']] }, 4],
  ] as const)('are decided anew where %s is another', async (_what, atoms, by, asked, decided) => {
    const kept = new KeptFigures();
    await kept.decidedYears('at 1', async () => years, dimensions, options);
    await kept.decidedYears('at 2', async () => atoms, by, asked);
    expect(kept.decided).toBe(decided);
  });
});

it('the reports of an office that goes on are those that nothing was kept for, with fewer decisions', async () => {
  const db = openSqliteViews(':memory:');
  try {
    const made = await randomOffice(31, 'horsens@1', 30, { all: true });
    const views = await made.open(db);
    const kept = new KeptFigures();
    const own = { office: 'horsens', departments: {}, topics: {} };
    const asked: readonly AskedReport[] = Object.entries(reports).map(([name, { usually }]) => ({
      name,
      from: '2026-01-01',
      to: '2027-12-31',
      by: usually,
    }));
    let decidedAfresh = 0;
    const compare = async (place: string) => {
      const statistics = new Statistics(db.read, own, views.position, {}, kept, place);
      const afresh = new KeptFigures();
      for (const each of asked)
        expect(await statistics.report(each)).toEqual(
          await new Statistics(db.read, own, views.position, {}, afresh).report(each),
        );
      decidedAfresh += afresh.decided;
    };
    await made.follow(views);
    await compare('at 1');
    expect(kept.decided).toBe(decidedAfresh);
    await compare('at 2');
    expect(kept.decided).toBe(decidedAfresh / 2);
    await made.grow(31_000);
    await made.follow(views);
    await compare('at 3');
    expect(kept.decided).toBeLessThan((decidedAfresh * 2) / 3);
  } finally {
    await db.close();
  }
});

it('a report that would be too large is refused before anything is decided', async () => {
  const db = openSqliteViews(':memory:');
  try {
    const columns = ['admissible', 'department', 'ground', 'standing', 'topic', 'profile', 'profile_hash'];
    const values = Array.from({ length: 5000 }, (_, n) => ({
      department: `d${n % 100}`,
      topic: `t${n % 50}x${n % 51}`,
    }));
    await db.write(async (tx) => {
      await columns
        .reduce(
          (table, column) => table.addColumn(column, 'text'),
          tx.schema.createTable('part').addColumn('month', 'text'),
        )
        .addColumn('until', 'integer')
        .execute();
      const part = tables<{ part: Record<string, string> }>(tx);
      for (let from = 0; from < values.length; from += 500)
        await part
          .insertInto('part')
          .values(values.slice(from, from + 500).map((value) => ({ ...value, month: '2026-03' })))
          .execute();
    });
    const kept = new KeptFigures();
    const statistics = new Statistics(db.read, { office: 'horsens', departments: {}, topics: {} }, 1n, {}, kept);
    const asked = { name: 'parts', from: '2026-01-01', to: '2026-12-31', by: ['department', 'topic', 'month'] };
    await expect(statistics.report(asked)).rejects.toMatchObject({
      status: 400,
      details: {
        errors: [
          { field: 'by', code: 'TOO_LARGE', sentences: { en: expect.stringContaining(`${mostRows}`) as string } },
        ],
      },
    });
    expect(kept.decided).toBe(0);
    expect((await populationOf(db.read, reports.parts!, ['2026', '2026'], {}, { kept })).tally().small).toBeGreaterThan(
      0,
    );
    expect((await statistics.report({ ...asked, by: ['department', 'month'] })).rows.length).toBeGreaterThan(1);
  } finally {
    await db.close();
  }
});
