/**
 * Which cells of a year are hidden (rules.md, section 6; decision 10). For every cell that is too small a change is
 * chosen after which it counts another number, and every figure that this change moves is hidden with it. So each
 * hidden cell has a year that might have been, of whole people, which would have been published to the same letter.
 */
import { placeOfCell, yearCellAt, type CellCounts, type Census, type Place, type Table } from './cell-counts.js';
import { Alternatives, copyOf, net, type Change } from './alternative-tables.js';
import { changesBefore, earlierOf, leavesAlone, type PublishedYear } from './earlier.js';
import { places, stretches } from './periods.js';

export interface Decision {
  readonly hidden: Uint8Array;
  /** Years that might have been: what is hidden is what one of them counts otherwise, and nothing else. */
  readonly changes: readonly Change[];
}

/**
 * How many changes are weighed for one cell: the dearer the best so far, the more; without any, all there are, for the
 * last is always possible.
 */
const tolerance = (lightest: number): number =>
  lightest < 40 ? 150 : lightest < 1e3 ? 400 : lightest < Infinity ? 4000 : Infinity;
/** What costs no more than some noughts of single months is good enough. */
const cheap = 3;

/** @param published the same year in earlier publications: each of them has to stay as it was */
export function decideYear(cells: Census, threshold: number, published: readonly PublishedYear[] = []): Decision {
  const { counts } = cells;
  // Nothing is small: these are the true figures of the office itself.
  if (threshold <= 1) return { hidden: new Uint8Array(counts.length), changes: [] };
  const hidden = Uint8Array.from(counts, (count) => (count > 0 && count < threshold ? 1 : 0));
  const movers = new Map<number, number[]>();
  const changes: Change[] = [];
  const costs = costsOf(cells, hidden);
  const alternatives = new Alternatives(cells);
  const earlier = earlierOf(cells, published);
  // Where what has changed since leaves nothing that earlier publications allow, this one alone is kept safe.
  const rules =
    published.length === 0
      ? [() => true]
      : [leavesAlone(cells, earlier, { late: false }), leavesAlone(cells, earlier, { late: true }), () => true];
  const chosenBefore = changesBefore(cells, published);
  function* candidates(place: Place): Generator<Change> {
    for (const change of chosenBefore) if (net(place, change, cells) !== 0) yield change;
    yield* alternatives.of(place);
  }
  const lightestOf = (place: Place, isGood: (change: Change) => boolean): Change | undefined => {
    let chosen: Change | undefined;
    let lightest = Infinity;
    let weighed = 0;
    for (const change of candidates(place)) {
      if (weighed > tolerance(lightest)) break;
      weighed += 1;
      const weight = costs.weigh(change, lightest);
      if (weight >= lightest || !isGood(change)) continue;
      [chosen, lightest] = [copyOf(change, cells), weight];
      if (weight <= cheap) break;
    }
    return chosen;
  };
  const choose = (place: Place): void => {
    let chosen: Change | undefined;
    for (const isGood of rules) if ((chosen = lightestOf(place, isGood))) break;
    if (!chosen) throw new Error('one more of the same is always possible');
    for (const moved of costs.moved(chosen)) {
      hidden[moved] = 1;
      (movers.get(moved) ?? movers.set(moved, []).get(moved)!).push(changes.length);
    }
    changes.push(chosen);
  };
  for (const cell of inOrder(cells)) if (hidden[cell] === 1 && !movers.has(cell)) choose(placeOfCell(cells, cell));
  for (const place of smallStretches(cells, threshold)) {
    const isMoved = monthCells(place).some((cell) =>
      movers.get(cell)?.some((change) => net(place, changes[change]!, cells) !== 0),
    );
    if (!isMoved) choose(place);
  }
  return { hidden, changes };
}

/** Sums of months that may be asked for as well: of each, those that count somebody, and too few. */
function* smallStretches(cells: CellCounts, threshold: number): Generator<Place> {
  const upTo = new Int32Array(13);
  for (const { first, width } of cells.tables) {
    for (let cell = first; cell < first + width; cell += 1) {
      for (let month = 0; month < 12; month += 1)
        upTo[month + 1] = upTo[month]! + cells.counts[cell + (5 + month) * width]!;
      if (upTo[12] === 0) continue;
      for (const span of stretches) {
        const sum = upTo[span[1] + 1]! - upTo[span[0]]!;
        if (sum > 0 && sum < threshold) yield { ...placeOfCell(cells, cell), span };
      }
    }
  }
}
function monthCells({ table, named, span }: Place): readonly number[] {
  const start = table.first + named.reduce((sum, value, index) => sum + value * table.steps[index]!, 0);
  return Array.from({ length: span[1] - span[0] + 1 }, (_, month) => start + (5 + span[0] + month) * table.width);
}

/**
 * Totals before breakdowns, the year before its quarters and months: what is decided for the wider is settled when the
 * narrower comes.
 */
function inOrder(cells: CellCounts): readonly number[] {
  return cells.tables
    .flatMap(({ first, width }, index) =>
      Array.from({ length: places }, (_, node) => ({ index, node, start: first + node * width, width })),
    )
    .sort(
      (a, b) =>
        cells.tables[a.index]!.by.length - cells.tables[b.index]!.by.length ||
        levelOf(a.node) - levelOf(b.node) ||
        a.start - b.start,
    )
    .flatMap(({ start, width }) => Array.from({ length: width }, (_, i) => start + i));
}
const levelOf = (node: number): number => (node === 0 ? 0 : node < 5 ? 1 : 2);

/**
 * What hiding a cell costs its readers, by how many dimensions it names and whether it is of a year, a quarter or a
 * month. A nought costs half.
 */
const prices = [
  [4e9, 1e9, 5e8],
  [2e5, 5e4, 1e4],
  [20, 6, 2],
  [4, 2, 1],
] as const;

interface Costs {
  /**
   * The cost of what would be hidden besides; Infinity where a value would vanish from the year's lists; above `limit`
   * it is not exact.
   */
  weigh(change: Change, limit: number): number;
  moved(change: Change): readonly number[];
}
function costsOf({ counts, tables, spotLength }: Census, hidden: Uint8Array): Costs {
  const price = new Float64Array(counts.length);
  const listed = new Uint8Array(counts.length);
  for (const { by, first, width } of tables) {
    for (let cell = first; cell < first + width * places; cell += 1) {
      const node = Math.floor((cell - first) / width);
      price[cell] = prices[Math.min(by.length, 3)]![levelOf(node)]! * (counts[cell] === 0 ? 0.5 : 1);
      listed[cell] = by.length === 1 && node === 0 ? 1 : 0;
    }
  }
  const balance = new Int8Array(counts.length);
  const touched: number[] = [];
  const turn = (cell: number, sign: 1 | -1): void => {
    if (balance[cell] === 0) touched.push(cell);
    balance[cell]! += sign;
  };
  // Most of the time of a report goes here: counted loops, and nothing is made.
  const put = (table: Table, { spots, less, more }: Change): void => {
    touched.length = 0;
    for (let one = 0; one < less + more; one += 1) {
      const sign = one < less ? -1 : 1;
      const year = yearCellAt(table, spots, one * spotLength);
      const month = spots[(one + 1) * spotLength - 1]!;
      turn(year, sign);
      turn(year + (1 + Math.floor(month / 3)) * table.width, sign);
      turn(year + (5 + month) * table.width, sign);
    }
  };
  // No cell is of two tables, so a change that costs too much in the dearest need not be put into the others.
  const dearestFirst = tables
    .toSorted((one, other) => one.by.length - other.by.length)
    .map((table) => ({ table, divides: table.by.reduce((bits, each) => bits | (1 << each), 1 << (spotLength - 1)) }));
  return {
    weigh(change, limit) {
      let weight = 0;
      for (let each = 0; each < dearestFirst.length && weight < limit; each += 1) {
        const { table, divides } = dearestFirst[each]!;
        if ((change.differing & divides) === 0) continue;
        put(table, change);
        for (const cell of touched) {
          const difference = balance[cell]!;
          balance[cell] = 0;
          if (difference === 0) continue;
          if (hidden[cell] === 0) weight += price[cell]!;
          if (listed[cell] === 1 && counts[cell]! + difference === 0) weight = Infinity;
        }
      }
      return weight;
    },
    moved: (change) =>
      tables.flatMap((table) => {
        put(table, change);
        const moved = [...new Set(touched)].filter((cell) => balance[cell] !== 0);
        for (const cell of touched) balance[cell] = 0;
        return moved;
      }),
  };
}
