/** The loops behind in a process of their own, beside the product as its operator runs it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as later } from 'node:timers/promises';
import { receive, send } from '../../../libs/complaints/behind/link.js';
import { type LoopState } from '../../../libs/complaints/behind/messages.js';
import { type Complaint, Office, type Receipt } from '../client.js';
import { build, RealProcess, root } from '../real-process.js';
import { Worker } from './worker.js';

const settings = mkdtempSync(join(tmpdir(), 'klagegang-loops-'));
const config = join(settings, 'klagegang.json');
const env = { KLAGEGANG_CONFIG: config };
const product = new RealProcess(undefined, env);
const office = new Office(product, 'horsens');
const workers: Worker[] = [];

function newWorker(...args: readonly string[]): Worker {
  const worker = new Worker(product.folder, env, ...args);
  workers.push(worker);
  return worker;
}
let worker: Worker;

beforeAll(async () => {
  build();
  writeFileSync(config, JSON.stringify({ loops: 'worker' }));
  worker = newWorker();
  await product.start();
  await office.at('2026-03-02');
});
afterAll(async () => {
  for (const each of workers) await each.end();
  await product.remove();
  rmSync(settings, { recursive: true });
});

interface Health {
  readonly status: string;
  readonly troubles?: readonly { readonly office: string; readonly file: string; readonly sentence: string }[];
  readonly workers: readonly { readonly office: string; readonly state: string; readonly since: string }[];
}
const health = async () => (await product.ask({ method: 'GET', path: '/health/ready' })).json<Health>();
const ofOffice = async () => (await health()).workers.find((each) => each.office === 'horsens')!;
const troubles = async () => (await health()).troubles?.find((each) => each.office === 'horsens')?.sentence;
const metric = async (pattern: RegExp) =>
  pattern.exec((await product.ask({ method: 'GET', path: '/metrics' })).text)?.[1];
const isRunning = () => metric(/^loop_worker_running\{office="horsens"\} (\d)$/m);
const until = async (holds: () => Promise<boolean>) => {
  while (!(await holds())) await later(20);
};
const follows = () => until(async () => (await health()).status === 'ready');

async function registered(name: string): Promise<Complaint> {
  const complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name }, summary: 'Intet svar' }, 'registered');
  return complaint;
}
const search = async (text: string, after: string) => office.post(`/complaints/search?after=${after}`, { text });
const found = async (text: string, after: string) =>
  (await search(text, after)).json<{ readonly total: number }>().total;
const staleness = async (path: string) => (await office.get(path)).headers['x-stale'];
const shredded = () => readFileSync(join(product.folder, 'offices', 'horsens', 'shredded.list'), 'utf8');

/** Every row of every read model, as it lies in the file. */
function rows(): readonly string[] {
  const db = new DatabaseSync(join(product.folder, 'offices', 'horsens', 'views.db'), { readOnly: true });
  try {
    return db
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'view'`)
      .all()
      .flatMap(({ name }) =>
        db
          .prepare(`SELECT * FROM ${String(name)}`)
          .all()
          .map((row) => `${String(name)} ${JSON.stringify(row)}`),
      )
      .sort();
  } finally {
    db.close();
  }
}

it('shows everybody their own write, and says who keeps the read models and since when', async () => {
  for (const name of ['Asta', 'Birthe', 'Carl']) {
    const { last } = await registered(name);
    const answer = await search(name, last.position);
    expect([answer.json<{ total: number }>().total, answer.headers['x-stale']]).toEqual([1, undefined]);
  }
  expect(await health()).toEqual({
    status: 'ready',
    workers: ['koebenhavn', 'horsens', 'odense'].map((key) => ({
      office: key,
      state: 'running',
      since: expect.stringMatching(/^\d{4}-.*Z$/),
    })),
  });
  expect(await isRunning()).toBe('1');
});

it('a second worker is refused by the lock of the first, and one for an office that is not there by the server', async () => {
  const second = newWorker('--office', 'horsens');
  expect(await second.ended).toBe(1);
  expect(second.output).toMatch(
    /read models of horsens.*Two would each undo what the other writes.*Stop that one first/,
  );
  const other = newWorker('--office', 'aarhus');
  expect(await other.ended).toBe(1);
  expect(other.output).toMatch(/no office aarhus; it has .*horsens.*Correct --office/);
  expect((await health()).status).toBe('ready');
  const alone = new Worker(product.folder, {});
  workers.push(alone);
  expect(await alone.ended).toBe(1);
  expect(alone.output).toMatch(/Set "loops" to "worker"/);
});

it('a worker that is killed is missed: steps are taken, lists say X-Stale; started again it catches up, nothing is skipped and nothing done twice', async () => {
  const before = await registered('Dagny');
  expect(await found('Dagny', before.last.position)).toBe(1);
  await before.do('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }, 'referred');
  const officer = { as: 'dataProtectionOfficer' };
  const { document } = await before.do('FileDocument', { title: 'Lønseddel', direction: 'in', date: '2026-03-01' });
  const { request } = await before.do('RequestErasure', { of: 'document', document }, undefined, officer);
  const keysGone = shredded().split('\n').length;

  await worker.end('SIGKILL');
  await until(async () => (await ofOffice()).state === 'away');
  expect(await troubles()).toMatch(/worker that keeps the read models has ended.*npm run worker/);
  expect(await isRunning()).toBe('0');
  expect(Number(await metric(/^loop_worker_state_since_seconds\{office="horsens",state="away"\} ([\d.]+)$/m))).toBe(
    Date.parse((await ofOffice()).since) / 1000,
  );
  expect(product.output).toMatch(/"event":"workerGone","office":"horsens"/);

  const after = await registered('Erna');
  await before.do('DecideErasure', { request, decision: 'granted', basis: 'misfiled' }, undefined, officer);
  expect(shredded().split('\n')).toHaveLength(keysGone);
  expect(await staleness('/complaints?after=0')).toBe('true');
  expect(await staleness(`/complaints?after=${after.last.position}`)).toBe('true');
  expect(await found('Erna', after.last.position)).toBe(0);

  worker = newWorker();
  await follows();
  expect(await found('Erna', after.last.position)).toBe(1);
  expect(await staleness(`/complaints?after=${after.last.position}`)).toBeUndefined();
  expect(shredded().split('\n')).toHaveLength(keysGone + 1);
  await office.at('2026-08-03');
  const { letters } = await before.view<{ readonly letters: readonly { readonly kind: string }[] }>();
  const kinds = letters.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'reminder' || kind === 'escalation').sort()).toEqual([
    'escalation',
    'reminder',
  ]);
});

it('killed again and again while steps are taken, it leaves the rows that a rebuild makes', async () => {
  const names = ['Frida', 'Gerda', 'Hans', 'Inga', 'Jens', 'Karla'];
  let last: Receipt | undefined;
  for (const name of names) {
    const writing = registered(name);
    await worker.end('SIGKILL');
    worker = newWorker();
    ({ last } = await writing);
  }
  await follows();
  for (const name of names) expect(await found(name, last!.position)).toBe(1);

  // The server says goodbye to it, and it lets go of every file.
  await product.kill('SIGTERM');
  await until(async () => !existsSync(join(product.folder, 'offices', 'horsens', 'views.db-wal')));
  const live = rows();
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, 'dist', 'apps', 'cli', 'klagegang.js'), 'rebuild', '--data', product.folder],
    { env: { PATH: process.env.PATH, ...env }, encoding: 'utf8' },
  );
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  expect(live.length).toBeGreaterThan(50);
  expect(rows()).toEqual(live);
});

it('finds the next server by itself; a server without a worker serves what is there and says so', async () => {
  await product.start();
  await follows();
  await product.restart('SIGKILL');
  await follows();
  expect(await worker.end('SIGTERM')).toBe(0);
  await product.restart('SIGTERM');
  expect(await troubles()).toMatch(/No worker has come since the start.*npm run worker/);
  const answer = await office.get('/complaints?after=0');
  expect([answer.status, answer.headers['x-stale']]).toEqual([200, 'true']);
  expect(answer.json<{ total: number }>().total).toBeGreaterThan(5);
  await registered('Lise');
});

it('one that is there and says nothing is told from one that works', async () => {
  worker = newWorker('--office', 'horsens');
  await until(async () => (await ofOffice()).state === 'running');
  worker.signal('SIGSTOP');
  await until(async () => (await ofOffice()).state === 'silent');
  expect(await troubles()).toMatch(/said nothing for 5 seconds/);
  expect(await staleness('/complaints?after=0')).toBe('true');
  worker.signal('SIGCONT');
  await until(async () => (await ofOffice()).state === 'running');
  expect(await troubles()).toBeUndefined();
});

it('the worklist says X-Stale in the middle of a build, with what is there, until the build is told to be done', async () => {
  await worker.end();
  await until(async () => (await ofOffice()).state === 'away');
  // Says what a worker would, at the pace of this test.
  const builder = connect(join(product.folder, 'behind.sock'));
  const begun = Promise.withResolvers<void>();
  receive(builder, ({ what }) => what === 'begin' && begun.resolve());
  send(builder, { what: 'hello', offices: null });
  await begun.promise;
  const state: LoopState = { position: 3n, stoppedStreams: new Map(), transientErrors: [], isBehind: true };
  const tell = (key: string, more: Partial<LoopState>) =>
    send(builder, { what: 'state', office: key, state: { ...state, ...more } });

  for (const key of ['koebenhavn', 'odense']) tell(key, { isBehind: false });
  tell('horsens', { building: { done: 3n, of: 9n } });
  await until(async () => (await health()).workers.every((each) => each.state === 'running'));
  const answer = await office.get('/complaints?after=3');
  expect([answer.status, answer.headers['x-stale']]).toEqual([200, 'true']);
  expect((await product.ask({ method: 'GET', path: '/health/ready' })).json()).toMatchObject({
    status: 'building',
    building: [{ office: 'horsens', done: '3', of: '9' }],
  });

  tell('horsens', { position: 9n, isBehind: false });
  await until(async () => (await staleness('/complaints?after=9')) === undefined);
  builder.destroy();
});
