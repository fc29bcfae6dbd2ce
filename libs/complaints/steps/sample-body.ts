/**
 * The body a step most likely has, from what the caseState knows: to say which steps are open before anything was
 * typed.
 */
import { type LocalDate } from '../../policy/calendar.js';
import { type Profile } from '../../policy/profile.js';
import { type CommandName, type Commands } from './commands.js';
import { admissibleParts, type CaseState, openReferrals } from '../../case/case-state.js';

const text = '…';
const criteria = { citizenBenefit: 'medium', improvement: 'medium', overall: 'justified' } as const;

type SampleBody = {
  readonly [Name in CommandName]: (
    caseState: CaseState,
    profile: Profile,
    today: LocalDate,
    state: string,
  ) => Commands[Name];
};

const firstDepartment = (caseState: CaseState): string =>
  admissibleParts(caseState)[0]?.department ?? caseState.parts[0]?.department ?? 'office';
const referrals = (caseState: CaseState) => {
  const parts = admissibleParts(caseState);
  const departments = [...new Set(parts.map(({ department }) => department))];
  return departments.map((department) => ({
    department,
    parts: parts.filter((part) => part.department === department).map(({ id }) => id),
  }));
};
const oneOf = (caseState: CaseState) => ({ referrals: referrals(caseState) });
const firstPart = (caseState: CaseState, wanted: (part: CaseState['parts'][number]) => boolean): string =>
  (caseState.parts.find(wanted) ?? caseState.parts[0])?.id ?? '';

export const sampleBody: SampleBody = {
  ReceiveInquiry: () => ({ channel: 'phone' }),
  RecordPart: (caseState) => ({ topic: 'other', department: firstDepartment(caseState) }),
  AssessRemit: (caseState, profile) => {
    const open = caseState.parts.find(({ admissible }) => admissible === null);
    if (open || caseState.registeredAt === null)
      return { part: open?.id ?? caseState.parts[0]?.id ?? '', admissible: true };
    return {
      part: admissibleParts(caseState)[0]?.id ?? '',
      admissible: false,
      ground: profile.settings.exclusions[0]?.ground ?? 'otherBody',
      guidance: ['whereToComplain'],
      body: 'other',
    };
  },
  CompleteIntake: () => ({}),
  GiveGuidance: () => ({ codes: ['howToComplain'] }),
  EndWithoutCase: () => ({}),
  DirectElsewhere: () => ({ body: 'other' }),
  RecordSuggestion: (caseState) => ({ topic: 'other', department: firstDepartment(caseState) }),
  ForwardSuggestion: () => ({ withName: false }),
  GuideBack: () => ({ offered: ['dialogueHelp'] }),
  RecordDialogue: (caseState) => ({
    department: firstDepartment(caseState),
    departmentHadOpportunity: true,
    answered: true,
  }),
  AttestUnable: () => ({ reason: 'other' }),
  AgreeRegistration: () => ({ citizen: true, adviser: true }),
  WaiveAgeLimit: (caseState) => ({
    part: firstPart(caseState, ({ ageLimit, waived }) => ageLimit?.exceeded === true && !waived),
    reason: 'citizenPrevented',
  }),
  FlagPrincipled: () => ({ reason: 'affectsMany' }),
  RegisterCase: () => ({ complainant: { name: text }, summary: text }),
  OpenOwnInitiative: (caseState) => ({ topic: 'other', department: firstDepartment(caseState), criteria, title: text }),
  StartEarlyResolution: () => ({ mode: 'flexible' }),
  SwitchMode: (_, __, ___, state) => ({ mode: state === 'earlyResolution.written' ? 'flexible' : 'written' }),
  RecordContact: (caseState) => ({ department: firstDepartment(caseState), with: 'caseworker', outcome: 'explained' }),
  ProposeSettlement: () => ({ terms: text, compromisesRights: false }),
  AcceptSettlement: () => ({ by: 'citizen' }),
  RejectSettlement: () => ({ by: 'citizen' }),
  NoQuickSolution: () => ({ reason: 'unsuitable' }),
  OfferMediation: () => ({}),
  AnswerMediationOffer: () => ({ by: 'citizen', accepted: true }),
  StartMediation: () => ({}),
  EndMediation: () => ({ agreement: true }),
  ReferToDepartment: oneOf,
  AskMoreQuestions: oneOf,
  Remind: (caseState, _, today) => ({
    department: openReferrals(caseState)[0]?.department ?? 'office',
    sentOn: openReferrals(caseState)[0]?.sentOn ?? today,
  }),
  Escalate: (caseState, _, today) => ({
    department: openReferrals(caseState)[0]?.department ?? 'office',
    sentOn: openReferrals(caseState)[0]?.sentOn ?? today,
  }),
  RecordDepartmentAnswer: (caseState) => ({
    department:
      openReferrals(caseState)[0]?.department ??
      caseState.referrals[0]?.department ??
      caseState.informationRequests[0]?.department ??
      caseState.heard.departments[0] ??
      firstDepartment(caseState),
    directToCitizen: true,
  }),
  RecordNoAnswer: () => ({}),
  RequestCloserLook: () => ({}),
  GiveConsent: (caseState) => ({ purpose: 'closerExamination', departments: [firstDepartment(caseState)] }),
  RefuseConsent: () => ({}),
  WithdrawConsent: () => ({ channel: 'phone' }),
  OpenInvestigation: (caseState) => ({ scope: admissibleParts(caseState).map(({ id }) => id), criteria }),
  DeclineInvestigation: () => ({ criteria, reasons: text }),
  RequestInformation: (caseState) => {
    const scope = caseState.consent.scopes.find(({ purpose }) => purpose === 'closerExamination');
    return {
      department: scope?.departments[0] ?? firstDepartment(caseState),
      from: scope?.from,
      to: scope?.to,
      about: text,
    };
  },
  HearDepartment: (caseState) => ({ department: firstDepartment(caseState), statement: text }),
  HearCitizen: () => ({ statement: text }),
  ChangeScope: (caseState) => ({ scope: admissibleParts(caseState).map(({ id }) => id), criteria }),
  DeclareConflict: (caseState) => ({ department: firstDepartment(caseState) }),
  RecordOutcome: (caseState) => ({
    part: firstPart(caseState, ({ inScope, outcome }) => inScope && outcome === null),
    outcome: 'noCriticism',
    grounds: text,
  }),
  Conclude: () => ({}),
  NotifyCitizen: () => ({ about: 'status' }),
  ForwardAnswerToCitizen: (caseState) => ({
    department:
      caseState.tasks[0]?.department ??
      caseState.referrals.find(({ answeredOn }) => answeredOn !== null)?.department ??
      firstDepartment(caseState),
  }),
  SendReply: () => ({ channel: 'digitalPost', sensitive: false }),
  CloseCase: () => ({}),
  WithdrawComplaint: () => ({}),
  ReopenCase: () => ({ reason: 'moreQuestions' }),
  FileDocument: (_, __, today) => ({ title: text, direction: 'internal', date: today }),
  RecordNote: () => ({ text }),
  AttendMeeting: (_, __, today) => ({ requestedBy: 'citizen', reason: 'insecure', on: today }),
  RecordDepartmentPosition: (caseState) => ({
    part: firstPart(caseState, ({ outcome }) => outcome === 'recommendation' || outcome === 'criticism'),
    position: 'accepted',
  }),
  RequestErasure: () => ({ of: 'case' }),
  DecideErasure: (caseState) => {
    const open = caseState.erasureRequests.find(({ status }) => status === 'open');
    return {
      request: open?.id ?? caseState.erasureRequests[0]?.id ?? '',
      decision: 'refused',
      basis: 'journalingDuty',
    };
  },
  PlaceHold: () => ({ reason: 'archiveTransfer' }),
  LiftHold: (caseState) => ({ reason: (caseState.holds[0] ?? 'archiveTransfer') as 'archiveTransfer' }),
  ShredKeys: () => ({}),
};
