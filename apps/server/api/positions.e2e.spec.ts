/** An office followed by its positions over HTTP: what each reader is told, from where on, and within which bounds. */
import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as later } from 'node:timers/promises';
import { Office, type Complaint, type Who } from '../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../test/faults/in-process.js';
import { hangMs } from '../../../test/hang.js';
import { mostOfCaller, mostOfOffice } from '../../../libs/integrations/position-streams.js';
import { listen } from '../http/boot.js';

interface Told {
  readonly position: string;
  readonly complaint: string;
  readonly number: string | null;
  readonly state: string;
  readonly revision: number;
  readonly recordedAt: string;
}

let product: InProcess, office: Office, port: number, esdh: string;
let open: Complaint, confidential: Complaint, talk: Complaint;
const followed: ClientRequest[] = [];

/** Who follows: the answer has begun, and goes on until it is closed. */
class Follower {
  text = '';
  private constructor(
    private readonly asked: ClientRequest,
    readonly answer: IncomingMessage,
  ) {
    answer.setEncoding('utf8').on('data', (more: string) => {
      this.text += more;
    });
    answer.on('error', () => undefined);
  }

  static async begin(token: string, query = '', headers: Record<string, string> = {}): Promise<Follower> {
    return new Follower(...(await ask('GET', token, query, headers)));
  }

  get told(): readonly Told[] {
    return [...this.text.matchAll(/^event: position\ndata: (.*)$/gm)].map(([, data]) => JSON.parse(data!) as Told);
  }
  get ids(): readonly string[] {
    return [...this.text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => id!);
  }

  /** Waits until it was told of this position, or has looked past it. */
  async until(position: string | number): Promise<this> {
    for (const end = Date.now() + hangMs; Date.now() < end; await later(10))
      if (this.ids.some((id) => BigInt(id) >= BigInt(position))) return this;
    throw new Error(`position ${position} was not told: ${this.text}`);
  }

  close(): void {
    this.asked.destroy();
  }
}

async function ask(
  method: string,
  token: string,
  query = '',
  headers: Record<string, string> = {},
): Promise<[ClientRequest, IncomingMessage]> {
  const asked = request({
    port,
    method,
    path: `/api/offices/${office.key}/positions${query}`,
    headers: { authorization: `Bearer ${token}`, ...headers },
    agent: false,
  });
  followed.push(asked);
  asked.on('error', () => undefined);
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return [asked, answer];
}
async function refusal(token: string, query = '', headers: Record<string, string> = {}): Promise<string> {
  const [, answer] = await ask('GET', token, query, headers);
  const { code, errors = [] } = JSON.parse(await text(answer)) as { code: string; errors?: { field: string }[] };
  return [answer.statusCode, code, ...errors.map(({ field }) => field)].join(' ');
}
async function integration(key: string, scopes: readonly string[] = ['positions:read'], sub = 'esdh'): Promise<string> {
  const body = { office: key, sub, name: 'ESDH', scopes };
  return (await product.ask({ method: 'POST', path: '/api/test/token', body })).json<{ token: string }>().token;
}
async function registered(): Promise<Complaint> {
  const complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Ludvig Holgersen' }, summary: 'Brevet' }, 'registered');
  return complaint;
}
const bo: Who = { role: 'adviser', sub: 'bo' };

beforeAll(async () => {
  product = await openInProcess();
  ({ port } = await listen(product.product.app, { host: '127.0.0.1', port: 0 }));
  office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  await office.token(bo);
  esdh = await integration('horsens');
  open = await registered();
  confidential = await registered();
  await confidential.do('SetHandling', { priority: 'normal', complexity: 'simple', confidential: true, readers: [] });
  talk = await office.start();
  await talk.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await office.post('/activities', { kind: 'teaching', on: '2026-03-02' });
  await open.do('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }, 'referred');
});
afterEach(() => {
  for (const each of followed.splice(0)) each.destroy();
});
afterAll(() => product.remove());

it('an integration is told the number and the state of each case, from its registration on, and nothing else', async () => {
  const follower = await (await Follower.begin(esdh, '?from=0')).until(open.last.position);
  expect(follower.answer.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  expect(follower.told.map(({ complaint, number, state }) => [complaint, number, state])).toEqual([
    [open.id, '2026-0001', 'registered'],
    [confidential.id, '2026-0002', 'registered'],
    [confidential.id, '2026-0002', 'registered'],
    [open.id, '2026-0001', 'referred'],
  ]);
  expect(Object.keys(follower.told[0]!)).toEqual([
    'position',
    'complaint',
    'number',
    'state',
    'revision',
    'recordedAt',
  ]);
  expect(follower.ids).toEqual(follower.told.map(({ position }) => position));
  expect(follower.text).not.toMatch(/Ludvig|Brevet|jobcenter|delay|adviser|confidential/);
  expect(follower.text).not.toContain(talk.id);
});

it('the head is told each event of a complaint, a talk without a number; what is no complaint is left out', async () => {
  const { told } = await (await Follower.begin(await office.token('head'), '?from=0')).until(open.last.position);
  const of = ({ id }: Complaint) =>
    told.filter(({ complaint }) => complaint === id).map(({ revision, number }) => [revision, number]);
  // Before its registration it had no number, however late it is asked.
  expect(of(open)).toEqual([
    [0, null],
    [1, null],
    [2, null],
    [3, null],
    [4, '2026-0001'],
    [5, '2026-0001'],
  ]);
  expect(of(talk)).toEqual([
    [0, null],
    [1, null],
  ]);
  expect(of(confidential)).toHaveLength(6);
  expect(told).toHaveLength(14);
});

it('a confidential case is told to nobody whom it is closed to, and is there again once it is open', async () => {
  const { told } = await (await Follower.begin(await office.token(bo), '?from=0')).until(open.last.position);
  expect(told.map(({ complaint }) => complaint)).not.toContain(confidential.id);
  expect(told.map(({ complaint }) => complaint)).toContain(open.id);
  const handling = { priority: 'normal', complexity: 'simple', confidential: true };
  await confidential.do('SetHandling', { ...handling, readers: ['bo'] }, undefined, { as: 'head' });
  const again = await (await Follower.begin(await office.token(bo), '?from=0')).until(confidential.last.position);
  expect(again.told.filter(({ complaint }) => complaint === confidential.id)).toHaveLength(7);
});

it('goes on after the last id, whatever the address says, and then as things happen', async () => {
  const whole = await (await Follower.begin(esdh, '?from=0')).until(confidential.last.position);
  const [first, ...rest] = whole.told;
  const follower = await Follower.begin(esdh, '?from=0', { 'last-event-id': first!.position });
  await follower.until(confidential.last.position);
  expect(follower.told).toEqual(rest);
  const fromNow = await Follower.begin(esdh);
  await open.do('RecordNote', { text: 'Ringede' });
  for (const each of [follower, fromNow]) await each.until(open.last.position);
  expect(fromNow.told.map(({ position, revision }) => [position, revision])).toEqual([
    [open.last.position, open.last.revision],
  ]);
  expect(follower.told).toEqual([...rest, ...fromNow.told]);
});

it('the same position says the same, whenever and however often it is asked', async () => {
  const from = async () => {
    const { told } = await (await Follower.begin(esdh, '?from=0')).until(open.last.position);
    return told.filter(({ position }) => BigInt(position) <= BigInt(before));
  };
  const before = open.last.position;
  const first = await from();
  await open.do('RecordDepartmentAnswer', { department: 'jobcenter', directToCitizen: true }, 'answered');
  await open.do('CloseCase', {}, 'closed(answeredByDepartment)');
  expect(await from()).toEqual(first);
});

it('asks for a position of this log', async () => {
  expect(await refusal(esdh, '?from=x')).toBe('400 VALIDATION from');
  expect(await refusal(esdh, '?from=999999')).toBe('400 VALIDATION from');
  expect(await refusal(esdh, '?since=1')).toBe('400 VALIDATION since');
  expect(await refusal(esdh, '', { 'last-event-id': 'x' })).toBe('400 VALIDATION Last-Event-ID');
  expect(await refusal(esdh, '?from=0', { 'last-event-id': '999999' })).toBe('400 VALIDATION Last-Event-ID');
});

it('is for staff and for an integration with the scope, each of their own office', async () => {
  expect(await refusal(await integration('horsens', ['reports:read']))).toBe('403 ROLE_FORBIDDEN');
  expect(await refusal(await integration('odense'))).toBe('404 NOT_FOUND');
  expect(await refusal(await office.token({ role: 'analyst' }))).toBe('403 ROLE_FORBIDDEN');
  const { status } = await product.ask({
    method: 'GET',
    path: `/api/offices/horsens/complaints/${open.id}`,
    token: esdh,
  });
  expect(status).toBe(403);
});

it('an integration may read what is published, as an analyst does, and no true figure', async () => {
  const token = await integration('horsens', ['reports:read']);
  const get = async (path: string) =>
    product.ask({ method: 'GET', path: `/api/offices/horsens/reports${path}`, token });
  expect((await get('/contacts')).json()).toMatchObject({ audience: 'published' });
  expect((await get('/contacts?audience=internal')).status).toBe(403);
  expect((await get('/contacts/events')).status).toBe(403);
});

it('HEAD says what it is, and follows nothing', async () => {
  const [, answer] = await ask('HEAD', esdh);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8']);
  const metrics = await product.ask({ method: 'GET', path: '/metrics' });
  expect(metrics.text).not.toMatch(/position_streams_open\{/);
});

it(`a caller has ${mostOfCaller} streams at most and an office ${mostOfOffice}; one that is closed makes room`, async () => {
  const own = await Promise.all(Array.from({ length: mostOfCaller }, () => Follower.begin(esdh)));
  const [, refused] = await ask('GET', esdh);
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '60']);
  own[0]!.close();
  await room(mostOfCaller - 1);
  await Follower.begin(esdh);
  const others = await Promise.all(
    Array.from({ length: mostOfOffice - mostOfCaller }, async (_, index) =>
      Follower.begin(await integration('horsens', ['positions:read'], `other-${Math.floor(index / mostOfCaller)}`)),
    ),
  );
  expect(others.map(({ answer }) => answer.statusCode)).toEqual(others.map(() => 200));
  expect(await refusal(await office.token('head'))).toBe('429 RATE_LIMITED');
});

/** Waits until so many streams of the office are open. */
async function room(count: number): Promise<void> {
  for (const end = Date.now() + hangMs; Date.now() < end; await later(10)) {
    const { text: figures } = await product.ask({ method: 'GET', path: '/metrics' });
    if (Number(/position_streams_open\{office="horsens"\} (\d+)/.exec(figures)?.[1] ?? 0) === count) return;
  }
  throw new Error(`there are not ${count} streams`);
}

it('fifty readers that read nothing hold up no command', async () => {
  await room(0);
  for (let index = 0; index < mostOfOffice; index += 1) {
    const [, answer] = await ask(
      'GET',
      await integration('horsens', ['positions:read'], `slow-${Math.floor(index / mostOfCaller)}`),
      '?from=0',
    );
    answer.pause();
  }
  const complaint = await registered();
  for (let step = 0; step < 50; step += 1) await complaint.do('RecordNote', { text: `${step}` });
  expect(complaint.last.revision).toBe(54);
});

it('every stream ends when the product stops', async () => {
  await room(0);
  const own = new Office(product, 'horsens');
  const follower = await Follower.begin(await own.token('head'));
  const ended = once(follower.answer, 'end');
  await product.close();
  await ended;
});
