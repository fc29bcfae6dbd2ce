/** A letter as it was sent, on a sheet: on paper there is the sheet alone. It is in Danish, whoever reads it. */
import { type LetterSheet } from '../../../../libs/complaints/views/letter-page.js';
import { Html, html } from '../../http/html.js';
import { deskPage, type Desk } from '../desk.js';

const words = {
  letter: { da: 'Brev', en: 'Letter' },
  case: { da: 'sag', en: 'case' },
  back: { da: 'Tilbage til sagen', en: 'Back to the case' },
  asSent: { da: 'Brevet, som det er sendt.', en: 'The letter as it was sent.' },
  print: { da: 'Udskriv', en: 'Print' },
} as const;

/** @param n its place in the case, from 0 */
export const letterPage = (desk: Desk, id: string, n: number, { number, markup }: LetterSheet): string =>
  deskPage(desk, {
    title: `${desk.say(words.letter)} ${n + 1}${number === null ? '' : `, ${desk.say(words.case)} ${number}`}`,
    ownHeading: true,
    content: html`<nav class="kg-crumb" aria-label="${desk.say(words.back)}">
        <a href="${desk.root}/cases/${id}#letters">${desk.say(words.back)}</a>
      </nav>
      <div class="kg-above-sheet no-print">
        <p class="soft">${desk.say(words.asSent)}</p>
        <button class="button button-secondary" type="button" data-print hidden>${desk.say(words.print)}</button>
      </div>
      <article class="kg-sheet kg-letter" lang="da">${new Html(markup)}</article>`,
  });
