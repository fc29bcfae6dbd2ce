import { jest } from '@jest/globals';
import { SignJWT, exportJWK, generateKeyPair, type CryptoKey } from 'jose';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Caller } from '../platform/caller.js';
import { Refused } from '../platform/refusal.js';
import { isNowBy } from '../platform/clock.js';
import { callerIn, Tokens } from './bearer-tokens.js';

const secret = new Uint8Array(32).fill(1);
const anna: Caller = { sub: 'anna', name: 'Anna Ærø', office: 'horsens', roles: ['adviser', 'head'] };
const refusal = async (verified: Promise<unknown>) => {
  const error = await verified.catch((each: unknown) => each);
  return error instanceof Refused ? [error.status, error.refusal.code] : error;
};
const unauthenticated = [401, 'UNAUTHENTICATED'];
const claims = { name: 'A', office: 'horsens', roles: ['adviser'] };
const sign = (payload: object, key: Uint8Array | CryptoKey, alg: string, end?: string) => {
  const jwt = new SignJWT({ ...payload })
    .setProtectedHeader({ alg, kid: '1' })
    .setSubject('anna')
    .setIssuer('klagegang')
    .setAudience('klagegang');
  return (end === undefined ? jwt : jwt.setExpirationTime(end)).sign(key);
};

describe("the product's own tokens", () => {
  const tokens = Tokens.own(secret);

  it('say who calls, also after a restart and whatever the clock shows', async () => {
    const token = await tokens.issue(anna);
    for (const each of [tokens, tokens, Tokens.own(secret)]) expect(await each.verify(`Bearer ${token}`)).toEqual(anna);
    expect(await tokens.verify(`bearer  ${token} `)).toEqual(anna);
  });

  it('bind a department to its key and a citizen to the case, and nobody else', async () => {
    const caller: Caller = { ...anna, roles: ['department'], department: 'jobcenter' };
    expect(await tokens.verify(`Bearer ${await tokens.issue(caller)}`)).toEqual(caller);
    expect(
      await tokens.verify(`Bearer ${await tokens.issue({ ...anna, department: 'jobcenter', complaint: 'x' })}`),
    ).toEqual(anna);
    expect(await refusal(tokens.verify(`Bearer ${await tokens.issue({ ...anna, roles: ['department'] })}`))).toEqual(
      unauthenticated,
    );
    expect(await refusal(tokens.verify(`Bearer ${await tokens.issue({ ...anna, roles: ['citizen'] })}`))).toEqual(
      unauthenticated,
    );
  });

  it('of an integration have scopes and no role; what is no scope of here says nothing', async () => {
    const esdh: Caller = { sub: 'esdh', name: 'ESDH', office: 'horsens', roles: [], scopes: ['positions:read'] };
    expect(await tokens.verify(`Bearer ${await tokens.issue(esdh)}`)).toEqual(esdh);
    const signed = async (more: object) =>
      tokens.verify(`Bearer ${await sign({ office: 'horsens', ...more }, secret, 'HS256')}`);
    // A program at its provider may have no name.
    expect(await signed({ scope: 'openid reports:read king' })).toEqual({
      ...esdh,
      sub: 'anna',
      name: 'anna',
      scopes: ['reports:read'],
    });
    expect(await signed({ roles: [], scope: 'positions:read' })).toMatchObject({ scopes: ['positions:read'] });
    for (const scope of [undefined, '', 'king', 'positions:readers', ['positions:read'], 'Positions:read'])
      expect([scope, await refusal(signed({ scope }))]).toEqual([scope, unauthenticated]);
  });

  it('of a person are what the roles say, whatever the scope', async () => {
    const token = await sign({ ...claims, scope: 'positions:read reports:read' }, secret, 'HS256');
    expect(await tokens.verify(`Bearer ${token}`)).toEqual({ ...claims, sub: 'anna' });
    const wrong = await sign({ ...claims, roles: ['king'], scope: 'positions:read' }, secret, 'HS256');
    expect(await refusal(tokens.verify(`Bearer ${wrong}`))).toEqual(unauthenticated);
  });

  it('are refused when they are none, malformed, signed by another or not signed', async () => {
    const token = await tokens.issue(anna);
    const [head, body, signature] = token.split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    for (const header of [
      undefined,
      '',
      'Bearer',
      'Bearer ',
      'Bearer x',
      `Basic ${token}`,
      token,
      `Bearer ${head}.${body}.`,
      `Bearer ${head}.${body}.${signature!.slice(1)}A`,
      `Bearer ${unsigned}`,
      `Bearer ${'x'.repeat(20_000)}`,
      `Bearer ${await sign(claims, new Uint8Array(32).fill(2), 'HS256')}`,
      `Bearer ${await sign(claims, secret, 'HS512')}`,
    ])
      expect([header?.slice(0, 20), await refusal(tokens.verify(header))]).toEqual([
        header?.slice(0, 20),
        unauthenticated,
      ]);
  });

  it.each([
    ['no role', { roles: [] }],
    ['an unknown role', { roles: ['king'] }],
    ['the role of the product itself', { roles: ['system'] }],
    ['roles that are no list', { roles: 'adviser' }],
    ['no office', { office: undefined }],
    ['a name that is no text', { name: 7 }],
  ])('are refused with %s', async (_, wrong) => {
    expect(await refusal(tokens.verify(`Bearer ${await sign({ ...claims, ...wrong }, secret, 'HS256')}`))).toEqual(
      unauthenticated,
    );
  });

  it('are not computed again once they are known', async () => {
    const header = `Bearer ${await tokens.issue(anna)}`;
    const computed = jest.spyOn(crypto.subtle, 'verify');
    const fresh = Tokens.own(secret);
    for (let index = 0; index < 100; index++) expect(await fresh.verify(header)).toEqual(anna);
    expect(computed).toHaveBeenCalledTimes(1);
    computed.mockRestore();
  });

  it('are remembered within bounds, the oldest forgotten first and still taken', async () => {
    const few = Tokens.own(secret, 3);
    const headers = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map(async (sub) => `Bearer ${await few.issue({ ...anna, sub })}`),
    );
    for (const header of [...headers, ...headers]) expect((await few.verify(header)).name).toBe(anna.name);
    expect(few.remembered).toBe(3);
  });
});

/** A token with times in seconds from now on, as a provider may write them: JSON knows numbers without a bound. */
async function written(times: object, header: object, key: CryptoKey): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object) =>
    Buffer.from(JSON.stringify(value).replace(/"(-?)INFINITY"/g, '$11e400')).toString('base64url');
  const at = Object.fromEntries(
    Object.entries(times).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'number' ? now + value : value,
    ]),
  );
  const signed = `${part({ alg: 'ES256', kid: '1', ...header })}.${part({ ...claims, sub: 'anna', iss: 'klagegang', aud: 'klagegang', ...at })}`;
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, new TextEncoder().encode(signed));
  return `${signed}.${Buffer.from(signature).toString('base64url')}`;
}

describe("an identity provider's tokens", () => {
  const folder = mkdtempSync(join(tmpdir(), 'klagegang-tokens-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'jwks.json');
  const keys = async (content: unknown) => {
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return { jwksFile: file, issuer: 'klagegang', audience: 'klagegang', people: true };
  };
  const pair = async (alg: string) => {
    const made = await generateKeyPair(alg, { extractable: true });
    return { ...made, jwk: { ...(await exportJWK(made.publicKey)), alg, kid: '1' } };
  };

  it.each(['RS256', 'ES256', 'EdDSA'])('are taken when %s signs them, until they end', async (alg) => {
    const { privateKey, jwk } = await pair(alg);
    let now = Date.now();
    const tokens = Tokens.of(
      await keys({ keys: [jwk] }),
      isNowBy(() => now),
    );
    const header = `Bearer ${await sign(claims, privateKey, alg, '60s')}`;
    expect(await tokens.verify(header)).toEqual({ sub: 'anna', ...claims });
    now += 50_000;
    expect(await tokens.verify(header)).toEqual({ sub: 'anna', ...claims });
    now += 20_000;
    expect(await refusal(tokens.verify(header))).toEqual(unauthenticated);
  });

  it('are refused without an end, of another issuer or audience, with another algorithm or with the public key as a shared secret', async () => {
    const { privateKey, publicKey, jwk } = await pair('ES256');
    const set = await keys({ keys: [jwk] });
    const tokens = Tokens.of(set);
    const taken = `Bearer ${await sign(claims, privateKey, 'ES256', '60s')}`;
    expect(await refusal(tokens.verify(`Bearer ${await sign(claims, privateKey, 'ES256')}`))).toEqual(unauthenticated);
    expect(await refusal(Tokens.of({ ...set, issuer: 'https://other' }).verify(taken))).toEqual(unauthenticated);
    expect(await refusal(Tokens.of({ ...set, audience: 'other' }).verify(taken))).toEqual(unauthenticated);
    expect(
      await refusal(
        tokens.verify(
          `Bearer ${await sign(claims, new TextEncoder().encode(JSON.stringify(await exportJWK(publicKey))), 'HS256', '60s')}`,
        ),
      ),
    ).toEqual(unauthenticated);
    const other = await pair('ES384');
    expect(
      await refusal(
        Tokens.of(await keys({ keys: [{ ...other.jwk, alg: undefined }] })).verify(
          `Bearer ${await sign(claims, other.privateKey, 'ES384', '60s')}`,
        ),
      ),
    ).toEqual(unauthenticated);
    await expect(tokens.issue(anna)).rejects.toThrow(/identity provider/);
  });

  it.each([
    ['an end that is none', { exp: 'INFINITY' }, {}],
    ['a life of 7,000 years', { exp: 220_898_664_000 }, {}],
    ['a life of more than a day', { iat: -3600, exp: 86_400 }, {}],
    ['a life of more than eight hours, of a person', { iat: -60, exp: 8 * 3600 }, {}],
    ['a beginning in the future', { iat: 3600, exp: 7200 }, {}],
    ['a beginning that is none', { iat: '-INFINITY', exp: 60 }, {}],
    ['an end that is past', { iat: -60, exp: -10 }, {}],
    ['a later day than now to be taken from', { iat: -60, nbf: 60, exp: 120 }, {}],
    ['another use', { exp: 60 }, { typ: 'logout+jwt' }],
    ['another use', { exp: 60 }, { typ: 'dpop+jwt' }],
    ['a nonce: that is what was said of a sign-in', { iat: -60, exp: 60, nonce: 'n' }, { typ: 'JWT' }],
  ])('are refused with %s', async (_, times, more) => {
    const { privateKey, jwk } = await pair('ES256');
    const tokens = Tokens.of(await keys({ keys: [jwk] }));
    expect(await refusal(tokens.verify(`Bearer ${await written(times, more, privateKey)}`))).toEqual(unauthenticated);
  });

  it.each([undefined, 'JWT', 'jwt', 'at+jwt', 'application/at+jwt'])('are taken as of the type %s', async (typ) => {
    const { privateKey, jwk } = await pair('ES256');
    const tokens = Tokens.of(await keys({ keys: [jwk] }));
    const token = await written({ iat: -60, exp: 60 }, typ === undefined ? {} : { typ }, privateKey);
    expect((await tokens.verify(`Bearer ${token}`)).sub).toBe('anna');
  });

  it('of a program may live for a day', async () => {
    const { privateKey, jwk } = await pair('ES256');
    const tokens = Tokens.of(await keys({ keys: [jwk] }));
    const program = { roles: [], scope: 'positions:read' };
    const lives = async (seconds: number) =>
      refusal(tokens.verify(`Bearer ${await written({ ...program, iat: 0, exp: seconds }, {}, privateKey)}`));
    expect([await lives(86_400), await lives(86_460)]).toEqual([
      { sub: 'anna', name: 'A', office: 'horsens', roles: [], scopes: ['positions:read'] },
      unauthenticated,
    ]);
  });

  it('of a person are refused where people sign in, and it is said why; of a program they are taken', async () => {
    const { privateKey, jwk } = await pair('ES256');
    const tokens = Tokens.of({ ...(await keys({ keys: [jwk] })), people: false });
    const asked = async (more: object) =>
      refusal(tokens.verify(`Bearer ${await written({ iat: -60, exp: 60, ...more }, {}, privateKey)}`));
    expect(await asked({})).toEqual([403, 'PERSON_BY_TOKEN']);
    expect(await asked({ roles: ['citizen'], complaint: 'x' })).toEqual([403, 'PERSON_BY_TOKEN']);
    expect(await asked({ roles: undefined, scope: 'positions:read' })).toMatchObject({ scopes: ['positions:read'] });
    // Who has none of ours is not told what would be done with one.
    expect(await refusal(tokens.verify('Bearer x.y.z'))).toEqual(unauthenticated);
  });

  describe('of a person beside a sign-in are as strong and as recent', () => {
    const strong = { acr: 'two-factor', auth_time: -3600, iat: -60, exp: 60 };
    const opened = async (acr: readonly string[], now?: () => number) => {
      const { privateKey, jwk } = await pair('ES256');
      const set = await keys({ keys: [jwk] });
      const tokens = Tokens.of(set, isNowBy(now ?? Date.now), undefined, undefined, { acr });
      return { tokens, token: async (claimed: object) => `Bearer ${await written(claimed, {}, privateKey)}` };
    };

    it.each<[string, object]>([
      ['no way of signing in', { ...strong, acr: undefined }],
      ['a weaker way', { ...strong, acr: 'password' }],
      ['several ways', { ...strong, acr: ['two-factor'] }],
      ['no time of signing in', { ...strong, auth_time: undefined }],
      ['a time in words', { ...strong, auth_time: 'today' }],
      ['a time of more than eight hours ago', { ...strong, auth_time: -8 * 3600 - 60 }],
      ['a time to come', { ...strong, auth_time: 60 }],
    ])('and refused with %s', async (_, claimed) => {
      const { tokens, token } = await opened(['two-factor', 'smart card']);
      expect(await refusal(tokens.verify(await token(claimed)))).toEqual(unauthenticated);
    });

    it('and taken where they are, any way where any suffices, until that sign-in is eight hours old', async () => {
      let now = Date.now();
      const { tokens, token } = await opened(['two-factor'], () => now);
      const old = await token({ ...strong, auth_time: -8 * 3600 + 30, exp: 3600 });
      expect((await tokens.verify(old)).sub).toBe('anna');
      now += 40_000;
      expect(await refusal(tokens.verify(old))).toEqual(unauthenticated);
      const any = await opened([]);
      expect((await any.tokens.verify(await any.token({ ...strong, acr: undefined }))).sub).toBe('anna');
    });

    it('while a program has no sign-in', async () => {
      const { tokens, token } = await opened(['two-factor']);
      const program = { roles: [], scope: 'reports:read', iat: -60, exp: 60 };
      expect((await tokens.verify(await token(program))).scopes).toEqual(['reports:read']);
    });
  });

  it('are taken no more once their key is withdrawn from the file, remembered or not; a new key is taken', async () => {
    const [one, other] = [await pair('ES256'), await pair('ES256')];
    const said: unknown[] = [];
    const tokens = Tokens.of(await keys({ keys: [one.jwk] }), undefined, (error) => said.push(error));
    const [old, young] = [
      `Bearer ${await sign(claims, one.privateKey, 'ES256', '60s')}`,
      `Bearer ${await sign(claims, other.privateKey, 'ES256', '60s')}`,
    ];
    expect((await tokens.verify(old)).sub).toBe('anna');
    await keys('{');
    expect([(await tokens.verify(old)).sub, (await tokens.verify(old)).sub, said.length]).toEqual(['anna', 'anna', 1]);
    await keys({ keys: [other.jwk] });
    expect(await refusal(tokens.verify(old))).toEqual(unauthenticated);
    expect([(await tokens.verify(young)).sub, said.length]).toEqual(['anna', 1]);
  });

  it('do not start the product with a key set that is none, private or weak', async () => {
    const { privateKey } = await pair('ES256');
    for (const [content, says] of [
      ['{', /not JSON/],
      [{}, /holds no keys/],
      [{ keys: [] }, /holds no keys/],
      [{ keys: [await exportJWK(privateKey)] }, /private or shared key/],
      [{ keys: [{ kty: 'oct', k: 'x' }] }, /private or shared key/],
      [{ keys: [{ kty: 'RSA', e: 'AQAB', n: 'x'.repeat(171) }] }, /less than 2048 bits/],
    ] as const) {
      const set = await keys(content);
      expect(() => Tokens.of(set)).toThrow(says);
    }
    expect(() => Tokens.of({ jwksFile: '/nowhere', issuer: 'a', audience: 'b', people: true })).toThrow(
      /cannot be read \(ENOENT\)/,
    );
  });
});

it('a caller is made of known claims alone', () => {
  expect(callerIn({ sub: 'a', ...claims, admin: true, roles: ['adviser', 'adviser'] })).toEqual({
    sub: 'a',
    ...claims,
  });
});

it('what was written of a member is in force with the next request of a token that was taken before', async () => {
  let isMember = true;
  const tokens = Tokens.own(secret, undefined, (caller) => (isMember ? caller : null));
  const header = `Bearer ${await tokens.issue(anna)}`;
  expect(await tokens.verify(header)).toEqual(anna);
  isMember = false;
  expect(await refusal(tokens.verify(header))).toEqual(unauthenticated);
});
