/** The day's work, and the list of cases: views, filters that come off one by one, and the order one asks for. */
import { type Listed } from '../../../../libs/complaints/views/queries.js';
import { mayReceive } from '../../../../libs/complaints/views/inquiry-steps.js';
import { type Sort } from '../../../../libs/read-models/worklist/query.js';
import { type SavedView } from '../../../../libs/identity/saved-views.js';
import { type TaskItem } from '../../../../libs/read-models/tasks/queries.js';
import { addDays } from '../../../../libs/policy/calendar.js';
import { html, type Html } from '../../http/html.js';
import { deskPage, hiddenIn, type Desk } from '../desk.js';
import { inquiryWords } from '../inquiry/inquiry-words.js';
import { icon } from '../ui/icon.js';
import { outcomeWord } from '../words/code-words.js';
import { dateWords, shortDate, untilWords } from '../words/date-words.js';
import { deadlineWord, stateWord, taskWord } from '../words/state-words.js';
import { inList } from './in-list.js';
import { addressOf, filterNames, queryOf, viewQueryOf, type Asked, type FilterName } from './worklist-asked.js';
import { saveForm, viewsRow } from '../views/views-page.js';
import { countOf, listWords } from './worklist-words.js';

export interface Worklist {
  readonly asked: Asked;
  readonly listed: Listed;
  readonly tasks: readonly TaskOf[];
  /** Keys move through the list. */
  readonly keys: boolean;
  readonly isStale: boolean;
  /** Those that the reader has. */
  readonly saved: readonly SavedView[];
}
export type TaskOf = Omit<TaskItem, 'assignee'>;

type Word = keyof typeof listWords;
const saying = (desk: Desk) => (word: Word) => listWords[word][desk.lang];

/** Views that every office has; each is an address that can be kept and sent. */
const views: readonly { readonly word: Word; readonly asked: Asked }[] = [
  { word: 'open', asked: { outcome: 'none' } },
  { word: 'mine', asked: { outcome: 'none', assignee: 'me' } },
  { word: 'unassigned', asked: { outcome: 'none', assignee: 'none' } },
  { word: 'considered', asked: { state: 'investigationAssessment' } },
  { word: 'consent', asked: { state: 'awaitingConsent' } },
  { word: 'all', asked: {} },
];

export function worklistPage(desk: Desk, worklist: Worklist): string {
  const say = saying(desk);
  const { asked, isStale } = worklist;
  const stale = isStale && html`<p class="kg-note warn" role="status">${say('stale')}</p>`;
  if (asked.at !== undefined)
    return deskPage(desk, {
      title: say('cases'),
      content: html`<div class="kg-note info" role="status">
          <p>${say('asOf')} <strong>${dateWords(asked.at, desk.lang)}</strong>. ${say('asOfHint')}</p>
          <p><a href="${addressOf(desk, { ...asked, at: undefined, cursor: undefined })}">${say('toNow')}</a></p>
        </div>
        ${stale} ${narrowedList({ ...desk, today: asked.at }, worklist, '')}`,
    });
  return deskPage(desk, {
    title: say('cases'),
    ownHeading: true,
    content: html`${myDay(desk, worklist.tasks)}
      <section aria-labelledby="cases">
        <h2 id="cases">${say('cases')}</h2>
        ${searchForm(desk, '')} ${stale}
        ${narrowedList(desk, worklist, inList(queryOf({ ...asked, cursor: undefined })))} ${keysOf(desk, worklist)}
      </section>`,
  });
}

/** @param from what the address of each case ends with */
const narrowedList = (desk: Desk, worklist: Worklist, from: string): Html => {
  const { asked, listed } = worklist;
  const { at } = asked;
  const query = viewQueryOf(asked);
  const isKnown = [
    ...views.map(({ asked: own }) => viewQueryOf(own)),
    ...worklist.saved.map((each) => each.query),
  ].includes(query);
  return html`<nav class="kg-views" aria-label="${listWords.cases[desk.lang]}">
      ${views.map(({ word, asked: own }) => {
        const current = filterNames.every((name) => asked[name] === own[name]);
        return html`<a href="${addressOf(desk, { ...own, at })}" ${current && html` aria-current="page"`}
          >${listWords[word][desk.lang]}</a
        >`;
      })}
    </nav>
    ${viewsRow(desk, worklist.saved, query)} ${tagsOf(desk, asked)} ${filtersOf(desk, asked)}
    ${at === undefined && !isKnown && saveForm(desk, query)} ${listOf(desk, worklist, from)}
    ${pagesOf(desk, asked, listed.next)}`;
};

/** What was searched for is in no address; the answer to the form is the page. */
export interface Found {
  readonly listed: Listed;
  /** What the complainant of a case is called, by its id. */
  readonly names: ReadonlyMap<string, string>;
}
export const searchPage = (desk: Desk, text: string, { listed, names }: Found, error: Html | false): string =>
  deskPage(desk, {
    title: listWords.found[desk.lang],
    content: html`<p class="small soft">${listWords.foundHint[desk.lang]}</p>
      ${error} ${searchForm(desk, text)} ${listOf(desk, { asked: {}, listed, keys: false, names }, '')}`,
  });

const searchForm = (desk: Desk, text: string): Html =>
  html`<form class="kg-search" method="post" action="${desk.root}/cases/search" role="search">
    ${hiddenIn(desk)}
    <div class="form-group">
      <label class="form-label" for="search">${listWords.search[desk.lang]}</label>
      <input class="form-input" type="search" id="search" name="text" value="${text}" autocomplete="off" />
    </div>
    <button class="button button-secondary">${listWords.searchButton[desk.lang]}</button>
  </form>`;

function myDay(desk: Desk, tasks: readonly TaskOf[]): Html {
  const say = saying(desk);
  const { today, lang } = desk;
  const due = (task: TaskOf) => task.due ?? today;
  const groups = [
    { word: 'late' as const, own: tasks.filter(({ status }) => status === 'late') },
    { word: 'today' as const, own: tasks.filter((task) => task.status !== 'late' && due(task) <= today) },
    {
      word: 'week' as const,
      own: tasks.filter((task) => task.status !== 'late' && due(task) > today && due(task) <= addDays(today, 7)),
    },
  ].filter(({ word, own }) => own.length > 0 || (word === 'today' && tasks.length > 0));
  return html`<section aria-labelledby="day">
    <div class="kg-head">
      <h1 id="day">${say('myDay')}</h1>
      ${
        mayReceive(desk.caller) &&
        html`<a class="button button-primary" href="${desk.root}/inquiries/new">${desk.say(inquiryWords.menu)}</a>`
      }
    </div>
    <p class="soft">${dateWords(today, lang)}</p>
    ${groups.length === 0 && html`<p class="kg-empty">${say('nothingDue')}</p>`}
    <div class="kg-cols">
      ${groups.map(
        ({ word, own }) =>
          html`<div>
            <h2>${say(word)} (${own.length})</h2>
            ${
              own.length === 0
                ? html`<p class="soft">${say('nothingToday')}</p>`
                : html`<ul class="nobullet-list kg-due">
                    ${own.map((task) => taskOf(desk, task))}
                  </ul>`
            }
          </div>`,
      )}
    </div>
    <p class="small">
      <a href="${desk.root}/tasks?assignee=none">${say('nobodysTasks')}</a> ·
      <a href="${desk.root}/tasks">${say('allTasks')}</a>
    </p>
  </section>`;
}

/** What a list of tasks does not say of all of them at once. */
interface SaidOfTask {
  /** Where they are not grouped by it. */
  readonly day?: boolean;
  /** Where they are of several people. */
  readonly assignee?: string | undefined;
}

export function taskOf(desk: Desk, task: TaskOf, { day = true, assignee }: SaidOfTask = {}): Html {
  const { lang, root } = desk;
  const late = task.status === 'late';
  const of = task.department === undefined ? undefined : desk.departmentName(task.department);
  return html`<li class="${late && 'late'}">
    ${icon(late ? 'warning' : 'time')}
    <p>
      <a href="${root}/cases/${task.id}"><strong>${taskWord(task.kind, lang, of)}</strong></a>
      <span class="small"
        ><br />${
          task.due !== null && late && html`<span class="is-late">${left(desk, task.due)}.</span> `
        }${listWords.case[lang]}
        ${task.number ?? listWords.unnumbered[lang]}${day && task.due !== null && `, ${dateWords(task.due, lang)}`}${
          assignee !== undefined && html` · <span lang="da">${assignee}</span>`
        }</span
      >
    </p>
  </li>`;
}

const left = ({ today, running, lang }: Desk, due: string): string =>
  untilWords(due, today, running.office.profile.settings.calendar.value, lang);

/** What a value of a filter is called. */
function valueOf(desk: Desk, name: FilterName, value: string): string {
  const { lang } = desk;
  if (name === 'state') return stateWord(value, lang);
  if (name === 'outcome') return value === 'none' ? listWords.openTag[lang] : outcomeWord(value, lang);
  if (name === 'department') return desk.departmentName(value);
  if (name === 'topic') return desk.topicName(value);
  if (name === 'overdue') return listWords.overdueTag[lang];
  if (name === 'assignee')
    return value === 'none'
      ? listWords.nobody[lang]
      : value === 'me'
        ? desk.caller.name
        : desk.running.office.members.nameOf(value);
  return value;
}

const without = (asked: Asked, name: FilterName): Asked => {
  const { [name]: _, cursor: __, ...others } = asked;
  return others;
};

const narrowed = (asked: Asked): readonly FilterName[] => filterNames.filter((name) => asked[name] !== undefined);

function tagsOf(desk: Desk, asked: Asked): Html | false {
  const say = saying(desk);
  const names = narrowed(asked);
  return (
    names.length > 0 &&
    html`<div class="kg-tags">
      <span class="small">${say('filter')}:</span>
      ${names.map((name) => tagOf(desk, asked, name))}
      ${names.length > 1 && html`<a class="small" href="${addressOf(desk, { at: asked.at })}">${say('removeAll')}</a>`}
    </div>`
  );
}

const tagOf = (desk: Desk, asked: Asked, name: FilterName): Html =>
  html`<a class="kg-tag" href="${addressOf(desk, without(asked, name))}"
    ><span class="sr-only">${listWords.remove[desk.lang]}: </span
    >${valueOf(desk, name, asked[name]!)}${icon('close')}</a
  >`;

function filtersOf(desk: Desk, asked: Asked): Html {
  const say = saying(desk);
  const { settings, lang, running } = desk;
  type Choices = readonly (readonly [value: string, label: string])[];
  const select = (name: FilterName, choices: Choices, danish: Choices = []) =>
    html`<div class="form-group">
      <label class="form-label" for="filter-${name}">${say(name)}</label>
      <select class="form-select" id="filter-${name}" name="${name}">
        <option value="">${say('any')}</option>
        ${choices.map(
          ([value, label]) =>
            html`<option value="${value}" ${asked[name] === value && html` selected`}>${label}</option>`,
        )}${danish.map(
          ([value, label]) =>
            html`<option lang="da" value="${value}" ${asked[name] === value && html` selected`}>${label}</option>`,
        )}
      </select>
    </div>`;
  const members = Object.entries(running.office.members.namesOfAll);
  return html`<details class="kg-step">
    <summary>${say('moreFilters')}</summary>
    <div>
      <form method="get" action="${desk.root}/cases">
        <div class="kg-cols three">
          ${select(
            'state',
            statesToFind.map((state) => [state, stateWord(state, lang)]),
          )}
          ${select(
            'department',
            [],
            settings.departments.map(({ key, name }) => [key, name]),
          )}
          ${select(
            'topic',
            settings.topics.map((topic) => [topic.key, topic[lang]]),
          )}
          ${select('assignee', [['none', say('nobody')]], members)}
        </div>
        <div class="form-group-checkbox">
          <input
            class="form-checkbox"
            type="checkbox"
            id="filter-overdue"
            name="overdue"
            value="true"
            ${asked.overdue === 'true' && html` checked`}
          /><label class="form-label" for="filter-overdue">${say('overdue')}</label>
        </div>
        <div class="form-group">
          <label class="form-label" for="filter-at">${say('at')}</label>
          <span class="form-hint" id="filter-at-hint">${say('atHint')}</span>
          <input
            class="form-input"
            type="date"
            id="filter-at"
            name="at"
            aria-describedby="filter-at-hint"
            value="${asked.at ?? ''}"
          />
        </div>
        ${asked.sort !== undefined && html`<input type="hidden" name="sort" value="${asked.sort}" />`}
        <div class="kg-actions"><button class="button button-secondary">${say('use')}</button></div>
      </form>
    </div>
  </details>`;
}
const statesToFind = [
  'registered',
  'earlyResolution',
  'mediation',
  'referred',
  'answered',
  'investigationAssessment',
  'awaitingConsent',
  'investigating',
  'closed',
] as const;

/** @param from what the address of each case ends with */
function listOf(
  desk: Desk,
  { asked, listed, keys, names }: Pick<Worklist, 'asked' | 'listed' | 'keys'> & Partial<Found>,
  from: string,
): Html {
  const say = saying(desk);
  const { items, total } = listed;
  if (items.length === 0) {
    const filters = narrowed(asked);
    return html`<div class="kg-empty">
      <p><strong>${filters.length > 0 ? say('none') : say('empty')}</strong></p>
      ${filters.length > 0 && html`<p>${say('noneHint')}</p>`}
      <div class="kg-tags">${filters.map((name) => tagOf(desk, asked, name))}</div>
    </div>`;
  }
  const sortable = (word: Word, sort: Sort) => {
    const isDown = asked.sort === `-${sort}`;
    const isUp = (asked.sort ?? 'nextDeadline') === sort;
    const address = addressOf(desk, { ...asked, cursor: undefined, sort: isUp ? `-${sort}` : sort });
    return html`<th
      role="columnheader"
      scope="col"
      ${(isUp || isDown) && html` aria-sort="${isUp ? 'ascending' : 'descending'}"`}
    >
      <a href="${address}">${say(word)}${isUp && icon('arrow-upward')}${isDown && icon('arrow-downward')}</a>
    </th>`;
  };
  return html`<p class="kg-count soft">${desk.say(countOf(items.length, total))}</p>
    <table role="table" class="kg-table kg-stack kg-work" data-keys="${keys ? 'on' : 'off'}">
      <caption class="sr-only">
        ${say('cases')}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${sortable('case', 'number')}
          <th role="columnheader" scope="col">${say('parts')}</th>
          <th role="columnheader" scope="col">${say('state')}</th>
          ${sortable('nextDeadline', 'nextDeadline')} ${sortable('received', 'receivedOn')}
          <th role="columnheader" scope="col">${say('assignee')}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${items.map((item) => lineOf(desk, item, from, names?.get(item.id)))}
      </tbody>
    </table>`;
}

function lineOf(desk: Desk, item: Listed['items'][number], from: string, name: string | undefined): Html {
  const say = saying(desk);
  const { lang, root } = desk;
  const { nextDeadline } = item;
  const late = nextDeadline?.status === 'late';
  return html`<tr role="row">
    <th role="rowheader" scope="row">
      <a class="num nb" href="${root}/cases/${item.id}${from}">${item.number ?? say('unnumbered')}</a>
      ${name !== undefined && html`<span class="sub" lang="da">${name}</span>`}
    </th>
    <td role="cell">
      ${item.parts.map(({ topic }) => desk.topicName(topic)).join(', ') || '–'}
      <span class="sub"
        >${[...new Set(item.parts.map(({ department }) => desk.departmentName(department)))].join(', ')}</span
      >
    </td>
    <td role="cell" data-title="${say('state')}">
      ${stateWord(item.state, lang)}${
        item.outcome !== null && html`<span class="sub">${outcomeWord(item.outcome, lang)}</span>`
      }${item.stopped === true && html`<span class="sub is-late">${say('stopped')}</span>`}
    </td>
    <td role="cell" data-title="${say('nextDeadline')}">
      ${
        nextDeadline === null
          ? '–'
          : html`<span class="${late ? 'is-late' : 'nb'}"
                >${late && icon('warning')} ${left(desk, nextDeadline.due)}</span
              >
              <span class="sub"
                >${deadlineWord(
                  nextDeadline.kind,
                  lang,
                  nextDeadline.department === undefined ? undefined : desk.departmentName(nextDeadline.department),
                )},
                ${dateWords(nextDeadline.due, lang)}</span
              >`
      }
    </td>
    <td role="cell" data-title="${say('received')}"><span class="num">${shortDate(item.receivedOn, lang)}</span></td>
    <td role="cell" data-title="${say('assignee')}">${item.assignee?.name ?? say('nobody')}</td>
  </tr>`;
}

function pagesOf(desk: Desk, asked: Asked, next: string | null): Html | false {
  const say = saying(desk);
  const { cursor, ...first } = asked;
  return (
    (next !== null || cursor !== undefined) &&
    html`<nav class="kg-crumb" aria-label="${say('next')}">
      ${cursor !== undefined && html`<a href="${addressOf(desk, first)}">${say('first')}</a>`}
      ${next !== null && html`<a href="${addressOf(desk, { ...asked, cursor: next })}">${say('next')}</a>`}
    </nav>`
  );
}

const keysOf = (desk: Desk, { keys, asked }: Worklist): Html =>
  html`<div class="small soft kg-keys" id="keys" tabindex="-1">
    ${keys && html`<p>${listWords.keys[desk.lang]}</p>`}
    <form method="post" action="${desk.root}/keys">
      ${hiddenIn(desk)}<input type="hidden" name="to" value="${addressOf(desk, asked)}" />
      <button class="kg-link" name="keys" value="${keys ? 'off' : 'on'}">
        ${keys ? listWords.keysOff[desk.lang] : listWords.keysOn[desk.lang]}
      </button>
    </form>
  </div>`;
