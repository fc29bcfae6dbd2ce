/**
 * What happened, in one short clause for a timeline. Of coded fields alone: what is personal in an event may be gone,
 * and has no place in a list.
 */
import { type ComplaintData, type ComplaintEventType } from '../../../../event-schemas/complaint/events.js';
import { type AwaitedKind } from '../../../../libs/case/awaited.js';
import { type Language } from '../../http/page.js';
import { codeWord, type CodeList } from './code-words.js';
import { shortDate } from './date-words.js';
import { deadlineWord } from './state-words.js';

/** What the office calls whom an event names by a key, in the language asked for. */
export interface EventNames {
  readonly department: (key: string) => string;
  readonly topic: (key: string) => string;
  readonly member: (sub: string) => string;
}

/** How the parts of a clause are said. */
function saying({ department, topic, member }: EventNames, lang: Language) {
  const code = (list: CodeList, value: string) => codeWord(list, value, lang);
  /** In the middle of a clause. */
  const small = (list: CodeList, value: string) => lowered(code(list, value));
  const listed = (words: readonly string[]) => inARow(words, lang);
  return {
    department,
    topic,
    member,
    code,
    small,
    departments: (keys: readonly string[]) => listed(keys.map(department)),
    codes: (list: CodeList, values: readonly string[]) => listed(values.map((value) => small(list, value))),
    day: (date: string) => shortDate(date, lang),
    /** "klagepunkterne A og B". */
    parts: (ids: readonly string[]) => `${ids.length === 1 ? aPart[lang] : severalParts[lang]} ${listed(ids)}`,
    awaited: (kind: AwaitedKind, of?: string) =>
      lowered(deadlineWord(kind, lang, of === undefined ? undefined : department(of))),
  };
}
type Saying = ReturnType<typeof saying>;
const aPart = { da: 'klagepunkt', en: 'part' };
const severalParts = { da: 'klagepunkterne', en: 'parts' };

/** "a, b og c". */
function inARow(words: readonly string[], lang: Language): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${lang === 'da' ? 'og' : 'and'} ${last}`;
}
/** Names and what is written in capitals stay. */
const lowered = (text: string): string =>
  /^(\p{Lu}\p{Lu}|Ankestyrelsen|Folketingets|Ligebehandlingsnævnet|Datatilsynet|Digital)/u.test(text)
    ? text
    : text.charAt(0).toLowerCase() + text.slice(1);
/** The rest of a clause, where there is something to say. */
const then = (before: string, text: string | undefined): string => (text === undefined ? '' : `${before}${text}`);

type Clause<Data> = (data: Data, say: Saying) => readonly [da: string, en: string];
type Of<Type extends ComplaintEventType> = Clause<Omit<ComplaintData[Type], 'facts'>>;
const fixed = (da: string, en: string) => (): readonly [da: string, en: string] => [da, en];

/** Of what closes a case besides. */
const closing =
  <Data>(clause: Clause<Data>): Clause<Data> =>
  (data, say) => {
    const [da, en] = clause(data, say);
    return [`${da}. Sagen lukket`, `${en}. The case closed`];
  };

const answered: Of<'DepartmentAnswered'> = ({ department, directToCitizen, complete }, say) => [
  `${complete === false ? 'En del af svaret' : 'Svar'} fra ${say.department(department)}, ${directToCitizen ? 'direkte til borgeren' : 'kun til kontoret'}`,
  `${complete === false ? 'Part of the answer' : 'Answer'} from ${say.department(department)}, ${directToCitizen ? 'to the citizen directly' : 'to the office only'}`,
];
const referred =
  (da: string, en: string): Of<'CaseReferred'> =>
  ({ referrals }, say) => {
    const departments = say.departments(referrals.map(({ department }) => department));
    const parts = say.parts([...new Set(referrals.flatMap((referral) => referral.parts))].sort());
    return [`${da} ${departments}, ${parts}`, `${en} ${departments}, ${parts}`];
  };
const consented: Of<'ConsentGiven'> = ({ purpose, departments }, say) => [
  `Samtykke givet: ${say.small('consentPurposes', purpose)}, ${say.departments(departments)}`,
  `Consent given: ${say.small('consentPurposes', purpose)}, ${say.departments(departments)}`,
];
const consentEnded: Of<'ConsentToPurposeWithdrawn'> = ({ purpose, questionsTo = [] }, say) => {
  const to = questionsTo.length === 0 ? undefined : say.departments(questionsTo);
  const what = purpose && say.small('consentPurposes', purpose);
  return [
    `Samtykke trukket tilbage${then(': ', what)}${then('; spørgsmål kaldt tilbage fra ', to)}`,
    `Consent withdrawn${then(': ', what)}${then('; questions recalled from ', to)}`,
  ];
};
const recalled: Of<'ReferralRecalled'> = ({ department, reason }, say) => [
  `Forelæggelsen for ${say.department(department)} kaldt tilbage: ${say.small('recallReasons', reason)}`,
  `Referral to ${say.department(department)} recalled: ${say.small('recallReasons', reason)}`,
];
const suggested: Of<'SuggestionRecorded'> = ({ topic, department }, say) => [
  `Forslag til ${say.department(department)}: ${say.topic(topic)}`,
  `Suggestion to ${say.department(department)}: ${say.topic(topic)}`,
];
const passedOn: Of<'SuggestionForwarded'> = ({ departments, withName }, say) => [
  `Forslag givet videre til ${say.departments(departments)}, ${withName ? 'med' : 'uden'} navn`,
  `Suggestions forwarded to ${say.departments(departments)}, ${withName ? 'with' : 'without'} a name`,
];
const taken: Of<'PartTakenElsewhere'> = ({ part, ground, body }, say) => [
  `Klagepunkt ${part} afvist: ${say.small('grounds', ground)}${then(', henvist til ', body && say.small('authorityBodies', body))}`,
  `Part ${part} excluded: ${say.small('grounds', ground)}${then(', directed to ', body && say.small('authorityBodies', body))}`,
];
const withdrawn: Of<'PartWithdrawn'> = ({ part }) => [`Klagepunkt ${part} trukket tilbage`, `Part ${part} withdrawn`];
const corrected: Of<'CaseRecordCorrected'> = ({ revision, reason }, say) => [
  `Hændelse ${revision} rettet: ${say.small('correctionReasons', reason)}`,
  `Event ${revision} corrected: ${say.small('correctionReasons', reason)}`,
];
const replied: Of<'ReplySent'> = ({ channel }, say) => [
  `Svar til borgeren: ${say.small('channels', channel)}`,
  `Reply to the citizen: ${say.small('channels', channel)}`,
];
const mediationFailed = fixed('Mæglingen sluttede uden en aftale', 'The mediation ended without an agreement');
const silent = fixed('Forvaltningen har ikke svaret', 'The department has not answered');
const flexible = fixed('Behandles fleksibelt', 'Handled flexibly');
const written = fixed('Behandles skriftligt', 'Handled in writing');
const wished = fixed('Borgeren ønsker en nærmere undersøgelse', 'The citizen wishes a closer look');
const reopenedForLook = fixed('Sagen genåbnet til en nærmere undersøgelse', 'Case reopened for a closer look');

export const eventWords = {
  // — before a case —
  InquiryReceived: ({ channel }, say) => [
    `Henvendelse modtaget: ${say.small('channels', channel)}`,
    `Contact received: ${say.small('channels', channel)}`,
  ],
  SmsCounted: fixed('Sms talt', 'Text message counted'),
  ActivityRecorded: ({ kind }, say) => [
    `Aktivitet: ${say.small('activityKinds', kind)}`,
    `Activity: ${say.small('activityKinds', kind)}`,
  ],
  PartRecorded: ({ part, topic, department }, say) => [
    `Klagepunkt ${part} tilføjet: ${say.topic(topic)}, ${say.department(department)}`,
    `Part ${part} added: ${say.topic(topic)}, ${say.department(department)}`,
  ],
  RemitAssessed: ({ part, admissible, ground, body }, say) => {
    if (admissible) return [`Klagepunkt ${part} kan behandles her`, `Part ${part} can be handled here`];
    const to = body && say.small('authorityBodies', body);
    const why = ground && say.small('grounds', ground);
    return [
      `Klagepunkt ${part} afvist${then(': ', why)}${then(', henvist til ', to)}`,
      `Part ${part} excluded${then(': ', why)}${then(', directed to ', to)}`,
    ];
  },
  IntakeCompleted: fixed('Videre til dialogtjek', 'On to the dialogue check'),
  GuidanceGiven: ({ codes }, say) => [
    `Vejledt om: ${say.codes('guidanceCodes', codes)}`,
    `Guidance given on: ${say.codes('guidanceCodes', codes)}`,
  ],
  EndedWithoutCase: ({ outcome }, say) => [
    `Afsluttet uden sag: ${say.small('endings', outcome)}`,
    `Ended without a case: ${say.small('endings', outcome)}`,
  ],
  DirectedElsewhere: ({ body }, say) => [
    `Henvist til ${say.small('authorityBodies', body)}`,
    `Directed to ${say.small('authorityBodies', body)}`,
  ],
  InquiryRejected: fixed('Henvendelsen afvist', 'Contact rejected'),
  SuggestionRecorded: suggested,
  NamelessSuggestionRecorded: suggested,
  SuggestionRecordedInCase: suggested,
  SuggestionForwarded: passedOn,
  SuggestionForwardedInCase: passedOn,
  SuggestionPositionRecorded: ({ suggestion, position }, say) => [
    `Forslag ${suggestion}: forvaltningen ${say.small('suggestionPositions', position)}`,
    `Suggestion ${suggestion}: the department ${say.small('suggestionPositions', position)}`,
  ],
  GuidedBack: ({ offered }, say) => [
    `Henvist til dialog med forvaltningen, tilbudt: ${say.codes('offers', offered)}`,
    `Guided back to dialogue with the department, offered: ${say.codes('offers', offered)}`,
  ],
  DialogueRecorded: ({ department, departmentHadOpportunity, answered: hasAnswered }, say) => {
    const of = say.department(department);
    if (hasAnswered) return [`Dialog: ${of} har svaret borgeren`, `Dialogue: ${of} has answered the citizen`];
    return departmentHadOpportunity
      ? [`Dialog: ${of} har haft lejlighed til at svare`, `Dialogue: ${of} has had the opportunity to answer`]
      : [`Dialog: ${of} har ikke haft lejlighed til at svare`, `Dialogue: ${of} has had no opportunity to answer`];
  },
  InabilityAttested: ({ reason }, say) => [
    `Borgeren kan ikke selv føre dialogen: ${say.small('inabilities', reason)}`,
    `The citizen cannot conduct the dialogue: ${say.small('inabilities', reason)}`,
  ],
  RegistrationAgreed: ({ citizen, adviser }) =>
    citizen && adviser
      ? ['Enighed om at oprette en sag', 'Agreed to register a case']
      : ['Ikke enighed om at oprette en sag', 'Not agreed to register a case'],
  AgeLimitWaived: ({ part, reason }, say) => [
    `Fristen fraveget for klagepunkt ${part}: ${say.small('waiverReasons', reason)}`,
    `Age limit waived for part ${part}: ${say.small('waiverReasons', reason)}`,
  ],
  PrincipleFlagged: ({ reason }, say) => [
    `Markeret som principiel: ${say.small('principleReasons', reason)}`,
    `Flagged as one of principle: ${say.small('principleReasons', reason)}`,
  ],
  ReplySent: replied,
  ReplyFiled: replied,
  CaseMoved: ({ profile, lifecycle }) => [
    `Flyttet til andre regler: ${profile}, ${lifecycle}`,
    `Moved to other rules: ${profile}, ${lifecycle}`,
  ],
  CaseAssigned: ({ to, until }, say) =>
    to === null
      ? ['Ingen har sagen', 'Assigned to nobody']
      : [
          `Tildelt ${say.member(to)}${then(' til og med ', until && say.day(until))}`,
          `Assigned to ${say.member(to)}${then(' until ', until && say.day(until))}`,
        ],
  InquiryRecordCorrected: corrected,
  CaseRecordCorrected: corrected,
  StepRetracted: ({ undoes, reason }, say) => [
    `Hændelse ${undoes} trukket tilbage: ${say.small('retractionReasons', reason)}`,
    `Event ${undoes} retracted: ${say.small('retractionReasons', reason)}`,
  ],

  // — the case —
  CaseRegistered: ({ parts }, say) => [
    `Sag oprettet med ${say.parts(parts)}`,
    `Case registered with ${say.parts(parts)}`,
  ],
  OwnInitiativeOpened: ({ topic, department }, say) => [
    `Sag taget op af egen drift: ${say.topic(topic)}, ${say.department(department)}`,
    `Taken up on the office’s own initiative: ${say.topic(topic)}, ${say.department(department)}`,
  ],
  FlexibleHandlingStarted: fixed('Hurtig løsning begyndt, fleksibelt', 'Early resolution started, flexibly'),
  WrittenHandlingStarted: fixed('Hurtig løsning begyndt, skriftligt', 'Early resolution started, in writing'),
  SwitchedToFlexible: flexible,
  SwitchedToWritten: written,
  ContactRecorded: ({ department, with: whom, outcome }, say) => [
    `Kontakt med ${say.small('contactPersons', whom)}, ${say.department(department)}: ${say.small('contactOutcomes', outcome)}`,
    `Contact with ${say.small('contactPersons', whom)}, ${say.department(department)}: ${say.small('contactOutcomes', outcome)}`,
  ],
  SettlementProposed: fixed('Forlig foreslået', 'Settlement proposed'),
  SettlementAccepted: ({ by }, say) => [
    `${say.code('bothSides', by)} siger ja til forliget`,
    `${say.code('bothSides', by)} accepts the settlement`,
  ],
  SettledByBoth: fixed('Begge siger ja: sagen lukket med forlig', 'Both accept: the case closed as settled'),
  SettlementRejected: ({ by }, say) => [
    `${say.code('bothSides', by)} siger nej til forliget`,
    `${say.code('bothSides', by)} rejects the settlement`,
  ],
  QuickSolutionFailed: ({ reason }, say) => [
    `Ingen hurtig løsning: ${say.small('noSolutionReasons', reason)}`,
    `No quick solution: ${say.small('noSolutionReasons', reason)}`,
  ],
  MediationOffered: fixed('Mægling tilbudt', 'Mediation offered'),
  MediationOfferAnswered: ({ by, accepted }, say) => [
    `${say.code('bothSides', by)} siger ${accepted ? 'ja' : 'nej'} til mægling`,
    `${say.code('bothSides', by)} ${accepted ? 'accepts' : 'declines'} mediation`,
  ],
  MediationStarted: fixed('Mægling begyndt', 'Mediation started'),
  MediationAgreed: fixed('Aftale ved mægling: sagen lukket', 'Agreement in mediation: the case closed'),
  MediationFailed: mediationFailed,
  MediationFailedOnAnswer: mediationFailed,
  CaseReferred: referred('Forelagt', 'Referred to'),
  MoreQuestionsAsked: referred('Flere spørgsmål til', 'More questions to'),
  ReminderSent: ({ department }, say) => [
    `Rykker sendt til ${say.department(department)}`,
    `Reminder sent to ${say.department(department)}`,
  ],
  EscalationSent: ({ department }, say) => [
    `Rykker sendt til lederen, ${say.department(department)}`,
    `Reminder sent to the leader, ${say.department(department)}`,
  ],
  DepartmentAnswered: answered,
  LastDepartmentAnswered: answered,
  LaterAnswerRecorded: answered,
  SilenceRecordedForAssessment: silent,
  SilenceRecordedForConsent: silent,
  ClosedOnAnswer: fixed('Sagen lukket efter forvaltningens svar', 'Case closed on the department’s answer'),
  CloserLookRequestedForAssessment: wished,
  CloserLookRequestedForConsent: wished,
  ConsentGiven: consented,
  ConsentGivenForExamination: consented,
  ConsentGivenForAssessment: consented,
  ConsentRefused: fixed('Samtykke nægtet: sagen lukket', 'Consent refused: the case closed'),
  ConsentWithdrawn: consentEnded,
  ConsentToPurposeWithdrawn: consentEnded,
  ConsentToExaminationWithdrawn: consentEnded,
  ConsentToQuestionsWithdrawn: consentEnded,
  InvestigationOpened: ({ scope }, say) => [
    `Tilsyn åbnet om ${say.parts(scope)}`,
    `Investigation of ${say.parts(scope)} opened`,
  ],
  InvestigationDeclined: fixed('Tilsyn afslået: sagen lukket', 'Investigation declined: the case closed'),
  InformationRequested: ({ department, due }, say) => [
    `Oplysninger indhentes fra ${say.department(department)}${then(', frist ', due && say.day(due))}`,
    `Information requested from ${say.department(department)}${then(', due ', due && say.day(due))}`,
  ],
  HearingRequested: ({ department, due }, say) => [
    `I høring hos ${say.department(department)}, frist ${say.day(due)}`,
    `Sent for a hearing to ${say.department(department)}, due ${say.day(due)}`,
  ],
  DepartmentHeard: ({ department }, say) => [
    `${say.department(department)} hørt`,
    `${say.department(department)} heard`,
  ],
  CitizenHeard: fixed('Borgeren hørt', 'Citizen heard'),
  ScopeChanged: ({ scope }, say) => [
    `Undersøgelsen handler nu om ${say.parts(scope)}`,
    `The investigation is now of ${say.parts(scope)}`,
  ],
  ConflictDeclared: ({ department }, say) => [
    `Inhabilitet erklæret: ${say.department(department)}`,
    `Conflict of interest declared: ${say.department(department)}`,
  ],
  OutcomeRecorded: ({ part, outcome }, say) => [
    `Resultat for klagepunkt ${part}: ${say.small('partOutcomes', outcome)}`,
    `Outcome of part ${part}: ${say.small('partOutcomes', outcome)}`,
  ],
  ConcludedWithoutCriticism: fixed('Undersøgelsen afsluttet uden kritik', 'Investigation concluded without criticism'),
  ConcludedWithCriticism: ({ outcome }, say) => [
    `Undersøgelsen afsluttet: ${say.small('conclusions', outcome)}`,
    `Investigation concluded: ${say.small('conclusions', outcome)}`,
  ],
  ClosedOnWithdrawal: fixed(
    'Sagen lukket, da samtykket var trukket tilbage',
    'Case closed, since the consent was withdrawn',
  ),
  ComplaintWithdrawn: fixed('Klagen trukket tilbage: sagen lukket', 'Complaint withdrawn: the case closed'),
  PartTakenElsewhere: taken,
  LastPartTakenElsewhere: closing(taken),
  ReopenedForQuestions: fixed('Sagen genåbnet til flere spørgsmål', 'Case reopened for more questions'),
  ReopenedForNewPart: fixed('Sagen genåbnet med et nyt klagepunkt', 'Case reopened for a new part'),
  ReopenedForConsent: reopenedForLook,
  ReopenedForAssessment: reopenedForLook,
  CaseDiscontinued: ({ reason }, say) => [
    `Sagen henlagt: ${say.small('discontinuations', reason)}`,
    `Case discontinued: ${say.small('discontinuations', reason)}`,
  ],
  PartWithdrawn: withdrawn,
  LastPartWithdrawn: closing(withdrawn),

  // — more time, letters called back —
  DeadlineExtended: ({ kind, department, due }, say) => [
    `Mere tid, ${say.awaited(kind, department)}: ny frist ${say.day(due)}`,
    `More time, ${say.awaited(kind, department)}: now due ${say.day(due)}`,
  ],
  ExtensionRequested: ({ department, due }, say) => [
    `${say.department(department)} beder om tid til ${say.day(due)}`,
    `${say.department(department)} asks for time until ${say.day(due)}`,
  ],
  ExtensionDeclined: ({ department }, say) => [
    `Mere tid afslået: ${say.department(department)}`,
    `More time declined: ${say.department(department)}`,
  ],
  ReferralRecalled: recalled,
  LastReferralRecalled: recalled,
  OnlyReferralRecalled: recalled,
  ReferralDeclined: ({ department, suggested: instead }, say) => [
    `${say.department(department)}: sagen hører til et andet sted${then(', måske ', instead && say.department(instead))}`,
    `${say.department(department)}: the matter belongs elsewhere${then(', perhaps ', instead && say.department(instead))}`,
  ],
  ReceiptAcknowledged: fixed('Kvittering sendt til borgeren', 'Receipt sent to the citizen'),

  // — filed beside the lifecycle —
  DocumentFiled: ({ direction, department, quarantined }, say) => {
    const of = department && say.department(department);
    return [
      `Dokument journaliseret (${say.small('directions', direction)})${then(', ', of)}${quarantined ? '; må ikke læses' : ''}`,
      `Document filed (${say.small('directions', direction)})${then(', ', of)}${quarantined ? '; not to be read' : ''}`,
    ];
  },
  NoteRecorded: fixed('Notat skrevet', 'Note written'),
  MeetingAttended: ({ on, requestedBy }, say) => [
    `Møde den ${say.day(on)}, ønsket af ${say.small('bothSides', requestedBy)}`,
    `Meeting on ${say.day(on)}, wished by ${say.small('bothSides', requestedBy)}`,
  ],
  CitizenNotified: ({ about }, say) => [
    `Besked til borgeren: ${say.small('notices', about)}`,
    `Word to the citizen: ${say.small('notices', about)}`,
  ],
  AnswerForwarded: ({ department }, say) => [
    `Svaret fra ${say.department(department)} givet videre til borgeren`,
    `Answer from ${say.department(department)} forwarded to the citizen`,
  ],
  DepartmentPositionRecorded: ({ part, position }, say) => [
    `Klagepunkt ${part}: forvaltningen ${say.small('positions', position)}`,
    `Part ${part}: the department ${say.small('positions', position)}`,
  ],
  HandlingSet: ({ priority, complexity, confidential }, say) => [
    `Behandling: ${say.small('priorities', priority)}, ${say.small('complexities', complexity)}${confidential ? ', fortrolig' : ''}`,
    `Handling: ${say.small('priorities', priority)}, ${say.small('complexities', complexity)}${confidential ? ', confidential' : ''}`,
  ],
  RecommendationRecorded: ({ recommendation, to, department }, say) => {
    const whom = department === undefined ? say.small('recommendationAddressees', to) : say.department(department);
    return [`Henstilling ${recommendation} til ${whom}`, `Recommendation ${recommendation} to ${whom}`];
  },
  RecommendationStatusRecorded: ({ recommendation, status }, say) => [
    `Henstilling ${recommendation}: modtageren ${say.small('recommendationStatuses', status)}`,
    `Recommendation ${recommendation}: its addressee ${say.small('recommendationStatuses', status)}`,
  ],
  ReviewRequested: ({ of, to, due }, say) => [
    `${say.member(to)} bedt om at læse med: ${say.small('reviewObjects', of)}, senest ${say.day(due)}`,
    `${say.member(to)} asked to read: ${say.small('reviewObjects', of)}, by ${say.day(due)}`,
  ],
  ReviewRecorded: ({ verdict }, say) => [
    `Svar fra anden læser: ${say.small('reviewVerdicts', verdict)}`,
    `Answer of the second reader: ${say.small('reviewVerdicts', verdict)}`,
  ],
  CaseLinked: ({ kind }, say) => [
    `Forbundet med en anden sag: ${say.small('linkKinds', kind)}`,
    `Linked to another case: ${say.small('linkKinds', kind)}`,
  ],
  CaseUnlinked: ({ kind }, say) => [
    `Forbindelse til en anden sag fjernet: ${say.small('linkKinds', kind)}`,
    `Link to another case removed: ${say.small('linkKinds', kind)}`,
  ],
  PartyAdded: ({ party, role }, say) => [
    `${say.code('addedRoles', role)} tilføjet (${party})`,
    `${say.code('addedRoles', role)} added (${party})`,
  ],
  PartyUpdated: ({ party, reason }, say) => [
    `Oplysninger om ${party} ændret: ${say.small('partyChanges', reason)}`,
    `What is known of ${party} changed: ${say.small('partyChanges', reason)}`,
  ],
  PartyEnded: ({ party, reason }, say) => [
    `${party} er ikke længere i sagen: ${say.small('partyEndings', reason)}`,
    `${party} is no longer in the case: ${say.small('partyEndings', reason)}`,
  ],

  // — privacy —
  ErasureRequested: ({ request, of, due }, say) => [
    `Anmodning ${request} om sletning: ${say.small('erasureObjects', of)}, svar senest ${say.day(due)}`,
    `Request ${request} for erasure: ${say.small('erasureObjects', of)}, answer by ${say.day(due)}`,
  ],
  ErasureRefused: ({ request, basis }, say) => [
    `Sletning afslået, ${request}: ${say.small('erasureBases', basis)}`,
    `Erasure refused, ${request}: ${say.small('erasureBases', basis)}`,
  ],
  ErasureExtended: ({ request, extendedTo }, say) => [
    `Mere tid til at svare på ${request}: ${say.day(extendedTo)}`,
    `More time to answer ${request}: ${say.day(extendedTo)}`,
  ],
  DocumentErased: ({ document }) => [`Dokument ${document} slettet`, `Document ${document} erased`],
  CaseErased: fixed('Personoplysninger i sagen slettet efter anmodning', 'Personal data erased on request'),
  HoldPlaced: ({ reason }, say) => [
    `Holdt tilbage fra sletning: ${say.small('holdReasons', reason)}`,
    `Kept from erasure: ${say.small('holdReasons', reason)}`,
  ],
  HoldLifted: ({ reason }, say) => [
    `Ikke længere holdt tilbage: ${say.small('holdReasons', reason)}`,
    `No longer kept from erasure: ${say.small('holdReasons', reason)}`,
  ],
  KeysShredded: fixed('Personoplysningerne slettet for altid', 'Personal data gone for good'),
} as const satisfies { readonly [Type in ComplaintEventType]: Of<Type> };

const clauses = eventWords as { readonly [type: string]: Clause<object> };

/** "Forelagt Borgerservice, klagepunkt A". @param data of that event, as the history gives it */
export function eventWord(type: ComplaintEventType, data: object, names: EventNames, lang: Language): string {
  const [da, en] = clauses[type]!(data, saying(names, lang));
  return lang === 'da' ? da : en;
}
