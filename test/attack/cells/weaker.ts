/** Suppression with one defence left out each: what the attack has to find, or it proves nothing. */
import { decidePattern } from '../../../libs/read-models/statistics/suppress/decide-pattern.js';
import { keysOf } from './cells.js';
import { caseOf, type Ask } from './judge.js';
import { type Office } from './offices.js';
import { monthsOf, nameOf, nodesOfYear, quartersOf, tuplesOf, type Figure } from './publication.js';

export type Defence = 'complements' | 'calendar' | 'margins' | 'bounds' | 'people';
export type Weaker = (office: Office) => Ask;

const small = (count: number): boolean => count > 0 && count < 5;

export const weaker: { readonly [without in Defence]: Weaker } = {
  /** Small groups are hidden and nothing with them. */
  complements(office) {
    const { truth } = caseOf(office, () => 0);
    return (node, tuple) => {
      const count = truth.get(nameOf(node, tuple)) ?? 0;
      return small(count) ? 'hidden' : count;
    };
  },
  /** Every month, quarter and year is decided as if there were no other. */
  calendar(office) {
    const patterns = new Map(
      office.years.flatMap((year) =>
        nodesOfYear(year).map(
          (node) =>
            [
              node,
              decidePattern(
                office.people
                  .filter(({ month }) => monthsOf(node).includes(month))
                  .map((person) => ({ ...person, month: `${year}-01` })),
                office.dimensions,
              ),
            ] as const,
        ),
      ),
    );
    return (node, tuple) => {
      const cell = { time: node.slice(0, 4), keys: keysOf(office, tuple) };
      const pattern = patterns.get(node)!;
      return pattern.shows(cell) ? pattern.count(cell) : 'hidden';
    };
  },
  /** Each table decides for itself which of its totals it shows: what one hides another prints. */
  margins: (office) => tableByTable(office, (shown) => shown.some(Boolean)),
  /**
   * Each table for itself, and a total is shown where all of them show it; nobody thinks of the people who stand in all
   * of them at once.
   */
  people: (office) => tableByTable(office, (shown) => shown.every(Boolean)),
  /**
   * In each row, column and quarter hides a second figure, the smallest, and thinks no further: not of what hidden
   * figures add up to, nor that none is below nought.
   */
  bounds(office) {
    const {
      truth,
      publication: { values },
    } = caseOf(office, () => 0);
    const count = (name: string): number => truth.get(name) ?? 0;
    const sums = sumsOf(office.years, values);
    const hidden = new Set(sums.flat().filter((name) => small(count(name))));
    for (let before = -1; before < hidden.size;) {
      before = hidden.size;
      for (const sum of sums) {
        if (sum.filter((name) => hidden.has(name)).length !== 1) continue;
        const [smallest] = sum.filter((name) => !hidden.has(name)).sort((one, two) => count(one) - count(two));
        if (smallest !== undefined) hidden.add(smallest);
      }
    }
    return (node, tuple) => (hidden.has(nameOf(node, tuple)) ? 'hidden' : count(nameOf(node, tuple)));
  },
};

function tableByTable(office: Office, together: (shown: readonly boolean[]) => boolean): Ask {
  const places = office.dimensions.map((_, place) => place);
  const tables = places.flatMap((one) => places.filter((two) => two > one).map((two) => [one, two]));
  const patterns = tables.map((by) => {
    const dimensions = by.map((place) => office.dimensions[place]!);
    return { by, pattern: decidePattern(office.people, dimensions, {}), dimensions };
  });
  return (node, tuple): Figure => {
    const named = tuple.flatMap((value, place) => (value === '*' ? [] : [place]));
    const cells = patterns
      .filter(({ by }) => named.every((place) => by.includes(place)))
      .map(({ pattern, dimensions }) => ({
        pattern,
        cell: {
          time: node,
          keys: Object.fromEntries(
            dimensions.map((dimension) => {
              const value = tuple[office.dimensions.indexOf(dimension)]!;
              return [dimension, value === '*' ? null : value];
            }),
          ),
        },
      }));
    const [first] = cells;
    if (!first) throw new Error('an office of one dimension has no tables to set against each other');
    return together(cells.map(({ pattern, cell }) => pattern.shows(cell))) ? first.pattern.count(first.cell) : 'hidden';
  };
}
/** Every whole with its parts: along each dimension, the quarters of a year, the months of a quarter. */
function sumsOf(years: readonly string[], values: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return years.flatMap((year) =>
    tuplesOf(values, 2).flatMap((tuple) => [
      ...[
        [year, quartersOf(year)] as const,
        ...quartersOf(year).map((quarter) => [quarter, monthsOf(quarter)] as const),
      ].map(([whole, parts]) => [whole, ...parts].map((node) => nameOf(node, tuple))),
      ...(tuple.filter((value) => value !== '*').length === 2
        ? []
        : nodesOfYear(year).flatMap((node) =>
            tuple.flatMap((value, place) =>
              value === '*'
                ? [[nameOf(node, tuple), ...values[place]!.map((one) => nameOf(node, tuple.with(place, one)))]]
                : [],
            ),
          )),
    ]),
  );
}
