/** What is decided once is not decided again, and no answer is ever an older one. */
import { officeFrom } from '../../../test/attack/cells/offices.js';
import { randomOffice } from '../../../test/read-models/random-office.js';
import { seededRandom } from '../../platform/seeded-random.js';
import { statisticsOf } from '../../reporting/at-position.js';
import { openSqliteViews } from '../database/sqlite-views.js';
import { tables } from '../database/views-database.js';
import { reports } from './definitions.js';
import { KeptFigures } from './kept-figures.js';
import { populationOf } from './population.js';
import { mostRows, Statistics, type AskedReport } from './statistics.js';
import { type Atom } from './suppress/cell-counts.js';
import { decidePattern, type ProvenPattern } from './suppress/decide-pattern.js';

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

describe('years as they are published, one time after the other', () => {
  const office = officeFrom(seededRandom(3), 1);
  const year = office.years[0]!;
  const by = office.dimensions;
  const upTo = (last: string): readonly Atom[] =>
    office.people.filter(({ month }) => month.startsWith(year) && month.slice(5) <= last);
  const asks = (...months: readonly string[]) => months.map((last) => async () => upTo(last));
  const chain = (...months: readonly string[]) =>
    months
      .reduce<readonly ProvenPattern[]>((all, last) => [...all, decidePattern(upTo(last), by, {}, all)], [])
      .at(-1)!
      .published.get(year)!;

  it('are decided with those before them, and found at the same place without a question', async () => {
    const kept = new KeptFigures();
    const found = await kept.publishedYears('at 9', asks('03', '06', '09'), by, {});
    expect(found.get(year)!.hidden).toEqual(chain('03', '06', '09').hidden);
    expect(found.get(year)!.hidden).not.toEqual(chain('09').hidden);
    expect(kept.decided).toBe(3);
    expect(await kept.publishedYears('at 9', [never], by, {})).toEqual(found);
    // What the office itself sees is decided by itself.
    expect((await kept.decidedYears('at 9 alone', asks('09')[0]!, by, {})).get(year)!.hidden).toEqual(
      chain('09').hidden,
    );
  });

  it('stay what they were where nothing has changed since', async () => {
    const kept = new KeptFigures();
    const first = await kept.publishedYears('at 6', asks('03', '06'), by, {});
    const again = await kept.publishedYears('at 7', asks('03', '06', '06', '06'), by, {});
    expect([again.get(year) === first.get(year), kept.decided]).toEqual([true, 2]);
  });

  it('are found in the file by whoever comes later, with all that the next one needs', async () => {
    const file = new Map<string, Uint8Array>();
    const before = {
      find: (content: string) => file.get(content),
      keep: (content: string, all: Uint8Array) => file.set(content, all),
    };
    await new KeptFigures(undefined, before).publishedYears('at 6', asks('03', '06'), by, {});
    const later = new KeptFigures(undefined, before);
    const found = await later.publishedYears('at 9', asks('03', '06', '09'), by, {});
    expect([later.decided, found.get(year)!.hidden]).toEqual([1, chain('03', '06', '09').hidden]);
    for (const [content] of file) file.set(content, new Uint8Array([9, 9, 9, 9, 9]));
    const anew = new KeptFigures(undefined, before);
    expect((await anew.publishedYears('at 9', asks('03', '06', '09'), by, {})).get(year)).toEqual(found.get(year));
    expect(anew.decided).toBe(3);
  });

  it('are what a report of a publication is made of', async () => {
    const db = openSqliteViews(':memory:');
    try {
      const made = await randomOffice(31, 'horsens@1', 40, { all: true });
      const views = await made.open(db);
      await made.follow(views);
      const end = views.position;
      const [position, earlier] = [end, [end / 4n, end / 2n]];
      const source = { db, words: { office: 'horsens', departments: {}, topics: {} }, kept: new KeptFigures() };
      const differing: string[] = [];
      for (const [name, { usually }] of Object.entries(reports)) {
        const asked = { name, from: '2026-01-01', to: '2026-12-31', by: usually };
        const [alone, among] = await Promise.all(
          [{ position }, { position, earlier }].map((place) =>
            statisticsOf(source, place, (statistics) => statistics.report(asked)),
          ),
        );
        const afresh = new Statistics(
          db.read,
          source.words,
          end,
          { position },
          new KeptFigures(),
          '',
          'published',
          earlier,
        );
        expect(await afresh.report(asked)).toEqual(among);
        if (alone!.hash !== among!.hash) differing.push(name);
      }
      expect(differing).not.toEqual([]);
    } finally {
      await db.close();
    }
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
    const columns = ['department', 'ground', 'standing', 'topic', 'profile', 'profile_hash'];
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
      // Of the others nothing is asked but when they changed.
      for (const table of new Set(Object.values(reports).map((report) => report.table)))
        if (table !== 'part') await tx.schema.createTable(table).addColumn('until', 'integer').execute();
      for (const table of new Set(Object.values(reports).map((report) => report.table)))
        for (const column of ['stream', 'since', 'known_from', 'known_until'])
          await tx.schema.alterTable(table).addColumn(column, 'integer').execute();
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
