/** Deadlines as of a day: a function of what happened and of the time, so nothing is written when one passes. */
import { workingDaysBetween, type LocalDate } from '../policy/calendar.js';
import { type Profile } from '../policy/profile.js';
import { type CaseState } from './case-state.js';

export interface Deadline {
  readonly kind: 'answerTarget' | 'departmentAnswer' | 'reminder' | 'erasureDecision';
  readonly department?: string;
  /** The last day in time. */
  readonly due: LocalDate;
  readonly status: 'running' | 'met' | 'late' | 'ended';
  /** Working days it took, once met. */
  readonly workingDays?: number;
}

/**
 * `met` or `late` by the day it was met; `ended` where the wait stopped unmet in time; else `late` from the day after
 * `due`.
 */
function statusOf(
  due: LocalDate,
  metOn: LocalDate | null,
  endedOn: LocalDate | null,
  today: LocalDate,
): Deadline['status'] {
  if (metOn !== null) return metOn <= due ? 'met' : 'late';
  if (endedOn !== null) return endedOn <= due ? 'ended' : 'late';
  return today <= due ? 'running' : 'late';
}

export function deadlinesOf(caseState: CaseState, profile: Profile, today: LocalDate): readonly Deadline[] {
  const switches = profile.settings.calendar.value;
  const deadlines: Deadline[] = [];
  const { received, answeredTargetOn } = caseState;
  if (received?.answerDue) {
    deadlines.push({
      kind: 'answerTarget',
      due: received.answerDue,
      status: statusOf(received.answerDue, answeredTargetOn, null, today),
      ...(answeredTargetOn === null
        ? {}
        : { workingDays: workingDaysBetween(received.receivedOn, answeredTargetOn, switches) }),
    });
  }
  for (const referral of caseState.referrals) {
    const { department, due, sentOn, answeredOn, endedOn, open, reminders, pausedOn } = referral;
    const waits = open && pausedOn === undefined;
    deadlines.push({
      kind: 'departmentAnswer',
      department,
      due,
      status: statusOf(due, answeredOn, endedOn, open ? (pausedOn ?? today) : today),
      ...(answeredOn === null ? {} : { workingDays: workingDaysBetween(sentOn, answeredOn, switches) }),
    });
    // The next reminder goes out by itself on its day: it is what the office waits for.
    if (waits && reminders < 2)
      deadlines.push({
        kind: 'reminder',
        department,
        due: reminders === 0 ? referral.reminderOn : referral.escalationOn,
        status: 'running',
      });
  }
  for (const request of caseState.erasureRequests) {
    deadlines.push({
      kind: 'erasureDecision',
      due: request.due,
      status: statusOf(request.due, request.decidedOn, null, today),
    });
  }
  return deadlines;
}
