/** Looks by person, what is drawn of them each week, and judgements (contract.md, section 1). */
import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Queries } from '../../../libs/complaints/views/queries.js';
import { Supervision } from '../../../libs/complaints/views/supervision.js';
import { bodyOf } from '../http/read-body.js';
import { lookingIn } from './looking.js';
import { pageOf, QueryReader, type Query as Asked } from './queries-of.js';
import { judgementOf, looksAskedIn } from './supervision-body.js';

@Controller('api/offices/:office')
export class SupervisionController {
  constructor(
    @Inject(Queries) private readonly queries: Queries,
    @Inject(Supervision) private readonly supervision: Supervision,
  ) {}

  @Post('access/search')
  async search(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const looking = await lookingIn(this.queries, request, office, query, reply);
    looking.check?.();
    await reply.status(200).send(await this.supervision.search(looking, looksAskedIn(bodyOf(request))));
  }

  @Get('supervision')
  async weeks(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reader = new QueryReader(query);
    const looking = await lookingIn(this.queries, request, office, query, reply, reader);
    await reply.send(await this.supervision.weeks(looking, pageOf(reader)));
  }

  @Get('supervision/:week')
  async week(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('week') week: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reader = new QueryReader(query);
    const looking = await lookingIn(this.queries, request, office, query, reply, reader);
    await reply.send(await this.supervision.week(looking, week, pageOf(reader)));
  }

  @Post('supervision/judgements')
  async judge(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const looking = await lookingIn(this.queries, request, office, query, reply);
    looking.check?.();
    await reply.status(201).send(await this.supervision.judge(looking, judgementOf(bodyOf(request))));
  }
}
