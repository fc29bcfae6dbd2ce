/**
 * Reports over HTTP: who may have them, at which place in the log, in which format. Figures only; what is behind one is
 * for those who may read whole cases.
 */
import { Inject, Injectable } from '@nestjs/common';
import { sql, type Transaction } from 'kysely';
import { rules } from '../../state-machines/complaint/rules.js';
import { refusalOf } from '../complaints/write/cite.js';
import { type ReadRequest } from '../complaints/views/queries.js';
import { type RunningOffice, type RunningOffices } from '../complaints/wiring/running-office.js';
import { CLOCK, RUNNING } from '../complaints/wiring/injection-tokens.js';
import { exportReport, type ExportedReport, type ReportFormat } from '../exports/export-report.js';
import { type Role } from '../platform/caller.js';
import { type Clock } from '../platform/clock.js';
import { refused } from '../platform/refused.js';
import { Refused, type Sentences } from '../platform/refusal.js';
import { localDateOf } from '../policy/calendar.js';
import { type Tables } from '../read-models/database/views-database.js';
import { reports } from '../read-models/statistics/definitions.js';
import { flatBy, type Asof } from '../read-models/statistics/population.js';
import { Statistics, timeDimensions, type OwnWords } from '../read-models/statistics/statistics.js';
import { drillDown, type DrilledRow } from '../read-models/statistics/drill-down.js';
import { askedReport, definitionOf, type AskedForReport } from './asked-report.js';
import { yearlyOf } from './yearly-of.js';

export type Language = keyof Sentences;
export type YearlyFormat = 'json' | 'html' | 'pdf';

/** A file: what an exported report is, in the formats of a document. */
export type Written = Omit<ExportedReport, 'extension'> & { readonly extension: YearlyFormat };

const mayHave: readonly Role[] = ['analyst', 'adviser', 'head', 'auditor'];
/** A list of single events is no statistics: for those who may read the cases themselves. */
const mayLookBehind: readonly Role[] = ['head', 'auditor'];

export interface ReportEntry {
  readonly name: string;
  readonly title: Sentences;
  readonly unit: string;
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
  ) {}

  /**
   * Asked before anything else is looked at (contract.md: office, role, name, and only then what was sent). @throws
   * Refused NOT_FOUND, ROLE_FORBIDDEN
   */
  admit(looking: ReadRequest, what: 'figures' | 'rows' = 'figures'): void {
    this.office(looking, what === 'rows' ? mayLookBehind : mayHave);
  }

  /** Waits until the read models of this office have seen this position; false when they have not in time. */
  async seen(looking: ReadRequest, position: bigint): Promise<boolean> {
    return this.office(looking, mayHave).runner.seen(position);
  }

  /** Every report that there is. */
  list(): { readonly reports: readonly ReportEntry[]; readonly time: readonly string[] } {
    return { reports: Object.keys(reports).map((name) => this.entry(name)), time: timeDimensions };
  }

  /** @throws Refused NOT_FOUND */
  entry(name: string): ReportEntry {
    const { title, unit, population, by, figures } = definitionOf(name);
    const counts = figures.filter((figure) => !('quantile' in figure) && !('share' in figure)).map(({ key }) => key);
    return { name, title, unit, population, by: Object.keys(by), most: flatBy(definitionOf(name)), counts };
  }

  /** @throws Refused ROLE_FORBIDDEN, NOT_FOUND, VALIDATION */
  async report(
    looking: ReadRequest,
    asked: AskedForReport,
    asof: Asof,
    format: ReportFormat,
    lang: Language,
  ): Promise<ExportedReport> {
    const running = this.office(looking, mayHave);
    const checked = askedReport(asked, localDateOf(this.clock.now()));
    if (running.runner.isBehind) looking.stale?.();
    const report = await statisticsOf(running, asof, (statistics) => statistics.report(checked));
    await this.log(looking, running, `report ${checked.name}`);
    return exportReport(report, format, lang);
  }

  /** The whole year in one document. */
  async yearly(looking: ReadRequest, year: number, asof: Asof, format: YearlyFormat, lang: Language): Promise<Written> {
    const running = this.office(looking, mayHave);
    const { key, settings } = running.office;
    if (running.runner.isBehind) looking.stale?.();
    const report = await statisticsOf(running, asof, (statistics, position) =>
      yearlyOf(statistics, { key, name: settings.name }, year, position.toString()),
    );
    await this.log(looking, running, `report yearly ${year}`);
    return writeYearly(report, format, lang);
  }

  /** The events that made the rows which a figure counts. */
  async behind(
    looking: ReadRequest,
    asked: AskedForReport,
    keys: Readonly<Record<string, string>>,
    asof: Asof,
  ): Promise<readonly DrilledRow[]> {
    const running = this.office(looking, mayLookBehind);
    const checked = askedReport(asked, localDateOf(this.clock.now()));
    if (keys.figure !== undefined && !this.entry(checked.name).counts.includes(keys.figure))
      throw refused('VALIDATION', 400, { errors: [{ field: 'figure', code: 'NOT_IN_LIST', sentences: noCount }] });
    if (running.runner.isBehind) looking.stale?.();
    const found = await snapshotAt(running, asof, (tx) => drillDown(tx, checked, keys, asof));
    await this.log(looking, running, `behind report ${checked.name}`, [
      ...new Set(found.map(({ complaint }) => complaint)),
    ]);
    return found;
  }

  private office({ office, caller }: ReadRequest, allowed: readonly Role[]): RunningOffice {
    const running = this.offices.get(office);
    if (!running || caller.office !== office) throw refused('NOT_FOUND');
    if (!caller.roles.some((role) => allowed.includes(role)))
      throw new Refused(refusalOf(rules.byAdviser, running.office.profile), 403);
    return running;
  }

  private async log(
    { caller }: ReadRequest,
    { office }: RunningOffice,
    what: string,
    complaints: readonly string[] = [],
  ): Promise<void> {
    await office.access.record(
      {
        at: new Date(this.clock.now()).toISOString(),
        by: caller.sub,
        role: caller.roles[0] ?? 'analyst',
        purpose: 'supervision',
        what,
      },
      complaints,
    );
  }
}

/** Figures of one unchanging state of the tables, with the position that it shows. */
export const statisticsOf = <Result>(
  running: Pick<RunningOffice, 'office' | 'views'>,
  asof: Asof,
  work: (statistics: Statistics, position: bigint) => Promise<Result>,
): Promise<Result> =>
  snapshotAt(running, asof, (tx, position) =>
    work(new Statistics(tx, ownWords(running.office), position, asof), asof.position ?? position),
  );

/** @throws Refused VALIDATION where the log has not come that far */
async function snapshotAt<Result>(
  { views }: Pick<RunningOffice, 'views'>,
  asof: Asof,
  work: (tx: Transaction<Tables>, position: bigint) => Promise<Result>,
): Promise<Result> {
  return views.db.snapshot(async (tx) => {
    const { position } = await tx
      .selectFrom('checkpoints')
      .select(sql<string>`cast(position as text)`.as('position'))
      .where('name', '=', 'live')
      .executeTakeFirstOrThrow();
    if (asof.position !== undefined && asof.position > BigInt(position))
      throw refused('VALIDATION', 400, { errors: [{ field: 'position', code: 'NOT_YET', sentences: notYet }] });
    return work(tx, BigInt(position));
  });
}

const noCount: Sentences = {
  da: 'Tallet er ikke en af rapportens tællinger; kun en tælling kan åbnes.',
  en: 'This is none of the report’s counts; only a count can be opened.',
};
const notYet: Sentences = { da: 'Så langt er loggen ikke nået.', en: 'The log has not come that far.' };
const ownWords = ({ settings: { key, departments, topics } }: RunningOffice['office']): OwnWords => ({
  office: key,
  departments: Object.fromEntries(
    departments.map((department) => [department.key, { da: department.name, en: department.name }]),
  ),
  topics: Object.fromEntries(topics.map(({ key: topic, da, en }) => [topic, { da, en }])),
});

/** Drawing and typesetting are loaded when the first one is asked for. */
export async function writeYearly(
  report: Awaited<ReturnType<typeof yearlyOf>>,
  format: YearlyFormat,
  lang: Language,
): Promise<Written> {
  if (format === 'json')
    return {
      bytes: new TextEncoder().encode(`${JSON.stringify(report)}\n`),
      mediaType: 'application/json; charset=utf-8',
      extension: 'json',
    };
  if (format === 'html') {
    const { renderYearlyHtml } = await import('../yearly-report/html/page.js');
    return {
      bytes: new TextEncoder().encode(await renderYearlyHtml(report, lang)),
      mediaType: 'text/html; charset=utf-8',
      extension: 'html',
    };
  }
  const { renderYearlyPdf } = await import('../yearly-report/pdf/render.js');
  return { bytes: await renderYearlyPdf(report, lang), mediaType: 'application/pdf', extension: 'pdf' };
}
