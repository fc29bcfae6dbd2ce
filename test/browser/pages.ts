/**
 * Every page there is: how one comes to it, who may, and what is on it. A page of the matrix without a row here fails
 * the tests, so a new one is looked at in each role, width and language from its first day.
 */
import { type Response } from 'playwright-core';
import { type Operation } from '../../libs/access/matrix.js';
import { type Role } from '../../libs/platform/caller.js';
import { citizen, type House } from './house.js';
import { type Visitor } from './visitor.js';

/** `nobody` has not signed in. */
export type Who = Role | 'nobody';
const everyone = [
  'nobody',
  'adviser',
  'head',
  'department',
  'citizen',
  'auditor',
  'analyst',
  'dataProtectionOfficer',
  'administrator',
] as const satisfies readonly Who[];
const watchers = ['adviser', 'head', 'auditor', 'dataProtectionOfficer'] as const;
const staff = everyone.filter((who) => who !== 'nobody' && who !== 'citizen');

export interface PageRow {
  /** What it is called in the matrix; several where one leads to the other. */
  readonly of: readonly Operation[];
  readonly name: string;
  readonly who: readonly Who[];
  /** An address, or what one does to come there. */
  readonly at: (house: House) => string;
  readonly by?: (visitor: Visitor, house: House) => Promise<Response | null>;
  /** Of the page itself, where it is no 200. */
  readonly status?: number;
  /** A text or a selector that is on it. */
  readonly holds: string;
  /** Whoever has come there has to sign in anew. */
  readonly ends?: true;
  /** It is what was sent to somebody, in Danish whoever reads it. */
  readonly isDanish?: true;
}

export const pages: readonly PageRow[] = [
  { of: ['start'], name: 'start', who: everyone, at: () => '/', holds: 'h1' },
  { of: ['tour'], name: 'tour', who: ['nobody', 'adviser'], at: () => '/tour', holds: '.kg-tour li' },
  { of: ['apiPage'], name: 'api', who: ['nobody'], at: () => '/api', holds: ':text("/api/offices")' },
  { of: ['problemsPage'], name: 'problems', who: ['nobody'], at: () => '/problems', holds: ':text("ROLE_FORBIDDEN")' },
  { of: ['accessibilityPage'], name: 'accessibility', who: ['nobody'], at: () => '/was', holds: 'h2' },
  {
    of: ['signIn', 'ownProvider', 'askOwnProvider'],
    name: 'people',
    who: ['nobody'],
    at: () => '/login',
    holds: '.kg-people button',
  },
  {
    of: ['signedIn'],
    name: 'not-signed-in',
    who: ['nobody'],
    at: () => '/login/return',
    status: 403,
    holds: 'a[href="/login"]',
  },
  {
    of: ['askToSignOut'],
    name: 'log-out',
    who: [...staff, 'citizen'],
    at: () => '/logout',
    holds: 'form[action="/logout"] button',
  },
  {
    of: ['signOut'],
    name: 'logged-out',
    who: [...staff, 'citizen'],
    at: () => '/logout',
    ends: true,
    by: (visitor) => byButton(visitor, 'form[action="/logout"] button'),
    holds: 'main p a',
  },
  { of: ['listSessions'], name: 'sessions', who: [...staff, 'citizen'], at: () => '/sessions', holds: 'table' },
  {
    of: ['endSessions'],
    name: 'sessions-ended',
    who: staff,
    at: () => '/sessions',
    ends: true,
    by: (visitor) => byButton(visitor, 'button[name="session"][value="all"]'),
    holds: 'main p a',
  },
  {
    of: ['startOfOffice', 'casesPage'],
    name: 'cases',
    who: watchers,
    at: () => '/o/horsens',
    holds: 'table a[href*="/cases/"]',
  },
  {
    of: ['casesPage'],
    name: 'cases-none',
    who: ['adviser'],
    at: () => '/o/horsens/cases?state=investigating',
    holds: '.kg-empty',
  },
  {
    of: ['casesPage'],
    name: 'cases-then',
    who: ['adviser', 'auditor'],
    at: () => '/o/horsens/cases?at=2026-02-12',
    holds: '.kg-note.info a',
  },
  {
    of: ['searchPage', 'keysOfPage'],
    name: 'search',
    who: watchers,
    at: () => '/o/horsens/cases',
    by: async (visitor) => {
      await visitor.page.fill('input[name="text"]', citizen.name);
      return byButton(visitor, 'form[action$="/cases/search"] button');
    },
    holds: 'table a[href*="/cases/"]',
  },
  {
    of: ['tasksPage'],
    name: 'tasks',
    who: [...watchers, 'department'],
    at: () => '/o/horsens/tasks',
    holds: '.kg-due a[href*="/cases/"]',
  },
  {
    of: ['tasksPage'],
    name: 'tasks-none',
    who: ['adviser'],
    at: () => '/o/horsens/tasks?assignee=me&due=2001-01-01',
    holds: '.kg-empty a',
  },
  {
    of: ['assignmentsPage'],
    name: 'piles',
    who: ['head'],
    at: () => '/o/horsens/assignments',
    holds: 'table a[href*="/assignments?from="]',
  },
  {
    of: ['assignmentsPage', 'handOverForm'],
    name: 'hand-over-none',
    who: ['head'],
    at: () => '/o/horsens/assignments?from=-&ticked=none',
    by: (visitor) => byButton(visitor, 'form[action$="/assignments"] button.button-primary'),
    status: 400,
    holds: '.kg-errors',
  },
  {
    of: ['casePage'],
    name: 'case',
    who: watchers,
    at: ({ referred }) => `/o/horsens/cases/${referred.id}`,
    holds: '#way',
  },
  {
    of: ['casesPage'],
    name: 'asked',
    who: ['department'],
    at: () => '/o/horsens/cases',
    holds: '#open a[href*="/cases/"]',
  },
  {
    of: ['casePage'],
    name: 'answer',
    who: ['department'],
    at: ({ referred }) => `/o/horsens/cases/${referred.id}`,
    holds: '#steps form',
  },
  {
    of: ['stepForm'],
    name: 'answer-refused',
    who: ['department'],
    at: ({ referred }) => `/o/horsens/cases/${referred.id}`,
    by: (visitor) => byButton(visitor, '#steps form button.button-primary'),
    status: 400,
    holds: '.kg-errors a',
  },
  {
    of: ['stepForm'],
    name: 'case-refused',
    who: ['adviser', 'head'],
    at: ({ referred }) => `/o/horsens/cases/${referred.id}#step-RecordNote`,
    by: async (visitor) => byButton(visitor, '#step-RecordNote button.button-primary'),
    status: 400,
    holds: '.kg-errors a',
  },
  {
    of: ['fileForm'],
    name: 'case-file-refused',
    who: ['adviser'],
    at: ({ referred }) => `/o/horsens/cases/${referred.id}#step-FileDocument`,
    by: async (visitor) => byButton(visitor, '#step-FileDocument button.button-primary'),
    status: 400,
    holds: '.kg-errors a',
  },
  {
    of: ['previewForm'],
    name: 'case-preview',
    who: ['adviser', 'head'],
    at: ({ referred }) => `/o/horsens/cases/${referred.id}#step-WithdrawComplaint`,
    by: async (visitor) => byButton(visitor, '#step-WithdrawComplaint button[formaction$="/preview"]'),
    holds: '#preview',
  },
  {
    of: ['sayPurpose'],
    name: 'why',
    who: ['auditor', 'dataProtectionOfficer'],
    at: ({ referred }) => `/o/horsens/cases/${referred.id}/history`,
    by: async (visitor) =>
      (await visitor.page.locator('#why-purpose').count()) > 0
        ? visitor.page.reload()
        : byButton(visitor, 'button[name="purpose"][value="another"]'),
    holds: '#why-purpose',
  },
  {
    of: ['historyPage'],
    name: 'history',
    who: watchers,
    at: ({ referred }) => `/o/horsens/cases/${referred.id}/history?event=2`,
    by: sayingWhy,
    holds: 'li#event-2 dl',
  },
  {
    of: ['historySearch'],
    name: 'history-found',
    who: ['head', 'auditor'],
    at: ({ referred }) => `/o/horsens/cases/${referred.id}/history`,
    by: async (visitor) => {
      await sayingWhy(visitor);
      await visitor.page.click('summary:has-text("Vælg hændelser"), summary:has-text("Choose events")');
      await visitor.page.fill('input[name="text"]', 'ukendt');
      return byButton(visitor, 'form[method="post"][action$="/history"] button');
    },
    holds: '.kg-empty',
  },
  {
    of: ['verificationPage'],
    name: 'verification',
    who: ['auditor', 'head'],
    at: () => '/o/horsens/verification',
    by: sayingWhy,
    holds: '#cases table',
  },
  {
    of: ['accessLogPage'],
    name: 'access-log',
    who: ['auditor', 'head'],
    at: ({ referred }) => `/o/horsens/cases/${referred.id}/access-log`,
    by: sayingWhy,
    holds: 'table',
  },
  {
    of: ['looksPage'],
    name: 'looks',
    who: ['auditor', 'head', 'dataProtectionOfficer'],
    at: () => '/o/horsens/looks',
    by: sayingWhy,
    holds: '#weeks table',
  },
  {
    of: ['looksFound'],
    name: 'looks-found',
    who: ['auditor'],
    at: () => '/o/horsens/looks',
    by: async (visitor) => {
      await sayingWhy(visitor);
      return byButton(visitor, 'form[action$="/looks"] button.button-primary');
    },
    holds: '#looks table',
  },
  {
    of: ['drawPage', 'judgeForm'],
    name: 'look-not-judged',
    who: ['auditor', 'head'],
    at: () => '/o/horsens/looks/2026-W07',
    by: async (visitor) => {
      await sayingWhy(visitor);
      await visitor.page.locator('.kg-drawn summary').first().click();
      return byButton(visitor, '.kg-drawn form button');
    },
    status: 400,
    holds: '.kg-errors a',
  },
  {
    of: ['replayPage'],
    name: 'replay',
    who: ['auditor', 'head'],
    at: ({ referred }) => `/o/horsens/cases/${referred.id}/replay?revision=4`,
    by: sayingWhy,
    holds: '.kg-diff table',
  },
  {
    of: ['newInquiry'],
    name: 'inquiry-new',
    who: ['adviser', 'head'],
    at: () => '/o/horsens/inquiries/new',
    holds: 'button[value="guidance"]',
  },
  {
    of: ['beginInquiry'],
    name: 'inquiry-refused',
    who: ['adviser'],
    at: () => '/o/horsens/inquiries/new',
    by: (visitor) => byButton(visitor, 'button[value="guidance"]'),
    status: 400,
    holds: '.kg-errors a',
  },
  {
    of: ['recordPage'],
    name: 'records',
    who: ['adviser', 'head', 'auditor'],
    at: ({ referred }) => `/o/horsens/cases/${referred.id}/record`,
    by: sayingWhy,
    holds: '.kg-rows a[href*="/record?event="]',
  },
  {
    of: ['recordPage'],
    name: 'record-refused',
    who: ['adviser', 'head'],
    at: ({ referred }) => `/o/horsens/cases/${referred.id}/record?event=1`,
    by: (visitor) => byButton(visitor, 'form[action*="/steps/CorrectRecord"] button.button-primary'),
    status: 400,
    holds: '.kg-errors',
  },
  {
    of: ['beginPage', 'beginForm'],
    name: 'own-initiative',
    who: ['head'],
    at: () => '/o/horsens/new/OpenOwnInitiative',
    holds: 'form[action$="/new/OpenOwnInitiative"] fieldset',
  },
  {
    of: ['beginPage', 'beginForm'],
    name: 'activity',
    who: ['adviser', 'head'],
    at: () => '/o/horsens/new/RecordActivity',
    by: (visitor) => byButton(visitor, 'form[action$="/new/RecordActivity"] button.button-primary'),
    status: 400,
    holds: '.kg-errors a',
  },
  {
    of: ['inquiryPage', 'goOnWithInquiry'],
    name: 'inquiry',
    who: ['adviser', 'head'],
    at: ({ guided }) => `/o/horsens/inquiries/${guided.id}`,
    by: (visitor) => byButton(visitor, 'button[value="keep"]'),
    holds: '.kg-talk table',
  },
  {
    of: ['registerPage'],
    name: 'inquiry-register',
    who: watchers,
    at: ({ guided }) => `/o/horsens/inquiries/${guided.id}/register`,
    holds: 'a[href*="/inquiries/"]',
  },
  {
    of: ['letterPage'],
    name: 'letter',
    who: [...watchers, 'department'],
    at: ({ referred }) => `/o/horsens/cases/${referred.id}/letters/0`,
    holds: '.kg-sheet h1',
  },
  { of: ['rulesPage'], name: 'rules', who: staff, at: () => '/o/horsens/rules', holds: '#H29' },
  {
    of: ['compareRulesPage'],
    name: 'rules-compared',
    who: staff,
    at: () => '/o/horsens/rules/compare',
    holds: 'table',
  },
  { of: ['calendarPage'], name: 'calendar', who: staff, at: () => '/o/horsens/calendar', holds: 'table' },
  { of: ['lifecyclePage'], name: 'lifecycle', who: staff, at: () => '/o/horsens/lifecycle', holds: 'svg' },
  {
    of: ['weighingPage'],
    name: 'weighing',
    who: ['head', 'auditor'],
    at: ({ referred }) => `/o/horsens/cases/${referred.id}/weighing`,
    by: sayingWhy,
    holds: '#sides',
  },
  {
    of: ['privacyPage'],
    name: 'privacy',
    who: ['head', 'dataProtectionOfficer'],
    at: ({ referred }) => `/o/horsens/cases/${referred.id}/privacy`,
    by: sayingWhy,
    holds: '#held',
  },
  {
    of: ['codePage'],
    name: 'code',
    who: ['adviser', 'head'],
    at: ({ referred }) => `/o/horsens/cases/${referred.id}/code`,
    holds: 'form[action$="/code"] button',
  },
  {
    of: ['codeForm'],
    name: 'code-made',
    who: ['adviser', 'head'],
    at: ({ closed }) => `/o/horsens/cases/${closed.id}/code`,
    by: (visitor) => byButton(visitor, 'form[action$="/code"] button'),
    holds: '.kg-code',
  },
  {
    of: ['reportsPage'],
    name: 'reports',
    who: ['adviser', 'head', 'auditor', 'analyst'],
    at: () => '/o/horsens/reports',
    holds: 'a[href$="/reports/parts"]',
  },
  {
    of: ['reportPage'],
    name: 'report',
    who: ['adviser', 'head', 'auditor', 'analyst'],
    at: () => '/o/horsens/reports/parts?by=department',
    holds: 'form.kg-filter',
  },
  {
    of: ['reportPage'],
    name: 'report-refused',
    who: ['head'],
    at: () => '/o/horsens/reports/parts?from=2026-01-02&to=2026-01-31',
    status: 400,
    holds: '.kg-errors',
  },
  {
    of: ['behindReportPage'],
    name: 'report-behind',
    who: ['head', 'auditor'],
    at: () => '/o/horsens/reports/parts/rows?figure=count',
    by: sayingWhy,
    holds: 'table a[href*="/cases/"]',
  },
  {
    of: ['improvementsPage'],
    name: 'improvements',
    who: ['adviser', 'head', 'auditor', 'analyst'],
    at: () => '/o/horsens/improvements',
    holds: '#recommendations',
  },
  {
    of: ['membersPage'],
    name: 'members',
    who: ['administrator', 'head', 'auditor'],
    at: () => '/o/horsens/members',
    holds: 'main h1',
  },
  {
    of: ['membersForm'],
    name: 'member-refused',
    who: ['administrator'],
    at: () => '/o/horsens/members',
    by: (visitor) => byButton(visitor, 'button[value="save"]'),
    status: 400,
    holds: '.kg-errors a[href="#member-sub"]',
  },
  {
    of: ['viewsPage'],
    name: 'saved-views',
    who: watchers,
    at: () => '/o/horsens/views',
    holds: 'main',
  },
  {
    of: ['viewsForm'],
    name: 'saved-view-refused',
    who: ['adviser'],
    at: () => '/o/horsens/cases?overdue=true',
    by: async (visitor) => {
      await visitor.page.click('summary:has-text("Gem denne visning"), summary:has-text("Save this view")');
      return byButton(visitor, 'form[action$="/views"] button');
    },
    status: 400,
    holds: '.kg-errors a[href="#view-name"]',
  },
  {
    of: ['yearlyReportsPage'],
    name: 'yearly-reports',
    who: ['head', 'adviser', 'auditor', 'analyst'],
    at: () => '/o/horsens/yearly-reports',
    holds: 'table a[href*="/yearly-reports/"]',
  },
  {
    of: ['yearlyReportPage'],
    name: 'yearly-report',
    who: ['head', 'adviser', 'auditor', 'analyst'],
    at: () => '/o/horsens/yearly-reports/2025',
    holds: '#examples',
  },
  {
    of: ['yearlyReportForm'],
    name: 'yearly-report-refused',
    who: ['analyst'],
    at: () => '/o/horsens/yearly-reports/2025',
    by: async (visitor) => {
      await visitor.page.fill('textarea[name="text-foreword"]', 'x'.repeat(10_001));
      return byButton(visitor, 'form[action*="/yearly-reports/"] button');
    },
    status: 400,
    holds: '.kg-errors a[href="#yearly-text-foreword"]',
  },
  {
    of: ['yearlyReportFile'],
    name: 'yearly-report-whole',
    who: ['analyst', 'adviser', 'head', 'auditor'],
    at: () => '/o/horsens/yearly-reports/2025/file/html',
    holds: '#about',
  },
  {
    of: ['yearlyExamplePage'],
    name: 'yearly-example-new',
    who: ['adviser', 'head', 'analyst'],
    at: () => '/o/horsens/yearly-reports/2025/examples/new',
    holds: 'textarea[name="text"]',
  },
  {
    of: ['yearlyExampleForm'],
    name: 'yearly-example-refused',
    who: ['head'],
    at: () => '/o/horsens/yearly-reports/2025/examples/new',
    by: (visitor) => byButton(visitor, 'button[value="save"]'),
    status: 400,
    holds: '.kg-errors a',
  },
  { of: ['openOwnCase'], name: 'own-case-code', who: ['nobody'], at: () => '/min-sag', holds: '#code' },
  {
    of: ['showCode'],
    name: 'own-case-wrong-code',
    who: ['nobody'],
    at: () => '/min-sag',
    by: async (visitor) => {
      await visitor.page.fill('#code', '0000');
      await visitor.page.fill('#fact', '<b>hvem</b>');
      return byButton(visitor, 'main form button');
    },
    status: 403,
    holds: '[role="alert"]',
  },
  { of: ['signInAsCitizen'], name: 'mitid', who: ['nobody'], at: () => '/min-sag/mitid', holds: '#cpr' },
  {
    of: ['signedInAsCitizen'],
    name: 'mitid-not-signed-in',
    who: ['nobody'],
    at: () => '/min-sag/mitid/retur',
    status: 403,
    holds: 'main a',
  },
  {
    of: ['readOwnCase'],
    name: 'own-case',
    who: ['citizen'],
    at: ({ referred }) => `/min-sag/sager/${referred.id}`,
    holds: '#way',
  },
  {
    of: ['readOwnCase'],
    name: 'own-case-en',
    who: ['citizen'],
    at: ({ referred }) => `/en/my-case/cases/${referred.id}`,
    holds: '#way',
  },
  {
    of: ['readOwnLooks'],
    name: 'own-looks',
    who: ['citizen'],
    at: ({ referred }) => `/min-sag/sager/${referred.id}/opslag`,
    holds: 'table',
  },
  {
    of: ['readOwnLetter'],
    name: 'own-letter',
    who: ['citizen'],
    at: ({ referred }) => `/min-sag/sager/${referred.id}/breve/1`,
    isDanish: true,
    holds: `:text("${citizen.name}")`,
  },
];

/** Pages that are a file, or bytes that somebody sent in: no browser draws them. */
export const files: readonly Operation[] = [
  'reportFile',
  'readOwnDocument',
  'historyFile',
  'accessLogFile',
  'documentOfCase',
  'packageFile',
];

/** Who has to say why they look says it, once in a session. */
async function sayingWhy(visitor: Visitor): Promise<Response | null> {
  return (await saysWhyIfAsked(visitor)) ?? visitor.page.reload();
}

/** Null: the reader was not asked why they look. */
export async function saysWhyIfAsked(visitor: Visitor): Promise<Response | null> {
  const { page } = visitor;
  if ((await page.locator('#why-purpose').count()) === 0) return null;
  await page.check('#why-purpose input[value="audit"]');
  await byButton(visitor, 'form[action$="/purpose"] button.button-primary');
  return page.reload();
}

async function byButton({ page }: Visitor, selector: string): Promise<Response | null> {
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().isNavigationRequest() && response.status() !== 303),
    page.click(selector),
  ]);
  await page.waitForLoadState();
  return answer;
}
