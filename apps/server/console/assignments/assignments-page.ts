/** Whose cases there are, and one pile of them with what is to be said before it is handed over. */
import { type Listed } from '../../../../libs/complaints/views/queries.js';
import { type HandedOver } from '../../../../libs/complaints/write/hand-over.js';
import { html, type Html } from '../../http/html.js';
import { handingOver } from '../cases/places-of-steps.js';
import { deskPage, hiddenIn, type Desk } from '../desk.js';
import { drawForm, type Sent } from '../steps/draw-form.js';
import { wrongFields } from '../steps/field-errors.js';
import { nobody } from '../steps/read-form.js';
import { errorSummary, refusalIn } from '../ui/said.js';
import { section, table } from '../ui/table.js';
import { dateWords } from '../words/date-words.js';
import { stateWord } from '../words/state-words.js';
import { assignmentsWords as words } from './assignments-words.js';

/** What came of the form before. */
export interface GivenNow {
  /** A member, or `nobody`. */
  readonly to: string;
  readonly taken: number;
  /** Each case, where not all of them went. */
  readonly items: readonly HandedOver[];
  /** Chosen, and no longer in the pile by then. */
  readonly gone: number;
}
export interface Pile {
  /** A member, or `nobody`. */
  readonly from: string;
  readonly listed: Listed;
  readonly isTicked: (id: string) => boolean;
  /** Null: nothing has been sent yet. */
  readonly sent: Sent | null;
  readonly given: GivenNow | null;
}

const nameIn = ({ running, lang }: Desk, sub: string): Html =>
  sub === nobody ? html`${words.nobody[lang]}` : html`<span lang="da">${running.office.members.nameOf(sub)}</span>`;
const addressOf = ({ root }: Desk, from: string): string => `${root}/assignments?from=${encodeURIComponent(from)}`;

/** @param piles member, or `none` → how many open cases */
export function pilesPage(desk: Desk, piles: ReadonlyMap<string, number>): string {
  const { lang } = desk;
  const say = (word: keyof typeof words) => words[word][lang];
  const rows = [...piles]
    .filter(([, count]) => count > 0)
    .map(([sub, count]) => ({ sub: sub === 'none' ? nobody : sub, count }))
    .sort((a, b) => b.count - a.count);
  return deskPage(desk, {
    title: say('title'),
    content: html`<p>${say('says')}</p>
      ${section(
        'piles',
        say('whose'),
        rows.length === 0
          ? html`<p class="kg-empty">${say('noPiles')}</p>`
          : table(
              say('whose'),
              [say('who'), say('open'), say('choose')],
              rows.map(({ sub, count }) => [
                nameIn(desk, sub),
                count,
                html`<a href="${addressOf(desk, sub)}"
                  >${say('choose')}<span class="sr-only">: ${nameIn(desk, sub)}</span></a
                >`,
              ]),
            ),
      )}`,
  });
}

export function pilePage(desk: Desk, { from, listed, isTicked, sent, given }: Pile): string {
  const { lang, root } = desk;
  const say = (word: keyof typeof words) => words[word][lang];
  const { items, total } = listed;
  return deskPage(desk, {
    title: say('title'),
    ownHeading: true,
    content: html`<p class="kg-crumb"><a href="${root}/assignments">${say('others')}</a></p>
      <h1>${from === nobody ? say('pileOfNobody') : html`${say('pileOf')} ${nameIn(desk, from)}`}</h1>
      ${given !== null && cameOf(desk, given)} ${sent !== null && sent.errors.length > 0 && wrongIn(desk, sent)}
      ${
        items.length === 0
          ? html`<p class="kg-empty">${say('noneLeft')}</p>`
          : html`<form method="post" action="${root}/assignments" novalidate>
              ${hiddenIn(desk)}<input type="hidden" name="from" value="${from}" />
              ${section(
                'which',
                say('which'),
                html`<p class="kg-crumb">
                    <a href="${addressOf(desk, from)}">${say('tickAll')} (${items.length})</a>
                    <a href="${addressOf(desk, from)}&amp;ticked=none">${say('tickNone')}</a>
                  </p>
                  ${total > items.length && html`<p class="small soft">${say('first')}</p>`}
                  ${casesIn(desk, items, isTicked)}`,
              )}
              ${section('to', say('toWhom'), drawForm({ desk, step: handingOver, view: null, sent }))}
              <div class="kg-actions"><button class="button button-primary">${say('give')}</button></div>
            </form>`
      }`,
  });
}

function casesIn(desk: Desk, items: Listed['items'], isTicked: (id: string) => boolean): Html {
  const { lang, root } = desk;
  const say = (word: keyof typeof words) => words[word][lang];
  return table(
    say('which'),
    [say('case'), say('about'), say('state'), say('nextDeadline')],
    items.map(({ id, number, parts, state, nextDeadline }) => [
      html`<div class="form-group-checkbox">
        <input
          class="form-checkbox"
          type="checkbox"
          id="case-${id}"
          name="case"
          value="${id}"
          ${isTicked(id) && html` checked`}
        /><label class="form-label num nb" for="case-${id}">${number ?? say('talk')}</label>
        <a class="sub" href="${root}/cases/${id}"
          >${say('look')}<span class="sr-only">: ${number ?? say('talk')}</span></a
        >
      </div>`,
      html`${[...new Set(parts.map(({ topic }) => desk.topicName(topic)))].join(', ')}
        <span class="sub" lang="da"
          >${[...new Set(parts.map(({ department }) => desk.departmentName(department)))].join(', ')}</span
        >`,
      stateWord(state, lang),
      nextDeadline === null
        ? '–'
        : html`<span class="${nextDeadline.status === 'late' && 'is-late'}"
            >${dateWords(nextDeadline.due, lang)}</span
          >`,
    ]),
  );
}

function wrongIn(desk: Desk, { errors }: Sent): Html {
  const { lang } = desk;
  return errorSummary(desk, {
    title: words.refused[lang],
    fields: errors.flatMap((error) =>
      error.field === 'case'
        ? [{ id: 'which-title', text: words.chooseCases[lang] }]
        : wrongFields(handingOver, [error], lang),
    ),
  });
}

function cameOf(desk: Desk, { to, taken, items, gone }: GivenNow): Html {
  const { lang, root } = desk;
  const say = (word: keyof typeof words) => words[word][lang];
  const count = html`<p>
    ${to === nobody ? say('givenToNobody') : html`${say('given')} ${nameIn(desk, to)}`}: <strong>${taken}</strong>.
  </p>`;
  if (items.length === 0 && gone === 0) return html`<div class="kg-note good" data-focus role="status">${count}</div>`;
  return html`<section class="kg-note warn" data-focus role="status" aria-labelledby="came-title">
    <h2 id="came-title">${say('result')}</h2>
    ${count}
    ${
      items.length > 0 &&
      table(
        say('result'),
        [say('case'), say('came')],
        items.map((each) => [
          html`<a class="num nb" href="${root}/cases/${each.id}">${each.number ?? say('talk')}</a>`,
          each.taken ? say('done') : refusalIn(desk, each),
        ]),
      )
    }
    ${gone > 0 && html`<p>${say('gone')} ${gone}.</p>`}
  </section>`;
}
