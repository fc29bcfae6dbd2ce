/**
 * Reports over HTTP: who may have them, at which place in the log, in which format. Figures only; what is behind one is
 * for those who may read whole cases. Nothing is computed here: threads of their own do that, and a look is in the log
 * before its answer leaves (promises.md, I14).
 */
import { Inject, Injectable } from '@nestjs/common';
import { admit, hasPublishedAlone, ownOffice } from '../access/admit.js';
import { matrix, type RowOfRoles } from '../access/matrix.js';
import { marksOfHour } from '../complaints/views/look-marks.js';
import { type ReadRequest } from '../complaints/views/queries.js';
import { type RunningOffice, type RunningOffices } from '../complaints/wiring/running-office.js';
import { CLOCK, RUNNING } from '../complaints/wiring/injection-tokens.js';
import { type ReportFormat } from '../exports/export-report.js';
import { type Clock } from '../platform/clock.js';
import { refused } from '../platform/refused.js';
import { Refused, type Sentences } from '../platform/refusal.js';
import { localDateOf, localMidnight } from '../policy/calendar.js';
import { numbersOf } from '../read-models/numbering.js';
import { OfficeYear } from '../read-models/statistics/office-year.js';
import { type Audience, type Unit } from '../read-models/statistics/report.js';
import { placeIn, type DrilledRows } from '../read-models/statistics/drill-down.js';
import { allReports, isCount, ofStaff, reports } from '../read-models/statistics/definitions.js';
import { forTheOfficeAlone } from '../read-models/statistics/statistics.js';
import { flatBy, type Asof } from '../read-models/statistics/population.js';
import { timeDimensions } from '../read-models/statistics/time-dimensions.js';
import { parentsOf } from './at-position.js';
import { askedReport, byOf, definitionOf, type AskedForReport } from './asked-report.js';
import { type Answer, type DrawnReport, type Job, type ReportFile, type ReportJob } from './jobs.js';
import { Publication } from './publication.js';
import { ReportWorkers } from './report-workers.js';
import { type Additions } from '../yearly-report/draft.js';
import { type Language, type YearlyFormat } from './write-yearly.js';

/** Who asks for a report; `gone` is aborted when nobody waits for it any more. */
export interface ReportRequest extends ReadRequest {
  readonly gone: AbortSignal;
}
export interface RowsAsked {
  /** Values of the report's dimensions, of `year`, `quarter` or `month`, and of `figure`. */
  readonly keys: Readonly<Record<string, string>>;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** How a report is asked for, whichever it is. */
export interface HowAsked<Format> {
  readonly asof: Asof;
  readonly format: Format;
  readonly lang: Language;
  /** Left out: true figures for the office itself, what is published for an analyst. */
  readonly audience?: Audience | undefined;
}

export interface ReportEntry {
  readonly name: string;
  readonly title: Sentences;
  readonly unit: Unit;
  readonly population: Sentences;
  /** What it can be divided by, besides one of year, quarter and month; at most `most` at once. */
  readonly by: readonly string[];
  readonly most: number;
  /** The figures that count, and so can be opened. */
  readonly counts: readonly string[];
}

@Injectable()
export class Reporting {
  constructor(
    @Inject(RUNNING) private readonly offices: RunningOffices,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ReportWorkers) private readonly workers: ReportWorkers,
    @Inject(Publication) private readonly publication: Publication,
  ) {}

  /** Waits until the read models of this office have seen this position; false when they have not in time. */
  async seen(looking: ReadRequest, position: bigint): Promise<boolean> {
    return this.office(looking, matrix.listReports).runner.seen(position);
  }

  /** Every report that there is. */
  list(looking: ReadRequest): { readonly reports: readonly ReportEntry[]; readonly time: readonly string[] } {
    const known = isAnalyst(looking) ? reports : allReports;
    return { reports: Object.keys(known).map((name) => this.entry(looking, name)), time: timeDimensions };
  }

  /** @throws Refused NOT_FOUND */
  entry(looking: ReadRequest, name: string): ReportEntry {
    const definition = definitionOf(name);
    const { title, unit, population, figures, standing = [] } = definition;
    const by = byOf(definition, parentsOf(this.office(looking, matrix.listReports).office.settings));
    const counts = figures.flatMap((figure) => (isCount(figure) && !standing.includes(figure.key) ? [figure.key] : []));
    return { name, title, unit, population, by, most: flatBy(definition), counts };
  }

  /** @throws Refused ROLE_FORBIDDEN, NOT_FOUND, VALIDATION, RATE_LIMITED */
  async report(looking: ReportRequest, asked: AskedForReport, how: HowAsked<ReportFormat>): Promise<ReportFile> {
    const { running, job } = this.reportJob(looking, asked, how);
    const file = await this.compute(looking, running, { kind: 'report', ...job, format: how.format });
    await this.log(looking, running, matrix.readReport, asked.name);
    return file;
  }

  /** A report for a page, which is a look as any other. @throws Refused as `report` */
  async drawn(
    looking: ReportRequest,
    asked: AskedForReport,
    how: Omit<HowAsked<unknown>, 'format'> & { readonly charts: boolean },
  ): Promise<DrawnReport> {
    const { running, job } = this.reportJob(looking, asked, { ...how, format: null });
    const drawn = await this.compute(looking, running, { kind: 'drawn', ...job, charts: how.charts });
    await this.log(looking, running, matrix.readReport, asked.name);
    return drawn;
  }

  /** What every report is made of, whatever it is for; for an analyst one table less of the day's. */
  private reportJob(
    looking: ReportRequest,
    asked: AskedForReport,
    how: HowAsked<unknown>,
  ): { readonly running: RunningOffice; readonly job: Omit<ReportJob, 'kind' | 'format'> } {
    const running = this.office(looking, matrix.readReport);
    const checked = askedReport(asked, localDateOf(this.clock.now()), parentsOf(running.office.settings));
    const { asof, lang } = how;
    const isOfStaff = Object.hasOwn(ofStaff, checked.name);
    if (isOfStaff) refuseToPublish(looking, how);
    const forWhom = this.forWhom(looking, running, how, [checked, asof.at, String(asof.position)]);
    const members = isOfStaff ? { members: running.office.members.namesOfAll } : {};
    return { running, job: { office: running.key, asked: checked, asof, ...members, ...forWhom, lang } };
  }

  /** How the office numbers its years. @throws Refused ROLE_FORBIDDEN, NOT_FOUND */
  yearOf(looking: ReadRequest): OfficeYear {
    return new OfficeYear(this.office(looking, matrix.readYearlyReport).office.profile.settings.yearStart.value);
  }

  /**
   * The whole year in one document, with what the office has put beside its figures.
   * @throws Refused VALIDATION, also where it has not begun; RATE_LIMITED
   */
  async yearly(
    looking: ReportRequest,
    year: number,
    how: HowAsked<YearlyFormat>,
    added?: Additions,
  ): Promise<ReportFile> {
    const running = this.office(looking, matrix.readYearlyReport);
    if (this.yearOf(looking).daysOf(year)[0] > localDateOf(this.clock.now()))
      throw refused('VALIDATION', 400, { errors: [{ field: 'year', code: 'IN_FUTURE', sentences: notBegun }] });
    const { asof, format, lang } = how;
    const forWhom = this.forWhom(looking, running, how, ['yearly', year, asof.at, String(asof.position)]);
    const file = await this.compute(looking, running, {
      kind: 'yearly',
      office: running.key,
      year,
      asof,
      ...(added === undefined ? {} : { added }),
      ...forWhom,
      format,
      lang,
    });
    await this.log(looking, running, matrix.readYearlyReport, `yearly ${year}`);
    return file;
  }

  /** The events that made the rows which a figure counts, page by page. */
  async behind(
    looking: ReportRequest,
    asked: AskedForReport,
    { keys, cursor, limit = 50 }: RowsAsked,
    asof: Asof,
  ): Promise<DrilledRows> {
    const running = this.office(looking, matrix.readReportRows);
    const checked = askedReport(asked, localDateOf(this.clock.now()), parentsOf(running.office.settings));
    if (keys.figure !== undefined && !this.entry(looking, checked.name).counts.includes(keys.figure))
      throw refused('VALIDATION', 400, { errors: [{ field: 'figure', code: 'NOT_IN_LIST', sentences: noCount }] });
    const after = cursor === undefined ? undefined : placeIn(checked.name, cursor);
    if (cursor !== undefined && !after)
      throw refused('VALIDATION', 400, { errors: [{ field: 'cursor', code: 'MALFORMED', sentences: badCursor }] });
    const found = await this.compute(looking, running, {
      kind: 'behind',
      office: running.key,
      asked: checked,
      keys,
      asof,
      limit,
      ...(after === undefined ? {} : { after }),
    });
    const complaints = [...new Set(found.rows.map(({ complaint }) => complaint))];
    await this.log(looking, running, matrix.readReportRows, checked.name, complaints);
    return found;
  }

  /**
   * True figures, or what is published and at which places; for an analyst one table less of the day's. @throws Refused
   * ROLE_FORBIDDEN true figures for an analyst, RATE_LIMITED
   */
  private forWhom(
    { caller }: ReportRequest,
    { key }: RunningOffice,
    how: HowAsked<unknown>,
    table: readonly unknown[],
  ): Pick<ReportJob, 'audience' | 'published'> {
    const analyst = isAnalyst({ caller });
    const audience = how.audience ?? (analyst ? 'published' : 'internal');
    const [now, { period }] = [this.clock.now(), this.publication];
    if (analyst) {
      if (audience === 'internal')
        throw new Refused({ code: 'ROLE_FORBIDDEN', rules: [], sentences: forTheOffice }, 403);
      this.publication.take(`${key} ${caller.sub}`, JSON.stringify(table), now);
    }
    return {
      audience,
      ...(audience === 'internal' || period === 'everyPosition' ? {} : { published: { period, now } }),
    };
  }

  private compute<Asked extends Job>(
    { caller, gone, stale }: ReportRequest,
    { key, runner }: RunningOffice,
    job: Asked,
  ): Promise<Answer<Asked>> {
    if (runner.isBehind) stale?.();
    return this.workers.run(job, `${key} ${caller.sub}`, gone);
  }

  private office({ office, caller }: ReadRequest, row: RowOfRoles): RunningOffice {
    const running = ownOffice(this.offices, office, caller);
    admit(row, caller, running.office.profile);
    return running;
  }

  private async log(
    { caller, acting, requestId }: ReadRequest,
    { office, views }: RunningOffice,
    row: RowOfRoles,
    name: string,
    complaints: readonly string[] = [],
  ): Promise<void> {
    const role = admit(row, caller, office.profile);
    acting?.(role);
    const at = this.clock.now();
    const switches = office.profile.settings.calendar.value;
    const record = (shown: readonly string[], ofTheDay: boolean) =>
      office.access.record(
        {
          at: new Date(ofTheDay ? localMidnight(localDateOf(at)) : at).toISOString(),
          by: caller.sub,
          role,
          purpose: 'supervision',
          what: `${row.look} ${name}`,
          ...(ofTheDay ? {} : { request: requestId }),
          fields: [row.about === 'complaints' ? 'codes' : 'figures'],
          marks: marksOfHour({ role, at, ofTheDay, switches }),
        },
        shown,
      );
    const numbers = await numbersOf(views.db, complaints);
    const talks = complaints.filter((id) => !numbers.has(id));
    const cases = complaints.filter((id) => numbers.has(id));
    // Of a talk that became no case the hour is kept of nothing (H16).
    await Promise.all([
      ...(cases.length > 0 || talks.length === 0 ? [record(cases, false)] : []),
      ...(talks.length > 0 ? [record(talks, true)] : []),
    ]);
  }
}

const isAnalyst = ({ caller }: Pick<ReadRequest, 'caller'>): boolean => hasPublishedAlone(matrix.readReport, caller);

/** Of what is about the members of the office. @throws Refused ROLE_FORBIDDEN for an analyst, VALIDATION */
function refuseToPublish(looking: ReadRequest, { audience }: HowAsked<unknown>): void {
  if (isAnalyst(looking)) throw new Refused({ code: 'ROLE_FORBIDDEN', rules: [], sentences: forTheOffice }, 403);
  if (audience === 'published') throw forTheOfficeAlone();
}

const forTheOffice: Sentences = {
  da: 'De interne tal er kontorets egne: for borgerrådgiver, leder og revisor. En analytiker får de offentliggjorte.',
  en: 'Internal figures are the office’s own: for its advisers, its head and the auditor. An analyst gets what is published.',
};
const notBegun: Sentences = { da: 'Året er ikke begyndt.', en: 'The year has not begun.' };
const noCount: Sentences = {
  da: 'Tallet er ikke en af rapportens tællinger; kun en tælling kan åbnes.',
  en: 'This is none of the report’s counts; only a count can be opened.',
};
const badCursor: Sentences = {
  da: 'Markøren er ikke en, som rapportens rækker har givet.',
  en: "The cursor is none that the report's rows have given.",
};
