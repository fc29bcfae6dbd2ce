/** The resources of one office's complaints (contract.md, section 1). It passes on and answers; it decides nothing. */
import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { HandOver } from '../../../libs/complaints/write/hand-over.js';
import { Queries, type ReadRequest } from '../../../libs/complaints/views/queries.js';
import { Previews } from '../../../libs/complaints/write/preview.js';
import { Transition, type Counted, type Receipt } from '../../../libs/complaints/write/transition-request.js';
import { refused } from '../../../libs/platform/refused.js';
import { attachmentNamed } from '../http/attachment.js';
import { bodyOf } from '../http/read-body.js';
import { callerOf } from '../http/request.js';
import { attachmentPolicy } from '../http/security-headers.js';
import { assignmentsOf } from './assignments-body.js';
import { actingIn, header, lookingIn } from './looking.js';
import { filterOf, pageOf, pagingOf, QueryReader, tasksAskedIn, type Query as Asked } from './queries-of.js';
import { searchOf } from './search-body.js';

@Controller('api/offices/:office')
export class ComplaintsController {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(Queries) private readonly queries: Queries,
    @Inject(HandOver) private readonly desk: HandOver,
    @Inject(Previews) private readonly previews: Previews,
  ) {}

  @Post('complaints/transitions/:name')
  async begin(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('name') name: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const receipt = await this.transition(request, office, null, name);
    if ('counted' in receipt) await reply.status(202).send(receipt);
    else
      await answered(reply.status(201), receipt)
        .header('location', `/api/offices/${office}/complaints/${receipt.id}`)
        .send(receipt);
  }

  @Post('complaints/:id/transitions/:name')
  async proceed(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Param('name') name: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const receipt = await this.transition(request, office, id, name);
    if ('counted' in receipt) throw new Error('a complaint was counted only');
    await answered(reply.status(200), receipt).send(receipt);
  }

  @Post('complaints/:id/transitions/:name/preview')
  async preview(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Param('name') name: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const looking = await this.look(request, office, query, reply);
    const body = () => {
      looking.check?.();
      return bodyOf(request);
    };
    const { caller, acting } = looking;
    const ifMatch = header(request, 'if-match');
    const asked = { office, complaint: id, name, body, caller, acting, ifMatch };
    await reply.status(200).send(await this.previews.preview(asked, looking));
  }

  @Get('complaints')
  async worklist(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const looking = await this.look(request, office, query, reply);
    const reader = new QueryReader(query);
    const [filter, paging, at] = [filterOf(reader), pagingOf(reader), reader.instant('at')];
    reader.done();
    await reply.send(await this.queries.worklist(looking, filter, { ...paging, at }));
  }

  @Get('tasks')
  async tasks(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const looking = await this.look(request, office, query, reply);
    const reader = new QueryReader(query);
    const asked = tasksAskedIn(reader);
    reader.done();
    await reply.send(await this.queries.tasks(looking, asked));
  }

  @Post('complaints/search')
  async search(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const looking = await this.look(request, office, query, reply);
    looking.check?.();
    const { text, filter, paging } = searchOf(bodyOf(request));
    await reply.status(200).send(await this.queries.search(looking, text, filter, paging));
  }

  @Post('assignments')
  async assign(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const looking = await this.look(request, office, query, reply);
    looking.check?.();
    const key = header(request, 'idempotency-key');
    await reply.status(200).send(await this.desk.handOver(looking, assignmentsOf(bodyOf(request)), key));
  }

  @Post('activities')
  async activity(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const receipt = await this.transition(request, office, null, 'RecordActivity', 'activities');
    if ('counted' in receipt) throw new Error('an activity was counted as a text message');
    const { id, position } = receipt;
    await reply.status(201).send({ id, position });
  }

  @Get('complaints/:id')
  async view(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reader = new QueryReader(query);
    const looking = await this.look(request, office, query, reply, reader);
    const [at, revision, steps] = [
      reader.instant('at'),
      reader.count('revision', 0, 999_999_999),
      reader.oneOf('steps', ['all']),
    ];
    const view = await this.queries.caseView(looking, id, { at, revision }, steps === 'all');
    await reply.header('etag', `"${view.revision}"`).send(view);
  }

  @Get('complaints/:id/history')
  async history(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await reply.send(await this.queries.history(await this.look(request, office, query, reply), id));
  }

  @Get('complaints/:id/replay')
  async replay(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await reply.send(await this.queries.replay(await this.look(request, office, query, reply), id));
  }

  @Get('complaints/:id/letters/:n')
  async letter(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Param('n') n: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const looking = await this.look(request, office, query, reply);
    if (!/^\d{1,6}$/.test(n)) throw refused('NOT_FOUND');
    await reply.type('text/html; charset=utf-8').send(await this.queries.letter(looking, id, Number(n)));
  }

  @Get('complaints/:id/documents/:document/content')
  async content(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Param('document') document: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { bytes, mediaType, attachment } = await this.queries.content(
      await this.look(request, office, query, reply),
      id,
      document,
    );
    if (attachment !== null)
      void reply
        .header('content-disposition', attachmentNamed(attachment))
        .header('content-security-policy', attachmentPolicy);
    await reply.type(mediaType).send(Buffer.from(bytes));
  }

  @Get('complaints/:id/access-log')
  async accessLog(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reader = new QueryReader(query);
    const looking = await this.look(request, office, query, reply, reader);
    const { cursor, limit } = pageOf(reader);
    await reply.send(await this.queries.accessLog(looking, id, { cursor, limit }));
  }

  @Get('complaints/:id/access-package')
  async accessPackage(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const zip = await this.queries.accessPackage(await this.look(request, office, query, reply), id);
    await reply
      .type('application/zip')
      .header('content-disposition', 'attachment; filename="access-package.zip"')
      .send(Buffer.from(zip));
  }

  @Get('destructions')
  async destructions(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reader = new QueryReader(query);
    const looking = await this.look(request, office, query, reply, reader);
    const { cursor, limit } = pageOf(reader);
    await reply.send(await this.queries.destructions(looking, { cursor, limit }));
  }

  @Get('profile')
  async profile(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await reply.send(this.queries.profile(await this.look(request, office, query, reply)));
  }

  @Get('lifecycle')
  async lifecycle(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await reply.send(await this.queries.lifecycle(await this.look(request, office, query, reply)));
  }

  private transition(
    request: FastifyRequest,
    office: string,
    complaint: string | null,
    name: string,
    address?: string,
  ): Promise<Receipt | Counted> {
    return this.bus.execute(
      new Transition({
        office,
        complaint,
        ...(address === undefined ? {} : { address }),
        name,
        body: () => {
          new QueryReader(request.query as Asked, []).done();
          return bodyOf(request);
        },
        caller: callerOf(request),
        acting: actingIn(request),
        ifMatch: header(request, 'if-match'),
        idempotencyKey: header(request, 'idempotency-key'),
      }),
    );
  }

  private look(
    request: FastifyRequest,
    office: string,
    query: Asked,
    reply: FastifyReply,
    reader = new QueryReader(query),
  ): Promise<ReadRequest> {
    return lookingIn(this.queries, request, office, query, reply, reader);
  }
}

const answered = (reply: FastifyReply, { revision }: Receipt): FastifyReply => reply.header('etag', `"${revision}"`);
