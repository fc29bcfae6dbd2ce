/** The loops behind in their own thread, of the product as its operator runs it. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type Complaint, Office } from '../client.js';
import { build, RealProcess, root } from '../real-process.js';

const product = new RealProcess(undefined, {
  NODE_OPTIONS: `--import=${pathToFileURL(join(root, 'test', 'faults', 'loop-thread', 'end-thread.mjs')).href}`,
});
const office = new Office(product, 'horsens');
beforeAll(async () => {
  build();
  await product.start();
  await office.at('2026-03-02');
});
afterAll(() => product.remove());

const metrics = async () => (await product.ask({ method: 'GET', path: '/metrics' })).text;
const until = async (holds: () => Promise<boolean>) => {
  while (!(await holds())) await later(20);
};
async function registered(name: string): Promise<Complaint> {
  const complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name }, summary: 'Intet svar' }, 'registered');
  return complaint;
}
const found = async (text: string, after: string) =>
  (await office.post(`/complaints/search?after=${after}`, { text })).json<{ readonly total: number }>().total;

it('shows everybody their own write', async () => {
  for (const name of ['Asta', 'Birthe', 'Carl']) {
    const { last } = await registered(name);
    expect(await found(name, last.position)).toBe(1);
  }
});

it('a thread that ends is started again: its reason is in health, log and metrics, nothing is skipped or doubled', async () => {
  const before = await registered('Dagny');
  const order = join(product.folder, 'end-thread');
  const health = async () =>
    (await product.ask({ method: 'GET', path: '/health/ready' })).json<{
      readonly status: string;
      readonly troubles?: readonly { readonly office: string; readonly part: string; readonly sentence: string }[];
    }>();
  writeFileSync(order, '');
  await until(async () => (await health()).troubles !== undefined);
  expect((await health()).troubles).toContainEqual(
    expect.objectContaining({
      office: 'horsens',
      part: 'views',
      sentence: expect.stringMatching(/thread .* ended \(RangeError\) and is started again.*loopsBehindEnded/),
    }),
  );
  const after = await registered('Erna');
  expect((await office.get(`/complaints?after=${after.last.position}`)).headers['x-stale']).toBe('true');
  rmSync(order);
  await until(async () => (await health()).status === 'ready');
  await until(async () => (await found('Erna', after.last.position)) === 1);
  expect(await found('Dagny', before.last.position)).toBe(1);
  const [, restarts] = /^loops_behind_restarts (\d+)$/m.exec(await metrics())!;
  expect(Number(restarts)).toBeGreaterThanOrEqual(1);
  expect(await metrics()).toContain(`loops_behind_ended{error="RangeError"} ${restarts}\n`);
  expect(product.output).toMatch(/"event":"loopsBehindEnded","count":1,"error":"RangeError"/);
  expect(product.output).not.toContain('Bagud');
});

it('read models that are gone are built while the product serves, also where building was cut off', async () => {
  const { last } = await registered('Frida');
  await product.kill('SIGKILL');
  for (const ending of ['', '-wal', '-shm'])
    rmSync(join(product.folder, 'offices', 'horsens', `views.db${ending}`), { force: true });
  await product.restart('SIGKILL');
  await product.restart('SIGKILL');
  await until(async () => (await found('Frida', last.position)) === 1);
  expect((await product.ask({ method: 'GET', path: '/health/ready' })).json()).toEqual({ status: 'ready' });
});
