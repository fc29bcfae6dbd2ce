/**
 * What a year might have been instead: a few people elsewhere, everybody else where they are. Always in the same order,
 * so that a decision can be made again. Tens of thousands are weighed for a year: groups are numbers here, and one
 * candidate is used again and again.
 */
import { counts, type Census, type Place, type Spots } from './cell-counts.js';

/** These were not there, and those were. Of nobody who is not there anybody is taken. */
export interface Change {
  /** First those who were there and are not, then those who are there instead. */
  readonly spots: Spots;
  readonly less: number;
  readonly more: number;
  /** Bits: in which dimensions somebody is elsewhere, the month the last. Tables without them count the same. */
  readonly differing: number;
}

const everyDimension = -1;
const mostSpots = 8;

/** The change that is weighed just now. It is another one after the next step: what is kept is a copy. */
class Candidate implements Change {
  readonly spots: Int32Array;
  less = 0;
  more = 0;
  differing = 0;

  constructor(private readonly cells: Census) {
    this.spots = new Int32Array(mostSpots * cells.spotLength);
  }

  /** Nobody has been taken or put anywhere. */
  begin(differing: number): this {
    this.less = 0;
    this.more = 0;
    this.differing = differing;
    return this;
  }

  /** One of this group was not there. Comes before whoever was there instead. */
  without(group: number): this {
    this.place(group, group, 0);
    this.less += 1;
    return this;
  }

  /** One like this group was there, who in these dimensions is like the other. */
  with(group: number, other: number = group, inThese = 0): this {
    this.place(group, other, inThese);
    this.more += 1;
    return this;
  }

  private place(group: number, other: number, inThese: number): void {
    const { spots, spotLength } = this.cells;
    const at = (this.less + this.more) * spotLength;
    for (let i = 0; i < spotLength; i += 1)
      this.spots[at + i] = spots[((inThese >> i) % 2 === 0 ? group : other) * spotLength + i]!;
  }
}

export const copyOf = ({ spots, less, more, differing }: Change, { spotLength }: Census): Change => ({
  spots: spots.slice(0, (less + more) * spotLength),
  less,
  more,
  differing,
});

/** By how many more the place counts after the change. */
export function net(place: Place, { spots, less, more }: Change, { spotLength }: Census): number {
  let difference = 0;
  for (let one = 0; one < less + more; one += 1)
    if (counts(place, spots, one * spotLength, spotLength)) difference += one < less ? -1 : 1;
  return difference;
}

const [manyOfThem, manyOthers, mostEquallyAlike, looked, mirrors, pairs] = [5, 14, 7, 300, 10, 12];

/** The years that a year might have been. */
export class Alternatives {
  private readonly candidate: Candidate;
  /** Groups of each month. */
  private readonly months: readonly (readonly number[])[];
  private readonly having = new Map<string, Having>();
  private closestC = -1;
  private closestD = -1;
  private readonly differing: Uint8Array;

  constructor(private readonly cells: Census) {
    this.candidate = new Candidate(cells);
    this.differing = new Uint8Array(cells.people.length);
    const byMonth = Array.from({ length: 12 }, (): number[] => []);
    for (let group = 0; group < cells.people.length; group += 1) byMonth[this.monthOf(group)]!.push(group);
    this.months = byMonth;
  }

  /**
   * Changes after which this cell counts another number, the likeliest first, and at last the one that is always
   * possible. The cell counts somebody. Each is good until the next is asked for.
   */
  *of(place: Place): Generator<Change> {
    const { cells, candidate } = this;
    const members: number[] = [];
    for (let month = place.span[0]; month <= place.span[1]; month += 1)
      for (const group of this.months[month]!)
        if (counts(place, cells.spots, group * cells.spotLength, cells.spotLength)) members.push(group);
    const some = spread(members, manyOfThem);
    if (place.table.by.length >= 2 && place.span[1] - place.span[0] < 11) yield* this.mirrored(place, some);
    for (const member of some)
      for (const other of this.othersFor(member))
        for (const change of this.crossings(member, other)) if (net(place, change, cells) !== 0) yield change;
    // One more of the same: whatever else, nobody becomes impossible by it.
    yield candidate.begin(everyDimension).with(members[0]!);
  }

  private monthOf(group: number): number {
    return this.cells.spots[(group + 1) * this.cells.spotLength - 1]!;
  }

  /** Those most like this one, of its own month, its own quarter and the rest of the year. */
  private othersFor(group: number): readonly number[] {
    const month = this.monthOf(group);
    const quarter = Math.floor(month / 3);
    const reach = [
      [month],
      months.filter((other) => other !== month && Math.floor(other / 3) === quarter),
      months.filter((other) => Math.floor(other / 3) !== quarter),
    ];
    return reach.flatMap((scope) => {
      const found = scope.flatMap((other) => this.months[other]!);
      return this.mostAlike(spread(found, looked), group);
    });
  }

  /** @param except whoever has the same value in one of these dimensions */
  private mostAlike(groups: readonly number[], to: number, except: readonly number[] = []): readonly number[] {
    const { spots, spotLength } = this.cells;
    const own = to * spotLength;
    const many = new Int32Array(spotLength + 1);
    for (let each = 0; each < groups.length; each += 1) {
      const at = groups[each]! * spotLength;
      let differing = 0;
      for (let i = 0; i < spotLength; i += 1) if (spots[at + i] !== spots[own + i]) differing += 1;
      for (let i = 0; i < except.length; i += 1) if (spots[at + except[i]!] === spots[own + except[i]!]) differing = 0;
      this.differing[each] = differing;
      many[differing]! += 1;
    }
    const alike: number[] = [];
    for (let differing = 1; differing <= spotLength && alike.length < manyOthers; differing += 1)
      for (let each = 0, nth = 0, next = 0; each < groups.length && next < mostEquallyAlike; each += 1) {
        if (this.differing[each] !== differing) continue;
        if (nth === nthOf(next, many[differing]!, mostEquallyAlike)) {
          alike.push(groups[each]!);
          next += 1;
        }
        nth += 1;
      }
    return alike.slice(0, manyOthers);
  }

  /** Two exchange some of what they differ in, or one of them takes it over from the other. */
  private *crossings(a: number, b: number): Generator<Change> {
    const { spots, spotLength } = this.cells;
    const differing: number[] = [];
    for (let i = 0; i < spotLength; i += 1)
      if (spots[a * spotLength + i] !== spots[b * spotLength + i]) differing.push(i);
    const apart = differing.reduce((bits, dimension) => bits | (1 << dimension), 0);
    // The month is no dimension, and goes along with none.
    const units = [...new Set(differing.map((dimension) => (this.cells.along[dimension] ?? 1 << dimension) & apart))];
    const all = 2 ** units.length - 1;
    for (let mask = 1; mask <= all; mask += 1) {
      const many = ones(mask);
      if (units.length > 4 && many > 2 && many < units.length - 1) continue;
      const values = units.reduce((bits, unit, bit) => bits | ((mask >> bit) % 2 === 1 ? unit : 0), 0);
      if (mask < all - mask)
        yield this.candidate.begin(values).without(a).without(b).with(a, b, values).with(b, a, values);
      yield this.candidate.begin(values).without(a).with(a, b, values);
      yield this.candidate.begin(values).without(b).with(b, a, values);
    }
  }

  /**
   * Two exchange a value in one month and two others exchange it back in another, so that the year, and often the
   * quarter, count the same; those first that undo the most. The first dimension of the place's table and the next that
   * is not one with it tell the four apart, so the place always counts one fewer.
   */
  private *mirrored({ table: { by }, span }: Place, members: readonly number[]): Generator<Change> {
    const others = months.filter((other) => other < span[0] || other > span[1]);
    const { spots, spotLength, along } = this.cells;
    const first = by[0]!;
    const value = along[first]!;
    const second = by.find((dimension) => (value & (1 << dimension)) === 0);
    if (second === undefined) return;
    const having = this.havingBoth(first, second);
    /** By how much they undo: four groups after four groups. */
    const found = Array.from({ length: 2 * spotLength }, (): number[] => []);
    for (const a of members) {
      const atA = a * spotLength;
      const quarter = Math.floor(this.monthOf(a) / 3);
      for (const b of this.mostAlike(this.months[this.monthOf(a)]!, a, [first, second]).slice(0, mirrors)) {
        const atB = b * spotLength;
        for (const other of others) {
          const cs = having.cell(other, spots[atA + first]!, spots[atB + second]!);
          const ds = having.cell(other, spots[atB + first]!, spots[atA + second]!);
          const alike = this.findClosest(having, cs, ds, atA, atB);
          if (alike < 0) continue;
          const sameQuarter = Math.floor(other / 3) === quarter ? 1 : 0;
          found[2 * alike + sameQuarter]!.push(a, b, this.closestC, this.closestD);
        }
      }
    }
    for (const alike of found.reverse())
      for (let at = 0; at < alike.length; at += 4) {
        const [a, b, c, d] = [alike[at]!, alike[at + 1]!, alike[at + 2]!, alike[at + 3]!];
        this.candidate.begin(value).without(a).without(b).without(c).without(d);
        yield this.candidate.with(a, b, value).with(b, a, value).with(c, b, value).with(d, a, value);
      }
  }

  /**
   * The pair that undoes the most of what the exchange of `a` and `b`, at these spots, does elsewhere: in how many
   * dimensions; -1 where there is none.
   */
  private findClosest({ starts, groups }: Having, cs: number, ds: number, atA: number, atB: number): number {
    const { spots, spotLength } = this.cells;
    const endC = Math.min(starts[cs]! + pairs, starts[cs + 1]!);
    const endD = Math.min(starts[ds]! + pairs, starts[ds + 1]!);
    // In the dimension in which they exchange, the four are never alike.
    const most = spotLength - 2;
    let found = -1;
    for (let c = starts[cs]!; c < endC && found < most; c += 1) {
      const atC = groups[c]! * spotLength;
      for (let d = starts[ds]!; d < endD && found < most; d += 1) {
        const atD = groups[d]! * spotLength;
        let alike = 0;
        for (let i = 0; i < spotLength - 1; i += 1) {
          const ofA = spots[atA + i]!;
          const ofB = spots[atB + i]!;
          const ofC = spots[atC + i]!;
          const ofD = spots[atD + i]!;
          if (ofA === ofB ? ofC === ofD : ofC === ofB && ofD === ofA) alike += 1;
        }
        if (alike <= found) continue;
        this.closestC = groups[c]!;
        this.closestD = groups[d]!;
        found = alike;
      }
    }
    return found;
  }

  private havingBoth(first: number, second: number): Having {
    const key = `${first} ${second}`;
    const known = this.having.get(key) ?? havingOf(this.cells, first, second);
    this.having.set(key, known);
    return known;
  }
}

/** Groups by their month and their values in two dimensions: those of a cell follow each other. */
interface Having {
  readonly cell: (month: number, one: number, two: number) => number;
  /** Where the groups of a cell begin; they end where those of the next one do. */
  readonly starts: Int32Array;
  readonly groups: Int32Array;
}
function havingOf({ spots, spotLength, people, values }: Census, first: number, second: number): Having {
  const [ones, twos] = [values[first]!.length, values[second]!.length];
  const cell: Having['cell'] = (month, one, two) => (month * ones + one) * twos + two;
  const cellOf = (group: number): number => {
    const at = group * spotLength;
    return cell(spots[at + spotLength - 1]!, spots[at + first]!, spots[at + second]!);
  };
  const starts = new Int32Array(12 * ones * twos + 1);
  for (let group = 0; group < people.length; group += 1) starts[cellOf(group) + 1]! += 1;
  for (let each = 1; each < starts.length; each += 1) starts[each]! += starts[each - 1]!;
  const next = starts.slice();
  const groups = new Int32Array(people.length);
  for (let group = 0; group < people.length; group += 1) groups[next[cellOf(group)]!++] = group;
  return { cell, starts, groups };
}

const months = Array.from({ length: 12 }, (_, month) => month);
const ones = (mask: number): number => {
  let many = 0;
  for (let rest = mask; rest > 0; rest >>= 1) many += rest % 2;
  return many;
};
/** At most so many of them, from all over the list. */
function spread(entries: readonly number[], most: number): readonly number[] {
  if (entries.length <= most) return entries;
  const chosen: number[] = [];
  for (let i = 0; i < most; i += 1) chosen.push(entries[nthOf(i, entries.length, most)]!);
  return chosen;
}
const nthOf = (i: number, length: number, most: number): number =>
  length <= most ? i : Math.floor((i * length) / most);
