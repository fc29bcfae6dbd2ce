/** `exception`: each use of a waiver or an exception to a rule. Unit: use. */
import { monthOf, pinnedColumns, pinnedTo, text } from '../columns.js';
import { type CaseModel } from '../read-model.js';

export const exceptions: CaseModel = {
  name: 'exceptions',
  version: 2,
  tables: {
    exception: {
      kind: 'past',
      columns: { month: text, used_on: text, kind: text, reason: text, ...pinnedColumns },
      indexes: [{ on: ['month', 'kind', 'reason'] }],
    },
  },
  madeOf: (caseState) => [caseState.exceptions],
  rows: (caseState) =>
    caseState.exceptions.map(({ on, kind, reason }, index) => ({
      table: 'exception',
      key: String(index),
      values: { month: monthOf(on), used_on: on, kind, reason, ...pinnedTo(caseState) },
    })),
};
