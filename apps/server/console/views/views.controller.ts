/** Views of the worklist that people keep. What a view narrows the list by is read as the list's address is. */
import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { mostOfViewName } from '../../../../event-schemas/office/view-events.js';
import { admit, hasRow } from '../../../../libs/access/admit.js';
import { matrix } from '../../../../libs/access/matrix.js';
import { traceNames, tracesIn } from '../../../../libs/complaints/steps/nameless.js';
import { actsForDepartment } from '../../../../libs/complaints/views/visible.js';
import { type ActingMember } from '../../../../libs/identity/office-members.js';
import { type SavedView, type SavedViews } from '../../../../libs/identity/saved-views.js';
import { isUuid, randomId } from '../../../../libs/platform/ids.js';
import { isWord } from '../../../../libs/platform/readable-text.js';
import { refused } from '../../../../libs/platform/refused.js';
import { Refused, type Sentences } from '../../../../libs/platform/refusal.js';
import { SAVED_VIEWS } from '../../http/injected.js';
import { viewQueryIn } from '../cases/worklist-asked.js';
import { Desks, sendPage, type Desk } from '../desk.js';
import { typedText, type Typed } from '../steps/read-form.js';
import { viewsPage, type ViewSent } from './views-page.js';
import { viewsWords as words } from './views-words.js';

@Controller('o/:office/views')
export class ViewsController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(SAVED_VIEWS) private readonly views: ReadonlyMap<string, SavedViews>,
  ) {}

  @Get()
  async list(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(reply, await this.desk(request, reply, office), null);
  }

  /** `do`: save or remove. */
  @Post()
  @HttpCode(200)
  async change(
    @Req() request: FastifyRequest,
    @Param('office') office: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.desk(request, reply, office);
    const typed = request.body as Typed;
    const by = actingIn(desk);
    const views = this.views.get(office)!;
    if (typedText(typed, 'do') === 'remove') {
      await views.remove(typedText(typed, 'view'), by, mayRemoveCommon(desk));
      await reply.redirect(`${desk.root}/views`, 303);
      return;
    }
    const query = viewQueryIn(typedText(typed, 'query'));
    const name = typedText(typed, 'name').trim();
    const isCommon = typedText(typed, 'common') === 'true';
    const key = typedText(typed, 'key');
    try {
      const error = wrongWith(name);
      if (error) throw refused('VALIDATION', 400, { errors: [{ field: 'name', code: 'MALFORMED', sentences: error }] });
      await views.save({ id: isUuid(key) ? key : randomId(), name, query, isCommon }, by);
    } catch (error) {
      const [wrong] = error instanceof Refused ? (error.details.errors ?? []) : [];
      if (!wrong) throw error;
      await this.send(reply.code(400), desk, { name, query, isCommon, error: wrong.sentences });
      return;
    }
    await reply.redirect(`${desk.root}/cases?${query}`, 303);
  }

  /** @throws Refused ROLE_FORBIDDEN for whoever has no such list */
  private async desk(request: FastifyRequest, reply: FastifyReply, office: string): Promise<Desk> {
    const desk = await this.desks.of(request, reply, office);
    if (!hasRow(matrix.listComplaints, desk.caller) || actsForDepartment(desk.caller) !== undefined)
      throw refused('ROLE_FORBIDDEN');
    return desk;
  }

  private async send(reply: FastifyReply, desk: Desk, sent: ViewSent | null): Promise<void> {
    const own = await this.views.get(desk.running.key)!.of(desk.caller.sub);
    const mayRemove = ({ by }: SavedView) => by === desk.caller.sub || mayRemoveCommon(desk);
    await sendPage(reply, viewsPage(desk, own, mayRemove, sent));
  }
}

/** What the office shares is tidied by whoever leads it, too. */
const mayRemoveCommon = ({ caller }: Desk): boolean => hasRow(matrix.handOver, caller);

const actingIn = ({ caller, running }: Desk): ActingMember => ({
  sub: caller.sub,
  role: admit(matrix.listComplaints, caller, running.office.profile),
});

function wrongWith(name: string): Sentences | undefined {
  if (name === '') return words.missing;
  if (name.length > mostOfViewName || !isWord(name)) return words.wrong;
  const [trace] = tracesIn(name);
  return (
    trace && { da: `${words.traces.da} ${traceNames[trace].da}.`, en: `${words.traces.en} ${traceNames[trace].en}.` }
  );
}
