// The independent oracle of the lifecycle, complaint/2: what happens when a command is sent in a state under a profile,
// with a well-formed body, by a caller who may, at a case pinned to complaint/2. Written by hand from rules.md (section
// 2, its rows T1–T35, and section 3), contract.md (sections 1 and 3) and the text of the second version (cited by its
// sections as L1–L9; it goes before the others), together called the brief. It imports nothing of the product, and
// nothing of the product may be copied into it. complaint/1 has no oracle any more: it is frozen data (L1).
//
// Not here, since they are answered before the state is asked (contract.md, "Order of the checks"): roles other than
// those of `rolesIn`, visibility, a confidential case (403 CONFIDENTIAL), the move of a case of an older version that
// comes before the step (LIFECYCLE_OUTDATED), the body (every 400: VALIDATION, REASON_REQUIRED, BASIS_REQUIRED,
// GUIDANCE_REQUIRED, CRITERIA_REQUIRED, PERSONAL_DATA_IN_ANONYMOUS), the revision. A cell or guard that rests on a
// reading of the brief names it (`A1` …): see `doubtful` and the end of the file.

export const profiles = ['koebenhavn', 'horsens', 'odense'] as const;
export type Profile = (typeof profiles)[number];

export const preCaseStates = ['intake', 'dialogueCheck', 'guidance', 'endedWithoutCase'] as const;
export const openCaseStates = [
  'registered',
  'earlyResolution.flexible',
  'earlyResolution.written',
  'mediation',
  'referred',
  'answered',
  'investigationAssessment',
  'awaitingConsent',
  'investigating.active',
  'investigating.halted',
] as const;
export const states = ['none', ...preCaseStates, ...openCaseStates, 'closed'] as const;
export type State = (typeof states)[number];

export const commands = [
  'ReceiveInquiry',
  'RecordPart',
  'AssessRemit',
  'CompleteIntake',
  'GiveGuidance',
  'EndWithoutCase',
  'DirectElsewhere',
  'RejectInquiry',
  'RecordSuggestion',
  'ForwardSuggestion',
  'GuideBack',
  'RecordDialogue',
  'AttestUnable',
  'AgreeRegistration',
  'WaiveAgeLimit',
  'FlagPrincipled',
  'RegisterCase',
  'StartEarlyResolution',
  'SwitchMode',
  'RecordContact',
  'ProposeSettlement',
  'AcceptSettlement',
  'RejectSettlement',
  'NoQuickSolution',
  'OfferMediation',
  'AnswerMediationOffer',
  'StartMediation',
  'EndMediation',
  'ReferToDepartment',
  'AskMoreQuestions',
  'RecordDepartmentAnswer',
  'RecordNoAnswer',
  'RequestCloserLook',
  'GiveConsent',
  'RefuseConsent',
  'WithdrawConsent',
  'OpenInvestigation',
  'ChangeScope',
  'DeclineInvestigation',
  'OpenOwnInitiative',
  'RequestInformation',
  'HearDepartment',
  'HearCitizen',
  'DeclareConflict',
  'RecordOutcome',
  'NotifyCitizen',
  'ForwardAnswerToCitizen',
  'SendReply',
  'Conclude',
  'CloseCase',
  'WithdrawComplaint',
  'ReopenCase',
  'FileDocument',
  'RecordNote',
  'AttendMeeting',
  'RecordDepartmentPosition',
  'RequestErasure',
  'DecideErasure',
  'PlaceHold',
  'LiftHold',
  'ShredKeys',
  'MoveCase',
  'AssignCase',
  'SetHandling',
  'LinkCase',
  'UnlinkCase',
  'UpdateParty',
  'AddParty',
  'EndParty',
  'DiscontinueCase',
  'WithdrawPart',
  'ExtendDeadline',
  'RequestExtension',
  'DeclineExtension',
  'Acknowledge',
  'RecallReferral',
  'DeclineReferral',
  'CorrectRecord',
  'RetractStep',
  'RecordRecommendation',
  'RecordRecommendationStatus',
  'RequestHearing',
  'RecordActivity',
  'RequestReview',
  'RecordReview',
  'RecordSuggestionPosition',
  'Remind',
  'Escalate',
] as const;
export type Command = (typeof commands)[number];
// contract 1: the two that stand without an id
// L9: and the one that has an address of its own, and begins no complaint
export const startingCommands: readonly Command[] = ['ReceiveInquiry', 'OpenOwnInitiative', 'RecordActivity'];

export const allRoles = [
  'adviser',
  'head',
  'department',
  'citizen',
  'auditor',
  'analyst',
  'dataProtectionOfficer',
  'administrator',
  'system',
] as const;
export type Role = (typeof allRoles)[number];

export const endedOutcomes = [
  'guidance',
  'guidedBack',
  'directed',
  'suggestionForwarded',
  'abandoned',
  'rejected',
] as const;
export const closedOutcomes = [
  'settled',
  'mediated',
  'answeredByDepartment',
  'noCriticism',
  'criticism',
  'recommendation',
  'criticismWithRecommendation',
  'investigationDeclined',
  'consentRefused',
  'consentWithdrawn',
  'withdrawnByCitizen',
  'directed',
  'discontinued',
] as const;
export type Outcome = (typeof endedOutcomes)[number] | (typeof closedOutcomes)[number];

/** The codes of rules.md, "Refusal codes". */
export const domainCodes = [
  'ROLE_FORBIDDEN',
  'VALIDATION',
  'REASON_REQUIRED',
  'BASIS_REQUIRED',
  'GUIDANCE_REQUIRED',
  'CRITERIA_REQUIRED',
  'PERSONAL_DATA_IN_ANONYMOUS',
  'CASE_REQUIRED',
  'NOT_IN_PROFILE',
  'EXCEPTION_NOT_IN_PROFILE',
  'COMPLAINANT_NOT_ELIGIBLE',
  'PART_NOT_ADMISSIBLE',
  'PART_NOT_IN_SCOPE',
  'DIALOGUE_NOT_EXHAUSTED',
  'DIALOGUE_EXHAUSTED',
  'DIALOGUE_NOT_WITH_CONCERNED_DEPARTMENT',
  'NOT_AGREED',
  'AGE_LIMIT_EXCEEDED',
  'WAIVER_NOT_NEEDED',
  'EARLY_RESOLUTION_NOT_EXHAUSTED',
  'SETTLEMENT_COMPROMISES_RIGHTS',
  'NOT_ACCEPTED_BY_BOTH',
  'DEADLINE_NOT_PASSED',
  'NO_ANSWER_RECORDED',
  'ANSWER_NOT_REACHED_CITIZEN',
  'CITIZEN_NOT_INFORMED',
  'RESULT_NOT_COMMUNICATED',
  'CONSENT_MISSING',
  'CONSENT_SCOPE_EXCEEDED',
  'CONSENT_WITHDRAWN',
  'INVESTIGATION_HALTED',
  'SCOPE_EMPTY',
  'SCOPE_HAS_INADMISSIBLE_PART',
  'CONFLICT_OF_INTEREST',
  'NOT_HEARD',
  'CASE_CLOSED',
  'CASE_SHREDDED',
  'PART_MISSING',
  'PART_ADMISSIBLE',
  'OUTCOME_MISSING',
  'REVISION_REQUIRED',
  'LEGAL_HOLD',
  'RETENTION_NOT_PASSED',
  'ARCHIVE_TRANSFER_PENDING',
  'SENSITIVE_REQUIRES_DIGITAL_POST',
  'CONCURRENCY_CONFLICT',
  'TRANSITION_NOT_ALLOWED',
] as const;
/** The codes that the second version adds (L8; DOES_NOT_FIT: L9). */
export const addedCodes = [
  'EARLY_RESOLUTION_NOT_TRIED',
  'CRITERIA_CONTRADICT',
  'REVIEW_MISSING',
  'NOT_CORRECTABLE',
  'NOT_RETRACTABLE',
  'ALREADY_LINKED',
  'PARTY_ENDED',
  'CONFIDENTIAL',
  'LIFECYCLE_OUTDATED',
  'DOES_NOT_FIT',
] as const;
/**
 * The contract's own code that the state can lead to (404: a starting transition is no name at a complaint, nor the
 * others without one).
 */
export const contractCodes = ['UNKNOWN_TRANSITION'] as const;
export type Code = (typeof domainCodes)[number] | (typeof addedCodes)[number] | (typeof contractCodes)[number];

/**
 * contract 1: "Where several guards refuse, `code` is the first in this order"; `earlyResolution` and what counts as a
 * role decision: L9. `unplaced`: the order does not name it (A20).
 */
export const positions = [
  'state',
  'profile',
  'part',
  'complainant',
  'dialogue',
  'agreement',
  'earlyResolution',
  'ageLimit',
  'consent',
  'roleDecision',
  'hearing',
  'informationOwed',
  'unplaced',
] as const;
export type Position = (typeof positions)[number];

/** What a profile may ask for, and none of the three does (L9: "The demo's offices have the D values"). */
export interface Settings {
  /** L3: whose work a second reader has to approve. */
  readonly secondReader: 'none' | 'outcomes' | 'decisions';
  /** L2: some ground excludes a part only where the matter is before the other body already. */
  readonly alreadyBrought: boolean;
}
export const demoSettings: Settings = { secondReader: 'none', alreadyBrought: false };

export interface Guard {
  readonly code: Code;
  readonly at: Position;
  /** Every rule id the brief gives, all profiles together; `expected` keeps those of the profile asked for. */
  readonly rules: readonly string[];
  /** When it refuses. */
  readonly refuses: string;
  /** Only under these profiles, or in these states; else wherever the row holds. */
  readonly profiles?: readonly Profile[];
  readonly from?: readonly State[];
  /** Only under profiles with such settings. */
  readonly settings?: (settings: Settings) => boolean;
  /**
   * The brief, or a scenario of it, says these rule ids with this code; where left out they are the row's, as a
   * proposal.
   */
  readonly rulesStated?: true;
  /** It depends on more than the state: some cell of the command has to show it, not each. */
  readonly somewhere?: true;
  /** The code (or that it refuses at all) is a reading of the brief. */
  readonly ambiguity?: string;
}

export interface Row {
  readonly command: Command;
  readonly from: readonly State[];
  /** Left out: all three. */
  readonly profiles?: readonly Profile[];
  readonly to: State | 'same';
  readonly outcome?: Outcome;
  /** The key of the condition; left out: whenever the step is allowed. One sentence for each key in `conditions`. */
  readonly when?: Condition;
  readonly guards: readonly Guard[];
  readonly rules: readonly string[];
  readonly source: string;
}

export const conditions = {
  always: 'whenever no guard refuses',
  channelAnswered: 'any channel but an SMS where the profile does not answer it',
  smsNotAnswered:
    'channel sms, which none of the three profiles answers: 202, counted, no complaint (O20; København and Horsens are silent: the default)',
  partsLeft:
    'afterwards at least one part of the case is neither excluded nor withdrawn (one that is not assessed yet ' +
    'counts as left)',
  lastPartTaken:
    'afterwards every part of the case is excluded or withdrawn, this one by being excluded now (another body ' +
    'has taken it)',
  lastPartWithdrawn: 'afterwards every part of the case is excluded or withdrawn, this one by being withdrawn now',
  endedAsGuidance: 'outcome guidance asked for, or none asked for after GiveGuidance',
  endedAsAbandoned: 'outcome abandoned asked for, or none asked for without GiveGuidance',
  modeFlexible: 'mode flexible',
  modeWritten: 'mode written',
  secondAcceptance: 'the other side has accepted the standing proposal already',
  firstAcceptance: 'the other side has not accepted the standing proposal yet',
  agreement: 'agreement true',
  noAgreementBeganRegistered: 'agreement false, and mediation began in registered',
  noAgreementBeganFlexible: 'agreement false, and mediation began in earlyResolution.flexible',
  noAgreementBeganWritten: 'agreement false, and mediation began in earlyResolution.written',
  noAgreementBeganReferred:
    'agreement false, mediation began in referred, and a referral is still open (neither answered in full nor ' +
    'recalled)',
  noAgreementBeganAnswered:
    'agreement false, and mediation began in answered, or began in referred and no referral is open any more',
  lastAnswer: 'complete (true, or left out), and with this answer no referral is open any more',
  answersOutstanding: 'complete false, or a referral to another department is still open',
  recallLeavesNothing:
    'afterwards no referral of the case is open and none was ever answered (recalled ones count as neither)',
  recallLeavesAnswered: 'afterwards no referral of the case is open, and one is answered',
  recallLeavesOpen: 'afterwards another referral of the case is still open',
  withdrawsExamination: 'purpose closerExamination, or no purpose named',
  withdrawsOtherPurpose: 'purpose moreQuestions or shareName',
  withdrawsQuestions:
    'purpose moreQuestions, or none named while a consent for moreQuestions stands; and every open referral was ' +
    'sent by AskMoreQuestions',
  withdrawsNoQuestions:
    'any other withdrawal: of another purpose, or while a referral by ReferToDepartment is open too, or where ' +
    'the open referrals are no questions',
  purposeCloserExamination: 'purpose closerExamination',
  otherPurpose: 'purpose moreQuestions or shareName',
  outcomesNone: 'every part in scope noCriticism',
  outcomesCriticism: 'some part in scope criticism, none recommendation',
  outcomesRecommendation: 'some part in scope recommendation, none criticism',
  outcomesBoth: 'some part in scope criticism and some recommendation',
  reasonMoreQuestions: 'reason moreQuestions',
  reasonNewPart: 'reason newPart',
  reasonCloserLook: 'reason closerLook',
  cameFromIntake: 'the step that is undone led here from intake',
  cameFromDialogueCheck: 'the step that is undone led here from dialogueCheck',
  cameFromGuidance: 'the step that is undone led here from guidance',
  cameFromRegistered: 'the step that is undone led here from registered',
  cameFromFlexible: 'the step that is undone led here from earlyResolution.flexible',
  cameFromWritten: 'the step that is undone led here from earlyResolution.written',
  cameFromMediation: 'the step that is undone led here from mediation',
  cameFromReferred: 'the step that is undone led here from referred',
  cameFromAnswered: 'the step that is undone led here from answered',
  cameFromAssessment: 'the step that is undone led here from investigationAssessment',
  cameFromAwaitingConsent: 'the step that is undone led here from awaitingConsent',
  cameFromActive: 'the step that is undone led here from investigating.active',
  cameFromHalted: 'the step that is undone led here from investigating.halted',
  cameFromClosed: 'the step that is undone led here from closed (a reopening: the case has its earlier outcome again)',
} as const;
export type Condition = keyof typeof conditions;

// ── who may ────────────────────────────────────────────────────────────────────────────────────────────────────────

const office: readonly Role[] = ['adviser', 'head']; // contract 2: "the head may do what an adviser may"
const headOnly: readonly Role[] = ['head']; // contract 1: 403 for "an adviser at a head's decision"
const officer: readonly Role[] = ['dataProtectionOfficer'];
const officeOrDepartment: readonly Role[] = ['adviser', 'head', 'department']; // the department for itself alone
const departmentOnly: readonly Role[] = ['department']; // L3: "(own)"

/**
 * Who may take it (contract.md, section 3). A citizen, an auditor, an analyst and an administrator have no transition.
 */
export const roles: Readonly<Record<Command, readonly Role[]>> = {
  ReceiveInquiry: office,
  RecordPart: office,
  AssessRemit: office,
  CompleteIntake: office,
  GiveGuidance: office,
  EndWithoutCase: office,
  DirectElsewhere: office,
  RecordSuggestion: office,
  ForwardSuggestion: office,
  GuideBack: office,
  RegisterCase: office, // T1–T9
  RecordDialogue: office,
  AttestUnable: office,
  AgreeRegistration: office,
  WaiveAgeLimit: office,
  FlagPrincipled: headOnly, // T10 "principle is flagged by the head"
  StartEarlyResolution: office,
  SwitchMode: office,
  RecordContact: office,
  ProposeSettlement: office,
  AcceptSettlement: office,
  RejectSettlement: office, // T11 T12
  OfferMediation: office,
  AnswerMediationOffer: office,
  StartMediation: office,
  EndMediation: office,
  ReferToDepartment: office, // T13–T15
  Remind: ['system'],
  Escalate: ['system'], // T16
  RecordDepartmentAnswer: officeOrDepartment,
  RecordNoAnswer: office, // T17 T18
  CloseCase: office,
  AskMoreQuestions: office,
  RequestCloserLook: office, // T19–T21, T29
  GiveConsent: office,
  RefuseConsent: office,
  WithdrawConsent: office,
  NoQuickSolution: office, // T22 T28 T23
  OpenInvestigation: headOnly,
  DeclineInvestigation: headOnly,
  ChangeScope: headOnly,
  Conclude: headOnly,
  OpenOwnInitiative: headOnly, // T24 T25 T26 T27 T33
  RequestInformation: office,
  HearDepartment: office,
  HearCitizen: office,
  DeclareConflict: office,
  RecordOutcome: office, // T26
  WithdrawComplaint: office,
  ReopenCase: office, // T30 T31
  FileDocument: office,
  RecordNote: office,
  AttendMeeting: office,
  NotifyCitizen: office,
  ForwardAnswerToCitizen: office,
  SendReply: office, // T32
  RecordDepartmentPosition: officeOrDepartment, // T34
  RequestErasure: officer,
  DecideErasure: officer,
  PlaceHold: officer,
  LiftHold: officer,
  ShredKeys: ['system', 'dataProtectionOfficer'], // T35, contract 3
  MoveCase: ['head', 'system'], // L1: "head"; "by the system" before a step on a case of an older version
  RejectInquiry: office,
  RecordSuggestionPosition: officeOrDepartment,
  DiscontinueCase: office, // and see `headsStates`
  WithdrawPart: office, // L2
  AssignCase: office,
  UpdateParty: office,
  AddParty: office,
  EndParty: office,
  CorrectRecord: office,
  RetractStep: office, // a head's step: see its guard
  ExtendDeadline: office,
  RequestExtension: departmentOnly,
  DeclineExtension: office,
  RecallReferral: office,
  DeclineReferral: departmentOnly,
  RequestHearing: office,
  Acknowledge: office,
  LinkCase: office,
  UnlinkCase: office,
  SetHandling: office,
  RequestReview: office,
  RecordReview: office,
  RecordRecommendation: headOnly,
  RecordRecommendationStatus: office, // L3
  RecordActivity: office, // L3
};

/** Steps that are the head's in some states only: there an adviser is refused ROLE_FORBIDDEN. */
export const headsStates: Readonly<Partial<Record<Command, readonly State[]>>> = {
  // L2: "in the assessment and the investigation the head's"
  DiscontinueCase: ['investigationAssessment', 'investigating.active', 'investigating.halted'],
};

/** Who may take the step in that state. */
export function rolesIn(command: Command, state: State): readonly Role[] {
  return headsStates[command]?.includes(state) ? headOnly : roles[command];
}

/**
 * The rules that a ROLE_FORBIDDEN names at a head's decision. Stated by a scenario for DeclineInvestigation (K14); the
 * others by the row's own words.
 */
export const roleRules: Readonly<Partial<Record<Command, readonly string[]>>> = {
  OpenInvestigation: ['K14'],
  DeclineInvestigation: ['K14'],
  ChangeScope: ['K14', 'K15'],
  FlagPrincipled: ['K19'],
  DiscontinueCase: ['K14'],
};

// ── the steps
// ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const K: readonly Profile[] = ['koebenhavn'];
const H: readonly Profile[] = ['horsens'];
const KO: readonly Profile[] = ['koebenhavn', 'odense'];
const HO: readonly Profile[] = ['horsens', 'odense'];

// L2: "`guidance` keeps every pre-case step open"
const beforeRegistration: readonly State[] = ['intake', 'dialogueCheck', 'guidance'];
const talk: readonly State[] = ['intake', 'guidance'];
const open: readonly State[] = openCaseStates;
const anyCase: readonly State[] = [...openCaseStates, 'closed'];
const early: readonly State[] = ['earlyResolution.flexible', 'earlyResolution.written'];
const beforeReferral: readonly State[] = ['registered', ...early];
const beforeInvestigation: readonly State[] = openCaseStates.filter((state) => !state.startsWith('investigating.'));
const mediable: readonly State[] = [...beforeReferral, 'referred', 'answered']; // L2: "also `referred` and `answered`"
const settleable: readonly State[] = [...early, 'investigationAssessment', 'investigating.active']; // L2
const anyState: readonly State[] = [...preCaseStates, ...anyCase];
const without = (from: readonly State[], ...taken: State[]) => from.filter((state) => !taken.includes(state));

const exclusions = ['H28', 'O15', 'O16', 'O17', 'O18']; // T2
const excluded = ['H28', 'O16', 'O17', 'O18']; // domain 2: "an excluded part H28 or O16–O18"; those of its ground
const shredded: Guard = {
  code: 'CASE_SHREDDED',
  at: 'state',
  rules: [],
  refuses: 'the keys are shredded: nothing personal can be written any more',
  from: ['closed'],
  ambiguity: 'A15',
};
const groundInProfile: Guard = {
  code: 'NOT_IN_PROFILE',
  at: 'profile',
  rules: exclusions,
  refuses:
    'the ground is not listed by the profile (København: political, serviceLevel, employment, tooOld; Horsens: ' +
    'serviceLevel; Odense: tooOld)',
};
const assessment: readonly Guard[] = [
  groundInProfile,
  {
    code: 'PART_ADMISSIBLE',
    at: 'part',
    rules: ['H29'],
    refuses: 'ground tooOld for a part that is within the limit, has no date to count from, or has a waiver',
    profiles: H,
    rulesStated: true,
    ambiguity: 'A43',
  },
  {
    code: 'PART_ADMISSIBLE',
    at: 'part',
    rules: exclusions,
    refuses: 'a ground that the profile lists `when: alreadyBrought`, without brought true',
    settings: ({ alreadyBrought }) => alreadyBrought,
    ambiguity: 'A43',
  },
];
const admissiblePart: Guard = {
  code: 'PART_NOT_ADMISSIBLE',
  at: 'part',
  rules: excluded,
  refuses: 'no part assessed as admissible, or one chosen that is not',
  ambiguity: 'A3',
};
const everyPartExcluded: Guard = {
  code: 'PART_ADMISSIBLE',
  at: 'part',
  rules: ['H28', 'O16'],
  refuses: 'a part is admissible or not yet assessed',
};
const rejection: readonly Guard[] = [
  { ...everyPartExcluded, rules: [...excluded, 'H29'] },
  {
    code: 'PART_MISSING',
    at: 'part',
    rules: [],
    refuses: 'no part is recorded',
    somewhere: true,
    ambiguity: 'A28',
  },
];
const nameByConsent: Guard = {
  code: 'CONSENT_MISSING',
  at: 'consent',
  rules: ['H11', 'O12'],
  refuses: 'withName true before a case, or in a case without a shareName consent',
};
const somethingToForward: Guard = {
  code: 'TRANSITION_NOT_ALLOWED',
  at: 'state',
  rules: ['H11', 'O12'],
  refuses: 'no suggestion that is not forwarded yet',
  ambiguity: 'A5',
};
const dialogueOpen: Guard = {
  code: 'DIALOGUE_EXHAUSTED',
  at: 'dialogue',
  rules: ['K2', 'K3', 'O14'],
  refuses: 'dialogue is exhausted or excused',
};
const registration: readonly Guard[] = [
  admissiblePart,
  {
    code: 'COMPLAINANT_NOT_ELIGIBLE',
    at: 'complainant',
    rules: ['O5'],
    refuses: 'an association or a company, where the profile hears citizens only',
    profiles: ['koebenhavn', 'horsens'],
  },
  {
    code: 'DIALOGUE_NOT_EXHAUSTED',
    at: 'dialogue',
    rules: ['K1', 'K2', 'O14'],
    refuses:
      'no dialogue with the department, or one not exhausted (departmentHadOpportunity false never is), and no ' +
      'exception',
    profiles: KO,
    rulesStated: true,
  },
  {
    code: 'DIALOGUE_NOT_WITH_CONCERNED_DEPARTMENT',
    at: 'dialogue',
    rules: ['K2', 'O14'],
    refuses: "the dialogue was with another department than the part's",
    profiles: KO,
  },
  {
    code: 'NOT_AGREED',
    at: 'agreement',
    rules: ['H17'],
    refuses: 'citizen and adviser have not both agreed',
    profiles: H,
    rulesStated: true,
  },
  {
    code: 'AGE_LIMIT_EXCEEDED',
    at: 'ageLimit',
    rules: ['H29'],
    refuses: 'a part over the age limit on the day of receipt, without a waiver',
    profiles: H,
    rulesStated: true,
  },
];
const waiverNeeded: Guard = {
  code: 'WAIVER_NOT_NEEDED',
  at: 'ageLimit',
  rules: ['H29'],
  refuses: 'the part has no age limit, or is within it',
};
const rightsKept: Guard = {
  code: 'SETTLEMENT_COMPROMISES_RIGHTS',
  at: 'unplaced',
  rules: ['K10'],
  refuses: 'compromisesRights true',
  rulesStated: true,
};
const rightsKeptInMediation: Guard = {
  ...rightsKept,
  rules: ['K10', 'O11', 'H10'], // L9: "names the rule of the case's own profile"
  refuses: 'agreement true and compromisesRights true',
};
const quickSolutionTried: Guard = {
  code: 'EARLY_RESOLUTION_NOT_TRIED',
  at: 'earlyResolution',
  rules: ['K12'],
  refuses:
    'reason rejected where no proposed settlement was rejected; noOffer or noReply without a RecordContact with ' +
    'a department that a part of the case concerns',
  rulesStated: true,
  ambiguity: 'A29',
};
const noConflict: Guard = {
  code: 'CONFLICT_OF_INTEREST',
  at: 'roleDecision',
  rules: ['K18'],
  refuses: 'the caller has declared a conflict of interest in this case',
};
const overallJustified: Guard = {
  code: 'CRITERIA_CONTRADICT',
  at: 'roleDecision',
  rules: ['K17'],
  refuses: 'criteria.overall notJustified',
  rulesStated: true,
};
const overallNotJustified: Guard = { ...overallJustified, refuses: 'criteria.overall justified' };
const decisionReviewed: Guard = {
  code: 'REVIEW_MISSING',
  at: 'roleDecision',
  rules: [],
  refuses: 'no second reader has approved the decision',
  settings: ({ secondReader }) => secondReader === 'decisions',
  ambiguity: 'A40',
};
const outcomesReviewed: Guard = {
  code: 'REVIEW_MISSING',
  at: 'roleDecision',
  rules: [],
  refuses: 'no second reader has approved the outcomes as they stand',
  settings: ({ secondReader }) => secondReader === 'outcomes',
  ambiguity: 'A40',
};
const proposalStands: Guard = {
  code: 'TRANSITION_NOT_ALLOWED',
  at: 'state',
  rules: ['K11'],
  refuses: 'no settlement is proposed',
  ambiguity: 'A6',
};
const offerStands: Guard = {
  code: 'TRANSITION_NOT_ALLOWED',
  at: 'state',
  rules: ['O11', 'H10'],
  refuses: 'mediation is not offered',
  ambiguity: 'A6',
};
const bothSaidYes: Guard = {
  code: 'NOT_ACCEPTED_BY_BOTH',
  at: 'unplaced',
  rules: ['K11', 'O11', 'H10'],
  refuses: 'not both have accepted the offer of mediation',
};
const mediationEnd: readonly Guard[] = [noConflict, rightsKeptInMediation];
const referrals: readonly Guard[] = [
  {
    code: 'PART_NOT_ADMISSIBLE',
    at: 'part',
    rules: excluded,
    refuses: 'a referral covers a part that is not admissible or not of the case',
  },
  { code: 'PART_MISSING', at: 'part', rules: ['H19'], refuses: 'an admissible part of the case is in no referral' },
  {
    code: 'AGE_LIMIT_EXCEEDED',
    at: 'ageLimit',
    rules: ['H29'],
    refuses: 'a new part after a reopening is over the age limit on the day it was recorded, without a waiver',
    profiles: H,
    rulesStated: true,
  },
];
// L9: "A part recorded in `referred` or `answered` is referred by ReferToDepartment there (only such parts)"
const laterReferrals: readonly Guard[] = [
  {
    code: 'PART_NOT_ADMISSIBLE',
    at: 'part',
    rules: excluded,
    refuses:
      'a referral covers a part that is not admissible, not of the case, or in a referral already (a recalled ' +
      'one is none)',
    ambiguity: 'A33',
  },
  {
    code: 'PART_MISSING',
    at: 'part',
    rules: ['H19'],
    refuses: 'an admissible part of the case that is in no referral yet (or in a recalled one) is left out',
    ambiguity: 'A33',
  },
  { ...referrals[2]!, ambiguity: 'A27' },
];
const newPartsDone: Guard = {
  code: 'PART_MISSING',
  at: 'part',
  rules: ['H19'],
  refuses:
    'a part recorded in referred or a later state, or one whose referral was recalled, is neither excluded nor ' +
    'withdrawn nor in a standing referral (nor, from an investigation on, in its scope)',
  ambiguity: 'A32',
};
const deadlinePassed: Guard = {
  code: 'DEADLINE_NOT_PASSED',
  at: 'unplaced',
  rules: ['K5', 'K7'],
  refuses: 'the working day after the deadline (and after the reminders, for RecordNoAnswer) is not reached',
};
const answerWasGiven: Guard = {
  code: 'NO_ANSWER_RECORDED',
  at: 'unplaced',
  rules: ['H21'],
  refuses: 'no answer of that department is recorded',
  ambiguity: 'A16',
};
const someAnswer: Guard = {
  code: 'NO_ANSWER_RECORDED',
  at: 'unplaced',
  rules: ['H21', 'H22'],
  refuses: 'no answer of a department is recorded in the case',
};
const departmentAsked: Guard = {
  code: 'TRANSITION_NOT_ALLOWED',
  at: 'state',
  rules: ['H21'],
  refuses: 'no department was ever asked in the case',
  ambiguity: 'A8',
};
const answerReached: Guard = {
  code: 'ANSWER_NOT_REACHED_CITIZEN',
  at: 'informationOwed',
  rules: ['H21', 'H22'],
  refuses: 'an answer sent only to the office is not passed on (one under quarantine owes nothing: L9)',
};
const moreQuestions: readonly Guard[] = [
  {
    code: 'PART_NOT_ADMISSIBLE',
    at: 'part',
    rules: excluded,
    refuses: 'a referral covers a part that is not admissible or not of the case',
  },
  { code: 'CONSENT_MISSING', at: 'consent', rules: ['H24'], refuses: 'no consent for moreQuestions', profiles: HO },
  {
    code: 'CONSENT_SCOPE_EXCEEDED',
    at: 'consent',
    rules: ['H24'],
    refuses: 'a department outside the consent',
    profiles: HO,
  },
];
const someConsent: Guard = {
  code: 'CONSENT_MISSING',
  at: 'consent',
  rules: ['H24'],
  refuses: 'no consent stands, or none for the purpose named',
};
const scopeGiven: readonly Guard[] = [
  { code: 'SCOPE_EMPTY', at: 'part', rules: ['K15'], refuses: 'an empty scope', rulesStated: true },
  {
    code: 'SCOPE_HAS_INADMISSIBLE_PART',
    at: 'part',
    rules: ['K15'],
    refuses: 'a part in the scope that is not admissible',
    rulesStated: true,
  },
];
const consentToInvestigate: readonly Guard[] = [
  { code: 'CONSENT_MISSING', at: 'consent', rules: ['H24'], refuses: 'no consent for closerExamination', profiles: HO },
  {
    code: 'CONSENT_SCOPE_EXCEEDED',
    at: 'consent',
    rules: ['H24'],
    refuses: 'a part in scope whose department the consent does not name',
    profiles: HO,
    ambiguity: 'A11',
  },
];
const ofPrinciple: Guard = {
  code: 'EARLY_RESOLUTION_NOT_EXHAUSTED',
  at: 'unplaced',
  rules: ['K12'],
  refuses: 'not of principle, and no quick solution was tried',
  rulesStated: true,
};
const decisionTold: Guard = {
  code: 'CITIZEN_NOT_INFORMED',
  at: 'informationOwed',
  rules: [],
  refuses: 'no NotifyCitizen about the decision',
};
const statusTold: Guard = {
  code: 'CITIZEN_NOT_INFORMED',
  at: 'informationOwed',
  rules: ['H25'],
  refuses: 'no NotifyCitizen about the status',
};
const withinConsent: Guard = {
  code: 'CONSENT_SCOPE_EXCEEDED',
  at: 'consent',
  rules: ['H24'],
  refuses: 'department or period outside the consent',
  profiles: HO,
};
const hearingWithinConsent: Guard = {
  ...withinConsent,
  refuses: 'a department outside the consent',
  rulesStated: true,
};
const outcomeGuards: readonly Guard[] = [
  { code: 'PART_NOT_IN_SCOPE', at: 'part', rules: ['K15'], refuses: 'the part is not in scope' },
  noConflict,
];
const conclusion: readonly Guard[] = [
  { code: 'OUTCOME_MISSING', at: 'part', rules: ['K15'], refuses: 'a part in scope without an outcome' },
  newPartsDone,
  noConflict,
  outcomesReviewed,
  {
    code: 'NOT_HEARD',
    at: 'hearing',
    rules: ['K18'],
    refuses:
      "citizen not heard (not asked for on the office's own initiative); or the department of a part with " +
      'criticism or a recommendation not heard; or, where no part has either, no department heard at all',
  },
  {
    code: 'RESULT_NOT_COMMUNICATED',
    at: 'informationOwed',
    rules: ['H25'],
    refuses:
      'no NotifyCitizen about the result since the last change of an outcome or of the scope (not asked for on ' +
      "the office's own initiative)",
  },
  answerReached,
];
const tellings: readonly Guard[] = [
  {
    code: 'OUTCOME_MISSING',
    at: 'part',
    rules: ['K15', 'H25'],
    refuses: 'about result, while a part in scope has no outcome',
    somewhere: true,
    ambiguity: 'A42',
  },
  { ...noConflict, refuses: 'about result or decision, by one who has declared a conflict of interest in this case' },
];
const retentionAndHolds: readonly Guard[] = [
  { code: 'ARCHIVE_TRANSFER_PENDING', at: 'unplaced', rules: [], refuses: 'a hold for an archive transfer stands' },
  { code: 'LEGAL_HOLD', at: 'unplaced', rules: [], refuses: 'a hold for a court case or for supervision stands' },
  {
    code: 'RETENTION_NOT_PASSED',
    at: 'unplaced',
    rules: [],
    refuses: 'not closed, or the retention after the last closing has not ended',
  },
];
const erasureGrant: readonly Guard[] = [
  {
    code: 'ARCHIVE_TRANSFER_PENDING',
    at: 'unplaced',
    rules: [],
    refuses: 'granted while a hold for an archive transfer stands',
    ambiguity: 'A17',
  },
  {
    code: 'LEGAL_HOLD',
    at: 'unplaced',
    rules: [],
    refuses: 'granted while a hold for a court case or for supervision stands',
    ambiguity: 'A17',
  },
  {
    code: 'RETENTION_NOT_PASSED',
    at: 'unplaced',
    rules: ['H26'],
    refuses: 'the whole case granted before its retention ends',
  },
];

const nothingThere = (refuses: string, ambiguity = 'A45'): Guard => ({
  code: 'TRANSITION_NOT_ALLOWED',
  at: 'state',
  rules: [],
  refuses,
  ambiguity,
});
const partyStands: Guard = {
  code: 'PARTY_ENDED',
  at: 'unplaced',
  rules: [],
  refuses: "the party's part in the case has ended",
};
const fits: Guard = {
  code: 'DOES_NOT_FIT',
  at: 'unplaced',
  rules: [],
  refuses:
    "the lifecycle named is not later than the case's own, or the situation does not fit the lifecycle or the " +
    'profile named',
  somewhere: true,
};
const correctable: Guard = {
  code: 'NOT_CORRECTABLE',
  at: 'unplaced',
  rules: [],
  refuses:
    'the revision is no receipt, part, dialogue, summary (registration), contact, meeting, answer, document or ' +
    'consent: a decision, a note, a step of the system',
};
const retraction: readonly Guard[] = [
  {
    code: 'ROLE_FORBIDDEN',
    at: 'roleDecision',
    rules: ['K14'],
    refuses:
      "the step that is undone is the head's alone (OpenInvestigation; DiscontinueCase in `headsStates`), and " +
      'the caller is no head',
    somewhere: true,
  },
  {
    code: 'NOT_RETRACTABLE',
    at: 'unplaced',
    rules: [],
    refuses:
      'the revision is not of the last step that moved the lifecycle (steps undone already left aside), or is ' +
      'more than 10 working days old, or a letter has gone out because of the step, or the step is none of ' +
      '`retractable`',
    ambiguity: 'A37',
  },
];

const partStands: Guard = {
  code: 'PART_NOT_ADMISSIBLE',
  at: 'part',
  rules: excluded,
  refuses: 'the part is excluded or withdrawn already',
  ambiguity: 'A50',
};
const recall: readonly Guard[] = [nothingThere('no referral to that department is open')];

const steps: readonly Row[] = [
  {
    command: 'ReceiveInquiry',
    from: ['none'],
    to: 'intake',
    when: 'channelAnswered',
    guards: [],
    rules: ['H13'],
    source: 'T1',
  },
  {
    command: 'ReceiveInquiry',
    from: ['none'],
    to: 'none',
    when: 'smsNotAnswered',
    guards: [],
    rules: ['O20'],
    source: 'T1; contract 3: "With `sms` where the profile does not answer it: 202"',
  },
  {
    command: 'RecordActivity',
    from: ['none'],
    to: 'none',
    guards: [],
    rules: [],
    source: 'L3: "about nobody, outside any complaint"; L9',
  },

  {
    command: 'RecordPart',
    from: [...beforeRegistration, ...open],
    to: 'same',
    guards: [],
    rules: [],
    source: 'T2; L2: "in every open case state"',
  },
  {
    command: 'AssessRemit',
    from: beforeRegistration,
    to: 'same',
    guards: assessment,
    rules: exclusions,
    source: 'T2',
  },
  {
    command: 'AssessRemit',
    from: open,
    to: 'same',
    when: 'partsLeft',
    guards: assessment,
    rules: exclusions,
    source: 'T2',
  },
  {
    command: 'AssessRemit',
    from: open,
    to: 'closed',
    outcome: 'directed',
    when: 'lastPartTaken',
    guards: assessment,
    rules: exclusions,
    source: 'T2: "the last admissible one closes the case as `directed`"',
  },

  {
    command: 'CompleteIntake',
    from: talk,
    profiles: KO,
    to: 'dialogueCheck',
    guards: [admissiblePart],
    rules: ['K2', 'O14'],
    source: 'T3',
  },
  {
    command: 'GiveGuidance',
    from: talk,
    to: 'guidance',
    guards: [],
    rules: ['H7', 'H8', 'H15', 'O1', 'O9', 'O10'],
    source: 'T4; L2: "more guidance"',
  },
  {
    command: 'EndWithoutCase',
    from: ['guidance', 'intake', 'dialogueCheck'],
    to: 'endedWithoutCase',
    outcome: 'guidance',
    when: 'endedAsGuidance',
    guards: [],
    rules: ['H14', 'H15', 'H16'],
    source: 'T5; contract 3: "default: guidance after GiveGuidance, else abandoned"',
  },
  {
    command: 'EndWithoutCase',
    from: ['guidance', 'intake', 'dialogueCheck'],
    to: 'endedWithoutCase',
    outcome: 'abandoned',
    when: 'endedAsAbandoned',
    guards: [],
    rules: ['H14', 'H15', 'H16'],
    source: 'T5',
  },
  {
    command: 'DirectElsewhere',
    from: beforeRegistration,
    to: 'endedWithoutCase',
    outcome: 'directed',
    guards: [everyPartExcluded],
    rules: ['H8', 'H28', 'O16'],
    source: 'T6',
  },
  {
    command: 'RejectInquiry',
    from: beforeRegistration,
    to: 'endedWithoutCase',
    outcome: 'rejected',
    guards: rejection,
    rules: [...exclusions, 'H29'],
    source: 'L2: "ends a pre-case whose every part is excluded: outcome `rejected`"',
  },

  {
    command: 'RecordSuggestion',
    from: [...talk, ...open],
    to: 'same',
    guards: [],
    rules: ['H11', 'O12'],
    source: 'T7; contract 3: "in a case neither moves the state"',
  },
  {
    command: 'ForwardSuggestion',
    from: talk,
    to: 'endedWithoutCase',
    outcome: 'suggestionForwarded',
    guards: [somethingToForward, nameByConsent],
    rules: ['H11', 'O12'],
    source: 'T7',
  },
  {
    command: 'ForwardSuggestion',
    from: open,
    to: 'same',
    guards: [somethingToForward, nameByConsent],
    rules: ['H11', 'O12'],
    source: 'T7',
  },
  {
    command: 'RecordSuggestionPosition',
    from: ['endedWithoutCase', ...anyCase],
    to: 'same',
    guards: [shredded, nothingThere('the suggestion has not been forwarded', 'A38')],
    rules: ['H11', 'O12'],
    source: 'L2: "The department can read what was forwarded and record `adopted`·`declined`·`noted`"',
  },

  {
    command: 'GuideBack',
    from: ['dialogueCheck', 'guidance'],
    profiles: KO,
    to: 'endedWithoutCase',
    outcome: 'guidedBack',
    guards: [dialogueOpen],
    rules: ['K3', 'O14'],
    source: 'T8',
  },
  {
    command: 'RegisterCase',
    from: beforeRegistration,
    to: 'registered',
    guards: registration,
    rules: ['K1', 'K4', 'K5', 'K6', 'K19', 'H17', 'H18', 'H29', 'O5', 'O14'],
    source: 'T9',
  },

  {
    command: 'RecordDialogue',
    from: beforeRegistration,
    profiles: KO,
    to: 'same',
    guards: [],
    rules: ['K5'],
    source: 'T10',
  },
  {
    command: 'AttestUnable',
    from: beforeRegistration,
    profiles: K,
    to: 'same',
    guards: [],
    rules: ['K6'],
    source: 'T10',
  },
  {
    command: 'AgreeRegistration',
    from: beforeRegistration,
    profiles: H,
    to: 'same',
    guards: [],
    rules: ['H17'],
    source: 'T10',
  },
  {
    command: 'WaiveAgeLimit',
    from: [...beforeRegistration, ...open],
    profiles: H,
    to: 'same',
    guards: [waiverNeeded],
    rules: ['H29'],
    source: 'T10: "WaiveAgeLimit in `registered` too, for a new part"; L2: RecordPart in every open case state',
  },
  {
    command: 'FlagPrincipled',
    from: [...beforeRegistration, ...beforeInvestigation],
    profiles: K,
    to: 'same',
    guards: [],
    rules: ['K19'],
    source: 'T10; L2: "in any open case state before an investigation"',
  },

  {
    command: 'StartEarlyResolution',
    from: ['registered'],
    to: 'earlyResolution.flexible',
    when: 'modeFlexible',
    guards: [],
    rules: ['K7', 'K8', 'K12'],
    source: 'T11',
  },
  {
    command: 'StartEarlyResolution',
    from: ['registered'],
    to: 'earlyResolution.written',
    when: 'modeWritten',
    guards: [],
    rules: ['K7', 'K8', 'K12'],
    source: 'T11',
  },
  {
    command: 'SwitchMode',
    from: early,
    to: 'earlyResolution.flexible',
    when: 'modeFlexible',
    guards: [],
    rules: ['K8'],
    source: 'T11',
  },
  {
    command: 'SwitchMode',
    from: early,
    to: 'earlyResolution.written',
    when: 'modeWritten',
    guards: [],
    rules: ['K8'],
    source: 'T11',
  },

  { command: 'RecordContact', from: early, to: 'same', guards: [], rules: ['K7'], source: 'T12' },
  {
    command: 'ProposeSettlement',
    from: settleable,
    to: 'same',
    guards: [rightsKept],
    rules: ['K9', 'K10', 'K11'],
    source: 'T12; L2: "also in `investigating.active` and `investigationAssessment`"',
  },
  {
    command: 'AcceptSettlement',
    from: settleable,
    to: 'closed',
    outcome: 'settled',
    when: 'secondAcceptance',
    guards: [proposalStands],
    rules: ['K11'],
    source: 'T12; contract 3: "After the second acceptance of a settlement the case closes as `settled` by itself"',
  },
  {
    command: 'AcceptSettlement',
    from: settleable,
    to: 'same',
    when: 'firstAcceptance',
    guards: [proposalStands],
    rules: ['K11'],
    source: 'T12',
  },
  {
    command: 'RejectSettlement',
    from: settleable,
    to: 'same',
    guards: [proposalStands],
    rules: ['K11'],
    source: 'T12',
  },

  {
    command: 'OfferMediation',
    from: mediable,
    to: 'same',
    guards: [],
    rules: ['O11', 'H10'],
    source: 'T13; L2: "also `referred` and `answered`"',
  },
  {
    command: 'AnswerMediationOffer',
    from: mediable,
    to: 'same',
    guards: [offerStands],
    rules: ['O11', 'H10'],
    source: 'T13',
  },
  {
    command: 'StartMediation',
    from: mediable,
    to: 'mediation',
    guards: [bothSaidYes],
    rules: ['O11', 'H10'],
    source: 'T13; contract 3: "`StartMediation` before both said yes: `NOT_ACCEPTED_BY_BOTH`"',
  },
  {
    command: 'EndMediation',
    from: ['mediation'],
    to: 'closed',
    outcome: 'mediated',
    when: 'agreement',
    guards: mediationEnd,
    rules: ['O11'],
    source: 'T14',
  },
  {
    command: 'EndMediation',
    from: ['mediation'],
    to: 'registered',
    when: 'noAgreementBeganRegistered',
    guards: mediationEnd,
    rules: ['O11'],
    source: 'T14; contract 3: "leads back to where mediation began"',
  },
  {
    command: 'EndMediation',
    from: ['mediation'],
    to: 'earlyResolution.flexible',
    when: 'noAgreementBeganFlexible',
    guards: mediationEnd,
    rules: ['O11'],
    source: 'T14; contract 3',
  },
  {
    command: 'EndMediation',
    from: ['mediation'],
    to: 'earlyResolution.written',
    when: 'noAgreementBeganWritten',
    guards: mediationEnd,
    rules: ['O11'],
    source: 'T14; contract 3',
  },
  {
    command: 'EndMediation',
    from: ['mediation'],
    to: 'referred',
    when: 'noAgreementBeganReferred',
    guards: mediationEnd,
    rules: ['O11'],
    source: 'T14; L2: OfferMediation in `referred`',
  },
  {
    command: 'EndMediation',
    from: ['mediation'],
    to: 'answered',
    when: 'noAgreementBeganAnswered',
    guards: mediationEnd,
    rules: ['O11'],
    source: 'T14; L2: OfferMediation in `answered`',
  },

  {
    command: 'ReferToDepartment',
    from: beforeReferral,
    to: 'referred',
    guards: referrals,
    rules: ['H19', 'H20'],
    source: 'T15',
  },
  {
    command: 'ReferToDepartment',
    from: ['referred', 'answered'],
    to: 'referred',
    guards: laterReferrals,
    rules: ['H19', 'H20'],
    source: 'L9: "A part recorded in `referred` or `answered` is referred by ReferToDepartment there"',
  },
  {
    command: 'Remind',
    from: ['referred', 'investigating.active'],
    to: 'same',
    guards: [deadlinePassed],
    rules: ['K7'],
    source: 'T16; L3: "Information requests get `due` and reminders too"',
  },
  {
    command: 'Escalate',
    from: ['referred', 'investigating.active'],
    to: 'same',
    guards: [deadlinePassed],
    rules: ['K7'],
    source: 'T16; L3: "Information requests get `due` and reminders too"',
  },
  {
    command: 'RecallReferral',
    from: ['referred'],
    to: 'registered',
    when: 'recallLeavesNothing',
    guards: recall,
    rules: [],
    source: 'L3; L9: "leads to `registered` if nothing else is open or answered"',
  },
  {
    command: 'RecallReferral',
    from: ['referred'],
    to: 'answered',
    when: 'recallLeavesAnswered',
    guards: recall,
    rules: [],
    source: 'L3; L9: "to `answered` if all that is left is answered"',
  },
  {
    command: 'RecallReferral',
    from: ['referred'],
    to: 'same',
    when: 'recallLeavesOpen',
    guards: recall,
    rules: [],
    source: 'L3; L9: "else stays"',
  },
  {
    command: 'DeclineReferral',
    from: ['referred', 'mediation'],
    to: 'same',
    guards: [nothingThere('no referral to this department is open', 'A38')],
    rules: [],
    source: 'L3: "not ours"',
  },

  {
    command: 'RecordDepartmentAnswer',
    from: ['referred'],
    to: 'answered',
    when: 'lastAnswer',
    guards: [],
    rules: ['H21'],
    source: 'T17',
  },
  {
    command: 'RecordDepartmentAnswer',
    from: ['referred'],
    to: 'same',
    when: 'answersOutstanding',
    guards: [],
    rules: ['H21'],
    source: 'T17: "all referrals answered"',
  },
  {
    command: 'RecordDepartmentAnswer',
    from: without(anyCase, 'referred'),
    to: 'same',
    guards: [shredded, departmentAsked],
    rules: ['H21'],
    source: 'T17: "in a later state is recorded and changes no state"; L2: mediation begun in `referred`',
  },

  {
    command: 'RecordNoAnswer',
    from: ['referred'],
    profiles: HO,
    to: 'awaitingConsent',
    guards: [deadlinePassed],
    rules: ['H24'],
    source: 'T18',
  },
  {
    command: 'RecordNoAnswer',
    from: ['referred'],
    profiles: K,
    to: 'investigationAssessment',
    guards: [deadlinePassed],
    rules: ['K5', 'K13'],
    source: 'T18',
  },

  {
    command: 'CloseCase',
    from: ['answered'],
    to: 'closed',
    outcome: 'answeredByDepartment',
    guards: [newPartsDone, answerReached],
    rules: ['H22'],
    source: 'T19; L9: "until then CloseCase is refused `PART_MISSING`"',
  },
  {
    command: 'CloseCase',
    from: ['awaitingConsent', 'investigationAssessment'],
    to: 'closed',
    outcome: 'answeredByDepartment',
    guards: [newPartsDone, answerReached, someAnswer],
    rules: ['H22'],
    source:
      'L2: "CloseCase there otherwise gives `answeredByDepartment`"; L9: "CloseCase from the assessment gives ' +
      '`answeredByDepartment`"',
  },
  {
    command: 'AskMoreQuestions',
    from: ['answered'],
    to: 'referred',
    guards: moreQuestions,
    rules: ['H23', 'H24'],
    source: 'T20',
  },
  {
    command: 'AskMoreQuestions',
    from: ['investigationAssessment', 'awaitingConsent'],
    to: 'referred',
    guards: [...moreQuestions, { ...someAnswer, from: ['awaitingConsent'], ambiguity: 'A34' }],
    rules: ['H23', 'H24'],
    source: 'L2: "From `investigationAssessment` and after silence with a late answer: back to `referred`"',
  },
  {
    command: 'RequestCloserLook',
    from: ['answered'],
    profiles: HO,
    to: 'awaitingConsent',
    guards: [],
    rules: ['H23'],
    source: 'T21',
  },
  {
    command: 'RequestCloserLook',
    from: ['answered'],
    profiles: K,
    to: 'investigationAssessment',
    guards: [],
    rules: ['K13'],
    source: 'T21',
  },

  {
    command: 'GiveConsent',
    from: ['awaitingConsent'],
    profiles: H,
    to: 'investigating.active',
    when: 'purposeCloserExamination',
    guards: [],
    rules: ['H24'],
    source: 'T22',
  },
  {
    command: 'GiveConsent',
    from: ['awaitingConsent'],
    profiles: KO,
    to: 'investigationAssessment',
    when: 'purposeCloserExamination',
    guards: [],
    rules: ['K14'],
    source: 'T22: "`investigationAssessment` where the head decides"',
  },
  {
    command: 'GiveConsent',
    from: ['investigating.halted'],
    to: 'investigating.active',
    when: 'purposeCloserExamination',
    guards: [],
    rules: ['H24'],
    source: 'T22: "`.halted` → `.active`"',
  },
  {
    command: 'GiveConsent',
    from: ['awaitingConsent', 'investigating.halted'],
    to: 'same',
    when: 'otherPurpose',
    guards: [],
    rules: ['H24'],
    source: 'T22; contract 3: "Other purposes move nothing"',
  },
  {
    command: 'GiveConsent',
    from: without(open, 'awaitingConsent', 'investigating.halted'),
    to: 'same',
    guards: [],
    rules: ['H24'],
    source: 'T22: "GiveConsent in any open case state, without a move"',
  },
  {
    command: 'RefuseConsent',
    from: ['awaitingConsent'],
    to: 'closed',
    outcome: 'consentRefused',
    guards: [answerReached],
    rules: ['H24'],
    source: 'T22; L2: "refused `ANSWER_NOT_REACHED_CITIZEN` while an answer has not reached the citizen"',
  },
  {
    command: 'NoQuickSolution',
    from: [...early, 'mediation'],
    to: 'investigationAssessment',
    guards: [quickSolutionTried],
    rules: ['K12', 'K13'],
    source: 'T23; L2',
  },

  {
    command: 'OpenInvestigation',
    from: ['investigationAssessment'],
    to: 'investigating.active',
    guards: [...scopeGiven, ...consentToInvestigate, overallJustified, noConflict, decisionReviewed],
    rules: ['K12', 'K14', 'K15', 'K16', 'K17', 'K18'],
    source: 'T24',
  },
  {
    command: 'OpenInvestigation',
    from: beforeReferral,
    profiles: K,
    to: 'investigating.active',
    guards: [...scopeGiven, overallJustified, noConflict, decisionReviewed, ofPrinciple],
    rules: ['K12', 'K14', 'K15', 'K16', 'K17', 'K18', 'K19'],
    source: 'T24; L2: "a flagged case may be opened from `registered` and `earlyResolution`"',
  },
  {
    command: 'DeclineInvestigation',
    from: ['investigationAssessment'],
    to: 'closed',
    outcome: 'investigationDeclined',
    guards: [newPartsDone, overallNotJustified, noConflict, decisionReviewed, decisionTold],
    rules: ['K14', 'K16', 'K17'],
    source: 'T25',
  },

  {
    command: 'RequestInformation',
    from: ['investigating.active'],
    to: 'same',
    guards: [withinConsent],
    rules: ['H24'],
    source: 'T26',
  },
  {
    command: 'HearDepartment',
    from: ['investigating.active'],
    to: 'same',
    guards: [hearingWithinConsent],
    rules: ['K18', 'H24'],
    source: 'T26; L2: "where the profile asks for consent: `CONSENT_SCOPE_EXCEEDED`"',
  },
  {
    command: 'RequestHearing',
    from: ['investigating.active'],
    to: 'same',
    guards: [{ ...hearingWithinConsent, ambiguity: 'A35' }],
    rules: ['K18', 'H24'],
    source: 'L3: "a hearing letter with a due date"',
  },
  { command: 'HearCitizen', from: ['investigating.active'], to: 'same', guards: [], rules: ['K18'], source: 'T26' },
  {
    command: 'ChangeScope',
    from: ['investigating.active'],
    to: 'same',
    guards: [...scopeGiven, overallJustified, noConflict],
    rules: ['K15', 'K17'],
    source: 'T26; L9: "`CRITERIA_CONTRADICT` holds for ChangeScope and OpenOwnInitiative too"',
  },
  {
    command: 'DeclareConflict',
    from: open,
    to: 'same',
    guards: [],
    rules: ['K18'],
    source: 'T26; L2: "in any open state"',
  },
  {
    command: 'RecordOutcome',
    from: ['investigating.active'],
    to: 'same',
    guards: outcomeGuards,
    rules: ['K15', 'K18'],
    source: 'T26',
  },
  {
    command: 'Conclude',
    from: ['investigating.active'],
    to: 'closed',
    outcome: 'noCriticism',
    when: 'outcomesNone',
    guards: conclusion,
    rules: ['H25', 'K18'],
    source: 'T27; contract 3: "The combined outcome"',
  },
  {
    command: 'Conclude',
    from: ['investigating.active'],
    to: 'closed',
    outcome: 'criticism',
    when: 'outcomesCriticism',
    guards: conclusion,
    rules: ['H25', 'K18'],
    source: 'T27; contract 3',
  },
  {
    command: 'Conclude',
    from: ['investigating.active'],
    to: 'closed',
    outcome: 'recommendation',
    when: 'outcomesRecommendation',
    guards: conclusion,
    rules: ['H25', 'K18'],
    source: 'T27; contract 3',
  },
  {
    command: 'Conclude',
    from: ['investigating.active'],
    to: 'closed',
    outcome: 'criticismWithRecommendation',
    when: 'outcomesBoth',
    guards: conclusion,
    rules: ['H25', 'K18'],
    source: 'T27; contract 3',
  },

  {
    command: 'WithdrawConsent',
    from: ['investigating.active'],
    to: 'investigating.halted',
    when: 'withdrawsExamination',
    guards: [someConsent],
    rules: ['H24'],
    source: 'T28',
  },
  {
    command: 'WithdrawConsent',
    from: ['investigating.active'],
    to: 'same',
    when: 'withdrawsOtherPurpose',
    guards: [someConsent],
    rules: ['H24'],
    source: 'T28; L2: "`purpose?` withdraws one purpose alone"',
  },
  {
    command: 'WithdrawConsent',
    from: ['referred'],
    to: 'answered',
    when: 'withdrawsQuestions',
    guards: [someConsent],
    rules: ['H24'],
    source: 'T28; L2: "the open questions are recalled (a letter each), … the case goes back to `answered`"',
  },
  {
    command: 'WithdrawConsent',
    from: ['referred'],
    to: 'same',
    when: 'withdrawsNoQuestions',
    guards: [someConsent],
    rules: ['H24'],
    source: 'T28: "any other open case state, without a move"',
  },
  {
    command: 'WithdrawConsent',
    from: without(anyCase, 'investigating.active', 'referred'),
    to: 'same',
    guards: [shredded, someConsent],
    rules: ['H24'],
    source: 'T28: "any other open case state, without a move"; L2: "works on a closed case"',
  },
  {
    command: 'CloseCase',
    from: ['investigating.halted'],
    to: 'closed',
    outcome: 'consentWithdrawn',
    guards: [newPartsDone, statusTold],
    rules: ['H25'],
    source: 'T29',
  },
  {
    command: 'WithdrawComplaint',
    from: open,
    to: 'closed',
    outcome: 'withdrawnByCitizen',
    guards: [],
    rules: [],
    source: 'T30',
  },
  {
    command: 'WithdrawPart',
    from: open,
    to: 'same',
    when: 'partsLeft',
    guards: [partStands],
    rules: [],
    source: 'L2: closings',
  },
  {
    command: 'WithdrawPart',
    from: open,
    to: 'closed',
    outcome: 'withdrawnByCitizen',
    when: 'lastPartWithdrawn',
    guards: [partStands],
    rules: [],
    source: 'L2: "the last one closes as `withdrawnByCitizen`"',
  },
  {
    command: 'DiscontinueCase',
    from: open,
    to: 'closed',
    outcome: 'discontinued',
    guards: [],
    rules: [],
    source: 'L2: "any open case state …: outcome `discontinued`"',
  },

  {
    command: 'ReopenCase',
    from: ['closed'],
    to: 'answered',
    when: 'reasonMoreQuestions',
    guards: [{ ...shredded, rules: ['K4', 'H23'], ambiguity: 'A19' }],
    rules: ['K4', 'H23'],
    source: 'T31',
  },
  {
    command: 'ReopenCase',
    from: ['closed'],
    to: 'registered',
    when: 'reasonNewPart',
    guards: [{ ...shredded, rules: ['K4', 'H23'], ambiguity: 'A19' }],
    rules: ['K4', 'H23'],
    source: 'T31',
  },
  {
    command: 'ReopenCase',
    from: ['closed'],
    profiles: HO,
    to: 'awaitingConsent',
    when: 'reasonCloserLook',
    guards: [{ ...shredded, rules: ['K4', 'H23'], ambiguity: 'A19' }],
    rules: ['K4', 'H23'],
    source: 'T31; contract 3: "`awaitingConsent` where the profile wants consent, else `investigationAssessment`"',
  },
  {
    command: 'ReopenCase',
    from: ['closed'],
    profiles: K,
    to: 'investigationAssessment',
    when: 'reasonCloserLook',
    guards: [{ ...shredded, rules: ['K4', 'H23'], ambiguity: 'A19' }],
    rules: ['K4', 'H23'],
    source: 'T31',
  },

  {
    command: 'FileDocument',
    from: anyCase,
    to: 'same',
    guards: [shredded],
    rules: ['H20', 'H21', 'H26'],
    source: 'T32',
  },
  { command: 'RecordNote', from: anyCase, to: 'same', guards: [shredded], rules: ['H26'], source: 'T32' },
  {
    command: 'AttendMeeting',
    from: anyCase,
    profiles: H,
    to: 'same',
    guards: [shredded],
    rules: ['H12'],
    source: 'T32',
  },
  {
    command: 'NotifyCitizen',
    from: anyCase,
    to: 'same',
    guards: [shredded, ...tellings],
    rules: ['H25', 'H26'],
    source: 'T32; L2: "`result` before every part in scope has its outcome: `OUTCOME_MISSING`"',
  },
  {
    command: 'ForwardAnswerToCitizen',
    from: anyCase,
    to: 'same',
    guards: [shredded, answerWasGiven],
    rules: ['H21'],
    source: 'T32',
  },
  {
    command: 'SendReply',
    from: [...without(preCaseStates, 'endedWithoutCase'), ...anyCase],
    to: 'same',
    guards: [
      shredded,
      {
        code: 'NOT_IN_PROFILE',
        at: 'profile',
        rules: ['O20'],
        refuses: 'channel sms, which none of the three profiles answers',
        rulesStated: true,
      },
      {
        code: 'SENSITIVE_REQUIRES_DIGITAL_POST',
        at: 'unplaced',
        rules: ['H5', 'O19'],
        refuses: 'sensitive true by another channel than digitalPost, letter, counter, meeting',
        rulesStated: true,
      },
    ],
    rules: ['H5', 'O19', 'O20'],
    source: 'T32: "before a case too, then without text"; L2',
  },

  {
    command: 'OpenOwnInitiative',
    from: ['none'],
    profiles: K,
    to: 'investigating.active',
    guards: [overallJustified],
    rules: ['K17'],
    source: 'T33; L9: "`CRITERIA_CONTRADICT` holds for ChangeScope and OpenOwnInitiative too"',
  },
  {
    command: 'RecordDepartmentPosition',
    from: ['closed'],
    to: 'same',
    guards: [
      shredded,
      {
        code: 'OUTCOME_MISSING',
        at: 'part',
        rules: [],
        refuses: 'the part has no outcome that asks for a position',
        ambiguity: 'A16',
      },
    ],
    rules: [],
    source: 'T34',
  },
  { command: 'RequestErasure', from: anyCase, to: 'same', guards: [shredded], rules: ['H26', 'H27'], source: 'T35' },
  {
    command: 'DecideErasure',
    from: anyCase,
    to: 'same',
    guards: [shredded, ...erasureGrant],
    rules: ['H26', 'H27'],
    source: 'T35',
  },
  { command: 'PlaceHold', from: anyCase, to: 'same', guards: [shredded], rules: ['H26', 'H27'], source: 'T35' },
  {
    command: 'LiftHold',
    from: anyCase,
    to: 'same',
    guards: [
      shredded,
      { code: 'TRANSITION_NOT_ALLOWED', at: 'state', rules: [], refuses: 'no such hold stands', ambiguity: 'A16' },
    ],
    rules: ['H26', 'H27'],
    source: 'T35',
  },
  {
    command: 'ShredKeys',
    from: anyCase,
    to: 'same',
    guards: [shredded, ...retentionAndHolds],
    rules: ['H26', 'H27'],
    source:
      'T35; contract 3: "`ARCHIVE_TRANSFER_PENDING` or `LEGAL_HOLD` while a hold stands (in this order), then `RETENTION_NOT_PASSED`"',
  },

  {
    command: 'MoveCase',
    from: anyState,
    to: 'same',
    guards: [shredded, fits],
    rules: [],
    source: 'L1; L9: "what does not fit: 409 `DOES_NOT_FIT` with where"',
  },
  {
    command: 'AssignCase',
    from: anyState,
    to: 'same',
    guards: [shredded],
    rules: [],
    source: 'L3: "any state, pre-case too"',
  },
  {
    command: 'UpdateParty',
    from: anyCase,
    to: 'same',
    guards: [shredded, partyStands],
    rules: [],
    source: 'L3: "any case state, closed too"',
  },
  { command: 'AddParty', from: anyCase, to: 'same', guards: [shredded], rules: [], source: 'L3' },
  { command: 'EndParty', from: anyCase, to: 'same', guards: [shredded, partyStands], rules: [], source: 'L3' },
  {
    command: 'CorrectRecord',
    from: anyState,
    to: 'same',
    guards: [shredded, correctable],
    rules: [],
    source: 'L3; L4: "Decisions taken on the wrong fact stand"',
  },
  {
    command: 'ExtendDeadline',
    from: anyCase,
    to: 'same',
    guards: [shredded, nothingThere('no deadline of that kind runs there, nor is late')],
    rules: [],
    source: 'L3: "The reminders move along"',
  },
  {
    command: 'RequestExtension',
    from: anyCase,
    to: 'same',
    guards: [shredded, nothingThere('no deadline of this department runs, nor is late', 'A38')],
    rules: [],
    source: 'L3: "department: asks for more time; opens a task"',
  },
  {
    command: 'DeclineExtension',
    from: anyCase,
    to: 'same',
    guards: [shredded, nothingThere('that department has no open request for more time')],
    rules: [],
    source: 'L3: "answered by ExtendDeadline or by DeclineExtension"',
  },
  {
    command: 'Acknowledge',
    from: open,
    to: 'same',
    guards: [],
    rules: [],
    source: 'L3: "the letter of receipt with number, adviser and what happens next"',
  },
  {
    command: 'LinkCase',
    from: anyCase,
    to: 'same',
    guards: [
      shredded,
      { code: 'ALREADY_LINKED', at: 'unplaced', rules: [], refuses: 'a link of that kind to that case stands already' },
    ],
    rules: [],
    source: 'L3: "both cases show it"',
  },
  {
    command: 'UnlinkCase',
    from: anyCase,
    to: 'same',
    guards: [shredded, nothingThere('no link of that kind to that case stands')],
    rules: [],
    source: 'L3',
  },
  { command: 'SetHandling', from: anyCase, to: 'same', guards: [shredded], rules: [], source: 'L3; L9' },
  {
    command: 'RequestReview',
    from: open,
    to: 'same',
    guards: [],
    rules: [],
    source: 'L3: "a second reader"',
  },
  {
    command: 'RecordReview',
    from: open,
    to: 'same',
    guards: [
      nothingThere('no review is asked for that is not given yet'),
      {
        code: 'ROLE_FORBIDDEN',
        at: 'roleDecision',
        rules: [],
        refuses: 'the caller is not the one of whom the review was asked',
        ambiguity: 'A44',
      },
    ],
    rules: [],
    source: 'L3: "a second reader"',
  },
  { command: 'RecordRecommendation', from: anyCase, to: 'same', guards: [shredded], rules: [], source: 'L3' },
  { command: 'RecordRecommendationStatus', from: anyCase, to: 'same', guards: [shredded], rules: [], source: 'L3; L9' },
];

/** L3: a step that can be undone, since it sends no letter of its own (A37). */
export const retractable: readonly Command[] = [
  'CompleteIntake',
  'GiveGuidance',
  'EndWithoutCase',
  'DirectElsewhere',
  'RejectInquiry',
  'GuideBack',
  'AssessRemit',
  'StartEarlyResolution',
  'SwitchMode',
  'AcceptSettlement',
  'StartMediation',
  'EndMediation',
  'RecordDepartmentAnswer',
  'RecordNoAnswer',
  'RequestCloserLook',
  'NoQuickSolution',
  'GiveConsent',
  'RefuseConsent',
  'OpenInvestigation',
  'CloseCase',
  'WithdrawConsent',
  'WithdrawComplaint',
  'WithdrawPart',
  'DiscontinueCase',
  'ReopenCase',
];
const cameFrom: Readonly<Partial<Record<State, Condition>>> = {
  intake: 'cameFromIntake',
  dialogueCheck: 'cameFromDialogueCheck',
  guidance: 'cameFromGuidance',
  registered: 'cameFromRegistered',
  'earlyResolution.flexible': 'cameFromFlexible',
  'earlyResolution.written': 'cameFromWritten',
  mediation: 'cameFromMediation',
  referred: 'cameFromReferred',
  answered: 'cameFromAnswered',
  investigationAssessment: 'cameFromAssessment',
  awaitingConsent: 'cameFromAwaitingConsent',
  'investigating.active': 'cameFromActive',
  'investigating.halted': 'cameFromHalted',
  closed: 'cameFromClosed',
};
/** States that a case under the profile never comes to (A22). */
export const neverIn: Readonly<Record<Profile, readonly State[]>> = {
  koebenhavn: ['awaitingConsent'],
  horsens: ['dialogueCheck'],
  odense: [],
};

/** L3: "Leads back where it came from": the retractable steps, walked the other way. */
const retractions: readonly Row[] = states.flatMap((here) =>
  (Object.keys(cameFrom) as State[]).flatMap((back) => {
    const undone = steps.filter(
      ({ command, from, to }) =>
        retractable.includes(command) &&
        to === here &&
        back !== here &&
        from.includes(back) &&
        // the recall of the questions is a letter each
        !(command === 'WithdrawConsent' && back === 'referred'),
    );
    const held = profiles.filter(
      (profile) => !neverIn[profile].includes(back) && undone.some((row) => row.profiles?.includes(profile) ?? true),
    );
    if (held.length === 0) return [];
    const row: Row = {
      command: 'RetractStep',
      from: [here],
      profiles: held,
      to: back,
      when: cameFrom[back]!,
      guards: [shredded, ...retraction],
      rules: [],
      source: 'L3: "Leads back where it came from; counts nowhere"',
    };
    return [row];
  }),
);

export const table: readonly Row[] = [...steps, ...retractions];

// ── the steps a profile does not have
// ────────────────────────────────────────────────────────────────────────────────────────────

export interface Lacking {
  readonly command: Command;
  readonly profiles: readonly Profile[];
  readonly code: Code;
  /** Only those the brief states. */
  readonly rules: readonly string[];
  readonly source: string;
}

/** Asked for only where the state has the step: "the step is missing in this state → the profile has no such step". */
export const lacking: readonly Lacking[] = [
  {
    command: 'CompleteIntake',
    profiles: H,
    code: 'NOT_IN_PROFILE',
    rules: [],
    source: 'contract 3: "`CompleteIntake` without a dialogue rule"',
  },
  {
    command: 'GuideBack',
    profiles: H,
    code: 'NOT_IN_PROFILE',
    rules: [],
    source: 'domain 3: Horsens has no dialogue rule (its dialogueCheck is never reached)',
  },
  {
    command: 'RecordDialogue',
    profiles: H,
    code: 'NOT_IN_PROFILE',
    rules: [],
    source: 'T10: "each only where the profile has it"; domain 3: Horsens has no dialogue rule',
  },
  {
    command: 'AttestUnable',
    profiles: HO,
    code: 'EXCEPTION_NOT_IN_PROFILE',
    rules: ['O14'],
    source: 'contract 3; domain 2: "`AttestUnable` in Odense O14"; domain 3: Horsens silent, the default is no',
  },
  {
    command: 'AgreeRegistration',
    profiles: KO,
    code: 'NOT_IN_PROFILE',
    rules: [],
    source: 'contract 3; domain 3: the default is no',
  },
  {
    command: 'WaiveAgeLimit',
    profiles: KO,
    code: 'NOT_IN_PROFILE',
    rules: [],
    source: 'contract 3; domain 3: age limit none',
  },
  {
    command: 'FlagPrincipled',
    profiles: HO,
    code: 'NOT_IN_PROFILE',
    rules: [],
    source: 'contract 3; domain 3: principle no',
  },
  {
    command: 'OpenOwnInitiative',
    profiles: HO,
    code: 'NOT_IN_PROFILE',
    rules: [],
    source: 'contract 3; domain 3: the default is no',
  },
  {
    command: 'AttendMeeting',
    profiles: KO,
    code: 'NOT_IN_PROFILE',
    rules: [],
    source: 'contract 3; domain 3: the default is no',
  },
];

// ── the steps a state does not have
// ──────────────────────────────────────────────────────────────────────────────────────────────

export interface MissingRule {
  readonly commands: readonly Command[] | 'any' | 'startingCommands' | 'caseCommands';
  readonly states: readonly State[];
  readonly code: Code;
  /** Only those the brief states. */
  readonly rules: readonly string[];
  readonly source: string;
}

/**
 * contract.md, "Steps that a state lacks", in its order; the first that fits answers.
 */
export const missingRules: readonly MissingRule[] = [
  {
    commands: 'any',
    states: ['none'],
    code: 'UNKNOWN_TRANSITION',
    rules: [],
    source: 'contract 1: "nor the others there: 404"',
  },
  {
    commands: 'startingCommands',
    states: states.filter((state) => state !== 'none'),
    code: 'UNKNOWN_TRANSITION',
    rules: [],
    source: 'contract 1: "a starting transition is no name here"',
  },
  {
    commands: 'caseCommands',
    states: preCaseStates,
    code: 'CASE_REQUIRED',
    rules: [],
    source: 'contract 1: "before a case, any step of the case phase"',
  },
  {
    commands: 'any',
    states: ['closed'],
    code: 'CASE_CLOSED',
    rules: [],
    source: 'contract 1: "in `closed`, any step but RecordDepartmentAnswer and those of T31, T32, T34, T35"',
  },
  {
    commands: ['CloseCase'],
    states: [...early, 'mediation'],
    code: 'NOT_ACCEPTED_BY_BOTH',
    rules: ['K11'],
    source: 'contract 1: "CloseCase in earlyResolution, mediation"',
  },
  {
    commands: ['CloseCase'],
    states: ['referred'],
    code: 'NO_ANSWER_RECORDED',
    rules: [],
    source: 'contract 1: "in referred"',
  },
  {
    commands: ['OpenInvestigation', 'DeclineInvestigation'],
    states: [...beforeReferral, 'mediation', 'referred', 'answered'],
    code: 'EARLY_RESOLUTION_NOT_EXHAUSTED',
    rules: ['K12'],
    source: 'contract 1: "before the assessment"',
  },
  {
    commands: ['OpenInvestigation', 'DeclineInvestigation'],
    states: ['awaitingConsent'],
    code: 'CONSENT_MISSING',
    rules: ['H24'],
    source: 'contract 1: "in awaitingConsent"',
  },
  {
    commands: ['RequestInformation'],
    states: ['awaitingConsent'],
    code: 'CONSENT_MISSING',
    rules: ['H24'],
    source: 'contract 1: "RequestInformation in awaitingConsent"',
  },
  {
    commands: ['RequestInformation'],
    states: ['investigating.halted'],
    code: 'CONSENT_WITHDRAWN',
    rules: ['H24'],
    source: 'contract 1: "in halted"',
  },
  {
    commands: ['RecordOutcome', 'HearDepartment', 'RequestHearing', 'HearCitizen', 'ChangeScope', 'Conclude'],
    states: ['investigating.halted'],
    code: 'INVESTIGATION_HALTED',
    rules: [],
    source: 'contract 1: "in halted"; RequestHearing (L3) as the hearings',
  },
  {
    commands: ['RetractStep'],
    states: ['intake'],
    code: 'NOT_RETRACTABLE',
    rules: [],
    source: 'L8: "`NOT_RETRACTABLE` (with why)": only the receipt leads there, and it came from nowhere',
  },
  {
    commands: 'any',
    states,
    code: 'TRANSITION_NOT_ALLOWED',
    rules: [],
    source: 'domain 2: "the state has no such step"',
  },
];

export interface Doubt {
  readonly commands: readonly Command[];
  readonly states: readonly State[];
  readonly profiles?: readonly Profile[];
  readonly ambiguity: string;
}

/**
 * Cells, with a step or without, that another reading of the brief would answer otherwise. (A guard that is doubtful
 * says so itself.)
 */
export const doubtful: readonly Doubt[] = [
  { commands: ['SendReply'], states: ['endedWithoutCase'], ambiguity: 'A1' },
  { commands: ['GiveGuidance'], states: talk, profiles: KO, ambiguity: 'A2' },
  { commands: ['DirectElsewhere'], states: beforeRegistration, ambiguity: 'A3' },
  { commands: ['AssessRemit'], states: open, ambiguity: 'A4' },
  { commands: ['RecordActivity'], states: ['none'], ambiguity: 'A47' },
  { commands: ['RecordSuggestion', 'ForwardSuggestion'], states: ['dialogueCheck'], ambiguity: 'A5' },
  { commands: ['SwitchMode'], states: beforeReferral, ambiguity: 'A7' },
  { commands: ['RecordDepartmentAnswer'], states: [...beforeReferral, 'mediation'], ambiguity: 'A8' },
  { commands: ['RecordNoAnswer'], states: ['referred'], profiles: HO, ambiguity: 'A9' },
  { commands: ['RequestCloserLook'], states: ['answered'], profiles: HO, ambiguity: 'A9' },
  { commands: ['ReopenCase'], states: ['closed'], profiles: HO, ambiguity: 'A9' },
  { commands: ['NoQuickSolution'], states: [...early, 'mediation'], profiles: HO, ambiguity: 'A10' },
  {
    commands: ['OpenInvestigation', 'DeclineInvestigation', 'GiveConsent'],
    states: ['investigationAssessment'],
    profiles: H,
    ambiguity: 'A10',
  },
  {
    commands: ['RequestInformation', 'HearDepartment', 'RequestHearing'],
    states: ['investigating.active'],
    profiles: K,
    ambiguity: 'A11',
  },
  {
    commands: ['AskMoreQuestions'],
    states: ['answered', 'investigationAssessment', 'awaitingConsent'],
    profiles: K,
    ambiguity: 'A11',
  },
  { commands: ['WithdrawConsent'], states: ['investigating.active'], ambiguity: 'A12' },
  { commands: ['ShredKeys', 'RecordDepartmentPosition'], states: open, ambiguity: 'A13' },
  {
    commands: [
      'HearCitizen',
      'NotifyCitizen',
      'WithdrawComplaint',
      'WithdrawPart',
      'GiveConsent',
      'Acknowledge',
      'ProposeSettlement',
      'AcceptSettlement',
      'RejectSettlement',
    ],
    states: ['investigating.active', 'investigating.halted'],
    profiles: K,
    ambiguity: 'A14',
  },
  { commands: ['CloseCase'], states: ['answered', 'investigating.halted'], ambiguity: 'A18' },
  { commands: ['EndWithoutCase'], states: ['guidance', ...beforeRegistration], ambiguity: 'A21' },
  { commands, states: ['dialogueCheck'], profiles: H, ambiguity: 'A22' },
  { commands, states: ['awaitingConsent'], profiles: K, ambiguity: 'A22' },
  {
    commands: ['MoveCase', 'AssignCase', 'CorrectRecord', 'RetractStep'],
    states: ['endedWithoutCase'],
    ambiguity: 'A24',
  },
  { commands: ['GuideBack', 'FlagPrincipled'], states: ['guidance'], ambiguity: 'A25' },
  { commands: ['FlagPrincipled'], states: beforeRegistration, profiles: K, ambiguity: 'A26' },
  { commands: ['WaiveAgeLimit'], states: without(open, 'registered'), profiles: H, ambiguity: 'A27' },
  { commands: ['EndMediation'], states: ['mediation'], ambiguity: 'A30' },
  { commands: ['WithdrawConsent'], states: ['referred', 'closed'], ambiguity: 'A31' },
  { commands: ['RefuseConsent', 'AcceptSettlement'], states: open, ambiguity: 'A32' },
  { commands: ['AskMoreQuestions', 'CloseCase'], states: ['awaitingConsent'], ambiguity: 'A34' },
  { commands: ['RequestHearing'], states: ['awaitingConsent', 'investigating.halted'], ambiguity: 'A35' },
  { commands: ['DeclareConflict'], states: preCaseStates, ambiguity: 'A36' },
  { commands: ['RetractStep'], states: anyState, ambiguity: 'A37' },
  { commands: ['RequestExtension', 'DeclineReferral', 'RecordSuggestionPosition'], states: anyState, ambiguity: 'A38' },
  {
    commands: [
      'AddParty',
      'EndParty',
      'CorrectRecord',
      'ExtendDeadline',
      'DeclineExtension',
      'LinkCase',
      'UnlinkCase',
      'SetHandling',
      'RequestReview',
      'RecordReview',
      'Acknowledge',
      'MoveCase',
    ],
    states: ['closed'],
    ambiguity: 'A39',
  },
  { commands: ['Remind', 'Escalate'], states: ['investigating.active', 'mediation'], ambiguity: 'A41' },
  { commands: ['ProposeSettlement', 'AcceptSettlement', 'RejectSettlement'], states: settleable, ambiguity: 'A46' },
  { commands: ['RecordRecommendation', 'RecordRecommendationStatus'], states: anyCase, ambiguity: 'A49' },
  { commands: ['WithdrawPart'], states: open, ambiguity: 'A50' },
  { commands: ['Acknowledge'], states: open, ambiguity: 'A51' },
];

/**
 * A step of the case phase: one that no state before a case has (RegisterCase and what stands on both sides are none).
 */
export const caseCommands: readonly Command[] = commands.filter(
  (command) =>
    !startingCommands.includes(command) &&
    table.every((row) => row.command !== command || row.from.every((state) => anyCase.includes(state))),
);

export interface Missing {
  readonly command: Command;
  readonly state: State;
  readonly profiles: readonly Profile[];
  readonly code: Code;
  readonly rules: readonly string[];
  readonly source: string;
}

/** Every cell without a step. A step that other profiles have in the state is no such cell if `lacking` names it. */
export const missing: readonly Missing[] = commands.flatMap((command) =>
  states.flatMap((state) => {
    const rows = table.filter((row) => row.command === command && row.from.includes(state));
    const bare = profiles.filter(
      (profile) =>
        !rows.some((row) => holdsUnder(row, profile)) && !(rows.length > 0 && lackingUnder(command, profile)),
    );
    if (bare.length === 0) return [];
    const { code, rules, source } = missingRuleOf(command, state);
    return [{ command, state, profiles: bare, code, rules, source }];
  }),
);

// ── the lookup
// ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface ExpectedOutcome {
  readonly to: State;
  readonly outcome?: Outcome;
  readonly when: Condition;
  readonly source: string;
}
export interface ExpectedGuard {
  readonly code: Code;
  readonly rules: readonly string[];
  readonly at: Position;
  readonly rulesStated: boolean;
  readonly refuses: string;
  readonly ambiguity?: string;
  readonly somewhere?: true;
}
export type Expected =
  | {
      readonly kind: 'step';
      readonly outcomes: readonly ExpectedOutcome[];
      readonly guards: readonly ExpectedGuard[];
      readonly ambiguities: readonly string[];
    }
  | {
      readonly kind: 'refused';
      readonly code: Code;
      readonly rules: readonly string[];
      readonly source: string;
      readonly ambiguities: readonly string[];
    };

/**
 * What the command leads to there. Guards come in the contract's order; their and a refusal's rule ids are those of the
 * profile. `ambiguities` are doubts about the targets or the refusal of the cell; a guard carries its own. `settings`
 * are those of another office's profile that else is like the one named.
 */
export function expected(
  command: Command,
  state: State,
  profile: Profile,
  settings: Settings = demoSettings,
): Expected {
  const doubts = doubtful
    .filter(
      (doubt) =>
        doubt.commands.includes(command) && doubt.states.includes(state) && (doubt.profiles?.includes(profile) ?? true),
    )
    .map(({ ambiguity }) => ambiguity);
  const refused = ({ code, rules, source }: Pick<Lacking, 'code' | 'rules' | 'source'>): Expected => ({
    kind: 'refused',
    code,
    rules: rulesOf(rules, profile),
    source,
    ambiguities: doubts,
  });

  const inState = table.filter((row) => row.command === command && row.from.includes(state));
  const lacks = lackingUnder(command, profile);
  if (inState.length > 0 && lacks) return refused(lacks);
  const rows = inState.filter((row) => holdsUnder(row, profile));
  if (rows.length === 0) return refused(missingRuleOf(command, state));

  const guards = unique(rows.flatMap((row) => row.guards))
    .filter(
      (guard) =>
        (guard.profiles?.includes(profile) ?? true) &&
        (guard.from?.includes(state) ?? true) &&
        (guard.settings?.(settings) ?? true),
    )
    .sort((one, other) => positions.indexOf(one.at) - positions.indexOf(other.at));
  return {
    kind: 'step',
    outcomes: rows.map(({ to, outcome, when = 'always', source }) => ({
      to: to === 'same' ? state : to,
      ...(outcome && { outcome }),
      when,
      source,
    })),
    guards: guards.map(({ code, rules, at, rulesStated = false, refuses, ambiguity, somewhere }) => ({
      code,
      rules: rulesOf(rules, profile),
      at,
      rulesStated,
      refuses,
      ...(ambiguity && { ambiguity }),
      ...(somewhere && { somewhere }),
    })),
    ambiguities: doubts,
  };
}

/** The states that can be reached under the profile by the table alone, every guard taken as satisfiable. */
export function reachable(profile: Profile): readonly State[] {
  const seen: State[] = ['none'];
  for (const state of seen) {
    // grows while it is walked
    for (const command of commands) {
      const answer = expected(command, state, profile);
      if (answer.kind === 'step')
        seen.push(
          ...answer.outcomes
            .map(({ to }) => to)
            .filter((to, index, all) => !seen.includes(to) && all.indexOf(to) === index),
        );
    }
  }
  return states.filter((state) => seen.includes(state));
}

function holdsUnder(row: Row, profile: Profile): boolean {
  return row.profiles?.includes(profile) ?? true;
}

function lackingUnder(command: Command, profile: Profile): Lacking | undefined {
  return lacking.find((entry) => entry.command === command && entry.profiles.includes(profile));
}

function missingRuleOf(command: Command, state: State): MissingRule {
  const names = (rule: MissingRule) =>
    rule.commands === 'any'
      ? true
      : rule.commands === 'startingCommands'
        ? startingCommands.includes(command)
        : rule.commands === 'caseCommands'
          ? caseCommands.includes(command)
          : rule.commands.includes(command);
  const rule = missingRules.find((candidate) => candidate.states.includes(state) && names(candidate));
  if (!rule) throw new Error(`no rule says what ${command} in ${state} is answered with`);
  return rule;
}

function rulesOf(rules: readonly string[], profile: Profile): readonly string[] {
  const letter = { koebenhavn: 'K', horsens: 'H', odense: 'O' }[profile];
  return rules.filter((rule) => rule.startsWith(letter));
}

function unique(guards: readonly Guard[]): Guard[] {
  return guards.filter(
    (guard, index) =>
      guards.findIndex((other) => other.code === guard.code && other.refuses === guard.refuses) === index,
  );
}

/*
AMBIGUITIES. What was chosen stands first; the alternatives after "or".

A1  SendReply in endedWithoutCase. T32 gives it "before a case too"; the ended contact is final and no row starts
    from it. Chosen: no step (TRANSITION_NOT_ALLOWED), and every step of the case phase is CASE_REQUIRED there. Or:
    the phase is preCase, so a reply may be recorded.
A2  GiveGuidance under København and Odense for a written channel: the profile says "yes, for oral contacts" (D).
    Chosen: never refused (O1, O9, O10 know no channel; nothing personal is stored either way). Or: NOT_IN_PROFILE
    for email, digitalPost, letter, web.
A3  "An admissible part" is missing altogether (no part recorded): CompleteIntake, RegisterCase. Chosen:
    PART_NOT_ADMISSIBLE. Or: PART_MISSING. DirectElsewhere without any part: chosen: allowed ("every part excluded"
    holds of none; only an admissible or unassessed part refuses). Or: PART_MISSING.
A4  AssessRemit in an open case: with `admissible: true`, or a ground other than another body's. Chosen: allowed,
    the state depends on what is left admissible. Or: outside `registered` only otherBody, courts, anotherAuthority
    (TRANSITION_NOT_ALLOWED or VALIDATION else). In `registered` the last admissible part closes the case too ("any
    open case state"). Or: not there, since `registered` is "a new part". A part not yet assessed
    keeps the case open ("a new part must be referred, taken elsewhere or withdrawn before the case can close", L2);
    and since parts are recorded in every open case state, the assessment of a new one, whichever it is, has its
    place there too.
A5  ForwardSuggestion with nothing to forward: chosen: TRANSITION_NOT_ALLOWED. Or: an empty success; VALIDATION.
    RecordSuggestion, ForwardSuggestion in dialogueCheck: T7 names `intake` alone, L2 adds `guidance`. Chosen:
    TRANSITION_NOT_ALLOWED.
A6  AcceptSettlement, RejectSettlement without a proposal, AnswerMediationOffer without an offer: no code is given.
    Chosen: TRANSITION_NOT_ALLOWED. Or: NOT_ACCEPTED_BY_BOTH; recorded without effect. StartMediation without an
    offer: NOT_ACCEPTED_BY_BOTH ("before both said yes"). A rejected settlement stands no longer: AcceptSettlement
    after RejectSettlement needs a new proposal. A new proposal clears earlier acceptances.
A7  SwitchMode to the mode the case is in: chosen: allowed, no move. Or: TRANSITION_NOT_ALLOWED. SwitchMode in
    `registered` (T11's "from" names it for both commands): TRANSITION_NOT_ALLOWED, as there is no mode to switch.
A8  RecordDepartmentAnswer in "a later state": chosen: every case state, since a mediation begins in
    `referred`, a recall leads to `registered` and a reopening with a new part too, and an answer that arrives then
    must not be lost. Where no department was ever asked: TRANSITION_NOT_ALLOWED. Or: answered,
    investigationAssessment, awaitingConsent, investigating.*, mediation, closed alone. An answer of a department
    that was not asked: no code is given (VALIDATION, as an unknown reference); not in the table.
A9  RecordNoAnswer, RequestCloserLook, ReopenCase (closerLook) while a consent for closerExamination stands already:
    chosen: the profile alone decides (awaitingConsent in Horsens and Odense). Or: a standing consent leads on at
    once (Odense: investigationAssessment; Horsens: investigating.active).
A10 Horsens in investigationAssessment (only NoQuickSolution leads there): chosen: as T23–T25 say for all, the head
    opens (with consent) or declines, and GiveConsent moves nothing. Or: NoQuickSolution leads to awaitingConsent in
    Horsens (and Odense: consent first, then the head), as RequestCloserLook does; or GiveConsent in
    investigationAssessment opens the investigation in Horsens.
A11 Which steps the consent's scope binds: RequestInformation and AskMoreQuestions (said), under the profiles that
    require consent. OpenInvestigation with a part whose department the consent does not name: chosen: possible,
    CONSENT_SCOPE_EXCEEDED. Or: never asked there. Under København, which requires no consent, a consent given
    anyway binds nothing. Or: it binds. HearDepartment is bound since L2.
A12 WithdrawConsent in investigating.active halts under every profile; without `purpose` whatever the purpose of the
    consent that stands (T28, "moves only `investigating.active`"), with one only for closerExamination (L2). Or:
    only a closerExamination consent halts; or never where the profile requires none (København).
A13 ShredKeys in an open case: chosen: the step exists ("beside any case state") and RETENTION_NOT_PASSED always
    refuses it. Or: TRANSITION_NOT_ALLOWED. RecordDepartmentPosition in a reopened case: T34 stands "beside
    `closed`": chosen: TRANSITION_NOT_ALLOWED. Or: wherever a result stands.
A14 The office's own initiative has nobody behind it: HearCitizen, NotifyCitizen, WithdrawComplaint, WithdrawPart,
    GiveConsent, Acknowledge, the steps of a settlement and DecideErasure are not refused for that. Or:
    TRANSITION_NOT_ALLOWED for those that speak for a citizen.
A15 Which steps CASE_SHREDDED refuses besides ReopenCase ("Not after shredding"): chosen: all that still stand in
    `closed`. Or: only those with personal text.
A16 Codes the brief leaves open: ForwardAnswerToCitizen without an answer (NO_ANSWER_RECORDED; or VALIDATION),
    RecordDepartmentPosition for a part without criticism or recommendation (OUTCOME_MISSING; or PART_NOT_IN_SCOPE,
    or allowed), LiftHold without that hold (TRANSITION_NOT_ALLOWED; or VALIDATION).
A17 DecideErasure, granted, while a hold stands: the holds refuse as with ShredKeys ("A hold stops it"). Or: only
    RETENTION_NOT_PASSED is asked.
A18 CloseCase in `answered` after ReopenCase(moreQuestions) of a case that never had an answer: chosen: allowed. Or:
    NO_ANSWER_RECORDED. CloseCase in answered or halted while an answerToCitizen task of a late answer is open:
    answered refuses (ANSWER_NOT_REACHED_CITIZEN); halted does not (T29 asks for the status only).
A19 ReopenCase names CASE_SHREDDED (said); which rule ids it names is not.
A20 Codes that the contract's order of guards does not place (`unplaced`): settlement, mediation, deadlines,
    retention and holds, EARLY_RESOLUTION_NOT_EXHAUSTED, SENSITIVE_REQUIRES_DIGITAL_POST, NO_ANSWER_RECORDED,
    NOT_CORRECTABLE, NOT_RETRACTABLE, ALREADY_LINKED, PARTY_ENDED, DOES_NOT_FIT. They are put last; a comparison
    must not rest on their place. SCOPE_*, PART_NOT_IN_SCOPE and OUTCOME_MISSING are counted as "the part",
    CONFLICT_OF_INTEREST as "role decisions".
A21 EndWithoutCase with outcome guidance where no guidance was given (or abandoned after it): allowed as asked. Or:
    refused.
A22 Not every state is reached under every profile: Horsens never comes to dialogueCheck, København never to
    awaitingConsent. The table answers there as the rows and the contract's sentences say, but nothing can be held
    against the product there.
A23 A fact the API's state does not show decides more than one cell: where mediation began, whether the head flagged
    principle (OpenInvestigation in registered), whether guidance was given, which proposals, offers and consents
    stand, which step led here. `when` and `refuses` name them; a walk over configurations must vary them.

READINGS of the second version, in the same form.

A24 "any state, pre-case too" (AssignCase, L3). Chosen: endedWithoutCase too, and so for MoveCase, CorrectRecord and
    RetractStep: who hands over all, moves an office or corrects a count must not stumble over talks that ended. Or:
    not there, the ended contact being final (A1, which stays for SendReply).
A25 "`guidance` keeps every pre-case step open" (L2). Chosen: literally, with GuideBack (the dialogue check's own)
    and FlagPrincipled. Or: the steps of `intake` alone.
A26 FlagPrincipled "before registration only → in any open case state before an investigation" (L2). Chosen: added,
    not replaced: else K19's way past the dialogue (T9) would have no flag to rest on. "Before an investigation":
    all open case states but investigating.*, awaitingConsent and mediation too.
A27 WaiveAgeLimit goes with RecordPart to every open case state ("for a new part", T10). Or: `registered` alone, and
    a new part over the limit could only be excluded or withdrawn. The limit of a new part is asked at
    ReferToDepartment in `referred` and `answered` as elsewhere: measured anew after a reopening only (contract 3).
A28 RejectInquiry without any part: chosen: PART_MISSING, for rejections are counted by ground and there is none.
    Or: allowed, as DirectElsewhere (A3). It stands wherever DirectElsewhere does.
A29 NoQuickSolution (L2): a rejected proposal, or a contact with any department that a part of the case concerns, of
    any outcome and whenever in the case, is enough. A settlement counts, a mediation that was turned down does not.
    Or: since the last reopening; the contact's outcome the one named.
A30 EndMediation without agreement, begun in `referred`, after the last open answer came or the questions were
    recalled meanwhile: chosen: `answered`, since in `referred` nobody would be asked any more. Or: `referred`
    ("where mediation began").
A31 WithdrawConsent in `referred` (L2): recalled are questions of AskMoreQuestions, where a consent for them is
    withdrawn, under every profile (as A12); a referral by ReferToDepartment that is open too rests on no consent
    and stays, and so does the state. "Works on a closed case": with and without `purpose`. It never moves one.
A32 "a new part must be referred, taken elsewhere or withdrawn before the case can close" (L2; L9 names CloseCase).
    Chosen: new is what was recorded in referred or later (in a mediation begun there too), and what was recalled;
    PART_MISSING refuses CloseCase wherever it stands, DeclineInvestigation and Conclude (there a part in scope is
    done). Not RefuseConsent, whose way out would be none, nor settlement and mediation, which both sides agreed to,
    nor the ends that the citizen or DiscontinueCase brings. Or: every closing; or CloseCase in `answered` alone.
A33 ReferToDepartment in referred and answered: "(only such parts)". Chosen: all admissible parts that stand in no
    referral, those of a recalled one among them ("to be referred anew", L3), all of them at once (contract 3: "must
    cover every admissible one"); another part is PART_NOT_ADMISSIBLE ("and none other").
A34 "From `investigationAssessment` and after silence with a late answer: back to `referred` by AskMoreQuestions, or
    CloseCase" (L2). Chosen: AskMoreQuestions from the assessment always, from awaitingConsent where an answer is
    there (NO_ANSWER_RECORDED else), however it came to that; both by consent as in `answered`. CloseCase in either
    wants an answer, and that it reached the citizen.
A35 RequestHearing stands where HearDepartment does and is bound by the consent as that is (it asks a department for
    more). In halted: INVESTIGATION_HALTED; in awaitingConsent TRANSITION_NOT_ALLOWED.
A36 DeclareConflict "in any open state" (L2): chosen: the open case states, where all the deciding steps are; before
    a case CASE_REQUIRED. Or: before a case too. A conflict bars from every deciding step of the case, whichever
    department it names, on a closed case as well (NotifyCitizen).
A37 RetractStep: "an answer, a closing, a handling mode, an assessment" are read as examples of "where nothing has
    gone out of the house". Chosen: `retractable`. Not: ReceiveInquiry and OpenOwnInitiative (came from nowhere),
    RegisterCase (what names a person would stay in a talk, H16), ReferToDepartment, AskMoreQuestions,
    RecallReferral, ForwardSuggestion, Conclude and the recall of questions (letters), DeclineInvestigation (the
    citizen has been told), MoveCase, RetractStep. Undone steps are left aside, so that one may go back twice. A
    forwarded exclusion, a StartMediation etc. after which a letter went out because of it: NOT_RETRACTABLE. An
    adviser at OpenInvestigation, or at DiscontinueCase as a head's: ROLE_FORBIDDEN. In `intake` no step can be
    undone: NOT_RETRACTABLE.
A38 RequestExtension and DeclineReferral are the department's alone (an adviser extends or recalls).
    RequestExtension: in any case state where a deadline of theirs runs or is late (a recommendation's in `closed`
    too); DeclineReferral: referred, and mediation begun there. RecordSuggestionPosition: the department, or an
    adviser for it as with RecordDepartmentPosition; after forwarding, so in endedWithoutCase and in a case, closed
    too; not forwarded yet: TRANSITION_NOT_ALLOWED.
A39 On a closed case, where L3 says nothing: chosen: AddParty, EndParty (as UpdateParty), CorrectRecord, LinkCase,
    UnlinkCase ("resubmitted"), SetHandling (confidential), ExtendDeadline and DeclineExtension (followUp) and
    MoveCase stand; RequestReview, RecordReview and Acknowledge do not (CASE_CLOSED, as contract 1 says of whatever
    is not named). CASE_SHREDDED refuses them as A15.
A40 REVIEW_MISSING: `outcomes` at Conclude, `decisions` at OpenInvestigation and DeclineInvestigation. An outcome
    recorded anew wants a new review. Or: `decisions` means both; NotifyCitizen result too. The D value of
    `secondReader` is not said: chosen: none.
A41 Remind and Escalate in investigating.active for information requests and hearings ("reminders too", L3); in
    halted they rest (the requests are recalled). In mediation no step: "Reminders pause" (L9).
A42 NotifyCitizen result where nothing is in scope: chosen: no part lacks an outcome, so allowed. Or:
    OUTCOME_MISSING.
A43 AssessRemit: `tooOld` where the profile has no limit (København, Odense): NOT_IN_PROFILE, as a ground that is
    not listed; within time: PART_ADMISSIBLE (L9). A ground `when: alreadyBrought` without `brought: true`: chosen:
    PART_ADMISSIBLE likewise. Or: NOT_IN_PROFILE; VALIDATION.
A44 RecordReview is for the one that RequestReview named: ROLE_FORBIDDEN else, for nobody is the second reader of
    himself. Or: any adviser or head.
A45 Codes that the brief leaves open, all read as A16: where there is nothing to extend, decline, recall, unlink or
    review: TRANSITION_NOT_ALLOWED. What names an unknown part, party, suggestion, recommendation, revision, case or
    member: VALIDATION; not in the table.
A46 A settlement proposed in early resolution stands on after NoQuickSolution or OpenInvestigation, so a late second
    acceptance still closes as `settled`. RejectSettlement goes with the other two. Or: it lapses with the move.
A47 RecordActivity has its own address (L9), begins no complaint, and is no step of one (UNKNOWN_TRANSITION).
A48 `inDepth.partialScope: false` "makes the scope all admissible parts": no refusal comes of it. CONFIDENTIAL and
    LIFECYCLE_OUTDATED are answered before the state; a department that was asked goes on seeing what it was asked
    of a confidential case, and a closed case of an older version is moved before a step as an open one is.
A49 RecordRecommendation in any case state, closed too (a register of its own, `from` may be none).
    RecordRecommendationStatus: adviser and head, though the row names the head. Or: the head alone; the department
    too.
A50 WithdrawPart: in the open case states. A part excluded or withdrawn already: PART_NOT_ADMISSIBLE. It recalls no
    letter and moves nothing else; a withdrawn part leaves the scope and is in no one's way.
A51 Acknowledge in any open case state, and again where it was sent before; `acknowledgeWithin: null` takes away the
    deadline, not the letter. Or: once; NOT_IN_PROFILE.
*/
