/**
 * `recommendation`: each criticism and recommendation that a case was concluded with, and what the department makes of
 * it. Unit: recommendation.
 */
import { isCriticised } from '../../case/ending.js';
import { maybe, monthOf, pinnedColumns, pinnedTo, text } from '../columns.js';
import { type CaseModel } from '../read-model.js';

export const recommendations: CaseModel = {
  name: 'recommendations',
  version: 2,
  tables: {
    recommendation: {
      kind: 'past',
      columns: {
        month: text,
        made_on: text,
        cycle: { type: 'integer' },
        department: text,
        topic: text,
        degree: text,
        position: text,
        position_on: maybe,
        ...pinnedColumns,
      },
      indexes: [{ on: ['month', 'department', 'degree', 'position'] }],
    },
  },
  madeOf: (caseState) => [caseState.decisions],
  rows: (caseState) =>
    caseState.decisions.filter(isCriticised).map(({ part, cycle, on, outcome, position, positionOn }) => {
      const { department, topic } = caseState.parts.find(({ id }) => id === part)!;
      return {
        table: 'recommendation',
        key: `${part}/${cycle}`,
        values: {
          month: monthOf(on),
          made_on: on,
          cycle,
          department,
          topic,
          degree: outcome,
          position,
          position_on: positionOn,
          ...pinnedTo(caseState),
        },
      };
    }),
};
