/** Whether the cases are what was written and went as their rules have it; and how somebody else finds out. */
import { type VerifiedPage } from '../../../../libs/complaints/views/queries.js';
import { html, type Html } from '../../http/html.js';
import { deskPage, type Desk } from '../desk.js';
import { icon } from '../ui/icon.js';
import { section, table } from '../ui/table.js';
import { looksWords } from './looks-words.js';
import { purposeSaid } from './purpose.js';

const words = {
  title: { da: 'Er historikken urørt?', en: 'Is the history untouched?' },
  says: {
    da: 'Hver hændelse har et mærke, som kun kontorets nøgle kan lave. Siden regner mærkerne efter, mens du venter, og ser på hvert skridt efter de regler, der gjaldt.',
    en: 'Each event has a mark that only the office’s key can make. This page computes the marks again while you wait, and judges each step by the rules in force then.',
  },
  cases: { da: 'Sager', en: 'Cases' },
  of: { da: 'af', en: 'of' },
  case: { da: 'Sag', en: 'Case' },
  unnumbered: { da: 'uden nummer', en: 'without a number' },
  events: { da: 'Hændelser', en: 'Events' },
  isWhole: { da: 'Som den blev skrevet?', en: 'As it was written?' },
  isLegal: { da: 'Efter reglerne?', en: 'By the rules?' },
  whole: { da: 'Urørt', en: 'Untouched' },
  changed: { da: 'Ændret: hændelse', en: 'Changed: event' },
  legal: { da: 'Lovlig', en: 'Legal' },
  illegal: { da: 'Ikke lovlig: hændelse', en: 'Not legal: event' },
  unreadable: { da: 'Kan ikke læses', en: 'Cannot be read' },
  allWell: { da: 'Alle sager på siden er i orden.', en: 'Every case on this page is in order.' },
  someWrong: { da: 'Sager, der ikke er i orden:', en: 'Cases that are not in order:' },
  yourself: { da: 'Kontrollér det selv, uden om programmet', en: 'Check it yourself, without the product' },
  command: {
    da: 'Driften kører denne kommando på en sikkerhedskopi eller på datamappen. Den ser på hver fil, hver hændelse og hvert opslag, også på, om nogle er væk:',
    en: 'The operator runs this command on a backup or on the data folder. It looks at every file, every event and every look, and at whether some are gone:',
  },
  folder: { da: '<datamappe>', en: '<data folder>' },
  none: { da: 'Der er ingen sager endnu.', en: 'There are no cases yet.' },
} as const;

export function verificationPage(desk: Desk, { items, total, next }: VerifiedPage, cursor: string | undefined): string {
  const { lang, root } = desk;
  const wrong = items.filter(({ changed, illegal }) => changed.length > 0 || illegal === null || illegal.length > 0);
  return deskPage(desk, {
    title: words.title[lang],
    content: html`<p>${words.says[lang]}</p>
      ${purposeSaid(desk)}
      ${
        items.length > 0 &&
        (wrong.length === 0
          ? html`<p class="kg-note good"><strong class="is-good">${icon('success')} ${words.allWell[lang]}</strong></p>`
          : html`<p class="kg-note bad">
              <strong class="is-late">${icon('warning')} ${words.someWrong[lang]} ${wrong.length}</strong>
            </p>`)
      }
      ${section(
        'cases',
        `${words.cases[lang]} (${items.length} ${words.of[lang]} ${total})`,
        items.length === 0
          ? html`<p class="kg-empty">${words.none[lang]}</p>`
          : table(
              words.cases[lang],
              [words.case[lang], words.events[lang], words.isWhole[lang], words.isLegal[lang]],
              items.map(({ id, number, events, changed, illegal }) => [
                html`<a class="num nb" href="${root}/cases/${id}/replay">${number ?? words.unnumbered[lang]}</a>`,
                events,
                changed.length === 0 ? well(words.whole[lang]) : bad(`${words.changed[lang]} ${changed.join(', ')}`),
                illegal === null
                  ? bad(words.unreadable[lang])
                  : illegal.length === 0
                    ? well(words.legal[lang])
                    : bad(`${words.illegal[lang]} ${illegal.join(', ')}`),
              ]),
            ),
      )}
      ${
        (next !== null || cursor !== undefined) &&
        html`<nav class="kg-crumb" aria-label="${looksWords.pages[lang]}">
          ${cursor !== undefined && html`<a href="${root}/verification">${looksWords.first[lang]}</a>`}
          ${next !== null && html`<a href="${root}/verification?cursor=${next}">${looksWords.next[lang]}</a>`}
        </nav>`
      }
      ${section(
        'yourself',
        words.yourself[lang],
        html`<p>${words.command[lang]}</p>
          <pre lang="en" tabindex="0">npm run klagegang -- verify --data ${words.folder[lang]}</pre>`,
      )}`,
  });
}
const well = (text: string): Html => html`<span class="is-good nb">${icon('check')} ${text}</span>`;
const bad = (text: string): Html => html`<span class="is-late">${icon('warning')} ${text}</span>`;
