/** What the members of an office have on their desks, and what came to these and left them. True figures alone. */
import { sql, type Kysely } from 'kysely';
import { assigneeOn } from '../../case/desk.js';
import { addDays, earlierOf, localMidnight, type LocalDate } from '../../policy/calendar.js';
import { type Tables } from '../database/views-database.js';
import { assignmentOf, type AssignedLine } from '../worklist/queries.js';
import { validAsOf, type Asof } from './population.js';

export interface Load {
  /** Complaints that had not ended on the last day. */
  readonly open: number;
  /** Deadlines in these that were late by then. */
  readonly late: number;
  readonly assigned: number;
  readonly closed: number;
}

const nothing: Load = { open: 0, late: 0, assigned: 0, closed: 0 };
export const nobody = 'none';
const ended = ['closed', 'endedWithoutCase', 'counted'];

export const sumOf = (loads: Iterable<Load>): Load =>
  [...loads].reduce(
    (sum, { open, late, assigned, closed }) => ({
      open: sum.open + open,
      late: sum.late + late,
      assigned: sum.assigned + assigned,
      closed: sum.closed + closed,
    }),
    nothing,
  );

/** The profiles of all that is counted: what was open then, and what came or went in the period. */
export const profilesIn = (db: Kysely<Tables>, [from, to]: readonly [from: LocalDate, to: LocalDate], asof: Asof) =>
  db
    .selectFrom('contact')
    .select(['profile', 'profile_hash'])
    .distinct()
    .where(validAsOf(asof))
    .where((eb) =>
      eb.or([
        eb('stream', 'in', openAt(db, to, asof).select('stream')),
        eb('stream', 'in', movedIn(db, [from, to], asof).select('stream')),
      ]),
    )
    .execute();

const movedIn = (db: Kysely<Tables>, [from, to]: readonly [from: LocalDate, to: LocalDate], asof: Asof) =>
  db
    .selectFrom('desk')
    .where(validAsOf(asof))
    .where('month', '>=', from.slice(0, 7))
    .where('month', '<=', to.slice(0, 7));

const openAt = (db: Kysely<Tables>, to: LocalDate, asof: Asof) =>
  db
    .selectFrom('worklist')
    .where(validAsOf({ ...asof, at: Math.min(asof.at ?? Infinity, localMidnight(addDays(to, 1)) - 1) }))
    .where('state', 'not in', ended);

/**
 * Of each member who has any; what is nobody's under `nobody`.
 * @param madeOn the day of the last change: a period that goes on ends there
 */
export async function loadOf(
  db: Kysely<Tables>,
  [from, to]: readonly [from: LocalDate, to: LocalDate],
  asof: Asof,
  madeOn: LocalDate,
): Promise<ReadonlyMap<string, Load>> {
  const loads = new Map<string, Load>();
  const add = (assignee: string | null, more: Partial<Load>) =>
    loads.set(assignee ?? nobody, sumOf([loads.get(assignee ?? nobody) ?? nothing, { ...nothing, ...more }]));
  const moved = await movedIn(db, [from, to], asof)
    .select(['assignee', 'what'])
    .select(sql<number>`count(*)`.as('n'))
    .groupBy(['assignee', 'what'])
    .execute();
  for (const { assignee, what, n } of moved)
    add(assignee === null ? null : String(assignee), { [String(what)]: Number(n) });

  const day = earlierOf(to, madeOn);
  const open = (await openAt(db, to, asof)
    .select(['assignee', 'assignee_until', 'assignee_then', 'waits'])
    .execute()) as unknown as readonly (AssignedLine & { readonly waits: string })[];
  for (const row of open) {
    const waits = JSON.parse(row.waits) as readonly { readonly due: LocalDate }[];
    add(assigneeOn(assignmentOf(row), day), { open: 1, late: waits.filter(({ due }) => due < day).length });
  }
  return loads;
}
