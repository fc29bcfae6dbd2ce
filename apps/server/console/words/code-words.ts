/**
 * The closed lists (`event-schemas/complaint/codes.ts`), as choices of a form and as values on a page. Where reports
 * have a word for a value, it is said here too. A profile adds no value to any of them; topics and departments are the
 * office's own and come from its settings.
 */
import * as codes from '../../../../event-schemas/complaint/codes.js';
import { type OfficeConfig } from '../../../../libs/installation/config.js';
import { dimensionWords as reported } from '../../../../libs/read-models/statistics/words.js';
import { type Sentences } from '../../../../libs/platform/refusal.js';
import { type Language } from '../../http/page.js';

type Code = typeof codes;
export type CodeList = { [Name in keyof Code]: Code[Name] extends readonly string[] ? Name : never }[keyof Code];
type WordsOf<Value extends string> = Readonly<Record<Value, Sentences>>;

const word = (da: string, en: string): Sentences => ({ da, en });

/** Those of a list, out of words for more than it has. */
const only = <const List extends readonly string[]>(list: List, words: WordsOf<List[number]>): WordsOf<List[number]> =>
  Object.fromEntries(list.map((value: List[number]) => [value, words[value]])) as WordsOf<List[number]>;

const citizen = word('Borgeren', 'The citizen');
const department = word('Forvaltningen', 'The department');
const other = word('Andet', 'Other');
const duplicate = word('En dublet', 'A duplicate');
const mistake = word('Det var en fejl', 'It was a mistake');
const wrongCase = word('Det hører til en anden sag', 'It belongs to another case');
const moved = word('Er flyttet', 'Has moved');
const died = word('Er død', 'Has died');
const partly = word('Delvist', 'Partly');
const accepted = word('Tager det til sig', 'Accepts it');
const declined = word('Følger det ikke', 'Does not follow it');
const implemented = word('Har gjort det', 'Has done it');
const parties = {
  complainant: word('Klager', 'Complainant'),
  coComplainant: word('Medklager', 'Co-complainant'),
  representative: word('Repræsentant', 'Representative'),
  interpreter: word('Tolk', 'Interpreter'),
  relative: word('Pårørende', 'Relative'),
};

export const codeWords = {
  // — the contact —
  channels: only(codes.channels, reported.channel),
  complainantTypes: only(codes.complainantTypes, reported.complainant),
  exclusionGrounds: only(codes.exclusionGrounds, reported.ground),
  grounds: only(codes.grounds, reported.ground),
  authorityBodies: {
    ankestyrelsen: word('Ankestyrelsen', 'The National Board of Appeal'),
    ombudsmanden: word('Folketingets Ombudsmand', 'The Parliamentary Ombudsman'),
    kommunaltTilsyn: word('Ankestyrelsens tilsyn med kommunerne', 'The municipal supervision authority'),
    domstolene: word('Domstolene', 'The courts'),
    ligebehandlingsnaevnet: word('Ligebehandlingsnævnet', 'The Board of Equal Treatment'),
    datatilsynet: word('Datatilsynet', 'The Data Protection Agency'),
    other: word('Et andet sted', 'Somewhere else'),
  },
  guidanceCodes: {
    howToComplain: word('Hvordan man klager', 'How to complain'),
    understandDecision: word('At forstå en afgørelse', 'Understanding a decision'),
    dialogue: word('Dialog med forvaltningen', 'Dialogue with the department'),
    whereToComplain: word('Hvor man klager', 'Where to complain'),
    rights: word('Rettigheder', 'Rights'),
    representation: word('At lade en anden føre sagen', 'Being represented'),
    discrimination: word('Diskrimination', 'Discrimination'),
    meetingSupport: word('Bisidder til et møde', 'Support in a meeting'),
  },
  endings: {
    guidance: word('Borgeren fik vejledning', 'The citizen got guidance'),
    abandoned: word('Borgeren gik eller lagde på', 'The citizen left or hung up'),
  },
  offers: {
    dialogueHelp: word('Hjælp til dialogen', 'Help with the dialogue'),
    mediation: word('Mægling', 'Mediation'),
    meetingSupport: word('At være med til et møde', 'Coming along to a meeting'),
  },

  // — registration —
  inabilities: only(codes.inabilities, reported.reason),
  waiverReasons: only(codes.waiverReasons, reported.reason),
  principleReasons: only(codes.principleReasons, reported.reason),
  authorities: {
    powerOfAttorney: word('Fuldmagt', 'Power of attorney'),
    guardian: word('Værge', 'Guardian'),
    partyRepresentative: word('Partsrepræsentant', 'Representative of the party'),
  },

  // — early resolution and mediation —
  modes: {
    flexible: word('Fleksibelt: du ringer eller mødes', 'Flexibly: you call or meet'),
    written: word('Skriftligt', 'In writing'),
  },
  contactPersons: { caseworker: word('Sagsbehandleren', 'The caseworker'), leader: word('Lederen', 'The leader') },
  contactOutcomes: {
    offer: word('Forvaltningen tilbyder noget', 'The department offers something'),
    noSolution: word('Ingen løsning', 'No solution'),
    noReply: word('Intet svar', 'No reply'),
    explained: word('Forvaltningen forklarede sagen', 'The department explained the matter'),
  },
  bothSides: { citizen, department },
  noSolutionReasons: {
    rejected: word('Et forslag blev afvist', 'A proposal was rejected'),
    noOffer: word('Forvaltningen tilbød intet', 'The department offered nothing'),
    noReply: word('Forvaltningen svarede ikke', 'The department did not reply'),
    unsuitable: word('Sagen egner sig ikke til det', 'The matter is unsuitable for it'),
  },
  mediators: { office: word('Kontoret selv', 'The office itself'), external: word('En udefra', 'One from outside') },

  // — consent and investigation —
  consentPurposes: {
    moreQuestions: word('Flere spørgsmål til forvaltningen', 'More questions to the department'),
    closerExamination: word('Nærmere undersøgelse', 'A closer look'),
    shareName: word('At navnet gives videre', 'Passing the name on'),
  },
  levels: { low: word('Lidt', 'Little'), medium: word('Noget', 'Some'), high: word('Meget', 'Much') },
  overallAssessments: {
    justified: word('Ja, det giver mening at undersøge', 'Yes, an investigation makes sense'),
    notJustified: word('Nej, det giver ikke mening', 'No, it does not make sense'),
  },
  partOutcomes: only(codes.partOutcomes, reported.outcome),
  conclusions: only(codes.conclusions, reported.outcome),

  // — telling, reopening, filing —
  consentWays: only(codes.consentWays, reported.channel),
  answerFindings: {
    upheld: word('Ja, borgeren får ret', 'Yes, the citizen is right'),
    partly,
    notUpheld: word('Nej', 'No'),
    unclear: word('Det kan ikke siges', 'It cannot be said'),
  },
  notices: {
    result: word('Resultatet', 'The result'),
    decision: word('Om sagen undersøges', 'Whether there is an investigation'),
    status: word('Hvor sagen står', 'How the case stands'),
    rights: word('Borgerens rettigheder', 'The citizen’s rights'),
  },
  reopeningReasons: only(codes.reopeningReasons, reported.reason),
  solutions: {
    wholly: word('Ja, helt', 'Yes, wholly'),
    partly,
    notAtAll: word('Nej, slet ikke', 'No, not at all'),
    unknown: word('Det ved vi ikke', 'We do not know'),
  },
  discontinuations: {
    unreachable: word('Borgeren kan ikke træffes', 'The citizen cannot be reached'),
    moot: word('Klagen er ikke længere aktuel', 'The complaint no longer matters'),
    duplicate: word('Dublet af en anden sag', 'A duplicate of another case'),
    solvedByItself: word('Det løste sig selv', 'It solved itself'),
    error: word('Oprettet ved en fejl', 'Registered by mistake'),
    died: word('Borgeren er død', 'The citizen has died'),
  },
  directions: {
    in: word('Ind', 'Incoming'),
    out: word('Ud', 'Outgoing'),
    internal: word('Internt', 'Internal'),
  },
  meetingReasons: only(codes.meetingReasons, reported.reason),
  recommendationAddressees: only(codes.recommendationAddressees, reported.addressee),
  recommendationStatuses: { accepted, declined, partly: word('Følger det delvist', 'Follows it partly'), implemented },
  suggestionPositions: {
    adopted: word('Følger forslaget', 'Adopts it'),
    declined,
    noted: word('Har set det', 'Has noted it'),
  },
  positions: { accepted, declined, implemented },

  // — more time, letters called back, other rules —
  extendableKinds: {
    departmentAnswer: word('Forvaltningens svar', 'The department’s answer'),
    informationRequest: word('Oplysninger fra forvaltningen', 'Information from the department'),
    hearing: word('Høringssvar', 'Answer to a hearing'),
    followUp: word('Opfølgning på en henstilling', 'Follow-up of a recommendation'),
  },
  extensionReasons: only(codes.extensionReasons, reported.reason),
  recallReasons: {
    wrongDepartment: word('Det var den forkerte forvaltning', 'It was the wrong department'),
    duplicate: word('Brevet er sendt to gange', 'The letter was sent twice'),
    citizenAsked: word('Borgeren bad om det', 'The citizen asked for it'),
  },
  moveReasons: {
    newRules: word('Reglerne er nye', 'The rules are new'),
    correction: word('Sagen stod under de forkerte', 'The case was under the wrong ones'),
    officeDecision: word('Kontoret har besluttet det', 'The office has decided it'),
  },

  // — the desk —
  priorities: { normal: word('Almindelig', 'Normal'), urgent: word('Haster', 'Urgent') },
  linkKinds: {
    duplicate,
    related: word('Handler om noget af det samme', 'About something of the same'),
    joint: word('Behandles sammen med denne', 'Handled together with this one'),
    lead: word('Hovedsagen', 'The lead case'),
    resubmitted: word('Den samme klage, indgivet igen', 'The same complaint, sent in again'),
  },
  complexities: { simple: word('Enkel', 'Simple'), complex: word('Kompliceret', 'Complex') },

  // — the parties —
  addedRoles: only(codes.addedRoles, parties),
  partyRoles: only(codes.partyRoles, parties),
  partyChannels: only(codes.partyChannels, reported.channel),
  partyChanges: {
    misspelt: word('Det var skrevet forkert', 'It was misspelt'),
    moved,
    changed: word('Det har ændret sig', 'It has changed'),
    wrongPerson: word('Det er en anden person', 'It is another person'),
  },
  partyEndings: {
    authorityWithdrawn: word('Fuldmagten er trukket tilbage', 'The authority was withdrawn'),
    moved,
    died,
    mistake,
  },

  // — a second reader —
  reviewObjects: {
    outcome: word('Resultaterne', 'The outcomes'),
    letter: word('Et brev', 'A letter'),
    decision: word('Om sagen skal undersøges', 'Whether there is to be an investigation'),
  },
  reviewVerdicts: {
    approved: word('Det er godt, som det er', 'It is good as it is'),
    changes: word('Noget bør ændres', 'Something should change'),
  },

  // — besides complaints —
  activityKinds: only(codes.activityKinds, reported.kind),

  // — putting right —
  correctionReasons: {
    typing: word('Skrivefejl', 'A slip of the pen'),
    misheard: word('Hørt forkert', 'Misheard'),
    wrongCase,
    other,
  },
  retractionReasons: { mistake, wrongCase },

  // — privacy —
  erasureObjects: { case: word('Hele sagen', 'The whole case'), document: word('Et dokument', 'A document') },
  erasureDecisions: {
    granted: word('Det slettes', 'It is erased'),
    refused: word('Det slettes ikke', 'It is not erased'),
    extended: word('Vi skal bruge mere tid', 'We need more time'),
  },
  erasureBases: {
    journalingDuty: word('Pligten til at journalisere', 'The duty to file'),
    legalClaim: word('Det kan få betydning i en retssag', 'It may matter in court'),
    archive: word('Det skal afleveres til arkiv', 'It goes to the archive'),
    misfiled: word('Det er journaliseret på den forkerte sag', 'It was filed in the wrong case'),
    noBasisToKeep: word('Der er ingen grund til at gemme det', 'There is no basis to keep it'),
    complexity: word('Anmodningen er omfattende', 'The request is complex'),
  },
  holdReasons: {
    archiveTransfer: word('Sagen skal afleveres til arkiv', 'The case goes to the archive'),
    courtCase: word('Der er en retssag', 'There is a court case'),
    supervision: word('Der er en tilsynssag', 'There is a case of supervision'),
  },
} as const satisfies { readonly [List in CodeList]: WordsOf<Code[List][number]> };

const byList: { readonly [list: string]: { readonly [value: string]: Sentences } } = codeWords;

/** A value of a list; one that the list does not have as it is written. */
export const codeWord = (list: CodeList, value: string, lang: Language): string =>
  byList[list]![value]?.[lang] ?? value;

const byValues = new Map(Object.values(byList).map((words) => [Object.keys(words).join(), words]));

/** A choice of a form, whose list is known by its values alone: those of the schema's `enum`. */
export const choiceWord = (values: readonly string[], value: string, lang: Language): string =>
  byValues.get(values.join())?.[value]?.[lang] ?? value;

/** Of a yes-or-no field. */
export const flagWord = (flag: boolean, lang: Language): string => flagWords[`${flag}`][lang];
export const flagWords = { true: word('Ja', 'Yes'), false: word('Nej', 'No') } as const;

/** How a contact or a case ended. */
export const outcomeWords: WordsOf<keyof typeof reported.became | keyof typeof reported.outcome> = {
  ...reported.became,
  ...reported.outcome,
};
export const outcomeWord = (outcome: string, lang: Language): string =>
  (outcomeWords as { readonly [outcome: string]: Sentences })[outcome]?.[lang] ?? outcome;

/** The office's own word, or the key where its list has none of that key any more. */
export const topicWord = ({ topics }: Pick<OfficeConfig, 'topics'>, key: string, lang: Language): string =>
  topics.find((topic) => topic.key === key)?.[lang] ?? key;
export const departmentWord = ({ departments }: Pick<OfficeConfig, 'departments'>, key: string): string =>
  departments.find((each) => each.key === key)?.name ?? key;
