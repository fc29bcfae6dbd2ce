/** What a report worker can be asked for. Plain data goes in and comes out: it crosses a border of threads. */
import { exportReport, type ReportFormat } from '../exports/export-report.js';
import { type Sentences } from '../platform/refusal.js';
import { OfficeYear } from '../read-models/statistics/office-year.js';
import { drillDown, type DrilledPlace, type DrilledRows } from '../read-models/statistics/drill-down.js';
import { type Asof } from '../read-models/statistics/population.js';
import { type Audience } from '../read-models/statistics/report.js';
import { type Period } from '../read-models/statistics/publication.js';
import { type AskedReport } from '../read-models/statistics/statistics.js';
import { publishedAt, snapshotAt, statisticsOf, type FigureSource } from './at-position.js';
import { writeYearly, type Language, type YearlyFormat } from './write-yearly.js';
import { yearlyOf } from './yearly-of.js';

export interface ReportFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Without a dot. */
  readonly extension: ReportFormat | YearlyFormat;
  readonly audience: Audience;
}

interface OfOffice {
  readonly office: string;
  readonly asof: Asof;
}
interface Publishable extends OfOffice {
  readonly audience: Audience;
  /** Of what is published: the newest published place at or before `asof`; `now` in milliseconds. */
  readonly published?: { readonly period: Period; readonly now: number };
}
export interface ReportJob extends Publishable {
  readonly kind: 'report';
  readonly asked: AskedReport;
  /** Of a report about the members of the office: what they are called now. */
  readonly members?: { readonly [sub: string]: string };
  readonly format: ReportFormat;
  readonly lang: Language;
}
export interface YearlyJob extends Publishable {
  readonly kind: 'yearly';
  readonly year: number;
  readonly format: YearlyFormat;
  readonly lang: Language;
}
export interface BehindJob extends OfOffice {
  readonly kind: 'behind';
  readonly asked: AskedReport;
  readonly keys: Readonly<Record<string, string>>;
  readonly after?: DrilledPlace;
  readonly limit: number;
}
export type Job = ReportJob | YearlyJob | BehindJob;
export type Answer<Asked extends Job> = Asked extends BehindJob ? DrilledRows : ReportFile;

export interface JobSource extends FigureSource {
  readonly name: Sentences;
}

/** @throws Refused VALIDATION the place has not been reached, nothing was published by then, the report is too large */
export async function doJob(source: JobSource, job: Job): Promise<ReportFile | DrilledRows> {
  switch (job.kind) {
    case 'report': {
      const { members } = job;
      const of = members === undefined ? source : { ...source, words: { ...source.words, members } };
      const report = await statisticsOf(of, await placeOf(source, job), (statistics) => statistics.report(job.asked));
      return { ...(await exportReport(report, job.format, job.lang)), audience: job.audience };
    }
    case 'yearly': {
      const office = { key: source.words.office, name: source.name };
      const report = await statisticsOf(source, await placeOf(source, job), (statistics, position) =>
        yearlyOf(statistics, office, job.year, position.toString()),
      );
      return { ...(await writeYearly(report, job.format, job.lang)), audience: job.audience };
    }
    case 'behind':
      return snapshotAt(source.db, job.asof, (tx) =>
        drillDown(tx, job.asked, job.keys, job.asof, { ...job, ...pageOf(source) }),
      );
  }
}

const pageOf = ({ words: { parents = {}, yearStart } }: JobSource) => ({ parents, year: new OfficeYear(yearStart) });

const placeOf = async (source: JobSource, { asof, audience, published }: Publishable) => ({
  ...(published === undefined ? asof : await publishedAt(source, asof, published)),
  audience,
});
