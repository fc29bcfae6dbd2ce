/**
 * Every current event of a complaint. These are storage formats: an optional field may be added; anything else is a new
 * schemaVersion with an upcast (upcast.ts), and a new meaning is a new name. `facts` are what the guards read.
 */
import { Type } from 'typebox';
import {
  addedRoles,
  activityKinds,
  answerFindings,
  authorities,
  authorityBodies,
  bothSides,
  channels,
  complainantTypes,
  complexities,
  conclusions,
  consentPurposes,
  consentWays,
  contactOutcomes,
  contactPersons,
  correctionReasons,
  directions,
  discontinuations,
  endings,
  erasureBases,
  erasureObjects,
  extendableKinds,
  extensionReasons,
  grounds,
  guidanceCodes,
  holdReasons,
  inabilities,
  keyPatterns,
  linkKinds,
  levels,
  maxTextLength,
  mediators,
  meetingReasons,
  mostMinutes,
  moveReasons,
  noSolutionReasons,
  notices,
  offers,
  overallAssessments,
  partOutcomes,
  partyChanges,
  partyChannels,
  partyEndings,
  positions,
  principleReasons,
  priorities,
  recallReasons,
  recommendationAddressees,
  recommendationStatuses,
  retractionReasons,
  reviewObjects,
  reviewVerdicts,
  solutions,
  suggestionPositions,
  waiverReasons,
} from './codes.js';
import { event, type DataOf, type Envelope, type EventDeclaration } from '../envelope.js';

const { Array: List, Boolean: Flag, Integer, Literal, Object: Fields, Optional, String: Str, Union, Null, Enum } = Type;

const coded = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>(Enum([...values]));
const date = Str({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const partId = Str({ pattern: keyPatterns.part });
const department = Str({ pattern: keyPatterns.department });
const topic = Str({ pattern: keyPatterns.topic });
const text = Str({ minLength: 1, maxLength: maxTextLength });
const profileId = Str({ pattern: keyPatterns.profile });
const hash = Str({ pattern: '^[0-9a-f]{64}$' });
const reference = Str({ pattern: keyPatterns.reference });
const complaint = Str({ pattern: keyPatterns.complaint });
const member = Str({ pattern: keyPatterns.member });
/** Of another event: too few digits for anybody's number. */
const revision = Integer({ minimum: 0, maximum: 999_999 });

const channel = coded(channels);
const complainantType = coded(complainantTypes);
const authorityBody = coded(authorityBodies);
const guidanceCode = coded(guidanceCodes);
const ground = coded(grounds);
const level = coded(levels);
const criteria = Fields(
  { citizenBenefit: level, improvement: level, overall: coded(overallAssessments) },
  { additionalProperties: false },
);
const side = coded(bothSides);
const consentPurpose = coded(consentPurposes);
const closing = coded(conclusions);
/** Of an event that closes a case; what nobody has said is unknown. */
const solved = Optional(coded(solutions));

const complainant = Fields(
  {
    name: text,
    cpr: Optional(Str({ pattern: '^\\d{6}-?\\d{4}$' })),
    cvr: Optional(Str({ pattern: '^\\d{8}$' })),
    address: Optional(text),
    email: Optional(text),
    phone: Optional(text),
  },
  { additionalProperties: false },
);
/** What may be known of a party; all of it is the person's. `exempt`: from Digital Post. */
const personal = {
  cpr: complainant.properties.cpr,
  cvr: complainant.properties.cvr,
  address: Optional(text),
  email: Optional(text),
  phone: Optional(text),
  language: Optional(text),
  interpreter: Optional(Flag()),
  channel: Optional(coded(partyChannels)),
  exempt: Optional(Flag()),
};
const ageLimit = Union([Null(), Fields({ lastDay: date, exceeded: Flag() }, { additionalProperties: false })]);
const waits = { due: date, reminderOn: date, escalationOn: date, noAnswerFrom: date };
/**
 * `withSummary`: whether the case's summary went along; letters of before it was asked had none. `throughOffice`: the
 * answer is to come to the office, which passes it on.
 */
const referral = Fields(
  {
    department,
    parts: List(partId, { minItems: 1 }),
    questions: Optional(text),
    withSummary: Optional(Flag()),
    throughOffice: Optional(Flag()),
    ...waits,
  },
  { additionalProperties: false },
);
const pinned = { lifecycle: Str({ pattern: keyPatterns.lifecycle }), profile: profileId, profileHash: hash };
const consentScope = {
  purpose: consentPurpose,
  departments: List(department, { minItems: 1 }),
  from: Optional(date),
  to: Optional(date),
  how: Optional(coded(consentWays)),
  text: Optional(text),
};
/**
 * `document`: whose key the summary has, so that an answer can be erased alone; older ones are under the case's.
 * `quarantined`: kept unread, for want of a consent (T28). `file`: the filed document that the answer stands in.
 * `complete: false`: a part of the answer, so the referral stays open.
 */
const answered = {
  department,
  directToCitizen: Flag(),
  receivedOn: date,
  document: Optional(reference),
  quarantined: Optional(Flag()),
  summary: Optional(text),
  file: Optional(reference),
  complete: Optional(Flag()),
  finding: Optional(coded(answerFindings)),
};
/** The value of a fact in an older event, of a question that its version did not ask. */
const notAsked = 'notAsked';
/**
 * Of a part that is not handled: whether it is as old as its ground says (H29), and whether it was brought elsewhere
 * as its ground asks; `none` of a ground that asks neither.
 */
const exclusionFacts = {
  age: ['none', 'exceeded', 'kept', notAsked],
  brought: ['none', 'yes', 'no', notAsked],
} as const;
const answerFacts = { asked: ['yes', 'no'] } as const;

const inProfile = ['yes', 'no'] as const;
const consentFact = ['notRequired', 'covers', 'missing', 'exceeded'] as const;
/** Whether any department has answered in the case. */
const answersFact = { answers: ['recorded', 'none', notAsked] } as const;
const latePartsFact = { lateParts: ['seenTo', 'left', notAsked] } as const;
const criteriaFact = ['agree', 'contradict', notAsked] as const;
const conflictFact = ['none', 'declared', notAsked] as const;
const decisionFacts = { criteria: criteriaFact, conflict: conflictFact } as const;
/** Whether a second reader has approved it; `notNeeded`: the office asks for none. */
const reviewFact = { review: ['approved', 'missing', 'notNeeded', notAsked] } as const;
const replyFacts = { channel: ['safe', 'unsafe'], sms: ['none', 'answered', 'notAnswered', notAsked] } as const;
const scopeFacts = { scope: ['filled', 'empty'], scopeParts: ['admissible', 'inadmissible'] } as const;

// — before a case: coded values only; no schema here has a place for a person or free text (H16) —

/** Outside any complaint and about nobody: what the office did besides them, for the reports. */
export const activityRecorded = event({
  type: 'ActivityRecorded',
  schemaVersion: 1,
  data: {
    ...pinned,
    kind: coded(activityKinds),
    department: Optional(department),
    topic: Optional(topic),
    on: date,
    minutes: Optional(Integer({ minimum: 1, maximum: mostMinutes })),
  },
});
export const inquiryReceived = event({
  type: 'InquiryReceived',
  schemaVersion: 1,
  data: { ...pinned, channel, complainantType, receivedOn: date, answerDue: Union([Null(), date]) },
});
export const smsCounted = event({
  type: 'SmsCounted',
  schemaVersion: 1,
  data: { ...pinned, channel: Literal('sms'), receivedOn: date },
});
export const partRecorded = event({
  type: 'PartRecorded',
  schemaVersion: 1,
  data: { part: partId, topic, department, eventStart: Optional(date), eventEnd: Optional(date), ageLimit },
});
export const remitAssessed = event({
  type: 'RemitAssessed',
  schemaVersion: 2,
  data: {
    part: partId,
    admissible: Flag(),
    ground: Optional(ground),
    guidance: Optional(List(guidanceCode)),
    body: Optional(authorityBody),
    brought: Optional(Flag()),
    forwarded: Optional(Flag()),
  },
  facts: { ground: ['none', 'listed', 'notListed'], ...exclusionFacts },
});
export const intakeCompleted = event({
  type: 'IntakeCompleted',
  schemaVersion: 1,
  data: {},
  facts: { inProfile, part: ['admissible', 'none'] },
});
export const guidanceGiven = event({
  type: 'GuidanceGiven',
  schemaVersion: 1,
  data: {
    codes: List(guidanceCode, { minItems: 1 }),
    body: Optional(authorityBody),
    helpedToWrite: Optional(Flag()),
  },
  facts: { inProfile },
});
export const endedWithoutCase = event({
  type: 'EndedWithoutCase',
  schemaVersion: 1,
  data: { outcome: coded(endings) },
});
export const directedElsewhere = event({
  type: 'DirectedElsewhere',
  schemaVersion: 1,
  data: { body: authorityBody, forwarded: Optional(Flag()) },
  facts: { parts: ['excluded', 'admissible'] },
});
/** Every part is excluded, whoever may help with it (H28, H29). */
export const inquiryRejected = event({
  type: 'InquiryRejected',
  schemaVersion: 1,
  data: {},
  facts: { parts: ['excluded', 'admissible', 'none'] },
});
export const suggestionRecorded = event({
  type: 'SuggestionRecorded',
  schemaVersion: 1,
  data: { topic, department },
  facts: { inProfile },
});
/**
 * In its sender's words, which name nobody: so the adviser has said, and nothing in it looks like a number, a mail
 * address or an address. It is sealed all the same (docs/decisions/0027).
 */
export const namelessSuggestionRecorded = event({
  type: 'NamelessSuggestionRecorded',
  schemaVersion: 1,
  personal: { text: 'text' },
  data: { topic, department, text },
  facts: { inProfile },
});
/** By the department, or by an adviser for it; of a talk that became no case, without a word that names anybody. */
export const suggestionPositionRecorded = event({
  type: 'SuggestionPositionRecorded',
  schemaVersion: 1,
  personal: { text: 'text' },
  data: { suggestion: reference, position: coded(suggestionPositions), text: Optional(text) },
  facts: { forwarded: ['yes', 'no'] },
});
export const suggestionForwarded = event({
  type: 'SuggestionForwarded',
  schemaVersion: 1,
  data: { departments: List(department), withName: Flag() },
  facts: { inProfile, suggestion: ['recorded', 'none'], name: ['withheld', 'consented', 'missing'] },
});
export const guidedBack = event({
  type: 'GuidedBack',
  schemaVersion: 2,
  data: { offered: List(coded(offers), { minItems: 1 }) },
  facts: { inProfile: ['yes', 'no', 'notAsked'], dialogue: ['exhausted', 'excused', 'missing', 'otherDepartment'] },
});
export const dialogueRecorded = event({
  type: 'DialogueRecorded',
  schemaVersion: 1,
  data: {
    department,
    departmentHadOpportunity: Flag(),
    answered: Optional(Flag()),
    askedOn: Optional(date),
    moreOptionsSeen: Optional(Flag()),
  },
  facts: { inProfile },
});
export const inabilityAttested = event({
  type: 'InabilityAttested',
  schemaVersion: 1,
  data: { reason: coded(inabilities) },
  facts: { inProfile },
});
export const registrationAgreed = event({
  type: 'RegistrationAgreed',
  schemaVersion: 1,
  data: { citizen: Flag(), adviser: Flag() },
  facts: { inProfile },
});
export const ageLimitWaived = event({
  type: 'AgeLimitWaived',
  schemaVersion: 1,
  data: { part: partId, reason: coded(waiverReasons) },
  facts: { inProfile, ageLimit: ['exceeded', 'notExceeded'] },
});
export const principleFlagged = event({
  type: 'PrincipleFlagged',
  schemaVersion: 1,
  data: { reason: coded(principleReasons) },
  facts: { inProfile },
});
export const replySent = event({
  type: 'ReplySent',
  schemaVersion: 2,
  data: { channel, sensitive: Flag() },
  facts: replyFacts,
});

/** From here on other rules are in force: the versions that it goes on under, whether one of them changed or both. */
export const caseMoved = event({
  type: 'CaseMoved',
  schemaVersion: 1,
  data: { ...pinned, reason: coded(moveReasons) },
  facts: { state: ['fits', 'doesNot'], grounds: ['listed', 'notListed'], complainant: ['eligible', 'notEligible'] },
});

/** Whose case it is from here on; with `until` a stand-in's, to that day included. */
export const caseAssigned = event({
  type: 'CaseAssigned',
  schemaVersion: 1,
  data: { to: Union([Null(), member]), until: Optional(date) },
});

// — putting right (docs/decisions/0023) —

/** `revision`: of the event that is corrected. What follows from a corrected day is in it, computed when it was. */
const corrects = {
  revision,
  reason: coded(correctionReasons),
  /** By the revision of the part's event: what its limit is under the day of receipt as corrected. */
  ageLimits: Optional(List(Fields({ revision, ageLimit }, { additionalProperties: false }), { minItems: 1 })),
};
/** Of the receipt, a part, a dialogue: what has a place before a case. */
const inquiryFields = {
  channel: Optional(channel),
  complainantType: Optional(complainantType),
  receivedOn: Optional(date),
  answerDue: Optional(Union([Null(), date])),
  topic: Optional(topic),
  department: Optional(department),
  eventStart: Optional(date),
  eventEnd: Optional(date),
  ageLimit: Optional(ageLimit),
  departmentHadOpportunity: Optional(Flag()),
  answered: Optional(Flag()),
  askedOn: Optional(date),
  moreOptionsSeen: Optional(Flag()),
};
const correctable = {
  /** Why it is no record that can be corrected, or that it is one. */
  record: ['correctable', 'decision', 'note', 'correction', 'retracted', 'erased', 'otherStep'],
} as const;
export const inquiryRecordCorrected = event({
  type: 'InquiryRecordCorrected',
  schemaVersion: 1,
  data: { ...corrects, fields: Fields(inquiryFields, { additionalProperties: false }) },
  facts: correctable,
});
/** `document`: of a corrected document or answer, whose key its texts have; an answer of before has the case's. */
export const caseRecordCorrected = event({
  type: 'CaseRecordCorrected',
  schemaVersion: 1,
  personal: {
    'ofComplainant.summary': 'complainant',
    'ofText.summary': 'text',
    'ofText.note': 'text',
    'ofText.text': 'text',
    'ofDocument.summary': 'document',
    'ofDocument.title': 'document',
  },
  data: {
    ...corrects,
    fields: Fields(
      {
        ...inquiryFields,
        with: Optional(coded(contactPersons)),
        outcome: Optional(coded(contactOutcomes)),
        requestedBy: Optional(side),
        reason: Optional(coded(meetingReasons)),
        on: Optional(date),
        directToCitizen: Optional(Flag()),
        file: Optional(reference),
        complete: Optional(Flag()),
        finding: Optional(coded(answerFindings)),
        direction: Optional(coded(directions)),
        date: Optional(date),
        from: Optional(date),
        to: Optional(date),
        quarantined: Optional(Flag()),
        purpose: Optional(consentPurpose),
        departments: Optional(List(department, { minItems: 1 })),
        how: Optional(coded(consentWays)),
      },
      { additionalProperties: false },
    ),
    document: Optional(reference),
    ofComplainant: Optional(Fields({ summary: Optional(text) }, { additionalProperties: false })),
    ofText: Optional(
      Fields({ summary: Optional(text), note: Optional(text), text: Optional(text) }, { additionalProperties: false }),
    ),
    ofDocument: Optional(Fields({ summary: Optional(text), title: Optional(text) }, { additionalProperties: false })),
  },
  facts: correctable,
});
/** `undoes`: the revision of the step that never was, from here on. It stands where that began. */
export const stepRetracted = event({
  type: 'StepRetracted',
  schemaVersion: 1,
  data: { undoes: revision, reason: coded(retractionReasons) },
  facts: {
    step: ['retractable', 'notTheLast', 'lasting', 'tooOld', 'sent', 'builtOn'],
    decider: ['entitled', 'notEntitled'],
  },
});

// — the case —

export const caseRegistered = event({
  type: 'CaseRegistered',
  schemaVersion: 1,
  personal: { complainant: 'complainant', summary: 'complainant', representative: 'representative' },
  data: {
    parts: List(partId),
    complainantType,
    complainant,
    summary: text,
    representative: Optional(Fields({ name: text }, { additionalProperties: false })),
    authority: Optional(coded(authorities)),
  },
  facts: {
    parts: ['admissible', 'inadmissible'],
    complainant: ['eligible', 'notEligible'],
    representative: ['none', 'accepted', 'notAccepted'],
    dialogue: ['notRequired', 'exhausted', 'excused', 'missing', 'otherDepartment'],
    agreement: ['notRequired', 'given', 'missing'],
    ageLimit: ['within', 'waived', 'exceeded'],
  },
});
export const ownInitiativeOpened = event({
  type: 'OwnInitiativeOpened',
  schemaVersion: 2,
  personal: { title: 'text' },
  data: { ...pinned, topic, department, criteria, title: text },
  facts: { inProfile, criteria: criteriaFact },
});
export const flexibleHandlingStarted = event({
  type: 'FlexibleHandlingStarted',
  schemaVersion: 1,
  data: {},
  facts: { inProfile },
});
export const writtenHandlingStarted = event({
  type: 'WrittenHandlingStarted',
  schemaVersion: 1,
  data: {},
  facts: { inProfile },
});
export const switchedToFlexible = event({
  type: 'SwitchedToFlexible',
  schemaVersion: 1,
  data: {},
  facts: { inProfile },
});
export const switchedToWritten = event({ type: 'SwitchedToWritten', schemaVersion: 1, data: {}, facts: { inProfile } });
export const contactRecorded = event({
  type: 'ContactRecorded',
  schemaVersion: 1,
  personal: { note: 'text' },
  data: {
    department,
    with: coded(contactPersons),
    outcome: coded(contactOutcomes),
    note: Optional(text),
  },
});
export const settlementProposed = event({
  type: 'SettlementProposed',
  schemaVersion: 1,
  personal: { terms: 'text' },
  data: { terms: text, compromisesRights: Flag() },
  facts: { rights: ['kept', 'compromised'] },
});
export const settlementAccepted = event({
  type: 'SettlementAccepted',
  schemaVersion: 1,
  data: { by: side },
  facts: { proposal: ['standing', 'none'] },
});
export const settledByBoth = event({ type: 'SettledByBoth', schemaVersion: 1, data: { by: side, solved } });
export const settlementRejected = event({
  type: 'SettlementRejected',
  schemaVersion: 1,
  data: { by: side },
  facts: { proposal: ['standing', 'none'] },
});
export const quickSolutionFailed = event({
  type: 'QuickSolutionFailed',
  schemaVersion: 2,
  personal: { why: 'text' },
  data: { reason: coded(noSolutionReasons), why: Optional(text) },
  facts: { tried: ['yes', 'no', 'unsuitable', 'notAsked'] },
});
export const mediationOffered = event({
  type: 'MediationOffered',
  schemaVersion: 1,
  personal: { mediatorName: 'text' },
  data: { mediatorName: Optional(text), external: Optional(Flag()), on: Optional(date) },
  facts: { inProfile },
});
export const mediationOfferAnswered = event({
  type: 'MediationOfferAnswered',
  schemaVersion: 1,
  data: { by: side, accepted: Flag() },
  facts: { inProfile, offer: ['standing', 'none'] },
});
export const mediationStarted = event({
  type: 'MediationStarted',
  schemaVersion: 1,
  data: { mediator: Optional(coded(mediators)) },
  facts: { inProfile, acceptance: ['both', 'missing'] },
});
export const mediationAgreed = event({
  type: 'MediationAgreed',
  schemaVersion: 2,
  personal: { terms: 'text' },
  data: { terms: Optional(text), compromisesRights: Optional(Flag()), solved },
  facts: { rights: ['kept', 'compromised', notAsked], conflict: conflictFact },
});
export const mediationFailed = event({
  type: 'MediationFailed',
  schemaVersion: 2,
  personal: { terms: 'text' },
  data: { terms: Optional(text), waitsAnew: Optional(Fields(waits, { additionalProperties: false })) },
  facts: { conflict: conflictFact },
});
/** Begun while a department was asked, who answered meanwhile. */
export const mediationFailedOnAnswer = event({
  type: 'MediationFailedOnAnswer',
  schemaVersion: 1,
  personal: { terms: 'text' },
  data: { terms: Optional(text) },
  facts: { conflict: conflictFact },
});

export const caseReferred = event({
  type: 'CaseReferred',
  schemaVersion: 2,
  personal: { 'referrals[].questions': 'text' },
  data: { referrals: List(referral, { minItems: 1 }), copies: Flag() },
  facts: {
    coverage: ['complete', 'missing'],
    parts: ['admissible', 'inadmissible'],
    again: ['no', 'yes', notAsked],
    ageLimit: ['within', 'waived', 'exceeded'],
  },
});
export const moreQuestionsAsked = event({
  type: 'MoreQuestionsAsked',
  schemaVersion: 2,
  personal: { 'referrals[].questions': 'text' },
  data: { referrals: List(referral, { minItems: 1 }), copies: Flag() },
  facts: { parts: ['admissible', 'inadmissible'], consent: consentFact, ...answersFact },
});
/** `request`: the information request or the hearing that it is about; left out: the letter of that day. */
const reminded = { department, sentOn: date, request: Optional(reference) };
export const reminderSent = event({
  type: 'ReminderSent',
  schemaVersion: 1,
  data: reminded,
  facts: { deadline: ['passed', 'notPassed'], answer: ['none', 'recorded'] },
});
export const escalationSent = event({
  type: 'EscalationSent',
  schemaVersion: 1,
  data: reminded,
  facts: { deadline: ['passed', 'notPassed'], answer: ['none', 'recorded'] },
});
export const departmentAnswered = event({
  type: 'DepartmentAnswered',
  schemaVersion: 2,
  personal: { summary: 'document' },
  data: answered,
  facts: answerFacts,
});
export const lastDepartmentAnswered = event({
  type: 'LastDepartmentAnswered',
  schemaVersion: 2,
  personal: { summary: 'document' },
  data: answered,
  facts: answerFacts,
});
export const laterAnswerRecorded = event({
  type: 'LaterAnswerRecorded',
  schemaVersion: 2,
  personal: { summary: 'document' },
  data: answered,
  facts: answerFacts,
});
export const silenceRecordedForAssessment = event({
  type: 'SilenceRecordedForAssessment',
  schemaVersion: 1,
  data: {},
  facts: { deadline: ['passed', 'notPassed'] },
});
export const silenceRecordedForConsent = event({
  type: 'SilenceRecordedForConsent',
  schemaVersion: 1,
  data: {},
  facts: { deadline: ['passed', 'notPassed'] },
});
export const closedOnAnswer = event({
  type: 'ClosedOnAnswer',
  schemaVersion: 3,
  data: { solved },
  facts: { answer: ['reached', 'notReached'], ...answersFact, ...latePartsFact },
});
export const closerLookRequestedForAssessment = event({
  type: 'CloserLookRequestedForAssessment',
  schemaVersion: 1,
  personal: { reason: 'text' },
  data: { reason: Optional(text) },
});
export const closerLookRequestedForConsent = event({
  type: 'CloserLookRequestedForConsent',
  schemaVersion: 1,
  personal: { reason: 'text' },
  data: { reason: Optional(text) },
});

export const consentGiven = event({
  type: 'ConsentGiven',
  schemaVersion: 1,
  personal: { text: 'text' },
  data: consentScope,
});
export const consentGivenForExamination = event({
  type: 'ConsentGivenForExamination',
  schemaVersion: 1,
  personal: { text: 'text' },
  data: { ...consentScope, scope: List(partId) },
});
export const consentGivenForAssessment = event({
  type: 'ConsentGivenForAssessment',
  schemaVersion: 1,
  personal: { text: 'text' },
  data: consentScope,
});
export const consentRefused = event({
  type: 'ConsentRefused',
  schemaVersion: 2,
  data: { solved },
  facts: { answer: ['reached', 'notReached', notAsked] },
});
/** `questionsTo`: the departments whose open questions are recalled, as `recalled` names the requests. */
const recalledWith = { channel, recalled: List(reference), questionsTo: Optional(List(department)) };
export const consentWithdrawn = event({ type: 'ConsentWithdrawn', schemaVersion: 1, data: recalledWith });
/** One purpose alone, or in `referred` all of it; what else was consented to stands. */
const purposeWithdrawn = { ...recalledWith, purpose: Optional(consentPurpose) };
const standingFact = { toWithdraw: ['stands', 'none'] } as const;
export const consentToPurposeWithdrawn = event({
  type: 'ConsentToPurposeWithdrawn',
  schemaVersion: 1,
  data: purposeWithdrawn,
  facts: standingFact,
});
export const consentToExaminationWithdrawn = event({
  type: 'ConsentToExaminationWithdrawn',
  schemaVersion: 1,
  data: purposeWithdrawn,
  facts: standingFact,
});
export const consentToQuestionsWithdrawn = event({
  type: 'ConsentToQuestionsWithdrawn',
  schemaVersion: 1,
  data: purposeWithdrawn,
  facts: standingFact,
});

export const investigationOpened = event({
  type: 'InvestigationOpened',
  schemaVersion: 3,
  personal: { assessment: 'text' },
  data: { scope: List(partId), criteria, assessment: Optional(text) },
  facts: { ...scopeFacts, ...decisionFacts, ...reviewFact, consent: consentFact, principled: ['yes', 'no'] },
});
export const investigationDeclined = event({
  type: 'InvestigationDeclined',
  schemaVersion: 4,
  personal: { reasons: 'text' },
  data: { criteria, reasons: text, solved },
  facts: { ...decisionFacts, ...reviewFact, decisionTold: ['yes', 'no'], ...latePartsFact },
});
export const informationRequested = event({
  type: 'InformationRequested',
  schemaVersion: 1,
  personal: { about: 'text' },
  data: {
    request: reference,
    department,
    from: Optional(date),
    to: Optional(date),
    about: text,
    due: Optional(date),
    reminderOn: Optional(date),
    escalationOn: Optional(date),
  },
  facts: { consent: consentFact },
});
/** A letter that asks for the department's own account; DepartmentHeard, or an answer, is what it says to that. */
export const hearingRequested = event({
  type: 'HearingRequested',
  schemaVersion: 1,
  personal: { about: 'text' },
  data: { hearing: reference, department, about: text, due: date, reminderOn: date, escalationOn: date },
  facts: { consent: consentFact },
});
export const departmentHeard = event({
  type: 'DepartmentHeard',
  schemaVersion: 2,
  personal: { statement: 'text' },
  data: { department, statement: text },
  facts: { consent: [...consentFact, notAsked] },
});
export const citizenHeard = event({
  type: 'CitizenHeard',
  schemaVersion: 1,
  personal: { statement: 'text' },
  data: { statement: text },
});
export const scopeChanged = event({
  type: 'ScopeChanged',
  schemaVersion: 2,
  personal: { assessment: 'text' },
  data: { scope: List(partId), criteria, assessment: Optional(text) },
  facts: { ...scopeFacts, ...decisionFacts },
});
export const conflictDeclared = event({ type: 'ConflictDeclared', schemaVersion: 1, data: { department } });
export const outcomeRecorded = event({
  type: 'OutcomeRecorded',
  schemaVersion: 1,
  personal: { grounds: 'text', recommendation: 'text' },
  data: {
    part: partId,
    outcome: coded(partOutcomes),
    grounds: text,
    recommendation: Optional(text),
  },
  facts: { part: ['inScope', 'notInScope'], conflict: ['none', 'declared'] },
});
const concludeFacts = {
  conflict: conflictFact,
  outcomes: ['complete', 'missing'],
  heard: ['all', 'missing'],
  resultTold: ['yes', 'notNeeded', 'no'],
  answer: ['reached', 'notReached'],
  ...latePartsFact,
  ...reviewFact,
} as const;
/** `outcomesTo`: the departments that a letter goes to with what was found about their parts (H25). */
export const concludedWithoutCriticism = event({
  type: 'ConcludedWithoutCriticism',
  schemaVersion: 4,
  data: { outcomesTo: Optional(List(department)), solved },
  facts: concludeFacts,
});
export const concludedWithCriticism = event({
  type: 'ConcludedWithCriticism',
  schemaVersion: 4,
  data: { outcome: closing, outcomesTo: Optional(List(department)), solved },
  facts: concludeFacts,
});
export const closedOnWithdrawal = event({
  type: 'ClosedOnWithdrawal',
  schemaVersion: 2,
  data: { solved },
  facts: { statusTold: ['yes', 'no'], ...latePartsFact },
});
export const complaintWithdrawn = event({ type: 'ComplaintWithdrawn', schemaVersion: 1, data: { solved } });
export const partTakenElsewhere = event({
  type: 'PartTakenElsewhere',
  schemaVersion: 2,
  data: {
    part: partId,
    ground,
    guidance: List(guidanceCode),
    body: Optional(authorityBody),
    brought: Optional(Flag()),
    forwarded: Optional(Flag()),
  },
  facts: { ground: ['listed', 'notListed'], ...exclusionFacts },
});
export const lastPartTakenElsewhere = event({
  type: 'LastPartTakenElsewhere',
  schemaVersion: 2,
  data: {
    part: partId,
    ground,
    guidance: List(guidanceCode),
    body: Optional(authorityBody),
    brought: Optional(Flag()),
    forwarded: Optional(Flag()),
    solved,
  },
  facts: { ground: ['listed', 'notListed'], ...exclusionFacts },
});
export const reopenedForQuestions = event({ type: 'ReopenedForQuestions', schemaVersion: 1, data: {} });
export const reopenedForNewPart = event({ type: 'ReopenedForNewPart', schemaVersion: 1, data: {} });
export const reopenedForConsent = event({ type: 'ReopenedForConsent', schemaVersion: 1, data: {} });
export const reopenedForAssessment = event({ type: 'ReopenedForAssessment', schemaVersion: 1, data: {} });
export const caseDiscontinued = event({
  type: 'CaseDiscontinued',
  schemaVersion: 1,
  data: {
    reason: coded(discontinuations),
    duplicateOf: Optional(Str({ pattern: keyPatterns.complaint })),
    solved,
  },
});
const withdrawnPart = { part: ['standing', 'gone'] } as const;
export const partWithdrawn = event({
  type: 'PartWithdrawn',
  schemaVersion: 1,
  data: { part: partId },
  facts: withdrawnPart,
});
export const lastPartWithdrawn = event({
  type: 'LastPartWithdrawn',
  schemaVersion: 1,
  data: { part: partId, solved },
  facts: withdrawnPart,
});

// — more time —

const awaited = { awaited: ['yes', 'no'] } as const;
export const deadlineExtended = event({
  type: 'DeadlineExtended',
  schemaVersion: 1,
  data: {
    kind: coded(extendableKinds),
    department: Optional(department),
    request: Optional(reference),
    part: Optional(partId),
    due: date,
    reminderOn: Optional(date),
    escalationOn: Optional(date),
    noAnswerFrom: Optional(date),
    reason: coded(extensionReasons),
  },
  facts: awaited,
});
export const extensionRequested = event({
  type: 'ExtensionRequested',
  schemaVersion: 1,
  personal: { text: 'text' },
  data: { department, due: date, text: Optional(text) },
  facts: awaited,
});
export const extensionDeclined = event({
  type: 'ExtensionDeclined',
  schemaVersion: 1,
  personal: { text: 'text' },
  data: { department, text: Optional(text) },
  facts: { extension: ['asked', 'none'] },
});

// — letters called back —

const calledBack = { department, reason: coded(recallReasons) };
const letterOpen = { referral: ['open', 'none'] } as const;
export const referralRecalled = event({
  type: 'ReferralRecalled',
  schemaVersion: 1,
  data: calledBack,
  facts: letterOpen,
});
export const lastReferralRecalled = event({
  type: 'LastReferralRecalled',
  schemaVersion: 1,
  data: calledBack,
  facts: letterOpen,
});
export const onlyReferralRecalled = event({
  type: 'OnlyReferralRecalled',
  schemaVersion: 1,
  data: calledBack,
  facts: letterOpen,
});
export const referralDeclined = event({
  type: 'ReferralDeclined',
  schemaVersion: 1,
  personal: { text: 'text' },
  data: { department, suggested: Optional(department), text: Optional(text) },
  facts: letterOpen,
});

/** The letter of receipt: its number, who handles the case and what happens next. */
/** `officeHours`: weekdays on which the letter says that the office can be met, 1 = Monday (H2). */
export const receiptAcknowledged = event({
  type: 'ReceiptAcknowledged',
  schemaVersion: 1,
  data: { officeHours: Optional(List(Integer({ minimum: 1, maximum: 7 }))) },
});

// — filed beside the lifecycle —

export const suggestionForwardedInCase = event({
  type: 'SuggestionForwardedInCase',
  schemaVersion: 1,
  data: { departments: List(department), withName: Flag() },
  facts: { inProfile, suggestion: ['recorded', 'none'], name: ['withheld', 'consented', 'missing'] },
});
export const suggestionRecordedInCase = event({
  type: 'SuggestionRecordedInCase',
  schemaVersion: 1,
  personal: { text: 'text' },
  data: { topic, department, text },
  facts: { inProfile },
});
export const documentFiled = event({
  type: 'DocumentFiled',
  schemaVersion: 1,
  personal: { title: 'document', content: 'document', fileName: 'document', mediaType: 'document' },
  data: {
    document: reference,
    title: text,
    direction: coded(directions),
    date,
    department: Optional(department),
    from: Optional(date),
    to: Optional(date),
    request: Optional(reference),
    quarantined: Flag(),
    bytes: Optional(Integer({ minimum: 0 })),
    content: Optional(Str()),
    fileName: Optional(Str({ minLength: 1, maxLength: 200 })),
    mediaType: Optional(Str({ minLength: 1, maxLength: 201 })),
  },
});
export const noteRecorded = event({
  type: 'NoteRecorded',
  schemaVersion: 1,
  personal: { text: 'text' },
  data: { text },
});
export const meetingAttended = event({
  type: 'MeetingAttended',
  schemaVersion: 1,
  personal: { note: 'text' },
  data: {
    requestedBy: side,
    reason: coded(meetingReasons),
    on: date,
    note: Optional(text),
  },
  facts: { inProfile },
});
export const citizenNotified = event({
  type: 'CitizenNotified',
  schemaVersion: 2,
  personal: { text: 'text' },
  data: { about: coded(notices), text: Optional(text) },
  facts: { outcomes: ['complete', 'missing', notAsked], conflict: conflictFact },
});
export const answerForwarded = event({
  type: 'AnswerForwarded',
  schemaVersion: 1,
  data: { department },
  facts: { answer: ['recorded', 'none'] },
});
export const replyFiled = event({
  type: 'ReplyFiled',
  schemaVersion: 2,
  personal: { text: 'text' },
  data: { channel, sensitive: Flag(), text: Optional(text) },
  facts: replyFacts,
});
export const departmentPositionRecorded = event({
  type: 'DepartmentPositionRecorded',
  schemaVersion: 1,
  personal: { reason: 'text' },
  data: { part: partId, position: coded(positions), reason: Optional(text) },
  facts: { outcome: ['criticised', 'none'] },
});
/** How the case is handled: `confidential` closes it to all but who has it, the head and its readers. */
export const handlingSet = event({
  type: 'HandlingSet',
  schemaVersion: 1,
  personal: { needs: 'text' },
  data: {
    priority: coded(priorities),
    complexity: coded(complexities),
    confidential: Flag(),
    needs: Optional(text),
    readers: Optional(List(member)),
  },
});
export const recommendationRecorded = event({
  type: 'RecommendationRecorded',
  schemaVersion: 1,
  personal: { text: 'text' },
  data: {
    recommendation: reference,
    to: coded(recommendationAddressees),
    department: Optional(department),
    text,
    due: Optional(date),
    from: List(partId),
  },
});
export const recommendationStatusRecorded = event({
  type: 'RecommendationStatusRecorded',
  schemaVersion: 1,
  personal: { evidence: 'text' },
  data: { recommendation: reference, status: coded(recommendationStatuses), evidence: Optional(text) },
});
/** A second reader is asked, by somebody else, to have read it by that day. */
export const reviewRequested = event({
  type: 'ReviewRequested',
  schemaVersion: 1,
  data: { of: coded(reviewObjects), to: member, due: date },
});
/** `of`: what the reader was asked first and has not answered. */
export const reviewRecorded = event({
  type: 'ReviewRecorded',
  schemaVersion: 1,
  personal: { text: 'text' },
  data: { of: Optional(coded(reviewObjects)), verdict: coded(reviewVerdicts), text: Optional(text) },
  facts: { toRead: ['asked', 'none'], reader: ['named', 'another'] },
});
/** The other case learns of it by a read model (docs/decisions/0024). */
export const caseLinked = event({
  type: 'CaseLinked',
  schemaVersion: 1,
  data: { to: complaint, kind: coded(linkKinds) },
  facts: { link: ['new', 'standing'] },
});
export const caseUnlinked = event({
  type: 'CaseUnlinked',
  schemaVersion: 1,
  data: { to: complaint, kind: coded(linkKinds) },
  facts: { link: ['standing', 'none'] },
});
export const partyAdded = event({
  type: 'PartyAdded',
  schemaVersion: 1,
  personal: { person: 'party' },
  data: {
    party: reference,
    role: coded(addedRoles),
    person: Fields({ name: text, ...personal }, { additionalProperties: false }),
    authority: Optional(coded(authorities)),
    until: Optional(date),
    lettersTo: Flag(),
  },
  facts: { authorisation: ['none', 'accepted', 'notAccepted'] },
});
/** `wrongPerson`: what was known before is of somebody else, and nothing of it stands; else what is not named stays. */
export const partyUpdated = event({
  type: 'PartyUpdated',
  schemaVersion: 1,
  personal: { person: 'party' },
  data: {
    party: reference,
    person: Fields({ name: Optional(text), ...personal }, { additionalProperties: false }),
    reason: coded(partyChanges),
  },
  facts: { stands: ['yes', 'no'] },
});
export const partyEnded = event({
  type: 'PartyEnded',
  schemaVersion: 1,
  data: { party: reference, reason: coded(partyEndings) },
  facts: { stands: ['yes', 'no'] },
});
export const erasureRequested = event({
  type: 'ErasureRequested',
  schemaVersion: 1,
  data: { request: reference, of: coded(erasureObjects), document: Optional(reference), due: date },
});
const basis = coded(erasureBases);
const openRequest = { request: ['open', 'decided'] } as const;
const disposal = { archive: ['none', 'pending'], hold: ['none', 'standing'] } as const;
export const erasureRefused = event({
  type: 'ErasureRefused',
  schemaVersion: 1,
  data: { request: reference, basis },
  facts: openRequest,
});
export const erasureExtended = event({
  type: 'ErasureExtended',
  schemaVersion: 1,
  data: { request: reference, basis, extendedTo: date },
  facts: openRequest,
});
export const documentErased = event({
  type: 'DocumentErased',
  schemaVersion: 1,
  data: { request: reference, basis, document: reference },
  facts: { ...openRequest, ...disposal },
});
export const caseErased = event({
  type: 'CaseErased',
  schemaVersion: 1,
  data: { request: reference, basis },
  facts: { ...openRequest, ...disposal, retention: ['passed', 'running'] },
});
export const holdPlaced = event({
  type: 'HoldPlaced',
  schemaVersion: 1,
  data: { reason: coded(holdReasons) },
});
export const holdLifted = event({
  type: 'HoldLifted',
  schemaVersion: 1,
  data: { reason: coded(holdReasons) },
  facts: { placed: ['yes', 'no'] },
});
export const keysShredded = event({
  type: 'KeysShredded',
  schemaVersion: 1,
  data: {},
  facts: { ...disposal, retention: ['passed', 'running'] },
});

const list = [
  inquiryReceived,
  smsCounted,
  partRecorded,
  remitAssessed,
  intakeCompleted,
  guidanceGiven,
  endedWithoutCase,
  directedElsewhere,
  suggestionRecorded,
  suggestionForwarded,
  guidedBack,
  dialogueRecorded,
  inabilityAttested,
  registrationAgreed,
  ageLimitWaived,
  principleFlagged,
  replySent,
  caseMoved,
  caseAssigned,
  inquiryRecordCorrected,
  stepRetracted,
  inquiryRejected,
  activityRecorded,
  namelessSuggestionRecorded,
  suggestionPositionRecorded,
  caseRegistered,
  ownInitiativeOpened,
  flexibleHandlingStarted,
  writtenHandlingStarted,
  switchedToFlexible,
  switchedToWritten,
  contactRecorded,
  settlementProposed,
  settlementAccepted,
  settledByBoth,
  settlementRejected,
  quickSolutionFailed,
  mediationOffered,
  mediationOfferAnswered,
  mediationStarted,
  mediationAgreed,
  mediationFailed,
  mediationFailedOnAnswer,
  caseReferred,
  moreQuestionsAsked,
  reminderSent,
  escalationSent,
  departmentAnswered,
  lastDepartmentAnswered,
  laterAnswerRecorded,
  silenceRecordedForAssessment,
  silenceRecordedForConsent,
  closedOnAnswer,
  closerLookRequestedForAssessment,
  closerLookRequestedForConsent,
  consentGiven,
  consentGivenForExamination,
  consentGivenForAssessment,
  consentRefused,
  consentWithdrawn,
  investigationOpened,
  investigationDeclined,
  informationRequested,
  departmentHeard,
  citizenHeard,
  scopeChanged,
  conflictDeclared,
  outcomeRecorded,
  concludedWithoutCriticism,
  concludedWithCriticism,
  closedOnWithdrawal,
  complaintWithdrawn,
  partTakenElsewhere,
  lastPartTakenElsewhere,
  reopenedForQuestions,
  reopenedForNewPart,
  reopenedForConsent,
  reopenedForAssessment,
  consentToPurposeWithdrawn,
  consentToExaminationWithdrawn,
  consentToQuestionsWithdrawn,
  caseDiscontinued,
  partWithdrawn,
  lastPartWithdrawn,
  deadlineExtended,
  extensionRequested,
  extensionDeclined,
  receiptAcknowledged,
  referralRecalled,
  lastReferralRecalled,
  onlyReferralRecalled,
  referralDeclined,
  suggestionForwardedInCase,
  documentFiled,
  noteRecorded,
  meetingAttended,
  citizenNotified,
  answerForwarded,
  replyFiled,
  departmentPositionRecorded,
  handlingSet,
  caseLinked,
  caseUnlinked,
  partyAdded,
  partyUpdated,
  partyEnded,
  erasureRequested,
  erasureRefused,
  erasureExtended,
  documentErased,
  caseErased,
  holdPlaced,
  holdLifted,
  keysShredded,
  caseRecordCorrected,
  recommendationRecorded,
  recommendationStatusRecorded,
  hearingRequested,
  reviewRequested,
  reviewRecorded,
  suggestionRecordedInCase,
] as const;

type Declared = (typeof list)[number];
/** The data of each event by its type, facts included. */
export type ComplaintData = { [Declaration in Declared as Declaration['type']]: DataOf<Declaration> };
export type ComplaintEventType = keyof ComplaintData;
/**
 * A stored event of a complaint. Personal fields hold their plain value, a sealed string or `Shredded`, depending on
 * who read it.
 */
export type ComplaintEvent = { [Type in ComplaintEventType]: Envelope<Type, ComplaintData[Type]> }[ComplaintEventType];
/** An event that `decide` proposes. */
export type Candidate = {
  [Type in ComplaintEventType]: { readonly type: Type; readonly data: ComplaintData[Type] };
}[ComplaintEventType];

export const complaintEvents = Object.fromEntries(
  list.map((declaration) => [declaration.type, declaration]),
) as unknown as { readonly [Type in ComplaintEventType]: EventDeclaration<Type> };
export const complaintEventTypes = list.map(({ type }) => type) as readonly ComplaintEventType[];
