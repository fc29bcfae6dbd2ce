/**
 * A form that met a session which has ended: nothing of it was done, and all that was typed is on the page, to be sent
 * from a new form once its sender has signed in.
 */
import { type FastifyRequest } from 'fastify';
import { html } from './html.js';
import { languageOf, page } from './page.js';
import { typedAgain } from './typed-again.js';

const words = {
  needed: { da: 'Log ind for at fortsætte', en: 'Log in to go on' },
  ended: { da: 'Dit login er slut', en: 'Your login has ended' },
  endedText: {
    da: 'Intet er sendt. Det, du skrev, står herunder. Log ind i en ny fane, og flyt det med over.',
    en: 'Nothing was sent. What you wrote is below. Log in in a new tab, and take it along.',
  },
  signIn: { da: 'Log ind', en: 'Log in' },
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
