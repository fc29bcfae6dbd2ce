/** The worklist, a case, and the steps that are taken in it. It passes on and draws; it decides nothing. */
import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { actsForDepartment } from '../../../../libs/complaints/views/visible.js';
import { matrix } from '../../../../libs/access/matrix.js';
import { Queries } from '../../../../libs/complaints/views/queries.js';
import { isCommandName, steps, type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { Previews, type Preview } from '../../../../libs/complaints/write/preview.js';
import { Transition, type Counted, type Receipt } from '../../../../libs/complaints/write/transition-request.js';
import { type SavedViews } from '../../../../libs/identity/saved-views.js';
import { Sessions } from '../../../../libs/identity/sessions.js';
import { refused } from '../../../../libs/platform/refused.js';
import { Refused } from '../../../../libs/platform/refusal.js';
import { addDays, localMidnight } from '../../../../libs/policy/calendar.js';
import { filterOf, pagingOf, QueryReader, type Query as AskedQuery } from '../../api/queries-of.js';
import { SAVED_VIEWS } from '../../http/injected.js';
import { pathWithin } from '../../sign-in/pending-sign-in.js';
import { Desks, placesOf, sendPage, type Desk } from '../desk.js';
import { asksWhy } from '../audit/purpose.js';
import { answerPage } from '../department/answer-page.js';
import { askedPage } from '../department/asked-page.js';
import { moreOf, withOneMore, type Sent } from '../steps/draw-form.js';
import { apart, takesFile, type SentFields } from '../steps/files.js';
import { withCasesFound } from '../steps/named-cases.js';
import { bodyFrom, typedText, type Typed } from '../steps/read-form.js';
import { errorSummary } from '../ui/said.js';
import { casePage, type CasePage } from './case-page.js';
import { inListOf, neighboursOf } from './in-list.js';
import { doneIn } from './side-page.js';
import { sideOf, sides } from './sides.js';
import { besides, filterNames, viewQueryOf, type Asked } from './worklist-asked.js';
import { searchPage, worklistPage } from './worklist-page.js';

/** What is shown again with what was typed in it; anything else is a page of its own. */
const comesBack: ReadonlySet<number> = new Set([400, 403, 409, 412, 422, 429, 503]);

@Controller('o/:office')
export class CasesController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(Queries) private readonly queries: Queries,
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(Previews) private readonly previews: Previews,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SAVED_VIEWS) private readonly savedViews: ReadonlyMap<string, SavedViews>,
  ) {}

  @Get()
  async start(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const [first] = placesOf(desk);
    if (!first) throw refused('ROLE_FORBIDDEN');
    await reply.redirect(`${desk.root}${first.path}${first.query ?? ''}`, 303);
  }

  @Get('cases')
  async worklist(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    if (await asksWhy(reply, desk, matrix.listComplaints)) return;
    const reader = new QueryReader(emptyAway(request.query as AskedQuery), ['after', 'lang']);
    const department = actsForDepartment(desk.caller);
    const [filter, paging] = [filterOf(reader), pagingOf(reader)];
    const day = department === undefined ? reader.date('at') : undefined;
    reader.done();
    // Until the day is over the list is what it is now.
    const at = day !== undefined && day < desk.today ? day : undefined;
    const listed = await this.queries.worklist(desk.looking(), filter, {
      ...paging,
      ...(at === undefined ? {} : { at: localMidnight(addDays(at, 1)) - 1 }),
    });
    if (department !== undefined) {
      const waiting = await this.queries.tasks(desk.looking(), { limit: 100 });
      await sendPage(reply, askedPage(desk, department, waiting.items, listed));
      return;
    }
    const own = { assignee: 'me', due: addDays(desk.today, 7), limit: 30 };
    const tasks = at === undefined ? (await this.queries.tasks(desk.looking(), own)).items : [];
    const asked = Object.fromEntries(
      [...filterNames, ...besides].flatMap((name) => {
        const value = { ...filter, ...paging, at }[name];
        return value === undefined ? [] : [[name, String(value)]];
      }),
    ) as Asked;
    const isStale = reply.getHeader('x-stale') === 'true';
    const saved = await this.savedViews.get(office)!.of(desk.caller.sub);
    const current = saved.find(({ query }) => query === viewQueryOf(asked));
    if (current) this.sessions.useView(desk.session, current.id);
    await sendPage(reply, worklistPage(desk, { asked, listed, tasks, keys: desk.session.keys, isStale, saved }));
  }

  @Post('cases/search')
  @HttpCode(200)
  async search(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    if (await asksWhy(reply, desk, matrix.searchComplaints, `${desk.root}/cases`)) return;
    const text = typedText(request.body as Typed, 'text');
    const none = { listed: { items: [], total: 0, next: null }, names: new Map<string, string>() };
    if (text.trim() === '') {
      await sendPage(reply, searchPage(desk, '', none, false));
      return;
    }
    try {
      await sendPage(reply, searchPage(desk, text, await this.queries.searchNamed(desk.looking(), text), false));
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 400) throw error;
      const { refusal, details } = error;
      const refusals = details.errors?.map((each) => ({ ...refusal, rules: [], sentences: each.sentences })) ?? [
        refusal,
      ];
      await sendPage(reply.code(400), searchPage(desk, text, none, errorSummary(desk, { refusals })));
    }
  }

  /** Whether keys move through lists, while the session lasts. */
  @Post('keys')
  async setKeys(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const typed = request.body as Typed;
    this.sessions.useKeys(desk.session, typedText(typed, 'keys') === 'on');
    const to = typedText(typed, 'to');
    await reply.redirect(to.startsWith(`${desk.root}/`) ? pathWithin(to) : desk.root, 303);
  }

  @Get('cases/:id')
  async read(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    if (await asksWhy(reply, desk, matrix.readComplaint)) return;
    const { since } = request.query as { readonly since?: unknown };
    await this.send(reply, desk, id, {
      done: doneIn(request),
      since: typeof since === 'string' && /^\d{1,6}$/.test(since) ? Number(since) : null,
    });
  }

  @Post('cases/:id/steps/:name')
  @HttpCode(200)
  async take(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Param('name') name: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const step = stepIn(name);
    const typed = request.body as Typed;
    const more = typedText(typed, moreOf);
    if (more !== '') {
      const sent = { typed: withOneMore(typed, more), errors: [] };
      await this.send(reply, desk, id, { cameBack: { step, sent, refusals: [], preview: null, since: null } });
      return;
    }
    await this.execute(reply, desk, id, step, typed, typed);
  }

  /** A file comes along: what it is the product sees for itself, and what is refused is chosen anew. */
  @Post('cases/:id/steps/:name/file')
  @HttpCode(200)
  async takeWithFile(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Param('name') name: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const step = stepIn(name);
    if (!takesFile(step)) throw refused('UNKNOWN_TRANSITION');
    const { typed, file, errors } = apart(request.body as SentFields);
    if (errors.length > 0) await this.comeBack(refused('VALIDATION', 400, { errors }), reply, desk, id, step, typed);
    else await this.execute(reply, desk, id, step, typed, { ...typed, ...file });
  }

  /** @param shown what is on the page again where it is refused */
  private async execute(
    reply: FastifyReply,
    desk: Desk,
    id: string,
    step: CommandName,
    shown: Typed,
    typed: Typed,
  ): Promise<void> {
    try {
      const body = await this.bodyOf(desk, step, typed);
      const receipt = await this.bus.execute<Transition, Receipt | Counted>(
        new Transition({
          office: desk.running.key,
          complaint: id,
          name: step,
          body: () => body,
          caller: desk.caller,
          acting: desk.looking().acting,
          ifMatch: `"${typedText(typed, 'ifMatch')}"`,
          idempotencyKey: typedText(typed, 'key'),
        }),
      );
      const after = 'position' in receipt ? `&after=${receipt.position}` : '';
      const [side, from] = [sideOf(desk), inListOf(desk).replace('?', '&')];
      const to = `cases/${id}${side === null ? '' : sides[side].then}`;
      await reply.redirect(`${desk.root}/${to}?done=${step}${after}${from}`, 303);
    } catch (error) {
      await this.comeBack(error, reply, desk, id, step, shown);
    }
  }

  @Post('cases/:id/steps/:name/preview')
  @HttpCode(200)
  async preview(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Param('id') id: string,
    @Param('name') name: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desks.of(request, reply, office);
    const step = stepIn(name);
    const typed = request.body as Typed;
    let preview: Preview;
    try {
      const { caller } = desk;
      const [looking, body] = [desk.looking(), await this.bodyOf(desk, step, typed)];
      const asked = { office, complaint: id, name: step, body: () => body, caller, acting: looking.acting };
      preview = await this.previews.preview({ ...asked, ifMatch: `"${typedText(typed, 'ifMatch')}"` }, looking);
    } catch (error) {
      await this.comeBack(error, reply, desk, id, step, typed);
      return;
    }
    const sent = { typed, errors: [] };
    await this.send(reply, desk, id, { cameBack: { step, sent, refusals: [], preview, since: null } });
  }

  private bodyOf(desk: Desk, step: CommandName, typed: Typed) {
    const { body } = steps[step];
    return withCasesFound(this.queries, desk, body, bodyFrom(body, typed));
  }

  /** A refusal is the page itself, with everything typed still there. */
  private async comeBack(
    error: unknown,
    reply: FastifyReply,
    desk: Desk,
    id: string,
    step: CommandName,
    typed: Typed,
  ): Promise<void> {
    if (!(error instanceof Refused) || !comesBack.has(error.status)) throw error;
    const { refusal, status, details } = error;
    const errors = details.errors ?? [];
    const sent: Sent = { typed, errors };
    const since = status === 412 ? Number(typedText(typed, 'ifMatch')) : null;
    const refusals = errors.length > 0 ? [] : [refusal, ...(details.also ?? [])];
    await this.send(reply.code(status), desk, id, { cameBack: { step, sent, refusals, preview: null, since } });
  }

  private async send(
    reply: FastifyReply,
    desk: Desk,
    id: string,
    { cameBack = null, done = null, since = null }: Partial<Pick<CasePage, 'cameBack' | 'done' | 'since'>>,
  ): Promise<void> {
    const { view, events } = await this.queries.caseFile(desk.looking(), id);
    const side = sideOf(desk, cameBack?.step);
    if (side !== null) {
      await sendPage(reply, sides[side].draw(desk, { view, events, cameBack, done }));
      return;
    }
    const neighbours = await neighboursOf(desk, this.queries, id);
    const department = actsForDepartment(desk.caller);
    await sendPage(
      reply,
      department === undefined
        ? casePage(desk, { view, events, cameBack, done, since, neighbours })
        : answerPage(desk, { view, cameBack, done, department }),
    );
  }
}

/** @throws Refused UNKNOWN_TRANSITION */
function stepIn(name: string): CommandName {
  if (!isCommandName(name) || steps[name].starting) throw refused('UNKNOWN_TRANSITION');
  return name;
}

/** A form sends its empty fields too: nothing was asked by them. */
const emptyAway = (query: AskedQuery): AskedQuery =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
