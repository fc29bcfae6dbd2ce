/** `cycle`: a case from its registration, or its reopening, to its closing. Unit: cycle. */
import { workingDaysBetween, type CalendarSwitches } from '../../policy/calendar.js';
import { maybe, monthOf, pinnedColumns, pinnedTo, text, yesNo } from '../columns.js';
import { type CaseModel } from '../read-model.js';

/** Days off of the profile that a case is pinned to. */
export type SwitchesOf = (profile: string) => CalendarSwitches;

/** Solved by dialogue: both sides accepted a settlement, or mediation ended in an agreement (K9–K11, H10). */
const solvedBy = (outcome: string | null): string =>
  outcome === 'settled' ? 'settlement' : outcome === 'mediated' ? 'mediation' : outcome === null ? 'open' : 'otherwise';

export const cycles = (switchesOf: SwitchesOf): CaseModel => ({
  name: 'cycles',
  version: 2,
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
        ...pinnedColumns,
      },
      indexes: [
        { on: ['month', 'outcome', 'solved', 'investigated', 'days'] },
        { on: ['opened_month', 'opened_by', 'reason'] },
      ],
    },
  },
  madeOf: (caseState) => [caseState.cycles],
  rows: (caseState) =>
    caseState.cycles.map(({ openedOn, openedBy, reason, closedOn, outcome, early, investigated }, index) => ({
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
        days: closedOn === null ? null : workingDaysBetween(openedOn, closedOn, switchesOf(caseState.pinned!.profile)),
        early: yesNo(early),
        investigated: yesNo(investigated),
        solved: solvedBy(outcome),
        ...pinnedTo(caseState),
      },
    })),
});
