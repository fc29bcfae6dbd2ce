import { type Settings } from './profile.js';
import { offsetAt } from './time-zone.js';

/** A day in Denmark, `YYYY-MM-DD`, of the years 0001 to 9999; two of them compare as strings. */
export type LocalDate = string;
/** The office's days off besides the public holidays. */
export type CalendarSwitches = Settings['calendar']['value'];

export interface PublicHoliday {
  readonly date: LocalDate;
  readonly name: { readonly da: string; readonly en: string };
}

/** Working days: not Saturday, not Sunday, not a public holiday, not one of the office's own days off. */
export function isWorkingDay(date: LocalDate, switches: CalendarSwitches): boolean {
  return isOpen(dayNumber(date), switches);
}

/** The n-th working day after `date`: the count starts the day after; 0 gives `date` itself, working day or not. */
export function addWorkingDays(date: LocalDate, n: number, switches: CalendarSwitches): LocalDate {
  if (!Number.isInteger(n) || n < 0) throw new RangeError('working days are counted forwards, in whole numbers from 0');
  let day = dayNumber(date);
  let [off, until] = [noDays, day];
  for (let left = n; left > 0;) {
    if (weekdayOfDay(++day) > 5) continue;
    if (day >= until) {
      const year = yearOfDay(day);
      [off, until] = [daysOff(year, switches), dayOf(year + 1, 1, 1)];
    }
    if (!off.has(day)) left--;
  }
  return dateOfDay(day);
}

/** The first working day after `date`, never `date` itself. */
export const nextWorkingDay = (date: LocalDate, switches: CalendarSwitches): LocalDate =>
  addWorkingDays(date, 1, switches);

/** Working days taken: those after `from` up to and including `to`; 0 when `to` is not after `from`. */
export function workingDaysBetween(from: LocalDate, to: LocalDate, switches: CalendarSwitches): number {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  if (last <= first) return 0;
  let days = weekdaysUpTo(last) - weekdaysUpTo(first);
  for (let year = yearOf(from); year <= yearOf(to); year++) {
    for (const off of daysOff(year, switches)) if (off > first && off <= last) days--;
  }
  return days;
}

/** Easter Sunday of a Gregorian year (Meeus, Jones, Butcher). */
export function easterSunday(year: number): LocalDate {
  const golden = year % 19,
    century = Math.floor(year / 100),
    ofCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const monthAndDay = epact + weekday - 7 * late + 114;
  return dateOf(year, Math.floor(monthAndDay / 31), (monthAndDay % 31) + 1);
}

/** The Danish public holidays of a year, in order. */
export function publicHolidays(year: number): readonly PublicHoliday[] {
  const easter = dayNumber(easterSunday(year));
  const holiday = (day: number, da: string, en: string): PublicHoliday => ({ date: dateOfDay(day), name: { da, en } });
  return [
    holiday(dayOf(year, 1, 1), 'Nytårsdag', 'New Year’s Day'),
    holiday(easter - 3, 'Skærtorsdag', 'Maundy Thursday'),
    holiday(easter - 2, 'Langfredag', 'Good Friday'),
    holiday(easter, 'Påskedag', 'Easter Sunday'),
    holiday(easter + 1, '2. påskedag', 'Easter Monday'),
    // Lov nr. 214 af 6. marts 2023: no longer a public holiday from 2024.
    ...(year <= 2023 ? [holiday(easter + 26, 'Store bededag', 'General Prayer Day')] : []),
    holiday(easter + 39, 'Kristi himmelfartsdag', 'Ascension Day'),
    holiday(easter + 49, 'Pinsedag', 'Whit Sunday'),
    holiday(easter + 50, '2. pinsedag', 'Whit Monday'),
    holiday(dayOf(year, 12, 25), 'Juledag', 'Christmas Day'),
    holiday(dayOf(year, 12, 26), '2. juledag', 'Boxing Day'),
  ];
}

export const addDays = (date: LocalDate, n: number): LocalDate => dateOfDay(dayNumber(date) + n);

/** The same day of the month n months on, or the last day of a shorter month. */
export function addMonths(date: LocalDate, n: number): LocalDate {
  dayNumber(date);
  const months = yearOf(date) * 12 + Number(date.slice(5, 7)) - 1 + n;
  const year = Math.floor(months / 12),
    month = (((months % 12) + 12) % 12) + 1;
  return dateOf(year, month, Math.min(Number(date.slice(8, 10)), daysInMonth(year, month)));
}

/** The same date n years on; 29 February becomes the 28th in a common year. */
export const addYears = (date: LocalDate, n: number): LocalDate => addMonths(date, 12 * n);

/** Calendar days from one date to another; negative when `to` is the earlier one. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from);
export const isBefore = (date: LocalDate, other: LocalDate): boolean => date < other;
export const isAfter = (date: LocalDate, other: LocalDate): boolean => date > other;
export const earlierOf = (date: LocalDate, other: LocalDate): LocalDate => (date < other ? date : other);
export const laterOf = (date: LocalDate, other: LocalDate): LocalDate => (date > other ? date : other);

/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (date: LocalDate): number => weekdayOfDay(dayNumber(date));

/** Whether the text is a day that exists, written `YYYY-MM-DD`. */
export function isValidDate(text: string): boolean {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false;
  const year = numberAt(text, 0, 4),
    month = numberAt(text, 5, 7),
    day = numberAt(text, 8, 10);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The day in Copenhagen at an instant (milliseconds since the epoch). */
export function localDateOf(instant: number): LocalDate {
  // Every command asks for today: the last day answered is kept, with the instants it runs between.
  if (lastAnswer && instant >= lastAnswer.begins && instant < lastAnswer.ends) return lastAnswer.date;
  const date = dateOfDay(Math.floor((instant + offsetAt(instant)) / dayLength));
  if (date < '9999-12-31') lastAnswer = { begins: localMidnight(date), ends: localMidnight(addDays(date, 1)), date };
  return date;
}

/** The time of day in Copenhagen at an instant, `HH:MM`. */
export function localTimeOf(instant: number): string {
  const minutes = Math.floor((instant + offsetAt(instant)) / minuteLength);
  const ofDay = ((minutes % 1440) + 1440) % 1440;
  return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`;
}

/**
 * The instant of a wall-clock time (`HH:MM`) in Copenhagen. One that occurs twice, in the autumn, is the first of them;
 * one that is skipped, in the spring, moves forward by the hour that is missing.
 */
export function instantOf(date: LocalDate, time: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (hours === undefined) throw new RangeError('a time of day must be written HH:MM, from 00:00 to 23:59');
  const wall = dayNumber(date) * dayLength + (Number(hours) * 60 + Number(minutes)) * minuteLength;
  const [before, after] = [offsetAt(wall - dayLength), offsetAt(wall + dayLength)];
  const read = (offset: number): boolean => offsetAt(wall - offset) === offset;
  return read(before) || !read(after) ? wall - before : wall - after;
}

/** The instant at which a day begins in Copenhagen. */
export function localMidnight(date: LocalDate): number {
  // Asked of today again and again: its beginning is what `localDateOf` found last.
  return date === lastAnswer?.date ? lastAnswer.begins : instantOf(date, '00:00');
}

// Days are counted from 1970-01-01 (day 0, a Thursday), so that counting needs no Date and no time zone.

const dayLength = 86_400_000;
const minuteLength = 60_000;

let lastAnswer: { readonly begins: number; readonly ends: number; readonly date: LocalDate } | undefined;

function dayNumber(date: LocalDate): number {
  // The text is not repeated: it may come from a request, and errors reach the log.
  if (!isValidDate(date)) throw new RangeError('a date must exist and be written YYYY-MM-DD');
  return dayOf(yearOf(date), numberAt(date, 5, 7), numberAt(date, 8, 10));
}

/** The number that these characters write, -1 where one is no digit. Cuts nothing out: every step reads many dates. */
function numberAt(text: string, from: number, to: number): number {
  let number = 0;
  for (let place = from; place < to; place++) {
    const digit = text.charCodeAt(place) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    number = number * 10 + digit;
  }
  return number;
}

/** Days of the years begin in March here, so that the leap day is the last one of its year. */
function dayOf(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return (
    365 * marchYear +
    Math.floor(marchYear / 4) -
    Math.floor(marchYear / 100) +
    Math.floor(marchYear / 400) +
    ofYear -
    719_468
  );
}

function dateOfDay(day: number): LocalDate {
  const date = new Date(day * dayLength);
  return dateOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

function dateOf(year: number, month: number, day: number): LocalDate {
  if (!(year >= 1 && year <= 9999)) throw new RangeError('dates are of the years 0001 to 9999');
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

const yearOf = (date: LocalDate): number => numberAt(date, 0, 4);
const yearOfDay = (day: number): number => new Date(day * dayLength).getUTCFullYear();
const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
const weekdayOfDay = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** Mondays to Fridays up to and including the day, counted from some Monday. */
function weekdaysUpTo(day: number): number {
  return Math.floor((day + 3) / 7) * 5 + Math.min(weekdayOfDay(day), 5);
}

function isOpen(day: number, switches: CalendarSwitches): boolean {
  return weekdayOfDay(day) <= 5 && !daysOff(yearOfDay(day), switches).has(day);
}

const noDays: ReadonlySet<number> = new Set();
const daysOffKept = new Map<number, ReadonlySet<number>>();

/** The days of a year, Monday to Friday, on which the office is closed. Kept: sixteen sets for a year at most. */
function daysOff(year: number, switches: CalendarSwitches): ReadonlySet<number> {
  const key =
    year * 16 +
    (switches.mayDay ? 8 : 0) +
    (switches.constitutionDay ? 4 : 0) +
    (switches.christmasEve ? 2 : 0) +
    (switches.newYearsEve ? 1 : 0);
  const kept = daysOffKept.get(key);
  if (kept) return kept;
  const days = publicHolidays(year).map(({ date }) => dayNumber(date));
  if (switches.mayDay) days.push(dayOf(year, 5, 1));
  if (switches.constitutionDay) days.push(dayOf(year, 6, 5));
  if (switches.christmasEve) days.push(dayOf(year, 12, 24));
  if (switches.newYearsEve) days.push(dayOf(year, 12, 31));
  const off = new Set(days.filter((day) => weekdayOfDay(day) <= 5));
  daysOffKept.set(key, off);
  return off;
}
