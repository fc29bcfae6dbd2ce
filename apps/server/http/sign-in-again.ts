/**
 * A form that met a session which has ended: nothing of it was done, and all that was typed is on the page, to be sent
 * from a new form once its sender has signed in.
 */
import { type FastifyRequest } from 'fastify';
import { html } from './html.js';
import { languageOf, page } from './page.js';
import './request.js';
import { typedAgain } from './typed-again.js';

const words = {
  needed: { da: 'Log ind for at fortsætte', en: 'Log in to go on' },
  ended: { da: 'Dit login er slut', en: 'Your login has ended' },
  endedText: {
    da: 'Intet er sendt. Det, du skrev, står herunder. Log ind i en ny fane, og flyt det med over.',
    en: 'Nothing was sent. What you wrote is below. Log in in a new tab, and take it along.',
  },
  signIn: { da: 'Log ind', en: 'Log in' },
  prove: { da: 'Log ind igen, før du gør det', en: 'Log in again before you do this' },
  proveText: {
    da: 'Det er mere end fem minutter siden, du loggede ind, og det, du bad om, kan kun du selv få gjort. Der er ikke sket noget endnu. Log ind igen, og gør det så på ny.',
    en: 'You logged in more than five minutes ago, and what you asked for may be done by you alone. Nothing has happened yet. Log in again, and then do it once more.',
  },
  proveByCode: {
    da: 'Du loggede ind for mere end fem minutter siden, og det, du bad om, kan kun du selv få gjort. Der er ikke sket noget endnu. Log ud, log ind igen, og gør det så på ny.',
    en: 'You logged in more than five minutes ago, and what you asked for may be done by you alone. Nothing has happened yet. Log out, log in again, and then do it once more.',
  },
  again: { da: 'Log ind igen', en: 'Log in again' },
  logOut: { da: 'Log ud', en: 'Log out' },
  back: { da: 'Fortryd', en: 'Cancel' },
} as const;

export function signInAgainPage(request: Pick<FastifyRequest, 'body' | 'query' | 'url'>): string {
  const { query, url } = request;
  const lang = languageOf((query as { readonly lang?: unknown } | null)?.lang);
  const typed = typedAgain(request, lang);
  if (!typed)
    return page(
      { lang },
      '/login',
      words.needed[lang],
      html`<p><a href="/login?to=${encodeURIComponent(url)}">${words.signIn[lang]}</a></p>`,
    );
  return page(
    { lang },
    '/login',
    words.ended[lang],
    html`<p class="kg-note warn">${words.endedText[lang]}</p>
      <p><a href="/login?to=/sessions" target="_blank">${words.signIn[lang]}</a></p>
      ${typed}`,
  );
}

/** Somebody has signed in, too long ago for what they ask. A citizen's code is shown on a page of its own. */
export function proveAgainPage({ session, query }: Pick<FastifyRequest, 'session' | 'query'>): string {
  const lang = session?.language ?? languageOf((query as { readonly lang?: unknown } | null)?.lang);
  const isStaff = session?.holder.kind === 'staff';
  return page(
    { lang },
    '/sessions',
    words.prove[lang],
    html`<p>${isStaff ? words.proveText[lang] : words.proveByCode[lang]}</p>
      <p>
        ${
          isStaff
            ? html`<a class="button button-primary" href="/login?again=yes&amp;to=/sessions">${words.again[lang]}</a>`
            : html`<a class="button button-primary" href="/logout">${words.logOut[lang]}</a>`
        }
      </p>
      <p><a href="/sessions">${words.back[lang]}</a></p>`,
  );
}
