/** An example from a case, as it is written, read again and let through. */
import { type Example } from '../../../../libs/yearly-report/draft.js';
import { tablesToChoose } from '../../../../libs/reporting/yearly-sections.js';
import { html, type Html } from '../../http/html.js';
import { deskPage, hiddenIn, type Desk } from '../desk.js';
import { longTextField, selectField, textField } from '../ui/fields.js';
import { noExample, type ExampleTyped, type Wrong } from './yearly-form.js';
import { mayApprove, mayWrite, placeTitle, summaryOf, type Year } from './yearly-page.js';
import { yearlyWords as words } from './yearly-words.js';

const form = 'example';
const labels = { place: words.place, title: words.exampleTitle, text: words.exampleText } as const;

export interface ExamplePage {
  readonly of: Year;
  /** Null: a new one. */
  readonly example: Example | null;
  readonly sent: { readonly typed: ExampleTyped; readonly wrong: Wrong; readonly isChanged: boolean } | null;
}

export function examplePage(desk: Desk, page: ExamplePage): string {
  const { lang, root, say } = desk;
  const { of, example, sent } = page;
  const title = say(example === null ? words.newExample : words.example);
  return deskPage(desk, {
    title: `${title}, ${of.called[lang]}`,
    ownHeading: true,
    content: html`<p class="kg-crumb">
        <a href="${root}/yearly-reports/${of.year}">${say(words.backToReport)} ${of.called[lang]}</a>
      </p>
      <h1>${title}</h1>
      ${
        sent !== null &&
        (sent.isChanged
          ? html`<div class="kg-errors" role="alert" data-focus>
              <h2>${say(words.notSaved)}</h2>
              <p>${say(words.changed)}</p>
            </div>`
          : summaryOf(desk, form, sent.wrong, (name) => say(labels[name as keyof typeof labels])))
      }
      ${example !== null && standing(desk, example)} ${mayWrite(desk) ? written(desk, page) : read(desk, example)}
      ${example !== null && mayApprove(desk) && approval(desk, page, example)}`,
  });
}

const standing = ({ say, names }: Desk, { approvedBy, writtenBy }: Example): Html =>
  html`<p>
    <span class="kg-badge">${say(approvedBy === null ? words.waits : words.approved)}</span>
    ${approvedBy !== null && html`<span class="soft">${say(words.byWhom)} <span lang="da">${names.member(approvedBy)}</span>.</span>`}
    <span class="soft">${say(words.writtenBy)} <span lang="da">${names.member(writtenBy)}</span>.</span>
  </p>`;

const actionOf = ({ root }: Desk, { of, example }: ExamplePage): string =>
  `${root}/yearly-reports/${of.year}/examples/${example?.id ?? 'new'}`;

function written(desk: Desk, page: ExamplePage): Html {
  const { lang, say } = desk;
  const { example, sent } = page;
  const typed: ExampleTyped = sent?.typed ?? example ?? noExample;
  const said = (name: keyof typeof labels, hint?: string) => ({
    form,
    name,
    label: say(labels[name]),
    hint,
    error: sent?.wrong.get(name)?.[lang],
    lang,
  });
  return html`<form class="kg-read" method="post" action="${actionOf(desk, page)}" novalidate>
    ${hiddenIn(desk, example?.revision)}
    ${selectField(
      said('place'),
      tablesToChoose.map(({ key, title }) => ({ value: key, label: say(title) })),
      typed.place,
    )}
    ${textField(said('title'), typed.title)}
    ${longTextField(said('text', say(words.exampleHint)), typed.text, { rows: 8 })}
    ${example !== null && html`<p class="small soft">${say(words.approveAnew)}</p>`}
    <div class="kg-actions">
      <button class="button button-primary" name="do" value="save">${say(words.saveExample)}</button>
      ${
        example !== null &&
        html`<button class="button button-secondary" name="do" value="remove">${say(words.remove)}</button>`
      }
    </div>
  </form>`;
}

const read = (desk: Desk, example: Example | null): Html | false =>
  example !== null &&
  html`<section class="kg-read" lang="da">
    <h2>${example.title}</h2>
    <p class="soft" lang="${desk.lang}">${placeTitle(desk, example.place)}</p>
    <p class="kg-said">${example.text}</p>
  </section>`;

/** Of the wording that is saved, which stands beside the button. */
const approval = (desk: Desk, page: ExamplePage, example: Example): Html | false =>
  example.approvedBy === null &&
  html`<section class="kg-box kg-read" aria-labelledby="approve-title">
    <h2 id="approve-title">${desk.say(words.approveTitle)}</h2>
    <p>${desk.say(words.approveLead)}</p>
    ${example.writtenBy === desk.caller.sub && html`<p>${desk.say(words.approveOwn)}</p>`}
    <blockquote lang="da">
      <p><strong>${example.title}</strong></p>
      <p class="kg-said">${example.text}</p>
    </blockquote>
    <form method="post" action="${actionOf(desk, page)}">
      ${hiddenIn(desk, example.revision)}
      <div class="kg-actions">
        <button class="button button-primary" name="do" value="approve">${desk.say(words.approve)}</button>
      </div>
    </form>
  </section>`;
