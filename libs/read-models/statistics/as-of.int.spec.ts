/**
 * The same position gives the same bytes, whatever came later: more events, a rebuild, destroyed keys; and a past
 * instant counts what was known then.
 */
import { countAll, naively, naiveReports, timesOf } from '../../../test/read-models/naive-count.js';
import { randomOffice, type RandomOffice } from '../../../test/read-models/random-office.js';
import { reportJson } from '../../exports/report-json.js';
import { openSqliteViews } from '../database/sqlite-views.js';
import { type ViewsDatabase } from '../database/views-database.js';
import { type OfficeViews } from '../office-views.js';
import { drillDown } from './drill-down.js';
import { reports } from './definitions.js';
import { type Asof } from './population.js';
import { Statistics, type AskedReport } from './statistics.js';
import { isTime } from './time-dimensions.js';

const period = { from: '2026-01-01', to: '2027-12-31' };
const own = { office: 'horsens', departments: {}, topics: {} };
/** Each report as it is usually asked for, by one dimension alone, and by quarter. */
const asked: readonly AskedReport[] = Object.entries(reports).flatMap(([name, { usually, by }]) =>
  [usually, Object.keys(by).slice(0, 1), ['quarter']].map((dimensions) => ({ name, ...period, by: dimensions })),
);

async function published(db: ViewsDatabase, position: bigint, asof: Asof = {}): Promise<readonly string[]> {
  const statistics = new Statistics(db.read, own, position, asof);
  const bytes: string[] = [];
  for (const each of asked) bytes.push(Buffer.from(reportJson(await statistics.report(each))).toString('utf8'));
  return bytes;
}

describe.each([
  ['horsens@1', 21],
  ['koebenhavn@1', 22],
] as const)('reports of the past, of a random office under %s', (profile, seed) => {
  const db = openSqliteViews(':memory:');
  let made: RandomOffice;
  let views: OfficeViews;
  let end: bigint;
  beforeAll(async () => {
    made = await randomOffice(seed, profile, 60, { all: true });
    views = await made.open(db);
    await made.follow(views);
    // What is written down later under an earlier date, as contacts before a case are.
    for (let n = 0; n < 5; n += 1) await made.grow(seed * 7000 + n);
    await made.follow(views);
    end = views.position;
  });
  afterAll(() => db.close());

  it('at a position are those of a projection of only so many events', async () => {
    // Where rows change: a registration changes what became of a contact, a closing ends a cycle.
    const changing = made.events
      .filter(({ type, from, to }) => type === 'CaseRegistered' || (to === 'closed' && from !== 'closed'))
      .map((event) => event.position);
    for (const position of [0.2, 0.5, 0.8].map((share) => changing[Math.floor(changing.length * share)]!)) {
      const fresh = openSqliteViews(':memory:');
      const short = await made.open(fresh);
      await made.follow(short, position);
      expect(short.position).toBe(position);
      const bytes = await published(db, end, { position });
      expect(bytes).toEqual(await published(fresh, position));
      expect(bytes.every((text) => text.includes(`"position":"${position}"`))).toBe(true);
      await fresh.close();
    }
  });

  it('at an instant count the events alone that were recorded until then', async () => {
    const instants = made.events.map(({ recordedAt }) => recordedAt).sort();
    let shown = 0;
    const wrong: object[] = [];
    for (const part of [0.3, 0.6, 0.9]) {
      const at = instants[Math.floor(instants.length * part)]!;
      const statistics = new Statistics(db.read, own, end, { at: Date.parse(at) });
      const populations = countAll(
        made.events.filter(({ recordedAt }) => recordedAt <= at),
        made.office.profile.settings.calendar.value,
        (await statistics.madeOn())!,
      );
      for (const each of asked) {
        const { of, only = () => true, figures: naive } = naiveReports[each.name]!;
        const ones = populations[of]!.filter((one) => only(one) && one.month >= '2026-01' && one.month <= '2027-12');
        const report = await statistics.report(each);
        expect(report.at).toBe(at);
        for (const { keys, figures } of report.rows) {
          const mine = ones.filter((one) =>
            Object.entries(keys).every(
              ([key, value]) => value === null || (isTime(key) ? timesOf(one.month)[key] : one[key]) === value,
            ),
          );
          for (const [key, figure] of Object.entries(figures)) {
            if (figure === 'hidden') continue;
            const truth = naively(naive, key, mine);
            if (!Object.is(figure, truth)) wrong.push({ at, each, keys, key, figure, truth });
            shown += 1;
          }
        }
        const page = { limit: 100_000 };
        const { rows } = await drillDown(db.read, { ...each, by: [] }, {}, { at: Date.parse(at) }, page);
        expect([each.name, rows.length]).toEqual([each.name, ones.length]);
      }
    }
    expect(wrong).toEqual([]);
    expect(shown).toBeGreaterThan(300);
  });

  it('are the same to the byte after more events, after a rebuild, and after every key was destroyed', async () => {
    const position = end - 50n;
    const before = await published(db, end, { position });
    const now = await published(db, end);
    expect(before).not.toEqual(now);

    await made.grow(seed * 9000);
    await made.follow(views);
    expect(views.position).toBeGreaterThan(end);
    expect(await published(db, views.position, { position })).toEqual(before);
    expect(await published(db, views.position, { position: end })).toEqual(now);

    await views.rebuild((work) => work());
    expect(await published(db, views.position, { position })).toEqual(before);

    let destroyed = 0;
    for (const stream of new Set(made.events.map((event) => event.stream)))
      destroyed += await made.keys.destroy(stream);
    expect(destroyed).toBeGreaterThan(50);
    expect(await published(db, views.position, { position })).toEqual(before);
    await views.rebuild((work) => work());
    expect(await published(db, views.position, { position })).toEqual(before);
    expect(await published(db, views.position, { position: end })).toEqual(now);
  });
});
