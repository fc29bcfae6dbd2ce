/** The rules of an office with what they rest on; two profiles beside each other; the office's year. */
import { type Profile } from '../../../../libs/policy/profile.js';
import {
  addDays,
  addMonths,
  addWorkingDays,
  daysBetween,
  isWorkingDay,
  publicHolidays,
  weekdayOf,
  workingDaysBetween,
  type CalendarSwitches,
  type LocalDate,
} from '../../../../libs/policy/calendar.js';
import { html, type Html } from '../../http/html.js';
import { type Language } from '../../http/page.js';
import { deskPage, type Desk } from '../desk.js';
import { dateField, textField } from '../ui/fields.js';
import { section, table } from '../ui/table.js';
import { dateWords, monthName } from '../words/date-words.js';
import { linesOf, type RuleLine } from './rules-of.js';
import { ownDaysOff } from './setting-words.js';
import { ruleWords } from './rule-words.js';

const saying =
  (lang: Language) =>
  (word: keyof typeof ruleWords): string =>
    ruleWords[word][lang];

/** The places beside the rules. */
export const ruleMenu = ({ root, lang }: Desk, current: 'rules' | 'compare' | 'calendar' | 'lifecycle'): Html => {
  const say = saying(lang);
  const places = [
    ['rules', '/rules'],
    ['lifecycle', '/lifecycle'],
    ['calendar', '/calendar'],
    ['compare', '/rules/compare'],
  ] as const;
  return html`<nav class="kg-views" aria-label="${say('places')}">
    ${places.map(
      ([name, path]) =>
        html`<a href="${root}${path}" ${current === name && html` aria-current="page"`}>${say(name)}</a>`,
    )}
  </nav>`;
};

export function rulesPage(desk: Desk, profile: Profile): string {
  const { lang } = desk;
  const say = saying(lang);
  const lines = linesOf(profile, lang);
  const used = (id: string) => lines.filter(({ rules }) => rules.includes(id)).map(({ name }) => name);
  return deskPage(desk, {
    title: say('rules'),
    content: html`${ruleMenu(desk, 'rules')}
      <p>${say('intro')} <code>${profile.id}</code>.</p>
      ${section(
        'settings',
        say('settings'),
        table(
          say('settings'),
          [say('what'), say('value'), say('restsOn')],
          lines.map((line) => [line.name, line.says, restsOn(line, lang)]),
        ),
      )}
      ${section(
        'sources',
        say('sources'),
        html`<dl class="kg-rules">
          ${Object.entries(profile.rules).map(
            ([id, rule]) =>
              html`<div id="${id}" tabindex="-1">
                <dt>${id}</dt>
                <dd>
                  <p>${rule[lang]}</p>
                  <p class="small soft"><span lang="da">${rule.source}</span>${usedBy(used(id), lang)}</p>
                </dd>
              </div>`,
          )}
          ${
            !('D' in profile.rules) &&
            html`<div id="D" tabindex="-1">
              <dt>D</dt>
              <dd><p>${say('decided')}</p></dd>
            </div>`
          }
        </dl>`,
      )}`,
  });
}

const restsOn = ({ stated, rules }: RuleLine, lang: Language): Html =>
  stated
    ? html`${rules.map((id, index) => html`${index > 0 && ', '}<a href="#${id}">${id}</a>`)}`
    : html`<span class="soft">${ruleWords.silent[lang]}</span>`;

const usedBy = (names: readonly string[], lang: Language): string =>
  names.length === 0 ? '' : `. ${ruleWords.usedBy[lang]}: ${names.join('; ')}`;

export interface Compared {
  readonly mine: Profile;
  readonly other: Profile;
  /** What may be chosen. */
  readonly all: readonly Profile[];
  /** Also the lines that are the same. */
  readonly whole: boolean;
}

export function comparePage(desk: Desk, { mine, other, all, whole }: Compared): string {
  const { lang, root } = desk;
  const say = saying(lang);
  const [left, right] = [linesOf(mine, lang), linesOf(other, lang)];
  const keys = [...new Set([...left, ...right].map(({ key }) => key))];
  const find = (lines: readonly RuleLine[], key: string) => lines.find((line) => line.key === key);
  const rows = keys
    .map((key) => ({ key, one: find(left, key), two: find(right, key) }))
    .filter(({ one, two }) => whole || one?.says !== two?.says || one?.stated !== two?.stated);
  const said = (line: RuleLine | undefined): Html =>
    line === undefined
      ? html`<span class="soft">${say('noSuch')}</span>`
      : html`${line.says}<span class="sub">${line.stated ? line.rules.join(', ') : say('silent')}</span>`;
  const select = (name: 'one' | 'two', chosen: Profile) =>
    html`<div class="form-group">
      <label class="form-label" for="compare-${name}">${say(name)}</label>
      <select class="form-select" id="compare-${name}" name="${name}">
        ${all.map(
          ({ id, name: called }) =>
            html`<option value="${id}" ${id === chosen.id && html` selected`}>${id}: ${called[lang]}</option>`,
        )}
      </select>
    </div>`;
  return deskPage(desk, {
    title: say('compare'),
    content: html`${ruleMenu(desk, 'compare')}
      <form method="get" action="${root}/rules/compare" class="kg-box">
        <div class="kg-cols two">${select('one', mine)} ${select('two', other)}</div>
        <div class="form-group-checkbox">
          <input
            class="form-checkbox"
            type="checkbox"
            id="compare-whole"
            name="whole"
            value="true"
            ${whole && html` checked`}
          /><label class="form-label" for="compare-whole">${say('alsoSame')}</label>
        </div>
        <div class="kg-actions"><button class="button button-secondary">${say('show')}</button></div>
      </form>
      <h2>${mine.name[lang]} (${mine.id}) · ${other.name[lang]} (${other.id})</h2>
      <p class="soft">${say('differences')}: ${rows.filter(({ one, two }) => one?.says !== two?.says).length}</p>
      ${
        rows.length === 0
          ? html`<p class="kg-empty">${say('same')}</p>`
          : table(
              say('compare'),
              [say('what'), mine.id, other.id],
              rows.map(({ one, two }) => [(one ?? two)!.name, said(one), said(two)]),
            )
      }`,
  });
}

export interface Year {
  readonly year: number;
  readonly switches: CalendarSwitches;
  /** The day that the example counts from. */
  readonly from: LocalDate;
  /** Working days of the example. */
  readonly count: number;
}

export function calendarPage(desk: Desk, { year, switches, from, count }: Year): string {
  const { lang, root, today } = desk;
  const say = saying(lang);
  const own = ownDaysOff.map(({ key, name, day }) => ({ date: `${year}-${day}`, name, isOff: switches[key] }));
  const off = [
    ...publicHolidays(year).map(({ date, name }) => ({ date, name: name[lang] })),
    ...own.filter(({ isOff }) => isOff).map(({ date, name }) => ({ date, name: name[lang] })),
  ].sort((a, b) => (a.date < b.date ? -1 : 1));
  const nameOf = new Map(off.map(({ date, name }) => [date, name]));
  const due = addWorkingDays(from, count, switches);
  return deskPage(desk, {
    title: `${say('calendar')} ${year}`,
    content: html`${ruleMenu(desk, 'calendar')}
      <p>${say('calendarIntro')}</p>
      <p class="kg-between">
        <a href="${root}/calendar?year=${year - 1}">${year - 1}</a>
        <strong
          >${year}: ${workingDaysBetween(`${year - 1}-12-31`, `${year}-12-31`, switches)} ${say('workingDays')}</strong
        >
        <a href="${root}/calendar?year=${year + 1}">${year + 1}</a>
      </p>
      ${section('example', say('example'), example(desk, { year, switches, from, count }, due))}
      ${section('year', say('months'), html`<div class="kg-year">${monthsOf(year).map((month) => monthTable(month, { switches, nameOf, today, lang }))}</div>`)}
      ${section(
        'off',
        say('daysOff'),
        table(
          say('daysOff'),
          [say('date'), say('name')],
          off.map(({ date, name }) => [dateWords(date, lang), name]),
        ),
      )}
      ${section(
        'switches',
        say('switches'),
        table(
          say('switches'),
          [say('name'), say('value')],
          own.map(({ name, isOff }) => [name[lang], say(isOff ? 'dayOff' : 'workingDay')]),
        ),
      )}`,
  });
}

function example({ lang, root }: Desk, { year, from, count, switches }: Year, due: LocalDate): Html {
  const say = saying(lang);
  const [fromYear = '', month = '', day = ''] = from.split('-');
  const asked = { form: 'example', lang, optional: false } as const;
  const isOff = !isWorkingDay(from, switches);
  return html`<form method="get" action="${root}/calendar" class="kg-box">
    <input type="hidden" name="year" value="${year}" />
    <div class="kg-cols two">
      ${dateField(
        { ...asked, name: 'from', label: say('from') },
        { day: String(Number(day)), month: String(Number(month)), year: fromYear },
      )}
      ${textField({ ...asked, name: 'count', label: say('count'), hint: say('countHint') }, String(count), {
        inputMode: 'numeric',
        width: 6,
      })}
    </div>
    <p>
      ${dateWords(from, lang)}${isOff && ` (${say('dayOff')})`} + ${count} ${say('workingDays')}:
      <strong>${dateWords(due, lang)}</strong>
    </p>
    <div class="kg-actions"><button class="button button-secondary">${say('reckon')}</button></div>
  </form>`;
}

const monthsOf = (year: number): readonly string[] =>
  Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, '0')}`);

interface Shown {
  readonly switches: CalendarSwitches;
  readonly nameOf: ReadonlyMap<string, string>;
  readonly today: LocalDate;
  readonly lang: Language;
}
function monthTable(month: string, { switches, nameOf, today, lang }: Shown): Html {
  const days = daysOf(month);
  const [first] = days;
  const cells: readonly (LocalDate | null)[] = [
    ...Array.from({ length: weekdayOf(first!) - 1 }, () => null),
    ...days,
    ...Array.from({ length: 7 - weekdayOf(days.at(-1)!) }, () => null),
  ];
  const weeks = Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
  const day = (date: LocalDate | null): Html => {
    if (date === null) return html`<td></td>`;
    const name = nameOf.get(date);
    const look = [!isWorkingDay(date, switches) && 'off', date === today && 'today'].filter(Boolean).join(' ');
    return html`<td ${look !== '' && html` class="${look}"`}>
      ${Number(date.slice(8))}${name !== undefined && html`<span class="sr-only"> ${name}</span>`}
    </td>`;
  };
  return html`<table class="kg-month">
    <caption>
      ${`${monthName(Number(month.slice(5)), lang)} ${month.slice(0, 4)}`}
    </caption>
    <thead>
      <tr>
        ${ruleWords.weekdays[lang].split(' ').map((each) => html`<th scope="col">${each}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${weeks.map(
        (week) =>
          html`<tr>
            ${week.map(day)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
const daysOf = (month: string): readonly LocalDate[] => {
  const first = `${month}-01`;
  return Array.from({ length: daysBetween(first, addMonths(first, 1)) }, (_, day) => addDays(first, day));
};
