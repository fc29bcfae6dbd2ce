/** Office keys are changed by a product at work: by the days that its clock shows, and when its operator asks. */
import { rmSync } from 'node:fs';
import { setTimeout as later } from 'node:timers/promises';
import { klagegang } from '../../apps/cli/safekeeping/testing/run.js';
import { databasePath } from '../../libs/installation/office-files.js';
import { officeKeysOf } from '../../libs/privacy/office-keys.js';
import { Office } from './client.js';
import { newFolder } from './in-process.js';
import { build, RealProcess } from './real-process.js';

const folder = newFolder();
const product = new RealProcess(folder);
const keysOf = (office: string) => officeKeysOf(databasePath(folder, office, 'keys'), office);
const horsens = new Office(product, 'horsens');
const setClock = (now: string) => product.ask({ method: 'PUT', path: '/api/test/clock', body: { now } });
async function until(isIt: () => boolean): Promise<void> {
  for (const end = Date.now() + 60_000; !isIt(); await later(50))
    if (Date.now() > end) throw new Error(`it did not come within a minute: ${JSON.stringify(keysOf('horsens'))}`);
}
const idsOf = (office: string): readonly string[] => keysOf(office).map(({ id }) => id);
const isAtRest = (): boolean => keysOf('horsens').filter(({ retiredAt }) => retiredAt === undefined).length === 1;

beforeAll(async () => {
  build();
  await product.start();
});
afterAll(async () => {
  await product.kill();
  rmSync(folder, { recursive: true, force: true });
});

it('after 30 days by the product’s clock the office key is another, and 35 days later the old one is gone', async () => {
  await setClock('2026-03-03T08:00:00.000Z');
  const complaint = await horsens.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Gudrun Vandskade' }, summary: 'Vejen er væk' });
  // The first look writes down when the key was made, or finds the one of a folder that has just been made too old.
  await until(() => isAtRest() && typeof keysOf('horsens')[0]!.madeAt === 'string');
  const [first] = idsOf('horsens');
  const days = (count: number) => new Date(Date.parse('2026-03-03T08:00:00.000Z') + count * 86_400_000).toISOString();
  await setClock(days(31));
  await until(() => idsOf('horsens').length >= 2 && isAtRest());
  expect(keysOf('horsens').find(({ id }) => id === first)).toMatchObject({ retiredAt: expect.any(String) as string });
  expect(JSON.stringify(await complaint.view())).toContain('Gudrun Vandskade');
  await setClock(days(31 + 36));
  await until(() => !idsOf('horsens').includes(first!) && isAtRest());
  expect(JSON.stringify(await complaint.view())).toContain('Gudrun Vandskade');
});

it('by command while it runs, of one office alone; it answers when it is done', async () => {
  // The others come after horsens in the same look.
  await until(() => keysOf('odense').at(-1)!.madeAt === keysOf('horsens').at(-1)!.madeAt);
  const [before, others] = [idsOf('horsens'), idsOf('odense').at(-1)];
  expect(await klagegang('rotate-keys', '--data', folder, '--office', 'horsens')).toMatchObject({
    code: 0,
    lines: ['horsens: every key is wrapped anew'],
  });
  expect(idsOf('horsens').slice(0, -1)).toEqual(before);
  expect(isAtRest()).toBe(true);
  expect(idsOf('odense').at(-1)).toBe(others);
});

it('a product that is killed while it changes them goes on with it at the next start', async () => {
  const rotating = klagegang('rotate-keys', '--data', folder);
  await until(() => !isAtRest() || idsOf('horsens').length > 3);
  await product.restart();
  expect(await rotating).toMatchObject({ code: 0 });
  expect(isAtRest()).toBe(true);
});
