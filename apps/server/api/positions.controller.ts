/** Where the complaints of an office stand, as server-sent events, for whoever follows it (docs/integrations.md). */
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Tokens } from '../../../libs/installation/bearer-tokens.js';
import { PositionStreams } from '../../../libs/integrations/position-streams.js';
import { type Sentences } from '../../../libs/platform/refusal.js';
import { callerOf } from '../http/request.js';
import { actingIn } from './looking.js';
import { QueryReader, type Query as Asked } from './queries-of.js';

const mediaType = 'text/event-stream; charset=utf-8';
const position = /^\d{1,20}$/;

@Controller('api/offices/:office/positions')
export class PositionsController {
  constructor(
    @Inject(PositionStreams) private readonly streams: PositionStreams,
    @Inject(Tokens) private readonly tokens: Tokens,
  ) {}

  @Get()
  async follow(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const looking = { office, caller: callerOf(request), requestId: request.id, acting: actingIn(request) };
    const reader = new QueryReader(query, []);
    const from = reader.text('from', position);
    // Who comes again has read further than the address says.
    const last = request.headers['last-event-id'];
    const isGiven = typeof last === 'string' && last !== '';
    reader.done(isGiven && !position.test(last) ? [badId] : []);
    const had = isGiven ? last : from;
    if (request.method === 'HEAD') {
      await reply.type(mediaType).send();
      return;
    }
    const { authorization } = request.headers;
    const stream = await this.streams.follow(looking, {
      after: had === undefined ? undefined : BigInt(had),
      field: isGiven ? 'Last-Event-ID' : 'from',
      still: () => this.tokens.verify(authorization),
    });
    await reply.type(mediaType).send(stream);
  }
}

const malformed: Sentences = {
  da: 'Send det id, som den sidste hændelse havde.',
  en: 'Send the id that the last event had.',
};
const badId = { field: 'Last-Event-ID', code: 'MALFORMED_HEADER', sentences: malformed };
