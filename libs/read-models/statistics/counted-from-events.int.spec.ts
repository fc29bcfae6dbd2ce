/**
 * Every published figure equals a count done naively from the events (promises.md): all reports, all their dimensions,
 * several periods, random histories.
 */
import { countAll, naively, naiveReports, timesOf, type One } from '../../../test/read-models/naive-count.js';
import { randomOffice, type RandomOffice } from '../../../test/read-models/random-office.js';
import { openSqliteViews } from '../database/sqlite-views.js';
import { type ViewsDatabase } from '../database/views-database.js';
import { placeIn, drillDown, type DrilledPlace, type DrilledRow } from './drill-down.js';
import { groups, isMeasure, reports, type ReportDefinition } from './definitions.js';
import { monthsIn } from './months.js';
import { flatBy, populationOf } from './population.js';
import { Statistics, type AskedReport } from './statistics.js';
import { isTime, timeDimensions } from './time-dimensions.js';
import { type Pattern } from './suppress/decide-pattern.js';
import { nodesOf } from './suppress/periods.js';

const periods = [
  ['2026-01-01', '2026-12-31'],
  ['2027-01-01', '2027-12-31'],
  ['2026-04-01', '2026-06-30'],
  ['2026-09-01', '2026-09-30'],
  ['2026-02-01', '2026-11-30'],
  ['2026-11-01', '2027-02-28'],
  ['2026-01-01', '2027-12-31'],
] as const;

/** Without groups, which these offices have none of. */
const ownBy = ({ by }: ReportDefinition): readonly string[] =>
  Object.keys(by).filter((key) => groups[by[key]!] === undefined);

/** Every choice of dimensions that may be asked for together. */
function choices(definition: ReportDefinition): readonly (readonly string[])[] {
  const flat = ownBy(definition)
    .reduce<readonly (readonly string[])[]>((sets, key) => [...sets, ...sets.map((set) => [...set, key])], [[]])
    .filter(({ length }) => length <= flatBy(definition));
  return [undefined, ...timeDimensions].flatMap((time) => flat.map((by) => (time === undefined ? by : [...by, time])));
}
const keysOf = (by: readonly string[], one: One): string =>
  JSON.stringify(by.map((key) => (isTime(key) ? timesOf(one.month)[key] : one[key])));

/** Of each share, the other readings of its whole that a shown figure of some office tells from the right one. */
const toldApart = new Set<string>();
/** Another count of the report as the whole, or the right one less another count: all but those that still run. */
function readingsOf(name: string, key: string): readonly (readonly [name: string, whole: (n: Count) => number])[] {
  const { figures } = naiveReports[name]!;
  const share = figures[key];
  if (!Array.isArray(share)) return [];
  const [, of] = share as readonly [string, string];
  const others = Object.keys(figures).filter((other) => other !== of && typeof figures[other] === 'function');
  return others.flatMap((other) => [
    [`${name} ${key}: of ${other}`, (n) => n(other)],
    [`${name} ${key}: without ${other}`, (n) => n(of) - n(other)],
  ]);
}
type Count = (figure: string) => number;
function tellApart(name: string, key: string, truth: number | null, ones: readonly One[]): void {
  const { figures } = naiveReports[name]!;
  for (const [reading, whole] of readingsOf(name, key)) {
    if (toldApart.has(reading)) continue;
    const count: Count = (figure) => naively(figures, figure, ones) ?? 0;
    const [part] = figures[key] as readonly [string, string];
    const read = whole(count) === 0 ? null : Math.round((count(part) / whole(count)) * 1000) / 1000;
    if (read !== truth) toldApart.add(reading);
  }
}

describe.each([
  ['horsens@1', 11],
  ['koebenhavn@1', 12],
  ['odense@1', 13],
] as const)('the reports of a random office under %s', (profile, seed) => {
  const db: ViewsDatabase = openSqliteViews(':memory:');
  let made: RandomOffice;
  let counted: ReturnType<typeof countAll>;
  let statistics: Statistics;
  const patterns = new Map<string, Promise<Pattern>>();
  beforeAll(async () => {
    made = await randomOffice(seed, profile, 300);
    const views = await made.open(db);
    await made.follow(views);
    statistics = new Statistics(db.read, { office: 'horsens', departments: {}, topics: {} }, views.position);
    const { calendar } = made.office.profile.settings;
    counted = countAll(made.events, calendar.value, (await statistics.madeOn())!);
  });
  afterAll(() => db.close());

  const ofReport = (name: string): readonly One[] =>
    counted[naiveReports[name]!.of]!.filter(naiveReports[name]!.only ?? (() => true));
  /** Of both years, whichever the report is of: each is decided by its own counts alone. */
  const patternOf = (definition: ReportDefinition): Promise<Pattern> => {
    const key = [definition.table, definition.month].join();
    return patterns.get(key) ?? patterns.set(key, populationOf(db.read, definition, ['2026', '2027'], {})).get(key)!;
  };

  it.each(Object.keys(naiveReports))(
    '%s: shows what was counted from the events, and hides what the pattern says alone',
    async (name) => {
      const definition = reports[name]!;
      let [shown, hidden] = [0, 0];
      // Some hundred thousand figures: what is wrong is collected, and expected once.
      const wrong: object[] = [];
      for (const [from, to] of periods) {
        const period = nodesOf(from, to)!;
        const pattern = await patternOf(definition);
        const within = ofReport(name).filter(({ month }) => month >= from.slice(0, 7) && month <= to.slice(0, 7));
        for (const by of choices(definition)) {
          const asked: AskedReport = { name, from, to, by };
          const { rows } = await statistics.report(asked);
          const groups = Map.groupBy(within, (one) => keysOf(by, one));
          // A row of noughts alone is left out, such as that of a channel where no answer has a target.
          const counts = [...groups].filter(([, ones]) => countsSome(name, ones)).map(([keys]) => keys);
          const listed = new Set(rows.map(({ keys }) => JSON.stringify(by.map((key) => keys[key]))));
          expect({ asked, missing: counts.filter((keys) => !listed.has(keys)) }).toEqual({
            asked,
            missing: [],
          });
          expect(listed.size).toBe(rows.length);
          if (name === 'rejections') expect(rows.filter(({ keys }) => keys.ground === 'none')).toEqual([]);
          for (const { keys, figures } of rows) {
            const ones = by.every((key) => keys[key] === null)
              ? within
              : (groups.get(JSON.stringify(by.map((key) => keys[key]))) ?? []);
            const time = by.find(isTime);
            const nodes =
              time === undefined || keys[time] === null ? period : nodesOf(...spanOf(keys[time]!, from, to))!;
            const hides = (values: Readonly<Record<string, string>>): boolean =>
              pattern.figure({ ...definition.where, ...flat(definition, keys), ...values }, nodes) === 'hidden';
            for (const [key, figure] of Object.entries(figures)) {
              const truth = naively(naiveReports[name]!.figures, key, ones);
              if (figure !== 'hidden') {
                shown += 1;
                if (by.length < 2) tellApart(name, key, truth, ones);
                if (!Object.is(figure, truth)) wrong.push({ asked, keys, key, figure, truth });
              } else {
                hidden += 1;
                if (!mayHide(definition, key, hides, ones, name))
                  wrong.push({ asked, keys, key, hidden: 'without need' });
              }
              const small = typeof naiveReports[name]!.figures[key] === 'function' && truth! > 0 && truth! < 5;
              if (small && figure !== 'hidden') wrong.push({ asked, keys, key, figure, small });
            }
          }
        }
      }
      expect(wrong).toEqual([]);
      // A profile that lacks an institution has nothing to count; everywhere else both kinds were met.
      if (ofReport(name).filter((one) => name !== 'first-answer' || one.answer !== 'none').length >= 40)
        expect([shown > 20, hidden > 20]).toEqual([true, true]);
    },
  );

  it('writes every value in words, none of them raw', async () => {
    const raw: string[] = [];
    for (const [name, definition] of Object.entries(reports))
      for (const key of ownBy(definition).filter((dimension) => !['department', 'topic'].includes(dimension))) {
        const asked = { name, from: '2026-01-01', to: '2027-12-31', by: [key] };
        const labels = (await statistics.report(asked)).dimensions[0]?.labels ?? {};
        for (const [value, { da, en }] of Object.entries(labels))
          if ([value, 'Ingen', 'None'].some((word) => word === da || word === en)) raw.push(`${name} ${key} ${value}`);
      }
    expect(raw).toEqual([]);
  });

  it('lists behind each count the rows that it counts', async () => {
    for (const [name, { figures, by }] of Object.entries(naiveReports)) {
      for (const [from, to] of [periods[0], periods[5]]) {
        const within = ofReport(name).filter(({ month }) => month >= from.slice(0, 7) && month <= to.slice(0, 7));
        for (const [figure, count] of Object.entries(figures)) {
          if (typeof count !== 'function') continue;
          for (const keys of [
            {},
            ...by.slice(0, 2).flatMap((key) =>
              [...new Set(within.map((one) => String(one[key])))].map((value) => ({
                [key]: value,
                quarter: '2026-Q4',
              })),
            ),
          ] as readonly Record<string, string>[]) {
            const found: DrilledRow[] = [];
            for (let after: DrilledPlace | undefined, next: string | null = ''; next !== null;) {
              const page = { limit: 7, ...(after ? { after } : {}) };
              const some = await drillDown(db.read, { name, from, to, by: [] }, { ...keys, figure }, {}, page);
              found.push(...some.rows);
              next = some.next;
              after = next === null ? undefined : placeIn(name, next);
            }
            const ones = within.filter(
              (one) =>
                count(one) &&
                Object.entries(keys).every(
                  ([key, value]) => (isTime(key) ? timesOf(one.month)[key] : one[key]) === value,
                ),
            );
            expect([name, figure, keys, found.map(({ complaint }) => complaint).sort()]).toEqual([
              name,
              figure,
              keys,
              ones.map(({ stream }) => stream).sort(),
            ]);
          }
        }
      }
    }
  });
});

it('have figures that differ wherever two readings of a share differ', () => {
  const readings = Object.entries(naiveReports).flatMap(([name, { figures }]) =>
    Object.keys(figures).flatMap((key) => readingsOf(name, key).map(([reading]) => reading)),
  );
  expect(readings.length).toBeGreaterThan(40);
  expect(readings.filter((reading) => !toldApart.has(reading))).toEqual([]);
});

const countsSome = (name: string, ones: readonly One[]): boolean =>
  Object.values(naiveReports[name]!.figures).some((figure) => typeof figure === 'function' && ones.some(figure));

const flat = (
  { by }: ReportDefinition,
  keys: Readonly<Record<string, string | null>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(keys).flatMap(([key, value]) => (isTime(key) || value === null ? [] : [[by[key]!, value]])),
  );
/** First and last day of a year, quarter or month, as far as they lie in the period. */
function spanOf(time: string, from: string, to: string): readonly [string, string] {
  const months = monthsIn(time);
  const last = new Date(Date.UTC(Number(months.at(-1)!.slice(0, 4)), Number(months.at(-1)!.slice(5)), 0))
    .toISOString()
    .slice(0, 10);
  return [`${months[0]!}-01` > from ? `${months[0]!}-01` : from, last < to ? last : to];
}
/**
 * A count: where the pattern hides one that it is made of. A share: where a part of it is. A quantile: where the row is
 * hidden, or of fewer than five.
 */
function mayHide(
  { figures, split }: ReportDefinition,
  key: string,
  hides: (values: Readonly<Record<string, string>>) => boolean,
  ones: readonly One[],
  name: string,
): boolean {
  const figure = figures.find((each) => each.key === key)!;
  const hidesOne = (each: string) => mayHide({ figures, split } as ReportDefinition, each, hides, ones, name);
  if (isMeasure(figure)) {
    const naive = naiveReports[name]!.figures[key]!;
    const measured = typeof naive === 'object' && 'of' in naive ? naive.of : 'days';
    const isHidden = hides({}) || ('among' in figure && figure.among !== undefined && hidesOne(figure.among.count));
    return isHidden || ones.filter((one) => one[measured] !== undefined).length < 5;
  }
  if ('share' in figure) return [figure.share, figure.of].some(hidesOne);
  return figure.values === undefined ? hides({}) : figure.values.some((value) => hides({ [split!]: value }));
}
