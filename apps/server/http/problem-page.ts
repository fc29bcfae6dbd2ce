/** A refusal where a person reads the answer: what is wrong, what to do, and the request's number for the operator. */
import { type FastifyRequest } from 'fastify';
import { html } from './html.js';
import { page, type Language } from './page.js';
import { type ProblemDocument } from './problem.js';

const whatNow: Readonly<Record<number, Readonly<Record<Language, string>>>> = {
  403: {
    da: 'Spørg kontorets administrator, hvis du mener, at du skal kunne det.',
    en: 'Ask the office’s administrator if you think that you should be able to.',
  },
  404: { da: 'Gå tilbage, eller begynd på forsiden.', en: 'Go back, or begin on the first page.' },
  413: { da: 'Gør det kortere, og send det igen.', en: 'Make it shorter and send it again.' },
  429: { da: 'Vent lidt, og prøv så igen.', en: 'Wait a little, and then try again.' },
  500: {
    da: 'Prøv igen. Sker det igen, så giv driften nummeret herunder.',
    en: 'Try again. If it happens again, give the number below to the operator.',
  },
  503: {
    da: 'Vent lidt, og prøv så igen. Intet er gået tabt.',
    en: 'Wait a little, and then try again. Nothing has been lost.',
  },
};
const first = { da: 'Forsiden', en: 'The first page' };
const number = { da: 'Nummer', en: 'Number' };

export function problemPage(
  { session, query, id }: Pick<FastifyRequest, 'session' | 'query' | 'id'>,
  { status, sentences }: Pick<ProblemDocument, 'status' | 'sentences'>,
): string {
  const { lang: asked } = (query ?? {}) as { readonly lang?: unknown };
  const lang = session?.language ?? (asked === 'en' ? 'en' : 'da');
  const now = whatNow[status] ?? whatNow[status >= 500 ? 500 : 404]!;
  return page(
    { lang },
    '/',
    sentences[lang],
    html`<p>${now[lang]}</p>
      <p><a href="/?lang=${lang}">${first[lang]}</a></p>
      <p class="small soft">${number[lang]}: <code>${id}</code></p>`,
  );
}
