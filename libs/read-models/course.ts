/**
 * The course of a complaint as far as figures ask for it: a fold of coded fields, shared by the read models that count.
 */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { localDateOf, type LocalDate } from '../policy/calendar.js';

export interface CoursePart {
  readonly id: string;
  readonly topic: string;
  readonly department: string;
  readonly inCase: boolean;
  /** Within the investigation of this cycle. */
  readonly inScope: boolean;
  /** Found in this cycle. */
  readonly outcome: 'noCriticism' | 'criticism' | 'recommendation' | 'directed' | null;
}

export interface Course {
  readonly profile: string;
  readonly profileHash: string;
  readonly receivedOn: LocalDate;
  readonly ownInitiative: boolean;
  readonly registered: boolean;
  /** From 1; 0 before a case. */
  readonly cycle: number;
  readonly parts: readonly CoursePart[];
  /** Of the cycle that has ended. */
  readonly outcome: string | null;
}

/** The local day that an event happened on. */
export const dayOf = ({ occurredAt }: ComplaintEvent): LocalDate => localDateOf(Date.parse(occurredAt));
export const monthOf = (day: LocalDate): string => day.slice(0, 7);

export const closes = ({ from, to }: ComplaintEvent): boolean => to === 'closed' && from !== 'closed';
export const endsWithoutCase = ({ to }: ComplaintEvent): boolean => to === 'endedWithoutCase';
const reopenings = new Set<string>([
  'ReopenedForQuestions',
  'ReopenedForNewPart',
  'ReopenedForConsent',
  'ReopenedForAssessment',
]);
export const reopens = ({ type }: ComplaintEvent): boolean => reopenings.has(type);

/** The outcome an event ends a complaint with; undefined where it ends nothing, null where it opens it again. */
export function outcomeOf(event: ComplaintEvent): string | null | undefined {
  const { type, data } = event;
  switch (type) {
    case 'EndedWithoutCase':
    case 'ConcludedWithCriticism':
      return data.outcome;
    case 'DirectedElsewhere':
    case 'LastPartTakenElsewhere':
      return 'directed';
    case 'SuggestionForwarded':
      return 'suggestionForwarded';
    case 'GuidedBack':
      return 'guidedBack';
    case 'SettledByBoth':
      return 'settled';
    case 'MediationAgreed':
      return 'mediated';
    case 'ClosedOnAnswer':
      return 'answeredByDepartment';
    case 'ConsentRefused':
      return 'consentRefused';
    case 'ClosedOnWithdrawal':
      return 'consentWithdrawn';
    case 'InvestigationDeclined':
      return 'investigationDeclined';
    case 'ConcludedWithoutCriticism':
      return 'noCriticism';
    case 'ComplaintWithdrawn':
      return 'withdrawnByCitizen';
    default:
      return reopens(event) ? null : undefined;
  }
}

const inScope = (parts: readonly CoursePart[], scope: readonly string[]): readonly CoursePart[] =>
  parts.map((part) => ({ ...part, inScope: scope.includes(part.id) }));

/** What another body has taken is no part of the cycles that follow. */
const again = (part: CoursePart): CoursePart => ({
  ...part,
  inCase: part.inCase && part.outcome !== 'directed',
  inScope: false,
  outcome: null,
});

/** The very same course where the event says nothing about it; null of what is no complaint. */
export function course(before: Course | null, event: ComplaintEvent): Course | null {
  const { type, data } = event;
  if (type === 'InquiryReceived')
    return {
      profile: data.profile,
      profileHash: data.profileHash,
      receivedOn: data.receivedOn,
      ownInitiative: false,
      registered: false,
      cycle: 0,
      parts: [],
      outcome: null,
    };
  if (type === 'OwnInitiativeOpened') {
    const part: CoursePart = {
      id: 'A',
      topic: data.topic,
      department: data.department,
      inCase: true,
      inScope: true,
      outcome: null,
    };
    return {
      profile: data.profile,
      profileHash: data.profileHash,
      receivedOn: dayOf(event),
      ownInitiative: true,
      registered: true,
      cycle: 1,
      parts: [part],
      outcome: null,
    };
  }
  if (!before) return null;
  const after = change(before, event);
  const outcome = outcomeOf(event);
  return outcome === undefined ? after : { ...after, outcome };
}

function change(before: Course, event: ComplaintEvent): Course {
  const { type, data } = event;
  switch (type) {
    case 'PartRecorded':
      return {
        ...before,
        parts: [
          ...before.parts,
          {
            id: data.part,
            topic: data.topic,
            department: data.department,
            inCase: before.registered,
            inScope: false,
            outcome: null,
          },
        ],
      };
    case 'CaseRegistered':
      return {
        ...before,
        registered: true,
        cycle: 1,
        parts: before.parts.map((part) => ({ ...part, inCase: data.parts.includes(part.id) })),
      };
    case 'InvestigationOpened':
    case 'ScopeChanged':
    case 'ConsentGivenForExamination':
      return { ...before, parts: inScope(before.parts, data.scope) };
    case 'OutcomeRecorded':
      return {
        ...before,
        parts: before.parts.map((part) => (part.id === data.part ? { ...part, outcome: data.outcome } : part)),
      };
    case 'PartTakenElsewhere':
    case 'LastPartTakenElsewhere':
      return {
        ...before,
        parts: before.parts.map((part) => (part.id === data.part ? { ...part, outcome: 'directed' } : part)),
      };
    default:
      return reopens(event) ? { ...before, cycle: before.cycle + 1, parts: before.parts.map(again) } : before;
  }
}
