/** What the settings of a profile are called, and what their values say. */
import { type Setting, type SettingName, type Settings } from '../../../../libs/policy/profile.js';
import { type Sentences } from '../../../../libs/platform/refusal.js';
import { type Language } from '../../http/page.js';
import { codeWord } from '../words/code-words.js';
import { monthName } from '../words/date-words.js';

type Of<Name extends Exclude<SettingName, 'exclusions'>> = Settings[Name] extends Setting<infer Value> ? Value : never;
type Say<Value> = (value: Value, lang: Language) => string;
interface Words<Value> {
  readonly name: Sentences;
  readonly say: Say<Value>;
}

const word = (da: string, en: string): Sentences => ({ da, en });
const none = word('Nej', 'No');
const flag =
  (yes: Sentences, no: Sentences = none): Say<boolean> =>
  (value, lang) =>
    (value ? yes : no)[lang];
const yes = word('Ja', 'Yes');
const one =
  <Value extends string>(words: Readonly<Record<Value, Sentences>>): Say<Value> =>
  (value, lang) =>
    words[value][lang];
const workingDays = (days: number, lang: Language): string =>
  lang === 'da'
    ? `${days} ${days === 1 ? 'arbejdsdag' : 'arbejdsdage'}`
    : `${days} working ${days === 1 ? 'day' : 'days'}`;
const within: Say<null | { readonly workingDays: number }> = (value, lang) =>
  value === null ? noTerm[lang] : workingDays(value.workingDays, lang);
const noTerm = word('Ingen frist', 'No term');
const listed = (values: readonly string[], lang: Language, nothing: Sentences): string =>
  values.length === 0 ? nothing[lang] : values.join(', ');
const nobody = word('Ingen', 'None');
const weekdays = {
  da: ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag', 'søndag'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const;

/** In the order of a case: before it, its beginning, its ways, its days, afterwards. */
export const settingWords: { readonly [Name in Exclude<SettingName, 'exclusions'>]: Words<Of<Name>> } = {
  dialogue: {
    name: word('Dialog med forvaltningen først', 'Dialogue with the department first'),
    say: one({
      none: word('Kræves ikke', 'Not asked for'),
      departmentHadOpportunity: word(
        'Forvaltningen skal have haft mulighed for at svare',
        'The department must have had the chance to answer',
      ),
      noMoreOptions: word(
        'Borgeren har talt med forvaltningen og ser ikke flere muligheder',
        'The citizen has talked to the department and sees no more options',
      ),
    }),
  },
  silenceExhaustsDialogue: {
    name: word('Intet svar fra forvaltningen er nok', 'No answer from the department is enough'),
    say: flag(yes),
  },
  exceptionUnable: {
    name: word('Undtagelse for den, der ikke selv kan', 'Exception for who is not able to'),
    say: flag(yes),
  },
  exceptionPrinciple: {
    name: word('Undtagelse for principielle klager', 'Exception for complaints of principle'),
    say: flag(yes),
  },
  anonymousGuidance: {
    name: word('Anonym vejledning', 'Anonymous guidance'),
    say: one({
      normalPath: word('Den sædvanlige vej', 'The usual way'),
      oralContacts: word('Ved mundtlig kontakt', 'At oral contact'),
      no: none,
    }),
  },
  agreement: {
    name: word('Borger og rådgiver er enige om at oprette sagen', 'Citizen and adviser agree to register the case'),
    say: flag(word('Kræves', 'Asked for'), word('Kræves ikke', 'Not asked for')),
  },
  complainants: {
    name: word('Hvem kan klage', 'Who can complain'),
    say: (value, lang) =>
      listed(
        value.map((each) => codeWord('complainantTypes', each, lang)),
        lang,
        nobody,
      ),
  },
  representatives: {
    name: word('Hvem kan klage for en anden', 'Who can complain for somebody else'),
    say: (value, lang) =>
      listed(
        value.map((each) => codeWord('authorities', each, lang)),
        lang,
        nobody,
      ),
  },
  ageLimit: {
    name: word('Hvor gammelt må det være', 'How old it may be'),
    say: (value, lang) => {
      if (value === null) return word('Ingen grænse', 'No limit')[lang];
      const { years, from, waivable } = value;
      const start =
        from === 'event'
          ? word('fra det skete eller sluttede', 'from when it happened or ended')
          : word('fra kommunens sag sluttede', 'from when the municipality’s case closed');
      const may = waivable ? word(', kan fraviges', ', can be waived') : word('', '');
      return `${years} ${lang === 'da' ? 'år' : years === 1 ? 'year' : 'years'} ${start[lang]}${may[lang]}`;
    },
  },
  smsAnswered: {
    name: word('SMS besvares', 'Text messages are answered'),
    say: flag(yes, word('Nej, de tælles', 'No, they are counted')),
  },
  sensitiveData: {
    name: word('Følsomme oplysninger må gå med', 'Sensitive data may go by'),
    say: (value, lang) =>
      listed(
        value.map((each) => codeWord('channels', each, lang)),
        lang,
        nobody,
      ),
  },
  officeHours: {
    name: word('Åbne dage', 'Days open'),
    say: (value, lang) =>
      listed(
        value.map((day) => weekdays[lang][day - 1]!),
        lang,
        word('Ikke sagt', 'Not said'),
      ),
  },
  suggestions: { name: word('Forslag gives videre', 'Suggestions are passed on'), say: flag(yes) },
  meetingAttendance: {
    name: word('Rådgiveren kan tage med til møde', 'The adviser can come to a meeting'),
    say: flag(yes),
  },
  earlyResolution: { name: word('Hurtig løsning', 'Early resolution'), say: flag(yes) },
  mediation: {
    name: word('Mægling', 'Mediation'),
    say: (value, lang) => (value === null ? none[lang] : codeWord('mediators', value.mediator, lang)),
  },
  copyToCitizen: {
    name: word('Borgeren får kopi af forelæggelsen', 'The citizen gets a copy of the referral'),
    say: flag(yes),
  },
  directAnswer: {
    name: word('Forvaltningen kan svare borgeren selv', 'The department may answer the citizen itself'),
    say: flag(yes),
  },
  consent: {
    name: word('Samtykke før flere spørgsmål og undersøgelse', 'Consent before more questions and an investigation'),
    say: flag(word('Kræves', 'Asked for'), word('Kræves ikke', 'Not asked for')),
  },
  inDepth: {
    name: word('Nærmere undersøgelse', 'Investigation'),
    say: ({ openedBy, partialScope }, lang) =>
      (openedBy === 'head'
        ? word('Lederen beslutter det', 'The head decides')
        : word('Borgerens samtykke åbner den', 'The citizen’s consent opens it'))[lang] +
      (partialScope ? word(', kan nøjes med nogle klagepunkter', ', may be about some parts alone') : word('', ''))[
        lang
      ],
  },
  secondReader: {
    name: word('En anden læser med', 'A second reader'),
    say: one({
      none,
      outcomes: word('Resultater af en undersøgelse', 'Outcomes of an investigation'),
      decisions: word('Beslutningen om en undersøgelse', 'The decision on an investigation'),
    }),
  },
  ownInitiative: { name: word('Sager af egen drift', 'Cases of the office’s own initiative'), say: flag(yes) },
  answerTarget: { name: word('Mål for svar på en henvendelse', 'Aim for answering an inquiry'), say: within },
  acknowledgeWithin: { name: word('Kvittering til borgeren inden', 'Receipt to the citizen within'), say: within },
  statusEvery: {
    name: word('Borgeren hører noget mindst hver', 'The citizen hears something at least every'),
    say: within,
  },
  departmentAnswer: {
    name: word('Forvaltningens svar', 'The department’s answer'),
    say: ({ workingDays: days, reminderEvery, noAnswerAfter }, lang) =>
      lang === 'da'
        ? `${workingDays(days, lang)}, rykker hver ${workingDays(reminderEvery, lang)}, opgives efter ${workingDays(noAnswerAfter, lang)} mere`
        : `${workingDays(days, lang)}, a reminder every ${workingDays(reminderEvery, lang)}, given up after ${workingDays(noAnswerAfter, lang)} more`,
  },
  informationAnswer: {
    name: word('Svar på spørgsmål i en undersøgelse', 'Answers asked for in an investigation'),
    say: ({ workingDays: days, reminderEvery }, lang) =>
      lang === 'da'
        ? `${workingDays(days, lang)}, rykker hver ${workingDays(reminderEvery, lang)}`
        : `${workingDays(days, lang)}, a reminder every ${workingDays(reminderEvery, lang)}`,
  },
  retention: {
    name: word('Personoplysninger gemmes', 'Personal data is kept'),
    say: ({ years, days }, lang) =>
      lang === 'da'
        ? `${years} år eller ${days} dage efter lukning, det seneste af dem`
        : `${years} years or ${days} days after closing, the later of them`,
  },
  yearStart: {
    name: word('Rapportåret begynder i', 'The year of reports begins in'),
    say: monthName,
  },
  calendar: {
    name: word('Kontorets egne fridage', 'The office’s own days off'),
    say: (value, lang) =>
      listed(
        ownDaysOff.filter(({ key }) => value[key]).map(({ name }) => name[lang]),
        lang,
        nobody,
      ),
  },
};

/** The switches of the calendar; `month` and `day` of each. */
export const ownDaysOff = [
  { key: 'mayDay', name: word('1. maj', '1 May'), day: '05-01' },
  { key: 'constitutionDay', name: word('Grundlovsdag', 'Constitution Day'), day: '06-05' },
  { key: 'christmasEve', name: word('Juleaften', 'Christmas Eve'), day: '12-24' },
  { key: 'newYearsEve', name: word('Nytårsaften', 'New Year’s Eve'), day: '12-31' },
] as const satisfies readonly {
  readonly key: keyof Settings['calendar']['value'];
  readonly name: Sentences;
  readonly day: string;
}[];

const whens = {
  always: word('Behandles ikke', 'Not handled'),
  handledElsewhere: word('Behandles ikke, når en anden kan tage det', 'Not handled where another body could take it'),
  alreadyBrought: word('Behandles ikke, når det er bragt for en anden', 'Not handled where it was brought there'),
} as const;
export const exclusionWord = (
  { ground, when }: Settings['exclusions'][number],
  lang: Language,
): { readonly name: string; readonly says: string } => ({
  name: `${word('Klager over', 'Complaints about')[lang]}: ${codeWord('exclusionGrounds', ground, lang)}`,
  says: whens[when][lang],
});
