/**
 * The form of a step, drawn from what the step declares: nothing here knows any step. What was typed stands where it
 * was typed, what is wrong with it stands beside it.
 */
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { fieldsOf, type Class, type Condition, type Field } from '../../../../libs/complaints/steps/fields.js';
import { steps, type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { type FieldError } from '../../../../libs/platform/refusal.js';
import { type Desk } from '../desk.js';
import { html, type Html } from '../../http/html.js';
import {
  checkboxesField,
  choiceField,
  dateField,
  fileField,
  idOf,
  longTextField,
  radioField,
  selectField,
  textField,
  type Choice,
  type DayTyped,
  type FieldSaid,
} from '../ui/fields.js';
import { fieldError } from './field-errors.js';
import { fieldHint, fieldLabel, type Reading } from '../words/field-words.js';
import { fileLimits, kindsHint, tooLarge } from './files.js';
import { choicesOf } from './choices.js';
import { rowsOf, typedDay, typedList, typedText, type Typed } from './read-form.js';

/** What came of a form, and what is wrong with it. */
export interface Sent {
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
}

export interface Drawing {
  readonly desk: Desk;
  readonly step: CommandName;
  readonly view: CaseView | null;
  /** The likeliest entries of lists, and what they are about. */
  readonly likely?: Readonly<Record<string, unknown>> | undefined;
  /** Null: nothing has been sent yet. */
  readonly sent: Sent | null;
  /** Fields of this name are not asked for: the page knows them. */
  readonly without?: readonly string[];
  /** What the names of its fields begin with, where a form is of several steps. */
  readonly within?: string;
  /** What is chosen from a list that grows is chosen with one press: somebody is waiting on the telephone. */
  readonly quick?: true;
  /** Who reads it; the office, where it is left out. */
  readonly by?: Reading;
}

/** What a button of the form is called that asks for one more row of a list, before the list's name. */
export const moreOf = 'more';

export const drawForm = (drawing: Drawing): Html => drawFields(steps[drawing.step].body, drawing.within ?? '', drawing);

function drawFields(of: Class, prefix: string, drawing: Drawing): Html {
  const fields = [...fieldsOf(of).values()].filter(
    ({ name }) => !drawing.without?.includes(inStep(prefix + name, drawing)),
  );
  return html`${fields.map((field) => drawOne(field, prefix, drawing))}`;
}

function drawOne(field: Field, prefix: string, drawing: Drawing): Html {
  const drawn = drawKind(field, prefix + field.name, drawing);
  return field.onlyWhen === null
    ? drawn
    : html`<div data-when="${JSON.stringify(whenIn(field.onlyWhen, prefix))}">${drawn}</div>`;
}

/** As the browser compares it: names of the form, and values as they stand in it. */
const whenIn = (condition: Condition, prefix: string): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.entries(condition).map(([name, wanted]) => [
      prefix + name,
      typeof wanted === 'object' ? wanted : [String(wanted)],
    ]),
  );

function drawKind(field: Field, path: string, drawing: Drawing): Html {
  const { desk, step, view, sent } = drawing;
  const { kind, list, of } = field;
  const { lang } = desk;
  const called = withoutPlaces(inStep(path, drawing));
  const said: FieldSaid = {
    name: path,
    form: step,
    lang,
    label: fieldLabel(step, called, lang, drawing.by),
    hint: fieldHint(step, called, lang, drawing.by) ?? undefined,
    error: errorAt(path, drawing),
    optional: !field.required && field.neededWhen === null,
  };
  const typed = sent?.typed ?? {};
  if (kind === 'Some') return drawRows(field, path, said, drawing);
  if (kind === 'One' || kind === 'Person')
    return html`<fieldset class="kg-group" id="${idOf(said)}" tabindex="-1">
      <legend class="form-label">${said.label}</legend>
      ${said.hint !== undefined && html`<span class="form-hint">${said.hint}</span>`}
      ${said.error !== undefined && html`<span class="form-error-message">${said.error}</span>`}
      ${drawFields(of!(), `${path}.`, drawing)}
    </fieldset>`;
  const choices = choicesOf(field, desk, view);
  const first = sent === null ? atFirst(field, path, choices, drawing) : undefined;
  if (list !== null) return checkboxesField(said, choices ?? [], first ?? typedList(typed, path));
  const [value = typedText(typed, path)] = first ?? [];
  switch (kind) {
    case 'Date':
      return dateField(said, first ? dayOf(value) : withoutTime(typedDay(typed, path)));
    case 'Instant':
      return dateField(said, typedDay(typed, path));
    case 'Text':
      return isShort(path) ? textField(said, value) : longTextField(said, value);
    case 'Base64':
      return fileField({ ...said, hint: kindsHint[lang] }, { ...fileLimits, tooLarge: tooLarge[lang] });
    default:
      if (choices === null) return textField(said, value, kind === 'Minutes' ? { inputMode: 'numeric', width: 5 } : {});
      // Which department, topic, document: lists that grow.
      if (isOpenList(kind)) return (drawing.quick ? radioField : selectField)(said, choices, value);
      return (drawing.quick && field.required ? radioField : choiceField)(said, choices, value);
  }
}

/** Its name among the fields of its step. */
const inStep = (path: string, { within = '' }: Drawing): string => path.slice(within.length);
/** Its name, whatever entry of a list it is of. */
const withoutPlaces = (path: string): string => path.replace(/\.\d+(?=\.|$)/g, '');
const isOpenList = (kind: Field['kind']): boolean =>
  kind === 'Topic' || kind === 'Department' || kind === 'Reference' || kind === 'Member';
const withoutTime = ({ day, month, year }: DayTyped): DayTyped => ({ day, month, year });
const dayOf = (date: string): DayTyped => {
  const [year = '', month = '', day = ''] = date.split('-');
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year };
};

/** One line is enough for what one calls or reaches somebody or something by. */
const isShort = (path: string): boolean => /(?:^|\.)(?:name|title|address|email|phone|with|reference)$/.test(path);

/** What a field has before anybody has typed: what there is no choice about, what leaving it out stands for, today. */
function atFirst(
  { kind, list, required, onlyWhen, meaning, happened }: Field,
  path: string,
  choices: readonly Choice[] | null,
  { desk, likely }: Drawing,
): readonly string[] {
  const guessed = guessAt(likely, path);
  if (guessed.length > 0) return guessed;
  if (required && choices?.length === 1) return [choices[0]!.value];
  if (list !== null || onlyWhen !== null) return [];
  if (kind === 'Flag' && meaning !== null) return [String(meaning)];
  if (kind === 'Date' && happened && required) return [desk.today];
  return [];
}

/** Of a list's rows alone: what is likely of a single field is the reader's to say. */
function guessAt(likely: Readonly<Record<string, unknown>> | undefined, path: string): readonly string[] {
  if (!path.includes('.') || likely === undefined) return [];
  const found = path
    .split('.')
    .reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? (at as never)[name] : undefined), likely);
  return typeof found === 'string' ? [found] : Array.isArray(found) ? (found as readonly string[]) : [];
}

function drawRows(field: Field, path: string, said: FieldSaid, drawing: Drawing): Html {
  const guessed = drawing.likely?.[path];
  const rows = Math.max(
    1,
    drawing.sent ? rowsOf(drawing.sent.typed, path) : Array.isArray(guessed) ? guessed.length : 1,
  );
  const { lang } = drawing.desk;
  // Whoever asked for a row more goes on there.
  const isNew = (index: number) =>
    index === rows - 1 && drawing.sent !== null && typedText(drawing.sent.typed, moreOf) === path;
  return html`<div id="${idOf(said)}" tabindex="-1">
    ${said.error !== undefined && html`<span class="form-error-message">${said.error}</span>`}
    ${Array.from(
      { length: rows },
      (_, index) =>
        html`<fieldset
          class="kg-group"
          id="${idOf({ ...said, name: `${path}.${index}` })}"
          tabindex="-1"
          ${isNew(index) && html` data-focus`}
        >
          <legend class="form-label">${said.label} ${rows > 1 && String(index + 1)}</legend>
          ${drawFields(field.of!(), `${path}.${index}.`, drawing)}
        </fieldset>`,
    )}
    <p>
      <button class="kg-link" name="${moreOf}" value="${path}">
        ${lang === 'da' ? 'Tilføj en til' : 'Add another'}
      </button>
    </p>
  </div>`;
}

function errorAt(path: string, { desk, step, sent }: Drawing): string | undefined {
  const found = sent?.errors.find(({ field }) => field === path);
  return found && fieldError(step, found, desk.lang);
}

/** One more row of the list of that name, empty. */
export const withOneMore = (typed: Typed, list: string): Typed => ({
  ...typed,
  [`${list}.${rowsOf(typed, list)}.new`]: '',
});
