/**
 * The loop behind waits for something that is away: steps are taken, and every answer that may lack one of them says
 * so.
 */
import { KeyStoreUnavailable } from '../../libs/privacy/keys.js';
import { type Runner } from '../../libs/read-models/runner.js';
import { type Answer, type Complaint, Office } from './client.js';
import { openInProcess, type InProcess } from './in-process.js';
import { hangMs } from '../hang.js';

const year = 'from=2026-01-01&to=2026-12-31';
let product: InProcess;
let office: Office;
beforeEach(async () => {
  product = await openInProcess();
  office = new Office(product, 'horsens');
  await office.at('2026-03-02');
});
afterEach(() => product.remove());

const running = () => product.product.offices.find(({ key }) => key === 'horsens')!;
/** In a test it runs in this thread. */
const loop = () => running().runner as Runner;
const stale = ({ status, headers }: Answer) => [status, headers['x-stale']];

async function untilAgreed(): Promise<Complaint> {
  const complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  return complaint;
}
const register = (complaint: Complaint) =>
  complaint.do('RegisterCase', { complainant: { name: 'Bodil Bagud' }, summary: 'Intet svar' }, 'registered');
/** What the read models alone answer, asked for as of a position that they have seen. */
const lists = () =>
  Promise.all([
    office.get('/complaints?after=1'),
    office.post('/complaints/search?after=1', { text: 'Bagud' }),
    office.get(`/reports/contacts?${year}&after=1`, 'analyst'),
    office.get(`/reports/contacts/events?${year}&after=1`),
    office.get('/reports/yearly?year=2026&after=1', 'analyst'),
  ]);

it('keys that are away hold up the read models: readiness, metrics and lists say so until they are back, and nothing is lost', async () => {
  const { keys } = running().office;
  const find = keys.find.bind(keys);
  const complaint = await untilAgreed();
  expect((await lists()).map(stale)).toEqual(Array.from({ length: 5 }, () => [200, undefined]));

  const met = Promise.withResolvers<void>();
  keys.find = async () => {
    met.resolve();
    throw new KeyStoreUnavailable('the keys are being copied', { passing: true });
  };
  await register(complaint);
  await met.promise;
  // The failure reaches the loop in the turns that follow.
  while (running().runner.transientErrors.length === 0)
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  const health = await product.ask({ method: 'GET', path: '/health/ready' });
  expect([health.status, health.json()]).toEqual([
    200,
    {
      status: 'read-only',
      troubles: [expect.objectContaining({ office: 'horsens', part: 'keys', sentence: 'the keys are being copied' })],
    },
  ]);
  expect((await product.ask({ method: 'GET', path: '/metrics' })).text).toMatch(
    /read_model_held_up_seconds\{office="horsens"\} (?!0\n)/,
  );
  expect((await lists()).map(stale)).toEqual(Array.from({ length: 5 }, () => [200, 'true']));

  keys.find = find;
  expect(await running().runner.seen(BigInt(complaint.last.position), hangMs)).toBe(true);
  expect((await lists()).map(stale)).toEqual(Array.from({ length: 5 }, () => [200, undefined]));
  expect((await office.post('/complaints/search', { text: 'Bagud' })).json()).toMatchObject({ total: 1 });
  expect((await product.ask({ method: 'GET', path: '/health/ready' })).json()).toEqual({ status: 'ready' });
  expect((await product.ask({ method: 'GET', path: '/metrics' })).text).toMatch(
    /read_model_held_up_seconds\{office="horsens"\} 0\n/,
  );
});

it('a case has its number in the answer that follows its registration, or the answer says that it may lack something', async () => {
  const complaint = await untilAgreed();
  const open = Promise.withResolvers<void>();
  const held = loop().between(() => open.promise);
  await register(complaint);
  const view = () => office.get(`${complaint.path}?after=0`);

  const without = await view();
  expect([...stale(without), without.json<{ number: unknown }>().number]).toEqual([200, 'true', null]);
  const waiting = view();
  open.resolve();
  await held;
  const complete = await waiting;
  expect([...stale(complete), complete.json<{ number: unknown }>().number]).toEqual([200, undefined, '2026-0001']);
});
