/**
 * `part`: each part of a complaint as it was received, and whether the remit has it. Unit: part, population: received.
 */
import { inThisCycle } from '../../case/case-state.js';
import { maybe, monthOf, pinnedColumns, pinnedTo, text } from '../columns.js';
import { type CaseModel } from '../read-model.js';

export const parts: CaseModel = {
  name: 'parts',
  version: 4,
  tables: {
    part: {
      kind: 'past',
      columns: {
        month: text,
        received_on: text,
        department: text,
        topic: text,
        /** Why it is rejected; null: it is not. */
        ground: maybe,
        standing: text,
        forwarded: { type: 'flag' },
        in_case: { type: 'flag' },
        ...pinnedColumns,
      },
      indexes: [{ on: ['month', 'department', 'topic', 'ground', 'standing'] }],
    },
  },
  madeOf: (caseState) => [caseState.parts, caseState.cycle],
  rows: (caseState) =>
    caseState.parts.map((part) => {
      const { id, topic, department, admissible, ground, forwarded, remit } = part;
      const { receivedOn } = caseState.received!;
      return {
        table: 'part',
        key: id,
        values: {
          month: monthOf(receivedOn),
          received_on: receivedOn,
          department,
          topic,
          ground: admissible === false ? (ground ?? 'notStated') : null,
          standing: remit,
          forwarded: forwarded ? 1 : 0,
          in_case: inThisCycle(caseState, part) ? 1 : 0,
          ...pinnedTo(caseState),
        },
      };
    }),
};
