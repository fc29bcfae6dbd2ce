/** What is wrong with a field, as somebody reads it who has filled in a form and not written a body. */
import { type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { type FieldError, type Sentences } from '../../../../libs/platform/refusal.js';
import { type Language } from '../../http/page.js';
import { idOf } from '../ui/fields.js';
import { fieldLabel } from '../words/field-words.js';

/** Where what is said of a body says how it has to be written there. */
const ofForms: Readonly<Record<string, Sentences>> = {
  MISSING: { da: 'Skal udfyldes.', en: 'This is required.' },
  NOT_A_DATE: { da: 'Skriv en dag, der findes, fx 17 2 2026.', en: 'Write a day that exists, e.g. 17 2 2026.' },
  NOT_AN_INSTANT: {
    da: 'Skriv en dag, der findes, og et klokkeslæt som 14.05.',
    en: 'Write a day that exists, and a time such as 14:05.',
  },
  NOT_A_COMPLAINT: { da: 'Skriv nummeret på en sag, fx 2026-0012.', en: 'Write the number of a case, e.g. 2026-0012.' },
  NOT_A_LIST: { da: 'Vælg mindst én.', en: 'Choose at least one.' },
  NOT_ALLOWED_HERE: {
    da: 'Passer ikke sammen med det andet, du har valgt. Lad det stå tomt.',
    en: 'Does not go together with what else you have chosen. Leave it empty.',
  },
};

export const fieldError = (_step: CommandName, { code, sentences }: FieldError, lang: Language): string =>
  (ofForms[code] ?? sentences)[lang];

/** @param path as an error names it; of an entry of a list, with its place */
export function labelIn(step: CommandName, path: string, lang: Language): string {
  const name = path.replace(/\.(?:day|month|year|time)$/, '').replace(/\.\d+(?=\.|$)/g, '');
  try {
    return fieldLabel(step, name, lang);
  } catch {
    return path;
  }
}

/** What is wrong with the fields of a form, each with the id that leads to it. */
export const wrongFields = (
  step: CommandName,
  errors: readonly FieldError[],
  lang: Language,
): readonly { readonly id: string; readonly text: string }[] =>
  errors.map((error) => ({
    id: idOf({ form: step, name: error.field }),
    text: `${labelIn(step, error.field, lang)}: ${fieldError(step, error, lang)}`,
  }));
