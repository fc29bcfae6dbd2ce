/** Days and times as people read them, in Copenhagen. The formatters are made once: a page has hundreds of dates. */
import {
  addDays,
  daysBetween,
  localDateOf,
  localTimeOf,
  workingDaysBetween,
  type CalendarSwitches,
  type LocalDate,
} from '../../../../libs/policy/calendar.js';
import { type Language } from '../../http/page.js';

/** Of a day at noon in UTC, so that it is that day. */
const formats = (locale: string) => {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  return {
    weekday: format({ weekday: 'long' }),
    long: format({ dateStyle: 'long' }),
    month: format({ month: 'long' }),
  };
};
const by = { da: formats('da-DK'), en: formats('en-GB') } as const satisfies Record<Language, unknown>;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const noonOf = (date: LocalDate): number => Date.parse(`${date}T12:00:00Z`);

/** "24. februar 2026", "24 February 2026". */
export const dayWords = (date: LocalDate, lang: Language): string => by[lang].long.format(noonOf(date));

/** "februar", "February". @param month 1 to 12 */
export const monthName = (month: number, lang: Language): string =>
  by[lang].month.format(Date.UTC(2026, month - 1, 15));

/** "tirsdag den 24. februar 2026", "Tuesday 24 February 2026". */
export function dateWords(date: LocalDate, lang: Language): string {
  const weekday = by[lang].weekday.format(noonOf(date));
  return `${weekday} ${lang === 'da' ? 'den ' : ''}${dayWords(date, lang)}`;
}

/** "24.2.2026", "24 Feb 2026": no number that could be the month or the day. */
export function shortDate(date: LocalDate, lang: Language): string {
  const [year, month, day] = [date.slice(0, 4), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  return lang === 'da' ? `${day}.${month}.${year}` : `${day} ${months[month - 1]} ${year}`;
}

/** "kl. 14.12", "14:12". @param instant RFC 3339, or milliseconds since the epoch */
export function timeWords(instant: string | number, lang: Language): string {
  const time = localTimeOf(msOf(instant));
  return lang === 'da' ? `kl. ${time.replace(/^0/, '').replace(':', '.')}` : time;
}

/** "10.2.2026 kl. 14.12", "10 Feb 2026, 14:12". @param instant RFC 3339, or milliseconds since the epoch */
export function instantWords(instant: string | number, lang: Language): string {
  const date = shortDate(localDateOf(msOf(instant)), lang);
  return `${date}${lang === 'da' ? ' ' : ', '}${timeWords(instant, lang)}`;
}
/** Of what is kept by its day alone (H16), as of what was told so, the day begins. */
export const hasTime = (instant: string): boolean => localTimeOf(msOf(instant)) !== '00:00';
/** As much of an instant as is known of it. */
export const momentWords = (instant: string, lang: Language): string =>
  hasTime(instant) ? instantWords(instant, lang) : shortDate(localDateOf(msOf(instant)), lang);
const msOf = (instant: string | number): number => (typeof instant === 'number' ? instant : Date.parse(instant));

const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
/** "5 arbejdsdage", "1 working day". */
export const workingDaysWords = (n: number, lang: Language): string =>
  lang === 'da' ? counted(n, 'arbejdsdag', 'arbejdsdage') : counted(n, 'working day', 'working days');

/**
 * How long until the last day in time, or since it: "i dag", "i morgen", "om 5 arbejdsdage", "1 arbejdsdag for sent".
 * Where no working day lies between, the days of the calendar are counted.
 */
export function untilWords(due: LocalDate, today: LocalDate, switches: CalendarSwitches, lang: Language): string {
  const isDanish = lang === 'da';
  if (due === today) return isDanish ? 'i dag' : 'today';
  if (due === addDays(today, 1)) return isDanish ? 'i morgen' : 'tomorrow';
  const isLate = due < today;
  const working = isLate ? workingDaysBetween(due, today, switches) : workingDaysBetween(today, due, switches);
  const days = Math.abs(daysBetween(today, due));
  const time =
    working > 0
      ? workingDaysWords(working, lang)
      : isDanish
        ? counted(days, 'dag', 'dage')
        : counted(days, 'day', 'days');
  if (isLate) return isDanish ? `${time} for sent` : `${time} late`;
  return isDanish ? `om ${time}` : `in ${time}`;
}
