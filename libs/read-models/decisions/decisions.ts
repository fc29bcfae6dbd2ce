/**
 * `decision`: each part of a case, once for each cycle that ended. Unit: part, population: decided. A reopening leaves
 * the earlier result where it is.
 */
import { findingAbout, isCriticised } from '../../case/ending.js';
import { monthOf, pinnedColumns, pinnedTo, text, yesNo } from '../columns.js';
import { type CaseModel } from '../read-model.js';

export const decisions: CaseModel = {
  name: 'decisions',
  version: 3,
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
        finding: text,
        solved: text,
        ...pinnedColumns,
      },
      indexes: [{ on: ['month', 'department', 'topic', 'outcome', 'upheld', 'finding', 'solved'] }],
    },
  },
  madeOf: (caseState) => [caseState.decisions, caseState.cycles],
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
          finding: findingAbout(decision) ?? 'none',
          solved: caseState.cycles[cycle - 1]?.solved ?? 'unknown',
          ...pinnedTo(caseState),
        },
      };
    }),
};
