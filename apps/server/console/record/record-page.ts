/**
 * Putting a record right: which one, how it stands, and its own fields alone, of which only what was wrong is filled
 * in. What the correction would have changed is shown before it is saved (decision 23).
 */
import { type HistoryEvent } from '../../../../libs/complaints/views/queries.js';
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { fieldsToCorrect, recordedFields } from '../../../../libs/complaints/steps/putting-right.js';
import { html, type Html } from '../../http/html.js';
import { stranded } from '../cases/came-back.js';
import { caseWords } from '../cases/case-page-words.js';
import { profileOf } from '../cases/case-steps.js';
import { correctStep } from '../cases/places-of-steps.js';
import { whatCameOf, type SidePage } from '../cases/side-page.js';
import { deskPage, hiddenIn, type Desk } from '../desk.js';
import { drawForm } from '../steps/draw-form.js';
import { labelIn } from '../steps/field-errors.js';
import { typedText } from '../steps/read-form.js';
import { refusalWithSources } from '../ui/said.js';
import { table } from '../ui/table.js';
import { dateWords } from '../words/date-words.js';
import { eventWord } from '../words/event-words.js';
import { recordValue } from '../words/record-words.js';
import { stepButton, stepTitle } from '../words/step-words.js';
import { localDateOf } from '../../../../libs/policy/calendar.js';

const words = {
  back: { da: 'Tilbage til sagen', en: 'Back to the case' },
  which: {
    da: 'Hvad er forkert? Skridt og afgørelser rettes ikke; de trækkes tilbage, eller der tages et nyt.',
    en: 'What is wrong? Steps and decisions are not corrected; they are taken back, or another is taken.',
  },
  none: { da: 'Sagen har ingen oplysninger, der kan rettes.', en: 'The case has no record that can be corrected.' },
  now: { da: 'Sådan står det nu', en: 'How it stands' },
  others: { da: 'Ret noget andet', en: 'Correct something else' },
  kept: {
    da: 'Det, der stod, kan stadig ses i historikken.',
    en: 'What was there can still be seen in the history.',
  },
  what: { da: 'Oplysning', en: 'Record' },
  stands: { da: 'Står som', en: 'Stands as' },
} as const;

export function recordPage(desk: Desk, page: SidePage): string {
  const { lang, root, say } = desk;
  const { view, events, cameBack } = page;
  const chosen = events.find(({ revision }) => revision === revisionIn(desk, page) && canBeCorrected(events, revision));
  const title = stepTitle(correctStep, lang);
  return deskPage(desk, {
    title: `${title} ${view.number ?? ''}`.trim(),
    ownHeading: true,
    content: html`<p class="kg-crumb"><a href="${root}/cases/${view.id}">${say(words.back)} ${view.number ?? ''}</a></p>
      <h1>${title}</h1>
      ${whatCameOf(desk, page)} ${chosen ? recordOf(desk, page, chosen) : choice(desk, view, events)}
      ${cameBack !== null && !chosen && stranded(desk, cameBack)}`,
  });
}

/** The event that the address names, or the form that came back. */
function revisionIn({ address }: Desk, { cameBack }: SidePage): number | null {
  const asked = cameBack === null ? new URL(address, 'http://page').searchParams.get('event') : null;
  const said = asked ?? (cameBack === null ? '' : typedText(cameBack.sent.typed, 'revision'));
  return /^\d{1,6}$/.test(said) ? Number(said) : null;
}

/** A record that stands: it was not taken back. */
export const canBeCorrected = (events: readonly HistoryEvent[], revision: number): boolean =>
  events.some((event) => event.revision === revision && fieldsToCorrect(event.type) !== null) &&
  !events.some(({ data }) => (data as { readonly undoes?: unknown }).undoes === revision);

function choice(desk: Desk, view: CaseView, events: readonly HistoryEvent[]): Html {
  const { root, lang, say, names } = desk;
  const own = events.filter(({ revision }) => canBeCorrected(events, revision));
  if (own.length === 0) return html`<p class="kg-empty">${say(words.none)}</p>`;
  return html`<p>${say(words.which)}</p>
    <ul class="nobullet-list kg-rows">
      ${[...own].reverse().map(
        ({ revision, type, data, occurredAt }) =>
          html`<li>
            <a href="${root}/cases/${view.id}/record?event=${revision}">${eventWord(type, data, names, lang)}</a>
            <span class="sub">${dateWords(localDateOf(Date.parse(occurredAt)), lang)}</span>
          </li>`,
      )}
    </ul>`;
}

function recordOf(desk: Desk, { view, cameBack }: SidePage, { type, data, revision }: HistoryEvent): Html {
  const { lang, root, names, say } = desk;
  const own = fieldsToCorrect(type)!;
  const step = (view.steps ?? []).find(({ name }) => name === correctStep);
  return html`<p>
      <strong>${eventWord(type, data, names, lang)}</strong>
      · <a href="${root}/cases/${view.id}/record">${say(words.others)}</a>
    </p>
    <h2>${say(words.now)}</h2>
    ${table(
      say(words.now),
      [say(words.what), say(words.stands)],
      own.map((name) => [
        labelIn(correctStep, `fields.${name}`, lang),
        html`<span lang="da">${recordValue(name, standsAs(view, { data, revision }, name), names, lang)}</span>`,
      ]),
    )}
    <h2>${stepTitle(correctStep, lang)}</h2>
    ${
      step?.allowed === true
        ? correction(desk, { view, cameBack }, own, revision)
        : html`${cameBack !== null && stranded(desk, cameBack)}
          ${step?.refusals.map((refusal) => refusalWithSources(desk, refusal, profileOf(desk, view)))}`
    }`;
}

/** As the last correction left it; a document by its title. */
function standsAs(
  { corrections = [], documents = [] }: CaseView,
  { data, revision }: Pick<HistoryEvent, 'data' | 'revision'>,
  name: string,
): unknown {
  const put = corrections.findLast(
    ({ corrects, fields }) => corrects === revision && Object.hasOwn(fields as object, name),
  );
  const value = ((put?.fields ?? data) as Readonly<Record<string, unknown>>)[
    put === undefined && name === 'document' ? 'file' : name
  ];
  return name === 'document' ? (documents.find(({ id }) => id === value)?.title ?? value) : value;
}

function correction(
  desk: Desk,
  { view, cameBack }: Pick<SidePage, 'view' | 'cameBack'>,
  own: readonly string[],
  revision: number,
): Html {
  const { lang, root, say } = desk;
  const address = `${root}/cases/${view.id}/steps/${correctStep}`;
  const others = recordedFields.filter((name) => !own.includes(name)).map((name) => `fields.${name}`);
  return html`<p>${say(words.kept)}</p>
    <form class="kg-read" method="post" action="${address}?from=record" novalidate>
      ${hiddenIn(desk, view.revision)}<input type="hidden" name="revision" value="${revision}" />
      ${drawForm({ desk, step: correctStep, view, sent: cameBack?.sent ?? null, without: ['revision', ...others] })}
      <div class="kg-actions">
        <button class="button button-primary">${stepButton(correctStep, lang)}</button>
        <button class="button button-secondary" formaction="${address}/preview?from=record">
          ${caseWords.preview[lang]}
        </button>
      </div>
    </form>`;
}
