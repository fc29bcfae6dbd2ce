/**
 * A broker of MitID that says something else than one CPR number of whoever came, or says it for another sign-in
 * (decision 36): no case is opened, and the number is nowhere.
 */
import { Browser, send, type Page } from '../../attack/sign-in/browser.js';
import { Office, tracesIn } from '../client.js';
import { HostileProvider, json, type Behaviour, type Claims } from './hostile-provider.js';
import { returning, SignedInAt } from './signed-in-at.js';

const cpr = '241250-1234';
const another = '010160-4321';
let [provider, at] = [] as unknown as [HostileProvider, SignedInAt];
beforeAll(async () => {
  provider = await HostileProvider.open();
  at = await SignedInAt.open(provider);
  for (const each of [cpr, another]) await registered(new Office(at.product, 'horsens'), each);
});
beforeEach(() => {
  provider.behaviour = {};
});
afterAll(async () => {
  await at.close();
  await provider.close();
  console.log(`hostile broker: ${refused} of ${tried} refused`);
});
let [tried, refused] = [0, 0];

async function registered(office: Office, of: string): Promise<void> {
  const made = await office.start();
  await made.do('RecordPart', { topic: 'staffConduct', department: 'borgerservice' });
  await made.do('AssessRemit', { part: 'A', admissible: true });
  await made.do('AgreeRegistration', { citizen: true, adviser: true });
  await made.do('RegisterCase', { complainant: { name: 'Opdigtet', cpr: of }, summary: 'Et brev' }, 'registered');
  await made.view();
}
/** To the broker and back to the product's door. */
async function backFrom(browser: Browser): Promise<string> {
  const begun = await browser.go('/min-sag/mitid');
  return (await send(begun.headers.location!)).headers.location!;
}
const says =
  (changed: Claims) =>
  (claims: Claims): Claims => ({ ...claims, cpr, ...changed });
async function expectNobody(browser: Browser, page: Page, status: number): Promise<void> {
  expect([page.status, browser.jar.has('sid')]).toEqual([status, false]);
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.text).not.toMatch(/Din sag \d|241250/);
  expect((await browser.go('/min-sag')).text).not.toContain('Din sag 2');
  await new Promise(setImmediate);
  expect(at.product.output.join('')).not.toMatch(/241250|010160/);
}

it('opens the case of whom the broker vouches for, and no other case', async () => {
  const [own, other] = [new Browser(at.origin), new Browser(at.origin)];
  const addressOf = async (browser: Browser, of: string): Promise<string> => {
    provider.behaviour = { claims: says({ cpr: of }) };
    await browser.go(await backFrom(browser));
    return (await browser.go('/min-sag')).headers.location!;
  };
  const [mine, theirs] = [await addressOf(own, cpr), await addressOf(other, another)];
  expect([mine === theirs, (await own.go(mine)).status]).toEqual([false, 200]);
  for (const path of [theirs, `${theirs}/breve/0`, `${theirs}/dokumenter/1-1`]) {
    tried += 1;
    expect((await own.go(path)).status).toBe(404);
    refused += 1;
  }
});

it.each<[string, Behaviour, number?]>([
  ['no number', { claims: says({ cpr: undefined }) }],
  ['a list of one', { claims: says({ cpr: [cpr] }) }],
  ['two numbers', { claims: says({ cpr: [cpr, another] }) }],
  ['a number that is none of a text', { claims: says({ cpr: 2_412_501_234 }) }],
  ['an object', { claims: says({ cpr: { toString: cpr } }) }],
  ['more than a number', { claims: says({ cpr: `${cpr} ${another}` }) }],
  ['a number of other digits', { claims: says({ cpr: '２４１２５０-１２３４' }) }],
  ['a number with a line after it', { claims: says({ cpr: `${cpr}\n` }) }],
  ['a number that no case has', { claims: says({ cpr: '311299-0001' }) }, 404],
  ['a weak sign-in', { claims: says({ acr: 'urn:dk:low' }) }],
  [
    'a number for somebody else, at its place of people',
    { userinfo: (claims) => ({ ...claims, cpr, sub: 'another' }) },
  ],
  ['a number for another client', { claims: says({ aud: 'another' }) }],
  ['a number for another nonce', { claims: says({ nonce: 'another' }) }],
])('nobody reads a case by %s', async (_, behaviour, status = 403) => {
  tried += 1;
  const browser = new Browser(at.origin);
  provider.behaviour = behaviour;
  await expectNobody(browser, await browser.go(await backFrom(browser)), status);
  refused += 1;
});

it('a sign-in of staff opens no case, and one of a citizen no page of staff, whatever is carried over', async () => {
  provider.behaviour = { claims: says({}) };
  for (const [from, to] of [
    ['/login/return', '/min-sag/mitid/retur'],
    ['/min-sag/mitid/retur', '/login/return'],
  ] as const) {
    tried += 1;
    const browser = new Browser(at.origin);
    const address = from === '/login/return' ? await returning(browser) : await backFrom(browser);
    expect(address).toContain(from);
    await expectNobody(browser, await browser.go(address.replace(from, to)), 403);
    refused += 1;
  }
});

it('a broker that fails is told to whoever comes, and health says it until it answers again', async () => {
  const browser = new Browser(at.origin);
  const health = async () => (await send(`${at.origin}/health/ready`)).text;
  provider.behaviour = { at: { token: (response) => json(response, {}, 500) } };
  await expectNobody(browser, await browser.go(await backFrom(browser)), 503);
  expect(await health()).toContain('The provider of sign-in could not be used');
  provider.behaviour = { claims: says({}) };
  expect((await browser.go(await backFrom(browser))).headers.location).toBe('/min-sag');
  expect(await health()).not.toContain('sign-in');
});

it('the number is in no file', () => {
  expect(tracesIn(at.product.folder, ['2412501234', cpr, '0101604321', another])).toEqual([]);
});
