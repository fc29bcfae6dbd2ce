/**
 * A case before the department: the letters, the waiting, the answers in time, late or never, and what follows
 * (H19–H24). Reminders come of themselves.
 */
import { admissibleParts, openReferrals } from '../case/case-state.js';
import { addWorkingDays, laterOf } from '../policy/calendar.js';
import { dealings, documents, howSolved, note, statusReply } from './paperwork.js';
import { sentence } from './people.js';
import { drawTopic, habitsOfDepartment, later, take, until, type Matter, type Plot } from './story.js';

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
  yield take('ReferToDepartment', { referrals: letters(matter) });
  if (matter.dice.chance(0.4)) yield statusReply(matter);
}

export function* awaitAnswers(matter: Matter): Plot {
  const { dice, settings, habits } = matter;
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
      yield* moreTime(matter, department);
    }
    yield later(after! - day);
    day = after!;
    const directToCitizen = dice.chance(habitsOfDepartment(matter, department).direct);
    yield take(
      'RecordDepartmentAnswer',
      {
        department,
        directToCitizen,
        ...(!directToCitizen || dice.chance(0.9) ? { summary: sentence('answer', dice) } : {}),
        ...(dice.chance(0.95) ? { finding: dice.weighted(findings) } : {}),
      },
      dice.chance(0.6) ? { department } : 'adviser',
    );
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

/** A department that sees it will be late asks for more time, and mostly gets it. */
function* moreTime(matter: Matter, department: string): Plot {
  const { dice, settings } = matter;
  const open = openReferrals(matter.caseState).find((referral) => referral.department === department);
  if (!open) return;
  const due = addWorkingDays(laterOf(open.due, matter.today), dice.between(3, 10), settings.calendar.value);
  yield take('RequestExtension', { department, due, text: sentence('answer', dice) }, { department });
  yield dice.chance(0.85)
    ? take('ExtendDeadline', {
        kind: 'departmentAnswer',
        department,
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
}

/** What the case taught the citizen, passed on in the citizen's own name (H11, O12). */
function* suggest(matter: Matter): Plot {
  const { dice } = matter;
  const { department } = dice.oneOf(matter.caseState.parts);
  yield take('RecordSuggestion', { topic: drawTopic(matter), department });
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
