/** How often a sign-in may be begun (promises.md, section 5), and a log-out be sent that nobody signed. */
import { HostileProvider } from '../../faults/hostile-provider/hostile-provider.js';
import { returning, SignedInAt } from '../../faults/hostile-provider/signed-in-at.js';
import { Browser, formType, send } from './browser.js';

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

it('log-outs that nobody signed are counted, and after sixty of them the provider’s keys are not asked for', async () => {
  const sent = (token: string) =>
    send(`${at.origin}/logout/back-channel`, {
      method: 'POST',
      headers: { 'content-type': formType },
      body: `logout_token=${encodeURIComponent(token)}`,
    });
  // What the provider has signed counts for nothing.
  for (const _ of times(3)) expect((await sent(await provider.sign(provider.logOutClaims()))).status).toBe(200);
  const forged = (await provider.sign(provider.logOutClaims())).slice(0, -4);
  for (const _ of times(60)) expect((await sent(`${forged}AAAA`)).status).toBe(400);
  const asked = provider.asked.length;
  const refused = await sent(`${forged}AAAA`);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(800);
  expect(provider.asked).toHaveLength(asked);
});
