/** What the office can teach the municipality: what recurs, what was recommended, and what became of it. */
import { countsSomething, type Report } from '../../../../libs/read-models/statistics/report.js';
import { html } from '../../http/html.js';
import { deskPage, type Desk } from '../desk.js';
import { section } from '../ui/table.js';
import { queryOf, type Asked } from './asked.js';
import { figuresTable, headingOf } from './figures-table.js';
import { editionNote, hasBoth, hiddenNote, periodFields } from './report-page.js';
import { improvements, sentences, words } from './report-words.js';

export function improvementsPage(desk: Desk, asked: Asked, reports: readonly Report[]): string {
  const { root, lang, say } = desk;
  const [{ from, to, audience }] = reports as readonly [Report];
  const edition = (which: Report['audience']) =>
    html`<a
      href="${root}/improvements${queryOf({ ...asked, from, to, audience: which })}"
      ${audience === which && html` aria-current="page"`}
      >${say(which === 'internal' ? words.internal : words.published)}</a
    >`;
  return deskPage(desk, {
    title: say(words.improvements),
    content: html`<p>${say(words.improvementsLead)}</p>
      ${
        hasBoth(desk) &&
        html`<nav class="kg-views" aria-label="${say(words.editions)}">
          ${edition('internal')} ${edition('published')}
        </nav>`
      }
      ${editionNote(desk, audience)}
      <form class="kg-filter no-print" method="get" action="${root}/improvements">
        <input type="hidden" name="audience" value="${audience}" />
        <div class="kg-inline">
          ${periodFields(desk, from, to)}<button class="button button-secondary">${say(words.show)}</button>
        </div>
      </form>
      ${improvements.map(({ name, by, title }, index) => {
        const report = reports[index]!;
        return section(
          name,
          '',
          html`<p>${sentences[name]?.[lang]}</p>
            ${
              countsSomething(report)
                ? html`${figuresTable(desk, report, say(title), () => undefined)} ${hiddenNote(desk, report)}`
                : html`<p class="kg-empty">${say(words.nothing)}</p>`
            }
            <p class="small no-print">
              <a href="${root}/reports/${name}${queryOf({ name, from, to, by, audience })}"
                >${say(words.wholeReport)}: ${report.title[lang]}</a
              >
            </p>`,
          headingOf(desk, report, say(title)),
        );
      })}`,
  });
}
