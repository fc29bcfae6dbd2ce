/** Milliseconds to add to an instant to get the wall clock of Copenhagen. */
export function offsetAt(instant: number): number {
  if (!Number.isFinite(instant)) throw new RangeError('an instant is a number of milliseconds since the epoch');
  if (instant < ruleBegins) return offsetByIntl(instant);
  const { begins, ends } = summerTime(new Date(instant).getUTCFullYear());
  return instant >= begins && instant < ends ? 2 * hour : hour;
}

const hour = 3_600_000;
const minute = 60_000;
/** Until 1995 summer time ended in September, and further back the rules differ by year: there Intl knows, slowly. */
const ruleBegins = Date.UTC(1996, 0, 1);

const summerTimes = new Map<number, { readonly begins: number; readonly ends: number }>();

/** Directive 2000/84/EC: from the last Sunday in March, 01:00 UTC, to the last Sunday in October, 01:00 UTC. */
function summerTime(year: number): { readonly begins: number; readonly ends: number } {
  const kept = summerTimes.get(year);
  if (kept) return kept;
  const found = { begins: lastSunday(year, 2), ends: lastSunday(year, 9) };
  summerTimes.set(year, found);
  return found;
}

/** 01:00 UTC on the last Sunday of a month of 31 days; months count from 0. */
function lastSunday(year: number, month: number): number {
  const lastDay = Date.UTC(year, month, 31, 1);
  return lastDay - new Date(lastDay).getUTCDay() * 24 * hour;
}

let wallClock: Intl.DateTimeFormat | undefined;

function offsetByIntl(instant: number): number {
  wallClock ??= new Intl.DateTimeFormat('en', { timeZone: 'Europe/Copenhagen', timeZoneName: 'longOffset' });
  const name = wallClock.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes, seconds = '0'] = /^GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(name) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * hour + Number(minutes) * minute + Number(seconds) * 1000);
}
