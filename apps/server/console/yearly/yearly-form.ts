/** What was typed on the pages of the yearly report, and what is wrong with it. */
import { mostOfText } from '../../../../event-schemas/office/yearly-events.js';
import { traceNames, tracesIn } from '../../../../libs/complaints/steps/nameless.js';
import { fieldSentences } from '../../../../libs/complaints/steps/fields.js';
import { isReadable, isWord } from '../../../../libs/platform/readable-text.js';
import { type Sentences } from '../../../../libs/platform/refusal.js';
import { type Example, foreword, type YearDraft } from '../../../../libs/yearly-report/draft.js';
import { tablesToChoose } from '../../../../libs/reporting/yearly-sections.js';
import { typedList, typedText, type Typed } from '../steps/read-form.js';
import { yearlyWords } from './yearly-words.js';

/** By the name of the field. */
export type Wrong = ReadonlyMap<string, Sentences>;

/** Where own texts stand, in the order of the report. */
export const places: readonly { readonly key: string; readonly title: Sentences }[] = [
  { key: foreword, title: yearlyWords.foreword },
  ...tablesToChoose.map(({ key, title }) => ({ key, title })),
];
export const textName = (place: string): string => `text-${place}`;
const tableKeys = tablesToChoose.flatMap(({ tables }) => tables.map(({ key }) => key));

const textIn = (typed: Typed, name: string): string => typedText(typed, name).replaceAll('\r\n', '\n').trim();
const fits = (text: string): boolean => text.length <= mostOfText && isReadable(text);

export interface ArrangementTyped {
  readonly without: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
}

/** Tables are those that are ticked. */
export const arrangementIn = (typed: Typed): ArrangementTyped => {
  const ticked = new Set(typedList(typed, 'table'));
  return {
    without: tableKeys.filter((key) => !ticked.has(key)),
    texts: new Map(places.map(({ key }) => [key, textIn(typed, textName(key))])),
  };
};

export const wrongTexts = ({ texts }: ArrangementTyped): Wrong =>
  new Map(
    [...texts].flatMap(([place, text]) =>
      text === '' || fits(text) ? [] : [[textName(place), fieldSentences.NOT_TEXT] as const],
    ),
  );

export type ExampleTyped = Pick<Example, 'place' | 'title' | 'text'>;
export const noExample: ExampleTyped = { place: '', title: '', text: '' };
export const exampleIn = (typed: Typed): ExampleTyped => ({
  place: typedText(typed, 'place'),
  title: textIn(typed, 'title'),
  text: textIn(typed, 'text'),
});

export function wrongExample({ place, title, text }: ExampleTyped): Wrong {
  const wrong = new Map<string, Sentences>();
  if (!tablesToChoose.some(({ key }) => key === place)) wrong.set('place', yearlyWords.missing);
  if (title === '') wrong.set('title', yearlyWords.missing);
  else if (!isWord(title)) wrong.set('title', yearlyWords.titleWrong);
  if (text === '') wrong.set('text', yearlyWords.missing);
  else if (!fits(text)) wrong.set('text', fieldSentences.NOT_TEXT);
  for (const [name, said] of Object.entries({ title, text })) {
    const [found] = tracesIn(said);
    if (found !== undefined && !wrong.has(name))
      wrong.set(name, {
        da: `${yearlyWords.traces.da} ${traceNames[found].da}.`,
        en: `${yearlyWords.traces.en} ${traceNames[found].en}.`,
      });
  }
  return wrong;
}

/** How far a year is. */
export const countsOf = ({
  texts,
  examples,
}: YearDraft): { readonly texts: number; readonly examples: number; readonly waiting: number } => ({
  texts: texts.size,
  examples: examples.length,
  waiting: examples.filter(({ approvedBy }) => approvedBy === null).length,
});
