import { type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { type Refusal } from '../../../../libs/platform/refusal.js';
import { html, type Html } from '../../http/html.js';
import { deskPage, hiddenIn, type Desk } from '../desk.js';
import { drawForm, type Sent } from '../steps/draw-form.js';
import { wrongFields } from '../steps/field-errors.js';
import { errorSummary } from '../ui/said.js';
import { stepButton, stepSays, stepTitle } from '../words/step-words.js';

/** What was sent and is not kept, and why. */
export interface Refusing {
  readonly sent: Sent;
  readonly refusals: readonly Refusal[];
}

export interface BeginPage {
  readonly step: CommandName;
  readonly refusing: Refusing | null;
  /** It was taken a moment ago, and there may be another. */
  readonly isDone: boolean;
}

const done = {
  da: 'Det er gemt. Du kan skrive det næste her.',
  en: 'It is saved. You can write the next one here.',
} as const;

export function beginPage(desk: Desk, { step, refusing, isDone }: BeginPage): string {
  const { lang, root, say } = desk;
  return deskPage(desk, {
    title: stepTitle(step, lang),
    content: html`${refusing !== null && summary(desk, step, refusing)}
      ${isDone && html`<p class="kg-note good" data-focus role="status">${say(done)}</p>`}
      <p>${stepSays(step, lang)}</p>
      <form class="kg-read" method="post" action="${root}/new/${step}" novalidate>
        ${hiddenIn(desk)} ${drawForm({ desk, step, view: null, sent: refusing?.sent ?? null })}
        <div class="kg-actions"><button class="button button-primary">${stepButton(step, lang)}</button></div>
      </form>`,
  });
}

const summary = (desk: Desk, step: CommandName, { sent, refusals }: Refusing): Html =>
  errorSummary(desk, {
    refusals,
    fields: wrongFields(step, sent.errors, desk.lang),
  });
