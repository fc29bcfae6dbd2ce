// Everything a commit needs: builds, runs every Jest project beside the journeys through the real process, and counts
// what was executed. Says how long each part and the slowest files took, and ends with one line "N passed, N failed". How
// long it took is told and never a failure; a test that does not end is. Arguments go to Jest.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const launcher = join(root, 'apps', 'cli', 'node24.mjs');
const results = join(root, '.build', 'jest.json');

/** Groups of processes that run now: what is ended by name or by a signal is ended with all that it started. */
const running = new Set();
const endAll = () => {
  for (const { pid } of running)
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      /* it has ended */
    }
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    endAll();
    process.exit(1);
  });

const run = (args, onLine) =>
  new Promise((done) => {
    const child = spawn(process.execPath, [launcher, ...args], {
      cwd: root,
      detached: process.platform !== 'win32',
      stdio: ['ignore', onLine ? 'pipe' : 'inherit', 'inherit'],
    });
    running.add(child);
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      process.stdout.write(text);
      onLine(text);
    });
    child.on('close', (code) => {
      running.delete(child);
      done(code ?? 1);
    });
  });

/** Milliseconds of all processors so far: all of them, and those with nothing to do. */
const processors = () =>
  cpus().reduce(
    (sum, { times }) => ({
      all: sum.all + Object.values(times).reduce((a, b) => a + b, 0),
      idle: sum.idle + times.idle,
    }),
    { all: 0, idle: 0 },
  );
const atFirst = processors();

const seconds = {};
async function timed(name, work) {
  const from = Date.now();
  const result = await work();
  seconds[name] = Math.round((Date.now() - from) / 1000);
  return result;
}
let passed = 0,
  failed = 0;

if ((await timed('build', () => run(['--only-build']))) !== 0) {
  console.log('0 passed, 1 failed');
  process.exit(1);
}

mkdirSync(dirname(results), { recursive: true });
rmSync(results, { force: true });
const isWhole = process.argv.length === 2;
// More at a time than a small machine has processors: much of it waits, for a disk, an outage or a process that starts.
let told = '';
const [jest, journeys] = await Promise.all([
  timed('jest', () =>
    run([
      '--jest',
      '--maxWorkers=3',
      '--reporters=default',
      `--reporters=${join(root, 'test', 'overrun-reporter.mjs')}`,
      '--json',
      `--outputFile=${results}`,
      ...process.argv.slice(2),
    ]),
  ),
  isWhole &&
    timed('journeys', () =>
      run([join(root, 'test', 'journeys', 'run.mjs'), '--checkout', root, '--jobs', '2'], (text) => {
        told += text;
      }),
    ),
]);
let files = [];
try {
  const counted = JSON.parse(readFileSync(results, 'utf8'));
  passed += counted.numPassedTests;
  failed += counted.numFailedTests + counted.numRuntimeErrorTestSuites;
  // A test that is skipped proves nothing, so it fails the run.
  failed += counted.numPendingTests + counted.numTodoTests;
  files = counted.testResults.map(({ name, startTime, endTime }) => ({
    name: relative(root, name),
    took: (endTime - startTime) / 1000,
  }));
} catch {
  failed += 1;
}
if (jest !== 0 && failed === 0) failed += 1;

if (isWhole) {
  const counts = /^(\d+) passed, (\d+) failed$/m.exec(told);
  passed += Number(counts?.[1] ?? 0);
  failed += Number(counts?.[2] ?? 1);
  if (journeys !== 0 && Number(counts?.[2] ?? 0) === 0) failed += 1;
}

const list = (parts) =>
  Object.entries(parts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
const byCost = Object.groupBy(files, ({ name }) => /\.(\w+)\.spec\.ts$/.exec(name)[1]);
const sums = Object.entries(byCost).map(([cost, some]) => [
  cost,
  Math.round(some.reduce((sum, { took }) => sum + took, 0)),
]);
console.log('the slowest files:');
for (const { name, took } of files.toSorted((one, other) => other.took - one.took).slice(0, 10))
  console.log(`${took.toFixed(1).padStart(7)} s  ${name}`);
console.log(`seconds of all files, three at a time: ${list(Object.fromEntries(sums))}`);
const [all, idle] = ['all', 'idle'].map((what) => processors()[what] - atFirst[what]);
console.log(`seconds: ${list(seconds)}; processors busy, with what else ran: ${Math.round((1 - idle / all) * 100)} %`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
