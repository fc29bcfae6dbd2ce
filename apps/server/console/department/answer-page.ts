/**
 * A case as the department reads it that was asked: the question first, the answer under it, and beside them what to do
 * if it cannot answer. What it may do is what its view says.
 */
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { html, type Html } from '../../http/html.js';
import { comeBack, stranded, type CameBack } from '../cases/came-back.js';
import { lettersOf } from '../cases/case-content.js';
import { dueList } from '../cases/case-deadlines.js';
import { stepForm } from '../cases/case-steps.js';
import { deskPage, type Desk } from '../desk.js';
import { section } from '../ui/table.js';
import { codeWord, outcomeWord } from '../words/code-words.js';
import { dateWords, shortDate } from '../words/date-words.js';
import { stepFor } from '../words/step-words.js';
import { departmentSays } from './words.js';

export interface AnswerPage {
  readonly view: CaseView;
  readonly cameBack: CameBack | null;
  /** The step that was taken to come here. */
  readonly done: CommandName | null;
  /** Its key. */
  readonly department: string;
}

export function answerPage(desk: Desk, { view, cameBack, done, department }: AnswerPage): string {
  const { lang, root } = desk;
  const say = departmentSays(lang);
  return deskPage(desk, {
    title: `${say('title')}, ${view.number ?? say('unnumbered')}`,
    ownHeading: true,
    content: html`<p class="kg-crumb"><a href="${root}/cases">${say('asked')}</a></p>
      ${identity(desk, view, department)}
      ${done !== null && html`<p class="kg-note good" data-focus role="status">${say('done')} ${stepFor(done, lang)[0]}.</p>`}
      ${cameBack !== null && comeBack(desk, cameBack, [])} ${recalledNotes(desk, view)} ${dueList(desk, view)}
      <div class="kg-split">
        <div class="kg-body">
          ${questions(desk, view)} ${answer(desk, view, cameBack, department)} ${found(desk, view)}
          ${lettersOf(desk, view)}
        </div>
        <div class="kg-side no-print">
          ${otherwise(desk, view, cameBack, department)}
          <section class="kg-box" aria-labelledby="see">
            <h2 id="see">${say('see')}</h2>
            <p>${say('seeText')}</p>
            <p>${say('seeLooks')}</p>
          </section>
        </div>
      </div>`,
  });
}

function identity(desk: Desk, { number, parts = [], complainant, outcome }: CaseView, department: string): Html {
  const { lang } = desk;
  const say = departmentSays(lang);
  const citizen = complainant && 'name' in complainant ? complainant.name : undefined;
  const facts: readonly (readonly [string, Html | string | false])[] = [
    [say('case'), html`<span class="num">${number ?? say('unnumbered')}</span>`],
    [say('department'), html`<span lang="da">${desk.departmentName(department)}</span>`],
    [say('about'), parts.map(({ topic }) => (topic === undefined ? '' : desk.topicName(topic))).join(', ')],
    [say('citizen'), typeof citizen === 'string' && html`<span lang="da">${citizen}</span>`],
    [say('outcome'), typeof outcome === 'string' && outcomeWord(outcome, lang)],
  ];
  return html`<div class="kg-id">
    <div><h1>${say('title')}</h1></div>
    <dl class="kg-facts">
      ${facts.map(
        ([name, value]) =>
          value !== false &&
          value !== '' &&
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </div>`;
}

/** An information request that lost its consent is no question any more, and nothing that comes is read. */
const recalledNotes = ({ lang }: Desk, { informationRequests = [] }: CaseView): Html | false =>
  informationRequests.some(({ status }) => status === 'recalled') &&
  html`<p class="kg-note warn">${departmentSays(lang)('withdrawn')}</p>`;

type Referral = NonNullable<CaseView['referrals']>[number];

function questions(
  desk: Desk,
  { referrals = [], informationRequests = [], hearings = [], parts = [] }: CaseView,
): Html {
  const { lang } = desk;
  const say = departmentSays(lang);
  const topicOf = (part: string) => {
    const topic = parts.find(({ id }) => id === part)?.topic;
    return topic === undefined ? part : `${part}. ${desk.topicName(topic)}`;
  };
  const asked = [
    ...referrals.map((referral) => referralOf(desk, referral, topicOf)),
    ...informationRequests
      .filter(({ status }) => status !== 'recalled')
      .map(
        (request) =>
          html`<h3>${say('information')}</h3>
            ${'due' in request && days(desk, request)}
            <p>${say('inLetter')}</p>`,
      ),
    ...hearings.map(
      (hearing) =>
        html`<h3>${say('hearing')}</h3>
          ${'due' in hearing && days(desk, hearing)}
          ${'about' in hearing && typeof hearing.about === 'string' && html`<p class="kg-said" lang="da">${hearing.about}</p>`}`,
    ),
  ];
  return section('question', say('question'), html`${asked.length === 0 && html`<p class="soft">–</p>`}${asked}`);
}

function referralOf(desk: Desk, referral: Referral, topicOf: (part: string) => string): Html {
  const { lang } = desk;
  const say = departmentSays(lang);
  const { parts, questions: text, recalled, declined } = referral;
  return html`<h3>${parts.map(topicOf).join(', ')}</h3>
    ${days(desk, referral)}
    ${typeof text === 'string' ? html`<p class="kg-said" lang="da">${text}</p>` : html`<p>${say('inLetter')}</p>`}
    ${recalled && html`<p class="kg-note warn">${say('recalled')}</p>`}
    ${declined && html`<p class="kg-note">${say('declined')} (${shortDate(declined.on, lang)}).</p>`}
    ${receipt(desk, referral)}`;
}

function days(
  { lang }: Desk,
  {
    sentOn,
    due,
    reminders,
    answeredOn,
  }: {
    readonly sentOn?: string;
    readonly due?: string;
    readonly reminders?: number;
    readonly answeredOn?: string | null;
  },
): Html {
  const say = departmentSays(lang);
  return html`<p class="small soft">
    ${sentOn !== undefined && html`${say('sent')} ${dateWords(sentOn, lang)}. `}
    ${due !== undefined && !answeredOn && html`${say('answerBy')} <strong>${dateWords(due, lang)}</strong>. `}
    ${reminders !== undefined && reminders > 0 && html`${say('reminders')}: ${reminders}.`}
  </p>`;
}

/** What the department has said, as it can show it: nothing is asked of it there any more. */
function receipt(desk: Desk, { answeredOn, directToCitizen, finding }: Referral): Html | false {
  const { lang } = desk;
  const say = departmentSays(lang);
  return (
    answeredOn !== null &&
    html`<div class="kg-note good">
      <h4>${say('receipt')}</h4>
      <dl>
        <dt>${say('answeredOn')}</dt>
        <dd>${dateWords(answeredOn, lang)}</dd>
        ${
          typeof directToCitizen === 'boolean' &&
          html`<dt>${say('way')}</dt>
            <dd>${directToCitizen ? say('direct') : say('throughOffice')}</dd>`
        }
        ${
          finding !== undefined &&
          finding !== null &&
          html`<dt>${say('finding')}</dt>
            <dd>${codeWord('answerFindings', finding, lang)}</dd>`
        }
      </dl>
      <p class="small no-print">${say('receiptHint')}</p>
    </div>`
  );
}

const openIn = ({ steps = [] }: CaseView) => steps.filter(({ allowed }) => allowed);

/** What moves the case is the answer; it stands open under the question. */
function answer(desk: Desk, view: CaseView, cameBack: CameBack | null, department: string): Html {
  const say = departmentSays(desk.lang);
  const open = openIn(view);
  const moving = open.filter(({ group }) => group === 'moves');
  const lost = cameBack && !cameBack.preview && !open.some(({ name }) => name === cameBack.step);
  return section(
    'steps',
    say('answer'),
    html`${lost && stranded(desk, cameBack)}
    ${moving.length === 0 && html`<p class="soft">${say('nothingToAnswer')}</p>`}
    ${moving.map((step, index) => stepForm(desk, view, step, cameBack, cameBack === null && index === 0, department))}`,
  );
}

function otherwise(desk: Desk, view: CaseView, cameBack: CameBack | null, department: string): Html | false {
  const say = departmentSays(desk.lang);
  const open = openIn(view);
  const others = open.filter(({ group }) => group !== 'moves');
  const { extensionRequests = [] } = view;
  const asked = extensionRequests.filter(({ status }) => status === 'open');
  return (
    (others.length > 0 || asked.length > 0) &&
    html`<section class="kg-box" aria-labelledby="otherwise">
      <h2 id="otherwise">${open.length > others.length ? say('otherwise') : say('mayToo')}</h2>
      ${asked.map(({ due }) => html`<p>${say('waiting')} <strong>${dateWords(due, desk.lang)}</strong>.</p>`)}
      ${others.map((step) => stepForm(desk, view, step, cameBack, false, department))}
    </section>`
  );
}

/** What was found about its own parts, once it has been told. */
function found(desk: Desk, { parts = [] }: CaseView): Html | false {
  const { lang } = desk;
  const told = parts.filter(({ outcome }) => typeof outcome === 'string');
  return (
    told.length > 0 &&
    section(
      'found',
      departmentSays(lang)('found'),
      html`${told.map(
        ({ id, topic, outcome, ...why }) =>
          html`<h3>${id}. ${topic === undefined ? '' : desk.topicName(topic)}: ${outcomeWord(outcome!, lang)}</h3>
            ${'grounds' in why && typeof why.grounds === 'string' && html`<p class="kg-said" lang="da">${why.grounds}</p>`}
            ${'recommendation' in why && typeof why.recommendation === 'string' && html`<p class="kg-said" lang="da">${why.recommendation}</p>`}`,
      )}`,
    )
  );
}
