/**
 * What a text is found by: its words, however they are spelt, the beginnings of a name, and its numbers, however they
 * are written.
 */

/** A letter or figure with the marks that belong to it: a vowel sign of Devanagari is no border of a word. */
const word = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
/** Several words, one thing: a mail address is also asked for as a whole. */
const address = /[^\s@<>(),;:"]+@[^\s@<>(),;:"]*[\p{L}\p{N}]/gu;

/** Letters that no rule of Unicode takes apart. What a Dane writes in their place where the keyboard has none. */
const written: Readonly<Record<string, string>> = {
  æ: 'ae',
  ä: 'ae',
  ø: 'oe',
  ö: 'oe',
  œ: 'oe',
  å: 'aa',
  ß: 'ss',
  ð: 'd',
  đ: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};

/**
 * One spelling for all of them: compatibility forms, case, marks on Latin letters, dashes and blanks of every kind;
 * without what shows nothing. Marks of other scripts stay, they are half of the letter.
 */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .toLocaleLowerCase('da')
    .normalize('NFC')
    .replace(/[æäøöœåßðđþłı]/gu, (letter) => written[letter]!)
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC');
}

const digitsIn = (text: string): string => text.replace(/\D/g, '');
/** Of numbers with the country's before them; `(0)` is what is dialled at home. */
const number = /\+?\d[\d\s().-]{2,}\d/g;
const numberTerm = (found: string): string => {
  const digits = digitsIn(found.replace(/\(0\)/g, ''));
  // A Danish telephone number is eight digits, with or without the country's.
  return `number:${/^(00)?45\d{8}$/.test(digits) ? digits.slice(-8) : digits.replace(/^00(?=\d{9})/, '')}`;
};
const isNumber = (found: string): boolean => digitsIn(found).length >= 4;
const wordTerm = (found: string): string => `word:${found}`;

/** Terms that a stored text is entered under: each word, each address, each number and each group of figures in it. */
export function termsOf(text: string): ReadonlySet<string> {
  const read = plain(text);
  const numbers = [...read.matchAll(number), ...read.matchAll(/\d{4,}/g)];
  return new Set([
    ...[...read.matchAll(word), ...read.matchAll(address)].map(([found]) => wordTerm(found)),
    ...numbers.map(([found]) => numberTerm(found)),
  ]);
}

/** Letters that a name is found by at least: fewer would show which names begin alike (decision 16). */
export const shortestBeginning = 4;

/** The same of a name, and each beginning of its words. */
export function termsOfName(name: string): ReadonlySet<string> {
  const beginnings = [...plain(name).matchAll(word)].flatMap(([found]) => {
    const letters = found.match(/[\p{L}\p{N}]\p{M}*/gu) ?? [];
    return letters.slice(shortestBeginning).map((_, index) => letters.slice(0, shortestBeginning + index).join(''));
  });
  return new Set([...termsOf(name), ...beginnings.map(wordTerm)]);
}

/** Digits that stand by themselves; those within a word or an address are part of it. */
const standing = /(?<![\p{L}\p{N}@._-])\+?\d[\d\s().-]{2,}\d(?![\p{L}\p{N}@_])/gu;

/** Terms that all have to be there for a text to be found; none where the text has neither a word nor a number. */
export function termsAsked(text: string): ReadonlySet<string> {
  const terms = new Set<string>();
  const rest = plain(text)
    .replaceAll(standing, (found) => {
      if (!isNumber(found)) return found;
      terms.add(numberTerm(found));
      return ' ';
    })
    .replaceAll(address, (found) => {
      terms.add(wordTerm(found));
      return ' ';
    });
  for (const [found] of rest.matchAll(word)) terms.add(wordTerm(found));
  return terms;
}

/** What people write before the number of a case. */
const labels = new Set([
  'sag',
  'sagen',
  'sagsnr',
  'sagsnummer',
  'nr',
  'nummer',
  'j',
  'jnr',
  'journalnr',
  'case',
  'no',
  'number',
]);

/** The number of a case in what is asked for, and the rest of it; undefined where there is none, or more than one. */
export function caseNumberAsked(text: string): { readonly number: string; readonly rest: string } | undefined {
  const read = plain(text);
  const [found, ...more] = read.matchAll(/(?<![\p{L}\p{N}-])\d{4}-\d{4,}(?![\p{L}\p{N}]|-\p{N})/gu);
  if (!found || more.length > 0) return undefined;
  const around = `${read.slice(0, found.index)} ${read.slice(found.index + found[0].length)}`;
  const rest = around.replaceAll(word, (each) => (labels.has(each) ? '' : each)).trim();
  return { number: found[0], rest };
}
