/**
 * One valid, believable example of each event's data, for tests, documentation and seeds; every personal field is
 * there. Nobody in it exists: no day has the number 00, no CVR number begins with 0, and .example is no address (RFC
 * 2606).
 */
import { type ComplaintData, type ComplaintEventType } from './events.js';

const horsens = {
  lifecycle: 'complaint/2',
  profile: 'horsens@1',
  profileHash: '6b1f0c94e2a7d853be40917fc3d26a58e91b7d04f25c8a6370de4b19ac85f372',
} as const;
const koebenhavn = {
  lifecycle: 'complaint/2',
  profile: 'koebenhavn@1',
  profileHash: '1d84a7e05c3b96f2708e4d1ab95f63c27ae09b58d4f1637c82e5a04b9d37c61f',
} as const;

/** What follows from a letter of Tuesday, 3 March 2026. */
const letterDates = {
  due: '2026-03-17',
  reminderOn: '2026-03-18',
  escalationOn: '2026-03-25',
  noAnswerFrom: '2026-04-01',
} as const;
const worthwhile = { citizenBenefit: 'high', improvement: 'medium', overall: 'justified' } as const;

export const examples = frozen({
  // — before a case —
  InquiryReceived: {
    ...horsens,
    channel: 'phone',
    complainantType: 'citizen',
    receivedOn: '2026-02-17',
    answerDue: null,
    facts: {},
  },
  SmsCounted: { ...koebenhavn, channel: 'sms', receivedOn: '2026-02-17', facts: {} },
  PartRecorded: {
    part: 'A',
    topic: 'delay',
    department: 'jobcenter',
    eventStart: '2025-09-01',
    eventEnd: '2025-11-14',
    ageLimit: { lastDay: '2026-11-14', exceeded: false },
    facts: {},
  },
  RemitAssessed: {
    part: 'B',
    admissible: false,
    ground: 'content',
    guidance: ['howToComplain', 'understandDecision'],
    body: 'ankestyrelsen',
    forwarded: false,
    facts: { ground: 'listed' },
  },
  IntakeCompleted: { facts: { inProfile: 'yes', part: 'admissible' } },
  GuidanceGiven: {
    codes: ['understandDecision', 'whereToComplain'],
    body: 'ankestyrelsen',
    facts: { inProfile: 'yes' },
  },
  EndedWithoutCase: { outcome: 'guidance', facts: {} },
  DirectedElsewhere: { body: 'kommunaltTilsyn', forwarded: true, facts: { parts: 'excluded' } },
  SuggestionRecorded: { topic: 'letterLanguage', department: 'borgerservice', facts: { inProfile: 'yes' } },
  SuggestionForwarded: {
    departments: ['borgerservice'],
    withName: false,
    facts: { inProfile: 'yes', suggestion: 'recorded', name: 'withheld' },
  },
  GuidedBack: { offered: ['dialogueHelp', 'meetingSupport'], facts: { inProfile: 'yes', dialogue: 'missing' } },
  DialogueRecorded: {
    department: 'jobcenter',
    departmentHadOpportunity: true,
    answered: false,
    askedOn: '2026-01-12',
    moreOptionsSeen: false,
    facts: { inProfile: 'yes' },
  },
  InabilityAttested: { reason: 'communicationImpairment', facts: { inProfile: 'yes' } },
  RegistrationAgreed: { citizen: true, adviser: true, facts: { inProfile: 'yes' } },
  AgeLimitWaived: { part: 'A', reason: 'citizenPrevented', facts: { inProfile: 'yes', ageLimit: 'exceeded' } },
  PrincipleFlagged: { reason: 'templateFault', facts: { inProfile: 'yes' } },
  ReplySent: { channel: 'email', sensitive: false, facts: { channel: 'safe', sms: 'none' } },
  CaseMoved: {
    ...horsens,
    reason: 'newRules',
    facts: { state: 'fits', grounds: 'listed', complainant: 'eligible' },
  },

  // — the case —
  CaseRegistered: {
    parts: ['A'],
    complainantType: 'citizen',
    complainant: {
      name: 'Gudrun Opdigtsen',
      cpr: '000761-1042',
      address: 'Påhitsvej 14, 2. tv., 0000 Eksempelby',
      email: 'gudrun@opdigtsen.example',
      phone: '99 99 14 42',
    },
    summary: 'Jeg har ventet på en afgørelse om sygedagpenge siden september, og ingen ringer tilbage.',
    representative: { name: 'Halfdan Fiktivgaard' },
    authority: 'powerOfAttorney',
    facts: {
      parts: 'admissible',
      complainant: 'eligible',
      representative: 'accepted',
      dialogue: 'notRequired',
      agreement: 'given',
      ageLimit: 'within',
    },
  },
  OwnInitiativeOpened: {
    ...koebenhavn,
    topic: 'templateLetter',
    department: 'ydelsesservice',
    criteria: worthwhile,
    title: 'Partshøringsbreve uden frist for svar',
    facts: { criteria: 'agree', inProfile: 'yes' },
  },
  FlexibleHandlingStarted: { facts: { inProfile: 'yes' } },
  WrittenHandlingStarted: { facts: { inProfile: 'yes' } },
  SwitchedToFlexible: { facts: { inProfile: 'yes' } },
  SwitchedToWritten: { facts: { inProfile: 'yes' } },
  ContactRecorded: {
    department: 'jobcenter',
    with: 'leader',
    outcome: 'offer',
    note: 'Lederen tilbyder et møde i næste uge og beklager ventetiden.',
    facts: {},
  },
  SettlementProposed: {
    terms: 'Gudrun får en fast kontaktperson og en afgørelse inden den 1. april.',
    compromisesRights: false,
    facts: { rights: 'kept' },
  },
  SettlementAccepted: { by: 'citizen', facts: { proposal: 'standing' } },
  SettledByBoth: { by: 'department', facts: {} },
  SettlementRejected: { by: 'citizen', facts: { proposal: 'standing' } },
  QuickSolutionFailed: {
    reason: 'unsuitable',
    why: 'Gudrun og lederen taler ikke længere sammen.',
    facts: { tried: 'unsuitable' },
  },
  MediationOffered: { facts: { inProfile: 'yes' } },
  MediationOfferAnswered: { by: 'department', accepted: true, facts: { inProfile: 'yes', offer: 'standing' } },
  MediationStarted: { mediator: 'office', facts: { inProfile: 'yes', acceptance: 'both' } },
  MediationAgreed: {
    terms: 'Parterne mødes hver anden måned, og Gudrun får referatet samme dag.',
    compromisesRights: false,
    facts: { rights: 'kept', conflict: 'none' },
  },
  MediationFailed: {
    terms: 'Parterne er enige om at være uenige om forløbet i efteråret.',
    facts: { conflict: 'none' },
  },

  CaseReferred: {
    referrals: [
      {
        department: 'jobcenter',
        parts: ['A'],
        withSummary: true,
        questions: 'Hvorfor er henvendelserne i oktober ikke besvaret?',
        ...letterDates,
      },
      {
        department: 'borgerservice',
        parts: ['B'],
        questions: 'Hvem har talt med borgeren ved skranken den 14. november?',
        ...letterDates,
      },
    ],
    copies: true,
    facts: { coverage: 'complete', parts: 'admissible', ageLimit: 'within' },
  },
  MoreQuestionsAsked: {
    referrals: [
      {
        department: 'jobcenter',
        parts: ['A'],
        questions: 'Hvornår blev lægeerklæringen modtaget, og hvem læste den?',
        ...letterDates,
      },
    ],
    copies: true,
    facts: { parts: 'admissible', consent: 'covers', answers: 'recorded' },
  },
  ReminderSent: { department: 'jobcenter', sentOn: '2026-03-03', facts: { deadline: 'passed', answer: 'none' } },
  EscalationSent: { department: 'jobcenter', sentOn: '2026-03-03', facts: { deadline: 'passed', answer: 'none' } },
  DepartmentAnswered: {
    department: 'borgerservice',
    directToCitizen: true,
    receivedOn: '2026-03-12',
    document: '10-1',
    quarantined: false,
    summary: 'Skranken beklager tonen og har talt med medarbejderen.',
    file: '9-1',
    complete: false,
    finding: 'upheld',
    facts: { asked: 'yes' },
  },
  LastDepartmentAnswered: {
    department: 'jobcenter',
    directToCitizen: false,
    receivedOn: '2026-03-16',
    document: '11-1',
    quarantined: false,
    summary: 'Sagen lå stille under en omlægning; afgørelsen følger i denne uge.',
    facts: { asked: 'yes' },
  },
  LaterAnswerRecorded: {
    department: 'jobcenter',
    directToCitizen: true,
    receivedOn: '2026-05-20',
    document: '21-1',
    quarantined: false,
    summary: 'Supplerende svar om telefonnotaterne fra oktober.',
    facts: { asked: 'yes' },
  },
  SilenceRecordedForAssessment: { facts: { deadline: 'passed' } },
  SilenceRecordedForConsent: { facts: { deadline: 'passed' } },
  ClosedOnAnswer: { facts: { answer: 'reached', answers: 'recorded' } },
  CloserLookRequestedForAssessment: { reason: 'Svaret forklarer ikke, hvorfor ingen ringede tilbage.', facts: {} },
  CloserLookRequestedForConsent: { reason: 'Gudrun ønsker at vide, hvad der skete i oktober.', facts: {} },

  ConsentGiven: {
    purpose: 'moreQuestions',
    departments: ['jobcenter'],
    from: '2025-09-01',
    to: '2026-03-31',
    how: 'phone',
    text: 'Klager siger ja til, at notaterne hentes.',
    facts: {},
  },
  ConsentGivenForExamination: {
    purpose: 'closerExamination',
    departments: ['jobcenter', 'borgerservice'],
    from: '2025-09-01',
    to: '2026-03-31',
    scope: ['A', 'B'],
    how: 'phone',
    text: 'Klager siger ja til, at notaterne hentes.',
    facts: {},
  },
  ConsentGivenForAssessment: {
    purpose: 'closerExamination',
    departments: ['jobcenter'],
    from: '2025-09-01',
    to: '2026-03-31',
    how: 'phone',
    text: 'Klager siger ja til, at notaterne hentes.',
    facts: {},
  },
  ConsentRefused: { facts: { answer: 'reached' } },
  ConsentWithdrawn: { channel: 'phone', recalled: ['R1'], questionsTo: [], facts: {} },
  ConsentToPurposeWithdrawn: {
    channel: 'digitalPost',
    purpose: 'shareName',
    recalled: [],
    questionsTo: [],
    facts: { toWithdraw: 'stands' },
  },
  ConsentToExaminationWithdrawn: {
    channel: 'phone',
    purpose: 'closerExamination',
    recalled: ['R1'],
    questionsTo: [],
    facts: { toWithdraw: 'stands' },
  },
  ConsentToQuestionsWithdrawn: {
    channel: 'letter',
    purpose: 'moreQuestions',
    recalled: [],
    questionsTo: ['jobcenter'],
    facts: { toWithdraw: 'stands' },
  },

  InvestigationOpened: {
    scope: ['A'],
    criteria: worthwhile,
    assessment: 'Forløbet kan lære os noget om overgangen mellem to sagsbehandlere.',
    facts: {
      criteria: 'agree',
      conflict: 'none',
      scope: 'filled',
      scopeParts: 'admissible',
      consent: 'covers',
      principled: 'no',
    },
  },
  InvestigationDeclined: {
    criteria: { citizenBenefit: 'low', improvement: 'low', overall: 'notJustified' },
    reasons: 'Afgørelsen er truffet i mellemtiden, og fejlen er erkendt og rettet.',
    facts: { criteria: 'agree', conflict: 'none', decisionTold: 'yes' },
  },
  InformationRequested: {
    request: 'R1',
    department: 'jobcenter',
    from: '2025-09-01',
    to: '2025-12-31',
    about: 'Alle telefonnotater om ventetiden, også de interne.',
    facts: { consent: 'covers' },
  },
  DepartmentHeard: {
    department: 'jobcenter',
    statement: 'Vi har ændret arbejdsgangen, så ingen henvendelse står uden navn.',
    facts: { consent: 'covers' },
  },
  CitizenHeard: { statement: 'Det var uvisheden, der var værst, ikke selve ventetiden.', facts: {} },
  ScopeChanged: {
    scope: ['A', 'B'],
    criteria: worthwhile,
    assessment: 'Samtalen ved skranken hører til det samme forløb.',
    facts: { criteria: 'agree', conflict: 'none', scope: 'filled', scopeParts: 'admissible' },
  },
  ConflictDeclared: { department: 'jobcenter', facts: {} },
  OutcomeRecorded: {
    part: 'A',
    outcome: 'recommendation',
    grounds: 'Notatpligten er ikke overholdt ved fem samtaler.',
    recommendation: 'Indfør et fast skema til telefonnotater.',
    facts: { part: 'inScope', conflict: 'none' },
  },
  ConcludedWithoutCriticism: {
    outcomesTo: ['jobcenter'],
    facts: { conflict: 'none', outcomes: 'complete', heard: 'all', resultTold: 'yes', answer: 'reached' },
  },
  ConcludedWithCriticism: {
    outcome: 'criticismWithRecommendation',
    outcomesTo: ['jobcenter'],
    facts: { conflict: 'none', outcomes: 'complete', heard: 'all', resultTold: 'yes', answer: 'reached' },
  },
  ClosedOnWithdrawal: { facts: { statusTold: 'yes' } },
  ComplaintWithdrawn: { facts: {} },
  PartTakenElsewhere: {
    part: 'B',
    ground: 'anotherAuthority',
    guidance: ['whereToComplain'],
    body: 'datatilsynet',
    forwarded: true,
    facts: { ground: 'listed' },
  },
  LastPartTakenElsewhere: {
    part: 'A',
    ground: 'courts',
    guidance: ['whereToComplain', 'rights'],
    body: 'domstolene',
    forwarded: false,
    facts: { ground: 'listed' },
  },
  ReopenedForQuestions: { facts: {} },
  ReopenedForNewPart: { facts: {} },
  ReopenedForConsent: { facts: {} },
  ReopenedForAssessment: { facts: {} },
  CaseDiscontinued: { reason: 'duplicate', duplicateOf: '7d444840-9dc0-41d1-b245-5ffdce74fad2', facts: {} },
  PartWithdrawn: { part: 'B', facts: { part: 'standing' } },
  LastPartWithdrawn: { part: 'A', facts: { part: 'standing' } },

  // — filed beside the lifecycle —
  SuggestionForwardedInCase: {
    departments: ['jobcenter', 'borgerservice'],
    withName: true,
    facts: { inProfile: 'yes', suggestion: 'recorded', name: 'consented' },
  },
  DocumentFiled: {
    document: '12-1',
    title: 'Lægeerklæring fra egen læge',
    direction: 'in',
    date: '2026-03-09',
    department: 'jobcenter',
    from: '2025-09-01',
    to: '2025-12-31',
    request: 'R1',
    quarantined: false,
    bytes: 48,
    content: Buffer.from('Patienten kan ikke arbejde før tidligst i maj.\n').toString('base64'),
    fileName: 'Lægeerklæring.txt',
    mediaType: 'text/plain',
    facts: {},
  },
  NoteRecorded: { text: 'Gudrun ringede; hun har endnu ikke hørt fra sagsbehandleren.', facts: {} },
  MeetingAttended: {
    requestedBy: 'citizen',
    reason: 'insecure',
    on: '2026-03-10',
    note: 'Rolig samtale; Gudrun fik læst sit brev op.',
    facts: { inProfile: 'yes' },
  },
  CitizenNotified: {
    about: 'result',
    text: 'Vi har givet kritik af ventetiden og henstillet til bedre notater.',
    facts: { outcomes: 'complete', conflict: 'none' },
  },
  AnswerForwarded: { department: 'jobcenter', facts: { answer: 'recorded' } },
  ReplyFiled: {
    channel: 'digitalPost',
    sensitive: true,
    text: 'Tak for din henvendelse. Vi vender tilbage, når vi har hørt forvaltningen.',
    facts: { channel: 'safe', sms: 'none' },
  },
  DepartmentPositionRecorded: {
    part: 'A',
    position: 'declined',
    reason: 'Skemaet afventer et nyt fagsystem til efteråret.',
    facts: { outcome: 'criticised' },
  },
  ErasureRequested: { request: 'E1', of: 'document', document: '12-1', due: '2026-04-09', facts: {} },
  ErasureRefused: { request: 'E1', basis: 'journalingDuty', facts: { request: 'open' } },
  ErasureExtended: { request: 'E1', basis: 'complexity', extendedTo: '2026-05-09', facts: { request: 'open' } },
  DocumentErased: {
    request: 'E1',
    basis: 'misfiled',
    document: '12-1',
    facts: { request: 'open', archive: 'none', hold: 'none' },
  },
  CaseErased: {
    request: 'E2',
    basis: 'noBasisToKeep',
    facts: { request: 'open', archive: 'none', hold: 'none', retention: 'passed' },
  },
  HoldPlaced: { reason: 'archiveTransfer', facts: {} },
  HoldLifted: { reason: 'archiveTransfer', facts: { placed: 'yes' } },
  KeysShredded: { facts: { archive: 'none', hold: 'none', retention: 'passed' } },
} satisfies { [Type in ComplaintEventType]: ComplaintData[Type] });

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
