/**
 * What the fields of each step's form are called, and what is said beside one where that helps: which day is meant, who
 * reads a text.
 */
import { type CommandName, type Commands } from '../../../../libs/complaints/steps/steps.js';
import { type Sentences } from '../../../../libs/platform/refusal.js';
import { type Language } from '../../http/page.js';

/** Names of the fields of a body, with those of what is nested in it. */
type FieldIn<Body> = Body extends readonly (infer Entry)[]
  ? FieldIn<Entry>
  : Body extends object
    ? { [Name in keyof Body]-?: Name | FieldIn<NonNullable<Body[Name]>> }[keyof Body]
    : never;
type FieldOf<Name extends CommandName> = FieldIn<Commands[Name]>;
export type FieldName = FieldIn<Commands[CommandName]>;

interface FieldWords {
  readonly label: Sentences;
  readonly hint?: Sentences;
}

const words = (da: string, en: string, hint?: readonly [da: string, en: string]): FieldWords => ({
  label: { da, en },
  ...(hint ? { hint: { da: hint[0], en: hint[1] } } : {}),
});

const whoGetsIt = ['Står i brevet, som du skriver det.', 'Stands in the letter as you write it.'] as const;
const staysHere = ['Læses kun på kontoret.', 'Read in the office only.'] as const;
const whenLeftOut = ['Er feltet tomt, er det i dag.', 'Left empty, it is today.'] as const;

const solved = words('Blev det løst, klagen handlede om?', 'Was what the complaint was about solved?');
/** Of a step that does not always close the case. */
const only = (da: string, en: string): FieldWords => ({ ...solved, hint: { da, en } });

/** What a field means wherever it has no meaning of its own. */
export const fieldWords = {
  // — the contact —
  channel: words('Hvordan kom henvendelsen?', 'How did it reach you?'),
  complainantType: words('Hvem henvender sig?', 'Who turns to you?'),
  receivedOn: words('Modtaget den', 'Received on', whenLeftOut),
  topic: words('Emne', 'Topic'),
  department: words('Forvaltning', 'Department'),
  eventStart: words('Hvornår skete det?', 'When did it happen?', [
    'Den første dag, hvis det strakte sig over tid.',
    'The first day, if it went on for some time.',
  ]),
  eventEnd: words('Hvornår sluttede det?', 'When did it end?', [
    'Kun hvis det strakte sig over flere dage.',
    'Only if it went on for several days.',
  ]),
  part: words('Klagepunkt', 'Part'),
  admissible: words('Kan kontoret behandle det?', 'Can the office handle it?'),
  ground: words('Hvorfor ikke?', 'Why not?'),
  guidance: words('Hvad har du vejledt om?', 'What did you advise on?'),
  body: words('Hvem kan hjælpe i stedet?', 'Who can help instead?'),
  brought: words('Er sagen allerede hos dem?', 'Do they have the matter already?'),
  forwarded: words('Har du sendt den videre?', 'Have you sent it on?'),
  codes: words('Hvad har du vejledt om?', 'What did you advise on?'),
  helpedToWrite: words('Har du hjulpet med at skrive?', 'Did you help to write?'),
  suggestion: words('Forslag', 'Suggestion'),
  position: words('Hvad siger forvaltningen?', 'What does the department say?'),
  namesNobody: words('Teksten nævner ingen personer', 'The text names nobody', [
    'Før der er en sag, må her ikke stå navne, numre eller adresser.',
    'Before there is a case, no names, numbers or addresses may stand here.',
  ]),
  withName: words('Med borgerens navn?', 'With the citizen’s name?', [
    'Det kræver en sag og borgerens samtykke.',
    'That takes a case and the citizen’s consent.',
  ]),
  offered: words('Hvad har du tilbudt?', 'What did you offer?'),
  departmentHadOpportunity: words(
    'Har forvaltningen haft lejlighed til at svare?',
    'Has the department had the opportunity to answer?',
  ),
  answered: words('Har den svaret?', 'Has it answered?'),
  askedOn: words('Hvornår spurgte borgeren?', 'When did the citizen ask?', [
    'Kun måneden bliver gemt.',
    'Only the month is kept.',
  ]),
  moreOptionsSeen: words('Ser borgeren andre muligheder?', 'Does the citizen see other options?'),
  citizen: words('Borgeren er enig', 'The citizen agrees'),
  adviser: words('Du er enig', 'You agree'),

  // — people —
  complainant: words('Den, der klager', 'Who complains'),
  representative: words('Repræsentant', 'Representative', [
    'Kun hvis nogen fører sagen for borgeren.',
    'Only if somebody acts for the citizen.',
  ]),
  name: words('Navn', 'Name'),
  cpr: words('CPR-nummer', 'CPR number', ['Ti cifre.', 'Ten digits.']),
  cvr: words('CVR-nummer', 'CVR number', [
    'Otte cifre. For virksomheder og foreninger.',
    'Eight digits. Of companies.',
  ]),
  address: words('Adresse', 'Address'),
  email: words('E-mail', 'E-mail'),
  phone: words('Telefon', 'Telephone'),
  authority: words('På hvilket grundlag?', 'By what authority?'),
  language: words('Sprog', 'Language', ['Hvis det ikke er dansk.', 'If it is not Danish.']),
  interpreter: words('Brug for tolk?', 'Needs an interpreter?'),
  exempt: words('Fritaget for Digital Post?', 'Exempt from Digital Post?'),
  role: words('Hvem er det i sagen?', 'Who are they in the case?'),
  lettersTo: words('Skal have brevene til borgeren?', 'Gets the letters to the citizen?'),
  party: words('Person', 'Person'),

  // — the case —
  summary: words('Hvad handler sagen om?', 'What is the case about?', [
    'Følger med i brevet til forvaltningen, medmindre du vælger det fra.',
    'Goes along to the department, unless you choose otherwise.',
  ]),
  parts: words('Klagepunkter', 'Parts'),
  mode: words('Hvordan?', 'How?'),
  with: words('Hvem har du talt med?', 'Whom did you talk to?'),
  outcome: words('Hvad kom der ud af det?', 'What came of it?'),
  note: words('Notat', 'Note', staysHere),
  occurredAt: words('Hvornår var det?', 'When was it?', ['Er feltet tomt, er det nu.', 'Left empty, it is now.']),
  terms: words('Hvad går aftalen ud på?', 'What are the terms?'),
  compromisesRights: words('Går det ud over borgerens rettigheder?', 'Does it compromise the citizen’s rights?', [
    'Så kan det ikke blive til noget.',
    'Then it cannot come about.',
  ]),
  by: words('Hvem svarer?', 'Who answers?'),
  reason: words('Hvorfor?', 'Why?'),
  why: words('Hvad gør den uegnet?', 'What makes it unsuitable?', staysHere),
  mediator: words('Mægler', 'Mediator', ['Kun hvis der allerede er en.', 'Only if there is one already.']),
  external: words('Kommer mægleren udefra?', 'Is the mediator from outside?'),
  on: words('Dato', 'Date'),
  accepted: words('Siger de ja?', 'Do they say yes?'),
  agreement: words('Blev der en aftale?', 'Is there an agreement?'),
  referrals: words('Breve', 'Letters', ['Ét til hver forvaltning.', 'One to each department.']),
  questions: words('Spørgsmål til forvaltningen', 'Questions to the department', whoGetsIt),
  withSummary: words('Skal sagens beskrivelse med i brevet?', 'Does the summary go along?'),
  directToCitizen: words('Har borgeren selv fået svaret?', 'Did the citizen get the answer directly?', [
    'Ellers skal du give det videre, før sagen kan lukkes.',
    'Otherwise you have to forward it before the case can close.',
  ]),
  document: words('Dokument', 'Document'),
  complete: words('Er det hele svaret?', 'Is this the whole answer?', [
    'Mangler der noget, venter sagen på resten.',
    'If something is missing, the case waits for the rest.',
  ]),
  finding: words('Giver forvaltningen borgeren ret?', 'Does the department agree with the citizen?'),
  sentOn: words('Brevet er sendt den', 'The letter was sent on'),
  request: words('Anmodning', 'Request'),
  kind: words('Hvilken slags?', 'What kind?'),
  due: words('Frist', 'Deadline', ['Den sidste dag, der er rettidig.', 'The last day in time.']),
  suggested: words('Hvem skal så svare?', 'Who is to answer instead?'),
  text: words('Tekst', 'Text'),

  // — consent —
  purpose: words('Hvad siger borgeren ja til?', 'What does the citizen consent to?'),
  departments: words('Hvilke forvaltninger?', 'Which departments?'),
  from: words('Fra og med', 'From'),
  to: words('Til og med', 'To and including'),
  how: words('Hvordan er det givet?', 'How was it given?'),

  // — investigation —
  scope: words('Hvilke klagepunkter undersøges?', 'Which parts are investigated?'),
  criteria: words('Vurdering', 'Assessment'),
  citizenBenefit: words('Hvad kan borgeren få ud af det?', 'What can the citizen gain?'),
  improvement: words('Kan det gøre kommunen bedre?', 'Can it improve the municipality?'),
  overall: words('Giver det samlet set mening?', 'On the whole, does it make sense?'),
  assessment: words('Begrundelse', 'Reasons', staysHere),
  reasons: words('Begrundelse', 'Reasons', staysHere),
  title: words('Kort titel', 'Short title'),
  about: words('Hvad handler det om?', 'What is it about?', whoGetsIt),
  statement: words('Hvad bliver der sagt?', 'What is said?'),
  grounds: words('Begrundelse', 'Reasons', [
    'Forvaltningen læser den, når sagen er afsluttet.',
    'The department reads them once the case is concluded.',
  ]),
  recommendation: words('Henstilling', 'Recommendation'),

  // — telling and closing —
  sensitive: words('Er der følsomme oplysninger i?', 'Does it hold sensitive data?', [
    'De må ikke sendes med almindelig e-mail.',
    'That may not go by ordinary e-mail.',
  ]),
  solved,
  duplicateOf: words('Hvilken sag er det en dublet af?', 'Which case is it a duplicate of?'),

  // — filing —
  direction: words('Retning', 'Direction'),
  date: words('Dato', 'Date', ['Den dag, der står på papiret.', 'The day that stands on the paper.']),
  content: words('Fil', 'File'),
  fileName: words('Filens navn', 'Name of the file'),
  mediaType: words('Filens type', 'Type of the file'),
  requestedBy: words('Hvem ville have dig med?', 'Who wanted you there?'),

  // — the desk —
  status: words('Hvad er der sket?', 'What has become of it?'),
  evidence: words('Hvad viser det?', 'What shows it?'),
  of: words('Hvad handler det om?', 'What is it about?'),
  verdict: words('Dit svar', 'Your answer'),
  until: words('Til og med', 'Until'),
  priority: words('Hvor hurtigt?', 'How soon?'),
  complexity: words('Hvor kompliceret?', 'How complex?'),
  confidential: words('Fortrolig?', 'Confidential?'),
  needs: words('Særlige hensyn', 'Special needs', [
    'Fx hvornår og hvordan du kan ringe.',
    'Such as when and how to call.',
  ]),
  readers: words('Hvem må ellers åbne den?', 'Who else may open it?', [
    'Lederen og den ansvarlige kan altid.',
    'The head and whoever has the case always can.',
  ]),

  // — putting right and moving —
  revision: words('Hændelse', 'Event', ['Nummeret i sagens historik.', 'Its number in the history of the case.']),
  fields: words('Sådan skulle der have stået', 'What it should have been', [
    'Udfyld kun det, der er forkert.',
    'Fill in only what is wrong.',
  ]),
  lifecycle: words('Forløb', 'Lifecycle'),
  profile: words('Regler', 'Rules'),

  // — privacy —
  decision: words('Afgørelse', 'Decision'),
  basis: words('På hvilket grundlag?', 'On what basis?'),
  extendedTo: words('Ny frist for at svare', 'New deadline for the answer', [
    'Højst to måneder mere.',
    'At most two months more.',
  ]),

  // — besides complaints —
  minutes: words('Hvor mange minutter tog det?', 'How many minutes did it take?'),
} as const satisfies Readonly<Record<FieldName, FieldWords>>;

/** Where a step means something else by the same name. */
export const fieldWordsOfSteps = {
  RecordPart: { department: words('Hvilken forvaltning handler det om?', 'Which department is it about?') },
  AssessRemit: {
    solved: only('Kun hvis det er sagens sidste klagepunkt.', 'Only where it is the last part of the case.'),
  },
  GiveGuidance: {
    body: words('Hvem har du henvist til?', 'Where did you direct them?', ['Kun hvis du gjorde.', 'Only if you did.']),
  },
  EndWithoutCase: { outcome: words('Hvordan sluttede det?', 'How did it end?') },
  RecordSuggestion: {
    text: words('Forslaget', 'The suggestion', [
      'Forvaltningen læser det, når du giver det videre.',
      'The department reads it once you forward it.',
    ]),
    department: words('Hvilken forvaltning er det til?', 'Which department is it for?'),
  },
  RecordSuggestionPosition: {
    position: words('Hvad gør forvaltningen ved det?', 'What does the department make of it?'),
    text: words('Forvaltningens ord', 'In the department’s words', ['Læses af kontoret.', 'Read by the office.']),
  },
  WaiveAgeLimit: { reason: words('Hvorfor ses der bort fra den?', 'Why is it waived?') },
  AttestUnable: { reason: words('Hvad forhindrer borgeren?', 'What keeps the citizen from it?') },
  FlagPrincipled: { reason: words('Hvad gør klagen principiel?', 'What makes it one of principle?') },
  RegisterCase: {
    parts: words('Hvilke klagepunkter er med?', 'Which parts are in the case?', [
      'Vælger du ingen, kommer alle med, som kontoret kan behandle.',
      'If you choose none, all that the office can handle are in it.',
    ]),
  },
  RecordContact: {
    department: words('Hvilken forvaltning?', 'Which department?'),
    outcome: words('Hvad kom der ud af det?', 'What came of it?'),
  },
  ProposeSettlement: { terms: words('Hvad går forslaget ud på?', 'What is proposed?') },
  AcceptSettlement: {
    by: words('Hvem siger ja?', 'Who says yes?'),
    solved: only(
      'Kun hvis begge dermed har sagt ja, så sagen lukkes.',
      'Only if both have now said yes, which closes the case.',
    ),
  },
  RejectSettlement: { by: words('Hvem siger nej?', 'Who says no?') },
  OfferMediation: { on: words('Tilbudt den', 'Offered on', whenLeftOut) },
  EndMediation: {
    terms: words('Hvad blev aftalt?', 'What was agreed?', [
      'Uden aftale: hvor langt I nåede.',
      'Without an agreement: how far you came.',
    ]),
    solved: only('Kun hvis der blev en aftale.', 'Only if there is an agreement.'),
  },
  RecordDepartmentAnswer: {
    department: words('Hvem har svaret?', 'Who has answered?'),
    summary: words('Hvad svarer forvaltningen?', 'What does the department answer?', [
      'Skriv det af, eller vælg dokumentet, hvis borgeren ikke selv har fået svaret.',
      'Write it down or choose the document, if the citizen did not get the answer.',
    ]),
    document: words('Dokumentet med svaret', 'The document with the answer', [
      'Det skal være journaliseret først.',
      'It has to be filed first.',
    ]),
  },
  ForwardAnswerToCitizen: { department: words('Hvis svar?', 'Whose answer?') },
  RequestCloserLook: { reason: words('Hvorfor ønsker borgeren det?', 'Why does the citizen wish it?', staysHere) },
  ExtendDeadline: {
    kind: words('Hvilken frist?', 'Which deadline?'),
    due: words('Ny frist', 'New deadline', [
      'Senere end den gamle, og tidligst i dag.',
      'Later than the old one, and today at the earliest.',
    ]),
    request: words('Hvilken anmodning eller henstilling?', 'Which request or recommendation?'),
  },
  RequestExtension: {
    due: words('Til hvornår?', 'Until when?'),
    text: words('Hvorfor?', 'Why?', ['Borgerrådgiveren læser det.', 'The adviser reads it.']),
  },
  DeclineExtension: {
    text: words('Begrundelse', 'Reasons', ['Forvaltningen læser den.', 'The department reads them.']),
  },
  RecallReferral: { department: words('Hvis brev?', 'Whose letter?') },
  DeclineReferral: { text: words('Hvorfor?', 'Why?', ['Borgerrådgiveren læser det.', 'The adviser reads it.']) },
  GiveConsent: {
    from: words('Fra og med', 'From', [
      'Perioden, oplysningerne er fra. Tomt: uden grænse.',
      'The period that the information is of. Empty: no limit.',
    ]),
    text: words('Borgerens ord', 'In the citizen’s words'),
  },
  WithdrawConsent: {
    channel: words('Hvordan fik du det at vide?', 'How were you told?'),
    purpose: words('Hvad trækkes tilbage?', 'What is withdrawn?', [
      'Vælger du intet, trækkes det hele tilbage.',
      'If you choose nothing, all of it is withdrawn.',
    ]),
  },
  OpenOwnInitiative: {
    title: words('Hvad handler sagen om?', 'What is the case about?'),
    department: words('Hvilken forvaltning handler det om?', 'Which department is it about?'),
  },
  RequestInformation: {
    about: words('Hvad skal forvaltningen sende?', 'What is the department to send?', whoGetsIt),
    from: words('Fra og med', 'From', ['Perioden, oplysningerne er fra.', 'The period that the information is of.']),
    due: words('Frist', 'Deadline', ['Er feltet tomt, gælder kontorets egen.', 'Left empty, the office’s own holds.']),
  },
  RequestHearing: {
    about: words(
      'Hvad skal forvaltningen sige sin mening om?',
      'What is the department to give its view on?',
      whoGetsIt,
    ),
    due: words('Frist', 'Deadline', ['Er feltet tomt, gælder kontorets egen.', 'Left empty, the office’s own holds.']),
  },
  HearDepartment: {
    department: words('Hvem er hørt?', 'Who was heard?'),
    statement: words('Hvad siger forvaltningen?', 'What does the department say?'),
  },
  HearCitizen: { statement: words('Hvad siger borgeren?', 'What does the citizen say?') },
  DeclareConflict: {
    department: words('Hvilken forvaltning gælder det?', 'Which department is it about?', [
      'Det gælder for hele sagen.',
      'It holds for the whole case.',
    ]),
  },
  RecordOutcome: {
    outcome: words('Resultat', 'Outcome'),
    recommendation: words('Henstilling', 'Recommendation', [
      'Hvad forvaltningen bør gøre. Den læser det, når sagen er afsluttet.',
      'What the department should do. It reads this once the case is concluded.',
    ]),
  },
  RecordDepartmentPosition: { reason: words('Forvaltningens begrundelse', 'The department’s reasons') },
  NotifyCitizen: {
    about: words('Hvad handler brevet om?', 'What is the letter about?'),
    text: words('Tekst til borgeren', 'Text to the citizen', whoGetsIt),
  },
  SendReply: {
    channel: words('Hvordan har du svaret?', 'How did you reply?'),
    text: words('Svaret', 'The reply', ['Kun i en sag. Borgeren læser det.', 'In a case only. The citizen reads it.']),
  },
  WithdrawPart: {
    solved: only('Kun hvis det er sagens sidste klagepunkt.', 'Only where it is the last part of the case.'),
  },
  DiscontinueCase: { reason: words('Hvorfor falder sagen væk?', 'Why does it come to nothing?') },
  ReopenCase: { reason: words('Hvad skal der ske nu?', 'What is to happen now?') },
  FileDocument: {
    title: words('Kort titel', 'Short title', ['Skriv ikke CPR-nummer her.', 'Write no CPR number here.']),
    department: words('Hvilken forvaltning er det fra eller til?', 'Which department is it from or to?'),
    from: words('Fra og med', 'From', ['Perioden, papiret handler om.', 'The period that the paper is about.']),
    request: words('Svar på hvilken anmodning?', 'Answers which request?'),
  },
  RecordNote: { text: words('Notat', 'Note', staysHere) },
  AttendMeeting: { on: words('Mødet var den', 'The meeting was on') },
  RecordRecommendation: {
    to: words('Hvem er den til?', 'Who is it for?'),
    text: words('Henstillingen', 'The recommendation', ['Modtageren læser den.', 'Its addressee reads it.']),
    due: words('Følges op den', 'Followed up on'),
    from: words('Hvilke klagepunkter kommer den af?', 'Which parts does it come from?'),
  },
  RecordRecommendationStatus: { evidence: words('Hvordan kan det ses?', 'How can one see it?', staysHere) },
  RequestReview: {
    of: words('Hvad skal læses?', 'What is to be read?'),
    to: words('Hvem skal læse med?', 'Who is to read it?'),
  },
  RecordReview: { text: words('Hvad bør ændres?', 'What should change?', staysHere) },
  AssignCase: {
    to: words('Hvem skal have sagen?', 'Who gets the case?'),
    until: words('Til og med', 'Until', ['Kun for en vikar.', 'Of a stand-in only.']),
  },
  LinkCase: {
    to: words('Hvilken sag?', 'Which case?'),
    kind: words('Hvad er den anden sag?', 'What is the other case to this one?'),
  },
  UnlinkCase: {
    to: words('Hvilken sag?', 'Which case?'),
    kind: words('Hvilken forbindelse?', 'Which link?'),
  },
  UpdateParty: {
    channel: words('Hvordan vil personen helst høre fra jer?', 'How does the person want to hear from you?'),
    reason: words('Hvorfor er det ændret?', 'Why does it change?'),
  },
  AddParty: {
    channel: words('Hvordan vil personen helst høre fra jer?', 'How does the person want to hear from you?'),
    until: words('Fuldmagten gælder til og med', 'The authority holds until'),
  },
  CorrectRecord: {
    reason: words('Hvorfor var det forkert?', 'Why was it wrong?'),
    'fields.reason': words('Hvorfor blev du bedt med?', 'Why were you asked to come?'),
    'fields.summary': words('Beskrivelse', 'Summary'),
    'fields.text': words('Borgerens ord', 'In the citizen’s words'),
    'fields.receivedOn': words('Modtaget den', 'Received on'),
  },
  RetractStep: {
    revision: words('Hvilket skridt?', 'Which step?', [
      'Kun det seneste, der flyttede sagen.',
      'Only the last one that moved the case.',
    ]),
  },
  MoveCase: { reason: words('Hvorfor flyttes sagen?', 'Why is it moved?') },
  RequestErasure: { of: words('Hvad skal slettes?', 'What is to be erased?') },
  DecideErasure: { request: words('Hvilken anmodning?', 'Which request?') },
} as const satisfies {
  readonly [Name in CommandName]?: { readonly [Path in FieldOf<Name> | `${string}.${FieldOf<Name>}`]?: FieldWords };
};

/** What a department is asked in its own step, where the office is asked the same of it. */
export const fieldWordsForDepartment = {
  RecordDepartmentAnswer: {
    directToCitizen: words('Har I selv sendt svaret til borgeren?', 'Have you sent the answer to the citizen?', [
      'Ellers sender borgerrådgiveren det videre.',
      'Else the citizens’ adviser forwards it.',
    ]),
    receivedOn: words('Hvornår sendte I det?', 'When did you send it?', [
      'Er feltet tomt, er det i dag.',
      'Empty means today.',
    ]),
    summary: words('Svaret', 'The answer', [
      'Har borgeren ikke fået det, så skriv det her.',
      'If the citizen has not got it, write it here.',
    ]),
    complete: words('Er det hele svaret?', 'Is it the whole answer?', [
      'Svar nej, hvis der kommer mere.',
      'Answer no if more will come.',
    ]),
    finding: words('Har borgeren ret i klagen?', 'Is the citizen right in the complaint?', [
      'Det bruges i statistikken og ændrer ikke jeres svar.',
      'It is used in the statistics and does not change your answer.',
    ]),
  },
} as const satisfies {
  readonly [Name in CommandName]?: { readonly [Path in FieldOf<Name>]?: FieldWords };
};
const departments: { readonly [step: string]: { readonly [path: string]: FieldWords } } = fieldWordsForDepartment;

/** Who reads a form: somebody of the office, or of a department that was asked. */
export type Reading = 'office' | 'department';

const own: { readonly [step: string]: { readonly [path: string]: FieldWords } } = fieldWordsOfSteps;
const common: { readonly [name: string]: FieldWords } = fieldWords;

/** @throws where the step has no such field */
function wordsOf(step: CommandName, path: string, by: Reading = 'office'): FieldWords {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const found =
    (by === 'department' ? departments[step]?.[path] : undefined) ??
    own[step]?.[path] ??
    own[step]?.[name] ??
    common[name];
  if (!found) throw new Error(`${step}.${path} has no words`);
  return found;
}

/** @param path its name, after those that it is nested in: `complainant.name`, `referrals.questions` */
export const fieldLabel = (step: CommandName, path: string, lang: Language, by?: Reading): string =>
  wordsOf(step, path, by).label[lang];
/** Null: there is nothing to say beside it. */
export const fieldHint = (step: CommandName, path: string, lang: Language, by?: Reading): string | null =>
  wordsOf(step, path, by).hint?.[lang] ?? null;
