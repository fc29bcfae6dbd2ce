/** The worklist's questions to its table. Coded filters, paging by key; at the present or at any past instant. */
import {
  sql,
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type SelectQueryBuilder,
  type SqlBool,
} from 'kysely';
import { type LocalDate } from '../../policy/calendar.js';
import { type Tables } from '../database/views-database.js';
import { cursorAfter, itemOf, keyOf, usualSort, type Filter, type Page, type Sort } from './query.js';
import { total } from './totals.js';
import { lined, never, type Row, type Wait } from './worklist.js';

export interface WorklistTables {
  readonly worklist: Line;
  readonly department_line: Line & { readonly department: string };
  readonly search_token: { readonly key: string; readonly stream: string };
}
interface Line {
  readonly stream: string;
  readonly number: string | null;
  readonly place: number;
  readonly state: string;
  readonly outcome: string | null;
  readonly received_on: string;
  readonly lifecycle: string;
  readonly profile: string;
  readonly revision: number;
  readonly due_first: string;
  readonly due_last: string;
  readonly parts: string;
  readonly waits: string;
  readonly assignee: string;
  readonly assignee_until: string;
  readonly assignee_then: string;
  readonly readers: string | null;
  readonly asked: string;
  readonly departments: string;
  readonly topics: string;
  readonly stopped: number;
  readonly until: string | null;
  readonly known_from: number;
  readonly known_until: number | null;
}
type Db = Kysely<WorklistTables>;
type Where = ExpressionBuilder<WorklistTables, 'worklist'>;

/** A member whom confidential cases are shown to only where they are named, and the day on which they look. */
export interface Reader {
  readonly sub: string;
  readonly today: LocalDate;
}

export interface Asked {
  readonly filter: Filter;
  readonly today: LocalDate;
  readonly sort?: Sort | undefined;
  readonly cursor?: readonly [key: string, id: string] | undefined;
  readonly limit?: number | undefined;
  /** As it was known at this instant; left out: now. */
  readonly at?: number | undefined;
  /** Only complaints that have all of these in the search index. */
  readonly tokens?: readonly string[];
  readonly number?: string;
  /** Only the lines of this department, as it sees them. */
  readonly of?: string | undefined;
  /** Left out: confidential cases are shown too. */
  readonly reader?: Reader | undefined;
}

const columns = [
  'stream',
  'number',
  'state',
  'outcome',
  'received_on',
  'lifecycle',
  'profile',
  'revision',
  'parts',
  'waits',
  'assignee',
  'assignee_until',
  'assignee_then',
  'readers',
  'asked',
  'stopped',
] as const;
const sortedBy = {
  nextDeadline: 'due_first',
  '-nextDeadline': 'due_last',
  receivedOn: 'received_on',
  '-receivedOn': 'received_on',
  number: 'place',
  '-number': 'place',
} as const;

/** A page of the whole office's lines, or of a department's own. */
export async function list(db: Db, asked: Asked): Promise<Page> {
  const { today, at, sort = usualSort, cursor, limit = 50, tokens = [] } = asked;
  const [by, down] = [sortedBy[sort], sort.startsWith('-')];
  const where = (eb: Where) => eb.and(conditions(eb, asked));
  const key = cursor === undefined ? undefined : by === 'place' ? Number(cursor[0]) : cursor[0];
  const direction = down ? 'desc' : 'asc';
  const inOrder = <Selected>(lines: SelectQueryBuilder<WorklistTables, 'worklist', Selected>) =>
    lines.orderBy(by, direction).orderBy('stream', direction);
  // As one comparison, so that the index is entered where the page begins.
  const beyond = sql<SqlBool>`(${sql.ref(by)}, stream) ${sql.raw(down ? '<' : '>')} (${key}, ${cursor?.[1]})`;
  const these = inOrder(
    linesOf(db, asked)
      .where(where)
      .limit(limit + 1),
  ).$if(cursor !== undefined, (lines) => lines.where(beyond));
  // What a search finds is put in order from an index alone: a line that is not shown is not read.
  const page =
    tokens.length === 0
      ? these.select(columns)
      : inOrder(
          db
            .selectFrom('worklist')
            .select(columns)
            .where((eb) => eb.and([...known(eb, at), eb('stream', 'in', these.select('stream'))])),
        );
  const question = JSON.stringify([
    asked.filter,
    asked.filter.overdue === undefined && asked.filter.assignee === undefined ? null : today,
    at,
    asked.tokens,
    asked.number,
    asked.of,
    asked.reader,
  ]);
  const count = await total(db as unknown as Kysely<Tables>, question, async () => {
    const { found } = await linesOf(db, asked)
      .select(({ fn }) => fn.countAll().as('found'))
      .where(where)
      .executeTakeFirstOrThrow();
    return Number(found);
  });
  const rows = (await page.execute()).map(rowOf);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => itemOf(row, today)),
    total: count,
    next: rows.length > limit && last ? cursorAfter(sort, [keyOf(last, sort), last.id]) : null,
  };
}

/** Where a complaint stands in a list: the how-manieth of how many, and which come before and after it. */
export interface Place {
  /** From one. */
  readonly at: number;
  readonly of: number;
  readonly before: string | null;
  readonly after: string | null;
}

/** Undefined where it is not in the list, or no more. */
export async function standingIn(db: Db, asked: Asked, id: string): Promise<Place | undefined> {
  const { sort = usualSort } = asked;
  const [by, down] = [sortedBy[sort], sort.startsWith('-')];
  const lines = () => linesOf(db, asked).where((eb: Where) => eb.and(conditions(eb, asked)));
  const own = await lines()
    .select(['due_first', 'due_last', 'received_on', 'place'])
    .where('stream', '=', id)
    .executeTakeFirst();
  if (!own) return undefined;
  const beyond = (sign: '<' | '>') => sql<SqlBool>`(${sql.ref(by)}, stream) ${sql.raw(sign)} (${own[by]}, ${id})`;
  const nearest = (sign: '<' | '>') => {
    const direction = sign === '<' ? 'desc' : 'asc';
    const found = lines().select('stream').where(beyond(sign)).orderBy(by, direction).orderBy('stream', direction);
    return found.limit(1).executeTakeFirst();
  };
  const [back, on] = down ? (['>', '<'] as const) : (['<', '>'] as const);
  const ahead = lines()
    .select(({ fn }) => fn.countAll().as('found'))
    .where(beyond(back));
  const [before, after, { found }, { total: of }] = await Promise.all([
    nearest(back),
    nearest(on),
    ahead.executeTakeFirstOrThrow(),
    list(db, { ...asked, limit: 1 }),
  ]);
  return { at: Number(found) + 1, of, before: before?.stream ?? null, after: after?.stream ?? null };
}

/** Both tables have the columns of a line. */
const linesOf = (db: Db, { of }: Pick<Asked, 'of'>) =>
  of === undefined
    ? db.selectFrom('worklist')
    : (db.selectFrom('department_line as worklist').where('department', '=', of) as unknown as SelectQueryBuilder<
        WorklistTables,
        'worklist',
        object
      >);

/** One complaint's line. */
export async function lineOf(db: Db, id: string, at?: number): Promise<Row | undefined> {
  const row = await db
    .selectFrom('worklist')
    .select(columns)
    .where((eb) => eb.and([...known(eb, at), eb('stream', '=', id)]))
    .executeTakeFirst();
  return row && rowOf(row);
}

/** Those of these complaints that are closed to this member of the office. */
export async function closedTo(db: Db, streams: readonly string[], reader: Reader): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('worklist as closed')
    .select('closed.stream')
    .where('closed.stream', 'in', streams)
    .where((closed) => isClosedTo(closed, reader))
    .execute();
  return new Set(rows.map(({ stream }) => stream));
}

/** Departments and topics that complaints have as they are now: of their parts, and who was asked. */
export async function namesInUse(
  db: Db,
): Promise<{ readonly departments: ReadonlySet<string>; readonly topics: ReadonlySet<string> }> {
  const [departments, topics] = [new Set<string>(), new Set<string>()];
  const split = (list: string): readonly string[] => list.split(',').filter(Boolean);
  // By the index alone, a stretch of it at a time: nobody waits while a large office is read through.
  for (let last: readonly [string, string] | undefined; ;) {
    const page = await db
      .selectFrom('worklist')
      .select(['departments', 'topics'])
      .distinct()
      .where('until', 'is', null)
      .$if(last !== undefined, (lines) =>
        lines.where(sql<SqlBool>`(departments, topics) > (${last?.[0]}, ${last?.[1]})`),
      )
      .orderBy('departments')
      .orderBy('topics')
      .limit(stretch)
      .execute();
    for (const each of page) {
      for (const key of split(each.departments)) departments.add(key);
      for (const key of split(each.topics)) topics.add(key);
    }
    const end = page.at(-1);
    if (!end || page.length < stretch) break;
    last = [end.departments, end.topics];
  }
  for (let last = ''; ;) {
    const next = await db
      .selectFrom('department_line')
      .select('department')
      .where('until', 'is', null)
      .where('department', '>', last)
      .orderBy('department')
      .limit(1)
      .executeTakeFirst();
    if (!next) return { departments, topics };
    departments.add((last = next.department));
  }
}
const stretch = 200;

const known = (eb: Where, at: number | undefined) =>
  at === undefined
    ? [eb('until', 'is', null)]
    : [eb('known_from', '<=', at), eb.or([eb('known_until', 'is', null), eb('known_until', '>', at)])];

function conditions(
  eb: Where,
  {
    filter: { state, outcome, department, topic, overdue, lifecycle, profile, assignee },
    today,
    at,
    tokens = [],
    number,
    reader,
  }: Asked,
) {
  const all: Expression<SqlBool>[] = [...known(eb, at)];
  // The state and its sub-states; the range before them is what an index can be asked for.
  if (state !== undefined)
    all.push(
      eb('state', '>=', state),
      eb('state', '<', `${state}/`),
      eb.or([eb('state', '=', state), eb('state', '>=', `${state}.`)]),
    );
  if (outcome !== undefined) all.push(outcome === 'none' ? eb('outcome', 'is', null) : eb('outcome', '=', outcome));
  if (department !== undefined) all.push(contains('departments', department));
  if (topic !== undefined) all.push(contains('topics', topic));
  if (overdue !== undefined) all.push(eb('due_first', overdue ? '<' : '>=', today));
  if (lifecycle !== undefined) all.push(eb('lifecycle', '=', lifecycle));
  if (profile !== undefined) all.push(eb('profile', '=', profile));
  if (assignee !== undefined) all.push(isAssignedTo(assignee === 'none' ? '' : assignee, today));
  if (reader !== undefined)
    // As it is now, whatever instant is asked for: what was open once is closed with the rest.
    all.push(
      eb(
        'stream',
        'not in',
        eb
          .selectFrom('worklist as closed')
          .select('closed.stream')
          .where((closed) => isClosedTo(closed, reader)),
      ),
    );
  if (number !== undefined) all.push(eb('number', '=', number));
  for (const token of tokens)
    all.push(
      eb(
        'stream',
        'in',
        eb.selectFrom('search_token').select('search_token.stream').where('search_token.key', '=', token),
      ),
    );
  return all;
}

type Closed = ExpressionBuilder<WorklistTables & { readonly closed: Line }, 'closed'>;
/** As it is now: confidential, not this member's, and not open to it by name. */
const isClosedTo = (closed: Closed, { sub, today }: Reader): Expression<SqlBool> =>
  closed.and([
    closed('closed.until', 'is', null),
    closed('closed.readers', '>=', ''),
    closed.not(closed.or([isAssignedTo(sub, today, 'closed'), holds('closed.readers', lined([sub]))])),
  ]);

/** LIKE would take an underscore in a key for any letter. */
const holds = (column: string, key: string) =>
  sql<SqlBool>`replace(${sql.ref(column)}, ${key}, '') <> ${sql.ref(column)}`;
const contains = (column: 'topics' | 'departments', key: string) => holds(column, `,${key},`);

/** Whose case it is that day; nobody's: the empty text. */
function isAssignedTo(sub: string, today: LocalDate, of = 'worklist') {
  const [to, until, then] = ['assignee', 'assignee_until', 'assignee_then'].map((column) => sql.ref(`${of}.${column}`));
  return sql<SqlBool>`((${to} = ${sub} and ${until} >= ${today}) or (${then} = ${sub} and ${until} < ${today}))`;
}

const rowOf = (row: { readonly [Column in (typeof columns)[number]]: WorklistTables['worklist'][Column] }): Row => ({
  id: row.stream,
  number: row.number,
  state: row.state,
  outcome: row.outcome,
  receivedOn: row.received_on,
  lifecycle: row.lifecycle,
  profile: row.profile,
  revision: Number(row.revision),
  parts: JSON.parse(row.parts) as Row['parts'],
  waits: JSON.parse(row.waits) as readonly Wait[],
  assigned: assignmentOf(row),
  readers: row.readers === null ? null : row.readers.split('\n').filter(Boolean),
  asked: row.asked.split(',').filter(Boolean),
  stopped: Number(row.stopped) === 1,
});

export type AssignedLine = Pick<Line, 'assignee' | 'assignee_until' | 'assignee_then'>;
export const assignmentOf = (row: AssignedLine): Row['assigned'] => ({
  to: row.assignee || null,
  until: row.assignee_until === never ? null : row.assignee_until,
  then: row.assignee_then || null,
});
