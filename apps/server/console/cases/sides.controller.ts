/** A case seen from one side: what is kept of people in it, and whether it is to be investigated. */
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { hasRow } from '../../../../libs/access/admit.js';
import { matrix, type RowOfRoles } from '../../../../libs/access/matrix.js';
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { Queries } from '../../../../libs/complaints/views/queries.js';
import { refused } from '../../../../libs/platform/refused.js';
import { attachmentNamed } from '../../http/attachment.js';
import { attachmentPolicy } from '../../http/security-headers.js';
import { isAskedWhy, purposePage } from '../audit/purpose.js';
import { Desks, sendPage, type Desk } from '../desk.js';
import { privacyPage } from '../privacy/privacy-page.js';
import { weighingPage } from '../weighing/weighing-page.js';

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
    await this.send(request, reply, { office, id, row: matrix.readAccessPackage, draw: privacyPage });
  }

  @Get('weighing')
  async weighing(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(request, reply, { office, id, row: matrix.readHistory, draw: weighingPage });
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

  /** @throws Refused ROLE_FORBIDDEN whoever reads has nothing of that row */
  private async send(
    request: FastifyRequest,
    reply: FastifyReply,
    {
      office,
      id,
      row,
      draw,
    }: {
      readonly office: string;
      readonly id: string;
      readonly row: RowOfRoles;
      readonly draw: (desk: Desk, view: CaseView) => string;
    },
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    if (!hasRow(row, desk.caller)) throw refused('ROLE_FORBIDDEN');
    await sendPage(
      reply,
      isAskedWhy(desk, row)
        ? purposePage(desk, request.url)
        : draw(desk, await this.queries.caseView(desk.looking(), id, {}, false)),
    );
  }
}
