/**
 * Where a citizen reads the own case: the language is in the address, so that it can be written in a letter and read
 * aloud. An English address is another way to say the Danish one, which alone has a route.
 */
import { type Language } from './page.js';

const danish = '/min-sag';
const english = '/en/my-case';
/** English word of an address → the Danish one. */
const segments = { cases: 'sager', looks: 'opslag', letters: 'breve', documents: 'dokumenter' } as const;

const pathOf = (url: string): string => url.split('?', 1)[0]!;
const isWithin = (url: string, root: string): boolean => pathOf(url) === root || pathOf(url).startsWith(`${root}/`);
const translated = (path: string, words: ReadonlyMap<string, string>): string =>
  path
    .split('/')
    .map((segment) => words.get(segment) ?? segment)
    .join('/');
const toDanish: ReadonlyMap<string, string> = new Map(Object.entries(segments));
const toEnglish: ReadonlyMap<string, string> = new Map(Object.entries(segments).map(([en, da]) => [da, en]));

/** What is routed: every other address is as it came. */
export function routedAddress(url: string): string {
  if (!isWithin(url, english)) return url;
  const path = pathOf(url);
  return danish + translated(path.slice(english.length), toDanish) + url.slice(path.length);
}

/** @param path below `/min-sag`, as its route says it, or nothing */
export const ownCaseAddress = (lang: Language, path = ''): string =>
  lang === 'da' ? danish + path : english + translated(path, toEnglish);

/** Undefined: the address is of no own case, and says no language. */
export function languageOfAddress(url: string): Language | undefined {
  if (isWithin(url, english)) return 'en';
  return isWithin(url, danish) ? 'da' : undefined;
}
