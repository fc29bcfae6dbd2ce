/**
 * Who may see what, declared once: a row for each route, and how far each role sees. The door of the server, queries,
 * reports and documents read it; a route without a row stops the start (docs/adding-a-route.md). Who may take which
 * step is the lifecycle's to say.
 */
import { type Role, type Scope } from '../platform/caller.js';

/**
 * `anybody`: no token is asked for. `session`: a page, which knows its reader by the session's cookie and never reads a
 * token. `anyCaller`: any role, in the own office. `step`: the roles that the lifecycle gives the step that is named.
 * Else the roles that are let in, in the order in which somebody with several of them acts.
 */
export type Who = 'anybody' | 'session' | 'anyCaller' | 'step' | readonly [Role, ...Role[]];

export interface Row {
  /** `GET /api/offices/:office/complaints/:id`; the HEAD of a GET is in its row. */
  readonly route: string;
  readonly who: Who;
  /** What it is about: of `complaint` and `complaints` a role sees what `reach` gives it. */
  readonly about: 'nothing' | 'office' | 'complaints' | 'complaint';
  /** It asks for its body by `bodyOf`, after everything that a caller can be refused for without one. */
  readonly bodyLast?: true;
  /** Its body is a form's, and none but a form's is taken. */
  readonly form?: true;
  /** Whoever asks has signed in within the last minutes, or signs in again before it is done. */
  readonly fresh?: true;
  /** Counted for each session (promises.md, section 5). */
  readonly limit?: 'search' | 'export' | 'upload';
  /** A person reads the answer, also where it is a refusal. */
  readonly page?: true;
  /** What a look by it is called in the log of looks. */
  readonly look?: string;
  /** An integration, which has no role, is let in with it; left out, none is. */
  readonly scope?: Scope;
  /** Roles that are let in and find nothing: what they would see is another route's, or nobody's. */
  readonly nothingFor?: readonly Role[];
  /** `test`: not there in production. `configured`: there where the configuration file says so. */
  readonly only?: 'test' | 'configured';
}

/** A row that names its roles. */
export type RowOfRoles = Row & { readonly who: readonly Role[] };

const office = '/api/offices/:office';
const complaint = `${office}/complaints/:id`;
const desk = '/o/:office';

/** Who sees a complaint as a whole, or the part of it that `reach` says. */
const readers: Who = ['adviser', 'head', 'auditor', 'dataProtectionOfficer'];
const viewers: Who = [...readers, 'department', 'citizen'];
/** Who watches over the looks of others. */
const supervisors: Who = ['auditor', 'head', 'dataProtectionOfficer'];
/** An analyst gets what is published; the office itself has true figures besides (docs/decisions/0020). */
const reporters: Who = ['adviser', 'head', 'auditor', 'analyst'];

/** Name of the operation, as in the OpenAPI document → its row. */
export const matrix = {
  start: { route: 'GET /', who: 'anybody', about: 'nothing' },
  tour: { route: 'GET /tour', who: 'anybody', about: 'nothing', only: 'test', page: true },
  apiPage: { route: 'GET /api', who: 'anybody', about: 'nothing' },
  problemsPage: { route: 'GET /problems', who: 'anybody', about: 'nothing' },
  accessibilityPage: { route: 'GET /was', who: 'anybody', about: 'nothing', page: true },
  openApi: { route: 'GET /api/openapi.json', who: 'anybody', about: 'nothing' },
  asset: { route: 'GET /assets/:hashed', who: 'anybody', about: 'nothing' },
  isLive: { route: 'GET /health/live', who: 'anybody', about: 'nothing' },
  isReady: { route: 'GET /health/ready', who: 'anybody', about: 'nothing' },
  readMetrics: { route: 'GET /metrics', who: 'anybody', about: 'nothing' },
  issueToken: { route: 'POST /api/test/token', who: 'anybody', about: 'nothing', only: 'test' },
  readClock: { route: 'GET /api/test/clock', who: 'anybody', about: 'nothing', only: 'test' },
  setClock: { route: 'PUT /api/test/clock', who: 'anybody', about: 'nothing', only: 'test' },

  signIn: { route: 'GET /login', who: 'anybody', about: 'nothing', page: true },
  signedIn: { route: 'GET /login/return', who: 'anybody', about: 'nothing', page: true },
  askToSignOut: { route: 'GET /logout', who: 'session', about: 'nothing', page: true },
  signOut: { route: 'POST /logout', who: 'session', about: 'nothing', page: true, form: true },
  // The provider's own word, signed by it: no browser comes here.
  signedOutThere: { route: 'POST /logout/back-channel', who: 'anybody', about: 'nothing', form: true },
  listSessions: { route: 'GET /sessions', who: 'session', about: 'nothing', page: true },
  endSessions: { route: 'POST /sessions/end', who: 'session', about: 'nothing', page: true, form: true, fresh: true },
  // The product's own provider: in demo and test, where no other was agreed with.
  ownProvider: { route: 'GET /provider/*', who: 'anybody', about: 'nothing', only: 'configured' },
  askOwnProvider: { route: 'POST /provider/*', who: 'anybody', about: 'nothing', only: 'configured' },

  readProfile: { route: `GET ${office}/profile`, who: 'anyCaller', about: 'office' },
  readLifecycle: { route: `GET ${office}/lifecycle`, who: 'anyCaller', about: 'office' },
  listDestructions: {
    route: `GET ${office}/destructions`,
    who: ['dataProtectionOfficer', 'auditor'],
    about: 'complaints',
    look: 'destructions',
  },

  // The opening alone is a look: what is told after it has no content of a case (docs/decisions/0034).
  followPositions: {
    route: `GET ${office}/positions`,
    who: readers,
    scope: 'positions:read',
    about: 'office',
    look: 'positions',
  },

  // Who the members are: for those who lead the office and keep its rights; what was given and taken: for the revision.
  listMembers: { route: `GET ${office}/members`, who: ['administrator', 'head'], about: 'office' },
  readMembersHistory: { route: `GET ${office}/members/history`, who: ['administrator', 'auditor'], about: 'office' },
  sayMember: { route: `POST ${office}/members`, who: ['administrator'], about: 'office', bodyLast: true },
  endMember: { route: `POST ${office}/members/end`, who: ['administrator'], about: 'office', bodyLast: true },

  listComplaints: { route: `GET ${office}/complaints`, who: viewers, about: 'complaints', look: 'worklist' },
  // What a citizen has to do is nothing.
  listTasks: {
    route: `GET ${office}/tasks`,
    who: viewers,
    about: 'complaints',
    nothingFor: ['citizen'],
    look: 'tasks',
  },
  searchComplaints: {
    route: `POST ${office}/complaints/search`,
    who: readers,
    about: 'complaints',
    bodyLast: true,
    look: 'search',
  },
  handOver: {
    route: `POST ${office}/assignments`,
    who: ['head'],
    about: 'complaints',
    bodyLast: true,
    look: 'assignments',
  },
  recordActivity: { route: `POST ${office}/activities`, who: 'step', about: 'office', bodyLast: true },
  beginComplaint: {
    route: `POST ${office}/complaints/transitions/:name`,
    who: 'step',
    about: 'office',
    bodyLast: true,
  },
  takeStep: { route: `POST ${complaint}/transitions/:name`, who: 'step', about: 'complaint', bodyLast: true },
  previewTransition: {
    route: `POST ${complaint}/transitions/:name/preview`,
    who: 'step',
    about: 'complaint',
    bodyLast: true,
    look: 'preview',
  },
  readComplaint: { route: `GET ${complaint}`, who: viewers, about: 'complaint', look: 'case' },
  readHistory: { route: `GET ${complaint}/history`, who: readers, about: 'complaint', look: 'history' },
  replayComplaint: { route: `GET ${complaint}/replay`, who: ['head', 'auditor'], about: 'complaint', look: 'replay' },
  readLetter: { route: `GET ${complaint}/letters/:n`, who: viewers, about: 'complaint', look: 'letter' },
  // A department reads the letters that went to it; documents are the office's and the citizen's.
  readDocument: {
    route: `GET ${complaint}/documents/:document/content`,
    who: viewers,
    about: 'complaint',
    nothingFor: ['department'],
    look: 'document',
  },
  readAccessLog: {
    route: `GET ${complaint}/access-log`,
    who: [...supervisors, 'citizen'],
    about: 'complaint',
    look: 'access log',
  },
  readAccessPackage: {
    route: `GET ${complaint}/access-package`,
    who: ['dataProtectionOfficer', 'head'],
    about: 'complaint',
    look: 'access package',
  },

  // A code that opens the case to its citizen, said once.
  issueReceiptCode: {
    route: `POST ${complaint}/receipt-code`,
    who: ['adviser', 'head'],
    about: 'complaint',
    bodyLast: true,
    look: 'receipt code',
  },
  // What a citizen reads of the own case by the code; the queries ask their own rows.
  openOwnCase: { route: 'GET /min-sag', who: 'anybody', about: 'nothing', page: true },
  showCode: { route: 'POST /min-sag', who: 'anybody', about: 'nothing', page: true, form: true },
  signInAsCitizen: { route: 'GET /min-sag/mitid', who: 'anybody', about: 'nothing', page: true },
  signedInAsCitizen: { route: 'GET /min-sag/mitid/retur', who: 'anybody', about: 'nothing', page: true },
  readOwnCase: { route: 'GET /min-sag/sager/:id', who: 'session', about: 'complaint', page: true },
  readOwnLooks: { route: 'GET /min-sag/sager/:id/opslag', who: 'session', about: 'complaint', page: true },
  readOwnLetter: { route: 'GET /min-sag/sager/:id/breve/:n', who: 'session', about: 'complaint', page: true },
  readOwnDocument: {
    route: 'GET /min-sag/sager/:id/dokumenter/:document',
    who: 'session',
    about: 'complaint',
    page: true,
  },

  // The console: pages of an office for whoever works with it; what stands on them the queries ask of their own rows.
  startOfOffice: { route: 'GET /o/:office', who: 'session', about: 'nothing', page: true },
  casesPage: { route: `GET ${desk}/cases`, who: 'session', about: 'complaints', page: true },
  searchPage: {
    route: `POST ${desk}/cases/search`,
    who: 'session',
    about: 'complaints',
    page: true,
    form: true,
    limit: 'search',
  },
  tasksPage: { route: `GET ${desk}/tasks`, who: 'session', about: 'complaints', page: true },
  // Cases of one member are given to another; who may is the row of the handing over.
  assignmentsPage: { route: `GET ${desk}/assignments`, who: 'session', about: 'complaints', page: true },
  handOverForm: { route: `POST ${desk}/assignments`, who: 'session', about: 'complaints', page: true, form: true },
  keysOfPage: { route: `POST ${desk}/keys`, who: 'session', about: 'nothing', page: true, form: true },
  // A talk before it is a case; who may take its steps the lifecycle says.
  newInquiry: { route: `GET ${desk}/inquiries/new`, who: 'session', about: 'office', page: true },
  beginInquiry: { route: `POST ${desk}/inquiries/new`, who: 'session', about: 'office', page: true, form: true },
  inquiryPage: { route: `GET ${desk}/inquiries/:id`, who: 'session', about: 'complaint', page: true },
  goOnWithInquiry: { route: `POST ${desk}/inquiries/:id`, who: 'session', about: 'complaint', page: true, form: true },
  beginPage: { route: `GET ${desk}/new/:name`, who: 'session', about: 'office', page: true },
  beginForm: { route: `POST ${desk}/new/:name`, who: 'session', about: 'office', page: true, form: true },
  registerPage: { route: `GET ${desk}/inquiries/:id/register`, who: 'session', about: 'complaint', page: true },
  letterPage: { route: `GET ${desk}/cases/:id/letters/:n`, who: 'session', about: 'complaint', page: true },
  documentOfCase: {
    route: `GET ${desk}/cases/:id/documents/:document`,
    who: 'session',
    about: 'complaint',
    page: true,
  },
  membersPage: { route: `GET ${desk}/members`, who: 'session', about: 'office', page: true },
  membersForm: { route: `POST ${desk}/members`, who: 'session', about: 'office', page: true, form: true, fresh: true },
  viewsPage: { route: `GET ${desk}/views`, who: 'session', about: 'office', page: true },
  viewsForm: { route: `POST ${desk}/views`, who: 'session', about: 'office', page: true, form: true },
  casePage: { route: `GET ${desk}/cases/:id`, who: 'session', about: 'complaint', page: true },
  // That somebody else has moved a case: nothing but that it was, so it is no look (docs/decisions/0040).
  followCase: { route: `GET ${desk}/cases/:id/moves`, who: 'session', about: 'complaint' },
  stepForm: { route: `POST ${desk}/cases/:id/steps/:name`, who: 'session', about: 'complaint', page: true, form: true },
  previewForm: {
    route: `POST ${desk}/cases/:id/steps/:name/preview`,
    who: 'session',
    about: 'complaint',
    page: true,
    form: true,
  },

  // The code of a citizen is in the answer to the form, said once.
  codePage: { route: `GET ${desk}/cases/:id/code`, who: 'session', about: 'complaint', page: true },
  // A case from one side: whether it is to be investigated, and what is kept of people in it.
  recordPage: { route: `GET ${desk}/cases/:id/record`, who: 'session', about: 'complaint', page: true },
  weighingPage: { route: `GET ${desk}/cases/:id/weighing`, who: 'session', about: 'complaint', page: true },
  privacyPage: { route: `GET ${desk}/cases/:id/privacy`, who: 'session', about: 'complaint', page: true },
  packageFile: {
    route: `GET ${desk}/cases/:id/privacy/package`,
    who: 'session',
    about: 'complaint',
    page: true,
    limit: 'export',
  },
  codeForm: { route: `POST ${desk}/cases/:id/code`, who: 'session', about: 'complaint', page: true, form: true },

  // The auditor's pages: why one looks is said once in a session.
  sayPurpose: { route: `POST ${desk}/purpose`, who: 'session', about: 'nothing', page: true, form: true },
  historyPage: { route: `GET ${desk}/cases/:id/history`, who: 'session', about: 'complaint', page: true },
  historySearch: {
    route: `POST ${desk}/cases/:id/history`,
    who: 'session',
    about: 'complaint',
    page: true,
    form: true,
    limit: 'search',
  },
  historyFile: {
    route: `GET ${desk}/cases/:id/history/:format`,
    who: 'session',
    about: 'complaint',
    page: true,
    limit: 'export',
  },
  accessLogPage: { route: `GET ${desk}/cases/:id/access-log`, who: 'session', about: 'complaint', page: true },
  accessLogFile: {
    route: `GET ${desk}/cases/:id/access-log/csv`,
    who: 'session',
    about: 'complaint',
    page: true,
    limit: 'export',
  },
  looksPage: { route: `GET ${desk}/looks`, who: 'session', about: 'complaints', page: true },
  looksFound: {
    route: `POST ${desk}/looks`,
    who: 'session',
    about: 'complaints',
    page: true,
    form: true,
    limit: 'search',
  },
  drawPage: { route: `GET ${desk}/looks/:week`, who: 'session', about: 'complaints', page: true },
  judgeForm: { route: `POST ${desk}/looks/:week`, who: 'session', about: 'complaints', page: true, form: true },
  verificationPage: { route: `GET ${desk}/verification`, who: 'session', about: 'complaints', page: true },
  replayPage: { route: `GET ${desk}/cases/:id/replay`, who: 'session', about: 'complaint', page: true },

  rulesPage: { route: `GET ${desk}/rules`, who: 'session', about: 'office', page: true },
  compareRulesPage: { route: `GET ${desk}/rules/compare`, who: 'session', about: 'office', page: true },
  calendarPage: { route: `GET ${desk}/calendar`, who: 'session', about: 'office', page: true },
  lifecyclePage: { route: `GET ${desk}/lifecycle`, who: 'session', about: 'office', page: true },

  // A step that a file comes along with.
  fileForm: {
    route: `POST ${desk}/cases/:id/steps/:name/file`,
    who: 'session',
    about: 'complaint',
    page: true,
    form: true,
    limit: 'upload',
  },

  // The report room; what is shown of figures their own rows say.
  reportsPage: { route: `GET ${desk}/reports`, who: 'session', about: 'office', page: true },
  improvementsPage: { route: `GET ${desk}/improvements`, who: 'session', about: 'office', page: true },
  reportPage: { route: `GET ${desk}/reports/:name`, who: 'session', about: 'office', page: true },
  behindReportPage: { route: `GET ${desk}/reports/:name/rows`, who: 'session', about: 'complaints', page: true },
  reportFile: {
    route: `GET ${desk}/reports/:name/:format`,
    who: 'session',
    about: 'office',
    page: true,
    limit: 'export',
  },

  // The yearly report put together, in an office's own log; who may write and approve is said below.
  yearlyReportsPage: { route: `GET ${desk}/yearly-reports`, who: 'session', about: 'office', page: true },
  yearlyReportPage: { route: `GET ${desk}/yearly-reports/:year`, who: 'session', about: 'office', page: true },
  yearlyReportForm: {
    route: `POST ${desk}/yearly-reports/:year`,
    who: 'session',
    about: 'office',
    page: true,
    form: true,
  },
  yearlyExamplePage: {
    route: `GET ${desk}/yearly-reports/:year/examples/:example`,
    who: 'session',
    about: 'office',
    page: true,
  },
  yearlyExampleForm: {
    route: `POST ${desk}/yearly-reports/:year/examples/:example`,
    who: 'session',
    about: 'office',
    page: true,
    form: true,
  },
  // Looked at again after each change: as often as the figures themselves, which are no rows of anybody.
  yearlyReportFile: {
    route: `GET ${desk}/yearly-reports/:year/file/:format`,
    who: 'session',
    about: 'office',
    page: true,
  },

  searchAccesses: {
    route: `POST ${office}/access/search`,
    who: supervisors,
    about: 'complaints',
    bodyLast: true,
    look: 'access search',
  },
  listDraws: { route: `GET ${office}/supervision`, who: supervisors, about: 'office', look: 'supervision' },
  readDraw: { route: `GET ${office}/supervision/:week`, who: supervisors, about: 'complaints', look: 'supervision' },
  judgeLook: { route: `POST ${office}/supervision/judgements`, who: supervisors, about: 'office', bodyLast: true },

  listReports: { route: `GET ${office}/reports`, who: reporters, scope: 'reports:read', about: 'office' },
  readYearlyReport: {
    route: `GET ${office}/reports/yearly`,
    who: reporters,
    scope: 'reports:read',
    about: 'office',
    look: 'report',
  },
  readReport: {
    route: `GET ${office}/reports/:name`,
    who: reporters,
    scope: 'reports:read',
    about: 'office',
    look: 'report',
  },
  // A list of single events is no statistics: for those who may read the cases themselves.
  readReportRows: {
    route: `GET ${office}/reports/:name/events`,
    who: ['head', 'auditor'],
    about: 'complaints',
    look: 'behind report',
  },
} as const satisfies { readonly [operation: string]: Row };

export type Operation = keyof typeof matrix;
export const rows: readonly Row[] = Object.values(matrix);

/** How far a role sees where a route is about complaints; what is not in its reach is not there (404). */
export type Reach = 'wholeOffice' | 'askedDepartment' | 'ownCase' | 'nothing';
export const reach: { readonly [Of in Role]: Reach } = {
  adviser: 'wholeOffice',
  head: 'wholeOffice',
  department: 'askedDepartment',
  citizen: 'ownCase',
  auditor: 'wholeOffice',
  analyst: 'nothing',
  dataProtectionOfficer: 'wholeOffice',
  administrator: 'nothing',
  system: 'wholeOffice',
};
/** To them a confidential case is closed (403) unless they are named there. */
export const closedOut: readonly Role[] = ['adviser'];
/** They look at cases of others by their office: on a page they say why before they see anything. */
export const sayWhy: readonly Role[] = ['auditor', 'dataProtectionOfficer'];
/** Who puts the yearly report together. */
export const yearlyWriters: readonly [Role, ...Role[]] = ['head', 'adviser', 'analyst'];
/** Who can say of an example that nobody is known by it, and reads it before: whoever reads the cases. */
export const yearlyApprovers: readonly [Role, ...Role[]] = ['head', 'adviser'];
/** What they have of reports is what is published; what is about single members of the office they have not. */
export const publishedOnly: readonly Role[] = ['analyst'];
