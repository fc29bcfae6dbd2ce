/**
 * Who may ask for what: the one table of expectations (promises.md, section 5). Written from contract.md, sections 1
 * and 2, and rules.md, "Roles". A route that is not here fails the test, and so does one that is here and not served.
 */

/**
 * Every caller of the matrix. `forged`: a token that the product did not sign; `system`: one that names the role no
 * token has; `integration`: a program with every scope there is, and no role.
 */
export const single = [
  'nobody',
  'forged',
  'expired',
  'elsewhere',
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
export type Single = (typeof single)[number];

/** Two roles at once, the one that acts last first in the token: what one of them alone would get, and never more. */
export const pairs = {
  auditorAndAdviser: ['auditor', 'adviser'],
  officerAndHead: ['dataProtectionOfficer', 'head'],
  departmentAndAuditor: ['otherDepartment', 'auditor'],
  citizenAndDepartment: ['ownCitizen', 'otherDepartment'],
  analystAndAdviser: ['analyst', 'adviser'],
  administratorAndDepartment: ['administrator', 'askedDepartment'],
} as const satisfies { readonly [pair: string]: readonly [Single, Single] };
export type Pair = keyof typeof pairs;
export type Caller = Single | Pair;
export const callers: readonly Caller[] = [...single, ...(Object.keys(pairs) as readonly Pair[])];
export const rolesIn = (caller: Caller): readonly Single[] =>
  caller in pairs ? pairs[caller as Pair] : [caller as Single];

/**
 * What is looked at. `own`: the adviser's; `colleagues`: another's; `confidential`: another's, closed to the adviser;
 * `named`: another's, closed but for the adviser. `unasked`: no department was asked about it yet. `missing` names
 * nothing; `foreign` is another office's complaint under this office's address.
 */
export const resources = [
  'preCase',
  'own',
  'colleagues',
  'confidential',
  'named',
  'closed',
  'shredded',
  'quarantined',
  'unasked',
  'missing',
  'foreign',
] as const;
export type Resource = (typeof resources)[number];

/** `see`; `closed`: there, and shut (403); `none`: not there (404). */
type Sight = 'see' | 'closed' | 'none';
const everywhere = (sight: Sight): { readonly [What in Resource]: Sight } => ({
  preCase: sight,
  own: sight,
  colleagues: sight,
  confidential: sight,
  named: sight,
  closed: sight,
  shredded: sight,
  quarantined: sight,
  unasked: sight,
  missing: 'none',
  foreign: 'none',
});
const nowhere = everywhere('none');
/**
 * How far each sees, where a route lets in at all. A department what it was asked about, also where it is
 * confidential; a citizen the case that the token names; auditor and data protection officer a confidential one too.
 */
const sights: { readonly [Who in Single]: { readonly [What in Resource]: Sight } } = {
  nobody: nowhere,
  forged: nowhere,
  expired: nowhere,
  elsewhere: nowhere,
  system: nowhere,
  adviser: { ...everywhere('see'), confidential: 'closed' },
  head: everywhere('see'),
  auditor: everywhere('see'),
  dataProtectionOfficer: everywhere('see'),
  askedDepartment: { ...everywhere('see'), preCase: 'none', unasked: 'none' },
  otherDepartment: nowhere,
  ownCitizen: everywhere('see'),
  otherCitizen: nowhere,
  analyst: nowhere,
  administrator: nowhere,
  integration: nowhere,
};

type Statuses = { readonly [Who in Single]: number };

const noToken = { nobody: 401, forged: 401, expired: 401, elsewhere: 401, system: 401 };
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
const anyone = (status: number): Statuses => Object.fromEntries(single.map((caller) => [caller, status])) as Statuses;
const anyRole: Statuses = { ...anyone(200), ...noToken, integration: 403 };

export interface Route {
  /** For a complaint that is there and has what the route names. */
  readonly status: Statuses;
  /** The route is about one complaint: where it is not there, or not visible, 200 becomes 404. */
  readonly ofComplaint?: true;
  /** Shows a case or a list of them: one entry in the access log for each complaint shown. */
  readonly recorded?: true;
  /** Asked of anybody, without a token; a page of a session, which reads none. */
  readonly open?: true;
  /** Only where the server listens: its cells are those of the sign-in's own specs. */
  readonly listens?: true;
}

const complaint = '/api/offices/:office/complaints/:id';

export const routes: { readonly [route: string]: Route } = {
  'GET /health/live': { status: anyone(200), open: true },
  'GET /health/ready': { status: anyone(200), open: true },
  'GET /metrics': { status: anyone(200), open: true },
  'POST /api/test/token': { status: anyone(200), open: true },
  'GET /tour': { status: anyone(200), open: true },
  'GET /api/test/clock': { status: anyone(200), open: true },
  'PUT /api/test/clock': { status: anyone(200), open: true },
  'GET /api/openapi.json': { status: anyone(200), open: true },
  // Pages: without a session's cookie one is led to the sign-in, and a form that is not a page's own is sent to no
  // purpose. No token is read.
  'GET /was': { status: anyone(200), open: true },
  'GET /login': { status: anyone(303), open: true, listens: true },
  'GET /login/return': { status: anyone(403), open: true },
  'GET /logout': { status: anyone(303), open: true },
  'POST /logout': { status: anyone(403), open: true },
  'POST /logout/back-channel': { status: anyone(400), open: true },
  'GET /sessions': { status: anyone(303), open: true },
  'POST /sessions/end': { status: anyone(403), open: true },
  'GET /min-sag': { status: anyone(200), open: true },
  'POST /min-sag': { status: anyone(403), open: true },
  'GET /min-sag/mitid': { status: anyone(303), open: true, listens: true },
  'GET /min-sag/mitid/retur': { status: anyone(403), open: true },
  'GET /min-sag/sager/:id': { status: anyone(303), open: true },
  'GET /min-sag/sager/:id/opslag': { status: anyone(303), open: true },
  'GET /min-sag/sager/:id/breve/:n': { status: anyone(303), open: true },
  'GET /min-sag/sager/:id/dokumenter/:document': { status: anyone(303), open: true },
  // A page of an office knows its reader by the session alone: with a bearer token one is nobody.
  'GET /o/:office': { status: anyone(303), open: true },
  'GET /o/:office/cases': { status: anyone(303), open: true },
  'POST /o/:office/cases/search': { status: anyone(403), open: true },
  'GET /o/:office/tasks': { status: anyone(303), open: true },
  'GET /o/:office/assignments': { status: anyone(303), open: true },
  'POST /o/:office/assignments': { status: anyone(403), open: true },
  'POST /o/:office/keys': { status: anyone(403), open: true },
  'GET /o/:office/rules': { status: anyone(303), open: true },
  'GET /o/:office/rules/compare': { status: anyone(303), open: true },
  'GET /o/:office/calendar': { status: anyone(303), open: true },
  'GET /o/:office/lifecycle': { status: anyone(303), open: true },
  'GET /o/:office/members': { status: anyone(303), open: true },
  'POST /o/:office/members': { status: anyone(403), open: true },
  'GET /o/:office/views': { status: anyone(303), open: true },
  'POST /o/:office/views': { status: anyone(403), open: true },
  'GET /o/:office/cases/:id': { status: anyone(303), open: true },
  'GET /o/:office/cases/:id/moves': { status: anyone(303), open: true },
  'GET /o/:office/inquiries/new': { status: anyone(303), open: true },
  'POST /o/:office/inquiries/new': { status: anyone(403), open: true },
  'GET /o/:office/new/:name': { status: anyone(303), open: true },
  'POST /o/:office/new/:name': { status: anyone(403), open: true },
  'GET /o/:office/inquiries/:id': { status: anyone(303), open: true },
  'POST /o/:office/inquiries/:id': { status: anyone(403), open: true },
  'GET /o/:office/inquiries/:id/register': { status: anyone(303), open: true },
  'POST /o/:office/cases/:id/steps/:name/file': { status: anyone(403), open: true },
  'GET /o/:office/cases/:id/letters/:n': { status: anyone(303), open: true },
  'GET /o/:office/cases/:id/documents/:document': { status: anyone(303), open: true },
  'POST /o/:office/cases/:id/steps/:name': { status: anyone(403), open: true },
  'POST /o/:office/cases/:id/steps/:name/preview': { status: anyone(403), open: true },
  'GET /o/:office/cases/:id/code': { status: anyone(303), open: true },
  'GET /o/:office/cases/:id/weighing': { status: anyone(303), open: true },
  'GET /o/:office/cases/:id/record': { status: anyone(303), open: true },
  'GET /o/:office/cases/:id/privacy': { status: anyone(303), open: true },
  'GET /o/:office/cases/:id/privacy/package': { status: anyone(303), open: true },
  'POST /o/:office/cases/:id/code': { status: anyone(403), open: true },
  'POST /o/:office/purpose': { status: anyone(403), open: true },
  'GET /o/:office/cases/:id/history': { status: anyone(303), open: true },
  'POST /o/:office/cases/:id/history': { status: anyone(403), open: true },
  'GET /o/:office/cases/:id/history/:format': { status: anyone(303), open: true },
  'GET /o/:office/cases/:id/access-log': { status: anyone(303), open: true },
  'GET /o/:office/cases/:id/access-log/csv': { status: anyone(303), open: true },
  'GET /o/:office/looks': { status: anyone(303), open: true },
  'POST /o/:office/looks': { status: anyone(403), open: true },
  'GET /o/:office/looks/:week': { status: anyone(303), open: true },
  'POST /o/:office/looks/:week': { status: anyone(403), open: true },
  'GET /o/:office/verification': { status: anyone(303), open: true },
  'GET /o/:office/cases/:id/replay': { status: anyone(303), open: true },
  'GET /o/:office/reports': { status: anyone(303), open: true },
  'GET /o/:office/improvements': { status: anyone(303), open: true },
  'GET /o/:office/reports/:name': { status: anyone(303), open: true },
  'GET /o/:office/reports/:name/rows': { status: anyone(303), open: true },
  'GET /o/:office/reports/:name/:format': { status: anyone(303), open: true },
  'GET /o/:office/yearly-reports': { status: anyone(303), open: true },
  'GET /o/:office/yearly-reports/:year': { status: anyone(303), open: true },
  'POST /o/:office/yearly-reports/:year': { status: anyone(403), open: true },
  'GET /o/:office/yearly-reports/:year/examples/:example': { status: anyone(303), open: true },
  'POST /o/:office/yearly-reports/:year/examples/:example': { status: anyone(403), open: true },
  'GET /o/:office/yearly-reports/:year/file/:format': { status: anyone(303), open: true },
  'GET /provider/*': { status: anyone(200), open: true, listens: true },
  'POST /provider/*': { status: anyone(200), open: true, listens: true },
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
  // The citizen: on which days, why and by which unit.
  [`GET ${complaint}/access-log`]: {
    status: { ...staff(403, 200, 200, 200, 403), ownCitizen: 200, otherCitizen: 404 },
    ofComplaint: true,
    recorded: true,
  },
  [`GET ${complaint}/access-package`]: { status: staff(403, 200, 403, 200, 403), ofComplaint: true, recorded: true },

  // A body that is none: whoever is let through is told so.
  [`POST ${complaint}/receipt-code`]: { status: staff(400, 400, 403, 403, 403), ofComplaint: true, recorded: true },
  // Supervision: looks by person, the draws, judgements; a body that is none, and a week that is none.
  'POST /api/offices/:office/access/search': { status: staff(403, 400, 400, 400, 403) },
  'GET /api/offices/:office/supervision': { status: staff(403, 200, 200, 200, 403) },
  'GET /api/offices/:office/supervision/:week': { status: staff(403, 404, 404, 404, 403) },
  'POST /api/offices/:office/supervision/judgements': { status: staff(403, 400, 400, 400, 403) },

  // Transitions: a body that is none, so that whoever is let through is told so by a 400. Which roles those are:
  // `transitionStatus`.
  'POST /api/offices/:office/complaints/transitions/:name': { status: staff(400, 400, 403, 403, 403) },
  [`POST ${complaint}/transitions/:name`]: { status: staff(400, 400, 403, 403, 403), ofComplaint: true },
  [`POST ${complaint}/transitions/:name/preview`]: { status: staff(400, 400, 403, 403, 403), ofComplaint: true },
};

/** Whether this caller sees this complaint, where a route lets in at all. */
export const sees = (who: Single, resource: Resource): boolean => sights[who][resource] === 'see';

/** What the complaint has of a route's own. */
export interface Has {
  readonly letter: boolean;
  readonly document: 'there' | 'gone' | 'quarantined' | 'none';
}
export const has: { readonly [What in Resource]: Has } = {
  preCase: { letter: false, document: 'none' },
  own: { letter: true, document: 'there' },
  colleagues: { letter: true, document: 'there' },
  confidential: { letter: true, document: 'there' },
  named: { letter: true, document: 'there' },
  closed: { letter: true, document: 'there' },
  shredded: { letter: true, document: 'gone' },
  quarantined: { letter: true, document: 'quarantined' },
  unasked: { letter: false, document: 'none' },
  missing: { letter: false, document: 'none' },
  foreign: { letter: false, document: 'none' },
};

/** A status and, of a refusal, its code. */
export type Answered =
  | '200'
  | '302'
  | '303'
  | '400 VALIDATION'
  | '401 UNAUTHENTICATED'
  | '403 ROLE_FORBIDDEN'
  | '403 CONFIDENTIAL'
  | '404 NOT_FOUND'
  | '409 CONSENT_WITHDRAWN'
  | '410 CONTENT_GONE';
const said: { readonly [status: number]: Answered } = {
  200: '200',
  302: '302',
  303: '303',
  400: '400 VALIDATION',
  401: '401 UNAUTHENTICATED',
  403: '403 ROLE_FORBIDDEN',
  404: '404 NOT_FOUND',
};
/** Of two roles the one that gets further: not the role, not there, shut, let in. */
const rank = (answer: Answered): number =>
  ['401 UNAUTHENTICATED', '403 ROLE_FORBIDDEN', '404 NOT_FOUND', '403 CONFIDENTIAL'].indexOf(answer) >>> 0;
const best = (caller: Caller, one: (who: Single) => Answered): Answered =>
  rolesIn(caller)
    .map(one)
    .reduce((most, next) => (rank(next) > rank(most) ? next : most));

/** What a route answers this caller about this complaint. `name`: of the route. */
export function expected(route: Route, caller: Caller, resource: Resource, name: string): Answered {
  return best(caller, (who) => {
    const answer = said[route.status[who]]!;
    if (!route.ofComplaint || route.status[who] >= 401) return answer;
    const sight = sights[who][resource];
    if (sight !== 'see') return sight === 'closed' ? '403 CONFIDENTIAL' : '404 NOT_FOUND';
    const { letter, document } = has[resource];
    if (name.endsWith('/letters/:n') && !letter) return '404 NOT_FOUND';
    if (!name.endsWith('/content') || document === 'there') return answer;
    return document === 'gone' ? '410 CONTENT_GONE' : document === 'none' ? '404 NOT_FOUND' : '409 CONSENT_WITHDRAWN';
  });
}

const roleOf = (who: Single): string =>
  who.endsWith('Department') ? 'department' : who.endsWith('Citizen') ? 'citizen' : who;

/**
 * A transition, by its roles (contract.md, section 3), with a body that is none: 403 before the complaint is looked
 * for, 404 where it is not visible, 403 where it is shut, 400 for the body. `none`: it begins a complaint.
 */
export const ofStep = (roles: readonly string[], caller: Caller, resource: Resource | 'none'): Answered =>
  best(caller, (who) => {
    if (noToken[who as keyof typeof noToken] === 401) return '401 UNAUTHENTICATED';
    if (!roles.includes(roleOf(who))) return '403 ROLE_FORBIDDEN';
    const sight = resource === 'none' ? 'see' : sights[who][resource];
    return sight === 'see' ? '400 VALIDATION' : sight === 'closed' ? '403 CONFIDENTIAL' : '404 NOT_FOUND';
  });

/** Whether a list shows this complaint to this caller: of two roles, in the one that sees most. */
export function isListed(caller: Caller, resource: Resource): boolean {
  const [first] = listRoles.filter((who) => rolesIn(caller).includes(who));
  return first !== undefined && sights[first][resource] === 'see';
}
const listRoles: readonly Single[] = [
  'head',
  'auditor',
  'dataProtectionOfficer',
  'adviser',
  'askedDepartment',
  'otherDepartment',
  'ownCitizen',
  'otherCitizen',
];

const reporter = ['adviser', 'head', 'auditor'];
/** Of a caller's roles the one that acts on reports, in this order. */
const reporting = (caller: Caller): 'office' | 'published' | 'none' | 'noToken' => {
  const held: readonly string[] = rolesIn(caller);
  if (held.some((who) => who in noToken)) return 'noToken';
  return held.some((who) => reporter.includes(who))
    ? 'office'
    : held.includes('analyst') || held.includes('integration')
      ? 'published'
      : 'none';
};
const figures =
  (published: Answered) =>
  (caller: Caller): Answered =>
    ({
      noToken: '401 UNAUTHENTICATED',
      office: '200',
      published,
      none: '403 ROLE_FORBIDDEN',
    })[reporting(caller)] as Answered;
const cases = (caller: Caller): Answered => {
  const held: readonly string[] = rolesIn(caller);
  if (held.some((who) => who in noToken)) return '401 UNAUTHENTICATED';
  return held.includes('head') || held.includes('auditor') ? '200' : '403 ROLE_FORBIDDEN';
};

/**
 * Reports in each format, for each audience: an analyst, and a program, have what is published alone, and nothing of
 * single members.
 */
export const reports: { readonly [path: string]: (caller: Caller) => Answered } = {
  'contacts?format=json': figures('200'),
  'contacts?format=csv': figures('200'),
  'contacts?format=xlsx': figures('200'),
  'contacts?format=parquet': figures('200'),
  'contacts?format=csv&audience=published': figures('200'),
  'contacts?format=csv&audience=internal': figures('403 ROLE_FORBIDDEN'),
  load: figures('403 ROLE_FORBIDDEN'),
  'yearly?year=2029&format=json': figures('200'),
  'yearly?year=2029&format=html': figures('200'),
  'yearly?year=2029&format=pdf': figures('200'),
  'yearly?year=2029&format=pdf&audience=internal': figures('403 ROLE_FORBIDDEN'),
  'contacts/events': cases,
};

/** Route → pair → complaint → the role that stands in the log of looks. */
export const acting: {
  readonly [route: string]: { readonly [Who in Pair]?: { readonly [What in Resource]?: string } };
} = {
  [`GET ${complaint}`]: {
    auditorAndAdviser: { own: 'adviser', named: 'adviser', confidential: 'auditor' },
    officerAndHead: { own: 'head', confidential: 'head' },
    departmentAndAuditor: { own: 'auditor' },
    citizenAndDepartment: { own: 'citizen', preCase: 'citizen' },
    analystAndAdviser: { own: 'adviser' },
    administratorAndDepartment: { own: 'department' },
  },
  [`GET ${complaint}/history`]: { auditorAndAdviser: { own: 'adviser', confidential: 'auditor' } },
  [`GET ${complaint}/replay`]: { auditorAndAdviser: { own: 'auditor' }, officerAndHead: { own: 'head' } },
  [`GET ${complaint}/letters/:n`]: {
    officerAndHead: { own: 'head' },
    administratorAndDepartment: { own: 'department' },
  },
  [`GET ${complaint}/documents/:document/content`]: { citizenAndDepartment: { own: 'citizen' } },
  [`GET ${complaint}/access-log`]: { officerAndHead: { own: 'head' } },
  // What is held on a person is the data protection officer's to hand over, before it is the head's.
  [`GET ${complaint}/access-package`]: { officerAndHead: { own: 'dataProtectionOfficer' } },
  'GET /api/offices/:office/complaints': {
    auditorAndAdviser: { own: 'auditor' },
    officerAndHead: { own: 'head' },
    analystAndAdviser: { own: 'adviser' },
  },
  'POST /api/offices/:office/complaints/search': { departmentAndAuditor: { own: 'auditor' } },
};
