import {
  addDays,
  addMonths,
  addWorkingDays,
  addYears,
  laterOf,
  nextWorkingDay,
  type CalendarSwitches,
  type LocalDate,
} from './calendar.js';
import { type Settings } from './profile.js';

/** What follows from a letter to a department on the day it was sent; all local dates. */
export interface ReferralDates {
  /** The last day on which an answer is in time. */
  readonly due: LocalDate;
  /** The first reminder, to the department. */
  readonly reminderOn: LocalDate;
  /** The second, to the leader. */
  readonly escalationOn: LocalDate;
  /** The first day on which "no answer" may be recorded. */
  readonly noAnswerFrom: LocalDate;
}

/** Last day in time, inclusive; after 29 February the 28th of a common year. H29. */
export const lastDayInTime = (end: LocalDate, years: number): LocalDate => addYears(end, years);

/**
 * Deadlines of a referral or a further question: each letter goes out on the working day after its period has run out.
 * H19, D.
 */
export function referralDates(
  sentOn: LocalDate,
  setting: Settings['departmentAnswer']['value'],
  switches: CalendarSwitches,
): ReferralDates {
  return datesFrom(addWorkingDays(sentOn, setting.workingDays, switches), setting, switches);
}

/** What follows from the last day in time, also where it was put off. */
export const datesFrom = (
  due: LocalDate,
  setting: Settings['departmentAnswer']['value'],
  switches: CalendarSwitches,
): ReferralDates => ({
  ...remindersFrom(due, setting, switches),
  noAnswerFrom: dayAfter(due, setting.noAnswerAfter, switches),
});

/** The same where silence is no answer: of an information request or a hearing. */
export const remindersFrom = (
  due: LocalDate,
  { reminderEvery }: Pick<Settings['informationAnswer']['value'], 'reminderEvery'>,
  switches: CalendarSwitches,
): Pick<ReferralDates, 'due' | 'reminderOn' | 'escalationOn'> => ({
  due,
  reminderOn: dayAfter(due, 0, switches),
  escalationOn: dayAfter(due, reminderEvery, switches),
});
const dayAfter = (due: LocalDate, workingDays: number, switches: CalendarSwitches): LocalDate =>
  nextWorkingDay(addWorkingDays(due, workingDays, switches), switches);

/** The last day for a second reader's word: five working days. D. */
export const reviewDue = (askedOn: LocalDate, switches: CalendarSwitches): LocalDate =>
  addWorkingDays(askedOn, 5, switches);

/**
 * The day from which the keys of a closed case may be destroyed: the later of both periods, counted from the last
 * closing. D.
 */
export function retentionEndsOn(closedOn: LocalDate, { years, days }: Settings['retention']['value']): LocalDate {
  return laterOf(addYears(closedOn, years), addDays(closedOn, days));
}

/**
 * Last day for deciding an erasure or access request: one month, not moved by weekends or holidays. GDPR art. 12(3).
 */
export const erasureDue = (requestedOn: LocalDate): LocalDate => addMonths(requestedOn, 1);

/** Last day to which that decision may be put off: two months more. GDPR art. 12(3). */
export const maxExtension = (due: LocalDate): LocalDate => addMonths(due, 2);
