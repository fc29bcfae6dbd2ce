import { Controller, Get, HttpCode, Module, Post, Req, Res } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { connect } from 'node:net';
import { rows, type Row } from '../../../libs/access/matrix.js';
import { OutcomeUnknown, StoreUnavailable } from '../../../libs/event-store/port.js';
import { createLog } from '../../../libs/platform/log.js';
import { Metrics } from '../../../libs/platform/metrics.js';
import { refused } from '../../../libs/platform/refused.js';
import { Refused } from '../../../libs/platform/refusal.js';
import { Tokens } from '../../../libs/installation/bearer-tokens.js';
import { KeyStoreUnavailable } from '../../../libs/privacy/keys.js';
import { listen } from './boot.js';
import { createApp } from './create-app.js';
import { Door } from './door.js';
import { bodyOf } from './read-body.js';
import { callerOf } from './request.js';
import { securityHeaders } from './security-headers.js';

const tokens = Tokens.own(new Uint8Array(32).fill(7));
const guard = new Refused(
  {
    code: 'CONSENT_MISSING',
    rules: ['H24'],
    sentences: { da: 'Borgerens samtykke mangler.', en: "The citizen's consent is missing." },
  },
  409,
  {
    also: [
      {
        code: 'NOT_HEARD',
        rules: ['K18'],
        sentences: { da: 'Begge sider skal være hørt.', en: 'Both sides have to be heard.' },
      },
    ],
  },
);
const failures: Readonly<Record<string, () => Error>> = {
  guard: () => guard,
  stale: () => refused('CONCURRENCY_CONFLICT', 412, { revision: 4, state: 'referred' }),
  rate: () => refused('RATE_LIMITED', 429, { retryAfter: 17 }),
  unknown: () => new OutcomeUnknown('Jens Hansen'),
  store: () => new StoreUnavailable('Jens Hansen'),
  keys: () => new KeyStoreUnavailable('Jens Hansen'),
  bug: () => new TypeError('Jens Hansen cannot be read'),
};

@Controller('api')
class Dummy {
  @Post('echo') @HttpCode(200) echo(@Req() request: FastifyRequest): unknown {
    return { body: bodyOf(request) ?? null };
  }
  @Get('fails/:how') fails(@Req() { params }: FastifyRequest): void {
    throw failures[(params as { readonly how: string }).how]!();
  }
  @Get('begun') begun(@Res() reply: FastifyReply): void {
    void reply.header('etag', '"3"').header('location', '/x');
    throw guard;
  }
  @Post('last')
  @HttpCode(200)
  last(@Req() request: FastifyRequest): unknown {
    return { office: callerOf(request).office, body: bodyOf(request) };
  }
}
@Module({ controllers: [Dummy] })
class DummyModule {}

const own: readonly Row[] = [
  { route: 'POST /api/echo', who: 'anybody', about: 'nothing' },
  { route: 'GET /api/fails/:how', who: 'anybody', about: 'nothing' },
  { route: 'GET /api/begun', who: 'anybody', about: 'nothing' },
  { route: 'POST /api/last', who: 'anyCaller', about: 'nothing', bodyLast: true },
];

const aText: unknown = expect.any(String),
  aList: unknown = expect.any(Array);
let app: NestFastifyApplication,
  address: string,
  port: number,
  ready = true,
  bodiesRead = 0;
const output: string[] = [];
const write = (text: string) => {
  output.push(text);
};

beforeAll(async () => {
  app = await createApp(DummyModule, {
    config: { publicAddress: null },
    log: createLog('demo', { write }, { write }),
    metrics: new Metrics(),
    door: new Door(tokens, new Map(), [...rows, ...own]),
    ready: () => ready,
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preParsing', (_request, _reply, _payload, done) => {
      bodiesRead += 1;
      done();
    });
  ({ address, port } = await listen(app, { host: '127.0.0.1', port: 0 }));
});
afterAll(() => app.close());

const json = { 'content-type': 'application/json' };
const post = (path: string, body: string | Buffer, headers: Record<string, string> = json) =>
  fetch(`${address}${path}`, { method: 'POST', body: body as string, headers });

/** Sends bytes as they are and gives the whole answer. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setTimeout(2000, () => socket.destroy());
    socket
      .on('data', (chunk) => {
        answer += chunk.toString();
      })
      .on('error', reject)
      .on('close', () => resolve(answer));
  });

async function isProblem(answer: Response, status: number, code: string): Promise<Record<string, unknown>> {
  const body = (await answer.json()) as Record<string, unknown>;
  expect({ status: answer.status, type: answer.headers.get('content-type'), code: body.code }).toEqual({
    status,
    type: 'application/problem+json; charset=utf-8',
    code,
  });
  expect(body).toMatchObject({
    type: `/problems#${code}`,
    status,
    rules: aList,
    also: aList,
    sentences: { da: aText, en: aText },
  });
  hasHeaders(answer.headers);
  return body;
}

function hasHeaders(headers: Headers): void {
  for (const [name, value] of Object.entries(securityHeaders(null)))
    expect([name, headers.get(name)]).toEqual([name, value]);
  for (const name of ['x-powered-by', 'server', 'strict-transport-security', 'x-request-id'])
    expect([name, headers.get(name)]).toEqual([name, null]);
}

describe('an answer of the product', () => {
  it('has the security headers', async () => {
    const answer = await post('/api/echo', '{"a":1}');
    expect(await answer.json()).toEqual({ body: { a: 1 } });
    hasHeaders(answer.headers);
  });

  it('takes an empty body as no fields, with a content type or without', async () => {
    expect(await (await post('/api/echo', '')).json()).toEqual({ body: {} });
    expect(await (await fetch(`${address}/api/echo`, { method: 'POST' })).json()).toEqual({ body: null });
  });

  it('takes JSON up to 256 KiB, whatever parameters its content type has', async () => {
    const body = JSON.stringify('x'.repeat(262_144 - 2));
    expect((await post('/api/echo', body, { 'content-type': 'Application/JSON; charset=utf-8' })).status).toBe(200);
  });

  it('tells the methods of a path, and takes a slash at its end', async () => {
    const answer = await fetch(`${address}/api/fails/guard`, { method: 'OPTIONS' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
    hasHeaders(answer.headers);
    expect((await post('/api/echo/', '{}')).status).toBe(200);
    expect((await fetch(`${address}/health/live`, { method: 'HEAD' })).status).toBe(200);
  });

  it('has HSTS only where the public address is https', () => {
    expect(securityHeaders('https://klagegang.example.dk')).toHaveProperty(
      'strict-transport-security',
      'max-age=31536000; includeSubDomains',
    );
    expect(securityHeaders('http://127.0.0.1:3000')).not.toHaveProperty('strict-transport-security');
  });
});

describe('a refusal is a problem document', () => {
  it.each([
    ['malformed JSON', '{"a":'],
    ['JSON that is cut', '{"a":"Jens'],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['__proto__', '{"__proto__":{"admin":true}}'],
    ['constructor.prototype', '{"constructor":{"prototype":{"admin":true}}}'],
    ['__proto__ deep within', '{"a":[{"\\u005f_proto__":1}]}'],
  ])('for %s', async (_, body) => {
    await isProblem(await post('/api/echo', body), 400, 'VALIDATION');
  });

  it('for a body over 256 KiB, said in advance or not', async () => {
    await isProblem(await post('/api/echo', JSON.stringify('x'.repeat(262_143))), 413, 'PAYLOAD_TOO_LARGE');
    const chunked = `POST /api/echo HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${(300_000).toString(16)}\r\n${' '.repeat(300_000)}\r\n0\r\n\r\n`;
    expect(await raw(chunked)).toMatch(/^HTTP\/1.1 413 [\s\S]*"PAYLOAD_TOO_LARGE"/i);
  });

  it.each([
    ['text/plain', 'a'],
    ['application/x-www-form-urlencoded', 'a=b'],
    ['application/merge-patch+json', '{}'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['nonsense', '{}'],
  ])('for a body of %s', async (type, body) => {
    await isProblem(await post('/api/echo', body, { 'content-type': type }), 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('for a compressed body, and for one without a content type', async () => {
    await isProblem(
      await post('/api/echo', '{}', { ...json, 'content-encoding': 'gzip' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    );
    expect(await raw('POST /api/echo HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}')).toMatch(
      /^HTTP\/1.1 415 [\s\S]*"UNSUPPORTED_MEDIA_TYPE"/,
    );
  });

  it('for a route that is not there, with any method and any body', async () => {
    await isProblem(await fetch(`${address}/api/nothing?name=Jens`), 404, 'NOT_FOUND');
    await isProblem(await fetch(`${address}/api/nothing`, { method: 'DELETE' }), 404, 'NOT_FOUND');
    await isProblem(await post('/api/nothing', '{"a":'), 404, 'NOT_FOUND');
    await isProblem(await fetch(`${address}/api/fails/`), 404, 'NOT_FOUND');
  });

  it.each([
    ['DELETE', '/api/echo', 'OPTIONS, POST'],
    ['PROPFIND', '/api/echo', 'OPTIONS, POST'],
    ['GET', '/api/echo?a=1', 'OPTIONS, POST'],
    ['PUT', '/api/fails/guard', 'GET, HEAD, OPTIONS'],
    ['POST', '/health/live/', 'GET, HEAD, OPTIONS'],
  ])('for %s of %s, with the methods that there are', async (method, path, allow) => {
    const answer = await fetch(`${address}${path}`, { method });
    expect(answer.headers.get('allow')).toBe(allow);
    await isProblem(answer, 405, 'METHOD_NOT_ALLOWED');
  });

  it('for a path that is badly encoded', async () => {
    await isProblem(await fetch(`${address}/api/%zz`), 400, 'VALIDATION');
  });

  it('for a parameter of any length', async () => {
    await isProblem(await fetch(`${address}/api/fails/${'x'.repeat(5000)}`), 500, 'INTERNAL');
  });

  it.each([
    ['a request line that is none', 'NONSENSE\r\n\r\n', 400],
    ['a URL that is too long', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431],
    ['headers that are too long', `GET / HTTP/1.1\r\nhost: x\r\na: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['a header that is malformed', 'GET / HTTP/1.1\r\nhost: x\r\nna me: x\r\n\r\n', 400],
    ['no Host', 'GET /api/echo HTTP/1.1\r\nconnection: close\r\n\r\n', 400],
    ['two lengths', 'POST /api/echo HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n', 400],
  ])('for %s', async (_, request, status) => {
    const [head = '', body = ''] = (await raw(request)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const headers = new Headers(
      head
        .split('\r\n')
        .slice(1)
        .map(
          (line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as [string, string],
        ),
    );
    await isProblem(new Response(body, { status, headers }), status, 'VALIDATION');
  });

  it('passes over an expectation that it does not know', async () => {
    expect(await raw('GET /health/live HTTP/1.1\r\nhost: x\r\nexpect: wonders\r\nconnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1.1 200 /,
    );
  });

  it('with its rules, its sentences and what refuses besides', async () => {
    expect(await isProblem(await fetch(`${address}/api/fails/guard`), 409, 'CONSENT_MISSING')).toEqual({
      type: '/problems#CONSENT_MISSING',
      title: 'Consent missing',
      status: 409,
      detail: "The citizen's consent is missing.",
      code: 'CONSENT_MISSING',
      rules: ['H24'],
      sentences: guard.refusal.sentences,
      also: guard.details.also,
    });
  });

  it('with the fresh revision and state after a conflict', async () => {
    expect(await isProblem(await fetch(`${address}/api/fails/stale`), 412, 'CONCURRENCY_CONFLICT')).toMatchObject({
      revision: 4,
      state: 'referred',
    });
  });

  it('with Retry-After when there were too many requests', async () => {
    const answer = await fetch(`${address}/api/fails/rate`);
    expect(answer.headers.get('retry-after')).toBe('17');
    await isProblem(answer, 429, 'RATE_LIMITED');
  });

  it.each([
    ['unknown', 'OUTCOME_UNKNOWN'],
    ['store', 'STORE_UNAVAILABLE'],
    ['keys', 'STORE_UNAVAILABLE'],
  ])('that says nothing of what was thrown when the store fails (%s)', async (how, code) => {
    expect(JSON.stringify(await isProblem(await fetch(`${address}/api/fails/${how}`), 503, code))).not.toContain(
      'Jens',
    );
  });

  it('that says nothing of an error nobody foresaw, while the log has its name and place', async () => {
    expect(JSON.stringify(await isProblem(await fetch(`${address}/api/fails/bug`), 500, 'INTERNAL'))).not.toContain(
      'Jens',
    );
    const line = output
      .map((text) => JSON.parse(text.split('\n')[0]!) as Record<string, unknown>)
      .find(({ error, at }) => error === 'TypeError' && at);
    expect(line?.at).toEqual(
      expect.arrayContaining([expect.stringMatching(/^apps\/server\/http\/create-app\.e2e\.spec\.ts:\d+$/)]),
    );
  });

  it('without the headers that the handler had set for its own answer', async () => {
    const answer = await fetch(`${address}/api/begun`);
    expect([answer.headers.get('etag'), answer.headers.get('location')]).toEqual([null, null]);
    await isProblem(answer, 409, 'CONSENT_MISSING');
  });
});

describe('the order of the checks', () => {
  it('asks for the token before it looks at the body', async () => {
    const answer = await post('/api/last', '{"a":');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    await isProblem(answer, 401, 'UNAUTHENTICATED');
    await isProblem(await post('/api/last', 'x', { 'content-type': 'text/plain' }), 401, 'UNAUTHENTICATED');
    await isProblem(await post('/api/last', ' '.repeat(300_000)), 401, 'UNAUTHENTICATED');
  });

  it('reads no body for somebody without a token', async () => {
    const before = bodiesRead;
    await isProblem(await post('/api/last', '{"a":1}', { ...json, authorization: 'Bearer x' }), 401, 'UNAUTHENTICATED');
    expect(bodiesRead).toBe(before);
    expect((await post('/api/echo', '{"a":1}')).status).toBe(200);
    expect(bodiesRead).toBe(before + 1);
  });

  it('says what is wrong with the body to whoever may send one', async () => {
    const authorization = `Bearer ${await tokens.issue({ sub: 'anna', name: 'Anna', office: 'horsens', roles: ['adviser'] })}`;
    expect(await (await post('/api/last', '{"a":1}', { ...json, authorization })).json()).toEqual({
      office: 'horsens',
      body: { a: 1 },
    });
    await isProblem(await post('/api/last', '{"a":', { ...json, authorization }), 400, 'VALIDATION');
    await isProblem(
      await post('/api/last', 'x', { 'content-type': 'text/plain', authorization }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    );
    await isProblem(await post('/api/last', ' '.repeat(300_000), { ...json, authorization }), 413, 'PAYLOAD_TOO_LARGE');
  });
});

describe('operations', () => {
  it('live always, ready when the product says so', async () => {
    expect((await fetch(`${address}/health/live`)).status).toBe(200);
    expect((await fetch(`${address}/health/ready`)).status).toBe(200);
    ready = false;
    const answer = await fetch(`${address}/health/ready`);
    ready = true;
    expect(answer.status).toBe(503);
    hasHeaders(answer.headers);
  });

  it('counts requests by route pattern, and refusals by code and rule', async () => {
    const answer = await fetch(`${address}/metrics`);
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text).toContain('http_requests_total{route="/api/fails/:how",method="GET",status="409"}');
    expect(text).toContain('http_requests_total{route="none",method="GET",status="404"}');
    expect(text).toMatch(/refusals_total\{code="CONSENT_MISSING"\} \d/);
    expect(text).toMatch(/refusals_by_rule_total\{code="CONSENT_MISSING",rule="H24"\} \d/);
    for (const name of [
      'process_uptime_seconds',
      'nodejs_heap_used_bytes',
      'nodejs_eventloop_delay_seconds{quantile="0.99"}',
    ])
      expect(text).toContain(name);
  });

  it('logs the pattern, the status, the office and the role, and nothing that was sent', async () => {
    await fetch(`${address}/health/live?name=Jens`, { headers: { 'user-agent': 'Mosaic', referer: 'http://x/Jens' } });
    await new Promise((done) => setTimeout(done, 20));
    const text = output.join('');
    expect(text).toContain('"route":"/api/last"');
    expect(text).toMatch(/"office":"horsens","role":"adviser"/);
    for (const sent of ['Jens', 'anna', 'Anna', 'name=', '%zz', 'text/plain', '/api/nothing', 'Mosaic'])
      expect(text.includes(sent) ? sent : '').toBe('');
  });

  it('gives every request an id of its own, whatever the client calls it', async () => {
    await fetch(`${address}/health/live`, {
      headers: { 'x-request-id': 'mine', 'request-id': 'mine', 'user-agent': 'Mosaic' },
    });
    await new Promise((done) => setTimeout(done, 20));
    const ids = output
      .join('')
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { requestId?: string }).requestId)
      .filter((id) => id !== undefined);
    expect(ids).not.toContain('mine');
    expect(new Set(ids).size).toBeGreaterThan(10);
  });
});
