/**
 * What an administrator takes from somebody is gone with the next request of every session that the person has
 * (decision 35): nothing waits for a list, a clock or a cookie.
 */
import { roleNames } from '../../../apps/server/api/openapi-words.js';
import { Office, type Who } from '../../faults/client.js';
import { alice, HostileProvider } from '../../faults/hostile-provider/hostile-provider.js';
import { SignedInAt } from '../../faults/hostile-provider/signed-in-at.js';
import { Browser, formTokenIn } from './browser.js';

let [provider, at, office] = [] as unknown as [HostileProvider, SignedInAt, Office];
const administrator: Who = { role: 'administrator', sub: 'ada' };
const write = async (path: string, body: object): Promise<void> => {
  const { status } = await office.post(path, body, administrator);
  expect([200, 201]).toContain(status);
};
const isMember = (roles: readonly string[]) => write('/members', { sub: alice.sub, name: alice.name, roles });
const isNobody = () => write('/members/end', { sub: alice.sub });

beforeAll(async () => {
  provider = await HostileProvider.open();
  at = await SignedInAt.open(provider);
  office = new Office(at.product, 'horsens');
});
beforeEach(() => isMember(['adviser']));
afterAll(async () => {
  await at.close();
  await provider.close();
});

it('a member who has ended is led to the login with the next request, in every browser, whatever the groups say', async () => {
  const browsers = [await at.signedIn(), await at.signedIn()];
  const formToken = await browsers[0]!.formToken();
  const secret = browsers[0]!.jar.get('sid')!;
  await isNobody();
  expect(await Promise.all(browsers.map((browser) => browser.isIn()))).toEqual([false, false]);
  expect((await browsers[0]!.post('/sessions/end', { formToken, session: 'all' })).status).toBe(401);
  // Who signs in anew is told, and gets no session either.
  await expect(at.signedIn()).rejects.toThrow('nobody was signed in');
  // One who comes back later begins anew: what ended does not come back too.
  await isMember(['adviser']);
  const later = new Browser(at.origin);
  later.jar.set('sid', secret);
  expect(await later.isIn()).toBe(false);
});

it('another role is there with the next request, under a new secret and new forms', async () => {
  const browser = await at.signedIn();
  const before = { secret: browser.jar.get('sid')!, page: (await browser.go('/sessions')).text };
  expect(before.page).toContain(roleNames.adviser.da);
  await isMember(['auditor']);
  const { text } = await browser.go('/sessions');
  expect([text.includes(roleNames.adviser.da), text.includes(roleNames.auditor.da)]).toEqual([false, true]);
  expect(browser.jar.get('sid')).not.toBe(before.secret);
  expect(formTokenIn(text)).not.toBe(formTokenIn(before.page));
  expect((await browser.post('/logout', { formToken: formTokenIn(before.page) })).status).toBe(403);
  expect((await browser.post('/logout', { formToken: formTokenIn(text) })).status).toBe(200);
});
