/**
 * Reports (contract.md, section 1): `reports`, one of them in four formats, what is behind a figure, and the year as a
 * document.
 */
import { Controller, Get, Inject, Param, Query, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type ReadRequest } from '../../../libs/complaints/views/queries.js';
import { type ExportedReport, reportFormats } from '../../../libs/exports/export-report.js';
import { type Asof } from '../../../libs/read-models/statistics/population.js';
import { Reporting, type Language } from '../../../libs/reporting/reporting.js';
import { Bearer } from '../http/bearer.guard.js';
import { callerOf } from '../http/request.js';
import { afterOf, QueryReader, type Query as Asked } from './queries-of.js';

const date = /^\d{4}-\d{2}-\d{2}$/;
const nodes = { year: /^\d{4}$/, quarter: /^\d{4}-Q[1-4]$/, month: /^\d{4}-(0[1-9]|1[0-2])$/ };
const words = /^[A-Za-z,]{0,200}$/;

@Controller('api/offices/:office/reports')
@UseGuards(Bearer)
export class ReportsController {
  constructor(@Inject(Reporting) private readonly reporting: Reporting) {}

  @Get()
  async list(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.look(request, office, query, reply);
    new QueryReader(query).done();
    await reply.send(this.reporting.list());
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
    const [year, format, lang, asof] = [
      reader.count('year', 1990, 2200),
      reader.oneOf('format', ['json', 'html', 'pdf']),
      langOf(reader),
      asofOf(reader),
    ];
    reader.require('year', year);
    reader.done();
    await send(reply, await this.reporting.yearly(looking, year!, asof, format ?? 'json', lang), `yearly-${year}`);
  }

  @Get(':name')
  async report(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('name') name: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const looking = await this.look(request, office, query, reply, { name });
    const reader = new QueryReader(query);
    const asked = { name, from: reader.text('from', date), to: reader.text('to', date), by: reader.text('by', words) };
    const [format, lang, asof] = [reader.oneOf('format', reportFormats), langOf(reader), asofOf(reader)];
    reader.done();
    await send(reply, await this.reporting.report(looking, asked, asof, format ?? 'json', lang), name);
  }

  /**
   * Besides `from`, `to` and `at`, each dimension's value, such as `department=jobcenter` and `quarter=2026-Q1`, and
   * `figure`.
   */
  @Get(':name/events')
  async behind(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('name') name: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const looking = await this.look(request, office, query, reply, { name, what: 'rows' });
    const reader = new QueryReader(query);
    const asked = { name, from: reader.text('from', date), to: reader.text('to', date) };
    const asof = asofOf(reader);
    const values = [...this.reporting.entry(name).by, 'figure'].map(
      (key) => [key, reader.text(key, /^[A-Za-z0-9-]{1,60}$/)] as const,
    );
    const times = Object.entries(nodes).map(([key, pattern]) => [key, reader.text(key, pattern)] as const);
    const keys = Object.fromEntries(
      [...values, ...times].flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );
    reader.done();
    await reply.send({ rows: await this.reporting.behind(looking, asked, keys, asof) });
  }

  /** Office and role first, then the name, and only then what else was asked (contract.md, the order of the checks). */
  private async look(
    request: FastifyRequest,
    office: string,
    query: Asked,
    reply: FastifyReply,
    { name, what }: { readonly name?: string; readonly what?: 'rows' } = {},
  ): Promise<ReadRequest> {
    const stale = () => void reply.header('x-stale', 'true');
    const looking = { office, caller: callerOf(request), stale };
    this.reporting.admit(looking, what);
    if (name !== undefined) this.reporting.entry(name);
    const after = afterOf(query);
    if (after !== undefined && !(await this.reporting.seen(looking, after))) stale();
    return looking;
  }
}

const langOf = (reader: QueryReader): Language => reader.oneOf('lang', ['da', 'en']) ?? 'da';
function asofOf(reader: QueryReader): Asof {
  const [at, position] = [reader.instant('at'), reader.text('position', /^\d{1,20}$/)];
  return { ...(at === undefined ? {} : { at }), ...(position === undefined ? {} : { position: BigInt(position) }) };
}

async function send(
  reply: FastifyReply,
  { bytes, mediaType, extension }: Omit<ExportedReport, 'extension'> & { readonly extension: string },
  name: string,
): Promise<void> {
  if (extension === 'html')
    void reply.header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:",
    );
  else if (extension !== 'json')
    void reply.header('content-disposition', `attachment; filename="${name}.${extension}"`);
  await reply.type(mediaType).send(Buffer.from(bytes));
}
