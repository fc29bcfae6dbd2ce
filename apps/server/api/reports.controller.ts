/**
 * Reports (contract.md, section 1): `reports`, one of them in four formats, what is behind a figure, and the year as a
 * document.
 */
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { reportFormats } from '../../../libs/exports/export-report.js';
import { type Caller, type Role } from '../../../libs/platform/caller.js';
import { type Asof } from '../../../libs/read-models/statistics/population.js';
import { Reporting, type HowAsked, type ReportRequest } from '../../../libs/reporting/reporting.js';
import { goneOf, unlessGone } from '../http/gone.js';
import { callerOf } from '../http/request.js';
import { sendReportFile } from '../http/send-report-file.js';
import { afterOf, QueryReader, type Query as Asked } from './queries-of.js';

const date = /^\d{4}-\d{2}-\d{2}$/;
const nodes = { year: /^\d{4}$/, quarter: /^\d{4}-Q[1-4]$/, month: /^\d{4}-(0[1-9]|1[0-2])$/ };
const words = /^[A-Za-z,]{0,200}$/;

@Controller('api/offices/:office/reports')
export class ReportsController {
  constructor(@Inject(Reporting) private readonly reporting: Reporting) {}

  @Get()
  async list(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const looking = await this.look(request, office, query, reply);
    new QueryReader(query).done();
    await reply.send(this.reporting.list(looking));
  }

  @Get('yearly')
  async yearly(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const looking = await this.look(request, office, query, reply);
    const reader = new QueryReader(query);
    const [year, how] = [reader.count('year', 1990, 2200), howAsked(reader, ['json', 'html', 'pdf'])];
    reader.require('year', year);
    reader.done();
    const made = unlessGone(reply, looking, this.reporting.yearly(looking, year!, how));
    await sendReportFile(reply, await made, `yearly-${year}`);
  }

  @Get(':name')
  async report(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('name') name: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const looking = await this.look(request, office, query, reply, name);
    const reader = new QueryReader(query);
    const asked = { name, from: reader.text('from', date), to: reader.text('to', date), by: reader.text('by', words) };
    const how = howAsked(reader, reportFormats);
    reader.done();
    const made = unlessGone(reply, looking, this.reporting.report(looking, asked, how));
    await sendReportFile(reply, await made, name);
  }

  /**
   * Besides `from`, `to`, `at` and the page, each dimension's value, such as `department=jobcenter` and
   * `quarter=2026-Q1`, and `figure`.
   */
  @Get(':name/events')
  async behind(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('name') name: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const looking = await this.look(request, office, query, reply, name);
    const reader = new QueryReader(query);
    const asked = { name, from: reader.text('from', date), to: reader.text('to', date) };
    const asof = asofOf(reader);
    const [cursor, limit] = [reader.text('cursor', /^[A-Za-z0-9_-]{1,400}$/), reader.count('limit', 1, 200)];
    const values = [...this.reporting.entry(looking, name).by, 'figure'].map(
      (key) => [key, reader.text(key, /^[A-Za-z0-9-]{1,60}$/)] as const,
    );
    const times = Object.entries(nodes).map(([key, pattern]) => [key, reader.text(key, pattern)] as const);
    const keys = Object.fromEntries(
      [...values, ...times].flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );
    reader.done();
    const found = unlessGone(reply, looking, this.reporting.behind(looking, asked, { keys, cursor, limit }, asof));
    const page = await found;
    if (page) await reply.send(page);
  }

  /** Office and role first, then the name, and only then what else was asked (contract.md, the order of the checks). */
  private async look(
    request: FastifyRequest,
    office: string,
    query: Asked,
    reply: FastifyReply,
    name?: string,
  ): Promise<ReportRequest> {
    const stale = () => void reply.header('x-stale', 'true');
    const acting = (role: Role) => {
      request.actingRole = role;
    };
    const caller = asAnalyst(callerOf(request));
    const looking = { office, caller, requestId: request.id, stale, acting, gone: goneOf(reply) };
    if (name !== undefined) this.reporting.entry(looking, name);
    const after = afterOf(query);
    if (after !== undefined && !(await this.reporting.seen(looking, after))) stale();
    return looking;
  }
}

/** An integration that is let in here gets what an analyst gets: what is published, so many tables on a day. */
function asAnalyst({ scopes, ...caller }: Caller): Caller {
  return scopes === undefined ? caller : { ...caller, roles: ['analyst'] };
}

const howAsked = <Format extends string>(
  reader: QueryReader,
  formats: readonly Format[],
): HowAsked<Format | 'json'> => ({
  format: reader.oneOf('format', formats) ?? 'json',
  lang: reader.oneOf('lang', ['da', 'en']) ?? 'da',
  asof: asofOf(reader),
  audience: reader.oneOf('audience', ['internal', 'published']),
});
function asofOf(reader: QueryReader): Asof {
  const [at, position] = [reader.instant('at'), reader.text('position', /^\d{1,20}$/)];
  return { ...(at === undefined ? {} : { at }), ...(position === undefined ? {} : { position: BigInt(position) }) };
}
