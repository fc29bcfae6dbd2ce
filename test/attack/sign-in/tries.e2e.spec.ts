/** How often a sign-in may be begun (promises.md, section 5): ten times in a quarter of an hour from one source. */
import { HostileProvider } from '../../faults/hostile-provider/hostile-provider.js';
import { returning, SignedInAt } from '../../faults/hostile-provider/signed-in-at.js';
import { Browser } from './browser.js';

let [provider, at] = [] as unknown as [HostileProvider, SignedInAt];
beforeAll(async () => {
  provider = await HostileProvider.open();
  at = await SignedInAt.open(provider);
});
afterAll(async () => {
  await at.close();
  await provider.close();
});
const begin = async (browser: Browser): Promise<number> => (await browser.go('/login')).status;
const times = (n: number): readonly undefined[] => Array.from({ length: n });

it('the eleventh is refused, says when to come again, and asks nothing of the provider; others come in', async () => {
  const browser = new Browser(at.origin);
  for (const _ of times(10)) expect(await begin(browser)).toBe(303);
  const asked = provider.asked.length;
  const page = await browser.go('/login');
  expect([page.status, page.headers['content-type']]).toEqual([429, 'text/html; charset=utf-8']);
  expect(Number(page.headers['retry-after'])).toBeGreaterThan(800);
  expect(page.headers['set-cookie']).toBeUndefined();
  expect(provider.asked).toHaveLength(asked);
  expect(await (await at.signedIn()).isIn()).toBe(true);
});

it('another browser of the same source has no tries of its own, nor has one without its cookies', async () => {
  const [browser, other] = [new Browser(at.origin), new Browser(at.origin)];
  const source = { headers: { 'x-forwarded-for': '198.51.100.7' } };
  for (const _ of times(5)) {
    expect((await browser.go('/login', source)).status).toBe(303);
    other.jar.clear();
    expect((await other.go('/login', source)).status).toBe(303);
  }
  expect((await new Browser(at.origin).go('/login', source)).status).toBe(429);
});

it('who comes in has none of them counted, and who comes back in vain has', async () => {
  const browser = new Browser(at.origin);
  for (const _ of times(12)) await at.signedIn(browser);
  provider.behaviour = { back: (query) => query.set('state', 'another') };
  for (const _ of times(10)) expect((await browser.go(await returning(browser))).status).toBe(403);
  provider.behaviour = {};
  expect(await begin(browser)).toBe(429);
});
