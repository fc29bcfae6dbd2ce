/**
 * That others have moved the case since the page was made. Where a script is on it is told in a corner of the page, and
 * nothing that somebody reads or types is touched; the link beside it leads to the case as it is now, with what is new.
 */
import { hasRow } from '../../../../libs/access/admit.js';
import { matrix } from '../../../../libs/access/matrix.js';
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { type HistoryEvent } from '../../../../libs/complaints/views/queries.js';
import { localDateOf } from '../../../../libs/policy/calendar.js';
import { html, type Html } from '../../http/html.js';
import { type Desk } from '../desk.js';
import { hasTime, shortDate, timeWords } from '../words/date-words.js';
import { eventWord } from '../words/event-words.js';

const words = {
  title: { da: 'Nyt, siden du så sagen', en: 'New since you saw the case' },
  show: { da: 'Vis', en: 'Show' },
  hide: { da: 'Skjul', en: 'Hide' },
} as const;

/** @param list `?list=…` of the list that the case was opened from, or nothing */
export function followed({ lang, root, caller }: Desk, { id, revision }: CaseView, list: string): Html | false {
  const address = `${root}/cases/${id}`;
  const now = `${address}${list === '' ? '?' : `${list}&`}since=${revision}`;
  return (
    hasRow(matrix.readHistory, caller) &&
    html`<div class="kg-moved no-print" data-follow="${address}/moves?since=${revision}" hidden>
      <div hx-get="${now}" hx-trigger="moved" hx-select=".kg-news li:first-child p" hx-swap="innerHTML"></div>
      <a href="${now}">${words.show[lang]}</a>
      <button class="kg-link" type="button" data-hide>${words.hide[lang]}</button>
    </div>`
  );
}

/** What has happened after a revision, the newest first. */
export function newsOf(desk: Desk, events: readonly HistoryEvent[], since: number | null): Html | false {
  const news = since === null ? [] : events.filter(({ revision }) => revision > since).reverse();
  return (
    news.length > 0 &&
    html`<section class="kg-note info kg-news" data-focus aria-labelledby="news">
      <h2 id="news">${words.title[desk.lang]}</h2>
      <ul class="nobullet-list">
        ${news.map((event) => html`<li>${newsLine(desk, event)}</li>`)}
      </ul>
    </section>`
  );
}

/** "Anna Hansen: Svar fra Jobcenter, kl. 10.14". */
function newsLine({ lang, names, today }: Desk, { type, data, actor, recordedAt }: HistoryEvent): Html {
  const day = localDateOf(Date.parse(recordedAt));
  const when = [
    ...(day === today ? [] : [shortDate(day, lang)]),
    ...(hasTime(recordedAt) ? [timeWords(recordedAt, lang)] : []),
  ].join(' ');
  return html`<p>
    <span lang="da">${actor.name}</span>: ${eventWord(type, data, names, lang)}${when !== '' && `, ${when}`}
  </p>`;
}
