/**
 * Every transition that a caller may ask for, as the body of its request: a field that is not declared here is refused
 * (contract.md, section 3). Whether the step is possible, what the codes mean for it, and which departments, topics and
 * parts exist is asked by others.
 */
import { channels, complainantTypes, grounds } from '../../policy/profile.js';
import {
  GoesWith,
  IsBase64,
  IsCoded,
  IsCpr,
  IsCvr,
  IsDate,
  IsDepartment,
  IsFlag,
  IsInstant,
  IsList,
  IsOne,
  IsPart,
  IsPerson,
  IsReference,
  IsSome,
  IsText,
  IsTopic,
  MayBeLeftOut,
  NeededWhen,
  NotBefore,
  OnlyWhen,
} from './fields.js';

export const authorityBodies = [
  'ankestyrelsen',
  'ombudsmanden',
  'kommunaltTilsyn',
  'domstolene',
  'ligebehandlingsnaevnet',
  'datatilsynet',
  'other',
] as const;
export const guidanceCodes = [
  'howToComplain',
  'understandDecision',
  'dialogue',
  'whereToComplain',
  'rights',
  'representation',
  'discrimination',
  'meetingSupport',
] as const;
export const endings = ['guidance', 'abandoned'] as const;
export const offers = ['dialogueHelp', 'mediation', 'meetingSupport'] as const;
export const inabilities = ['communicationImpairment', 'illness', 'language', 'conflict', 'other'] as const;
export const waiverReasons = ['citizenPrevented', 'continuingEffect', 'publicInterest', 'lateKnowledge'] as const;
export const principleReasons = ['affectsMany', 'templateFault', 'unclearLaw', 'systemFault'] as const;
export const authorities = ['powerOfAttorney', 'guardian', 'partyRepresentative'] as const;
export const modes = ['flexible', 'written'] as const;
export const contactPersons = ['caseworker', 'leader'] as const;
export const contactOutcomes = ['offer', 'noSolution', 'noReply', 'explained'] as const;
export const bothSides = ['citizen', 'department'] as const;
export const noSolutionReasons = ['rejected', 'noOffer', 'noReply', 'unsuitable'] as const;
export const consentPurposes = ['moreQuestions', 'closerExamination', 'shareName'] as const;
export const levels = ['low', 'medium', 'high'] as const;
export const overallAssessments = ['justified', 'notJustified'] as const;
export const partOutcomes = ['noCriticism', 'criticism', 'recommendation'] as const;
export const notices = ['result', 'decision', 'status', 'rights'] as const;
export const reopeningReasons = ['moreQuestions', 'newPart', 'closerLook'] as const;
export const directions = ['in', 'out', 'internal'] as const;
export const meetingReasons = ['insecure', 'understanding', 'language', 'conflict'] as const;
export const positions = ['accepted', 'declined', 'implemented'] as const;
export const erasureObjects = ['case', 'document'] as const;
export const erasureDecisions = ['granted', 'refused', 'extended'] as const;
export const erasureBases = [
  'journalingDuty',
  'legalClaim',
  'archive',
  'misfiled',
  'noBasisToKeep',
  'complexity',
] as const;
export const holdReasons = ['archiveTransfer', 'courtCase', 'supervision'] as const;
type Of<List extends readonly string[]> = List[number];

/**
 * Bytes of a document inside JSON; a request may have 256 KiB, larger files come by multipart upload (promises.md,
 * section 5).
 */
export const maxInlineBytes = 184_320;

// — before a case —

export class ReceiveInquiry {
  @IsCoded(channels) readonly channel!: Of<typeof channels>;
  @MayBeLeftOut() @IsCoded(complainantTypes) readonly complainantType?: Of<typeof complainantTypes>;
  @MayBeLeftOut() @IsDate() readonly receivedOn?: string;
}

export class RecordPart {
  @IsTopic() readonly topic!: string;
  @IsDepartment() readonly department!: string;
  @MayBeLeftOut() @IsDate() readonly eventStart?: string;
  @MayBeLeftOut() @NotBefore('eventStart') @IsDate() readonly eventEnd?: string;
}

export class AssessRemit {
  @IsPart() readonly part!: string;
  @IsFlag() readonly admissible!: boolean;
  @GoesWith({ admissible: false }) @IsCoded(grounds) readonly ground?: Of<typeof grounds>;
  @GoesWith({ admissible: false })
  @IsList({ min: 0 })
  @IsCoded(guidanceCodes, { each: true })
  readonly guidance?: readonly Of<typeof guidanceCodes>[];
  /** Who may not help must say who does (H8, O10). */
  @NeededWhen({ ground: ['content', 'otherBody', 'courts', 'anotherAuthority'] }, 'GUIDANCE_REQUIRED')
  @OnlyWhen({ admissible: false })
  @IsCoded(authorityBodies)
  readonly body?: Of<typeof authorityBodies>;
  @MayBeLeftOut() @OnlyWhen({ admissible: false }) @IsFlag() readonly forwarded?: boolean;
}

export class CompleteIntake {}

export class GiveGuidance {
  @IsList() @IsCoded(guidanceCodes, { each: true }) readonly codes!: readonly Of<typeof guidanceCodes>[];
  @MayBeLeftOut() @IsCoded(authorityBodies) readonly body?: Of<typeof authorityBodies>;
}

export class EndWithoutCase {
  @MayBeLeftOut() @IsCoded(endings) readonly outcome?: Of<typeof endings>;
}

export class DirectElsewhere {
  @IsCoded(authorityBodies) readonly body!: Of<typeof authorityBodies>;
  @MayBeLeftOut() @IsFlag() readonly forwarded?: boolean;
}

export class RecordSuggestion {
  @IsTopic() readonly topic!: string;
  @IsDepartment() readonly department!: string;
}

export class ForwardSuggestion {
  @IsFlag() readonly withName!: boolean;
}

export class GuideBack {
  @IsList() @IsCoded(offers, { each: true }) readonly offered!: readonly Of<typeof offers>[];
}

export class RecordDialogue {
  @IsDepartment() readonly department!: string;
  @IsFlag() readonly departmentHadOpportunity!: boolean;
  @MayBeLeftOut() @IsFlag() readonly answered?: boolean;
  @MayBeLeftOut() @IsDate() readonly askedOn?: string;
  @MayBeLeftOut() @IsFlag() readonly moreOptionsSeen?: boolean;
}

export class AttestUnable {
  @IsCoded(inabilities) readonly reason!: Of<typeof inabilities>;
}

export class AgreeRegistration {
  @IsFlag() readonly citizen!: boolean;
  @IsFlag() readonly adviser!: boolean;
}

export class WaiveAgeLimit {
  @IsPart() readonly part!: string;
  @IsCoded(waiverReasons) readonly reason!: Of<typeof waiverReasons>;
}

export class FlagPrincipled {
  @IsCoded(principleReasons) readonly reason!: Of<typeof principleReasons>;
}

export class Complainant {
  @IsText() readonly name!: string;
  @MayBeLeftOut() @IsCpr() readonly cpr?: string;
  @MayBeLeftOut() @IsCvr() readonly cvr?: string;
  @MayBeLeftOut() @IsText() readonly address?: string;
  @MayBeLeftOut() @IsText() readonly email?: string;
  @MayBeLeftOut() @IsText() readonly phone?: string;
}

export class Representative {
  @IsText() readonly name!: string;
  @IsCoded(authorities) readonly authority!: Of<typeof authorities>;
}

export class RegisterCase {
  @IsPerson(() => Complainant) readonly complainant!: Complainant;
  @IsText() readonly summary!: string;
  @MayBeLeftOut() @IsList() @IsPart({ each: true }) readonly parts?: readonly string[];
  @MayBeLeftOut() @IsPerson(() => Representative) readonly representative?: Representative;
}

// — early resolution and mediation —

export class StartEarlyResolution {
  @IsCoded(modes) readonly mode!: Of<typeof modes>;
}

export class SwitchMode {
  @IsCoded(modes) readonly mode!: Of<typeof modes>;
}

export class RecordContact {
  @IsDepartment() readonly department!: string;
  @IsCoded(contactPersons) readonly with!: Of<typeof contactPersons>;
  @IsCoded(contactOutcomes) readonly outcome!: Of<typeof contactOutcomes>;
  @MayBeLeftOut() @IsText() readonly note?: string;
  @MayBeLeftOut() @IsInstant() readonly occurredAt?: string;
}

export class ProposeSettlement {
  @IsText() readonly terms!: string;
  @IsFlag() readonly compromisesRights!: boolean;
}

export class AcceptSettlement {
  @IsCoded(bothSides) readonly by!: Of<typeof bothSides>;
}

export class RejectSettlement {
  @IsCoded(bothSides) readonly by!: Of<typeof bothSides>;
}

export class NoQuickSolution {
  @IsCoded(noSolutionReasons) readonly reason!: Of<typeof noSolutionReasons>;
}

export class OfferMediation {}

export class AnswerMediationOffer {
  @IsCoded(bothSides) readonly by!: Of<typeof bothSides>;
  @IsFlag() readonly accepted!: boolean;
}

export class StartMediation {}

export class EndMediation {
  @IsFlag() readonly agreement!: boolean;
  @MayBeLeftOut() @IsText() readonly terms?: string;
}

// — the department —

export class Referral {
  @IsDepartment() readonly department!: string;
  @IsList() @IsPart({ each: true }) readonly parts!: readonly string[];
  @MayBeLeftOut() @IsText() readonly questions?: string;
}

export class ReferToDepartment {
  @IsSome(() => Referral) readonly referrals!: readonly Referral[];
}

export class AskMoreQuestions {
  @IsSome(() => Referral) readonly referrals!: readonly Referral[];
}

/** The system's own: `sentOn` is that of the referral which is still unanswered (T16). */
export class Remind {
  @IsDepartment() readonly department!: string;
  @IsDate() readonly sentOn!: string;
}

/** The system's own: the second reminder, to the leader. */
export class Escalate {
  @IsDepartment() readonly department!: string;
  @IsDate() readonly sentOn!: string;
}

export class RecordDepartmentAnswer {
  @IsDepartment() readonly department!: string;
  @IsFlag() readonly directToCitizen!: boolean;
  @MayBeLeftOut() @IsDate() readonly receivedOn?: string;
  @MayBeLeftOut() @IsText() readonly summary?: string;
}

export class RecordNoAnswer {}

export class RequestCloserLook {
  @MayBeLeftOut() @IsText() readonly reason?: string;
}

// — consent —

export class GiveConsent {
  @IsCoded(consentPurposes) readonly purpose!: Of<typeof consentPurposes>;
  @IsList() @IsDepartment({ each: true }) readonly departments!: readonly string[];
  @MayBeLeftOut() @IsDate() readonly from?: string;
  @MayBeLeftOut() @NotBefore('from') @IsDate() readonly to?: string;
}

export class RefuseConsent {}

export class WithdrawConsent {
  @IsCoded(channels) readonly channel!: Of<typeof channels>;
}

// — investigation —

export class Criteria {
  @IsCoded(levels) readonly citizenBenefit!: Of<typeof levels>;
  @IsCoded(levels) readonly improvement!: Of<typeof levels>;
  @IsCoded(overallAssessments) readonly overall!: Of<typeof overallAssessments>;
}

/** An empty scope is a matter for the rules (SCOPE_EMPTY, K15), not of form. */
export class OpenInvestigation {
  @IsList({ min: 0 }) @IsPart({ each: true }) readonly scope!: readonly string[];
  @IsOne(() => Criteria) readonly criteria!: Criteria;
  @MayBeLeftOut() @IsText() readonly assessment?: string;
}

export class ChangeScope {
  @IsList({ min: 0 }) @IsPart({ each: true }) readonly scope!: readonly string[];
  @IsOne(() => Criteria) readonly criteria!: Criteria;
  @MayBeLeftOut() @IsText() readonly assessment?: string;
}

export class DeclineInvestigation {
  @IsOne(() => Criteria) readonly criteria!: Criteria;
  @IsText() readonly reasons!: string;
}

export class OpenOwnInitiative {
  @IsTopic() readonly topic!: string;
  @IsDepartment() readonly department!: string;
  @IsOne(() => Criteria) readonly criteria!: Criteria;
  @IsText() readonly title!: string;
}

export class RequestInformation {
  @IsDepartment() readonly department!: string;
  @MayBeLeftOut() @IsDate() readonly from?: string;
  @MayBeLeftOut() @NotBefore('from') @IsDate() readonly to?: string;
  @IsText() readonly about!: string;
}

export class HearDepartment {
  @IsDepartment() readonly department!: string;
  @IsText() readonly statement!: string;
}

export class HearCitizen {
  @IsText() readonly statement!: string;
}

export class DeclareConflict {
  @IsDepartment() readonly department!: string;
}

export class RecordOutcome {
  @IsPart() readonly part!: string;
  @IsCoded(partOutcomes) readonly outcome!: Of<typeof partOutcomes>;
  @IsText() readonly grounds!: string;
  @MayBeLeftOut() @IsText() readonly recommendation?: string;
}

export class Conclude {}

// — telling, closing, reopening —

export class NotifyCitizen {
  @IsCoded(notices) readonly about!: Of<typeof notices>;
  @MayBeLeftOut() @IsText() readonly text?: string;
}

export class ForwardAnswerToCitizen {
  @IsDepartment() readonly department!: string;
}

export class SendReply {
  @IsCoded(channels) readonly channel!: Of<typeof channels>;
  @IsFlag() readonly sensitive!: boolean;
  @MayBeLeftOut() @IsText() readonly text?: string;
}

export class CloseCase {}

export class WithdrawComplaint {}

export class ReopenCase {
  @IsCoded(reopeningReasons) readonly reason!: Of<typeof reopeningReasons>;
}

// — filed beside the lifecycle —

export class FileDocument {
  @IsText() readonly title!: string;
  @IsCoded(directions) readonly direction!: Of<typeof directions>;
  @IsDate() readonly date!: string;
  @MayBeLeftOut() @IsDepartment() readonly department?: string;
  @MayBeLeftOut() @IsDate() readonly from?: string;
  @MayBeLeftOut() @NotBefore('from') @IsDate() readonly to?: string;
  @MayBeLeftOut() @IsReference() readonly request?: string;
  @MayBeLeftOut() @IsBase64(maxInlineBytes) readonly content?: string;
}

export class RecordNote {
  @IsText() readonly text!: string;
  @MayBeLeftOut() @IsInstant() readonly occurredAt?: string;
}

export class AttendMeeting {
  @IsCoded(bothSides) readonly requestedBy!: Of<typeof bothSides>;
  @IsCoded(meetingReasons) readonly reason!: Of<typeof meetingReasons>;
  @IsDate() readonly on!: string;
  @MayBeLeftOut() @IsText() readonly note?: string;
}

export class RecordDepartmentPosition {
  @IsPart() readonly part!: string;
  @IsCoded(positions) readonly position!: Of<typeof positions>;
  @NeededWhen({ position: 'declined' }) @IsText() readonly reason?: string;
}

export class RequestErasure {
  @IsCoded(erasureObjects) readonly of!: Of<typeof erasureObjects>;
  @GoesWith({ of: 'document' }) @IsReference() readonly document?: string;
}

export class DecideErasure {
  @IsReference() readonly request!: string;
  @IsCoded(erasureDecisions) readonly decision!: Of<typeof erasureDecisions>;
  @IsCoded(erasureBases) readonly basis!: Of<typeof erasureBases>;
  @GoesWith({ decision: 'extended' }) @IsDate() readonly extendedTo?: string;
}

export class PlaceHold {
  @IsCoded(holdReasons) readonly reason!: Of<typeof holdReasons>;
}

export class LiftHold {
  @IsCoded(holdReasons) readonly reason!: Of<typeof holdReasons>;
}

export class ShredKeys {}

export const commands = {
  ReceiveInquiry,
  RecordPart,
  AssessRemit,
  CompleteIntake,
  GiveGuidance,
  EndWithoutCase,
  DirectElsewhere,
  RecordSuggestion,
  ForwardSuggestion,
  GuideBack,
  RecordDialogue,
  AttestUnable,
  AgreeRegistration,
  WaiveAgeLimit,
  FlagPrincipled,
  RegisterCase,
  StartEarlyResolution,
  SwitchMode,
  RecordContact,
  ProposeSettlement,
  AcceptSettlement,
  RejectSettlement,
  NoQuickSolution,
  OfferMediation,
  AnswerMediationOffer,
  StartMediation,
  EndMediation,
  ReferToDepartment,
  AskMoreQuestions,
  Remind,
  Escalate,
  RecordDepartmentAnswer,
  RecordNoAnswer,
  RequestCloserLook,
  GiveConsent,
  RefuseConsent,
  WithdrawConsent,
  OpenInvestigation,
  ChangeScope,
  DeclineInvestigation,
  OpenOwnInitiative,
  RequestInformation,
  HearDepartment,
  HearCitizen,
  DeclareConflict,
  RecordOutcome,
  Conclude,
  NotifyCitizen,
  ForwardAnswerToCitizen,
  SendReply,
  CloseCase,
  WithdrawComplaint,
  ReopenCase,
  FileDocument,
  RecordNote,
  AttendMeeting,
  RecordDepartmentPosition,
  RequestErasure,
  DecideErasure,
  PlaceHold,
  LiftHold,
  ShredKeys,
} as const;

export type CommandName = keyof typeof commands;
export type Commands = { [Name in CommandName]: InstanceType<(typeof commands)[Name]> };
export const commandNames = Object.keys(commands) as readonly CommandName[];
export const isCommandName = (name: string): name is CommandName => Object.hasOwn(commands, name);

export const phases = {
  /** Begin a complaint and have no predecessor. */
  starting: new Set<CommandName>(['ReceiveInquiry', 'OpenOwnInitiative']),
  /**
   * Have a place before registration (T1–T10, and SendReply); some of them in a case too. RegisterCase alone may name a
   * person.
   */
  preCaseToo: new Set<CommandName>([
    'ReceiveInquiry',
    'RecordPart',
    'AssessRemit',
    'CompleteIntake',
    'GiveGuidance',
    'EndWithoutCase',
    'DirectElsewhere',
    'RecordSuggestion',
    'ForwardSuggestion',
    'GuideBack',
    'RecordDialogue',
    'AttestUnable',
    'AgreeRegistration',
    'WaiveAgeLimit',
    'FlagPrincipled',
    'RegisterCase',
    'SendReply',
  ]),
  /** A person may never send them. */
  systemOnly: new Set<CommandName>(['Remind', 'Escalate']),
} as const satisfies Record<string, ReadonlySet<CommandName>>;
