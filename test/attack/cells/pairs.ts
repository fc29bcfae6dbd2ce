/** Two reports laid beside each other: what each says, and what is left when one is taken from the other. */
import { type Knowledge, type Relation } from './knowledge.js';
import { tuplesOf, type Figure, type Publication, type Tuple } from './publication.js';
import { solveBounds, solveLinear } from './solve.js';
import { type Roll } from './offices.js';

/** A table with all its totals, of months in a row. A row that is not in it counts nobody. */
export interface Report {
  readonly by: readonly number[];
  readonly months: readonly string[];
  readonly rows: ReadonlyMap<string, Figure>;
}
export interface FoundInPair {
  readonly months: readonly string[];
  readonly tuple: string;
  readonly value: number;
}

/** Every number that the two reports leave no choice about and neither of them prints. */
export function attackPair(
  one: Report,
  two: Report,
  values: Publication['values'],
  roll: Roll,
): readonly FoundInPair[] {
  const numbers = new Map<
    string,
    { readonly number: number; readonly months: readonly string[]; readonly tuple: string }
  >();
  const unknown = (months: readonly string[], tuple: string): number => {
    const name = `${months.join()} ${tuple}`;
    const known = numbers.get(name) ?? { number: numbers.size, months, tuple };
    numbers.set(name, known);
    return known.number;
  };
  const relations: Relation[] = [];
  const printed = new Set<number>();
  for (const report of [one, two]) {
    const other = report === one ? two : one;
    const pieces = [
      report.months.filter((month) => other.months.includes(month)),
      report.months.filter((month) => !other.months.includes(month)),
    ].filter(({ length }) => length > 0);
    const tuples = tuplesOf(
      values.map((known, place) => (report.by.includes(place) ? known : [])),
      report.by.length,
    );
    for (const tuple of tuples) {
      const figure = report.rows.get(tuple.join('|')) ?? 0;
      const whole = unknown(report.months, tuple.join('|'));
      if (figure !== 'hidden') {
        relations.push({ terms: [[whole, 1]], sum: figure });
        printed.add(whole);
      }
      if (pieces.length > 1)
        relations.push({
          terms: [...pieces.map((months) => [unknown(months, tuple.join('|')), 1] as const), [whole, -1]],
          sum: 0,
        });
      for (const months of new Set([report.months, ...(pieces.length > 1 ? pieces : [])]))
        relations.push(...sums(tuple, report, values).map((parts) => additive(months, tuple, parts, unknown)));
    }
  }
  const knowledge: Knowledge = { unknowns: [...numbers.keys()], relations };
  const listed = [...numbers.values()];
  return [...new Map([...solveLinear(knowledge, roll), ...solveBounds(knowledge)])]
    .filter(([number]) => !printed.has(number))
    .map(([number, value]) => ({ months: listed[number]!.months, tuple: listed[number]!.tuple, value }));
}
const sums = (tuple: Tuple, { by }: Report, values: Publication['values']): readonly (readonly string[])[] =>
  by
    .filter((place) => tuple[place] === '*')
    .map((place) => values[place]!.map((value) => tuple.with(place, value).join('|')));
const additive = (
  months: readonly string[],
  whole: Tuple,
  parts: readonly string[],
  unknown: (months: readonly string[], tuple: string) => number,
): Relation => ({
  terms: [...parts.map((part) => [unknown(months, part), 1] as const), [unknown(months, whole.join('|')), -1]],
  sum: 0,
});
