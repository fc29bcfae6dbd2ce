/**
 * A case before the department: the letters, the waiting, the answers in time, late or never, and what follows
 * (H19–H24). Reminders come of themselves.
 */
import { type Referral } from '../case/case-parts.js';
import { admissibleParts, openReferrals } from '../case/case-state.js';
import { type Commands } from '../complaints/steps/steps.js';
import { addWorkingDays, laterOf, type LocalDate } from '../policy/calendar.js';
import { dealings, documents, howSolved, note, statusReply } from './paperwork.js';
import { aPart } from './parts.js';
import { sentence } from './people.js';
import { correction, ofDepartment, takenBack } from './putting-right.js';
import { secondReader } from './second-reader.js';
import { offerMediation } from './solutions.js';
import { drawTopic, habitsOfDepartment, later, take, until, type Matter, type Plot, type Step } from './story.js';

/** What departments say of themselves: six answers in ten admit something. */
const findings = { upheld: 27, partly: 33, notUpheld: 33, unclear: 7 } as const;

/**
 * One letter to each department that a part is about. In a later cycle only what no department has been asked about
 * yet, if there is something.
 */
function letters({ caseState, dice }: Matter) {
  const parts = admissibleParts(caseState);
  const fresh = parts.filter(({ referred }) => !referred);
  const byDepartment = Map.groupBy(fresh.length > 0 ? fresh : parts, ({ department }) => department);
  return [...byDepartment].map(([department, about]) => ({
    department,
    parts: about.map(({ id }) => id),
    ...(dice.chance(0.9) ? { questions: sentence('question', dice) } : {}),
  }));
}

export function* refer(matter: Matter): Plot {
  if (matter.dice.chance(0.1)) yield* secondReader(matter, 'letter');
  yield take('ReferToDepartment', { referrals: letters(matter) });
  if (matter.dice.chance(0.4)) yield statusReply(matter);
}

/** What came up after the case was registered: put to its department like the rest. */
export function* newPart(matter: Matter): Plot {
  const { dice } = matter;
  yield aPart(matter);
  yield take('AssessRemit', { part: matter.caseState.parts.at(-1)!.id, admissible: true });
  yield* documents(matter, 'in', 1);
  yield later(dice.between(0, 4));
  const late = matter.caseState.parts.find(({ ageLimit, waived }) => ageLimit?.exceeded && !waived);
  if (late) yield take('WaiveAgeLimit', { part: late.id, reason: 'continuingEffect' });
  yield* refer(matter);
}

/** What a department writes, itself or through the adviser who records it. */
export function anAnswer(
  matter: Matter,
  department: string,
  { complete = true }: { readonly complete?: boolean } = {},
): Step {
  const { dice } = matter;
  const directToCitizen = dice.chance(habitsOfDepartment(matter, department).direct);
  return take(
    'RecordDepartmentAnswer',
    {
      department,
      directToCitizen,
      ...(!directToCitizen || dice.chance(0.9) ? { summary: sentence('answer', dice) } : {}),
      ...(complete ? {} : { complete }),
      ...(dice.chance(0.95) ? { finding: dice.weighted(findings) } : {}),
    },
    dice.chance(0.6) ? { department } : 'adviser',
  );
}

export function* awaitAnswers(matter: Matter): Plot {
  const { dice, settings, habits } = matter;
  if (yield* calledOff(matter)) return;
  const { workingDays } = settings.departmentAnswer.value;
  const waiting = [...new Set(openReferrals(matter.caseState).map(({ department }) => department))].map(
    (department) => {
      const { inTime, never } = habitsOfDepartment(matter, department);
      const drawn = dice.roll();
      return {
        department,
        after:
          drawn < never
            ? null
            : drawn < never + (1 - never) * inTime
              ? dice.between(2, workingDays)
              : dice.between(workingDays + 1, workingDays + 9),
      };
    },
  );
  let day = 0;
  for (const { department, after } of waiting
    .filter(({ after }) => after !== null)
    .sort((a, b) => a.after! - b.after!)) {
    if (dice.chance(0.55)) {
      const half = Math.floor((after! - day) / 2);
      yield later(half);
      day += half;
      yield note(matter);
      if (dice.chance(habits.share.withdrawn)) return yield take('WithdrawComplaint');
    }
    if (after! > workingDays && dice.chance(habits.share.asksForTime)) {
      const asked = Math.max(day, workingDays - 2);
      yield later(asked - day);
      day = asked;
      const open = openReferrals(matter.caseState).find((referral) => referral.department === department);
      if (open) yield* moreTime(matter, { kind: 'departmentAnswer', department }, department, open.due);
    }
    if (after! - day > 3 && dice.chance(0.04)) {
      yield later(2);
      day += 2;
      yield anAnswer(matter, department, { complete: false });
    }
    yield later(after! - day);
    day = after!;
    yield anAnswer(matter, department);
    if (matter.state === 'answered' && dice.chance(habits.share.retracted)) {
      // Another citizen's, seen to be so before anybody has sent it on.
      yield* takenBack(matter, 'wrongCase');
      if (isWaitingAgain(matter)) return;
    }
    if (matter.state !== 'answered') yield* documents(matter, 'in', 0.3, department);
  }
  if (matter.state !== 'referred') return;
  yield until(
    openReferrals(matter.caseState)
      .map(({ noAnswerFrom }) => noAnswerFrom)
      .reduce(laterOf),
  );
  if (dice.chance(0.5)) yield later(dice.between(1, 5));
  yield note(matter);
  yield take('RecordNoAnswer');
}

/**
 * What was asked is not waited for as it stands: the citizen takes the consent to it back, the matter is another
 * department's, or both sides will rather be mediated between.
 */
function* calledOff(matter: Matter): Generator<Step | ReturnType<typeof later>, boolean, void> {
  const { dice, settings, habits, caseState } = matter;
  const open = openReferrals(caseState);
  const isAsked = caseState.consent.scopes.some(({ purpose }) => purpose === 'moreQuestions');
  if (open.every(({ more }) => more) && isAsked && dice.chance(habits.share.consentWithdrawn)) {
    yield later(dice.between(1, 5));
    yield take('WithdrawConsent', { channel: dice.oneOf(['phone', 'email']), purpose: 'moreQuestions' });
    return true;
  }
  const first = open.find(({ more, parts }) => !more && parts.every((id) => isStillThere(matter, id)));
  if (first && dice.chance(habits.share.wrongDepartment)) {
    yield* wrongDepartment(matter, first);
    return true;
  }
  if (settings.mediation.value === null || caseState.mediation !== null || !dice.chance(habits.share.lateMediation))
    return false;
  yield later(dice.between(1, 4));
  yield* offerMediation(matter, nothing);
  return matter.state !== 'referred';
}
function* nothing(): Plot {}
const isStillThere = ({ caseState }: Matter, id: string): boolean =>
  admissibleParts(caseState).some((part) => part.id === id);

/** "Not ours", or the office sees it itself: called back, and put to the right one. Some citizens want neither. */
function* wrongDepartment(matter: Matter, { department, parts }: Referral): Plot {
  const { dice } = matter;
  yield later(dice.between(1, 3));
  if (dice.chance(0.1)) {
    yield take('RecallReferral', { department, reason: 'citizenAsked' });
    return yield take('WithdrawComplaint');
  }
  const right = dice.oneOf(matter.departments.filter(({ key }) => key !== department)).key;
  if (dice.chance(0.6))
    yield take(
      'DeclineReferral',
      { department, suggested: right, ...(dice.chance(0.7) ? { text: sentence('answer', dice) } : {}) },
      { department },
    );
  yield later(dice.between(0, 1));
  yield take('RecallReferral', { department, reason: 'wrongDepartment' });
  for (const part of parts) yield ofDepartment(matter, part, right);
  yield* refer(matter);
}

const isWaitingAgain = ({ state }: Matter): boolean => state === 'referred';

/** A department that sees it will be late asks for more time, and mostly gets it. */
export function* moreTime(
  matter: Matter,
  meant: Pick<Commands['ExtendDeadline'], 'kind' | 'department' | 'request'>,
  department: string,
  from: LocalDate,
): Plot {
  const { dice, settings } = matter;
  const due = addWorkingDays(laterOf(from, matter.today), dice.between(3, 10), settings.calendar.value);
  yield take('RequestExtension', { department, due, text: sentence('answer', dice) }, { department });
  yield dice.chance(0.85)
    ? take('ExtendDeadline', {
        ...meant,
        due,
        reason: dice.weighted({ departmentAsked: 50, complexity: 30, illness: 8, holidays: 12 } as const),
      })
    : take('DeclineExtension', { department, text: sentence('answer', dice) });
}

export function* answered(matter: Matter): Plot {
  const { dice, settings, habits } = matter;
  yield later(dice.between(0, 3));
  yield* passOn(matter);
  yield note(matter);
  if (dice.chance(0.5)) {
    yield statusReply(matter);
    yield later(dice.between(1, 4));
  }
  yield* dealings(matter, 3.2);
  if (matter.caseState.cycle === 1) {
    if (dice.chance(habits.share.corrected)) yield* correction(matter);
    if (dice.chance(habits.share.latePart)) return yield* newPart(matter);
    if (
      settings.mediation.value !== null &&
      matter.caseState.mediation === null &&
      dice.chance(habits.share.lateMediation)
    ) {
      yield* offerMediation(matter, nothing);
      if (matter.state !== 'answered') return;
    }
  }
  if (settings.suggestions.value && dice.chance(0.015)) yield* suggest(matter);
  const { referrals, cycle } = matter.caseState;
  if (
    admissibleParts(matter.caseState).length > 0 &&
    referrals.length < 5 &&
    dice.chance(cycle > 1 ? 0.6 : habits.share.moreQuestions)
  )
    return yield* askMore(matter);
  if (dice.chance(habits.share.closerLook)) {
    yield later(dice.between(1, 6));
    return yield take('RequestCloserLook', dice.chance(0.8) ? { reason: sentence('summary', dice) } : {});
  }
  yield later(dice.between(0, 5));
  yield* passOn(matter);
  yield take('CloseCase', { solved: howSolved(matter) });
  if (dice.chance(habits.share.retracted)) {
    yield later(dice.between(0, 3));
    yield* takenBack(matter, 'mistake');
  }
}

/** What the case taught the citizen, passed on in the citizen's own name (H11, O12). */
function* suggest(matter: Matter): Plot {
  const { dice } = matter;
  const { department } = dice.oneOf(matter.caseState.parts);
  yield take('RecordSuggestion', {
    topic: drawTopic(matter),
    department,
    ...(dice.chance(0.6) ? { text: sentence('recommendation', dice) } : {}),
  });
  const withName = dice.chance(0.6);
  if (withName) yield take('GiveConsent', { purpose: 'shareName', departments: [department] });
  yield take('ForwardSuggestion', { withName });
}

function* askMore(matter: Matter): Plot {
  const { dice, settings } = matter;
  yield later(dice.between(1, 8));
  const referrals = letters(matter);
  if (settings.consent.value) {
    yield take('GiveConsent', {
      purpose: 'moreQuestions',
      departments: [
        ...new Set([...referrals, ...admissibleParts(matter.caseState)].map(({ department }) => department)),
      ],
    });
    yield note(matter);
  }
  yield take('AskMoreQuestions', { referrals });
}

/** An answer that came to the office alone goes on to the citizen. */
export function* passOn(matter: Matter): Plot {
  for (const { department } of matter.caseState.tasks) yield take('ForwardAnswerToCitizen', { department });
}
