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

/** The numbers of an atom's values in their dimensions, and last its month, 0 to 11. */
export type Spot = readonly number[];
/** All who share one spot. */
export interface Group {
  readonly spot: Spot;
  readonly n: number;
}
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
  readonly groups: readonly Group[];
  readonly counts: Int32Array;
}

/** Atoms of one year. `tables`: sets of dimensions, by number, with all their subsets and in a fixed order. */
export function takeCensus(
  year: string,
  atoms: readonly Atom[],
  dimensions: readonly string[],
  tables: readonly (readonly number[])[],
): CellCounts {
  const values = dimensions.map((dimension) => [...new Set(atoms.map(({ keys }) => valueOf(keys, dimension)))].sort());
  const numbers = values.map((known) => new Map(known.map((value, number) => [value, number])));
  const laidOut = layOut(tables, values);
  const counted = new Map<string, { readonly spot: Spot; n: number }>();
  for (const { keys, month, n } of atoms) {
    if (!Number.isSafeInteger(n) || n < 0 || yearOf(month) !== year)
      throw new Error('an atom is a whole number of its own year');
    if (n === 0) continue;
    const spot = [
      ...dimensions.map((dimension, place) => numbers[place]!.get(keys[dimension]!)!),
      Number(month.slice(5)) - 1,
    ];
    const key = spot.join();
    const known = counted.get(key);
    if (known) known.n += n;
    else counted.set(key, { spot, n });
  }
  const groups = [...counted.values()].sort((a, b) => compare(a.spot, b.spot));
  const last = laidOut.at(-1)!;
  const counts = new Int32Array(last.first + last.width * places);
  for (const { spot, n } of groups) for (const table of laidOut) count(counts, table, spot, n);
  return { year, values, tables: laidOut, groups, counts };
}

/** In each table three cells count whoever is at a spot: those of the month, the quarter and the year. */
function count(counts: Int32Array, { by, first, width, steps }: Table, spot: Spot, n: number): void {
  const month = spot[spot.length - 1]!;
  let year = first;
  for (let index = 0; index < by.length; index += 1) year += spot[by[index]!]! * steps[index]!;
  counts[year]! += n;
  counts[year + (1 + Math.floor(month / 3)) * width]! += n;
  counts[year + (5 + month) * width]! += n;
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
export function counts({ table, span, named }: Place, spot: Spot): boolean {
  const month = spot[spot.length - 1]!;
  if (month < span[0] || month > span[1]) return false;
  const { by } = table;
  for (let index = 0; index < by.length; index += 1) if (spot[by[index]!] !== named[index]) return false;
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
const compare = (a: Spot, b: Spot): number => {
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
};
