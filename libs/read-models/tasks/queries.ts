/** The tasks of an office, or of a department, a page at a time: what has no day first, then the soonest. */
import { sql, type ExpressionBuilder, type Kysely, type SqlBool } from 'kysely';
import { assigneeOn } from '../../case/desk.js';
import { type LocalDate } from '../../policy/calendar.js';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { lined, never } from '../worklist/worklist.js';

export interface TaskTables {
  readonly task: {
    readonly stream: string;
    readonly key: string;
    readonly number: string | null;
    readonly state: string;
    readonly kind: string;
    readonly department: string | null;
    readonly due: string;
    readonly blocks: number;
    readonly wanted: string | null;
    readonly own: number;
    readonly readers: string | null;
    readonly assignee: string;
    readonly assignee_until: string;
    readonly assignee_then: string;
  };
}

export interface TaskItem {
  /** The complaint's. */
  readonly id: string;
  readonly number: string | null;
  readonly state: string;
  readonly kind: string;
  readonly department?: string;
  readonly due: LocalDate | null;
  /** `open`: it has no day. */
  readonly status: 'open' | 'running' | 'late';
  readonly blocks: boolean;
  readonly wanted?: string;
  readonly assignee: string | null;
}

export interface TaskPage {
  readonly items: readonly TaskItem[];
  /** The cursor of the next page, null at the end. */
  readonly next: string | null;
}

export interface TasksAsked {
  readonly today: LocalDate;
  /** A member's `sub`, or `none`. */
  readonly assignee?: string | undefined;
  /** Until this day, inclusive; what has no day is among them. */
  readonly due?: LocalDate | undefined;
  /** A department's own. */
  readonly of?: string | undefined;
  /** A member who sees of confidential cases only those that name them; left out: all of them. */
  readonly reader?: string | undefined;
  readonly cursor?: readonly string[] | undefined;
  readonly limit?: number | undefined;
}

export async function listTasks(
  db: Kysely<TaskTables>,
  { today, assignee, due, of, reader, cursor, limit = 50 }: TasksAsked,
): Promise<TaskPage> {
  const wanted = assignee === 'none' ? '' : assignee;
  const rows = await db
    .selectFrom('task')
    .selectAll()
    .$if(due !== undefined, (query) => query.where('due', '<=', due!))
    .$if(of !== undefined, (query) => query.where('department', '=', of!).where('own', '=', 1))
    .$if(wanted !== undefined, (query) => query.where((eb) => isAssigned(eb, wanted!, today)))
    .$if(reader !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb('readers', 'is', null),
          isAssigned(eb, reader!, today),
          sql<SqlBool>`replace(readers, ${lined([reader!])}, '') <> readers`,
        ]),
      ),
    )
    .$if(cursor !== undefined, (query) =>
      query.where(sql<SqlBool>`(due, stream, key) > (${cursor?.[0]}, ${cursor?.[1]}, ${cursor?.[2]})`),
    )
    .orderBy('due')
    .orderBy('stream')
    .orderBy('key')
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => ({
      id: row.stream,
      number: row.number,
      state: row.state,
      kind: row.kind,
      ...(row.department === null ? {} : { department: row.department }),
      due: row.due === '' ? null : row.due,
      status: row.due === '' ? 'open' : row.due < today ? 'late' : 'running',
      blocks: Number(row.blocks) === 1,
      ...(row.wanted === null ? {} : { wanted: row.wanted }),
      // Whose case it is, is the office's to know.
      assignee: of === undefined ? assigneeOn(assignmentOf(row), today) : null,
    })),
    next: rows.length > limit && last ? encodeCursor('tasks', [last.due, last.stream, last.key]) : null,
  };
}

const isAssigned = (eb: ExpressionBuilder<TaskTables, 'task'>, sub: string, today: LocalDate) =>
  eb.or([
    eb.and([eb('assignee', '=', sub), eb('assignee_until', '>=', today)]),
    eb.and([eb('assignee_then', '=', sub), eb('assignee_until', '<', today)]),
  ]);

const assignmentOf = (row: TaskTables['task']) => ({
  to: row.assignee || null,
  until: row.assignee_until === never ? null : row.assignee_until,
  then: row.assignee_then || null,
});

/** Undefined where the text is no cursor of tasks. */
export function taskPlaceIn(cursor: string): readonly string[] | undefined {
  const place = decodeCursor('tasks', cursor);
  return place?.length === 3 ? place : undefined;
}
