/**
 * What is recorded in an event, and what is so in a case, field by field, for whoever looks closely. A field that a
 * form has too is called as it is there.
 */
import { complaintEvents } from '../../../../event-schemas/complaint/events.js';
import { type CaseState } from '../../../../libs/case/case-state.js';
import { letterWords } from '../../../../libs/complaints/views/words.js';
import { isShredded, isUnreadable } from '../../../../libs/privacy/keys.js';
import { type Sentences } from '../../../../libs/platform/refusal.js';
import { type Language } from '../../http/page.js';
import { choiceWord, codeWord, flagWord } from './code-words.js';
import { instantWords, shortDate } from './date-words.js';
import { type EventNames } from './event-words.js';
import { fieldWords } from './field-words.js';
import { stateWord } from './state-words.js';

const word = (da: string, en: string): Sentences => ({ da, en });

/** What is so in a case, as a whole. */
const caseWords = {
  stream: word('Henvendelse', 'Contact'),
  revision: word('Hændelse nr.', 'Event no.'),
  state: word('Hvor sagen er', 'Where the case is'),
  movedAt: word('Flyttet af hændelse nr.', 'Moved by event no.'),
  received: word('Modtagelsen', 'How it was received'),
  pinned: word('Regler, der gælder', 'Rules that apply'),
  ownInitiative: word('Taget op af egen drift', 'Taken up on own initiative'),
  counted: word('Kun talt', 'Counted only'),
  activity: word('Aktivitet', 'Activity'),
  registeredAt: word('Oprettet', 'Registered'),
  registration: word('Oprettelsen', 'The registration'),
  closedAt: word('Lukket', 'Closed'),
  closedBy: word('Lukket af', 'Closed by'),
  cycle: word('Forløb', 'Cycle'),
  cycles: word('Forløb', 'Cycle'),
  outcome: word('Resultat', 'Outcome'),
  decisions: word('Afgørelse', 'Decision'),
  parts: word('Klagepunkt', 'Part'),
  dialogues: word('Dialog', 'Dialogue'),
  unable: word('Kan ikke selv føre dialogen', 'Cannot conduct the dialogue'),
  principled: word('Principiel', 'Of principle'),
  exceptions: word('Undtagelse', 'Exception'),
  agreement: word('Aftale om sagen', 'Agreement on the case'),
  guided: word('Vejledt', 'Guided'),
  guidance: word('Vejledning', 'Guidance'),
  suggestions: word('Forslag', 'Suggestion'),
  answeredTargetOn: word('Borgeren har hørt fra kontoret', 'The citizen has heard from the office'),
  parties: word('Part i sagen', 'Party'),
  settlement: word('Aftale', 'Settlement'),
  tried: word('Forsøg på hurtig løsning', 'Attempts at a quick solution'),
  mediation: word('Mægling', 'Mediation'),
  referrals: word('Forelæggelse', 'Referral'),
  extensionRequests: word('Ønske om mere tid', 'Request for more time'),
  asked: word('Spurgt forvaltning', 'Department asked'),
  consent: word('Samtykke', 'Consent'),
  informationRequests: word('Spørgsmål i undersøgelsen', 'Questions in the investigation'),
  hearings: word('Høring', 'Hearing'),
  heard: word('Hørt', 'Heard'),
  conflicts: word('Inhabil', 'Conflict of interest'),
  told: word('Borgeren har fået besked', 'The citizen was told'),
  rightsToldOn: word('Borgeren kender sine rettigheder', 'The citizen was told of the rights'),
  letters: word('Brev', 'Letter'),
  documents: word('Dokument', 'Document'),
  notes: word('Notat', 'Note'),
  tasks: word('Opgave', 'Task'),
  meetings: word('Møde', 'Meeting'),
  followUp: word('Opfølgning', 'Follow-up'),
  recommendations: word('Anbefaling', 'Recommendation'),
  erasureRequests: word('Ønske om sletning', 'Request for erasure'),
  holds: word('Må ikke slettes', 'May not be erased'),
  holdLiftedAt: word('Må slettes igen', 'May be erased again'),
  shredded: word('Slettet', 'Erased'),
  assigned: word('Har sagen', 'Has the case'),
  assignments: word('Fik sagen', 'Was given the case'),
  endings: word('Slut', 'Ending'),
  handling: word('Særlige forhold', 'Handling'),
  links: word('Forbindelse til en sag', 'Link to a case'),
  reviews: word('Anden læser', 'Second reader'),
  corrections: word('Rettelse', 'Correction'),
  retractions: word('Fortrudt skridt', 'Retracted step'),
} as const satisfies Readonly<Record<keyof CaseState, Sentences>>;

/** What stands within those, or in an event, and in no form. */
const partWords: { readonly [name: string]: Sentences } = {
  lifecycle: word('Sagsforløb', 'Lifecycle'),
  profile: word('Kontorets regler', 'Rules of the office'),
  profileHash: word('Reglernes fingeraftryk', 'Fingerprint of the rules'),
  answerDue: word('Svar senest', 'Answer due'),
  ageLimit: word('Klagefrist', 'Age limit'),
  ageLimits: word('Klagefrister', 'Age limits'),
  lastDay: word('Sidste dag', 'Last day'),
  exceeded: word('Overskredet', 'Exceeded'),
  waived: word('Set bort fra, fordi', 'Waived, because'),
  id: word('Navn i systemet', 'Name in the system'),
  inCase: word('Med i sagen', 'In the case'),
  inScope: word('Undersøges', 'Examined'),
  remit: word('Kan behandles', 'Within the remit'),
  outcomeIn: word('Afgjort i forløb', 'Decided in cycle'),
  toldOutcome: word('Resultat, borgeren har fået', 'Outcome told to the citizen'),
  referred: word('Forelagt', 'Referred'),
  late: word('Kommet til senere', 'Came later'),
  reminderOn: word('Rykker den', 'Reminder on'),
  reminders: word('Rykkere', 'Reminders'),
  escalationOn: word('Til ledelsen den', 'To the management on'),
  noAnswerFrom: word('Intet svar fra og med', 'No answer from'),
  copies: word('Kopi', 'Copy'),
  answeredOn: word('Besvaret den', 'Answered on'),
  answeredBy: word('Besvaret af', 'Answered by'),
  forwardedOn: word('Givet videre den', 'Forwarded on'),
  sentOn: word('Sendt den', 'Sent on'),
  sentBy: word('Sendt af', 'Sent by'),
  due: word('Frist', 'Due'),
  open: word('Venter på svar', 'Waits for an answer'),
  status: word('Hvordan det står', 'How it stands'),
  index: word('Nr.', 'No.'),
  on: word('Den', 'On'),
  then: word('Hvor sagen var', 'Where the case was'),
  givenOn: word('Givet den', 'Given on'),
  heardOn: word('Hørt den', 'Heard on'),
  requestedOn: word('Ønsket den', 'Requested on'),
  decidedOn: word('Afgjort den', 'Decided on'),
  openedOn: word('Åbnet den', 'Opened on'),
  openedBy: word('Åbnet af', 'Opened by'),
  closedOn: word('Lukket den', 'Closed on'),
  madeOn: word('Givet den', 'Made on'),
  statusOn: word('Sagt den', 'Said on'),
  positionOn: word('Stilling taget den', 'Position taken on'),
  recordedOn: word('Skrevet ned den', 'Recorded on'),
  recordedAt: word('Registreret', 'Recorded'),
  occurredAt: word('Skete', 'Happened'),
  corrects: word('Retter hændelse nr.', 'Corrects event no.'),
  undoes: word('Ophæver hændelse nr.', 'Undoes event no.'),
  heldBy: word('Står i hændelse nr.', 'Stands in event no.'),
  quarantined: word('Kan ikke læses uden samtykke', 'Cannot be read without a consent'),
  erased: word('Slettet', 'Erased'),
  hasContent: word('Med en fil', 'With a file'),
  bytes: word('Filens størrelse i byte', 'Size of the file in bytes'),
  hash: word('Filens fingeraftryk', 'Fingerprint of the file'),
  awaited: word('Fristen gælder', 'What is awaited'),
  outcomes: word('Resultat af klagepunkt', 'Outcome of a part'),
  outcomesTo: word('Resultat sendt til', 'Outcome sent to'),
  questionsTo: word('Spørgsmål til', 'Questions to'),
  person: word('Personen', 'The person'),
  complainant: word('Klager', 'Complainant'),
  step: word('Skridt', 'Step'),
  early: word('Hurtig løsning', 'Quick solution'),
  investigated: word('Undersøgt', 'Investigated'),
  examined: word('Undersøgt', 'Examined'),
  decider: word('Taget af', 'Taken by'),
  ended: word('Slut', 'Ended'),
  endedOn: word('Slut den', 'Ended on'),
  startedOn: word('Begyndt den', 'Started on'),
  offeredOn: word('Tilbudt den', 'Offered on'),
  sub: word('Hvem', 'Who'),
  role: word('Rolle', 'Role'),
};

const inForms: { readonly [name: string]: { readonly label: Sentences } } = fieldWords;
const ofCase: { readonly [name: string]: Sentences } = caseWords;

const nameOf = (field: string, lang: Language): string =>
  (partWords[field] ?? inForms[field]?.label ?? ofCase[field])?.[lang] ?? field;

/**
 * "Klagepunkt 1: Afgjort i forløb": the last name of a path after the first, places in lists counted from 1.
 * @param path as `differences` gives it: `parts.0.outcomeIn`
 */
export function recordLabel(path: string, lang: Language): string {
  const steps = path.split('.');
  const named = steps.filter((step) => !/^\d+$/.test(step));
  const [first = ''] = named;
  const place = steps.find((step) => /^\d+$/.test(step));
  const whole = `${steps.length > 1 && first in ofCase ? ofCase[first]![lang] : nameOf(first, lang)}${
    place === undefined ? '' : ` ${placeWord(first, Number(place))}`
  }`;
  return named.length < 2 ? whole : `${whole}: ${nameOf(named.at(-1)!, lang)}`;
}

/** Parts have letters, and so they are called. */
const placeWord = (of: string, index: number): string =>
  of === 'parts' && index < 26 ? String.fromCharCode('A'.charCodeAt(0) + index) : String(index + 1);

/** Field → the closed lists that it has in some event. */
const lists = new Map<string, (readonly string[])[]>();
function collect(schema: unknown, field: string): void {
  if (typeof schema !== 'object' || schema === null) return;
  const { enum: values, properties, items, anyOf } = schema as { readonly [part: string]: unknown };
  if (Array.isArray(values)) lists.set(field, [...(lists.get(field) ?? []), values as readonly string[]]);
  collect(items, field);
  for (const each of Array.isArray(anyOf) ? anyOf : []) collect(each, field);
  for (const [name, each] of Object.entries(properties ?? {})) if (name !== 'facts') collect(each, name);
}
for (const { schema } of Object.values(complaintEvents)) collect(schema, '');

const words = {
  nothing: word('tomt', 'empty'),
  erased: word('slettet', 'erased'),
  unreadable: word('kan ikke læses', 'cannot be read'),
} as const;

/** A value of a field as a page says it; a text that somebody wrote stands as it is. */
export function recordValue(path: string, value: unknown, names: EventNames, lang: Language): string {
  if (value === null || value === undefined || value === '') return words.nothing[lang];
  if (isShredded(value)) return words.erased[lang];
  if (isUnreadable(value)) return words.unreadable[lang];
  if (typeof value === 'boolean') return flagWord(value, lang);
  if (Array.isArray(value)) return value.map((each: unknown) => recordValue(path, each, names, lang)).join(', ');
  if (typeof value === 'object')
    return Object.entries(value)
      .filter(([, each]) => each !== null && each !== undefined && !(Array.isArray(each) && each.length === 0))
      .map(([name, each]) => `${nameOf(name, lang).replace(/\?$/, '')}: ${recordValue(name, each, names, lang)}`)
      .join('; ');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const field = path.split('.').findLast((step) => !/^\d+$/.test(step)) ?? path;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return shortDate(text, lang);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return instantWords(text, lang);
  const list = lists.get(field)?.find((values) => values.includes(text));
  if (list) return choiceWord(list, text, lang);
  if (field === 'kind') return letters[text]?.[lang] ?? text;
  if (field === 'topic') return names.topic(text);
  if (field === 'state' || field === 'then') return stateWord(text, lang);
  if (departments.has(field)) return names.department(text);
  if (field === 'role') return codeWord('partyRoles', text, lang);
  return members.has(field) ? names.member(text) : text;
}
const letters: { readonly [kind: string]: Sentences } = letterWords;
const departments: ReadonlySet<string> = new Set(['department', 'departments', 'asked', 'outcomesTo', 'questionsTo']);
const members: ReadonlySet<string> = new Set(['sub', 'to', 'reader', 'saidBy', 'sentBy']);
