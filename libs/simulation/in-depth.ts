/**
 * The closer examination or investigation: consent, the head's assessment, the hearing of both sides, outcomes, and a
 * consent that is withdrawn (H24, K13–K18).
 */
import { consentWays, levels } from '../../event-schemas/complaint/codes.js';
import { type Part } from '../case/case-parts.js';
import { admissibleParts, caseParts, isGone } from '../case/case-state.js';
import { addDays, addWorkingDays, type LocalDate } from '../policy/calendar.js';
import { documents, howSolved, note } from './paperwork.js';
import { sentence } from './people.js';
import { secondReader } from './second-reader.js';
import { settle } from './solutions.js';
import { anAnswer, moreTime, passOn } from './with-department.js';
import { later, take, withoutConflict, type Matter, type Plot, type Step } from './story.js';

export function* awaitConsent(matter: Matter): Plot {
  const { dice, habits } = matter;
  yield later(dice.between(1, 9));
  yield note(matter);
  if (dice.chance(habits.share.consentRefused)) {
    yield* passOn(matter);
    return yield take('RefuseConsent');
  }
  yield consent(matter);
}

const departmentsOfParts = ({ caseState }: Matter): string[] => [
  ...new Set(admissibleParts(caseState).map(({ department }) => department)),
];
const consent = (matter: Matter): Step =>
  take('GiveConsent', {
    purpose: 'closerExamination',
    departments: departmentsOfParts(matter),
    from: addDays(matter.today, -matter.dice.between(300, 700)),
    to: matter.today,
    ...(matter.dice.chance(0.8) ? { how: matter.dice.oneOf(consentWays) } : {}),
  });

const criteria = ({ dice }: Matter, overall: 'justified' | 'notJustified') =>
  ({ citizenBenefit: dice.oneOf(levels), improvement: dice.oneOf(levels), overall }) as const;

export function* assess(matter: Matter): Plot {
  const { dice, settings, habits } = matter;
  yield later(dice.between(2, 12));
  yield* lateAnswer(matter);
  // Once it is being looked at, some departments offer what the citizen wanted.
  if (dice.chance(0.03)) return yield* settle(matter);
  const agreed = () =>
    !settings.consent.value || matter.caseState.consent.scopes.some(({ purpose }) => purpose === 'closerExamination');
  if (!agreed() && dice.chance(0.8)) {
    yield consent(matter);
    yield later(dice.between(0, 3));
  }
  const parts = admissibleParts(matter.caseState).map(({ id }) => id);
  if (agreed() && parts.length > 0 && dice.chance(habits.share.investigated)) {
    yield* secondReader(matter, 'decision');
    const some = settings.inDepth.value.partialScope && parts.length > 1 && dice.chance(0.3);
    return yield take('OpenInvestigation', {
      scope: some ? parts.slice(0, 1) : parts,
      criteria: criteria(matter, 'justified'),
      ...(dice.chance(0.7) ? { assessment: sentence('grounds', dice) } : {}),
    });
  }
  yield* secondReader(matter, 'decision');
  yield take('NotifyCitizen', { about: 'decision', text: sentence('grounds', dice) }, withoutConflict(matter));
  yield later(dice.between(0, 2));
  yield take('DeclineInvestigation', {
    criteria: criteria(matter, 'notJustified'),
    reasons: sentence('grounds', dice),
  });
}

/** A department that had been given up on writes after all. */
function* lateAnswer(matter: Matter): Plot {
  const silent = matter.caseState.referrals.find(({ answeredOn }) => answeredOn === null);
  if (silent && matter.dice.chance(0.35))
    yield take(
      'RecordDepartmentAnswer',
      { department: silent.department, directToCitizen: true, summary: sentence('answer', matter.dice) },
      { department: silent.department },
    );
}

export function* investigate(matter: Matter): Plot {
  const { dice, settings, habits } = matter;
  const alone = matter.caseState.ownInitiative !== null;
  yield later(dice.between(1, 8));
  // Where the head advises too, the adviser may be the one who has to conclude.
  if (settings.inDepth.value.openedBy === 'head' && dice.chance(0.015))
    yield take('DeclareConflict', { department: inScope(matter)[0]!.department }, 'adviser');
  yield* collect(matter);
  if (
    settings.consent.value &&
    !alone &&
    matter.caseState.consent.withdrawn.length === 0 &&
    dice.chance(habits.share.consentWithdrawn)
  )
    return yield take('WithdrawConsent', {
      channel: dice.oneOf(['phone', 'digitalPost', 'email']),
      ...(dice.chance(0.4) ? { purpose: 'closerExamination' as const } : {}),
    });
  if (settings.inDepth.value.partialScope && dice.chance(0.04))
    yield take('ChangeScope', {
      scope: admissibleParts(matter.caseState)
        .slice(0, 1)
        .map(({ id }) => id),
      criteria: criteria(matter, 'justified'),
    });
  for (const department of new Set(inScope(matter).map((part) => part.department))) {
    yield later(dice.between(2, 10));
    const { scopes } = matter.caseState.consent;
    const mayHear = scopes.some(
      (scope) => scope.purpose === 'closerExamination' && scope.departments.includes(department),
    );
    if (settings.consent.value && !alone && !mayHear)
      yield take('GiveConsent', { purpose: 'closerExamination', departments: [department] });
    yield* hear(matter, department);
  }
  if (!alone) {
    yield later(dice.between(1, 6));
    yield take('HearCitizen', { statement: sentence('summary', dice) });
    yield note(matter);
  }
  yield later(dice.between(3, 20));
  for (const { id } of inScope(matter)) yield outcome(matter, id);
  yield* secondReader(matter, 'outcome', function* () {
    yield outcome(matter, inScope(matter)[0]!.id);
  });
  yield later(dice.between(0, 4));
  yield* passOn(matter);
  if (!alone)
    yield take('NotifyCitizen', { about: 'result', text: sentence('grounds', dice) }, withoutConflict(matter));
  yield take('Conclude', { solved: howSolved(matter) });
}

const inScope = ({ caseState }: Matter): readonly Part[] =>
  caseParts(caseState).filter((part) => part.inScope && !isGone(part));

/** What is asked for within the consent, where there must be one, and what comes of it. */
function* collect(matter: Matter): Plot {
  const { dice, settings } = matter;
  const alone = matter.caseState.ownInitiative !== null;
  const scope = matter.caseState.consent.scopes.findLast(({ purpose }) => purpose === 'closerExamination');
  for (const department of new Set(inScope(matter).map((part) => part.department))) {
    if (settings.consent.value && !alone && !scope?.departments.includes(department)) continue;
    if (dice.chance(0.15)) continue;
    const [from, to] =
      scope?.from !== undefined && scope.to !== undefined
        ? [scope.from, scope.to]
        : [addDays(matter.today, -365), matter.today];
    yield take('RequestInformation', {
      department,
      from,
      to,
      about: sentence('letter', dice),
      ...(dice.chance(0.25) ? { due: dueIn(matter, dice.between(8, 20)) } : {}),
    });
    const { id, asked } = matter.caseState.informationRequests.at(-1)!;
    yield later(dice.between(3, 6));
    if (dice.chance(0.12)) yield* moreTime(matter, { kind: 'informationRequest', request: id }, department, asked!.due);
    yield later(dice.between(0, 10));
    yield take('FileDocument', { title: sentence('letter', dice), direction: 'in', date: matter.today, request: id });
    yield* documents(matter, 'in', 0.8, department);
    yield note(matter);
  }
}

const dueIn = ({ today, settings }: Matter, workingDays: number): LocalDate =>
  addWorkingDays(today, workingDays, settings.calendar.value);

/** By a letter with a day for it, or in a talk; some departments answer the letter themselves. */
function* hear(matter: Matter, department: string): Plot {
  const { dice, habits } = matter;
  if (dice.chance(0.55)) {
    yield take('RequestHearing', {
      department,
      about: sentence('question', dice),
      ...(dice.chance(0.4) ? { due: dueIn(matter, dice.between(8, 15)) } : {}),
    });
    const { due } = matter.caseState.hearings.at(-1)!.asked!;
    yield later(dice.between(3, 6));
    if (dice.chance(habits.share.asksForTime / 3))
      yield* moreTime(matter, { kind: 'hearing', department }, department, due);
    yield later(dice.between(0, 8));
    if (dice.chance(0.3)) yield anAnswer(matter, department);
  }
  if (!matter.caseState.heard.departments.includes(department))
    yield take('HearDepartment', { department, statement: sentence('answer', dice) });
}

function outcome(matter: Matter, part: string): Step {
  const { dice } = matter;
  const result = dice.weighted({ noCriticism: 46, criticism: 33, recommendation: 21 });
  return take(
    'RecordOutcome',
    {
      part,
      outcome: result,
      grounds: sentence('grounds', dice),
      ...(result === 'recommendation' ? { recommendation: sentence('recommendation', dice) } : {}),
    },
    withoutConflict(matter),
  );
}

/**
 * The consent is gone: what still arrives stays unread, and the citizen is told how the case stood, unless there is a
 * new consent (T28, T29).
 */
export function* halted(matter: Matter): Plot {
  const { dice } = matter;
  yield later(dice.between(1, 5));
  const asked = matter.caseState.informationRequests.find(({ status }) => status === 'recalled');
  if (asked) yield* documents(matter, 'in', 1, asked.department);
  if (dice.chance(0.25)) return yield consent(matter);
  yield take('NotifyCitizen', { about: 'status', text: sentence('grounds', dice) });
  yield take('CloseCase');
}
