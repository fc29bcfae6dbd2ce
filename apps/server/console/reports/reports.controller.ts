/** The report room. It asks for figures, and draws them; what may be seen of them is settled where they are made. */
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { hasRow } from '../../../../libs/access/admit.js';
import { matrix } from '../../../../libs/access/matrix.js';
import { refused } from '../../../../libs/platform/refused.js';
import { Refused } from '../../../../libs/platform/refusal.js';
import { numbersOf } from '../../../../libs/read-models/numbering.js';
import { type Report, type ReportRow } from '../../../../libs/read-models/statistics/report.js';
import { Reporting, type ReportRequest } from '../../../../libs/reporting/reporting.js';
import { type Query as AskedQuery } from '../../api/queries-of.js';
import { goneOf, unlessGone } from '../../http/gone.js';
import { sendReportFile } from '../../http/send-report-file.js';
import { asksWhy } from '../audit/purpose.js';
import { Desks, sendPage, type Desk } from '../desk.js';
import { asofIn, askedIn, queryOf, type Asked } from './asked.js';
import { improvementsPage } from './improvements-page.js';
import { listPage } from './list-page.js';
import { refusedPage, reportPage } from './report-page.js';
import { improvements } from './report-words.js';
import { rowsPage } from './rows-page.js';

const fileFormats = ['csv', 'xlsx', 'parquet'] as const;
/** Beside the values of dimensions, what an address of the cases behind a figure says. */
const notKeys = new Set(['from', 'to', 'audience', 'position', 'cursor', 'by', 'after']);

@Controller('o/:office')
export class ReportPagesController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(Reporting) private readonly reporting: Reporting,
  ) {}

  @Get('reports')
  async list(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { desk, looking } = await this.at(request, reply, office);
    await sendPage(reply, listPage(desk, this.reporting.list(looking).reports));
  }

  @Get('improvements')
  async improvements(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() query: AskedQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { desk, looking } = await this.at(request, reply, office);
    const asked = askedIn(query, '');
    const made = await unlessGone(reply, looking, this.improved(desk, looking, asked));
    if (made) await sendPage(reply, improvementsPage(desk, { ...asked, by: undefined }, made));
  }

  @Get('reports/:name')
  async report(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('name') name: string,
    @Query() query: AskedQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { desk, looking } = await this.at(request, reply, office);
    const [entry, asked] = [this.reporting.entry(looking, name), askedIn(query, name)];
    try {
      const drawn = await unlessGone(
        reply,
        looking,
        this.reporting.drawn(looking, asked, { ...howIn(desk, asked), charts: true }),
      );
      if (!drawn) return;
      const behind = (row: ReportRow, figure: string) => this.behindIn(desk, looking, drawn.report, row, figure);
      await sendPage(reply, reportPage(desk, { entry, asked, drawn, behind }));
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 400) throw error;
      const { refusal, details } = error;
      const wrong = (details.errors ?? []).map(({ code, sentences }) => ({ code, rules: [], sentences }));
      await sendPage(reply.code(error.status), refusedPage(desk, entry, asked, wrong.length > 0 ? wrong : [refusal]));
    }
  }

  @Get('reports/:name/rows')
  async rows(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('name') name: string,
    @Query() query: AskedQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { desk, looking } = await this.at(request, reply, office);
    if (await asksWhy(reply, desk, matrix.readReportRows)) return;
    const [entry, asked] = [this.reporting.entry(looking, name), askedIn(query, name)];
    const known = [...entry.by, 'figure', 'year', 'quarter', 'month'];
    const said = Object.entries(query).filter(([key]) => !notKeys.has(key));
    const keys = Object.fromEntries(
      said.filter((each): each is [string, string] => known.includes(each[0]) && typeof each[1] === 'string'),
    );
    const { cursor } = query;
    const page = { keys, ...(typeof cursor === 'string' ? { cursor } : {}) };
    const found = await unlessGone(
      reply,
      looking,
      this.reporting.behind(looking, { name, from: asked.from, to: asked.to }, page, asofIn(asked)),
    );
    if (!found) return;
    const ids = [...new Set(found.rows.map(({ complaint }) => complaint))];
    const address = `${desk.root}/reports/${name}`;
    const next = found.next === null ? undefined : `${address}/rows${queryOf(asked, { ...keys, cursor: found.next })}`;
    const numbers = await numbersOf(desk.running.views.db, ids);
    await sendPage(reply, rowsPage(desk, { entry, found, numbers, report: `${address}${queryOf(asked)}`, next }));
  }

  @Get('reports/:name/:format')
  async file(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('name') name: string,
    @Param('format') wanted: string,
    @Query() query: AskedQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const format = fileFormats.find((each) => each === wanted);
    if (!format) throw refused('NOT_FOUND');
    const { desk, looking } = await this.at(request, reply, office);
    const asked = askedIn(query, name);
    const making = this.reporting.report(looking, asked, { ...howIn(desk, asked), format });
    await sendReportFile(reply, await unlessGone(reply, looking, making), name);
  }

  private async at(
    request: FastifyRequest,
    reply: FastifyReply,
    office: string,
  ): Promise<{ readonly desk: Desk; readonly looking: ReportRequest }> {
    const desk = await this.desks.of(request, reply, office);
    return { desk, looking: { ...desk.looking(), gone: goneOf(reply) } };
  }

  /** One after the other: a caller has two at a time, and may have another page open. */
  private async improved(desk: Desk, looking: ReportRequest, asked: Asked): Promise<readonly Report[]> {
    const made: Report[] = [];
    for (const { name, by } of improvements) {
      const how = { ...howIn(desk, asked), charts: false };
      made.push((await this.reporting.drawn(looking, { ...asked, name, by }, how)).report);
    }
    return made;
  }

  /** To whom a figure leads to cases, it does where the figures are true and can be opened. */
  private behindIn(desk: Desk, looking: ReportRequest, report: Report, row: ReportRow, figure: string) {
    const { name, from, to, audience, position } = report;
    if (audience !== 'internal' || !hasRow(matrix.readReportRows, desk.caller)) return undefined;
    if (!this.reporting.entry(looking, name).counts.includes(figure)) return undefined;
    const keys = Object.entries(row.keys).flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
    const by = report.dimensions.map(({ key }) => key).join(',');
    const query = queryOf({ name, from, to, by, audience, position }, { ...Object.fromEntries(keys), figure });
    return `${desk.root}/reports/${name}/rows${query}`;
  }
}

const howIn = ({ lang }: Desk, asked: Asked) => ({ asof: asofIn(asked), lang, audience: asked.audience });
