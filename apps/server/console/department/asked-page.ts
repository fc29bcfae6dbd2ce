/** What a department was asked: what waits for it first, then every case that it was asked about. */
import { type Listed } from '../../../../libs/complaints/views/queries.js';
import { html, type Html } from '../../http/html.js';
import { taskOf, type TaskOf } from '../cases/worklist-page.js';
import { deskPage, type Desk } from '../desk.js';
import { section, table } from '../ui/table.js';
import { dateWords, shortDate } from '../words/date-words.js';
import { departmentSays } from './words.js';

/** @param department its key */
export function askedPage(desk: Desk, department: string, tasks: readonly TaskOf[], listed: Listed): string {
  const say = departmentSays(desk.lang);
  return deskPage(desk, {
    title: say('asked'),
    ownHeading: true,
    content: html`<h1>${say('asked')}</h1>
      <p class="soft">
        <span lang="da">${desk.departmentName(department)}</span> · ${dateWords(desk.today, desk.lang)}
      </p>
      ${section(
        'open',
        tasks.length === 0 ? say('open') : `${say('open')} (${tasks.length})`,
        tasks.length === 0
          ? html`<p class="kg-empty">${say('noneOpen')}</p>`
          : html`<ul class="nobullet-list kg-due">
              ${tasks.map((task) => taskOf(desk, task))}
            </ul>`,
      )}
      ${section('all', say('all'), listed.items.length === 0 ? html`<p class="kg-empty">${say('noneAsked')}</p>` : casesIn(desk, listed))}
      ${
        listed.next !== null &&
        html`<p><a href="${desk.root}/cases?cursor=${encodeURIComponent(listed.next)}">${desk.say(more)}</a></p>`
      }`,
  });
}
const more = { da: 'Vis flere', en: 'Show more' };

function casesIn(desk: Desk, { items }: Listed): Html {
  const { lang, root } = desk;
  const say = departmentSays(lang);
  return table(
    say('all'),
    [say('case'), say('about'), say('answerBy'), say('received')],
    items.map(({ id, number, parts, nextDeadline, receivedOn }) => [
      html`<a class="num nb" href="${root}/cases/${id}">${number ?? say('unnumbered')}</a>`,
      [...new Set(parts.map(({ topic }) => desk.topicName(topic)))].join(', '),
      nextDeadline === null
        ? html`<span class="soft">${say('nothingDue')}</span>`
        : html`<span class="${nextDeadline.status === 'late' && 'is-late'}"
            >${dateWords(nextDeadline.due, lang)}</span
          >`,
      shortDate(receivedOn, lang),
    ]),
  );
}
