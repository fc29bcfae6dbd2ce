/** Of an event who did it, when, and because of what. */
import { type HistoryEvent } from '../../../../libs/complaints/views/queries.js';
import { stepBehind } from '../../../../libs/complaints/steps/steps.js';
import { roleNames } from '../../api/openapi-words.js';
import { html, type Html } from '../../http/html.js';
import { type Language } from '../../http/page.js';
import { type Desk } from '../desk.js';
import { momentWords } from '../words/date-words.js';
import { eventWord } from '../words/event-words.js';
import { stepTitle } from '../words/step-words.js';
import { addressOf } from './history-filter.js';
import { historyWords } from './history-words.js';

export const roleOf = (role: string, lang: Language): string =>
  (roleNames as { readonly [role: string]: { readonly da: string; readonly en: string } })[role]?.[lang] ?? role;

export const whoOf = ({ actor }: HistoryEvent, lang: Language): Html =>
  actor.role === 'system'
    ? html`${roleNames.system[lang]}`
    : html`<span lang="da">${actor.name}</span>, ${roleOf(actor.role, lang)}`;

/** Some seconds between the two are the product's own. */
export const isSameTime = ({ occurredAt, recordedAt }: HistoryEvent, lang: Language): boolean =>
  momentWords(occurredAt, lang) === momentWords(recordedAt, lang);

/** Rows of a list of pairs. */
export const momentsOf = (event: HistoryEvent, lang: Language): Html =>
  html`<dt>${historyWords.happened[lang]}</dt>
    <dd>${momentWords(event.occurredAt, lang)}</dd>
    <dt>${historyWords.recorded[lang]}</dt>
    <dd>${isSameTime(event, lang) ? historyWords.sameTime[lang] : momentWords(event.recordedAt, lang)}</dd>`;

/**
 * A timer or a reaction answers an event; whatever else there is, is a step that somebody took.
 * @param history the address of the case's history
 */
export function causeOf(
  { lang, names }: Desk,
  history: string,
  events: readonly HistoryEvent[],
  { cause, type, actor }: HistoryEvent,
): Html {
  const earlier = cause === null ? undefined : events.find(({ id }) => id === cause);
  if (earlier)
    return html`<a href="${addressOf(history, { event: earlier.revision })}#event-${earlier.revision}"
      >${historyWords.event[lang].toLowerCase()} ${earlier.revision}:
      ${eventWord(earlier.type, earlier.data, names, lang)}</a
    >`;
  return actor.role === 'system'
    ? html`${historyWords.itself[lang]}`
    : html`${historyWords.byStep[lang]} »${stepTitle(stepBehind(type), lang)}«`;
}
