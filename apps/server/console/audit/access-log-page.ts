/** Who has seen a case: when, in which role, why and what of it. */
import { html } from '../../http/html.js';
import { deskPage, type Desk } from '../desk.js';
import { section, table } from '../ui/table.js';
import { csvOf } from './history-file.js';
import { cellsOf, headings, recordHeadings, recordOf, type LookTold } from './look-said.js';
import { looksWords } from './looks-words.js';
import { pastNav, type Subject } from './past-nav.js';
import { purposeSaid } from './purpose.js';

export interface AccessLogShown {
  readonly subject: Subject;
  readonly entries: readonly LookTold[];
  readonly next: string | null;
  readonly cursor: string | undefined;
}

export function accessLogPage(desk: Desk, { subject, entries, next, cursor }: AccessLogShown): string {
  const { lang, root } = desk;
  const path = `${root}/cases/${subject.id}/access-log`;
  const title = subject.number === null ? looksWords.logOfInquiry[lang] : `${looksWords.logOf[lang]} ${subject.number}`;
  return deskPage(desk, {
    title,
    ownHeading: true,
    content: html`${pastNav(desk, subject, 'access-log')}
      <div class="kg-id">
        <div><h1>${title}</h1></div>
      </div>
      <p>${looksWords.logSays[lang]}</p>
      ${purposeSaid(desk)}
      <p class="no-print"><a href="${path}/csv" download>${looksWords.csv[lang]}</a></p>
      ${section(
        'looks',
        looksWords.looks[lang],
        table(
          looksWords.looks[lang],
          headings(desk),
          entries.map((look) => cellsOf(desk, look)),
        ),
      )}
      ${
        (next !== null || cursor !== undefined) &&
        html`<nav class="kg-crumb" aria-label="${looksWords.pages[lang]}">
          ${cursor !== undefined && html`<a href="${path}">${looksWords.first[lang]}</a>`}
          ${next !== null && html`<a href="${path}?cursor=${next}">${looksWords.next[lang]}</a>`}
        </nav>`
      }`,
  });
}

export const accessLogCsv = (desk: Desk, { id, number }: Subject, entries: readonly LookTold[]): string =>
  csvOf([
    [desk.lang === 'da' ? 'Sag' : 'Case', ...recordHeadings[desk.lang]],
    ...entries.map((look) => [number ?? id, ...recordOf(desk, look)]),
  ]);
