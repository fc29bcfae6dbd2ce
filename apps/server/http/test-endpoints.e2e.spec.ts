import { Module, type Type } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { CLOCK, OFFICES } from '../../../libs/complaints/wiring/injection-tokens.js';
import { SetClock } from '../../../libs/platform/clock.js';
import { type Mode } from '../../../libs/platform/mode.js';
import { demoOffices } from '../../../libs/installation/demo-offices.js';
import { silentLog } from '../../../libs/platform/log.js';
import { Metrics } from '../../../libs/platform/metrics.js';
import { refused } from '../../../libs/platform/refused.js';
import { Tokens } from '../../../libs/installation/bearer-tokens.js';
import { listen } from './boot.js';
import { SessionFinder } from '../sign-in/page-session.js';
import { createApp } from './create-app.js';
import { Door } from './door.js';
import { CONFIG, TimeKeeper } from './injected.js';
import { PagesController } from './pages.controller.js';
import { testEndpoints } from './test-endpoints.controller.js';

@Module({})
class Root {}

const tokens = Tokens.own(new Uint8Array(32).fill(3));
const opened: NestFastifyApplication[] = [];
afterAll(async () => {
  for (const app of opened) await app.close();
});

async function begin(
  mode: Mode,
): Promise<
  (
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<{ status: number; body: Record<string, unknown>; headers: Headers; text: string }>
> {
  const clock = new SetClock(Date.UTC(2024, 0, 1, 8));
  const time: TimeKeeper = {
    moveTo: async (instant) => {
      if (instant < clock.now()) throw refused('CLOCK_BACKWARDS');
      clock.set(instant);
    },
  };
  const config = { mode, offices: demoOffices, publicAddress: null };
  const providers = [
    { provide: CONFIG, useValue: config },
    { provide: CLOCK, useValue: clock },
    { provide: Tokens, useValue: tokens },
    { provide: OFFICES, useValue: new Map() },
    { provide: TimeKeeper, useValue: time },
    // Nobody has signed in.
    { provide: SessionFinder, useValue: { find: () => null } },
  ];
  const app = await createApp(
    { module: Root, controllers: [...testEndpoints(config), PagesController] as Type[], providers },
    { config, log: silentLog, metrics: new Metrics(), door: new Door(tokens, new Map()), ready: () => true },
  );
  opened.push(app);
  const { address } = await listen(app, { host: '127.0.0.1', port: 0 });
  return async (method, path, body) => {
    const answer = await fetch(`${address}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await answer.text();
    let json: Record<string, unknown> = {};
    try {
      json = JSON.parse(text) as Record<string, unknown>;
    } catch {
      /* a page */
    }
    return { status: answer.status, body: json, headers: answer.headers, text };
  };
}

const anna = { office: 'horsens', sub: 'anna', name: 'Anna', roles: ['adviser', 'head'] };

describe('in test', () => {
  let ask: Awaited<ReturnType<typeof begin>>;
  beforeAll(async () => {
    ask = await begin('test');
  });

  it('a token is given to whoever asks, and says who calls', async () => {
    const { status, body } = await ask('POST', '/api/test/token', anna);
    expect(status).toBe(200);
    expect(await tokens.verify(`Bearer ${String(body.token)}`)).toEqual(anna);
    const citizen = {
      office: 'odense',
      sub: 'c',
      name: 'C',
      roles: ['citizen'],
      complaint: '8f14e45f-ceea-467f-a8c1-000000000001',
    };
    expect(await tokens.verify(`Bearer ${String((await ask('POST', '/api/test/token', citizen)).body.token)}`)).toEqual(
      citizen,
    );
  });

  it('an integration is given one with its scopes', async () => {
    const esdh = { office: 'horsens', sub: 'esdh', name: 'ESDH', scopes: ['positions:read'] };
    const { body } = await ask('POST', '/api/test/token', esdh);
    expect(await tokens.verify(`Bearer ${String(body.token)}`)).toEqual({ ...esdh, roles: [] });
  });

  it.each<[string, unknown, string, string]>([
    ['no such office', { ...anna, office: 'aarhus' }, 'office', 'NOT_IN_LIST'],
    ['no name', { ...anna, name: undefined }, 'name', 'MISSING'],
    ['an empty sub', { ...anna, sub: ' ' }, 'sub', 'NOT_TEXT'],
    ['an unknown role', { ...anna, roles: ['king'] }, 'roles', 'NOT_IN_LIST'],
    ['the role of the product itself', { ...anna, roles: ['system'] }, 'roles', 'NOT_IN_LIST'],
    ['no role', { ...anna, roles: [] }, 'roles', 'NOT_IN_LIST'],
    ['a department without its key', { ...anna, roles: ['department'] }, 'department', 'MISSING'],
    [
      "another office's department",
      { ...anna, roles: ['department'], department: 'parkogvej' },
      'department',
      'NOT_A_DEPARTMENT',
    ],
    ['a scope that is none', { ...anna, roles: undefined, scopes: ['king'] }, 'scopes', 'NOT_IN_LIST'],
    ['roles and scopes at once', { ...anna, scopes: ['positions:read'] }, 'scopes', 'NOT_IN_LIST'],
    ['neither roles nor scopes', { ...anna, roles: undefined }, 'roles', 'MISSING'],
    ['a citizen without a case', { ...anna, roles: ['citizen'] }, 'complaint', 'MISSING'],
    ['a field that is not listed', { ...anna, 'Jens 1': 1 }, 'unknown', 'UNKNOWN_FIELD'],
    ['a list', [], '', 'NOT_AN_OBJECT'],
    ['nothing', undefined, '', 'MISSING'],
  ])('no token for %s', async (_, body, field, code) => {
    const answer = await ask('POST', '/api/test/token', body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION', errors: [{ field, code }] } });
    expect(answer.text).not.toContain('Jens');
  });

  it('the clock shows where it stands, moves on, and may be set to what it shows', async () => {
    expect((await ask('GET', '/api/test/clock')).body).toEqual({ now: '2024-01-01T08:00:00.000Z' });
    expect(await ask('PUT', '/api/test/clock', { now: '2024-03-01T10:30:00+01:00' })).toMatchObject({
      status: 200,
      body: { now: '2024-03-01T09:30:00.000Z' },
    });
    expect((await ask('PUT', '/api/test/clock', { now: '2024-03-01T09:30:00.000Z' })).status).toBe(200);
    expect(await ask('PUT', '/api/test/clock', { now: '2024-03-01T09:29:59Z' })).toMatchObject({
      status: 409,
      body: { code: 'CLOCK_BACKWARDS' },
    });
  });

  it.each([
    {},
    { now: 'Jens' },
    { now: '2024-02-30T10:00:00Z' },
    { now: '2024-03-01T10:00:00' },
    { now: 1 },
    { now: null },
    { now: '2024-04-01T00:00:00Z', 'Jens 1': 1 },
    [],
    null,
  ])('the clock is not set by %j', async (body) => {
    const answer = await ask('PUT', '/api/test/clock', body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION' } });
    expect(answer.text).not.toContain('Jens');
  });

  it('the pages and the document are there, in Danish and in English', async () => {
    expect((await ask('GET', '/')).text).toMatch(/<html lang="da">[\s\S]*http:\/\/127\.0\.0\.1:\d+\/api\/test\/token/);
    expect((await ask('GET', '/?lang=en')).text).toContain('<html lang="en">');
    expect((await ask('GET', '/?lang=<x>')).text).toContain('<html lang="da">');
    const api = await ask('GET', '/api');
    expect(api.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(api.headers.get('content-security-policy')).toContain("style-src 'self'");
    expect((await ask('GET', '/problems')).text).toContain('id="CONSENT_MISSING"');
    expect((await ask('GET', '/api/openapi.json')).body).toMatchObject({ openapi: '3.1.0' });
    const [, style] = /href="(\/assets\/[0-9a-f]{16}\.css)"/.exec(api.text)!;
    const css = await ask('GET', style!);
    expect([css.status, css.headers.get('content-type'), css.headers.get('cache-control')]).toEqual([
      200,
      'text/css; charset=utf-8',
      'public, max-age=31536000, immutable',
    ]);
  });
});

it('in production the test endpoints do not exist, and nothing speaks of them', async () => {
  const ask = await begin('production');
  const missing = await ask('GET', '/api/nothing');
  for (const [method, path] of [
    ['POST', '/api/test/token'],
    ['GET', '/api/test/clock'],
    ['PUT', '/api/test/clock'],
  ] as const) {
    const answer = await ask(method, path, method === 'GET' ? undefined : anna);
    expect(answer).toMatchObject({ status: 404, text: missing.text });
  }
  for (const path of ['/', '/api', '/api/openapi.json'])
    expect((await ask('GET', path)).text).not.toContain('/api/test');
});
