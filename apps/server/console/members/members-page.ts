/** Who works in the office: who may what and when, the form that says so, and what was given and taken. */
import { memberRoles, type OfficeEvent } from '../../../../event-schemas/office/events.js';
import { statusOf, type Member } from '../../../../libs/identity/members.js';
import { type FieldError, type Refusal } from '../../../../libs/platform/refusal.js';
import { roleNames } from '../../api/openapi-words.js';
import { html, type Html } from '../../http/html.js';
import { deskPage, hiddenIn, type Desk } from '../desk.js';
import { typedDay, typedList, typedText, type Typed } from '../steps/read-form.js';
import { checkboxesField, dateField, selectField, textField } from '../ui/fields.js';
import { errorSummary } from '../ui/said.js';
import { section, table } from '../ui/table.js';
import { dateWords, instantWords } from '../words/date-words.js';
import { membersWords as words } from './members-words.js';

export interface MembersPage {
  /** Null: the reader has not who works there. */
  readonly members: readonly Member[] | null;
  /** Of the members as they are shown; -1: there are none yet. */
  readonly revision: number;
  /** Null: the reader does not write them. */
  readonly form: {
    readonly typed: Typed;
    readonly isNew: boolean;
    readonly errors: readonly FieldError[];
    readonly refusals: readonly Refusal[];
    readonly isChanged: boolean;
  } | null;
  /** Null: the reader has no revision of them. */
  readonly history: readonly OfficeEvent[] | null;
  readonly isDone: boolean;
}
const form = 'member';
const labels = {
  sub: words.sub,
  name: words.name,
  roles: words.may,
  department: words.department,
  from: words.from,
  until: words.to,
} as const;

export function membersPage(desk: Desk, page: MembersPage): string {
  const { lang, say, today } = desk;
  const { members, form: sent, history, isDone } = page;
  const former = (members ?? []).filter((each) => statusOf(each, today) === 'ended');
  const current = members?.filter((each) => !former.includes(each));
  return deskPage(desk, {
    title: say(words.title),
    content: html`${isDone && html`<p class="kg-note good" data-focus role="status">${say(words.saved)}</p>`}
      ${sent !== null && whatIsWrong(desk, sent)}
      <p>${say(words.says)}</p>
      ${
        current?.length === 0
          ? html`<p class="kg-empty">${say(words.none)}</p>`
          : current && listOf(desk, page, words.title[lang], current)
      }
      ${
        former.length > 0 &&
        html`<details class="kg-step">
          <summary>${say(words.former)} (${former.length})</summary>
          <div>${listOf(desk, page, words.former[lang], former)}</div>
        </details>`
      }
      ${sent !== null && formOf(desk, page.revision, sent)} ${history !== null && historyOf(desk, history)}`,
  });
}

function whatIsWrong(desk: Desk, { errors, refusals, isChanged }: NonNullable<MembersPage['form']>): Html | false {
  const { lang, say } = desk;
  if (isChanged)
    return html`<div class="kg-errors" role="alert" data-focus>
      <h2>${say(words.refused)}</h2>
      <p>${say(words.changed)}</p>
    </div>`;
  if (errors.length === 0 && refusals.length === 0) return false;
  return errorSummary(desk, {
    title: say(words.refused),
    refusals,
    fields: errors.map(({ field, sentences }) => ({
      id: `${form}-${fieldIn(field)}`,
      text: `${labels[fieldIn(field)][lang]}: ${sentences[lang]}`,
    })),
  });
}

/** `roles.0` is about the roles. */
const fieldIn = (path: string): keyof typeof labels => path.split('.', 1)[0] as keyof typeof labels;

const nameOf = (name: Member['name']): string => (typeof name === 'string' ? name : '–');

function listOf(desk: Desk, { form: sent, revision }: MembersPage, caption: string, members: readonly Member[]): Html {
  const { lang, root, say, today, caller } = desk;
  return table(
    caption,
    [say(words.who), say(words.may), say(words.days), ...(sent === null ? [] : [say(words.change)])],
    members.map((member) => {
      const { sub, name, roles, department } = member;
      const isOver = statusOf(member, today) === 'ended';
      return [
        html`<span lang="da">${nameOf(name)}</span><span class="sub">${sub}</span>`,
        html`${roles.map((role) => roleNames[role][lang]).join(', ')}${
          department !== undefined && html`<span class="sub" lang="da">${desk.departmentName(department)}</span>`
        }`,
        daysOf(desk, member),
        ...(sent === null
          ? []
          : [
              // Nobody changes their own rights.
              sub === caller.sub
                ? '–'
                : html`<form method="post" action="${root}/members">
                    ${hiddenIn(desk, revision < 0 ? undefined : revision)}<input
                      type="hidden"
                      name="sub"
                      value="${sub}"
                    />
                    <button class="kg-link" name="do" value="edit">
                      ${say(words.change)}<span class="sr-only">: <span lang="da">${nameOf(name)}</span></span>
                    </button>
                    ${
                      !isOver &&
                      html`<button class="kg-link" name="do" value="end">
                        ${say(words.endNow)}<span class="sr-only">: <span lang="da">${nameOf(name)}</span></span>
                      </button>`
                    }
                  </form>`,
            ]),
      ];
    }),
  );
}

function daysOf({ lang, say }: Desk, { from, until }: Member): string {
  const said = [
    from === undefined ? null : `${say(words.ahead)} ${dateWords(from, lang)}`,
    until === undefined ? null : `${say(words.until)} ${dateWords(until, lang)}`,
  ].filter((each) => each !== null);
  return said.length === 0 ? say(words.always) : said.join(' ');
}

function formOf(desk: Desk, revision: number, { typed, isNew, errors }: NonNullable<MembersPage['form']>): Html {
  const { lang, root, say, settings } = desk;
  const said = (name: keyof typeof labels, hint?: string) => ({
    form,
    name,
    label: say(labels[name]),
    hint,
    error: errors.find(({ field }) => fieldIn(field) === name)?.sentences[lang],
    optional: name === 'department' || name === 'from' || name === 'until',
    lang,
  });
  return section(
    'write',
    say(isNew ? words.add : words.edit),
    html`<form class="kg-read" method="post" action="${root}/members" novalidate>
        ${hiddenIn(desk, revision < 0 ? undefined : revision)} ${textField(said('name'), typedText(typed, 'name'))}
        ${
          isNew
            ? textField(said('sub', say(words.subHint)), typedText(typed, 'sub'))
            : html`<input type="hidden" name="of" value="${typedText(typed, 'sub')}" />
                <p id="${form}-sub" tabindex="-1">${say(words.sub)}: ${typedText(typed, 'sub')}</p>`
        }
        ${checkboxesField(
          said('roles'),
          memberRoles.map((value) => ({ value, label: roleNames[value][lang] })),
          typedList(typed, 'roles'),
        )}
        ${selectField(
          said('department', say(words.departmentHint)),
          settings.departments.map(({ key, name }) => ({ value: key, label: '', danish: name })),
          typedText(typed, 'department'),
        )}
        ${dateField(said('from'), withoutTime(typedDay(typed, 'from')))}
        ${dateField(said('until'), withoutTime(typedDay(typed, 'until')))}
        <div class="kg-actions">
          <button class="button button-primary" name="do" value="save">${say(words.save)}</button>
        </div>
      </form>
      ${!isNew && html`<p class="small"><a href="${root}/members#write">${say(words.newOne)}</a></p>`}`,
  );
}
const withoutTime = ({ day, month, year }: ReturnType<typeof typedDay>) => ({ day, month, year });

const historyOf = (desk: Desk, events: readonly OfficeEvent[]): Html => {
  const { lang, say, running } = desk;
  const named = (sub: string) => running.office.members.nameOf(sub);
  return section(
    'history',
    say(words.history),
    events.length === 0
      ? html`<p class="soft">${say(words.none)}</p>`
      : table(
          say(words.history),
          [say(words.when), say(words.what), say(words.may), say(words.by)],
          [...events]
            .reverse()
            .map((event) => [
              instantWords(event.recordedAt, lang),
              html`${say(words[event.type])}: <span lang="da">${named(event.data.sub)}</span>`,
              event.type === 'MemberEnded' ? '–' : event.data.roles.map((role) => roleNames[role][lang]).join(', '),
              html`<span lang="da">${named(event.actor.sub)}</span>`,
            ]),
        ),
  );
};
