/** What makes a look one that somebody else has to judge (decision 32). */
import { isWorkingDay, localDateOf, localTimeOf, type CalendarSwitches } from '../policy/calendar.js';

/**
 * What is known when the look is made, stored beside it: no name is. `notOwn`: an adviser's, of a case that is
 * somebody else's or nobody's; not odd by itself.
 */
export const marks = ['notAssigned', 'sameSurname', 'offHours', 'notOwn'] as const;
export type Mark = (typeof marks)[number];

/** Why a look is in a draw. `share`: by lot. `noStep`: the looker took no step in it that day; not odd by itself. */
export const reasons = ['share', 'notAssigned', 'sameSurname', 'offHours', 'bulk', 'noStep'] as const;
export type Reason = (typeof reasons)[number];

/** Those that put every such look into the draw. */
export const oddReasons = ['notAssigned', 'sameSurname', 'offHours', 'bulk'] as const satisfies readonly Reason[];
export const isOdd = (reason: string): boolean => (oddReasons as readonly string[]).includes(reason);

const [opens, closes] = ['07:00', '18:00'];

/** Outside 7 to 18 in Copenhagen, or on a day off. @param ofTheDay no hour is kept of it, so none is told */
export function isOffHours(at: number, switches: CalendarSwitches, ofTheDay = false): boolean {
  if (!isWorkingDay(localDateOf(at), switches)) return true;
  const time = localTimeOf(at);
  return !ofTheDay && (time < opens || time >= closes);
}

/** The last name, each part of a double one. */
const surnamesOf = (name: string): readonly string[] =>
  (name.trim().split(/\s+/).at(-1) ?? '')
    .normalize('NFC')
    .toLocaleLowerCase('da')
    .split('-')
    .filter((part) => part.length > 1);

/** Whether somebody of that name has a last name with one of the others in common. */
export function sharesSurname(name: string, others: readonly string[]): boolean {
  const own = surnamesOf(name);
  return others.some((other) => surnamesOf(other).some((part) => own.includes(part)));
}
