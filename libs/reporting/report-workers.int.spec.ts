/** The queue before the threads, by threads that stand still until they are told to go on. */
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { createLog } from '../platform/log.js';
import { Refused } from '../platform/refusal.js';
import { StoreUnavailable } from '../platform/unavailable.js';
import { openSqliteViews } from '../read-models/database/sqlite-views.js';
import { temporaryFolder } from '../sqlite/testing/folder.js';
import { type BehindJob } from './jobs.js';
import { type ReportOffice } from './report-worker.js';
import { ReportWorkers, type ReportLimits } from './report-workers.js';
import { gates, type Held } from './testing/held-worker.js';

const job: BehindJob = {
  kind: 'behind',
  office: 'horsens',
  asked: { name: 'contacts', from: '2026-01-01', to: '2026-12-31', by: [] },
  keys: {},
  asof: {},
  limit: 50,
};
const answer = { rows: [], next: null };
const open: ReportWorkers[] = [];
afterEach(async () => {
  for (const workers of open.splice(0)) await workers.close();
});

function held(limits: Partial<ReportLimits> = {}, offices: readonly ReportOffice[] = []) {
  const gate = new Int32Array(new SharedArrayBuffer(8));
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  const data: Held = { views: { kind: 'sqlite' }, memoryMiB: 16, offices, gate };
  const workers = new ReportWorkers(
    data,
    createLog('demo', { write }, { write }),
    { workers: 1, perCaller: 2, inAll: 3, idleMs: 60_000, ...limits },
    new URL('./testing/held-worker.js', import.meta.url),
  );
  open.push(workers);
  const set = (to: number) => {
    Atomics.store(gate, 0, to);
    Atomics.notify(gate, 0);
  };
  /** Resolves when so many jobs have come to the gate. */
  const atGate = async (many: number) => {
    for (let come = Atomics.load(gate, 1); come < many; come = Atomics.load(gate, 1))
      await Atomics.waitAsync(gate, 1, come).value;
  };
  const run = (caller: string, gone: AbortSignal = new AbortController().signal) => workers.run(job, caller, gone);
  return { workers, set, atGate, run, lines };
}
const refusalOf = (work: () => unknown): Refused => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refused) return error;
  }
  throw new Error('it was not refused');
};

it('leaves the loop of the server free while a report is computed', async () => {
  const { workers, set, atGate, run } = held();
  const server = createServer((_request, response) => response.end('pong')).listen(0);
  try {
    const report = run('one');
    await atGate(1);
    const ping = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect([await ping.text(), workers.running]).toEqual(['pong', 1]);
    set(gates.open);
    expect(await report).toEqual(answer);
  } finally {
    server.close();
  }
});

it('takes so many of one caller and so many in all, and says when to come again', async () => {
  const { workers, set, run } = held();
  const taken = [run('one'), run('one')];
  const own = refusalOf(() => run('one'));
  expect([own.refusal.code, own.status, own.details.retryAfter]).toEqual(['RATE_LIMITED', 429, 2]);
  taken.push(run('other'));
  expect([workers.running, workers.waiting]).toEqual([1, 2]);
  expect(refusalOf(() => run('third')).details.retryAfter).toBe(3);
  set(gates.open);
  expect(await Promise.all(taken)).toEqual([answer, answer, answer]);
  expect(await run('one')).toEqual(answer);
});

it('computes with as many threads as it is told to', async () => {
  const { workers, set, atGate, run } = held({ workers: 2 });
  const taken = [run('one'), run('other'), run('one')];
  await atGate(2);
  expect([workers.running, workers.waiting]).toEqual([2, 1]);
  set(gates.open);
  await Promise.all(taken);
});

it('takes out what nobody waits for any more, waiting or under way', async () => {
  const { workers, set, atGate, run } = held();
  const [first, second] = [new AbortController(), new AbortController()];
  const taken = [run('one', first.signal), run('one', second.signal), run('other')];
  const ends = Promise.allSettled(taken);
  await atGate(1);
  second.abort();
  expect([workers.running, workers.waiting]).toEqual([1, 1]);
  first.abort();
  expect([workers.running, workers.waiting]).toEqual([1, 0]);
  await atGate(2);
  set(gates.open);
  expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect([workers.ended, workers.trouble]).toEqual([0, undefined]);
  expect(() => run('one', first.signal)).toThrow('aborted');
});

it('leaves no reader behind in the file when a report under way is taken out', async () => {
  const folder = temporaryFolder();
  const views = openSqliteViews(join(folder.path, 'views.db'));
  try {
    await views.write((tx) => tx.schema.createTable('one').addColumn('n', 'integer').execute());
    const office = { key: 'horsens', name: { da: '', en: '' }, folder: folder.path };
    const { workers, atGate, run } = held({}, [
      { ...office, words: { office: 'horsens', departments: {}, topics: {} } },
    ]);
    const gone = new AbortController();
    const report = run('one', gone.signal);
    const refused = expect(report).rejects.toThrow('aborted');
    await atGate(1);
    await views.write((tx) => tx.insertInto('one').values({ n: 1 }).execute());
    expect(await views.purgeDeleted()).toBe(false);
    gone.abort();
    await refused;
    await workers.close();
    expect(await views.purgeDeleted()).toBe(true);
  } finally {
    await views.close();
    folder.remove();
  }
});

it('says that a thread has ended, answers what was in it, and goes on with another', async () => {
  const { workers, set, atGate, run, lines } = held();
  const [first, second] = [run('one'), run('other')];
  const refused = expect(first).rejects.toThrow(StoreUnavailable);
  await atGate(1);
  set(gates.end);
  await refused;
  set(gates.open);
  expect(workers.trouble).toContain('A thread that computes reports ended (EndedWith)');
  expect(lines.map((line) => (JSON.parse(line) as { readonly event: string }).event)).toEqual(['reportWorkerEnded']);
  expect([workers.ended, await second, workers.trouble]).toEqual([1, answer, undefined]);
});

it('ends a thread that has nothing to do, and starts another for the next report', async () => {
  const { workers, set, run } = held({ idleMs: 1 });
  set(gates.open);
  expect(await run('one')).toEqual(answer);
  while (workers.alive > 0) await later(5);
  expect(await run('one')).toEqual(answer);
  expect([workers.ended, workers.trouble]).toEqual([0, undefined]);
});

it('says so where a thread cannot begin', async () => {
  const entry = new URL('./testing/nothing.js', import.meta.url);
  const workers = new ReportWorkers(
    { views: { kind: 'sqlite' }, memoryMiB: 16, offices: [] },
    createLog('test', { write: () => 0 }, { write: () => 0 }),
    undefined,
    entry,
  );
  open.push(workers);
  await expect(workers.run(job, 'one', new AbortController().signal)).rejects.toThrow(StoreUnavailable);
  expect(workers.trouble).toContain('(ERR_MODULE_NOT_FOUND)');
});

it('lets nobody wait when it is closed', async () => {
  const { workers, atGate, run } = held();
  const ends = Promise.allSettled([run('one'), run('one')]);
  await atGate(1);
  await workers.close();
  expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(() => run('one')).toThrow(StoreUnavailable);
});
