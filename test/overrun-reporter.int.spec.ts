/** A loop that never waits is beyond Jest's own limit: the run is ended, and says which test it was. */
import { spawn } from 'node:child_process';
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../libs/sqlite/testing/folder.js';
import { ended } from '../libs/event-store/embedded/testing/child.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const jest = join(dirname(createRequire(import.meta.url).resolve('jest/package.json')), 'bin', 'jest.js');

/** What Jest says of so many files, one of them with a loop, and how it ends. */
async function run(files: 1 | 2): Promise<readonly [NodeJS.Signals | null, string]> {
  const root = realpathSync(folder.path);
  const own = join(root, String(files));
  mkdirSync(own);
  // As a loop that goes round for ever, and costs nobody a processor meanwhile.
  const holds = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)';
  writeFileSync(join(own, 'loop.test.js'), `it('goes round', () => { ${holds}; });\n`);
  if (files === 2) writeFileSync(join(own, 'sound.test.js'), "it('ends', () => undefined);\n");
  const reporters = [[join(import.meta.dirname, 'overrun-reporter.mjs'), { limitMs: 20_000 }]];
  writeFileSync(join(own, 'jest.config.json'), JSON.stringify({ testTimeout: 100, reporters }));
  // A session of its own, as the run of all tests gives it.
  const args = [jest, '--config', join(own, 'jest.config.json'), '--rootDir', own, '--maxWorkers=2'];
  const child = spawn(process.execPath, args, { cwd: own, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const { signal, errors } = await ended(child);
  return [signal, errors.replaceAll(own, '')];
}

it('a test that does not end is named and the run is over, whether its file is one of several or alone', async () => {
  const named = ['SIGKILL', expect.stringContaining('does not end: /loop.test.js, goes round\n')];
  expect(await Promise.all([run(1), run(2)])).toEqual([named, named]);
});
