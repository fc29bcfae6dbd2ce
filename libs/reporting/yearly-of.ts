/**
 * What an office's yearly report consists of: which reports, divided by what, in which order (rules.md, section 6).
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../platform/canonical-json.js';
import { type LocalDate } from '../policy/calendar.js';
import { type Sentences } from '../platform/refusal.js';
import { reports } from '../read-models/statistics/definitions.js';
import { type Statistics } from '../read-models/statistics/statistics.js';
import { countsSomething, internalMark, type Report } from '../read-models/statistics/report.js';
import { isTime } from '../read-models/statistics/time-dimensions.js';
import { type YearlyReport } from '../yearly-report/yearly.js';

/** A report and what divides it; where small groups are hidden, one of the coarser cuts may take its place. */
type Table = readonly [name: string, cut: Cut, ...coarser: readonly Cut[]];
type Cut = readonly string[];
interface Section {
  readonly title: Sentences;
  readonly lead: Sentences | null;
  readonly reports: readonly Table[];
}
const s = (da: string, en: string): Sentences => ({ da, en });
const byDepartment: readonly [Cut, Cut] = [['department'], ['departmentGroup']];

const sections: readonly Section[] = [
  {
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
    title: s('Tid', 'Time'),
    lead: s('I arbejdsdage, efter kontorets egen kalender.', 'In working days, by the office’s own calendar.'),
    reports: [
      ['own-time', ['investigated']],
      ['department-time', ...byDepartment],
      ['department-time', ['quarter']],
      ['extensions', ...byDepartment],
    ],
  },
  { title: s('Forslag', 'Suggestions'), lead: null, reports: [['suggestions', ...byDepartment]] },
  {
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
const compared = ['contacts', 'outcomes', 'upheld', 'own-time', 'department-time'];
const yearsBefore = 4;
const comparison = {
  title: s('Sammenlignet med årene før', 'Compared with the years before'),
  lead: s(
    'Op til fire år tilbage, så langt kontorets log rækker.',
    'Up to four years back, as far as the office’s log goes.',
  ),
};

/** Left out where there are none: an office without a target has no table of noughts about it. */
const whereThereAreAny: ReadonlySet<string> = new Set(['first-answer', 'meetings', 'activities']);

/** @param year one that has begun: of a later one there is nothing to tell, and the caller has refused it */
export async function yearlyOf(
  statistics: Statistics,
  office: YearlyReport['office'],
  year: number,
  position: string,
): Promise<YearlyReport> {
  const [from, to] = statistics.year.daysOf(year);
  const made: YearlyReport['sections'][number][] = [];
  for (const { title, lead, reports } of sections) {
    const own = [];
    for (const table of reports) {
      const made = await tablesOf(statistics, table, { from, to });
      own.push(...made.filter((report) => !whereThereAreAny.has(table[0]) || countsSomething(report)));
    }
    if (own.length > 0) made.push({ title, lead, reports: own });
  }
  const beside = [];
  for (const name of compared) beside.push(...(await yearsOf(statistics, name, year)));
  if (beside.length > 0) made.push({ ...comparison, reports: beside });
  const all = made.flatMap(({ reports }) => reports);
  const profiles = [
    ...new Map(
      all.flatMap((report) => report.profiles.map((profile) => [`${profile.id} ${profile.hash}`, profile] as const)),
    ).values(),
  ].sort((a, b) => (a.id + a.hash < b.id + b.hash ? -1 : 1));
  const { audience } = statistics;
  const madeOn = await statistics.madeOn();
  const mark = audience === 'internal' ? { mark: internalMark } : {};
  const called = statistics.year.nameOf(String(year)) ?? { da: String(year), en: String(year) };
  const content = { office, year, called, from, to, audience, ...mark, sections: made, madeOn, position, profiles };
  return { ...content, hash: createHash('sha256').update(canonicalJson(content)).digest('hex') };
}

/**
 * Of what is published the cut with the most numbers, and where columns had to be left out of it, all of them in total.
 * A total that another table says is left out.
 */
async function tablesOf(
  statistics: Statistics,
  [name, ...cuts]: Table,
  period: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<readonly Report[]> {
  const [usual] = cuts as readonly [Cut, ...Cut[]];
  if (statistics.audience === 'internal') return [await statistics.report({ name, ...period, by: usual })];
  let best: Report | undefined;
  for (const by of cuts.filter((cut) => cut.every((key) => statistics.has(name, key)))) {
    const report = await statistics.coarserReport({ name, ...period, by });
    if (!best || numbersIn(report) > numbersIn(best)) best = report;
  }
  const isTold = sections.flatMap(({ reports }) => reports).filter(([other]) => other === name).length > 1;
  if (best!.dimensions.length === 0 && usual.some(isTime) && isTold) return [];
  const total = await statistics.coarserReport({ name, ...period, by: [] });
  return numbersIn(total) > best!.figures.length ? [best!, total] : [best!];
}

const numbersIn = ({ rows }: Report): number =>
  rows.flatMap(({ figures }) => Object.values(figures)).filter((figure) => typeof figure === 'number').length;

/** By year, the total left out, as the years share nothing; none where there is no year before that counts anybody. */
async function yearsOf(statistics: Statistics, name: string, year: number): Promise<readonly Report[]> {
  const [from, to] = statistics.year.daysOf(year - yearsBefore, year);
  const report = await statistics.yearByYear({ name, from, to, by: ['year'] });
  const isWhole = report.figures.length > 1 || reports[name]!.figures.length === 1;
  return report.rows.length > 1 && isWhole ? [report] : [];
}
