/** `suggestion`: what citizens proposed, and whether it was passed on. Unit: suggestion. */
import { maybe, monthOf, pinnedColumns, pinnedTo, text } from '../columns.js';
import { type CaseModel } from '../read-model.js';

export const suggestions: CaseModel = {
  name: 'suggestions',
  version: 2,
  tables: {
    suggestion: {
      kind: 'past',
      columns: {
        month: text,
        recorded_on: text,
        department: text,
        topic: text,
        became: text,
        forwarded_on: maybe,
        ...pinnedColumns,
      },
      indexes: [{ on: ['month', 'department', 'became'] }],
    },
  },
  madeOf: (caseState) => [caseState.suggestions],
  rows: (caseState) =>
    caseState.suggestions.map(({ recordedOn, topic, department, forwardedOn }, index) => ({
      table: 'suggestion',
      key: String(index),
      values: {
        month: monthOf(recordedOn),
        recorded_on: recordedOn,
        department,
        topic,
        became: forwardedOn === null ? 'recorded' : 'forwarded',
        forwarded_on: forwardedOn,
        ...pinnedTo(caseState),
      },
    })),
};
