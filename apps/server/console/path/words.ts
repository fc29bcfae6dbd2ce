/**
 * What stands in a box of the picture, as `words/state-words.ts` calls the state: lines of 13 letters, since a box on
 * a telephone has no room for more, and with one name for states that share a box.
 */
import { type Language } from '../../http/page.js';

type Words = { readonly [lang in Language]: readonly string[] };

const boxes: { readonly [node: string]: Words } = {
  intake: { da: ['Modtaget'], en: ['Received'] },
  dialogueCheck: { da: ['Dialogtjek'], en: ['Dialogue', 'check'] },
  guidance: { da: ['Vejledning'], en: ['Guidance'] },
  endedWithoutCase: { da: ['Afsluttet', 'uden sag'], en: ['Ended', 'without case'] },
  registered: { da: ['Sag', 'oprettet'], en: ['Case', 'registered'] },
  earlyResolution: { da: ['Hurtig', 'løsning'], en: ['Early', 'resolution'] },
  mediation: { da: ['Mægling'], en: ['Mediation'] },
  referred: { da: ['Forelagt', 'forvaltningen'], en: ['Referred to', 'department'] },
  awaitingConsent: { da: ['Afventer', 'samtykke'], en: ['Waiting for', 'consent'] },
  answered: { da: ['Forvaltningen', 'har svaret'], en: ['Department', 'has answered'] },
  investigationAssessment: { da: ['Tilsyn', 'overvejes'], en: ['Investigation', 'considered'] },
  investigating: { da: ['Nærmere', 'undersøgelse'], en: ['Investigation'] },
  closed: { da: ['Afsluttet'], en: ['Closed'] },
  // In the whole lifecycle alone.
  beginning: { da: ['Begyndelsen'], en: ['Beginning'] },
  counted: { da: ['Kun talt'], en: ['Counted only'] },
};
/** Within a box: what the state is besides. */
const within: { readonly [state: string]: Words } = {
  'earlyResolution.flexible': { da: ['fleksibelt'], en: ['flexibly'] },
  'earlyResolution.written': { da: ['skriftligt'], en: ['in writing'] },
  'investigating.active': { da: ['i gang'], en: ['going on'] },
  'investigating.halted': { da: ['standset'], en: ['halted'] },
};

/** Of a node, or of a state by itself. @throws Error it has no words */
export function boxLines(node: string, lang: Language): readonly string[] {
  const lines = boxes[node.split('.')[0]!];
  if (!lines) throw new Error(`the box of ${node} has no words; give it some in apps/server/console/path/words.ts`);
  return [...lines[lang], ...(within[node]?.[lang] ?? [])];
}

/** In a sentence. */
export const nodeName = (node: string, lang: Language): string => boxLines(node, lang).join(' ');

export const words = {
  way: { da: 'Sagens vej', en: 'The way of the case' },
  now: { da: 'nu', en: 'now' },
  possible: { da: 'Muligt nu', en: 'Possible now' },
  notTaken: { da: 'Ikke taget', en: 'Not taken' },
  ends: { da: 'Her ender sagen', en: 'Where a case ends' },
  nothing: { da: 'intet', en: 'nothing' },
  here: { da: 'Her er sagen nu', en: 'This is where the case is now' },
  legend: {
    da: 'Tyk linje med tal: gået. Trekant: her er sagen. Tynd linje: muligt nu. Stiplet: ikke taget. Dobbelt kant: slut.',
    en: 'Thick line with numbers: walked. Triangle: where the case is. Thin line: possible now. Dashed: not taken. Double frame: the end.',
  },
  whole: { da: 'Hele forløbet', en: 'The whole lifecycle' },
} as const;
