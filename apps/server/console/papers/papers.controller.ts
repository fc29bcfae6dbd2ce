/** The papers of a case: letters as they were sent, and what was filed. Who may, its query asks, and writes down. */
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { matrix } from '../../../../libs/access/matrix.js';
import { Queries } from '../../../../libs/complaints/views/queries.js';
import { refused } from '../../../../libs/platform/refused.js';
import { attachmentNamed } from '../../http/attachment.js';
import { attachmentPolicy } from '../../http/security-headers.js';
import { asksWhy } from '../audit/purpose.js';
import { Desks, sendPage } from '../desk.js';
import { letterPage } from './letter-page.js';

@Controller('o/:office/cases/:id')
export class PapersController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(Queries) private readonly queries: Queries,
  ) {}

  @Get('letters/:n')
  async letter(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Param('n') n: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    if (!/^\d{1,6}$/.test(n)) throw refused('NOT_FOUND');
    if (await asksWhy(reply, desk, matrix.readLetter)) return;
    const sheet = await this.queries.letterSheet(desk.looking(), id, Number(n));
    await sendPage(reply, letterPage(desk, id, Number(n), sheet));
  }

  /** What was filed is saved, never shown: it is bytes that somebody sent in. */
  @Get('documents/:document')
  async document(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Param('document') document: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    if (await asksWhy(reply, desk, matrix.readDocument)) return;
    const { bytes, mediaType, attachment } = await this.queries.content(desk.looking(), id, document);
    if (attachment !== null)
      void reply
        .header('content-disposition', attachmentNamed(attachment))
        .header('content-security-policy', attachmentPolicy);
    await reply.type(mediaType).send(Buffer.from(bytes));
  }
}
