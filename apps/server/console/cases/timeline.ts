/** What has happened in a case, day by day, the newest first; when it was written down where that was another time. */
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { type HistoryEvent } from '../../../../libs/complaints/views/queries.js';
import { localDateOf, localTimeOf } from '../../../../libs/policy/calendar.js';
import { html, type Html } from '../../http/html.js';
import { type Desk } from '../desk.js';
import { canBeCorrected } from '../record/record-page.js';
import { section } from '../ui/table.js';
import { dateWords, hasTime, instantWords, timeWords } from '../words/date-words.js';
import { eventWord } from '../words/event-words.js';
import { correctStep } from './places-of-steps.js';

const words = {
  title: { da: 'Tidslinje', en: 'Timeline' },
  recorded: { da: 'registreret', en: 'recorded' },
  takenBack: { da: 'Trukket tilbage', en: 'Taken back' },
  corrected: { da: 'Rettet', en: 'Corrected' },
  correct: { da: 'Ret', en: 'Correct' },
  all: { da: 'Hele historikken', en: 'The whole history' },
} as const;

export function timelineOf(desk: Desk, view: CaseView, events: readonly HistoryEvent[]): Html | false {
  if (events.length === 0) return false;
  const { id } = view;
  const { lang } = desk;
  const days = new Map<string, HistoryEvent[]>();
  for (const event of [...events].reverse()) {
    const day = localDateOf(Date.parse(event.occurredAt));
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  const ordered = [...days].sort(([a], [b]) => (a < b ? 1 : -1));
  return section(
    'timeline',
    `${words.title[lang]} (${events.length})`,
    html`<div class="kg-time">
        ${ordered.map(
          ([day, own]) =>
            html`<h3>${dateWords(day, lang)}</h3>
              <ol class="nobullet-list">
                ${own.map((event) => eventOf(desk, view, events, event))}
              </ol>`,
        )}
      </div>
      <p class="small"><a href="${desk.root}/cases/${id}/history">${words.all[lang]}</a></p>`,
  );
}

/** Some seconds between the two are the product's own. */
const isLater = (occurred: string, recorded: string): boolean =>
  localTimeOf(Date.parse(occurred)) !== localTimeOf(Date.parse(recorded)) ||
  localDateOf(Date.parse(occurred)) !== localDateOf(Date.parse(recorded));

function eventOf(desk: Desk, view: CaseView, events: readonly HistoryEvent[], event: HistoryEvent): Html {
  const { type, data, occurredAt, recordedAt, actor, revision } = event;
  const { lang, root, names } = desk;
  const isTakenBack = events.some((each) => (each.data as { readonly undoes?: unknown }).undoes === revision);
  const isCorrected = (view.corrections ?? []).some(({ corrects }) => corrects === revision);
  const mayCorrect =
    (view.steps ?? []).some(({ name, allowed }) => allowed && name === correctStep) && canBeCorrected(events, revision);
  return html`<li>
    <time datetime="${occurredAt}">${hasTime(occurredAt) && timeWords(occurredAt, lang)}</time>
    <p>
      ${eventWord(type, data, names, lang)}
      ${isTakenBack && html`<span class="kg-badge">${words.takenBack[lang]}</span>`}
      ${isCorrected && html`<span class="kg-badge">${words.corrected[lang]}</span>`}
      <span class="small soft"
        ><br /><span lang="da">${actor.name}</span>${
          isLater(occurredAt, recordedAt) &&
          html` · <strong>${words.recorded[lang]} ${instantWords(recordedAt, lang)}</strong>`
        }${
          mayCorrect &&
          html` ·
            <a class="no-print" href="${root}/cases/${view.id}/record?event=${revision}"
              >${words.correct[lang]}<span class="sr-only">: ${eventWord(type, data, names, lang)}</span></a
            >`
        }</span
      >
    </p>
  </li>`;
}
