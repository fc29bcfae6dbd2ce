/** Looks of the whole office: found by person, day and purpose; and what was drawn of each week to be judged. */
import { purposes } from '../../../../libs/audit/access.js';
import { type Supervision } from '../../../../libs/complaints/views/supervision.js';
import { type FieldError } from '../../../../libs/platform/refusal.js';
import { html, type Html } from '../../http/html.js';
import { deskPage, hiddenIn, type Desk } from '../desk.js';
import { typedDay, typedText, type Typed } from '../steps/read-form.js';
import { dateField, selectField } from '../ui/fields.js';
import { icon } from '../ui/icon.js';
import { errorSummary } from '../ui/said.js';
import { section, table } from '../ui/table.js';
import { shortDate } from '../words/date-words.js';
import { purposeWord } from '../words/state-words.js';
import { casesOf, cellsOf, headings, type LookShown } from './look-said.js';
import { looksWords } from './looks-words.js';
import { purposeSaid } from './purpose.js';

export type Weeks = Awaited<ReturnType<Supervision['weeks']>>;

export function looksPage(desk: Desk, weeks: Weeks, cursor: string | undefined): string {
  const { lang, root } = desk;
  return deskPage(desk, {
    title: looksWords.title[lang],
    content: html`<p>${looksWords.titleSays[lang]}</p>
      ${purposeSaid(desk)} ${weeksOf(desk, weeks)}
      ${
        (weeks.next !== null || cursor !== undefined) &&
        html`<nav class="kg-crumb" aria-label="${looksWords.pages[lang]}">
          ${cursor !== undefined && html`<a href="${root}/looks">${looksWords.first[lang]}</a>`}
          ${weeks.next !== null && html`<a href="${root}/looks?cursor=${weeks.next}">${looksWords.next[lang]}</a>`}
        </nav>`
      }
      ${section('find', looksWords.find[lang], findForm(desk, {}))}`,
  });
}

function weeksOf(desk: Desk, { weeks }: Weeks): Html {
  const { lang, root } = desk;
  return section(
    'weeks',
    looksWords.weeks[lang],
    weeks.length === 0
      ? html`<p class="kg-empty">${looksWords.noWeeks[lang]}</p>`
      : table(
          looksWords.weeks[lang],
          (['week', 'made', 'drawn', 'open', 'before'] as const).map((word) => looksWords[word][lang]),
          weeks.map(({ week, from, to, looks, drawn, open, overdue, judgeBy }) => [
            html`<a href="${root}/looks/${week}">${weekName(week)}</a
              ><span class="sub">${shortDate(from, lang)}–${shortDate(to, lang)}</span>`,
            looks,
            drawn,
            open === 0
              ? html`<span class="is-good">${icon('check')} ${looksWords.done[lang]}</span>`
              : html`${open}${overdue > 0 && html` <span class="is-late">${icon('warning')} ${overdue} ${looksWords.late[lang]}</span>`}`,
            shortDate(judgeBy, lang),
          ]),
        ),
  );
}
/** "2026-W10" as a number of the year. */
export const weekName = (week: string): string => week.replace(/^(\d{4})-W0?(\d+)$/, '$2, $1');

export interface LooksFound {
  readonly typed: Typed;
  readonly entries: readonly LookShown[];
  readonly next: string | null;
  readonly errors: readonly FieldError[];
}

/** The answer to the form: whom one has looked for is in no address. */
export const foundPage = (desk: Desk, { typed, entries, next, errors }: LooksFound): string => {
  const { lang, root } = desk;
  const say = (word: keyof typeof looksWords) => looksWords[word][lang];
  return deskPage(desk, {
    title: say('found'),
    content: html`<p class="kg-crumb"><a href="${root}/looks">${say('again')}</a></p>
      ${
        errors.length > 0 &&
        errorSummary(desk, {
          fields: errors.map(({ field, sentences }) => ({ id: `looks-${field}`, text: sentences[lang] })),
        })
      }
      ${purposeSaid({ ...desk, address: `${root}/looks` })} ${findForm(desk, typed, errors)}
      ${
        errors.length === 0 &&
        (entries.length === 0
          ? html`<div class="kg-empty">
              <p><strong>${say('none')}</strong></p>
              <p>${say('noneHint')}</p>
            </div>`
          : section(
              'looks',
              `${say('looks')} (${entries.length}${next === null ? '' : '+'})`,
              table(
                say('looks'),
                [...headings(desk), say('cases')],
                entries.map((look) => [...cellsOf(desk, look), casesOf(desk, look)]),
              ),
            ))
      }
      ${
        entries.length > 0 &&
        html`<form class="kg-actions no-print" method="post" action="${root}/looks">
          ${hiddenIn(desk)}
          ${Object.entries(typed).map(
            ([name, value]) =>
              !own.has(name) &&
              typeof value === 'string' &&
              html`<input type="hidden" name="${name}" value="${value}" />`,
          )}
          ${next !== null && html`<button class="button button-secondary" name="cursor" value="${next}">${say('next')}</button>`}
          <button class="button button-secondary" name="format" value="csv">${say('csv')}</button>
        </form>`
      }`,
  });
};
const own: ReadonlySet<string> = new Set(['formToken', 'key', 'cursor', 'format']);

function findForm(desk: Desk, typed: Typed, errors: readonly FieldError[] = []): Html {
  const { lang, root, running } = desk;
  const wrong = (name: string) => errors.find(({ field }) => field === name)?.sentences[lang];
  const said = (name: 'by' | 'purpose' | 'from' | 'to', label: string, hint?: string) => ({
    name,
    form: 'looks',
    label,
    lang,
    hint,
    error: wrong(name),
    optional: true,
  });
  const members = Object.entries(running.office.members.namesOfAll)
    .map(([value, danish]) => ({ value, label: '', danish }))
    .sort((a, b) => a.danish.localeCompare(b.danish, 'da'));
  return html`<form method="post" action="${root}/looks">
    ${hiddenIn(desk)}
    <div class="kg-cols even">
      ${selectField(said('by', looksWords.who[lang]), members, typedText(typed, 'by'))}
      ${selectField(
        said('purpose', looksWords.why[lang]),
        purposes.map((value) => ({ value, label: purposeWord(value, lang) })),
        typedText(typed, 'purpose'),
      )}
      ${dateField(said('from', looksWords.from[lang], looksWords.fromHint[lang]), dayIn(typed, 'from'))}
      ${dateField(said('to', looksWords.to[lang]), dayIn(typed, 'to'))}
    </div>
    <div class="form-group-checkbox">
      <input
        class="form-checkbox"
        type="checkbox"
        id="looks-odd"
        name="odd"
        value="true"
        ${typedText(typed, 'odd') === 'true' && html` checked`}
      /><label class="form-label" for="looks-odd">${looksWords.odd[lang]}</label>
    </div>
    <div class="kg-actions"><button class="button button-primary">${looksWords.search[lang]}</button></div>
  </form>`;
}
const dayIn = (typed: Typed, name: string) => {
  const { day, month, year } = typedDay(typed, name);
  return { day, month, year };
};
