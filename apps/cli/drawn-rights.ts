/** The matrix of rights as a page: role × route and role × step, drawn from what the product itself reads. */
import { closedOut, matrix, publishedOnly, reach, type Reach, type Row } from '../../libs/access/matrix.js';
import { commandNames } from '../../libs/complaints/steps/steps.js';
import { newestLifecycle } from '../../libs/complaints/write/complaint-lifecycle.js';
import { roles, type Role } from '../../libs/platform/caller.js';
import { table } from './drawn-tables.js';

/** Nobody calls as the product itself. */
const callers = roles.filter((role) => role !== 'system');
const far: { readonly [Far in Reach]: string } = {
  wholeOffice: 'all',
  askedDepartment: 'asked',
  ownCase: 'own',
  nothing: '–',
};

/** How much of a route is a role's: all of the office's complaints, those it was asked about, its own; or `yes`. */
function cellOf({ who, about, nothingFor }: Row, role: Role): string {
  if (who === 'anybody' || who === 'anyCaller') return 'yes';
  if (who === 'session') return 'session';
  if (who === 'step') return 'step';
  if (!who.includes(role)) return '–';
  if (nothingFor?.includes(role)) return 'nothing';
  return about === 'complaint' || about === 'complaints' ? far[reach[role]] : 'yes';
}

/** `about`: a note beneath the title. */
export const rightsPage = (about: string): string => `# Rights
${about}
Who may ask for what, as the product itself reads it ([libs/access/matrix.ts](../libs/access/matrix.ts), [decision 31](decisions/0031-one-matrix.md)). A caller is let in where one of the roles held has the row, and acts in the first of
them that would do alone; that role stands in the log of looks. Another office's things are not there: 404, as if there were none.

- *all*: every complaint of the office. *asked*: what the department was asked about, heard about or told; nothing of another department. *own*: the citizen's own case, without the office's inner work. What is out of reach is not there (404).
- *yes*: not about single complaints. *step*: whoever may take the step, below. *session*: a page, for whoever has signed in. *nothing*: let in, and nothing is there (404, or an empty list). A dash: refused (403), before anything of the case is looked at.
- A confidential case is closed (403 \`CONFIDENTIAL\`) to ${closedOut.join(', ')}, but for the assignee and those who are named there; no other role of the office is shut out, and each look is written down.
- An integration (a program with a token of its own) has no role; it is let in with the scope that stands there, and reads reports as an analyst does.
- Of reports, ${publishedOnly.join(', ')} has what is published, with small groups hidden.

## Role × route
${table(
  ['route', 'open', ...callers, 'integration', 'acts as the first of', 'look'],
  Object.values(matrix as { readonly [operation: string]: Row }).map((row) => [
    `\`${row.route}\``,
    row.who === 'anybody' ? 'yes' : '–',
    ...callers.map((role) => cellOf(row, role)),
    row.who === 'anybody' ? 'yes' : (row.scope ?? '–'),
    typeof row.who === 'string' ? '–' : row.who.join(', '),
    row.look ?? '–',
  ]),
)}

## Role × step
From the lifecycle ${newestLifecycle.id}. \`system\`: by itself, when the time has come. What else a step asks is in [rules.md](rules.md).

${table(
  ['step', ...roles],
  commandNames.map((name) => [
    name,
    ...roles.map((role) => (newestLifecycle.rolesOf(name).includes(role) ? 'yes' : '–')),
  ]),
)}
`;
