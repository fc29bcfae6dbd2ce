import { type Sentences } from '../../../../libs/platform/refusal.js';
import { type WayName } from './ways.js';

export const inquiryWords = {
  title: { da: 'Ny henvendelse', en: 'New inquiry' },
  kept: { da: 'Henvendelse', en: 'Inquiry' },
  menu: { da: 'Ny henvendelse', en: 'New inquiry' },
  anonymous: { da: 'Anonym', en: 'Anonymous' },
  lead: {
    da: 'Her er ingen felter til navn eller fri tekst. Kun det, du krydser af, bliver gemt, og kun datoen, ikke klokkeslættet. Sådan er det, indtil du opretter en sag.',
    en: 'There are no fields for a name or free text here. Only what you tick is kept, and only the day, not the time. It stays so until you register a case.',
  },
  contact: { da: 'Kontakt', en: 'Contact' },
  when: { da: 'Dag, og hvem der henvender sig', en: 'The day, and who turns to you' },
  today: { da: 'I dag, en borger', en: 'Today, a citizen' },
  about: { da: 'Hvad handler det om?', en: 'What is it about?' },
  parts: { da: 'Klagepunkter', en: 'Parts' },
  part: { da: 'Klagepunkt', en: 'Part' },
  canWe: { da: 'Kan vi behandle det?', en: 'Can we handle it?' },
  yes: { da: 'Ja', en: 'Yes' },
  no: { da: 'Nej', en: 'No' },
  leftOut: {
    da: 'er ikke vurderet og kommer ikke med i sagen. Gå tilbage, og vurdér det, før du opretter den.',
    en: 'has not been assessed and will not be in the case. Go back and assess it before you register.',
  },
  notYet: { da: 'Ikke vurderet endnu', en: 'Not assessed yet' },
  helps: { da: 'Vejled om:', en: 'Who helps:' },
  happened: { da: 'Hvornår skete det?', en: 'When did it happen?' },
  addPart: { da: 'Tilføj et klagepunkt', en: 'Add a part' },
  assess: { da: 'Vurdér et klagepunkt', en: 'Assess a part' },
  next: { da: 'Hvad gør I nu?', en: 'What do you do now?' },
  mostEnd: {
    da: 'De fleste samtaler ender med vejledning. Forvaltningen får intet at vide.',
    en: 'Most talks end with guidance. The department is told nothing.',
  },
  more: { da: 'Andet', en: 'More' },
  keptNow: { da: 'Det er gemt', en: 'What is kept' },
  nothingKept: { da: 'Intet endnu.', en: 'Nothing yet.' },
  nobody: { da: 'Intet om, hvem borgeren er', en: 'Nothing about who the citizen is' },
  onlyThen: {
    da: 'Navn og beskrivelse: kun hvis I opretter en sag',
    en: 'Name and summary: only if you register a case',
  },
  whyTitle: { da: 'Hvorfor ikke noget navn?', en: 'Why no name?' },
  why: {
    da: 'Borgeren skal kunne tale med dig, uden at kommunen registrerer det. Derfor er der ingen plads til navn, telefonnummer eller notat.',
    en: 'The citizen has to be able to talk to you without the municipality writing it down. So there is no place for a name, a telephone number or a note.',
  },
  allSteps: { da: 'Henvendelsen med alle trin', en: 'The inquiry with all its steps' },
  another: { da: 'Tag den næste henvendelse', en: 'Take the next inquiry' },
  toList: { da: 'Til sagerne', en: 'To the cases' },
  over: { da: 'Samtalen er slut', en: 'The talk is over' },
  overText: {
    da: 'Henvendelsen er talt med. Der er intet gemt om, hvem borgeren er.',
    en: 'The inquiry is counted. Nothing is kept about who the citizen is.',
  },
  counted: {
    da: 'Beskeden er talt med. Kontoret svarer ikke på sms, så intet andet er gemt.',
    en: 'The message is counted. The office does not answer text messages, so nothing else is kept.',
  },
  saved: { da: 'Gemt:', en: 'Saved:' },
  cameBack: { da: 'Intet er gemt', en: 'Nothing was saved' },
  halfDone: { da: 'Noget er gemt, og noget er ikke', en: 'Some of it is saved, and some is not' },
  isDone: { da: 'Gemt', en: 'Saved' },
  notDone: { da: 'Ikke gemt', en: 'Not saved' },
  moved: {
    da: 'Henvendelsen er ændret, mens du skrev. Se, hvad der nu er gemt, og send igen, hvis det stadig passer.',
    en: 'The inquiry was changed while you were writing. See what is kept now, and send again if it still fits.',
  },
  registerTitle: { da: 'Opret sag', en: 'Register a case' },
  named: { da: 'Med navn', en: 'With a name' },
  registerLead: {
    da: 'Fra nu af bliver det gemt, hvem borgeren er. Det, du har krydset af, følger med.',
    en: 'From now on it is kept who the citizen is. What you have ticked comes along.',
  },
  notRegistered: { da: 'Sagen kan ikke oprettes endnu', en: 'The case cannot be registered yet' },
  backToTalk: { da: 'Tilbage til henvendelsen', en: 'Back to the inquiry' },
} as const satisfies Readonly<Record<string, Sentences>>;

interface WayWords {
  readonly title: Sentences;
  readonly says?: Sentences;
  readonly button: Sentences;
}
const button = { da: 'Gem og afslut uden sag', en: 'Save and end without a case' };
const goOn = { da: 'Gem og fortsæt', en: 'Save and go on' };
export const wayWords: { readonly [Way in WayName]: WayWords } = {
  keep: { title: goOn, button: goOn },
  guide: { title: goOn, button: goOn },
  guidance: {
    title: { da: 'Vejledning', en: 'Guidance' },
    says: { da: 'Borgeren får svar her og nu. Ingen sag.', en: 'The citizen gets an answer now. No case.' },
    button,
  },
  dialogue: {
    title: { da: 'Dialog', en: 'Dialogue' },
    says: {
      da: 'Borgeren taler selv med forvaltningen først, eventuelt med din hjælp.',
      en: 'The citizen talks to the department first, with your help if need be.',
    },
    button,
  },
  agree: {
    title: { da: 'Opret sag', en: 'Register a case' },
    says: {
      da: 'Forvaltningen skal svare. På næste side skriver du navn og beskrivelse.',
      en: 'The department has to answer. On the next page you write the name and a summary.',
    },
    button: { da: 'Videre til navn og beskrivelse', en: 'On to name and summary' },
  },
  elsewhere: {
    title: { da: 'Henvis til et andet sted', en: 'Direct to somewhere else' },
    button: { da: 'Henvis og afslut', en: 'Direct and end' },
  },
  suggestion: {
    title: { da: 'Borgeren har et forslag', en: 'The citizen has a suggestion' },
    says: {
      da: 'Forslaget går til forvaltningen uden navn, og henvendelsen er slut.',
      en: 'The suggestion goes to the department without a name, and the inquiry is over.',
    },
    button: { da: 'Send forslaget uden navn', en: 'Send the suggestion without a name' },
  },
  tried: {
    title: { da: 'Borgeren har talt med forvaltningen', en: 'The citizen has talked to the department' },
    button: goOn,
  },
  unable: {
    title: { da: 'Borgeren kan ikke selv føre dialogen', en: 'The citizen cannot conduct the dialogue' },
    button: goOn,
  },
  waive: {
    title: { da: 'Det er for gammelt, men skal med alligevel', en: 'It is too old, and to be taken all the same' },
    button: goOn,
  },
  reject: {
    title: { da: 'Afvis det hele', en: 'Reject all of it' },
    says: {
      da: 'Når kontoret ikke kan behandle noget af det, og ingen andre kan hjælpe.',
      en: 'Where the office can handle none of it, and nobody else can help.',
    },
    button: { da: 'Afvis og afslut', en: 'Reject and end' },
  },
  gone: {
    title: { da: 'Borgeren lagde på eller gik', en: 'The citizen hung up or left' },
    says: { da: 'Henvendelsen tælles. Ellers gemmes intet.', en: 'The inquiry is counted. Nothing else is kept.' },
    button: { da: 'Afslut uden sag', en: 'End without a case' },
  },
  register: {
    title: { da: 'Opret sag', en: 'Register the case' },
    button: { da: 'Opret sag', en: 'Register the case' },
  },
};
