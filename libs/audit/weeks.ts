/** Weeks of the calendar as ISO 8601 numbers them: `2026-W10`, from Monday to Sunday; as texts they are in order. */
import { addDays, daysBetween, isValidDate, weekdayOf, type LocalDate } from '../policy/calendar.js';

export type Week = string;

export function weekOf(date: LocalDate): Week {
  // A week is of the year that its Thursday is in.
  const thursday = addDays(date, 4 - weekdayOf(date));
  const year = thursday.slice(0, 4);
  return `${year}-W${String(Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1).padStart(2, '0')}`;
}

/** Its Monday; undefined where there is no such week. */
export function mondayOf(week: Week): LocalDate | undefined {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(week) ?? [];
  if (year === undefined || number === undefined || !isValidDate(`${year}-01-04`)) return undefined;
  // The fourth of January is always in the first.
  const fourth = `${year}-01-04`;
  const monday = addDays(fourth, 1 - weekdayOf(fourth) + 7 * (Number(number) - 1));
  return weekOf(monday) === week ? monday : undefined;
}

export const weekAfter = (week: Week): Week => weekOf(addDays(mondayOf(week)!, 7));
