/** A refusal where a person reads the answer: what is wrong, what to do, and the request's number for the operator. */
import { type FastifyRequest } from 'fastify';
import { type Sentences } from '../../../libs/platform/refusal.js';
import { html } from './html.js';
import { page, type Language } from './page.js';
import { type ProblemDocument } from './problem.js';
import { typedAgain } from './typed-again.js';

interface Words {
  readonly title: Sentences;
  readonly what: Sentences;
}

const byStatus: Readonly<Record<number, Words>> = {
  400: {
    title: { da: 'Det kan ikke læses', en: 'This cannot be read' },
    what: {
      da: 'Adressen eller formularen er ikke, som siden venter den. Gå tilbage til listen, og begynd derfra.',
      en: 'The address or the form is not what the page expects. Go back to the list and begin there.',
    },
  },
  403: {
    title: { da: 'Det har du ikke adgang til', en: 'You have no access to this' },
    what: {
      da: 'Skal du bruge det i dit arbejde, så bed kontorets administrator om det. Er du logget ind som den forkerte, så log af og ind igen.',
      en: 'If your work needs it, ask the office’s administrator. If you are logged in as somebody else, log out and in again.',
    },
  },
  404: {
    title: { da: 'Det findes ikke her', en: 'There is nothing here' },
    what: {
      da: 'Er adressen skrevet af, så se efter en fejl i den. En sag finder du ved at søge på dens nummer i listen over sager.',
      en: 'If the address was copied by hand, look for a slip in it. A case is found by searching for its number in the list of cases.',
    },
  },
  409: {
    title: { da: 'Det kan ikke lade sig gøre nu', en: 'This cannot be done now' },
    what: { da: 'Gå tilbage til sagen, og se, hvad den siger.', en: 'Go back to the case and see what it says.' },
  },
  410: {
    title: { da: 'Slettet for altid', en: 'Erased for good' },
    what: {
      da: 'Ingen kan hente det frem igen, heller ikke driften. Sagens forløb og tal står der endnu.',
      en: 'Nobody can bring it back, the operator neither. The course of the case and its figures are still there.',
    },
  },
  412: {
    title: { da: 'Sagen er ændret imens', en: 'The case has changed meanwhile' },
    what: {
      da: 'Åbn sagen igen, se, hvad der er sket, og send så dit igen, hvis det stadig passer.',
      en: 'Open the case again, see what has happened, and then send yours again if it still fits.',
    },
  },
  413: {
    title: { da: 'Det er for stort', en: 'It is too large' },
    what: {
      da: 'Gør det kortere, eller del det, og send det igen.',
      en: 'Make it shorter, or divide it, and send it again.',
    },
  },
  429: {
    title: { da: 'Vent et øjeblik', en: 'Wait a moment' },
    what: {
      da: 'Der er en grænse for, hvor meget der hentes ad gangen.',
      en: 'There is a limit to how much is fetched at a time.',
    },
  },
  500: {
    title: { da: 'Noget gik galt hos os', en: 'Something went wrong on our side' },
    what: {
      da: 'Prøv igen. Sker det igen, så giv driften nummeret herunder.',
      en: 'Try again. If it happens again, give the number below to the operator.',
    },
  },
  503: {
    title: { da: 'Det kan ikke lade sig gøre lige nu', en: 'This is not possible just now' },
    what: {
      da: 'Vent lidt, og prøv så igen. Alt, hvad der er gemt, er der endnu.',
      en: 'Wait a little, and then try again. All that was stored is still there.',
    },
  },
};
/** Where the code says more than the status. */
const byCode: Readonly<Record<string, Words>> = {
  FORM_OUTDATED: {
    title: { da: 'Formularen er for gammel', en: 'The form is too old' },
    what: {
      da: 'Intet er sendt. Åbn siden igen, og skriv det om derfra.',
      en: 'Nothing was sent. Open the page again and fill it in there.',
    },
  },
  CONFIDENTIAL: {
    title: { da: 'Sagen er fortrolig', en: 'The case is confidential' },
    what: { da: 'Lederen kan give dig adgang til den.', en: 'The head can give you access to it.' },
  },
  COMPLAINT_UNREADABLE: {
    title: { da: 'Sagen kan ikke vises', en: 'The case cannot be shown' },
    what: {
      da: 'Giv driften nummeret herunder. Kontorets øvrige sager er hele.',
      en: 'Give the number below to the operator. The office’s other cases are whole.',
    },
  },
  OUTCOME_UNKNOWN: {
    title: { da: 'Måske blev det gemt', en: 'Perhaps it was stored' },
    what: {
      da: 'Åbn sagen, og se, om trinnet står i tidslinjen, før du gør det igen.',
      en: 'Open the case and see whether the step is in its timeline before you do it again.',
    },
  },
};
const words = {
  back: { da: 'Til kontorets sider', en: 'To the office’s pages' },
  first: { da: 'Forsiden', en: 'The first page' },
  number: { da: 'Nummer til driften', en: 'Number for the operator' },
  again: { da: 'Prøv igen om', en: 'Try again in' },
  seconds: { da: 'sekunder', en: 'seconds' },
  minutes: { da: 'minutter', en: 'minutes' },
} as const;

/**
 * What another site had somebody send is not shown as their own words.
 * @param retryAfter seconds
 */
export function problemPage(
  request: Pick<FastifyRequest, 'session' | 'query' | 'id' | 'params' | 'body' | 'headers'>,
  { status, code, sentences }: Pick<ProblemDocument, 'status' | 'code' | 'sentences'>,
  retryAfter?: number,
): string {
  const { session, query, params, id } = request;
  const { lang: asked } = (query ?? {}) as { readonly lang?: unknown };
  const lang = session?.language ?? (asked === 'en' ? 'en' : 'da');
  const { title, what } = byCode[code] ?? byStatus[status] ?? byStatus[status >= 500 ? 500 : 404]!;
  const { office } = (params ?? {}) as { readonly office?: string };
  const own = session?.callers.some((caller) => caller.office === office && caller.complaint === undefined);
  return page(
    { lang },
    '/',
    title[lang],
    html`<p>${sentences[lang]}</p>
      <p>${what[lang]}</p>
      ${retryAfter !== undefined && html`<p>${words.again[lang]} ${inWords(retryAfter, lang)}.</p>`}
      <p>
        ${
          own === true
            ? html`<a href="/o/${office}">${words.back[lang]}</a>`
            : html`<a href="/?lang=${lang}">${words.first[lang]}</a>`
        }
      </p>
      ${request.headers['sec-fetch-site'] === 'same-origin' && typedAgain(request, lang)}
      <p class="small soft">${words.number[lang]}: <code>${id}</code></p>`,
  );
}

const inWords = (seconds: number, lang: Language): string =>
  seconds < 120 ? `${seconds} ${words.seconds[lang]}` : `${Math.ceil(seconds / 60)} ${words.minutes[lang]}`;
