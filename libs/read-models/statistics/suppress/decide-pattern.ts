/**
 * What may be published of a population: the same answer for every report, whoever asks for it and in whatever order.
 */
import {
  placeOfCell,
  takeCensus,
  type Atom,
  type Cell,
  type CellCounts,
  type Census,
  type Spots,
} from './cell-counts.js';
import { decideYear, type Decision } from './decide-year.js';
import { type PublishedYear } from './earlier.js';
import { nodeAt, placeOf, yearOf, type TimeNode } from './periods.js';

export interface Pattern {
  /**
   * Whether the cell may be published, of one node of the calendar. Noughts are cells as well. Throws where nobody may
   * ask for it.
   */
  shows(cell: Cell): boolean;
  /** How many there are, hidden or not. */
  count(cell: Cell): number;
  /** The number of a period (`nodesOf`), or `hidden`: the sum of its nodes where every one of them is shown. */
  figure(keys: Cell['keys'], period: readonly TimeNode[]): number | 'hidden';
  /** Every row of a table that is not a plain nought: those that count somebody, and those that are hidden. Sorted. */
  rows(by: readonly string[], period: readonly TimeNode[]): readonly Cell['keys'][];
  /** Of all cells: counting 1 to 4, hidden because of them, noughts among these, shown with a number. */
  tally(): {
    readonly small: number;
    readonly besides: number;
    readonly noughts: number;
    readonly shown: number;
  };
}
export interface ProvenPattern extends Pattern {
  /**
   * Years that would have been published to the same letter: each hidden cell counts another number in one of them at
   * least. The proof of the pattern.
   */
  otherYears(year: string): readonly (readonly Atom[])[];
  /** What the next publication has to leave as it is. */
  readonly published: ReadonlyMap<string, PublishedYear>;
}
const [usualThreshold, usualMaxBy] = [5, 2];
export interface PatternOptions {
  /** Groups of 1 up to below this are hidden: 5. */
  readonly threshold?: number;
  /** How many dimensions a report may name at once: 2. */
  readonly maxBy?: number;
  /** Wider tables that are published besides, with all that can be summed up from them. */
  readonly tables?: readonly (readonly string[])[];
  /**
   * Dimensions that say one thing together, such as whether a part is rejected and on which ground: no other year is
   * made of values that nobody can have.
   */
  readonly linked?: readonly (readonly string[])[];
}

/** What was decided for one year. It is never changed, and follows from its atoms, dimensions and options alone. */
export interface DecidedYear {
  readonly cells: CellCounts;
  /** One number for each cell: 1 where it is hidden. */
  readonly hidden: Uint8Array;
}
type ProvenYear = PublishedYear & { readonly changes: Decision['changes'] };

/**
 * All atoms of a population, of any number of years, and all its dimensions. What is a subset of the population (those
 * upheld, those in time) is a dimension of it, never a population of its own: only what was decided together cannot be
 * set against each other. Each year is decided by its own counts alone.
 * @param earlier publications of the same population, in their order
 */
export function decidePattern(
  atoms: readonly Atom[],
  dimensions: readonly string[],
  options: PatternOptions = {},
  earlier: readonly ProvenPattern[] = [],
): ProvenPattern {
  const byYear = Map.groupBy(atoms, ({ month }) => yearOf(month));
  const years = new Map(
    [...byYear].map(([year, own]): [string, ProvenYear] => {
      const cells = censusOf(year, own, dimensions, options);
      const before = earlier.flatMap(({ published }) => published.get(year) ?? []);
      return [year, { cells, ...decideYear(cells, options.threshold ?? usualThreshold, before) }];
    }),
  );
  return {
    ...patternOf(years, dimensions, options),
    published: years,
    otherYears(year) {
      const decided = years.get(year);
      return decided ? decided.changes.map((change) => changed(decided.cells, dimensions, change)) : [];
    },
  };
}

const censusOf = (
  year: string,
  atoms: readonly Atom[],
  dimensions: readonly string[],
  { maxBy = usualMaxBy, tables = [], linked = [] }: PatternOptions,
): Census =>
  takeCensus(
    year,
    atoms,
    dimensions,
    tablesOf(dimensions, maxBy, tables),
    linked.map((set) => set.map((dimension) => dimensions.indexOf(dimension))),
  );

/**
 * @param atoms of this year alone @param before what was decided on the same atoms, dimensions and options; where it
 * cannot have been, it is not taken
 */
export function decideOneYear(
  year: string,
  atoms: readonly Atom[],
  dimensions: readonly string[],
  options: PatternOptions = {},
  before?: Uint8Array,
): DecidedYear {
  const { threshold = usualThreshold } = options;
  const census = censusOf(year, atoms, dimensions, options);
  const { values, tables, counts } = census;
  const hidden = isFit(before, census, threshold) ? before : decideYear(census, threshold).hidden;
  return { cells: { year, values, tables, counts }, hidden };
}

/**
 * The same of a publication: what was published of the year before stays as it was (decision 20).
 * @param kept what was decided on the same atoms, dimensions, options and publications; taken where it can have been
 */
export function decideOnePublication(
  year: string,
  atoms: readonly Atom[],
  dimensions: readonly string[],
  options: PatternOptions,
  published: readonly PublishedYear[],
  kept?: Pick<PublishedYear, 'hidden' | 'changes'>,
): PublishedYear {
  const { threshold = usualThreshold } = options;
  const cells = censusOf(year, atoms, dimensions, options);
  return { cells, ...(kept && isFit(kept.hidden, cells, threshold) ? kept : decideYear(cells, threshold, published)) };
}

const isFit = (before: Uint8Array | undefined, { counts }: CellCounts, threshold: number): before is Uint8Array =>
  before?.length === counts.length && counts.every((n, cell) => n === 0 || n >= threshold || before[cell] === 1);

/** @param years decided with these very dimensions and options */
export function patternOf(
  years: ReadonlyMap<string, DecidedYear>,
  dimensions: readonly string[],
  { threshold = usualThreshold, maxBy = usualMaxBy, tables = [] }: PatternOptions = {},
): Pattern {
  const wanted = new Set(tablesOf(dimensions, maxBy, tables).map((table) => table.join()));
  const laidOut = new Map(
    [...years].map(([year, { cells }]) => [year, new Map(cells.tables.map((table) => [table.by.join(), table]))]),
  );
  /** Undefined: in a year, or of a value, that nobody has. */
  const find = ({ time, keys }: Cell): { readonly in: DecidedYear; readonly number: number } | undefined => {
    const by = namedIn(keys, dimensions);
    if (!wanted.has(by.join()))
      throw new Error(`no report is by ${by.map((number) => dimensions[number]).join(' and ')}`);
    const place = placeOf(time);
    const decided = years.get(yearOf(time));
    const table = laidOut.get(yearOf(time))?.get(by.join());
    if (!decided || !table) return undefined;
    const { values } = decided.cells;
    const numbers = by.map((dimension) => values[dimension]!.indexOf(keys[dimensions[dimension]!]!));
    if (numbers.includes(-1)) return undefined;
    return {
      in: decided,
      number:
        table.first +
        place * table.width +
        numbers.reduce((sum, number, index) => sum + number * table.steps[index]!, 0),
    };
  };
  const count = (cell: Cell): number => {
    const found = find(cell);
    return found ? found.in.cells.counts[found.number]! : 0;
  };
  const shows = (cell: Cell): boolean => {
    const found = find(cell);
    return !found || found.in.hidden[found.number] === 0;
  };
  return {
    shows,
    count,
    figure: (keys, period) =>
      period.every((time) => shows({ time, keys }))
        ? period.reduce((sum, time) => sum + count({ time, keys }), 0)
        : 'hidden',
    rows(by, period) {
      const named = by.map((dimension) => dimensions.indexOf(dimension)).sort((a, b) => a - b);
      const rows = new Map<string, Cell['keys']>();
      for (const time of period) {
        const decided = years.get(yearOf(time));
        const table = laidOut.get(yearOf(time))?.get(named.join());
        if (!decided || !table) continue;
        const { cells, hidden } = decided;
        const start = table.first + placeOf(time) * table.width;
        for (let cell = start; cell < start + table.width; cell += 1) {
          if (cells.counts[cell] === 0 && hidden[cell] === 0) continue;
          const keys = keysOf(cells, cell, dimensions);
          rows.set(JSON.stringify(by.map((dimension) => keys[dimension])), keys);
        }
      }
      return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, keys]) => keys);
    },
    tally: () => tallyOf([...years.values()], threshold),
  };
}

/** Every subset of at most `maxBy` dimensions and of the tables named besides; the narrower come first. */
function tablesOf(
  dimensions: readonly string[],
  maxBy: number,
  besides: readonly (readonly string[])[],
): readonly (readonly number[])[] {
  const subsets = (of: readonly number[]): readonly (readonly number[])[] =>
    of.reduce<readonly (readonly number[])[]>((known, one) => [...known, ...known.map((set) => [...set, one])], [[]]);
  const wider = besides.flatMap((table) =>
    subsets(table.map((dimension) => dimensions.indexOf(dimension)).sort((a, b) => a - b)),
  );
  if (wider.flat().includes(-1)) throw new Error('a table names a dimension that the population lacks');
  const all = [...subsets(dimensions.map((_, number) => number)).filter(({ length }) => length <= maxBy), ...wider];
  return [...new Map(all.map((table) => [table.join(), table])).values()].sort(
    (a, b) => a.length - b.length || (a.join() < b.join() ? -1 : 1),
  );
}
const namedIn = (keys: Cell['keys'], dimensions: readonly string[]): readonly number[] => {
  const unknown = Object.keys(keys).find((key) => !dimensions.includes(key));
  if (unknown !== undefined) throw new Error(`the population has no ${unknown}`);
  return dimensions.flatMap((dimension, number) =>
    keys[dimension] === undefined || keys[dimension] === null ? [] : [number],
  );
};
function keysOf(cells: CellCounts, cell: number, dimensions: readonly string[]): Cell['keys'] {
  const { table, named } = placeOfCell(cells, cell);
  return Object.fromEntries(
    table.by.map((dimension, index) => [dimensions[dimension]!, cells.values[dimension]![named[index]!]!]),
  );
}
function changed(
  { year, values, spotLength, spots, people }: Census,
  dimensions: readonly string[],
  { spots: moved, less, more }: Decision['changes'][number],
): readonly Atom[] {
  const at = (of: Spots, one: number) => of.subarray(one * spotLength, (one + 1) * spotLength);
  const atom = (spot: Spots, n: number): Atom => ({
    month: nodeAt(year, 5 + spot.at(-1)!),
    n,
    keys: Object.fromEntries(dimensions.map((dimension, number) => [dimension, values[number]![spot[number]!]!])),
  });
  const all = Array.from({ length: less + more }, (_, one) => at(moved, one));
  const leaving = all.slice(0, less).map((spot) => spot.join());
  const stayed = Array.from(people, (n, group) => ({ spot: at(spots, group), n }))
    .map(({ spot, n }) => ({ spot, n: n - leaving.filter((key) => key === spot.join()).length }))
    .filter(({ n }) => n > 0);
  return [...stayed.map(({ spot, n }) => atom(spot, n)), ...all.slice(less).map((spot) => atom(spot, 1))];
}
function tallyOf(years: readonly DecidedYear[], threshold: number): ReturnType<Pattern['tally']> {
  const tally = { small: 0, besides: 0, noughts: 0, shown: 0 };
  for (const {
    cells: { counts },
    hidden,
  } of years) {
    counts.forEach((count, cell) => {
      if (count > 0 && count < threshold) tally.small += 1;
      else if (hidden[cell] === 1) {
        tally.besides += 1;
        if (count === 0) tally.noughts += 1;
      } else if (count > 0) tally.shown += 1;
    });
  }
  return tally;
}
