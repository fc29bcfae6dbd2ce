/**
 * A case as whoever works on it sees it: what is overdue, what can be done, what cannot and why, and then the case.
 * What may be done is what its view says; the page asks for no state and no role.
 */
import { hasRow } from '../../../../libs/access/admit.js';
import { matrix } from '../../../../libs/access/matrix.js';
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { type HistoryEvent } from '../../../../libs/complaints/views/queries.js';
import { type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { html, type Html } from '../../http/html.js';
import { deskPage, hiddenIn, type Desk } from '../desk.js';
import { codeWord, outcomeWord } from '../words/code-words.js';
import { instantWords, shortDate } from '../words/date-words.js';
import { consentWord, stateWord } from '../words/state-words.js';
import { consentOf, extensionsOf, linksOf, reviewsOf } from './case-beside.js';
import { needsOf, peopleOf } from './case-people.js';
import { type CameBack } from './came-back.js';
import { whatCameOf } from './side-page.js';
import { about, documentsOf, lettersOf, notesOf, partsOf, way } from './case-content.js';
import { deadlinesOf, dueList } from './case-deadlines.js';
import { inWords, type caseWords } from './case-page-words.js';
import { nextSteps, notNow } from './case-steps.js';
import { inListOf } from './in-list.js';
import { followed, newsOf } from './moved.js';
import { handingOver, weighedSteps } from './places-of-steps.js';
import { timelineOf } from './timeline.js';

export interface CasePage {
  readonly view: CaseView;
  readonly cameBack: CameBack | null;
  /** The step that was taken to come here. */
  readonly done: CommandName | null;
  /** In the list that one came from. */
  readonly neighbours: Html | false;
  /** What has happened, for whoever may read it. */
  readonly events: readonly HistoryEvent[];
  /** The revision that the reader saw before. */
  readonly since?: number | null;
}

export function casePage(desk: Desk, { view, cameBack, done, neighbours, events, since = null }: CasePage): string {
  const { lang } = desk;
  const say = inWords(lang);
  const called = view.number ?? say('unnumbered');
  const title = `${view.number === null || view.number === undefined ? say('inquiry') : say('case')} ${called}`;
  return deskPage(desk, {
    title,
    ownHeading: true,
    content: html`${neighbours} ${identity(desk, view, title)} ${whatCameOf(desk, { cameBack, done, events })}
      ${newsOf(desk, events, since)} ${followed(desk, view, inListOf(desk))} ${dueList(desk, view)} ${jumps(desk, view)}
      <div class="kg-split">
        <div class="kg-side">${nextSteps(desk, view, cameBack)} ${notNow(desk, view)}</div>
        <div class="kg-body">
          ${way(desk, view)} ${about(desk, view)} ${peopleOf(desk, view)} ${partsOf(desk, view)}
          ${deadlinesOf(desk, view)} ${extensionsOf(desk, view)} ${consentOf(desk, view)} ${reviewsOf(desk, view)}
          ${linksOf(desk, view)} ${lettersOf(desk, view)} ${documentsOf(desk, view)} ${notesOf(desk, view)}
          ${timelineOf(desk, view, events)}
        </div>
      </div>`,
  });
}

/** Whoever can have the case takes it from here. */
function nobodyYet(desk: Desk, view: CaseView): Html {
  const { lang, root, caller, running } = desk;
  const say = inWords(lang);
  const can = running.office.members.has(caller.sub) && mayTakeNow(view, handingOver);
  return html`${say('nobody')}${
    can &&
    html` <form class="kg-press" method="post" action="${root}/cases/${view.id}/steps/${handingOver}">
      ${hiddenIn(desk, view.revision)}<input type="hidden" name="to" value="${caller.sub}" />
      <button class="kg-link">${say('takeIt')}</button>
    </form>`
  }`;
}
const mayTakeNow = ({ steps = [] }: CaseView, name: CommandName): boolean =>
  steps.some((step) => step.name === name && step.allowed);

function identity(desk: Desk, view: CaseView, title: string): Html {
  const { lang } = desk;
  const say = inWords(lang);
  const citizen = view.complainant && 'name' in view.complainant ? view.complainant.name : undefined;
  const facts: readonly (readonly [string, string | Html | false | null | undefined])[] = [
    [
      say('citizen'),
      typeof citizen === 'string' &&
        html`<span lang="da">${citizen}</span>${
            hasRow(matrix.issueReceiptCode, desk.caller) &&
            html` <a class="small" href="${desk.root}/cases/${view.id}/code">${say('code')}</a>`
          }`,
    ],
    [say('needs'), needsOf(desk, view) || undefined],
    [say('assignee'), view.assignee === undefined ? undefined : (view.assignee?.name ?? nobodyYet(desk, view))],
    [say('consent'), view.consent && consentWord(view.consent.status, lang)],
    [say('cycle'), view.cycle === undefined || view.cycle < 2 ? undefined : String(view.cycle)],
    [
      say('received'),
      view.receivedOn &&
        `${shortDate(view.receivedOn, lang)}${view.channel === undefined ? '' : `, ${codeWord('channels', view.channel, lang)}`}`,
    ],
    [say('registered'), view.registeredAt ? instantWords(view.registeredAt, lang) : undefined],
    [say('closed'), view.closedAt ? instantWords(view.closedAt, lang) : undefined],
    [say('outcome'), view.outcome ? outcomeWord(view.outcome, lang) : undefined],
    [say('rules'), view.profile && html`${view.profile} · ${view.lifecycle ?? ''}`],
  ];
  const marks = [
    view.principled === true && say('principled'),
    view.ownInitiative === true && say('ownInitiative'),
    view.handling?.confidential === true && say('confidential'),
    view.handling?.priority === 'urgent' && say('urgent'),
    view.privacy === 'shredded' && say('shredded'),
    view.privacy === 'none' && say('anonymous'),
  ].filter((mark) => mark !== false);
  return html`<div class="kg-id">
    <div>
      <h1>${title}</h1>
      <span class="kg-state">${stateWord(view.state ?? '', lang)}</span>
      ${marks.map((mark) => html`<span class="kg-badge">${mark}</span>`)}
    </div>
    <dl class="kg-facts">
      ${facts.map(
        ([name, value]) =>
          value !== null &&
          value !== undefined &&
          value !== false &&
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </div>`;
}

function jumps(desk: Desk, view: CaseView): Html {
  const say = inWords(desk.lang);
  const counted = (word: keyof typeof caseWords, list: readonly unknown[] | undefined) =>
    `${say(word)} (${list?.length ?? 0})`;
  return html`<nav class="kg-jump" aria-label="${say('onPage')}">
    <a href="#steps">${say('steps')}</a><a href="#way">${say('way')}</a
    ><a href="#parts">${counted('parts', view.parts)}</a><a href="#deadlines">${counted('deadlines', view.deadlines)}</a
    ><a href="#letters">${counted('letters', view.letters)}</a
    ><a href="#documents">${counted('documents', view.documents)}</a><a href="#notes">${counted('notes', view.notes)}</a
    ><a href="#timeline">${say('timeline')}</a>
    ${
      (view.steps ?? []).some(({ name }) => weighedSteps.includes(name)) &&
      html`<a href="${desk.root}/cases/${view.id}/weighing">${say('weighing')}</a>`
    }
    ${
      hasRow(matrix.readAccessPackage, desk.caller) &&
      html`<a href="${desk.root}/cases/${view.id}/privacy">${say('privacy')}</a>`
    }
  </nav>`;
}
