/** `referral`: each question put to a department, and when it was answered. Unit: referral. */
import { type Referral } from '../../case/case-parts.js';
import { workingDaysBetween } from '../../policy/calendar.js';
import { maybe, monthOf, pinnedColumns, pinnedTo, text } from '../columns.js';
import { type SwitchesOf } from '../cycles/cycles.js';
import { type CaseModel } from '../read-model.js';

function resultOf({ answeredOn, endedOn, due }: Referral): string {
  if (answeredOn !== null) return answeredOn <= due ? 'inTime' : 'late';
  return endedOn === null ? 'open' : 'unanswered';
}

export const referrals = (switchesOf: SwitchesOf): CaseModel => ({
  name: 'referrals',
  version: 2,
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
        answered_on: maybe,
        ended_on: maybe,
        days: { type: 'integer', null: true },
        result: text,
        ...pinnedColumns,
      },
      indexes: [{ on: ['month', 'department', 'result', 'days'] }],
    },
  },
  madeOf: (caseState) => [caseState.referrals],
  rows: (caseState) =>
    caseState.referrals.map((referral, index) => {
      const { sentOn, due, department, cycle, reminders, answeredOn, endedOn } = referral;
      return {
        table: 'referral',
        key: String(index),
        values: {
          month: monthOf(sentOn),
          department,
          sent_on: sentOn,
          due,
          cycle,
          reminders,
          answered_on: answeredOn,
          ended_on: endedOn,
          days:
            answeredOn === null ? null : workingDaysBetween(sentOn, answeredOn, switchesOf(caseState.pinned!.profile)),
          result: resultOf(referral),
          ...pinnedTo(caseState),
        },
      };
    }),
});
