import { type LocalDate } from '../../policy/calendar.js';
import { nodesOf, yearOf, type TimeNode } from './suppress/periods.js';

/** The months of a year, a quarter or a month, "2026-03". */
export function monthsIn(node: TimeNode): readonly string[] {
  const months = (first: number, count: number) =>
    Array.from({ length: count }, (_, n) => `${yearOf(node)}-${String(first + n).padStart(2, '0')}`);
  if (node.length === 4) return months(1, 12);
  return node.includes('Q') ? months(3 * Number(node[6]) - 2, 3) : [node];
}

export const lastDayOf = (month: string): LocalDate =>
  `${month}-${new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()}`;

/** The months of a period of whole months that lie in all of these nodes too. */
export const monthsBetween = (from: LocalDate, to: LocalDate, within: readonly TimeNode[]): readonly string[] =>
  within.reduce<readonly string[]>(
    (months, node) => months.filter((month) => monthsIn(node).includes(month)),
    (nodesOf(from, to) ?? []).flatMap(monthsIn),
  );
