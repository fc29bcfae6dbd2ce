/**
 * Fields of a form, with the classes of the design system. Each has a label, and where there is one a hint and what is
 * wrong with it, said to whoever hears the page as well. Values stand in them as they were typed.
 */
import { html, type Html } from '../../http/html.js';
import { type Language } from '../../http/page.js';

export interface FieldSaid {
  /** Its name in the form. */
  readonly name: string;
  /** What its form is called among those of the page: with it the id is the page's only one. */
  readonly form: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly lang: Language;
}
export interface Choice {
  readonly value: string;
  readonly label: string;
  /** What follows it, or stands alone: a name or a text that is Danish whoever reads it. */
  readonly danish?: string;
  readonly hint?: string;
}
const textOf = ({ label, danish = '' }: Choice): string => [label, danish].filter((each) => each !== '').join(', ');
const saidOf = ({ label, danish }: Choice): Html =>
  danish === undefined ? html`${label}` : html`${label}${label !== '' && ', '}<span lang="da">${danish}</span>`;

const words = {
  optional: { da: '(frivilligt)', en: '(optional)' },
  choose: { da: 'Vælg', en: 'Choose' },
  day: { da: 'Dag', en: 'Day' },
  month: { da: 'Måned', en: 'Month' },
  year: { da: 'År', en: 'Year' },
  time: { da: 'Klokken', en: 'Time' },
  error: { da: 'Fejl: ', en: 'Error: ' },
} as const;

/** Where a link of the error summary leads. */
export const idOf = ({ form, name }: Pick<FieldSaid, 'form' | 'name'>): string =>
  `${form}-${name.replaceAll('.', '-')}`;

const describedBy = (said: FieldSaid): Html | false => {
  const { hint, error } = said;
  const ids = [hint !== undefined && `${idOf(said)}-hint`, error !== undefined && `${idOf(said)}-error`].filter(
    Boolean,
  );
  return ids.length > 0 && html` aria-describedby="${ids.join(' ')}"`;
};
const hintAndError = (said: FieldSaid): Html =>
  html`${said.hint !== undefined && html`<span class="form-hint" id="${idOf(said)}-hint">${said.hint}</span>`}
  ${
    said.error !== undefined &&
    html`<span class="form-error-message" id="${idOf(said)}-error"
      ><span class="sr-only">${words.error[said.lang]}</span>${said.error}</span
    >`
  }`;
const optionalIn = ({ optional, lang }: FieldSaid): Html | false =>
  optional === true && html` <span class="optional">${words.optional[lang]}</span>`;
const group = ({ error }: FieldSaid, content: Html): Html =>
  html`<div class="form-group${error !== undefined && ' form-error'}">${content}</div>`;
const labelled = (said: FieldSaid, control: Html): Html =>
  group(
    said,
    html`<label class="form-label" for="${idOf(said)}">${said.label}${optionalIn(said)}</label>
      ${hintAndError(said)}${control}`,
  );
/** A question with several controls. */
const asked = (said: FieldSaid, controls: Html): Html =>
  group(
    said,
    html`<fieldset id="${idOf(said)}" tabindex="-1" ${describedBy(said)}>
      <legend class="form-label">${said.label}${optionalIn(said)}</legend>
      ${hintAndError(said)}${controls}
    </fieldset>`,
  );

export const textField = (
  said: FieldSaid,
  value: string,
  { inputMode, width }: { readonly inputMode?: 'numeric' | 'email' | 'tel'; readonly width?: number } = {},
): Html =>
  labelled(
    said,
    html`<input
      class="form-input"
      type="text"
      id="${idOf(said)}"
      name="${said.name}"
      value="${value}"
      autocomplete="off"
      ${inputMode !== undefined && html` inputmode="${inputMode}"`}
      ${width !== undefined && html` size="${width}"`}
      ${describedBy(said)}
    />`,
  );

/** Several lines. */
export const longTextField = (
  said: FieldSaid,
  value: string,
  { rows = 4, language = 'da' }: { readonly rows?: number; readonly language?: Language } = {},
): Html =>
  labelled(
    said,
    // The first line break after the tag is not of the value.
    html`<textarea
      class="form-input"
      id="${idOf(said)}"
      name="${said.name}"
      rows="${rows}"
      lang="${language}"
      ${describedBy(said)}
    >
${value}</textarea>`,
  );

/** One of several: buttons where they are few, else a list. */
export const choiceField = (said: FieldSaid, choices: readonly Choice[], value: string): Html =>
  choices.length <= mostButtons || choices.some(({ hint }) => hint !== undefined)
    ? radioField(said, choices, value)
    : selectField(said, choices, value);
const mostButtons = 4;

export const radioField = (said: FieldSaid, choices: readonly Choice[], value: string): Html =>
  asked(
    said,
    html`${choices.map((each, index) => {
      const id = `${idOf(said)}-${index}`;
      return html`<div class="form-group-radio">
        <input
          class="form-radio"
          type="radio"
          id="${id}"
          name="${said.name}"
          value="${each.value}"
          ${each.value === value && html` checked`}
        /><label class="form-label" for="${id}">${saidOf(each)}</label>${
          each.hint !== undefined && html`<span class="form-hint">${each.hint}</span>`
        }
      </div>`;
    })}`,
  );

export const selectField = (said: FieldSaid, choices: readonly Choice[], value: string): Html =>
  labelled(
    said,
    html`<select class="form-select" id="${idOf(said)}" name="${said.name}" ${describedBy(said)}>
      <option value="">${words.choose[said.lang]}</option>
      ${choices.map(
        (each) =>
          html`<option
            value="${each.value}"
            ${each.danish !== undefined && html` lang="da"`}
            ${each.value === value && html` selected`}
          >
            ${textOf(each)}
          </option>`,
      )}
    </select>`,
  );

export const checkboxesField = (said: FieldSaid, choices: readonly Choice[], values: readonly string[]): Html =>
  asked(
    said,
    html`${choices.map((each, index) => {
      const id = `${idOf(said)}-${index}`;
      return html`<div class="form-group-checkbox">
        <input
          class="form-checkbox"
          type="checkbox"
          id="${id}"
          name="${said.name}"
          value="${each.value}"
          ${values.includes(each.value) && html` checked`}
        /><label class="form-label" for="${id}">${saidOf(each)}</label>
      </div>`;
    })}`,
  );

/** A day as it was typed, `day` `month` `year`; with a time of day where `time` is there. */
export interface DayTyped {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly time?: string;
}
/** The names of its fields in a form: `receivedOn.day` …; none of them is a field of a step. */
export const dayParts = ['day', 'month', 'year'] as const;

export const dateField = (said: FieldSaid, typed: DayTyped): Html => {
  const part = (name: (typeof dayParts)[number] | 'time', length: number, numeric: boolean) => {
    const id = `${idOf(said)}-${name}`;
    return html`<div class="form-group ${name === 'time' && 'kg-clock'}">
      <label class="form-label" for="${id}">${words[name][said.lang]}</label>
      <input
        class="form-input"
        type="text"
        id="${id}"
        name="${said.name}.${name}"
        value="${typed[name] ?? ''}"
        maxlength="${length}"
        autocomplete="off"
        ${numeric && html` inputmode="numeric"`}
      />
    </div>`;
  };
  return asked(
    said,
    html`<div class="date-group">
      ${part('day', 2, true)}${part('month', 2, true)}${part('year', 4, true)}${
        typed.time !== undefined && part('time', 5, false)
      }
    </div>`,
  );
};

/** @param maxBytes what is larger is refused before it is sent, where there is a script; `tooLarge` says so */
export const fileField = (
  said: FieldSaid,
  { maxBytes, accept, tooLarge }: { readonly maxBytes: number; readonly accept: string; readonly tooLarge: string },
): Html =>
  labelled(
    said,
    html`<input
        type="file"
        id="${idOf(said)}"
        name="${said.name}"
        accept="${accept}"
        data-max="${maxBytes}"
        ${describedBy(said)}
      /><span class="form-error-message" role="alert" hidden>${tooLarge}</span>`,
  );
