/** What is in a case: its path, what it is about, parts, letters, documents and notes. */
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { html, type Html } from '../../http/html.js';
import { type Desk } from '../desk.js';
import { drawPath } from '../path/draw-path.js';
import { listPath } from '../path/list-path.js';
import { pathOf } from '../path/path.js';
import { section, table } from '../ui/table.js';
import { codeWord } from '../words/code-words.js';
import { instantWords, shortDate } from '../words/date-words.js';
import { caseWords, inWords } from './case-page-words.js';
import { partStands } from './part-stands.js';

/** Where the case has come from, stands, and can go: a picture, and the same as a list. */
export function way(desk: Desk, view: CaseView): Html | false {
  const { lang, root } = desk;
  const walked = pathOf(view);
  return (
    walked !== undefined &&
    section(
      'way',
      caseWords.way[lang],
      html`<div class="kg-path">${drawPath(walked, lang)}</div>
        <p class="small"><a href="${root}/lifecycle">${caseWords.whole[lang]}</a></p>
        <details class="kg-step">
          <summary>${caseWords.wayAsList[lang]}</summary>
          <div>${listPath(walked, lang)}</div>
        </details>`,
    )
  );
}

export function about(desk: Desk, { title, summary }: CaseView): Html | false {
  const said = (each: unknown) => (typeof each === 'string' ? each : null);
  const [heading, text] = [said(title), said(summary)];
  return (
    (heading !== null || text !== null) &&
    html`<section aria-labelledby="about">
      <h2 id="about">${caseWords.about[desk.lang]}</h2>
      ${heading !== null && html`<p lang="da"><strong>${heading}</strong></p>`} ${text !== null && paragraphs(text)}
    </section>`
  );
}

const paragraphs = (text: string): Html =>
  html`${text.split(/\n{2,}/).map((each) => html`<p lang="da" class="kg-said">${each}</p>`)}`;

export function partsOf(desk: Desk, { parts = [] }: CaseView): Html {
  const { lang } = desk;
  const say = inWords(lang);
  return section(
    'parts',
    `${say('parts')} (${parts.length})`,
    parts.length === 0
      ? html`<p class="soft">${say('none')}</p>`
      : table(
          say('parts'),
          [say('part'), say('department'), say('happened'), say('howFar')],
          parts.map((part) => [
            `${part.id}. ${part.topic === undefined ? '' : desk.topicName(part.topic)}`,
            part.department === undefined ? '' : desk.departmentName(part.department),
            happened(desk, part),
            partStands(desk, part),
          ]),
        ),
  );
}

function happened(
  { lang }: Desk,
  {
    eventStart,
    eventEnd,
    ageLimit,
  }: {
    readonly eventStart?: string | undefined;
    readonly eventEnd?: string | undefined;
    readonly ageLimit?: { readonly lastDay: string; readonly exceeded: boolean; readonly waived: unknown } | null;
  },
): Html {
  if (eventStart === undefined) return html`–`;
  const limit =
    ageLimit &&
    (ageLimit.exceeded
      ? ageLimit.waived
        ? caseWords.ageWaived[lang]
        : caseWords.ageOver[lang]
      : `${caseWords.ageWithin[lang]} ${shortDate(ageLimit.lastDay, lang)}`);
  return html`${shortDate(eventStart, lang)}${eventEnd !== undefined && `–${shortDate(eventEnd, lang)}`}
  ${limit && html`<span class="sub">${limit}</span>`}`;
}

export function lettersOf(desk: Desk, { id, letters = [] }: CaseView): Html {
  const { lang, root } = desk;
  const say = inWords(lang);
  return section(
    'letters',
    `${say('letters')} (${letters.length})`,
    letters.length === 0
      ? html`<p class="soft">${say('none')}</p>`
      : table(
          say('letters'),
          [say('letter'), say('date'), say('show')],
          [...letters]
            .reverse()
            .map((letter) => [
              html`<span lang="da">${String(letter.title)}</span>`,
              shortDate(letter.date, lang),
              html`<a href="${root}/cases/${id}/letters/${letter.n}"
                >${say('show')}<span class="sr-only" lang="da">: ${String(letter.title)}</span></a
              >`,
            ]),
        ),
  );
}

export function documentsOf(desk: Desk, { id, documents = [] }: CaseView): Html {
  const { lang, root } = desk;
  const say = inWords(lang);
  return section(
    'documents',
    `${say('documents')} (${documents.length})`,
    documents.length === 0
      ? html`<p class="soft">${say('none')}</p>`
      : html`<ul class="nobullet-list kg-rows">
          ${[...documents].reverse().map((each) => {
            const title = typeof each.title === 'string' ? each.title : each.id;
            return html`<li>
              ${
                each.readable
                  ? html`<a lang="da" href="${root}/cases/${id}/documents/${each.id}">${title}</a>`
                  : html`<span lang="da">${title}</span>, ${say('notReadable')}`
              }
              <span class="small soft"
                >${codeWord('directions', each.direction, lang)}, ${shortDate(each.date, lang)}</span
              >
            </li>`;
          })}
        </ul>`,
  );
}

export function notesOf(desk: Desk, { notes = [] }: CaseView): Html {
  const { lang } = desk;
  const say = inWords(lang);
  return section(
    'notes',
    `${say('notes')} (${notes.length})`,
    notes.length === 0
      ? html`<p class="soft">${say('none')}</p>`
      : html`<ul class="nobullet-list kg-rows">
          ${[...notes].reverse().map(
            (note) =>
              html`<li>
                <strong>${instantWords(note.occurredAt, lang)}</strong>
                <span lang="da" class="kg-said">${typeof note.text === 'string' ? note.text : '–'}</span>
              </li>`,
          )}
        </ul>`,
  );
}
