/** `referral`: each question put to a department, and when it was answered. Unit: referral. */
import { workingDaysBetween, type LocalDate } from '../../policy/calendar.js';
import { course, dayOf, monthOf, type Course } from '../course.js';
import { type SwitchesOf } from '../cycles/cycles.js';
import { foldModel, type NumberedEvent } from '../read-model.js';

interface Referral {
  readonly department: string;
  readonly sentOn: LocalDate;
  readonly due: LocalDate;
  readonly cycle: number;
  readonly reminders: number;
  readonly answeredOn: LocalDate | null;
  readonly days: number | null;
  /** Given up without an answer, by silence or by the closing. */
  readonly endedOn: LocalDate | null;
}
interface State {
  readonly course: Course | null;
  readonly referrals: readonly Referral[];
}

const isOpen = ({ answeredOn, endedOn }: Referral): boolean => answeredOn === null && endedOn === null;

function after(
  before: readonly Referral[],
  known: Course | null,
  event: NumberedEvent,
  switchesOf: SwitchesOf,
): readonly Referral[] {
  const { type, data, from, to } = event;
  if (!known) return before;
  if (type === 'CaseReferred' || type === 'MoreQuestionsAsked') {
    return [
      ...before,
      ...data.referrals.map(({ department, due }): Referral => ({
        department,
        sentOn: dayOf(event),
        due,
        cycle: known.cycle,
        reminders: 0,
        answeredOn: null,
        days: null,
        endedOn: null,
      })),
    ];
  }
  if (type === 'ReminderSent' || type === 'EscalationSent')
    return before.map((referral) =>
      isOpen(referral) && referral.department === data.department
        ? { ...referral, reminders: referral.reminders + 1 }
        : referral,
    );
  const heard =
    type === 'DepartmentAnswered' || type === 'LastDepartmentAnswered' || type === 'LaterAnswerRecorded'
      ? answered(before, data.department, data.receivedOn, known, switchesOf)
      : before;
  return (from === 'referred' && to !== 'referred') || to === 'closed' ? givenUp(heard, dayOf(event)) : heard;
}

/**
 * An answer ends every question that this department still has, else it is the late answer to the last one that was
 * given up.
 */
function answered(
  before: readonly Referral[],
  department: string,
  on: LocalDate,
  { profile }: Course,
  switchesOf: SwitchesOf,
): readonly Referral[] {
  const answer = (referral: Referral): Referral => ({
    ...referral,
    answeredOn: on,
    days: workingDaysBetween(referral.sentOn, on, switchesOf(profile)),
  });
  const own = (referral: Referral) => referral.department === department;
  if (before.some((referral) => own(referral) && isOpen(referral)))
    return before.map((referral) => (own(referral) && isOpen(referral) ? answer(referral) : referral));
  const last = before.findLastIndex((referral) => own(referral) && referral.answeredOn === null);
  return last < 0 ? before : before.map((referral, index) => (index === last ? answer(referral) : referral));
}

const givenUp = (before: readonly Referral[], on: LocalDate): readonly Referral[] =>
  before.some(isOpen) ? before.map((referral) => (isOpen(referral) ? { ...referral, endedOn: on } : referral)) : before;

function resultOf({ answeredOn, endedOn, due }: Referral): string {
  if (answeredOn !== null) return answeredOn <= due ? 'inTime' : 'late';
  return endedOn === null ? 'open' : 'unanswered';
}

const text = { type: 'text' } as const;
const maybe = { type: 'text', null: true } as const;
export const referrals = (switchesOf: SwitchesOf) =>
  foldModel<State>({
    name: 'referrals',
    version: 1,
    tables: {
      referral: {
        kind: 'past',
        columns: {
          month: text,
          department: text,
          sent_on: text,
          due: text,
          cycle: { type: 'integer' },
          reminders: { type: 'integer' },
          answered_on: maybe,
          ended_on: maybe,
          days: { type: 'integer', null: true },
          result: text,
          profile: text,
          profile_hash: text,
        },
        indexes: [{ on: ['month', 'department', 'result', 'days'] }],
      },
    },
    begin: () => ({ course: null, referrals: [] }),
    evolve: (state, event) => {
      const known = course(state.course, event);
      const all = after(state.referrals, known, event, switchesOf);
      return known === state.course && all === state.referrals ? state : { course: known, referrals: all };
    },
    rows: ({ course: known, referrals: all }) =>
      all.map((referral, index) => ({
        table: 'referral',
        key: String(index),
        values: {
          month: monthOf(referral.sentOn),
          department: referral.department,
          sent_on: referral.sentOn,
          due: referral.due,
          cycle: referral.cycle,
          reminders: referral.reminders,
          answered_on: referral.answeredOn,
          ended_on: referral.endedOn,
          days: referral.days,
          result: resultOf(referral),
          profile: known!.profile,
          profile_hash: known!.profileHash,
        },
      })),
  });
