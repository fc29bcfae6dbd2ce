/**
 * Pages are for whoever has signed in, by the session's cookie alone; the API never takes it (promises.md, section 5).
 */
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Limits } from '../../../libs/identity/limits.js';
import { isFormOf, type Sessions, type Session } from '../../../libs/identity/sessions.js';
import { type PageDoor } from '../http/door.js';
import { languageOfAddress } from '../http/own-case-address.js';
import { type Language } from '../http/page.js';
import { SignInNeeded } from '../http/sign-in-needed.js';
import { refused } from '../../../libs/platform/refused.js';
import '../http/request.js';
import { type Cookies } from './session-cookie.js';
import { type SignIn } from './sign-in.js';

const safe: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Finds the session of a page's request, and gives its browser the new secret where there is one. */
export class SessionFinder {
  constructor(
    private readonly sessions: Sessions,
    private readonly cookies: Cookies,
  ) {}

  find(request: FastifyRequest, reply: FastifyReply): Session | null {
    const secret = this.cookies.read(request, 'sid');
    const found = secret === undefined ? null : this.sessions.find(secret);
    request.session = found?.session ?? null;
    if (found?.renewed !== undefined) this.cookies.set(reply, 'sid', found.renewed);
    const lang = askedLanguage(request);
    if (found && lang !== undefined) {
      this.sessions.speak(found.session, lang);
      request.session = { ...found.session, language: lang };
    }
    return request.session;
  }

  /**
   * What a browser had goes when somebody begins anew in it: its cookie is about to be another.
   * @param after the session that takes its place; it reads as the one before did where both are of one person
   */
  endBefore(request: FastifyRequest, after?: Session): void {
    const secret = this.cookies.read(request, 'sid');
    const before = (secret === undefined ? null : this.sessions.find(secret))?.session;
    if (!before) return;
    this.sessions.end(before.holder, before.handle);
    if (!after || !isOfOnePerson(before, after)) return;
    this.sessions.speak(after, before.language);
    this.sessions.useKeys(after, before.keys);
  }
}

const isOfOnePerson = ({ holder: one }: Session, { holder: other }: Session): boolean =>
  one.kind === 'staff' && other.kind === 'staff' && one.person.sub === other.person.sub;

/** What the address asks for: a citizen's own pages have it in their path. */
export function askedLanguage({ query, originalUrl }: FastifyRequest): Language | undefined {
  const { lang } = query as { readonly lang?: unknown };
  return lang === 'da' || lang === 'en' ? lang : languageOfAddress(originalUrl);
}

/** A form of another site, or of a session before this one, does nothing (promises.md, section 5). */
export class PageSession implements PageDoor {
  constructor(
    private readonly finder: SessionFinder,
    private readonly sessions: Pick<Sessions, 'hasJustSignedIn'>,
    private readonly signIn: Pick<SignIn, 'origin'>,
    private readonly limits: Limits,
  ) {}

  async enter(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const session = this.finder.find(request, reply);
    const isForm = !safe.has(request.method);
    // Before it is asked who has signed in: what another site has typed is not shown as the reader's own either.
    if (isForm && !isFromHere(request, this.signIn.origin(request.socket.localPort))) throw refused('FORM_OUTDATED');
    if (session === null) throw new SignInNeeded();
    await this.limits.take('requests', session.handle);
    const { limit, fresh } = request.routeOptions.config.row ?? {};
    if (limit !== undefined) await this.limits.take(limit, session.handle);
    const { formToken } = (request.body ?? {}) as { readonly formToken?: unknown };
    if (isForm && !isFormOf(session, formToken)) throw refused('FORM_OUTDATED');
    if (fresh && !this.sessions.hasJustSignedIn(session)) throw new SignInNeeded('again');
  }
}

/** By what the browser says of itself: both headers are out of reach of a page's script. */
export function isFromHere({ headers }: FastifyRequest, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined ? headers.origin === origin : site === 'same-origin';
}

/** The session that PageSession found. */
export function sessionOf({ session }: FastifyRequest): Session {
  if (!session) throw new SignInNeeded();
  return session;
}
