/** What a citizen reads: in plain words, no rule and no code of the office's own (LIX at most 40). */
import { type CaseView } from '../../../libs/complaints/views/case-view.js';
import { type Purpose } from '../../../libs/audit/access.js';
import { type Session } from '../../../libs/identity/sessions.js';
import { type OfficeConfig } from '../../../libs/installation/config.js';
import { type Sentences } from '../../../libs/platform/refusal.js';
import { dayWords } from '../console/words/date-words.js';
import { citizenDeadlineWord, citizenPurposeWord, citizenStateWord } from '../console/words/state-words.js';
import { html, type Html } from '../http/html.js';
import { page, type Language } from '../http/page.js';

const words = {
  title: { da: 'Se din sag', en: 'See your case' },
  intro: {
    da: 'Har du en sag hos borgerrådgiveren? Så har du fået en kode. Skriv den her, og bekræft, at det er dig.',
    en: 'Do you have a case with the citizens’ adviser? Then you were given a code. Write it here, and confirm that it is you.',
  },
  code: { da: 'Din kode', en: 'Your code' },
  codeHint: {
    da: '32 tegn i otte grupper. Mellemrum og bindestreger er uden betydning.',
    en: '32 characters in eight groups. Spaces and hyphens do not matter.',
  },
  fact: { da: 'Bekræft, at det er dig', en: 'Confirm that it is you' },
  factHint: {
    da: 'Skriv din fødselsdag, dit telefonnummer eller din e-mail, som kontoret kender den. En virksomhed eller forening skriver sit CVR-nummer.',
    en: 'Write your day of birth, your telephone number or your e-mail as the office knows it. A company or association writes its CVR number.',
  },
  show: { da: 'Vis min sag', en: 'Show my case' },
  wrong: {
    da: 'Det passer ikke sammen. Se efter, om koden er den nyeste, du har fået, og prøv igen. Har du mistet koden, så ring til kontoret og få en ny.',
    en: 'This does not fit together. Check that the code is the newest you were given, and try again. If you have lost the code, call the office for a new one.',
  },
  none: {
    da: 'Vi fandt ingen sag, som du står i. Har du en kode, så brug den, eller ring til kontoret.',
    en: 'We found no case that you stand in. If you have a code, use it, or call the office.',
  },
  mitId: { da: 'Log ind med MitID', en: 'Log in with MitID' },
  byCode: { da: 'Eller brug din kode', en: 'Or use your code' },
  cases: { da: 'Dine sager', en: 'Your cases' },
  all: { da: 'Alle dine sager', en: 'All your cases' },
  looks: { da: 'Hvem har set din sag?', en: 'Who has looked at your case?' },
  looksText: {
    da: 'Her står hver gang nogen har åbnet din sag. Undrer noget dig, så spørg kontoret.',
    en: 'This is every time that somebody opened your case. If something puzzles you, ask the office.',
  },
  on: { da: 'Dato', en: 'Date' },
  unit: { da: 'Hvem', en: 'Who' },
  purpose: { da: 'Hvorfor', en: 'Why' },
  back: { da: 'Tilbage til sagen', en: 'Back to the case' },
  case: { da: 'Din sag', en: 'Your case' },
  now: { da: 'Hvor er sagen nu?', en: 'Where is the case now?' },
  days: { da: 'Hvornår sker der noget?', en: 'When will something happen?' },
  letters: { da: 'Breve til dig', en: 'Letters to you' },
  documents: { da: 'Dine papirer i sagen', en: 'Your papers in the case' },
  noLetters: { da: 'Der er ingen breve endnu.', en: 'There are no letters yet.' },
  contact: {
    da: 'Vil du sige noget i sagen, eller forstår du ikke noget her? Ring eller skriv til kontoret. På denne side kan du kun læse.',
    en: 'Would you like to say something in the case, or is something here hard to understand? Call or write to the office. On this page you can only read.',
  },
  end: { da: 'Luk min sag', en: 'Close my case' },
  endHint: {
    da: 'Siden lukker af sig selv, når du ikke har brugt den i 15 minutter.',
    en: 'The page closes by itself when you have not used it for 15 minutes.',
  },
  danish: { da: '', en: 'Letters are in Danish.' },
} as const satisfies Readonly<Record<string, Sentences>>;

/**
 * @param answer null: nothing was tried yet; `none`: who has signed in has no case
 * @param withMitId whether one can sign in at a broker too
 */
export function codePage(lang: Language, answer: 'wrong' | 'none' | null, withMitId: boolean): string {
  const say = (word: keyof typeof words) => words[word][lang];
  return page(
    { lang },
    '/min-sag',
    say('title'),
    html`<p>${say('intro')}</p>
      ${answer !== null && html`<p class="kg-note warn" role="alert">${say(answer)}</p>`}
      ${withMitId && html`<p><a href="/min-sag/mitid?lang=${lang}">${say('mitId')}</a></p>`}
      ${withMitId && html`<h2>${say('byCode')}</h2>`}
      <form method="post" action="/min-sag?lang=${lang}" autocomplete="off">
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
  return page(
    { lang },
    '/min-sag',
    words.cases[lang],
    html`<ol>
      ${session.callers.map(({ office, complaint }) => {
        const name = offices.find(({ key }) => key === office)?.name[lang] ?? office;
        return html`<li><a href="/min-sag/sager/${complaint}">${words.case[lang]}, ${name}</a></li>`;
      })}
    </ol>`,
  );
}

export function ownCasePage(
  session: Session,
  { id = '', number, state = 'registered', deadlines = [], letters = [], documents = [] }: CaseView,
  office: Pick<OfficeConfig, 'name' | 'departments'>,
): string {
  const lang = session.language;
  const say = (word: keyof typeof words) => words[word][lang];
  const days = deadlines.flatMap(({ kind, status, due, department }) => {
    const says = citizenDeadlineWord(kind, lang);
    return says !== undefined && (status === 'running' || status === 'late') ? [{ says, due, department }] : [];
  });
  // A letter is a paper of the case too, and stands above.
  const isLetter = ({ title, date }: { readonly title?: unknown; readonly date: string }) =>
    letters.some((letter) => letter.title === title && letter.date === date);
  const papers = documents.filter((each) => each.readable && !isLetter(each));
  const ofDepartment = (key: string | undefined) => office.departments.find((each) => each.key === key)?.name;
  return page(
    { lang },
    '/min-sag',
    `${say('case')} ${number ?? ''}`.trim(),
    html`<p>${office.name[lang]}</p>
      ${session.callers.length > 1 && html`<p><a href="/min-sag">${say('all')}</a></p>`}
      <h2>${say('now')}</h2>
      <p>${citizenStateWord(state, lang)}</p>
      ${days.length > 0 && html`<h2>${say('days')}</h2>`}
      ${
        days.length > 0 &&
        html`<ul>
          ${days.map(({ says, due, department }) => {
            const of = ofDepartment(department);
            return html`<li>${says} ${dayIn(due, lang)}${of !== undefined && ` (${of})`}.</li>`;
          })}
        </ul>`
      }
      <h2>${say('letters')}</h2>
      ${letters.length === 0 && html`<p>${say('noLetters')}</p>`}
      ${lang === 'en' && html`<p class="small soft">${say('danish')}</p>`}
      <ul>
        ${letters.map(
          ({ n, title, date }) =>
            html`<li><a href="/min-sag/sager/${id}/breve/${n}" lang="da">${title}</a>, ${dayIn(date, lang)}</li>`,
        )}
      </ul>
      ${papers.length > 0 && html`<h2>${say('documents')}</h2>`}
      <ul>
        ${papers.map(
          ({ id: document, title, date }) =>
            html`<li>
              <a href="/min-sag/sager/${id}/dokumenter/${document}" lang="da"
                >${typeof title === 'string' ? title : document}</a
              >, ${dayIn(date, lang)}
            </li>`,
        )}
      </ul>
      <p><a href="/min-sag/sager/${id}/opslag">${say('looks')}</a></p>
      <p>${say('contact')}</p>
      <form method="post" action="/logout">
        <input type="hidden" name="formToken" value="${session.formToken}" /><button class="button button-primary">
          ${say('end')}
        </button>
      </form>
      <p class="small soft">${say('endHint')}</p>`,
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
  const say = (word: keyof typeof words) => words[word][lang];
  return page(
    { lang },
    `/min-sag/sager/${id}/opslag`,
    say('looks'),
    html`<p>${say('looksText')}</p>
      <p><a href="/min-sag/sager/${id}">${say('back')}</a></p>
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
const dayIn = (date: string, lang: Language): Html => html`<time datetime="${date}">${dayWords(date, lang)}</time>`;
