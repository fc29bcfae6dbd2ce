/** `/`: what this is, who one can be here, and where to begin. */
import { type Config, type OfficeConfig } from '../../../../libs/installation/config.js';
import { firstNamed, peopleOf } from '../../../../libs/installation/demo-people.js';
import { curlExample } from '../../api/curl-example.js';
import { roleNames } from '../../api/openapi-words.js';
import { table } from '../ui/table.js';
import { html, type Html } from '../../http/html.js';
import { page, type Language, type PageOptions } from '../../http/page.js';
import { sees, startWords } from './start-words.js';

export interface StartOptions extends PageOptions {
  /** Keys of the offices that whoever has signed in has a desk in. */
  readonly desks?: readonly string[];
}

/** @param origin the address that the examples use */
export function startPage(
  { mode, offices }: Pick<Config, 'mode' | 'offices'>,
  origin: string,
  { desks = [], ...options }: StartOptions,
): string {
  const { lang } = options;
  const say = sayer(lang);
  const isSample = mode !== 'production';
  const own = offices.filter(({ key }) => desks.includes(key));
  return page(
    options,
    '/',
    say('title'),
    html`<p class="kg-start-lead">${say('intro')}</p>
      <p>${say('kept')}</p>
      ${isSample && html`<p class="kg-note info">${say('sample')}</p>`} ${own.length > 0 && ownDesks(own, lang)}
      <div class="kg-actions">
        ${
          typeof options.signedIn !== 'string' &&
          html`<a class="button button-primary" href="/login">${say(isSample ? 'choose' : 'signIn')}</a>`
        }
        ${isSample && html`<a class="button button-secondary" href="/tour?lang=${lang}">${say('tour')}</a>`}
      </div>
      <p class="kg-start-own"><a href="/min-sag?lang=${lang}">${say('ownCase')}</a></p>
      ${isSample && people(offices, lang)}
      <h2>${say('offices')}</h2>
      ${table(
        say('offices'),
        [say('office'), say('profile'), say('departments')],
        offices.map(({ name, profile, departments }) => [
          name[lang],
          html`<code class="kg-key">${profile}</code>`,
          html`<span lang="da">${departments.map((department) => department.name).join(', ')}</span>`,
        ]),
      )}
      <h2>${say('programs')}</h2>
      <ul>
        ${[
          [`/api?lang=${lang}`, say('api')],
          ['/api/openapi.json', say('document')],
          [`/problems?lang=${lang}`, say('codes')],
          ['/health/ready', say('health')],
          ['/metrics', say('metrics')],
        ].map(([href, label]) => html`<li><a href="${href}">${label}</a></li>`)}
      </ul>
      <details class="kg-step">
        <summary>${say('try')}</summary>
        <div>
          <p>${say(isSample ? 'tryIntro' : 'ownToken')}</p>
          ${offices.map(
            ({ key, name }) =>
              html`<pre
                tabindex="0"
                aria-label="${say('try')}: ${name[lang]}"
              ><code>${curlExample(origin, key, mode)}</code></pre>`,
          )}
        </div>
      </details>`,
  );
}

const ownDesks = (own: readonly OfficeConfig[], lang: Language): Html =>
  html`<h2>${startWords.desks[lang]}</h2>
    <ul>
      ${own.map(({ key, name }) => html`<li><a href="/o/${key}">${name[lang]}</a></li>`)}
    </ul>`;

/** A row for each role, with those who have it. */
function people(offices: readonly OfficeConfig[], lang: Language): Html {
  const say = sayer(lang);
  const all = peopleOf(offices);
  const shortName = ({ name }: OfficeConfig) => name[lang].split(' ').at(-1) ?? '';
  const roles = Object.keys(sees) as readonly (keyof typeof sees)[];
  return html`<h2>${say('who')}</h2>
    <p>${say('whoIntro')}</p>
    ${table(
      say('who'),
      [say('whoSees'), ...offices.map(shortName)],
      roles.map((role) => [
        html`${sees[role][lang]}<span class="sub">${roleNames[role][lang]}</span>`,
        ...offices.map(({ key }) => html`<span lang="da">${firstNamed(all, key, role)}</span>`),
      ]),
    )}`;
}

const sayer =
  (lang: Language) =>
  (word: keyof typeof startWords): string =>
    startWords[word][lang];
