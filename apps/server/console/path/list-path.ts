/** The path of a case as a list: for whoever does not see the picture, and for the days. */
import { localDateOf } from '../../../../libs/policy/calendar.js';
import { html, type Html } from '../../http/html.js';
import { type Language } from '../../http/page.js';
import { dateWords } from '../words/date-words.js';
import { stateWord } from '../words/state-words.js';
import { type Path, type Visit } from './path.js';
import { words } from './words.js';

/** Numbered as in the picture; states that share a box there stand below the first of them. */
export const listPath = ({ visits }: Path, lang: Language): Html =>
  html`<ol class="kg-path-list">
    ${visits.map(({ states: [first, ...later] }, index) => {
      const isLast = index === visits.length - 1;
      const of = (each: Visit['states'][number], isNow: boolean) => {
        const name = stateWord(each.state, lang);
        const now = isNow && html`. ${words.here[lang]}`;
        return html`${isNow ? html`<strong>${name}</strong>` : name}, ${day(each.since, lang)}${now}`;
      };
      return html`<li>
        ${of(first!, isLast && later.length === 0)}
        ${
          later.length > 0 &&
          html`<ul>
            ${later.map((each, at) => html`<li>${of(each, isLast && at === later.length - 1)}</li>`)}
          </ul>`
        }
      </li>`;
    })}
  </ol>`;

function day(since: string, lang: Language): Html {
  const date = localDateOf(Date.parse(since));
  return html`<time datetime="${date}">${dateWords(date, lang)}</time>`;
}
