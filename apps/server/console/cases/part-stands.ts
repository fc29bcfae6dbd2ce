/** How far a part has come, in a few words. */
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { html, type Html } from '../../http/html.js';
import { type Desk } from '../desk.js';
import { codeWord, outcomeWord } from '../words/code-words.js';

type Part = NonNullable<CaseView['parts']>[number];

const words = {
  notAssessed: { da: 'Ikke vurderet endnu', en: 'Not assessed yet' },
  handled: { da: 'Behandles', en: 'Being dealt with' },
  excluded: { da: 'Afvist', en: 'Excluded' },
  notInCase: {
    da: 'Ikke med i sagen. Tilføj klagepunktet igen, hvis det skal med.',
    en: 'Not in the case. Add the part again if it is to be.',
  },
  inScope: { da: 'Undersøges nærmere', en: 'Examined more closely' },
} as const;

export function partStands({ lang }: Pick<Desk, 'lang'>, part: Part): Html {
  const { admissible, ground, outcome, finding, inScope, inCase } = part;
  const first =
    outcome !== null && outcome !== undefined
      ? outcomeWord(outcome, lang)
      : admissible === true
        ? (inScope ? words.inScope : words.handled)[lang]
        : admissible === false
          ? `${words.excluded[lang]}: ${ground === undefined ? '' : codeWord('grounds', ground, lang)}`
          : words.notAssessed[lang];
  return html`${first}${finding !== undefined && html`<span class="sub">${codeWord('answerFindings', finding, lang)}</span>`}
  ${inCase === false && admissible === true && html`<span class="sub">${words.notInCase[lang]}</span>`}`;
}
