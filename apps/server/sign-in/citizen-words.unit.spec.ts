/** What a citizen reads is plain, in both languages. */
import { codeWordsForCitizens } from '../console/citizen/code-page.js';
import { stateWords } from '../console/words/state-words.js';
import { lix } from '../console/words/testing/lix.js';
import { languages } from '../http/page.js';
import { citizenWords, elsewhere, wayWord } from './citizen-words.js';

/** A heading has no full stop, and is read as a sentence. */
const asSentence = (text: string): string => (/[.!?:]$/.test(text) ? text : `${text}.`);
/** Of a few words no index says anything. */
const isText = (text: string): boolean => text.split(' ').length >= 6;

it.each(languages)('every text of the own case has a LIX of at most 40 (%s)', (lang) => {
  const texts = [...Object.values(citizenWords), ...elsewhere.flat(), ...codeWordsForCitizens].map(
    (each) => each[lang],
  );
  const hard = texts.filter((text) => isText(text) && lix(asSentence(text)) > 40);
  expect(hard).toEqual([]);
  expect(lix(texts.map(asSentence).join(' '))).toBeLessThanOrEqual(30);
});

it.each(languages)('each state of a case has happened in words of its own for the citizen (%s)', (lang) => {
  const wordless = Object.keys(stateWords).filter((state) => wayWord(state, lang) === undefined);
  expect(wordless).toEqual([]);
});
