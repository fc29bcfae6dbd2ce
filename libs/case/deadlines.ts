/** Deadlines as of a day: a function of what happened and of the time, so nothing is written when one passes. */
import {
  addMonths,
  addWorkingDays,
  earlierOf,
  localDateOf,
  workingDaysBetween,
  type LocalDate,
} from '../policy/calendar.js';
import { type Profile } from '../policy/profile.js';
import { askedByLetter, isSettled } from './awaited.js';
import { type CaseState } from './case-state.js';

type Kind =
  | 'answerTarget'
  | 'departmentAnswer'
  | 'reminder'
  | 'erasureDecision'
  | 'acknowledgement'
  | 'rights'
  | 'status'
  | 'followUp'
  | 'informationRequest'
  | 'hearing'
  | 'review';

export interface Deadline {
  readonly kind: Kind;
  readonly department?: string;
  /** The last day in time. */
  readonly due: LocalDate;
  readonly status: 'running' | 'met' | 'late' | 'ended';
  /** Working days it took, once met. */
  readonly workingDays?: number;
}

/** Something that is to be done by a day, and what came of it. Which status that is, is a question of today. */
export interface Term {
  readonly kind: Exclude<Kind, 'reminder'>;
  readonly department?: string;
  readonly due: LocalDate;
  /** Where working days are counted: from when. */
  readonly since?: LocalDate;
  readonly metOn: LocalDate | null;
  /** The day on which nobody waited for it any more. */
  readonly endedOn: LocalDate | null;
  /** The day on which it stood still, while a mediation runs. */
  readonly pausedOn?: LocalDate | undefined;
  /** The member of the office who is to keep it, where that is not whoever has the case. */
  readonly member?: string;
  /** The day of the next reminder: it goes out by itself, and is what the office waits for. */
  readonly reminderOn?: LocalDate;
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

/** Everything that has a day by which it is to be done. */
export const termsOf = (caseState: CaseState, profile: Profile): readonly Term[] => [
  ...answerTarget(caseState),
  ...caseState.referrals.map(
    ({
      department,
      due,
      sentOn,
      answeredOn,
      endedOn,
      calledBack,
      open,
      reminders,
      pausedOn,
      reminderOn,
      escalationOn,
    }): Term => ({
      kind: 'departmentAnswer',
      department,
      due,
      since: sentOn,
      metOn: answeredOn,
      // Nobody is late with what was called back.
      endedOn: calledBack === undefined || endedOn === null ? endedOn : earlierOf(endedOn, due),
      ...(open ? { pausedOn } : {}),
      ...(open && pausedOn === undefined && reminders < 2
        ? { reminderOn: reminders === 0 ? reminderOn : escalationOn }
        : {}),
    }),
  ),
  ...askedByLetter(caseState).map(({ kind, department, asked }): Term => {
    const { due, sentOn, answeredOn, endedOn, recalled, reminders, reminderOn, escalationOn } = asked;
    return {
      kind,
      department,
      due,
      since: sentOn,
      metOn: answeredOn,
      // Nobody is late with what was called back.
      endedOn: recalled === undefined || endedOn === null ? endedOn : earlierOf(endedOn, due),
      ...(answeredOn === null && endedOn === null && reminders < 2
        ? { reminderOn: reminders === 0 ? reminderOn : escalationOn }
        : {}),
    };
  }),
  ...caseState.erasureRequests.map(({ due, decidedOn }): Term => ({
    kind: 'erasureDecision',
    due,
    metOn: decidedOn,
    endedOn: null,
  })),
  ...owedToCitizen(caseState, profile),
  ...followUps(caseState),
  ...caseState.reviews.map(({ to: member, due, askedOn: since, givenOn: metOn, endedOn }): Term => ({
    kind: 'review',
    member,
    due,
    since,
    metOn,
    endedOn: endedOn === null ? null : earlierOf(endedOn, due),
  })),
];

/** What is waited for: neither done nor given up, and not standing still while a mediation runs. */
export const awaitedTerms = (caseState: CaseState, profile: Profile): readonly Term[] =>
  termsOf(caseState, profile).filter(
    ({ metOn, endedOn, pausedOn }) => metOn === null && endedOn === null && pausedOn === undefined,
  );

/**
 * Kinds that are no citizen's: what one member reads for another, what comes of a recommendation, which is between the
 * office and the municipality, and what a department is heard about.
 */
export const officesOwnKinds: ReadonlySet<string> = new Set(['review', 'followUp', 'hearing'] satisfies Kind[]);

/** A recommendation is followed up until it is carried out or declined, and not once the keys are gone. */
const followUps = ({ recommendations, shredded }: CaseState): readonly Term[] =>
  recommendations.flatMap(({ due, department, madeOn, status, statusOn }) =>
    due === undefined || (shredded && !isSettled(status))
      ? []
      : [
          {
            kind: 'followUp' as const,
            ...(department === undefined ? {} : { department }),
            due,
            since: madeOn,
            metOn: isSettled(status) ? statusOn : null,
            endedOn: null,
          },
        ],
  );

function answerTarget({ received, answeredTargetOn }: CaseState): readonly Term[] {
  if (!received?.answerDue) return [];
  const { answerDue: due, receivedOn: since } = received;
  return [{ kind: 'answerTarget', due, since, metOn: answeredTargetOn, endedOn: null }];
}

/** What a citizen whose case is open hears from the office; on the office's own initiative nobody waits for it. */
function owedToCitizen(caseState: CaseState, { settings }: Profile): readonly Term[] {
  const { registeredAt, ownInitiative, letters, cycles, closedAt, shredded } = caseState;
  if (registeredAt === null || ownInitiative !== null) return [];
  const { acknowledgeWithin, statusEvery, calendar } = settings;
  const since = localDateOf(Date.parse(registeredAt));
  const after = (day: LocalDate, { workingDays }: { readonly workingDays: number }) =>
    addWorkingDays(day, workingDays, calendar.value);
  const toCitizen = letters.filter(({ to }) => to === 'citizen').map(({ date }) => date);
  const lastHeard = [cycles.at(-1)?.openedOn ?? since, ...toCitizen].sort().at(-1)!;
  const endedOn = cycles[0]?.closedOn ?? null;
  return [
    ...(acknowledgeWithin.value === null
      ? []
      : [
          {
            kind: 'acknowledgement' as const,
            due: after(since, acknowledgeWithin.value),
            since,
            metOn: letters.find(({ kind }) => kind === 'acknowledgement')?.date ?? null,
            endedOn,
          },
        ]),
    // A month, as for every answer to a right (GDPR art. 12(3)): not moved by a weekend.
    { kind: 'rights', due: addMonths(since, 1), metOn: caseState.rightsToldOn, endedOn },
    // Every letter begins it anew.
    ...(statusEvery.value === null || closedAt !== null || shredded
      ? []
      : [{ kind: 'status' as const, due: after(lastHeard, statusEvery.value), metOn: null, endedOn: null }]),
  ];
}

export function deadlinesOf(caseState: CaseState, profile: Profile, today: LocalDate): readonly Deadline[] {
  const switches = profile.settings.calendar.value;
  return termsOf(caseState, profile).flatMap(
    ({ kind, department, due, since, metOn, endedOn, pausedOn = today, reminderOn }): readonly Deadline[] => {
      const of = department === undefined ? {} : { department };
      const workingDays =
        metOn === null || since === undefined ? {} : { workingDays: workingDaysBetween(since, metOn, switches) };
      const deadline: Deadline = { kind, ...of, due, status: statusOf(due, metOn, endedOn, pausedOn), ...workingDays };
      return reminderOn === undefined
        ? [deadline]
        : [deadline, { kind: 'reminder', ...of, due: reminderOn, status: 'running' }];
    },
  );
}
