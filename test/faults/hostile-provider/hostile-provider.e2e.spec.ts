/**
 * A provider of sign-in that lies, stalls or leads elsewhere (promises.md, section 5; OpenID Connect Core 1.0, section
 * 3.1.3.7; RFC 7636; RFC 9207): whatever it does, nobody is signed in, a person reads why, and nothing that it said is
 * in the log.
 */
import { generateKeyPair, SignJWT } from 'jose';
import { createPublicKey } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Sessions } from '../../../libs/identity/sessions.js';
import { type WhyNot } from '../../../libs/identity/openid-connect.js';
import { Browser, send, type Page } from '../../attack/sign-in/browser.js';
import { type InProcess } from '../in-process.js';
import { leaves, returning, SignedInAt } from './signed-in-at.js';
import {
  alice,
  clientId,
  HostileProvider,
  json,
  newKey,
  tooLongAgo,
  unsigned,
  withSecret,
  type Behaviour,
  type Claims,
  type Odd,
} from './hostile-provider.js';

let [provider, product, origin] = [] as unknown as [HostileProvider, InProcess, string];
const opened: SignedInAt[] = [];
const openAt = async (at: HostileProvider): Promise<SignedInAt> => {
  const made = await SignedInAt.open(at);
  opened.push(made);
  return made;
};

beforeAll(async () => {
  provider = await HostileProvider.open();
  ({ product, origin } = await openAt(provider));
});
beforeEach(() => {
  provider.behaviour = {};
  begunBefore = sessionsOf(product);
});
afterAll(async () => {
  for (const each of opened) await each.close();
  await provider.close();
  console.log(`hostile provider: ${refused} of ${tried} behaviours refused`);
});

const said: Readonly<Record<WhyNot, readonly [status: number, sentence: string]>> = {
  away: [503, 'does not answer just now'],
  clock: [503, 'The clocks here and at the provider differ'],
  declined: [403, 'You broke off at the provider'],
  refused: [403, 'The answer of the provider could not be accepted'],
};
let [tried, refused] = [0, 0];
const sessionsOf = ({ product: { app } }: InProcess): number => app.get(Sessions, { strict: false }).count;
let begunBefore = 0;

/** That nobody came in, that a page says why, and that whoever reads the log learns nothing of the person. */
async function expectRefused(page: Page, browser: Browser, why: WhyNot, at: InProcess = product): Promise<void> {
  tried += 1;
  const [status, sentence] = said[why];
  expect(page).toMatchObject({ status, headers: { 'content-type': 'text/html; charset=utf-8' } });
  expect(page.text).toContain(sentence);
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(browser.setCookies.filter((cookie) => /^(__Host-)?sid=/.test(cookie))).toEqual([]);
  expect(sessionsOf(at)).toBe(at === product ? begunBefore : 0);
  expect((await browser.go('/sessions')).status).toBe(303);
  await new Promise(setImmediate);
  const log = at.output.join('');
  expect(log).toContain(`"event":"signInFailed","code":"${why}"`);
  expect(provider.told.filter((word) => log.includes(word))).toEqual([]);
  refused += 1;
}

/** What is done, how, and what the reader is told: that the answer cannot be accepted where nothing stands. */
type Row<How> = readonly [what: string, how: How, why?: WhyNot];
const whole = <How>(rows: readonly Row<How>[]) => rows.map(([what, how, why = 'refused']) => [what, how, why] as const);

const inEnglish = (address: string): string => `${address}&lang=en`;
async function comesBack(browser: Browser): Promise<Page> {
  return browser.go(inEnglish(await returning(browser)));
}
const hidden = (name: string) => (claims: Claims) => ({ ...claims, [name]: undefined });
const set =
  (changed: Claims) =>
  (claims: Claims): Claims => ({ ...claims, ...changed });
const encoded = (content: unknown): string => Buffer.from(JSON.stringify(content)).toString('base64url');
const elsewhere: Odd = (response) => response.writeHead(302, { location: `${provider.issuer}/elsewhere` }).end();
const tooMuch: Odd = (response) =>
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(`{"a":"${'x'.repeat(5 * 1024 * 1024)}"}`, () => undefined);
const zipped: Odd = (response) =>
  response
    .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
    .end(gzipSync(`{"a":"${'x'.repeat(20 * 1024 * 1024)}"}`));

describe('a provider that keeps to what was agreed', () => {
  it('signs in whom it vouches for, under PKCE with S256, and a page says who that is', async () => {
    const browser = new Browser(origin);
    const page = await browser.arrive(await comesBack(browser).then(({ headers }) => headers.location!));
    expect(page.text).toContain(`<strong lang="da">${alice.name}</strong>`);
    await new Promise(setImmediate);
    expect(product.output.join('')).toContain('"event":"signedIn","code":"provider"');
    expect(product.output.join('')).not.toContain(alice.sub);
    expect(browser.setCookies.filter((cookie) => cookie.startsWith('sid='))).toHaveLength(1);
    const [authorize, token] = ['authorize', 'token'].map((at) =>
      provider.asked.findLast(({ place }) => place === at)!,
    );
    expect(authorize!.query.get('code_challenge_method')).toBe('S256');
    expect(authorize!.query.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    expect(token!.body.get('code_verifier')).toMatch(/^[\w-]{43,}$/);
    expect([...authorize!.query.values()]).not.toContain(token!.body.get('code_verifier'));
    await leaves(browser);
    expect(await browser.isIn()).toBe(false);
  });

  it('is asked for S256 also where it says that it knows nothing better than plain', async () => {
    const weak = await HostileProvider.open();
    weak.behaviour = { metadata: set({ code_challenge_methods_supported: ['plain'] }) };
    const { origin: there } = await openAt(weak);
    const { headers } = await new Browser(there).go('/login');
    expect(new URL(headers.location!).searchParams.get('code_challenge_method')).toBe('S256');
    await weak.close();
  });
});

describe('nobody comes in by an id_token', () => {
  const rows: readonly Row<Behaviour>[] = [
    ['of another issuer', { claims: set({ iss: 'https://login.example.dk' }) }],
    ['without an issuer', { claims: hidden('iss') }],
    ['for another client', { claims: set({ aud: 'another' }) }],
    ['for nobody', { claims: hidden('aud') }],
    ['for several clients', { claims: set({ aud: [clientId, 'another'], azp: clientId }) }],
    ['that was asked for by another client', { claims: set({ azp: 'another' }) }],
    ['that has expired', { claims: (claims) => ({ ...claims, exp: (claims.iat as number) - 300 }) }],
    ['that never expires', { claims: hidden('exp') }],
    [
      'that was made in an hour',
      { claims: (claims) => ({ ...claims, iat: (claims.iat as number) + 3600, exp: (claims.iat as number) + 7200 }) },
      'clock',
    ],
    ['that was made at no time', { claims: hidden('iat') }],
    ['that is good in an hour only', { claims: (claims) => ({ ...claims, nbf: (claims.iat as number) + 3600 }) }],
    ['without a nonce', { claims: hidden('nonce') }],
    ['with an empty nonce', { claims: set({ nonce: '' }) }],
    ['that does not say when the person signed in', { claims: hidden('auth_time') }],
    [
      'of somebody who signed in at the provider yesterday',
      { claims: (claims) => ({ ...claims, auth_time: (claims.iat as number) - tooLongAgo }) },
    ],
    [
      'of somebody who will sign in tomorrow',
      { claims: (claims) => ({ ...claims, auth_time: (claims.iat as number) + 86_400 }) },
      'clock',
    ],
    ['whose sign-in was too weak', { claims: set({ acr: 'urn:dk:low' }) }],
    ['that does not say how strong the sign-in was', { claims: hidden('acr') }],
    ['whose strength is a list', { claims: set({ acr: ['urn:dk:substantial'] }) }],
    ['without a signature', { sign: unsigned }],
    [
      'whose signature was cut off',
      {
        sign: async (claims, by) => (await by.sign(claims)).replace(/[^.]+$/, ''),
      },
    ],
    ['signed with the secret of the client', { sign: (claims, { key }) => withSecret(claims, key.kid) }],
    [
      'signed with the public key as if it were a secret',
      {
        sign: (claims, { key: { publicJwk, kid } }) =>
          withSecret(
            claims,
            kid,
            createPublicKey({ key: publicJwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }),
          ),
      },
    ],
    [
      'signed by another algorithm than was agreed, with a key of its own',
      {
        sign: async (claims) =>
          new SignJWT(claims)
            .setProtectedHeader({ alg: 'RS256' })
            .sign((await generateKeyPair('RS256', { modulusLength: 2048 })).privateKey),
      },
    ],
    ['of a key that it does not have', { sign: async (claims, by) => by.sign(claims, {}, await newKey()) }],
    [
      'of another key under the name of its own',
      { sign: async (claims, by) => by.sign(claims, {}, await newKey(by.key.kid)) },
    ],
    [
      'that brings its key along',
      {
        sign: async (claims, by) => {
          const own = await newKey();
          return by.sign(claims, { jwk: own.publicJwk }, own);
        },
      },
    ],
    [
      'with an extension that it says has to be understood',
      { sign: async (claims, by) => by.sign(claims, { crit: ['b64'], b64: true }) },
    ],
    [
      'that was changed afterwards',
      {
        sign: async (claims, by) => {
          const [head, , signature] = (await by.sign(claims)).split('.');
          return `${head}.${encoded({ ...claims, sub: 'horsens-jens' })}.${signature}`;
        },
      },
    ],
    ['of nobody', { claims: hidden('sub') }],
    ['of an empty name', { claims: set({ sub: '' }) }],
    ['of a CPR number', { claims: set({ sub: '0101701234' }) }],
    ['of a CPR number with its hyphen', { claims: set({ sub: '010170-1234' }) }],
    ['of an object', { claims: set({ sub: { toString: 'horsens-karen' } }) }],
    ['of a name that turns its direction', { claims: set({ sub: 'horsens-\u202ekaren' }) }],
    ['of somebody without a readable name', { claims: set({ name: '\u200b' }) }],
    ['whose groups are a text', { claims: set({ groups: 'horsens:head' }) }],
    ['whose groups are no texts', { claims: set({ groups: ['horsens:adviser', { name: 'horsens:head' }] }) }],
    [
      'of more groups than anybody has',
      { claims: set({ groups: Array.from({ length: 501 }, (_, n) => `horsens:${n}`) }) },
    ],
    ['that is none', { sign: () => 'horsens-karen' }],
    ['that is left out', { tokens: hidden('id_token') }],
    ['beside an access token of a kind that nobody knows', { tokens: set({ token_type: 'mac' }) }],
  ];

  it.each(whole(rows))('%s', async (_, behaviour, why) => {
    const browser = new Browser(origin);
    provider.behaviour = behaviour;
    await expectRefused(await comesBack(browser), browser, why);
  });

  it('with the nonce of another sign-in', async () => {
    const [browser, other] = [new Browser(origin), new Browser(origin)];
    const begun = await other.go('/login');
    const nonce = new URL(begun.headers.location!).searchParams.get('nonce');
    provider.behaviour = { claims: set({ nonce }) };
    await expectRefused(await comesBack(browser), browser, 'refused');
  });

  it('of a key that was withdrawn since the last sign-in', async () => {
    const before = new Browser(origin);
    const withdrawn = provider.key;
    expect((await comesBack(before)).headers.location).toBe('/sessions');
    await leaves(before);
    provider.key = await newKey();
    provider.behaviour = { sign: async (claims, by) => by.sign(claims, {}, withdrawn) };
    const browser = new Browser(origin);
    await expectRefused(await comesBack(browser), browser, 'refused');
    provider.behaviour = {};
    expect((await comesBack(browser)).headers.location).toBe('/sessions');
    await leaves(browser);
  });
});

describe('nobody comes in by coming back', () => {
  const rows: readonly Row<(query: URLSearchParams) => void>[] = [
    ['with another state', (query) => query.set('state', 'another')],
    ['without a state', (query) => query.delete('state')],
    ['with a state twice', (query) => query.append('state', query.get('state')!)],
    ['without a code', (query) => query.delete('code')],
    ['with two codes', (query) => query.append('code', 'another')],
    ['with a code that the provider did not give', (query) => query.set('code', 'another')],
    ['from another issuer (RFC 9207)', (query) => query.set('iss', 'https://login.example.dk')],
    ['from an issuer that does not say who it is', (query) => query.delete('iss')],
    ['with an id_token in the address', (query) => query.set('id_token', 'a.b.c')],
    ['with an answer in another form', (query) => query.set('response', 'a.b.c')],
    [
      'with a refusal of the provider, which is not repeated to the reader',
      (query) => {
        query.delete('code');
        query.set('error', 'server_error');
        query.set('error_description', '<script>alert(1)</script>');
      },
    ],
    [
      'after breaking off',
      (query) => {
        query.delete('code');
        query.set('error', 'access_denied');
      },
      'declined',
    ],
  ];

  it.each(whole(rows))('%s', async (_, back, why) => {
    const browser = new Browser(origin);
    provider.behaviour = { back };
    const page = await comesBack(browser);
    await expectRefused(page, browser, why);
    expect(page.text).not.toContain('alert(1)');
  });

  it('a second time, with everything as it was the first time', async () => {
    const browser = new Browser(origin);
    const address = await returning(browser);
    const signin = browser.jar.get('signin')!;
    expect((await browser.go(address)).headers.location).toBe('/sessions');
    await leaves(browser);
    const again = new Browser(origin);
    again.jar.set('signin', signin);
    await expectRefused(await again.go(inEnglish(address)), again, 'refused');
  });

  it('with the code of another sign-in', async () => {
    const [browser, other] = [new Browser(origin), new Browser(origin)];
    const code = new URL(await returning(other)).searchParams.get('code')!;
    provider.behaviour = { back: (query) => query.set('code', code) };
    await expectRefused(await comesBack(browser), browser, 'refused');
  });

  it('in a browser that never went there', async () => {
    const address = await returning(new Browser(origin));
    const browser = new Browser(origin);
    await expectRefused(await browser.go(inEnglish(address)), browser, 'refused');
  });

  it('as somebody else, whose way back was slipped to a browser that is under way itself', async () => {
    const [attacker, browser] = [new Browser(origin), new Browser(origin)];
    const address = await returning(attacker);
    await returning(browser);
    await expectRefused(await browser.go(inEnglish(address)), browser, 'refused');
  });

  it('with a cookie that nobody sealed', async () => {
    const browser = new Browser(origin);
    const address = await returning(browser);
    browser.jar.set('signin', unsigned({ state: 'x', nonce: 'y', verifier: 'z' }));
    await expectRefused(await browser.go(inEnglish(address)), browser, 'refused');
  });
});

describe('nobody comes in while the provider', () => {
  /** What the id_token does not say of the person is asked for at another place. */
  const asksMore = { claims: hidden('groups') };
  const rows: readonly Row<Behaviour>[] = [
    ['refuses the code', { tokens: () => ({ error: 'invalid_grant' }) }],
    ['sends the client elsewhere with the code', { at: { token: elsewhere } }],
    ['sends it elsewhere for the keys', { at: { jwks: elsewhere } }],
    ['sends it elsewhere for the person', { ...asksMore, at: { userinfo: elsewhere } }],
    ['answers with five mebibytes for tokens', { at: { token: tooMuch } }, 'away'],
    ['answers with five mebibytes of keys', { at: { jwks: tooMuch } }, 'away'],
    ['answers with little that unfolds to much', { at: { token: zipped } }, 'away'],
    ['answers with a page for tokens', { at: { token: (response) => response.end('<p>Vent</p>') } }],
    ['answers with a broken list of keys', { at: { jwks: (response) => json(response, { keys: 'none' }) } }],
    ['has no keys', { at: { jwks: (response) => json(response, { keys: [] }) } }],
    ['fails', { at: { token: (response) => json(response, {}, 500) } }, 'away'],
    ['breaks the connection off', { at: { token: (response) => response.destroy() } }, 'away'],
    ['tells of somebody else than it signed in', { ...asksMore, userinfo: set({ sub: 'horsens-jens' }) }],
    ['tells of nobody', { ...asksMore, userinfo: hidden('sub') }],
  ];

  it.each(whole(rows))('%s', async (_, behaviour, why) => {
    const browser = new Browser(origin);
    provider.behaviour = behaviour;
    await expectRefused(await comesBack(browser), browser, why);
    expect(provider.asked.filter(({ place }) => place === 'away')).toEqual([]);
  });

  it('never ends an answer, with or without a beginning, wherever it is asked', async () => {
    const asked = { jwks: 0, token: 0 };
    const silent: Odd = () => undefined;
    /** A space each now and then, so that something always comes. */
    const slow: Odd = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 200);
      response.on('close', () => clearInterval(drip));
    };
    const oncePer =
      (place: 'jwks' | 'token', odd: readonly Odd[]): Odd =>
      (response, usual) => {
        const its = odd[(asked[place] += 1) - 1];
        return its ? its(response, usual) : usual();
      };
    const browsers = Array.from({ length: 5 }, () => new Browser(origin));
    const addresses = await Promise.all(browsers.map((browser) => returning(browser)));
    // Two wait for tokens, of the others two for keys, and the last for the person.
    const at = { token: oncePer('token', [silent, slow]), jwks: oncePer('jwks', [silent, slow]), userinfo: silent };
    provider.behaviour = { ...asksMore, at };
    const pages = await Promise.all(browsers.map((browser, n) => browser.go(inEnglish(addresses[n]!))));
    for (const [n, browser] of browsers.entries()) await expectRefused(pages[n]!, browser, 'away');
    expect(asked).toEqual({ token: 5, jwks: 3 });
  });

  it.each([
    ['an hour ahead', 3600],
    ['an hour behind', -3600],
  ])('goes by a clock %s; health says it, until it is right again', async (_, aheadSeconds) => {
    const health = async () => (await send(`${origin}/health/ready`)).text;
    const browser = new Browser(origin);
    provider.behaviour = { aheadSeconds };
    await expectRefused(await comesBack(browser), browser, 'clock');
    expect(await health()).toMatch(/The clock of the provider of sign-in and this machine.s differ by 3(599|600|601)/);
    provider.behaviour = {};
    expect((await comesBack(browser)).headers.location).toBe('/sessions');
    expect(await health()).not.toContain('sign-in');
    await leaves(browser);
  });
});

describe('nobody gets as far as a provider', () => {
  let stranger: HostileProvider;
  let at: SignedInAt;
  beforeAll(async () => {
    stranger = await HostileProvider.open();
    at = await openAt(stranger);
  });
  afterAll(() => stranger.close());

  const place = (changed: Claims): Behaviour => ({ metadata: set(changed) });
  const rows: readonly (readonly [string, Behaviour])[] = [
    ['that says it is another', place({ issuer: 'https://login.example.dk' })],
    ['that does not say who it is', place({ issuer: undefined })],
    ['that fails', { at: { discovery: (response) => json(response, {}, 500) } }],
    ['that sends its client elsewhere', { at: { discovery: elsewhere } }],
    ['that tells five mebibytes of itself', { at: { discovery: tooMuch } }],
    ['that tells a page of itself', { at: { discovery: (response) => response.end('<p>Vent</p>') } }],
    ['that breaks off', { at: { discovery: (response) => response.destroy() } }],
    ['that never ends', { at: { discovery: () => undefined } }],
    ['whose page of sign-in is a script', place({ authorization_endpoint: 'javascript:alert(1)' })],
    ['whose page of log-out is a script', place({ end_session_endpoint: 'javascript:alert(1)' })],
    ['whose tokens are in a file', place({ token_endpoint: 'file:///etc/passwd' })],
    ['whose keys come unencrypted from elsewhere', place({ jwks_uri: 'http://keys.example.dk/jwks' })],
    ['whose place of people is none', place({ userinfo_endpoint: 'nowhere' })],
  ];

  it.each(rows)('%s; health says it', async (_, behaviour) => {
    const browser = new Browser(at.origin);
    stranger.behaviour = behaviour;
    await expectRefused(await browser.go('/login?lang=en'), browser, 'away', at.product);
    expect((await send(`${at.origin}/health/ready`)).text).toContain('The provider of sign-in could not be used');
  });

  it('that has come back is found, and health says nothing any more', async () => {
    stranger.behaviour = {};
    const browser = new Browser(at.origin);
    expect((await comesBack(browser)).headers.location).toBe('/sessions');
    expect((await send(`${at.origin}/health/ready`)).text).not.toContain('sign-in');
  });
});
