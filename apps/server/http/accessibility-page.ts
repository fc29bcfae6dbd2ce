/** How far everybody can use the pages: what is checked, what is not, whom to tell (lov nr. 692 af 8. juni 2018). */
import { html } from './html.js';
import { page, type Language } from './page.js';

const texts = {
  title: { da: 'Tilgængelighed', en: 'Accessibility' },
  aim: {
    da: 'Siderne skal kunne bruges af alle. De er bygget til at følge WCAG 2.1 på niveau AA, som loven om webtilgængelighed kræver.',
    en: 'Everybody should be able to use these pages. They are built to follow WCAG 2.1 at level AA, as the law on web accessibility asks.',
  },
  checked: { da: 'Det er prøvet', en: 'What is checked' },
  known: { da: 'Det ved vi, at der mangler', en: 'What we know is missing' },
  wrong: { da: 'Er der noget, du ikke kan bruge?', en: 'Is there something you cannot use?' },
  tell: {
    da: 'Sig det til kontoret, gerne med adressen på siden. Kan du ikke bruge siden imens, så ring eller skriv, så får du hjælp på en anden måde.',
    en: 'Tell the office, best with the address of the page. If you cannot use the page meanwhile, call or write, and you will be helped in another way.',
  },
  complain: {
    da: 'Får du intet svar, kan du klage til Digitaliseringsstyrelsen, der fører tilsyn med loven.',
    en: 'If you get no answer, you can complain to the Agency for Digital Government, which supervises the law.',
  },
} as const;
const checked = {
  da: [
    'Hver side i en rigtig browser, på dansk og engelsk, på en smal og en bred skærm: ingen kendte fejl efter WCAG 2.1 A og AA (axe).',
    'Forstørret til 400 % skal ingen rulle sidelæns.',
    'Alt kan gøres med tastatur alene og uden JavaScript.',
    'Ingen farve siger noget alene, og hvert billede og diagram har sin tekst eller tabel.',
  ],
  en: [
    'Each page in a real browser, in Danish and English, on a narrow and a wide screen: no known faults by WCAG 2.1 A and AA (axe).',
    'At 400 % nobody has to scroll sideways.',
    'Everything can be done by keyboard alone and without JavaScript.',
    'No colour says anything alone, and each picture and chart has its text or table.',
  ],
} as const;
const known = {
  da: [
    'Det, andre har sendt ind, vises, som det kom: et scannet brev kan være et billede uden tekst.',
    'En maskine finder kun en del af fejlene. En gennemgang med skærmlæser hører til hver udgave og skal gøres af et menneske.',
  ],
  en: [
    'What others have sent in is shown as it came: a scanned letter may be a picture without text.',
    'A machine finds only some of the faults. A walk with a screen reader belongs to each release and has to be done by a person.',
  ],
} as const;

export const accessibilityPage = (lang: Language): string =>
  page(
    { lang },
    '/was',
    texts.title[lang],
    html`<p>${texts.aim[lang]}</p>
      <h2>${texts.checked[lang]}</h2>
      <ul>
        ${checked[lang].map((each) => html`<li>${each}</li>`)}
      </ul>
      <h2>${texts.known[lang]}</h2>
      <ul>
        ${known[lang].map((each) => html`<li>${each}</li>`)}
      </ul>
      <h2>${texts.wrong[lang]}</h2>
      <p>${texts.tell[lang]}</p>
      <p>${texts.complain[lang]}</p>`,
  );
