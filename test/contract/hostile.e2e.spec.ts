/**
 * No body, header or address crashes the product, is accepted against its schema, comes back in an answer or stays
 * anywhere (promises.md, "hostile").
 */
import fc from 'fast-check';
import { connect } from 'node:net';
import { schemaOf } from '../../libs/complaints/steps/body-schema.js';
import { commandNames, phases } from '../../libs/complaints/steps/commands.js';
import { steps } from '../../libs/complaints/steps/steps.js';
import { listen } from '../../apps/server/http/boot.js';
import { Office, tracesIn, type Answer, type Complaint, type Problem } from '../faults/client.js';
import { openInProcess, type InProcess } from '../faults/in-process.js';
import { allRoles, roles as mayTake } from '../machine/table.js';
import { hostileBodyOf, independentCheck, mark, markedName, markedNumber } from './hostile-bodies.js';

const runs = Number(process.env.KLAGEGANG_RUNS ?? 60);
let product: InProcess, office: Office, inCase: Complaint, beforeCase: Complaint, port: number;
let heads: readonly bigint[];

const positions = () => Promise.all(product.product.offices.map(({ head }) => head()));

beforeAll(async () => {
  product = await openInProcess();
  ({ port } = await listen(product.product.app, { host: '127.0.0.1', port: 0 }));
  office = new Office(product, 'horsens');
  await office.at('2024-01-02');
  inCase = await office.start();
  await inCase.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await inCase.do('AssessRemit', { part: 'A', admissible: true });
  await inCase.do('AgreeRegistration', { citizen: true, adviser: true });
  await inCase.do('RegisterCase', { complainant: { name: 'Gerda Grøn' }, summary: 'Intet svar' }, 'registered');
  beforeCase = await office.start();
  for (const role of allRoles)
    if (role !== 'system') await office.token({ role, department: 'jobcenter', complaint: inCase.id });
  heads = await positions();
});
afterAll(() => product.remove());
afterEach(async () => {
  const [before, after] = [heads, await positions()];
  heads = after;
  expect(after).toEqual(before);
  expect(tracesIn(product.folder, [mark, String(markedNumber)])).toEqual([]);
  expect(product.output.filter((line) => line.includes(mark) || line.includes(String(markedNumber)))).toEqual([]);
});

/** Well formed, and yet not of this office or not yet: asked after the schema. */
const unknownHere = ['IN_THE_FUTURE', 'UNKNOWN_DEPARTMENT', 'UNKNOWN_MEMBER', 'UNKNOWN_REFERENCE', 'UNKNOWN_TOPIC'];
const badRequest = [
  'VALIDATION',
  'PERSONAL_DATA_IN_ANONYMOUS',
  'REASON_REQUIRED',
  'BASIS_REQUIRED',
  'GUIDANCE_REQUIRED',
  'CRITERIA_REQUIRED',
];

/** A problem document of the 400s that repeats nothing of what was sent. */
function refused(answer: Answer, statuses: readonly number[] = []): Problem {
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.text).not.toMatch(new RegExp(`${mark}|${markedNumber}|at .*\\.[jt]s:`));
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  if (statuses.length > 0) expect(statuses).toContain(answer.status);
  return answer.json<Problem>();
}

const roleFor = (name: (typeof commandNames)[number]): string =>
  mayTake[name].find((role) => role !== 'system' && role !== 'department') ?? 'adviser';
/** Steps of a department or of the system: no token of the office's has them. */
const isOthers = (name: (typeof commandNames)[number]): boolean =>
  mayTake[name].every((role) => role === 'system' || role === 'department');
const send = async (
  path: string,
  name: (typeof commandNames)[number],
  raw: string | Buffer,
  headers: Record<string, string> = {},
) =>
  product.ask({
    method: 'POST',
    path: `/api/offices/horsens${steps[name].address === null ? `${path}/transitions/${name}` : `/${steps[name].address}`}`,
    token: await office.token(roleFor(name)),
    raw,
    headers: { 'content-type': 'application/json', ...headers },
  });

describe.each(commandNames.filter((name) => !phases.starting.has(name)))('a hostile body of %s', (name) => {
  const schema = schemaOf(name);
  const isValid = independentCheck(schema);

  it('is refused in a case exactly when an independent check of its schema refuses it', async () => {
    await fc.assert(
      fc.asyncProperty(hostileBodyOf(schema), async (json) => {
        const valid = isValid(json);
        // One that is valid meets a revision that the complaint does not have: it is not taken either.
        const problem = refused(
          await send(inCase.path, name, json, { 'if-match': valid ? '"999999"' : `"${inCase.last.revision}"` }),
        );
        if (isOthers(name)) expect(problem.code).toBe('ROLE_FORBIDDEN');
        else if (!valid) expect(badRequest).toContain(problem.code);
        else if (problem.code !== 'CONCURRENCY_CONFLICT')
          expect(problem.errors?.map(({ code }) => code).filter((code) => !unknownHere.includes(code))).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  it('leaves nothing before a case either', async () => {
    await fc.assert(
      fc.asyncProperty(hostileBodyOf(schema), async (json) => {
        const { code } = refused(
          await send(beforeCase.path, name, json, {
            'if-match': isValid(json) ? '"999999"' : `"${beforeCase.last.revision}"`,
          }),
        );
        if (!isValid(json) && !isOthers(name)) expect(badRequest).toContain(code);
      }),
      { numRuns: Math.ceil(runs / 4) },
    );
  });
});

it.each([...phases.starting])('a hostile body of %s begins nothing', async (name) => {
  const schema = schemaOf(name);
  const isValid = independentCheck(schema);
  await fc.assert(
    fc.asyncProperty(
      hostileBodyOf(schema).filter((json) => !isValid(json)),
      async (json) => {
        const { code } = refused(await send('/complaints', name, json));
        expect(badRequest).toContain(code);
      },
    ),
    { numRuns: runs },
  );
});

describe('what is too much', () => {
  const costs: string[] = [];
  const note = (raw: string | Buffer, headers: Record<string, string> = {}) =>
    send(inCase.path, 'RecordNote', raw, { 'if-match': `"${inCase.last.revision}"`, ...headers });

  it.each([
    ['one byte over 256 KiB', 262_145],
    ['a megabyte', 1_048_576],
  ])('a body of %s is refused', async (_, bytes) => {
    refused(await note(`{"text":"${mark}${'x'.repeat(bytes)}"}`.slice(0, bytes)), [413]);
  });

  it.each([
    ['arrays', '['.repeat(262_144)],
    ['objects', '{"a":'.repeat(52_000)],
    ['closed arrays', `{"text":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['closed objects', `{"text":${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}}`],
    ['keys', `{${Array.from({ length: 20_000 }, (_, index) => `"k${index}":1`).join(',')}}`],
    ['parts', `{"text":[${'"A",'.repeat(60_000)}"A"]}`],
    ['digits', `{"text":${'9'.repeat(262_000)}}`],
    ['escapes', `{"text":"${'\\u0041'.repeat(43_000)}"}`],
    ['white space', `{"text":"a"${' '.repeat(262_000)},}`],
  ])('256 KiB of nested or endless %s are refused', async (what, json) => {
    const began = process.cpuUsage();
    refused(await note(json), [400]);
    const { user, system } = process.cpuUsage(began);
    costs.push(`${what} ${Math.round((user + system) / 1000)}`);
  });
  // Promised are 50 ms. That is told and not judged: on a shared machine it is luck.
  afterAll(() => {
    process.stdout.write(`hostile: ms of CPU that a body of 256 KiB costs: ${costs.join(', ')}\n`);
  });
});

it.each([
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json-patch+json',
  'application/jsonx',
  'text/json',
  `${mark}/json`,
  'application/json+x',
  ';',
  '',
])('a body of the content type "%s" is refused', async (type) => {
  refused(
    await send(inCase.path, 'RecordNote', JSON.stringify({ text: mark }), {
      'content-type': type,
      'if-match': `"${inCase.last.revision}"`,
    }),
    [415],
  );
});

it.each([
  ['UTF-16', Buffer.from(`{"text":"${mark}"}`, 'utf16le')],
  ['Latin-1', Buffer.from('{"text":"æ"}', 'latin1')],
  ['an overlong form', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
  ['a surrogate in bytes', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
])('a body in %s is refused', async (_, bytes) => {
  refused(await send(inCase.path, 'RecordNote', bytes, { 'if-match': `"${inCase.last.revision}"` }), [400]);
});

it('addresses that name nothing are answered so, however they are written', async () => {
  const token = await office.token('adviser');
  const bad = [
    '%',
    '%E0%A4%A',
    '%zz',
    '%00',
    `${mark}%00`,
    '%ff',
    '..%2f..%2fetc%2fpasswd',
    '../../etc/passwd',
    '__proto__',
    'constructor',
    'toString',
    `${mark}`.repeat(500),
    '%F0%9F%98%80',
    ' ',
    '*',
    '0',
    '-1',
    `${mark};drop`,
    '%252e%252e',
    '//',
    `00000000-0000-4000-8000-000000000000${mark}`,
  ];
  for (const part of bad) {
    for (const path of [
      `/api/offices/${part}/complaints`,
      `/api/offices/horsens/complaints/${part}`,
      `/api/offices/horsens/complaints/${part}/history`,
      `${`/api/offices/horsens${inCase.path}`}/letters/${part}`,
      `/api/offices/horsens${inCase.path}/documents/${part}/content`,
    ]) {
      refused(
        await product.ask({ method: 'GET', path: encodeURI(decodeURIComponentSafely(path)), token }),
        [400, 404, 414],
      );
      refused(await product.ask({ method: 'GET', path: path.replaceAll(' ', '%20'), token }), [400, 404, 414]);
    }
    refused(
      await product.ask({
        method: 'POST',
        path: `/api/offices/horsens${inCase.path}/transitions/${part.replaceAll(' ', '%20')}`,
        token,
        body: { text: mark },
        headers: { 'if-match': '"4"' },
      }),
      [400, 404, 414],
    );
  }
});
const decodeURIComponentSafely = (path: string) => {
  try {
    return decodeURIComponent(path).replaceAll('\0', '_');
  } catch {
    return path.replaceAll('%', '%25');
  }
};

it('what stands in a query string and is not known is refused', async () => {
  const token = await office.token('head');
  const asked = [
    ...[
      `state=${mark}<`,
      'overdue=yes',
      'limit=0',
      'limit=-1',
      'limit=1e3',
      'limit=99999999999',
      'sort=name',
      `cursor=${mark}`,
      'cursor=%00',
      'cursor=',
      `at=${mark}`,
      'at=2024-02-30T00:00:00Z',
      `${mark}.Lund=1`,
      'state=a&state=b',
      'state[]=a',
      'state[$ne]=a',
      '__proto__=1',
      'constructor=1',
      `topic=${'x'.repeat(9000)}`,
      'after=-1',
      'after=1e3',
      'after=0x10',
      `after=${mark}`,
      'after=999999999999999999999',
      'after=1&after=2',
    ].map((query) => `/complaints?${query}`),
    ...[
      'revision=-1',
      'revision=1.5',
      'revision=99999999999',
      'revision=0&revision=1',
      'steps=some',
      'at=',
      `at=${mark}`,
      `${mark}.Lund=1`,
    ].map((query) => `${inCase.path}?${query}`),
  ];
  for (const path of asked)
    refused(await product.ask({ method: 'GET', path: `/api/offices/horsens${path}`, token }), [400]);
});

it('a search is refused for anything but words, and leaves none of them', async () => {
  const token = await office.token('adviser');
  const bodies = [
    null,
    [],
    {},
    7,
    { text: '' },
    { text: ' ' },
    { text: [mark] },
    { text: { $regex: mark } },
    { text: mark.repeat(40) },
    { text: mark, [markedName]: 1 },
    { text: mark, limit: [] },
    { text: mark, limit: 1e9 },
    { text: mark, state: { a: 1 } },
    { text: `${mark}`, cursor: mark },
  ];
  for (const body of bodies)
    refused(
      await product.ask({
        method: 'POST',
        path: '/api/offices/horsens/complaints/search',
        token,
        raw: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
      [400],
    );
  for (const text of [`${mark}\u0000`, `${mark}\ud800`, `%${mark}%`, `${mark}' OR 1=1`]) {
    const answer = await product.ask({
      method: 'POST',
      path: '/api/offices/horsens/complaints/search',
      token,
      body: { text },
    });
    if (answer.status !== 200) refused(answer, [400]);
    expect(answer.text).not.toContain(mark);
  }
});

it('the endpoints of the test mode are no softer', async () => {
  const person = { office: 'horsens', sub: 'a', name: 'A', roles: ['adviser'] };
  const tokens = [
    null,
    [],
    7,
    {},
    { ...person, office: mark },
    { ...person, roles: [] },
    { ...person, roles: ['system'] },
    { ...person, roles: [mark] },
    { ...person, roles: 'adviser' },
    { ...person, sub: '' },
    { ...person, sub: { a: mark } },
    { ...person, [markedName]: 1 },
    { ...person, roles: ['department'] },
    { ...person, roles: ['department'], department: mark },
    { ...person, roles: ['citizen'] },
    { ...person, sub: '\ud800' },
    { ...person, name: 'x'.repeat(300) },
  ];
  for (const body of tokens)
    refused(
      await product.ask({
        method: 'POST',
        path: '/api/test/token',
        raw: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
      [400],
    );
  const clocks = [
    null,
    [],
    {},
    { now: null },
    { now: mark },
    { now: 1e308 },
    { now: '2024-01-01' },
    { now: '+275760-09-13T00:00:01Z' },
    { now: '2024-01-02T12:00:00Z', [markedName]: 1 },
    { now: ['2025-01-01T00:00:00Z'] },
  ];
  for (const body of clocks)
    refused(
      await product.ask({
        method: 'PUT',
        path: '/api/test/clock',
        raw: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
      [400],
    );
  refused(await product.ask({ method: 'PUT', path: '/api/test/clock', body: { now: '2001-01-01T00:00:00Z' } }), [409]);
});

describe('headers', () => {
  it.each([
    ['7', 400],
    ['"1" "2"', 400],
    ['"a b"', 400],
    ['w/"4"', 400],
    ['"4', 400],
    [' ', 400],
    ['*', 400],
    ['"x"', 412],
    ['"-1"', 412],
    ['W/"7"', 412],
    ['"1", W/"2"', 412],
    ['"01"', 412],
    ['""', 412],
    [`"${mark}"`, 412],
  ])('If-Match: %s names no revision of the complaint', async (value, status) => {
    const answer = await send(inCase.path, 'RecordNote', JSON.stringify({ text: mark }), { 'if-match': value });
    refused(answer, [status]);
  });
  it.each(['', ' ', 'a b', 'ø'.repeat(3), 'x'.repeat(201), 'a\tb'])(
    'Idempotency-Key: "%s" is malformed',
    async (value) => {
      refused(
        await send(inCase.path, 'RecordNote', JSON.stringify({ text: mark }), {
          'if-match': `"${inCase.last.revision}"`,
          'idempotency-key': value,
        }),
        [400],
      );
    },
  );
  it.each(['curiosity', `${mark}`, 'handling, audit', '__proto__', ''])(
    'X-Purpose: %s is malformed, and nothing is shown',
    async (value) => {
      refused(await office.get(inCase.path, 'head', { 'x-purpose': value }), [400]);
    },
  );
  it.each([
    '',
    'Bearer',
    'Bearer ',
    `Bearer ${mark}`,
    'Basic YTpi',
    'Bearer a.b.c',
    `Bearer ${'x'.repeat(14_000)}`,
    'bearer\tx',
    'Bearer null',
    'Bearer eyJhbGciOiJub25lIn0.e30.',
  ])('Authorization: %s is nobody', async (value) => {
    refused(
      await product.ask({
        method: 'GET',
        path: `/api/offices/horsens${inCase.path}`,
        headers: { authorization: value },
      }),
      [401],
    );
  });
});

/** Sends bytes as they are, and gives all that comes back. */
const raw = (bytes: string) =>
  new Promise<string>((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.setTimeout(1500, () => socket.destroy());
    socket
      .on('data', (chunk) => {
        answer += chunk.toString('latin1');
      })
      .on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
      })
      .on('close', () => resolve(answer));
  });

it('what is hardly HTTP is answered as a bad request, or the connection ends', async () => {
  const token = await office.token('adviser');
  const path = `/api/offices/horsens${inCase.path}/transitions/RecordNote`;
  const body = JSON.stringify({ text: mark });
  const post = (headers: string, content = body) =>
    `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${headers}\r\n${content}`;
  const length = `content-length: ${body.length}\r\ncontent-type: application/json\r\n`;
  const abuse: { readonly [what: string]: string } = {
    'two tokens': post(`authorization: Bearer ${token}\r\nauthorization: Bearer ${mark}\r\n${length}`),
    'two revisions': post(`authorization: Bearer ${token}\r\nif-match: "3"\r\nif-match: "5"\r\n${length}`),
    'two lengths': post(`authorization: Bearer ${token}\r\n${length}content-length: 3\r\n`),
    'length and chunks': post(`authorization: Bearer ${token}\r\n${length}transfer-encoding: chunked\r\n`),
    'a negative length': post('content-length: -1\r\n'),
    'a length in words': post(`content-length: ${mark}\r\n`),
    'a bad chunk': post(
      `authorization: Bearer ${token}\r\nif-match: "4"\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n`,
      `zz\r\n${body}\r\n0\r\n\r\n`,
    ),
    'chunks over the limit': post(
      `authorization: Bearer ${token}\r\nif-match: "4"\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n`,
      `${(300_000).toString(16)}\r\n${'x'.repeat(300_000)}\r\n0\r\n\r\n`,
    ),
    'an unknown coding': post(`authorization: Bearer ${token}\r\n${length}transfer-encoding: gzip\r\n`),
    'packed content': post(`authorization: Bearer ${token}\r\n${length}content-encoding: gzip\r\n`),
    'a header of 20 KB': post(`x-a: ${'y'.repeat(20_000)}\r\n${length}`),
    '3000 headers': post(`${'x-a: 1\r\n'.repeat(3000)}${length}`),
    'a folded header': post(`x-a: 1\r\n ${mark}\r\n${length}`),
    'a NUL in a header': post(`x-a: ${mark}\u0000\r\n${length}`),
    'a header without a name': post(`: ${mark}\r\n${length}`),
    'a space before the colon': post(`authorization : Bearer ${token}\r\n${length}`),
    'a bare line feed': post(`authorization: Bearer ${token}\n${mark}: 1\r\n${length}`),
    'no host': `POST ${path} HTTP/1.1\r\nconnection: close\r\nauthorization: Bearer ${token}\r\n${length}\r\n${body}`,
    'a method nobody knows': `KANARIE ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
    TRACE: `TRACE ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx: ${mark}\r\n\r\n`,
    PUT: `PUT ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer ${token}\r\n${length}\r\n${body}`,
    'OPTIONS *': 'OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
    'an absolute address': `GET http://evil.example/${mark} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
    'no path': 'GET  HTTP/1.1\r\nhost: x\r\n\r\n',
    'a path of 70 KB': `GET /${'x'.repeat(70_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
    'HTTP/9.9': 'GET / HTTP/9.9\r\nhost: x\r\n\r\n',
    'HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    TLS: '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
    nonsense: `${mark}\r\n\r\n`,
    CONNECT: 'CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example\r\n\r\n',
    'an upgrade': `GET /api/offices/horsens${inCase.path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade, close\r\nupgrade: websocket\r\n\r\n`,
    'an expectation': post(`authorization: Bearer ${mark}\r\nexpect: 999-${mark}\r\n${length}`),
    'a cut request': `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-le`,
  };
  const answers = await Promise.all(
    Object.entries(abuse).map(async ([what, bytes]) => [what, await raw(bytes)] as const),
  );
  const wrong = answers.filter(
    ([, answer]) =>
      answer !== '' && !(/^HTTP\/1\.1 4\d\d /.test(answer) && /content-type: application\/problem\+json/i.test(answer)),
  );
  expect(wrong.map(([what, answer]) => `${what}: ${answer.slice(0, 200)}`)).toEqual([]);
  expect(answers.filter(([, answer]) => answer.includes(mark)).map(([what]) => what)).toEqual([]);
  expect(answers.filter(([, answer]) => answer === '').map(([what]) => what)).toEqual(['CONNECT', 'a cut request']);
});
