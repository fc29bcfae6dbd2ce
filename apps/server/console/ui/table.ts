/** A table that becomes blocks on a small screen, where each cell says its own heading. */
import { html, type Html } from '../../http/html.js';

export type Cell = Html | string | number;

export const table = (caption: string, headings: readonly Cell[], rows: readonly (readonly Cell[])[]): Html =>
  html`<table role="table" class="kg-table kg-stack">
    <caption class="sr-only">
      ${caption}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${headings.map((heading) => html`<th role="columnheader" scope="col">${heading}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        ([first = '', ...others]) =>
          html`<tr role="row">
            <th role="rowheader" scope="row">${first}</th>
            ${others.map((cell, index) => {
              const heading = headings[index + 1];
              return html`<td role="cell" ${typeof heading === 'string' && html` data-title="${heading}"`}>
                ${cell}
              </td>`;
            })}
          </tr>`,
      )}
    </tbody>
  </table>`;

/** @param heading where it is more than a text */
export const section = (id: string, title: string, content: Html, heading?: Html): Html =>
  html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${heading ?? title}</h2>
    ${content}
  </section>`;
