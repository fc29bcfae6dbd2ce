/**
 * Log-out that the provider asks for (OpenID Connect Back-Channel Logout 1.0, section 2.6): what it has signed ends a
 * session, and nothing else does, since nobody has to sign in to send it.
 */
import { Browser, formType, send, type Page } from '../../attack/sign-in/browser.js';
import { alice, clientId, HostileProvider, newKey, unsigned, withSecret, type Claims } from './hostile-provider.js';
import { returning, SignedInAt } from './signed-in-at.js';

let provider: HostileProvider;
let at: SignedInAt;
beforeAll(async () => {
  provider = await HostileProvider.open();
  at = await SignedInAt.open(provider);
});
beforeEach(() => {
  provider.behaviour = {};
});
afterAll(async () => {
  await at.close();
  await provider.close();
  console.log(`back-channel log-out: ${refused} of ${tried} refused`);
});
let [tried, refused] = [0, 0];

const path = '/logout/back-channel';
const told = (token: string, more = ''): Promise<Page> =>
  send(at.origin + path, {
    method: 'POST',
    headers: { 'content-type': formType },
    body: `logout_token=${encodeURIComponent(token)}${more}`,
  });
const signed = (changed: Claims = {}): Promise<string> => provider.sign({ ...provider.logOutClaims(), ...changed });
/** Somebody of that provider's session. */
async function signedInAs(person: Claims): Promise<Browser> {
  provider.behaviour = { claims: (claims) => ({ ...claims, ...person }) };
  const browser = new Browser(at.origin);
  await browser.go(await returning(browser));
  provider.behaviour = {};
  expect(await browser.isIn()).toBe(true);
  return browser;
}
const anton = { sub: 'horsens-anton', name: 'Anton Brobygger', groups: ['horsens:adviser'] };

describe('what the provider has signed', () => {
  it.each<[string, Claims, readonly boolean[]]>([
    ['ends all of a person', { sub: alice.sub }, [false, false, true]],
    ['ends a session of its own', { sub: undefined, sid: 'first' }, [false, true, true]],
    ['ends a session of a person', { sub: alice.sub, sid: 'second' }, [true, false, true]],
    [
      'ends nothing where it knows the session under another name',
      { sub: undefined, sid: 'fourth' },
      [true, true, true],
    ],
    ['ends nothing of somebody else’s session', { sub: alice.sub, sid: 'third' }, [true, true, true]],
  ])('%s', async (_, whom, stay) => {
    const browsers = [
      await signedInAs({ sid: 'first' }),
      await signedInAs({ sid: 'second' }),
      await signedInAs({ ...anton, sid: 'third' }),
    ];
    const answer = await told(await signed(whom));
    expect(answer).toMatchObject({ status: 200, text: '', headers: { 'cache-control': 'no-store' } });
    expect(await Promise.all(browsers.map((browser) => browser.isIn()))).toEqual(stay);
  });
});

it.each(['JWT', 'logout+jwt', 'application/logout+jwt'])('a token of the kind %s is taken', async (typ) => {
  expect((await told(await provider.sign(provider.logOutClaims(), { typ }))).status).toBe(200);
});

describe('nothing is ended by a token', () => {
  const now = () => provider.now;
  const rows: readonly (readonly [string, () => string | Promise<string>])[] = [
    ['of another issuer', () => signed({ iss: 'https://login.example.dk' })],
    ['of no issuer', () => signed({ iss: undefined })],
    ['for another client', () => signed({ aud: 'another' })],
    ['for nobody', () => signed({ aud: undefined })],
    ['without a signature', () => unsigned(provider.logOutClaims())],
    ['signed with the secret of the client', () => withSecret(provider.logOutClaims(), provider.key.kid)],
    ['of a key that is not the provider’s', async () => provider.sign(provider.logOutClaims(), {}, await newKey())],
    [
      'of another key under the provider’s name',
      async () => provider.sign(provider.logOutClaims(), {}, await newKey(provider.key.kid)),
    ],
    ['that does not say that it is about log-out', () => signed({ events: undefined })],
    ['about something else', () => signed({ events: { 'http://schemas.example.dk/event/other': {} } })],
    ['whose subject is a list', () => signed({ events: ['http://schemas.openid.net/event/backchannel-logout'] })],
    ['that could be an id_token: it has a nonce', () => signed({ nonce: 'n' })],
    ['that says that it is for an API', () => provider.sign(provider.logOutClaims(), { typ: 'at+jwt' })],
    ['of nobody', () => signed({ sub: undefined })],
    ['of an object', () => signed({ sub: { toString: alice.sub } })],
    ['of a session that is a number', () => signed({ sub: undefined, sid: 1 })],
    ['that was made ten minutes ago', () => signed({ iat: now() - 600 })],
    ['that will be made', () => signed({ iat: now() + 600, exp: now() + 900 })],
    ['that was made at no time', () => signed({ iat: undefined })],
    ['that has expired', () => signed({ iat: now() - 100, exp: now() - 60 })],
    ['that cannot be told from another', () => signed({ jti: undefined })],
    [
      'that was signed at a sign-in',
      () =>
        provider.sign({
          ...alice,
          iss: provider.issuer,
          aud: clientId,
          iat: now(),
          exp: now() + 300,
          nonce: 'n',
          jti: '1',
        }),
    ],
    [
      'that was signed at a sign-in without a nonce',
      () => provider.sign({ ...alice, iss: provider.issuer, aud: clientId, iat: now(), exp: now() + 300, jti: '2' }),
    ],
    ['that is none', () => alice.sub],
    ['that is empty', () => ''],
  ];

  it.each(rows)('%s', async (_, make) => {
    await expectRefused(async () => told(await make()));
  });

  it('that was used before', async () => {
    const token = await signed({ sub: undefined, sid: 'nobody’s' });
    expect((await told(token)).status).toBe(200);
    await expectRefused(() => told(token));
  });

  it('that comes beside a second one', async () => {
    const [first, second] = [await signed(), await signed()];
    await expectRefused(() => told(first, `&logout_token=${second}`));
  });

  it('that comes in another form than the protocol’s, or as a link', async () => {
    const token = await signed();
    const address = at.origin + path;
    const asJson = { 'content-type': 'application/json' };
    for (const [status, page] of [
      [415, { method: 'POST', headers: asJson, body: JSON.stringify({ logout_token: token }) }],
      [405, { method: 'GET' }],
    ] as const)
      await expectRefused(() => send(`${address}?logout_token=${token}`, page), status);
    await expectRefused(() => send(`${address}?logout_token=${token}`, { method: 'POST' }));
  });

  async function expectRefused(tell: () => Promise<Page>, status = 400): Promise<void> {
    tried += 1;
    const browser = await signedInAs({});
    const answer = await tell();
    expect(answer.status).toBe(status);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.text).not.toContain(alice.sub);
    expect(await browser.isIn()).toBe(true);
    refused += 1;
  }
});
