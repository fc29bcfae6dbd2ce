/** The cases behind a figure, for whoever may read them. */
import { type DrilledRows } from '../../../../libs/read-models/statistics/drill-down.js';
import { type ReportEntry } from '../../../../libs/reporting/reporting.js';
import { html } from '../../http/html.js';
import { deskPage, type Desk } from '../desk.js';
import { purposeSaid } from '../audit/purpose.js';
import { table } from '../ui/table.js';
import { words } from './report-words.js';

export interface RowsShown {
  readonly entry: ReportEntry;
  readonly found: DrilledRows;
  /** What the office calls a case, by its id; a talk that became none has no number. */
  readonly numbers: ReadonlyMap<string, string>;
  readonly report: string;
  /** Of the next page. */
  readonly next: string | undefined;
}

export function rowsPage(desk: Desk, { entry, found, numbers, report, next }: RowsShown): string {
  const { root, lang, say } = desk;
  const title = `${say(words.behind)}: ${entry.title[lang]}`;
  return deskPage(desk, {
    title,
    content: html`<nav class="kg-crumb" aria-label="${say(words.backToReport)}">
        <a href="${report}">${say(words.backToReport)}</a>
      </nav>
      <p class="soft">${say(words.logged)}</p>
      ${purposeSaid(desk)}
      ${
        found.rows.length === 0
          ? html`<p class="kg-empty">${say(words.nothing)}</p>`
          : table(
              title,
              [say(words.case), say(words.which)],
              found.rows.map(({ complaint, key }) => [
                html`<a href="${root}/cases/${complaint}">${numbers.get(complaint) ?? say(words.unnumbered)}</a>`,
                key,
              ]),
            )
      }
      ${next !== undefined && html`<p><a href="${next}">${say(words.more)}</a></p>`}`,
  });
}
