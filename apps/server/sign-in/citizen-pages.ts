/** What a citizen reads: in plain words, no rule and no code of the office's own (LIX at most 40). */
import { type Purpose } from '../../../libs/audit/access.js';
import { type Session } from '../../../libs/identity/sessions.js';
import { type OfficeConfig } from '../../../libs/installation/config.js';
import { type Sentences } from '../../../libs/platform/refusal.js';
import { dayWords } from '../console/words/date-words.js';
import { citizenPurposeWord } from '../console/words/state-words.js';
import { html, type Html } from '../http/html.js';
import { ownCaseAddress } from '../http/own-case-address.js';
import { page, type Language } from '../http/page.js';
import { citizenSays, citizenWords } from './citizen-words.js';
/** @param path below the one of the own case, as its route says it */
export const citizenPage = (lang: Language, path: string, title: string, content: Html): string =>
  page({ lang, twin: ownCaseAddress(lang === 'da' ? 'en' : 'da', path) }, ownCaseAddress(lang, path), title, content);

/**
 * @param answer null: nothing was tried yet; `none`: who has signed in has no case
 * @param withMitId whether one can sign in at a broker too
 */
export function codePage(lang: Language, answer: 'wrong' | 'none' | null, withMitId: boolean): string {
  const say = citizenSays(lang);
  return citizenPage(
    lang,
    '',
    say('title'),
    html`<p>${say('intro')}</p>
      ${answer !== null && html`<p class="kg-note warn" role="alert">${say(answer)}</p>`}
      ${withMitId && html`<p><a href="${ownCaseAddress(lang, '/mitid')}">${say('mitId')}</a></p>`}
      ${withMitId && html`<h2>${say('byCode')}</h2>`}
      <form method="post" action="${ownCaseAddress(lang)}" autocomplete="off">
        <label class="form-label" for="code">${say('code')}</label>
        <p class="small soft" id="code-hint">${say('codeHint')}</p>
        <input
          class="form-input"
          id="code"
          name="code"
          size="40"
          aria-describedby="code-hint"
          spellcheck="false"
          required
        />
        <label class="form-label" for="fact">${say('fact')}</label>
        <p class="small soft" id="fact-hint">${say('factHint')}</p>
        <input
          class="form-input"
          id="fact"
          name="fact"
          size="40"
          aria-describedby="fact-hint"
          spellcheck="false"
          required
        />
        <p><button class="button button-primary">${say('show')}</button></p>
      </form>`,
  );
}

/** Of who has several; their numbers are said where one is opened. */
export function ownCasesPage(session: Session, offices: readonly Pick<OfficeConfig, 'key' | 'name'>[]): string {
  const lang = session.language;
  return citizenPage(
    lang,
    '',
    citizenWords.cases[lang],
    html`<ol>
      ${session.callers.map(({ office, complaint }) => {
        const name = offices.find(({ key }) => key === office)?.name[lang] ?? office;
        return html`<li>
          <a href="${ownCaseAddress(lang, `/sager/${complaint!}`)}">${citizenWords.case[lang]}, ${name}</a>
        </li>`;
      })}
    </ol>`,
  );
}

/** A look at the own case, as a citizen is told of it. */
export interface OwnLook {
  /** Local date. */
  readonly on: string;
  readonly purpose: Purpose;
  readonly unit: Sentences;
}

export function ownLooksPage(session: Session, id: string, looks: readonly OwnLook[]): string {
  const lang = session.language;
  const say = citizenSays(lang);
  return citizenPage(
    lang,
    `/sager/${id}/opslag`,
    say('looks'),
    html`<p>${say('looksText')}</p>
      <p><a href="${ownCaseAddress(lang, `/sager/${id}`)}">${say('back')}</a></p>
      <div class="kg-scroll">
        <table class="kg-table">
          <thead>
            <tr>
              <th scope="col">${say('on')}</th>
              <th scope="col">${say('unit')}</th>
              <th scope="col">${say('purpose')}</th>
            </tr>
          </thead>
          <tbody>
            ${looks.map(
              ({ on, unit, purpose }) =>
                html`<tr>
                  <td>${dayIn(on, lang)}</td>
                  <td>${unit[lang]}</td>
                  <td>${citizenPurposeWord(purpose, lang)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`,
  );
}

/** A local date in words. */
export const dayIn = (date: string, lang: Language): Html =>
  html`<time datetime="${date}">${dayWords(date, lang)}</time>`;
