/** What has happened in a case, for whoever looks after how it went. It passes on and draws; it decides nothing. */
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { purposes } from '../../../../libs/audit/access.js';
import { matrix } from '../../../../libs/access/matrix.js';
import { Queries } from '../../../../libs/complaints/views/queries.js';
import { Sessions } from '../../../../libs/identity/sessions.js';
import { refused } from '../../../../libs/platform/refused.js';
import { type Query as AskedQuery } from '../../api/queries-of.js';
import { attachmentNamed } from '../../http/attachment.js';
import { pathWithin } from '../../sign-in/pending-sign-in.js';
import { Desks, sendPage } from '../desk.js';
import { typedText, type Typed } from '../steps/read-form.js';
import { fileFormats, fileName, historyCsv, historyJson, mediaTypes } from './history-file.js';
import { historyAskedIn, narrowed, type HistoryAsked, type TextAsked } from './history-filter.js';
import { historyPage } from './history-page.js';
import { asksWhy, purposePage } from './purpose.js';

@Controller('o/:office')
export class HistoryController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(Queries) private readonly queries: Queries,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  @Post('purpose')
  @HttpCode(200)
  async sayPurpose(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const typed = request.body as Typed;
    const [purpose, asked] = [typedText(typed, 'purpose'), typedText(typed, 'to')];
    const to = asked.startsWith(`${desk.root}/`) ? pathWithin(asked) : desk.root;
    if (purpose === 'another') {
      await sendPage(reply, purposePage(desk, to));
      return;
    }
    if (!(purposes as readonly string[]).includes(purpose)) {
      await sendPage(reply.code(400), purposePage(desk, to, true));
      return;
    }
    this.sessions.lookFor(desk.session, purpose);
    await reply.redirect(to, 303);
  }

  @Get('cases/:id/history')
  async history(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Query() query: AskedQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(request, reply, office, id, historyAskedIn(query));
  }

  /** Words that are looked for are in no address; the answer to the form is the page. */
  @Post('cases/:id/history')
  @HttpCode(200)
  async search(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const typed = request.body as Typed;
    const { formToken: _, key: __, text: ___, textNot: ____, ...asked } = typed;
    const text = typedText(typed, 'text');
    const sought = text.trim() === '' ? undefined : { text, isNot: typedText(typed, 'textNot') === 'on' };
    await this.send(request, reply, office, id, historyAskedIn(asked), sought);
  }

  @Get('cases/:id/history/:format')
  async file(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Param('format') asked: string,
    @Query() query: AskedQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const format = fileFormats.find((each) => each === asked);
    if (!format) throw refused('NOT_FOUND');
    const desk = await this.desks.of(request, reply, office);
    if (await asksWhy(reply, desk, matrix.readHistory, `${desk.root}/cases/${id}/history`)) return;
    const wanted = historyAskedIn(query);
    const { events, number } = await this.queries.historyOf(desk.looking(), id);
    const subject = { id, number };
    const found = narrowed(desk, events, wanted);
    await reply
      .header('content-type', mediaTypes[format])
      .header('content-disposition', attachmentNamed(fileName(subject, format)))
      .send(format === 'json' ? historyJson(desk, subject, found) : historyCsv(desk, subject, found));
  }

  private async send(
    request: FastifyRequest,
    reply: FastifyReply,
    office: string,
    id: string,
    asked: HistoryAsked,
    text?: TextAsked,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    if (await asksWhy(reply, desk, matrix.readHistory)) return;
    const { events, number } = await this.queries.historyOf(desk.looking(), id);
    const found = narrowed(desk, events, asked, text);
    await sendPage(
      reply,
      historyPage(desk, { subject: { id, number }, asked, ...(text ? { text } : {}), events, found }),
    );
  }
}
