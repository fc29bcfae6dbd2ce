/**
 * A case as it was: after one of its events, or at the end of a day. What was asked at the step that led there and what
 * was answered, what changed, and whether all of it was legal. Nothing can be done on it.
 */
import { type ReplayFile } from '../../../../libs/complaints/views/queries.js';
import { type ReplayedStep } from '../../../../libs/complaints/views/replay-report.js';
import { lifecycleOf } from '../../../../libs/complaints/write/complaint-lifecycle.js';
import { type RuleName } from '../../../../state-machines/complaint/rules.js';
import { localDateOf } from '../../../../libs/policy/calendar.js';
import { html, type Html } from '../../http/html.js';
import { deskPage, type Desk } from '../desk.js';
import { about, documentsOf, lettersOf, notesOf, partsOf, way } from '../cases/case-content.js';
import { deadlinesOf } from '../cases/case-deadlines.js';
import { dateField } from '../ui/fields.js';
import { icon } from '../ui/icon.js';
import { rulesIn } from '../ui/said.js';
import { section, table } from '../ui/table.js';
import { dateWords, hasTime, shortDate, timeWords } from '../words/date-words.js';
import { eventWord } from '../words/event-words.js';
import { recordLabel, recordValue } from '../words/record-words.js';
import { stateWord } from '../words/state-words.js';
import { addressOf } from './history-filter.js';
import { historyWords } from './history-words.js';
import { causeOf, momentsOf, whoOf } from './event-said.js';
import { pastNav, type Subject } from './past-nav.js';
import { purposeSaid } from './purpose.js';
import { emptyDay, type ReplayAsked } from './replay-asked.js';
import { aboutWords, replayWords } from './replay-words.js';

type Word = keyof typeof replayWords;
const inWords =
  ({ lang }: Desk) =>
  (word: Word): string =>
    replayWords[word][lang];

export interface ReplayShown {
  readonly subject: Subject;
  readonly asked: ReplayAsked;
  readonly file: ReplayFile;
}

export function replayPage(desk: Desk, { subject, asked, file }: ReplayShown): string {
  const { lang, root } = desk;
  const say = inWords(desk);
  const { view, events, report } = file;
  const revision = view.revision!;
  const event = events[revision]!;
  const step = report.steps[revision]!;
  // What is late is told as of then.
  const then = { ...desk, today: asked.day ?? localDateOf(Date.parse(event.recordedAt)) };
  const path = `${root}/cases/${subject.id}/replay`;
  const title = titleOf(desk, subject);
  return deskPage(desk, {
    title,
    ownHeading: true,
    content: html`${pastNav(desk, subject, 'replay')}
      <div class="kg-id">
        <div>
          <h1>${title}</h1>
          <span class="kg-state">${stateWord(view.state ?? '', lang)}</span>
          <span class="soft">${step.profile} · ${step.lifecycle}</span>
        </div>
      </div>
      <div class="kg-note info" role="note">
        <p>
          <strong
            >${say('youSee')}
            ${
              asked.day
                ? html`${dateWords(asked.day, lang)}, ${say('endOf')}`
                : html`${dateWords(localDateOf(Date.parse(event.recordedAt)), lang)}${
                    hasTime(event.recordedAt) && html` ${timeWords(event.recordedAt, lang)}`
                  }`
            }</strong
          >, ${say('after')} ${revision}. ${say('notSince')}
        </p>
        ${purposeSaid(desk)}
      </div>
      ${revisionsOf(desk, path, file, revision)}
      <div class="kg-split">
        <div class="kg-side">
          ${whoAndWhen(desk, subject, file, revision)} ${untouched(desk, file)} ${dayForm(desk, path, asked)}
        </div>
        <div class="kg-body">
          ${stepOf(desk, file, step)} ${rulesOf(desk, file, step)} ${changesOf(desk, path, asked, file, revision)}
          <h2>${say('theCase')}</h2>
          ${way(then, view)} ${about(then, view)} ${partsOf(then, view)} ${deadlinesOf(then, view)}
          ${lettersOf(then, view)} ${documentsOf(then, view)} ${notesOf(then, view)}
        </div>
      </div>`,
  });
}

const titleOf = ({ lang }: Desk, { number }: Subject): string =>
  number === null ? replayWords.title[lang] : `${replayWords.titleOf[lang]} ${number} ${replayWords.overTime[lang]}`;

/** The day that was asked for cannot be shown: the form comes back with what was typed in it. */
export function noSuchDay(desk: Desk, subject: Subject, asked: ReplayAsked): string {
  const path = `${desk.root}/cases/${subject.id}/replay`;
  return deskPage(desk, {
    title: titleOf(desk, subject),
    content: html`${pastNav(desk, subject, 'replay')} ${dayForm(desk, path, asked)}`,
  });
}

/** Every event as a plain link, day by day; a slider where there is a script. */
function revisionsOf(desk: Desk, path: string, { events }: ReplayFile, revision: number): Html {
  const { lang } = desk;
  const say = inWords(desk);
  const last = events.length - 1;
  const at = (wanted: number) => `${path}?revision=${wanted}`;
  const move = (wanted: number, word: Word, name: string, isAfter = false) =>
    wanted < 0 || wanted > last || wanted === revision
      ? html`<span class="soft">${say(word)}</span>`
      : html`<a href="${at(wanted)}">${!isAfter && icon(name)}${say(word)}${isAfter && icon(name)}</a>`;
  const days = Map.groupBy(events, ({ recordedAt }) => localDateOf(Date.parse(recordedAt)));
  return html`<nav class="no-print" aria-label="${say('revisions')}">
    <p class="kg-revmove">
      ${move(0, 'first', 'first-page')} ${move(revision - 1, 'previous', 'chevron-left')}
      <strong>${say('event')} ${revision}, ${say('lastIs')} ${last}</strong>
      ${move(revision + 1, 'next', 'chevron-right', true)} ${move(last, 'last', 'last-page', true)}
    </p>
    <p class="kg-slide" data-slide="${path}?revision=" hidden>
      <label class="sr-only" for="slide">${say('slide')}</label>
      <input type="range" id="slide" min="0" max="${last}" value="${revision}" />
    </p>
    <ol class="nobullet-list kg-revs">
      ${[...days].map(
        ([day, own]) =>
          html`<li>
            <span class="small soft">${shortDate(day, lang)}</span>
            <span class="days"
              >${own.map(
                (each) =>
                  html`<a href="${at(each.revision)}" ${each.revision === revision && html` aria-current="page"`}
                    ><span class="sr-only">${say('event')} </span>${each.revision}</a
                  >`,
              )}</span
            >
          </li>`,
      )}
    </ol>
  </nav>`;
}

function whoAndWhen(desk: Desk, { id }: Subject, { events }: ReplayFile, revision: number): Html {
  const { lang, names, root } = desk;
  const say = inWords(desk);
  const event = events[revision]!;
  const history = `${root}/cases/${id}/history`;
  return html`<section class="kg-box" aria-labelledby="who">
    <h2 id="who">${say('whoAndWhen')}</h2>
    <dl class="kg-pairs">
      <dt>${say('event')} ${revision}</dt>
      <dd>${eventWord(event.type, event.data, names, lang)}</dd>
      <dt>${historyWords.who[lang]}</dt>
      <dd>${whoOf(event, lang)}</dd>
      ${momentsOf(event, lang)}
      <dt>${historyWords.cause[lang]}</dt>
      <dd>${causeOf(desk, history, events, event)}</dd>
      <dt>${historyWords.place[lang]}</dt>
      <dd class="num">${event.position}</dd>
    </dl>
    <p class="small">
      <a href="${addressOf(history, { event: revision })}#event-${revision}">${say('permalink')}</a><br />
      <a href="${history}/json" download>${historyWords.download[lang]} JSON</a> ·
      <a href="${history}/csv" download>${historyWords.download[lang]} CSV</a>
    </p>
  </section>`;
}

function untouched(desk: Desk, { changed, events }: ReplayFile): Html {
  const say = inWords(desk);
  return html`<section class="kg-box" aria-labelledby="untouched">
    <h2 id="untouched">${say('untouched')}</h2>
    ${
      changed.length === 0
        ? html`<p class="is-good">${icon('success')} ${say('isWhole')}</p>`
        : html`<p class="is-late">${icon('warning')} ${say('isChanged')} ${changed.join(', ')}</p>`
    }
    <p class="small">
      ${say('byMark')} <span class="num">${events.length}</span>.
      <a href="${desk.root}/verification#yourself">${say('howToVerify')}</a>
    </p>
  </section>`;
}

function dayForm(desk: Desk, path: string, { typed = emptyDay, day, error }: ReplayAsked): Html {
  const say = inWords(desk);
  const shown = day === undefined ? typed : { year: day.slice(0, 4), month: day.slice(5, 7), day: day.slice(8) };
  const said = { name: 'on', form: 'replay', label: say('day'), hint: say('dayHint'), lang: desk.lang };
  return html`<section class="kg-box no-print" aria-labelledby="byday">
    <h2 id="byday">${say('byDay')}</h2>
    <form method="get" action="${path}">
      ${dateField(error === undefined ? said : { ...said, error: say(error) }, shown)}
      <div class="kg-actions"><button class="button button-secondary">${say('show')}</button></div>
    </form>
  </section>`;
}

function stepOf(desk: Desk, { view, report, events }: ReplayFile, step: ReplayedStep): Html {
  const { lang, names } = desk;
  const say = inWords(desk);
  const past = report.steps.slice(0, step.revision + 1);
  const illegal = past.filter(({ legal }) => !legal);
  const event = events[step.revision]!;
  const late = (view.deadlines ?? []).filter(({ status }) => status === 'late').length;
  return section(
    'step',
    say('step'),
    html`<p><strong>${eventWord(event.type, event.data, names, lang)}</strong></p>
      <div class="kg-move">
        <div>
          <span class="small soft">${say('before')}</span>
          <strong>${step.from === null ? say('nothingYet') : stateWord(step.from, lang)}</strong>
        </div>
        <div class="arrow">${icon('arrow-forward')}<span class="sr-only">${say('became')}</span></div>
        <div>
          <span class="small soft">${say('afterwards')}</span>
          <strong>${stateWord(step.to, lang)}</strong>
        </div>
      </div>
      <p>
        ${verdict(desk, step.legal)} ${say('underRules')}
        <span class="nb">${step.profile}, ${step.lifecycle}</span>.
      </p>
      ${
        illegal.length === 0
          ? html`<p>${say('allLegal')}</p>
              ${late > 0 && html`<p><strong>${say('late')} ${late}.</strong> ${say('lateIsNoStep')}</p>`}`
          : html`<p class="is-late">
              ${say('someIllegal')}
              ${illegal.map(
                ({ revision }, index) => html`${index > 0 && ', '}<a href="?revision=${revision}">${revision}</a>`,
              )}
            </p>`
      }`,
  );
}

const verdict = (desk: Desk, legal: boolean): Html =>
  legal
    ? html`<span class="is-good">${icon('check')} ${inWords(desk)('legal')}</span>`
    : html`<span class="is-late">${icon('warning')} ${inWords(desk)('illegal')}</span>`;

function rulesOf(desk: Desk, { events }: ReplayFile, step: ReplayedStep): Html {
  const { lang } = desk;
  const say = inWords(desk);
  const { rules } = lifecycleOf(step.lifecycle).version;
  const profile = desk.running.office.profileNamed(step.profile);
  const { facts = {} } = events[step.revision]!.data as { readonly facts?: { readonly [fact: string]: string } };
  const rows = step.asked.map(({ rule, holds, sentences, rules: ids }) => {
    const { about: subject, fact } = rules[rule as RuleName];
    const told = fact === undefined ? undefined : facts[fact];
    const sources = ids.filter((id) => id !== 'D');
    return [
      html`${aboutWords[subject][lang]}<span class="sub"
          >${holds ? html`${say('otherwise')} »${sentences[lang]}«` : sentences[lang]}</span
        >`,
      html`${
        holds
          ? html`<span class="is-good nb">${icon('check')} ${say('holds')}</span>`
          : html`<span class="is-late nb">${icon('close')} ${say('holdsNot')}</span>`
      }${told !== undefined && html`<span class="sub" lang="en">${fact}: ${told}</span>`}`,
      sources.length === 0
        ? html`<em class="small">${say('silent')}</em>`
        : html`${rulesIn(desk, sources)}<span class="sub"
              >${sources.map((id) => profile.rules[id]?.[lang]).join(' ')}</span
            >`,
    ];
  });
  return section(
    'asked',
    `${say('rules')} (${rows.length})`,
    rows.length === 0
      ? html`<p class="soft">${say('noRules')}</p>`
      : table(say('rules'), [say('question'), say('answer'), say('source')], rows),
  );
}

function changesOf(
  desk: Desk,
  path: string,
  asked: ReplayAsked,
  { changes, events }: ReplayFile,
  revision: number,
): Html {
  const { lang, names } = desk;
  const say = inWords(desk);
  const since = asked.with ?? revision - 1;
  const isEmpty = (value: unknown) => value === null || value === undefined;
  const rows = changes.map(({ path: field, before, after }) => [
    html`<span class="sign" aria-hidden="true">${isEmpty(before) ? '+' : isEmpty(after) ? '−' : '±'}</span>
      ${recordLabel(field, lang)}`,
    isEmpty(before)
      ? html`<span class="soft">${recordValue(field, before, names, lang)}</span>`
      : html`<del lang="da">${recordValue(field, before, names, lang)}</del>`,
    isEmpty(after)
      ? html`<span class="soft">${recordValue(field, after, names, lang)}</span>`
      : html`<ins lang="da">${recordValue(field, after, names, lang)}</ins>`,
  ]);
  return section(
    'changes',
    `${say('changes')} (${rows.length})`,
    html`<form class="kg-search no-print" method="get" action="${path}#changes">
        <input type="hidden" name="revision" value="${revision}" />
        <div class="form-group">
          <label class="form-label" for="with">${say('event')} ${revision}. ${say('compareWith')}</label>
          <select class="form-select" id="with" name="with">
            ${events.map(
              (each) =>
                each.revision !== revision &&
                html`<option value="${each.revision}" ${each.revision === since && html` selected`}>
                  ${each.revision}. ${eventWord(each.type, each.data, names, lang)}
                </option>`,
            )}
          </select>
        </div>
        <button class="button button-secondary">${say('show')}</button>
      </form>
      ${
        rows.length === 0
          ? html`<p class="soft">${say('noChanges')}</p>`
          : html`<div class="kg-diff">
              ${table(say('changes'), [say('field'), say('before'), say('afterwards')], rows)}
            </div>`
      }`,
  );
}
