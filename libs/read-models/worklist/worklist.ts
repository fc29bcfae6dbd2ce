/**
 * Every complaint of an office in a line: what advisers choose from. Of coded fields alone, so it outlives every key.
 */
import { type CaseState } from '../../case/case-state.js';
import { awaitedTerms, type Term } from '../../case/deadlines.js';
import { namedTo, nobodys, type Assignment } from '../../case/desk.js';
import { isAskedAbout, isShare } from '../../case/department.js';
import { type LocalDate } from '../../policy/calendar.js';
import { type Profile } from '../../policy/profile.js';
import { text } from '../columns.js';
import { type CaseModel, type RowContext, type SqlValue, type Table } from '../read-model.js';

export interface Wait {
  readonly kind: Term['kind'];
  readonly department?: string;
  /** The last day in time. */
  readonly due: LocalDate;
}

export interface Row {
  readonly id: string;
  /** "2026-0007" from registration on: the place of the registration in the log's order within its year. */
  readonly number: string | null;
  readonly state: string;
  readonly outcome: string | null;
  readonly parts: readonly {
    readonly id: string;
    readonly topic: string;
    readonly department: string;
    /** Departments that were asked about it: theirs to see. */
    readonly askedOf: readonly string[];
    /** Something was found about it, and told or concluded. */
    readonly found: boolean;
  }[];
  readonly waits: readonly Wait[];
  readonly receivedOn: LocalDate;
  readonly lifecycle: string;
  readonly profile: string;
  readonly revision: number;
  /** Whose case it is: the office's own affair. */
  readonly assigned: Assignment;
  /** Of a confidential case: the members who may open it besides who has it and the head. */
  readonly readers: readonly string[] | null;
  /** Departments that were asked, whose users see the case. */
  readonly asked: readonly string[];
  /** An event of it could not be read; what is shown ends before it. */
  readonly stopped: boolean;
}

export type ProfileNamed = (id: string) => Profile;

/** The complaint's line; null before its first event, and of what is no complaint (a counted SMS, O20). */
export function lineOfCase(
  caseState: CaseState,
  { number, stopped }: RowContext,
  profileNamed: ProfileNamed,
): Row | null {
  const { received, pinned, state } = caseState;
  if (!received || !pinned || state === null || caseState.counted) return null;
  return {
    id: caseState.stream,
    number,
    state,
    outcome: caseState.outcome,
    parts: caseState.parts.map((part) => ({
      id: part.id,
      topic: part.topic,
      department: part.department,
      askedOf: caseState.asked.filter((department) => isAskedAbout(caseState, part, department)),
      found: isShare(caseState, part),
    })),
    waits: awaitedTerms(caseState, profileNamed(pinned.profile)).map(({ kind, department, due }) => ({
      kind,
      ...(department === undefined ? {} : { department }),
      due,
    })),
    receivedOn: received.receivedOn,
    lifecycle: pinned.lifecycle,
    profile: pinned.profile,
    revision: caseState.revision,
    assigned: caseState.assigned ?? nobodys,
    readers: namedTo(caseState),
    asked: caseState.asked,
    stopped,
  };
}

export const soonest = (waits: readonly Wait[]): Wait | undefined =>
  waits.reduce<Wait | undefined>(
    (first, wait) => (first === undefined || wait.due < first.due ? wait : first),
    undefined,
  );

/** Where a line without a deadline stands: after all that have one, in either order. */
export const never = '9999-12-31';
/** Keys between commas, each of which is found as `,key,`. */
export const listed = (keys: readonly string[]): string => `,${[...new Set(keys)].join(',')},`;
/** A member's id may have a comma in it, and no line break. */
export const lined = (subs: readonly string[]): string => `\n${subs.join('\n')}\n`;
/** Numbers in their order, also past 9,999 in a year; 0 where there is none. */
export const placeOf = (number: string | null): number =>
  number === null ? 0 : Number(number.slice(0, 4)) * 1_000_000 + Number(number.slice(5));

export const columnsOf = (row: Row): { readonly [column: string]: SqlValue } => {
  const due = soonest(row.waits)?.due;
  return {
    number: row.number,
    place: placeOf(row.number),
    state: row.state,
    outcome: row.outcome,
    received_on: row.receivedOn,
    lifecycle: row.lifecycle,
    profile: row.profile,
    revision: row.revision,
    due_first: due ?? never,
    due_last: due ?? '',
    parts: JSON.stringify(row.parts),
    waits: JSON.stringify(row.waits),
    assignee: row.assigned.to ?? '',
    assignee_until: row.assigned.until ?? never,
    assignee_then: row.assigned.then ?? '',
    readers: row.readers && lined(row.readers),
    asked: listed(row.asked),
    departments: listed(row.parts.map(({ department }) => department)),
    topics: listed(row.parts.map(({ topic }) => topic)),
    stopped: row.stopped ? 1 : 0,
  };
};

export const lineColumns = {
  number: { ...text, null: true },
  place: { type: 'bigint' },
  state: text,
  outcome: { ...text, null: true },
  received_on: text,
  lifecycle: text,
  profile: text,
  revision: { type: 'integer' },
  due_first: text,
  due_last: text,
  parts: text,
  waits: text,
  assignee: text,
  assignee_until: text,
  assignee_then: text,
  readers: { ...text, null: true },
  asked: text,
  departments: text,
  topics: text,
  stopped: { type: 'flag' },
} as const satisfies Table['columns'];

export const worklist = (profileNamed: ProfileNamed): CaseModel => ({
  name: 'worklist',
  version: 8,
  tables: {
    worklist: {
      kind: 'past',
      columns: lineColumns,
      indexes: [
        { on: ['due_first', 'stream', 'until'] },
        { on: ['due_last', 'stream'] },
        { on: ['received_on', 'stream'] },
        { on: ['place', 'stream'] },
        { on: ['state', 'due_first', 'stream', 'until'] },
        { on: ['number'] },
        // The confidential ones, which are few.
        { on: ['readers', 'stream'] },
        // Each complaint's present line among all its past ones, with what it is ordered by; and all that counting by a
        // filter reads (`until` too, here and above, or SQLite reads the rows as well).
        { on: ['stream', 'due_first', 'due_last', 'received_on', 'place', 'until'] },
        {
          on: [
            ...['departments', 'topics', 'state', 'outcome', 'due_first', 'profile', 'lifecycle'],
            ...['assignee', 'assignee_until', 'assignee_then', 'until'],
          ],
        },
      ],
    },
  },
  rows: (caseState, context) => {
    const line = lineOfCase(caseState, context, profileNamed);
    return line ? [{ table: 'worklist', key: '', values: columnsOf(line) }] : [];
  },
});
