/** All that has happened in a case, day by day: when it was, when it was written down, by whom, because of what. */
import { type HistoryEvent } from '../../../../libs/complaints/views/queries.js';
import { hasRow } from '../../../../libs/access/admit.js';
import { matrix } from '../../../../libs/access/matrix.js';
import { stepBehind } from '../../../../libs/complaints/steps/steps.js';
import { localDateOf } from '../../../../libs/policy/calendar.js';
import { roleNames } from '../../api/openapi-words.js';
import { html, type Html } from '../../http/html.js';
import { type Language } from '../../http/page.js';
import { deskPage, hiddenIn, type Desk } from '../desk.js';
import { icon } from '../ui/icon.js';
import { dateWords, hasTime, momentWords, timeWords } from '../words/date-words.js';
import { eventWord } from '../words/event-words.js';
import { recordLabel, recordValue } from '../words/record-words.js';
import { stateWord } from '../words/state-words.js';
import { stepTitle } from '../words/step-words.js';
import { addressOf, partOf, type HistoryAsked, type HistoryPart, type TextAsked } from './history-filter.js';
import { eventsWord, historyWords } from './history-words.js';
import { causeOf, isSameTime, momentsOf, whoOf } from './event-said.js';
import { pastNav, type Subject } from './past-nav.js';
import { purposeSaid } from './purpose.js';

export interface HistoryShown {
  readonly subject: Subject;
  readonly asked: HistoryAsked;
  readonly text?: TextAsked;
  /** All of the case. */
  readonly events: readonly HistoryEvent[];
  /** Those that were asked for. */
  readonly found: readonly HistoryEvent[];
}

export const inWords =
  (lang: Language) =>
  (word: keyof typeof historyWords): string =>
    historyWords[word][lang];

export function historyPage(desk: Desk, history: HistoryShown): string {
  const { lang, root } = desk;
  const { subject, asked, text, events, found } = history;
  const say = inWords(lang);
  const path = `${root}/cases/${subject.id}/history`;
  // Of words that were typed there is one page: they are in no address that a link could have.
  const part = text ? partOf(found.slice(-mostFound), { order: asked.order }) : partOf(found, asked);
  const title = subject.number === null ? say('historyOfInquiry') : `${say('historyOf')} ${subject.number}`;
  return deskPage(desk, {
    title,
    ownHeading: true,
    content: html`${pastNav(desk, subject, 'history')}
      <div class="kg-id">
        <div><h1>${title}</h1></div>
      </div>
      ${purposeSaid(desk)} ${filters(desk, path, history)} ${tags(desk, path, history)}
      <div class="kg-crumb">
        <span class="soft">${desk.say(eventsWord(found.length, events.length))}</span>
        ${
          asked.order === 'oldest'
            ? html`<a href="${addressOf(path, { ...asked, order: undefined, page: undefined })}">${say('newest')}</a>`
            : html`<a href="${addressOf(path, { ...asked, order: 'oldest', page: undefined })}">${say('oldest')}</a>`
        }
        ${
          asked.open === 'all'
            ? html`<a href="${addressOf(path, { ...asked, open: undefined })}">${say('closeAll')}</a>`
            : html`<a href="${addressOf(path, { ...asked, open: 'all' })}">${say('openAll')}</a>`
        }
        <span>
          ${(['json', 'csv'] as const).map(
            (format) =>
              html`<a href="${addressOf(`${path}/${format}`, narrowing(asked))}" download
                >${say('download')} ${format.toUpperCase()}</a
              > `,
          )}
        </span>
      </div>
      ${pagesOf(desk, path, asked, part)} ${daysOf(desk, path, history, part.shown)} ${pagesOf(desk, path, asked, part)}`,
  });
}
const mostFound = 200;

const narrowing = ({ step, stepNot, actor, actorNot }: HistoryAsked): HistoryAsked => ({
  step,
  stepNot,
  actor,
  actorNot,
});

function filters(desk: Desk, path: string, { asked, text, events }: HistoryShown): Html {
  const { lang } = desk;
  const say = inWords(lang);
  const kinds = [...new Set(events.map(({ type }) => stepBehind(type)))]
    .map((step) => ({ value: step, label: stepTitle(step, lang) }))
    .sort((a, b) => a.label.localeCompare(b.label, lang));
  const actors = [...new Map(events.map(({ actor }) => [actor.sub, actor])).values()];
  const isNarrowed = asked.step !== undefined || asked.actor !== undefined || text !== undefined;
  const not = (name: 'stepNot' | 'actorNot', label: string) =>
    html`<div class="form-group-checkbox">
      <input
        class="form-checkbox"
        type="checkbox"
        id="history-${name}"
        name="${name}"
        value="on"
        ${asked[name] === 'on' && html` checked`}
      /><label class="form-label" for="history-${name}">${label}</label>
    </div>`;
  return html`<details class="kg-step no-print" ${isNarrowed && html` open`}>
    <summary>${say('narrow')}</summary>
    <div class="kg-cols">
      <form method="get" action="${path}">
        ${asked.order && html`<input type="hidden" name="order" value="${asked.order}" />`}
        <div class="form-group">
          <label class="form-label" for="history-step">${say('kind')}</label>
          <select class="form-select" id="history-step" name="step">
            <option value="">${say('any')}</option>
            ${kinds.map(
              ({ value, label }) =>
                html`<option value="${value}" ${asked.step === value && html` selected`}>${label}</option>`,
            )}
          </select>
        </div>
        ${not('stepNot', say('kindNot'))}
        <div class="form-group">
          <label class="form-label" for="history-actor">${say('who')}</label>
          <select class="form-select" id="history-actor" name="actor">
            <option value="">${say('any')}</option>
            ${actors.map(
              ({ sub, name, role }) =>
                html`<option value="${sub}" lang="da" ${asked.actor === sub && html` selected`}>
                  ${role === 'system' ? roleNames.system.da : name}
                </option>`,
            )}
          </select>
        </div>
        ${not('actorNot', say('whoNot'))}
        <div class="kg-actions"><button class="button button-secondary">${say('use')}</button></div>
      </form>
      <form method="post" action="${path}">
        ${hiddenIn(desk)}
        ${Object.entries({ ...narrowing(asked), order: asked.order }).map(
          ([name, value]) => value !== undefined && html`<input type="hidden" name="${name}" value="${value}" />`,
        )}
        <div class="form-group">
          <label class="form-label" for="history-text">${say('text')}</label>
          <span class="form-hint" id="history-text-hint">${say('textHint')}</span>
          <input
            class="form-input"
            type="search"
            id="history-text"
            name="text"
            value="${text?.text ?? ''}"
            aria-describedby="history-text-hint"
            autocomplete="off"
          />
        </div>
        <div class="form-group-checkbox">
          <input
            class="form-checkbox"
            type="checkbox"
            id="history-textNot"
            name="textNot"
            value="on"
            ${text?.isNot === true && html` checked`}
          /><label class="form-label" for="history-textNot">${say('textNot')}</label>
        </div>
        <div class="kg-actions"><button class="button button-secondary">${say('search')}</button></div>
      </form>
    </div>
  </details>`;
}

function tags(desk: Desk, path: string, { asked, text, events }: HistoryShown): Html | false {
  const { lang } = desk;
  const say = inWords(lang);
  const said = (isNot: boolean, words: string) => (isNot ? `${say('not')} ${words}` : words);
  const actor = events.find((event) => event.actor.sub === asked.actor)?.actor.name ?? asked.actor ?? '';
  const first = { ...asked, page: undefined };
  const list = [
    ...(asked.step === undefined
      ? []
      : [
          {
            words: said(asked.stepNot === 'on', stepTitle(asked.step, lang)),
            to: addressOf(path, { ...first, step: undefined, stepNot: undefined }),
          },
        ]),
    ...(asked.actor === undefined
      ? []
      : [
          {
            words: said(asked.actorNot === 'on', actor),
            to: addressOf(path, { ...first, actor: undefined, actorNot: undefined }),
          },
        ]),
    ...(text === undefined ? [] : [{ words: said(text.isNot, `»${text.text}«`), to: addressOf(path, first) }]),
    ...(asked.event === undefined
      ? []
      : [
          {
            words: `${say('event')} ${asked.event} ${say('around')}`,
            to: addressOf(path, { ...first, event: undefined }),
          },
        ]),
  ];
  return (
    list.length > 0 &&
    html`<div class="kg-tags">
      ${list.map(
        ({ words, to }) =>
          html`<a class="kg-tag" href="${to}"
            ><span class="sr-only">${say('remove')}: </span>${words}${icon('close')}</a
          >`,
      )}
    </div>`
  );
}

function pagesOf(desk: Desk, path: string, asked: HistoryAsked, { page, pages }: HistoryPart): Html | false {
  const say = inWords(desk.lang);
  const to = (word: 'first' | 'previous' | 'next' | 'last', wanted: number) =>
    wanted >= 1 && wanted <= pages && wanted !== page
      ? html`<a href="${addressOf(path, { ...asked, page: wanted })}">${say(word)}</a>`
      : html`<span class="soft">${say(word)}</span>`;
  return (
    pages > 1 &&
    html`<nav class="kg-crumb" aria-label="${say('pages')}">
      ${to('first', 1)} ${to('previous', page - 1)}
      <strong class="num">${page} / ${pages}</strong> ${to('next', page + 1)} ${to('last', pages)}
    </nav>`
  );
}

function daysOf(desk: Desk, path: string, history: HistoryShown, shown: readonly HistoryEvent[]): Html {
  const say = inWords(desk.lang);
  if (shown.length === 0)
    return html`<div class="kg-empty">
      <p><strong>${say('none')}</strong></p>
      <p>${say('noneHint')}</p>
      <p><a href="${path}">${say('all')}</a></p>
    </div>`;
  // Days follow one another as the events were written down; a day may come again.
  const days: { readonly day: string; readonly own: HistoryEvent[] }[] = [];
  for (const event of shown) {
    const day = localDateOf(Date.parse(event.recordedAt));
    if (days.at(-1)?.day === day) days.at(-1)!.own.push(event);
    else days.push({ day, own: [event] });
  }
  return html`<div class="kg-log">
    ${days.map(
      ({ day, own }) =>
        html`<h2>${dateWords(day, desk.lang)}</h2>
          <ol class="nobullet-list">
            ${own.map((event) => eventOf(desk, path, history, event))}
          </ol>`,
    )}
  </div>`;
}

function eventOf(desk: Desk, path: string, { asked, events, subject }: HistoryShown, event: HistoryEvent): Html {
  const { lang, names, root } = desk;
  const say = inWords(lang);
  const { revision, type, data, occurredAt, recordedAt, actor, position, from, to, unreadable = [] } = event;
  const isOpen = asked.open === 'all' || asked.event === revision;
  const fields = Object.entries(data).filter(([name]) => name !== 'facts');
  return html`<li id="event-${revision}" class="${asked.event === revision && 'is-here'}">
    <details ${isOpen && html` open`}>
      <summary>
        <span class="num soft"><span class="sr-only">${say('event')} </span>${revision}</span>
        <time class="num" datetime="${recordedAt}">${hasTime(recordedAt) && timeWords(recordedAt, lang)}</time>
        <span class="what"
          >${eventWord(type, data, names, lang)}
          <span class="small soft"
            >${
              actor.role === 'system' ? roleNames.system[lang] : html`<span lang="da">${actor.name}</span>`
            }${!isSameTime(event, lang) && html` · <strong>${say('happened').toLowerCase()} ${momentWords(occurredAt, lang)}</strong>`}</span
          ></span
        >
      </summary>
      <dl class="kg-pairs">
        ${momentsOf(event, lang)}
        <dt>${say('who')}</dt>
        <dd>${whoOf(event, lang)}</dd>
        <dt>${say('cause')}</dt>
        <dd>${causeOf(desk, path, events, event)}</dd>
        ${
          from !== null &&
          from !== to &&
          html`<dt>${say('moved')}</dt>
            <dd>${stateWord(from, lang)} ${say('to')} ${stateWord(to, lang)}</dd>`
        }
        ${fields.map(
          ([name, value]) =>
            html`<dt>${recordLabel(name, lang)}</dt>
              <dd lang="da" class="kg-said">${recordValue(name, value, names, lang)}</dd>`,
        )}
        ${
          unreadable.length > 0 &&
          html`<dt>${say('unreadable')}</dt>
            <dd>${unreadable.map((each) => recordLabel(each, lang)).join(', ')}</dd>`
        }
        <dt>${say('place')}</dt>
        <dd class="num">${position}</dd>
      </dl>
      <p class="small">
        <a href="${addressOf(path, { event: revision })}#event-${revision}">${say('permalink')} ${say('around')}</a> ${
          hasRow(matrix.replayComplaint, desk.caller) &&
          html`· <a href="${root}/cases/${subject.id}/replay?revision=${revision}">${say('asItWas')}</a>`
        }
      </p>
    </details>
  </li>`;
}
