/** What was drawn of a week: each look with why it was drawn, its judgements, and the form of the next one. */
import { findings } from '../../../../libs/audit/supervised-looks.js';
import { type Supervision } from '../../../../libs/complaints/views/supervision.js';
import { type Refusal } from '../../../../libs/platform/refusal.js';
import { html, type Html } from '../../http/html.js';
import { deskPage, hiddenIn, type Desk } from '../desk.js';
import { typedText, type Typed } from '../steps/read-form.js';
import { longTextField, radioField } from '../ui/fields.js';
import { icon } from '../ui/icon.js';
import { errorSummary } from '../ui/said.js';
import { dateWords, instantWords, momentWords } from '../words/date-words.js';
import { findingWords, lookWord } from '../words/look-words.js';
import { purposeWord } from '../words/state-words.js';
import { roleOf } from './event-said.js';
import { casesOf, marksOf } from './look-said.js';
import { weekName } from './looks-page.js';
import { looksWords } from './looks-words.js';
import { purposeSaid } from './purpose.js';

export type Draw = Awaited<ReturnType<Supervision['week']>>;
type Drawn = Draw['items'][number];

/** What was sent and refused: it stands in the form of its look again. */
export interface JudgementBack {
  readonly look: number;
  readonly typed: Typed;
  /** Null: nothing was chosen. */
  readonly refusal: Refusal | null;
}
export interface DrawShown {
  readonly draw: Draw;
  readonly cursor: string | undefined;
  readonly back: JudgementBack | null;
  readonly saved: boolean;
}

export function drawPage(desk: Desk, { draw, cursor, back, saved }: DrawShown): string {
  const { lang, root } = desk;
  const say = (word: keyof typeof looksWords) => looksWords[word][lang];
  const path = `${root}/looks/${draw.week}`;
  return deskPage(desk, {
    title: `${say('weekOf')} ${weekName(draw.week)}`,
    content: html`<p class="kg-crumb"><a href="${root}/looks">${say('again')}</a></p>
      ${saved && html`<p class="kg-note good" role="status" data-focus>${say('saved')}</p>`}
      ${
        back !== null &&
        errorSummary(
          desk,
          back.refusal === null
            ? { fields: [{ id: `look-${back.look}-finding`, text: say('chooseOne') }] }
            : { refusals: [back.refusal] },
        )
      }
      <p>
        ${dateWords(draw.from, lang)} – ${dateWords(draw.to, lang)}. ${say('made')}: ${draw.looks}. ${say('before')}:
        ${dateWords(draw.judgeBy, lang)}.
      </p>
      ${purposeSaid(desk)}
      <ol class="nobullet-list kg-rows kg-drawn">
        ${draw.items.map((look) => drawnOf(desk, path, look, cursor, back))}
      </ol>
      ${
        (draw.next !== null || cursor !== undefined) &&
        html`<nav class="kg-crumb" aria-label="${say('pages')}">
          ${cursor !== undefined && html`<a href="${path}">${say('first')}</a>`}
          ${draw.next !== null && html`<a href="${path}?cursor=${draw.next}">${say('next')}</a>`}
        </nav>`
      }
      <p class="small soft">${say('seed')} <code>${draw.seed}</code>.</p>`,
  });
}

function drawnOf(desk: Desk, path: string, look: Drawn, cursor: string | undefined, back: JudgementBack | null): Html {
  const { lang } = desk;
  const say = (word: keyof typeof looksWords) => looksWords[word][lang];
  const last = look.judgements.at(-1);
  return html`<li id="look-${look.look}">
    <h2>
      ${lookWord(look.what, lang)}
      <span class="small soft">${momentWords(look.at, lang)}</span>
    </h2>
    <p>
      <span lang="da">${look.name}</span>, ${roleOf(look.role, lang)} · ${purposeWord(look.purpose, lang)} ·
      ${casesOf(desk, look)}
    </p>
    <p class="small">${say('reasons')}: ${marksOf(look.reasons, lang)}</p>
    ${
      last !== undefined
        ? html`<p class="${last.finding === 'justified' ? 'is-good' : 'is-late'}">
            ${icon(last.finding === 'justified' ? 'check' : 'warning')} ${findingWords[last.finding][lang]}
          </p>`
        : look.toJudge
          ? html`<p class="${look.overdue && 'is-late'}">
              ${look.overdue && icon('warning')} ${say('notJudged')}${look.overdue && `, ${say('late')}`}
            </p>`
          : html`<p class="soft">${say('shownOnly')}</p>`
    }
    ${
      look.judgements.length > 0 &&
      html`<ul class="nobullet-list small">
        ${look.judgements.map(
          ({ at, name, role, finding, note }) =>
            html`<li>
              ${say('judged')} ${instantWords(at, lang)}: <strong>${findingWords[finding][lang]}</strong>,
              <span lang="da">${name}</span>,
              ${roleOf(role, lang)}${
                typeof note === 'string' && html`<br /><span lang="da" class="kg-said">${note}</span>`
              }
            </li>`,
        )}
      </ul>`
    }
    ${look.toJudge && judgeForm(desk, path, look, cursor, back?.look === look.look ? back : null)}
  </li>`;
}

function judgeForm(
  desk: Desk,
  path: string,
  { look, judgements }: Drawn,
  cursor: string | undefined,
  back: JudgementBack | null,
): Html {
  const { lang } = desk;
  const typed = back?.typed ?? {};
  const said = { form: `look-${look}`, lang };
  const isMissing = back !== null && back.refusal === null;
  return html`<details class="kg-step no-print" ${back !== null && html` open`}>
    <summary>${judgements.length === 0 ? looksWords.judge[lang] : looksWords.judgeAgain[lang]}</summary>
    <div>
      <form method="post" action="${path}${cursor !== undefined && `?cursor=${cursor}`}">
        ${hiddenIn(desk)}<input type="hidden" name="look" value="${look}" />
        ${radioField(
          {
            ...said,
            name: 'finding',
            label: looksWords.finding[lang],
            ...(isMissing ? { error: looksWords.chooseOne[lang] } : {}),
          },
          findings.map((value) => ({ value, label: findingWords[value][lang] })),
          typedText(typed, 'finding'),
        )}
        ${longTextField(
          {
            ...said,
            name: 'note',
            label: looksWords.note[lang],
            hint: looksWords.noteHint[lang],
            optional: true,
          },
          typedText(typed, 'note'),
          { rows: 3 },
        )}
        <div class="kg-actions"><button class="button button-primary">${looksWords.save[lang]}</button></div>
      </form>
    </div>
  </details>`;
}
