/**
 * What an attacker has: every figure that an office would ever publish of a population. A name of a cell is its node
 * and a value, or `*`, for each dimension.
 */
export type Figure = number | 'hidden';
export interface Publication {
  readonly years: readonly string[];
  /** Of each dimension the values that the office knows. */
  readonly values: readonly (readonly string[])[];
  /** How many dimensions are named at most. */
  readonly maxBy: number;
  readonly figures: ReadonlyMap<string, Figure>;
}
export type Tuple = readonly string[];

export const nameOf = (node: string, tuple: Tuple): string => `${node}|${tuple.join('|')}`;
export const monthsOf = (node: string): readonly string[] => {
  const [year, part] = [node.slice(0, 4), node.slice(5)];
  const numbers =
    part === ''
      ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
      : part.startsWith('Q')
        ? [2, 1, 0].map((back) => Number(part.slice(1)) * 3 - back)
        : [Number(part)];
  return numbers.map((month) => `${year}-${String(month).padStart(2, '0')}`);
};
export const quartersOf = (year: string): readonly string[] => [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`);
export const nodesOfYear = (year: string): readonly string[] => [year, ...quartersOf(year), ...monthsOf(year)];

/** Every combination of values that a report may name. */
export function tuplesOf(values: Publication['values'], maxBy: number): readonly Tuple[] {
  return values
    .reduce<readonly Tuple[]>(
      (tuples, known) => tuples.flatMap((tuple) => ['*', ...known].map((value) => [...tuple, value])),
      [[]],
    )
    .filter((tuple) => tuple.filter((value) => value !== '*').length <= maxBy);
}
/** `ask` answers for one node and one tuple. */
export function publish(
  years: readonly string[],
  values: Publication['values'],
  maxBy: number,
  ask: (node: string, tuple: Tuple) => Figure,
): Publication {
  const tuples = tuplesOf(values, maxBy);
  return {
    years,
    values,
    maxBy,
    figures: new Map(
      years.flatMap((year) =>
        nodesOfYear(year).flatMap((node) => tuples.map((tuple) => [nameOf(node, tuple), ask(node, tuple)] as const)),
      ),
    ),
  };
}
