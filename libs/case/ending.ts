/** Where a complaint's cycles begin and end: which events do it, with which outcome, and what that changes. */
import {
  type ComplaintData,
  type ComplaintEvent,
  type ComplaintEventType,
} from '../../event-schemas/complaint/events.js';
import { type LocalDate } from '../policy/calendar.js';
import { type Cycle, type Decision, type Part } from './case-parts.js';
import { inThisCycle, isGone, nothingTold, type CaseState } from './case-state.js';
import { assigneeOn } from './desk.js';
import { changed, changePart, giveUpAll, including, meetTarget, nothing, type Change, type Folds } from './change.js';
import { send, type Sent } from './letters.js';

/** The outcome that each event ends a complaint with. */
const outcomes: { readonly [Type in ComplaintEventType]?: string | ((data: ComplaintData[Type]) => string) } = {
  EndedWithoutCase: ({ outcome }) => outcome,
  DirectedElsewhere: 'directed',
  InquiryRejected: 'rejected',
  SuggestionForwarded: 'suggestionForwarded',
  GuidedBack: 'guidedBack',
  SettledByBoth: 'settled',
  MediationAgreed: 'mediated',
  ClosedOnAnswer: 'answeredByDepartment',
  ConsentRefused: 'consentRefused',
  InvestigationDeclined: 'investigationDeclined',
  ConcludedWithoutCriticism: 'noCriticism',
  ConcludedWithCriticism: ({ outcome }) => outcome,
  ClosedOnWithdrawal: 'consentWithdrawn',
  ComplaintWithdrawn: 'withdrawnByCitizen',
  LastPartTakenElsewhere: 'directed',
  LastPartWithdrawn: 'withdrawnByCitizen',
  CaseDiscontinued: 'discontinued',
};

/** What each event reopens a case for. */
const reasons: { readonly [Type in ComplaintEventType]?: Cycle['reason'] } = {
  ReopenedForQuestions: 'moreQuestions',
  ReopenedForNewPart: 'newPart',
  ReopenedForConsent: 'closerLook',
  ReopenedForAssessment: 'closerLook',
};

/** Most of these change nothing but what their ending or reopening does. */
export const ending: Folds<
  | 'EndedWithoutCase'
  | 'DirectedElsewhere'
  | 'InquiryRejected'
  | 'GuidedBack'
  | 'ClosedOnAnswer'
  | 'InvestigationDeclined'
  | 'ConcludedWithoutCriticism'
  | 'ConcludedWithCriticism'
  | 'ClosedOnWithdrawal'
  | 'ComplaintWithdrawn'
  | 'PartWithdrawn'
  | 'LastPartWithdrawn'
  | 'CaseDiscontinued'
  | 'ReopenedForQuestions'
  | 'ReopenedForNewPart'
  | 'ReopenedForConsent'
  | 'ReopenedForAssessment'
> = {
  EndedWithoutCase: nothing,
  DirectedElsewhere: nothing,
  InquiryRejected: nothing,
  GuidedBack: nothing,
  ClosedOnAnswer: nothing,
  InvestigationDeclined: nothing,
  ConcludedWithoutCriticism: concluded,
  ConcludedWithCriticism: concluded,
  ClosedOnWithdrawal: nothing,
  ComplaintWithdrawn: nothing,
  PartWithdrawn: withdrawn,
  LastPartWithdrawn: withdrawn,
  CaseDiscontinued: nothing,
  ReopenedForQuestions: nothing,
  ReopenedForNewPart: nothing,
  ReopenedForConsent: nothing,
  ReopenedForAssessment: nothing,
};

/** It leaves the scope; what was found about it so far was found for nobody. */
function withdrawn(caseState: CaseState, { part }: ComplaintData['PartWithdrawn']): Change {
  return changePart(caseState, part, { inScope: false, outcome: 'withdrawnByCitizen', withdrawnIn: caseState.cycle });
}

/** Each department with an outcome is sent it, and is one that sees the case from then on (H25). */
function concluded(
  caseState: CaseState,
  { outcomesTo = [] }: ComplaintData['ConcludedWithoutCriticism'],
  event: ComplaintEvent,
  on: LocalDate,
): Change {
  const letters = outcomesTo.map((department): Sent => ({ kind: 'outcome', to: 'department', department }));
  return { ...send(caseState, event, on, letters), asked: including(caseState.asked, ...outcomesTo) };
}

/** What the event does to the cycles, after it has done what else it does. */
export function turn(caseState: CaseState, event: ComplaintEvent, on: LocalDate): Change {
  const { type, data } = event;
  const outcome = outcomes[type] as string | ((data: unknown) => string) | undefined;
  if (outcome !== undefined) return end(caseState, event, on, typeof outcome === 'string' ? outcome : outcome(data));
  if (type === 'CaseRegistered') return { cycles: [opened(event, on, 'registration')] };
  if (type === 'OwnInitiativeOpened') return { cycles: [opened(event, on, 'ownInitiative')] };
  const reason = reasons[type];
  return reason ? reopen(caseState, event, on, reason) : passThrough(caseState, event);
}

const isExamined = (state: string): boolean => state === 'investigating.active';

const opened = (
  { to }: ComplaintEvent,
  openedOn: LocalDate,
  openedBy: Cycle['openedBy'],
  reason: Cycle['reason'] = null,
): Cycle => ({
  openedOn,
  openedBy,
  reason,
  closedOn: null,
  outcome: null,
  early: false,
  investigated: isExamined(to),
});

/** What a cycle passes through on its way. */
function passThrough({ cycles }: CaseState, { to }: ComplaintEvent): Change {
  const last = cycles.at(-1);
  if (!last) return {};
  const early = last.early || to.startsWith('earlyResolution') || to === 'mediation';
  const investigated = last.investigated || isExamined(to);
  return early === last.early && investigated === last.investigated
    ? {}
    : { cycles: [...cycles.slice(0, -1), { ...last, early, investigated }] };
}

/**
 * Any ending meets the answer target, gives up what is still waited for, and settles what was found about the remit.
 */
function end(caseState: CaseState, event: ComplaintEvent, on: LocalDate, outcome: string): Change {
  const { parts, cycles, decisions, registeredAt } = caseState;
  const ended: Change = {
    ...giveUpAll(caseState, on),
    ...meetTarget(caseState, on),
    outcome,
    endings: [...caseState.endings, { to: assigneeOn(caseState.assigned, on), on }],
    parts: changed(parts, ({ remit }) => remit === 'provisional', { remit: 'final' }),
  };
  if (registeredAt === null) return ended;
  const { solved } = event.data as { readonly solved?: string };
  return {
    ...ended,
    closedAt: event.recordedAt,
    closedBy: event.id,
    cycles: changed(cycles, (_, index) => index === cycles.length - 1, {
      closedOn: on,
      outcome,
      ...(solved === undefined ? {} : { solved }),
    }),
    decisions: [...decisions, ...decisionsOn(caseState, event, on, outcome)],
  };
}

function reopen(caseState: CaseState, event: ComplaintEvent, on: LocalDate, reason: Cycle['reason']): Change {
  return {
    outcome: null,
    closedAt: null,
    closedBy: null,
    cycle: caseState.cycle + 1,
    cycles: [...caseState.cycles, opened(event, on, 'reopening', reason)],
    told: nothingTold,
    heard: { citizen: false, departments: [] },
    parts: changed(
      caseState.parts,
      ({ inScope, toldOutcome }) => inScope || toldOutcome !== undefined,
      ({ toldOutcome: _, ...part }) => ({ ...part, inScope: false }),
    ),
    settlement: null,
    mediation: null,
  };
}

/** A reopening leaves the earlier results where they are. */
function decisionsOn(
  caseState: CaseState,
  { type }: ComplaintEvent,
  on: LocalDate,
  closedWith: string,
): readonly Decision[] {
  const concluded = type === 'ConcludedWithCriticism' || type === 'ConcludedWithoutCriticism';
  const found = (part: Part): Pick<Decision, 'outcome' | 'examined' | 'admitted'> => {
    const { inScope, outcome, admitted } = part;
    if (outcome !== null && isGone(part)) return { outcome, examined: false };
    if (concluded && inScope) return { outcome: outcome ?? 'noCriticism', examined: true };
    return {
      outcome: concluded ? 'notExamined' : closedWith,
      examined: false,
      ...(admitted === undefined ? {} : { admitted }),
    };
  };
  return caseState.parts
    .filter((part) => inThisCycle(caseState, part))
    .map((part) => ({
      part: part.id,
      cycle: caseState.cycle,
      on,
      ...found(part),
      position: 'none',
      positionOn: null,
    }));
}

/** What was found about a part here, or where nothing was, what its department admitted; null where neither says. */
export const findingAbout = (decision: Decision): string | null =>
  decision.examined ? (isCriticised(decision) ? 'upheld' : 'notUpheld') : (decision.admitted ?? null);

/** Whether a closed case solved what it was about, as far as anybody said; null while it is open. */
export const solvedOf = ({ closedAt, cycles }: CaseState): string | null =>
  closedAt === null ? null : (cycles.at(-1)?.solved ?? 'unknown');

/** What was found of a case as a whole, where anything was: all of it, some of it, nothing, or it is not clear. */
export function findingOf({ decisions, cycle, closedAt }: CaseState): string | null {
  if (closedAt === null) return null;
  const found = decisions.flatMap((decision) => (decision.cycle === cycle ? (findingAbout(decision) ?? []) : []));
  if (found.length === 0) return null;
  for (const finding of ['upheld', 'notUpheld']) if (found.every((each) => each === finding)) return finding;
  return found.some((each) => each === 'upheld' || each === 'partly') ? 'partly' : 'unclear';
}

/** Whether an examination ended in a criticism or a recommendation. */
export const isCriticised = ({ examined, outcome }: Pick<Decision, 'examined' | 'outcome'>): boolean =>
  examined && (outcome === 'criticism' || outcome === 'recommendation');
