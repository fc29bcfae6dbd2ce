/**
 * The tables of the published year (decision 28): larger rows, and every cell a number. They say nothing that the
 * publication does not: each of the other years that the publication leaves possible gives the same tables.
 */
import { decidePattern, type Pattern } from '../../../libs/read-models/statistics/suppress/decide-pattern.js';
import { coarser } from '../../../libs/read-models/statistics/coarser.js';
import { type ReportDefinition } from '../../../libs/read-models/statistics/definitions.js';
import { type ReportRow } from '../../../libs/read-models/statistics/report.js';
import { seededRandom } from '../../../libs/platform/seeded-random.js';
import { officeFrom, type Office } from './offices.js';

const offices = Array.from({ length: 4 }, (_, seed) => officeFrom(seededRandom(seed + 1), 2));
const title = { da: '', en: '' };

/** Figures by a dimension, divided by the values of another. */
function definitionOf(values: readonly string[]): Pick<ReportDefinition, 'figures' | 'composed'> {
  const figures = values.map((value) => ({ key: value, title, values: [value] }));
  return { figures: [{ key: 'count', title }, ...figures], composed: true };
}
/** Of these people, by their value in none, either or both of the dimensions. */
function countsOf(people: Office['people'], dimensions: readonly string[]): (keys: Keys) => number {
  const found = new Map<string, number>();
  for (const { keys, n } of people)
    for (const named of [[], ...dimensions.map((one) => [one]), dimensions]) {
      const name = named.map((dimension) => `${dimension}=${keys[dimension]}`).join();
      found.set(name, (found.get(name) ?? 0) + n);
    }
  return (keys) =>
    found.get(
      dimensions
        .flatMap((dimension) => (keys[dimension] === undefined ? [] : [`${dimension}=${keys[dimension]}`]))
        .join(),
    ) ?? 0;
}
type Keys = Readonly<Record<string, string>>;

/** As it is published: which cells are hidden follows from the pattern, and how many there are from the people. */
function rowsOf(pattern: Pattern, office: Office, people: Office['people'], [by, split]: readonly [string, string]) {
  const year = office.years[0]!;
  const values = (dimension: string) => [...new Set(office.people.map(({ keys }) => keys[dimension]!))].sort();
  const sizeOf = countsOf(people, [by, split]);
  const figure = (keys: Keys) => (pattern.shows({ time: year, keys }) ? sizeOf(keys) : ('hidden' as const));
  const row = (keys: Keys): ReportRow => ({
    keys: { [by]: keys[by] ?? null },
    figures: {
      count: figure(keys),
      ...Object.fromEntries(values(split).map((value) => [value, figure({ ...keys, [split]: value })])),
    },
  });
  return { rows: [row({}), ...values(by).map((value) => row({ [by]: value }))], values: values(split) };
}
const never = () => 'hidden' as const;

describe('the tables of a year with larger rows', () => {
  const pairs = [
    ['department', 'topic'],
    ['topic', 'department'],
  ] as const;
  const tables = offices.flatMap((office) => {
    const pattern = decidePattern(office.people, office.dimensions);
    const others = pattern.otherYears(office.years[0]!);
    return pairs.map((by) => {
      const tableFrom = (people: Office['people']) => {
        const { rows, values } = rowsOf(pattern, office, people, by);
        return { before: rows, ...coarser(definitionOf(values), rows, 5, never) };
      };
      return { office, others, tableFrom, table: tableFrom(office.people) };
    });
  });

  it('have a number in every cell, none of them of a small group, where half of them would be hidden', () => {
    let [hidden, all] = [0, 0];
    for (const { table } of tables) {
      const cells = table.rows.flatMap(({ figures }) => Object.values(figures));
      expect(cells.filter((cell) => typeof cell !== 'number' || (cell > 0 && cell < 5))).toEqual([]);
      const before = table.before.flatMap(({ figures }) => Object.values(figures));
      hidden += before.filter((cell) => cell === 'hidden').length;
      all += before.length;
    }
    expect(hidden / all).toBeGreaterThan(0.5);
    expect(tables.some(({ table }) => table.rows.some(({ keys }) => Object.values(keys).includes('*')))).toBe(true);
  });

  it('count everybody: the rows and what is left over make up the total', () => {
    for (const { table } of tables) {
      const [total, ...rows] = table.rows;
      if (rows.length === 0) continue;
      for (const { key } of table.figures)
        expect(rows.reduce((sum, { figures }) => sum + Number(figures[key]), 0)).toBe(total!.figures[key]);
    }
  });

  it('are the same in every year that the publication leaves possible', () => {
    let many = 0;
    for (const { others, table, tableFrom } of tables)
      for (const people of others) {
        many += 1;
        expect(tableFrom(people).rows).toEqual(table.rows);
      }
    expect(many).toBeGreaterThan(500);
  });
});
