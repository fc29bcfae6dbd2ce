/**
 * `referral`: each question put to a department, and when it was answered. Unit: referral. `extension`: more time that
 * a department was given. Unit: extension.
 */
import { askedByLetter } from '../../case/awaited.js';
import { type Extension, type Referral } from '../../case/case-parts.js';
import { type CaseState } from '../../case/case-state.js';
import { workingDaysBetween } from '../../policy/calendar.js';
import { maybe, monthOf, pinnedColumns, pinnedTo, text } from '../columns.js';
import { type SwitchesOf } from '../cycles/cycles.js';
import { type CaseModel } from '../read-model.js';

function resultOf({ answeredOn, endedOn, due }: Referral): string {
  if (answeredOn !== null) return answeredOn <= due ? 'inTime' : 'late';
  return endedOn === null ? 'open' : 'unanswered';
}

/** Of everything that a department is waited for. */
const extensionsOf = (
  caseState: CaseState,
): readonly (Extension & { readonly kind: string; readonly department: string })[] =>
  [
    ...caseState.referrals.map((referral) => ({ kind: 'departmentAnswer', ...referral })),
    ...askedByLetter(caseState).map(({ kind, department, asked }) => ({ kind, department, ...asked })),
    ...caseState.recommendations.map((recommendation) => ({ kind: 'followUp', ...recommendation })),
  ].flatMap(({ kind, department, extensions = [] }) =>
    department === undefined ? [] : extensions.map((extension) => ({ kind, department, ...extension })),
  );

export const referrals = (switchesOf: SwitchesOf): CaseModel => ({
  name: 'referrals',
  version: 5,
  tables: {
    referral: {
      kind: 'past',
      columns: {
        month: text,
        department: text,
        sent_on: text,
        due: text,
        cycle: { type: 'integer' },
        reminders: { type: 'integer' },
        extensions: { type: 'integer' },
        answered_on: maybe,
        ended_on: maybe,
        days: { type: 'integer', null: true },
        result: text,
        ...pinnedColumns,
      },
      indexes: [{ on: ['month', 'department', 'result', 'days'] }],
    },
    extension: {
      kind: 'past',
      columns: {
        month: text,
        department: text,
        kind: text,
        reason: text,
        due: text,
        /** Working days that were added. */
        days: { type: 'integer' },
        ...pinnedColumns,
      },
      indexes: [{ on: ['month', 'department', 'reason', 'days'] }],
    },
  },
  madeOf: ({ referrals, informationRequests, hearings, recommendations }) => [
    referrals,
    informationRequests,
    hearings,
    recommendations,
  ],
  rows: (caseState) => [
    // What was called back was never a department's to answer.
    ...caseState.referrals.flatMap((referral, index) => {
      if (referral.calledBack !== undefined) return [];
      const { sentOn, due, department, cycle, reminders, extensions = [], answeredOn, endedOn } = referral;
      return [
        {
          table: 'referral',
          key: String(index),
          values: {
            month: monthOf(sentOn),
            department,
            sent_on: sentOn,
            due,
            cycle,
            reminders,
            extensions: extensions.length,
            answered_on: answeredOn,
            ended_on: endedOn,
            days:
              answeredOn === null
                ? null
                : workingDaysBetween(sentOn, answeredOn, switchesOf(caseState.pinned!.profile)),
            result: resultOf(referral),
            ...pinnedTo(caseState),
          },
        },
      ];
    }),
    ...extensionsOf(caseState).map(({ kind, department, from, due, reason, on }, index) => ({
      table: 'extension',
      key: String(index),
      values: {
        month: monthOf(on),
        department,
        kind,
        reason,
        due,
        days: workingDaysBetween(from, due, switchesOf(caseState.pinned!.profile)),
        ...pinnedTo(caseState),
      },
    })),
  ],
});
