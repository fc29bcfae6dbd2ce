/** What begins without anybody asking: a case on the office's own initiative, an activity. One form, one step. */
import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { steps, type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { Transition, type Receipt } from '../../../../libs/complaints/write/transition-request.js';
import { refused } from '../../../../libs/platform/refused.js';
import { Refused } from '../../../../libs/platform/refusal.js';
import { Desks, sendPage, type Desk } from '../desk.js';
import { bodyFrom, typedText, type Typed } from '../steps/read-form.js';
import { beginPage, type Refusing } from './begin-page.js';
import { begunFrom, leadsToCase } from './begun.js';

/** Shown again with what was typed in it; anything else is a page of its own. */
const comesBack: ReadonlySet<number> = new Set([400, 409, 412, 422, 429, 503]);

@Controller('o/:office/new/:name')
export class BeginController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(CommandBus) private readonly bus: CommandBus,
  ) {}

  @Get()
  async blank(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('name') name: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const { done } = request.query as { readonly done?: unknown };
    await sendPage(reply, beginPage(desk, { step: stepFor(desk, name), refusing: null, isDone: done !== undefined }));
  }

  @Post()
  @HttpCode(200)
  async begin(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('name') name: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const [step, typed] = [stepFor(desk, name), request.body as Typed];
    const { address, body } = steps[step];
    try {
      const { id, position } = await this.bus.execute<Transition, Receipt>(
        new Transition({
          office: desk.running.key,
          complaint: null,
          ...(address === null ? {} : { address }),
          name: step,
          body: () => bodyFrom(body, typed),
          caller: desk.caller,
          acting: desk.looking().acting,
          idempotencyKey: typedText(typed, 'key'),
        }),
      );
      const to = leadsToCase(step) ? `cases/${id}` : `new/${step}`;
      await reply.redirect(`${desk.root}/${to}?done=${step}&after=${position}`, 303);
    } catch (error) {
      if (!(error instanceof Refused) || !comesBack.has(error.status)) throw error;
      const { refusal, details, status } = error;
      const errors = details.errors ?? [];
      const refusals = errors.length > 0 ? [] : [refusal, ...(details.also ?? [])];
      const refusing: Refusing = { sent: { typed, errors }, refusals };
      await sendPage(reply.code(status), beginPage(desk, { step, refusing, isDone: false }));
    }
  }
}

/** @throws Refused NOT_FOUND nothing begins by this name · ROLE_FORBIDDEN the reader may not */
function stepFor({ caller }: Desk, name: string): CommandName {
  const begun = begunFrom(caller);
  const step = begun.all.find((each) => each === name);
  if (!step) throw refused('NOT_FOUND');
  if (!begun.own.includes(step)) throw refused('ROLE_FORBIDDEN');
  return step;
}
