/** A look in words: who, why, what, and what is to note about it. */
import { aCitizen, type Access } from '../../../../libs/audit/access.js';
import { type Reason } from '../../../../libs/audit/odd.js';
import { html, type Html } from '../../http/html.js';
import { type Language } from '../../http/page.js';
import { type Desk } from '../desk.js';
import { momentWords } from '../words/date-words.js';
import { lookWord, reasonWords, shownWords } from '../words/look-words.js';
import { purposeWord } from '../words/state-words.js';
import { roleOf } from './event-said.js';
import { looksWords } from './looks-words.js';

/** As the queries tell it: its words are opened, or what stands for them where they are gone. */
export type LookTold = Omit<Access, 'terms'> & { readonly terms?: unknown };
/** With the cases that it showed. */
export type LookShown = LookTold & {
  readonly look: number;
  readonly name: string;
  readonly complaints: readonly { readonly id: string; readonly number: string | null }[];
};

/** Staff by what the office calls them; a citizen has no name in the log. */
export const nameIn = (desk: Desk, { by, role }: LookTold): Html =>
  by === aCitizen
    ? html`${roleOf(role, desk.lang)}`
    : html`<span lang="da">${desk.names.member(by)}</span><span class="sub">${roleOf(role, desk.lang)}</span>`;

export const cellsOf = (desk: Desk, look: LookTold): readonly Html[] => {
  const { lang } = desk;
  return [
    html`<span class="num nb">${momentWords(look.at, lang)}</span>`,
    nameIn(desk, look),
    html`${purposeWord(look.purpose, lang)}`,
    html`${lookWord(look.what, lang)}${termsOf(look, lang)}${marksOf(look.marks ?? [], lang)}`,
  ];
};

export const headings = ({ lang }: Desk) => [
  looksWords.when[lang],
  looksWords.who[lang],
  looksWords.why[lang],
  looksWords.what[lang],
];

const termsOf = ({ terms }: LookTold, lang: Language): Html | false =>
  terms !== undefined &&
  html`<span class="sub"
    >${
      typeof terms === 'string'
        ? html`${looksWords.searched[lang]} »<span lang="da">${terms}</span>«`
        : looksWords.wordsGone[lang]
    }</span
  >`;

export const marksOf = (marks: readonly (Reason | 'notOwn')[], lang: Language): Html | false =>
  marks.length > 0 && html`<span class="sub">${marks.map((mark) => reasonWords[mark][lang]).join(' · ')}</span>`;

const mostCases = 5;
/** The cases that a look showed, as links; of a long list the first ones. */
export function casesOf({ root, lang }: Desk, { complaints }: LookShown): Html {
  if (complaints.length === 0) return html`<span class="soft">${looksWords.noCases[lang]}</span>`;
  const more = complaints.length - mostCases;
  return html`${complaints
    .slice(0, mostCases)
    .map(
      ({ id, number }, index) =>
        html`${index > 0 && ', '}<a class="nb" href="${root}/cases/${id}/access-log"
            >${number ?? looksWords.withoutNumber[lang]}</a
          >`,
    )}${more > 0 && html`, ${looksWords.andMore[lang]} ${more}`}`;
}

/** A record of a file. */
export const recordOf = (desk: Desk, look: LookTold): readonly string[] => {
  const { lang } = desk;
  return [
    look.at,
    look.by === aCitizen ? '' : desk.names.member(look.by),
    roleOf(look.role, lang),
    look.department === undefined ? '' : desk.departmentName(look.department),
    purposeWord(look.purpose, lang),
    lookWord(look.what, lang),
    (look.fields ?? []).map((group) => shownWords[group][lang]).join(', '),
    (look.marks ?? []).map((mark) => reasonWords[mark][lang]).join(', '),
  ];
};
export const recordHeadings = {
  da: ['Hvornår', 'Hvem', 'Rolle', 'Forvaltning', 'Hvorfor', 'Hvad', 'Blev vist', 'Bemærk'],
  en: ['When', 'Who', 'Role', 'Department', 'Why', 'What', 'Was shown', 'Note'],
} as const;
