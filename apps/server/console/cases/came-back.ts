/** A step that was sent and came back: refused, or shown before it is taken. */
import { type HistoryEvent } from '../../../../libs/complaints/views/queries.js';
import { type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { type Preview } from '../../../../libs/complaints/write/preview.js';
import { type Refusal } from '../../../../libs/platform/refusal.js';
import { html, type Html } from '../../http/html.js';
import { type Desk } from '../desk.js';
import { type Sent } from '../steps/draw-form.js';
import { labelIn, wrongFields } from '../steps/field-errors.js';
import { typedIn } from '../steps/read-form.js';
import { errorSummary } from '../ui/said.js';
import { outcomeWord } from '../words/code-words.js';
import { dateWords, instantWords } from '../words/date-words.js';
import { eventWord } from '../words/event-words.js';
import { stateWord } from '../words/state-words.js';
import { stepTitle } from '../words/step-words.js';
import { caseWords, inWords } from './case-page-words.js';
import { deadlineOf } from './case-deadlines.js';

/** A step that was sent and came back: refused, or shown before it is taken. */
export interface CameBack {
  readonly step: CommandName;
  readonly sent: Sent;
  readonly refusals: readonly Refusal[];
  readonly preview: Preview | null;
  /** The revision that the form was made at, where others have moved the case since. */
  readonly since: number | null;
}

/** What the form that came back has to say. */
export function comeBack(
  desk: Desk,
  { step, sent, refusals, preview, since }: CameBack,
  events: readonly HistoryEvent[],
): Html {
  const { lang } = desk;
  const say = inWords(lang);
  if (preview) return previewOf(desk, preview);
  // A row more was asked for: nothing is wrong.
  if (since === null && refusals.length === 0 && sent.errors.length === 0) return html``;
  const summary = errorSummary(desk, {
    title: since !== null ? say('movedMeanwhile') : say('cameBack'),
    refusals: since !== null ? [] : refusals,
    fields: wrongFields(step, sent.errors, lang),
  });
  return html`${summary}
  ${
    since !== null &&
    html`<div class="kg-note warn">
      <ul class="nobullet-list">
        ${events
          .filter(({ revision }) => revision > since)
          .map(
            ({ type, data, actor, recordedAt }) =>
              html`<li>
                ${instantWords(recordedAt, lang)}: ${eventWord(type, data, desk.names, lang)} (${actor.name})
              </li>`,
          )}
      </ul>
      <p>${say('movedHint')}</p>
    </div>`
  }`;
}

function previewOf(desk: Desk, { taken, state, outcome, refusals, letters, deadlines, consequences }: Preview): Html {
  const { lang } = desk;
  const say = inWords(lang);
  if (!taken) return errorSummary(desk, { title: say('cameBack'), refusals });
  return html`<section class="kg-note info" data-focus aria-labelledby="preview">
    <h2 id="preview">${say('previewTitle')}</h2>
    <p>
      ${say('willBe')}:
      <strong>${stateWord(state, lang)}</strong>${outcome !== null && `, ${outcomeWord(outcome, lang)}`}.
      <span class="soft">${say('previewHint')}</span>
    </p>
    ${listed(
      say('lettersOut'),
      letters.map((letter) => html`<span lang="da">${String(letter.title)}</span>`),
    )}
    ${listed(
      say('daysBegin'),
      deadlines.map((each) => html`${deadlineOf(desk, each)}: ${dateWords(each.due, lang)}`),
    )}
    ${listed(
      say('wouldHave'),
      consequences.map((each) => html`${stepTitle(each.name, lang)}`),
    )}
  </section>`;
}

const listed = (heading: string, entries: readonly Html[]): Html | false =>
  entries.length > 0 &&
  html`<h3>${heading}</h3>
    <ul>
      ${entries.map((entry) => html`<li>${entry}</li>`)}
    </ul>`;

/** What was typed for a step that cannot be taken any more is still there to be copied. */
export const stranded = ({ lang }: Desk, { step, sent }: CameBack): Html =>
  html`<div class="kg-note bad">
    <p><strong>${stepTitle(step, lang)}.</strong> ${caseWords.notOpenAnyMore[lang]}</p>
    <dl>
      ${typedIn(sent.typed).map(
        ([name, value]) =>
          html`<dt>${labelIn(step, name, lang)}</dt>
            <dd><pre>${value}</pre></dd>`,
      )}
    </dl>
  </div>`;
