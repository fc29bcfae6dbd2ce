// Ends a run of Jest in which a test neither passes nor fails, and names the test: Jest's own limit cannot stop a loop
// that never waits. Everything in the process's group is ended, so that whoever starts Jest with it gives it one of its own.
import { writeSync } from 'node:fs';
import { relative } from 'node:path';
import { testTimeoutMs } from './jest.config.mjs';

const slackMs = 60_000;

export default class OverrunReporter {
  #running = new Map();
  #watch = setInterval(() => { this.#look(); }, 1000).unref();

  #note({ path }, test) { this.#running.set(path, { test, since: Date.now() }); }
  #look() {
    const over = [...this.#running].filter(([, { since }]) => Date.now() - since > testTimeoutMs + slackMs);
    if (over.length === 0) return;
    for (const [path, { test }] of over) writeSync(2, `does not end: ${relative(process.cwd(), path)}, ${test}\n`);
    process.kill(process.platform === 'win32' ? process.pid : 0, 'SIGKILL');
  }

  onTestFileStart(file) { this.#note(file, 'before its first test'); }
  onTestCaseStart(file, { fullName }) { this.#note(file, fullName); }
  onTestCaseResult(file, { fullName }) { this.#note(file, `after "${fullName}"`); }
  onTestFileResult({ path }) { this.#running.delete(path); }
  onRunComplete() { clearInterval(this.#watch); }
  getLastError() { /* none of its own */ }
}
