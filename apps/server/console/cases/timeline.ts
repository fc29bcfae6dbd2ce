/** What has happened in a case, day by day, the newest first; when it was written down where that was another time. */
import { type HistoryEvent } from '../../../../libs/complaints/views/queries.js';
import { localDateOf, localTimeOf } from '../../../../libs/policy/calendar.js';
import { html, type Html } from '../../http/html.js';
import { type Desk } from '../desk.js';
import { section } from '../ui/table.js';
import { dateWords, hasTime, instantWords, timeWords } from '../words/date-words.js';
import { eventWord } from '../words/event-words.js';

const words = {
  title: { da: 'Tidslinje', en: 'Timeline' },
  recorded: { da: 'registreret', en: 'recorded' },
  all: { da: 'Hele historikken', en: 'The whole history' },
} as const;

export function timelineOf(desk: Desk, events: readonly HistoryEvent[], id: string): Html | false {
  if (events.length === 0) return false;
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
                ${own.map((event) => eventOf(desk, event))}
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

const eventOf = (desk: Desk, { type, data, occurredAt, recordedAt, actor }: HistoryEvent): Html =>
  html`<li>
    <time datetime="${occurredAt}">${hasTime(occurredAt) && timeWords(occurredAt, desk.lang)}</time>
    <p>
      ${eventWord(type, data, desk.names, desk.lang)}
      <span class="small soft"
        ><br /><span lang="da">${actor.name}</span>${
          isLater(occurredAt, recordedAt) &&
          html` · <strong>${words.recorded[desk.lang]} ${instantWords(recordedAt, desk.lang)}</strong>`
        }</span
      >
    </p>
  </li>`;
