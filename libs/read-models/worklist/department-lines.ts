/**
 * The worklist of each department: a line for every complaint that it was asked about or that a suggestion came from,
 * as it may see it.
 * Rows of their own, so that a page of it reads that page alone.
 */
import { nobodys } from '../../case/desk.js';
import { departmentsSeeing, outcomeForDepartment } from '../../case/department.js';
import { text } from '../columns.js';
import { type CaseModel } from '../read-model.js';
import { columnsOf, lineColumns, lineOfCase, type ProfileNamed, type Row } from './worklist.js';

/** Of a line, a department sees what is about itself. */
export function lineForDepartment(department: string, line: Row): Row {
  const parts = line.parts.filter(({ askedOf }) => askedOf.includes(department));
  return {
    ...line,
    outcome: outcomeForDepartment(
      line.outcome,
      parts.some(({ found }) => found),
    ),
    parts: parts.map((part) => ({ ...part, askedOf: [department] })),
    waits: line.waits.filter((wait) => wait.department === department),
    assigned: nobodys,
    readers: null,
    asked: [department],
    // What only a suggestion of went to it is a case of nobody that it knows.
    ...(line.asked.includes(department) ? {} : { number: null }),
  };
}

export const departmentLines = (profileNamed: ProfileNamed): CaseModel => ({
  name: 'department-lines',
  version: 5,
  tables: {
    department_line: {
      kind: 'past',
      columns: { department: text, ...lineColumns },
      indexes: [
        { on: ['department', 'due_first', 'stream', 'until'] },
        { on: ['department', 'due_last', 'stream'] },
        { on: ['department', 'received_on', 'stream'] },
        { on: ['department', 'place', 'stream'] },
        { on: ['department', 'known_from'], past: true },
      ],
    },
  },
  rows: (caseState, context) => {
    const line = lineOfCase(caseState, context, profileNamed);
    if (!line) return [];
    return departmentsSeeing(caseState).map((department) => ({
      table: 'department_line',
      key: department,
      values: { department, ...columnsOf(lineForDepartment(department, line)) },
    }));
  },
});
