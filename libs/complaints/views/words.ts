/**
 * What a letter is called and what it says, in Danish: the language the municipality writes in. Topic, state and code
 * words for pages live with the pages (`apps/server/console/words`).
 */
import { type PartyRole } from '../../../event-schemas/complaint/codes.js';
import { type Letter, type LetterKind } from '../../case/case-parts.js';
import { type Sentences } from '../../platform/refusal.js';

/** What each letter is called; its own title is Danish. */
export const letterWords: { readonly [Kind in LetterKind]: Sentences } = {
  referral: { da: 'Forelæggelse', en: 'Referral' },
  copyToCitizen: { da: 'Kopi til borgeren', en: 'Copy to the citizen' },
  reminder: { da: 'Rykker', en: 'Reminder' },
  escalation: { da: 'Rykker til lederen', en: 'Reminder to the leader' },
  informationRequest: { da: 'Anmodning om oplysninger', en: 'Request for information' },
  hearing: { da: 'Høring', en: 'Hearing' },
  recall: { da: 'Tilbagekaldelse af anmodning', en: 'Recall of a request' },
  notice: { da: 'Underretning', en: 'Notice' },
  reply: { da: 'Svar til borgeren', en: 'Reply to the citizen' },
  forwardedAnswer: { da: 'Forvaltningens svar', en: 'The department’s answer' },
  acknowledgement: { da: 'Kvittering for din henvendelse', en: 'Receipt for your contact' },
  suggestion: { da: 'Forslag til forbedring', en: 'Suggestion for improvement' },
  outcome: { da: 'Resultat af undersøgelsen', en: 'Result of the investigation' },
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
  department === undefined
    ? letterWords[kind].da
    : `${letterWords[kind].da}, ${departments.get(department) ?? department}`;
export const answerTitle = (department: string | undefined, departments: ReadonlyMap<string, string>): string =>
  `Svar fra ${department === undefined ? 'forvaltningen' : (departments.get(department) ?? department)}`;
