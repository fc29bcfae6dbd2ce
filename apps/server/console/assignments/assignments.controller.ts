/** The head gives the open cases of one member to another: all of them, or those that are ticked. */
import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { hasRow } from '../../../../libs/access/admit.js';
import { matrix } from '../../../../libs/access/matrix.js';
import { AlreadyOver } from '../../../../libs/complaints/steps/desk.js';
import { steps } from '../../../../libs/complaints/steps/steps.js';
import { Queries } from '../../../../libs/complaints/views/queries.js';
import { HandOver } from '../../../../libs/complaints/write/hand-over.js';
import { refused } from '../../../../libs/platform/refused.js';
import { Refused, type FieldError } from '../../../../libs/platform/refusal.js';
import { assignmentsOf } from '../../api/assignments-body.js';
import { handingOver } from '../cases/places-of-steps.js';
import { Desks, sendPage, type Desk } from '../desk.js';
import { bodyFrom, nobody, typedList, typedText, type Typed } from '../steps/read-form.js';
import { pilePage, pilesPage, type GivenNow } from './assignments-page.js';
import { assignmentsWords } from './assignments-words.js';

/** Cases that are shown, and handed over, at once. */
const most = 200;

@Controller('o/:office/assignments')
export class AssignmentsController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(Queries) private readonly queries: Queries,
    @Inject(HandOver) private readonly handOver: HandOver,
  ) {}

  @Get()
  async read(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desk(request, reply, office);
    const query = request.query as Typed;
    if (query['from'] === undefined) {
      const members = Object.keys(desk.running.office.members.namesOfAll);
      await sendPage(reply, pilesPage(desk, await this.queries.piles(desk.looking(), members)));
      return;
    }
    const from = someoneIn(desk, query, 'from');
    const given = Number(/^\d{1,3}$/.exec(typedText(query, 'given'))?.[0] ?? 0);
    await sendPage(
      reply,
      pilePage(desk, {
        from,
        listed: await this.pile(desk, from),
        isTicked: () => typedText(query, 'ticked') !== 'none',
        sent: null,
        given: given > 0 ? { to: someoneIn(desk, query, 'to'), taken: given, items: [], gone: 0 } : null,
      }),
    );
  }

  @Post()
  @HttpCode(200)
  async give(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desk(request, reply, office);
    const typed = request.body as Typed;
    const [from, only] = [someoneIn(desk, typed, 'from'), typedList(typed, 'case')];
    const looking = desk.looking();
    try {
      const asked = this.asked(desk, typed, from);
      if (only.length === 0)
        throw invalid([{ field: 'case', code: 'MISSING', sentences: assignmentsWords.chooseCases }]);
      const { items } = await this.handOver.handOver(looking, { ...asked, only }, typedText(typed, 'key'));
      const to = asked.to ?? nobody;
      const taken = items.filter((each) => each.taken).length;
      const gone = only.filter((id) => !items.some((each) => each.id === id)).length;
      if (taken === only.length) {
        const query = new URLSearchParams({ from, to, given: String(taken), after: String(await desk.running.head()) });
        await reply.redirect(`${desk.root}/assignments?${query.toString()}`, 303);
        return;
      }
      await this.queries.seen(looking, await desk.running.head());
      await this.again(reply.code(409), desk, typed, [], { to, taken, items, gone });
    } catch (error) {
      if (!(error instanceof Refused) || error.details.errors === undefined) throw error;
      await this.again(reply.code(error.status), desk, typed, error.details.errors, null);
    }
  }

  /** @throws Refused ROLE_FORBIDDEN for all but the head */
  private async desk(request: FastifyRequest, reply: FastifyReply, office: string): Promise<Desk> {
    const desk = await this.desks.of(request, reply, office);
    if (!hasRow(matrix.handOver, desk.caller)) throw refused('ROLE_FORBIDDEN');
    return desk;
  }

  private pile(desk: Desk, from: string) {
    return this.queries.pile(desk.looking(), from === nobody ? 'none' : from, most);
  }

  /** @throws Refused VALIDATION */
  private asked({ today }: Desk, typed: Typed, from: string) {
    const body = bodyFrom(steps[handingOver].body, typed);
    const asked = assignmentsOf({ ...body, from: from === nobody ? null : from, outcome: 'none' });
    if (asked.to === asked.from)
      throw invalid([{ field: 'to', code: 'ALREADY_THERE', sentences: assignmentsWords.chooseOther }]);
    if (asked.until !== undefined && asked.until < today) throw invalid([new AlreadyOver('until')]);
    return asked;
  }

  private async again(
    reply: FastifyReply,
    desk: Desk,
    typed: Typed,
    errors: readonly FieldError[],
    given: GivenNow | null,
  ): Promise<void> {
    const from = typedText(typed, 'from');
    const ticked = typedList(typed, 'case');
    const listed = await this.pile(desk, from);
    const isTicked = (id: string) => ticked.includes(id);
    await sendPage(reply, pilePage(desk, { from, listed, isTicked, sent: { typed, errors }, given }));
  }
}

/** @throws Refused NOT_FOUND nobody of that id is known there */
function someoneIn({ running }: Desk, asked: Typed, name: string): string {
  const sub = typedText(asked, name);
  if (sub !== nobody && !Object.hasOwn(running.office.members.namesOfAll, sub)) throw refused('NOT_FOUND');
  return sub;
}

const invalid = (errors: readonly FieldError[]): Refused => refused('VALIDATION', 400, { errors });
