/**
 * Who may ask for what: the one table of expectations (promises.md, section 5). Written from contract.md, sections 1
 * and 2, and rules.md, "Roles". A route that is not here fails the test, and so does one that is here and not served.
 */

/**
 * Every caller of the matrix. `forged`: a token that the product did not sign; `system`: one that names the role no
 * token has; `integration`: a program with every scope there is, and no role.
 */
export const callers = [
  'nobody',
  'forged',
  'system',
  'adviser',
  'head',
  'auditor',
  'dataProtectionOfficer',
  'askedDepartment',
  'otherDepartment',
  'ownCitizen',
  'otherCitizen',
  'analyst',
  'administrator',
  'integration',
] as const;
export type Caller = (typeof callers)[number];

/** What is looked at. `missing` names nothing; `foreign` is another office's complaint under this office's address. */
export const resources = ['preCase', 'referred', 'closed', 'shredded', 'ownInitiative', 'missing', 'foreign'] as const;
export type Resource = (typeof resources)[number];

type Statuses = { readonly [Who in Caller]: number };

const noToken = { nobody: 401, forged: 401, system: 401 };
/** The office's staff by role; departments, citizens, analyst and administrator as `others`. */
const staff = (
  adviser: number,
  head: number,
  auditor: number,
  dataProtectionOfficer: number,
  others: number,
): Statuses => ({
  ...noToken,
  adviser,
  head,
  auditor,
  dataProtectionOfficer,
  askedDepartment: others,
  otherDepartment: others,
  ownCitizen: others,
  otherCitizen: others,
  analyst: 403,
  administrator: 403,
  integration: 403,
});
const anyone = (status: number): Statuses => Object.fromEntries(callers.map((caller) => [caller, status])) as Statuses;
const anyRole: Statuses = { ...anyone(200), ...noToken, integration: 403 };

export interface Route {
  /** For a complaint that is there and has what the route names. */
  readonly status: Statuses;
  /** The route is about one complaint: where it is not there, or not visible, 200 becomes 404. */
  readonly ofComplaint?: true;
  /** Shows a case or a list of them: one entry in the access log for each complaint shown. */
  readonly recorded?: true;
  /** Asked of anybody, without a token. */
  readonly open?: true;
}

const complaint = '/api/offices/:office/complaints/:id';

export const routes: { readonly [route: string]: Route } = {
  'GET /health/live': { status: anyone(200), open: true },
  'GET /health/ready': { status: anyone(200), open: true },
  'GET /metrics': { status: anyone(200), open: true },
  'POST /api/test/token': { status: anyone(200), open: true },
  'GET /api/test/clock': { status: anyone(200), open: true },
  'PUT /api/test/clock': { status: anyone(200), open: true },
  'GET /api/openapi.json': { status: anyone(200), open: true },
  'GET /': { status: anyone(200), open: true },
  'GET /api': { status: anyone(200), open: true },
  'GET /problems': { status: anyone(200), open: true },
  'GET /assets/:hashed': { status: anyone(200), open: true },

  'GET /api/offices/:office/profile': { status: anyRole },
  'GET /api/offices/:office/lifecycle': { status: anyRole },
  // What it writes down is of destructions.e2e.spec.ts: the head, who looks here, may not.
  'GET /api/offices/:office/destructions': { status: staff(403, 403, 200, 200, 403) },
  // Who the members are is for those who lead the office and keep its rights; what was given and taken, for revision.
  'GET /api/offices/:office/members': { status: { ...staff(403, 200, 403, 403, 403), administrator: 200 } },
  'GET /api/offices/:office/members/history': { status: { ...staff(403, 403, 200, 403, 403), administrator: 200 } },
  // A body that is none: the administrator is let through.
  'POST /api/offices/:office/members': { status: { ...staff(403, 403, 403, 403, 403), administrator: 400 } },
  'POST /api/offices/:office/members/end': { status: { ...staff(403, 403, 403, 403, 403), administrator: 400 } },
  // Reports: figures for analysts too; the single events behind one for those who may read the cases.
  'GET /api/offices/:office/reports': { status: { ...staff(200, 200, 200, 403, 403), analyst: 200, integration: 200 } },
  // Without a year: whoever is let through is told so.
  'GET /api/offices/:office/reports/yearly': {
    status: { ...staff(400, 400, 400, 403, 403), analyst: 400, integration: 400 },
  },
  'GET /api/offices/:office/reports/:name': {
    status: { ...staff(404, 404, 404, 403, 403), analyst: 404, integration: 404 },
  },
  'GET /api/offices/:office/reports/:name/events': { status: staff(403, 404, 404, 403, 403) },
  // From no position: whoever is let through is told so, and nobody has to read a stream that has no end.
  'GET /api/offices/:office/positions': { status: { ...staff(400, 400, 400, 400, 403), integration: 400 } },
  'GET /api/offices/:office/complaints': { status: staff(200, 200, 200, 200, 200), recorded: true },
  'GET /api/offices/:office/tasks': { status: staff(200, 200, 200, 200, 200), recorded: true },
  // A body that is none: the head is let through.
  'POST /api/offices/:office/assignments': { status: staff(403, 400, 403, 403, 403) },
  'POST /api/offices/:office/activities': { status: staff(400, 400, 403, 403, 403) },
  'POST /api/offices/:office/complaints/search': { status: staff(200, 200, 200, 200, 403), recorded: true },

  [`GET ${complaint}`]: {
    status: { ...staff(200, 200, 200, 200, 404), askedDepartment: 200, ownCitizen: 200 },
    ofComplaint: true,
    recorded: true,
  },
  [`GET ${complaint}/history`]: { status: staff(200, 200, 200, 200, 403), ofComplaint: true, recorded: true },
  [`GET ${complaint}/replay`]: { status: staff(403, 200, 200, 403, 403), ofComplaint: true, recorded: true },
  // The first letter is to the department, the second document the copy to the citizen.
  [`GET ${complaint}/letters/:n`]: {
    status: { ...staff(200, 200, 200, 200, 404), askedDepartment: 200 },
    ofComplaint: true,
    recorded: true,
  },
  [`GET ${complaint}/documents/:document/content`]: {
    status: { ...staff(200, 200, 200, 200, 404), ownCitizen: 200 },
    ofComplaint: true,
    recorded: true,
  },
  [`GET ${complaint}/access-log`]: { status: staff(403, 200, 200, 200, 403), ofComplaint: true, recorded: true },
  [`GET ${complaint}/access-package`]: { status: staff(403, 200, 403, 200, 403), ofComplaint: true, recorded: true },

  // Transitions: a body that is none, so that whoever is let through is told so by a 400. Which roles those are:
  // `transitionStatus`.
  'POST /api/offices/:office/complaints/transitions/:name': { status: staff(400, 400, 403, 403, 403) },
  [`POST ${complaint}/transitions/:name`]: { status: staff(400, 400, 403, 403, 403), ofComplaint: true },
  [`POST ${complaint}/transitions/:name/preview`]: { status: staff(400, 400, 403, 403, 403), ofComplaint: true },
};

/**
 * Whether this caller sees this complaint. A department sees what it was asked; a citizen the case that the token
 * names.
 */
export function sees(caller: Caller, resource: Resource): boolean {
  if (resource === 'missing' || resource === 'foreign') return false;
  if (caller === 'askedDepartment') return resource !== 'preCase' && resource !== 'ownInitiative';
  return caller !== 'otherDepartment' && caller !== 'otherCitizen';
}

/** What the resource lacks of a route's own: letters and documents come with a referral. Shredded content is gone. */
export function statusOf(
  route: Route,
  caller: Caller,
  resource: Resource,
  has: { readonly letter: boolean; readonly document: 'there' | 'gone' | 'none' },
  name: string,
): number {
  const status = route.status[caller];
  if (!route.ofComplaint || status >= 401) return status;
  if (!sees(caller, resource)) return 404;
  if (name.endsWith('/letters/:n') && !has.letter) return 404;
  if (name.endsWith('/content') && has.document !== 'there') return has.document === 'gone' ? 410 : 404;
  return status;
}

/**
 * A transition by its roles (contract.md, section 3): 403 before the complaint is looked for, 404 where it is not
 * visible, 400 for the body.
 */
export function transitionStatus(roles: readonly string[], caller: Caller, resource: Resource | 'none'): number {
  if (caller === 'nobody' || caller === 'forged' || caller === 'system') return 401;
  const role = caller.endsWith('Department') ? 'department' : caller.endsWith('Citizen') ? 'citizen' : caller;
  if (!roles.includes(role)) return 403;
  return resource === 'none' || sees(caller, resource) ? 400 : 404;
}
