/**
 * The line "cells" (promises.md, section 2): published figures reveal nobody. Random offices, their figures suppressed
 * by the product, attacked by a program that shares no code with it.
 */
import { decidePattern, type Pattern } from '../../../libs/read-models/statistics/suppress/decide-pattern.js';
import { nodesOf } from '../../../libs/read-models/statistics/suppress/periods.js';
import { attackAll, caseOf, flawsOf, valuesOf, type Ask, type Case } from './judge.js';
import { seededRandom } from '../../../libs/platform/seeded-random.js';
import { officeFrom, type Office, type Roll } from './offices.js';
import { attackPair, type Report } from './pairs.js';
import { monthsOf, nameOf, nodesOfYear, type Tuple } from './publication.js';

export interface CellsAttacked {
  readonly counts: { readonly [what: string]: number };
  /** Sentences that name the seed of the office; none when nothing was found. */
  readonly broken: readonly string[];
}
const pairsOfAnOffice = 10;
const biggerEvery = 15;

/**
 * So many pairs of reports, ten of each office, and each office's whole publication besides. The same for the same
 * seed.
 */
export function attackCells(seed: number, { pairs }: { readonly pairs: number }): CellsAttacked {
  const counts = {
    pairs: 0,
    offices: 0,
    'figures shown': 0,
    'small groups': 0,
    'hidden besides': 0,
    'noughts among these': 0,
    'hidden figures attacked': 0,
    'small stretches attacked': 0,
    'other years checked': 0,
    found: 0,
  };
  const broken: string[] = [];
  for (let index = 0; counts.pairs < pairs; index += 1) {
    const own = seed + index;
    const roll = seededRandom(own);
    const office = officeFrom(roll, index % biggerEvery === biggerEvery - 1 ? 2 : 1);
    const pattern = decidePattern(office.people, office.dimensions);
    const open = caseOf(office, asking(pattern, office));
    const { found, hidden, stretches } = attackAll(open, roll, { people: true });
    const flaws = flawsOf(open, (year) => pattern.otherYears(year));
    for (let pair = 0; pair < pairsOfAnOffice && counts.pairs < pairs; pair += 1) {
      counts.pairs += 1;
      const inPair = foundInPair(
        reportAtRandom(pattern, office, roll),
        reportAtRandom(pattern, office, roll),
        open,
        roll,
      );
      counts.found += inPair.length;
      broken.push(...inPair.map((name) => `office ${own}: two reports give ${name}`));
    }
    broken.push(
      ...found.map((name) => `office ${own}: ${name} was found`),
      ...flaws.map((flaw) => `office ${own}: ${flaw}`),
    );
    counts.offices += 1;
    counts.found += found.length;
    counts['hidden figures attacked'] += hidden;
    counts['small stretches attacked'] += stretches;
    counts['other years checked'] += office.years.reduce((sum, year) => sum + pattern.otherYears(year).length, 0);
    const { small, besides, noughts, shown } = pattern.tally();
    counts['small groups'] += small;
    counts['hidden besides'] += besides;
    counts['noughts among these'] += noughts;
    counts['figures shown'] += shown;
  }
  return { counts, broken };
}

export const keysOf = (office: Office, tuple: Tuple) =>
  Object.fromEntries(
    office.dimensions.map((dimension, place) => [dimension, tuple[place] === '*' ? null : tuple[place]!]),
  );
export const asking =
  (pattern: Pattern, office: Office): Ask =>
  (time, tuple) => {
    const cell = { time, keys: keysOf(office, tuple) };
    return pattern.shows(cell) ? pattern.count(cell) : 'hidden';
  };

/** As a reader gets it: the rows that the pattern lists, of the table and of each of its totals. */
function reportAtRandom(pattern: Pattern, office: Office, roll: Roll): Report {
  const places = office.dimensions
    .map((_, place) => [roll(), place] as const)
    .sort(([a], [b]) => a - b)
    .slice(0, Math.floor(roll() * 3))
    .map(([, place]) => place);
  const all = office.years.flatMap(monthsOf);
  const months = periodAtRandom(office, all, roll);
  const period = nodesOf(
    `${months[0]}-01`,
    `${months.at(-1)}-${new Date(Date.UTC(Number(months.at(-1)!.slice(0, 4)), Number(months.at(-1)!.slice(5)), 0)).getUTCDate()}`,
  )!;
  const rows: Report['rows'] = new Map(
    subsets(places).flatMap((by) =>
      pattern
        .rows(
          by.map((place) => office.dimensions[place]!),
          period,
        )
        .map(
          (keys) =>
            [
              office.dimensions.map((dimension) => keys[dimension] ?? '*').join('|'),
              pattern.figure(keys, period),
            ] as const,
        ),
    ),
  );
  return { by: places, months, rows };
}
function periodAtRandom({ years }: Office, all: readonly string[], roll: Roll): readonly string[] {
  const nodes = years.flatMap(nodesOfYear);
  if (roll() < 0.5) return monthsOf(nodes[Math.floor(roll() * nodes.length)]!);
  const [a, b] = [Math.floor(roll() * all.length), Math.floor(roll() * all.length)];
  return all.slice(Math.min(a, b), Math.max(a, b) + 1);
}
const subsets = (places: readonly number[]): readonly (readonly number[])[] =>
  places.reduce<readonly (readonly number[])[]>(
    (known, place) => [...known, ...known.map((set) => [...set, place])],
    [[]],
  );

/** What two reports give away: a hidden figure of one node, or a group of 1 to 4 in months in a row. */
function foundInPair(one: Report, two: Report, { office, truth }: Case, roll: Roll): readonly string[] {
  const all = office.years.flatMap(monthsOf);
  const nodes = new Map(office.years.flatMap(nodesOfYear).map((node) => [monthsOf(node).join(), node]));
  return attackPair(one, two, valuesOf(office), roll).flatMap(({ months, tuple, value }) => {
    const real = months.reduce((sum, month) => sum + (truth.get(nameOf(month, tuple.split('|'))) ?? 0), 0);
    if (real !== value) throw new Error('the attack found a figure that is not true');
    const inARow = all.indexOf(months.at(-1)!) - all.indexOf(months[0]!) === months.length - 1;
    const small = value > 0 && value < 5 && inARow;
    const hiddenNode =
      nodes.has(months.join()) &&
      [one, two].some((report) => report.months.join() === months.join() && report.rows.get(tuple) === 'hidden');
    return small || hiddenNode ? [`${months[0]}–${months.at(-1)}|${tuple} = ${value}`] : [];
  });
}
