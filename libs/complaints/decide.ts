/**
 * What each transition proposes. It computes and never refuses: an unmet rule becomes a fact in the candidate ("missing"), and the machine says no.
 * Only a reference to something that is not there (a part, a request) cannot become an event: `UnknownReference`.
 */
import { type Candidate, type ComplaintEventType } from '../../event-schemas/complaint/events.js';
import { addMonths, addWorkingDays, type LocalDate } from '../policy/calendar.js';
import { erasureDue, referralDates } from '../policy/limits.js';
import { type Profile } from '../policy/profile.js';
import { type Commands } from './commands.js';
import { admissibleParts, caseParts, openReferrals, referralAnswered, underQuarantine, type Dossier, type Part } from './dossier.js';
import { ageLimitKept, ageLimitOf, combinedOutcome, consentTo, dialogueAbout, holdsOn, partLetter, retentionOf } from './facts.js';

/** Everything a decision may look at. */
export interface Deciding {
  readonly dossier: Dossier;
  /** Lifecycle state as the API names it. */
  readonly state: string;
  readonly profile: Profile;
  readonly today: LocalDate;
  /** Revision the new event will have. */
  readonly revision: number;
  /** Who asks: conflicts of interest are personal. */
  readonly sub: string;
  /** The lifecycle a new complaint is pinned to. */
  readonly lifecycle: string;
}

export class UnknownReference extends Error {
  override readonly name = 'UnknownReference';
  constructor(readonly field: string) { super(`${field} names nothing in this complaint`); }
}

type Decide<Body> = (body: Body, at: Deciding) => Candidate;

const yes = (condition: boolean): 'yes' | 'no' => (condition ? 'yes' : 'no');
const pin = ({ lifecycle, profile }: Deciding) => ({ lifecycle, profile: profile.id, profileHash: profile.hash });

function partOf(dossier: Dossier, id: string, field = 'part'): Part {
  const part = dossier.parts.find((entry) => entry.id === id);
  if (!part) throw new UnknownReference(field);
  return part;
}

type ReferralBody = { readonly department: string; readonly parts: readonly string[]; readonly questions?: string };
function letters(referrals: readonly ReferralBody[], { dossier, profile, today }: Deciding) {
  const dates = referralDates(today, profile.settings.departmentAnswer.value, profile.settings.calendar.value);
  referrals.forEach(({ parts }, index) => parts.forEach((id) => partOf(dossier, id, `referrals.${index}.parts`)));
  return {
    referrals: referrals.map(({ department, parts, questions }) => ({
      department, parts: [...parts], questions, due: dates.due, reminderOn: dates.reminderOn, escalationOn: dates.escalationOn, noAnswerFrom: dates.noAnswerFrom,
    })),
    copies: profile.settings.copyToCitizen.value && dossier.ownInitiative === null,
  };
}
const admissible = (ids: readonly string[], dossier: Dossier) => (ids.length > 0 && ids.every((id) => admissibleParts(dossier).some((part) => part.id === id)) ? 'admissible' : 'inadmissible');
const namedParts = (dossier: Dossier, referrals: readonly ReferralBody[]) => { const ids = new Set(referrals.flatMap(({ parts }) => parts)); return dossier.parts.filter(({ id }) => ids.has(id)); };

function groundOf(ground: string | undefined, profile: Profile): 'none' | 'listed' | 'notListed' {
  if (ground === undefined) return 'none';
  return profile.settings.exclusions.some((exclusion) => exclusion.ground === ground) ? 'listed' : 'notListed';
}

function scopeFacts(scope: readonly string[], dossier: Dossier) {
  scope.forEach((id) => partOf(dossier, id, 'scope'));
  return { scope: scope.length > 0 ? 'filled' : 'empty', scopeParts: scope.length === 0 ? 'admissible' : admissible(scope, dossier) } as const;
}

const asked = ({ referrals, informationRequests, heard }: Dossier): readonly string[] =>
  [...referrals.map(({ department }) => department), ...informationRequests.map(({ department }) => department), ...heard.departments];

export const decide: { readonly [Name in keyof Commands]: Decide<Commands[Name]> } = {
  ReceiveInquiry: ({ channel, complainantType = 'citizen', receivedOn }, at) => {
    const { profile, today } = at;
    const on = receivedOn ?? today;
    if (channel === 'sms' && !profile.settings.smsAnswered.value) return { type: 'SmsCounted', data: { ...pin(at), channel, receivedOn: on, facts: {} } };
    const target = profile.settings.answerTarget.value;
    const answerDue = target === null ? null : addWorkingDays(on, target.workingDays, profile.settings.calendar.value);
    return { type: 'InquiryReceived', data: { ...pin(at), channel, complainantType, receivedOn: on, answerDue, facts: {} } };
  },
  RecordPart: ({ topic, department, eventStart, eventEnd }, { dossier, profile, today }) => ({
    type: 'PartRecorded',
    data: {
      part: partLetter(dossier.parts.length), topic, department, eventStart, eventEnd,
      ageLimit: ageLimitOf({ eventStart, eventEnd }, profile, dossier.cycle === 1 ? dossier.received?.receivedOn ?? today : today), facts: {},
    },
  }),
  AssessRemit: ({ part: id, admissible: isAdmissible, ground, guidance, body, forwarded }, { dossier, profile }) => {
    const part = partOf(dossier, id);
    const inCase = dossier.registeredAt !== null && part.inCase && part.admissible === true;
    if (inCase && !isAdmissible && ground !== undefined) {
      const others = admissibleParts(dossier).some((other) => other.id !== id);
      return {
        type: others ? 'PartTakenElsewhere' : 'LastPartTakenElsewhere',
        data: { part: id, ground, guidance: [...guidance ?? []], body, forwarded, facts: { ground: groundOf(ground, profile) === 'listed' ? 'listed' : 'notListed' } },
      };
    }
    return { type: 'RemitAssessed', data: { part: id, admissible: isAdmissible, ground, guidance: guidance && [...guidance], body, forwarded, facts: { ground: groundOf(ground, profile) } } };
  },
  CompleteIntake: (_, { dossier, profile }) => ({
    type: 'IntakeCompleted', data: { facts: { inProfile: yes(profile.settings.dialogue.value !== 'none'), part: admissibleParts(dossier).length > 0 ? 'admissible' : 'none' } },
  }),
  GiveGuidance: ({ codes, body }, { profile }) => ({ type: 'GuidanceGiven', data: { codes: [...codes], body, facts: { inProfile: yes(profile.settings.anonymousGuidance.value !== 'no') } } }),
  EndWithoutCase: ({ outcome }, { dossier }) => ({ type: 'EndedWithoutCase', data: { outcome: outcome ?? (dossier.guided ? 'guidance' : 'abandoned'), facts: {} } }),
  DirectElsewhere: ({ body, forwarded }, { dossier }) => ({
    type: 'DirectedElsewhere', data: { body, forwarded, facts: { parts: dossier.parts.every((part) => part.admissible === false) ? 'excluded' : 'admissible' } },
  }),
  RecordSuggestion: ({ topic, department }, { profile }) => ({ type: 'SuggestionRecorded', data: { topic, department, facts: { inProfile: yes(profile.settings.suggestions.value) } } }),
  ForwardSuggestion: ({ withName }, { dossier, profile }) => {
    const departments = [...new Set(dossier.suggestions.filter(({ forwardedOn }) => forwardedOn === null).map(({ department }) => department))];
    const consented = dossier.registeredAt !== null && departments.every((department) =>
      dossier.consent.scopes.some((scope) => scope.purpose === 'shareName' && scope.departments.includes(department)));
    return {
      type: dossier.registeredAt === null ? 'SuggestionForwarded' : 'SuggestionForwardedInCase',
      data: {
        departments, withName,
        facts: { inProfile: yes(profile.settings.suggestions.value), suggestion: departments.length > 0 ? 'recorded' : 'none', name: !withName ? 'withheld' : consented ? 'consented' : 'missing' },
      },
    };
  },
  GuideBack: ({ offered }, { dossier, profile }) => {
    const dialogue = dialogueAbout(admissibleParts(dossier), dossier, profile);
    return { type: 'GuidedBack', data: { offered: [...offered], facts: { dialogue: dialogue === 'notRequired' ? 'exhausted' : dialogue } } };
  },
  RecordDialogue: ({ department, departmentHadOpportunity, answered, askedOn, moreOptionsSeen }, { profile }) => ({
    type: 'DialogueRecorded', data: { department, departmentHadOpportunity, answered, askedOn, moreOptionsSeen, facts: { inProfile: yes(profile.settings.dialogue.value !== 'none') } },
  }),
  AttestUnable: ({ reason }, { profile }) => ({ type: 'InabilityAttested', data: { reason, facts: { inProfile: yes(profile.settings.exceptionUnable.value) } } }),
  AgreeRegistration: ({ citizen, adviser }, { profile }) => ({ type: 'RegistrationAgreed', data: { citizen, adviser, facts: { inProfile: yes(profile.settings.agreement.value) } } }),
  WaiveAgeLimit: ({ part: id, reason }, { dossier, profile }) => {
    const part = partOf(dossier, id);
    return {
      type: 'AgeLimitWaived',
      data: { part: id, reason, facts: { inProfile: yes(profile.settings.ageLimit.value?.waivable === true), ageLimit: part.ageLimit?.exceeded && !part.waived ? 'exceeded' : 'notExceeded' } },
    };
  },
  FlagPrincipled: ({ reason }, { profile }) => ({ type: 'PrincipleFlagged', data: { reason, facts: { inProfile: yes(profile.settings.exceptionPrinciple.value) } } }),
  RegisterCase: ({ complainant, summary, parts, representative }, { dossier, profile }) => {
    const chosen = parts ?? admissibleParts(dossier).map(({ id }) => id);
    const named = chosen.map((id) => partOf(dossier, id, 'parts'));
    const type = dossier.received?.complainantType ?? 'citizen';
    const { complainants, representatives, agreement } = profile.settings;
    const authority = representative?.authority;
    return {
      type: 'CaseRegistered',
      data: {
        parts: [...chosen], complainantType: type as 'citizen', complainant: { ...complainant }, summary,
        representative: representative && { name: representative.name }, authority,
        facts: {
          parts: admissible(chosen, dossier),
          complainant: complainants.value.some((entry) => entry === type) ? 'eligible' : 'notEligible',
          representative: authority === undefined ? 'none' : representatives.value.includes(authority) ? 'accepted' : 'notAccepted',
          dialogue: dialogueAbout(named.length > 0 ? named : dossier.parts, dossier, profile),
          agreement: !agreement.value ? 'notRequired' : dossier.agreement?.citizen && dossier.agreement.adviser ? 'given' : 'missing',
          ageLimit: ageLimitKept(named),
        },
      },
    };
  },
  OpenOwnInitiative: ({ topic, department, criteria, title }, at) => ({
    type: 'OwnInitiativeOpened', data: { ...pin(at), topic, department, criteria: { ...criteria }, title, facts: { inProfile: yes(at.profile.settings.ownInitiative.value) } },
  }),
  StartEarlyResolution: ({ mode }, { profile }) => ({
    type: mode === 'flexible' ? 'FlexibleHandlingStarted' : 'WrittenHandlingStarted', data: { facts: { inProfile: yes(profile.settings.earlyResolution.value) } },
  }),
  SwitchMode: ({ mode }, { profile }) => ({ type: mode === 'flexible' ? 'SwitchedToFlexible' : 'SwitchedToWritten', data: { facts: { inProfile: yes(profile.settings.earlyResolution.value) } } }),
  RecordContact: ({ department, with: whom, outcome, note }) => ({ type: 'ContactRecorded', data: { department, with: whom, outcome, note, facts: {} } }),
  ProposeSettlement: ({ terms, compromisesRights }) => ({ type: 'SettlementProposed', data: { terms, compromisesRights, facts: { rights: compromisesRights ? 'compromised' : 'kept' } } }),
  AcceptSettlement: ({ by }, { dossier }) => {
    const standing = dossier.settlement?.status === 'proposed';
    if (standing && dossier.settlement.acceptedBy.some((side) => side !== by)) return { type: 'SettledByBoth', data: { by, facts: {} } };
    return { type: 'SettlementAccepted', data: { by, facts: { proposal: standing ? 'standing' : 'none' } } };
  },
  RejectSettlement: ({ by }, { dossier }) => ({ type: 'SettlementRejected', data: { by, facts: { proposal: dossier.settlement?.status === 'proposed' ? 'standing' : 'none' } } }),
  NoQuickSolution: ({ reason }) => ({ type: 'QuickSolutionFailed', data: { reason, facts: {} } }),
  OfferMediation: (_, { profile }) => ({ type: 'MediationOffered', data: { facts: { inProfile: yes(profile.settings.mediation.value !== null) } } }),
  AnswerMediationOffer: ({ by, accepted }, { dossier, profile }) => ({
    type: 'MediationOfferAnswered',
    data: { by, accepted, facts: { inProfile: yes(profile.settings.mediation.value !== null), offer: dossier.mediation !== null && dossier.mediation.agreement === null ? 'standing' : 'none' } },
  }),
  StartMediation: (_, { dossier, profile }) => ({
    type: 'MediationStarted',
    data: {
      mediator: profile.settings.mediation.value?.mediator,
      facts: {
        inProfile: yes(profile.settings.mediation.value !== null),
        acceptance: dossier.mediation?.citizen && dossier.mediation.department && dossier.mediation.agreement === null ? 'both' : 'missing',
      },
    },
  }),
  EndMediation: ({ agreement, terms }) => ({ type: agreement ? 'MediationAgreed' : 'MediationFailed', data: { terms, facts: {} } }),
  ReferToDepartment: ({ referrals }, at) => {
    const { dossier } = at;
    const named = namedParts(dossier, referrals);
    // A part put to a department in an earlier cycle has had its letter; it may be asked about again, but need not be.
    const due = admissibleParts(dossier).filter(({ referred }) => !referred);
    return {
      type: 'CaseReferred',
      data: {
        ...letters(referrals, at),
        facts: {
          coverage: due.every(({ id }) => named.some((part) => part.id === id)) ? 'complete' : 'missing',
          parts: admissible(named.map(({ id }) => id), dossier), ageLimit: ageLimitKept(named),
        },
      },
    };
  },
  AskMoreQuestions: ({ referrals }, at) => ({
    type: 'MoreQuestionsAsked',
    data: {
      ...letters(referrals, at),
      facts: {
        parts: admissible(namedParts(at.dossier, referrals).map(({ id }) => id), at.dossier),
        consent: consentTo('moreQuestions', referrals.map(({ department }) => department), null, at.dossier, at.profile),
      },
    },
  }),
  Remind: ({ department, sentOn }, { dossier, today }) => reminder('ReminderSent', department, sentOn, dossier, today),
  Escalate: ({ department, sentOn }, { dossier, today }) => reminder('EscalationSent', department, sentOn, dossier, today),
  RecordDepartmentAnswer: ({ department, directToCitizen, receivedOn, summary }, { dossier, state, today }) => {
    const departments = asked(dossier);
    if (departments.length > 0 && !departments.includes(department)) throw new UnknownReference('department');
    const answered = dossier.referrals[referralAnswered(dossier, department)]?.open === true;
    const last = openReferrals(dossier).every((referral) => referral.department === department);
    return {
      type: state === 'referred' && answered ? (last ? 'LastDepartmentAnswered' : 'DepartmentAnswered') : state === 'referred' && departments.length === 0 ? 'DepartmentAnswered' : 'LaterAnswerRecorded',
      data: { department, directToCitizen, receivedOn: receivedOn ?? today, summary, facts: { asked: yes(departments.length > 0) } },
    };
  },
  RecordNoAnswer: (_, { dossier, profile, today }) => ({
    type: profile.settings.consent.value ? 'SilenceRecordedForConsent' : 'SilenceRecordedForAssessment',
    data: { facts: { deadline: openReferrals(dossier).every(({ noAnswerFrom }) => today >= noAnswerFrom) ? 'passed' : 'notPassed' } },
  }),
  RequestCloserLook: ({ reason }, { profile }) => ({
    type: profile.settings.consent.value ? 'CloserLookRequestedForConsent' : 'CloserLookRequestedForAssessment', data: { reason, facts: {} },
  }),
  GiveConsent: ({ purpose, departments, from, to }, { dossier, profile, state }) => {
    const data = { purpose, departments: [...departments], from, to, facts: {} };
    if (purpose !== 'closerExamination' || (state !== 'awaitingConsent' && state !== 'investigating.halted')) return { type: 'ConsentGiven', data };
    if (state === 'awaitingConsent' && profile.settings.inDepth.value.openedBy === 'head') return { type: 'ConsentGivenForAssessment', data };
    const inScope = caseParts(dossier).filter((part) => part.inScope);
    const scope = state === 'investigating.halted' && inScope.length > 0 ? inScope : admissibleParts(dossier);
    return { type: 'ConsentGivenForExamination', data: { ...data, scope: scope.map(({ id }) => id) } };
  },
  RefuseConsent: () => ({ type: 'ConsentRefused', data: { facts: {} } }),
  WithdrawConsent: ({ channel }, { dossier }) => ({
    type: 'ConsentWithdrawn', data: { channel, recalled: dossier.informationRequests.filter(({ status }) => status === 'open').map(({ id }) => id), facts: {} },
  }),
  OpenInvestigation: ({ scope, criteria, assessment }, { dossier, profile }) => ({
    type: 'InvestigationOpened',
    data: {
      scope: [...scope], criteria: { ...criteria }, assessment,
      facts: { ...scopeFacts(scope, dossier), consent: consentTo('closerExamination', [], null, dossier, profile), principled: yes(dossier.principled) },
    },
  }),
  DeclineInvestigation: ({ criteria, reasons }, { dossier }) => ({
    type: 'InvestigationDeclined', data: { criteria: { ...criteria }, reasons, facts: { decisionTold: yes(dossier.told.decision || dossier.ownInitiative !== null) } },
  }),
  RequestInformation: ({ department, from, to, about }, { dossier, profile }) => ({
    type: 'InformationRequested',
    data: {
      request: `R${dossier.informationRequests.length + 1}`, department, from, to, about,
      facts: { consent: consentTo('closerExamination', [department], { from, to }, dossier, profile) },
    },
  }),
  HearDepartment: ({ department, statement }) => ({ type: 'DepartmentHeard', data: { department, statement, facts: {} } }),
  HearCitizen: ({ statement }) => ({ type: 'CitizenHeard', data: { statement, facts: {} } }),
  ChangeScope: ({ scope, criteria, assessment }, { dossier }) => ({ type: 'ScopeChanged', data: { scope: [...scope], criteria: { ...criteria }, assessment, facts: scopeFacts(scope, dossier) } }),
  DeclareConflict: ({ department }) => ({ type: 'ConflictDeclared', data: { department, facts: {} } }),
  RecordOutcome: ({ part: id, outcome, grounds, recommendation }, { dossier, sub }) => {
    const part = partOf(dossier, id);
    const conflict = dossier.conflicts.some((entry) => entry.sub === sub && entry.department === part.department);
    return {
      type: 'OutcomeRecorded',
      data: { part: id, outcome, grounds, recommendation, facts: { part: part.inScope && part.outcome !== 'directed' ? 'inScope' : 'notInScope', conflict: conflict ? 'declared' : 'none' } },
    };
  },
  Conclude: (_, { dossier }) => {
    const inScope = caseParts(dossier).filter((part) => part.inScope && part.outcome !== 'directed');
    const alone = dossier.ownInitiative !== null;
    const facts = {
      outcomes: inScope.length > 0 && inScope.every(({ outcome }) => outcome !== null) ? 'complete' : 'missing',
      // K18: both sides, the citizen's and the municipality's; on the office's own initiative there is only the latter.
      heard: (alone || dossier.heard.citizen) && inScope.some(({ department }) => dossier.heard.departments.includes(department)) ? 'all' : 'missing',
      resultTold: alone ? 'notNeeded' : yes(dossier.told.result),
      answer: dossier.tasks.length === 0 ? 'reached' : 'notReached',
    } as const;
    const outcome = combinedOutcome(inScope.map((part) => part.outcome));
    return outcome === 'noCriticism' ? { type: 'ConcludedWithoutCriticism', data: { facts } } : { type: 'ConcludedWithCriticism', data: { outcome, facts } };
  },
  CloseCase: (_, { dossier, state }) => (state === 'investigating.halted'
    ? { type: 'ClosedOnWithdrawal', data: { facts: { statusTold: yes(dossier.told.status) } } }
    : { type: 'ClosedOnAnswer', data: { facts: { answer: dossier.tasks.length === 0 ? 'reached' : 'notReached' } } }),
  WithdrawComplaint: () => ({ type: 'ComplaintWithdrawn', data: { facts: {} } }),
  ReopenCase: ({ reason }, { dossier, profile }) => {
    if (reason === 'moreQuestions') return { type: 'ReopenedForQuestions', data: { facts: {} } };
    if (reason === 'newPart') return { type: 'ReopenedForNewPart', data: { facts: {} } };
    return { type: profile.settings.consent.value && dossier.ownInitiative === null ? 'ReopenedForConsent' : 'ReopenedForAssessment', data: { facts: {} } };
  },
  FileDocument: ({ title, direction, date, department, from, to, request, content }, { dossier, revision }) => {
    const answered = dossier.informationRequests.find(({ id }) => id === request);
    if (request !== undefined && !answered) throw new UnknownReference('request');
    const arrived = { department: department ?? answered?.department, from: from ?? answered?.from, to: to ?? answered?.to, request };
    return {
      type: 'DocumentFiled',
      data: {
        document: `${revision}-1`, title, direction, date, ...arrived, quarantined: direction === 'in' && underQuarantine(dossier, arrived),
        bytes: content === undefined ? undefined : Buffer.byteLength(content, 'base64'), content, facts: {},
      },
    };
  },
  RecordNote: ({ text }) => ({ type: 'NoteRecorded', data: { text, facts: {} } }),
  AttendMeeting: ({ requestedBy, reason, on, note }, { profile }) => ({
    type: 'MeetingAttended', data: { requestedBy, reason, on, note, facts: { inProfile: yes(profile.settings.meetingAttendance.value) } },
  }),
  NotifyCitizen: ({ about, text }) => ({ type: 'CitizenNotified', data: { about, text, facts: {} } }),
  ForwardAnswerToCitizen: ({ department }, { dossier }) => {
    const answered = dossier.documents.some((document) => document.of === 'answer' && document.department === department);
    return { type: 'AnswerForwarded', data: { department, facts: { answer: answered ? 'recorded' : 'none' } } };
  },
  SendReply: ({ channel, sensitive, text }, { dossier, profile }) => {
    const facts = { channel: !sensitive || profile.settings.sensitiveData.value.includes(channel) ? 'safe' : 'unsafe' } as const;
    return dossier.registeredAt === null ? { type: 'ReplySent', data: { channel, sensitive, facts } } : { type: 'ReplyFiled', data: { channel, sensitive, text, facts } };
  },
  RecordDepartmentPosition: ({ part: id, position, reason }, { dossier }) => {
    const { outcome } = partOf(dossier, id);
    return { type: 'DepartmentPositionRecorded', data: { part: id, position, reason, facts: { outcome: outcome === 'criticism' || outcome === 'recommendation' ? 'criticised' : 'none' } } };
  },
  RequestErasure: ({ of, document }, { dossier, today }) => {
    // Only what was filed has a key of its own; our letters and the answers go with the case.
    if (document !== undefined && !dossier.documents.some(({ id, of: kind }) => id === document && kind === 'filed')) throw new UnknownReference('document');
    return { type: 'ErasureRequested', data: { request: `E${dossier.erasureRequests.length + 1}`, of, document, due: erasureDue(today), facts: {} } };
  },
  DecideErasure: ({ request: id, decision, basis, extendedTo }, { dossier, profile, today }) => {
    const request = dossier.erasureRequests.find((entry) => entry.id === id);
    if (!request) throw new UnknownReference('request');
    const open = { request: request.status === 'open' ? 'open' : 'decided' } as const;
    if (decision === 'refused') return { type: 'ErasureRefused', data: { request: id, basis, facts: open } };
    if (decision === 'extended') {
      // GDPR art. 12(3): by two further months at most, counted from the first month.
      if (extendedTo === undefined || extendedTo <= request.due || extendedTo > addMonths(erasureDue(request.requestedOn), 2)) throw new UnknownReference('extendedTo');
      return { type: 'ErasureExtended', data: { request: id, basis, extendedTo, facts: open } };
    }
    if (request.document !== undefined) return { type: 'DocumentErased', data: { request: id, basis, document: request.document, facts: { ...open, ...holdsOn(dossier) } } };
    return { type: 'CaseErased', data: { request: id, basis, facts: { ...open, ...holdsOn(dossier), retention: retentionOf(dossier, profile, today) } } };
  },
  PlaceHold: ({ reason }) => ({ type: 'HoldPlaced', data: { reason, facts: {} } }),
  LiftHold: ({ reason }, { dossier }) => ({ type: 'HoldLifted', data: { reason, facts: { placed: yes(dossier.holds.includes(reason)) } } }),
  ShredKeys: (_, { dossier, profile, today }) => ({ type: 'KeysShredded', data: { facts: { ...holdsOn(dossier), retention: retentionOf(dossier, profile, today) } } }),
};

function reminder(type: 'ReminderSent' | 'EscalationSent', department: string, sentOn: LocalDate, dossier: Dossier, today: LocalDate): Candidate {
  const number = type === 'ReminderSent' ? 1 : 2;
  const referral = dossier.referrals.find((entry) => entry.open && entry.department === department && entry.sentOn === sentOn);
  const dueOn = type === 'ReminderSent' ? referral?.reminderOn : referral?.escalationOn;
  return {
    type,
    data: { department, sentOn, facts: { deadline: dueOn !== undefined && today >= dueOn ? 'passed' : 'notPassed', answer: referral !== undefined && referral.reminders < number ? 'none' : 'recorded' } },
  };
}

/** The events each transition can lead to: which steps a state knows is asked of these. */
export const proposes: { readonly [Name in keyof Commands]: readonly ComplaintEventType[] } = {
  ReceiveInquiry: ['InquiryReceived', 'SmsCounted'], RecordPart: ['PartRecorded'], AssessRemit: ['RemitAssessed', 'PartTakenElsewhere', 'LastPartTakenElsewhere'],
  CompleteIntake: ['IntakeCompleted'], GiveGuidance: ['GuidanceGiven'], EndWithoutCase: ['EndedWithoutCase'], DirectElsewhere: ['DirectedElsewhere'],
  RecordSuggestion: ['SuggestionRecorded'], ForwardSuggestion: ['SuggestionForwarded', 'SuggestionForwardedInCase'], GuideBack: ['GuidedBack'],
  RecordDialogue: ['DialogueRecorded'], AttestUnable: ['InabilityAttested'], AgreeRegistration: ['RegistrationAgreed'], WaiveAgeLimit: ['AgeLimitWaived'],
  FlagPrincipled: ['PrincipleFlagged'], RegisterCase: ['CaseRegistered'], OpenOwnInitiative: ['OwnInitiativeOpened'],
  StartEarlyResolution: ['FlexibleHandlingStarted', 'WrittenHandlingStarted'], SwitchMode: ['SwitchedToFlexible', 'SwitchedToWritten'], RecordContact: ['ContactRecorded'],
  ProposeSettlement: ['SettlementProposed'], AcceptSettlement: ['SettlementAccepted', 'SettledByBoth'], RejectSettlement: ['SettlementRejected'],
  NoQuickSolution: ['QuickSolutionFailed'], OfferMediation: ['MediationOffered'], AnswerMediationOffer: ['MediationOfferAnswered'], StartMediation: ['MediationStarted'],
  EndMediation: ['MediationAgreed', 'MediationFailed'], ReferToDepartment: ['CaseReferred'], AskMoreQuestions: ['MoreQuestionsAsked'], Remind: ['ReminderSent'], Escalate: ['EscalationSent'],
  RecordDepartmentAnswer: ['DepartmentAnswered', 'LastDepartmentAnswered', 'LaterAnswerRecorded'], RecordNoAnswer: ['SilenceRecordedForAssessment', 'SilenceRecordedForConsent'],
  RequestCloserLook: ['CloserLookRequestedForAssessment', 'CloserLookRequestedForConsent'],
  GiveConsent: ['ConsentGiven', 'ConsentGivenForExamination', 'ConsentGivenForAssessment'], RefuseConsent: ['ConsentRefused'], WithdrawConsent: ['ConsentWithdrawn'],
  OpenInvestigation: ['InvestigationOpened'], DeclineInvestigation: ['InvestigationDeclined'], RequestInformation: ['InformationRequested'], HearDepartment: ['DepartmentHeard'],
  HearCitizen: ['CitizenHeard'], ChangeScope: ['ScopeChanged'], DeclareConflict: ['ConflictDeclared'], RecordOutcome: ['OutcomeRecorded'],
  Conclude: ['ConcludedWithoutCriticism', 'ConcludedWithCriticism'], CloseCase: ['ClosedOnAnswer', 'ClosedOnWithdrawal'], WithdrawComplaint: ['ComplaintWithdrawn'],
  ReopenCase: ['ReopenedForQuestions', 'ReopenedForNewPart', 'ReopenedForConsent', 'ReopenedForAssessment'], FileDocument: ['DocumentFiled'], RecordNote: ['NoteRecorded'],
  AttendMeeting: ['MeetingAttended'], NotifyCitizen: ['CitizenNotified'], ForwardAnswerToCitizen: ['AnswerForwarded'], SendReply: ['ReplySent', 'ReplyFiled'],
  RecordDepartmentPosition: ['DepartmentPositionRecorded'], RequestErasure: ['ErasureRequested'], DecideErasure: ['ErasureRefused', 'ErasureExtended', 'DocumentErased', 'CaseErased'],
  PlaceHold: ['HoldPlaced'], LiftHold: ['HoldLifted'], ShredKeys: ['KeysShredded'],
};
