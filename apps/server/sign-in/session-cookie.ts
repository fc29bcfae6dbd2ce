/**
 * The two cookies there are: the session's, and that of a sign-in under way (promises.md, section 5; RFC 6265bis). On
 * loopback without TLS, in demo and test alone, they cannot be Secure and so not have the prefix either.
 */
import { parseCookie, stringifySetCookie } from 'cookie';
import { type FastifyReply, type FastifyRequest } from 'fastify';

export type CookieName = 'sid' | 'signin';

export class Cookies {
  private readonly isSecure: boolean;

  constructor(publicAddress: string | null) {
    this.isSecure = publicAddress?.startsWith('https://') ?? false;
  }

  read({ headers }: FastifyRequest, name: CookieName): string | undefined {
    const { cookie } = headers;
    if (cookie === undefined || cookie.length > 8192) return undefined;
    const own = this.nameOf(name);
    // Of two one was slipped in, such as by a page of another port or path: nobody knows which (RFC 6265bis, 5.7).
    if (cookie.split(';').filter((pair) => pair.split('=', 1)[0]!.trim() === own).length > 1) return undefined;
    return parseCookie(cookie)[own];
  }

  set(reply: FastifyReply, name: CookieName, value: string): void {
    this.put(reply, name, value);
  }

  clear(reply: FastifyReply, name: CookieName): void {
    this.put(reply, name, '', 0);
  }

  private put(reply: FastifyReply, name: CookieName, value: string, maxAge?: number): void {
    const cookie = stringifySetCookie({
      name: this.nameOf(name),
      value,
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.isSecure,
      ...(maxAge === undefined ? {} : { maxAge }),
    });
    void reply.header('set-cookie', cookie);
  }

  private nameOf(name: CookieName): string {
    return this.isSecure ? `__Host-${name}` : name;
  }
}
