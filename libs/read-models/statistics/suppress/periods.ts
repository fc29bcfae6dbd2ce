/** The periods that are published: months in quarters in years, and whatever is put together of them. */
import { type LocalDate } from '../../../policy/calendar.js';

/** `2026`, `2026-Q1` or `2026-03`. */
export type TimeNode = string;
/** `2026-03`. */
export type Month = string;

/**
 * The fewest nodes that make up this period, in order; undefined where it is not made of whole months. Both days are
 * inclusive.
 */
export function nodesOf(from: LocalDate, to: LocalDate): readonly TimeNode[] | undefined {
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
  if (!isMonth(first) || !isMonth(last) || from !== `${first}-01` || to !== lastDayOf(last) || last < first)
    return undefined;
  const nodes: TimeNode[] = [];
  for (let month = first; month <= last;) {
    const node = [yearOf(month), quarterOf(month), month].find(
      (wider) => monthsOf(wider)[0] === month && monthsOf(wider).at(-1)! <= last,
    )!;
    nodes.push(node);
    const end = monthsOf(node).at(-1)!;
    // The month after 9999-12 has no four digits, and would compare as less.
    if (end === last) break;
    month = after(end);
  }
  return nodes;
}

export const yearOf = (node: TimeNode): string => node.slice(0, 4);
export const quarterOf = (month: Month): TimeNode => `${yearOf(month)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;

/** A node's place in its year: 0 the year, 1–4 the quarters, 5–16 the months. Throws where it is no node. */
export function placeOf(node: TimeNode): number {
  if (/^\d{4}$/.test(node)) return 0;
  if (/^\d{4}-Q[1-4]$/.test(node)) return Number(node[6]);
  if (isMonth(node)) return 4 + Number(node.slice(5));
  throw new Error(`${node} is no year, quarter or month`);
}
export const places = 17;
export const nodeAt = (year: string, place: number): TimeNode =>
  place === 0 ? year : place < 5 ? `${year}-Q${place}` : `${year}-${String(place - 4).padStart(2, '0')}`;
/** Months of one year, counted from 0, both inclusive. */
export type Span = readonly [first: number, last: number];
export const spanOf = (place: number): Span =>
  place === 0 ? [0, 11] : place < 5 ? [place * 3 - 3, place * 3 - 1] : [place - 5, place - 5];
/** Periods within a year that may be asked for and are sums of nodes, such as February and March. */
export const stretches: readonly Span[] = Array.from({ length: 144 }, (_, i): Span => [
  Math.floor(i / 12),
  i % 12,
]).filter(
  ([first, last]) =>
    first < last &&
    !Array.from({ length: 5 }, (_, place) => spanOf(place)).some((span) => span[0] === first && span[1] === last),
);

function monthsOf(node: TimeNode): readonly Month[] {
  const [first, last] = spanOf(placeOf(node));
  return Array.from({ length: last - first + 1 }, (_, month) => nodeAt(yearOf(node), 5 + first + month));
}
const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
const after = (month: Month): Month =>
  month.endsWith('-12')
    ? `${String(Number(yearOf(month)) + 1).padStart(4, '0')}-01`
    : nodeAt(yearOf(month), Number(month.slice(5)) + 5);
const lastDayOf = (month: Month): LocalDate =>
  `${month}-${new Date(Date.UTC(Number(yearOf(month)), Number(month.slice(5)), 0)).getUTCDate()}`;
