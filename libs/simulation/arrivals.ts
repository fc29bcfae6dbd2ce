/**
 * How many contacts come on which day: more from year to year, fewer in July and at Christmas, most on Mondays, none
 * when the office is closed.
 */
import { addDays, isWorkingDay, weekdayOf, type CalendarSwitches, type LocalDate } from '../policy/calendar.js';
import { type Dice } from './dice.js';

export interface Day {
  readonly date: LocalDate;
  readonly contacts: number;
}

const months = [1.12, 1.02, 1.06, 0.98, 1.0, 0.96, 0.6, 1.02, 1.1, 1.08, 1.12, 0.78] as const;
const weekdays = [1.25, 1.1, 1.0, 0.98, 0.75] as const;
/** From the first year to the last. */
const growth = 1.35;

/** Every day from `from` until before `to`, in order; the contacts of all of them together are `cases` exactly. */
export function arrivals(
  cases: number,
  from: LocalDate,
  to: LocalDate,
  switches: CalendarSwitches,
  dice: Dice,
): readonly Day[] {
  const firstYear = Number(from.slice(0, 4)),
    years = Math.max(1, Number(to.slice(0, 4)) - firstYear);
  const days: { readonly date: LocalDate; readonly weight: number }[] = [];
  for (let date = from; date < to; date = addDays(date, 1)) {
    const open = isWorkingDay(date, switches);
    const usual = open ? months[Number(date.slice(5, 7)) - 1]! * weekdays[weekdayOf(date) - 1]! : 0;
    days.push({
      date,
      weight: usual * growth ** ((Number(date.slice(0, 4)) - firstYear) / years) * (0.6 + 0.8 * dice.roll()),
    });
  }
  const all = days.reduce((sum, { weight }) => sum + weight, 0);
  const last = days.findLastIndex(({ weight }) => weight > 0);
  let [weighed, given] = [0, 0];
  return days.map(({ date, weight }, index) => {
    weighed += weight;
    // Rounded by chance, so that an office of one contact a week does not get it on the same weekday for ever.
    const due = Math.floor((cases * weighed) / all + dice.roll() - 0.5);
    const until = index === last ? cases : weight === 0 ? given : Math.min(cases, Math.max(given, due));
    const contacts = until - given;
    given = until;
    return { date, contacts };
  });
}
