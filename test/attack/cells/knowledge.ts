/**
 * What follows from a publication: sums over unknown figures that are known. All unknown figures are whole numbers,
 * nought or more.
 */
import { monthsOf, nameOf, nodesOfYear, quartersOf, tuplesOf, type Publication, type Tuple } from './publication.js';

/** The sum of these unknowns, each with its sign, is this. */
export interface Relation {
  readonly terms: readonly (readonly [unknown: number, sign: 1 | -1])[];
  readonly sum: number;
}
export interface Knowledge {
  /** Names of the unknowns: hidden figures first, then what lies behind them. */
  readonly unknowns: readonly string[];
  readonly relations: readonly Relation[];
}
/**
 * A sum of months that is no figure of its own, such as February and March: what is asked about it is whether it can be
 * found.
 */
export interface Stretch {
  readonly tuple: Tuple;
  readonly months: readonly string[];
}
export const nameOfStretch = ({ tuple, months }: Stretch): string => `${months[0]}–${months.at(-1)}|${tuple.join('|')}`;

/**
 * `people`: the attacker also reasons about the people behind the tables, who have one value in every dimension at
 * once.
 */
export function knowledgeOf(
  publication: Publication,
  stretches: readonly Stretch[],
  { people }: { readonly people: boolean },
): Knowledge {
  const { years, values, maxBy, figures } = publication;
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = numbers.get(name) ?? numbers.size;
    numbers.set(name, known);
    return known;
  };
  for (const [name, figure] of figures) if (figure === 'hidden') numberOf(name);
  const relations: Relation[] = [];
  const add = (whole: string, parts: readonly string[]) => {
    const terms: [number, 1 | -1][] = [];
    let sum = 0;
    for (const [names, sign] of [
      [parts, 1],
      [[whole], -1],
    ] as const) {
      for (const name of names) {
        const figure = figures.get(name);
        if (typeof figure === 'number') sum -= sign * figure;
        else terms.push([numberOf(name), sign]);
      }
    }
    if (terms.length > 0) relations.push({ terms, sum });
  };
  const tuples = tuplesOf(values, maxBy);
  for (const year of years) {
    for (const tuple of tuples) {
      add(
        nameOf(year, tuple),
        quartersOf(year).map((node) => nameOf(node, tuple)),
      );
      for (const quarter of quartersOf(year))
        add(
          nameOf(quarter, tuple),
          monthsOf(quarter).map((node) => nameOf(node, tuple)),
        );
      if (tuple.filter((value) => value !== '*').length === maxBy) continue;
      for (const node of nodesOfYear(year))
        tuple.forEach((value, place) => {
          if (value === '*')
            add(
              nameOf(node, tuple),
              values[place]!.map((one) => nameOf(node, tuple.with(place, one))),
            );
        });
    }
    if (people && values.length > maxBy) for (const month of monthsOf(year)) behind(month, publication, tuples, add);
  }
  for (const stretch of stretches)
    add(
      nameOfStretch(stretch),
      stretch.months.map((month) => nameOf(month, stretch.tuple)),
    );
  return { unknowns: [...numbers.keys()], relations };
}

/**
 * Everybody of a month stands at one full combination of values; a combination is possible where no published nought
 * excludes it.
 */
function behind(
  month: string,
  { values, maxBy, figures }: Publication,
  tuples: readonly Tuple[],
  add: (whole: string, parts: readonly string[]) => void,
): void {
  const excluded = new Set(
    tuples.filter((tuple) => figures.get(nameOf(month, tuple)) === 0).map((tuple) => tuple.join('|')),
  );
  const free = (tuple: Tuple): boolean => !sharpest(tuple, maxBy).some((name) => excluded.has(name));
  let combinations: readonly Tuple[] = [[]];
  values.forEach((known, place) => {
    combinations = combinations
      .flatMap((tuple) => known.map((value) => [...tuple, value]))
      .filter((tuple) => free([...tuple, ...values.slice(place + 1).map(() => '*')]));
  });
  const members = new Map<string, string[]>();
  for (const combination of combinations) {
    for (const name of sharpest(combination, maxBy)) {
      const known = members.get(name);
      if (known) known.push(`=${nameOf(month, combination)}`);
      else members.set(name, [`=${nameOf(month, combination)}`]);
    }
  }
  for (const [name, parts] of members) add(`${month}|${name}`, parts);
}
/** The published tuples that see the most of a combination. */
function sharpest(combination: Tuple, maxBy: number): readonly string[] {
  const named = combination.flatMap((value, place) => (value === '*' ? [] : [place]));
  const choose = (from: readonly number[], many: number): readonly (readonly number[])[] =>
    many === 0
      ? [[]]
      : from.flatMap((place, index) => choose(from.slice(index + 1), many - 1).map((rest) => [place, ...rest]));
  return choose(named, Math.min(maxBy, named.length)).map((places) =>
    combination.map((value, place) => (places.includes(place) ? value : '*')).join('|'),
  );
}
