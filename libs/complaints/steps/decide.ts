/**
 * What each transition proposes. It computes and never refuses: an unmet rule becomes a fact in the candidate
 * ("missing"), and the machine says no. Only a reference to something that is not there (a part, a request) cannot
 * become an event: `UnknownReference`.
 */
import { type Candidate, type ComplaintEventType } from '../../../event-schemas/complaint/events.js';
import { addMonths, addWorkingDays, type LocalDate } from '../../policy/calendar.js';
import { erasureDue, referralDates } from '../../policy/limits.js';
import { type Profile } from '../../policy/profile.js';
import { type Commands } from './commands.js';
import { type Part } from '../../case/case-parts.js';
import { admissibleParts, caseParts, type CaseState, openReferrals } from '../../case/case-state.js';
import { underQuarantine } from '../../case/quarantine.js';
import { referralAnswered } from '../../case/referrals.js';
import {
  ageLimitKept,
  ageLimitOf,
  combinedOutcome,
  consentTo,
  dialogueAbout,
  holdsOn,
  partLetter,
  retentionOf,
} from './facts.js';

/** Everything a decision may look at. */
export interface Deciding {
  readonly caseState: CaseState;
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
  constructor(readonly field: string) {
    super(`${field} names nothing in this complaint`);
  }
}

type Decide<Body> = (body: Body, at: Deciding) => Candidate;

const yes = (condition: boolean): 'yes' | 'no' => (condition ? 'yes' : 'no');
const pin = ({ lifecycle, profile }: Deciding) => ({ lifecycle, profile: profile.id, profileHash: profile.hash });

function partOf(caseState: CaseState, id: string, field = 'part'): Part {
  const part = caseState.parts.find((entry) => entry.id === id);
  if (!part) throw new UnknownReference(field);
  return part;
}

type ReferralBody = { readonly department: string; readonly parts: readonly string[]; readonly questions?: string };
function letters(referrals: readonly ReferralBody[], { caseState, profile, today }: Deciding) {
  const dates = referralDates(today, profile.settings.departmentAnswer.value, profile.settings.calendar.value);
  referrals.forEach(({ parts }, index) => parts.forEach((id) => partOf(caseState, id, `referrals.${index}.parts`)));
  return {
    referrals: referrals.map(({ department, parts, questions }) => ({
      department,
      parts: [...parts],
      questions,
      due: dates.due,
      reminderOn: dates.reminderOn,
      escalationOn: dates.escalationOn,
      noAnswerFrom: dates.noAnswerFrom,
    })),
    copies: profile.settings.copyToCitizen.value && caseState.ownInitiative === null,
  };
}
const admissible = (ids: readonly string[], caseState: CaseState) =>
  ids.length > 0 && ids.every((id) => admissibleParts(caseState).some((part) => part.id === id))
    ? 'admissible'
    : 'inadmissible';
const namedParts = (caseState: CaseState, referrals: readonly ReferralBody[]) => {
  const ids = new Set(referrals.flatMap(({ parts }) => parts));
  return caseState.parts.filter(({ id }) => ids.has(id));
};

function groundOf(ground: string | undefined, profile: Profile): 'none' | 'listed' | 'notListed' {
  if (ground === undefined) return 'none';
  return profile.settings.exclusions.some((exclusion) => exclusion.ground === ground) ? 'listed' : 'notListed';
}

function scopeFacts(scope: readonly string[], caseState: CaseState) {
  scope.forEach((id) => partOf(caseState, id, 'scope'));
  return {
    scope: scope.length > 0 ? 'filled' : 'empty',
    scopeParts: scope.length === 0 ? 'admissible' : admissible(scope, caseState),
  } as const;
}

const asked = ({ referrals, informationRequests, heard }: CaseState): readonly string[] => [
  ...referrals.map(({ department }) => department),
  ...informationRequests.map(({ department }) => department),
  ...heard.departments,
];

export const decide: { readonly [Name in keyof Commands]: Decide<Commands[Name]> } = {
  ReceiveInquiry: ({ channel, complainantType = 'citizen', receivedOn }, at) => {
    const { profile, today } = at;
    const on = receivedOn ?? today;
    if (channel === 'sms' && !profile.settings.smsAnswered.value)
      return { type: 'SmsCounted', data: { ...pin(at), channel, receivedOn: on, facts: {} } };
    const target = profile.settings.answerTarget.value;
    const answerDue = target === null ? null : addWorkingDays(on, target.workingDays, profile.settings.calendar.value);
    return {
      type: 'InquiryReceived',
      data: { ...pin(at), channel, complainantType, receivedOn: on, answerDue, facts: {} },
    };
  },
  RecordPart: ({ topic, department, eventStart, eventEnd }, { caseState, profile, today }) => ({
    type: 'PartRecorded',
    data: {
      part: partLetter(caseState.parts.length),
      topic,
      department,
      eventStart,
      eventEnd,
      ageLimit: ageLimitOf(
        { eventStart, eventEnd },
        profile,
        caseState.cycle === 1 ? (caseState.received?.receivedOn ?? today) : today,
      ),
      facts: {},
    },
  }),
  AssessRemit: ({ part: id, admissible: isAdmissible, ground, guidance, body, forwarded }, { caseState, profile }) => {
    const part = partOf(caseState, id);
    const inCase = caseState.registeredAt !== null && part.inCase && part.admissible === true;
    if (inCase && !isAdmissible && ground !== undefined) {
      const others = admissibleParts(caseState).some((other) => other.id !== id);
      return {
        type: others ? 'PartTakenElsewhere' : 'LastPartTakenElsewhere',
        data: {
          part: id,
          ground,
          guidance: [...(guidance ?? [])],
          body,
          forwarded,
          facts: { ground: groundOf(ground, profile) === 'listed' ? 'listed' : 'notListed' },
        },
      };
    }
    return {
      type: 'RemitAssessed',
      data: {
        part: id,
        admissible: isAdmissible,
        ground,
        guidance: guidance && [...guidance],
        body,
        forwarded,
        facts: { ground: groundOf(ground, profile) },
      },
    };
  },
  CompleteIntake: (_, { caseState, profile }) => ({
    type: 'IntakeCompleted',
    data: {
      facts: {
        inProfile: yes(profile.settings.dialogue.value !== 'none'),
        part: admissibleParts(caseState).length > 0 ? 'admissible' : 'none',
      },
    },
  }),
  GiveGuidance: ({ codes, body }, { profile }) => ({
    type: 'GuidanceGiven',
    data: { codes: [...codes], body, facts: { inProfile: yes(profile.settings.anonymousGuidance.value !== 'no') } },
  }),
  EndWithoutCase: ({ outcome }, { caseState }) => ({
    type: 'EndedWithoutCase',
    data: { outcome: outcome ?? (caseState.guided ? 'guidance' : 'abandoned'), facts: {} },
  }),
  DirectElsewhere: ({ body, forwarded }, { caseState }) => ({
    type: 'DirectedElsewhere',
    data: {
      body,
      forwarded,
      facts: { parts: caseState.parts.every((part) => part.admissible === false) ? 'excluded' : 'admissible' },
    },
  }),
  RecordSuggestion: ({ topic, department }, { profile }) => ({
    type: 'SuggestionRecorded',
    data: { topic, department, facts: { inProfile: yes(profile.settings.suggestions.value) } },
  }),
  ForwardSuggestion: ({ withName }, { caseState, profile }) => {
    const departments = [
      ...new Set(
        caseState.suggestions.filter(({ forwardedOn }) => forwardedOn === null).map(({ department }) => department),
      ),
    ];
    const consented =
      caseState.registeredAt !== null &&
      departments.every((department) =>
        caseState.consent.scopes.some(
          (scope) => scope.purpose === 'shareName' && scope.departments.includes(department),
        ),
      );
    return {
      type: caseState.registeredAt === null ? 'SuggestionForwarded' : 'SuggestionForwardedInCase',
      data: {
        departments,
        withName,
        facts: {
          inProfile: yes(profile.settings.suggestions.value),
          suggestion: departments.length > 0 ? 'recorded' : 'none',
          name: !withName ? 'withheld' : consented ? 'consented' : 'missing',
        },
      },
    };
  },
  GuideBack: ({ offered }, { caseState, profile }) => {
    const dialogue = dialogueAbout(admissibleParts(caseState), caseState, profile);
    return {
      type: 'GuidedBack',
      data: { offered: [...offered], facts: { dialogue: dialogue === 'notRequired' ? 'exhausted' : dialogue } },
    };
  },
  RecordDialogue: ({ department, departmentHadOpportunity, answered, askedOn, moreOptionsSeen }, { profile }) => ({
    type: 'DialogueRecorded',
    data: {
      department,
      departmentHadOpportunity,
      answered,
      askedOn,
      moreOptionsSeen,
      facts: { inProfile: yes(profile.settings.dialogue.value !== 'none') },
    },
  }),
  AttestUnable: ({ reason }, { profile }) => ({
    type: 'InabilityAttested',
    data: { reason, facts: { inProfile: yes(profile.settings.exceptionUnable.value) } },
  }),
  AgreeRegistration: ({ citizen, adviser }, { profile }) => ({
    type: 'RegistrationAgreed',
    data: { citizen, adviser, facts: { inProfile: yes(profile.settings.agreement.value) } },
  }),
  WaiveAgeLimit: ({ part: id, reason }, { caseState, profile }) => {
    const part = partOf(caseState, id);
    return {
      type: 'AgeLimitWaived',
      data: {
        part: id,
        reason,
        facts: {
          inProfile: yes(profile.settings.ageLimit.value?.waivable === true),
          ageLimit: part.ageLimit?.exceeded && !part.waived ? 'exceeded' : 'notExceeded',
        },
      },
    };
  },
  FlagPrincipled: ({ reason }, { profile }) => ({
    type: 'PrincipleFlagged',
    data: { reason, facts: { inProfile: yes(profile.settings.exceptionPrinciple.value) } },
  }),
  RegisterCase: ({ complainant, summary, parts, representative }, { caseState, profile }) => {
    const chosen = parts ?? admissibleParts(caseState).map(({ id }) => id);
    const named = chosen.map((id) => partOf(caseState, id, 'parts'));
    const type = caseState.received?.complainantType ?? 'citizen';
    const { complainants, representatives, agreement } = profile.settings;
    const authority = representative?.authority;
    return {
      type: 'CaseRegistered',
      data: {
        parts: [...chosen],
        complainantType: type as 'citizen',
        complainant: { ...complainant },
        summary,
        representative: representative && { name: representative.name },
        authority,
        facts: {
          parts: admissible(chosen, caseState),
          complainant: complainants.value.some((entry) => entry === type) ? 'eligible' : 'notEligible',
          representative:
            authority === undefined ? 'none' : representatives.value.includes(authority) ? 'accepted' : 'notAccepted',
          dialogue: dialogueAbout(named.length > 0 ? named : caseState.parts, caseState, profile),
          agreement: !agreement.value
            ? 'notRequired'
            : caseState.agreement?.citizen && caseState.agreement.adviser
              ? 'given'
              : 'missing',
          ageLimit: ageLimitKept(named),
        },
      },
    };
  },
  OpenOwnInitiative: ({ topic, department, criteria, title }, at) => ({
    type: 'OwnInitiativeOpened',
    data: {
      ...pin(at),
      topic,
      department,
      criteria: { ...criteria },
      title,
      facts: { inProfile: yes(at.profile.settings.ownInitiative.value) },
    },
  }),
  StartEarlyResolution: ({ mode }, { profile }) => ({
    type: mode === 'flexible' ? 'FlexibleHandlingStarted' : 'WrittenHandlingStarted',
    data: { facts: { inProfile: yes(profile.settings.earlyResolution.value) } },
  }),
  SwitchMode: ({ mode }, { profile }) => ({
    type: mode === 'flexible' ? 'SwitchedToFlexible' : 'SwitchedToWritten',
    data: { facts: { inProfile: yes(profile.settings.earlyResolution.value) } },
  }),
  RecordContact: ({ department, with: whom, outcome, note }) => ({
    type: 'ContactRecorded',
    data: { department, with: whom, outcome, note, facts: {} },
  }),
  ProposeSettlement: ({ terms, compromisesRights }) => ({
    type: 'SettlementProposed',
    data: { terms, compromisesRights, facts: { rights: compromisesRights ? 'compromised' : 'kept' } },
  }),
  AcceptSettlement: ({ by }, { caseState }) => {
    const standing = caseState.settlement?.status === 'proposed';
    if (standing && caseState.settlement.acceptedBy.some((side) => side !== by))
      return { type: 'SettledByBoth', data: { by, facts: {} } };
    return { type: 'SettlementAccepted', data: { by, facts: { proposal: standing ? 'standing' : 'none' } } };
  },
  RejectSettlement: ({ by }, { caseState }) => ({
    type: 'SettlementRejected',
    data: { by, facts: { proposal: caseState.settlement?.status === 'proposed' ? 'standing' : 'none' } },
  }),
  NoQuickSolution: ({ reason }) => ({ type: 'QuickSolutionFailed', data: { reason, facts: {} } }),
  OfferMediation: (_, { profile }) => ({
    type: 'MediationOffered',
    data: { facts: { inProfile: yes(profile.settings.mediation.value !== null) } },
  }),
  AnswerMediationOffer: ({ by, accepted }, { caseState, profile }) => ({
    type: 'MediationOfferAnswered',
    data: {
      by,
      accepted,
      facts: {
        inProfile: yes(profile.settings.mediation.value !== null),
        offer: caseState.mediation !== null && caseState.mediation.agreement === null ? 'standing' : 'none',
      },
    },
  }),
  StartMediation: (_, { caseState, profile }) => ({
    type: 'MediationStarted',
    data: {
      mediator: profile.settings.mediation.value?.mediator,
      facts: {
        inProfile: yes(profile.settings.mediation.value !== null),
        acceptance:
          caseState.mediation?.citizen && caseState.mediation.department && caseState.mediation.agreement === null
            ? 'both'
            : 'missing',
      },
    },
  }),
  EndMediation: ({ agreement, terms }) => ({
    type: agreement ? 'MediationAgreed' : 'MediationFailed',
    data: { terms, facts: {} },
  }),
  ReferToDepartment: ({ referrals }, at) => {
    const { caseState } = at;
    const named = namedParts(caseState, referrals);
    // A part put to a department in an earlier cycle has had its letter; it may be asked about again, but need not be.
    const due = admissibleParts(caseState).filter(({ referred }) => !referred);
    return {
      type: 'CaseReferred',
      data: {
        ...letters(referrals, at),
        facts: {
          coverage: due.every(({ id }) => named.some((part) => part.id === id)) ? 'complete' : 'missing',
          parts: admissible(
            named.map(({ id }) => id),
            caseState,
          ),
          ageLimit: ageLimitKept(named),
        },
      },
    };
  },
  AskMoreQuestions: ({ referrals }, at) => ({
    type: 'MoreQuestionsAsked',
    data: {
      ...letters(referrals, at),
      facts: {
        parts: admissible(
          namedParts(at.caseState, referrals).map(({ id }) => id),
          at.caseState,
        ),
        consent: consentTo(
          'moreQuestions',
          referrals.map(({ department }) => department),
          null,
          at.caseState,
          at.profile,
        ),
      },
    },
  }),
  Remind: ({ department, sentOn }, { caseState, today }) =>
    reminder('ReminderSent', department, sentOn, caseState, today),
  Escalate: ({ department, sentOn }, { caseState, today }) =>
    reminder('EscalationSent', department, sentOn, caseState, today),
  RecordDepartmentAnswer: ({ department, directToCitizen, receivedOn, summary }, { caseState, state, today }) => {
    const departments = asked(caseState);
    if (departments.length > 0 && !departments.includes(department)) throw new UnknownReference('department');
    const answered = caseState.referrals[referralAnswered(caseState, department)]?.open === true;
    const last = openReferrals(caseState).every((referral) => referral.department === department);
    return {
      type:
        state === 'referred' && answered
          ? last
            ? 'LastDepartmentAnswered'
            : 'DepartmentAnswered'
          : state === 'referred' && departments.length === 0
            ? 'DepartmentAnswered'
            : 'LaterAnswerRecorded',
      data: {
        department,
        directToCitizen,
        receivedOn: receivedOn ?? today,
        summary,
        facts: { asked: yes(departments.length > 0) },
      },
    };
  },
  RecordNoAnswer: (_, { caseState, profile, today }) => ({
    type: profile.settings.consent.value ? 'SilenceRecordedForConsent' : 'SilenceRecordedForAssessment',
    data: {
      facts: {
        deadline: openReferrals(caseState).every(({ noAnswerFrom }) => today >= noAnswerFrom) ? 'passed' : 'notPassed',
      },
    },
  }),
  RequestCloserLook: ({ reason }, { profile }) => ({
    type: profile.settings.consent.value ? 'CloserLookRequestedForConsent' : 'CloserLookRequestedForAssessment',
    data: { reason, facts: {} },
  }),
  GiveConsent: ({ purpose, departments, from, to }, { caseState, profile, state }) => {
    const data = { purpose, departments: [...departments], from, to, facts: {} };
    if (purpose !== 'closerExamination' || (state !== 'awaitingConsent' && state !== 'investigating.halted'))
      return { type: 'ConsentGiven', data };
    if (state === 'awaitingConsent' && profile.settings.inDepth.value.openedBy === 'head')
      return { type: 'ConsentGivenForAssessment', data };
    const inScope = caseParts(caseState).filter((part) => part.inScope);
    const scope = state === 'investigating.halted' && inScope.length > 0 ? inScope : admissibleParts(caseState);
    return { type: 'ConsentGivenForExamination', data: { ...data, scope: scope.map(({ id }) => id) } };
  },
  RefuseConsent: () => ({ type: 'ConsentRefused', data: { facts: {} } }),
  WithdrawConsent: ({ channel }, { caseState }) => ({
    type: 'ConsentWithdrawn',
    data: {
      channel,
      recalled: caseState.informationRequests.filter(({ status }) => status === 'open').map(({ id }) => id),
      facts: {},
    },
  }),
  OpenInvestigation: ({ scope, criteria, assessment }, { caseState, profile }) => ({
    type: 'InvestigationOpened',
    data: {
      scope: [...scope],
      criteria: { ...criteria },
      assessment,
      facts: {
        ...scopeFacts(scope, caseState),
        consent: consentTo('closerExamination', [], null, caseState, profile),
        principled: yes(caseState.principled),
      },
    },
  }),
  DeclineInvestigation: ({ criteria, reasons }, { caseState }) => ({
    type: 'InvestigationDeclined',
    data: {
      criteria: { ...criteria },
      reasons,
      facts: { decisionTold: yes(caseState.told.decision || caseState.ownInitiative !== null) },
    },
  }),
  RequestInformation: ({ department, from, to, about }, { caseState, profile }) => ({
    type: 'InformationRequested',
    data: {
      request: `R${caseState.informationRequests.length + 1}`,
      department,
      from,
      to,
      about,
      facts: { consent: consentTo('closerExamination', [department], { from, to }, caseState, profile) },
    },
  }),
  HearDepartment: ({ department, statement }) => ({
    type: 'DepartmentHeard',
    data: { department, statement, facts: {} },
  }),
  HearCitizen: ({ statement }) => ({ type: 'CitizenHeard', data: { statement, facts: {} } }),
  ChangeScope: ({ scope, criteria, assessment }, { caseState }) => ({
    type: 'ScopeChanged',
    data: { scope: [...scope], criteria: { ...criteria }, assessment, facts: scopeFacts(scope, caseState) },
  }),
  DeclareConflict: ({ department }) => ({ type: 'ConflictDeclared', data: { department, facts: {} } }),
  RecordOutcome: ({ part: id, outcome, grounds, recommendation }, { caseState, sub }) => {
    const part = partOf(caseState, id);
    const conflict = caseState.conflicts.some((entry) => entry.sub === sub && entry.department === part.department);
    return {
      type: 'OutcomeRecorded',
      data: {
        part: id,
        outcome,
        grounds,
        recommendation,
        facts: {
          part: part.inScope && part.outcome !== 'directed' ? 'inScope' : 'notInScope',
          conflict: conflict ? 'declared' : 'none',
        },
      },
    };
  },
  Conclude: (_, { caseState }) => {
    const inScope = caseParts(caseState).filter((part) => part.inScope && part.outcome !== 'directed');
    const alone = caseState.ownInitiative !== null;
    const facts = {
      outcomes: inScope.length > 0 && inScope.every(({ outcome }) => outcome !== null) ? 'complete' : 'missing',
      // K18: both sides, the citizen's and the municipality's; on the office's own initiative there is only the latter.
      heard:
        (alone || caseState.heard.citizen) &&
        inScope.some(({ department }) => caseState.heard.departments.includes(department))
          ? 'all'
          : 'missing',
      resultTold: alone ? 'notNeeded' : yes(caseState.told.result),
      answer: caseState.tasks.length === 0 ? 'reached' : 'notReached',
    } as const;
    const outcome = combinedOutcome(inScope.map((part) => part.outcome));
    return outcome === 'noCriticism'
      ? { type: 'ConcludedWithoutCriticism', data: { facts } }
      : { type: 'ConcludedWithCriticism', data: { outcome, facts } };
  },
  CloseCase: (_, { caseState, state }) =>
    state === 'investigating.halted'
      ? { type: 'ClosedOnWithdrawal', data: { facts: { statusTold: yes(caseState.told.status) } } }
      : {
          type: 'ClosedOnAnswer',
          data: { facts: { answer: caseState.tasks.length === 0 ? 'reached' : 'notReached' } },
        },
  WithdrawComplaint: () => ({ type: 'ComplaintWithdrawn', data: { facts: {} } }),
  ReopenCase: ({ reason }, { caseState, profile }) => {
    if (reason === 'moreQuestions') return { type: 'ReopenedForQuestions', data: { facts: {} } };
    if (reason === 'newPart') return { type: 'ReopenedForNewPart', data: { facts: {} } };
    return {
      type:
        profile.settings.consent.value && caseState.ownInitiative === null
          ? 'ReopenedForConsent'
          : 'ReopenedForAssessment',
      data: { facts: {} },
    };
  },
  FileDocument: ({ title, direction, date, department, from, to, request, content }, { caseState, revision }) => {
    const answered = caseState.informationRequests.find(({ id }) => id === request);
    if (request !== undefined && !answered) throw new UnknownReference('request');
    const arrived = {
      department: department ?? answered?.department,
      from: from ?? answered?.from,
      to: to ?? answered?.to,
      request,
    };
    return {
      type: 'DocumentFiled',
      data: {
        document: `${revision}-1`,
        title,
        direction,
        date,
        ...arrived,
        quarantined: direction === 'in' && underQuarantine(caseState, arrived),
        bytes: content === undefined ? undefined : Buffer.byteLength(content, 'base64'),
        content,
        facts: {},
      },
    };
  },
  RecordNote: ({ text }) => ({ type: 'NoteRecorded', data: { text, facts: {} } }),
  AttendMeeting: ({ requestedBy, reason, on, note }, { profile }) => ({
    type: 'MeetingAttended',
    data: { requestedBy, reason, on, note, facts: { inProfile: yes(profile.settings.meetingAttendance.value) } },
  }),
  NotifyCitizen: ({ about, text }) => ({ type: 'CitizenNotified', data: { about, text, facts: {} } }),
  ForwardAnswerToCitizen: ({ department }, { caseState }) => {
    const answered = caseState.documents.some(
      (document) => document.of === 'answer' && document.department === department,
    );
    return { type: 'AnswerForwarded', data: { department, facts: { answer: answered ? 'recorded' : 'none' } } };
  },
  SendReply: ({ channel, sensitive, text }, { caseState, profile }) => {
    const facts = {
      channel: !sensitive || profile.settings.sensitiveData.value.includes(channel) ? 'safe' : 'unsafe',
    } as const;
    return caseState.registeredAt === null
      ? { type: 'ReplySent', data: { channel, sensitive, facts } }
      : { type: 'ReplyFiled', data: { channel, sensitive, text, facts } };
  },
  RecordDepartmentPosition: ({ part: id, position, reason }, { caseState }) => {
    const { outcome } = partOf(caseState, id);
    return {
      type: 'DepartmentPositionRecorded',
      data: {
        part: id,
        position,
        reason,
        facts: { outcome: outcome === 'criticism' || outcome === 'recommendation' ? 'criticised' : 'none' },
      },
    };
  },
  RequestErasure: ({ of, document }, { caseState, today }) => {
    // Only what was filed has a key of its own; our letters and the answers go with the case.
    if (document !== undefined && !caseState.documents.some(({ id, of: kind }) => id === document && kind === 'filed'))
      throw new UnknownReference('document');
    return {
      type: 'ErasureRequested',
      data: { request: `E${caseState.erasureRequests.length + 1}`, of, document, due: erasureDue(today), facts: {} },
    };
  },
  DecideErasure: ({ request: id, decision, basis, extendedTo }, { caseState, profile, today }) => {
    const request = caseState.erasureRequests.find((entry) => entry.id === id);
    if (!request) throw new UnknownReference('request');
    const open = { request: request.status === 'open' ? 'open' : 'decided' } as const;
    if (decision === 'refused') return { type: 'ErasureRefused', data: { request: id, basis, facts: open } };
    if (decision === 'extended') {
      // GDPR art. 12(3): by two further months at most, counted from the first month.
      if (
        extendedTo === undefined ||
        extendedTo <= request.due ||
        extendedTo > addMonths(erasureDue(request.requestedOn), 2)
      )
        throw new UnknownReference('extendedTo');
      return { type: 'ErasureExtended', data: { request: id, basis, extendedTo, facts: open } };
    }
    if (request.document !== undefined)
      return {
        type: 'DocumentErased',
        data: { request: id, basis, document: request.document, facts: { ...open, ...holdsOn(caseState) } },
      };
    return {
      type: 'CaseErased',
      data: {
        request: id,
        basis,
        facts: { ...open, ...holdsOn(caseState), retention: retentionOf(caseState, profile, today) },
      },
    };
  },
  PlaceHold: ({ reason }) => ({ type: 'HoldPlaced', data: { reason, facts: {} } }),
  LiftHold: ({ reason }, { caseState }) => ({
    type: 'HoldLifted',
    data: { reason, facts: { placed: yes(caseState.holds.includes(reason)) } },
  }),
  ShredKeys: (_, { caseState, profile, today }) => ({
    type: 'KeysShredded',
    data: { facts: { ...holdsOn(caseState), retention: retentionOf(caseState, profile, today) } },
  }),
};

function reminder(
  type: 'ReminderSent' | 'EscalationSent',
  department: string,
  sentOn: LocalDate,
  caseState: CaseState,
  today: LocalDate,
): Candidate {
  const number = type === 'ReminderSent' ? 1 : 2;
  const referral = caseState.referrals.find(
    (entry) => entry.open && entry.department === department && entry.sentOn === sentOn,
  );
  const dueOn = type === 'ReminderSent' ? referral?.reminderOn : referral?.escalationOn;
  return {
    type,
    data: {
      department,
      sentOn,
      facts: {
        deadline: dueOn !== undefined && today >= dueOn ? 'passed' : 'notPassed',
        answer: referral !== undefined && referral.reminders < number ? 'none' : 'recorded',
      },
    },
  };
}

/** The events each transition can lead to: which steps a state knows is asked of these. */
export const proposes: { readonly [Name in keyof Commands]: readonly ComplaintEventType[] } = {
  ReceiveInquiry: ['InquiryReceived', 'SmsCounted'],
  RecordPart: ['PartRecorded'],
  AssessRemit: ['RemitAssessed', 'PartTakenElsewhere', 'LastPartTakenElsewhere'],
  CompleteIntake: ['IntakeCompleted'],
  GiveGuidance: ['GuidanceGiven'],
  EndWithoutCase: ['EndedWithoutCase'],
  DirectElsewhere: ['DirectedElsewhere'],
  RecordSuggestion: ['SuggestionRecorded'],
  ForwardSuggestion: ['SuggestionForwarded', 'SuggestionForwardedInCase'],
  GuideBack: ['GuidedBack'],
  RecordDialogue: ['DialogueRecorded'],
  AttestUnable: ['InabilityAttested'],
  AgreeRegistration: ['RegistrationAgreed'],
  WaiveAgeLimit: ['AgeLimitWaived'],
  FlagPrincipled: ['PrincipleFlagged'],
  RegisterCase: ['CaseRegistered'],
  OpenOwnInitiative: ['OwnInitiativeOpened'],
  StartEarlyResolution: ['FlexibleHandlingStarted', 'WrittenHandlingStarted'],
  SwitchMode: ['SwitchedToFlexible', 'SwitchedToWritten'],
  RecordContact: ['ContactRecorded'],
  ProposeSettlement: ['SettlementProposed'],
  AcceptSettlement: ['SettlementAccepted', 'SettledByBoth'],
  RejectSettlement: ['SettlementRejected'],
  NoQuickSolution: ['QuickSolutionFailed'],
  OfferMediation: ['MediationOffered'],
  AnswerMediationOffer: ['MediationOfferAnswered'],
  StartMediation: ['MediationStarted'],
  EndMediation: ['MediationAgreed', 'MediationFailed'],
  ReferToDepartment: ['CaseReferred'],
  AskMoreQuestions: ['MoreQuestionsAsked'],
  Remind: ['ReminderSent'],
  Escalate: ['EscalationSent'],
  RecordDepartmentAnswer: ['DepartmentAnswered', 'LastDepartmentAnswered', 'LaterAnswerRecorded'],
  RecordNoAnswer: ['SilenceRecordedForAssessment', 'SilenceRecordedForConsent'],
  RequestCloserLook: ['CloserLookRequestedForAssessment', 'CloserLookRequestedForConsent'],
  GiveConsent: ['ConsentGiven', 'ConsentGivenForExamination', 'ConsentGivenForAssessment'],
  RefuseConsent: ['ConsentRefused'],
  WithdrawConsent: ['ConsentWithdrawn'],
  OpenInvestigation: ['InvestigationOpened'],
  DeclineInvestigation: ['InvestigationDeclined'],
  RequestInformation: ['InformationRequested'],
  HearDepartment: ['DepartmentHeard'],
  HearCitizen: ['CitizenHeard'],
  ChangeScope: ['ScopeChanged'],
  DeclareConflict: ['ConflictDeclared'],
  RecordOutcome: ['OutcomeRecorded'],
  Conclude: ['ConcludedWithoutCriticism', 'ConcludedWithCriticism'],
  CloseCase: ['ClosedOnAnswer', 'ClosedOnWithdrawal'],
  WithdrawComplaint: ['ComplaintWithdrawn'],
  ReopenCase: ['ReopenedForQuestions', 'ReopenedForNewPart', 'ReopenedForConsent', 'ReopenedForAssessment'],
  FileDocument: ['DocumentFiled'],
  RecordNote: ['NoteRecorded'],
  AttendMeeting: ['MeetingAttended'],
  NotifyCitizen: ['CitizenNotified'],
  ForwardAnswerToCitizen: ['AnswerForwarded'],
  SendReply: ['ReplySent', 'ReplyFiled'],
  RecordDepartmentPosition: ['DepartmentPositionRecorded'],
  RequestErasure: ['ErasureRequested'],
  DecideErasure: ['ErasureRefused', 'ErasureExtended', 'DocumentErased', 'CaseErased'],
  PlaceHold: ['HoldPlaced'],
  LiftHold: ['HoldLifted'],
  ShredKeys: ['KeysShredded'],
};
