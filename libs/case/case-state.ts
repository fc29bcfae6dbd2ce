/**
 * What is so in a complaint: what steps are decided on, what views show, what timers wait for and what read models map
 * to rows. Coded values, dates and ids alone: where a text or a name stands, it has the revision of the event that
 * holds it, and who may open events looks there.
 */
import { type ComplaintData } from '../../event-schemas/complaint/events.js';
import { type LocalDate } from '../policy/calendar.js';
import {
  type Activity,
  type ConsentScope,
  type Correction,
  type Cycle,
  type Decision,
  type ErasureRequest,
  type ExceptionUse,
  type ExtensionRequest,
  type FiledDocument,
  type Guidance,
  type Hearing,
  type InformationRequest,
  type Letter,
  type Meeting,
  type Part,
  type Recommendation,
  type Referral,
  type Retraction,
  type Suggestion,
} from './case-parts.js';
import { type Assignment, type Handling, type Link } from './desk.js';
import { type Review } from './reviews.js';
import { type Party } from './parties.js';

type NoticeKind = 'result' | 'decision' | 'status' | 'rights';

export interface CaseState {
  readonly stream: string;
  /** Of the last event; -1 before the first. */
  readonly revision: number;
  /** Where the lifecycle stands, as the last event wrote it down; null before the first. */
  readonly state: string | null;
  /** The revision of the last event that moved it. */
  readonly movedAt: number;
  readonly received: {
    readonly channel: string;
    readonly complainantType: string;
    readonly receivedOn: LocalDate;
    readonly answerDue: LocalDate | null;
  } | null;
  readonly pinned: { readonly lifecycle: string; readonly profile: string; readonly profileHash: string } | null;
  /** The event that opened it, which holds the title. */
  readonly ownInitiative: { readonly revision: number } | null;
  /** No complaint: a text message, or an activity. */
  readonly counted: boolean;
  readonly activity?: Activity;
  readonly registeredAt: string | null;
  /** The event that registered it, which holds the summary. */
  readonly registration: { readonly revision: number } | null;
  readonly closedAt: string | null;
  /** The id of the event that closed it; the retention runs from there. */
  readonly closedBy: string | null;
  readonly cycle: number;
  readonly cycles: readonly Cycle[];
  readonly outcome: string | null;
  readonly decisions: readonly Decision[];
  readonly parts: readonly Part[];
  readonly dialogues: readonly ComplaintData['DialogueRecorded'][];
  readonly unable: boolean;
  readonly principled: boolean;
  readonly exceptions: readonly ExceptionUse[];
  readonly agreement: { readonly citizen: boolean; readonly adviser: boolean } | null;
  readonly guided: boolean;
  /** Of all guidance together; left out where none was given. */
  readonly guidance?: Guidance;
  readonly suggestions: readonly Suggestion[];
  readonly answeredTargetOn: LocalDate | null;
  readonly parties: readonly Party[];
  readonly settlement: {
    readonly acceptedBy: readonly string[];
    readonly status: 'proposed' | 'rejected' | 'settled';
    /** The event that proposed it, which holds the terms. */
    readonly revision: number;
  } | null;
  /** What was tried for a quick solution, in whatever cycle (K12). */
  readonly tried: { readonly contacted: readonly string[]; readonly rejected: boolean };
  readonly mediation: {
    readonly offeredOn: LocalDate;
    readonly citizen: boolean | null;
    readonly department: boolean | null;
    readonly startedOn: LocalDate | null;
    /** Where it began, once it has; it leads back there without an agreement. */
    readonly startedIn?: string | null;
    /** Somebody named for it; the event that offered it holds the name. */
    readonly mediator?: { readonly external: boolean; readonly revision: number };
    readonly agreement: boolean | null;
    /** The event that ended it, which may hold terms. */
    readonly revision: number | null;
  } | null;
  readonly referrals: readonly Referral[];
  readonly extensionRequests: readonly ExtensionRequest[];
  /** Departments that were asked, by referral, request or hearing, in that order: their users see the case. */
  readonly asked: readonly string[];
  readonly consent: {
    readonly status: 'none' | 'given' | 'refused' | 'withdrawn';
    readonly scopes: readonly ConsentScope[];
    readonly withdrawn: readonly ConsentScope[];
  };
  readonly informationRequests: readonly InformationRequest[];
  /** In whatever cycle. */
  readonly hearings: readonly Hearing[];
  /** In this cycle. */
  readonly heard: { readonly citizen: boolean; readonly departments: readonly string[] };
  readonly conflicts: readonly { readonly sub: string; readonly department: string }[];
  readonly told: { readonly [About in NoticeKind]: boolean };
  /** The first day on which the citizen was told the rights under data protection law (H27). */
  readonly rightsToldOn: LocalDate | null;
  readonly letters: readonly Letter[];
  readonly documents: readonly FiledDocument[];
  /** The event of each holds its text. */
  readonly notes: readonly {
    readonly revision: number;
    readonly occurredAt: string;
    readonly recordedAt: string;
  }[];
  readonly tasks: readonly { readonly kind: 'answerToCitizen'; readonly department: string }[];
  readonly meetings: readonly Meeting[];
  /** The event of each may hold a reason. */
  readonly followUp: readonly {
    readonly part: string;
    readonly position: string;
    readonly on: LocalDate;
    readonly revision: number;
  }[];
  readonly recommendations: readonly Recommendation[];
  readonly erasureRequests: readonly ErasureRequest[];
  readonly holds: readonly string[];
  readonly holdLiftedAt: string | null;
  readonly shredded: boolean;
  readonly assigned: Assignment | null;
  /** Each time that it was given to a member of the office. */
  readonly assignments: readonly { readonly to: string; readonly on: LocalDate }[];
  /** Each time that it ended, and whose it was then. */
  readonly endings: readonly { readonly to: string | null; readonly on: LocalDate }[];
  readonly handling: Handling | null;
  readonly links: readonly Link[];
  readonly reviews: readonly Review[];
  readonly corrections: readonly Correction[];
  readonly retractions: readonly Retraction[];
}

export const nothingTold = { result: false, decision: false, status: false, rights: false };

export const emptyCase = (stream: string): CaseState => ({
  stream,
  revision: -1,
  state: null,
  movedAt: -1,
  received: null,
  pinned: null,
  ownInitiative: null,
  counted: false,
  registeredAt: null,
  registration: null,
  closedAt: null,
  closedBy: null,
  cycle: 1,
  cycles: [],
  outcome: null,
  decisions: [],
  parts: [],
  dialogues: [],
  unable: false,
  principled: false,
  exceptions: [],
  agreement: null,
  guided: false,
  suggestions: [],
  answeredTargetOn: null,
  parties: [],
  settlement: null,
  tried: { contacted: [], rejected: false },
  mediation: null,
  referrals: [],
  extensionRequests: [],
  asked: [],
  consent: { status: 'none', scopes: [], withdrawn: [] },
  informationRequests: [],
  hearings: [],
  heard: { citizen: false, departments: [] },
  conflicts: [],
  told: nothingTold,
  rightsToldOn: null,
  letters: [],
  documents: [],
  notes: [],
  tasks: [],
  meetings: [],
  followUp: [],
  recommendations: [],
  erasureRequests: [],
  holds: [],
  holdLiftedAt: null,
  shredded: false,
  assigned: null,
  assignments: [],
  endings: [],
  handling: null,
  links: [],
  reviews: [],
  corrections: [],
  retractions: [],
});

/** The parts the case consists of; before a case, all of them. */
export const caseParts = (caseState: CaseState): readonly Part[] =>
  caseState.registeredAt === null ? caseState.parts : caseState.parts.filter(({ inCase }) => inCase);
export const admissibleParts = (caseState: CaseState): readonly Part[] =>
  caseParts(caseState).filter((part) => part.admissible === true && !isWithdrawn(part));
/** The citizen has taken the part back. */
export const isWithdrawn = ({ outcome }: Part): boolean => outcome === 'withdrawnByCitizen';
/** Another body has taken it or the citizen has taken it back: nothing is found about it here any more. */
export const isGone = (part: Part): boolean => part.outcome === 'directed' || isWithdrawn(part);
/** In the case, and not gone in an earlier cycle. */
export const inThisCycle = ({ cycle }: CaseState, { inCase, directedIn, withdrawnIn }: Part): boolean =>
  inCase && (directedIn ?? withdrawnIn ?? cycle) === cycle;
/** Neither excluded nor withdrawn; what is not assessed yet stands. */
export const isStanding = (caseState: CaseState, part: Part): boolean =>
  inThisCycle(caseState, part) && part.admissible !== false && !isGone(part);
export const standingParts = (caseState: CaseState): readonly Part[] =>
  caseState.parts.filter((part) => isStanding(caseState, part));
/** Came late and is neither put to a department, nor examined, nor gone: the case cannot close on it. */
export const latePartsLeft = (caseState: CaseState): readonly Part[] =>
  standingParts(caseState).filter(({ late, referred, inScope }) => late && !referred && !inScope);
/** Whether the outcome of a part was recorded in the present cycle: one of an earlier cycle decides nothing in this. */
export const isOfThisCycle = ({ cycle }: CaseState, { outcomeIn = 1 }: Part): boolean => outcomeIn === cycle;
/** Whether the outcome of a part, as it stands, has been told the citizen or is what a cycle was concluded with. */
export const isToldOrConcluded = ({ decisions }: CaseState, part: Part): boolean =>
  isGone(part) ||
  part.toldOutcome === part.outcome ||
  decisions.some(
    (decision) => decision.part === part.id && decision.cycle === (part.outcomeIn ?? 1) && decision.examined,
  );
export const openReferrals = (caseState: CaseState): readonly Referral[] =>
  caseState.referrals.filter(({ open }) => open);
