/**
 * What a citizen reads of the own case: by a code that was said once, and a second fact that the office knows of
 * whoever complains (decision 36). A wrong code, an old one and a wrong fact have one answer, in one time.
 */
import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { setTimeout } from 'node:timers/promises';
import { matrix } from '../../../libs/access/matrix.js';
import { Queries, type ReadRequest } from '../../../libs/complaints/views/queries.js';
import { isOneOf, plainCode, secondFactsOf } from '../../../libs/identity/receipt-code.js';
import { citizenOf, type ReceiptCodes } from '../../../libs/identity/receipt-codes.js';
import { Limits, Sources } from '../../../libs/identity/limits.js';
import { Sessions, type Session } from '../../../libs/identity/sessions.js';
import { type Config } from '../../../libs/installation/config.js';
import { type Caller } from '../../../libs/platform/caller.js';
import { refused } from '../../../libs/platform/refused.js';
import { Refused } from '../../../libs/platform/refusal.js';
import { attachmentNamed } from '../http/attachment.js';
import { CONFIG, RECEIPTS } from '../http/injected.js';
import { languageOf } from '../http/page.js';
import { attachmentPolicy } from '../http/security-headers.js';
import { codePage, ownCasePage } from './citizen-pages.js';
import { isFromHere, PageSession, SessionFinder, sessionOf } from './page-session.js';
import { Cookies } from './session-cookie.js';
import { SignIn } from './sign-in.js';

/** Whatever the answer is, it takes so long, and longer where the machine is busy. */
const answerMs = 500;

@Controller('min-sag')
export class CitizenController {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'offices'>,
    @Inject(RECEIPTS) private readonly receipts: ReadonlyMap<string, ReceiptCodes>,
    @Inject(Queries) private readonly queries: Queries,
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SessionFinder) private readonly finder: SessionFinder,
    @Inject(Cookies) private readonly cookies: Cookies,
    @Inject(Limits) private readonly limits: Limits,
    @Inject(Sources) private readonly sources: Sources,
  ) {}

  @Get()
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const session = this.finder.find(request, reply);
    if (session?.holder.kind !== 'citizen') {
      const { lang } = request.query as { readonly lang?: unknown };
      await send(reply, codePage(languageOf(lang), this.config.offices, null));
      return;
    }
    const looking = lookOf(session);
    const view = await this.queries.caseView(looking, looking.caller.complaint!, {}, false);
    const office = this.config.offices.find(({ key }) => key === looking.office)!;
    await send(reply, ownCasePage(session, view, office));
  }

  @Post()
  @HttpCode(200)
  async showCode(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!isFromHere(request, this.signIn.origin(request.socket.localPort))) throw refused('FORM_OUTDATED');
    const { code, fact } = (request.body ?? {}) as { readonly code?: unknown; readonly fact?: unknown };
    const [typed, second] = [wordIn(code), wordIn(fact)];
    const source = this.sources.of(request.ip);
    // Of a code too, whoever tries it from many places.
    const tried = this.sources.of(plainCode(typed) ?? typed);
    await this.limits.take('codeBySource', source);
    await this.limits.take('codeByCode', tried);
    const answered = setTimeout(answerMs);
    const caller = await this.whoHas(typed, second);
    if (caller) this.finder.endBefore(request);
    const begun = caller && this.sessions.begin({ kind: 'citizen', caller });
    await answered;
    if (!begun) {
      const { lang } = request.query as { readonly lang?: unknown };
      await send(reply.code(403), codePage(languageOf(lang), this.config.offices, 'wrong'));
      return;
    }
    await Promise.all([this.limits.giveBack('codeBySource', source), this.limits.giveBack('codeByCode', tried)]);
    this.cookies.set(reply, 'sid', begun.secret);
    await reply.redirect('/min-sag', 303);
  }

  @Get('breve/:n')
  @UseGuards(PageSession)
  async letter(@Req() request: FastifyRequest, @Param('n') n: string, @Res() reply: FastifyReply): Promise<void> {
    const looking = lookOf(sessionOf(request));
    if (!/^\d{1,6}$/.test(n)) throw refused('NOT_FOUND');
    await send(reply, await this.queries.letter(looking, looking.caller.complaint!, Number(n)));
  }

  @Get('dokumenter/:document')
  @UseGuards(PageSession)
  async content(
    @Req() request: FastifyRequest,
    @Param('document') document: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const looking = lookOf(sessionOf(request));
    const found = await this.queries.content(looking, looking.caller.complaint!, document);
    if (found.attachment !== null)
      void reply
        .header('content-disposition', attachmentNamed(found.attachment))
        .header('content-security-policy', attachmentPolicy);
    await reply.type(found.mediaType).send(Buffer.from(found.bytes));
  }

  /** Null: the code opens nothing, or whoever came does not know what the office knows. */
  private async whoHas(code: string, fact: string): Promise<Caller | null> {
    for (const [office, receipts] of this.receipts) {
      const complaint = await receipts.complaintOf(code);
      if (complaint === undefined) continue;
      const caller = citizenOf(office, complaint);
      try {
        const known = await this.queries.knownOfComplainant({ office, caller }, matrix.readComplaint, complaint);
        return isOneOf(secondFactsOf(known), fact) ? caller : null;
      } catch (error) {
        // A case that is there no more, or cannot be read: the answer is the same.
        if (error instanceof Refused) return null;
        throw error;
      }
    }
    return null;
  }
}

const wordIn = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 320) : '');

/** @throws Refused NOT_FOUND the session is no citizen's */
function lookOf({ holder }: Session): ReadRequest {
  if (holder.kind !== 'citizen') throw refused('NOT_FOUND');
  return { office: holder.caller.office, caller: holder.caller };
}

const send = (reply: FastifyReply, text: string): FastifyReply =>
  reply.header('content-type', 'text/html; charset=utf-8').send(text);
