/** The body a step most likely has, from what the dossier knows: to say which steps are open before anything was typed. */
import { type LocalDate } from '../policy/calendar.js';
import { type Profile } from '../policy/profile.js';
import { type CommandName, type Commands } from './commands.js';
import { admissibleParts, openReferrals, type Dossier } from './dossier.js';

const text = '…';
const criteria = { citizenBenefit: 'medium', improvement: 'medium', overall: 'justified' } as const;

type Presume = { readonly [Name in CommandName]: (dossier: Dossier, profile: Profile, today: LocalDate, state: string) => Commands[Name] };

const firstDepartment = (dossier: Dossier): string => admissibleParts(dossier)[0]?.department ?? dossier.parts[0]?.department ?? 'office';
const referrals = (dossier: Dossier) => {
  const parts = admissibleParts(dossier);
  const departments = [...new Set(parts.map(({ department }) => department))];
  return departments.map((department) => ({ department, parts: parts.filter((part) => part.department === department).map(({ id }) => id) }));
};
const oneOf = (dossier: Dossier) => ({ referrals: referrals(dossier) });
const firstPart = (dossier: Dossier, wanted: (part: Dossier['parts'][number]) => boolean): string => (dossier.parts.find(wanted) ?? dossier.parts[0])?.id ?? '';

export const presume: Presume = {
  ReceiveInquiry: () => ({ channel: 'phone' }),
  RecordPart: (dossier) => ({ topic: 'other', department: firstDepartment(dossier) }),
  AssessRemit: (dossier, profile) => {
    const open = dossier.parts.find(({ admissible }) => admissible === null);
    if (open || dossier.registeredAt === null) return { part: open?.id ?? dossier.parts[0]?.id ?? '', admissible: true };
    return { part: admissibleParts(dossier)[0]?.id ?? '', admissible: false, ground: profile.settings.exclusions[0]?.ground ?? 'otherBody', guidance: ['whereToComplain'], body: 'other' };
  },
  CompleteIntake: () => ({}),
  GiveGuidance: () => ({ codes: ['howToComplain'] }),
  EndWithoutCase: () => ({}),
  DirectElsewhere: () => ({ body: 'other' }),
  RecordSuggestion: (dossier) => ({ topic: 'other', department: firstDepartment(dossier) }),
  ForwardSuggestion: () => ({ withName: false }),
  GuideBack: () => ({ offered: ['dialogueHelp'] }),
  RecordDialogue: (dossier) => ({ department: firstDepartment(dossier), departmentHadOpportunity: true, answered: true }),
  AttestUnable: () => ({ reason: 'other' }),
  AgreeRegistration: () => ({ citizen: true, adviser: true }),
  WaiveAgeLimit: (dossier) => ({ part: firstPart(dossier, ({ ageLimit, waived }) => ageLimit?.exceeded === true && !waived), reason: 'citizenPrevented' }),
  FlagPrincipled: () => ({ reason: 'affectsMany' }),
  RegisterCase: () => ({ complainant: { name: text }, summary: text }),
  OpenOwnInitiative: (dossier) => ({ topic: 'other', department: firstDepartment(dossier), criteria, title: text }),
  StartEarlyResolution: () => ({ mode: 'flexible' }),
  SwitchMode: (_, __, ___, state) => ({ mode: state === 'earlyResolution.written' ? 'flexible' : 'written' }),
  RecordContact: (dossier) => ({ department: firstDepartment(dossier), with: 'caseworker', outcome: 'explained' }),
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
  Remind: (dossier, _, today) => ({ department: openReferrals(dossier)[0]?.department ?? 'office', sentOn: openReferrals(dossier)[0]?.sentOn ?? today }),
  Escalate: (dossier, _, today) => ({ department: openReferrals(dossier)[0]?.department ?? 'office', sentOn: openReferrals(dossier)[0]?.sentOn ?? today }),
  RecordDepartmentAnswer: (dossier) => ({ department: openReferrals(dossier)[0]?.department ?? dossier.referrals[0]?.department ?? dossier.informationRequests[0]?.department ?? dossier.heard.departments[0] ?? firstDepartment(dossier), directToCitizen: true }),
  RecordNoAnswer: () => ({}),
  RequestCloserLook: () => ({}),
  GiveConsent: (dossier) => ({ purpose: 'closerExamination', departments: [firstDepartment(dossier)] }),
  RefuseConsent: () => ({}),
  WithdrawConsent: () => ({ channel: 'phone' }),
  OpenInvestigation: (dossier) => ({ scope: admissibleParts(dossier).map(({ id }) => id), criteria }),
  DeclineInvestigation: () => ({ criteria, reasons: text }),
  RequestInformation: (dossier) => {
    const scope = dossier.consent.scopes.find(({ purpose }) => purpose === 'closerExamination');
    return { department: scope?.departments[0] ?? firstDepartment(dossier), from: scope?.from, to: scope?.to, about: text };
  },
  HearDepartment: (dossier) => ({ department: firstDepartment(dossier), statement: text }),
  HearCitizen: () => ({ statement: text }),
  ChangeScope: (dossier) => ({ scope: admissibleParts(dossier).map(({ id }) => id), criteria }),
  DeclareConflict: (dossier) => ({ department: firstDepartment(dossier) }),
  RecordOutcome: (dossier) => ({ part: firstPart(dossier, ({ inScope, outcome }) => inScope && outcome === null), outcome: 'noCriticism', grounds: text }),
  Conclude: () => ({}),
  NotifyCitizen: () => ({ about: 'status' }),
  ForwardAnswerToCitizen: (dossier) => ({ department: dossier.tasks[0]?.department ?? dossier.referrals.find(({ answeredOn }) => answeredOn !== null)?.department ?? firstDepartment(dossier) }),
  SendReply: () => ({ channel: 'digitalPost', sensitive: false }),
  CloseCase: () => ({}),
  WithdrawComplaint: () => ({}),
  ReopenCase: () => ({ reason: 'moreQuestions' }),
  FileDocument: (_, __, today) => ({ title: text, direction: 'internal', date: today }),
  RecordNote: () => ({ text }),
  AttendMeeting: (_, __, today) => ({ requestedBy: 'citizen', reason: 'insecure', on: today }),
  RecordDepartmentPosition: (dossier) => ({ part: firstPart(dossier, ({ outcome }) => outcome === 'recommendation' || outcome === 'criticism'), position: 'accepted' }),
  RequestErasure: () => ({ of: 'case' }),
  DecideErasure: (dossier) => {
    const open = dossier.erasureRequests.find(({ status }) => status === 'open');
    return { request: open?.id ?? dossier.erasureRequests[0]?.id ?? '', decision: 'refused', basis: 'journalingDuty' };
  },
  PlaceHold: () => ({ reason: 'archiveTransfer' }),
  LiftHold: (dossier) => ({ reason: (dossier.holds[0] ?? 'archiveTransfer') as 'archiveTransfer' }),
  ShredKeys: () => ({}),
};
