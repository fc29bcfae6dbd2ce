/** Signing in and out, and the sessions that somebody has. Pages without a rule of the case. */
import { Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Limits, Sources } from '../../../libs/identity/limits.js';
import { Sessions, type Session } from '../../../libs/identity/sessions.js';
import { SignInFailed, type OpenIdProvider } from '../../../libs/identity/openid-connect.js';
import { type Config } from '../../../libs/installation/config.js';
import { ownCaseAddress } from '../http/own-case-address.js';
import { CONFIG } from '../http/injected.js';
import { languageOf } from '../http/page.js';
import { ComingIn, originOf, type WayIn } from './coming-in.js';
import { sessionOf } from './page-session.js';
import { accountPage, comePage, leavePage, leftPage, nobodyPage } from './pages.js';
import { pathWithin } from './pending-sign-in.js';
import { Cookies } from './session-cookie.js';
import { backChannelPath, CitizenSignIn, returnPath, SignIn } from './sign-in.js';

const clearAll = '"cache", "cookies", "storage"';

@Controller()
export class SignInController {
  private readonly way: WayIn;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'offices'>,
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(CitizenSignIn) private readonly mitId: CitizenSignIn,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(ComingIn) private readonly comingIn: ComingIn,
    @Inject(Cookies) private readonly cookies: Cookies,
    @Inject(Limits) private readonly limits: Limits,
    @Inject(Sources) private readonly sources: Sources,
  ) {
    this.way = {
      signIn,
      name: 'provider',
      begins: '/login',
      again: '/login',
      holderOf: ({ person, session }) => ({
        kind: 'staff',
        person,
        ...(session === undefined ? {} : { providerSession: session }),
      }),
      nobody: {
        status: 403,
        code: 'nobody here',
        page: async (lang, provider) => nobodyPage(lang, await provider.logOutAddress()),
      },
    };
  }

  @Get('login')
  async begin(
    @Req() request: FastifyRequest,
    @Query() { to, again, ask, lang }: Readonly<Record<string, unknown>>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // The own provider asks everybody who they would like to be.
    if (!this.signIn.isOwn && (ask !== undefined || !isOwnWish(request))) {
      await send(reply, comePage(languageOf(lang), pathWithin(to)));
      return;
    }
    await this.comingIn.begin(this.way, { to: pathWithin(to), isAgain: again !== undefined }, request, reply);
  }

  @Get(returnPath)
  async finish(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.comingIn.finish(this.way, request, reply);
  }

  @Get('logout')
  async askToLeave(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await send(reply, leavePage(sessionOf(request)));
  }

  @Post('logout')
  @HttpCode(200)
  async leave(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const session = sessionOf(request);
    this.sessions.end(session.holder, session.handle);
    await this.left(request, reply, session);
  }

  /** Told by the provider, not by a browser: no session of ours, and no page (Back-Channel Logout 1.0, section 2.5). */
  @Post(backChannelPath)
  async signedOutThere(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { logout_token: token } = (request.body ?? {}) as { readonly logout_token?: unknown };
    const source = this.sources.of(request.ip);
    await this.limits.take('logOut', source);
    try {
      if (typeof token !== 'string') throw new SignInFailed('refused', 'no logout_token');
      this.sessions.endAtProvider(await (await this.signIn.at(originOf(this.signIn, request))).loggedOut(token));
      await this.limits.giveBack('logOut', source);
      await reply.code(200).send();
    } catch (error) {
      if (!(error instanceof SignInFailed)) throw error;
      this.signIn.failed(error);
      await reply.code(400).header('content-type', 'application/json').send('{"error":"invalid_request"}');
    }
  }

  @Get('sessions')
  async account(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const session = sessionOf(request);
    await send(reply, accountPage(session, this.sessions.of(session.holder), this.config.offices));
  }

  @Post('sessions/end')
  @HttpCode(200)
  async end(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const own = sessionOf(request);
    const { session } = request.body as { readonly session?: unknown };
    if (session === 'all') this.sessions.endAll(own.holder);
    else if (typeof session === 'string') this.sessions.end(own.holder, session);
    if (session === 'all' || session === own.handle) await this.left(request, reply, own);
    else await reply.redirect('/sessions', 303);
  }

  /**
   * Nothing of the session is left in the browser, which goes on to where its holder signed in; who came by a code
   * alone signed in nowhere else.
   */
  private async left(request: FastifyRequest, reply: FastifyReply, { holder, language }: Session): Promise<void> {
    this.cookies.clear(reply, 'sid');
    void reply.header('clear-site-data', clearAll);
    const isStaff = holder.kind === 'staff';
    const at = isStaff ? this.signIn : holder.atBroker ? this.mitId : null;
    const on = await Promise.resolve(at?.at(originOf(this.signIn, request))).then(
      (provider: OpenIdProvider | undefined) => provider?.logOutAddress() ?? null,
      () => null,
    );
    // Not by a redirect: `form-action` lets no form lead there.
    if (on !== null) void reply.header('refresh', `2; url=${on}`);
    await send(reply, leftPage(language, on, isStaff ? '/login' : ownCaseAddress(language)));
  }
}

/** A link of a page of ours, or an address that was typed or kept: another site begins no sign-in (ASVS 7.6.2). */
const isOwnWish = ({ headers: { 'sec-fetch-site': from } }: FastifyRequest): boolean =>
  from === 'same-origin' || from === 'none';

const send = (reply: FastifyReply, text: string): FastifyReply =>
  reply.header('content-type', 'text/html; charset=utf-8').send(text);
