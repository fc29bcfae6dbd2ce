/**
 * The year of an office, which may begin in any month. Everything that is decided about a year is decided about this
 * one: its months are numbered from its first, so that 2025-01 is July 2025 where the year begins in July.
 */
import { type LocalDate } from '../../policy/calendar.js';
import { type Sentences } from '../../platform/refusal.js';
import { lastDayOf } from './months.js';
import { type Month, type TimeNode } from './suppress/periods.js';

const moved = (month: Month, by: number): Month => {
  const all = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by;
  return `${String(Math.floor(all / 12)).padStart(4, '0')}-${String((all % 12) + 1).padStart(2, '0')}`;
};

export class OfficeYear {
  /** @param start the month that it begins in, 1 to 12 */
  constructor(readonly start: number = 1) {}

  /** As the year counts it. */
  numbered(month: Month): Month {
    return this.start === 1 ? month : moved(month, 1 - this.start);
  }

  /** As the calendar writes it. */
  inCalendar(month: Month): Month {
    return this.start === 1 ? month : moved(month, this.start - 1);
  }

  /** Whole months, both days inclusive; undefined where they are none. */
  numberedPeriod(from: LocalDate, to: LocalDate): readonly [from: LocalDate, to: LocalDate] | undefined {
    if (this.start === 1) return [from, to];
    const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
    if (from !== `${first}-01` || !/^\d{4}-(0[1-9]|1[0-2])$/.test(last) || to !== lastDayOf(last)) return undefined;
    return [`${this.numbered(first)}-01`, lastDayOf(this.numbered(last))];
  }

  /** The first and the last day of the years from this one to that. */
  daysOf(first: number, last: number = first): readonly [from: LocalDate, to: LocalDate] {
    const year = (one: number): string => String(one).padStart(4, '0');
    return [`${this.inCalendar(`${year(first)}-01`)}-01`, lastDayOf(this.inCalendar(`${year(last)}-12`))];
  }

  /** How a year or a quarter that is not the calendar's is written; undefined where it is. */
  nameOf(node: TimeNode): Sentences | undefined {
    if (this.start === 1) return undefined;
    const year = `${node.slice(0, 4)}/${String((Number(node.slice(0, 4)) + 1) % 100).padStart(2, '0')}`;
    if (node.length === 4) return { da: year, en: year };
    const quarter = node[6]!;
    return { da: `${quarter}. kvartal ${year}`, en: `Quarter ${quarter} of ${year}` };
  }
}
