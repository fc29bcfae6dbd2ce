/** What is behind a figure: the rows that it counts, each with the place in the log of the event that made it so. */
import { sql, type Kysely, type SqlBool } from 'kysely';
import { type Tables } from '../database/views-database.js';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { allReports, groups } from './definitions.js';
import { OfficeYear } from './office-year.js';
import { isOf, validAsOf, valueOf, type Asof, type Parents } from './population.js';
import { type AskedReport } from './statistics.js';
import { isTime } from './time-dimensions.js';
import { monthsBetween } from './months.js';

export interface DrilledRows {
  readonly rows: readonly DrilledRow[];
  /** The cursor of the next page, null at the end. */
  readonly next: string | null;
}
export interface DrilledRow {
  readonly complaint: string;
  /** Which of the complaint's parts, cycles, referrals … it is; empty where there is but one. */
  readonly key: string;
  /** Position of the event that gave the row its present values. Decimal. */
  readonly position: string;
}

/** A place in the order of the rows: position, complaint, key. */
export type DrilledPlace = readonly [position: bigint, complaint: string, key: string];

/** Undefined: no cursor of this report's pages. */
export function placeIn(report: string, cursor: string): DrilledPlace | undefined {
  const [position, complaint, key, ...more] = decodeCursor(`rows ${report}`, cursor) ?? [];
  if (complaint === undefined || key === undefined || more.length > 0) return undefined;
  return /^\d{1,18}$/.test(position!) ? [BigInt(position!), complaint, key] : undefined;
}

interface Page {
  readonly after?: DrilledPlace;
  readonly limit: number;
  readonly parents?: Parents;
  readonly year?: OfficeYear;
}

/**
 * One page, in the order in which the rows came about.
 * @param keys values of the report's dimensions, of `year`, `quarter` or `month`, and of `figure`, the key of a count;
 * left out: all of them
 */
export async function drillDown(
  db: Kysely<Tables>,
  { name, from, to }: AskedReport,
  keys: Readonly<Record<string, string>>,
  asof: Asof,
  { after, limit, parents = {}, year = new OfficeYear() }: Page,
): Promise<DrilledRows> {
  const { table, month, where = {}, by, split, figures } = allReports[name]!;
  const figure = figures.find((each) => each.key === keys.figure);
  const values = figure && 'values' in figure ? (figure.values ?? []) : [];
  const flat = Object.entries(keys)
    .filter(([key]) => key !== 'figure' && !isTime(key))
    .map(([key, value]) => {
      const column = by[key]!;
      const member = groups[column];
      return member === undefined
        ? ([column, [value]] as const)
        : ([member, membersOf(value, parents[member])] as const);
    });
  const months = monthsBetween(
    ...year.numberedPeriod(from, to)!,
    Object.entries(keys).flatMap(([key, value]) =>
      isTime(key) ? [key === 'month' ? year.numbered(value) : value] : [],
    ),
  ).map((month) => year.inCalendar(month));
  const found = await db
    .selectFrom(table)
    .select(['stream', 'key'])
    .select(sql<string>`cast(since as text)`.as('position'))
    .where(validAsOf(asof))
    .where(isOf({ where }))
    .where((eb) => eb.and(flat.map(([column, values]) => sql<SqlBool>`${valueOf(column)} in (${sql.join(values)})`)))
    .where((eb) => (values.length === 0 ? eb.and([]) : eb(split!, 'in', values)))
    .where(month, 'in', months.length > 0 ? months : [''])
    .where(after === undefined ? sql<SqlBool>`1 = 1` : sql<SqlBool>`(since, stream, key) > (${sql.join(after)})`)
    .orderBy('since')
    .orderBy('stream')
    .orderBy('key')
    .limit(limit + 1)
    .execute();
  const rows = found
    .slice(0, limit)
    .map((row) => ({ complaint: String(row.stream), key: String(row.key), position: String(row.position) }));
  if (found.length <= limit) return { rows, next: null };
  const { position, complaint, key } = rows.at(-1)!;
  return { rows, next: encodeCursor(`rows ${name}`, [position, complaint, key]) };
}

/** All that belong to this one at the top, and itself. */
const membersOf = (group: string, tops: { readonly [key: string]: string } = {}): readonly string[] => [
  ...((tops[group] ?? group) === group ? [group] : ['']),
  ...Object.keys(tops).filter((key) => key !== group && tops[key] === group),
];
