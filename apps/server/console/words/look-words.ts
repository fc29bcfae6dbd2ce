/** What is told of a look: what was shown, why it is one that somebody judges, and what was found. */
import { type matrix } from '../../../../libs/access/matrix.js';
import { type FieldGroup } from '../../../../libs/audit/access.js';
import { type Mark, type Reason } from '../../../../libs/audit/odd.js';
import { type Finding } from '../../../../libs/audit/supervised-looks.js';
import { type Sentences } from '../../../../libs/platform/refusal.js';
import { type Language } from '../../http/page.js';

const word = (da: string, en: string): Sentences => ({ da, en });

type Rows = typeof matrix;
type Look = {
  [Name in keyof Rows]: Rows[Name] extends { readonly look: infer What extends string } ? What : never;
}[keyof Rows];

export const lookWords: Readonly<Record<Look | 'verification', Sentences>> = {
  case: word('Sagen', 'The case'),
  history: word('Historikken', 'The history'),
  replay: word('Sagen over tid', 'The case over time'),
  letter: word('Brev', 'Letter'),
  document: word('Dokument', 'Document'),
  preview: word('Forhåndsvisning af et skridt', 'Preview of a step'),
  worklist: word('Listen over sager', 'The list of cases'),
  search: word('Søgning i sager', 'Search in cases'),
  tasks: word('Listen over opgaver', 'The list of tasks'),
  assignments: word('Overdragelse af sager', 'Handing over of cases'),
  destructions: word('Listen over sletninger', 'The list of erasures'),
  positions: word('Et andet program følger med', 'Another program follows'),
  'access log': word('Adgangsloggen', 'The access log'),
  'access package': word('Alt om borgeren, som fil', 'All about the citizen, as a file'),
  'access search': word('Søgning i opslag', 'Search in looks'),
  supervision: word('Opslag til bedømmelse', 'Looks to judge'),
  verification: word('Kontrol af sager', 'Verification of cases'),
  'receipt code': word('Kode til borgeren', 'Code for the citizen'),
  report: word('Tal', 'Figures'),
  'behind report': word('Sager bag tal', 'Cases behind figures'),
};
const names = Object.keys(lookWords).sort((a, b) => b.length - a.length) as readonly (keyof typeof lookWords)[];

/** "Brev 0", "Dokument 3-1": what stands after the name, stands as it is. */
export function lookWord(what: string, lang: Language): string {
  const name = names.find((each) => what === each || what.startsWith(`${each} `));
  return name === undefined ? what : `${lookWords[name][lang]}${what.slice(name.length)}`;
}

/** Why it is one to judge, or what was odd about it. */
export const reasonWords: Readonly<Record<Reason | Mark, Sentences>> = {
  share: word('Udtaget ved lod', 'Drawn by lot'),
  notAssigned: word('Har ingen del i sagen', 'Has no part in the case'),
  sameSurname: word('Samme efternavn som en part', 'Same surname as a party'),
  offHours: word('Uden for kontortid', 'Outside office hours'),
  bulk: word('Mange sager på en time', 'Many cases within an hour'),
  noStep: word('Intet skridt i sagen den dag', 'No step in the case that day'),
  notOwn: word('En andens sag', 'Another’s case'),
};
export const findingWords: Readonly<Record<Finding, Sentences>> = {
  justified: word('I orden', 'In order'),
  notJustified: word('Ikke i orden', 'Not in order'),
  unclear: word('Kan ikke afgøres', 'Cannot be said'),
};
export const shownWords: Readonly<Record<FieldGroup, Sentences>> = {
  codes: word('forløb og koder', 'course and codes'),
  identity: word('hvem borgeren er', 'who the citizen is'),
  texts: word('tekster', 'texts'),
  letters: word('breve', 'letters'),
  documents: word('dokumenter', 'documents'),
  notes: word('notater', 'notes'),
  looks: word('opslag', 'looks'),
  figures: word('tal', 'figures'),
};
