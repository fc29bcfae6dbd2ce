/** The pages that explain the API: `/api` and `/problems`. Server-rendered, no script, readable without style. */
import { type Condition } from '../../../libs/complaints/steps/fields.js';
import { type Config } from '../../../libs/installation/config.js';
import { type Sentences } from '../../../libs/platform/refusal.js';
import { html, type Html } from '../http/html.js';
import { page, type Language, type PageOptions } from '../http/page.js';
import { curlExample } from './curl-example.js';
import { codesTold } from './openapi-codes.js';
import { resourcesOf } from './openapi-resources.js';
import { pathOf } from './openapi.js';
import { stepNamed, type Step, type StepField } from './openapi-steps.js';
import { stepGroups } from '../../../libs/complaints/steps/steps.js';
import { kindNames, roleNames } from './openapi-words.js';

const words = {
  contents: { da: 'Indhold', en: 'Contents' },
  apiTitle: { da: 'API: alle trin og opslag', en: 'API: every step and resource' },
  apiIntro: {
    da: 'Hvert trin sendes som POST med en JSON-krop. Et afvist trin svarer med en kode, regler og en sætning; intet af det afviste bliver gemt.',
    en: 'Each step is sent as a POST with a JSON body. A refused step answers with a code, rules and a sentence; nothing of what was refused is kept.',
  },
  document: { da: 'Maskinlæsbar beskrivelse (OpenAPI 3.1)', en: 'Machine-readable description (OpenAPI 3.1)' },
  codes: { da: 'Alle koder og deres sætninger', en: 'Every code and its sentences' },
  sending: { da: 'Sådan sendes et trin', en: 'How a step is sent' },
  token: {
    da: 'Adgangsbevis i hver forespørgsel under /api/offices; uden det svares 401.',
    en: 'A token in every request under /api/offices; 401 without it.',
  },
  ifMatch: {
    da: 'Den revision, trinnet bygger på, i anførselstegn, som ETag gav den. Uden den svares 428; er sagen kommet videre, 412 med den nye revision. Et trin, der begynder en ny sag, har ingen.',
    en: 'The revision that the step builds on, in quotation marks, as ETag gave it. 428 without it; 412 with the new revision where the case has moved on. A step that begins a new case has none.',
  },
  etag: {
    da: 'I svaret på et trin og på et opslag i en sag: sagens revision, til næste If-Match.',
    en: 'In the answer to a step and to a look at a case: its revision, for the next If-Match.',
  },
  idempotencyKey: {
    da: 'Ens eget ord for forespørgslen. Sendes den igen med samme nøgle og krop, gives den første kvittering igen, og intet sker to gange.',
    en: 'A word of your own for the request. Sent again with the same key and body it is given the first receipt again, and nothing happens twice.',
  },
  query: { da: 'Felter efter ?', en: 'Query' },
  example: { da: 'Eksempel', en: 'Example' },
  resources: { da: 'Opslag', en: 'Resources' },
  request: { da: 'Forespørgsel', en: 'Request' },
  does: { da: 'Giver', en: 'Gives' },
  roles: { da: 'Roller', en: 'Roles' },
  states: { da: 'Tilstande', en: 'States' },
  anew: { da: 'begynder en ny henvendelse eller sag', en: 'begins a new inquiry or case' },
  fields: { da: 'Felter', en: 'Fields' },
  field: { da: 'Felt', en: 'Field' },
  type: { da: 'Type', en: 'Type' },
  needed: { da: 'Skal udfyldes', en: 'Required' },
  values: { da: 'Værdier', en: 'Values' },
  noFields: { da: 'Ingen felter.', en: 'No fields.' },
  rules: { da: 'Regler, der kan afvise', en: 'Rules that can refuse' },
  noRules: { da: 'Ingen regler ud over rollen og tilstanden.', en: 'No rules besides the role and the state.' },
  yes: { da: 'ja', en: 'yes' },
  no: { da: 'nej', en: 'no' },
  when: { da: 'når', en: 'when' },
  onlyWhen: { da: 'kun når', en: 'only when' },
  or: { da: 'eller', en: 'or' },
  list: { da: 'liste af', en: 'list of' },
  problemsTitle: { da: 'Koder i svar', en: 'Codes in answers' },
  problemsIntro: {
    da: 'Hvad hver kode betyder. Reglerne i et svar er dem, der gælder for sagens egen profil.',
    en: 'What each code means. The rules in an answer are those of the case’s own profile.',
  },
  code: { da: 'Kode', en: 'Code' },
  sentence: { da: 'Sætning', en: 'Sentence' },
  ids: { da: 'Regler', en: 'Rules' },
} as const satisfies Readonly<Record<string, Sentences>>;
type Word = keyof typeof words;

/** `/api`: every transition with its fields, roles and rules, and every resource. */
export function apiPage(
  { mode, offices }: Pick<Config, 'mode' | 'offices'>,
  origin: string,
  options: PageOptions,
): string {
  const { lang } = options,
    say = sayer(lang);
  return page(
    options,
    '/api',
    say('apiTitle'),
    html` <p>${say('apiIntro')}</p>
      <ul>
        <li><a href="/api/openapi.json">${say('document')}</a></li>
        <li><a href="/problems?lang=${lang}">${say('codes')}</a></li>
      </ul>
      <nav aria-label="${say('contents')}">
        <ul>
          ${stepGroups.map(
            ({ title, steps }) =>
              html`<li>
                ${title[lang]}
                <ul>
                  ${steps.map(({ name }) => html`<li><a href="#${name}">${stepNamed(name).title[lang]}</a></li>`)}
                </ul>
              </li>`,
          )}
          <li><a href="#sending">${say('sending')}</a></li>
          <li><a href="#resources">${say('resources')}</a></li>
        </ul>
      </nav>
      <h2 id="sending">${say('sending')}</h2>
      <dl>
        <dt><code>Authorization: Bearer $TOKEN</code></dt>
        <dd>${say('token')}</dd>
        <dt><code>If-Match: "0"</code></dt>
        <dd>${say('ifMatch')}</dd>
        <dt><code>ETag: "1"</code></dt>
        <dd>${say('etag')}</dd>
        <dt><code>Idempotency-Key: $KEY</code></dt>
        <dd>${say('idempotencyKey')}</dd>
      </dl>
      <pre
        tabindex="0"
        aria-label="${say('example')}"
      ><code>${curlExample(origin, offices[0]?.key ?? '$OFFICE', mode)}</code></pre>
      ${stepGroups.map(
        ({ title, steps }) =>
          html`<h2>${title[lang]}</h2>
            ${steps.map(({ name }) => stepSection(stepNamed(name), lang))}`,
      )}
      <h2 id="resources">${say('resources')}</h2>
      <div class="kg-scroll" role="region" aria-labelledby="resources" tabindex="0">
        <table class="kg-table">
          <thead>
            <tr>
              <th scope="col">${say('request')}</th>
              <th scope="col">${say('does')}</th>
              <th scope="col">${say('query')}</th>
            </tr>
          </thead>
          <tbody>
            ${resourcesOf({ mode }).map(
              ({ method, path, title, query = [] }) =>
                html`<tr>
                  <td><code>${method.toUpperCase()} ${path}</code></td>
                  <td>${title[lang]}</td>
                  <td>${query.map(({ name }, index) => html`${index > 0 && ', '}<code>${name}</code>`)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`,
  );
}

/** `/problems`: what every code means; the `type` of a problem document points here. */
export function problemsPage(options: PageOptions): string {
  const { lang } = options,
    say = sayer(lang);
  return page(
    options,
    '/problems',
    say('problemsTitle'),
    html` <p>${say('problemsIntro')}</p>
      <div class="kg-scroll" role="region" aria-label="${say('problemsTitle')}" tabindex="0">
        <table class="kg-table">
          <thead>
            <tr>
              <th scope="col">${say('code')}</th>
              <th scope="col">HTTP</th>
              <th scope="col">${say('sentence')}</th>
              <th scope="col">${say('ids')}</th>
            </tr>
          </thead>
          <tbody>
            ${codesTold().map(
              ({ code, status, says }) =>
                html`<tr id="${code}">
                  <th scope="row"><code>${code}</code></th>
                  <td>${status}</td>
                  <td>${says.map((said) => html`<p>${said[lang]}</p>`)}</td>
                  <td>${[...new Set(says.flatMap(({ cites }) => cites))].join(', ')}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`,
  );
}

function stepSection(step: Step, lang: Language): Html {
  const { name, title, roles, states, starting, fields, rules } = step,
    say = sayer(lang);
  return html` <section aria-labelledby="${name}">
    <h3 id="${name}">${title[lang]} <code>${name}</code></h3>
    <p><code>POST ${pathOf(step)}</code></p>
    <dl>
      <dt>${say('roles')}</dt>
      <dd>${roles.map((role) => roleNames[role][lang]).join(', ')}</dd>
      <dt>${say('states')}</dt>
      <dd>${starting ? say('anew') : states.map((state, index) => html`${index > 0 && ', '}<code>${state}</code>`)}</dd>
    </dl>
    ${
      fields.length === 0
        ? html`<p>${say('noFields')}</p>`
        : html` <div class="kg-scroll" role="region" aria-label="${say('fields')}: ${title[lang]}" tabindex="0">
            <table class="kg-table">
              <caption>
                ${say('fields')}
              </caption>
              <thead>
                <tr>
                  <th scope="col">${say('field')}</th>
                  <th scope="col">${say('type')}</th>
                  <th scope="col">${say('needed')}</th>
                  <th scope="col">${say('values')}</th>
                </tr>
              </thead>
              <tbody>
                ${fields.map((field) => fieldRow(field, lang))}
              </tbody>
            </table>
          </div>`
    }
    ${
      rules.length === 0
        ? html`<p>${say('noRules')}</p>`
        : html`<h4>${say('rules')}</h4>
            <ul>
              ${rules.map(
                (rule) =>
                  html`<li>
                    <a href="/problems?lang=${lang}#${rule.code}"><code>${rule.code}</code></a
                    >: ${rule[lang]}${rule.cites.length > 0 && ` (${rule.cites.join(', ')})`}
                  </li>`,
              )}
            </ul>`
    }
  </section>`;
}

function fieldRow({ path, kind, list, required, neededWhen, onlyWhen, values }: StepField, lang: Language): Html {
  const say = sayer(lang);
  const needed = required
    ? [say('yes')]
    : [
        neededWhen ? `${say('when')} ${condition(neededWhen, say)}` : say('no'),
        ...(onlyWhen ? [`${say('onlyWhen')} ${condition(onlyWhen, say)}`] : []),
      ];
  return html`<tr>
    <th scope="row"><code>${path}</code></th>
    <td>${list && kind !== 'Some' ? `${say('list')} ${kindNames[kind][lang]}` : kindNames[kind][lang]}</td>
    <td>${needed.join('; ')}</td>
    <td>${values.map((value, index) => html`${index > 0 && ', '}<code>${value}</code>`)}</td>
  </tr>`;
}

const condition = (wanted: Condition, say: (word: Word) => string): string =>
  Object.entries(wanted)
    .map(([field, value]) => `${field} = ${Array.isArray(value) ? value.join(` ${say('or')} `) : String(value)}`)
    .join(', ');

const sayer =
  (lang: Language) =>
  (word: Word): string =>
    words[word][lang];
