/**
 * Knows the people, and so what an attacker may not find: whatever is hidden, and groups below the threshold in any
 * period that can be asked for.
 */
import { knowledgeOf, nameOfStretch, type Stretch } from './knowledge.js';
import { type Office, type Roll } from './offices.js';
import {
  monthsOf,
  nameOf,
  nodesOfYear,
  publish,
  tuplesOf,
  type Figure,
  type Publication,
  type Tuple,
} from './publication.js';
import { solveBounds, solveLinear, type Found } from './solve.js';

export type Ask = (node: string, tuple: Tuple) => Figure;
export interface Case {
  readonly office: Office;
  readonly publication: Publication;
  readonly truth: ReadonlyMap<string, number>;
}
export const valuesOf = ({ dimensions, people }: Office): readonly (readonly string[])[] =>
  dimensions.map((dimension) => [...new Set(people.map(({ keys }) => keys[dimension]!))].sort());

export function caseOf(office: Office, ask: Ask, maxBy = 2): Case {
  const values = valuesOf(office);
  return {
    office,
    publication: publish(office.years, values, maxBy, ask),
    truth: countedIn(office, office.people, maxBy),
  };
}

/** Every figure of these people, counted one by one. Figures of nobody are left out. */
function countedIn(
  { dimensions, years }: Pick<Office, 'dimensions' | 'years'>,
  people: Office['people'],
  maxBy: number,
): ReadonlyMap<string, number> {
  const counted = new Map<string, number>();
  const nodesOf = new Map<string, string[]>();
  for (const node of years.flatMap(nodesOfYear))
    for (const month of monthsOf(node)) nodesOf.set(month, [...(nodesOf.get(month) ?? []), node]);
  for (const { month, keys, n } of people) {
    const own = tuplesOf(
      dimensions.map((dimension) => [keys[dimension]!]),
      maxBy,
    );
    for (const node of nodesOf.get(month)!)
      for (const tuple of own) {
        const name = nameOf(node, tuple);
        counted.set(name, (counted.get(name) ?? 0) + n);
      }
  }
  return counted;
}

export interface Attack {
  /** Hidden figures and small stretches that were found, and are what they were found to be. */
  readonly found: readonly string[];
  /** Of these, those that the equations leave open and that only follow because no figure is below nought. */
  readonly byBoundsAlone: readonly string[];
  readonly hidden: number;
  readonly stretches: number;
}
/**
 * Everything that was ever published, attacked at once. `people`: also by what the full combinations behind the tables
 * allow.
 */
export function attackAll({ publication, truth }: Case, roll: Roll, { people }: { readonly people: boolean }): Attack {
  const stretches = smallStretches(publication, truth);
  const knowledge = knowledgeOf(publication, stretches, { people });
  const of = new Map([...stretches].map((stretch) => [nameOfStretch(stretch), sumOf(stretch, truth)]));
  const real = (name: string): number | undefined =>
    of.get(name) ?? (publication.figures.get(name) === 'hidden' ? (truth.get(name) ?? 0) : undefined);
  const [byEquations, byBounds] = [solveLinear(knowledge, roll), solveBounds(knowledge)].map(
    (solved) => new Set(namesOf(solved, knowledge.unknowns, real)),
  ) as [Set<string>, Set<string>];
  return {
    found: [...new Set([...byEquations, ...byBounds])].sort(),
    byBoundsAlone: [...byBounds].filter((name) => !byEquations.has(name)),
    hidden: [...publication.figures.values()].filter((figure) => figure === 'hidden').length,
    stretches: stretches.length,
  };
}
function namesOf(
  solved: Found,
  unknowns: readonly string[],
  truth: (name: string) => number | undefined,
): readonly string[] {
  return [...solved].flatMap(([unknown, value]) => {
    const name = unknowns[unknown]!;
    const counted = truth(name);
    if (counted === undefined) return [];
    if (counted !== value) throw new Error('the attack found a figure that is not true');
    return [name];
  });
}

const sumOf = ({ tuple, months }: Stretch, truth: Case['truth']): number =>
  months.reduce((sum, month) => sum + (truth.get(nameOf(month, tuple)) ?? 0), 0);
/** Months in a row, within a year, that are no node and count 1 to 4. */
function smallStretches({ years, values, maxBy, figures }: Publication, truth: Case['truth']): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const year of years) {
    const [months, nodes] = [monthsOf(year), new Set(nodesOfYear(year).map((node) => monthsOf(node).join()))];
    for (const tuple of tuplesOf(values, maxBy)) {
      if (months.every((month) => figures.get(nameOf(month, tuple)) !== 'hidden')) continue;
      for (let first = 0; first < 12; first += 1) {
        for (let last = first + 1; last < 12; last += 1) {
          const stretch = { tuple, months: months.slice(first, last + 1) };
          const sum = sumOf(stretch, truth);
          if (sum > 4) break;
          if (sum > 0 && !nodes.has(stretch.months.join())) stretches.push(stretch);
        }
      }
    }
  }
  return stretches;
}

/**
 * What is wrong with a pattern's own proof: a year that would not have been published to the letter, or a hidden figure
 * that no such year counts otherwise.
 */
export function flawsOf(
  { office, publication, truth }: Case,
  otherYears: (year: string) => readonly Office['people'][],
): readonly string[] {
  const flaws: string[] = [];
  for (const year of office.years) {
    const names = [...publication.figures.keys()].filter((name) => name.startsWith(year));
    const still = new Set(names.filter((name) => publication.figures.get(name) === 'hidden'));
    const others = otherYears(year);
    for (const people of others) {
      if (people.some(({ n }) => n < 1)) flaws.push(`${year}: fewer than nobody`);
      const counted = countedIn({ dimensions: office.dimensions, years: [year] }, people, publication.maxBy);
      if ([...counted.keys()].some((name) => !publication.figures.has(name)))
        flaws.push(`${year}: a value that the office does not know`);
      for (const name of names) {
        const figure = publication.figures.get(name);
        if (figure !== 'hidden' && figure !== (counted.get(name) ?? 0))
          flaws.push(`${name} would have been published as ${counted.get(name) ?? 0}`);
        if ((truth.get(name) ?? 0) !== (counted.get(name) ?? 0)) still.delete(name);
      }
    }
    for (const name of still) flaws.push(`${name} is hidden without a year in which it is another`);
  }
  return flaws;
}
