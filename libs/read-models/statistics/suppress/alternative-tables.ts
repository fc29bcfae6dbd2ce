/**
 * What a year might have been instead: a few people elsewhere, everybody else where they are. Always in the same order,
 * so that a decision can be made again.
 */
import { counts, type CellCounts, type Group, type Place, type Spot } from './cell-counts.js';

/** These were not there, and those were. Of nobody who is not there anybody is taken. */
export interface Change {
  readonly less: readonly Spot[];
  readonly more: readonly Spot[];
}
export interface Months {
  readonly [month: number]: readonly Group[];
  /** Those of a month who have these values in these two dimensions. */
  readonly having: (month: number, first: number, one: number, second: number, two: number) => readonly Group[];
}
export function monthsOf({ groups }: CellCounts): Months {
  const months = range(12).map((month) => groups.filter(({ spot }) => spot[spot.length - 1] === month));
  const known = new Map<string, Map<number, Group[]>>();
  const having: Months['having'] = (month, first, one, second, two) => {
    const key = `${month} ${first} ${second}`;
    let found = known.get(key);
    if (!found) known.set(key, (found = Map.groupBy(months[month]!, ({ spot }) => spot[first]! * 1e6 + spot[second]!)));
    return found.get(one * 1e6 + two) ?? [];
  };
  return { ...months, having };
}

const [manyOfThem, manyOthers, looked, mirrors] = [5, 14, 300, 10];

/**
 * Changes after which this cell counts another number, the likeliest first, and at last the one that is always
 * possible. The cell counts somebody.
 */
export function* changesOf(months: Months, place: Place): Generator<Change> {
  const members = range(12)
    .filter((month) => month >= place.span[0] && month <= place.span[1])
    .flatMap((month) => months[month]!.filter(({ spot }) => counts(place, spot)));
  const some = spread(members, manyOfThem);
  const moves = (change: Change) => net(place, change) !== 0;
  if (place.table.by.length >= 2 && place.span[1] - place.span[0] < 11) {
    const halves = some
      .flatMap((member) => [...mirrored(months, place, member)].filter(({ change }) => moves(change)))
      .sort((one, two) => two.alike - one.alike);
    for (const { change } of halves) yield change;
  }
  for (const member of some)
    for (const other of othersFor(months, member)) yield* filtered(crossings(member.spot, other.spot), moves);
  yield { less: [], more: [members[0]!.spot] }; // one more of the same: whatever else, nobody becomes impossible by it
}

function* filtered(changes: Iterable<Change>, wanted: (change: Change) => boolean): Generator<Change> {
  for (const change of changes) if (wanted(change)) yield change;
}
/** By how many more the place counts after the change. */
export const net = (place: Place, { less, more }: Change): number => howMany(place, more) - howMany(place, less);
function howMany(place: Place, spots: readonly Spot[]): number {
  let many = 0;
  for (let one = 0; one < spots.length; one += 1) if (counts(place, spots[one]!)) many += 1;
  return many;
}

/** Those most like this one, of its own month, its own quarter and the rest of the year. */
function othersFor(months: Months, { spot }: Group): readonly Group[] {
  const month = spot.at(-1)!;
  const quarter = Math.floor(month / 3);
  const reach = [
    [month],
    range(12).filter((other) => other !== month && Math.floor(other / 3) === quarter),
    range(12).filter((other) => Math.floor(other / 3) !== quarter),
  ];
  return reach.flatMap((scope) =>
    mostAlike(
      spread(
        scope.flatMap((other) => months[other]!),
        looked,
      ),
      spot,
    ),
  );
}
function mostAlike(groups: readonly Group[], spot: Spot): readonly Group[] {
  const byLikeness: Group[][] = spot.map(() => []);
  for (const group of groups) {
    let differing = 0;
    for (let i = 0; i < spot.length; i += 1) if (spot[i] !== group.spot[i]) differing += 1;
    if (differing > 0) byLikeness[differing - 1]!.push(group);
  }
  return byLikeness.flatMap((alike) => spread(alike, Math.ceil(manyOthers / 2))).slice(0, manyOthers);
}

/** Two exchange some of what they differ in, or one of them takes it over from the other. */
function* crossings(a: Spot, b: Spot): Generator<Change> {
  const differing: number[] = [];
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) differing.push(i);
  const all = 2 ** differing.length - 1;
  for (let mask = 1; mask <= all; mask += 1) {
    const many = ones(mask);
    if (differing.length > 4 && many > 2 && many < differing.length - 1) continue;
    const [a2, b2] = [crossed(a, b, differing, mask), crossed(b, a, differing, mask)];
    if (mask < all - mask) yield { less: [a, b], more: [a2, b2] };
    yield { less: [a], more: [a2] };
    yield { less: [b], more: [b2] };
  }
}
const crossed = (a: Spot, b: Spot, differing: readonly number[], mask: number): Spot => {
  const spot = a.slice();
  for (let bit = 0; bit < differing.length; bit += 1)
    if ((mask >> bit) % 2 === 1) spot[differing[bit]!] = b[differing[bit]!]!;
  return spot;
};

interface Mirrored {
  readonly change: Change;
  readonly alike: number;
}
/**
 * Two exchange a value in one month and two others exchange it back in another, so that the year, and often the
 * quarter, count the same.
 */
function* mirrored(months: Months, { table: { by }, span }: Place, { spot: a }: Group): Generator<Mirrored> {
  const month = a.at(-1)!;
  const near = range(12).filter((other) => other < span[0] || other > span[1]);
  const [first, second] = [by[0]!, by[1]!];
  const partners = mostAlike(
    months[month]!.filter(({ spot }) => spot[first] !== a[first] && spot[second] !== a[second]),
    a,
  ).slice(0, mirrors);
  for (const { spot: b } of partners) {
    for (const other of near) {
      const closest = closestOf(
        months.having(other, first, a[first]!, second, b[second]!),
        months.having(other, first, b[first]!, second, a[second]!),
        a,
        b,
      );
      if (!closest) continue;
      const { c, d, alike } = closest;
      const swapped = (spot: Spot, value: number): Spot => spot.map((old, i) => (i === first ? value : old));
      const sameQuarter = Math.floor(other / 3) === Math.floor(month / 3) ? 0.5 : 0;
      yield {
        alike: alike + sameQuarter,
        change: {
          less: [a, b, c, d],
          more: [swapped(a, b[first]!), swapped(b, a[first]!), swapped(c, b[first]!), swapped(d, a[first]!)],
        },
      };
    }
  }
}
/** The pair that undoes the most of what the exchange of `a` and `b` does elsewhere. */
function closestOf(
  cs: readonly Group[],
  ds: readonly Group[],
  a: Spot,
  b: Spot,
): { readonly c: Spot; readonly d: Spot; readonly alike: number } | undefined {
  let best: { readonly c: Spot; readonly d: Spot; readonly alike: number } | undefined;
  for (const { spot: c } of cs.slice(0, 12)) {
    for (const { spot: d } of ds.slice(0, 12)) {
      let alike = 0;
      for (let i = 0; i < c.length - 1; i += 1)
        alike += (a[i] === b[i] ? c[i] === d[i] : c[i] === b[i] && d[i] === a[i]) ? 1 : 0;
      if (alike > (best?.alike ?? -1)) best = { c, d, alike };
    }
  }
  return best;
}

const range = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);
const ones = (mask: number): number => {
  let many = 0;
  for (let rest = mask; rest > 0; rest >>= 1) many += rest % 2;
  return many;
};
/** At most so many of them, from all over the list. */
const spread = <Entry>(entries: readonly Entry[], most: number): readonly Entry[] =>
  entries.length <= most ? entries : range(most).map((i) => entries[Math.floor((i * entries.length) / most)]!);
