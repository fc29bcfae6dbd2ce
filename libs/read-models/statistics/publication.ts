/**
 * Which places in the log an office publishes (decision 20): the ends of its periods in which enough complaints
 * changed. Found in the tables of the reports alone: at a place between two of their changes the figures are the same.
 */
import { sql, type Kysely } from 'kysely';
import { addMonths, localDateOf, localMidnight } from '../../policy/calendar.js';
import { type Tables } from '../database/views-database.js';
import { reports, type ReportDefinition } from './definitions.js';
import { OfficeYear } from './office-year.js';
import { threshold, type Asof } from './population.js';

/** How often an office publishes; `everyPosition`: nothing is held back, for a test or a demonstration. */
export type PublicationPeriod = 'monthly' | 'quarterly' | 'yearly' | 'everyPosition';
/** A period that ends. */
export type Period = Exclude<PublicationPeriod, 'everyPosition'>;

const months: { readonly [Each in Period]: number } = { monthly: 1, quarterly: 3, yearly: 12 };

/**
 * Of the period of the office's year that this instant lies in, both local midnights in milliseconds; the end belongs
 * to the next one.
 */
export function periodOf(
  period: Period,
  instant: number,
  officeYear = new OfficeYear(),
): { readonly begins: number; readonly ends: number } {
  const [year, month] = officeYear.numbered(localDateOf(instant).slice(0, 7)).split('-') as [string, string];
  const first = Math.floor((Number(month) - 1) / months[period]) * months[period] + 1;
  const begins = `${officeYear.inCalendar(`${year}-${String(first).padStart(2, '0')}`)}-01`;
  return { begins: localMidnight(begins), ends: localMidnight(addMonths(begins, months[period])) };
}

/**
 * The newest published place at or before what was asked for; undefined where nothing had been published by then. A
 * period in which fewer complaints changed than a group may be small is published with the next one: what came between
 * two publications is never one person.
 * @param now milliseconds: a period is published when it has ended
 */
export async function publishedPosition(
  db: Kysely<Tables>,
  asked: Asof,
  period: Period,
  now: number,
  year?: OfficeYear,
): Promise<bigint | undefined> {
  const recorded = asked.position === undefined ? now : await recordedAt(db, asked.position);
  if (recorded === undefined) return undefined;
  // Of the period that the position lies in, its last change may be the position itself.
  const reached = asked.position === undefined ? now : periodOf(period, recorded, year).ends;
  let until = Math.min(periodOf(period, Math.min(now, asked.at ?? now), year).begins, reached);
  for (;;) {
    const last = await lastBefore(db, until);
    if (!last) return undefined;
    const { begins, ends } = periodOf(period, last.at, year);
    const isReached = asked.position === undefined || last.position <= asked.position;
    if (isReached && (await changedWithin(db, begins, ends)) >= threshold) return last.position;
    until = begins;
  }
}

/** Every place that was published before this one, the first one first. */
export async function publishedBefore(
  db: Kysely<Tables>,
  position: bigint,
  period: Period,
  year?: OfficeYear,
): Promise<readonly bigint[]> {
  const found: bigint[] = [];
  let until = periodOf(period, (await recordedAt(db, position)) ?? 0, year).begins;
  for (let last = await lastBefore(db, until); last; last = await lastBefore(db, until)) {
    const { begins, ends } = periodOf(period, last.at, year);
    if ((await changedWithin(db, begins, ends)) >= threshold) found.push(last.position);
    until = begins;
  }
  return found.reverse();
}

/** Every change in the tables of these reports: a row that came, and a row that ended. */
const changesIn = (of: readonly ReportDefinition[]) =>
  sql.join(
    [...new Set(of.map(({ table }) => table))].flatMap((table) => [
      sql`select stream, since as position, known_from as at from ${sql.table(table)}`,
      sql`select stream, until as position, known_until as at from ${sql.table(table)} where until is not null`,
    ]),
    sql` union all `,
  );
const changes = changesIn(Object.values(reports));
const changesOfComplaints = changesIn(Object.values(reports).filter(({ besides }) => !besides));

/** When the last change that these reports count at this position was recorded, in milliseconds. */
export async function recordedAt(
  db: Kysely<Tables>,
  position: bigint,
  among: typeof reports = reports,
): Promise<number | undefined> {
  const { rows } = await sql<{ readonly at: string | null }>`
    select cast(max(at) as text) as at from (${among === reports ? changes : changesIn(Object.values(among))}) as changes
    where position <= ${position}`.execute(db);
  const at = rows[0]?.at ?? null;
  return at === null ? undefined : Number(at);
}

async function lastBefore(
  db: Kysely<Tables>,
  instant: number,
): Promise<{ readonly position: bigint; readonly at: number } | undefined> {
  const { rows } = await sql<{ readonly position: string | null; readonly at: string | null }>`
    select cast(max(position) as text) as position, cast(max(at) as text) as at
    from (${changes}) as changes where at < ${instant}`.execute(db);
  const { position, at } = rows[0]!;
  return position === null || at === null ? undefined : { position: BigInt(position), at: Number(at) };
}

/** How many complaints. */
async function changedWithin(db: Kysely<Tables>, begins: number, ends: number): Promise<number> {
  const { rows } = await sql<{ readonly n: string }>`
    select cast(count(distinct stream) as text) as n
    from (${changesOfComplaints}) as changes where at >= ${begins} and at < ${ends}`.execute(db);
  return Number(rows[0]!.n);
}
