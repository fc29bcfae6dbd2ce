/** A case seen from one side: what is kept of people in it, and whether it is to be investigated. */
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { hasRow } from '../../../../libs/access/admit.js';
import { matrix } from '../../../../libs/access/matrix.js';
import { Queries } from '../../../../libs/complaints/views/queries.js';
import { refused } from '../../../../libs/platform/refused.js';
import { attachmentNamed } from '../../http/attachment.js';
import { attachmentPolicy } from '../../http/security-headers.js';
import { asksWhy } from '../audit/purpose.js';
import { Desks, sendPage } from '../desk.js';
import { doneIn } from './side-page.js';
import { sides, type SideName } from './sides.js';

@Controller('o/:office/cases/:id')
export class SidesController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(Queries) private readonly queries: Queries,
  ) {}

  @Get('privacy')
  async privacy(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(request, reply, { office, id, side: 'privacy' });
  }

  @Get('weighing')
  async weighing(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(request, reply, { office, id, side: 'weighing' });
  }

  @Get('record')
  async record(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(request, reply, { office, id, side: 'record' });
  }

  /** Everything that is held on whoever complains, as they are to have it (GDPR 15). */
  @Get('privacy/package')
  async accessPackage(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    if (!hasRow(matrix.readAccessPackage, desk.caller)) throw refused('ROLE_FORBIDDEN');
    const bytes = await this.queries.accessPackage(desk.looking(), id);
    await reply
      .header('content-disposition', attachmentNamed('indsigt.zip'))
      .header('content-security-policy', attachmentPolicy)
      .type('application/zip')
      .send(Buffer.from(bytes));
  }

  /** @throws Refused ROLE_FORBIDDEN whoever reads has nothing of that side */
  private async send(
    request: FastifyRequest,
    reply: FastifyReply,
    { office, id, side }: { readonly office: string; readonly id: string; readonly side: SideName },
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const { row, draw } = sides[side];
    if (!hasRow(row, desk.caller)) throw refused('ROLE_FORBIDDEN');
    if (await asksWhy(reply, desk, row)) return;
    const { view, events } = await this.queries.caseFile(desk.looking(), id);
    await sendPage(reply, draw(desk, { view, events, cameBack: null, done: doneIn(request) }));
  }
}
