/** What a report worker can be asked for. Plain data goes in and comes out: it crosses a border of threads. */
import { exportReport, type ReportFormat } from '../exports/export-report.js';
import { type Sentences } from '../platform/refusal.js';
import { OfficeYear } from '../read-models/statistics/office-year.js';
import { drillDown, type DrilledPlace, type DrilledRows } from '../read-models/statistics/drill-down.js';
import { type Asof } from '../read-models/statistics/population.js';
import { type Audience, type Report } from '../read-models/statistics/report.js';
import { type Period } from '../read-models/statistics/publication.js';
import { type AskedReport } from '../read-models/statistics/statistics.js';
import { publishedAt, snapshotAt, statisticsOf, type FigureSource } from './at-position.js';
import { chartsOf, type DrawnChart } from './drawn.js';
import { writeYearly, type Language, type YearlyFormat } from './write-yearly.js';
import { type Additions } from '../yearly-report/draft.js';
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
/** A report for a page: its figures, and where they are wanted its charts. */
export interface DrawnJob extends Omit<ReportJob, 'kind' | 'format'> {
  readonly kind: 'drawn';
  readonly charts: boolean;
}
export interface DrawnReport {
  readonly report: Report;
  readonly charts: readonly DrawnChart[];
}
export interface YearlyJob extends Publishable {
  readonly kind: 'yearly';
  readonly year: number;
  /** What the office has put beside its figures. */
  readonly added?: Additions;
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
export type Job = ReportJob | DrawnJob | YearlyJob | BehindJob;
export type Answer<Asked extends Job> = Asked extends BehindJob
  ? DrilledRows
  : Asked extends DrawnJob
    ? DrawnReport
    : ReportFile;

export interface JobSource extends FigureSource {
  readonly name: Sentences;
}

/** @throws Refused VALIDATION the place has not been reached, nothing was published by then, the report is too large */
export async function doJob(source: JobSource, job: Job): Promise<Answer<Job>> {
  switch (job.kind) {
    case 'report':
      return {
        ...(await exportReport(await reportOf(source, job), job.format, job.lang)),
        audience: job.audience,
      };
    case 'drawn': {
      const report = await reportOf(source, job);
      return { report, charts: job.charts ? await chartsOf(report, job.lang) : [] };
    }
    case 'yearly': {
      const office = { key: source.words.office, name: source.name };
      const report = await statisticsOf(source, await placeOf(source, job), (statistics, position) =>
        yearlyOf(statistics, office, job.year, position.toString(), job.added),
      );
      return { ...(await writeYearly(report, job.format, job.lang)), audience: job.audience };
    }
    case 'behind':
      return snapshotAt(source.db, job.asof, (tx) =>
        drillDown(tx, job.asked, job.keys, job.asof, { ...job, ...pageOf(source) }),
      );
  }
}

async function reportOf(source: JobSource, job: ReportJob | DrawnJob): Promise<Report> {
  const { members } = job;
  const of = members === undefined ? source : { ...source, words: { ...source.words, members } };
  return statisticsOf(of, await placeOf(source, job), (statistics) => statistics.report(job.asked));
}

const pageOf = ({ words: { parents = {}, yearStart } }: JobSource) => ({ parents, year: new OfficeYear(yearStart) });

const placeOf = async (source: JobSource, { asof, audience, published }: Publishable) => ({
  ...(published === undefined ? asof : await publishedAt(source, asof, published)),
  audience,
});
