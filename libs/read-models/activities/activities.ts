/**
 * `activity`: what the office did besides complaints, by its kind. Unit: activity; `month` is that of the day on which
 * it was.
 */
import { maybe, monthOf, pinnedColumns, pinnedTo, text } from '../columns.js';
import { type CaseModel } from '../read-model.js';

export const activities: CaseModel = {
  name: 'activities',
  version: 1,
  tables: {
    activity: {
      kind: 'past',
      columns: {
        month: text,
        on_day: text,
        kind: text,
        department: maybe,
        topic: maybe,
        minutes: { type: 'integer', null: true },
        ...pinnedColumns,
      },
      indexes: [{ on: ['month', 'kind', 'department'] }],
    },
  },
  madeOf: (caseState) => [caseState.activity],
  rows: (caseState) => {
    const { activity } = caseState;
    if (!activity) return [];
    const { kind, department, topic, on, minutes } = activity;
    return [
      {
        table: 'activity',
        key: '',
        values: {
          month: monthOf(on),
          on_day: on,
          kind,
          department: department ?? null,
          topic: topic ?? null,
          minutes: minutes ?? null,
          ...pinnedTo(caseState),
        },
      },
    ];
  },
};
