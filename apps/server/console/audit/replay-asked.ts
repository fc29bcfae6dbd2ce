/** Which moment of a case is asked for, and with which other one it is compared. */
import { isValidDate, type LocalDate } from '../../../../libs/policy/calendar.js';
import { QueryReader, type Query } from '../../api/queries-of.js';
import { typedDay, type Typed } from '../steps/read-form.js';
import { dayParts, type DayTyped } from '../ui/fields.js';

export interface ReplayAsked {
  readonly revision?: number | undefined;
  /** The revision that it is compared with. */
  readonly with?: number | undefined;
  /** The case as it was at its end. */
  readonly day?: LocalDate | undefined;
  readonly typed?: DayTyped | undefined;
  readonly error?: 'noDay' | 'notYet' | undefined;
}
export const emptyDay: DayTyped = { day: '', month: '', year: '' };

/** @throws Refused VALIDATION */
export function replayAskedIn(query: Query): ReplayAsked {
  const names = dayParts.map((part) => `on.${part}`);
  const reader = new QueryReader(query, ['after', 'lang', ...names]);
  const asked = { revision: reader.count('revision', 0, 999_999), with: reader.count('with', 0, 999_999) };
  reader.done();
  if (!names.some((name) => typeof query[name] === 'string' && query[name] !== '')) return asked;
  const { day, month, year } = typedDay(query as Typed, 'on');
  const typed = { day, month, year };
  const date = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isValidDate(date) ? { ...asked, typed, day: date } : { ...asked, typed, error: 'noDay' };
}
