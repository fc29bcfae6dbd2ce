/**
 * A population's year, counted in every cell that anybody may ask for. Cells are numbers here: table by table, in each
 * node of the year, value by value.
 */
import { places, spanOf, yearOf, type Month, type Span, type TimeNode } from './periods.js';

/**
 * So many of the population have exactly these values, in this month. Every atom of a population has every dimension.
 */
export interface Atom {
  readonly month: Month;
  readonly keys: { readonly [dimension: string]: string };
  readonly n: number;
}
/** A figure that can be published. A dimension that is null or left out: all its values together. */
export interface Cell {
  readonly time: TimeNode;
  readonly keys: { readonly [dimension: string]: string | null };
}

/**
 * Spot after spot. One is the numbers of an atom's values in their dimensions, and last its month, 0 to 11:
 * `spotLength` numbers.
 */
export type Spots = Int32Array;
export interface Table {
  /** Which dimensions it is broken down by, ascending. */
  readonly by: readonly number[];
  readonly first: number;
  /** Cells in one node of the year. */
  readonly width: number;
  readonly steps: readonly number[];
}
export interface CellCounts {
  readonly year: string;
  /** The values that occur in the year, of each dimension, sorted. */
  readonly values: readonly (readonly string[])[];
  readonly tables: readonly Table[];
  readonly counts: Int32Array;
}
/** With those who are counted, of whom other years are made. */
export interface Census extends CellCounts {
  readonly spotLength: number;
  /** One for each group, all who share one spot; ascending. */
  readonly spots: Spots;
  /** How many there are in each group. */
  readonly people: Int32Array;
  /** Of each dimension, those that nobody exchanges without it, itself among them: one bit for each. */
  readonly along: Int32Array;
}

/**
 * Atoms of one year. `tables`: sets of dimensions, by number, with all their subsets and in a fixed order. `linked`:
 * sets of dimensions that say one thing together.
 */
export function takeCensus(
  year: string,
  atoms: readonly Atom[],
  dimensions: readonly string[],
  tables: readonly (readonly number[])[],
  linked: readonly (readonly number[])[] = [],
): Census {
  const values = dimensions.map((dimension) => [...new Set(atoms.map(({ keys }) => valueOf(keys, dimension)))].sort());
  const numbers = values.map((known) => new Map(known.map((value, number) => [value, number])));
  const spotLength = dimensions.length + 1;
  const all = new Int32Array(atoms.length * spotLength);
  atoms.forEach(({ keys, month, n }, atom) => {
    if (!Number.isSafeInteger(n) || n < 0 || yearOf(month) !== year)
      throw new Error('an atom is a whole number of its own year');
    dimensions.forEach((dimension, place) => {
      all[atom * spotLength + place] = numbers[place]!.get(keys[dimension]!)!;
    });
    all[(atom + 1) * spotLength - 1] = Number(month.slice(5)) - 1;
  });
  const { spots, people } = groupsOf(atoms, all, spotLength);
  const laidOut = layOut(tables, values);
  const last = laidOut.at(-1)!;
  const counts = new Int32Array(last.first + last.width * places);
  for (let group = 0; group < people.length; group += 1)
    for (const table of laidOut) {
      const [year, month] = [yearCellAt(table, spots, group * spotLength), spots[(group + 1) * spotLength - 1]!];
      for (const node of [0, 1 + Math.floor(month / 3), 5 + month])
        counts[year + node * table.width]! += people[group]!;
    }
  const along = Int32Array.from(dimensions, (_, one) =>
    linked.filter((set) => set.includes(one)).reduce((bits, set) => bits | bitsOf(set), bitsOf([one])),
  );
  return { year, values, tables: laidOut, spotLength, spots, people, along, counts };
}

const bitsOf = (dimensions: readonly number[]): number => dimensions.reduce((bits, one) => bits | (1 << one), 0);

/** Atoms at the same spot are one group; ascending. */
function groupsOf(atoms: readonly Atom[], all: Spots, spotLength: number): Pick<Census, 'spots' | 'people'> {
  const compare = (one: number, other: number): number => {
    for (let i = 0; i < spotLength; i += 1) {
      const difference = all[one * spotLength + i]! - all[other * spotLength + i]!;
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const sorted = atoms.flatMap(({ n }, atom) => (n === 0 ? [] : [atom])).sort(compare);
  const spots = new Int32Array(sorted.length * spotLength);
  const people = new Int32Array(sorted.length);
  let groups = 0;
  sorted.forEach((atom, at) => {
    if (at === 0 || compare(sorted[at - 1]!, atom) !== 0) {
      spots.set(all.subarray(atom * spotLength, (atom + 1) * spotLength), groups * spotLength);
      groups += 1;
    }
    people[groups - 1]! += atoms[atom]!.n;
  });
  return { spots: spots.slice(0, groups * spotLength), people: people.slice(0, groups) };
}

/**
 * In each table three cells count whoever is at a spot: the first of these, of the year, and those of the quarter and
 * the month.
 */
export function yearCellAt({ by, first, steps }: Table, spots: Spots, at: number): number {
  let cell = first;
  for (let index = 0; index < by.length; index += 1) cell += spots[at + by[index]!]! * steps[index]!;
  return cell;
}
/** Whom a figure counts. `named[i]` is the value of dimension `by[i]`. */
export interface Place {
  readonly table: Table;
  readonly span: Span;
  readonly named: readonly number[];
}
export function placeOfCell({ tables, values }: CellCounts, cell: number): Place {
  const table = tables.findLast(({ first }) => first <= cell)!;
  const [node, rest] = [Math.floor((cell - table.first) / table.width), (cell - table.first) % table.width];
  return {
    table,
    span: spanOf(node),
    named: table.by.map((dimension, index) => Math.floor(rest / table.steps[index]!) % values[dimension]!.length),
  };
}
/** @param at where the spot begins */
export function counts({ table: { by }, span, named }: Place, spots: Spots, at: number, spotLength: number): boolean {
  const month = spots[at + spotLength - 1]!;
  if (month < span[0] || month > span[1]) return false;
  for (let index = 0; index < by.length; index += 1) if (spots[at + by[index]!] !== named[index]) return false;
  return true;
}

function layOut(tables: readonly (readonly number[])[], values: CellCounts['values']): readonly Table[] {
  let first = 0;
  return tables.map((by) => {
    const steps: number[] = [];
    let width = 1;
    for (const dimension of by) {
      steps.push(width);
      width *= values[dimension]!.length;
    }
    const table = { by, first, width, steps };
    first += width * places;
    return table;
  });
}
function valueOf(keys: Atom['keys'], dimension: string): string {
  const value = keys[dimension];
  if (value === undefined) throw new Error(`an atom lacks ${dimension}`);
  return value;
}
