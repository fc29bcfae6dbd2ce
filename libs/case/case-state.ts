/**
 * What is known of a complaint: a plain reducer over its events, from which facts are computed and the case view is
 * drawn. It judges nothing and never fails; whether a history is legal is the lifecycle's question.
 */
import { type ComplaintData, type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type Shredded } from '../privacy/keys.js';
import { localDateOf, type LocalDate } from '../policy/calendar.js';

/**
 * A personal value: plain where it was opened, sealed text on the write path (which never looks), `Shredded` where the
 * key is gone.
 */
export type Personal<Value> = Value | Shredded;

export interface Part {
  readonly id: string;
  readonly topic: string;
  readonly department: string;
  readonly eventStart?: LocalDate;
  readonly eventEnd?: LocalDate;
  readonly admissible: boolean | null;
  readonly ground?: string;
  readonly body?: string;
  readonly forwarded: boolean;
  readonly ageLimit: { readonly lastDay: LocalDate; readonly exceeded: boolean } | null;
  readonly waived: boolean;
  /** Part of the case: named at registration, or recorded since. */
  readonly inCase: boolean;
  readonly inScope: boolean;
  readonly outcome: string | null;
  readonly position: string | null;
  /** Put to a department in an earlier cycle or in this one. */
  readonly referred: boolean;
}

export interface Referral {
  readonly department: string;
  readonly parts: readonly string[];
  readonly questions?: Personal<string>;
  readonly sentOn: LocalDate;
  readonly due: LocalDate;
  readonly reminderOn: LocalDate;
  readonly escalationOn: LocalDate;
  readonly noAnswerFrom: LocalDate;
  readonly reminders: number;
  readonly answeredOn: LocalDate | null;
  readonly directToCitizen: boolean | null;
  readonly forwardedOn: LocalDate | null;
  /** Still waited for: false once answered, or given up by "no answer" or the closing. */
  readonly open: boolean;
  /** The day it was given up without an answer, by whatever ended the wait. */
  readonly endedOn: LocalDate | null;
  /** The event that sent it. */
  readonly sentBy: string;
}

export interface ConsentScope {
  readonly purpose: string;
  readonly departments: readonly string[];
  readonly from?: LocalDate;
  readonly to?: LocalDate;
}

export interface InformationRequest {
  readonly id: string;
  readonly department: string;
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  readonly status: 'open' | 'answered' | 'recalled';
}

export type LetterKind =
  | 'referral'
  | 'copyToCitizen'
  | 'reminder'
  | 'escalation'
  | 'informationRequest'
  | 'recall'
  | 'notice'
  | 'reply'
  | 'forwardedAnswer'
  | 'suggestion';
export interface Letter {
  readonly kind: LetterKind;
  readonly to: 'department' | 'leader' | 'citizen' | 'authority';
  readonly department?: string;
  readonly date: LocalDate;
  /** The event it was sent by, and which of its referrals, requests or suggestions it is. */
  readonly revision: number;
  readonly index: number;
}

export interface FiledDocument {
  readonly id: string;
  readonly direction: 'in' | 'out' | 'internal';
  readonly date: LocalDate;
  /** A letter of ours (its place in `letters`), an answer of a department, or something filed. */
  readonly of: { readonly letter: number } | 'answer' | 'filed';
  readonly title?: Personal<string>;
  readonly department?: string;
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  readonly quarantined: boolean;
  readonly erased: boolean;
  readonly hasContent: boolean;
  readonly revision: number;
}

export interface ErasureRequest {
  readonly id: string;
  readonly of: 'case' | 'document';
  readonly document?: string;
  readonly requestedOn: LocalDate;
  readonly due: LocalDate;
  readonly status: 'open' | 'granted' | 'refused';
  readonly decidedOn: LocalDate | null;
}

type NoticeKind = 'result' | 'decision' | 'status' | 'rights';

export interface CaseState {
  readonly stream: string;
  readonly received: {
    readonly channel: string;
    readonly complainantType: string;
    readonly receivedOn: LocalDate;
    readonly answerDue: LocalDate | null;
  } | null;
  readonly pinned: { readonly lifecycle: string; readonly profile: string; readonly profileHash: string } | null;
  readonly ownInitiative: { readonly title: Personal<string> } | null;
  readonly counted: boolean;
  readonly registeredAt: string | null;
  readonly closedAt: string | null;
  readonly cycle: number;
  readonly outcome: string | null;
  readonly parts: readonly Part[];
  readonly dialogues: readonly ComplaintData['DialogueRecorded'][];
  readonly unable: boolean;
  readonly principled: boolean;
  readonly agreement: { readonly citizen: boolean; readonly adviser: boolean } | null;
  readonly guided: boolean;
  readonly suggestions: readonly {
    readonly topic: string;
    readonly department: string;
    readonly forwardedOn: LocalDate | null;
  }[];
  readonly answeredTargetOn: LocalDate | null;
  readonly complainant: Personal<ComplaintData['CaseRegistered']['complainant']> | null;
  readonly summary: Personal<string> | null;
  readonly representative: { readonly authority: string; readonly person: Personal<{ readonly name: string }> } | null;
  readonly settlement: {
    readonly terms: Personal<string>;
    readonly acceptedBy: readonly string[];
    readonly status: 'proposed' | 'rejected' | 'settled';
  } | null;
  readonly mediation: {
    readonly offeredOn: LocalDate;
    readonly citizen: boolean | null;
    readonly department: boolean | null;
    readonly startedOn: LocalDate | null;
    readonly agreement: boolean | null;
    readonly terms?: Personal<string>;
  } | null;
  readonly referrals: readonly Referral[];
  readonly consent: {
    readonly status: 'none' | 'given' | 'refused' | 'withdrawn';
    readonly scopes: readonly ConsentScope[];
    readonly withdrawn: readonly ConsentScope[];
  };
  readonly informationRequests: readonly InformationRequest[];
  readonly heard: { readonly citizen: boolean; readonly departments: readonly string[] };
  /** Departments heard before the last reopening: they are to be heard again, and still see the case. */
  readonly heardBefore: readonly string[];
  readonly conflicts: readonly { readonly sub: string; readonly department: string }[];
  readonly told: { readonly [About in NoticeKind]: boolean };
  readonly letters: readonly Letter[];
  readonly documents: readonly FiledDocument[];
  readonly notes: readonly {
    readonly text: Personal<string>;
    readonly occurredAt: string;
    readonly recordedAt: string;
  }[];
  readonly tasks: readonly { readonly kind: 'answerToCitizen'; readonly department: string }[];
  readonly followUp: readonly {
    readonly part: string;
    readonly position: string;
    readonly reason?: Personal<string>;
    readonly on: LocalDate;
  }[];
  readonly erasureRequests: readonly ErasureRequest[];
  readonly holds: readonly string[];
  readonly shredded: boolean;
}

const nothingTold = { result: false, decision: false, status: false, rights: false };

export const emptyCase = (stream: string): CaseState => ({
  stream,
  received: null,
  pinned: null,
  ownInitiative: null,
  counted: false,
  registeredAt: null,
  closedAt: null,
  cycle: 1,
  outcome: null,
  parts: [],
  dialogues: [],
  unable: false,
  principled: false,
  agreement: null,
  guided: false,
  suggestions: [],
  answeredTargetOn: null,
  complainant: null,
  summary: null,
  representative: null,
  settlement: null,
  mediation: null,
  referrals: [],
  consent: { status: 'none', scopes: [], withdrawn: [] },
  informationRequests: [],
  heard: { citizen: false, departments: [] },
  heardBefore: [],
  conflicts: [],
  told: nothingTold,
  letters: [],
  documents: [],
  notes: [],
  tasks: [],
  followUp: [],
  erasureRequests: [],
  holds: [],
  shredded: false,
});

/**
 * Whether a consent scope has this department in it and this period within it; a period left open is within only an
 * open one.
 */
export function covers(scope: ConsentScope, department: string, from?: LocalDate, to?: LocalDate): boolean {
  return (
    scope.departments.includes(department) &&
    (scope.from === undefined || (from !== undefined && from >= scope.from)) &&
    (scope.to === undefined || (to !== undefined && to <= scope.to))
  );
}

/** Whether two periods, open where a bound is missing, share a day. */
const overlap = (a: { from?: LocalDate; to?: LocalDate }, b: { from?: LocalDate; to?: LocalDate }): boolean =>
  (a.from === undefined || b.to === undefined || a.from <= b.to) &&
  (b.from === undefined || a.to === undefined || b.from <= a.to);

/**
 * Whether what comes in from this department about this period has to be kept unread: a consent to it was withdrawn, or
 * a request recalled, and no consent that stands covers it (T28).
 */
export function underQuarantine(
  caseState: CaseState,
  arrived: { department?: string; from?: LocalDate; to?: LocalDate; request?: string },
): boolean {
  const asked = caseState.informationRequests.find(({ id }) => id === arrived.request);
  const department = arrived.department ?? asked?.department;
  if (department === undefined) return false;
  const from = arrived.from ?? asked?.from;
  const to = arrived.to ?? asked?.to;
  if (caseState.consent.scopes.some((scope) => scope.purpose !== 'shareName' && covers(scope, department, from, to)))
    return false;
  const withdrawn = caseState.consent.withdrawn.some(
    (scope) => scope.purpose !== 'shareName' && scope.departments.includes(department) && overlap(scope, { from, to }),
  );
  const recalled = caseState.informationRequests.some(
    (request) => request.status === 'recalled' && request.department === department && overlap(request, { from, to }),
  );
  return withdrawn || recalled || asked?.status === 'recalled';
}

type Change = Partial<CaseState>;
type Fold = {
  readonly [Type in keyof ComplaintData]: (
    caseState: CaseState,
    data: ComplaintData[Type],
    event: ComplaintEvent,
    on: LocalDate,
  ) => Change;
};

const changePart = (caseState: CaseState, id: string, change: Partial<Part>): Change => ({
  parts: caseState.parts.map((part) => (part.id === id ? { ...part, ...change } : part)),
});

interface Sent {
  readonly kind: LetterKind;
  readonly to: Letter['to'];
  readonly department?: string;
  readonly index?: number;
}
/** Letters that go out with an event; in a case each is filed as a document too (Offentlighedsloven § 15). */
function send(
  caseState: CaseState,
  event: ComplaintEvent,
  on: LocalDate,
  sent: readonly Sent[],
): { letters: readonly Letter[]; documents: readonly FiledDocument[] } {
  const first = caseState.letters.length;
  const letters = sent.map(({ kind, to, department, index = 0 }) => ({
    kind,
    to,
    ...(department === undefined ? {} : { department }),
    date: on,
    revision: event.revision,
    index,
  }));
  const filed: readonly FiledDocument[] =
    caseState.registeredAt === null
      ? []
      : letters.map((letter, n) => ({
          id: `${event.revision}-${n + 1}`,
          direction: 'out',
          date: on,
          of: { letter: first + n },
          ...(letter.department === undefined ? {} : { department: letter.department }),
          quarantined: false,
          erased: false,
          hasContent: true,
          revision: event.revision,
        }));
  return { letters: [...caseState.letters, ...letters], documents: [...caseState.documents, ...filed] };
}

function refer(
  caseState: CaseState,
  data: ComplaintData['CaseReferred'] | ComplaintData['MoreQuestionsAsked'],
  event: ComplaintEvent,
  on: LocalDate,
): Change {
  const sent = data.referrals.map((referral): Referral => ({
    ...referral,
    sentOn: on,
    reminders: 0,
    answeredOn: null,
    directToCitizen: null,
    forwardedOn: null,
    open: true,
    endedOn: null,
    sentBy: event.id,
  }));
  const asked = new Set(data.referrals.flatMap(({ parts }) => parts));
  const letters = data.referrals.flatMap(({ department }, index): Sent[] => [
    { kind: 'referral', to: 'department', department, index },
    ...(data.copies ? [{ kind: 'copyToCitizen', to: 'citizen', department, index } as const] : []),
  ]);
  return {
    ...send(caseState, event, on, letters),
    referrals: [...caseState.referrals, ...sent],
    parts: caseState.parts.map((part) => (asked.has(part.id) ? { ...part, referred: true } : part)),
  };
}

/** The referral an answer belongs to: the open one, else the last unanswered, else none (a second answer). */
export function referralAnswered(caseState: CaseState, department: string): number {
  const of = caseState.referrals
    .map((referral, index) => ({ referral, index }))
    .filter(({ referral }) => referral.department === department);
  return (
    (of.findLast(({ referral }) => referral.open) ?? of.findLast(({ referral }) => referral.answeredOn === null))
      ?.index ?? -1
  );
}

function answer(caseState: CaseState, data: ComplaintData['DepartmentAnswered'], event: ComplaintEvent): Change {
  const answered = referralAnswered(caseState, data.department);
  const document: FiledDocument = {
    id: `${event.revision}-1`,
    direction: 'in',
    date: data.receivedOn,
    of: 'answer',
    department: data.department,
    erased: false,
    quarantined: event.to === 'investigating.halted' && underQuarantine(caseState, { department: data.department }),
    hasContent: data.summary !== undefined,
    revision: event.revision,
  };
  const toForward =
    !data.directToCitizen &&
    caseState.ownInitiative === null &&
    !caseState.tasks.some(({ department }) => department === data.department);
  return {
    referrals: caseState.referrals.map((referral, index) =>
      index === answered ||
      (answered >= 0 && caseState.referrals[answered]!.open && referral.open && referral.department === data.department)
        ? { ...referral, answeredOn: data.receivedOn, directToCitizen: data.directToCitizen, open: false }
        : referral,
    ),
    documents: [...caseState.documents, document],
    tasks: toForward ? [...caseState.tasks, { kind: 'answerToCitizen', department: data.department }] : caseState.tasks,
  };
}

const giveUp = (caseState: CaseState, on: LocalDate): Change => ({
  referrals: caseState.referrals.map((referral) =>
    referral.open ? { ...referral, open: false, endedOn: on } : referral,
  ),
});

/** Any ending meets the answer target and gives up what is still waited for. */
function end(caseState: CaseState, event: ComplaintEvent, on: LocalDate, outcome: string): Change {
  return {
    ...giveUp(caseState, on),
    outcome,
    answeredTargetOn: caseState.answeredTargetOn ?? on,
    ...(caseState.registeredAt === null ? {} : { closedAt: event.recordedAt }),
  };
}

const meetTarget = (caseState: CaseState, on: LocalDate): Change => ({
  answeredTargetOn: caseState.answeredTargetOn ?? on,
});

function reopen(caseState: CaseState): Change {
  return {
    outcome: null,
    closedAt: null,
    cycle: caseState.cycle + 1,
    told: nothingTold,
    heard: { citizen: false, departments: [] },
    heardBefore: [...new Set([...caseState.heardBefore, ...caseState.heard.departments])],
    parts: caseState.parts.map((part) => ({ ...part, inScope: false })),
    settlement: null,
    mediation: null,
  };
}

function consentTo(caseState: CaseState, data: ComplaintData['ConsentGiven']): Change {
  const scope: ConsentScope = {
    purpose: data.purpose,
    departments: data.departments,
    ...(data.from === undefined ? {} : { from: data.from }),
    ...(data.to === undefined ? {} : { to: data.to }),
  };
  const consent = { ...caseState.consent, status: 'given' as const, scopes: [...caseState.consent.scopes, scope] };
  const after = { ...caseState, consent };
  return {
    consent,
    documents: caseState.documents.map((document) =>
      document.quarantined && !underQuarantine(after, document) ? { ...document, quarantined: false } : document,
    ),
  };
}

/** A fresh investigation asks for an outcome anew; what another body has taken stays so. */
const inScope = (caseState: CaseState, scope: readonly string[], afresh: boolean): Change => ({
  parts: caseState.parts.map((part) => ({
    ...part,
    inScope: scope.includes(part.id),
    outcome: afresh && scope.includes(part.id) && part.outcome !== 'directed' ? null : part.outcome,
  })),
});

function takenElsewhere(
  caseState: CaseState,
  data: ComplaintData['PartTakenElsewhere'],
  event: ComplaintEvent,
  on: LocalDate,
): CaseState {
  const letters = data.forwarded ? send(caseState, event, on, [{ kind: 'notice', to: 'authority' }]) : {};
  return {
    ...caseState,
    ...letters,
    ...changePart(caseState, data.part, {
      admissible: false,
      ground: data.ground,
      body: data.body,
      forwarded: data.forwarded ?? false,
      outcome: 'directed',
    }),
  };
}

function forwardSuggestions(caseState: CaseState, event: ComplaintEvent, on: LocalDate): Change {
  const sent = caseState.suggestions.flatMap(({ department, forwardedOn }, index): Sent[] =>
    forwardedOn === null ? [{ kind: 'suggestion', to: 'department', department, index }] : [],
  );
  return {
    ...send(caseState, event, on, sent),
    ...meetTarget(caseState, on),
    suggestions: caseState.suggestions.map((suggestion) => ({
      ...suggestion,
      forwardedOn: suggestion.forwardedOn ?? on,
    })),
  };
}

const received = (data: { lifecycle: string; profile: string; profileHash: string }): Change => ({
  pinned: { lifecycle: data.lifecycle, profile: data.profile, profileHash: data.profileHash },
});
const newPart = (data: Pick<Part, 'id' | 'topic' | 'department'> & Partial<Part>): Part => ({
  admissible: null,
  forwarded: false,
  ageLimit: null,
  waived: false,
  inCase: false,
  inScope: false,
  outcome: null,
  position: null,
  referred: false,
  ...data,
});
const remind = (caseState: CaseState, data: { department: string; sentOn: string }, number: number): Change => ({
  referrals: caseState.referrals.map((referral) =>
    referral.department === data.department && referral.sentOn === data.sentOn && referral.open
      ? { ...referral, reminders: number }
      : referral,
  ),
});
const decided = (caseState: CaseState, id: string, change: Partial<ErasureRequest>): Change => ({
  erasureRequests: caseState.erasureRequests.map((request) =>
    request.id === id ? { ...request, ...change } : request,
  ),
});
const same = (): Change => ({});

const fold: Fold = {
  InquiryReceived: (_, data) => ({
    ...received(data),
    received: {
      channel: data.channel,
      complainantType: data.complainantType,
      receivedOn: data.receivedOn,
      answerDue: data.answerDue,
    },
  }),
  SmsCounted: (_, data) => ({ ...received(data), counted: true }),
  PartRecorded: (caseState, data) => ({
    parts: [
      ...caseState.parts,
      newPart({
        id: data.part,
        topic: data.topic,
        department: data.department,
        ageLimit: data.ageLimit,
        inCase: caseState.registeredAt !== null,
        ...(data.eventStart === undefined ? {} : { eventStart: data.eventStart }),
        ...(data.eventEnd === undefined ? {} : { eventEnd: data.eventEnd }),
      }),
    ],
  }),
  RemitAssessed: (caseState, data) =>
    changePart(caseState, data.part, {
      admissible: data.admissible,
      ground: data.ground,
      body: data.body,
      forwarded: data.forwarded ?? false,
    }),
  IntakeCompleted: same,
  GuidanceGiven: (caseState, _, __, on) => ({ guided: true, ...meetTarget(caseState, on) }),
  EndedWithoutCase: (caseState, data, event, on) => end(caseState, event, on, data.outcome),
  DirectedElsewhere: (caseState, _, event, on) => end(caseState, event, on, 'directed'),
  SuggestionRecorded: (caseState, data) => ({
    suggestions: [...caseState.suggestions, { topic: data.topic, department: data.department, forwardedOn: null }],
  }),
  SuggestionForwarded: (caseState, _, event, on) => ({
    ...end(caseState, event, on, 'suggestionForwarded'),
    ...forwardSuggestions(caseState, event, on),
  }),
  GuidedBack: (caseState, _, event, on) => end(caseState, event, on, 'guidedBack'),
  DialogueRecorded: (caseState, data) => ({
    dialogues: [...caseState.dialogues.filter(({ department }) => department !== data.department), data],
  }),
  InabilityAttested: () => ({ unable: true }),
  RegistrationAgreed: (_, data) => ({ agreement: { citizen: data.citizen, adviser: data.adviser } }),
  AgeLimitWaived: (caseState, data) => changePart(caseState, data.part, { waived: true }),
  PrincipleFlagged: () => ({ principled: true }),
  ReplySent: (caseState, _, event, on) => ({
    ...meetTarget(caseState, on),
    ...send(caseState, event, on, [{ kind: 'reply', to: 'citizen' }]),
  }),

  CaseRegistered: (caseState, data, event) => ({
    registeredAt: event.recordedAt,
    complainant: data.complainant,
    summary: data.summary,
    representative:
      data.representative === undefined ? null : { authority: data.authority ?? '', person: data.representative },
    parts: caseState.parts.map((part) => ({ ...part, inCase: data.parts.includes(part.id) })),
  }),
  OwnInitiativeOpened: (_, data, event, on) => ({
    ...received(data),
    received: { channel: '', complainantType: '', receivedOn: on, answerDue: null },
    ownInitiative: { title: data.title },
    registeredAt: event.recordedAt,
    parts: [
      newPart({
        id: 'A',
        topic: data.topic,
        department: data.department,
        admissible: true,
        inCase: true,
        inScope: true,
      }),
    ],
  }),
  FlexibleHandlingStarted: same,
  WrittenHandlingStarted: same,
  SwitchedToFlexible: same,
  SwitchedToWritten: same,
  ContactRecorded: (caseState, data, event) =>
    data.note === undefined
      ? {}
      : {
          notes: [...caseState.notes, { text: data.note, occurredAt: event.occurredAt, recordedAt: event.recordedAt }],
        },
  SettlementProposed: (_, data) => ({ settlement: { terms: data.terms, acceptedBy: [], status: 'proposed' } }),
  SettlementAccepted: (caseState, data) =>
    caseState.settlement === null
      ? {}
      : {
          settlement: {
            ...caseState.settlement,
            acceptedBy: [...new Set([...caseState.settlement.acceptedBy, data.by])],
          },
        },
  SettledByBoth: (caseState, data, event, on) => ({
    ...end(caseState, event, on, 'settled'),
    settlement:
      caseState.settlement === null
        ? null
        : {
            ...caseState.settlement,
            status: 'settled',
            acceptedBy: [...new Set([...caseState.settlement.acceptedBy, data.by])],
          },
  }),
  SettlementRejected: (caseState) =>
    caseState.settlement === null ? {} : { settlement: { ...caseState.settlement, status: 'rejected' } },
  QuickSolutionFailed: same,
  MediationOffered: (_, __, ___, on) => ({
    mediation: { offeredOn: on, citizen: null, department: null, startedOn: null, agreement: null },
  }),
  MediationOfferAnswered: (caseState, data) =>
    caseState.mediation === null ? {} : { mediation: { ...caseState.mediation, [data.by]: data.accepted } },
  MediationStarted: (caseState, _, __, on) =>
    caseState.mediation === null ? {} : { mediation: { ...caseState.mediation, startedOn: on } },
  MediationAgreed: (caseState, data, event, on) => ({
    ...end(caseState, event, on, 'mediated'),
    mediation:
      caseState.mediation === null
        ? null
        : { ...caseState.mediation, agreement: true, ...(data.terms === undefined ? {} : { terms: data.terms }) },
  }),
  MediationFailed: (caseState, data) => ({
    mediation:
      caseState.mediation === null
        ? null
        : { ...caseState.mediation, agreement: false, ...(data.terms === undefined ? {} : { terms: data.terms }) },
  }),

  CaseReferred: refer,
  MoreQuestionsAsked: refer,
  ReminderSent: (caseState, data, event, on) => ({
    ...remind(caseState, data, 1),
    ...send(caseState, event, on, [{ kind: 'reminder', to: 'department', department: data.department }]),
  }),
  EscalationSent: (caseState, data, event, on) => ({
    ...remind(caseState, data, 2),
    ...send(caseState, event, on, [{ kind: 'escalation', to: 'leader', department: data.department }]),
  }),
  DepartmentAnswered: answer,
  LastDepartmentAnswered: answer,
  LaterAnswerRecorded: answer,
  SilenceRecordedForAssessment: (caseState, _, __, on) => giveUp(caseState, on),
  SilenceRecordedForConsent: (caseState, _, __, on) => giveUp(caseState, on),
  ClosedOnAnswer: (caseState, _, event, on) => end(caseState, event, on, 'answeredByDepartment'),
  CloserLookRequestedForAssessment: same,
  CloserLookRequestedForConsent: same,

  ConsentGiven: consentTo,
  ConsentGivenForExamination: (caseState, data, event) => ({
    ...consentTo(caseState, data),
    ...inScope(caseState, data.scope, event.from !== 'investigating.halted'),
  }),
  ConsentGivenForAssessment: consentTo,
  ConsentRefused: (caseState, _, event, on) => ({
    ...end(caseState, event, on, 'consentRefused'),
    consent: { ...caseState.consent, status: 'refused', scopes: [] },
  }),
  ConsentWithdrawn: (caseState, data, event, on) => {
    const recalled = caseState.informationRequests.filter(({ id }) => data.recalled.includes(id));
    return {
      ...send(
        caseState,
        event,
        on,
        recalled.map(({ department }, index) => ({ kind: 'recall', to: 'department', department, index })),
      ),
      consent: {
        status: 'withdrawn',
        scopes: [],
        withdrawn: [...caseState.consent.withdrawn, ...caseState.consent.scopes],
      },
      informationRequests: caseState.informationRequests.map((request) =>
        data.recalled.includes(request.id) ? { ...request, status: 'recalled' } : request,
      ),
      told: { ...caseState.told, status: false },
    };
  },

  InvestigationOpened: (caseState, data) => inScope(caseState, data.scope, true),
  InvestigationDeclined: (caseState, _, event, on) => end(caseState, event, on, 'investigationDeclined'),
  InformationRequested: (caseState, data, event, on) => ({
    ...send(caseState, event, on, [{ kind: 'informationRequest', to: 'department', department: data.department }]),
    informationRequests: [
      ...caseState.informationRequests,
      {
        id: data.request,
        department: data.department,
        ...(data.from === undefined ? {} : { from: data.from }),
        ...(data.to === undefined ? {} : { to: data.to }),
        status: 'open',
      },
    ],
  }),
  DepartmentHeard: (caseState, data) => ({
    heard: { ...caseState.heard, departments: [...new Set([...caseState.heard.departments, data.department])] },
  }),
  CitizenHeard: (caseState) => ({ heard: { ...caseState.heard, citizen: true } }),
  ScopeChanged: (caseState, data) => inScope(caseState, data.scope, false),
  ConflictDeclared: (caseState, data, event) => ({
    conflicts: [...caseState.conflicts, { sub: event.actor.sub, department: data.department }],
  }),
  OutcomeRecorded: (caseState, data) => changePart(caseState, data.part, { outcome: data.outcome }),
  ConcludedWithoutCriticism: (caseState, _, event, on) => end(caseState, event, on, 'noCriticism'),
  ConcludedWithCriticism: (caseState, data, event, on) => end(caseState, event, on, data.outcome),
  ClosedOnWithdrawal: (caseState, _, event, on) => end(caseState, event, on, 'consentWithdrawn'),
  ComplaintWithdrawn: (caseState, _, event, on) => end(caseState, event, on, 'withdrawnByCitizen'),
  PartTakenElsewhere: takenElsewhere,
  LastPartTakenElsewhere: (caseState, data, event, on) => {
    const after = takenElsewhere(caseState, data, event, on);
    return { ...after, ...end(after, event, on, 'directed') };
  },
  ReopenedForQuestions: reopen,
  ReopenedForNewPart: reopen,
  ReopenedForConsent: reopen,
  ReopenedForAssessment: reopen,

  SuggestionForwardedInCase: (caseState, _, event, on) => forwardSuggestions(caseState, event, on),
  DocumentFiled: (caseState, data, event) => ({
    documents: [
      ...caseState.documents,
      {
        id: data.document,
        direction: data.direction,
        date: data.date,
        of: 'filed',
        title: data.title,
        ...(data.department === undefined ? {} : { department: data.department }),
        ...(data.from === undefined ? {} : { from: data.from }),
        ...(data.to === undefined ? {} : { to: data.to }),
        quarantined: data.quarantined,
        erased: false,
        hasContent: data.content !== undefined,
        revision: event.revision,
      },
    ],
    informationRequests: caseState.informationRequests.map((request) =>
      request.id === data.request && request.status === 'open' ? { ...request, status: 'answered' } : request,
    ),
  }),
  NoteRecorded: (caseState, data, event) => ({
    notes: [...caseState.notes, { text: data.text, occurredAt: event.occurredAt, recordedAt: event.recordedAt }],
  }),
  MeetingAttended: (caseState, data, event) =>
    data.note === undefined
      ? {}
      : {
          notes: [...caseState.notes, { text: data.note, occurredAt: event.occurredAt, recordedAt: event.recordedAt }],
        },
  CitizenNotified: (caseState, data, event, on) => ({
    ...send(caseState, event, on, [{ kind: 'notice', to: 'citizen' }]),
    told: { ...caseState.told, [data.about]: true },
  }),
  AnswerForwarded: (caseState, data, event, on) => ({
    ...send(caseState, event, on, [{ kind: 'forwardedAnswer', to: 'citizen', department: data.department }]),
    referrals: caseState.referrals.map((referral) =>
      referral.department === data.department && referral.answeredOn !== null && referral.forwardedOn === null
        ? { ...referral, forwardedOn: on }
        : referral,
    ),
    tasks: caseState.tasks.filter(({ department }) => department !== data.department),
  }),
  ReplyFiled: (caseState, _, event, on) => ({
    ...meetTarget(caseState, on),
    ...send(caseState, event, on, [{ kind: 'reply', to: 'citizen' }]),
  }),
  DepartmentPositionRecorded: (caseState, data, _, on) => ({
    ...changePart(caseState, data.part, { position: data.position }),
    followUp: [
      ...caseState.followUp,
      { part: data.part, position: data.position, ...(data.reason === undefined ? {} : { reason: data.reason }), on },
    ],
  }),
  ErasureRequested: (caseState, data, _, on) => ({
    erasureRequests: [
      ...caseState.erasureRequests,
      {
        id: data.request,
        of: data.of,
        ...(data.document === undefined ? {} : { document: data.document }),
        requestedOn: on,
        due: data.due,
        status: 'open',
        decidedOn: null,
      },
    ],
  }),
  ErasureRefused: (caseState, data, _, on) => decided(caseState, data.request, { status: 'refused', decidedOn: on }),
  ErasureExtended: (caseState, data) => decided(caseState, data.request, { due: data.extendedTo }),
  DocumentErased: (caseState, data, _, on) => ({
    ...decided(caseState, data.request, { status: 'granted', decidedOn: on }),
    documents: caseState.documents.map((document) =>
      document.id === data.document ? { ...document, erased: true } : document,
    ),
  }),
  CaseErased: (caseState, data, _, on) => ({
    ...decided(caseState, data.request, { status: 'granted', decidedOn: on }),
    shredded: true,
  }),
  HoldPlaced: (caseState, data) => ({ holds: [...new Set([...caseState.holds, data.reason])] }),
  HoldLifted: (caseState, data) => ({ holds: caseState.holds.filter((reason) => reason !== data.reason) }),
  KeysShredded: () => ({ shredded: true }),
};

/** The caseState after one more event. */
export function evolve(caseState: CaseState, event: ComplaintEvent): CaseState {
  const on = localDateOf(Date.parse(event.occurredAt));
  const apply = fold[event.type] as (
    caseState: CaseState,
    data: unknown,
    event: ComplaintEvent,
    on: LocalDate,
  ) => Change;
  return { ...caseState, ...apply(caseState, event.data, event, on) };
}

export const foldCase = (stream: string, events: Iterable<ComplaintEvent>): CaseState => {
  let caseState = emptyCase(stream);
  for (const event of events) caseState = evolve(caseState, event);
  return caseState;
};

/** The parts the case consists of; before a case, all of them. */
export const caseParts = (caseState: CaseState): readonly Part[] =>
  caseState.registeredAt === null ? caseState.parts : caseState.parts.filter(({ inCase }) => inCase);
export const admissibleParts = (caseState: CaseState): readonly Part[] =>
  caseParts(caseState).filter(({ admissible }) => admissible === true);
export const openReferrals = (caseState: CaseState): readonly Referral[] =>
  caseState.referrals.filter(({ open }) => open);
