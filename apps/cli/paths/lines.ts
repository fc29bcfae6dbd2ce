/**
 * How lines run between boxes: along the gaps, at right angles, through no box. Each is the cheapest way on a sparse
 * grid of lanes, found one after the other; what runs already is crossed at a price, and joined where it leads to the
 * same box. For drawing at development time: some hundred lines take a second.
 */
export interface Sheet {
  readonly size: readonly [width: number, height: number];
  /** Upper left corners. */
  readonly places: { readonly [node: string]: Point };
  readonly columns: readonly number[];
  readonly rows: readonly number[];
  /** Room for lines around all boxes. */
  readonly margin: readonly [x: number, y: number];
  /** Between two lanes; every gap less twice `clear` is a multiple of it. */
  readonly lane: number;
}
export interface Road {
  readonly from: string;
  readonly to: string;
}
export type Point = readonly [x: number, y: number];

/** A line keeps this far from what it does not belong to. */
const clear = 8;
/** The last piece of a line, which has the head of its arrow on it. */
const straight = 16;
const prices = { bend: 30, cross: 40, over: 800, near: 60, offCentre: 6, joined: 0.4 };

type Way = 0 | 1 | 2 | 3;
const right = 0;
const left = 1;
const down = 2;
const up = 3;
const across = (way: Way): boolean => way === right || way === left;

interface Segment {
  readonly a: Point;
  readonly b: Point;
  readonly to: string;
}

/** @returns the points of each road, in the order of the roads. @throws Error there is no way */
export function linesOf(sheet: Sheet, roads: readonly Road[]): readonly (readonly Point[])[] {
  const [w, h] = sheet.size;
  const xs = lanesOf(sheet.columns, w, sheet.margin[0], sheet.lane);
  const ys = lanesOf(sheet.rows, h, sheet.margin[1], sheet.lane);
  const drawn: Segment[] = [];
  return roads.map((road) => {
    const points = cheapest(sheet, xs, ys, road, drawn);
    if (!points) throw new Error(`no line leads from ${road.from} to ${road.to}; give them other places`);
    points.slice(1).forEach((b, index) => drawn.push({ a: points[index]!, b, to: road.to }));
    return points;
  });
}

/** Coordinates at which lines may run: the ports of the boxes, and the lanes between and around them. */
function lanesOf(starts: readonly number[], length: number, margin: number, lane: number): readonly number[] {
  const sorted = [...starts].sort((a, b) => a - b);
  const found = new Set(sorted.flatMap((start) => ports(length).map((offset) => start + offset)));
  const between = (from: number, to: number) => {
    for (let at = from; at <= to; at += lane) found.add(at);
  };
  sorted.slice(1).forEach((start, index) => between(sorted[index]! + length + clear, start - clear));
  const [first, last] = [sorted[0]!, sorted.at(-1)! + length];
  for (let at = clear; at <= margin; at += lane) {
    found.add(first - at);
    found.add(last + at);
  }
  return [...found].sort((a, b) => a - b);
}
const ports = (length: number): readonly number[] => [length / 4, length / 2, (length * 3) / 4].map(Math.round);

interface Seen {
  readonly cost: number;
  /** With what is still to go, at least. */
  readonly reach: number;
  readonly at: Point;
  readonly way: Way;
  readonly before: Seen | null;
}

function cheapest(
  { size, places }: Sheet,
  xs: readonly number[],
  ys: readonly number[],
  { from, to }: Road,
  drawn: readonly Segment[],
): readonly Point[] | undefined {
  const [w, h] = size;
  const boxes = Object.values(places);
  const isBlocked = remembered(([x, y]: Point) =>
    boxes.some(([bx, by]) => x > bx - clear && x < bx + w + clear && y > by - clear && y < by + h + clear),
  );
  const [tx, ty] = places[to]!;
  const outOf = (at: number, start: number, length: number) => Math.max(start - at, at - start - length, 0);
  const toGo = ([x, y]: Point) => (outOf(x, tx, w) + outOf(y, ty, h)) * (1 - prices.joined);
  const priceTo = (a: Point, b: Point): number =>
    drawn.reduce((sum, each) => sum + meeting(a, b, each, to), Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]));
  const steps = [right, left, down, up].map((way) =>
    remembered((at: Point) => {
      const next = stepFrom(at, way as Way, xs, ys);
      return next && !isBlocked(next) ? { next, price: priceTo(at, next) } : undefined;
    }),
  );
  const ends = new Map(
    doorsOf(places[to]!, size, straight).map((door) => [keyOf(door.outside, (door.way ^ 1) as Way), door]),
  );
  const best = new Map<string, number>();
  const open: Seen[] = [];
  const see = (cost: number, at: Point, way: Way, before: Seen) => {
    const key = keyOf(at, way);
    if (cost >= (best.get(key) ?? Infinity)) return;
    best.set(key, cost);
    const seen = { cost, reach: cost + toGo(at), at, way, before };
    // Dearest first: the next one is taken from the end.
    let [low, high] = [0, open.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (open[middle]!.reach > seen.reach) low = middle + 1;
      else high = middle;
    }
    open.splice(low, 0, seen);
  };
  for (const { point, outside, way, price } of doorsOf(places[from]!, size, clear)) {
    if (!xs.includes(outside[0]) || !ys.includes(outside[1])) continue;
    see(price + priceTo(point, outside), outside, way, { cost: 0, reach: 0, at: point, way, before: null });
  }
  let found: { readonly cost: number; readonly seen: Seen; readonly end: Point } | undefined;
  for (let seen = open.pop(); seen && seen.reach < (found?.cost ?? Infinity); seen = open.pop()) {
    if (seen.cost > best.get(keyOf(seen.at, seen.way))!) continue;
    for (const way of [right, left, down, up] as const) {
      if (way === (seen.way ^ 1)) continue;
      const turned = seen.cost + (way === seen.way ? 0 : prices.bend);
      const end = ends.get(keyOf(seen.at, way));
      const cost = end && turned + end.price + priceTo(seen.at, end.point);
      if (end && cost !== undefined && (!found || cost < found.cost)) found = { cost, seen, end: end.point };
      const step = steps[way]!(seen.at);
      if (step) see(turned + step.price, step.next, way, seen);
    }
  }
  if (!found) return undefined;
  const points: Point[] = [found.end];
  for (let seen: Seen | null = found.seen; seen; seen = seen.before) points.unshift(seen.at);
  return straightened(points);
}

const keyOf = (at: Point, way: Way): string => `${String(at)}/${way}`;

function remembered<Value>(of: (at: Point) => Value): (at: Point) => Value {
  const known = new Map<string, Value>();
  return (at) => {
    const key = String(at);
    if (!known.has(key)) known.set(key, of(at));
    return known.get(key)!;
  };
}

function stepFrom([x, y]: Point, way: Way, xs: readonly number[], ys: readonly number[]): Point | undefined {
  const [all, at] = across(way) ? [xs, x] : [ys, y];
  const next = all[all.indexOf(at) + (way === right || way === down ? 1 : -1)];
  if (next === undefined) return undefined;
  return across(way) ? [next, y] : [x, next];
}

/** Where a line may leave a box or come to it: on the edge, and the place outside from where it runs straight. */
function doorsOf([x, y]: Point, [w, h]: readonly [number, number], away: number) {
  const door = (point: Point, way: Way, offset: number, length: number) => ({
    point,
    way,
    outside: (across(way)
      ? [point[0] + (way === right ? away : -away), point[1]]
      : [point[0], point[1] + (way === down ? away : -away)]) as Point,
    price: offset === length / 2 ? 0 : prices.offCentre,
  });
  return [
    ...ports(h).flatMap((offset) => [
      door([x + w, y + offset], right, offset, h),
      door([x, y + offset], left, offset, h),
    ]),
    ...ports(w).flatMap((offset) => [door([x + offset, y + h], down, offset, w), door([x + offset, y], up, offset, w)]),
  ];
}

/** What it costs to run from a to b beside, over or across what is drawn already; less than nothing where they join. */
function meeting(a: Point, b: Point, drawn: Segment, to: string): number {
  const level = a[1] === b[1];
  const drawnLevel = drawn.a[1] === drawn.b[1];
  const along = level ? 0 : 1;
  const aside = 1 - along;
  const [from, until] = [Math.min(a[along], b[along]), Math.max(a[along], b[along])];
  if (level === drawnLevel) {
    const apart = Math.abs(a[aside]! - drawn.a[aside]!);
    if (apart >= clear) return 0;
    const begin = Math.max(from, Math.min(drawn.a[along], drawn.b[along]));
    const common = Math.min(until, Math.max(drawn.a[along], drawn.b[along])) - begin;
    if (common <= 0) return 0;
    if (apart > 0) return prices.near * Math.min(1, common / 8);
    const same = Math.sign(b[along] - a[along]) === Math.sign(drawn.b[along] - drawn.a[along]);
    return drawn.to === to && same ? -common * prices.joined : prices.over;
  }
  const at = drawn.a[along];
  const [low, high] = [Math.min(drawn.a[aside]!, drawn.b[aside]!), Math.max(drawn.a[aside]!, drawn.b[aside]!)];
  // Counted at the end alone, so that two pieces that meet on a line cross it once.
  const ahead = b[along] > a[along] ? at > a[along] && at <= b[along] : at < a[along] && at >= b[along];
  if (!ahead || a[aside]! < low || a[aside]! > high) return 0;
  return drawn.to === to ? 0 : prices.cross;
}

/** Without the points at which it does not turn. */
function straightened(points: readonly Point[]): readonly Point[] {
  return points.filter((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (!before || !after) return true;
    const inLine = (axis: 0 | 1) => before[axis] === point[axis] && point[axis] === after[axis];
    return !inLine(0) && !inLine(1);
  });
}
