/** What is behind a figure: the rows that it counts, each with the place in the log of the event that made it so. */
import { sql, type Kysely, type SqlBool } from 'kysely';
import { type Tables } from '../database/views-database.js';
import { reports } from './definitions.js';
import { validAsOf, type Asof } from './population.js';
import { isTime, type AskedReport } from './statistics.js';
import { monthsBetween } from './months.js';

export interface DrilledRow {
  readonly complaint: string;
  /** Which of the complaint's parts, cycles, referrals … it is; empty where there is but one. */
  readonly key: string;
  /** Position of the event that gave the row its present values. Decimal. */
  readonly position: string;
}

/**
 * @param keys values of the report's dimensions, of `year`, `quarter` or `month`, and of `figure`, the key of a count;
 * left out: all of them
 */
export async function drillDown(
  db: Kysely<Tables>,
  { name, from, to }: AskedReport,
  keys: Readonly<Record<string, string>>,
  asof: Asof,
): Promise<readonly DrilledRow[]> {
  const { table, month, where = {}, by, split, figures } = reports[name]!;
  const figure = figures.find((each) => each.key === keys.figure);
  const values = figure && 'values' in figure ? (figure.values ?? []) : [];
  const flat = Object.entries(keys)
    .filter(([key]) => key !== 'figure' && !isTime(key))
    .map(([key, value]) => [by[key]!, value] as const);
  const months = monthsBetween(
    from,
    to,
    Object.entries(keys).flatMap(([key, value]) => (isTime(key) ? [value] : [])),
  );
  const rows = await db
    .selectFrom(table)
    .select(['stream', 'key'])
    .select(sql<string>`cast(since as text)`.as('position'))
    .where(validAsOf(asof))
    .where((eb) =>
      eb.and(
        [...Object.entries(where), ...flat].map(
          ([column, value]) => sql<SqlBool>`coalesce(${sql.ref(column)}, 'none') = ${value}`,
        ),
      ),
    )
    .where((eb) => (values.length === 0 ? eb.and([]) : eb(split!, 'in', values)))
    .where(month, 'in', months.length > 0 ? months : [''])
    .orderBy('since')
    .orderBy('stream')
    .orderBy('key')
    .execute();
  return rows.map((row) => ({ complaint: String(row.stream), key: String(row.key), position: String(row.position) }));
}
