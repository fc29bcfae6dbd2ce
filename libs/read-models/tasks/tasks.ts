/**
 * `task`: what is to be done about each complaint: what blocks a step, what waits for a word of the office, and every
 * day by which something is to be done and is not. Of coded fields alone, so it outlives every key.
 */
import { extendableKinds } from '../../../event-schemas/complaint/codes.js';
import { openExtensionRequests } from '../../case/awaited.js';
import { openReferrals, type CaseState } from '../../case/case-state.js';
import { awaitedTerms } from '../../case/deadlines.js';
import { namedTo, nobodys, type Assignment } from '../../case/desk.js';
import { type LocalDate } from '../../policy/calendar.js';
import { type Profile } from '../../policy/profile.js';
import { maybe, text } from '../columns.js';
import { type CaseModel } from '../read-model.js';
import { lined, never } from '../worklist/worklist.js';

export interface Task {
  readonly kind: string;
  readonly department?: string | undefined;
  /** The last day in time; null: it has none, and is to be done now. */
  readonly due: LocalDate | null;
  /** A step is refused until it is done. */
  readonly blocks: boolean;
  /** What a department asked for that waits for an answer: until when, or whom instead. */
  readonly wanted?: string | undefined;
  /** Whose it is, where that is not whoever has the case. */
  readonly member?: string | undefined;
}

/** Days that a department keeps or does not: they are its own to see. */
const departments: ReadonlySet<string> = new Set<string>(extendableKinds);

export function openTasks(caseState: CaseState, profile: Profile): readonly Task[] {
  return [
    ...caseState.tasks.map(({ kind, department }): Task => ({ kind, department, due: null, blocks: true })),
    ...openExtensionRequests(caseState).map(({ department, due: wanted }): Task => ({
      kind: 'extensionRequest',
      department,
      due: null,
      blocks: false,
      wanted,
    })),
    ...openReferrals(caseState).flatMap(({ department, declined }): readonly Task[] =>
      declined === undefined
        ? []
        : [{ kind: 'declinedReferral', department, due: null, blocks: false, wanted: declined.suggested }],
    ),
    ...awaitedTerms(caseState, profile).map(({ kind, department, due, member }): Task => ({
      kind,
      department,
      due,
      blocks: false,
      member,
    })),
  ];
}

const assigneeColumns = ({ to, until, then }: Assignment) => ({
  assignee: to ?? '',
  assignee_until: until ?? never,
  assignee_then: then ?? '',
});

export const tasks = (profileNamed: (id: string) => Profile): CaseModel => ({
  name: 'tasks',
  version: 3,
  tables: {
    task: {
      kind: 'now',
      columns: {
        number: maybe,
        state: text,
        kind: text,
        department: maybe,
        /** Empty where there is none: such a task comes first. */
        due: text,
        blocks: { type: 'flag' },
        wanted: maybe,
        /** A department sees it. */
        own: { type: 'flag' },
        /** Of a confidential case: the members who may open it besides who has it and the head. */
        readers: maybe,
        assignee: text,
        assignee_until: text,
        assignee_then: text,
      },
      indexes: [{ on: ['due', 'stream', 'key'] }, { on: ['assignee', 'due'] }, { on: ['department', 'own', 'due'] }],
    },
  },
  rows: (caseState, { number }) => {
    const { pinned, state, counted, assigned } = caseState;
    const named = namedTo(caseState);
    if (pinned === null || state === null || counted) return [];
    return openTasks(caseState, profileNamed(pinned.profile)).map(
      ({ kind, department, due, blocks, wanted, member }, index) => ({
        table: 'task',
        key: `${String(index).padStart(4, '0')}-${kind}`,
        values: {
          number,
          state,
          kind,
          department: department ?? null,
          due: due ?? '',
          blocks: blocks ? 1 : 0,
          wanted: wanted ?? null,
          own: departments.has(kind) ? 1 : 0,
          readers: named && lined(named),
          ...assigneeColumns(member === undefined ? (assigned ?? nobodys) : { ...nobodys, to: member }),
        },
      }),
    );
  },
});
