/**
 * What is asked about deadlines: which fall due, which are late today, whose they are; now, or as it was known at any
 * past instant.
 */
import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool } from 'kysely';
import { type LocalDate } from '../../policy/calendar.js';

export interface DeadlineTables {
  readonly deadline: {
    readonly stream: string;
    readonly key: string;
    readonly kind: DeadlineItem['kind'];
    readonly department: string | null;
    readonly due: string;
    readonly met_on: string | null;
    readonly ended_on: string | null;
    readonly stopped: number;
    readonly until: string | null;
    readonly known_from: number;
    readonly known_until: number | null;
  };
}
type Where = ExpressionBuilder<DeadlineTables, 'deadline'>;

export type DeadlineStatus = 'running' | 'met' | 'late' | 'ended';
export interface DeadlineItem {
  readonly id: string;
  readonly kind: 'answerTarget' | 'departmentAnswer' | 'reminder' | 'erasureDecision';
  readonly department?: string;
  /** The last day in time. */
  readonly due: LocalDate;
  readonly status: DeadlineStatus;
  readonly metOn: LocalDate | null;
  readonly endedOn: LocalDate | null;
  /** Only where it could not be brought up to date: an event of the complaint is unreadable. */
  readonly stopped?: true;
}

export type DeadlineCursor = readonly [due: LocalDate, id: string, key: string];
export interface DeadlinesAsked {
  /** The day that running and late are told by. */
  readonly today: LocalDate;
  /** Due from this day on, and up to and with that one. */
  readonly dueFrom?: LocalDate | undefined;
  readonly dueTo?: LocalDate | undefined;
  readonly kind?: DeadlineItem['kind'] | undefined;
  readonly department?: string | undefined;
  readonly status?: DeadlineStatus | undefined;
  /** Neither met nor ended. With `status: 'late'`: what is late today, and not only was. */
  readonly waiting?: true | undefined;
  readonly of?: string | undefined;
  /** As it was known at this instant; left out: now. */
  readonly at?: number | undefined;
  readonly cursor?: DeadlineCursor | undefined;
  readonly limit?: number | undefined;
}
export interface DeadlinePage {
  readonly items: readonly DeadlineItem[];
  readonly total: number;
  readonly next: DeadlineCursor | null;
}

const columns = ['stream', 'key', 'kind', 'department', 'due', 'met_on', 'ended_on', 'stopped'] as const;
type Selected = { readonly [Column in (typeof columns)[number]]: DeadlineTables['deadline'][Column] };

/** A page of an office's deadlines, the earliest first. */
export async function listDeadlines(db: Kysely<DeadlineTables>, asked: DeadlinesAsked): Promise<DeadlinePage> {
  const { today, cursor, limit = 50 } = asked;
  const where = (eb: Where) => eb.and(conditions(eb, asked));
  let page = db
    .selectFrom('deadline')
    .select(columns)
    .where(where)
    .orderBy('due')
    .orderBy('stream')
    .orderBy('key')
    .limit(limit + 1);
  if (cursor !== undefined)
    page = page.where((eb) => eb(eb.refTuple('due', 'stream', 'key'), '>', eb.tuple(...cursor)));
  const { count } = await db
    .selectFrom('deadline')
    .select(({ fn }) => fn.countAll().as('count'))
    .where(where)
    .executeTakeFirstOrThrow();
  const rows = await page.execute();
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => itemOf(row, today)),
    total: Number(count),
    next: rows.length > limit && last ? [last.due, last.stream, last.key] : null,
  };
}

function conditions(
  eb: Where,
  { today, dueFrom, dueTo, kind, department, status, waiting, of, at }: DeadlinesAsked,
): readonly Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] =
    at === undefined
      ? [eb('until', 'is', null)]
      : [eb('known_from', '<=', at), eb.or([eb('known_until', 'is', null), eb('known_until', '>', at)])];
  if (dueFrom !== undefined) all.push(eb('due', '>=', dueFrom));
  if (dueTo !== undefined) all.push(eb('due', '<=', dueTo));
  if (kind !== undefined) all.push(eb('kind', '=', kind));
  if (department !== undefined) all.push(eb('department', '=', department));
  if (of !== undefined) all.push(eb('stream', '=', of));
  if (status !== undefined) all.push(has(eb, status, today));
  if (waiting) all.push(open(eb));
  return all;
}

const open = (eb: Where) => eb.and([eb('met_on', 'is', null), eb('ended_on', 'is', null)]);

/** The same as `statusOf`, in the words of the database. */
function has(eb: Where, status: DeadlineStatus, today: LocalDate): Expression<SqlBool> {
  const due = eb.ref('due');
  switch (status) {
    case 'met':
      return eb('met_on', '<=', due);
    case 'ended':
      return eb.and([eb('met_on', 'is', null), eb('ended_on', '<=', due)]);
    case 'running':
      return eb.and([open(eb), eb.or([eb('due', '>=', today), eb('kind', '=', 'reminder')])]);
    case 'late':
      return eb.or([
        eb('met_on', '>', due),
        eb.and([eb('met_on', 'is', null), eb('ended_on', '>', due)]),
        eb.and([open(eb), eb('due', '<', today), eb('kind', '<>', 'reminder')]),
      ]);
  }
}

/**
 * By the day it was met, else by the day the wait for it ended, else by today. A reminder goes out by itself, so it
 * never is late.
 */
function statusOf({ kind, due, met_on: metOn, ended_on: endedOn }: Selected, today: LocalDate): DeadlineStatus {
  if (metOn !== null) return metOn <= due ? 'met' : 'late';
  if (endedOn !== null) return endedOn <= due ? 'ended' : 'late';
  return today <= due || kind === 'reminder' ? 'running' : 'late';
}

const itemOf = (row: Selected, today: LocalDate): DeadlineItem => ({
  id: row.stream,
  kind: row.kind,
  ...(row.department === null ? {} : { department: row.department }),
  due: row.due,
  status: statusOf(row, today),
  metOn: row.met_on,
  endedOn: row.ended_on,
  ...(Number(row.stopped) === 1 ? { stopped: true } : {}),
});
