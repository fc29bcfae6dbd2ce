/** Who has looked: at a case, by person, and what is drawn to be judged. It passes on and draws; it decides nothing. */
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { matrix } from '../../../../libs/access/matrix.js';
import { Queries } from '../../../../libs/complaints/views/queries.js';
import { Supervision } from '../../../../libs/complaints/views/supervision.js';
import { Refused } from '../../../../libs/platform/refusal.js';
import { pageOf, QueryReader, type Query as AskedQuery } from '../../api/queries-of.js';
import { judgementOf, looksAskedIn } from '../../api/supervision-body.js';
import { attachmentNamed } from '../../http/attachment.js';
import { Desks, sendPage, type Desk } from '../desk.js';
import { typedDay, typedText, type Typed } from '../steps/read-form.js';
import { accessLogCsv, accessLogPage } from './access-log-page.js';
import { drawPage, type JudgementBack } from './draw-page.js';
import { csvOf, fileName, mediaTypes } from './history-file.js';
import { recordHeadings, recordOf } from './look-said.js';
import { foundPage, looksPage } from './looks-page.js';
import { asksWhy } from './purpose.js';

/** What is shown again with what was typed in it. */
const comesBack: ReadonlySet<number> = new Set([400, 403, 409, 429, 503]);
/** Looks in a file. */
const mostInFile = 50_000;

@Controller('o/:office')
export class LooksController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(Queries) private readonly queries: Queries,
    @Inject(Supervision) private readonly supervision: Supervision,
  ) {}

  @Get('cases/:id/access-log')
  async ofCase(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Query() query: AskedQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const cursor = cursorIn(query);
    if (await asksWhy(reply, desk, matrix.readAccessLog)) return;
    const { number, entries, next } = await this.queries.looksAt(desk.looking(), id, cursor ? { cursor } : {});
    await sendPage(reply, accessLogPage(desk, { subject: { id, number }, entries, next, cursor }));
  }

  @Get('cases/:id/access-log/csv')
  async fileOfCase(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    if (await asksWhy(reply, desk, matrix.readAccessLog)) return;
    const { number, entries } = await this.queries.looksAt(desk.looking(), id, { limit: mostInFile });
    const subject = { id, number };
    await sendFile(reply, fileName(subject, 'csv'), accessLogCsv(desk, subject, entries));
  }

  @Get('looks')
  async weeks(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() query: AskedQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const cursor = cursorIn(query);
    if (await asksWhy(reply, desk, matrix.listDraws)) return;
    await sendPage(reply, looksPage(desk, await this.supervision.weeks(desk.looking(), { cursor }), cursor));
  }

  /** Whom one looks for is in no address; the answer to the form is the page. */
  @Post('looks')
  @HttpCode(200)
  async find(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    if (await asksWhy(reply, desk, matrix.searchAccesses, `${desk.root}/looks`)) return;
    const typed = request.body as Typed;
    const isFile = typedText(typed, 'format') === 'csv';
    try {
      const wanted = looksAskedIn(bodyIn(typed));
      const limit = isFile ? { limit: mostInFile, cursor: undefined } : {};
      const { entries, next } = await this.supervision.search(desk.looking(), { ...wanted, ...limit });
      if (!isFile) {
        await sendPage(reply, foundPage(desk, { typed, entries, next, errors: [] }));
        return;
      }
      const records = entries.map((look) => [
        ...recordOf(desk, look),
        look.complaints.map(({ id, number }) => number ?? id).join(' '),
      ]);
      const heading = [...recordHeadings[desk.lang], desk.lang === 'da' ? 'Sager' : 'Cases'];
      await sendFile(reply, desk.lang === 'da' ? 'opslag.csv' : 'looks.csv', csvOf([heading, ...records]));
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 400) throw error;
      const errors = error.details.errors ?? [];
      await sendPage(reply.code(400), foundPage(desk, { typed, entries: [], next: null, errors }));
    }
  }

  @Get('looks/:week')
  async week(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('week') week: string,
    @Query() query: AskedQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const { saved, ...paging } = query;
    const cursor = cursorIn(paging);
    if (await asksWhy(reply, desk, matrix.readDraw)) return;
    await this.sendDraw(reply, desk, week, cursor, null, saved !== undefined);
  }

  @Post('looks/:week')
  @HttpCode(200)
  async judge(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('week') week: string,
    @Query() query: AskedQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const cursor = cursorIn(query);
    if (await asksWhy(reply, desk, matrix.judgeLook, `${desk.root}/looks/${week}`)) return;
    const typed = request.body as Typed;
    const look = Number(typedText(typed, 'look'));
    const [finding, note] = [typedText(typed, 'finding'), typedText(typed, 'note').replaceAll('\r\n', '\n')];
    if (finding === '') {
      await this.sendDraw(reply.code(400), desk, week, cursor, { look, typed, refusal: null });
      return;
    }
    try {
      const body = judgementOf({ look, finding, ...(note.trim() === '' ? {} : { note }) });
      await this.supervision.judge(desk.looking(), body);
      const page = cursor === undefined ? '' : `&cursor=${cursor}`;
      await reply.redirect(`${desk.root}/looks/${week}?saved=${page}#look-${look}`, 303);
    } catch (error) {
      if (!(error instanceof Refused) || !comesBack.has(error.status)) throw error;
      await this.sendDraw(reply.code(error.status), desk, week, cursor, { look, typed, refusal: error.refusal });
    }
  }

  private async sendDraw(
    reply: FastifyReply,
    desk: Desk,
    week: string,
    cursor: string | undefined,
    back: JudgementBack | null,
    saved = false,
  ): Promise<void> {
    const draw = await this.supervision.week(desk.looking(), week, { cursor });
    await sendPage(reply, drawPage(desk, { draw, cursor, back, saved }));
  }
}

/** @throws Refused VALIDATION */
function cursorIn(query: AskedQuery): string | undefined {
  const reader = new QueryReader(query, ['after', 'lang']);
  const { cursor } = pageOf(reader);
  reader.done();
  return cursor;
}

/** What was typed, as the API is asked; what is no day stays as it was, so that it is refused as such. */
function bodyIn(typed: Typed): Readonly<Record<string, string>> {
  const day = (name: string): string => {
    const { day: on, month, year } = typedDay(typed, name);
    return `${on}${month}${year}`.trim() === '' ? '' : `${year}-${month.padStart(2, '0')}-${on.padStart(2, '0')}`;
  };
  const fields = {
    by: typedText(typed, 'by'),
    purpose: typedText(typed, 'purpose'),
    odd: typedText(typed, 'odd'),
    cursor: typedText(typed, 'cursor'),
    from: day('from'),
    to: day('to'),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

const sendFile = (reply: FastifyReply, name: string, content: string): FastifyReply =>
  reply.header('content-type', mediaTypes.csv).header('content-disposition', attachmentNamed(name)).send(content);
