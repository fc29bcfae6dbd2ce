/**
 * `meeting`: each meeting of a citizen and a department in a case, which somebody of the office attended (H12). Unit:
 * meeting; `month` is that of the day on which it was.
 */
import { monthOf, pinnedColumns, pinnedTo, text } from '../columns.js';
import { type CaseModel } from '../read-model.js';

export const meetings: CaseModel = {
  name: 'meetings',
  version: 1,
  tables: {
    meeting: {
      kind: 'past',
      columns: { month: text, held_on: text, requested_by: text, reason: text, ...pinnedColumns },
      indexes: [{ on: ['month', 'requested_by', 'reason'] }],
    },
  },
  madeOf: (caseState) => [caseState.meetings],
  rows: (caseState) =>
    caseState.meetings.map(({ on, requestedBy, reason }, index) => ({
      table: 'meeting',
      key: String(index),
      values: {
        month: monthOf(on),
        held_on: on,
        requested_by: requestedBy,
        reason,
        ...pinnedTo(caseState),
      },
    })),
};
