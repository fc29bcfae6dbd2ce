/** A code for the citizen, from the case: it is in the answer to the form alone, and in no address. */
import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { hasRow } from '../../../../libs/access/admit.js';
import { matrix } from '../../../../libs/access/matrix.js';
import { Queries } from '../../../../libs/complaints/views/queries.js';
import { type Config } from '../../../../libs/installation/config.js';
import { refused } from '../../../../libs/platform/refused.js';
import { Refused } from '../../../../libs/platform/refusal.js';
import { CONFIG } from '../../http/injected.js';
import { CodeIssuer } from '../../sign-in/code-issuer.js';
import { Desks, sendPage } from '../desk.js';
import { codeAskedPage, codePage } from './code-page.js';

@Controller('o/:office/cases/:id/code')
export class CodeController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(Queries) private readonly queries: Queries,
    @Inject(CodeIssuer) private readonly issuer: CodeIssuer,
    @Inject(CONFIG) private readonly config: Pick<Config, 'publicAddress'>,
  ) {}

  @Get()
  async ask(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    if (!hasRow(matrix.issueReceiptCode, desk.caller)) throw refused('ROLE_FORBIDDEN');
    await sendPage(reply, codeAskedPage(desk, await this.queries.caseView(desk.looking(), id, {}, false)));
  }

  @Post()
  @HttpCode(200)
  async make(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const view = await this.queries.caseView(desk.looking(), id, {}, false);
    try {
      const code = await this.issuer.issue(desk.looking(), id);
      await sendPage(reply, codePage(desk, view, code, this.config.publicAddress));
    } catch (error) {
      if (!(error instanceof Refused) || error.refusal.code !== 'NOTHING_TO_CONFIRM') throw error;
      await sendPage(reply.code(error.status), codeAskedPage(desk, view, [error.refusal]));
    }
  }
}
