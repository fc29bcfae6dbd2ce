/** A case that is on somebody's screen: whether somebody else has moved it since, as server-sent events. */
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { QueryReader, type Query as Asked } from '../../api/queries-of.js';
import { Desks } from '../desk.js';
import { CaseStreams } from './case-streams.js';

const mediaType = 'text/event-stream; charset=utf-8';
const mostRevisions = 1_000_000;

@Controller('o/:office/cases/:id/moves')
export class MovesController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(CaseStreams) private readonly streams: CaseStreams,
  ) {}

  @Get()
  async follow(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const reader = new QueryReader(query, []);
    const since = reader.count('since', 0, mostRevisions);
    reader.require('since', since);
    reader.done();
    if (request.method === 'HEAD') {
      await reply.type(mediaType).send();
      return;
    }
    await reply.type(mediaType).send(await this.streams.follow(desk.looking(), desk.session, id, since!));
  }
}
