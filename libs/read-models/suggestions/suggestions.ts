/**
 * `suggestion`: what citizens proposed, whether it was passed on, and what its department made of it. Unit: suggestion.
 */
import { maybe, monthOf, pinnedColumns, pinnedTo, text } from '../columns.js';
import { type CaseModel } from '../read-model.js';

export const suggestions: CaseModel = {
  name: 'suggestions',
  version: 3,
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
        position_on: maybe,
        ...pinnedColumns,
      },
      indexes: [{ on: ['month', 'department', 'became'] }],
    },
  },
  madeOf: (caseState) => [caseState.suggestions],
  rows: (caseState) =>
    caseState.suggestions.map(({ recordedOn, topic, department, forwardedOn, position, positionOn }, index) => ({
      table: 'suggestion',
      key: String(index),
      values: {
        month: monthOf(recordedOn),
        recorded_on: recordedOn,
        department,
        topic,
        became: forwardedOn === null ? 'recorded' : (position ?? 'forwarded'),
        forwarded_on: forwardedOn,
        position_on: positionOn ?? null,
        ...pinnedTo(caseState),
      },
    })),
};
