/** What the address of the list says: what it is narrowed by, in which order, which page of it, as of which day. */
import { filterOf, pagingOf, QueryReader } from '../../api/queries-of.js';
import { type Desk } from '../desk.js';

/** What the list is narrowed by; names are those of the address. */
export const filterNames = [
  'state',
  'outcome',
  'department',
  'topic',
  'assignee',
  'overdue',
  'lifecycle',
  'profile',
] as const;
export type FilterName = (typeof filterNames)[number];
/** Besides: the order, the page of it, and the day at whose end the list was so. */
export const besides = ['sort', 'cursor', 'at'] as const;
export type Asked = Readonly<Partial<Record<FilterName | (typeof besides)[number], string>>>;

export const queryOf = (asked: Asked): string =>
  new URLSearchParams(
    [...filterNames, ...besides].flatMap((name) => {
      const value = asked[name];
      return value === undefined ? [] : [[name, value] as [string, string]];
    }),
  ).toString();
export const addressOf = ({ root }: Desk, asked: Asked): string => {
  const query = queryOf(asked);
  return `${root}/cases${query === '' ? '' : `?${query}`}`;
};

/** What a view keeps of it: filters and order. */
export const viewQueryOf = (asked: Asked): string => queryOf({ ...asked, cursor: undefined, at: undefined });

/** The same of a text, as it would stand in an address. @throws Refused VALIDATION it is none */
export function viewQueryIn(text: string): string {
  const reader = new QueryReader(Object.fromEntries(new URLSearchParams(text)));
  const said: Readonly<Record<string, string | number | boolean | undefined>> = {
    ...filterOf(reader),
    ...pagingOf(reader),
  };
  reader.done();
  return viewQueryOf(
    Object.fromEntries(
      [...filterNames, 'sort'].flatMap((name) => (said[name] === undefined ? [] : [[name, String(said[name])]])),
    ),
  );
}
