/**
 * The figures of an office's yearly report, and what the office has put beside them.
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../platform/canonical-json.js';
import { type LocalDate } from '../policy/calendar.js';
import { reports } from '../read-models/statistics/definitions.js';
import { type Statistics } from '../read-models/statistics/statistics.js';
import { countsSomething, internalMark, type Report } from '../read-models/statistics/report.js';
import { isTime } from '../read-models/statistics/time-dimensions.js';
import { foreword, type Additions } from '../yearly-report/draft.js';
import { type YearlyReport, type YearlySection } from '../yearly-report/yearly.js';
import {
  compared,
  comparison,
  comparisonKey,
  sections,
  tableKey,
  whereThereAreAny,
  yearsBefore,
  type Cut,
  type Table,
} from './yearly-sections.js';

const nothingAdded: Additions = { without: [], texts: {}, examples: [] };

/** @param year one that has begun: of a later one there is nothing to tell, and the caller has refused it */
export async function yearlyOf(
  statistics: Statistics,
  office: YearlyReport['office'],
  year: number,
  position: string,
  added: Additions = nothingAdded,
): Promise<YearlyReport> {
  const [from, to] = statistics.year.daysOf(year);
  const made: YearlySection[] = [];
  const add = (key: string, section: YearlySection) => {
    const whole = { ...section, ...besides(added, key) };
    if (section.reports.length > 0 || whole.text !== undefined || whole.examples !== undefined) made.push(whole);
  };
  for (const { key, title, lead, reports } of sections) {
    const own = [];
    for (const table of reports.filter(([name, by]) => !added.without.includes(tableKey(name, by)))) {
      const made = await tablesOf(statistics, table, { from, to }, added);
      own.push(...made.filter((report) => !whereThereAreAny.has(table[0]) || countsSomething(report)));
    }
    add(key, { title, lead, reports: own });
  }
  const beside = [];
  for (const name of compared.filter((each) => !added.without.includes(comparisonKey(each))))
    beside.push(...(await yearsOf(statistics, name, year)));
  add(comparison.key, { title: comparison.title, lead: comparison.lead, reports: beside });
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
  const own = added.texts[foreword] === undefined ? {} : { foreword: added.texts[foreword] };
  const figures = { office, year, called, from, to, audience, ...mark, sections: made, madeOn, position, profiles };
  const content = { ...figures, ...own };
  return { ...content, hash: createHash('sha256').update(canonicalJson(content)).digest('hex') };
}

/** The office's own text and its examples in a section. */
function besides({ texts, examples }: Additions, key: string): Pick<YearlySection, 'text' | 'examples'> {
  const [text, own] = [texts[key], examples.filter(({ place }) => place === key)];
  return {
    ...(text === undefined ? {} : { text }),
    ...(own.length === 0 ? {} : { examples: own.map(({ title, text: told }) => ({ title, text: told })) }),
  };
}

/**
 * Of what is published the cut with the most numbers, and where columns had to be left out of it, all of them in total.
 * A total that another table says is left out.
 */
async function tablesOf(
  statistics: Statistics,
  [name, ...cuts]: Table,
  period: { readonly from: LocalDate; readonly to: LocalDate },
  { without }: Additions,
): Promise<readonly Report[]> {
  const [usual] = cuts as readonly [Cut, ...Cut[]];
  if (statistics.audience === 'internal') return [await statistics.report({ name, ...period, by: usual })];
  let best: Report | undefined;
  for (const by of cuts.filter((cut) => cut.every((key) => statistics.has(name, key)))) {
    const report = await statistics.coarserReport({ name, ...period, by });
    if (!best || numbersIn(report) > numbersIn(best)) best = report;
  }
  const isTold = sections
    .flatMap(({ reports }) => reports)
    .some(([other, by]) => other === name && by !== usual && !without.includes(tableKey(other, by)));
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
