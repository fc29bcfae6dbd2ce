/**
 * What earlier publications of a year have said (decision 20), in the cells of the one that is decided now. A change
 * has to leave each of them as it was published: or what the one hides beside a group, another one shows.
 */
import { type Change } from './alternative-tables.js';
import { yearCellAt, type CellCounts, type Census, type Spots, type Table } from './cell-counts.js';
import { places } from './periods.js';

/** A year as it was decided for a publication, with the changes that it was decided by. */
export interface PublishedYear {
  readonly cells: Census;
  readonly hidden: Uint8Array;
  readonly changes: readonly Change[];
}

export interface Earlier {
  /** Of those who were counted, 0 to 11. */
  readonly lastMonth: number;
  /** By cells of this year: 1 where it was shown, noughts and what nobody had among them. */
  readonly shown: Uint8Array;
  readonly counts: Int32Array;
  /** Where somebody was. */
  readonly spots: ReadonlySet<string>;
}

const lastMonthOf = ({ spots, spotLength }: Census): number => {
  let last = 0;
  for (let at = spotLength - 1; at < spots.length; at += spotLength) last = Math.max(last, spots[at]!);
  return last;
};
const spotAt = (spots: Spots, at: number, length: number): string => spots.subarray(at, at + length).join();

/** @param published in their order; those that end with the same month are taken as one that showed what any shows */
export function earlierOf(cells: Census, published: readonly PublishedYear[]): readonly Earlier[] {
  const found = new Map<number, { -readonly [Key in keyof Earlier]: Earlier[Key] } & { readonly spots: Set<string> }>();
  for (const { cells: before, hidden } of published) {
    const lastMonth = lastMonthOf(before);
    const numbers = renumbered(cells, before);
    const known = found.get(lastMonth) ?? {
      lastMonth,
      shown: new Uint8Array(cells.counts.length),
      counts: new Int32Array(cells.counts.length),
      spots: new Set<string>(),
    };
    found.set(lastMonth, known);
    cells.tables.forEach((table, index) => {
      const own = before.tables[index]!;
      for (let value = 0; value < table.width; value += 1) {
        const there = valueIn(table, own, value, cells, numbers);
        for (let node = 0; node < places; node += 1) {
          const [cell, was] = [table.first + node * table.width + value, own.first + node * own.width + there];
          if (there === -1 || hidden[was] === 0) known.shown[cell] = 1;
          known.counts[cell] = there === -1 ? 0 : before.counts[was]!;
        }
      }
    });
    const back = renumbered(before, cells);
    for (let at = 0; at < before.spots.length; at += before.spotLength) {
      const spot = renumber(before.spots, at, before.spotLength, back);
      if (spot) known.spots.add(spot.join());
    }
  }
  return [...found.values()];
}

/** Of each dimension the number in `other` of each value of `cells`; -1 where nobody has it there. */
const renumbered = (cells: CellCounts, other: CellCounts): readonly (readonly number[])[] =>
  cells.values.map((values, dimension) => values.map((value) => other.values[dimension]!.indexOf(value)));

/** Undefined where nobody has one of its values there. */
function renumber(
  spots: Spots,
  at: number,
  length: number,
  numbers: readonly (readonly number[])[],
): readonly number[] | undefined {
  const spot = [...spots.subarray(at, at + length)].map((value, place) =>
    place === length - 1 ? value : numbers[place]![value]!,
  );
  return spot.includes(-1) ? undefined : spot;
}

/** The number of the same values in the other table, without its first cell. */
function valueIn(
  { by, steps }: Table,
  other: Table,
  value: number,
  { values }: CellCounts,
  numbers: readonly (readonly number[])[],
): number {
  let found = 0;
  for (let index = 0; index < by.length; index += 1) {
    const dimension = by[index]!;
    const own = Math.floor(value / steps[index]!) % values[dimension]!.length;
    const there = numbers[dimension]![own]!;
    if (there === -1) return -1;
    found += there * other.steps[index]!;
  }
  return found;
}

/** What was chosen before, where it can be chosen still: everybody whom it takes away is there. */
export function changesBefore(cells: Census, published: readonly PublishedYear[]): readonly Change[] {
  const people = new Map<string, number>();
  for (let group = 0; group < cells.people.length; group += 1)
    people.set(spotAt(cells.spots, group * cells.spotLength, cells.spotLength), cells.people[group]!);
  const found = new Map<string, Change>();
  for (const { cells: before, changes } of published) {
    const numbers = renumbered(before, cells);
    for (const { spots, less, more, differing } of changes) {
      const moved = Array.from({ length: less + more }, (_, one) =>
        renumber(spots, one * before.spotLength, before.spotLength, numbers),
      );
      if (moved.includes(undefined)) continue;
      const taken = new Map<string, number>();
      for (const spot of moved.slice(0, less)) taken.set(spot!.join(), (taken.get(spot!.join()) ?? 0) + 1);
      if ([...taken].some(([spot, many]) => (people.get(spot) ?? 0) < many)) continue;
      const all = moved.flatMap((spot) => spot!);
      found.set(`${less} ${all.join()}`, { spots: Int32Array.from(all), less, more, differing });
    }
  }
  return [...found.values()];
}

/**
 * Whether every earlier publication would have been the same to the letter. `late`: whoever stands where nobody stood
 * then has come into an ended month since, so that none of them counted him; otherwise he was there, with other values.
 */
export function leavesAlone(
  cells: Census,
  earlier: readonly Earlier[],
  { late }: { readonly late: boolean },
): (change: Change) => boolean {
  const { tables, spotLength, counts } = cells;
  const balance = new Int8Array(counts.length);
  const touched: number[] = [];
  const turn = (cell: number, sign: number): void => {
    if (balance[cell] === 0) touched.push(cell);
    balance[cell]! += sign;
  };
  return ({ spots, less, more }) =>
    earlier.every(({ lastMonth, shown, counts: before, spots: known }) => {
      const isIn = (one: number): boolean => spots[(one + 1) * spotLength - 1]! <= lastMonth;
      const isLate = (one: number): boolean =>
        late && one < less && isIn(one) && !known.has(spotAt(spots, one * spotLength, spotLength));
      const moved = Array.from({ length: less + more }, (_, one) => one).filter(
        (one) => isIn(one) && !isLate(one) && !(one >= less && one - less < less && isLate(one - less)),
      );
      if (moved.length === 0) return true;
      return tables.every((table) => {
        for (const one of moved) {
          const sign = one < less ? -1 : 1;
          const year = yearCellAt(table, spots, one * spotLength);
          const month = spots[(one + 1) * spotLength - 1]!;
          turn(year, sign);
          turn(year + (1 + Math.floor(month / 3)) * table.width, sign);
          turn(year + (5 + month) * table.width, sign);
        }
        let isSame = true;
        for (const cell of touched) {
          const difference = balance[cell]!;
          balance[cell] = 0;
          if (difference === 0) continue;
          if (shown[cell] === 1) isSame = false;
          const isListed = table.by.length === 1 && cell < table.first + table.width;
          if (isListed && before[cell]! + difference <= 0) isSame = false;
        }
        touched.length = 0;
        return isSame;
      });
    });
}
