/**
 * What a letter is called and what it says, in Danish: the language the municipality writes in. Topic, state and code
 * words for pages live with the pages.
 */
import { type Letter, type LetterKind } from '../../case/case-parts.js';

const titles: { readonly [Kind in LetterKind]: string } = {
  referral: 'Forelæggelse',
  copyToCitizen: 'Kopi til borgeren',
  reminder: 'Rykker',
  escalation: 'Rykker til lederen',
  informationRequest: 'Anmodning om oplysninger',
  recall: 'Tilbagekaldelse af anmodning',
  notice: 'Underretning',
  reply: 'Svar til borgeren',
  forwardedAnswer: 'Forvaltningens svar',
  suggestion: 'Forslag til forbedring',
  outcome: 'Resultat af undersøgelsen',
};

const found: { readonly [outcome: string]: string } = {
  noCriticism: 'ingen kritik',
  criticism: 'kritik',
  recommendation: 'henstilling',
};
/** What was found about a part, in a letter. */
export const outcomeWord = (outcome: string): string => found[outcome] ?? outcome;

/** Title of a letter, with the department's name where it concerns one. */
export const letterTitle = (
  { kind, department }: Pick<Letter, 'kind' | 'department'>,
  departments: ReadonlyMap<string, string>,
): string =>
  department === undefined ? titles[kind] : `${titles[kind]}, ${departments.get(department) ?? department}`;
export const answerTitle = (department: string | undefined, departments: ReadonlyMap<string, string>): string =>
  `Svar fra ${department === undefined ? 'forvaltningen' : (departments.get(department) ?? department)}`;
