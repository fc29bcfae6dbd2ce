// Everything a commit needs: builds, runs every Jest project and the journeys through the real process, and counts what was executed.
// Ends with one line "N passed, N failed" and says how long each part took. Arguments go to Jest.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const launcher = join(root, 'apps', 'cli', 'node24.mjs');
const results = join(root, '.build', 'jest.json');
const limitMinutes = 10;

const run = (command, args, onLine) => new Promise((done) => {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', onLine ? 'pipe' : 'inherit', 'inherit'] });
  child.stdout?.setEncoding('utf8').on('data', (text) => { process.stdout.write(text); onLine(text); });
  child.on('exit', (code) => done(code ?? 1));
});

const began = Date.now();
const seconds = {};
const timed = async (name, work) => { const from = Date.now(); const result = await work(); seconds[name] = Math.round((Date.now() - from) / 1000); return result; };
let passed = 0, failed = 0;

if (await timed('build', () => run(process.execPath, [launcher, '--only-build'])) !== 0) { console.log('0 passed, 1 failed'); process.exit(1); }

mkdirSync(dirname(results), { recursive: true });
rmSync(results, { force: true });
const jest = await timed('jest', () => run(process.execPath, [launcher, '--jest', '--maxWorkers=2', '--json', `--outputFile=${results}`, ...process.argv.slice(2)]));
try {
  const counted = JSON.parse(readFileSync(results, 'utf8'));
  passed += counted.numPassedTests;
  failed += counted.numFailedTests + counted.numRuntimeErrorTestSuites;
  // A test that is skipped proves nothing, so it fails the run.
  failed += counted.numPendingTests + counted.numTodoTests;
} catch { failed += 1; }
if (jest !== 0 && failed === 0) failed += 1;

if (process.argv.length === 2) {
  let journeys = '';
  const code = await timed('journeys', () => run(process.execPath, [launcher, join(root, 'test', 'journeys', 'run.mjs'), '--checkout', root, '--jobs', '2'], (text) => { journeys += text; }));
  const counts = /^(\d+) passed, (\d+) failed$/m.exec(journeys);
  passed += Number(counts?.[1] ?? 0);
  failed += Number(counts?.[2] ?? 1);
  if (code !== 0 && Number(counts?.[2] ?? 0) === 0) failed += 1;
}

const minutes = (Date.now() - began) / 60_000;
console.log(`seconds: ${Object.entries(seconds).map(([name, count]) => `${name} ${count}`).join(', ')}`);
if (minutes > limitMinutes) { console.log(`npm test took ${minutes.toFixed(1)} minutes; its limit is ${limitMinutes}`); failed += 1; }
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
