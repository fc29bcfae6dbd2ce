/** The code by which a citizen reads the own case: made on a page, said on it once, and printed as proof. */
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { type Refusal } from '../../../../libs/platform/refusal.js';
import { html, type Html } from '../../http/html.js';
import { ownCaseAddress } from '../../http/own-case-address.js';
import { deskPage, hiddenIn, type Desk } from '../desk.js';
import { errorSummary } from '../ui/said.js';
import { dateWords } from '../words/date-words.js';

const words = {
  title: { da: 'Kode til borgeren', en: 'Code for the citizen' },
  back: { da: 'Tilbage til sagen', en: 'Back to the case' },
  what: {
    da: 'Med koden kan borgeren læse sin egen sag: hvor den er, brevene, og hvem der har set den.',
    en: 'With the code the citizen can read the own case: where it is, the letters, and who has looked at it.',
  },
  once: {
    da: 'Koden vises kun én gang. Laver du en ny, virker den gamle ikke mere.',
    en: 'The code is shown once only. If you make a new one, the old one works no more.',
  },
  give: {
    da: 'Giv den til borgeren selv: på et møde, eller med Digital Post. Den sendes ikke herfra.',
    en: 'Give it to the citizen in person: in a meeting, or by Digital Post. It is not sent from here.',
  },
  make: { da: 'Lav en kode', en: 'Make a code' },
  not: { da: 'Koden kunne ikke laves', en: 'The code could not be made' },
  proofTitle: { da: 'Din kode til din sag', en: 'Your code for your case' },
  kept: { da: 'Har du gemt koden?', en: 'Have you kept the code?' },
  keptText: {
    da: 'Skriv den ned, eller gem denne side. Vi kan ikke vise den igen. Mister du den, så ring, og få en ny.',
    en: 'Write it down, or keep this page. We cannot show it again. If you lose it, call us and get a new one.',
  },
  use: { da: 'Sådan ser du din sag', en: 'How you see your case' },
  useAt: { da: 'Gå til denne side på nettet:', en: 'Go to this page on the web:' },
  useCode: {
    da: 'Skriv koden. Store og små bogstaver er lige gode.',
    en: 'Write the code. Capital or small letters are the same.',
  },
  useFact: {
    da: 'Skriv din fødselsdag, dit telefonnummer eller din e-mail, så vi ved, at det er dig.',
    en: 'Write your day of birth, your telephone number or your e-mail, so that we know that it is you.',
  },
  secret: {
    da: 'Giv ikke koden til andre. Den, der har den, kan måske læse din sag.',
    en: 'Give the code to nobody else. Whoever has it may be able to read your case.',
  },
  made: { da: 'Lavet', en: 'Made' },
  print: {
    da: 'Udskriv siden (Ctrl + P), og giv den til borgeren. Når du går herfra, er koden væk.',
    en: 'Print the page (Ctrl + P) and give it to the citizen. When you leave it, the code is gone.',
  },
} as const;

type Of = Pick<CaseView, 'id' | 'number'>;
const crumb = ({ root, lang }: Desk, { id, number }: Of): Html =>
  html`<p class="kg-crumb">
    <a href="${root}/cases/${id}">${words.back[lang]}${typeof number === 'string' && ` ${number}`}</a>
  </p>`;

/** @param refusals why no code could be made, where one was asked for */
export function codeAskedPage(desk: Desk, view: Of, refusals: readonly Refusal[] = []): string {
  const { root, lang } = desk;
  return deskPage(desk, {
    title: `${words.title[lang]} ${view.number ?? ''}`.trim(),
    ownHeading: true,
    content: html`${crumb(desk, view)}
      <h1>${words.title[lang]}</h1>
      ${refusals.length > 0 && errorSummary(desk, { title: words.not[lang], refusals })}
      <p>${words.what[lang]}</p>
      <p>${words.give[lang]}</p>
      <p>${words.once[lang]}</p>
      <form method="post" action="${root}/cases/${view.id}/code">
        ${hiddenIn(desk)}
        <div class="kg-actions"><button class="button button-primary">${words.make[lang]}</button></div>
      </form>`,
  });
}

/** The code itself, in groups of four. @param origin where the product is reached, or null where nobody has said it */
export function codePage(desk: Desk, view: Of, code: string, origin: string | null): string {
  const { lang, settings, today } = desk;
  return deskPage(desk, {
    title: `${words.title[lang]} ${view.number ?? ''}`.trim(),
    ownHeading: true,
    content: html`${crumb(desk, view)}
      <p class="kg-note warn no-print" role="status">${words.print[lang]}</p>
      <div class="kg-read kg-proof">
        <h1 tabindex="-1" data-focus>${words.proofTitle[lang]}</h1>
        <p>${settings.name[lang]}${typeof view.number === 'string' && `, ${view.number}`}</p>
        <p class="kg-code">${code.split('-').map((group) => html`<span>${group}</span> `)}</p>
        <p class="small soft">${words.made[lang]} ${dateWords(today, lang)}.</p>
        <h2>${words.kept[lang]}</h2>
        <p>${words.keptText[lang]}</p>
        <h2>${words.use[lang]}</h2>
        <ol>
          <li>${words.useAt[lang]} <strong>${origin ?? ''}${ownCaseAddress(lang)}</strong></li>
          <li>${words.useCode[lang]}</li>
          <li>${words.useFact[lang]}</li>
        </ol>
        <p>${words.secret[lang]}</p>
      </div>`,
  });
}
/** What of it is for the citizen, who reads it at home. */
export const codeWordsForCitizens = [words.keptText, words.useAt, words.useCode, words.useFact, words.secret] as const;
