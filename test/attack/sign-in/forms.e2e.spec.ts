/**
 * Attacks by a form (promises.md, section 5): what another site sends, or another session, or a program in a browser's
 * name, ends and changes nothing.
 */
import { refused as refusal } from '../../../libs/platform/refused.js';
import { problemOf } from '../../../apps/server/http/problem.js';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { listen } from '../../../apps/server/http/boot.js';
import { HostileProvider } from '../../faults/hostile-provider/hostile-provider.js';
import { SignedInAt } from '../../faults/hostile-provider/signed-in-at.js';
import { openInProcess } from '../../faults/in-process.js';
import { Browser, formType, type Page, type Sent } from './browser.js';
import { Tally } from './tally.js';

let [provider, at] = [] as unknown as [HostileProvider, SignedInAt];
const tally = new Tally('attacks by forms');
beforeAll(async () => {
  provider = await HostileProvider.open();
  at = await SignedInAt.open(provider);
});
afterAll(async () => {
  await at.close();
  await provider.close();
  tally.say();
});

const here = { 'sec-fetch-site': 'same-origin' };
const formOf = (fields: Readonly<Record<string, string>>): string => new URLSearchParams(fields).toString();
/** A form as the page would send it, but for what is told. */
const form = (formToken: string, headers: Sent['headers'] = {}, more = ''): Sent => ({
  method: 'POST',
  headers: { 'content-type': formType, ...headers },
  body: `${formOf({ formToken, session: 'all' })}${more}`,
});
const part = (name: string, value: string) =>
  `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

describe.each(['/logout', '/sessions/end'])('nothing is done at %s by a form', (path) => {
  type Attack = (token: string, origin: string) => Sent & { readonly at?: string };
  const rows: readonly (readonly [string, Attack, number?])[] = [
    ['of which the browser says nothing', (token) => form(token)],
    ['of another site', (token) => form(token, { 'sec-fetch-site': 'cross-site' })],
    ['of a neighbouring site', (token) => form(token, { 'sec-fetch-site': 'same-site' })],
    ['of no site', (token) => form(token, { 'sec-fetch-site': 'none' })],
    ['of two sites', (token) => form(token, { 'sec-fetch-site': ['same-origin', 'cross-site'] })],
    ['of a kind of site that there is not', (token) => form(token, { 'sec-fetch-site': 'SAME-ORIGIN ' })],
    [
      'of another site, in a browser that claims this one besides',
      (token, origin) => form(token, { 'sec-fetch-site': 'cross-site', origin }),
    ],
    ['of another address', (token) => form(token, { origin: 'https://evil.example' })],
    ['of an address that hides', (token) => form(token, { origin: 'null' })],
    ['of an address that begins as this one', (token, origin) => form(token, { origin: `${origin}.evil.example` })],
    ['of another port', (token, origin) => form(token, { origin: origin.replace(/\d+$/, '1') })],
    [
      'of this machine under another name',
      (token, origin) => form(token, { origin: origin.replace('127.0.0.1', 'localhost') }),
    ],
    ['of this address with TLS', (token, origin) => form(token, { origin: origin.replace('http:', 'https:') })],
    ['of an address that only the referrer names', (token, origin) => form(token, { referer: `${origin}/sessions` })],
    ['without its token', () => ({ ...form('', here), body: formOf({ session: 'all' }) })],
    ['with an empty token', () => form('', here)],
    ['with a token that somebody made up', (token) => form(token.replace(/./g, 'A'), here)],
    ['with most of its token', (token) => form(token.slice(1), here)],
    ['with its token twice', (token) => form(token, here, `&formToken=${token}`)],
    ['with its token as a list', (token) => ({ ...form('', here), body: formOf({ 'formToken[]': token }) })],
    ['with its token in the address', (token) => ({ ...form('', here), at: `${path}?formToken=${token}` })],
    ['with its token in a header', (token) => form('', { ...here, 'x-csrf-token': token, formtoken: token })],
    [
      'whose token is one of every object',
      (token) => ({
        ...form('', here),
        body: formOf({ '__proto__[formToken]': token, 'constructor.prototype.formToken': token }),
      }),
    ],
    [
      'that is JSON',
      (formToken) => ({
        method: 'POST',
        headers: { ...here, 'content-type': 'application/json' },
        body: JSON.stringify({ formToken, session: 'all' }),
      }),
      415,
    ],
    ['that is plain text', (token) => form(token, { ...here, 'content-type': 'text/plain' }), 415],
    ['that is said to be nothing', (token) => form(token, { ...here, 'content-type': '' }), 415],
    ['that is nearly a form', (token) => form(token, { ...here, 'content-type': `${formType}x` }), 415],
    [
      'in parts',
      (token) => ({
        method: 'POST',
        headers: { ...here, 'content-type': 'multipart/form-data; boundary=x' },
        body: `${part('formToken', token)}${part('session', 'all')}--x--\r\n`,
      }),
      415,
    ],
    ['that is packed', (token) => form(token, { ...here, 'content-encoding': 'gzip' }), 415],
    ['that is too long', (token) => form(token, here, `&a=${'x'.repeat(300_000)}`), 413],
    [
      'that a link sends',
      (token) => ({ method: 'GET', headers: here, at: `${path}?${formOf({ formToken: token, session: 'all' })}` }),
      0,
    ],
    [
      'that a link sends in the name of a form',
      (token) => ({
        method: 'GET',
        headers: { ...here, 'x-http-method-override': 'POST' },
        at: `${path}?_method=POST&formToken=${token}`,
      }),
      0,
    ],
    ['by another method', (token) => ({ ...form(token, here), method: 'PUT' }), 405],
    ['by a method for deleting', (token) => ({ ...form(token, here), method: 'DELETE' }), 405],
  ];

  it.each(rows.map(([what, attack, status = 403]) => [what, attack, status] as const))(
    '%s',
    async (_, attack, status) => {
      await tally.of(async () => {
        const [browser, other] = [await at.signedIn(), await at.signedIn()];
        const { at: address = path, ...sent } = attack(await browser.formToken(), at.origin);
        const page = await browser.go(address, sent);
        if (status !== 0) expect(page.status).toBe(status);
        expect(page.headers['cache-control']).toBe('no-store');
        expect([await browser.isIn(), await other.isIn()]).toEqual([true, true]);
      });
    },
  );

  it('of another session of the same person', async () => {
    await tally.of(async () => {
      const [browser, other] = [await at.signedIn(), await at.signedIn()];
      const page = await browser.go(path, form(await other.formToken(), here));
      expect([page.status, await browser.isIn(), await other.isIn()]).toEqual([403, true, true]);
    });
  });

  it('of the session before', async () => {
    await tally.of(async () => {
      const browser = await at.signedIn();
      const token = await browser.formToken();
      await at.signedIn(browser);
      expect((await browser.go(path, form(token, here))).status).toBe(403);
      expect(await browser.isIn()).toBe(true);
    });
  });

  it('whose fields are called as what objects have; one that is right besides is taken', async () => {
    await tally.of(async () => {
      const browser = await at.signedIn();
      const odd = '&__proto__=x&__proto__=y&constructor=z&toString=w&hasOwnProperty=v';
      const page = await browser.go(path, form(await browser.formToken(), here, odd));
      expect(page.status).toBe(200);
      expect(Object.keys(Object.prototype)).toEqual([]);
      expect(String({})).toBe('[object Object]');
      expect(await browser.isIn()).toBe(false);
    });
  });
});

describe('a page for those who have not signed in', () => {
  const { sentences } = problemOf(refusal('FORM_OUTDATED')).body;

  it('shows what was typed to whoever sent it from here, and not what another site sends', async () => {
    const typed = 'Ring straks til 70 00 00 00';
    const send = (headers: Sent['headers']): Promise<Page> =>
      new Browser(at.origin).go('/sessions/end', {
        method: 'POST',
        headers: { 'content-type': formType, ...headers },
        body: formOf({ session: typed, '<script>': '"><script>alert(1)</script>' }),
      });
    const own = await send(here);
    expect(own.status).toBe(401);
    expect(own.text).toContain(typed);
    expect(own.text).not.toContain('<script>');
    const foreign: readonly Sent['headers'][] = [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example' },
      {},
    ];
    for (const headers of foreign)
      await tally.of(async () => {
        const page = await send(headers);
        expect(page.text).not.toContain(typed);
        expect([page.status, page.text.includes(sentences.da)]).toEqual([403, true]);
      });
  });
});

it('a form that never ends is cut off, and its connection with it', async () => {
  await tally.of(async () => {
    const product = await openInProcess();
    const server = product.product.app.getHttpServer();
    expect(server.requestTimeout).toBe(30_000);
    // The same in less than a second.
    Object.assign(server, { requestTimeout: 300, connectionsCheckingInterval: 50 });
    const { port } = await listen(product.product.app, { host: '127.0.0.1', port: 0 });
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`POST /logout HTTP/1.1\r\nhost: x\r\ncontent-type: ${formType}\r\ncontent-length: 1000\r\n\r\n`);
    const drip = setInterval(() => socket.write('a'), 20);
    const answer = await text(socket);
    clearInterval(drip);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('connection: close');
    await product.remove();
  });
});
