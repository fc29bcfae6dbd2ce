/** The days of a case: what is overdue, what comes next, and all of them. */
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { html, type Html } from '../../http/html.js';
import { type Desk } from '../desk.js';
import { icon } from '../ui/icon.js';
import { section, table } from '../ui/table.js';
import { dateWords, shortDate, untilWords } from '../words/date-words.js';
import { deadlineWord, statusWord } from '../words/state-words.js';
import { inWords } from './case-page-words.js';

export function dueList(desk: Desk, view: CaseView): Html | false {
  const { lang, today } = desk;
  const say = inWords(lang);
  const running = (view.deadlines ?? []).filter(({ kind }) => kind !== 'reminder');
  const late = running.filter(({ status }) => status === 'late');
  const next = running
    .filter(({ status }) => status === 'running')
    .sort((a, b) => Number(a.due > b.due) - Number(a.due < b.due))
    .slice(0, 1);
  if (late.length + next.length === 0) return false;
  return html`<h2 class="sr-only">${say('attention')}</h2>
    <ul class="nobullet-list kg-due">
      ${late.map(
        (each) =>
          html`<li class="late">
            ${icon('warning')}
            <p>
              <strong>${deadlineOf(desk, each)}.</strong> ${dateWords(each.due, lang)},
              <span class="is-late">${untilWords(each.due, today, calendarOf(desk), lang)}</span>.
            </p>
            <a href="#deadlines">${say('toDeadlines')}</a>
          </li>`,
      )}
      ${next.map(
        (each) =>
          html`<li>
            ${icon('time')}
            <p>
              <strong>${say('next')}</strong> ${deadlineOf(desk, each)}, ${dateWords(each.due, lang)},
              ${untilWords(each.due, today, calendarOf(desk), lang)}.
            </p>
            <a href="#deadlines">${say('toDeadlines')}</a>
          </li>`,
      )}
    </ul>`;
}

/** What still runs comes first, the nearest of it at the top. */
const inOrder = (deadlines: NonNullable<CaseView['deadlines']>) => {
  const isOver = (status: string) => Number(status !== 'running' && status !== 'late');
  return [...deadlines].sort((a, b) => isOver(a.status) - isOver(b.status) || (a.due < b.due ? -1 : 1));
};

export function deadlinesOf(desk: Desk, { deadlines = [] }: CaseView): Html {
  const { lang, today } = desk;
  const say = inWords(lang);
  return section(
    'deadlines',
    `${say('deadlines')} (${deadlines.length})`,
    deadlines.length === 0
      ? html`<p class="soft">${say('none')}</p>`
      : table(
          say('deadlines'),
          [say('due'), say('what'), say('stands')],
          inOrder(deadlines).map((each) => {
            const isOpen = each.status === 'running' || each.status === 'late';
            return [
              html`${shortDate(each.due, lang)}${
                isOpen && html`<span class="sub">${untilWords(each.due, today, calendarOf(desk), lang)}</span>`
              }`,
              deadlineOf(desk, each),
              each.status === 'late'
                ? html`<span class="is-late">${statusWord('deadline', each.status, lang)}</span>`
                : statusWord('deadline', each.status, lang),
            ];
          }),
        ),
  );
}

export const deadlineOf = (
  desk: Desk,
  { kind, department }: { readonly kind: Parameters<typeof deadlineWord>[0]; readonly department?: string },
): string => deadlineWord(kind, desk.lang, department === undefined ? undefined : desk.departmentName(department));

const calendarOf = ({ running }: Desk) => running.office.profile.settings.calendar.value;
