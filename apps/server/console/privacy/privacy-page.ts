/**
 * What is kept of people in a case, for the data protection officer: requests with their day, what is held, what stands
 * in the way of erasure, and the steps. Afterwards the page is the evidence of what went.
 */
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { html, type Html } from '../../http/html.js';
import { stepsBeside } from '../cases/case-steps.js';
import { whatCameOf, type SidePage } from '../cases/side-page.js';
import { privacySteps } from '../cases/places-of-steps.js';
import { deskPage, type Desk } from '../desk.js';
import { section, table } from '../ui/table.js';
import { codeWord } from '../words/code-words.js';
import { dateWords, shortDate, untilWords } from '../words/date-words.js';
import { statusWord } from '../words/state-words.js';

const words = {
  title: { da: 'Persondata i sagen', en: 'Personal data in the case' },
  back: { da: 'Tilbage til sagen', en: 'Back to the case' },
  requests: { da: 'Anmodninger om sletning', en: 'Requests for erasure' },
  none: { da: 'Ingen har bedt om sletning.', en: 'Nobody has asked for erasure.' },
  request: { da: 'Anmodning', en: 'Request' },
  asked: { da: 'Bedt om', en: 'Asked for on' },
  due: { da: 'Svar senest', en: 'Answer by' },
  stands: { da: 'Hvordan det står', en: 'How it stands' },
  month: {
    da: 'Der skal svares inden en måned. Den kan forlænges med to måneder mere, når borgeren får det at vide.',
    en: 'The answer is due within a month. Two months more can be taken where the citizen is told.',
  },
  held: { da: 'Det er gemt', en: 'What is kept' },
  parties: { da: 'Personer', en: 'People' },
  letters: { da: 'Breve', en: 'Letters' },
  documents: { da: 'Dokumenter', en: 'Documents' },
  notes: { da: 'Notater', en: 'Notes' },
  events: { da: 'Hændelser i forløbet', en: 'Events in the course of it' },
  package: { da: 'Hent det hele til borgeren (zip)', en: 'Fetch all of it for the citizen (zip)' },
  packageHint: {
    da: 'Pakken har sagen, brevene, dokumenterne og hvem der har set den, uden medarbejderes navne. Opslaget skrives ned.',
    en: 'The package has the case, letters, documents and who has looked, without names of staff. The look is written down.',
  },
  holds: { da: 'Det holder sagen tilbage', en: 'What holds the case back' },
  noHolds: { da: 'Intet holder sagen tilbage fra sletning.', en: 'Nothing holds the case back from erasure.' },
  shred: { da: 'Når personoplysningerne slettes', en: 'When the personal data is erased' },
  goes: { da: 'Det er væk for altid', en: 'What is gone for good' },
  goesText: {
    da: 'Navne, numre, adresser, klagens ord, notater, breve og dokumenter. Nøglerne ødelægges, også til sikkerhedskopier.',
    en: 'Names, numbers, addresses, the words of the complaint, notes, letters and documents. The keys are destroyed, for backups too.',
  },
  stays: { da: 'Det bliver', en: 'What stays' },
  staysText: {
    da: 'Sagens nummer, dage, emner, forvaltninger, skridt og resultat, så rapporter og kontrol stadig passer.',
    en: 'Number, days, topics, departments, steps and outcome of the case, so that reports and checks still agree.',
  },
  gone: {
    da: 'Personoplysningerne er slettet. Denne side og historikken er beviset for, hvornår og af hvem.',
    en: 'The personal data is erased. This page and the history are the evidence of when and by whom.',
  },
  history: { da: 'Se historikken', en: 'See the history' },
  steps: { da: 'Det kan du gøre nu', en: 'What you can do now' },
  nothing: { da: 'Der er ikke noget, du kan gøre her lige nu.', en: 'There is nothing for you to do here now.' },
  not: { da: 'Det kan du ikke nu, og hvorfor', en: 'What you cannot do now, and why' },
} as const;

export function privacyPage(desk: Desk, page: SidePage): string {
  const { view, cameBack } = page;
  const { lang, root } = desk;
  const say = (word: keyof typeof words) => words[word][lang];
  return deskPage(desk, {
    title: `${say('title')} ${view.number ?? ''}`.trim(),
    ownHeading: true,
    content: html`<p class="kg-crumb"><a href="${root}/cases/${view.id}">${say('back')} ${view.number ?? ''}</a></p>
      <div class="kg-id">
        <div>
          <h1>${say('title')}</h1>
          <span class="kg-state">${statusWord('privacy', view.privacy ?? 'none', lang)}</span>
        </div>
      </div>
      ${whatCameOf(desk, page)}
      ${
        view.privacy === 'shredded' &&
        html`<p class="kg-note good">
          ${say('gone')} <a href="${root}/cases/${view.id}/history">${say('history')}</a>
        </p>`
      }
      <div class="kg-split">
        ${stepsBeside(
          desk,
          view,
          privacySteps,
          {
            can: say('steps'),
            nothing: say('nothing'),
            cannot: say('not'),
          },
          cameBack,
        )}
        <div class="kg-body">
          ${requests(desk, view)} ${held(desk, view)} ${holds(desk, view)}
          ${section(
            'shred',
            say('shred'),
            html`<div class="kg-cols">
              <div>
                <h3>${say('goes')}</h3>
                <p>${say('goesText')}</p>
              </div>
              <div>
                <h3>${say('stays')}</h3>
                <p>${say('staysText')}</p>
              </div>
            </div>`,
          )}
        </div>
      </div>`,
  });
}

function requests(desk: Desk, { erasureRequests = [] }: CaseView): Html {
  const { lang, today, running } = desk;
  const say = (word: keyof typeof words) => words[word][lang];
  const { calendar } = running.office.profile.settings;
  return section(
    'requests',
    say('requests'),
    erasureRequests.length === 0
      ? html`<p class="kg-empty">${say('none')}</p>`
      : html`${table(
            say('requests'),
            [say('request'), say('asked'), say('due'), say('stands')],
            erasureRequests.map(({ id, of, requestedOn, due, status }) => [
              `${id}. ${codeWord('erasureObjects', of, lang)}`,
              shortDate(requestedOn, lang),
              html`${dateWords(due, lang)}${
                status === 'open' &&
                html`<span class="sub ${due < today && 'is-late'}"
                  >${untilWords(due, today, calendar.value, lang)}</span
                >`
              }`,
              statusWord('erasureRequest', status, lang),
            ]),
          )}
          <p class="small soft">${say('month')}</p>`,
  );
}

function held(
  { lang, root }: Desk,
  { id, revision = -1, parties = [], letters = [], documents = [], notes = [] }: CaseView,
): Html {
  const say = (word: keyof typeof words) => words[word][lang];
  const counted: readonly (readonly [keyof typeof words, number])[] = [
    ['parties', parties.length],
    ['letters', letters.length],
    ['documents', documents.length],
    ['notes', notes.length],
    ['events', revision + 1],
  ];
  return section(
    'held',
    say('held'),
    html`<dl class="kg-facts">
        ${counted.map(
          ([word, count]) =>
            html`<div>
              <dt>${say(word)}</dt>
              <dd>${count}</dd>
            </div>`,
        )}
      </dl>
      <p><a href="${root}/cases/${id}/privacy/package">${say('package')}</a></p>
      <p class="small soft">${say('packageHint')}</p>`,
  );
}

function holds({ lang }: Desk, { holds: placed = [] }: CaseView): Html {
  const say = (word: keyof typeof words) => words[word][lang];
  return section(
    'holds',
    say('holds'),
    placed.length === 0
      ? html`<p class="soft">${say('noHolds')}</p>`
      : html`<ul>
          ${placed.map((reason) => html`<li>${codeWord('holdReasons', reason, lang)}</li>`)}
        </ul>`,
  );
}
