/** The years of an office, and one of them as its report is put together. */
import { approvesExamples, writesYearly } from '../../../../libs/access/admit.js';
import { type Sentences } from '../../../../libs/platform/refusal.js';
import { dimensionTitles } from '../../../../libs/read-models/statistics/statistics.js';
import { tablesToChoose } from '../../../../libs/reporting/yearly-sections.js';
import { foreword, type Example, type YearDraft } from '../../../../libs/yearly-report/draft.js';
import { lower } from '../../../../libs/yearly-report/named.js';
import { html, type Html } from '../../http/html.js';
import { deskPage, hiddenIn, type Desk } from '../desk.js';
import { hasBoth } from '../reports/report-page.js';
import { checkboxesField, longTextField } from '../ui/fields.js';
import { errorSummary } from '../ui/said.js';
import { section, table } from '../ui/table.js';
import { instantWords } from '../words/date-words.js';
import { countsOf, textName, type ArrangementTyped, type Wrong } from './yearly-form.js';
import { yearlyWords as words } from './yearly-words.js';

/** A year of the office: how it is numbered, and how it is called. */
export interface Year {
  readonly year: number;
  readonly called: Sentences;
  /** Its figures are not all there yet. */
  readonly isCurrent: boolean;
}
const hrefOf = ({ root }: Desk, { year }: Year): string => `${root}/yearly-reports/${year}`;
const form = 'yearly';

export const mayWrite = ({ caller }: Pick<Desk, 'caller'>): boolean => writesYearly(caller) !== undefined;
export const mayApprove = ({ caller }: Pick<Desk, 'caller'>): boolean => approvesExamples(caller) !== undefined;

/** What has not been let through is for those who read cases, and for whoever wrote it. */
export const mayRead = (desk: Desk, { approvedBy, writtenBy }: Example): boolean =>
  approvedBy !== null || writtenBy === desk.caller.sub || mayApprove(desk);

export function yearsPage(desk: Desk, years: readonly { readonly of: Year; readonly draft: YearDraft }[]): string {
  const { lang, say } = desk;
  return deskPage(desk, {
    title: say(words.years),
    content: html`<p>${say(words.lead)}</p>
      ${table(
        say(words.years),
        [say(words.year), say(words.stands), say(words.lastChanged)],
        years.map(({ of, draft }) => [
          html`<a href="${hrefOf(desk, of)}">${of.called[lang]}</a>`,
          html`${standsAt(desk, draft)}${of.isCurrent && html`<span class="sub">${say(words.current)}</span>`}`,
          draft.last === null ? '–' : instantWords(draft.last.at, lang),
        ]),
      )}`,
  });
}

function standsAt({ say }: Desk, draft: YearDraft): string {
  const { texts, examples, waiting } = countsOf(draft);
  const said = [
    texts > 0 && `${texts} ${say(texts === 1 ? words.oneText : words.texts)}`,
    examples > 0 && `${examples} ${say(examples === 1 ? words.oneExample : words.examples)}`,
    waiting > 0 && `${waiting} ${say(words.waiting)}`,
  ].filter((each) => each !== false);
  return said.length === 0 ? say(words.notBegun) : said.join(', ');
}

export interface YearPage {
  readonly of: Year;
  readonly draft: YearDraft;
  /** What a report is called, by its name. */
  readonly titleOf: (report: string) => string;
  /** Null: nothing was sent, or it was saved. */
  readonly sent: { readonly typed: ArrangementTyped; readonly wrong: Wrong; readonly isChanged: boolean } | null;
  /** What was done to come here. */
  readonly done: keyof typeof doneWords | null;
}
export const doneWords = {
  saved: words.saved,
  example: words.exampleSaved,
  approved: words.exampleApproved,
  removed: words.exampleRemoved,
} as const;

export function yearPage(desk: Desk, page: YearPage): string {
  const { lang, root, say } = desk;
  const { of, sent, done } = page;
  return deskPage(desk, {
    title: `${say(words.title)} ${of.called[lang]}`,
    ownHeading: true,
    content: html`<p class="kg-crumb"><a href="${root}/yearly-reports">${say(words.back)}</a></p>
      <h1>${say(words.title)} ${of.called[lang]}</h1>
      ${done !== null && html`<p class="kg-note good" data-focus role="status">${say(doneWords[done])}</p>`}
      ${sent !== null && whatIsWrong(desk, sent)}
      <p>${say(words.whatItIs)}</p>
      ${of.isCurrent && html`<p class="kg-note info">${say(words.current)}</p>`}
      <div class="kg-split">
        <div class="kg-side">${files(desk, of)} ${examplesOf(desk, page)}</div>
        <div class="kg-body">${mayWrite(desk) ? arrangement(desk, page) : html`<p>${say(words.readOnly)}</p>`}</div>
      </div>`,
  });
}

const whatIsWrong = (desk: Desk, { wrong, isChanged }: NonNullable<YearPage['sent']>): Html =>
  isChanged
    ? html`<div class="kg-errors" role="alert" data-focus>
        <h2>${desk.say(words.notSaved)}</h2>
        <p>${desk.say(words.changed)}</p>
      </div>`
    : summaryOf(desk, form, wrong, (name) => nameOfPlace(desk, name));

export const summaryOf = (desk: Desk, of: string, wrong: Wrong, nameOf: (field: string) => string): Html =>
  errorSummary(desk, {
    title: desk.say(words.notSaved),
    fields: [...wrong].map(([name, sentences]) => ({
      id: `${of}-${name}`,
      text: `${nameOf(name)}: ${sentences[desk.lang]}`,
    })),
  });

function nameOfPlace({ say }: Desk, name: string): string {
  const place = tablesToChoose.find(({ key }) => textName(key) === name);
  return place ? `${say(words.own)}, ${lower(say(place.title))}` : say(words.foreword);
}

function files(desk: Desk, of: Year): Html {
  const { lang, say } = desk;
  const to = (format: string, audience: string, text: Sentences) =>
    html`<a
      class="button button-secondary"
      href="${hrefOf(desk, of)}/file/${format}?audience=${audience}&amp;lang=${lang}"
      >${say(text)}</a
    >`;
  return html`<section class="kg-box" aria-labelledby="see-title">
    <h2 id="see-title">${say(words.see)}</h2>
    <p class="small soft">${say(words.seeText)}</p>
    <p class="kg-actions">${to('html', 'published', words.preview)} ${to('pdf', 'published', words.pdf)}</p>
    ${
      hasBoth(desk) &&
      html`<p class="small">
        <a href="${hrefOf(desk, of)}/file/html?audience=internal&amp;lang=${lang}">${say(words.internal)}</a>
      </p>`
    }
  </section>`;
}

function examplesOf(desk: Desk, { of, draft }: YearPage): Html {
  const { say } = desk;
  const shown = draft.examples.filter((example) => mayRead(desk, example));
  return html`<section class="kg-box" id="examples" aria-labelledby="examples-title">
    <h2 id="examples-title">${say(words.examplesTitle)}</h2>
    <p class="small soft">${say(words.examplesLead)}</p>
    ${
      shown.length === 0
        ? html`<p class="kg-empty">${say(words.noExamples)}</p>`
        : html`<ul class="nobullet-list kg-rows">
            ${shown.map(
              (example) =>
                html`<li>
                  <a href="${hrefOf(desk, of)}/examples/${example.id}" lang="da">${example.title}</a>
                  <span class="sub"
                    >${placeTitle(desk, example.place)} ·
                    ${say(example.approvedBy === null ? words.waits : words.approved)}</span
                  >
                </li>`,
            )}
          </ul>`
    }
    ${
      mayWrite(desk) &&
      html`<p>
        <a class="button button-secondary" href="${hrefOf(desk, of)}/examples/new">${say(words.addExample)}</a>
      </p>`
    }
  </section>`;
}

export const placeTitle = ({ say }: Desk, place: string): string =>
  say(tablesToChoose.find(({ key }) => key === place)?.title ?? { da: place, en: place });

function arrangement(desk: Desk, { of, draft, titleOf, sent }: YearPage): Html {
  const { lang, say } = desk;
  const shown: ArrangementTyped = sent?.typed ?? draft;
  const left = new Set(shown.without);
  const text = (place: string, label: Sentences, hint: Sentences, rows: number) =>
    longTextField(
      {
        form,
        name: textName(place),
        label: say(label),
        hint: say(hint),
        error: sent?.wrong.get(textName(place))?.[lang],
        optional: true,
        lang,
      },
      shown.texts.get(place) ?? '',
      { rows },
    );
  return html`<form class="kg-read" method="post" action="${hrefOf(desk, of)}" novalidate>
    ${hiddenIn(desk, draft.revision)} ${text(foreword, words.foreword, words.forewordHint, 6)}
    <div class="kg-actions"><button class="button button-secondary">${say(words.save)}</button></div>
    ${tablesToChoose.map(({ key, title, tables }) =>
      section(
        `section-${key}`,
        say(title),
        html`${checkboxesField(
          { form: `${form}-${key}`, name: 'table', label: say(words.tables), lang },
          tables.map(({ key: value, name, by }) => ({ value, label: tableTitle(desk, titleOf(name), by) })),
          tables.map(({ key: value }) => value).filter((value) => !left.has(value)),
        )}
        ${text(key, words.own, words.ownHint, 3)}`,
      ),
    )}
    <div class="kg-actions"><button class="button button-primary">${say(words.save)}</button></div>
    ${
      draft.last !== null &&
      html`<p class="small soft">
        ${say(words.lastChanged)} ${instantWords(draft.last.at, lang)},
        <span lang="da">${desk.names.member(draft.last.by)}</span>
      </p>`
    }
  </form>`;
}

function tableTitle({ lang, say }: Desk, title: string, by: readonly string[]): string {
  const divided = by.map((key) => lower(dimensionTitles[key]?.[lang] ?? key));
  return divided.length === 0 ? title : `${title}, ${say(words.by)} ${divided.join(` ${say(words.and)} `)}`;
}
