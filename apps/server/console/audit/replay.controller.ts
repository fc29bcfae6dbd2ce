/**
 * A case as it was, event by event or at the end of a day, and whether all are what was written. It passes on and
 * draws; it decides nothing.
 */
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { matrix } from '../../../../libs/access/matrix.js';
import { Queries, type ReplayFile } from '../../../../libs/complaints/views/queries.js';
import { Refused } from '../../../../libs/platform/refusal.js';
import { addDays, localMidnight, type LocalDate } from '../../../../libs/policy/calendar.js';
import { pageOf, QueryReader, type Query as AskedQuery } from '../../api/queries-of.js';
import { Desks, sendPage, type Desk } from '../desk.js';
import { asksWhy } from './purpose.js';
import { replayAskedIn, type ReplayAsked } from './replay-asked.js';
import { noSuchDay, replayPage } from './replay-page.js';
import { verificationPage } from './verification-page.js';

@Controller('o/:office')
export class ReplayController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(Queries) private readonly queries: Queries,
  ) {}

  @Get('cases/:id/replay')
  async replay(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Query() query: AskedQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const asked = replayAskedIn(query);
    if (await asksWhy(reply, desk, matrix.replayComplaint)) return;
    const file = asked.error === undefined ? await this.asItWas(desk, id, asked) : null;
    if (file) {
      await sendPage(reply, replayPage(desk, { subject: { id, number: file.number }, asked, file }));
      return;
    }
    const { number } = await this.queries.replayFile(desk.looking(), id, { revision: 0 });
    const { day: _, ...others } = asked;
    const error = asked.error ?? 'notYet';
    await sendPage(reply.code(asked.error ? 400 : 404), noSuchDay(desk, { id, number }, { ...others, error }));
  }

  @Get('verification')
  async verification(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() query: AskedQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const reader = new QueryReader(query, ['after', 'lang']);
    const { cursor } = pageOf(reader);
    reader.done();
    if (await asksWhy(reply, desk, matrix.replayComplaint)) return;
    const paging = cursor === undefined ? {} : { cursor };
    await sendPage(reply, verificationPage(desk, await this.queries.verification(desk.looking(), paging), cursor));
  }

  /** Null: it was not there on that day. */
  private async asItWas(
    desk: Desk,
    id: string,
    { revision, day, with: since }: ReplayAsked,
  ): Promise<ReplayFile | null> {
    if (day === undefined)
      return this.queries.replayFile(desk.looking(), id, revision === undefined ? {} : { revision }, since);
    try {
      return await this.queries.replayFile(desk.looking(), id, { at: endOf(day) }, since);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 404) throw error;
      return null;
    }
  }
}

const endOf = (day: LocalDate): number => localMidnight(addDays(day, 1)) - 1;
