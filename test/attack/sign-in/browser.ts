/**
 * A browser as far as an attack needs one: a jar of cookies, no redirect followed by itself, and every header as it is
 * told, also those that `fetch` keeps for itself.
 */
import { request, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Page {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

/** One request on a connection of its own. */
export const send = (address: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Page> =>
  new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const all = { ...length, ...headers } as Record<string, string>;
    const asked = request(address, { method, headers: all, agent: false });
    asked.on('error', reject).on('response', (answer) => {
      text(answer).then(
        (content) => resolve({ status: answer.statusCode!, headers: answer.headers, text: content }),
        reject,
      );
    });
    asked.end(body);
  });

export const formType = 'application/x-www-form-urlencoded';

let count = 0;

export class Browser {
  /** Name → value of what the product set. */
  readonly jar = new Map<string, string>();
  /** Every `Set-Cookie` as it came. */
  readonly setCookies: string[] = [];
  /** Where it comes from, as a proxy says that the product trusts: what one browser tries is not counted to another. */
  private readonly source = `10.${(count += 1) >> 8}.${count & 255}.1`;

  /** @param origin of the product: it alone gets the cookies */
  constructor(readonly origin: string) {}

  async go(address: string, sent: Sent = {}): Promise<Page> {
    const url = new URL(address, this.origin);
    const isOurs = url.origin === this.origin;
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const page = await send(url.href, {
      ...sent,
      headers: {
        ...(isOurs && sent.method === undefined ? { 'sec-fetch-site': 'same-origin' } : {}),
        ...(isOurs ? { 'x-forwarded-for': this.source, ...(cookie === '' ? {} : { cookie }) } : {}),
        ...sent.headers,
      },
    });
    if (isOurs) for (const set of page.headers['set-cookie'] ?? []) this.keep(set);
    return page;
  }

  /** As a form of the product's own page: from the same site, as a browser says it. */
  post(path: string, fields: Readonly<Record<string, string>>, headers: Sent['headers'] = {}): Promise<Page> {
    return this.go(path, {
      method: 'POST',
      headers: { 'content-type': formType, 'sec-fetch-site': 'same-origin', ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  }

  /** Follows redirects to the page at their end. */
  async arrive(address: string): Promise<Page> {
    let [at, page] = [new URL(address, this.origin).href, await this.go(address)];
    for (let hops = 0; page.status >= 300 && page.status < 400; hops += 1) {
      if (hops === 12) throw new Error('redirected without end');
      at = new URL(page.headers.location!, at).href;
      page = await this.go(at);
    }
    return page;
  }

  /** The token in the forms of a page. */
  async formToken(): Promise<string> {
    const { text: shown } = await this.go('/sessions');
    return formTokenIn(shown);
  }

  /** Whether a page that is for those who have signed in opens. */
  async isIn(): Promise<boolean> {
    return (await this.go('/sessions')).status === 200;
  }

  private keep(set: string): void {
    this.setCookies.push(set);
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
    if (value === '' || /;\s*max-age=0/i.test(set)) this.jar.delete(name!);
    else this.jar.set(name!, value!);
  }
}

export function formTokenIn(shown: string): string {
  const found = /name="formToken" value="([^"]+)"/.exec(shown)?.[1];
  if (found === undefined) throw new Error('no form on this page');
  return found;
}
