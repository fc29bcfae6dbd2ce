/**
 * Whoever has taken a session ends no other with it without signing in once more (ASVS 7.5.2), and nobody is signed in
 * without having wanted it (ASVS 7.6.2).
 */
import { alice, HostileProvider } from '../../faults/hostile-provider/hostile-provider.js';
import { SignedInAt } from '../../faults/hostile-provider/signed-in-at.js';
import { Browser, send, type Page } from './browser.js';

let [provider, at] = [] as unknown as [HostileProvider, SignedInAt];
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
});

/** The provider says that they signed in so many seconds ago. */
const signedInAgo = (seconds: number): void => {
  provider.behaviour = { claims: (claims) => ({ ...claims, auth_time: (claims.iat as number) - seconds }) };
};
async function signedIn(secondsAgo: number): Promise<Browser> {
  signedInAgo(secondsAgo);
  return at.signedIn();
}
const end = async (browser: Browser, session: string): Promise<Page> =>
  browser.post('/sessions/end', { formToken: await browser.formToken(), session });
const again = async (browser: Browser): Promise<Page> => {
  const begun = await browser.go('/login?again=yes&to=/sessions');
  return browser.go((await send(begun.headers.location!)).headers.location!);
};

describe('the sessions of a person are ended', () => {
  it('all or another one, by whoever has signed in within five minutes alone', async () => {
    const [taken, other] = [await signedIn(301), await signedIn(240)];
    const [, handle] = /name="session" value="([\w-]{12})"/.exec((await other.go('/sessions')).text)!;
    for (const session of ['all', handle!]) {
      const { status, text } = await end(taken, session);
      expect([status, text.includes('href="/login?again=yes&amp;to=/sessions"')]).toEqual([401, true]);
    }
    expect(await Promise.all([taken, other].map((browser) => browser.isIn()))).toEqual([true, true]);
    expect((await end(other, 'all')).status).toBe(200);
    expect(await Promise.all([taken, other].map((browser) => browser.isIn()))).toEqual([false, false]);
  });

  it('after another sign-in, which the provider is told to ask for, and which speaks the language of before', async () => {
    const browser = await signedIn(3600);
    await browser.go('/sessions?lang=en');
    provider.behaviour = {};
    signedInAgo(0);
    expect((await again(browser)).headers.location).toBe('/sessions');
    const { query } = provider.asked.findLast(({ place }) => place === 'authorize')!;
    expect([query.get('prompt'), query.get('max_age')]).toEqual(['login', '0']);
    expect((await browser.go('/sessions')).text).toContain('You are logged in as');
    expect((await end(browser, 'all')).status).toBe(200);
  });

  it('not after one that the provider did not ask for: it says when the person signed in', async () => {
    const browser = await signedIn(3600);
    signedInAgo(240);
    expect((await again(browser)).status).toBe(403);
    expect((await end(browser, 'all')).status).toBe(401);
    await new Promise(setImmediate);
    expect(at.product.output.join('')).toContain('"event":"signInFailed","code":"refused","error":"auth_time"');
  });

  it('one’s own by logging out, whenever one signed in', async () => {
    const browser = await signedIn(3600);
    expect((await browser.post('/logout', { formToken: await browser.formToken() })).status).toBe(200);
    expect(await browser.isIn()).toBe(false);
  });
});

describe('nobody is led to the provider without having wanted it', () => {
  const shows = ({ status, headers, text }: Page): readonly unknown[] => [
    status,
    headers.location,
    headers['set-cookie'],
    text.includes('href="/login?to=%2Fsessions"'),
  ];
  const asks = [200, undefined, undefined, true];

  it('by a page that needs a session: it leads to a link', async () => {
    const browser = new Browser(at.origin);
    const { location } = (await browser.go('/sessions')).headers;
    expect(location).toBe('/login?ask=yes&to=%2Fsessions');
    expect(shows(await browser.go(location!))).toEqual(asks);
  });

  it.each(['cross-site', 'same-site', ''])('by a site that says of itself %p', async (site) => {
    const headers: Readonly<Record<string, string>> = site === '' ? {} : { 'sec-fetch-site': site };
    expect(shows(await send(`${at.origin}/login?to=/sessions`, { headers }))).toEqual(asks);
  });

  it.each(['same-origin', 'none'])('a link of ours, or an address that was typed, leads there (%s)', async (site) => {
    const { status, headers } = await send(`${at.origin}/login`, { headers: { 'sec-fetch-site': site } });
    expect([status, headers.location?.startsWith(provider.issuer)]).toEqual([303, true]);
  });
});

it('another person who signs in again has a session of their own, and none of what was before', async () => {
  const browser = await signedIn(3600);
  await browser.go('/sessions?lang=en');
  const mogens = { sub: 'odense-mogens', name: 'Mogens Vejviser', groups: ['odense:adviser'] };
  provider.behaviour = { claims: (claims) => ({ ...claims, ...mogens, auth_time: claims.iat }) };
  await again(browser);
  const { text } = await browser.go('/sessions');
  expect([text.includes('Du er logget ind som'), text.includes(alice.name)]).toEqual([true, false]);
});
