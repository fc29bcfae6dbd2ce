/** What was refused, and the rules that refuse it. */
import { type Refusal } from '../../../../libs/platform/refusal.js';
import { type Profile } from '../../../../libs/policy/profile.js';
import { html, type Html } from '../../http/html.js';
import { type Desk } from '../desk.js';

const words = {
  rule: { da: 'Regel', en: 'Rule' },
  whole: { da: 'I reglerne', en: 'Among the rules' },
  wrong: { da: 'Der er noget, der skal rettes', en: 'Something has to be put right' },
} as const;

/** Links to what the rules say, in the office's profile. */
export const rulesIn = ({ root, lang }: Pick<Desk, 'root' | 'lang'>, rules: readonly string[]): Html =>
  html`${rules.map(
    (rule, index) =>
      html`${index > 0 && ', '}<a class="kg-rule" href="${root}/rules#${rule}">${words.rule[lang]} ${rule}</a>`,
  )}`;

export const refusalIn = (desk: Pick<Desk, 'root' | 'lang'>, { sentences, rules }: Refusal): Html =>
  html`${sentences[desk.lang]} ${rulesIn(desk, rules)}`;

/** The sentence, and unfolded below it what the sources say that it rests on. */
export const refusalWithSources = (
  desk: Pick<Desk, 'root' | 'lang'>,
  { sentences, rules }: Refusal,
  { rules: texts }: Pick<Profile, 'rules'>,
): Html => {
  const { lang } = desk;
  const told = rules.filter((rule) => rule in texts);
  if (told.length === 0) return html`<p class="small">${sentences[lang]} ${rulesIn(desk, rules)}</p>`;
  return html`<p class="small">${sentences[lang]}</p>
    ${sourcesOf(desk, told, { rules: texts })}`;
};

/** What the office's texts say, unfolded; nothing where they say nothing. */
export const sourcesOf = (
  { root, lang }: Pick<Desk, 'root' | 'lang'>,
  ids: readonly string[],
  { rules: texts }: Pick<Profile, 'rules'>,
): Html | false =>
  ids.length > 0 &&
  html`<details class="kg-source">
    <summary>${words.rule[lang]} ${ids.join(', ')}</summary>
    ${ids.map(
      (rule) =>
        html`<p>
          ${texts[rule]![lang]} <span class="soft" lang="da">${texts[rule]!.source}.</span>
          <a href="${root}/rules#${rule}">${words.whole[lang]}<span class="sr-only">: ${rule}</span></a>
        </p>`,
    )}
  </details>`;

/** At the head of a page whose form came back: each error leads to its field. */
export const errorSummary = (
  desk: Pick<Desk, 'root' | 'lang'>,
  {
    title,
    refusals = [],
    fields = [],
  }: {
    readonly title?: string;
    readonly refusals?: readonly Refusal[];
    readonly fields?: readonly { readonly id: string; readonly text: string }[];
  },
): Html =>
  html`<div class="kg-errors" role="alert" data-focus>
    <h2>${title ?? words.wrong[desk.lang]}</h2>
    ${refusals.map((each) => html`<p>${refusalIn(desk, each)}</p>`)}
    ${
      fields.length > 0 &&
      html`<ul class="nobullet-list">
        ${fields.map(({ id, text }) => html`<li><a href="#${id}">${text}</a></li>`)}
      </ul>`
    }
  </div>`;
