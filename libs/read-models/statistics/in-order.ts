/** The rows of a report as they are read: by the names of their values in one language, times as they follow. */
import { type Sentences } from '../../platform/refusal.js';
import { type Report, type ReportRow } from './report.js';
import { isTime } from './time-dimensions.js';

/** Totals first; what is left over last. */
export function rowsInOrder({ dimensions, rows }: Report, lang: keyof Sentences): readonly ReportRow[] {
  const placed = dimensions.map(({ key, labels }) => {
    const values = [...new Set(rows.map(({ keys }) => keys[key] ?? null))];
    const sorted = values
      .map((value) => ({ value, name: nameOf(value, isTime(key) ? undefined : value && labels[value]?.[lang]) }))
      .sort((one, another) => (one.name < another.name ? -1 : 1));
    return { key, places: new Map(sorted.map(({ value }, place) => [value, place])) };
  });
  const placeOf = (row: ReportRow) => placed.map(({ key, places }) => places.get(row.keys[key] ?? null)!);
  return rows
    .map((row) => ({ row, at: placeOf(row) }))
    .sort(({ at: one }, { at: another }) => {
      const first = one.findIndex((place, index) => place !== another[index]);
      return first === -1 ? 0 : one[first]! - another[first]!;
    })
    .map(({ row }) => row);
}

const nameOf = (value: string | null, name: string | null | undefined): string => {
  if (value === null) return '0';
  return `${value === leftOver ? '2' : '1'}${spelled(name ?? value)}\n${value}`;
};

/** The value of the row of all those that have no row of their own: no key of an office is written so. */
export const leftOver = '*';

/**
 * In the order of the Danish alphabet, whatever machine it is on: what Intl knows of it changes between versions of
 * Node, and a report has the same bytes for ever.
 */
export const spelled = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[æøå]/g, (letter) => ({ æ: '{', ø: '|', å: '}' })[letter]!)
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
