/**
 * Who is in the case, how each is reached and what each needs: the page that stands open while somebody rings. What is
 * said of a person is Danish, whoever reads it.
 */
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { html, type Html } from '../../http/html.js';
import { type Desk } from '../desk.js';
import { labelIn } from '../steps/field-errors.js';
import { section } from '../ui/table.js';
import { codeWord, flagWord } from '../words/code-words.js';
import { shortDate } from '../words/date-words.js';
import { caseWords } from './case-page-words.js';
import { partyStep } from './places-of-steps.js';

type Party = NonNullable<CaseView['parties']>[number];

/** What a person needs of whoever writes or speaks to them. */
const needs = ['language', 'interpreter', 'channel', 'exempt'] as const;
const ways = ['phone', 'email', 'address', 'cpr', 'cvr'] as const;

const isThere = (value: unknown): boolean => value !== undefined && value !== null && value !== '' && value !== false;

/** In a few words, beside the name at the head of the case: `Polsk, Tolk`. */
export function needsOf(desk: Desk, { parties = [] }: CaseView): string {
  const complainant = parties.find(({ role, ended }) => role === 'complainant' && typeof ended !== 'string');
  return complainant === undefined ? '' : needsIn(desk, complainant).join(', ');
}

function needsIn({ lang }: Desk, party: Party): readonly string[] {
  return needs.flatMap((name) => {
    const value = valueOf(party, name);
    if (!isThere(value)) return [];
    const label = labelIn(partyStep, name, lang);
    if (name === 'channel') return [`${label}: ${codeWord('partyChannels', String(value), lang)}`];
    return [typeof value === 'boolean' ? label : `${label}: ${String(value)}`];
  });
}

const valueOf = (party: Party, name: string): unknown => (party as Readonly<Record<string, unknown>>)[name];

export function peopleOf(desk: Desk, { parties = [] }: CaseView): Html | false {
  return (
    parties.length > 0 &&
    section(
      'people',
      `${caseWords.people[desk.lang]} (${parties.filter(({ ended }) => typeof ended !== 'string').length})`,
      html`<ul class="nobullet-list kg-rows">
        ${parties.map((party) => personOf(desk, party))}
      </ul>`,
    )
  );
}

function personOf(desk: Desk, party: Party): Html {
  const { lang } = desk;
  const { role, from, until, ended, authority, lettersTo } = party;
  const name = valueOf(party, 'name');
  const reached = ways.flatMap((each) => {
    const value = valueOf(party, each);
    return typeof value === 'string' && value !== ''
      ? [html`${labelIn(partyStep, each, lang)}: <span class="num" lang="da">${value}</span>`]
      : [];
  });
  const isOver = typeof ended === 'string';
  const facts = [
    authority !== undefined && `${labelIn(partyStep, 'authority', lang)}: ${codeWord('authorities', authority, lang)}`,
    from !== undefined && `${caseWords.since[lang]} ${shortDate(from, lang)}`,
    typeof until === 'string' && `${caseWords.until[lang]} ${shortDate(until, lang)}`,
    !isOver &&
      role !== 'complainant' &&
      lettersTo !== undefined &&
      `${labelIn(partyStep, 'lettersTo', lang)}: ${flagWord(lettersTo, lang).toLowerCase()}`,
    isOver && codeWord('partyEndings', ended, lang),
  ].filter((fact) => typeof fact === 'string');
  return html`<li class="${isOver && 'soft'}">
    <strong lang="da">${typeof name === 'string' ? name : '–'}</strong>,
    ${role !== undefined && codeWord('partyRoles', role, lang)}
    ${reached.length > 0 && html`<span class="sub">${reached.map((each, at) => html`${at > 0 && ' · '}${each}`)}</span>`}
    ${needsIn(desk, party).map((need) => html`<span class="kg-badge">${need}</span>`)}
    <span class="sub">${facts.join(' · ')}</span>
  </li>`;
}
