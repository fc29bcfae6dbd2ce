/** What a text is found by: its words, whole and in lower case, and its numbers, however they are written. */

const trimmed = (chunk: string): string => chunk.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
const isNumber = (text: string): boolean => /^[\d\s+().-]+$/.test(text) && digitsIn(text).length >= 4;
const digitsIn = (text: string): string => text.replace(/\D/g, '');
/** A Danish telephone number is eight digits, with or without the country's. */
const withoutCountry = (digits: string): string => (/^(00)?45\d{8}$/.test(digits) ? digits.slice(-8) : digits);
const plain = (text: string): string => text.normalize('NFKC').toLocaleLowerCase('da');

const chunksOf = (text: string): readonly string[] => plain(text).split(/\s+/u).map(trimmed).filter(Boolean);

/** Terms that a stored text is entered under. A mail address is one word, and each of its parts too. */
export function termsOf(text: string): ReadonlySet<string> {
  const terms = new Set<string>();
  for (const chunk of chunksOf(text)) {
    terms.add(`word:${chunk}`);
    for (const part of chunk.split(/[^\p{L}\p{N}]+/u)) if (part !== '') terms.add(`word:${part}`);
  }
  for (const [written] of plain(text).matchAll(/\+?\d[\d\s().-]{2,}\d/g)) if (isNumber(written)) terms.add(`number:${withoutCountry(digitsIn(written))}`);
  return terms;
}

/** Terms that all have to be there for a text to be found; none where the text has neither a word nor a number. */
export function termsAsked(text: string): ReadonlySet<string> {
  if (isNumber(text.trim())) return new Set([`number:${withoutCountry(digitsIn(text))}`]);
  return new Set(chunksOf(text).map((chunk) => `word:${chunk}`));
}
