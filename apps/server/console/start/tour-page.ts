/** The way around the demo: things to do, in order, each with the page to do it on. */
import { type OfficeConfig } from '../../../../libs/installation/config.js';
import { firstNamed, peopleOf } from '../../../../libs/installation/demo-people.js';
import { type Role } from '../../../../libs/platform/caller.js';
import { type Sentences } from '../../../../libs/platform/refusal.js';
import { html } from '../../http/html.js';
import { page, type PageOptions } from '../../http/page.js';

const words = {
  title: { da: 'Rundvisning på tre minutter', en: 'A tour of three minutes' },
  intro: {
    da: 'Gør tingene i rækkefølge. Hver side har et link nederst, der fører tilbage hertil. Alt er opdigtet, så prøv bare.',
    en: 'Do the things in order. Every page has a link at its foot that leads back here. All of it is invented, so just try.',
  },
  signedIn: { da: 'Du er logget ind som', en: 'You are logged in as' },
  notSignedIn: {
    da: 'Du er ikke logget ind endnu. Begynd med nummer 1.',
    en: 'You are not logged in yet. Begin with number 1.',
  },
  first: { da: 'Forsiden', en: 'The first page' },
} as const satisfies Readonly<Record<string, Sentences>>;

interface Stop {
  readonly do: Sentences;
  readonly see: Sentences;
  readonly href: string;
  readonly link: Sentences;
}

const stopsAt = ({ key }: OfficeConfig, adviser: string, auditor: string): readonly Stop[] => [
  {
    do: { da: `Bliv ${adviser}, som er medarbejder`, en: `Become ${adviser}, who is an adviser` },
    see: {
      da: 'Vælg navnet på listen. Du kommer til dagens sager.',
      en: 'Choose the name on the list. You come to the day’s cases.',
    },
    href: `/login?to=/o/${key}/cases`,
    link: { da: 'Log ind', en: 'Log in' },
  },
  {
    do: { da: 'Se, hvad der er for sent', en: 'See what is late' },
    see: {
      da: 'Det, der haster mest, står øverst, med frist i arbejdsdage og dato.',
      en: 'What is most urgent stands first, with its term in working days and as a date.',
    },
    href: `/o/${key}/cases?outcome=none&overdue=true`,
    link: { da: 'Sager over fristen', en: 'Cases beyond their term' },
  },
  {
    do: { da: 'Åbn den øverste sag', en: 'Open the first case' },
    see: {
      da: 'Den venter på svar fra en forvaltning. Find, hvad du kan gøre nu, og hvad du ikke kan. Fold en regel ud, og læs, hvad kilden siger.',
      en: 'It waits for the answer of a department. Find what you can do now, and what you cannot. Unfold a rule and read what its source says.',
    },
    href: `/o/${key}/cases?state=referred`,
    link: { da: 'Sager, der er forelagt en forvaltning', en: 'Cases referred to a department' },
  },
  {
    do: { da: 'Prøv at skrive et tomt notat', en: 'Try to write an empty note' },
    see: {
      da: 'I sagen: åbn »Skriv et notat«, og tryk på knappen uden at skrive. Siden siger, hvad der mangler. Skriv så noget, og tryk igen: det står i tidslinjen.',
      en: 'In the case: open “Write a note” and press the button without writing. The page says what is missing. Then write something and press again: it stands in the timeline.',
    },
    href: `/o/${key}/cases?state=referred`,
    link: { da: 'Tilbage til sagerne', en: 'Back to the cases' },
  },
  {
    do: { da: 'Sammenlign reglerne i to kommuner', en: 'Compare the rules of two municipalities' },
    see: {
      da: 'Kun forskellene vises. Der står, hvad kilden siger, og hvor den intet siger.',
      en: 'Only the differences are shown: what the source says, and where it says nothing.',
    },
    href: `/o/${key}/rules/compare`,
    link: { da: 'To kontorers regler', en: 'The rules of two offices' },
  },
  {
    do: { da: `Bliv ${auditor}, som er revisor`, en: `Become ${auditor}, who is an auditor` },
    see: {
      da: 'Sig, hvorfor du ser. Åbn en sag, og find dens historik: hver hændelse står der, med hvem og hvornår. Dit eget opslag bliver også skrevet ned.',
      en: 'Say why you look. Open a case and find its history: every event is there, with who and when. Your own look is written down too.',
    },
    href: `/login?to=/o/${key}/cases`,
    link: { da: 'Log ind som en anden', en: 'Log in as somebody else' },
  },
];

/** @param first of the offices: the tour is in it */
export function tourPage(options: PageOptions, first: OfficeConfig): string {
  const { lang, signedIn } = options;
  const people = peopleOf([first]);
  const called = (role: Role): string => firstNamed(people, first.key, role)!;
  const stops = stopsAt(first, called('adviser'), called('auditor'));
  return page(
    options,
    '/tour',
    words.title[lang],
    html`<p>${words.intro[lang]}</p>
      <p class="kg-note info">
        ${
          typeof signedIn === 'string'
            ? html`${words.signedIn[lang]} <strong lang="da">${signedIn}</strong>.`
            : words.notSignedIn[lang]
        }
      </p>
      <ol class="kg-tour">
        ${stops.map(
          (stop) =>
            html`<li>
              <h2>${stop.do[lang]}</h2>
              <p>${stop.see[lang]}</p>
              <p><a href="${stop.href}">${stop.link[lang]}</a></p>
            </li>`,
        )}
      </ol>
      <p><a href="/?lang=${lang}">${words.first[lang]}</a></p>`,
  );
}
