/** What a citizen is told on every page of the own case: plain words, no rule and no code (LIX at most 40). */
import { type Sentences } from '../../../libs/platform/refusal.js';
import { type Language } from '../http/page.js';

export const citizenWords = {
  title: { da: 'Se din sag', en: 'See your case' },
  intro: {
    da: 'Har du en sag hos borgerrådgiveren? Så har du fået en kode. Skriv den her, og bekræft, at det er dig.',
    en: 'Do you have a case with the citizens’ adviser? Then you were given a code. Write it here, and confirm that it is you.',
  },
  code: { da: 'Din kode', en: 'Your code' },
  codeHint: {
    da: 'Den har 32 tegn i otte grupper. Du kan skrive den med eller uden streger.',
    en: '32 characters in eight groups. Spaces and hyphens do not matter.',
  },
  fact: { da: 'Bekræft, at det er dig', en: 'Confirm that it is you' },
  factHint: {
    da: 'Skriv din fødselsdag, dit telefonnummer eller din e-mail, som vi kender den. Er du et firma eller en klub, så skriv jeres CVR-nummer.',
    en: 'Write your day of birth, your telephone number or your e-mail as the office knows it. A company or association writes its CVR number.',
  },
  show: { da: 'Vis min sag', en: 'Show my case' },
  wrong: {
    da: 'Det passer ikke sammen. Se efter, om koden er den nyeste, du har fået, og prøv igen. Har du mistet koden, så ring til kontoret og få en ny.',
    en: 'This does not fit together. Check that the code is the newest you were given, and try again. If you have lost the code, call the office for a new one.',
  },
  none: {
    da: 'Vi fandt ingen sag, som du står i. Har du en kode, så brug den, eller ring til kontoret.',
    en: 'We found no case that you stand in. If you have a code, use it, or call the office.',
  },
  mitId: { da: 'Log ind med MitID', en: 'Log in with MitID' },
  byCode: { da: 'Eller brug din kode', en: 'Or use your code' },
  cases: { da: 'Dine sager', en: 'Your cases' },
  all: { da: 'Alle dine sager', en: 'All your cases' },
  looks: { da: 'Hvem har set din sag?', en: 'Who has looked at your case?' },
  looksText: {
    da: 'Her står hver gang nogen har åbnet din sag. Undrer noget dig, så spørg kontoret.',
    en: 'This is every time that somebody opened your case. If something puzzles you, ask the office.',
  },
  looksLead: {
    da: 'Vi skriver ned, hver gang nogen åbner din sag: hvornår og hvorfor.',
    en: 'We write down each time that somebody opens your case: when and why.',
  },
  looksShow: { da: 'Vis hver gang', en: 'Show every time' },
  on: { da: 'Dato', en: 'Date' },
  unit: { da: 'Hvem', en: 'Who' },
  purpose: { da: 'Hvorfor', en: 'Why' },
  back: { da: 'Tilbage til sagen', en: 'Back to the case' },
  case: { da: 'Din sag', en: 'Your case' },
  now: { da: 'Hvor er sagen nu?', en: 'Where is the case now?' },
  letters: { da: 'Breve til dig', en: 'Letters to you' },
  documents: { da: 'Dine papirer i sagen', en: 'Your papers in the case' },
  noLetters: { da: 'Der er ingen breve endnu.', en: 'There are no letters yet.' },
  end: { da: 'Luk min sag', en: 'Close my case' },
  endHint: {
    da: 'Siden lukker af sig selv, når du ikke har brugt den i 15 minutter.',
    en: 'The page closes by itself when you have not used it for 15 minutes.',
  },
  danish: { da: 'Brevene er på dansk.', en: 'Letters are in Danish.' },

  way: { da: 'Hvor langt er sagen?', en: 'How far is the case?' },
  here: { da: 'Her er sagen nu.', en: 'This is where the case is now.' },
  about: { da: 'Hvad handler sagen om?', en: 'What is the case about?' },
  topic: { da: 'Emne', en: 'Topic' },
  department: { da: 'Hvem klagen er over', en: 'Whom you complain about' },
  stands: { da: 'Hvad der sker med det', en: 'What happens with it' },
  decided: { da: 'Hvad blev resultatet?', en: 'What was the result?' },
  why: {
    da: 'Hvorfor det blev sådan, kan du læse i brevene til dig.',
    en: 'You can read why in the letters to you.',
  },
  say: { da: 'Vil du sige noget til os?', en: 'Would you like to tell us something?' },
  sayCall: {
    da: 'Ring eller skriv til kontoret, eller kom forbi. På denne side kan du kun læse.',
    en: 'Call or write to the office, or come by. On this page you can only read.',
  },
  sayPrivate: { da: 'Er det privat, så brug Digital Post.', en: 'If it is private, use Digital Post.' },
  sayBack: { da: 'Du kan altid trække klagen tilbage.', en: 'You can always take back your complaint.' },
  sayHard: {
    da: 'Er noget her svært at forstå, så ring til os. Vi kan også få en tolk med.',
    en: 'If something here is hard to understand, call us. We can bring an interpreter too.',
  },
  kept: { da: 'Har du gemt din kode?', en: 'Have you kept your code?' },
  keptText: {
    da: 'Du skal bruge den hver gang, du vil se din sag her. Har du mistet den, så ring til os og få en ny.',
    en: 'You need it each time you want to see your case here. If you have lost it, call us for a new one.',
  },
  others: { da: 'Andre steder, du kan klage', en: 'Where else you can complain' },
  othersNot: {
    da: 'Vi kan ikke lave en afgørelse om. Det kan kun de andre.',
    en: 'We cannot change a decision. Only the others can.',
  },
  rights: { da: 'Dine rettigheder', en: 'Your rights' },
  rightsSee: {
    da: 'Du har ret til at se det, vi har om dig. Sig til, så får du en kopi.',
    en: 'You have a right to see what we keep about you. Tell us, and you get a copy.',
  },
  rightsCorrect: { da: 'Er noget forkert, skal vi rette det.', en: 'If something is wrong, we have to put it right.' },
  rightsErase: {
    da: 'Du kan bede os om at slette noget. Vi svarer inden en måned.',
    en: 'You can ask us to erase something. We answer within a month.',
  },
  rightsHelp: {
    da: 'Du må have en med, eller lade en anden tale for dig.',
    en: 'You may bring somebody along, or let another speak for you.',
  },
} as const satisfies Readonly<Record<string, Sentences>>;
export type CitizenWord = keyof typeof citizenWords;
export const citizenSays =
  (lang: Language) =>
  (word: CitizenWord): string =>
    citizenWords[word][lang];

/** Who else takes complaints: what is wrong, and where to go with it. */
export const elsewhere: readonly (readonly [what: Sentences, where: Sentences])[] = [
  [
    { da: 'Er du uenig i en afgørelse?', en: 'Do you disagree with a decision?' },
    {
      da: 'Klag til den, der står i afgørelsen. Det er ofte Ankestyrelsen. Pas på fristen. Den er tit 4 uger.',
      en: 'Complain to the one that the decision names. Often it is Ankestyrelsen. Mind the last day. You often have 4 weeks.',
    },
  ],
  [
    { da: 'Mener du, at kommunen bryder loven?', en: 'Do you think that the municipality breaks the law?' },
    { da: 'Skriv til Ankestyrelsens tilsyn.', en: 'Write to the supervision of Ankestyrelsen.' },
  ],
  [
    { da: 'Har en myndighed gjort noget forkert?', en: 'Has an authority done something wrong?' },
    {
      da: 'Kan du ikke klage andre steder, så skriv til Folketingets Ombudsmand.',
      en: 'If you can complain to nobody else, write to Folketingets Ombudsmand.',
    },
  ],
  [
    { da: 'Er du utilfreds med os?', en: 'Are you unhappy with us?' },
    { da: 'Sig det til os, eller skriv til byrådet.', en: 'Tell us, or write to the town council.' },
  ],
  [
    { da: 'Handler det om dine data?', en: 'Is it about your data?' },
    { da: 'Skriv til Datatilsynet.', en: 'Write to Datatilsynet.' },
  ],
];

const said = (da: string, en: string): Sentences => ({ da, en });
const talked = said('Du talte med kontoret', 'You talked with the office');
const quick = said('Kontoret prøvede at finde en hurtig løsning', 'The office tried to find a quick solution');

/** A state that the case has come to, as something that happened. */
const wayWords: { readonly [state: string]: Sentences } = {
  unreceived: talked,
  intake: talked,
  dialogueCheck: talked,
  guidance: talked,
  counted: talked,
  endedWithoutCase: said('Det blev ikke til en sag', 'It did not become a case'),
  registered: said('Kontoret oprettede en sag', 'The office opened a case'),
  'earlyResolution.flexible': quick,
  'earlyResolution.written': quick,
  mediation: said('Kontoret hjalp jer med at tale sammen', 'The office helped you to talk with each other'),
  referred: said('Forvaltningen blev bedt om et svar', 'The department was asked for an answer'),
  answered: said('Forvaltningen svarede', 'The department answered'),
  investigationAssessment: said('Kontoret så på, om der skal gøres mere', 'The office looked at whether to do more'),
  awaitingConsent: said('Kontoret bad om dit ja', 'The office asked for your yes'),
  'investigating.active': said('Kontoret undersøgte sagen', 'The office looked into the case'),
  'investigating.halted': said('Undersøgelsen blev standset', 'The work was stopped'),
  closed: said('Sagen blev lukket', 'The case was closed'),
};
export const wayWord = (state: string, lang: Language): string | undefined => wayWords[state]?.[lang];
