/** A talk from the first ring: begun, gone on with, ended without a case or registered. It passes on and draws. */
import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { inquirySteps, mayReceive } from '../../../../libs/complaints/views/inquiry-steps.js';
import { Queries } from '../../../../libs/complaints/views/queries.js';
import { CLOCK } from '../../../../libs/complaints/wiring/injection-tokens.js';
import { type Clock } from '../../../../libs/platform/clock.js';
import { refused } from '../../../../libs/platform/refused.js';
import { Desks, sendPage, type Desk } from '../desk.js';
import { typedText, type Typed } from '../steps/read-form.js';
import { firstTyped, inquiryPage, leftOf, registerPage, type HalfWay } from './inquiry-page.js';
import { inquiryWords, wayWords } from './inquiry-words.js';
import { takeSeveral, wrongInForm, type Refusing } from './take-several.js';
import { isWay, leadsTo, planOf, registerStep, type Planned, type WayName } from './ways.js';

@Controller('o/:office/inquiries')
export class InquiryController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(Queries) private readonly queries: Queries,
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('new')
  async blank(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const { counted } = request.query as { readonly counted?: unknown };
    const said = counted === undefined ? null : desk.say(inquiryWords.counted);
    await sendPage(
      reply,
      inquiryPage(desk, {
        view: null,
        explained: this.explained(desk),
        typed: firstTyped(desk, null),
        back: null,
        said,
      }),
    );
  }

  @Post('new')
  @HttpCode(200)
  async begin(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    await this.take(request, reply, desk, null);
  }

  @Get(':id')
  async read(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const view = await this.queries.caseView(desk.looking(), id, {}, false);
    if (view.phase === 'case') {
      await reply.redirect(`${desk.root}/cases/${id}`, 303);
      return;
    }
    const { done } = request.query as { readonly done?: unknown };
    const said = typeof done === 'string' && isWay(done) ? saidOf(desk, done) : null;
    const typed = firstTyped(desk, view);
    await sendPage(reply, inquiryPage(desk, { view, explained: view.steps ?? [], typed, back: null, said }));
  }

  @Post(':id')
  @HttpCode(200)
  async goOn(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    await this.take(request, reply, desk, await this.queries.caseView(desk.looking(), id, {}, false));
  }

  @Get(':id/register')
  async register(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const view = await this.queries.caseView(desk.looking(), id, {}, false);
    if (view.phase === 'case') {
      await reply.redirect(`${desk.root}/cases/${id}`, 303);
      return;
    }
    await sendPage(reply, registerPage(desk, { view, explained: view.steps ?? [], typed: {}, back: null, said: null }));
  }

  /** The steps of an inquiry that is only about to be. @throws Refused ROLE_FORBIDDEN whoever may receive none */
  private explained(desk: Desk) {
    if (!mayReceive(desk.caller)) throw refused('ROLE_FORBIDDEN');
    return inquirySteps(desk.running.office, desk.caller, this.clock.now());
  }

  private async take(request: FastifyRequest, reply: FastifyReply, desk: Desk, view: CaseView | null): Promise<void> {
    const typed = request.body as Typed;
    const way = typedText(typed, 'way');
    if (!isWay(way)) throw refused('NOT_FOUND');
    const explained = view === null ? this.explained(desk) : (view.steps ?? []);
    const planned = planOf(typed, way, { isNew: view === null, explained });
    const wrong = wrongInForm(desk, planned, this.clock.now());
    if (wrong.length > 0) {
      await this.comeBack(reply, desk, view, { way, typed, planned, done: [], wrong });
      return;
    }
    const key = typedText(typed, 'key');
    const {
      id,
      position,
      done,
      counted,
      refused: refusing,
    } = await takeSeveral(this.bus, desk, planned, {
      id: view?.id ?? null,
      revision: typedText(typed, 'ifMatch'),
      key: key === '' ? randomUUID() : key,
    });
    if (counted) {
      await reply.redirect(`${desk.root}/inquiries/new?counted=sms`, 303);
      return;
    }
    if (refusing) {
      // What was written a moment ago is in the view, and what is wrong stands beside it.
      const now = id === null ? null : await this.queries.caseView(desk.looking(), id, {}, false);
      await this.comeBack(reply, desk, now, { way, typed, planned, done, wrong: [refusing] });
      return;
    }
    const after = position === null ? '' : `after=${position}`;
    const [page, kept] = [
      way in leadsTo ? leadsTo[way as keyof typeof leadsTo] : null,
      `${desk.root}/inquiries/${id!}`,
    ];
    if (page === 'register') await reply.redirect(`${kept}/register?${after}`, 303);
    else if (page === 'case')
      await reply.redirect(`${desk.root}/cases/${id!}?done=${registerStep}${after === '' ? '' : `&${after}`}`, 303);
    else await reply.redirect(`${kept}?done=${way}${after === '' ? '' : `&${after}`}`, 303);
  }

  /** The page itself, with what was done, what was not, and everything typed that is not yet kept. */
  private async comeBack(
    reply: FastifyReply,
    desk: Desk,
    view: CaseView | null,
    sent: {
      readonly way: WayName;
      readonly typed: Typed;
      readonly planned: readonly Planned[];
      readonly done: HalfWay['done'];
      readonly wrong: readonly Refusing[];
    },
  ): Promise<void> {
    const { way, planned, done, wrong } = sent;
    const back: HalfWay = {
      done,
      notDone: planned.map(({ name }) => name).filter((name) => !done.includes(name)),
      refusals: wrong.flatMap(({ error: { refusal, details } }) =>
        details.errors?.length ? [] : [refusal, ...(details.also ?? [])],
      ),
      errors: wrong.flatMap(({ name, error: { details }, within = `${name}.` }) =>
        (details.errors ?? []).map((error) => ({ ...error, field: within + error.field })),
      ),
      at: wrong.map(({ name }) => name),
      moved: wrong.some(({ error }) => error.status === 412),
    };
    const typed = leftOf(sent.typed, done, view);
    const explained = view === null ? this.explained(desk) : (view.steps ?? []);
    const page = { explained, typed, back, said: null };
    void reply.code(wrong[0]!.error.status);
    await sendPage(
      reply,
      way === 'register' && view !== null
        ? registerPage(desk, { view, ...page })
        : inquiryPage(desk, { view, ...page }),
    );
  }
}

/** What was done; where the way only goes on, what is kept stands beside it. */
const saidOf = ({ say }: Desk, way: WayName): string =>
  way === 'keep' || way === 'guide'
    ? `${say(inquiryWords.isDone)}.`
    : `${say(inquiryWords.saved)} ${say(wayWords[way].title)}.`;
