/**
 * `desk`: each time a complaint was given to a member of the office, and each time one ended, with whose it was then.
 * For the office alone. Unit: contact.
 */
import { type LocalDate } from '../../policy/calendar.js';
import { maybe, monthOf, pinnedColumns, pinnedTo, text } from '../columns.js';
import { type CaseModel } from '../read-model.js';

export const load: CaseModel = {
  name: 'load',
  version: 1,
  tables: {
    desk: {
      kind: 'past',
      columns: { month: text, on_day: text, what: text, assignee: maybe, ...pinnedColumns },
      indexes: [{ on: ['month', 'what', 'assignee'] }],
    },
  },
  madeOf: (caseState) => [caseState.assignments, caseState.endings],
  rows: (caseState) => {
    const row = (what: 'assigned' | 'closed', { to, on }: { to: string | null; on: LocalDate }, index: number) => ({
      table: 'desk',
      key: `${what}/${index}`,
      values: { month: monthOf(on), on_day: on, what, assignee: to, ...pinnedTo(caseState) },
    });
    return [
      ...caseState.assignments.map((given, index) => row('assigned', given, index)),
      ...caseState.endings.map((ended, index) => row('closed', ended, index)),
    ];
  },
};
