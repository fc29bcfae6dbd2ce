/** What has to be done: mine, everybody's or nobody's, day by day, what is late first. */
import { type ListedTasks } from '../../../../libs/complaints/views/queries.js';
import { addDays, type LocalDate } from '../../../../libs/policy/calendar.js';
import { html, type Html } from '../../http/html.js';
import { taskOf, type TaskOf } from '../cases/worklist-page.js';
import { deskPage, type Desk } from '../desk.js';
import { dateWords } from '../words/date-words.js';
import { tasksWords as words } from './tasks-words.js';

export interface AskedOfPage {
  readonly assignee?: string | undefined;
  readonly due?: LocalDate | undefined;
  readonly cursor?: string | undefined;
}
type Task = ListedTasks['items'][number];

const addressOf = ({ root }: Desk, asked: AskedOfPage): string => {
  const query = new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    ),
  ).toString();
  return `${root}/tasks${query === '' ? '' : `?${query}`}`;
};

/** @param canBeMine whoever reads has cases of their own: what a department does has no assignee */
export function tasksPage(desk: Desk, asked: AskedOfPage, { items, next }: ListedTasks, canBeMine: boolean): string {
  const { lang, today } = desk;
  const { cursor, ...first } = asked;
  const whose = [
    { text: words.mine, assignee: 'me' },
    { text: words.all, assignee: undefined },
    { text: words.nobodys, assignee: 'none' },
  ];
  const until = [
    { text: words.week, due: addDays(today, 7) },
    { text: words.fourWeeks, due: addDays(today, 28) },
    { text: words.always, due: undefined },
  ];
  return deskPage(desk, {
    title: words.tasks[lang],
    content: html`<p class="soft">${words.says[lang]}</p>
      ${
        canBeMine &&
        html`<nav class="kg-views" aria-label="${words.whose[lang]}">
          ${whose.map(({ text, assignee }) => viewOf(desk, { ...first, assignee }, text[lang], asked.assignee === assignee))}
        </nav>`
      }
      <nav class="kg-crumb" aria-label="${words.until[lang]}">
        ${until.map(({ text, due }) => viewOf(desk, { ...first, due }, text[lang], asked.due === due))}
      </nav>
      ${items.length === 0 ? noneOf(desk, asked, canBeMine) : daysOf(desk, items, asked.assignee === 'me')}
      ${
        (next !== null || cursor !== undefined) &&
        html`<nav class="kg-crumb" aria-label="${words.pages[lang]}">
          ${cursor !== undefined && html`<a href="${addressOf(desk, first)}">${words.first[lang]}</a>`}
          ${next !== null && html`<a href="${addressOf(desk, { ...first, cursor: next })}">${words.next[lang]}</a>`}
        </nav>`
      }`,
  });
}

const viewOf = (desk: Desk, asked: AskedOfPage, text: string, current: boolean): Html =>
  html`<a href="${addressOf(desk, asked)}" ${current && html` aria-current="page"`}>${text}</a>`;

function daysOf(desk: Desk, items: readonly Task[], isMine: boolean): Html {
  const { lang, today } = desk;
  const groups = new Map<string, Task[]>();
  for (const task of items) {
    const key = task.due === null ? 'none' : task.status === 'late' ? 'late' : task.due;
    groups.set(key, [...(groups.get(key) ?? []), task]);
  }
  const heading = (key: string): string =>
    key === 'late'
      ? words.late[lang]
      : key === 'none'
        ? words.noDay[lang]
        : key === today
          ? words.today[lang]
          : capital(dateWords(key, lang));
  const order = (key: string): string => (key === 'late' ? '' : key === 'none' ? '0' : key);
  return html`${[...groups]
    .sort(([a], [b]) => (order(a) < order(b) ? -1 : 1))
    .map(
      ([key, own]) =>
        html`<section aria-labelledby="day-${key}">
          <h2 id="day-${key}">${heading(key)} <span class="soft">(${own.length})</span></h2>
          <ul class="nobullet-list kg-due">
            ${own.map((task) => taskOf(desk, said(task), { day: key === 'late', assignee: isMine ? undefined : task.assignee?.name }))}
          </ul>
        </section>`,
    )}`;
}
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
const said = ({ assignee: _, ...task }: Task): TaskOf => task;

/** Where there is something, one link away. */
function noneOf(desk: Desk, asked: AskedOfPage, canBeMine: boolean): Html {
  const { lang } = desk;
  const wider = [
    ...(asked.due === undefined ? [] : [{ text: words.always, asked: { ...asked, due: undefined } }]),
    ...(canBeMine && asked.assignee !== undefined
      ? [{ text: words.all, asked: { ...asked, assignee: undefined } }]
      : []),
  ];
  return html`<div class="kg-empty">
    <p><strong>${words.none[lang]}</strong></p>
    ${
      wider.length > 0 &&
      html`<p>
        ${words.noneHint[lang]}:
        ${wider.map(
          ({ text, asked: own }, index) =>
            html`${index > 0 && ', '}<a href="${addressOf(desk, { ...own, cursor: undefined })}"
                >${text[lang].toLowerCase()}</a
              >`,
        )}.
      </p>`
    }
  </div>`;
}
