/**
 * From an event back to the command that led to it: its name and its coded fields. Personal text is not needed to
 * decide, so a placeholder stands for it.
 */
import {
  complaintEvents,
  type ComplaintData,
  type ComplaintEvent,
  type ComplaintEventType,
} from '../../event-schemas/complaint/events.js';
import { type CommandName, type Commands } from '../complaints/steps/commands.js';

export type Rebuilt = {
  readonly [Name in CommandName]: { readonly name: Name; readonly body: Commands[Name] };
}[CommandName];

/** What stands where an event has personal text. No decision reads it. */
export const placeholder = '…';

/**
 * The command as it may have been sent: what was left out of a body and computed is named in the event, so it is named
 * here.
 */
export function rebuild({ type, data }: Pick<ComplaintEvent, 'type' | 'data'>, text: string = placeholder): Rebuilt {
  const [name, bodyOf] = table[type] as readonly [CommandName, (data: unknown, text: string) => object];
  return { name, body: bodyOf(data, text) } as Rebuilt;
}

/** The event's data without what is personal, sealed or not: what two events of one type are compared by. */
export function codedOf(type: ComplaintEventType, data: object): { readonly [field: string]: unknown } {
  const coded: { [field: string]: unknown } = { ...data };
  for (const path of Object.keys(complaintEvents[type].personal)) {
    const [list, field] = path.split('[].') as [string, string?];
    if (field === undefined) delete coded[list];
    else coded[list] = (coded[list] as readonly object[]).map((entry) => ({ ...entry, [field]: undefined }));
  }
  return coded;
}

/** Every type of event is here, and each body has the type of its command. */
type Way<Type extends ComplaintEventType> = {
  readonly [Name in CommandName]: readonly [Name, (data: ComplaintData[Type], text: string) => Commands[Name]];
}[CommandName];

const none = (): object => ({});
/** An optional text is there where it was there. */
const ifAny = (field: unknown, text: string) => (field === undefined ? undefined : text);
/** Base64 of so many bytes: a document's length is a coded field, and computed from its content. */
const contentOf = (bytes: number | undefined) =>
  bytes === undefined ? undefined : 'AAAA'.repeat(Math.floor(bytes / 3)) + ['', 'AA==', 'AAA='][bytes % 3]!;
const letters = (data: ComplaintData['CaseReferred'] | ComplaintData['MoreQuestionsAsked'], text: string) => ({
  referrals: data.referrals.map(({ department, parts, questions }) => ({
    department,
    parts,
    questions: ifAny(questions, text),
  })),
});
const takenElsewhere = ({ part, ground, guidance, body, forwarded }: ComplaintData['PartTakenElsewhere']) => ({
  part,
  admissible: false,
  ground,
  guidance,
  body,
  forwarded,
});
const answer = (
  { department, directToCitizen, receivedOn, summary }: ComplaintData['DepartmentAnswered'],
  text: string,
) => ({ department, directToCitizen, receivedOn, summary: ifAny(summary, text) });
const consent = ({ purpose, departments, from, to }: ComplaintData['ConsentGiven']) => ({
  purpose,
  departments,
  from,
  to,
});
const closerLook = ({ reason }: ComplaintData['CloserLookRequestedForConsent'], text: string) => ({
  reason: ifAny(reason, text),
});
const reopened = (reason: Commands['ReopenCase']['reason']) => () => ({ reason });
const mediated =
  (agreement: boolean) =>
  ({ terms }: ComplaintData['MediationAgreed'], text: string) => ({ agreement, terms: ifAny(terms, text) });
const erasure =
  (decision: Commands['DecideErasure']['decision']) =>
  ({ request, basis }: ComplaintData['ErasureRefused']) => ({ request, decision, basis });
const forwarded = ({ withName }: ComplaintData['SuggestionForwarded']) => ({ withName });

const table: { readonly [Type in ComplaintEventType]: Way<Type> } = {
  InquiryReceived: [
    'ReceiveInquiry',
    ({ channel, complainantType, receivedOn }) => ({ channel, complainantType, receivedOn }),
  ],
  SmsCounted: ['ReceiveInquiry', ({ channel, receivedOn }) => ({ channel, receivedOn })],
  PartRecorded: [
    'RecordPart',
    ({ topic, department, eventStart, eventEnd }) => ({ topic, department, eventStart, eventEnd }),
  ],
  RemitAssessed: [
    'AssessRemit',
    ({ part, admissible, ground, guidance, body, forwarded }) => ({
      part,
      admissible,
      ground,
      guidance,
      body,
      forwarded,
    }),
  ],
  IntakeCompleted: ['CompleteIntake', none],
  GuidanceGiven: ['GiveGuidance', ({ codes, body }) => ({ codes, body })],
  EndedWithoutCase: ['EndWithoutCase', ({ outcome }) => ({ outcome })],
  DirectedElsewhere: ['DirectElsewhere', ({ body, forwarded }) => ({ body, forwarded })],
  SuggestionRecorded: ['RecordSuggestion', ({ topic, department }) => ({ topic, department })],
  SuggestionForwarded: ['ForwardSuggestion', forwarded],
  GuidedBack: ['GuideBack', ({ offered }) => ({ offered })],
  DialogueRecorded: [
    'RecordDialogue',
    ({ department, departmentHadOpportunity, answered, askedOn, moreOptionsSeen }) => ({
      department,
      departmentHadOpportunity,
      answered,
      askedOn,
      moreOptionsSeen,
    }),
  ],
  InabilityAttested: ['AttestUnable', ({ reason }) => ({ reason })],
  RegistrationAgreed: ['AgreeRegistration', ({ citizen, adviser }) => ({ citizen, adviser })],
  AgeLimitWaived: ['WaiveAgeLimit', ({ part, reason }) => ({ part, reason })],
  PrincipleFlagged: ['FlagPrincipled', ({ reason }) => ({ reason })],
  ReplySent: ['SendReply', ({ channel, sensitive }) => ({ channel, sensitive })],

  CaseRegistered: [
    'RegisterCase',
    ({ parts, authority }, text) => ({
      complainant: { name: text },
      summary: text,
      parts,
      representative: authority === undefined ? undefined : { name: text, authority },
    }),
  ],
  OwnInitiativeOpened: [
    'OpenOwnInitiative',
    ({ topic, department, criteria }, text) => ({ topic, department, criteria, title: text }),
  ],
  FlexibleHandlingStarted: ['StartEarlyResolution', () => ({ mode: 'flexible' })],
  WrittenHandlingStarted: ['StartEarlyResolution', () => ({ mode: 'written' })],
  SwitchedToFlexible: ['SwitchMode', () => ({ mode: 'flexible' })],
  SwitchedToWritten: ['SwitchMode', () => ({ mode: 'written' })],
  ContactRecorded: [
    'RecordContact',
    ({ department, with: whom, outcome, note }, text) => ({ department, with: whom, outcome, note: ifAny(note, text) }),
  ],
  SettlementProposed: ['ProposeSettlement', ({ compromisesRights }, text) => ({ terms: text, compromisesRights })],
  SettlementAccepted: ['AcceptSettlement', ({ by }) => ({ by })],
  SettledByBoth: ['AcceptSettlement', ({ by }) => ({ by })],
  SettlementRejected: ['RejectSettlement', ({ by }) => ({ by })],
  QuickSolutionFailed: ['NoQuickSolution', ({ reason }) => ({ reason })],
  MediationOffered: ['OfferMediation', none],
  MediationOfferAnswered: ['AnswerMediationOffer', ({ by, accepted }) => ({ by, accepted })],
  MediationStarted: ['StartMediation', none],
  MediationAgreed: ['EndMediation', mediated(true)],
  MediationFailed: ['EndMediation', mediated(false)],

  CaseReferred: ['ReferToDepartment', letters],
  MoreQuestionsAsked: ['AskMoreQuestions', letters],
  ReminderSent: ['Remind', ({ department, sentOn }) => ({ department, sentOn })],
  EscalationSent: ['Escalate', ({ department, sentOn }) => ({ department, sentOn })],
  DepartmentAnswered: ['RecordDepartmentAnswer', answer],
  LastDepartmentAnswered: ['RecordDepartmentAnswer', answer],
  LaterAnswerRecorded: ['RecordDepartmentAnswer', answer],
  SilenceRecordedForAssessment: ['RecordNoAnswer', none],
  SilenceRecordedForConsent: ['RecordNoAnswer', none],
  ClosedOnAnswer: ['CloseCase', none],
  CloserLookRequestedForAssessment: ['RequestCloserLook', closerLook],
  CloserLookRequestedForConsent: ['RequestCloserLook', closerLook],

  ConsentGiven: ['GiveConsent', consent],
  ConsentGivenForExamination: ['GiveConsent', consent],
  ConsentGivenForAssessment: ['GiveConsent', consent],
  ConsentRefused: ['RefuseConsent', none],
  ConsentWithdrawn: ['WithdrawConsent', ({ channel }) => ({ channel })],

  InvestigationOpened: [
    'OpenInvestigation',
    ({ scope, criteria, assessment }, text) => ({ scope, criteria, assessment: ifAny(assessment, text) }),
  ],
  InvestigationDeclined: ['DeclineInvestigation', ({ criteria }, text) => ({ criteria, reasons: text })],
  InformationRequested: [
    'RequestInformation',
    ({ department, from, to }, text) => ({ department, from, to, about: text }),
  ],
  DepartmentHeard: ['HearDepartment', ({ department }, text) => ({ department, statement: text })],
  CitizenHeard: ['HearCitizen', (_, text) => ({ statement: text })],
  ScopeChanged: [
    'ChangeScope',
    ({ scope, criteria, assessment }, text) => ({ scope, criteria, assessment: ifAny(assessment, text) }),
  ],
  ConflictDeclared: ['DeclareConflict', ({ department }) => ({ department })],
  OutcomeRecorded: [
    'RecordOutcome',
    ({ part, outcome, recommendation }, text) => ({
      part,
      outcome,
      grounds: text,
      recommendation: ifAny(recommendation, text),
    }),
  ],
  ConcludedWithoutCriticism: ['Conclude', none],
  ConcludedWithCriticism: ['Conclude', none],
  ClosedOnWithdrawal: ['CloseCase', none],
  ComplaintWithdrawn: ['WithdrawComplaint', none],
  PartTakenElsewhere: ['AssessRemit', takenElsewhere],
  LastPartTakenElsewhere: ['AssessRemit', takenElsewhere],
  ReopenedForQuestions: ['ReopenCase', reopened('moreQuestions')],
  ReopenedForNewPart: ['ReopenCase', reopened('newPart')],
  ReopenedForConsent: ['ReopenCase', reopened('closerLook')],
  ReopenedForAssessment: ['ReopenCase', reopened('closerLook')],

  SuggestionForwardedInCase: ['ForwardSuggestion', forwarded],
  DocumentFiled: [
    'FileDocument',
    ({ direction, date, department, from, to, request, bytes }, text) => ({
      title: text,
      direction,
      date,
      department,
      from,
      to,
      request,
      content: contentOf(bytes),
    }),
  ],
  NoteRecorded: ['RecordNote', (_, text) => ({ text })],
  MeetingAttended: [
    'AttendMeeting',
    ({ requestedBy, reason, on, note }, text) => ({ requestedBy, reason, on, note: ifAny(note, text) }),
  ],
  CitizenNotified: ['NotifyCitizen', (data, text) => ({ about: data.about, text: ifAny(data.text, text) })],
  AnswerForwarded: ['ForwardAnswerToCitizen', ({ department }) => ({ department })],
  ReplyFiled: [
    'SendReply',
    (data, text) => ({ channel: data.channel, sensitive: data.sensitive, text: ifAny(data.text, text) }),
  ],
  DepartmentPositionRecorded: [
    'RecordDepartmentPosition',
    ({ part, position, reason }, text) => ({ part, position, reason: ifAny(reason, text) }),
  ],
  ErasureRequested: ['RequestErasure', ({ of, document }) => ({ of, document })],
  ErasureRefused: ['DecideErasure', erasure('refused')],
  ErasureExtended: [
    'DecideErasure',
    ({ request, basis, extendedTo }) => ({ request, decision: 'extended', basis, extendedTo }),
  ],
  DocumentErased: ['DecideErasure', erasure('granted')],
  CaseErased: ['DecideErasure', erasure('granted')],
  HoldPlaced: ['PlaceHold', ({ reason }) => ({ reason })],
  HoldLifted: ['LiftHold', ({ reason }) => ({ reason })],
  KeysShredded: ['ShredKeys', none],
};
