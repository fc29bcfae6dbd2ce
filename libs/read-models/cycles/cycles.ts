/** `cycle`: a case from its registration, or its reopening, to its closing. Unit: cycle. */
import { workingDaysBetween, type CalendarSwitches, type LocalDate } from '../../policy/calendar.js';
import { closes, course, dayOf, monthOf, reopens, type Course } from '../course.js';
import { foldModel, type NumberedEvent } from '../read-model.js';

interface Cycle {
  readonly openedOn: LocalDate;
  readonly openedBy: 'registration' | 'ownInitiative' | 'reopening';
  /** Of a reopening: what it was for. */
  readonly reason: string | null;
  readonly closedOn: LocalDate | null;
  readonly outcome: string | null;
  readonly days: number | null;
  /** Whether it was handled early, in dialogue, before or without an examination. */
  readonly early: boolean;
  readonly investigated: boolean;
}
interface State {
  readonly course: Course | null;
  readonly cycles: readonly Cycle[];
}

/** Days off of the profile that a case is pinned to. */
export type SwitchesOf = (profile: string) => CalendarSwitches;

const reasons: { readonly [type: string]: string } = {
  ReopenedForQuestions: 'moreQuestions',
  ReopenedForNewPart: 'newPart',
  ReopenedForConsent: 'closerLook',
  ReopenedForAssessment: 'closerLook',
};
const opened = (event: NumberedEvent, openedBy: Cycle['openedBy']): Cycle => ({
  openedOn: dayOf(event),
  openedBy,
  reason: reasons[event.type] ?? null,
  closedOn: null,
  outcome: null,
  days: null,
  early: false,
  investigated: event.to === 'investigating.active',
});

function cyclesAfter(
  before: readonly Cycle[],
  known: Course | null,
  event: NumberedEvent,
  switchesOf: SwitchesOf,
): readonly Cycle[] {
  const { type, to } = event;
  if (type === 'CaseRegistered') return [...before, opened(event, 'registration')];
  if (type === 'OwnInitiativeOpened') return [...before, opened(event, 'ownInitiative')];
  if (reopens(event)) return [...before, opened(event, 'reopening')];
  const last = before.at(-1);
  if (!last || !known) return before;
  const change: Partial<Cycle> = {
    ...(to === 'investigating.active' && !last.investigated ? { investigated: true } : {}),
    ...((to.startsWith('earlyResolution') || to === 'mediation') && !last.early ? { early: true } : {}),
    ...(closes(event)
      ? {
          closedOn: dayOf(event),
          outcome: known.outcome,
          days: workingDaysBetween(last.openedOn, dayOf(event), switchesOf(known.profile)),
        }
      : {}),
  };
  return Object.keys(change).length === 0 ? before : [...before.slice(0, -1), { ...last, ...change }];
}

/** Solved by dialogue: both sides accepted a settlement, or mediation ended in an agreement (K9–K11, H10). */
const solvedBy = (outcome: string | null): string =>
  outcome === 'settled' ? 'settlement' : outcome === 'mediated' ? 'mediation' : outcome === null ? 'open' : 'otherwise';

const text = { type: 'text' } as const;
const maybe = { type: 'text', null: true } as const;
export const cycles = (switchesOf: SwitchesOf) =>
  foldModel<State>({
    name: 'cycles',
    version: 1,
    tables: {
      cycle: {
        kind: 'past',
        columns: {
          opened_month: text,
          opened_on: text,
          opened_by: text,
          reason: maybe,
          month: maybe,
          closed_on: maybe,
          outcome: maybe,
          days: { type: 'integer', null: true },
          early: text,
          investigated: text,
          solved: text,
          profile: text,
          profile_hash: text,
        },
        indexes: [
          { on: ['month', 'outcome', 'solved', 'investigated', 'days'] },
          { on: ['opened_month', 'opened_by', 'reason'] },
        ],
      },
    },
    begin: () => ({ course: null, cycles: [] }),
    evolve: (state, event) => {
      const known = course(state.course, event);
      const after = cyclesAfter(state.cycles, known, event, switchesOf);
      return known === state.course && after === state.cycles ? state : { course: known, cycles: after };
    },
    rows: ({ course: known, cycles: all }) =>
      all.map(({ openedOn, openedBy, reason, closedOn, outcome, days, early, investigated }, index) => ({
        table: 'cycle',
        key: String(index + 1),
        values: {
          opened_month: monthOf(openedOn),
          opened_on: openedOn,
          opened_by: openedBy,
          reason,
          month: closedOn === null ? null : monthOf(closedOn),
          closed_on: closedOn,
          outcome,
          days,
          early: early ? 'yes' : 'no',
          investigated: investigated ? 'yes' : 'no',
          solved: solvedBy(outcome),
          profile: known!.profile,
          profile_hash: known!.profileHash,
        },
      })),
  });
