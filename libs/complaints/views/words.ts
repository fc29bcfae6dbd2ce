/**
 * What a letter is called and what it says, in Danish: the language the municipality writes in. Topic, state and code
 * words for pages live with the pages.
 */
import { type PartyRole } from '../../../event-schemas/complaint/codes.js';
import { type Letter, type LetterKind } from '../../case/case-parts.js';

const titles: { readonly [Kind in LetterKind]: string } = {
  referral: 'Forelæggelse',
  copyToCitizen: 'Kopi til borgeren',
  reminder: 'Rykker',
  escalation: 'Rykker til lederen',
  informationRequest: 'Anmodning om oplysninger',
  hearing: 'Høring',
  recall: 'Tilbagekaldelse af anmodning',
  notice: 'Underretning',
  reply: 'Svar til borgeren',
  forwardedAnswer: 'Forvaltningens svar',
  acknowledgement: 'Kvittering for din henvendelse',
  suggestion: 'Forslag til forbedring',
  outcome: 'Resultat af undersøgelsen',
};

const next: { readonly [state: string]: string } = {
  registered: 'Vi ser nu på din klage og giver dig besked, når vi ved, hvordan den bliver behandlet.',
  'earlyResolution.flexible': 'Vi taler nu med forvaltningen for at finde en hurtig løsning.',
  'earlyResolution.written': 'Vi skriver nu med forvaltningen for at finde en hurtig løsning.',
  mediation: 'Vi hjælper nu dig og forvaltningen med at finde en løsning sammen.',
  referred: 'Vi har spurgt forvaltningen og venter på svar.',
  answered: 'Forvaltningen har svaret, og vi ser på svaret.',
  investigationAssessment: 'Vi overvejer nu, om sagen skal undersøges nærmere.',
  awaitingConsent: 'Vi kan først gå videre, når du har sagt ja til, at vi henter flere oplysninger.',
  'investigating.active': 'Vi undersøger nu sagen nærmere og giver dig besked om resultatet.',
  'investigating.halted': 'Undersøgelsen er standset, fordi du har trukket dit samtykke tilbage.',
};
/** What happens next, told the citizen. */
export const whatHappensNext = (state: string): string => next[state] ?? 'Du hører fra os.';

const found: { readonly [outcome: string]: string } = {
  noCriticism: 'ingen kritik',
  criticism: 'kritik',
  recommendation: 'henstilling',
};
/** What was found about a part, in a letter. */
export const outcomeWord = (outcome: string): string => found[outcome] ?? outcome;

const partyWords: { readonly [Role in PartyRole]: string } = {
  complainant: 'borgeren',
  coComplainant: 'medklageren',
  representative: 'repræsentanten',
  interpreter: 'tolken',
  relative: 'den pårørende',
};
/** Of a party whose name is not said. */
export const partyWord = (role: PartyRole): string => partyWords[role];

/** Title of a letter, with the department's name where it concerns one. */
export const letterTitle = (
  { kind, department }: Pick<Letter, 'kind' | 'department'>,
  departments: ReadonlyMap<string, string>,
): string =>
  department === undefined ? titles[kind] : `${titles[kind]}, ${departments.get(department) ?? department}`;
export const answerTitle = (department: string | undefined, departments: ReadonlyMap<string, string>): string =>
  `Svar fra ${department === undefined ? 'forvaltningen' : (departments.get(department) ?? department)}`;
