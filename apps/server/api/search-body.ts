/** The body of a search: the words, and the worklist's filters beside them. */
import { isReadable } from '../../../libs/platform/readable-text.js';
import { refused } from '../../../libs/platform/refused.js';
import { type Filter, type Sort } from '../../../libs/read-models/worklist/query.js';
import { filterOf, pagingOf, readerOf } from './queries-of.js';

const badText = {
  da: 'Skriv mellem 1 og 200 tegn, som kan læses.',
  en: 'Write between 1 and 200 characters that can be read.',
};
const badBody = { da: 'Indholdet skal være et objekt.', en: 'The body has to be an object.' };

/** @throws Refused VALIDATION */
export function searchOf(body: unknown): {
  readonly text: string;
  readonly filter: Filter;
  readonly paging: { readonly sort?: Sort; readonly cursor?: string; readonly limit?: number };
} {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw refused('VALIDATION', 400, { errors: [{ field: '', code: 'NOT_AN_OBJECT', sentences: badBody }] });
  const { text, ...others } = body as { readonly [name: string]: unknown };
  if (typeof text !== 'string' || text.length > 200 || !isReadable(text))
    throw refused('VALIDATION', 400, { errors: [{ field: 'text', code: 'NOT_TEXT', sentences: badText }] });
  const reader = readerOf(others);
  const [filter, paging] = [filterOf(reader), pagingOf(reader)];
  reader.done();
  return { text, filter, paging };
}
