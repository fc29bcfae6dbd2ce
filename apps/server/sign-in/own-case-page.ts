/** The own case as a citizen reads it: where it is, who has the ball, what came of it, and what else one can do. */
import { type CaseView } from '../../../libs/complaints/views/case-view.js';
import { type Session } from '../../../libs/identity/sessions.js';
import { type OfficeConfig } from '../../../libs/installation/config.js';
import { localDateOf } from '../../../libs/policy/calendar.js';
import { partStands } from '../console/cases/part-stands.js';
import { section, table } from '../console/ui/table.js';
import { departmentWord, outcomeWord, topicWord } from '../console/words/code-words.js';
import { citizenDeadlineWord, citizenStateWord } from '../console/words/state-words.js';
import { html, type Html } from '../http/html.js';
import { ownCaseAddress } from '../http/own-case-address.js';
import { type Language } from '../http/page.js';
import { citizenPage, dayIn } from './citizen-pages.js';
import { citizenSays, elsewhere, wayWord } from './citizen-words.js';

type Of = Pick<OfficeConfig, 'name' | 'departments' | 'topics'>;

export function ownCasePage(session: Session, view: CaseView, office: Of): string {
  const { id = '', number, state = 'registered' } = view;
  const lang = session.language;
  const say = citizenSays(lang);
  return citizenPage(
    lang,
    `/sager/${id}`,
    `${say('case')} ${number ?? ''}`.trim(),
    html`<div class="kg-read">
      <p class="soft">${office.name[lang]}</p>
      ${session.callers.length > 1 && html`<p><a href="${ownCaseAddress(lang)}">${say('all')}</a></p>`}
      ${section(
        'now',
        say('now'),
        html`<p><strong>${citizenStateWord(state, lang)}</strong></p>
          ${days(view, office, lang)}`,
      )}
      ${way(view, lang)} ${result(view, office, lang)} ${letters(view, lang)} ${papers(view, lang)}
      ${section(
        'say',
        say('say'),
        html`<ul>
          <li>${say('sayCall')}</li>
          <li>${say('sayPrivate')}</li>
          <li>${say('sayHard')}</li>
          <li>${say('sayBack')}</li>
        </ul>`,
      )}
      <div class="kg-note no-print">
        <p><strong>${say('kept')}</strong> ${say('keptText')}</p>
      </div>
      ${section(
        'looks',
        say('looks'),
        html`<p>${say('looksLead')}</p>
          <p><a href="${ownCaseAddress(lang, `/sager/${id}/opslag`)}">${say('looksShow')}</a></p>`,
      )}
      ${section(
        'others',
        say('others'),
        html`<ul>
            ${elsewhere.map(([what, where]) => html`<li><strong>${what[lang]}</strong> ${where[lang]}</li>`)}
          </ul>
          <p>${say('othersNot')}</p>`,
      )}
      ${section(
        'rights',
        say('rights'),
        html`<ul>
          <li>${say('rightsSee')}</li>
          <li>${say('rightsCorrect')}</li>
          <li>${say('rightsErase')}</li>
          <li>${say('rightsHelp')}</li>
        </ul>`,
      )}
      <form method="post" action="/logout" class="no-print">
        <input type="hidden" name="formToken" value="${session.formToken}" /><button class="button button-primary">
          ${say('end')}
        </button>
      </form>
      <p class="small soft no-print">${say('endHint')}</p>
    </div>`,
  );
}

/** Who has to do something, and until when. */
function days({ deadlines = [] }: CaseView, office: Of, lang: Language): Html | false {
  const own = deadlines.flatMap(({ kind, status, due, department }) => {
    const says = citizenDeadlineWord(kind, lang);
    return says !== undefined && (status === 'running' || status === 'late') ? [{ says, due, department }] : [];
  });
  return (
    own.length > 0 &&
    html`<ul>
      ${own.map(
        ({ says, due, department }) =>
          html`<li>
            ${department !== undefined && html`<span lang="da">${departmentWord(office, department)}</span>: `}${says}
            <strong>${dayIn(due, lang)}</strong>.
          </li>`,
      )}
    </ul>`
  );
}

/** What has happened so far; what the office calls two states is one thing to the citizen. */
function way({ path = [] }: CaseView, lang: Language): Html | false {
  const said = path.flatMap(({ state, since }) => {
    const text = wayWord(state, lang);
    return text === undefined ? [] : [{ text, on: localDateOf(Date.parse(since)) }];
  });
  const steps = said.filter(({ text }, index) => text !== said[index - 1]?.text);
  const say = citizenSays(lang);
  return (
    steps.length > 0 &&
    section(
      'way',
      say('way'),
      html`<ol class="nobullet-list kg-way">
        ${steps.map(({ text, on }, index) => {
          const isLast = index === steps.length - 1;
          return html`<li class="${isLast ? 'now' : 'done'}" ${isLast && html` aria-current="step"`}>
            <strong>${text}</strong>
            <span class="small soft">${dayIn(on, lang)}${isLast && html`. ${say('here')}`}</span>
          </li>`;
        })}
      </ol>`,
    )
  );
}

/** What the case is about, and what came of each of it as far as it has been told. */
function result({ parts = [], outcome }: CaseView, office: Of, lang: Language): Html | false {
  const say = citizenSays(lang);
  return (
    parts.length > 0 &&
    section(
      'about',
      say('about'),
      html`${table(
        say('about'),
        [say('topic'), say('department'), say('stands')],
        parts.map((part) => [
          part.topic === undefined ? '' : topicWord(office, part.topic, lang),
          part.department === undefined ? '' : html`<span lang="da">${departmentWord(office, part.department)}</span>`,
          partStands({ lang }, part),
        ]),
      )}
      ${
        outcome !== null &&
        outcome !== undefined &&
        html`<h3>${say('decided')}</h3>
          <p><strong>${outcomeWord(outcome, lang)}.</strong> ${say('why')}</p>`
      }`,
    )
  );
}

function letters({ id = '', letters: sent = [] }: CaseView, lang: Language): Html {
  const say = citizenSays(lang);
  return section(
    'letters',
    say('letters'),
    sent.length === 0
      ? html`<p>${say('noLetters')}</p>`
      : html`${lang === 'en' && html`<p class="small soft">${say('danish')}</p>`}
          <ul class="nobullet-list kg-rows">
            ${sent.map(
              ({ n, title, date }) =>
                html`<li>
                  <a href="${ownCaseAddress(lang, `/sager/${id}/breve/${n}`)}" lang="da">${title}</a>
                  <span class="small soft">${dayIn(date, lang)}</span>
                </li>`,
            )}
          </ul>`,
  );
}

/** A letter is a paper of the case too, and stands above. */
function papers({ id = '', letters: sent = [], documents = [] }: CaseView, lang: Language): Html | false {
  const own = documents.filter(
    ({ readable, title, date }) => readable && !sent.some((letter) => letter.title === title && letter.date === date),
  );
  return (
    own.length > 0 &&
    section(
      'documents',
      citizenSays(lang)('documents'),
      html`<ul class="nobullet-list kg-rows">
        ${own.map(
          ({ id: document, title, date }) =>
            html`<li>
              <a href="${ownCaseAddress(lang, `/sager/${id}/dokumenter/${document}`)}" lang="da"
                >${typeof title === 'string' ? title : document}</a
              >
              <span class="small soft">${dayIn(date, lang)}</span>
            </li>`,
        )}
      </ul>`,
    )
  );
}
