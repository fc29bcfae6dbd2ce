/**
 * Attacks on a session (promises.md, section 5): nothing but its own cookie opens it, it opens no more than it should,
 * and what has ended stays ended.
 */
import { createHash } from 'node:crypto';
import { alice, HostileProvider } from '../../faults/hostile-provider/hostile-provider.js';
import { Office } from '../../faults/client.js';
import { leaves, returning, SignedInAt } from '../../faults/hostile-provider/signed-in-at.js';
import { Browser, formTokenIn, formType, send, type Page } from './browser.js';
import { Tally } from './tally.js';

let [provider, at] = [] as unknown as [HostileProvider, SignedInAt];
const tally = new Tally('attacks on sessions');
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
  tally.say();
});

const mogens = { sub: 'odense-mogens', name: 'Mogens Vejviser', groups: ['odense:adviser'] };
async function signedInAs(person: Readonly<Record<string, unknown>>): Promise<Browser> {
  provider.behaviour = { claims: (claims) => ({ ...claims, ...person }) };
  return at.signedIn();
}
/** With the cookies that are named and no others. */
const withCookie = (cookie: string, path = '/sessions'): Promise<Page> =>
  send(at.origin + path, { headers: { cookie } });
const opens = async (secret: string): Promise<boolean> => (await withCookie(`sid=${secret}`)).status === 200;
const handlesIn = (shown: string): readonly string[] =>
  [...shown.matchAll(/name="session" value="([\w-]{12})"/g)].map(([, handle]) => handle!);

interface Known {
  readonly sid: string;
  readonly handle: string;
  readonly formToken: string;
}
async function known(): Promise<Known> {
  const browser = await at.signedIn();
  const { text } = await browser.go('/sessions');
  return { sid: browser.jar.get('sid')!, handle: handlesIn(text).at(-1)!, formToken: formTokenIn(text) };
}

describe('a session is opened by its cookie alone, and not by', () => {
  const wrong = 'A'.repeat(43);
  const rows: readonly (readonly [string, (of: Known) => Promise<Page>])[] = [
    [
      'its secret in the address',
      ({ sid }) => send(`${at.origin}/sessions?sid=${sid}&__Host-sid=${sid}&session=${sid}`),
    ],
    ['its secret in the path', ({ sid }) => send(`${at.origin}/sessions;sid=${sid}`)],
    ['its secret in a header', ({ sid }) => send(`${at.origin}/sessions`, { headers: { sid, 'x-session-id': sid } })],
    [
      'its secret as a token',
      ({ sid }) => send(`${at.origin}/sessions`, { headers: { authorization: `Bearer ${sid}` } }),
    ],
    [
      'its secret in a form',
      ({ sid, formToken }) =>
        send(`${at.origin}/sessions/end`, {
          method: 'POST',
          headers: { 'content-type': formType, 'sec-fetch-site': 'same-origin' },
          body: new URLSearchParams({ sid, formToken, session: 'all' }).toString(),
        }),
    ],
    [
      'the token of a caller',
      async () => {
        const token = await new Office(at.product, 'horsens').token('head');
        return send(`${at.origin}/sessions`, { headers: { authorization: `Bearer ${token}` } });
      },
    ],
    [
      'the token of a caller as its secret',
      async () => withCookie(`sid=${await new Office(at.product, 'horsens').token('head')}`),
    ],
    [
      'a cookie of another name',
      ({ sid }) => withCookie(`SID=${sid}; __Host-sid=${sid}; __Secure-sid=${sid}; sid1=${sid}`),
    ],
    ['its handle, which everybody of its holder sees', ({ handle }) => withCookie(`sid=${handle}`)],
    ['the token of its forms', ({ formToken }) => withCookie(`sid=${formToken}`)],
    [
      'the hash that the server keeps',
      ({ sid }) => withCookie(`sid=${createHash('sha256').update(sid).digest('base64url')}`),
    ],
    ['most of its secret', ({ sid }) => withCookie(`sid=${sid.slice(0, -1)}`)],
    ['more than its secret', ({ sid }) => withCookie(`sid=${sid}A`)],
    ['nothing', () => withCookie('sid=')],
    ['a name that every object has', () => withCookie('sid=__proto__')],
    ['one of two secrets, the first', ({ sid }) => withCookie(`sid=${sid}; sid=${wrong}`)],
    ['one of two secrets, the second', ({ sid }) => withCookie(`sid=${wrong}; sid=${sid}`)],
    ['one of two secrets, in two lines', ({ sid }) => withTwoCookies(`sid=${wrong}`, `sid=${sid}`)],
    ['a cookie among ten kilobytes of others', ({ sid }) => withCookie(`a=${'x'.repeat(10_000)}; sid=${sid}`)],
    ['a cookie among a hundred kilobytes of others', ({ sid }) => withCookie(`sid=${sid}; a=${'x'.repeat(100_000)}`)],
  ];
  const withTwoCookies = (...cookie: readonly string[]) => send(`${at.origin}/sessions`, { headers: { cookie } });

  it.each(rows)('%s', async (_, attack) => {
    await tally.of(async () => {
      const of = await known();
      const page = await attack(of);
      expect([303, 401, 404, 431]).toContain(page.status);
      expect(page.text).not.toContain(alice.name);
      expect(page.headers['set-cookie'] ?? []).toEqual([]);
      expect(await opens(of.sid)).toBe(true);
    });
  });
});

describe('a session opens pages and no more', () => {
  it.each([
    ['GET', '/complaints'],
    ['GET', '/tasks'],
    ['GET', '/profile'],
    ['GET', '/lifecycle'],
    ['GET', '/members'],
    ['GET', '/reports'],
    ['POST', '/complaints/search'],
    ['POST', '/assignments'],
    ['POST', '/complaints/transitions/ReceiveInquiry'],
    ['POST', '/complaints/00000000-0000-4000-8000-000000000000/transitions/RecordNote'],
  ])('%s %s of the API takes no cookie, nor what is in it as a token', async (method, path) => {
    const { sid, formToken } = await known();
    const address = `${at.origin}/api/offices/horsens${path}`;
    const sent = method === 'GET' ? { method } : { method, body: JSON.stringify({ formToken }) };
    const json = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', origin: at.origin };
    const tries: readonly Readonly<Record<string, string>>[] = [
      { cookie: `sid=${sid}` },
      { authorization: `Bearer ${sid}` },
      { authorization: `sid=${sid}` },
    ];
    for (const headers of tries)
      await tally.of(async () => {
        const page = await send(address, { ...sent, headers: { ...json, ...headers } });
        expect([page.status, (JSON.parse(page.text) as { code: string }).code]).toEqual([401, 'UNAUTHENTICATED']);
      });
  });
});

describe('what a browser had before somebody signed in', () => {
  it('opens nothing afterwards: a secret that somebody made up', async () => {
    await tally.of(async () => {
      const planted = 'B'.repeat(43);
      const browser = new Browser(at.origin);
      browser.jar.set('sid', planted);
      await at.signedIn(browser);
      expect(browser.jar.get('sid')).not.toBe(planted);
      expect(await opens(planted)).toBe(false);
    });
  });

  it('opens nothing afterwards: a session that somebody else had begun there', async () => {
    await tally.of(async () => {
      const attacker = await signedInAs(mogens);
      const planted = attacker.jar.get('sid')!;
      const browser = new Browser(at.origin);
      browser.jar.set('sid', planted);
      provider.behaviour = {};
      await at.signedIn(browser);
      expect((await browser.go('/sessions')).text).toContain(`<strong lang="da">${alice.name}</strong>`);
      expect(await opens(planted)).toBe(false);
    });
  });

  it('opens nothing afterwards: the own session of before', async () => {
    await tally.of(async () => {
      const browser = await at.signedIn();
      const before = browser.jar.get('sid')!;
      await at.signedIn(browser);
      expect([await opens(before), await browser.isIn()]).toEqual([false, true]);
    });
  });

  it('opens nothing afterwards: the cookie of the sign-in itself', async () => {
    await tally.of(async () => {
      const browser = new Browser(at.origin);
      const address = await returning(browser);
      const signin = browser.jar.get('signin')!;
      await browser.go(address);
      expect(await opens(signin)).toBe(false);
      expect(browser.jar.has('signin')).toBe(false);
    });
  });
});

describe('somebody else’s sessions', () => {
  it('are neither shown nor ended, by their handle, their secret, or all at once', async () => {
    const [own, other] = [await signedInAs(alice), await signedInAs(mogens)];
    const shown = (await other.go('/sessions')).text;
    const handles = handlesIn(shown);
    const { text } = await own.go('/sessions');
    expect(handlesIn(text).filter((handle) => handles.includes(handle))).toEqual([]);
    expect(text).not.toContain(mogens.name);
    for (const session of [...handles, other.jar.get('sid')!, formTokenIn(shown), 'all', '__proto__'])
      await tally.of(async () => {
        const attacker = await signedInAs(alice);
        await attacker.post('/sessions/end', { formToken: await attacker.formToken(), session });
        expect(await other.isIn()).toBe(true);
      });
    await tally.of(async () => {
      await leaves(await signedInAs(alice));
      expect(await other.isIn()).toBe(true);
    });
  });

  it('of another office show that office, and nothing of this one', async () => {
    await tally.of(async () => {
      const [own, other] = [await signedInAs(alice), await signedInAs(mogens)];
      const [here, there] = [(await own.go('/sessions')).text, (await other.go('/sessions')).text];
      expect([here.includes('Horsens'), here.includes('Odense')]).toEqual([true, false]);
      expect([there.includes('Horsens'), there.includes('Odense')]).toEqual([false, true]);
    });
  });
});

describe('log-out', () => {
  it('ends the session, and leaves nothing of it in the browser', async () => {
    await tally.of(async () => {
      const browser = await at.signedIn();
      const secret = browser.jar.get('sid')!;
      const page = await browser.post('/logout', { formToken: await browser.formToken() });
      expect(page.headers).toMatchObject({
        'clear-site-data': '"cache", "cookies", "storage"',
        'cache-control': 'no-store',
        'set-cookie': ['sid=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax'],
      });
      expect(browser.jar.has('sid')).toBe(false);
      expect(await opens(secret)).toBe(false);
    });
  });

  it('of all ends those of other browsers too, whoever holds them, and once ended they stay so', async () => {
    await tally.of(async () => {
      const [here, stolen] = [await at.signedIn(), await at.signedIn()];
      const secrets = [here, stolen].map(({ jar }) => jar.get('sid')!);
      await here.post('/sessions/end', { formToken: await here.formToken(), session: 'all' });
      expect(await Promise.all(secrets.map(opens))).toEqual([false, false]);
      await at.signedIn(here);
      expect(await Promise.all(secrets.map(opens))).toEqual([false, false]);
    });
  });
});

describe('the cookie of a session', () => {
  const attributesOf = (cookie: string) => cookie.split('; ').slice(1).sort();

  it('on this machine without TLS is for no script and no other site', async () => {
    const browser = await at.signedIn();
    const [signin, , sid] = browser.setCookies;
    expect(sid).toMatch(/^sid=[\w-]{43};/);
    for (const cookie of [signin!, sid!]) expect(attributesOf(cookie)).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax']);
  });

  it('behind TLS is Secure, of this host alone, and a plain one opens nothing', async () => {
    const secure = await SignedInAt.open(provider, { publicAddress: 'https://klage.example.dk' });
    const browser = new Browser(secure.origin);
    const back = new URL(await returning(browser));
    expect(back.origin).toBe('https://klage.example.dk');
    await browser.go(back.pathname + back.search);
    const [signin, cleared, sid] = browser.setCookies;
    expect([signin, cleared, sid].map((cookie) => cookie!.split('=', 1)[0])).toEqual([
      '__Host-signin',
      '__Host-signin',
      '__Host-sid',
    ]);
    for (const cookie of [signin!, sid!])
      expect(attributesOf(cookie)).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']);
    expect(attributesOf(cleared!)).toEqual(['HttpOnly', 'Max-Age=0', 'Path=/', 'SameSite=Lax', 'Secure']);
    const page = await browser.go('/sessions');
    expect([page.status, page.headers['strict-transport-security']]).toEqual([
      200,
      'max-age=31536000; includeSubDomains',
    ]);
    await tally.of(async () => {
      const cookie = `sid=${browser.jar.get('__Host-sid')!}`;
      expect((await send(`${secure.origin}/sessions`, { headers: { cookie } })).status).toBe(303);
    });
    // A form is from here by the address that browsers know, and by no other.
    const form = { method: 'POST', body: `formToken=${formTokenIn(page.text)}` };
    for (const origin of [secure.origin, 'http://klage.example.dk', 'https://klage.example.dk.example.org'])
      await tally.of(async () => {
        const answer = await browser.go('/logout', { ...form, headers: { 'content-type': formType, origin } });
        expect(answer.status).toBe(403);
      });
    const answer = await browser.go('/logout', {
      ...form,
      headers: { 'content-type': formType, origin: 'https://klage.example.dk' },
    });
    expect([answer.status, browser.jar.has('__Host-sid')]).toEqual([200, false]);
    await secure.close();
  });
});
