/** What belongs to a case beside its parts: other cases, more time that was asked for, a second reader, a consent. */
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { html, type Html } from '../../http/html.js';
import { type Desk } from '../desk.js';
import { section, table } from '../ui/table.js';
import { codeWord } from '../words/code-words.js';
import { shortDate } from '../words/date-words.js';
import { statusWord } from '../words/state-words.js';
import { caseWords, inWords } from './case-page-words.js';

/** Both ways: whoever may open this case and that one sees it from either. */
export function linksOf({ lang, root }: Desk, { links = [] }: CaseView): Html | false {
  return (
    links.length > 0 &&
    section(
      'links',
      `${caseWords.links[lang]} (${links.length})`,
      html`<ul class="nobullet-list kg-rows">
        ${links.map(
          ({ to, number, kind, on, direction }) =>
            html`<li>
              <a href="${root}/cases/${to}">${number ?? caseWords.withoutNumber[lang]}</a>
              ${codeWord('linkKinds', kind, lang)}
              <span class="sub"
                >${caseWords[direction === 'out' ? 'linkedHere' : 'linkedThere'][lang]} ${shortDate(on, lang)}</span
              >
            </li>`,
        )}
      </ul>`,
    )
  );
}

export function extensionsOf(desk: Desk, { extensionRequests = [] }: CaseView): Html | false {
  const { lang } = desk;
  const say = inWords(lang);
  return (
    extensionRequests.length > 0 &&
    section(
      'extensions',
      `${caseWords.extensions[lang]} (${extensionRequests.length})`,
      table(
        caseWords.extensions[lang],
        [say('department'), caseWords.askedOn[lang], caseWords.askedFor[lang], say('stands'), caseWords.why[lang]],
        extensionRequests.map(({ department, askedOn, due, status, text, answer }) => [
          html`<span lang="da">${desk.departmentName(department)}</span>`,
          shortDate(askedOn, lang),
          shortDate(due, lang),
          statusWord('extensionRequest', status, lang),
          html`<span lang="da">${typeof text === 'string' ? text : '–'}</span>${
              typeof answer === 'string' && html`<span class="sub" lang="da">${answer}</span>`
            }`,
        ]),
      ),
    )
  );
}

export function reviewsOf({ lang }: Desk, { reviews = [] }: CaseView): Html | false {
  const say = inWords(lang);
  return (
    reviews.length > 0 &&
    section(
      'reviews',
      `${caseWords.reviews[lang]} (${reviews.length})`,
      table(
        caseWords.reviews[lang],
        [caseWords.reader[lang], say('what'), caseWords.askedOn[lang], say('due'), caseWords.saidOf[lang]],
        reviews.map(({ to, of, askedOn, due, verdict, text, overtaken, endedOn }) => [
          html`<span lang="da">${to.name}</span>`,
          codeWord('reviewObjects', of, lang),
          shortDate(askedOn, lang),
          shortDate(due, lang),
          verdict === null
            ? caseWords[endedOn === null ? 'notYet' : 'notAnyMore'][lang]
            : html`${codeWord('reviewVerdicts', verdict, lang)}${overtaken && `, ${caseWords.overtaken[lang]}`}
              ${typeof text === 'string' && html`<span class="sub" lang="da">${text}</span>`}`,
        ]),
      ),
    )
  );
}

/** What the citizen has allowed, purpose by purpose. */
export function consentOf(desk: Desk, { consent }: CaseView): Html | false {
  const { lang } = desk;
  const scopes = consent?.scopes ?? [];
  return (
    scopes.length > 0 &&
    section(
      'consent',
      `${inWords(lang)('consent')} (${scopes.length})`,
      html`<ul class="nobullet-list kg-rows">
        ${scopes.map(
          ({ purpose, departments, from, to, text }) =>
            html`<li>
              ${codeWord('consentPurposes', purpose, lang)}:
              <span lang="da">${departments.map((each) => desk.departmentName(each)).join(', ')}</span>
              ${
                (from !== undefined || to !== undefined) &&
                html`<span class="sub"
                  >${from !== undefined && shortDate(from, lang)}–${to !== undefined && shortDate(to, lang)}</span
                >`
              }
              ${typeof text === 'string' && html`<span class="sub" lang="da">${text}</span>`}
            </li>`,
        )}
      </ul>`,
    )
  );
}
