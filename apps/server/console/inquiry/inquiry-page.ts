/**
 * A talk while it goes on: how it came, what it is about, and what comes of it, on one page. Nothing on it asks who the
 * citizen is; that is the next page's, once both want a case.
 */
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { type ExplainedStep } from '../../../../libs/complaints/views/explain.js';
import { type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { cite } from '../../../../libs/complaints/write/cite.js';
import { type FieldError, type Refusal } from '../../../../libs/platform/refusal.js';
import { html, type Html } from '../../http/html.js';
import { deskPage, hiddenIn, type Desk } from '../desk.js';
import { drawForm, type Drawing } from '../steps/draw-form.js';
import { fieldError, labelIn } from '../steps/field-errors.js';
import { typedText, type Typed } from '../steps/read-form.js';
import { idOf } from '../ui/fields.js';
import { icon } from '../ui/icon.js';
import { errorSummary, refusalIn, rulesIn } from '../ui/said.js';
import { table } from '../ui/table.js';
import { codeWord } from '../words/code-words.js';
import { dateWords } from '../words/date-words.js';
import { stepTitle } from '../words/step-words.js';
import { inquiryWords as words, wayWords } from './inquiry-words.js';
import {
  askedStep,
  contactStep,
  goesOn,
  hasWay,
  isAboutPart,
  neverHere,
  ofOneMore,
  others,
  partStep,
  registerStep,
  remitStep,
  whyNot,
  type WayName,
} from './ways.js';

/** What came back: which steps of the form were taken, and which were not. */
export interface HalfWay {
  readonly done: readonly CommandName[];
  readonly notDone: readonly CommandName[];
  readonly refusals: readonly Refusal[];
  /** Names begin with their step's: `RecordPart.topic`. */
  readonly errors: readonly FieldError[];
  /** The steps that were refused. */
  readonly at: readonly CommandName[];
  /** Somebody else has changed it meanwhile. */
  readonly moved: boolean;
}

export interface InquiryPage {
  /** Null: nothing is kept yet. */
  readonly view: CaseView | null;
  readonly explained: readonly ExplainedStep[];
  readonly typed: Typed;
  readonly back: HalfWay | null;
  /** What was done to come here. */
  readonly said: string | null;
}

type Word = keyof typeof words;
const saying = (desk: Desk) => (word: Word) => desk.say(words[word]);
/** Rules of the office's own profile that ask for silence about who somebody is (H14 to H16). */
const silence = ({ running }: Desk): readonly string[] =>
  cite({ cites: ['H14', 'H15', 'H16', 'O1'], setting: 'anonymousGuidance' }, running.office.profile);

export function inquiryPage(desk: Desk, inquiry: InquiryPage): string {
  const { view, explained, back, said } = inquiry;
  const say = saying(desk);
  const isOpen = view === null || goesOn(explained);
  return deskPage(desk, {
    title: view === null ? say('title') : say('kept'),
    ownHeading: true,
    content: html`<div class="kg-id">
        <div>
          <h1>${view === null ? say('title') : say('kept')}</h1>
          <span class="kg-badge">${icon('visibility-off')} ${say('anonymous')}</span>
        </div>
        <p class="kg-lead">${say('lead')} ${rulesIn(desk, silence(desk))}</p>
      </div>
      ${said !== null && html`<p class="kg-note good" data-focus role="status">${said}</p>`}
      ${back && halfWay(desk, back)} ${isOpen ? talk(desk, inquiry) : over(desk, view)}`,
  });
}

/** Exactly what stands and what does not. */
function halfWay(desk: Desk, { done, notDone, refusals, errors, moved }: HalfWay): Html {
  const say = saying(desk);
  const { lang } = desk;
  const stepOfError = (field: string) =>
    field.startsWith(ofOneMore) ? remitStep : (field.split('.', 1)[0] as CommandName);
  const own = (field: string) => field.slice(field.indexOf('.') + 1);
  return html`${errorSummary(desk, {
    title: done.length > 0 ? say('halfDone') : say('cameBack'),
    refusals,
    fields: errors.map((error) => {
      const step = stepOfError(error.field);
      return {
        id: idOf({ form: step, name: error.field }),
        text: `${labelIn(step, own(error.field), lang)}: ${fieldError(step, error, lang)}`,
      };
    }),
  })}
  ${moved && html`<p class="kg-note warn">${say('moved')}</p>`}
  ${
    done.length > 0 &&
    html`<div class="kg-note">
      <p><strong>${say('isDone')}:</strong> ${done.map((name) => stepTitle(name, lang)).join(', ')}.</p>
      <p><strong>${say('notDone')}:</strong> ${notDone.map((name) => stepTitle(name, lang)).join(', ')}.</p>
    </div>`
  }`;
}

function over(desk: Desk, view: CaseView | null): Html {
  const say = saying(desk);
  return html`<div class="kg-split">
    <div class="kg-body">
      <h2>${say('over')}</h2>
      <p>${say('overText')}</p>
      ${view && partsTable(desk, view)}
      <p class="kg-actions">
        <a class="button button-primary" href="${desk.root}/inquiries/new">${say('another')}</a>
        <a href="${desk.root}/cases?outcome=none">${say('toList')}</a>
      </p>
    </div>
    <div class="kg-side">${kept(desk, view)}</div>
  </div>`;
}

function talk(desk: Desk, inquiry: InquiryPage): Html {
  const { view, typed, back } = inquiry;
  const say = saying(desk);
  const drawing = (step: CommandName, without: readonly string[] = [], within = `${step}.`): Drawing => ({
    desk,
    step,
    view,
    sent: { typed, errors: back?.errors ?? [] },
    within,
    without: [...neverHere, ...without],
    quick: true,
  });
  const hasParts = (view?.parts ?? []).length > 0;
  const here = others.filter((way) => hasWay(inquiry.explained, way) && (hasParts || !isAboutPart(way)));
  const address = `${desk.root}/inquiries/${view === null ? 'new' : view.id!}`;
  return html`<form class="kg-talk" method="post" action="${address}" novalidate>
    ${hiddenIn(desk, view?.revision)}
    <div class="kg-split">
      <div class="kg-body">${view === null && contact(desk, inquiry, drawing)} ${about(desk, inquiry, drawing)}</div>
      <div class="kg-side">${kept(desk, view)}</div>
    </div>
    <section aria-labelledby="next">
      <h2 id="next">${say('next')}</h2>
      <p class="soft">${say('mostEnd')}</p>
      <div class="kg-cols three kg-choice">
        ${(['guidance', 'dialogue', 'agree'] as const).map((way) => box(desk, inquiry, way, drawing))}
      </div>
    </section>
    <section aria-labelledby="more">
      <h2 id="more">${say('more')}</h2>
      ${here.map((way) => other(desk, inquiry, way, drawing))}
    </section>
    ${view !== null && html`<p class="small"><a href="${desk.root}/cases/${view.id}">${say('allSteps')}</a></p>`}
  </form>`;
}

type Draw = (step: CommandName, without?: readonly string[], within?: string) => Drawing;
const hasErrors = ({ back }: InquiryPage, names: readonly string[]): boolean =>
  back?.errors.some(({ field }) => names.some((name) => field === name || field.startsWith(`${name}.`))) ?? false;
const folded = (title: string, isOpen: boolean, content: Html): Html =>
  html`<details class="kg-step" ${isOpen && html` open`}>
    <summary>${title}</summary>
    <div>${content}</div>
  </details>`;

function contact(desk: Desk, inquiry: InquiryPage, drawing: Draw): Html {
  const say = saying(desk);
  const [day, who] = [`${contactStep}.receivedOn`, `${contactStep}.complainantType`];
  return html`<section aria-labelledby="contact">
    <h2 id="contact">${say('contact')}</h2>
    ${drawForm(drawing(contactStep, ['receivedOn', 'complainantType']))}
    ${folded(
      `${say('when')}: ${say('today').toLocaleLowerCase(desk.lang)}`,
      hasErrors(inquiry, [day, who]),
      drawForm(drawing(contactStep, ['channel'])),
    )}
  </section>`;
}

function about(desk: Desk, inquiry: InquiryPage, drawing: Draw): Html {
  const say = saying(desk);
  const { view } = inquiry;
  const days = ['eventStart', 'eventEnd'];
  const part = html`${drawForm(drawing(partStep, days))}
  ${folded(
    say('happened'),
    hasErrors(
      inquiry,
      days.map((name) => `${partStep}.${name}`),
    ),
    drawForm(drawing(partStep, ['topic', 'department'])),
  )}`;
  const parts = view?.parts ?? [];
  return html`<section aria-labelledby="about">
    <h2 id="about">${say('about')}</h2>
    ${view && parts.length > 0 && partsTable(desk, view)}
    ${
      parts.length === 0
        ? html`${part} ${drawForm(drawing(remitStep, ['part']))}`
        : html`${folded(
            say('assess'),
            parts.some(({ admissible }) => admissible === null) || hasErrors(inquiry, [remitStep]),
            drawForm(drawing(remitStep)),
          )}
          ${folded(
            say('addPart'),
            hasErrors(inquiry, [partStep, ofOneMore.slice(0, -1)]),
            html`${part} ${drawForm(drawing(remitStep, ['part'], ofOneMore))}`,
          )}`
    }
    <div class="kg-actions">${button(desk, 'keep', 'button-secondary')}</div>
  </section>`;
}

const button = (desk: Desk, way: WayName, kind: 'button-primary' | 'button-secondary'): Html =>
  html`<button class="button ${kind}" name="way" value="${way}">${desk.say(wayWords[way].button)}</button>`;

function box(desk: Desk, { explained }: InquiryPage, way: 'guidance' | 'dialogue' | 'agree', drawing: Draw): Html {
  const { title, says } = wayWords[way];
  const refusals = whyNot(explained, way);
  const step = askedStep(way)!;
  const isHere = way === 'agree' || hasWay(explained, way);
  return html`<div class="kg-box">
    <h3>${desk.say(title)}</h3>
    ${says && html`<p class="small">${desk.say(says)}</p>`}
    ${
      isHere
        ? html`${hasWay(explained, way) && drawForm(drawing(step))}
            <div class="kg-actions">
              ${button(desk, way, way === 'guidance' ? 'button-primary' : 'button-secondary')}
              ${way === 'guidance' && button(desk, 'guide', 'button-secondary')}
            </div>`
        : refusals.map((refusal) => html`<p class="small soft">${refusalIn(desk, refusal)}</p>`)
    }
  </div>`;
}

function other(desk: Desk, inquiry: InquiryPage, way: (typeof others)[number], drawing: Draw): Html {
  const { title, says } = wayWords[way];
  const step = askedStep(way);
  return folded(
    desk.say(title),
    step !== undefined && (hasErrors(inquiry, [step]) || inquiry.back?.at.includes(step) === true),
    html`${says && html`<p class="small soft">${desk.say(says)}</p>`} ${step && drawForm(drawing(step))}
      <div class="kg-actions">${button(desk, way, 'button-secondary')}</div>`,
  );
}

function partsTable(desk: Desk, { parts = [] }: CaseView): Html | false {
  const say = saying(desk);
  return (
    parts.length > 0 &&
    table(
      say('parts'),
      [say('part'), say('canWe')],
      parts.map(({ id, topic, department, admissible, ground, body }) => [
        html`${id}. ${topic === undefined ? '' : desk.topicName(topic)}
          <span class="sub" lang="da">${department === undefined ? '' : desk.departmentName(department)}</span>`,
        admissible === null || admissible === undefined
          ? html`<span class="soft">${say('notYet')}</span>`
          : admissible
            ? html`${icon('check')} ${say('yes')}`
            : html`${icon('close')} ${say('no')}${ground && `, ${codeWord('grounds', ground, desk.lang)}`}
              ${body && html`<span class="sub">${say('helps')} ${codeWord('authorityBodies', body, desk.lang)}</span>`}`,
      ]),
    )
  );
}

/** A part that nobody has assessed is not in the case, and cannot be brought into it as it stands. */
const leftOut = (desk: Desk, { id, parts = [] }: CaseView): Html | false => {
  const open = parts.filter(({ admissible }) => admissible === null).map((part) => part.id);
  return (
    open.length > 0 &&
    html`<p class="kg-note warn">
      <strong>${open.join(', ')}:</strong> ${desk.say(words.leftOut)}
      <a href="${desk.root}/inquiries/${id}">${desk.say(words.backToTalk)}</a>
    </p>`
  );
};

/** Always in sight: what is kept, and that nobody's name is among it. */
function kept(desk: Desk, view: CaseView | null): Html {
  const say = saying(desk);
  const { lang } = desk;
  return html`<section class="kg-box" aria-labelledby="kept">
    <h2 id="kept">${say('keptNow')}</h2>
    ${
      view === null
        ? html`<p>${say('nothingKept')}</p>`
        : html`<ul class="nobullet-list kg-rows">
            <li>
              ${icon('check')}
              ${view.channel === undefined ? say('contact') : codeWord('channels', view.channel, lang)},
              ${view.receivedOn === undefined ? '' : dateWords(view.receivedOn, lang)}
            </li>
            ${(view.parts ?? []).map(
              ({ id, topic, department }) =>
                html`<li>
                  ${icon('check')} ${id}. ${topic === undefined ? '' : desk.topicName(topic)},
                  <span lang="da">${department === undefined ? '' : desk.departmentName(department)}</span>
                </li>`,
            )}
          </ul>`
    }
    <p>${icon('visibility-off')} <strong>${say('nobody')}.</strong></p>
    <p class="small soft">${say('onlyThen')}.</p>
    <h3>${say('whyTitle')}</h3>
    <p class="small">${say('why')}</p>
  </section>`;
}

/** Name and summary, once both have agreed; what was ticked is not asked for again. */
export function registerPage(desk: Desk, { view, explained, typed, back }: InquiryPage & { view: CaseView }): string {
  const say = saying(desk);
  const step = explained.find(({ name }) => name === registerStep);
  const isFirst = Object.keys(typed).length === 0;
  return deskPage(desk, {
    title: say('registerTitle'),
    ownHeading: true,
    content: html`<nav class="kg-crumb" aria-label="${say('backToTalk')}">
        <a href="${desk.root}/inquiries/${view.id}">${say('backToTalk')}</a>
      </nav>
      <div class="kg-id">
        <div>
          <h1>${say('registerTitle')}</h1>
          <span class="kg-badge">${say('named')}</span>
        </div>
        <p class="kg-lead">${say('registerLead')}</p>
      </div>
      ${back && halfWay(desk, back)}
      <div class="kg-split">
        <div class="kg-body">
          ${
            step?.allowed || !isFirst
              ? html`<form method="post" action="${desk.root}/inquiries/${view.id}" novalidate>
                  ${hiddenIn(desk, view.revision)}
                  ${drawForm({
                    desk,
                    step: registerStep,
                    view,
                    sent: isFirst ? null : { typed, errors: back?.errors ?? [] },
                    within: `${registerStep}.`,
                    without: ['parts', 'representative', 'complainant.cvr'],
                  })}
                  <div class="kg-actions">${button(desk, 'register', 'button-primary')}</div>
                </form>`
              : html`<div class="kg-note warn">
                  <p><strong>${say('notRegistered')}.</strong></p>
                  ${(step?.refusals ?? []).map((refusal) => html`<p>${refusalIn(desk, refusal)}</p>`)}
                  <p><a href="${desk.root}/inquiries/${view.id}">${say('backToTalk')}</a></p>
                </div>`
          }
        </div>
        <div class="kg-side">
          <section class="kg-box" aria-labelledby="parts">
            <h2 id="parts">${say('keptNow')}</h2>
            ${partsTable(desk, view)} ${leftOut(desk, view)}
          </section>
        </div>
      </div>`,
  });
}

/** What stands in the form at first: the telephone, today, a citizen; the part that is to be assessed. */
export function firstTyped(desk: Desk, view: CaseView | null): Typed {
  const [year = '', month = '', day = ''] = desk.today.split('-');
  const open = view?.parts?.find(({ admissible }) => admissible === null)?.id;
  return {
    [`${contactStep}.channel`]: 'phone',
    [`${contactStep}.complainantType`]: 'citizen',
    [`${contactStep}.receivedOn.day`]: String(Number(day)),
    [`${contactStep}.receivedOn.month`]: String(Number(month)),
    [`${contactStep}.receivedOn.year`]: year,
    ...(open === undefined ? {} : { [`${remitStep}.part`]: open }),
  };
}

/** What is left of a form once some of its steps were taken; the part that was recorded is the one to be assessed. */
export const leftOf = (typed: Typed, done: readonly CommandName[], view: CaseView | null): Typed => ({
  ...Object.fromEntries(
    Object.entries(typed)
      // It is no more than one that is there, once it was recorded.
      .map(([name, value]) =>
        done.includes(partStep) && name.startsWith(ofOneMore)
          ? ([`${remitStep}.${name.slice(ofOneMore.length)}`, value] as const)
          : ([name, value] as const),
      )
      .filter(([name]) => !done.some((step) => name.startsWith(`${step}.`))),
  ),
  ...(typedText(typed, `${remitStep}.part`) === '' && view?.parts?.length
    ? { [`${remitStep}.part`]: view.parts.at(-1)!.id }
    : {}),
});
