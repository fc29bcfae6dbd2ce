/**
 * Every complaint of an office in a line: what advisers choose from. A fold of coded fields alone, so it outlives every
 * key.
 */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { localDateOf, type LocalDate } from '../../policy/calendar.js';
import { outcomeOf } from '../course.js';
import { foldModel, type Row as TableRow, type SqlValue, type NumberedEvent } from '../read-model.js';

export interface Wait {
  readonly kind: 'answerTarget' | 'departmentAnswer' | 'erasureDecision';
  readonly department?: string;
  /** The last day in time. */
  readonly due: LocalDate;
  /** Of an erasure request: which. */
  readonly request?: string;
}

export interface Row {
  readonly id: string;
  /** "2026-0007" from registration on: the place of the registration in the log's order within its year. */
  readonly number: string | null;
  readonly state: string;
  readonly outcome: string | null;
  readonly parts: readonly { readonly id: string; readonly topic: string; readonly department: string }[];
  readonly waits: readonly Wait[];
  readonly receivedOn: LocalDate;
  readonly lifecycle: string;
  readonly profile: string;
  readonly revision: number;
  /** Departments that were asked, whose users see the case. */
  readonly asked: readonly string[];
  /** An event of it could not be read; what is shown ends before it. */
  readonly stopped: boolean;
}

const meetsTarget = new Set<string>(['GuidanceGiven', 'ReplySent', 'ReplyFiled', 'SuggestionForwardedInCase']);

function waitsAfter(waits: readonly Wait[], { type, data, from, to }: ComplaintEvent): readonly Wait[] {
  const ended = to === 'closed' || to === 'endedWithoutCase';
  let left = waits.filter(
    ({ kind }) =>
      !(kind === 'answerTarget' && (ended || meetsTarget.has(type))) &&
      !(kind === 'departmentAnswer' && from === 'referred' && to !== 'referred'),
  );
  if (type === 'DepartmentAnswered' || type === 'LastDepartmentAnswered')
    left = left.filter(({ kind, department }) => kind !== 'departmentAnswer' || department !== data.department);
  if (type === 'CaseReferred' || type === 'MoreQuestionsAsked')
    left = [
      ...left,
      ...data.referrals.map(({ department, due }) => ({ kind: 'departmentAnswer' as const, department, due })),
    ];
  if (type === 'ErasureRequested') left = [...left, { kind: 'erasureDecision', due: data.due, request: data.request }];
  if (type === 'ErasureExtended')
    left = left.map((wait) => (wait.request === data.request ? { ...wait, due: data.extendedTo } : wait));
  if (type === 'ErasureRefused' || type === 'DocumentErased' || type === 'CaseErased')
    left = left.filter(({ request }) => request !== data.request);
  return left;
}

function askedBy(event: ComplaintEvent): readonly string[] {
  switch (event.type) {
    case 'CaseReferred':
    case 'MoreQuestionsAsked':
      return event.data.referrals.map(({ department }) => department);
    case 'InformationRequested':
    case 'DepartmentHeard':
      return [event.data.department];
    default:
      return [];
  }
}

/** The complaint's line after one more event; null before the first, and of what is no complaint (a counted SMS). */
export function next(row: Row | null, event: NumberedEvent): Row | null {
  const { type, stream, to, data, occurredAt, revision } = event;
  if (type === 'InquiryReceived' || type === 'OwnInitiativeOpened') {
    return {
      id: stream,
      number: event.number ?? null,
      state: to,
      outcome: null,
      lifecycle: data.lifecycle,
      profile: data.profile,
      revision,
      asked: [],
      stopped: false,
      receivedOn: type === 'InquiryReceived' ? data.receivedOn : localDateOf(Date.parse(occurredAt)),
      parts: type === 'OwnInitiativeOpened' ? [{ id: 'A', topic: data.topic, department: data.department }] : [],
      waits:
        type === 'InquiryReceived' && data.answerDue !== null ? [{ kind: 'answerTarget', due: data.answerDue }] : [],
    };
  }
  if (!row) return null;
  const outcome = outcomeOf(event);
  const asked = askedBy(event);
  return {
    ...row,
    state: to,
    revision,
    outcome: outcome === undefined ? row.outcome : outcome,
    waits: waitsAfter(row.waits, event),
    number: event.number ?? row.number,
    asked: asked.length === 0 ? row.asked : [...new Set([...row.asked, ...asked])],
    parts:
      type === 'PartRecorded'
        ? [...row.parts, { id: data.part, topic: data.topic, department: data.department }]
        : row.parts,
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
/** Numbers in their order, also past 9,999 in a year; 0 where there is none. */
export const placeOf = (number: string | null): number =>
  number === null ? 0 : Number(number.slice(0, 4)) * 1_000_000 + Number(number.slice(5));

const columnsOf = (row: Row): { readonly [column: string]: SqlValue } => {
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
    asked: listed(row.asked),
    departments: listed(row.parts.map(({ department }) => department)),
    topics: listed(row.parts.map(({ topic }) => topic)),
    stopped: row.stopped ? 1 : 0,
  };
};

const text = { type: 'text' } as const;
export const worklist = foldModel<Row | null>({
  name: 'worklist',
  version: 2,
  tables: {
    worklist: {
      kind: 'past',
      columns: {
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
        asked: text,
        departments: text,
        topics: text,
        stopped: { type: 'flag' },
      },
      indexes: [
        { on: ['due_first', 'stream'] },
        { on: ['due_last', 'stream'] },
        { on: ['received_on', 'stream'] },
        { on: ['place', 'stream'] },
        { on: ['state', 'due_first', 'stream'] },
        { on: ['number'] },
        // Each complaint's present line among all its past ones; and all that counting by a filter reads (`until` too,
        // or SQLite reads the rows as well).
        { on: ['stream'] },
        { on: ['departments', 'topics', 'state', 'outcome', 'due_first', 'profile', 'until'] },
      ],
    },
  },
  begin: () => null,
  evolve: next,
  rows: (row): readonly TableRow[] => (row ? [{ table: 'worklist', key: '', values: columnsOf(row) }] : []),
  stop: (row) => (row ? { ...row, stopped: true } : row),
});
