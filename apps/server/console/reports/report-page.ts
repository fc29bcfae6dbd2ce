/** One report: what it counts, for whom, which figures, as a chart and always as a table, and as files. */
import { hasPublishedAlone } from '../../../../libs/access/admit.js';
import { matrix } from '../../../../libs/access/matrix.js';
import { type Refusal, type Sentences } from '../../../../libs/platform/refusal.js';
import { addDays, isValidDate } from '../../../../libs/policy/calendar.js';
import { ofStaff } from '../../../../libs/read-models/statistics/definitions.js';
import {
  countsSomething,
  internalMark,
  isUnfinished,
  type Report,
} from '../../../../libs/read-models/statistics/report.js';
import { dimensionTitles } from '../../../../libs/read-models/statistics/statistics.js';
import { isTime, timeDimensions } from '../../../../libs/read-models/statistics/time-dimensions.js';
import { type DrawnReport } from '../../../../libs/reporting/jobs.js';
import { type DrawnChart } from '../../../../libs/reporting/drawn.js';
import { type ReportEntry } from '../../../../libs/reporting/reporting.js';
import { capital, lower } from '../../../../libs/yearly-report/named.js';
import { writePeriod } from '../../../../libs/yearly-report/numbers.js';
import { words as figureWords } from '../../../../libs/yearly-report/words.js';
import { html, Html } from '../../http/html.js';
import { deskPage, type Desk } from '../desk.js';
import { icon } from '../ui/icon.js';
import { errorSummary } from '../ui/said.js';
import { section } from '../ui/table.js';
import { dateWords, dayWords } from '../words/date-words.js';
import { queryOf, type Asked } from './asked.js';
import { figuresTable, headingOf, type Behind } from './figures-table.js';
import { between, madeAt, sentences, whyHidden, words } from './report-words.js';

/** Whether somebody has figures of both kinds to choose from. */
export const hasBoth = ({ caller }: Pick<Desk, 'caller'>): boolean => !hasPublishedAlone(matrix.readReport, caller);

export interface ReportShown {
  readonly entry: ReportEntry;
  readonly asked: Asked;
  readonly drawn: DrawnReport;
  readonly behind: Behind;
}

export function reportPage(desk: Desk, { entry, asked, drawn: { report, charts }, behind }: ReportShown): string {
  const { lang, say } = desk;
  const title = entry.title[lang];
  return deskPage(desk, {
    title,
    ownHeading: true,
    content: html`${headOf(desk, entry, html`${periodOf(desk, report)}`)}
    ${hasBoth(desk) && !Object.hasOwn(ofStaff, entry.name) && editions(desk, { ...asked, ...report })}
    ${editionNote(desk, report.audience)}
    ${isUnfinished(report) && html`<p class="kg-note info">${say(words.unfinished)}</p>`}
    ${filterOf(desk, entry, { ...asked, ...shownOf(report) })}
    ${
      countsSomething(report)
        ? html`${charts.map((chart, index) => chartOf(chart, index))}
          ${charts.length === 0 && html`<p class="kg-note small">${say(hasHidden(report) ? words.noChart : words.notDrawn)}</p>`}
          ${section(
            'figures',
            '',
            html`${figuresTable(desk, report, `${title}, ${say(words.figures).toLowerCase()}`, behind)}
            ${hiddenNote(desk, report)}`,
            headingOf(desk, report, title),
          )}`
        : html`<div class="kg-empty">
            <p><strong>${say(words.nothing)}</strong></p>
            <p>${say(words.nothingHint)}</p>
          </div>`
    }
    ${filesOf(desk, report)}`,
  });
}

/** The form again, with what is wrong with what was asked for. */
export const refusedPage = (desk: Desk, entry: ReportEntry, asked: Asked, refusals: readonly Refusal[]): string =>
  deskPage(desk, {
    title: entry.title[desk.lang],
    ownHeading: true,
    content: html`${headOf(desk, entry, false)} ${errorSummary(desk, { title: desk.say(words.wrong), refusals })}
    ${filterOf(desk, entry, asked)}`,
  });

const headOf = (
  { root, lang, say }: Desk,
  { name, title, unit, population }: ReportEntry,
  period: Html | false,
): Html =>
  html`<nav class="kg-crumb" aria-label="${say(words.all)}">
      <a href="${root}/reports">${say(words.all)}</a>
    </nav>
    <div class="kg-id">
      <h1>${title[lang]}</h1>
      <p class="kg-unit">
        ${capital(figureWords[lang].units[unit])}, ${lower(population[lang])}${period !== false && html`, ${period}`}
      </p>
      <p>${sentences[name]?.[lang]}</p>
    </div>`;

const periodOf = ({ lang, say }: Desk, { from, to }: Pick<Report, 'from' | 'to'>): string =>
  say(between(dayWords(from, lang), dayWords(to, lang)));

/** As it was answered, where the address left it to the product. */
const shownOf = ({ from, to, dimensions, audience }: Report): Omit<Asked, 'name'> => ({
  from,
  to,
  by: dimensions.map(({ key }) => key).join(','),
  audience,
});

function editions({ root, say }: Desk, asked: Asked): Html {
  const { name, from, to, by, audience } = asked;
  const of = (which: 'internal' | 'published', text: Sentences) =>
    html`<a
      href="${root}/reports/${name}${queryOf({ name, from, to, by, audience: which })}"
      ${audience === which && html` aria-current="page"`}
      >${say(text)}</a
    >`;
  return html`<nav class="kg-views" aria-label="${say(words.editions)}">
    ${of('internal', words.internal)} ${of('published', words.published)}
  </nav>`;
}

export const editionNote = ({ say }: Desk, audience: Report['audience']): Html =>
  audience === 'internal'
    ? html`<p class="kg-note bad">${icon('lock')} <strong>${say(internalMark)}.</strong> ${say(words.internalNote)}</p>`
    : html`<p class="kg-note"><strong>${say(words.published)}.</strong> ${say(words.publishedNote)}</p>`;

type Choice = readonly [value: string, text: string];
const selectOf = (id: string, name: string, label: string, choices: readonly Choice[], value: string): Html =>
  html`<div class="form-group">
    <label class="form-label" for="${id}">${label}</label>
    <select class="form-select" id="${id}" name="${name}">
      ${choices.map(
        ([each, text]) => html`<option value="${each}" ${each === value && html` selected`}>${text}</option>`,
      )}
    </select>
  </div>`;

/** So many years back a month can be chosen; an address can ask for older ones. */
const yearsBack = 5;
/** @returns months as "2026-03", the newest first, and the one that is asked for */
function monthsFor(today: string, asked: string): readonly string[] {
  const year = Number(today.slice(0, 4));
  const months = Array.from({ length: (yearsBack + 1) * 12 }, (_, index) => {
    const back = Math.floor(index / 12);
    return `${year - back}-${String(12 - (index % 12)).padStart(2, '0')}`;
  });
  return months.includes(asked) ? months : [asked, ...months];
}
function lastDayOf(month: string): string {
  const [year, which] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const next = which === 12 ? `${year + 1}-01-01` : `${year}-${String(which + 1).padStart(2, '0')}-01`;
  return addDays(next, -1);
}

export function periodFields({ lang, today, say }: Desk, from: string, to: string): Html {
  const monthOf = (name: 'from' | 'to', asked: string, day: (month: string) => string) => {
    const month = asked.slice(0, 7);
    const choices = monthsFor(today, month).map((each): Choice => [day(each), writePeriod(each, lang)]);
    return selectOf(name, name, say(words[name]), choices, day(month));
  };
  return html`${monthOf('from', from, (month) => `${month}-01`)} ${monthOf('to', to, lastDayOf)}`;
}

function filterOf(desk: Desk, entry: ReportEntry, asked: Asked): Html {
  const { root, lang, say, today } = desk;
  const by = (asked.by ?? '').split(',').filter(Boolean);
  const own = by.filter((key) => !isTime(key));
  const none: Choice = ['', say(words.notDivided)];
  const titled = (keys: readonly string[]): readonly Choice[] => [
    none,
    ...keys.map((key): Choice => [key, dimensionTitles[key]?.[lang] ?? key]),
  ];
  const year = today.slice(0, 4);
  const dayOr = (day: string | undefined, other: string) => (day !== undefined && isValidDate(day) ? day : other);
  return html`<form class="kg-filter no-print" method="get" action="${root}/reports/${entry.name}">
    ${asked.audience !== undefined && html`<input type="hidden" name="audience" value="${asked.audience}" />`}
    <div class="kg-inline">
      ${periodFields(desk, dayOr(asked.from, `${year}-01-01`), dayOr(asked.to, `${year}-12-31`))}
      ${Array.from({ length: Math.min(entry.most, entry.by.length) }, (_, index) =>
        selectOf(`by-${index}`, 'by', say(index === 0 ? words.by : words.andBy), titled(entry.by), own[index] ?? ''),
      )}
      ${selectOf('by-time', 'by', say(words.time), titled(timeDimensions), by.find(isTime) ?? '')}
      <button class="button button-secondary">${say(words.show)}</button>
    </div>
    ${usualPeriods(desk, entry, asked)}
  </form>`;
}

/** So many years to this one's end, with a press. */
function usualPeriods({ root, say, today }: Desk, { name }: ReportEntry, asked: Asked): Html {
  const year = Number(today.slice(0, 4));
  const link = (from: number, to: number, text: Sentences) => {
    const period = { from: `${from}-01-01`, to: `${to}-12-31` };
    const isShown = asked.from === period.from && asked.to === period.to;
    return html`<a
      href="${root}/reports/${name}${queryOf({ ...asked, ...period, name, position: undefined })}"
      ${isShown && html` aria-current="true"`}
      >${say(text)}</a
    >`;
  };
  return html`<p class="small">
    ${link(year, year, words.thisYear)} · ${link(year - 1, year - 1, words.lastYear)} ·
    ${link(year - 2, year, words.threeYears)}
  </p>`;
}

/** The drawing is text that vega wrote, and vega escapes every name in it; its title and description are ours. */
function chartOf({ title, axis, description, note, svg }: DrawnChart, index: number): Html {
  const id = `chart-${index + 1}`;
  const named = svg.replace(/^<svg /, `<svg role="img" aria-labelledby="${id}-title" aria-describedby="${id}-text" `);
  return section(
    id,
    '',
    html`<div class="kg-scroll kg-chart" role="region" tabindex="0" aria-label="${title}">${new Html(named)}</div>
      <p class="small soft" id="${id}-text">${description}</p>
      ${note !== null && html`<p class="small">${note}</p>`}`,
    html`${title} <span class="small soft">${axis}</span>`,
  );
}

const hasHidden = ({ rows }: Report): boolean => rows.some(({ figures }) => Object.values(figures).includes('hidden'));

export function hiddenNote({ say }: Desk, { rows, threshold }: Report): Html | false {
  const cells = rows.flatMap(({ figures }) => Object.values(figures));
  return (
    cells.includes('hidden') &&
    html`<p class="kg-note small">
      ${say(whyHidden(threshold, cells.filter((cell) => typeof cell === 'number').length, cells.length))}
    </p>`
  );
}

const formats = [
  ['csv', 'CSV'],
  ['xlsx', 'Excel (xlsx)'],
  ['parquet', 'Parquet'],
] as const;

function filesOf(desk: Desk, report: Report): Html {
  const { root, lang, say } = desk;
  const { name, madeOn, position, profiles } = report;
  const same = queryOf({ name, ...shownOf(report), position });
  return section(
    'files',
    say(words.fetch),
    html`<ul class="nobullet-list kg-files no-print">
        ${formats.map(
          ([format, text]) => html`<li><a href="${root}/reports/${name}/${format}${same}">${text}</a></li>`,
        )}
      </ul>
      <p class="small soft">
        ${say(words.sameInFiles)} ${madeOn !== null && say(madeAt(dateWords(madeOn, lang), position))}
      </p>
      <p class="small soft">
        ${say(words.rules)}: ${profiles.length === 0 ? say(words.noRules) : profiles.map(({ id }) => id).join(', ')}.
      </p>
      <p class="small no-print"><a href="${root}/reports/${name}${same}">${say(words.permalink)}</a></p>`,
  );
}
