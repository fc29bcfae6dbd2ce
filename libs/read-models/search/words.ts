/** What a text is found by: its words, whole and in lower case, and its numbers, however they are written. */

const trimmed = (chunk: string): string => chunk.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
const digitsIn = (text: string): string => text.replace(/\D/g, '');
const isNumber = (text: string): boolean => /^[\d\s+().-]+$/.test(text) && digitsIn(text).length >= 4;
/** A Danish telephone number is eight digits, with or without the country's. */
const withoutCountry = (digits: string): string => (/^(00)?45\d{8}$/.test(digits) ? digits.slice(-8) : digits);
const numberTerm = (written: string): string => `number:${withoutCountry(digitsIn(written))}`;
const plain = (text: string): string => text.normalize('NFKC').toLocaleLowerCase('da');

const chunksOf = (text: string): readonly string[] => text.split(/\s+/u).map(trimmed).filter(Boolean);
const partsOf = (chunk: string): readonly string[] => chunk.split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/**
 * Terms that a stored text is entered under. A mail address is one word, and each of its parts too; digits in a row are
 * one number, and each group of four or more too.
 */
export function termsOf(text: string): ReadonlySet<string> {
  const [terms, read] = [new Set<string>(), plain(text)];
  for (const chunk of chunksOf(read)) {
    for (const word of [chunk, ...partsOf(chunk)]) terms.add(`word:${word}`);
    if (isNumber(chunk)) terms.add(numberTerm(chunk));
  }
  for (const [written] of read.matchAll(/\+?\d[\d\s().-]{2,}\d/g))
    if (isNumber(written)) terms.add(numberTerm(written));
  return terms;
}

/** Digits that stand by themselves; those within a word or an address are part of it. */
const standing = /(?<![\p{L}\p{N}@._-])\+?\d[\d\s().-]{2,}\d(?![\p{L}\p{N}@_])/gu;

/** Terms that all have to be there for a text to be found; none where the text has neither a word nor a number. */
export function termsAsked(text: string): ReadonlySet<string> {
  const terms = new Set<string>();
  const rest = plain(text).replaceAll(standing, (written) => {
    if (!isNumber(written)) return written;
    terms.add(numberTerm(written));
    return ' ';
  });
  for (const chunk of chunksOf(rest))
    for (const word of chunk.includes('@') ? [chunk] : partsOf(chunk)) terms.add(`word:${word}`);
  return terms;
}
