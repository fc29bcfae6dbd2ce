// The command as an operator runs it: what it writes where, how it ends, and what a run that was cut off leaves.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ended, type Ended } from '../../../libs/event-store/embedded/testing/child.js';
import { temporaryFolder } from '../../../libs/sqlite/testing/folder.js';
import { openInProcess } from '../../../test/faults/in-process.js';
import { verifyData } from '../safekeeping/verify.js';
import { type SimulateAnswer } from './simulate.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
let number = 0;
const newPath = (): string => join(folder.path, `${(number += 1)}`);
const launcher = join(import.meta.dirname, '..', 'node24.mjs');
const start = (...args: readonly string[]) =>
  spawn(process.execPath, [launcher, '--build', 'apps/cli/klagegang.js', 'simulate', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
const run = (...args: readonly string[]): Promise<Ended> => ended(start(...args));
const small = (data: string, ...more: readonly string[]) => [
  '--data',
  data,
  '--office',
  'odense',
  '--cases',
  '20',
  '--years',
  '1',
  ...more,
];

it('writes its answer to standard output and its progress to standard error, and ends with 0', async () => {
  const { code, lines, errors } = await run(...small(newPath(), '--json', '--seed', '9'));
  expect([code, lines.length]).toEqual([0, 1]);
  expect(JSON.parse(lines[0]!)).toMatchObject({ office: 'odense', cases: 20, seed: 9 });
  expect(errors).toMatch(/20 of 20 contacts, \d+ events/);
});

it.each([
  ['--cases', '0'],
  ['--office', 'nowhere'],
  ['--from', '2016-02-30'],
  ['--mode', 'production'],
  ['--years', 'ten'],
  ['--data', ''],
  ['--sheep', '3'],
])('does not understand %s %s, and ends with 2', async (...wrong) => {
  const { code, lines, errors } = await run(...small(newPath(), ...wrong));
  expect([code, lines, errors.startsWith('usage: npm run klagegang -- simulate ')]).toEqual([2, [], true]);
});

it('refuses a folder that holds something else, and ends with 1', async () => {
  const data = newPath();
  mkdirSync(data);
  writeFileSync(join(data, 'something'), '');
  expect((await run(...small(data))).code).toBe(1);
});

it('leaves a folder that nothing starts on when it is killed, and makes it anew when it is run again', async () => {
  const data = newPath();
  const child = start('--data', data, '--office', 'odense', '--cases', '1000000', '--years', '10');
  const end = ended(child);
  child.stderr!.once('data', () => {
    process.kill(-child.pid!, 'SIGKILL');
  });
  expect((await end).signal).toBe('SIGKILL');
  expect([existsSync(join(data, 'simulation.unfinished')), existsSync(join(data, 'klagegang.json'))]).toEqual([
    true,
    false,
  ]);
  await expect(openInProcess(data)).rejects.toThrow('is no data folder of Klagegang');
  const again = await run(...small(data, '--json'));
  expect(again.code).toBe(0);
  const { events, byType } = JSON.parse(again.lines[0]!) as SimulateAnswer;
  // Every stream: an activity is one, and no complaint.
  const complaints = 20 + (byType['ActivityRecorded'] ?? 0);
  expect(await verifyData(data, undefined, () => undefined)).toMatchObject([{ events, complaints, problems: [] }]);
  expect((await run(...small(data))).code).toBe(1);
});
