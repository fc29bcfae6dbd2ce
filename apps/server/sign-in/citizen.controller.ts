/**
 * What a citizen reads of the own case: by a code that was said once, and a second fact that the office knows of
 * whoever complains (decision 36). A wrong code, an old one and a wrong fact have one answer, in one time.
 */
import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { setTimeout } from 'node:timers/promises';
import { matrix } from '../../../libs/access/matrix.js';
import { Queries, type ReadRequest } from '../../../libs/complaints/views/queries.js';
import { isOneOf, plainCode, secondFactsOf } from '../../../libs/identity/receipt-code.js';
import { citizenOf, type ReceiptCodes } from '../../../libs/identity/receipt-codes.js';
import { Limits, Sources } from '../../../libs/identity/limits.js';
import { SignInFailed } from '../../../libs/identity/openid-connect.js';
import { Sessions, type Session } from '../../../libs/identity/sessions.js';
import { type Config } from '../../../libs/installation/config.js';
import { type Caller } from '../../../libs/platform/caller.js';
import { refused } from '../../../libs/platform/refused.js';
import { Refused } from '../../../libs/platform/refusal.js';
import { attachmentNamed } from '../http/attachment.js';
import { CONFIG, RECEIPTS } from '../http/injected.js';
import { ownCaseAddress } from '../http/own-case-address.js';
import { type Language } from '../http/page.js';
import { attachmentPolicy } from '../http/security-headers.js';
import { codePage, ownCasesPage, ownLooksPage, type OwnLook } from './citizen-pages.js';
import { ComingIn, originOf, type WayIn } from './coming-in.js';
import { ownCasePage } from './own-case-page.js';
import { askedLanguage, isFromHere, SessionFinder, sessionOf } from './page-session.js';
import { Cookies } from './session-cookie.js';
import { CitizenSignIn } from './sign-in.js';

/** Whatever the answer is, it takes so long, and longer where the machine is busy. */
const answerMs = 500;

@Controller('min-sag')
export class CitizenController {
  private readonly way: WayIn;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'offices'>,
    @Inject(RECEIPTS) private readonly receipts: ReadonlyMap<string, ReceiptCodes>,
    @Inject(Queries) private readonly queries: Queries,
    @Inject(CitizenSignIn) private readonly mitId: CitizenSignIn,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SessionFinder) private readonly finder: SessionFinder,
    @Inject(ComingIn) private readonly comingIn: ComingIn,
    @Inject(Cookies) private readonly cookies: Cookies,
    @Inject(Limits) private readonly limits: Limits,
    @Inject(Sources) private readonly sources: Sources,
  ) {
    this.way = {
      signIn: mitId,
      name: 'mitId',
      begins: '/min-sag/mitid',
      again: '/min-sag',
      holderOf: async ({ cpr }) => ({ kind: 'citizen', callers: await this.casesOf(cpr!), atBroker: true }),
      nobody: { status: 404, code: 'no case', page: (lang) => codePage(lang, 'none', true) },
    };
  }

  @Get()
  async start(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const session = this.finder.find(request, reply);
    const [first, ...others] = session?.holder.kind === 'citizen' ? session.holder.callers : [];
    if (!session || !first) {
      await send(reply, codePage(langIn(request), null, this.mitId.isThere));
      return;
    }
    if (others.length === 0) {
      await reply.redirect(ownCaseAddress(session.language, `/sager/${first.complaint!}`), 303);
      return;
    }
    await send(reply, ownCasesPage(session, this.config.offices));
  }

  @Get('sager/:id')
  async read(@Req() request: FastifyRequest, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const session = sessionOf(request);
    const looking = lookOf(session, id);
    const view = await this.queries.caseView(looking, id, {}, false);
    const office = this.config.offices.find(({ key }) => key === looking.office)!;
    await send(reply, ownCasePage(session, view, office));
  }

  @Post()
  @HttpCode(200)
  async showCode(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!isFromHere(request, originOf(this.mitId, request))) throw refused('FORM_OUTDATED');
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
    const begun = caller && this.sessions.begin({ kind: 'citizen', callers: [caller] });
    await answered;
    if (!begun) {
      this.mitId.failed(new SignInFailed('refused', 'receipt code'));
      await send(reply.code(403), codePage(langIn(request), 'wrong', this.mitId.isThere));
      return;
    }
    await Promise.all([this.limits.giveBack('codeBySource', source), this.limits.giveBack('codeByCode', tried)]);
    this.cookies.set(reply, 'sid', begun.secret);
    this.mitId.cameIn('receiptCode');
    await reply.redirect(ownCaseAddress(langIn(request)), 303);
  }

  @Get('mitid')
  async begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!this.mitId.isThere) throw refused('NOT_FOUND');
    await this.comingIn.begin(this.way, { to: ownCaseAddress(langIn(request)), isAgain: false }, request, reply);
  }

  @Get('mitid/retur')
  async finish(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.comingIn.finish(this.way, request, reply);
  }

  /** Who has looked: when, why and for whom, nobody's name (promises.md, section 6). */
  @Get('sager/:id/opslag')
  async looks(@Req() request: FastifyRequest, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const session = sessionOf(request);
    const { entries } = await this.queries.accessLog(lookOf(session, id), id);
    await send(reply, ownLooksPage(session, id, entries as readonly OwnLook[]));
  }

  @Get('sager/:id/breve/:n')
  async letter(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Param('n') n: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const looking = lookOf(sessionOf(request), id);
    if (!/^\d{1,6}$/.test(n)) throw refused('NOT_FOUND');
    await send(reply, await this.queries.letter(looking, id, Number(n)));
  }

  @Get('sager/:id/dokumenter/:document')
  async content(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Param('document') document: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const looking = lookOf(sessionOf(request), id);
    const found = await this.queries.content(looking, id, document);
    if (found.attachment !== null)
      void reply
        .header('content-disposition', attachmentNamed(found.attachment))
        .header('content-security-policy', attachmentPolicy);
    await reply.type(found.mediaType).send(Buffer.from(found.bytes));
  }

  /** The CPR number is compared with the cases there are, and kept nowhere. */
  private async casesOf(cpr: string): Promise<readonly Caller[]> {
    const found = this.config.offices.map(async ({ key }) =>
      (await this.queries.casesOf(key, cpr)).map((complaint) => citizenOf(key, complaint)),
    );
    return (await Promise.all(found)).flat();
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

const langIn = (request: FastifyRequest): Language => askedLanguage(request) ?? 'da';

/** @throws Refused NOT_FOUND the case is none of the citizen's own */
function lookOf({ holder }: Session, id: string): ReadRequest {
  const caller = holder.kind === 'citizen' ? holder.callers.find(({ complaint }) => complaint === id) : undefined;
  if (!caller) throw refused('NOT_FOUND');
  return { office: caller.office, caller };
}

const send = (reply: FastifyReply, text: string): FastifyReply =>
  reply.header('content-type', 'text/html; charset=utf-8').send(text);
