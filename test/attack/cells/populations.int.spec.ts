/**
 * What an office publishes of a population, attacked at once: people counted from the events, hidden by the product.
 * Those whose columns say one thing together, or of which some have no value.
 */
import { openSqliteViews } from '../../../libs/read-models/database/sqlite-views.js';
import { reports } from '../../../libs/read-models/statistics/definitions.js';
import { dimensionsOf, populationOf } from '../../../libs/read-models/statistics/population.js';
import { seededRandom } from '../../../libs/platform/seeded-random.js';
import { countAll } from '../../read-models/naive-count.js';
import { randomOffice } from '../../read-models/random-office.js';
import { keysOf } from './cells.js';
import { attackAll, caseOf } from './judge.js';

/** Report → its population as it was counted, and what that calls the columns. */
const populations: {
  readonly [report: string]: readonly [of: string, columns: { readonly [column: string]: string }];
} = {
  recommendations: ['registered', {}],
  meetings: ['meetings', { requested_by: 'requestedBy' }],
  activities: ['activities', {}],
  rejections: ['parts', {}],
  contacts: ['contacts', { purpose: 'kind', kind: 'type', complainant_type: 'complainant' }],
};
const year = '2026';

describe.each([
  ['horsens@1', 51],
  ['koebenhavn@1', 52],
] as const)('what an office under %s publishes', (profile, seed) => {
  const db = openSqliteViews(':memory:');
  let counted: ReturnType<typeof countAll>;
  beforeAll(async () => {
    const made = await randomOffice(seed, profile, 150);
    await made.follow(await made.open(db));
    counted = countAll(made.events, made.office.profile.settings.calendar.value, '2027-12-31');
  });
  afterAll(() => db.close());

  it.each(Object.keys(populations))('of %s gives no hidden figure away', async (name) => {
    const [of, columns] = populations[name]!;
    const dimensions = dimensionsOf(reports[name]!).filter((column) => !column.endsWith('_group'));
    const people = counted[of]!.filter(({ month }) => month.startsWith(year)).map((one) => ({
      month: one.month,
      n: 1,
      keys: Object.fromEntries(dimensions.map((column) => [column, String(one[columns[column] ?? column])])),
    }));
    const office = { dimensions, years: [year], people };
    const pattern = await populationOf(db.read, reports[name]!, [year, year], {});
    // Of two columns that no report names together there is no figure.
    const all = caseOf(
      office,
      (time, tuple) => {
        const cell = { time, keys: keysOf(office, tuple) };
        try {
          return pattern.shows(cell) ? pattern.count(cell) : 'hidden';
        } catch {
          return NaN;
        }
      },
      name === 'rejections' ? 3 : 2,
    );
    const figures = new Map([...all.publication.figures].filter(([, figure]) => !Number.isNaN(figure)));
    const shown = [...figures].filter(([, figure]) => figure !== 'hidden' && figure !== 0);
    for (const [cell, figure] of shown) expect([cell, figure]).toEqual([cell, all.truth.get(cell)]);
    expect(shown.filter(([, figure]) => Number(figure) < 5)).toEqual([]);
    const attack = attackAll({ ...all, publication: { ...all.publication, figures } }, seededRandom(seed), {
      people: name !== 'contacts',
    });
    expect(attack.found).toEqual([]);
    if (people.length > 10) expect([attack.hidden > 20, shown.length > 5]).toEqual([true, true]);
  });
});
