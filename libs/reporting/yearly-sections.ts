/** Which tables the yearly report of an office has, divided by what, in which order (rules.md, section 6). */
import { type Sentences } from '../platform/refusal.js';

/** A report and what divides it; where small groups are hidden, one of the coarser cuts may take its place. */
export type Table = readonly [name: string, cut: Cut, ...coarser: readonly Cut[]];
export type Cut = readonly string[];
interface Section {
  readonly key: string;
  readonly title: Sentences;
  readonly lead: Sentences | null;
  readonly reports: readonly Table[];
}
const s = (da: string, en: string): Sentences => ({ da, en });
const byDepartment: readonly [Cut, Cut] = [['department'], ['departmentGroup']];

export const sections: readonly Section[] = [
  {
    key: 'contacts',
    title: s('Henvendelser', 'Contacts'),
    lead: s(
      'En henvendelse er hver gang, nogen retter sig mod kontoret.',
      'A contact is each time somebody turns to the office.',
    ),
    reports: [
      ['contacts', ['quarter']],
      ['contacts', ['channel']],
      ['contacts', ['kind']],
      ['contacts', ['type']],
      ['contacts', ['complainant']],
      ['endings', ['quarter']],
      ['first-answer', ['channel']],
    ],
  },
  {
    key: 'parts',
    title: s('Hvad der klages over', 'What complaints are about'),
    lead: s(
      'En henvendelse kan have flere klagepunkter, hvert med sit emne og sin forvaltning.',
      'A contact can have several parts, each with its topic and its department.',
    ),
    reports: [
      ['parts', ...byDepartment],
      ['parts', ['topic'], ['topicGroup']],
      ['rejections', ['ground']],
      ['rejections', ['standing']],
      ['exceptions', ['kind']],
    ],
  },
  {
    key: 'outcomes',
    title: s('Udfald', 'Outcomes'),
    lead: s(
      'Et forløb går fra en sag oprettes eller genåbnes, til den afsluttes.',
      'A cycle is a case from its registration or reopening to its closing.',
    ),
    reports: [
      ['outcomes', ['outcome']],
      ['dialogue', ['quarter']],
      ['examined', ...byDepartment],
      ['upheld', ...byDepartment],
      ['finding', ...byDepartment],
      ['solved', ...byDepartment],
      ['reopened', ['reason']],
    ],
  },
  {
    key: 'criticism',
    title: s('Kritik og opfølgning', 'Criticism and follow-up'),
    lead: null,
    reports: [
      ['criticism', ['department', 'degree'], ['departmentGroup', 'degree'], ...byDepartment, ['degree']],
      ['follow-up', ...byDepartment],
      ['recommendations', ['addressee']],
      ['recommendations', ...byDepartment],
    ],
  },
  {
    key: 'time',
    title: s('Tid', 'Time'),
    lead: s('I arbejdsdage, efter kontorets egen kalender.', 'In working days, by the office’s own calendar.'),
    reports: [
      ['own-time', ['investigated']],
      ['department-time', ...byDepartment],
      ['department-time', ['quarter']],
      ['extensions', ...byDepartment],
    ],
  },
  { key: 'suggestions', title: s('Forslag', 'Suggestions'), lead: null, reports: [['suggestions', ...byDepartment]] },
  {
    key: 'activities',
    title: s('Møder og aktiviteter', 'Meetings and activities'),
    lead: s(
      'Møder i sager er mellem en borger og en forvaltning; aktiviteter er kontorets arbejde uden for klager.',
      'Meetings in cases are between a citizen and a department; activities are the office’s work besides complaints.',
    ),
    reports: [
      ['meetings', ['requestedBy']],
      ['activities', ['kind']],
      ['activities', ...byDepartment],
    ],
  },
];

/** Beside the four years before. */
export const compared = ['contacts', 'outcomes', 'upheld', 'own-time', 'department-time'];
export const yearsBefore = 4;
export const comparison = {
  key: 'comparison',
  title: s('Sammenlignet med årene før', 'Compared with the years before'),
  lead: s(
    'Op til fire år tilbage, så langt kontorets log rækker.',
    'Up to four years back, as far as the office’s log goes.',
  ),
};

/** Left out where there are none: an office without a target has no table of noughts about it. */
export const whereThereAreAny: ReadonlySet<string> = new Set(['first-answer', 'meetings', 'activities']);

/** What a table is called where it is left out: `contacts/channel`. */
export const tableKey = (name: string, by: Cut): string => `${name}/${by.join(',')}`;
export const comparisonKey = (name: string): string => `${comparison.key}/${name}`;

/** The sections with their tables by their keys, as one chooses among them. */
export const tablesToChoose: readonly {
  readonly key: string;
  readonly title: Sentences;
  readonly tables: readonly { readonly key: string; readonly name: string; readonly by: Cut }[];
}[] = [
  ...sections.map(({ key, title, reports }) => ({
    key,
    title,
    tables: reports.map(([name, by]) => ({ key: tableKey(name, by), name, by })),
  })),
  {
    key: comparison.key,
    title: comparison.title,
    tables: compared.map((name) => ({ key: comparisonKey(name), name, by: ['year'] })),
  },
];
