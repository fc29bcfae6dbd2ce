/**
 * A closed case: what the department makes of criticism, what arrives late, requests for erasure, holds, and the
 * citizen who comes back (T31–T35).
 */
import { consentPurposes } from '../../event-schemas/complaint/codes.js';
import { admissibleParts } from '../case/case-state.js';
import { addDays, addMonths, laterOf } from '../policy/calendar.js';
import { retentionEnd } from '../complaints/steps/facts.js';
import { documents, note } from './paperwork.js';
import { sentence } from './people.js';
import { takenUp } from './suggestions.js';
import { later, take, until, type Matter, type Plot } from './story.js';

export function* afterClosing(matter: Matter): Plot {
  const { dice, habits } = matter;
  yield* positions(matter);
  yield* recommended(matter);
  yield* takenUp(matter);
  yield* withdrawsLater(matter);
  if (dice.chance(0.12)) {
    yield later(dice.between(2, 40));
    yield* documents(matter, dice.oneOf(['in', 'out']), 1.2);
  }
  if (dice.chance(0.05)) {
    yield later(dice.between(5, 60));
    yield note(matter);
  }
  if (
    matter.caseState.ownInitiative === null &&
    matter.caseState.outcome !== 'discontinued' &&
    admissibleParts(matter.caseState).length > 0 &&
    dice.chance(habits.share.reopened)
  ) {
    yield later(dice.between(5, 120));
    return yield take('ReopenCase', { reason: dice.weighted({ moreQuestions: 50, newPart: 30, closerLook: 20 }) });
  }
  if (dice.chance(habits.share.erasure)) yield* erasure(matter);
  if (dice.chance(habits.share.hold)) yield* hold(matter);
}

/** What the citizen agreed to is not to be used any more, though the case is closed. */
function* withdrawsLater(matter: Matter): Plot {
  const { dice, habits } = matter;
  if (matter.caseState.consent.scopes.length === 0 || !dice.chance(habits.share.purposeWithdrawn)) return;
  yield later(dice.between(3, 60));
  const agreedTo = new Set(matter.caseState.consent.scopes.map(({ purpose }) => purpose));
  const purpose = dice.oneOf(consentPurposes.filter((each) => agreedTo.has(each)));
  yield take('WithdrawConsent', { channel: dice.oneOf(['phone', 'email']), purpose });
}

/** Recommendations and criticism are followed up (København practice). */
function* positions(matter: Matter): Plot {
  const { dice } = matter;
  for (const { id, department, outcome } of matter.caseState.parts) {
    if ((outcome !== 'criticism' && outcome !== 'recommendation') || dice.chance(0.1)) continue;
    yield later(dice.between(5, 30));
    const position = dice.chance(0.82) ? 'accepted' : 'declined';
    yield take(
      'RecordDepartmentPosition',
      { part: id, position, ...(position === 'declined' ? { reason: sentence('answer', dice) } : {}) },
      { department },
    );
    if (position === 'declined' || outcome !== 'recommendation' || dice.chance(0.3)) continue;
    yield later(dice.between(15, 90));
    yield take(
      'RecordDepartmentPosition',
      { part: id, position: 'implemented' },
      dice.chance(0.7) ? { department } : 'adviser',
    );
  }
}

/** What the head recommends of it for all cases of the kind, and what comes of it. */
function* recommended(matter: Matter): Plot {
  const { dice, habits, caseState } = matter;
  const criticised = caseState.parts.find(({ outcome }) => outcome === 'criticism' || outcome === 'recommendation');
  if (!criticised || !dice.chance(habits.share.recommended)) return;
  const to = dice.weighted({ department: 80, municipality: 15, council: 5 } as const);
  yield take(
    'RecordRecommendation',
    {
      to,
      ...(to === 'department' ? { department: criticised.department } : {}),
      text: sentence('grounds', dice),
      due: addDays(matter.today, dice.between(60, 180)),
      from: [criticised.id],
    },
    'head',
  );
  const { id } = matter.caseState.recommendations.at(-1)!;
  yield later(dice.between(10, 40));
  const status = dice.weighted({ accepted: 70, partly: 18, declined: 12 } as const);
  yield take('RecordRecommendationStatus', { recommendation: id, status });
  if (status === 'declined' || dice.chance(0.35)) return;
  yield later(dice.between(20, 120));
  if (dice.chance(0.2)) {
    const { due } = matter.caseState.recommendations.find((each) => each.id === id)!;
    yield take('ExtendDeadline', {
      kind: 'followUp',
      request: id,
      due: addDays(laterOf(due!, matter.today), dice.between(30, 90)),
      reason: 'complexity',
    });
    yield later(dice.between(10, 60));
  }
  yield take('RecordRecommendationStatus', {
    recommendation: id,
    status: 'implemented',
    evidence: sentence('answer', dice),
  });
}

/**
 * A request with a decision and a basis, not a button (GDPR 17): filing duties refuse it, but for what was filed in the
 * wrong case.
 */
function* erasure(matter: Matter): Plot {
  const { dice } = matter;
  yield later(dice.between(3, 200));
  const filed = matter.caseState.documents.find(({ of, erased }) => of === 'filed' && !erased);
  const misfiled = filed !== undefined && dice.chance(0.4);
  yield take('RequestErasure', misfiled ? { of: 'document', document: filed.id } : { of: 'case' });
  const { id, requestedOn } = matter.caseState.erasureRequests.at(-1)!;
  if (dice.chance(0.15)) {
    yield later(dice.between(5, 14));
    yield take('DecideErasure', {
      request: id,
      decision: 'extended',
      basis: 'complexity',
      extendedTo: addMonths(requestedOn, 2),
    });
  }
  yield later(dice.between(2, 16));
  yield take(
    'DecideErasure',
    misfiled
      ? { request: id, decision: 'granted', basis: 'misfiled' }
      : { request: id, decision: 'refused', basis: 'journalingDuty' },
  );
}

/** What a court, a supervision or the archive still needs is not destroyed meanwhile. */
function* hold(matter: Matter): Plot {
  const { dice, settings } = matter;
  const reason = dice.oneOf(['archiveTransfer', 'courtCase', 'supervision'] as const);
  const long = dice.chance(0.2);
  yield later(dice.between(20, 250));
  yield take('PlaceHold', { reason });
  if (!long) {
    yield later(dice.between(40, 300));
    return yield take('LiftHold', { reason });
  }
  // Longer than the case would have been kept; some ask for its erasure on the day it may go.
  yield until(
    addDays(
      retentionEnd(matter.caseState.closedAt!, { settings } as Parameters<typeof retentionEnd>[1]),
      dice.between(3, 60),
    ),
  );
  yield take('LiftHold', { reason });
  if (dice.chance(0.5)) return;
  yield take('RequestErasure', { of: 'case' });
  yield take('DecideErasure', {
    request: matter.caseState.erasureRequests.at(-1)!.id,
    decision: 'granted',
    basis: 'noBasisToKeep',
  });
}
