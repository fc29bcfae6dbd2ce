/** A code that opens a case to its citizen (decision 36): made by the office, said once. */
import { Controller, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { fieldSentences } from '../../../libs/complaints/steps/fields.js';
import { type Role } from '../../../libs/platform/caller.js';
import { refused } from '../../../libs/platform/refused.js';
import { speakable } from '../../../libs/platform/speakable.js';
import { bodyOf } from '../http/read-body.js';
import { callerOf } from '../http/request.js';
import { CodeIssuer } from '../sign-in/code-issuer.js';
import { header } from './looking.js';
import { QueryReader, type Query as Asked } from './queries-of.js';

@Controller('api/offices/:office/complaints/:id/receipt-code')
export class ReceiptCodesController {
  constructor(@Inject(CodeIssuer) private readonly issuer: CodeIssuer) {}

  @Post()
  async issue(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Query() query: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const looking = {
      office,
      caller: callerOf(request),
      requestId: request.id,
      purpose: header(request, 'x-purpose'),
      acting: (acts: Role) => {
        request.actingRole = acts;
      },
      // Before the look: of a request that is none, nothing is looked at.
      check: () => {
        new QueryReader(query, []).done();
        refuseContent(bodyOf(request));
      },
    };
    const code = await this.issuer.issue(looking, id);
    await reply.status(200).send({ code });
  }
}

/** It has no fields. @throws Refused VALIDATION */
function refuseContent(body: unknown): void {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const errors = isObject
    ? Object.keys(body).map((name) => ({
        field: speakable(name),
        code: 'UNKNOWN_FIELD' as const,
        sentences: fieldSentences.UNKNOWN_FIELD,
      }))
    : [{ field: '', code: 'NOT_AN_OBJECT' as const, sentences: fieldSentences.NOT_AN_OBJECT }];
  if (errors.length > 0) throw refused('VALIDATION', 400, { errors });
}
