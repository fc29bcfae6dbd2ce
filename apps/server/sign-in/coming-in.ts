/** Beginning a sign-in at a provider and coming back from it: staff and citizens differ by their way in alone. */
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Limits, type Sources } from '../../../libs/identity/limits.js';
import { SignInFailed, type Identity, type OpenIdProvider } from '../../../libs/identity/openid-connect.js';
import { type Holder, type Sessions } from '../../../libs/identity/sessions.js';
import { languageOf, type Language } from '../http/page.js';
import { orSay } from './or-say.js';
import { type SessionFinder } from './page-session.js';
import { type Cookies } from './session-cookie.js';
import { type SignIn } from './sign-in.js';

export interface WayIn {
  readonly signIn: SignIn;
  /** What the log calls it. */
  readonly name: 'provider' | 'mitId';
  /** Where one begins, and where one begins again after it has failed. */
  readonly begins: '/login' | '/min-sag/mitid';
  readonly again: '/login' | '/min-sag';
  /** Whom the provider vouches for, as far as anybody here knows them. */
  readonly holderOf: (identity: Identity) => Holder | Promise<Holder>;
  /** What whoever is nobody here is told; `code` in the log. */
  readonly nobody: {
    readonly status: 403 | 404;
    readonly code: string;
    readonly page: (lang: Language, provider: OpenIdProvider) => string | Promise<string>;
  };
}

export interface Wish {
  /** Where they go when they have signed in: a path of the product. */
  readonly to: string;
  /** The provider is to ask once more who they are. */
  readonly isAgain: boolean;
}

export class ComingIn {
  constructor(
    private readonly sessions: Sessions,
    private readonly finder: SessionFinder,
    private readonly cookies: Cookies,
    private readonly limits: Limits,
    private readonly sources: Sources,
  ) {}

  /** A link leads here, not a form: `form-action` lets no form lead to the provider. */
  async begin(
    { signIn, begins, again }: WayIn,
    { to, isAgain }: Wish,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const origin = originOf(signIn, request);
    // The provider sends browsers back to one address alone, and the cookie has to be there then.
    if (signIn.isOwn && request.headers.host !== new URL(origin).host) {
      await reply.redirect(`${origin}${begins}?${isAgain ? 'again=yes&' : ''}to=${encodeURIComponent(to)}`, 303);
      return;
    }
    // Where anybody may be anybody there is nothing to guess.
    if (!signIn.isOwn) await this.limits.take('signIn', this.sources.of(request.ip));
    await orSay(signIn, request, reply, again, async () => {
      const { address, pending } = await (await signIn.at(origin)).begin(isAgain);
      this.cookies.set(reply, 'signin', await signIn.pending.seal({ ...pending, to }));
      await reply.redirect(address, 303);
    });
  }

  async finish(
    { signIn, name, again, holderOf, nobody }: WayIn,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    await orSay(signIn, request, reply, again, async () => {
      const pending = await signIn.pending.open(this.cookies.read(request, 'signin'));
      this.cookies.clear(reply, 'signin');
      if (pending === null) throw new SignInFailed('refused', 'no sign-in under way');
      const provider = await signIn.at(originOf(signIn, request));
      const [, search = ''] = request.raw.url!.split('?');
      const identity = await provider.finish(search, pending);
      const begun = this.sessions.begin(await holderOf(identity), identity.signedInAt);
      // Whoever has come is not who was here before, also where they are nobody.
      this.finder.endBefore(request, begun?.session);
      if (begun === null) {
        signIn.failed(new SignInFailed('refused', nobody.code));
        const { lang } = request.query as { readonly lang?: unknown };
        const text = await nobody.page(languageOf(lang), provider);
        await reply.code(nobody.status).header('content-type', 'text/html; charset=utf-8').send(text);
        return;
      }
      if (!signIn.isOwn) await this.limits.giveBack('signIn', this.sources.of(request.ip));
      this.cookies.set(reply, 'sid', begun.secret);
      signIn.cameIn(name);
      await reply.redirect(pending.to, 303);
    });
  }
}

export const originOf = (signIn: Pick<SignIn, 'origin'>, { socket }: FastifyRequest): string =>
  signIn.origin(socket.localPort);
