/** Saved views: a row of links above the list, the form that saves one, and the page where they are removed. */
import { type SavedView } from '../../../../libs/identity/saved-views.js';
import { type Sentences } from '../../../../libs/platform/refusal.js';
import { html, type Html } from '../../http/html.js';
import { deskPage, hiddenIn, type Desk } from '../desk.js';
import { textField } from '../ui/fields.js';
import { errorSummary } from '../ui/said.js';
import { section } from '../ui/table.js';
import { viewsWords as words } from './views-words.js';

export interface ViewSent {
  readonly name: string;
  readonly query: string;
  readonly isCommon: boolean;
  readonly error: Sentences;
}

const addressOf = ({ root }: Desk, query: string): string => `${root}/cases?${query}`;

/** The one used last comes first, then one's own, then the office's. */
const inOrder = ({ session }: Desk, views: readonly SavedView[]): readonly SavedView[] => {
  const rank = ({ id, isCommon }: SavedView) => (id === session.view ? 0 : isCommon ? 2 : 1);
  return [...views].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'da'));
};

/** @param query of the list that is shown, as a view would have it */
export const viewsRow = (desk: Desk, views: readonly SavedView[], query: string): Html | false =>
  views.length > 0 &&
  html`<nav class="kg-views kg-saved no-print" aria-label="${words.title[desk.lang]}">
    ${inOrder(desk, views).map(
      (view) =>
        html`<a href="${addressOf(desk, view.query)}" ${view.query === query && html` aria-current="page"`}
          ><span lang="da">${view.name}</span>${
            view.isCommon && html` <span class="soft">(${words.common[desk.lang].toLowerCase()})</span>`
          }</a
        >`,
    )}
    <a class="small" href="${desk.root}/views">${words.manage[desk.lang]}</a>
  </nav>`;

export const saveForm = (desk: Desk, query: string): Html =>
  html`<details class="kg-step">
    <summary>${words.save[desk.lang]}</summary>
    <div>${formOf(desk, query, null)}</div>
  </details>`;

function formOf(desk: Desk, query: string, sent: ViewSent | null): Html {
  const { lang, root } = desk;
  return html`<form method="post" action="${root}/views" novalidate>
    ${hiddenIn(desk)}<input type="hidden" name="query" value="${query}" />
    ${textField(
      {
        form: 'view',
        name: 'name',
        label: words.name[lang],
        hint: words.nameHint[lang],
        error: sent?.error[lang],
        lang,
      },
      sent?.name ?? '',
      { width: 30 },
    )}
    <div class="form-group-checkbox">
      <input
        class="form-checkbox"
        type="checkbox"
        id="view-common"
        name="common"
        value="true"
        ${sent?.isCommon === true && html` checked`}
      /><label class="form-label" for="view-common">${words.forAll[lang]}</label>
    </div>
    <div class="kg-actions">
      <button class="button button-secondary" name="do" value="save">${words.saveButton[lang]}</button>
    </div>
  </form>`;
}

/** @param mayRemove whether the reader may remove it */
export function viewsPage(
  desk: Desk,
  views: readonly SavedView[],
  mayRemove: (view: SavedView) => boolean,
  sent: ViewSent | null,
): string {
  const { lang, root, names } = desk;
  const group = (id: string, title: Sentences, own: readonly SavedView[]) =>
    own.length > 0 &&
    section(
      id,
      title[lang],
      html`<ul class="nobullet-list kg-rows">
        ${own.map(
          (view) =>
            html`<li class="kg-removable">
              <span
                ><a href="${addressOf(desk, view.query)}" lang="da">${view.name}</a>${
                  view.isCommon &&
                  html`<span class="sub">${words.by[lang]} <span lang="da">${names.member(view.by)}</span></span>`
                }</span
              >
              ${
                mayRemove(view) &&
                html`<form method="post" action="${root}/views">
                  ${hiddenIn(desk)}<input type="hidden" name="view" value="${view.id}" />
                  <button class="kg-link" name="do" value="remove">
                    ${words.remove[lang]}<span class="sr-only">: <span lang="da">${view.name}</span></span>
                  </button>
                </form>`
              }
            </li>`,
        )}
      </ul>`,
    );
  const ordered = inOrder(desk, views);
  return deskPage(desk, {
    title: words.title[lang],
    content: html`${
        sent !== null &&
        html`${errorSummary(desk, {
          fields: [{ id: 'view-name', text: `${words.name[lang]}: ${sent.error[lang]}` }],
        })}
        ${section('save', words.save[lang], formOf(desk, sent.query, sent))}`
      }
      <p>${words.says[lang]}</p>
      ${views.length === 0 && html`<p class="kg-empty">${words.none[lang]}</p>`}
      ${group(
        'own',
        words.own,
        ordered.filter(({ isCommon }) => !isCommon),
      )}
      ${group(
        'common',
        words.common,
        ordered.filter(({ isCommon }) => isCommon),
      )}
      <p><a href="${root}/cases">${words.toList[lang]}</a></p>`,
  });
}
