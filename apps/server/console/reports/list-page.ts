/** The reports that there are, grouped as a reader looks for them. */
import { ofStaff } from '../../../../libs/read-models/statistics/definitions.js';
import { type ReportEntry } from '../../../../libs/reporting/reporting.js';
import { html } from '../../http/html.js';
import { deskPage, type Desk } from '../desk.js';
import { section } from '../ui/table.js';
import { hasBoth } from './report-page.js';
import { groups, sentences, words } from './report-words.js';

export function listPage(desk: Desk, entries: readonly ReportEntry[]): string {
  const { root, lang, say } = desk;
  const known = new Map(entries.map((entry) => [entry.name, entry]));
  return deskPage(desk, {
    title: say(words.reports),
    content: html`<p>${say(words.lead)}</p>
      <p>${say(hasBoth(desk) ? words.editionForOffice : words.editionForAll)}</p>
      ${groups.map(({ id, title, reports }) =>
        section(
          id,
          say(title),
          html`<ul class="nobullet-list kg-rows">
            ${reports.map((name) => {
              const entry = known.get(name);
              return (
                entry !== undefined &&
                html`<li>
                  <a href="${root}/reports/${name}"><strong>${entry.title[lang]}</strong></a>
                  ${Object.hasOwn(ofStaff, name) && html`<span class="kg-badge">${say(words.onlyInternal)}</span>`}
                  <br />${sentences[name]?.[lang]}
                </li>`
              );
            })}
          </ul>`,
        ),
      )}`,
  });
}
