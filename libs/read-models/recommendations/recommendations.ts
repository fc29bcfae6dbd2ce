/**
 * `recommendation`: each criticism and recommendation that a case was concluded with, and what the department makes of
 * it. `registered`: what the head recommends in the register beside the outcomes, and what its addressee makes of it.
 * Unit of both: recommendation.
 */
import { isSettled } from '../../case/awaited.js';
import { isCriticised } from '../../case/ending.js';
import { daysBetween } from '../../policy/calendar.js';
import { maybe, monthOf, pinnedColumns, pinnedTo, text } from '../columns.js';
import { type CaseModel } from '../read-model.js';

export const recommendations: CaseModel = {
  name: 'recommendations',
  version: 3,
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
    registered: {
      kind: 'past',
      columns: {
        month: text,
        made_on: text,
        addressee: text,
        department: maybe,
        status: text,
        status_on: maybe,
        /** Calendar days until it was carried out or declined; null while it is open. */
        days: { type: 'integer', null: true },
        /** The day it was made, while it is open: how old it is, is a question of the report. */
        open_since: maybe,
        ...pinnedColumns,
      },
      indexes: [{ on: ['month', 'addressee', 'department', 'status', 'days', 'open_since'] }],
    },
  },
  madeOf: (caseState) => [caseState.decisions, caseState.recommendations],
  rows: (caseState) => [
    ...caseState.decisions.filter(isCriticised).map(({ part, cycle, on, outcome, position, positionOn }) => {
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
    ...caseState.recommendations.map(({ id, to, department, madeOn, status, statusOn }) => ({
      table: 'registered',
      key: id,
      values: {
        month: monthOf(madeOn),
        made_on: madeOn,
        addressee: to,
        department: department ?? null,
        status: status ?? 'none',
        status_on: statusOn,
        days: isSettled(status) && statusOn !== null ? daysBetween(madeOn, statusOn) : null,
        open_since: isSettled(status) ? null : madeOn,
        ...pinnedTo(caseState),
      },
    })),
  ],
};
