/** What somebody typed in a form that was not taken, so that it can be copied: nothing of it is kept anywhere else. */
import { type FastifyRequest } from 'fastify';
import { html, type Html } from './html.js';
import { type Language } from './page.js';

const title = { da: 'Det, du skrev', en: 'What you wrote' };
/** What the page put into the form by itself. */
const hidden: ReadonlySet<string> = new Set(['formToken', 'ifMatch', 'key']);

/** Undefined: nothing was typed. */
export function typedAgain({ body }: Pick<FastifyRequest, 'body'>, lang: Language): Html | undefined {
  const fields = typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.entries(body) : [];
  const typed = fields
    .filter(([name]) => !hidden.has(name))
    .flatMap(([name, values]) => [values].flat().map((value) => [name, String(value)] as const))
    .filter(([, value]) => value !== '');
  if (typed.length === 0) return undefined;
  return html`<h2>${title[lang]}</h2>
    <dl>
      ${typed.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd><pre>${value}</pre></dd>`,
      )}
    </dl>`;
}
