/**
 * Two ways to find unknowns: as linear equations, modulo a prime, and by narrowing what each can be. Both know nothing
 * of how figures are hidden.
 */
import { type Knowledge, type Relation } from './knowledge.js';

export type Found = ReadonlyMap<number, number>;
/** Below 2²⁶, so that products stay exact. */
const prime = 67_108_859;

/**
 * What the equations alone determine: the unknowns that have the same value in two of their solutions, each drawn at
 * random.
 */
export function solveLinear({ unknowns, relations }: Knowledge, roll: () => number): Found {
  const pivots: { readonly unknown: number; readonly row: Map<number, number>; readonly sum: number }[] = [];
  const pivotOf = new Map<number, number>();
  const degree = new Int32Array(unknowns.length);
  for (const { terms } of relations) for (const [unknown] of terms) degree[unknown]! += 1;
  for (const relation of [...relations].sort((a, b) => a.terms.length - b.terms.length)) {
    const row = new Map(relation.terms.map(([unknown, sign]) => [unknown, modulo(sign)]));
    let sum = modulo(relation.sum);
    for (let next = earliest(row, pivotOf); next !== undefined; next = earliest(row, pivotOf)) {
      const pivot = pivots[next]!;
      const factor = row.get(pivot.unknown)!;
      for (const [unknown, value] of pivot.row) {
        const left = modulo((row.get(unknown) ?? 0) - factor * value);
        if (left === 0) row.delete(unknown);
        else row.set(unknown, left);
      }
      sum = modulo(sum - factor * pivot.sum);
    }
    let chosen: number | undefined;
    for (const unknown of row.keys()) if (chosen === undefined || degree[unknown]! < degree[chosen]!) chosen = unknown;
    if (chosen === undefined) {
      if (sum !== 0) throw new Error('the figures contradict each other');
      continue;
    }
    const inverse = inverseOf(row.get(chosen)!);
    for (const [unknown, value] of row) row.set(unknown, (value * inverse) % prime);
    pivotOf.set(chosen, pivots.length);
    pivots.push({ unknown: chosen, row, sum: (sum * inverse) % prime });
  }
  const solution = (): Float64Array => {
    const values = Float64Array.from(unknowns, () => Math.floor(roll() * prime));
    for (const { unknown, row, sum } of pivots.toReversed()) {
      let value = sum;
      for (const [other, factor] of row) if (other !== unknown) value = modulo(value - factor * values[other]!);
      values[unknown] = value;
    }
    return values;
  };
  const [one, two] = [solution(), solution()];
  const found = new Map<number, number>();
  one.forEach((value, unknown) => {
    if (value === two[unknown]) found.set(unknown, value > prime / 2 ? value - prime : value);
  });
  return found;
}
function earliest(row: ReadonlyMap<number, number>, pivotOf: ReadonlyMap<number, number>): number | undefined {
  let first: number | undefined;
  for (const unknown of row.keys()) {
    const pivot = pivotOf.get(unknown);
    if (pivot !== undefined && (first === undefined || pivot < first)) first = pivot;
  }
  return first;
}
const modulo = (value: number): number => ((value % prime) + prime) % prime;
function inverseOf(value: number): number {
  let [a, b, x, y] = [value, prime, 1, 0];
  while (b !== 0) {
    const quotient = Math.floor(a / b);
    [a, b, x, y] = [b, a - quotient * b, y, x - quotient * y];
  }
  return modulo(x);
}

/**
 * What is left when every unknown is nought or more and every relation narrows the rest, until nothing moves or after
 * `rounds`.
 */
export function solveBounds({ unknowns, relations }: Knowledge, rounds = 60): Found {
  const low = new Float64Array(unknowns.length);
  const high = new Float64Array(unknowns.length).fill(Infinity);
  for (let round = 0, moved = true; moved && round < rounds; round += 1) {
    moved = false;
    for (const relation of relations) moved = narrow(relation, low, high) || moved;
  }
  const found = new Map<number, number>();
  low.forEach((value, unknown) => {
    if (value === high[unknown]) found.set(unknown, value);
  });
  return found;
}
function narrow({ terms, sum }: Relation, low: Float64Array, high: Float64Array): boolean {
  let [least, most, openDown, openUp] = [0, 0, 0, 0];
  for (const [unknown, sign] of terms) {
    const [down, up] = sign === 1 ? [low[unknown]!, high[unknown]!] : [-high[unknown]!, -low[unknown]!];
    if (down === -Infinity) openDown += 1;
    else least += down;
    if (up === Infinity) openUp += 1;
    else most += up;
  }
  let moved = false;
  for (const [unknown, sign] of terms) {
    const [down, up] = sign === 1 ? [low[unknown]!, high[unknown]!] : [-high[unknown]!, -low[unknown]!];
    const othersLeast = openDown === 0 ? least - down : openDown === 1 && down === -Infinity ? least : -Infinity;
    const othersMost = openUp === 0 ? most - up : openUp === 1 && up === Infinity ? most : Infinity;
    const [atLeast, atMost] = [sum - othersMost, sum - othersLeast];
    const [from, to] = sign === 1 ? [atLeast, atMost] : [-atMost, -atLeast];
    if (from > low[unknown]!) {
      low[unknown] = from;
      moved = true;
    }
    if (to < high[unknown]!) {
      high[unknown] = to;
      moved = true;
    }
    if (low[unknown]! > high[unknown]!) throw new Error('the figures contradict each other');
  }
  return moved;
}
