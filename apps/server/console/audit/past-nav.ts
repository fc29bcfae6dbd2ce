/** From one page about a case's past to the others, for whoever may read them. */
import { hasRow } from '../../../../libs/access/admit.js';
import { matrix, type Row } from '../../../../libs/access/matrix.js';
import { type Sentences } from '../../../../libs/platform/refusal.js';
import { html, type Html } from '../../http/html.js';
import { type Desk } from '../desk.js';
import { historyWords } from './history-words.js';

/** A case, or an inquiry that has no number. */
export interface Subject {
  readonly id: string;
  readonly number: string | null;
}

const places = {
  history: { row: matrix.readHistory, text: historyWords.history },
  replay: { row: matrix.replayComplaint, text: historyWords.past },
  'access-log': { row: matrix.readAccessLog, text: historyWords.looks },
} as const satisfies Readonly<Record<string, { readonly row: Row; readonly text: Sentences }>>;
export type PastPlace = keyof typeof places;

export const pastNav = ({ root, lang, caller }: Desk, { id, number }: Subject, here: PastPlace): Html =>
  html`<nav class="kg-crumb" aria-label="${historyWords.past[lang]}">
    <a href="${root}/cases/${id}"
      >${number === null ? historyWords.inquiry[lang] : `${historyWords.case[lang]} ${number}`}</a
    >
    ${Object.entries(places).map(
      ([place, { row, text }]) =>
        hasRow(row, caller) &&
        (place === here
          ? html`<span aria-current="page">${text[lang]}</span>`
          : html`<a href="${root}/cases/${id}/${place}">${text[lang]}</a>`),
    )}
  </nav>`;
