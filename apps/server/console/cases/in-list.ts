/**
 * The list that a case was opened from: its filters and order stand in the address of the case, so that the cases
 * before and after it are those of that list.
 */
import { type Queries } from '../../../../libs/complaints/views/queries.js';
import { filterOf, pagingOf, QueryReader } from '../../api/queries-of.js';
import { html, type Html } from '../../http/html.js';
import { type Desk } from '../desk.js';

const words = {
  list: { da: 'Listen, som sagen er i', en: 'The list that the case is in' },
  cases: { da: 'Sager', en: 'Cases' },
  before: { da: 'Forrige sag', en: 'Previous case' },
  after: { da: 'Næste sag', en: 'Next case' },
} as const;

/** Null: the case was not opened from a list. */
const listIn = ({ address }: Desk): string | null => new URL(address, 'http://page').searchParams.get('list');

/** The page of one side of the case that this is, or that the form stood on; null: the case page. */
export function sideIn({ address }: Desk): string | null {
  const { pathname, searchParams } = new URL(address, 'http://page');
  return searchParams.get('from') ?? /\/cases\/[^/]+\/(\w+)$/.exec(pathname)?.[1] ?? null;
}

/** `?list=…`, where there is one: what the address of a case ends with. */
export const inListOf = (desk: Desk): string => {
  const list = listIn(desk);
  return list === null ? '' : inList(list);
};

/**
 * `?list=…`, `?from=…`, where there is one: what the address of a form of the case ends with.
 */
export function cameFrom(desk: Desk): string {
  const [list, from] = [listIn(desk), sideIn(desk)];
  const said = new URLSearchParams({ ...(list === null ? {} : { list }), ...(from === null ? {} : { from }) });
  return said.size === 0 ? '' : `?${said.toString()}`;
}
/** @param list the query of the list's address */
export const inList = (list: string): string => `?list=${encodeURIComponent(list)}`;

/** @throws Refused VALIDATION what the address says of the list is none */
export async function neighboursOf(desk: Desk, queries: Queries, id: string): Promise<Html | false> {
  const list = listIn(desk);
  if (list === null) return false;
  const reader = new QueryReader(Object.fromEntries(new URLSearchParams(list)));
  const [filter, { sort }] = [filterOf(reader), pagingOf(reader)];
  reader.done();
  const place = await queries.placeInList(desk.looking(), id, filter, sort);
  const { root, lang } = desk;
  const to = (neighbour: string, word: 'before' | 'after') =>
    html`<a href="${root}/cases/${neighbour}${inList(list)}">${words[word][lang]}</a>`;
  return html`<nav class="kg-crumb" aria-label="${words.list[lang]}">
    <a href="${root}/cases${list !== '' && `?${list}`}"
      >${words.cases[lang]}${place && ` (${place.at} ${lang === 'da' ? 'af' : 'of'} ${place.of})`}</a
    >
    ${place?.before && to(place.before, 'before')} ${place?.after && to(place.after, 'after')}
  </nav>`;
}
