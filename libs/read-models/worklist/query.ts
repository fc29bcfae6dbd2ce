/**
 * Filtering, sorting and paging of lines that are at hand: what a citizen sees of a list. An office's and a
 * department's are in queries.ts.
 */
import { assigneeOn } from '../../case/desk.js';
import { type LocalDate } from '../../policy/calendar.js';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { never, placeOf, soonest, type Row, type Wait } from './worklist.js';

export interface Filter {
  readonly state?: string;
  /** `none`: there is none yet. */
  readonly outcome?: string;
  readonly department?: string;
  readonly topic?: string;
  readonly overdue?: boolean;
  readonly lifecycle?: string;
  readonly profile?: string;
  /** Whose case it is; `none`: nobody's. */
  readonly assignee?: string;
}
export const sorts = ['nextDeadline', '-nextDeadline', 'receivedOn', '-receivedOn', 'number', '-number'] as const;
export type Sort = (typeof sorts)[number];
/** Overdue first, then the soonest. */
export const usualSort: Sort = 'nextDeadline';

export interface Item extends Omit<Row, 'waits' | 'asked' | 'stopped' | 'parts' | 'assigned' | 'readers'> {
  /** Whose case it is that day; a department and a citizen are not told. */
  readonly assignee: string | null;
  readonly parts: readonly { readonly id: string; readonly topic: string; readonly department: string }[];
  readonly nextDeadline: {
    readonly kind: Wait['kind'];
    readonly department?: string;
    readonly due: LocalDate;
    readonly status: 'running' | 'late';
  } | null;
  /** Only where the line could not be brought up to date: an event of the complaint is unreadable. */
  readonly stopped?: true;
}
export interface Page {
  readonly items: readonly Item[];
  readonly total: number;
  /** The cursor of the next page, null at the end. */
  readonly next: string | null;
}

const within = (state: string, wanted: string) => state === wanted || state.startsWith(`${wanted}.`);

/** What a sort compares; a row without a deadline comes after all that have one. */
export function keyOf(row: Row, sort: Sort): string {
  if (sort.endsWith('nextDeadline')) return soonest(row.waits)?.due ?? (sort.startsWith('-') ? '' : never);
  return sort.endsWith('number') ? String(placeOf(row.number)).padStart(12, '0') : row.receivedOn;
}

export function matches(
  row: Row,
  { state, outcome, department, topic, overdue, lifecycle, profile, assignee }: Filter,
  today: LocalDate,
): boolean {
  const late = (soonest(row.waits)?.due ?? never) < today;
  return (
    (state === undefined || within(row.state, state)) &&
    (outcome === undefined || (row.outcome ?? 'none') === outcome) &&
    (department === undefined || row.parts.some((part) => part.department === department)) &&
    (topic === undefined || row.parts.some((part) => part.topic === topic)) &&
    (overdue === undefined || late === overdue) &&
    (lifecycle === undefined || row.lifecycle === lifecycle) &&
    (profile === undefined || row.profile === profile) &&
    (assignee === undefined || (assigneeOn(row.assigned, today) ?? 'none') === assignee)
  );
}

/**
 * Overdue first, then the soonest, unless another order is asked for; ties by id. `cursor` is the key and id of the
 * last item of the page before.
 */
export function page(
  rows: Iterable<Row>,
  today: LocalDate,
  {
    sort = usualSort,
    cursor,
    limit = 50,
  }: { readonly sort?: Sort; readonly cursor?: readonly [key: string, id: string]; readonly limit?: number },
): Page {
  const down = sort.startsWith('-');
  // Of two lines with the same key the ids decide, in the same direction: an index has both orders then.
  const before = (a: readonly [string, string], b: readonly [string, string]) => {
    const which = a[0] === b[0] ? 1 : 0;
    return a[which] === b[which] ? 0 : a[which] < b[which] === down ? 1 : -1;
  };
  const keyed = [...rows]
    .map((row) => ({ row, key: [keyOf(row, sort), row.id] as const }))
    .sort((a, b) => before(a.key, b.key));
  const from = cursor === undefined ? 0 : keyed.findIndex(({ key }) => before(key, cursor) > 0);
  const shown = from < 0 ? [] : keyed.slice(from, from + limit);
  const more = from >= 0 && from + limit < keyed.length;
  return {
    items: shown.map(({ row }) => itemOf(row, today)),
    total: keyed.length,
    next: more ? cursorAfter(sort, shown.at(-1)!.key) : null,
  };
}

export function itemOf(
  { waits, asked: _, stopped, parts, assigned, readers: __, ...row }: Row,
  today: LocalDate,
): Item {
  const wait = soonest(waits);
  return {
    ...row,
    parts: parts.map(({ id, topic, department }) => ({ id, topic, department })),
    assignee: assigneeOn(assigned, today),
    ...(stopped ? { stopped } : {}),
    nextDeadline:
      wait === undefined
        ? null
        : {
            kind: wait.kind,
            ...(wait.department === undefined ? {} : { department: wait.department }),
            due: wait.due,
            status: wait.due < today ? 'late' : 'running',
          },
  };
}

/** The cursor after this line. A worklist's and a search's lead through the same order. */
export const cursorAfter = (sort: Sort, key: readonly [string, string]): string => encodeCursor(`lines ${sort}`, key);
/** Undefined where the text is no cursor of a list in this order. */
export function placeIn(sort: Sort, cursor: string): readonly [key: string, id: string] | undefined {
  const [key, id, ...more] = decodeCursor(`lines ${sort}`, cursor) ?? [];
  if (key === undefined || id === undefined || more.length > 0) return undefined;
  return sort.endsWith('number') && !/^\d{1,15}$/.test(key) ? undefined : [key, id];
}
