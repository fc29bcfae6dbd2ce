/**
 * HTTP as its RFCs have it, on the whole product: what a client, a proxy or a browser that nobody here has written may
 * count on (RFC 9110, 9112, 6266).
 */
import { spawn } from 'node:child_process';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../../apps/server/http/boot.js';
import { addDays } from '../../libs/policy/calendar.js';
import { type Complaint, Office, type Problem } from '../faults/client.js';
import { openInProcess, type InProcess } from '../faults/in-process.js';

let product: InProcess, office: Office, complaint: Complaint, address: string, token: string;

beforeAll(async () => {
  product = await openInProcess();
  ({ address } = await listen(product.product.app, { host: '127.0.0.1', port: 0 }));
  office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  token = await office.token('adviser');
  complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Hanne Tipp' }, summary: 'Intet svar' }, 'registered');
});
afterAll(() => product.remove());

const atOffice = (path: string) => `${address}/api/offices/horsens${path}`;

describe('a body that is too large', () => {
  const python = `
import sys, urllib.request, urllib.error
url, token, size, chunked = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4] == 'chunked'
body = b'{"text":"' + b'x' * size + b'"}'
data = (body[at:at + 65536] for at in range(0, len(body), 65536)) if chunked else body
headers = {'content-type': 'application/json', 'authorization': 'Bearer ' + token}
try:
    print(urllib.request.urlopen(urllib.request.Request(url, data=data, headers=headers)).status)
except urllib.error.HTTPError as refusal:
    print(refusal.code, refusal.read().decode())
`;
  type Client = (to: string, bearer: string, bytes: number, chunked: boolean) => Promise<string>;
  const headers = (bearer: string) => ({ 'content-type': 'application/json', authorization: `Bearer ${bearer}` });
  const pieces = function* (bytes: number) {
    for (let sent = 0; sent < bytes; sent += 65_536) yield Buffer.alloc(65_536, 'x');
  };
  const program =
    (
      command: string,
      args: (to: string, bearer: string, bytes: number, chunked: boolean) => readonly string[],
    ): Client =>
    async (to, bearer, bytes, chunked) => {
      const child = spawn(command, args(to, bearer, bytes, chunked), { stdio: ['pipe', 'pipe', 'ignore'] });
      child.stdin.on('error', () => undefined).end('x'.repeat(bytes));
      return text(child.stdout);
    };
  const clients: Readonly<Record<string, Client>> = {
    'fetch of Node': async (to, bearer, bytes, chunked) => {
      const body = chunked ? ReadableStream.from(pieces(bytes)) : Buffer.alloc(bytes, 'x');
      const answer = await fetch(to, { method: 'POST', headers: headers(bearer), body, duplex: 'half' } as RequestInit);
      return `${answer.status} ${await answer.text()}`;
    },
    'http of Node': (to, bearer, bytes, chunked) =>
      new Promise((resolve, reject) => {
        const length = chunked ? {} : { 'content-length': bytes };
        const asked = request(to, { method: 'POST', agent: false, headers: { ...headers(bearer), ...length } });
        asked.on('error', reject).on('response', (answer) => {
          text(answer).then((body) => resolve(`${answer.statusCode} ${body}`), reject);
        });
        asked.end(Buffer.alloc(bytes, 'x'));
      }),
    'urllib of Python': program('python3', (to, bearer, bytes, chunked) => [
      ...['-c', python, to, bearer, String(bytes), chunked ? 'chunked' : 'length'],
    ]),
    curl: program('curl', (to, bearer, _, chunked) => [
      ...['-s', '-w', '%{http_code}', '-X', 'POST', '--data-binary', '@-', '-H', `authorization: Bearer ${bearer}`],
      ...['-H', 'content-type: application/json', ...(chunked ? ['-H', 'transfer-encoding: chunked'] : []), to],
    ]),
  };

  it.each(
    Object.keys(clients).flatMap((client) =>
      [1, 5, 20].flatMap((mega) => [false, true].map((chunked) => ({ client, mega, chunked }))),
    ),
  )('of $mega MB is refused so that $client sees it (in chunks: $chunked)', async ({ client, mega, chunked }) => {
    const to = atOffice('/complaints/transitions/ReceiveInquiry');
    expect(await clients[client]!(to, token, mega * 1_000_000, chunked)).toMatch(
      /413[\s\S]*|PAYLOAD_TOO_LARGE[\s\S]*413/,
    );
    expect(await clients[client]!(to, 'nobody', mega * 1_000_000, chunked)).toMatch(/401/);
  });
});

describe('a method', () => {
  it.each([
    ['PUT', () => complaint.path, 'GET, HEAD, OPTIONS'],
    ['DELETE', () => '/complaints', 'GET, HEAD, OPTIONS'],
    ['GET', () => '/complaints/transitions/ReceiveInquiry', 'OPTIONS, POST'],
    ['PATCH', () => `${complaint.path}/transitions/RecordNote`, 'OPTIONS, POST'],
    ['POST', () => '/reports/contacts', 'GET, HEAD, OPTIONS'],
  ])('%s that a resource does not have is 405 with those that it has', async (method, path, allow) => {
    const answer = await fetch(atOffice(path()), { method, headers: { authorization: `Bearer ${token}` } });
    expect([answer.status, answer.headers.get('allow'), ((await answer.json()) as Problem).code]).toEqual([
      405,
      allow,
      'METHOD_NOT_ALLOWED',
    ]);
    const told = await fetch(atOffice(path()), { method: 'OPTIONS' });
    expect([told.status, told.headers.get('allow'), await told.text()]).toEqual([204, allow, '']);
  });

  it('HEAD gives what GET gives, without its body; a slash at the end changes nothing', async () => {
    const authorization = `Bearer ${token}`;
    const [whole, head, slash] = await Promise.all([
      fetch(atOffice(complaint.path), { headers: { authorization } }),
      fetch(atOffice(complaint.path), { method: 'HEAD', headers: { authorization } }),
      fetch(atOffice(`${complaint.path}/`), { headers: { authorization } }),
    ]);
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, whole.headers.get('etag'), '']);
    expect(await slash.text()).toBe(await whole.text());
  });
});

it('headers that are too many or too long are 431, and a method nobody knows is refused', async () => {
  for (const headers of [
    { a: 'x'.repeat(20_000) },
    Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`h${n}`, 'x'.repeat(30)])),
  ])
    expect((await fetch(atOffice('/complaints'), { headers })).status).toBe(431);
});

it.each([
  'history',
  'replay',
  'access-log',
  'access-package',
  'letters/0',
  'documents/1-1/content',
  'transitions/RecordNote',
  '',
])('a name in the address that %s does not know is refused, and named', async (resource) => {
  const path = `${complaint.path}${resource === '' ? '' : `/${resource}`}?foo=1`;
  const answer = resource.startsWith('transitions')
    ? await office.post(path, { text: 'x' }, 'adviser', { 'if-match': `"${complaint.last.revision}"` })
    : await office.get(path, 'head');
  expect([answer.status, answer.json<Problem>().errors?.map(({ field, code }) => `${field} ${code}`)]).toEqual([
    400,
    ['foo UNKNOWN_FIELD'],
  ]);
  // Whoever may not see the complaint learns nothing of what it is asked by.
  const other = new Office(product, 'odense');
  expect((await other.get(path.replace('/complaints', '/complaints'), 'head')).status).toBe(
    resource.startsWith('transitions') ? 405 : 404,
  );
});
it.each([
  ['/profile?foo=1', 'head'],
  ['/lifecycle?foo=1', 'head'],
  ['/complaints?foo=1', 'head'],
  ['/destructions?foo=1', 'auditor'],
  ['/destructions?cursor=eHg', 'auditor'],
  ['/reports?foo=1', 'head'],
  ['/reports/contacts?foo=1', 'head'],
] as const)('%s is refused', async (path, role) => {
  expect((await office.get(path, role)).status).toBe(400);
});
it('a search with a name in its address is refused', async () => {
  expect((await office.post('/complaints/search?foo=1', { text: 'Hanne' })).status).toBe(400);
});

it.each(['9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '2200-01-01T00:00:00Z'])(
  'the instant %s is outside of all calendars, and never an error of ours',
  async (at) => {
    for (const path of ['/complaints', complaint.path, '/reports/contacts', '/reports/yearly'])
      expect([
        path,
        (await office.get(`${path}?at=${at}${path.endsWith('yearly') ? '&year=2026' : ''}`)).status,
      ]).toEqual([path, 400]);
  },
);
it('a report of the last month that can be written is empty, and no error', async () => {
  expect((await office.get('/reports/contacts?from=9999-12-01&to=9999-12-31')).status).toBe(200);
});

it('a cursor leads on in the order that gave it, and in no other', async () => {
  await office.start();
  const { next } = (await office.get('/complaints?limit=1&sort=receivedOn')).json<{ readonly next: string }>();
  for (const sort of ['receivedOn', '-receivedOn', 'number', '-number', 'nextDeadline', '-nextDeadline', undefined])
    expect([
      sort,
      (await office.get(`/complaints?cursor=${next}${sort === undefined ? '' : `&sort=${sort}`}`)).status,
    ]).toEqual([sort, sort === 'receivedOn' ? 200 : 400]);
});

describe('a document', () => {
  it.each([
    [
      'Lægeerklæring "ny".pdf',
      'application/pdf',
      `attachment; filename="L_geerkl_ring _ny_.pdf"; filename*=UTF-8''L%C3%A6geerkl%C3%A6ring%20%22ny%22.pdf`,
    ],
    ['brev.html', 'text/html', 'attachment; filename="brev.html"'],
  ])('%s comes back under its name and type, to be saved and not shown', async (fileName, mediaType, disposition) => {
    const content = Buffer.from('<script>alert(1)</script>').toString('base64');
    const filed = { title: 'Brev', direction: 'in', date: '2026-03-02', content, fileName, mediaType };
    const { document } = await complaint.do('FileDocument', filed);
    const { headers, text: bytes } = await office.get(`${complaint.path}/documents/${document}/content`);
    expect([headers['content-type'], headers['content-disposition'], bytes]).toEqual([
      mediaType,
      disposition,
      '<script>alert(1)</script>',
    ]);
    expect(headers['content-security-policy']).toMatch(/^sandbox; default-src 'none';.*frame-ancestors 'none'$/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});

it('every page and file of the product keeps others from framing it, and its forms and base where they are', async () => {
  const { document } = await complaint.do('FileDocument', {
    title: 'x',
    direction: 'in',
    date: '2026-03-02',
    content: 'AAAA',
  });
  const paths = [
    '/reports/yearly?year=2026&format=html',
    '/reports/yearly?year=2026',
    `${complaint.path}/documents/${document}/content`,
  ];
  for (const path of [...paths, complaint.path])
    for (const directive of ['frame-ancestors', 'base-uri', 'form-action', 'default-src'])
      expect([path, (await office.get(path)).headers['content-security-policy']]).toEqual([
        path,
        expect.stringContaining(directive),
      ]);
});

it('the log of looks has pages, and says in each which role was acting', async () => {
  const path = `${complaint.path}/access-log`;
  const who = await product.ask({
    method: 'POST',
    path: '/api/test/token',
    body: { office: 'horsens', sub: 'both', name: 'Both', roles: ['analyst', 'auditor'] },
  });
  const both = who.json<{ readonly token: string }>().token;
  const asked = await product.ask({ method: 'GET', path: `/api/offices/horsens${complaint.path}`, token: both });
  expect(asked.status).toBe(200);
  type Page = {
    readonly entries: readonly { readonly by: string; readonly role: string; readonly purpose: string }[];
    readonly next: string | null;
  };
  const seen: Page['entries'][number][] = [];
  let cursor = '';
  for (let pages = 0; pages < 200; pages += 1) {
    const page = (await office.get(`${path}?limit=3${cursor}`, 'auditor')).json<Page>();
    expect(page.entries.length).toBeLessThanOrEqual(3);
    seen.push(...page.entries);
    if (page.next === null) break;
    cursor = `&cursor=${page.next}`;
    if (seen.some(({ by }) => by === 'both') && seen.length > 12) break;
  }
  expect(seen.filter(({ by }) => by === 'both')).toEqual([
    expect.objectContaining({ role: 'auditor', purpose: 'audit' }),
  ]);
  expect((await office.get(`${path}?cursor=eHg`, 'auditor')).status).toBe(400);
  expect(product.output.filter((line) => line.includes('"role":"analyst"'))).toEqual([]);
});

it('more time for an erasure than the law gives is refused in the words of that', async () => {
  const { request: asked } = await complaint.do('RequestErasure', { of: 'case' }, undefined, {
    as: 'dataProtectionOfficer',
  });
  for (const extendedTo of ['2026-04-01', '2027-03-01']) {
    const answer = await complaint.send(
      'DecideErasure',
      { request: asked, decision: 'extended', basis: 'complexity', extendedTo },
      { as: 'dataProtectionOfficer' },
    );
    expect(answer.json<Problem>().errors).toEqual([
      expect.objectContaining({ field: 'extendedTo', code: 'OUTSIDE_LIMITS' }),
    ]);
    expect(answer.text).toMatch(
      /The date must be after 2026-04-0\d and not after 2026-0[67]-0\d \(GDPR art\. 12\(3\)\)/,
    );
  }
});

it('twenty cases registered at once each have their number at the first look, or the answer says that it may lack it', async () => {
  const looks = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const one = await office.start();
      await one.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
      await one.do('AssessRemit', { part: 'A', admissible: true });
      await one.do('AgreeRegistration', { citizen: true, adviser: true });
      await one.do('RegisterCase', { complainant: { name: 'Burst' }, summary: 'x' });
      const path = `/api/offices/horsens${one.path}`;
      return product.ask({ method: 'GET', path, token });
    }),
  );
  for (const { headers, json } of looks)
    expect(json<{ readonly number: string | null }>().number !== null || headers['x-stale'] === 'true').toBe(true);
});

it('a tag is of what was recorded, and no answer is 304: a day later the same revision is another view', async () => {
  const who = new Office(product, 'koebenhavn');
  await who.at('2026-03-03');
  const own = await who.start();
  await own.do('RecordPart', { topic: 'noReply', department: 'socialcenter' });
  await own.do('AssessRemit', { part: 'A', admissible: true });
  const dialogue = { department: 'socialcenter', departmentHadOpportunity: true, answered: true };
  await own.do('RecordDialogue', dialogue);
  await own.do('RegisterCase', { complainant: { name: 'Nora Natmand' }, summary: 'Intet svar' }, 'registered');
  await own.do('ReferToDepartment', { referrals: [{ department: 'socialcenter', parts: ['A'] }] }, 'referred');
  type View = {
    readonly deadlines: readonly { readonly kind: string; readonly due: string; readonly status: string }[];
  };
  const first = await who.get(own.path);
  const answer = ({ json }: typeof first) => json<View>().deadlines.find(({ kind }) => kind === 'departmentAnswer')!;
  const looks = async () =>
    (await who.get(`${own.path}/access-log`, 'auditor'))
      .json<{ readonly entries: readonly { readonly what: string }[] }>()
      .entries.filter(({ what }) => what === 'case').length;
  const before = await looks();
  await who.at(`${addDays(answer(first).due, 1)}T00:30`);
  const headers = { 'if-none-match': String(first.headers.etag) };
  const second = await who.get(own.path, 'head', headers);
  expect([second.status, second.headers.etag]).toEqual([200, first.headers.etag]);
  expect([answer(first).status, answer(second).status]).toEqual(['running', 'late']);
  expect((await who.get(own.path, 'head', { 'if-none-match': '*', range: 'bytes=0-9' })).status).toBe(200);
  expect(await looks()).toBe(before + 2);
});
