import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { temporaryFolder } from '../../../libs/sqlite/testing/folder.js';
import { isShredded } from '../../../libs/privacy/keys.js';
import { brokenInvariants } from '../../../test/faults/invariants.js';
import { openInProcess } from '../../../test/faults/in-process.js';
import { verifyData } from '../safekeeping/verify.js';
import { simulate, type SimulateAnswer } from './simulate.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
let number = 0;
const newPath = (): string => join(folder.path, `${(number += 1)}`);
const silent = (): void => undefined;
const options = (data: string, more: object = {}) => ({
  data,
  office: 'horsens',
  cases: '30',
  years: '7',
  seed: '3',
  mode: 'test',
  ...more,
});

describe.each(['koebenhavn', 'horsens', 'odense'])('a simulated %s', (office) => {
  const data = newPath();
  let told: SimulateAnswer;
  beforeAll(async () => {
    told = (await simulate(options(data, { office, cases: '150' }), silent)).json;
  });

  it('says what it made', () => {
    expect(told).toMatchObject({
      office,
      profile: `${office}@1`,
      cases: 150,
      from: '2016-01-01',
      to: '2022-12-31T23:00:00.000Z',
    });
    expect(told.events).toBe(Object.values(told.byType).reduce((sum, count) => sum + count, 0));
    expect([told.registered > 30, told.shredded > 0, told.bytes['events.db']! > 0, told.bytes['keys.db']! > 0]).toEqual(
      [true, true, true, true],
    );
  });
  it('is whole to the last event, history and key', async () => {
    // Every stream: an activity is one, and no complaint.
    const complaints = 150 + (told.byType['ActivityRecorded'] ?? 0);
    expect(await verifyData(data, undefined, silent)).toEqual([
      expect.objectContaining({ office, events: told.events, complaints, problems: [] }),
    ]);
  });
  it('can be run on: the product starts on it, keeps its invariants, and finds nothing overdue to send', async () => {
    const { product, close } = await openInProcess(data);
    try {
      const running = product.offices.find(({ key }) => key === office)!;
      expect(new Date(product.clock.now()).toISOString()).toBe(told.to);
      await product.timekeeper.tick();
      expect(await running.head()).toBe(BigInt(told.events));
      expect(await brokenInvariants(running)).toEqual([]);
      // What was kept can be read, and what was shredded cannot.
      const events = await running.office.codec.open<ComplaintEvent>(
        await running.office.store.readAll({ limit: 1_000_000 }),
      );
      const gone = new Set(
        events.filter(({ type }) => type === 'KeysShredded' || type === 'CaseErased').map(({ stream }) => stream),
      );
      const registrations = events.filter((event) => event.type === 'CaseRegistered');
      expect(registrations.map(({ stream, data: { complainant } }) => [stream, isShredded(complainant)])).toEqual(
        registrations.map(({ stream }) => [stream, gone.has(stream)]),
      );
      // A month on, its timers go on where the simulation's ended.
      await product.timekeeper.moveTo(product.clock.now() + 31 * 86_400_000);
      expect(await brokenInvariants(running)).toEqual([]);
      const recorded = (await running.office.store.readAll({ after: BigInt(told.events), limit: 1000 })).map(
        ({ metadata }) => metadata.actor,
      );
      expect(recorded.length).toBeGreaterThan(0);
      expect(recorded.every((actor) => (actor as { role?: string }).role === 'system')).toBe(true);
    } finally {
      await close();
    }
  });
});

describe('the folder', () => {
  it('is left as it was where it holds something else', async () => {
    const data = newPath();
    mkdirSync(data);
    writeFileSync(join(data, 'letters.txt'), 'mine');
    await expect(simulate(options(data), silent)).rejects.toThrow('is not empty');
    writeFileSync(join(data, 'simulation.unfinished'), '');
    await expect(simulate(options(data), silent)).rejects.toThrow('is not empty');
    expect(readdirSync(data).sort()).toEqual(['letters.txt', 'simulation.unfinished']);
    expect(readFileSync(join(data, 'letters.txt'), 'utf8')).toBe('mine');
  });
  it('of the demo is no sample of the demo’s own, and its clock runs on', async () => {
    const data = newPath();
    await simulate(options(data, { mode: 'demo', cases: '5', years: '1' }), silent);
    expect(JSON.parse(readFileSync(join(data, 'klagegang.json'), 'utf8'))).toMatchObject({ mode: 'demo' });
    expect(JSON.parse(readFileSync(join(data, 'demo.json'), 'utf8'))).toEqual({ examples: {} });
    const { aheadMs } = JSON.parse(readFileSync(join(data, 'clock.json'), 'utf8')) as { readonly aheadMs: number };
    expect(Math.abs(Date.now() + aheadMs - Date.parse('2016-12-31T23:00:00Z'))).toBeLessThan(600_000);
  });
});
