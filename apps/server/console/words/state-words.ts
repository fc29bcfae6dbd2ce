/** Where a case stands and what has a day: to the office, and to the citizen in plain words (LIX at most 40). */
import { type Purpose } from '../../../../libs/audit/access.js';
import { type LetterKind, type ErasureRequest, type ExtensionRequest } from '../../../../libs/case/case-parts.js';
import { type CaseState } from '../../../../libs/case/case-state.js';
import { type Deadline } from '../../../../libs/case/deadlines.js';
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { letterWords } from '../../../../libs/complaints/views/words.js';
import { type Sentences } from '../../../../libs/platform/refusal.js';
import { type Language } from '../../http/page.js';

const word = (da: string, en: string): Sentences => ({ da, en });

interface StateWords {
  readonly staff: Sentences;
  readonly citizen: Sentences;
}
const state = (staff: Sentences, citizen: Sentences): StateWords => ({ staff, citizen });

const talking = word(
  'Kontoret har fået din henvendelse og taler med dig om, hvad der kan ske.',
  'The office has your inquiry and talks with you about what can be done.',
);
const ended = word('Henvendelsen er slut. Der er ingen sag.', 'The inquiry has ended. There is no case.');
const quick = word(
  'Kontoret taler med forvaltningen for at finde en hurtig løsning.',
  'The office is talking to the department to find a quick solution.',
);

/** By the name that the API gives the state, in every version of the lifecycle. */
export const stateWords = {
  unreceived: state(word('Ikke modtaget', 'Not received'), talking),
  counted: state(word('Kun talt', 'Counted only'), ended),
  intake: state(word('Modtaget', 'Received'), talking),
  dialogueCheck: state(word('Dialogtjek', 'Dialogue check'), talking),
  guidance: state(word('Vejledning', 'Guidance'), talking),
  endedWithoutCase: state(word('Afsluttet uden sag', 'Ended without a case'), ended),
  registered: state(
    word('Sag oprettet', 'Case registered'),
    word(
      'Kontoret ser på din klage. Du får besked om, hvad der sker.',
      'The office is looking at your complaint. You will be told what happens.',
    ),
  ),
  'earlyResolution.flexible': state(word('Hurtig løsning, fleksibelt', 'Early resolution, flexibly'), quick),
  'earlyResolution.written': state(word('Hurtig løsning, skriftligt', 'Early resolution, in writing'), quick),
  mediation: state(
    word('Mægling', 'Mediation'),
    word(
      'Kontoret prøver at få dig og forvaltningen til at finde en løsning sammen.',
      'The office tries to help you and the department to find a way out together.',
    ),
  ),
  referred: state(
    word('Forelagt forvaltningen', 'Referred to the department'),
    word(
      'Kontoret har spurgt forvaltningen og venter på svar.',
      'The office has asked the department and is waiting for an answer.',
    ),
  ),
  answered: state(
    word('Forvaltningen har svaret', 'The department has answered'),
    word(
      'Forvaltningen har svaret. Kontoret ser på svaret.',
      'The department has answered. The office is looking at the answer.',
    ),
  ),
  investigationAssessment: state(
    word('Tilsyn overvejes', 'Investigation considered'),
    word(
      'Kontoret er ved at se på, om sagen skal undersøges mere.',
      'The office is making up its mind whether to look into the case more closely.',
    ),
  ),
  awaitingConsent: state(
    word('Afventer samtykke', 'Waiting for consent'),
    word(
      'Kontoret venter på dig: det må først hente flere oplysninger, når du siger ja.',
      'The office is waiting for you: it may fetch more information only when you say yes.',
    ),
  ),
  'investigating.active': state(
    word('Nærmere undersøgelse', 'Investigation'),
    word(
      'Kontoret er i gang med at undersøge sagen. Du får besked, når den er færdig.',
      'The office is looking into the case more closely. You will be told when it is done.',
    ),
  ),
  'investigating.halted': state(
    word('Undersøgelsen er standset', 'Investigation halted'),
    word(
      'Kontoret undersøger ikke mere, fordi du har taget dit ja tilbage. Du får besked om, hvor langt det nåede.',
      'The office has stopped looking into the case, since you took back your yes. You will be told how far it came.',
    ),
  ),
  closed: state(
    word('Afsluttet', 'Closed'),
    word(
      'Sagen er slut. Brevene herunder siger, hvordan den endte, og hvor du ellers kan klage.',
      'The case is closed. The letters below say how it ended and where else you can complain.',
    ),
  ),
} as const satisfies { readonly [state: string]: StateWords };

const byState: { readonly [state: string]: StateWords | undefined } = stateWords;
/** As a heading; a state without words as it is written. */
export const stateWord = (name: string, lang: Language): string => byState[name]?.staff[lang] ?? name;
/** In a sentence or two, to whom the case is about. */
export const citizenStateWord = (name: string, lang: Language): string =>
  (byState[name] ?? stateWords.registered).citizen[lang];

/** `of`: where the department is known, whose name takes the place of `{}`. */
interface Due extends Sentences {
  readonly of?: Sentences;
}
const due = (da: string, en: string, of?: readonly [da: string, en: string]): Due => ({
  da,
  en,
  ...(of ? { of: { da: of[0], en: of[1] } } : {}),
});

export const deadlineWords = {
  answerTarget: due('Svar til borgeren', 'Answer to the citizen'),
  departmentAnswer: due('Svar fra forvaltningen', 'Answer from the department', ['Svar fra {}', 'Answer from {}']),
  reminder: due('Rykker til forvaltningen', 'Reminder to the department', ['Rykker til {}', 'Reminder to {}']),
  erasureDecision: due('Svar på anmodning om sletning', 'Answer to a request for erasure'),
  acknowledgement: due('Kvittering til borgeren', 'Receipt to the citizen'),
  rights: due('Brev til borgeren om rettigheder', 'Letter to the citizen about rights'),
  status: due('Besked til borgeren om, hvor sagen står', 'Word to the citizen how the case stands'),
  followUp: due('Opfølgning på en henstilling', 'Follow-up of a recommendation', [
    'Opfølgning på en henstilling til {}',
    'Follow-up of a recommendation to {}',
  ]),
  informationRequest: due('Oplysninger fra forvaltningen', 'Information from the department', [
    'Oplysninger fra {}',
    'Information from {}',
  ]),
  hearing: due('Høringssvar fra forvaltningen', 'Answer of the department to a hearing', [
    'Høringssvar fra {}',
    'Answer to a hearing from {}',
  ]),
  review: due('Svar fra anden læser', 'Answer of the second reader'),
} as const satisfies Readonly<Record<Deadline['kind'], Due>>;

/** What is to be done and has no day of its own. */
export const taskWords = {
  answerToCitizen: due(
    'Giv forvaltningens svar videre til borgeren',
    'Forward the department’s answer to the citizen',
    ['Giv svaret fra {} videre til borgeren', 'Forward the answer of {} to the citizen'],
  ),
  extensionRequest: due('Forvaltningen beder om mere tid', 'The department asks for more time', [
    '{} beder om mere tid',
    '{} asks for more time',
  ]),
  declinedReferral: due('Forvaltningen siger, at sagen ikke er dens', 'The department says that it is not the one', [
    '{} siger, at sagen hører til et andet sted',
    '{} says that the matter belongs elsewhere',
  ]),
} as const satisfies Readonly<
  Record<CaseState['tasks'][number]['kind'] | 'extensionRequest' | 'declinedReferral', Due>
>;

const told = (words: { readonly [kind: string]: Due }, kind: string, lang: Language, department?: string): string => {
  const found = words[kind];
  if (department === undefined || !found?.of) return found?.[lang] ?? kind;
  return found.of[lang].replace('{}', () => department);
};
/** @param department its name */
export const deadlineWord = (kind: Deadline['kind'], lang: Language, department?: string): string =>
  told(deadlineWords, kind, lang, department);
/** Of whatever is on the list of tasks, which has deadlines too. @param department its name */
export const taskWord = (kind: string, lang: Language, department?: string): string =>
  told({ ...deadlineWords, ...taskWords }, kind, lang, department);

/** What a citizen is told of; other days are between the office and the departments. A day stands after it. */
export const citizenDeadlineWords = {
  answerTarget: word('Kontoret vil helst have svaret dig senest', 'The office aims to have answered you by'),
  departmentAnswer: word('Forvaltningen skal svare senest', 'The department has to answer by'),
  hearing: word('Forvaltningen skal have sagt sin mening senest', 'The department has to have given its view by'),
  informationRequest: word('Forvaltningen skal sende oplysninger senest', 'The department has to send information by'),
  status: word(
    'Kontoret skal have fortalt dig, hvordan det går, senest',
    'The office has to have told you how it goes by',
  ),
  erasureDecision: word(
    'Kontoret skal svare på dit ønske om sletning senest',
    'The office has to answer your request for erasure by',
  ),
} as const satisfies { readonly [Kind in Deadline['kind']]?: Sentences };
/** Undefined: it is none of the citizen's. */
export const citizenDeadlineWord = (kind: Deadline['kind'], lang: Language): string | undefined =>
  (citizenDeadlineWords as { readonly [kind: string]: Sentences | undefined })[kind]?.[lang];

export const letterWord = (kind: LetterKind, lang: Language): string => letterWords[kind][lang];

type Status<Entries> = Entries extends readonly (infer Entry)[]
  ? Entry extends { readonly status: infer Value extends string }
    ? Value
    : never
  : never;

const open = word('Venter på svar', 'Waits for an answer');
const over = word('Bortfaldet', 'Lapsed');
const recalled = word('Kaldt tilbage', 'Recalled');
const granted = word('Imødekommet', 'Granted');
const declined = word('Afslået', 'Declined');

/** By what has the status. */
export const statusWords = {
  deadline: {
    running: word('Løber', 'Running'),
    met: word('Holdt', 'Met'),
    late: word('Overskredet', 'Late'),
    ended: over,
  },
  consent: {
    none: word('Ikke givet', 'Not given'),
    given: word('Givet', 'Given'),
    refused: word('Nægtet', 'Refused'),
    withdrawn: word('Trukket tilbage', 'Withdrawn'),
  },
  extensionRequest: {
    open,
    granted,
    declined,
    replaced: word('Erstattet af et nyt ønske', 'Replaced by another'),
    ended: over,
  },
  informationRequest: { open, answered: word('Besvaret', 'Answered'), recalled, ended: over },
  hearing: { open, heard: word('Hørt', 'Heard'), recalled, ended: over },
  erasureRequest: { open: word('Ikke afgjort', 'Undecided'), granted, refused: declined },
  settlement: {
    proposed: word('Foreslået', 'Proposed'),
    rejected: word('Afvist', 'Rejected'),
    settled: word('Indgået', 'Settled'),
  },
  privacy: {
    none: word('Ingen personoplysninger', 'No personal data'),
    identified: word('Med personoplysninger', 'With personal data'),
    shredded: word('Slettet', 'Erased'),
  },
} as const satisfies {
  readonly deadline: Readonly<Record<Deadline['status'], Sentences>>;
  readonly consent: Readonly<Record<CaseState['consent']['status'], Sentences>>;
  readonly extensionRequest: Readonly<Record<ExtensionRequest['status'] | 'ended', Sentences>>;
  readonly informationRequest: Readonly<Record<Status<NonNullable<CaseView['informationRequests']>>, Sentences>>;
  readonly hearing: Readonly<Record<Status<NonNullable<CaseView['hearings']>>, Sentences>>;
  readonly erasureRequest: Readonly<Record<ErasureRequest['status'], Sentences>>;
  readonly settlement: Readonly<Record<NonNullable<CaseState['settlement']>['status'], Sentences>>;
  readonly privacy: Readonly<Record<NonNullable<CaseView['privacy']>, Sentences>>;
};
export type HasStatus = keyof typeof statusWords;
export const statusWord = (of: HasStatus, status: string, lang: Language): string =>
  (statusWords[of] as { readonly [status: string]: Sentences })[status]?.[lang] ?? status;
export const consentWord = (status: CaseState['consent']['status'], lang: Language): string =>
  statusWords.consent[status][lang];

/** Why somebody has looked: to the office, and to whom the case is about. */
export const purposeWords = {
  handling: {
    staff: word('Behandling af sagen', 'Handling'),
    citizen: word('For at arbejde med sagen', 'To work on the case'),
  },
  audit: {
    staff: word('Revision', 'Audit'),
    citizen: word('For at se efter, om reglerne er fulgt', 'To check whether the rules were followed'),
  },
  supervision: {
    staff: word('Kontrol af opslag', 'Supervision of looks'),
    citizen: word('For at se efter, om opslag er i orden', 'To check whether looks are in order'),
  },
  accessRequest: {
    staff: word('Anmodning om indsigt', 'Request for access'),
    citizen: word('For at du kan se, hvad der står', 'So that you can see what is kept'),
  },
} as const satisfies Readonly<Record<Purpose, StateWords>>;
export const purposeWord = (purpose: Purpose, lang: Language): string => purposeWords[purpose].staff[lang];
export const citizenPurposeWord = (purpose: Purpose, lang: Language): string => purposeWords[purpose].citizen[lang];
