/** What an office says of its year and of what belongs together: figures are the sums of what they are made of. */
import { randomOffice } from '../../../test/read-models/random-office.js';
import { openSqliteViews } from '../database/sqlite-views.js';
import { type ViewsDatabase } from '../database/views-database.js';
import { drillDown } from './drill-down.js';
import { OfficeYear } from './office-year.js';
import { type Report } from './report.js';
import { Statistics, type OwnWords } from './statistics.js';

const topics = { delay: 'time', noReply: 'time', staffConduct: 'manners', communication: 'manners' };
const words: OwnWords = { office: 'horsens', departments: {}, topics: {} };
const own: OwnWords = { ...words, parents: { topic: topics }, yearStart: 7 };
const period = { from: '2026-07-01', to: '2027-06-30' };
let db: ViewsDatabase;
let calendar: Statistics, ofOffice: Statistics, published: Statistics;

beforeAll(async () => {
  db = openSqliteViews(':memory:');
  const made = await randomOffice(17, 'horsens@1', 160);
  const views = await made.open(db);
  await made.follow(views);
  const of = (of: OwnWords, audience: 'internal' | 'published') =>
    new Statistics(db.read, of, views.position, {}, undefined, `${of.yearStart}`, audience);
  calendar = of(words, 'internal');
  ofOffice = of(own, 'internal');
  published = of(own, 'published');
});
afterAll(() => db.close());

const counts = ({ rows, dimensions: [dimension] }: Report): ReadonlyMap<string, number> =>
  new Map(rows.map(({ keys, figures }) => [keys[dimension!.key] ?? 'total', Number(figures.count)]));

it('a year that begins in July counts its own twelve months, by its own quarters', async () => {
  for (const name of ['contacts', 'parts', 'outcomes']) {
    const months = counts(await calendar.report({ name, ...period, by: ['month'] }));
    expect(months.get('total')).toBeGreaterThan(10);
    expect(counts(await ofOffice.report({ name, ...period, by: ['month'] }))).toEqual(months);
    expect([...counts(await ofOffice.report({ name, ...period, by: ['year'] }))]).toEqual([
      ['total', months.get('total')],
      ['2026', months.get('total')],
    ]);
    const quarters = counts(await ofOffice.report({ name, ...period, by: ['quarter'] }));
    const sum = (...of: readonly string[]) => of.reduce((all, month) => all + (months.get(month) ?? 0), 0);
    expect([quarters.get('2026-Q1'), quarters.get('2026-Q3')]).toEqual([
      sum('2026-07', '2026-08', '2026-09'),
      sum('2027-01', '2027-02', '2027-03'),
    ]);
    const behind = await drillDown(
      db.read,
      { name, ...period, by: [] },
      { quarter: '2026-Q3' },
      {},
      { limit: 10_000, year: new OfficeYear(7) },
    );
    expect(behind.rows).toHaveLength(quarters.get('2026-Q3')!);
  }
});

it('its days are those of its own year', async () => {
  const asked = { name: 'own-time', ...period, by: ['quarter'] };
  const [row] = (await ofOffice.report({ ...asked, from: '2027-01-01', to: '2027-03-31' })).rows.slice(1);
  const [same] = (await calendar.report({ ...asked, from: '2027-01-01', to: '2027-03-31' })).rows.slice(1);
  expect([row!.keys, same!.keys]).toEqual([{ quarter: '2026-Q3' }, { quarter: '2027-Q1' }]);
  expect(row!.figures).toEqual(same!.figures);
});

it('what belongs together is counted together, and who belongs to nothing for himself', async () => {
  const asked = { name: 'parts', from: '2026-01-01', to: '2027-12-31' };
  const single = counts(await calendar.report({ ...asked, by: ['topic'] }));
  const grouped = counts(await ofOffice.report({ ...asked, by: ['topicGroup'] }));
  const expected = new Map<string, number>();
  for (const [topic, count] of single) {
    const group = (topics as Record<string, string>)[topic] ?? topic;
    expected.set(group, (expected.get(group) ?? 0) + count);
  }
  expect(new Map([...grouped].sort())).toEqual(new Map([...expected].sort()));
  expect(single.size).toBeGreaterThan(grouped.size);
  for (const [group, many] of [...grouped].slice(1)) {
    const keys = { topicGroup: group };
    const page = { limit: 10_000, parents: { topic: topics } };
    expect((await drillDown(db.read, { ...asked, by: [] }, keys, {}, page)).rows).toHaveLength(many);
  }
});

it('what is published of groups hides small ones, and is there for topics and their groups at once', async () => {
  const asked = { name: 'parts', from: '2026-07-01', to: '2027-06-30' };
  const figures = async (by: string) =>
    (await published.report({ ...asked, by: [by] })).rows.map((row) => row.figures.count!);
  for (const by of ['topic', 'topicGroup'])
    expect((await figures(by)).filter((figure) => figure !== 'hidden' && figure! > 0 && figure! < 5)).toEqual([]);
  expect([ofOffice.has('parts', 'topicGroup'), calendar.has('parts', 'topicGroup')]).toEqual([true, false]);
});

it('years beside each other begin with the first that counts anybody', async () => {
  const [from, to] = new OfficeYear().daysOf(2001, 2027);
  const { rows } = await calendar.yearByYear({ name: 'contacts', from, to, by: ['year'] });
  const all = (await calendar.report({ name: 'contacts', from, to, by: ['year'] })).rows.slice(1);
  expect([rows.length < all.length, Number(rows[0]!.figures.count) > 0]).toEqual([true, true]);
  expect(rows).toEqual(all.slice(-rows.length));
  expect(all.slice(0, -rows.length).every(({ figures }) => figures.count === 0)).toBe(true);
});
