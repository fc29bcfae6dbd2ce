/**
 * Whether a case is to be investigated: what both sides say stands beside each other, then what has been tried, and the
 * steps of whoever decides, with what is missing before they may be taken.
 */
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { html, type Html } from '../../http/html.js';
import { partsOf } from '../cases/case-content.js';
import { dueList } from '../cases/case-deadlines.js';
import { stepsBeside } from '../cases/case-steps.js';
import { whatCameOf, type SidePage } from '../cases/side-page.js';
import { weighedSteps } from '../cases/places-of-steps.js';
import { deskPage, type Desk } from '../desk.js';
import { section, table, type Cell } from '../ui/table.js';
import { codeWord, flagWord } from '../words/code-words.js';
import { dateWords, shortDate } from '../words/date-words.js';
import { stateWord, statusWord } from '../words/state-words.js';

const words = {
  title: { da: 'Vurdering af tilsyn', en: 'Weighing an investigation' },
  back: { da: 'Tilbage til sagen', en: 'Back to the case' },
  received: { da: 'Modtaget', en: 'Received' },
  principled: { da: 'Principiel', en: 'Principled' },
  own: { da: 'Egen drift', en: 'Own initiative' },
  sides: { da: 'Hvad hver side siger', en: 'What each side says' },
  citizen: { da: 'Borgeren', en: 'The citizen' },
  department: { da: 'Forvaltningen', en: 'The department' },
  nothingSaid: { da: 'Intet er skrevet ned endnu.', en: 'Nothing has been written down yet.' },
  notAnswered: { da: 'Har ikke svaret endnu', en: 'Has not answered yet' },
  answered: { da: 'Svarede', en: 'Answered' },
  heard: { da: 'Hørt', en: 'Heard' },
  tried: { da: 'Hvad der er prøvet', en: 'What has been tried' },
  what: { da: 'Hvad', en: 'What' },
  when: { da: 'Hvornår', en: 'When' },
  cameOf: { da: 'Hvad der kom ud af det', en: 'What came of it' },
  referral: { da: 'Forelagt', en: 'Referred to' },
  workingDays: { da: 'arbejdsdage', en: 'working days' },
  settlement: { da: 'Forlig', en: 'Settlement' },
  mediation: { da: 'Mægling', en: 'Mediation' },
  nothingTried: { da: 'Der er ikke prøvet noget endnu.', en: 'Nothing has been tried yet.' },
  said: { da: 'Vurderingen, som den står', en: 'The assessment as it stands' },
  benefit: { da: 'Gavn for borgeren', en: 'Benefit for the citizen' },
  improvement: { da: 'Forbedring', en: 'Improvement' },
  overall: { da: 'Samlet', en: 'Overall' },
  reviews: { da: 'Anden læser', en: 'Second reader' },
  asks: { da: 'spurgt af', en: 'asked by' },
  noReviews: { da: 'Ingen er bedt om at læse med.', en: 'Nobody has been asked to read along.' },
  steps: { da: 'Afgør', en: 'Decide' },
  none: { da: 'Der er ikke noget, du kan afgøre her lige nu.', en: 'There is nothing for you to decide here now.' },
  missing: { da: 'Det mangler, før du kan', en: 'What is missing before you can' },
} as const;

export function weighingPage(desk: Desk, page: SidePage): string {
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
          <span class="kg-state">${stateWord(view.state ?? '', lang)}</span>
          ${view.principled === true && html`<span class="kg-badge">${say('principled')}</span>`}
          ${view.ownInitiative === true && html`<span class="kg-badge">${say('own')}</span>`}
        </div>
        <p class="soft">${view.receivedOn !== undefined && `${say('received')} ${dateWords(view.receivedOn, lang)}`}</p>
      </div>
      ${whatCameOf(desk, page)} ${dueList(desk, view)}
      <div class="kg-split">
        ${stepsBeside(
          desk,
          view,
          weighedSteps,
          {
            can: say('steps'),
            nothing: say('none'),
            cannot: say('missing'),
          },
          cameBack,
        )}
        <div class="kg-body">
          ${sides(desk, view)} ${partsOf(desk, view)} ${tried(desk, view)} ${assessed(desk, view)}
          ${reviewed(desk, view)}
        </div>
      </div>`,
  });
}

/** A text that is somebody's own, Danish whoever reads it. */
const saidBy = (text: unknown): Html | false =>
  typeof text === 'string' && html`<p class="kg-said" lang="da">${text}</p>`;

function sides(desk: Desk, { summary, hearings = [], referrals = [] }: CaseView): Html {
  const { lang } = desk;
  const say = (word: keyof typeof words) => words[word][lang];
  const ofCitizen = hearings.filter(({ of }) => of === 'citizen');
  const ofDepartments = hearings.filter(({ of }) => of === 'department');
  const heardOn = (on: string | null) =>
    on !== null && html`<p class="small soft">${say('heard')} ${shortDate(on, lang)}</p>`;
  return section(
    'sides',
    say('sides'),
    html`<div class="kg-cols">
      <div>
        <h3>${say('citizen')}</h3>
        ${saidBy(summary) || html`<p class="soft">${say('nothingSaid')}</p>`}
        ${ofCitizen.map((hearing) => html`${heardOn(hearing.heardOn)}${saidBy(hearing.statement)}`)}
      </div>
      <div>
        <h3>${say('department')}</h3>
        ${referrals.length + ofDepartments.length === 0 && html`<p class="soft">${say('nothingSaid')}</p>`}
        ${referrals.map(
          ({ department, answeredOn, finding }) =>
            html`<p>
              <strong lang="da">${desk.departmentName(department)}</strong><br />
              ${answeredOn === null ? say('notAnswered') : `${say('answered')} ${shortDate(answeredOn, lang)}`}
              ${finding !== undefined && finding !== null && html`<br />${codeWord('answerFindings', finding, lang)}`}
            </p>`,
        )}
        ${ofDepartments.map(
          (hearing) =>
            html`<p>
                <strong lang="da">${'department' in hearing && desk.departmentName(hearing.department!)}</strong>
              </p>
              ${heardOn(hearing.heardOn)}${saidBy(hearing.statement)}`,
        )}
      </div>
    </div>`,
  );
}

function tried(desk: Desk, { referrals = [], settlement, mediation }: CaseView): Html {
  const { lang } = desk;
  const say = (word: keyof typeof words) => words[word][lang];
  const rows: readonly (readonly Cell[])[] = [
    ...referrals.map(({ department, sentOn, answeredOn, workingDays }) => [
      html`${say('referral')} <span lang="da">${desk.departmentName(department)}</span>`,
      shortDate(sentOn, lang),
      answeredOn === null
        ? say('notAnswered')
        : `${say('answered')} ${shortDate(answeredOn, lang)}${workingDays === null ? '' : `, ${workingDays} ${say('workingDays')}`}`,
    ]),
    ...(settlement ? [[say('settlement'), '', statusWord('settlement', settlement.status, lang)]] : []),
    ...(mediation
      ? [
          [
            say('mediation'),
            '',
            'agreement' in mediation && typeof mediation.agreement === 'boolean'
              ? flagWord(mediation.agreement, lang)
              : '–',
          ],
        ]
      : []),
  ];
  return section(
    'tried',
    say('tried'),
    rows.length === 0
      ? html`<p class="soft">${say('nothingTried')}</p>`
      : table(say('tried'), [say('what'), say('when'), say('cameOf')], rows),
  );
}

function assessed({ lang }: Desk, { assessment }: CaseView): Html | false {
  const say = (word: keyof typeof words) => words[word][lang];
  if (!assessment) return false;
  const { criteria, text, on } = assessment;
  return section(
    'said',
    say('said'),
    html`<dl class="kg-facts">
        <div>
          <dt>${say('benefit')}</dt>
          <dd>${codeWord('levels', criteria.citizenBenefit, lang)}</dd>
        </div>
        <div>
          <dt>${say('improvement')}</dt>
          <dd>${codeWord('levels', criteria.improvement, lang)}</dd>
        </div>
        <div>
          <dt>${say('overall')}</dt>
          <dd>${codeWord('overallAssessments', criteria.overall, lang)}</dd>
        </div>
      </dl>
      <p class="small soft">${dateWords(on, lang)}</p>
      ${saidBy(text)}`,
  );
}

function reviewed({ lang }: Desk, { reviews = [] }: CaseView): Html {
  const say = (word: keyof typeof words) => words[word][lang];
  return section(
    'reviews',
    say('reviews'),
    reviews.length === 0
      ? html`<p class="soft">${say('noReviews')}</p>`
      : html`<ul class="nobullet-list kg-rows">
          ${reviews.map(
            ({ to, by, text }) =>
              html`<li>
                <strong lang="da">${to.name}</strong>, ${say('asks')} <span lang="da">${by.name}</span>
                ${saidBy(text)}
              </li>`,
          )}
        </ul>`,
  );
}
