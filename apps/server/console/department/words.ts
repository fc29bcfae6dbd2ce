/** What a department reads: what it is asked, by when, and what it has said. */
import { type Sentences } from '../../../../libs/platform/refusal.js';
import { type Language } from '../../http/page.js';

const words = {
  asked: { da: 'Spørgsmål til os', en: 'Questions to us' },
  open: { da: 'Venter på jeres svar', en: 'Waiting for your answer' },
  noneOpen: {
    da: 'Borgerrådgiveren venter ikke på noget fra jer lige nu.',
    en: 'The citizens’ adviser waits for nothing from you now.',
  },
  all: { da: 'Alle sager, I er spurgt om', en: 'All cases that you were asked about' },
  noneAsked: {
    da: 'I er ikke blevet spurgt om noget. Får I et spørgsmål, står det her.',
    en: 'You have not been asked about anything. When you are, it stands here.',
  },
  case: { da: 'Sag', en: 'Case' },
  unnumbered: { da: 'uden nummer', en: 'without a number' },
  about: { da: 'Handler om', en: 'About' },
  answerBy: { da: 'Svar senest', en: 'Answer by' },
  nothingDue: { da: 'Intet venter', en: 'Nothing waits' },
  received: { da: 'Modtaget hos borgerrådgiveren', en: 'Received by the citizens’ adviser' },
  title: { da: 'Spørgsmål fra borgerrådgiveren', en: 'Questions from the citizens’ adviser' },
  citizen: { da: 'Borger', en: 'Citizen' },
  department: { da: 'Forvaltning', en: 'Department' },
  outcome: { da: 'Resultat', en: 'Outcome' },
  question: { da: 'Det bliver I spurgt om', en: 'What you are asked' },
  sent: { da: 'Sendt til jer', en: 'Sent to you' },
  reminders: { da: 'Rykkere', en: 'Reminders' },
  extended: { da: 'Fristen er forlænget til', en: 'The last day was moved to' },
  information: { da: 'Oplysninger til sagen', en: 'Information for the case' },
  hearing: { da: 'Høring', en: 'Hearing' },
  inLetter: { da: 'Spørgsmålene står i brevet herunder.', en: 'The questions are in the letter below.' },
  answer: { da: 'Jeres svar', en: 'Your answer' },
  nothingToAnswer: { da: 'Der er ikke noget at svare på lige nu.', en: 'There is nothing to answer now.' },
  otherwise: { da: 'Kan I ikke svare nu?', en: 'Can you not answer now?' },
  mayToo: { da: 'Det kan I også', en: 'What you can do too' },
  see: { da: 'Det kan I se', en: 'What you can see' },
  seeText: {
    da: 'I ser kun det, I er spurgt om. I ser ikke borgerens andre klager, andre forvaltningers svar eller borgerrådgiverens notater.',
    en: 'You see only what you were asked about: not the citizen’s other complaints, answers of other departments or the adviser’s notes.',
  },
  seeLooks: {
    da: 'Borgeren kan se, hvornår jeres forvaltning har åbnet sagen.',
    en: 'The citizen can see when your department has opened the case.',
  },
  receipt: { da: 'Kvittering', en: 'Receipt' },
  receiptHint: {
    da: 'Udskriv siden (Ctrl + P), hvis I skal have den på papir.',
    en: 'Print the page (Ctrl + P) if you need it on paper.',
  },
  answeredOn: { da: 'Svar registreret', en: 'Answer recorded' },
  way: { da: 'Sådan fik borgeren svaret', en: 'How the citizen got the answer' },
  direct: { da: 'Direkte fra jer', en: 'Directly from you' },
  throughOffice: { da: 'Gennem borgerrådgiveren', en: 'Through the citizens’ adviser' },
  finding: { da: 'Har borgeren ret i klagen?', en: 'Is the citizen right?' },
  recalled: { da: 'Kaldt tilbage. I skal ikke svare.', en: 'Recalled. You need not answer.' },
  withdrawn: {
    da: 'Borgeren har taget sit samtykke tilbage. Derfor er anmodningen om oplysninger kaldt tilbage. Send ikke noget: det bliver ikke taget imod.',
    en: 'The citizen has taken back the consent. So the request for information was recalled. Send nothing: it will not be accepted.',
  },
  declined: { da: 'I har svaret, at det ikke er jeres', en: 'You answered that it is not yours' },
  waiting: { da: 'I har bedt om mere tid, til', en: 'You asked for more time, until' },
  found: { da: 'Det kom borgerrådgiveren frem til', en: 'What the citizens’ adviser found' },
  done: { da: 'Gemt:', en: 'Saved:' },
} as const satisfies Readonly<Record<string, Sentences>>;

export const departmentSays =
  (lang: Language) =>
  (word: keyof typeof words): string =>
    words[word][lang];
