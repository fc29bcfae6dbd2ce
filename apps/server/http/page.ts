/** How a page looks that is not of the console: server-rendered, no script, readable without style. */
import { createHash } from 'node:crypto';
import { html, type Html } from './html.js';

export const languages = ['da', 'en'] as const;
export type Language = (typeof languages)[number];
export const languageOf = (asked: unknown): Language => (asked === 'en' ? 'en' : 'da');

export interface PageOptions {
  readonly lang: Language;
  /** Who has signed in; null: nobody has. Left out: the page does not ask. */
  readonly signedIn?: string | null;
}

const words = {
  skip: { da: 'Gå til indholdet', en: 'Skip to content' },
  language: { da: 'Sprog', en: 'Language' },
  signIn: { da: 'Log ind', en: 'Log in' },
  account: { da: 'Login', en: 'Account' },
} as const;
const names = { da: 'Dansk', en: 'English' };
export const productName = 'Klagegang';

export function page({ lang, signedIn }: PageOptions, path: string, title: string, content: Html): string {
  const inLanguage = (each: Language) =>
    html`<a href="${path}?lang=${each}" lang="${each}" hreflang="${each}" ${each === lang && html` aria-current="true"`}
      >${names[each]}</a
    >`;
  return html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title.startsWith(productName) ? title : `${title} – ${productName}`}</title>
        <link rel="stylesheet" href="${stylePath}" />
      </head>
      <body>
        <a class="skip" href="#content">${words.skip[lang]}</a>
        <header>
          <a href="/?lang=${lang}">${productName}</a>
          ${signedIn === null && html`<a href="/login">${words.signIn[lang]}</a>`}
          ${typeof signedIn === 'string' && html`<a href="/sessions">${words.account[lang]}: <span lang="da">${signedIn}</span></a>`}
          <nav aria-label="${words.language[lang]}">
            <ul>
              ${languages.map((each) => html`<li>${inLanguage(each)}</li>`)}
            </ul>
          </nav>
        </header>
        <main id="content" tabindex="-1">
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html> `.text;
}

export const styleSheet = `
:root { --ink: #1a1a1a; --paper: #fff; --quiet: #545454; --line: #bfbfbf; --tint: #f3f4f6; --link: #0b5394; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --ink: #eee; --paper: #16181b; --quiet: #b8bcc2; --line: #50555c; --tint: #22262b; --link: #8ec5ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif; }
header, main { max-width: 64rem; margin: 0 auto; padding: 1rem; }
header { display: flex; justify-content: space-between; flex-wrap: wrap; gap: 1rem; border-bottom: 1px solid var(--line); }
header ul { display: flex; gap: 1rem; list-style: none; margin: 0; padding: 0; }
header [aria-current] { font-weight: 700; text-decoration: none; color: var(--ink); }
a { color: var(--link); }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; padding: .5rem 1rem; background: var(--paper); }
.skip:focus { left: 1rem; top: 1rem; }
h1, h2, h3, h4 { line-height: 1.25; }
h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); }
h3 code, caption { color: var(--quiet); font-weight: 400; }
section { margin: 2rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dt { font-weight: 600; } dd { margin: 0; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .75rem; } }
.wide { overflow-x: auto; margin-bottom: 1rem; }
table { border-collapse: collapse; min-width: 60%; }
caption { text-align: left; }
th, td { border-bottom: 1px solid var(--line); padding: .4rem 1rem .4rem 0; text-align: left; vertical-align: top; font-weight: 400; }
thead th { font-weight: 600; }
td p { margin: 0; }
pre { background: var(--tint); padding: 1rem; overflow-x: auto; }
code { font-family: ui-monospace, monospace; font-size: .9375em; overflow-wrap: anywhere; }
pre code { overflow-wrap: normal; }
tr:target th, h3:target { background: var(--tint); }
button { font: inherit; padding: .5rem 1rem; border: 1px solid var(--link); border-radius: .25rem; background: var(--paper); color: var(--link); cursor: pointer; }
button:hover { background: var(--tint); }
button:focus-visible, input:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
input { font: inherit; padding: .4rem .5rem; border: 1px solid var(--quiet); border-radius: .25rem; background: var(--paper); color: var(--ink); max-width: 100%; }
label { display: block; font-weight: 600; margin-top: 1rem; }
.hint { color: var(--quiet); margin: 0; }
.people { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .5rem; }
.people button { width: 100%; height: 100%; text-align: left; }
.people small { display: block; color: var(--quiet); }
.alert { border-left: .4rem solid var(--link); background: var(--tint); padding: .75rem 1rem; }
`;
export const stylePath = `/assets/${createHash('sha256').update(styleSheet).digest('hex').slice(0, 16)}.css`;
