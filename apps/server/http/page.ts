/**
 * How every page looks: server-rendered, of the Danish public design system, whole without script (decision 38). Pages
 * of an office have its menu; the others have none.
 */
import { assets } from './assets.js';
import { html, type Html } from './html.js';

export const languages = ['da', 'en'] as const;
export type Language = (typeof languages)[number];
export const languageOf = (asked: unknown): Language => (asked === 'en' ? 'en' : 'da');

export interface MenuEntry {
  readonly href: string;
  readonly text: string;
  readonly current: boolean;
}

export interface PageOptions {
  readonly lang: Language;
  /** Who has signed in; null: nobody has. Left out: the page does not ask. */
  readonly signedIn?: string | null;
  /** Of an office's page. */
  readonly office?: { readonly name: string; readonly href: string };
  readonly menu?: readonly MenuEntry[];
  /** Where it stands in the other language, if that is an address of its own. */
  readonly twin?: string;
  /** Of demo and test: everybody in it is invented, and there is a tour. */
  readonly isSample?: boolean;
  /** Its content begins with a heading of its own. */
  readonly ownHeading?: true;
}

const words = {
  skip: { da: 'Gå til sidens indhold', en: 'Skip to content' },
  language: { da: 'Sprog', en: 'Language' },
  menu: { da: 'Hovedmenu', en: 'Main menu' },
  signIn: { da: 'Log ind', en: 'Log in' },
  signOut: { da: 'Log af', en: 'Log out' },
  account: { da: 'Dit login', en: 'Your login' },
  sample: { da: 'Opdigtede eksempeldata', en: 'Invented sample data' },
  tour: { da: 'Rundvisning', en: 'Tour' },
  accessibility: { da: 'Tilgængelighed', en: 'Accessibility' },
} as const;
const names = { da: 'Dansk', en: 'English' };
export const productName = 'Klagegang';

/** @param path where the page is asked for again in the other language, with its query if it has one */
export function page(options: PageOptions, path: string, title: string, content: Html): string {
  const { lang, signedIn, office, menu = [], twin, ownHeading, isSample } = options;
  const { style, scripts } = assets();
  const other = languages.find((each) => each !== lang)!;
  return html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title.startsWith(productName) ? title : `${title} – ${productName}`}</title>
        <meta name="htmx-config" content="${htmxConfig}" />
        <link rel="stylesheet" href="${style}" />
        ${scripts.map((each) => html`<script defer src="${each}"></script>`)}
      </head>
      <body class="kg">
        <a class="skipnav" href="#content">${words.skip[lang]}</a>
        <header class="kg-top">
          <div class="container">
            <a class="kg-brand" href="${office?.href ?? `/?lang=${lang}`}"
              >${productName}${office !== undefined && html` <span>· ${office.name}</span>`}</a
            >
            ${
              menu.length > 0 &&
              html`<nav class="kg-menu" aria-label="${words.menu[lang]}">
                <ul class="nobullet-list">
                  ${menu.map(
                    ({ href, text, current }) =>
                      html`<li><a href="${href}" ${current && html` aria-current="page"`}>${text}</a></li>`,
                  )}
                </ul>
              </nav>`
            }
            <div class="kg-me">
              <a href="${twin ?? addressIn(path, other)}" lang="${other}" hreflang="${other}">${names[other]}</a>
              ${signedIn === null && html`<a href="/login">${words.signIn[lang]}</a>`}
              ${
                typeof signedIn === 'string' &&
                html`<a href="/sessions"
                    ><span class="sr-only">${words.account[lang]}: </span><span lang="da">${signedIn}</span></a
                  >
                  <a href="/logout">${words.signOut[lang]}</a>`
              }
            </div>
          </div>
        </header>
        <main class="kg-main" id="content" tabindex="-1">
          <div class="container">${ownHeading !== true && html`<h1>${title}</h1>`} ${content}</div>
        </main>
        <footer class="kg-foot">
          <div class="container">
            <span>${office?.name ?? productName}</span><a href="/was?lang=${lang}">${words.accessibility[lang]}</a>
            ${isSample === true && html`<a href="/tour?lang=${lang}">${words.tour[lang]}</a><span>${words.sample[lang]}</span>`}
          </div>
        </footer>
        <p class="sr-only" id="said" aria-live="polite"></p>
      </body>
    </html> `.text;
}

/** What htmx may not do: keep pages, run text as a program, write styles or follow scripts (decision 38). */
const htmxConfig = JSON.stringify({
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
  responseHandling: [
    { code: '204', swap: false },
    { code: '[23]..', swap: true },
    { code: '400|409|412|422', swap: true },
    { code: '...', swap: false, error: true },
  ],
});

/** The same page in another language. */
function addressIn(path: string, lang: Language): string {
  const [where = '', query = ''] = path.split('?', 2);
  const asked = new URLSearchParams(query);
  asked.set('lang', lang);
  return `${where}?${asked.toString()}`;
}
