/** A report as a table: what names a row, and its figures as they are written in the files. */
import { rowsInOrder } from '../../../../libs/read-models/statistics/in-order.js';
import { type Report, type ReportRow } from '../../../../libs/read-models/statistics/report.js';
import { columnTitle, columnUnit, listOf, lower, valueName } from '../../../../libs/yearly-report/named.js';
import { writeFigure } from '../../../../libs/yearly-report/numbers.js';
import { words as figureWords } from '../../../../libs/yearly-report/words.js';
import { html, type Html } from '../../http/html.js';
import { type Desk } from '../desk.js';
import { dividedBy, outOf, words } from './report-words.js';

/** Where a figure leads; undefined: nowhere. */
export type Behind = (row: ReportRow, figure: string) => string | undefined;

const isTotal = ({ keys }: ReportRow): boolean => Object.values(keys).every((value) => value === null);

/** "Klagepunkter fordelt på forvaltning, ud af 243 klagepunkter": the unit and what it is out of, in every heading. */
export function headingOf({ lang, say }: Desk, report: Report, title: string): Html {
  const { dimensions, figures, rows, unit } = report;
  const [first] = figures;
  const by = listOf(
    dimensions.map((dimension) => lower(dimension.title[lang])),
    lang,
  );
  const total = rows.find(isTotal)?.figures[first!.key];
  const whole =
    typeof total === 'number'
      ? say(outOf(writeFigure(total, first!.kind, lang), figureWords[lang].units[unit]))
      : figureWords[lang].units[unit];
  // A title with a clause in it ends the clause.
  const end = title.includes(',') ? ',' : '';
  return html`${title}${by !== '' && html`${end} ${say(dividedBy(by))}`}, ${whole}`;
}

export function figuresTable(desk: Desk, report: Report, caption: string, behind: Behind): Html {
  const { lang, say } = desk;
  const { figures, dimensions } = report;
  const cell = (row: ReportRow, key: string, kind: Report['figures'][number]['kind']): Html => {
    const figure = row.figures[key] ?? null;
    const text = writeFigure(figure, kind, lang);
    const to = typeof figure === 'number' && figure > 0 ? behind(row, key) : undefined;
    return html`<td class="amount">
      ${
        to === undefined
          ? html`<span class="${figure === 'hidden' && 'soft'}">${text}</span>`
          : html`<a href="${to}">${text}<span class="sr-only">. ${say(words.openFigure)}</span></a>`
      }
    </td>`;
  };
  const rows = rowsInOrder(report, lang);
  const named = (row: ReportRow): readonly string[] => {
    const whole = isTotal(row);
    return dimensions.map(({ key }, index) => {
      const value = row.keys[key] ?? null;
      if (value !== null) return valueName(report, key, value, lang);
      return whole && index === 0 ? say(words.total) : say(words.allOf);
    });
  };
  const columns = figures.map((column) => ({
    key: column.key,
    kind: column.kind,
    heading: columnTitle(column, lang),
    unit: columnUnit(report, column, lang),
  }));
  // Of figures that nothing divides each is a row: no table is wider than a page.
  const content =
    dimensions.length === 0
      ? html`<thead>
            <tr>
              <th scope="col">${say(words.figure)}</th>
              <th scope="col" class="amount">${say(words.total)}</th>
            </tr>
          </thead>
          <tbody>
            ${columns.map(
              ({ heading, unit, key, kind }) =>
                html`<tr>
                  <th scope="row">${heading}${unit !== null && html`<span class="sub">${unit}</span>`}</th>
                  ${rows[0] && cell(rows[0], key, kind)}
                </tr>`,
            )}
          </tbody>`
      : html`<thead>
            <tr>
              ${dimensions.map((dimension) => html`<th scope="col">${dimension.title[lang]}</th>`)}
              ${columns.map(
                ({ heading, unit }) =>
                  html`<th scope="col" class="amount">
                    ${heading}${unit !== null && html`<span class="sub">${unit}</span>`}
                  </th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row) =>
                html`<tr class="${dimensions.some(({ key }) => (row.keys[key] ?? null) === null) && 'kg-total'}">
                  ${named(row).map((text) => html`<th scope="row">${text}</th>`)}
                  ${columns.map(({ key, kind }) => cell(row, key, kind))}
                </tr>`,
            )}
          </tbody>`;
  return html`<div class="kg-scroll" role="region" tabindex="0" aria-label="${caption}">
    <table class="kg-table kg-figures">
      <caption class="sr-only">
        ${caption}
      </caption>
      ${content}
    </table>
  </div>`;
}
