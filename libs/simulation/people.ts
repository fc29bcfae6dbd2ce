/**
 * Who complains and what is written, all of it invented: surnames that nobody has, no day has the number 00, no CVR
 * number begins with 0, and .example is no address (RFC 2606).
 */
import { type Complainant } from '../complaints/steps/registration.js';
import { type ComplainantType } from '../../event-schemas/complaint/codes.js';
import { type LocalDate } from '../policy/calendar.js';
import { Dice } from './dice.js';

const first = [
  'Agnete',
  'Bertram',
  'Cille',
  'Ditlev',
  'Esther',
  'Frode',
  'Gudrun',
  'Halfdan',
  'Inger',
  'Jeppe',
  'Karla',
  'Laurits',
  'Merete',
  'Nour',
  'Olfert',
  'Petrea',
  'Rasmine',
  'Samir',
  'Tove',
  'Ulrikke',
  'Valdemar',
  'Yrsa',
  'Zahra',
  'Ægidius',
  'Åse',
  'Amina',
  'Birk',
  'Dagny',
  'Elof',
  'Fatma',
] as const;
const invented = [
  'Opdigt',
  'Fiktiv',
  'Tænkt',
  'Påfund',
  'Skrøne',
  'Sagn',
  'Fabel',
  'Eventyr',
  'Drømme',
  'Løgne',
  'Digter',
  'Legende',
  'Attrap',
  'Demo',
  'Rolle',
  'Kulisse',
  'Myte',
  'Narre',
] as const;
const places = [
  'sen',
  'holm',
  'gaard',
  'borg',
  'lund',
  'by',
  'kær',
  'dal',
  'strup',
  'høj',
  'skov',
  'vang',
  'mark',
] as const;
const guilds = [
  'Grundejerforeningen',
  'Beboerforeningen',
  'Idrætsforeningen',
  'Forældreforeningen',
  'Kulturforeningen',
] as const;
const firms = ['Malerfirmaet', 'Bageriet', 'Vognmandsfirmaet', 'Gartneriet', 'Kontorfællesskabet'] as const;

const digits = (dice: Dice, count: number): string => String(dice.between(0, 10 ** count - 1)).padStart(count, '0');
const surname = (dice: Dice): string => `${dice.oneOf(invented)}${dice.oneOf(places)}`;
export const inventedName = (dice: Dice): string =>
  `${dice.oneOf(first)} ${dice.chance(0.4) ? `${dice.oneOf(first)} ` : ''}${surname(dice)}`;

export function inventedComplainant(type: ComplainantType, dice: Dice): Complainant {
  const address = `${dice.oneOf(invented)} Allé ${dice.between(1, 199)}, 0000 Eksempelby`;
  const phone = `99 99 ${digits(dice, 2)} ${digits(dice, 2)}`;
  if (type !== 'citizen')
    return {
      name: `${dice.oneOf(type === 'company' ? firms : guilds)} ${surname(dice)}`,
      cvr: `0000${digits(dice, 4)}`,
      address,
      phone,
    };
  return {
    name: inventedName(dice),
    cpr: `00${String(dice.between(1, 12)).padStart(2, '0')}${digits(dice, 2)}-${digits(dice, 4)}`,
    address,
    ...(dice.chance(0.8) ? { phone } : {}),
    ...(dice.chance(0.7) ? { email: `borger${digits(dice, 6)}@eksempel.example` } : {}),
  };
}

/** A case that a citizen has had, and the day of its registration. */
export interface EarlierCase {
  readonly stream: string;
  readonly on: LocalDate;
}

/** Who has had a case: one citizen in five comes again. */
export class Citizens {
  /** The last case of each; null where nobody who comes to it later may know of it. */
  private readonly last: (EarlierCase | null)[] = [];

  /** @param seed of the simulation: the same people each time */
  constructor(private readonly seed: string) {}

  /** Whoever complains in this case, with the one that they had before. */
  draw(
    type: ComplainantType,
    dice: Dice,
    own: EarlierCase,
  ): { readonly complainant: Complainant; readonly earlier: EarlierCase | null } {
    if (type !== 'citizen') return { complainant: inventedComplainant(type, dice), earlier: null };
    const { last } = this;
    const number = last.length > 0 && dice.chance(0.2) ? dice.between(0, last.length - 1) : last.length;
    const earlier = last[number] ?? null;
    last[number] = own;
    return { complainant: inventedComplainant('citizen', new Dice(`${this.seed}/${number}`)), earlier };
  }

  /** It has become confidential: no other case is linked to it. */
  hide(stream: string): void {
    const number = this.last.findLastIndex((known) => known?.stream === stream);
    if (number >= 0) this.last[number] = null;
  }
}

const subjects = [
  'Ansøgningen om støtte',
  'Sagen om et hjælpemiddel',
  'Svaret på en aktindsigt',
  'Flytningen til en anden bolig',
  'Byggesagen',
  'Pladsen i børnehaven',
  'Forløbet i jobcentret',
  'Brevet om tilbagebetaling',
  'Samtalen med en sagsbehandler',
  'Bevillingen af kørsel',
  'Vejarbejdet uden for huset',
  'Renovationen',
  'Skoleskiftet',
  'Den økonomiske hjælp',
  'Ledsagerordningen',
  'Handleplanen',
  'Parkeringstilladelsen',
  'Hjemmehjælpen',
] as const;
const troubles = [
  'har trukket ud i flere måneder',
  'er ikke blevet besvaret',
  'blev afgjort uden en høring',
  'kan ikke forstås',
  'er blevet væk mellem to kontorer',
  'mangler en begrundelse',
  'endte i en ubehagelig tone',
  'indeholdt en forkert frist',
  'kom uden klagevejledning',
  'er delt med en, der ikke skulle have den',
  'blev lovet og derefter aflyst',
  'skifter sagsbehandler hele tiden',
] as const;
const feelings = [
  'Borgeren vil gerne have et svar.',
  'Borgeren føler sig ikke hørt.',
  'Der er rykket to gange.',
  'Familien er kommet i klemme.',
  'Borgeren har gemt alle brevene.',
  'En pårørende hjælper med sagen.',
  'Borgeren beder om et møde.',
  'Der mangler et notat om samtalen.',
  'Borgeren er bange for at miste sin bolig.',
  'Borgeren vil helst løse det i mindelighed.',
  '',
  '',
] as const;
const sentences = {
  note: [
    'Borgeren ringede',
    'Borgeren skrev',
    'Talt med afdelingen',
    'Gennemgang af sagen',
    'Møde på kontoret',
    'Opfølgning',
  ],
  question: [
    'Hvad har taget tid i sagen?',
    'Er borgeren blevet hørt?',
    'Hvornår kan borgeren vente et svar?',
    'Hvordan er der vejledt?',
    'Hvem har fået oplysningerne?',
    'Hvad vil afdelingen gøre nu?',
  ],
  answer: [
    'Vi beklager ventetiden',
    'Sagen er nu afgjort',
    'Vi mener, at forløbet var korrekt',
    'Brevet er sendt igen',
    'Der er aftalt et møde',
    'Vi ser på vores skabelon',
    'Fejlen er rettet',
  ],
  terms: [
    'Afdelingen svarer inden ti dage',
    'Afdelingen undskylder og ser på sagen igen',
    'Borgeren får en fast kontaktperson',
    'Afdelingen ringer hver fredag',
  ],
  grounds: [
    'Sagen burde være afgjort hurtigere',
    'Der skulle have været partshørt',
    'Notatpligten er ikke overholdt',
    'Afdelingen har handlet korrekt',
    'Vejledningen var mangelfuld',
    'Svaret kom for sent',
  ],
  recommendation: [
    'Sæt klagevejledningen ind i skabelonen',
    'Send et foreløbigt svar, når fristen ikke holder',
    'Skriv brevet om i et klart sprog',
    'Før et notat efter hver samtale',
  ],
  letter: [
    'Brev fra borgeren',
    'Kopi af afgørelsen',
    'Journaludskrift',
    'Referat af møde',
    'Mail fra afdelingen',
    'Fuldmagt',
    'Lægeerklæring',
    'Kvittering fra Digital Post',
  ],
} as const;

/** One or two sentences of that kind; several thousand different ones. */
export function sentence(kind: keyof typeof sentences | 'summary', dice: Dice): string {
  const about = `${dice.oneOf(subjects)} ${dice.oneOf(troubles)}.`;
  if (kind === 'summary') return `${about} ${dice.oneOf(feelings)}`.trim();
  const said = dice.oneOf(sentences[kind]);
  if (kind === 'letter' || kind === 'question') return said;
  return `${said}${kind === 'note' ? ':' : '.'} ${about}${kind === 'note' ? ` ${dice.oneOf(feelings)}` : ''}`.trim();
}
