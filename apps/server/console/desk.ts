/** Who sits at a page of an office, in whose language, and what every page of it has around it. */
import { Inject, Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { hasRow } from '../../../libs/access/admit.js';
import { matrix, type Row } from '../../../libs/access/matrix.js';
import { mayTake } from '../../../libs/complaints/views/explain.js';
import { mayReceive } from '../../../libs/complaints/views/inquiry-steps.js';
import { Queries, type ReadRequest } from '../../../libs/complaints/views/queries.js';
import { type RunningOffice, type RunningOffices } from '../../../libs/complaints/wiring/running-office.js';
import { actsForDepartment } from '../../../libs/complaints/views/visible.js';
import { CLOCK, RUNNING } from '../../../libs/complaints/wiring/injection-tokens.js';
import { type Session } from '../../../libs/identity/sessions.js';
import { type Config, type OfficeConfig } from '../../../libs/installation/config.js';
import { type Caller } from '../../../libs/platform/caller.js';
import { type Clock } from '../../../libs/platform/clock.js';
import { refused } from '../../../libs/platform/refused.js';
import { type Sentences } from '../../../libs/platform/refusal.js';
import { localDateOf, type LocalDate } from '../../../libs/policy/calendar.js';
import { CONFIG } from '../http/injected.js';
import { html, type Html } from '../http/html.js';
import { page, type Language, type MenuEntry } from '../http/page.js';
import { nameOf } from '../sign-in/pages.js';
import { sessionOf } from '../sign-in/page-session.js';
import { begunSteps } from './begin/begun.js';
import { assignmentsWords } from './assignments/assignments-words.js';
import { inquiryWords } from './inquiry/inquiry-words.js';
import { membersWords } from './members/members-words.js';
import { words as reportWords } from './reports/report-words.js';
import { yearlyWords } from './yearly/yearly-words.js';
import { type EventNames } from './words/event-words.js';
import { stepTitle } from './words/step-words.js';

/** One request for a page of an office. */
export interface Desk {
  readonly session: Session;
  readonly caller: Caller;
  readonly running: RunningOffice;
  readonly settings: OfficeConfig;
  readonly lang: Language;
  readonly today: LocalDate;
  /** In demo and test, where everybody is invented. */
  readonly isSample: boolean;
  /** Path and query of the page, for the switch of language. */
  readonly address: string;
  /** Of `/o/<office>`. */
  readonly root: string;
  readonly say: (sentences: Sentences) => string;
  departmentName(key: string): string;
  topicName(key: string): string;
  /** What the office calls whom an event names. */
  readonly names: EventNames;
  /** For whatever is read. Purposes are the session's, and the roles' own where it has none. */
  looking(purpose?: string): ReadRequest;
}

/** A place of the menu, and the row whose roles find something there. */
interface Place {
  readonly path: string;
  /** What it is asked for at first. */
  readonly query?: string;
  readonly row: Row;
  /** Where the lifecycle says who finds something there. */
  readonly may?: (caller: Caller) => boolean;
  readonly text: Sentences;
  /** The place of the menu that it is reached by, where somebody has that. */
  readonly under?: string;
}
const ofDepartment = (caller: Caller): boolean => actsForDepartment(caller) !== undefined;
const ofOffice = (caller: Caller): boolean => !ofDepartment(caller);
/** In the order of the menu; the first that somebody has is where they begin. */
const places: readonly Place[] = [
  {
    path: '/cases',
    query: '?outcome=none',
    row: matrix.listComplaints,
    text: { da: 'Sager', en: 'Cases' },
    may: ofOffice,
  },
  { path: '/cases', row: matrix.listComplaints, text: { da: 'Spørgsmål', en: 'Questions' }, may: ofDepartment },
  { path: '/assignments', row: matrix.handOver, text: assignmentsWords.title, under: '/cases' },
  { path: '/members', row: matrix.listMembers, text: membersWords.title, under: '/cases' },
  { path: '/tasks', row: matrix.listTasks, text: { da: 'Opgaver', en: 'Tasks' } },
  { path: '/inquiries/new', row: matrix.beginComplaint, may: mayReceive, text: inquiryWords.menu },
  ...begunSteps.map((name) => ({
    path: `/new/${name}`,
    row: matrix.beginComplaint,
    may: (caller: Caller) => mayTake(name, caller),
    text: { da: stepTitle(name, 'da'), en: stepTitle(name, 'en') },
    under: '/inquiries/new',
  })),
  { path: '/verification', row: matrix.replayComplaint, text: { da: 'Kontrol', en: 'Verification' } },
  {
    path: '/members',
    row: matrix.readMembersHistory,
    may: (caller) => !hasRow(matrix.listMembers, caller),
    text: membersWords.title,
    under: '/verification',
  },
  { path: '/looks', row: matrix.searchAccesses, text: { da: 'Opslag', en: 'Looks' }, under: '/verification' },
  { path: '/reports', row: matrix.listReports, text: reportWords.reports },
  { path: '/improvements', row: matrix.readReport, text: reportWords.improvements, under: '/reports' },
  { path: '/yearly-reports', row: matrix.readYearlyReport, text: yearlyWords.menu, under: '/reports' },
  { path: '/rules', row: matrix.readProfile, text: { da: 'Regler', en: 'Rules' } },
];

@Injectable()
export class Desks {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'mode' | 'offices'>,
    @Inject(RUNNING) private readonly offices: RunningOffices,
    @Inject(Queries) private readonly queries: Queries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Waits for `?after=` where the address has it: what somebody has just done is on the next page.
   * @throws Refused NOT_FOUND there is no such office, or the reader is not of it
   */
  async of(request: FastifyRequest, reply: FastifyReply, office: string): Promise<Desk> {
    const session = sessionOf(request);
    const caller = session.callers.find((each) => each.office === office && each.complaint === undefined);
    const running = this.offices.get(office);
    const settings = this.config.offices.find(({ key }) => key === office);
    if (!caller || !running || !settings) throw refused('NOT_FOUND');
    const lang = session.language;
    const looking = (purpose?: string): ReadRequest => ({
      office,
      caller,
      requestId: request.id,
      purpose: purpose ?? session.purpose ?? undefined,
      stale: () => void reply.header('x-stale', 'true'),
      acting: (role) => {
        request.actingRole = role;
      },
    });
    const { after } = request.query as { readonly after?: unknown };
    if (typeof after === 'string' && /^\d{1,20}$/.test(after)) await this.queries.seen(looking(), BigInt(after));
    const [departments, topics] = [
      new Map(settings.departments.map(({ key, name }) => [key, name])),
      new Map(settings.topics.map((topic) => [topic.key, topic[lang]])),
    ];
    const names: EventNames = {
      department: (key) => departments.get(key) ?? key,
      topic: (key) => topics.get(key) ?? key,
      member: (sub) => running.office.members.nameOf(sub),
    };
    return {
      session,
      caller,
      running,
      settings,
      lang,
      today: localDateOf(this.clock.now()),
      isSample: this.config.mode !== 'production',
      address: request.url,
      root: `/o/${office}`,
      say: (sentences) => sentences[lang],
      departmentName: names.department,
      topicName: names.topic,
      names,
      looking,
    };
  }
}

/** The places of the menu that somebody finds something in. */
export const placesOf = ({ caller }: Pick<Desk, 'caller'>): readonly Place[] =>
  places.filter(({ row, may }) => hasRow(row, caller) && may?.(caller) !== false);

export interface DeskPage {
  /** What the browser's tab says: a case by its number, never a name. */
  readonly title: string;
  /** The content has its own. */
  readonly ownHeading?: true;
  readonly content: Html;
}

/** Nothing can be stored for now; the product goes on by itself (docs/operating.md). */
const isReadOnly = ({ running }: Desk): boolean =>
  running.office.troubles.some(({ file }) => file === 'events' || file === 'keys');
const readOnly = {
  da: 'Der kan kun læses lige nu. Driften har fået besked. Skriver du noget, så behold siden åben, til det kan gemmes.',
  en: 'For now everything can only be read. The operator knows. If you write something, keep the page open until it can be stored.',
} as const;

const beneath = { da: 'Under', en: 'Under' } as const;

/** A page of the office, with its menu. */
export function deskPage(desk: Desk, { title, ownHeading, content }: DeskPage): string {
  const { root, address, settings, session, lang, isSample } = desk;
  const [path = ''] = address.split('?', 1);
  const here = placesOf(desk);
  const isAt = ({ path: place }: Place) => path === root + place || path.startsWith(`${root}${place}/`);
  const groupOf = ({ path: place, under }: Place) =>
    under !== undefined && here.some((each) => each.path === under) ? under : place;
  const entry = (place: Place, current: boolean): MenuEntry => ({
    href: root + place.path + (place.query ?? ''),
    text: place.text[lang],
    current,
  });
  const current = here.find(isAt);
  const group = current ? here.filter((each) => groupOf(each) === groupOf(current)) : [];
  const menu = here.filter((each) => groupOf(each) === each.path).map((each) => entry(each, group.includes(each)));
  // Deeper down, in a case, a page has a way back of its own.
  const isPlace = group.some(({ path: place }) => path === root + place);
  const beside =
    group.length > 1 &&
    isPlace &&
    html`<nav class="kg-views no-print" aria-label="${beneath[lang]} ${group[0]!.text[lang]}">
      ${group.map((each) => {
        const { href, text, current: isCurrent } = entry(each, isAt(each));
        return html`<a href="${href}" ${isCurrent && html` aria-current="page"`}>${text}</a>`;
      })}
    </nav>`;
  return page(
    {
      lang,
      signedIn: nameOf(session),
      office: { name: settings.name[lang], href: root },
      menu,
      isSample,
      ...(ownHeading ? { ownHeading } : {}),
    },
    address,
    title,
    html`${isReadOnly(desk) && html`<p class="kg-note warn" role="status">${readOnly[lang]}</p>`}${beside}${content}`,
  );
}

/** What the page puts into a form by itself; a second press of its button does nothing twice. */
export const hiddenIn = ({ session }: Pick<Desk, 'session'>, revision?: number, key: string = randomUUID()): Html =>
  html`<input type="hidden" name="formToken" value="${session.formToken}" />
    ${revision !== undefined && html`<input type="hidden" name="ifMatch" value="${revision}" />`}
    <input type="hidden" name="key" value="${key}" />`;

export const sendPage = (reply: FastifyReply, text: string): FastifyReply =>
  reply.header('content-type', 'text/html; charset=utf-8').send(text);
