/** `npm start` as an operator ends it: npm, the shell that npm has between, the program that builds, the server. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { setTimeout as later } from 'node:timers/promises';
import { readRunning } from '../../libs/installation/running-file.js';
import { newFolder } from '../../test/faults/in-process.js';
import { build, root } from '../../test/faults/real-process.js';

it('a server that npm started ends with it on SIGTERM, and lets go of its folder', async () => {
  build();
  const folder = newFolder();
  const npm = spawn('npm', ['start'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, KLAGEGANG_MODE: 'test', KLAGEGANG_DATA: folder, KLAGEGANG_PORT: '0', KLAGEGANG_CONFIG: '' },
  });
  npm.stdout.resume();
  // Closed when the last of them has ended, whoever it was the child of.
  const closed = once(npm, 'close');
  const running = () => readRunning(folder);
  while (npm.exitCode === null && running() === null) await later(20);
  expect(running()).not.toBeNull();
  npm.kill('SIGTERM');
  await closed;
  expect(running()).toBeNull();
  rmSync(folder, { recursive: true, force: true });
});
