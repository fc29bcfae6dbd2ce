/**
 * A case, from its registration to its last closing: what is done next follows from where it stands, so that a case can
 * come the same way twice.
 */
import { afterClosing } from './after-closing.js';
import { answered, anAnswer, awaitAnswers, newPart, refer } from './with-department.js';
import { assess, awaitConsent, halted, investigate } from './in-depth.js';
import { admissibleParts, openReferrals } from '../case/case-state.js';
import { addDays } from '../policy/calendar.js';
import { contactOutcomes, modes, registeredParties } from '../../event-schemas/complaint/codes.js';
import { comesAgain, desk, parties } from './desk.js';
import { dealings, documents, howSolved, note, statusReply } from './paperwork.js';
import { drawGround, excluded } from './parts.js';
import { inventedName, sentence } from './people.js';
import { correction, takenBack } from './putting-right.js';
import { secondReader } from './second-reader.js';
import { offerMediation, settle } from './solutions.js';
import { later, take, withoutConflict, type Matter, type Plot } from './story.js';

export function* aCase(matter: Matter): Plot {
  const { dice, settings, habits, complainantType } = matter;
  const authority =
    settings.representatives.value.length > 0 && dice.chance(0.06)
      ? dice.oneOf(settings.representatives.value)
      : undefined;
  const { stream } = matter.caseState;
  const { complainant, earlier } = matter.citizens.draw(complainantType, dice, { stream, on: matter.today });
  yield take('RegisterCase', {
    complainant,
    summary: sentence('summary', dice),
    ...(authority === undefined ? {} : { representative: { name: inventedName(dice), authority } }),
  });
  yield take('NotifyCitizen', { about: 'rights', text: 'Du kan se, hvad der står om dig i sagen, og få rettet fejl.' });
  yield note(matter);
  if (dice.chance(0.9)) yield take('Acknowledge');
  yield* desk(matter);
  yield* parties(matter);
  yield* comesAgain(matter, earlier);
  if (matter.state !== 'closed') {
    yield* documents(matter, 'in', 1.8);
    yield* dealings(matter, 2.2);
    if (dice.chance(habits.share.corrected)) yield* correction(matter);
  }
  yield* theRest(matter);
}

/** Until nothing more happens to it but the end of its retention. */
export function* theRest(matter: Matter): Plot {
  for (let cycles = 0; ; cycles += 1) {
    while (matter.state !== 'closed') yield* next(matter);
    if (cycles === 2) return;
    yield* afterClosing(matter);
    if (matter.state === 'closed') return;
  }
}

function next(matter: Matter): Plot {
  const known: { readonly [state: string]: ((matter: Matter) => Plot) | undefined } = {
    registered,
    mediation,
    'earlyResolution.flexible': earlyResolution,
    'earlyResolution.written': earlyResolution,
    referred: awaitAnswers,
    answered,
    awaitingConsent: awaitConsent,
    investigationAssessment: assess,
    'investigating.active': investigate,
    'investigating.halted': halted,
  };
  const go = known[matter.state];
  if (!go) throw new Error(`nobody knows how a case goes on from ${matter.state}`);
  return go(matter);
}

function* registered(matter: Matter): Plot {
  const { dice, settings, habits } = matter;
  if (matter.caseState.cycle > 1) return yield* newPart(matter);
  yield later(dice.between(0, 3));
  if (dice.chance(habits.share.withdrawn)) return yield* withdrawn(matter);
  if (dice.chance(habits.share.handedOver))
    yield take('AssignCase', { to: matter.colleague, ...(dice.chance(0.6) && { until: addDays(matter.today, 14) }) });
  const parts = admissibleParts(matter.caseState);
  if (parts.length > 1 && dice.chance(habits.share.partWithdrawn))
    yield take('WithdrawPart', { part: parts.at(-1)!.id });
  if (dice.chance(habits.share.directed) && settings.exclusions.length > 0) return yield* takenElsewhere(matter);
  if (settings.meetingAttendance.value && dice.chance(habits.share.meeting)) {
    yield take('AttendMeeting', {
      requestedBy: 'citizen',
      reason: dice.oneOf(['insecure', 'understanding', 'language', 'conflict']),
      on: matter.today,
      note: sentence('note', dice),
    });
    yield later(dice.between(0, 2));
  }
  if (matter.caseState.principled) return yield* ofPrinciple(matter);
  const way = matter.caseState.mediation === null ? dice.weighted(habits.ways) : 'refer';
  if (way === 'early' && settings.earlyResolution.value) {
    yield take('StartEarlyResolution', { mode: dice.oneOf(modes) });
    if (dice.chance(habits.share.retracted)) {
      yield* takenBack(matter, 'mistake');
      yield take('StartEarlyResolution', { mode: dice.oneOf(modes) });
    }
    yield note(matter);
  } else if (way === 'mediation' && settings.mediation.value !== null) yield* offerMediation(matter, refer);
  else yield* refer(matter);
}

function* withdrawn(matter: Matter): Plot {
  yield note(matter);
  const [first, ...others] = admissibleParts(matter.caseState);
  if (first && others.length === 0 && matter.dice.chance(0.3))
    return yield take('WithdrawPart', { part: first.id, solved: howSolved(matter) });
  yield take('WithdrawComplaint');
}

/** Nobody answers the telephone any more, or there is nothing left to answer. */
export function* cameToNothing(matter: Matter): Plot {
  yield note(matter);
  const reason = matter.dice.weighted({ unreachable: 45, solvedByItself: 30, moot: 20, died: 5 } as const);
  if (reason === 'died') yield take('EndParty', { party: registeredParties.complainant, reason });
  yield take('DiscontinueCase', { reason });
}

/** Another body has taken it, so nothing of it is left here. */
function* takenElsewhere(matter: Matter): Plot {
  const ground = drawGround(matter);
  for (const { id } of admissibleParts(matter.caseState)) yield excluded(id, ground, matter);
  yield statusReply(matter);
}

function* ofPrinciple(matter: Matter): Plot {
  yield* secondReader(matter, 'decision');
  yield take('OpenInvestigation', {
    scope: admissibleParts(matter.caseState).map(({ id }) => id),
    criteria: { citizenBenefit: 'medium', improvement: 'high', overall: 'justified' },
    assessment: sentence('grounds', matter.dice),
  });
}

/**
 * København's first effort: the caseworker or the leader is called, and a solution looked for that both can live with
 * (K7–K12).
 */
function* earlyResolution(matter: Matter): Plot {
  const { dice, habits } = matter;
  if (matter.caseState.mediation?.agreement === false) return yield* refer(matter);
  for (let n = dice.between(1, 4); n > 0; n -= 1) {
    yield later(dice.between(0, 4));
    const { department } = dice.oneOf(admissibleParts(matter.caseState));
    yield take('RecordContact', {
      department,
      with: dice.chance(0.6) ? 'caseworker' : 'leader',
      outcome: dice.oneOf(contactOutcomes),
      ...(dice.chance(0.7) ? { note: sentence('note', dice) } : {}),
    });
    if (dice.chance(0.4)) yield note(matter);
  }
  if (dice.chance(0.1))
    yield take('SwitchMode', { mode: matter.state === 'earlyResolution.flexible' ? 'written' : 'flexible' });
  yield* dealings(matter, 2);
  yield later(dice.between(1, 5));
  if (dice.chance(habits.share.withdrawn)) return yield* withdrawn(matter);
  if (dice.chance(habits.share.discontinued)) return yield* cameToNothing(matter);
  const end = dice.weighted({ settled: 62, refused: 4, refer: 23, noSolution: 6, mediation: 5 });
  if (end === 'settled') return yield* settle(matter);
  if (end === 'refused') {
    yield take('ProposeSettlement', { terms: sentence('terms', dice), compromisesRights: false });
    yield later(dice.between(1, 6));
    yield take('RejectSettlement', { by: dice.oneOf(['citizen', 'department']) });
  }
  if (end === 'refer') return yield* refer(matter);
  if (end === 'mediation' && matter.settings.mediation.value !== null) return yield* offerMediation(matter, refer);
  const reason = end === 'refused' ? 'rejected' : dice.oneOf(['noOffer', 'noReply', 'unsuitable'] as const);
  yield take('NoQuickSolution', { reason, ...(reason === 'unsuitable' ? { why: sentence('note', dice) } : {}) });
}

function* mediation(matter: Matter): Plot {
  const { dice } = matter;
  yield later(dice.between(2, 12));
  yield note(matter);
  yield* dealings(matter, 2);
  // Nobody is reminded meanwhile, and some write all the same.
  if (matter.caseState.mediation?.startedIn === 'referred' && dice.chance(0.55))
    for (const { department } of openReferrals(matter.caseState)) yield anAnswer(matter, department);
  if (dice.chance(0.08)) return yield take('NoQuickSolution', { reason: 'unsuitable', why: sentence('note', dice) });
  const agreement = dice.chance(0.68);
  yield take(
    'EndMediation',
    agreement
      ? { agreement, terms: sentence('terms', dice), compromisesRights: false, solved: howSolved(matter) }
      : { agreement },
    withoutConflict(matter),
  );
}
