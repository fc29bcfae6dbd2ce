/** What can be done in a case, each as its form, and what cannot, with the rules that refuse it. */
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { rulesOfSteps } from '../../../../libs/complaints/views/rules-of-steps.js';
import { type ExplainedStep } from '../../../../libs/complaints/views/explain.js';
import { html, type Html } from '../../http/html.js';
import { hiddenIn, type Desk } from '../desk.js';
import { drawForm, type Drawing } from '../steps/draw-form.js';
import { ofFiles, takesFile } from '../steps/files.js';
import { refusalWithSources, sourcesOf } from '../ui/said.js';
import { stepButton, stepFor, stepSays, stepTitle } from '../words/step-words.js';
import { stranded, type CameBack } from './came-back.js';
import { caseWords, inWords } from './case-page-words.js';
import { cameFrom } from './in-list.js';
import { isSeldom, pagesOfSteps } from './places-of-steps.js';

const groups = ['moves', 'records', 'ends'] as const;

export function nextSteps(desk: Desk, view: CaseView, cameBack: CameBack | null): Html {
  const { lang } = desk;
  const say = inWords(lang);
  const open = (view.steps ?? []).filter(({ allowed }) => allowed);
  const first = open.find(({ group }) => group === 'moves') ?? open[0];
  return html`<section class="kg-box" id="steps" aria-labelledby="steps-title">
    <h2 id="steps-title">${say('now')}</h2>
    ${isLost(cameBack, open) && stranded(desk, cameBack)} ${open.length === 0 && html`<p>${say('nothingNow')}</p>`}
    ${groups.map((group) => {
      const own = open.filter((step) => step.group === group);
      return (
        own.length > 0 &&
        html`<h3>${say(group)}</h3>
          ${own
            .filter((step) => !isSeldom(step))
            .map((step) => stepForm(desk, view, step, cameBack, cameBack === null && step === first))}
          ${seldom(
            desk,
            own.filter((step) => isSeldom(step)),
            (step) => stepForm(desk, view, step, cameBack, false),
            own.some((step) => isSeldom(step) && step.name === cameBack?.step),
          )}`
      );
    })}
  </section>`;
}

/** What was sent cannot be taken any more. */
const isLost = (cameBack: CameBack | null, open: readonly ExplainedStep[]): cameBack is CameBack =>
  cameBack !== null && !cameBack.preview && !open.some(({ name }) => name === cameBack.step);

const seldom = (
  { lang }: Desk,
  own: readonly ExplainedStep[],
  form: (step: ExplainedStep) => Html,
  isOpen: boolean,
): Html | false =>
  own.length > 0 &&
  html`<details class="kg-step kg-more" ${isOpen && html` open`}>
    <summary>${caseWords.more[lang]} (${own.length})</summary>
    <div>${own.map(form)}</div>
  </details>`;

/** @param department its key, where the step is its own: it is not asked which it is */
export function stepForm(
  desk: Desk,
  view: CaseView,
  { name, group, likely }: ExplainedStep,
  cameBack: CameBack | null,
  isFirst: boolean,
  department?: string,
): Html {
  const { lang, root } = desk;
  const own = cameBack?.step === name ? cameBack : null;
  const elsewhere = pagesOfSteps[name];
  if (elsewhere)
    return html`<p class="kg-step-link">
      <a href="${root}/cases/${view.id}/${elsewhere}">${stepTitle(name, lang)}</a>
    </p>`;
  const isDepartments = department !== undefined;
  const [title, says, button] = isDepartments
    ? stepFor(name, lang)
    : [stepTitle(name, lang), stepSays(name, lang), stepButton(name, lang)];
  const known: Pick<Drawing, 'by'> = isDepartments ? { by: 'department' } : {};
  const address = `${root}/cases/${view.id!}/steps/${name}`;
  const from = cameFrom(desk);
  const hasFile = takesFile(name);
  const without = [...(isDepartments ? ['department'] : []), ...(hasFile ? ofFiles : [])];
  return html`<details class="kg-step" id="step-${name}" ${(isFirst || own !== null) && html` open`}>
    <summary>${title}</summary>
    <div>
      <p class="small soft">${says}</p>
      ${restsOn(desk, view, name)}
      <form
        method="post"
        action="${address}${hasFile && '/file'}${from}"
        ${hasFile && html` enctype="multipart/form-data"`}
        novalidate
      >
        ${hiddenIn(desk, view.revision)}
        ${isDepartments && html`<input type="hidden" name="department" value="${department}" />`}
        ${drawForm({ desk, step: name, view, likely, sent: own?.sent ?? null, ...known, without })}
        <div class="kg-actions">
          <button class="button ${group === 'ends' ? 'button-secondary' : 'button-primary'}">${button}</button>
          ${
            !hasFile &&
            html`<button class="button button-secondary" formaction="${address}/preview${from}">
              ${caseWords.preview[lang]}
            </button>`
          }
        </div>
      </form>
    </div>
  </details>`;
}

/** The office's own words on the step, for whoever is in doubt. */
function restsOn(desk: Desk, view: CaseView, name: CommandName): Html | false {
  const profile = profileOf(desk, view);
  return sourcesOf(desk, rulesOfSteps(profile).get(name) ?? [], profile);
}

export function notNow(desk: Desk, view: CaseView): Html | false {
  const { lang } = desk;
  const closed = (view.steps ?? []).filter(({ allowed }) => !allowed);
  const has = ({ refusals }: ExplainedStep, code: string) => refusals.some((refusal) => refusal.code === code);
  const others = closed.filter((step) => has(step, 'ROLE_FORBIDDEN'));
  const ruled = closed.filter((step) => !has(step, 'ROLE_FORBIDDEN'));
  return (
    closed.length > 0 &&
    html`<details class="kg-box kg-fold" id="not-now">
      <summary>
        <h2>${caseWords.notNow[lang]} <span class="soft">(${closed.length})</span></h2>
      </summary>
      ${refusedSteps(desk, view, ruled)}
      ${
        others.length > 0 &&
        html`<details class="kg-step kg-more">
          <summary>${caseWords.others[lang]} (${others.length})</summary>
          <div>${refusedSteps(desk, view, others)}</div>
        </details>`
      }
      <p class="small"><a href="${desk.root}/lifecycle">${caseWords.allSteps[lang]}</a></p>
    </details>`
  );
}

/** The rules that the case stands under. */
export const profileOf = ({ running: { office } }: Desk, { profile }: CaseView) =>
  profile === undefined ? office.profile : office.profileNamed(profile);

function refusedSteps(desk: Desk, view: CaseView, closed: readonly ExplainedStep[]): Html {
  const profile = profileOf(desk, view);
  return html`<ul class="nobullet-list kg-not">
    ${closed.map(
      ({ name, refusals }) =>
        html`<li>
          <strong>${stepTitle(name, desk.lang)}</strong>
          ${refusals.map((refusal) => refusalWithSources(desk, refusal, profile))}
        </li>`,
    )}
  </ul>`;
}

/** Some of the steps, beside what they are about: those that can be taken as their forms, and what the others lack. */
export function stepsBeside(
  desk: Desk,
  view: CaseView,
  names: readonly CommandName[],
  says: { readonly can: string; readonly nothing: string; readonly cannot: string },
  cameBack: CameBack | null,
): Html {
  const own = (view.steps ?? []).filter(({ name }) => names.includes(name));
  const [open, closed] = [own.filter(({ allowed }) => allowed), own.filter(({ allowed }) => !allowed)];
  return html`<div class="kg-side">
    <section class="kg-box" id="steps" aria-labelledby="steps-title">
      <h2 id="steps-title">${says.can}</h2>
      ${isLost(cameBack, open) && stranded(desk, cameBack)} ${open.length === 0 && html`<p>${says.nothing}</p>`}
      ${open.map((step, index) => stepForm(desk, view, step, cameBack, cameBack === null && index === 0))}
    </section>
    ${
      closed.length > 0 &&
      html`<section class="kg-box" aria-labelledby="not-now">
        <h2 id="not-now">${says.cannot}</h2>
        ${refusedSteps(desk, view, closed)}
      </section>`
    }
  </div>`;
}
