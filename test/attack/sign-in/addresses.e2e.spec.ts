/**
 * Attacks by an address (promises.md, section 5): where a sign-in leads to, what a name of the host can put into a
 * page, and what every page says of itself to the browser.
 */
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../../../apps/server/http/boot.js';
import { HostileProvider } from '../../faults/hostile-provider/hostile-provider.js';
import { returning, SignedInAt } from '../../faults/hostile-provider/signed-in-at.js';
import { openInProcess, type InProcess } from '../../faults/in-process.js';
import { Browser, formType, send, type Page } from './browser.js';
import { Tally } from './tally.js';

let [provider, at, own, ownOrigin] = [] as unknown as [HostileProvider, SignedInAt, InProcess, string];
const tally = new Tally('attacks by addresses');
beforeAll(async () => {
  provider = await HostileProvider.open();
  at = await SignedInAt.open(provider);
  own = await openInProcess();
  ({ address: ownOrigin } = await listen(own.product.app, { host: '127.0.0.1', port: 0 }));
});
afterAll(async () => {
  await at.close();
  await own.remove();
  await provider.close();
  tally.say();
});

const elsewhere = [
  'https://evil.example/',
  'HTTPS:evil.example',
  'https:/evil.example',
  '//evil.example',
  '///evil.example',
  '////evil.example/%2e%2e',
  '/\\evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r\n/evil.example',
  '/\0/evil.example',
  ' //evil.example',
  '/ /evil.example',
  '/%2F/evil.example',
  '/%5Cevil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/%2e//evil.example',
  '/%2e%2e//evil.example',
  '/sessions/..//evil.example',
  '/sessions/../..//evil.example/sessions',
  '/./\\evil.example',
  '/@evil.example',
  '.evil.example',
  '@evil.example',
  ':80@evil.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  '/javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '/\u2028//evil.example',
  '/／evil.example',
  '／／evil.example',
  '/sessions\r\nset-cookie: sid=planted',
  '/sessions%0d%0aset-cookie:%20sid=planted',
  `/${'x'.repeat(3000)}`,
];

describe('a sign-in leads to a page of this product', () => {
  it.each(elsewhere.map((to) => [JSON.stringify(to).slice(0, 60), to] as const))(
    'whatever was asked for: %s',
    async (_, to) => {
      await tally.of(async () => {
        const browser = new Browser(at.origin);
        const page = await browser.go(await returning(browser, to));
        expect(page.status).toBe(303);
        const { location = '' } = page.headers;
        // As a browser reads it, which takes a backslash for a slash and passes over tabs and line breaks.
        expect(new URL(location, at.origin).origin).toBe(at.origin);
        expect(location).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
        expect(page.headers['set-cookie']).toHaveLength(2);
        expect(page.headers['set-cookie']!.join()).not.toContain('planted');
      });
    },
  );

  it('where two of them were asked for', async () => {
    await tally.of(async () => {
      const browser = new Browser(at.origin);
      const begun = await browser.go('/login?to=/sessions&to=https://evil.example/');
      const { location } = (await browser.go((await send(begun.headers.location!)).headers.location!)).headers;
      expect(location).toBe('/');
    });
  });

  it('where a page was asked for that needs one, by the page’s own address', async () => {
    for (const path of ['/sessions?to=https://evil.example', '/sessions?//evil.example', '/logout/?a=%0d%0ab:c'])
      await tally.of(async () => {
        const { status, headers } = await send(at.origin + path);
        expect(status).toBe(303);
        expect(headers.location).toMatch(/^\/login\?ask=yes&to=%2F[\w%.-]*$/);
      });
  });
});

const ask = (origin: string, path: string, headers: Readonly<Record<string, string>>): Promise<Page> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const asked = request({ hostname, port, path, headers, agent: false });
    asked.on('error', reject).on('response', (answer) => {
      text(answer).then(
        (content) => resolve({ status: answer.statusCode!, headers: answer.headers, text: content }),
        reject,
      );
    });
    asked.end();
  });

describe('nothing of a name of the host that somebody made up is in an answer', () => {
  const pages = [
    ...['/', '/?lang=en', '/api', '/problems', '/login', '/login/return', '/login/return?code=a&state=b', '/logout'],
    ...['/sessions', '/sessions?lang=en', '/nowhere', '/provider/nowhere', '/api/openapi.json'],
    ...['/provider/.well-known/openid-configuration', '/provider/people/abc', '/health/ready'],
  ];
  const evil = 'evil.example';
  it.each<[string, Readonly<Record<string, string>>]>([
    ['Host', { host: evil }],
    ['Host with a user', { host: `127.0.0.1@${evil}` }],
    ['X-Forwarded-Host', { 'x-forwarded-host': evil, 'x-forwarded-proto': 'https', 'x-forwarded-port': '443' }],
    ['Forwarded', { forwarded: `host=${evil};proto=https` }],
    ['X-Original-Url', { 'x-original-url': `//${evil}/`, 'x-rewrite-url': `//${evil}/` }],
    ['Referer', { referer: `https://${evil}/` }],
  ])('%s', async (_, headers) => {
    for (const origin of [at.origin, ownOrigin])
      for (const path of pages)
        await tally.of(async () => {
          const page = await ask(origin, path, headers);
          expect(page.status).not.toBe(500);
          expect(`${path} ${JSON.stringify(page.headers)} ${page.text}`).not.toContain(evil);
        });
  });

  it('a request that names another place whole', async () => {
    for (const origin of [at.origin, ownOrigin])
      for (const path of ['/', '/login', '/sessions'])
        await tally.of(async () => {
          const page = await ask(origin, `http://${evil}${path}`, {});
          // The page to go on to is asked for as it was named; that it leads nowhere else is shown above.
          expect(`${JSON.stringify(page.headers)} ${page.text}`).not.toMatch(/[:/\\]\/*evil/);
        });
  });

  it('the link and the provider of a sign-in are those of the address that was configured', async () => {
    await tally.of(async () => {
      const { status, headers } = await ask(ownOrigin, '/login?to=/sessions', { host: evil });
      expect([status, headers.location]).toEqual([303, `${ownOrigin}/login?to=%2Fsessions`]);
    });
    await tally.of(async () => {
      const { location } = (await ask(at.origin, '/login', { host: evil, 'sec-fetch-site': 'none' })).headers;
      expect(new URL(location!).searchParams.get('redirect_uri')).toBe(`${at.origin}/login/return`);
    });
  });
});

describe('a language that was asked for', () => {
  it.each(['en%0d%0aset-cookie:%20sid=planted', 'en&lang=da', '<script>', '__proto__', '%00', 'en%20'])(
    '%s becomes no more than one of two',
    async (lang) => {
      const browser = await at.signedIn();
      for (const path of ['/sessions', '/logout', '/login/return'])
        await tally.of(async () => {
          const page = await browser.go(`${path}?lang=${lang}`);
          expect(page.text).toContain('<html lang="da">');
          expect(page.text).not.toContain('<script>');
          expect((page.headers['set-cookie'] ?? []).join()).not.toContain('planted');
        });
    },
  );
});

it('every page says to the browser what it may do with it, and is kept nowhere', async () => {
  const browser = await at.signedIn();
  const post = { method: 'POST', headers: { 'content-type': formType } };
  const pages = [
    await browser.go('/'),
    await browser.go('/login'),
    await browser.go('/login/return'),
    await browser.go('/sessions'),
    await browser.go('/logout'),
    await browser.go('/logout', post),
    await new Browser(at.origin).post('/logout', { formToken: 'x' }),
    await new Browser(at.origin).go('/sessions'),
    await browser.go('/nowhere'),
    await browser.go('/sessions', { method: 'PUT' }),
    await send(`${ownOrigin}/provider/people/abc`),
    await send(`${ownOrigin}/provider/nowhere`),
    await browser.post('/logout', { formToken: await browser.formToken() }),
  ];
  expect(pages.map(({ status }) => status)).toEqual([303, 303, 403, 200, 200, 403, 401, 303, 404, 405, 400, 404, 200]);
  for (const { headers } of pages)
    expect(headers).toMatchObject({
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
});
