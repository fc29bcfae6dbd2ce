/**
 * `decision`: each part of a case, once for each cycle that ended. Unit: part, population: decided. A reopening leaves
 * the earlier result where it is.
 */
import { isCriticised } from '../../case/ending.js';
import { monthOf, pinnedColumns, pinnedTo, text, yesNo } from '../columns.js';
import { type CaseModel } from '../read-model.js';

export const decisions: CaseModel = {
  name: 'decisions',
  version: 2,
  tables: {
    decision: {
      kind: 'past',
      columns: {
        month: text,
        decided_on: text,
        cycle: { type: 'integer' },
        department: text,
        topic: text,
        outcome: text,
        examined: text,
        upheld: text,
        ...pinnedColumns,
      },
      indexes: [{ on: ['month', 'department', 'topic', 'outcome', 'upheld'] }],
    },
  },
  madeOf: (caseState) => [caseState.decisions],
  rows: (caseState) =>
    caseState.decisions.map((decision) => {
      const { part, cycle, on, outcome, examined } = decision;
      const { department, topic } = caseState.parts.find(({ id }) => id === part)!;
      return {
        table: 'decision',
        key: `${part}/${cycle}`,
        values: {
          month: monthOf(on),
          decided_on: on,
          cycle,
          department,
          topic,
          outcome,
          examined: yesNo(examined),
          upheld: !examined ? 'notExamined' : isCriticised(decision) ? 'upheld' : 'notUpheld',
          ...pinnedTo(caseState),
        },
      };
    }),
};
