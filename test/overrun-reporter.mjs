// Ends a run of Jest in which a test neither passes nor fails, and names the test: Jest's own limit cannot stop a loop
// that never waits. Everything in the process's group is ended, so whoever starts Jest with it gives it a group of its
// own.
import { writeSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { testTimeoutMs } from './jest.config.mjs';

/** How long after Jest should have ended the test itself. */
const slackMs = 60_000;

export default class OverrunReporter {
  #watch;

  constructor(_, { limitMs = testTimeoutMs + slackMs } = {}) {
    // A thread of its own: a single file of tests runs in this one, and may hold it.
    this.#watch = new Worker(new URL(import.meta.url), { workerData: { limitMs } });
    this.#watch.unref();
  }

  onTestFileStart({ path }) {
    this.#watch.postMessage({ path, test: 'before its first test' });
  }
  onTestCaseStart({ path }, { fullName }) {
    this.#watch.postMessage({ path, test: fullName });
  }
  onTestCaseResult({ path }, { fullName }) {
    this.#watch.postMessage({ path, test: `after "${fullName}"` });
  }
  onTestFileResult({ path }) {
    this.#watch.postMessage({ path });
  }
  onRunComplete() {
    return this.#watch.terminate().then(() => undefined);
  }
  getLastError() {
    /* it has none of its own */
  }
}

function watch({ limitMs }) {
  const running = new Map();
  parentPort.on('message', ({ path, test }) => {
    running.delete(path);
    if (test !== undefined) running.set(path, { test, since: Date.now() });
  });
  setInterval(() => {
    const over = [...running].filter(([, { since }]) => Date.now() - since > limitMs);
    if (over.length === 0) return;
    for (const [path, { test }] of over) writeSync(2, `does not end: ${path}, ${test}\n`);
    process.kill(process.platform === 'win32' ? process.pid : 0, 'SIGKILL');
  }, 500);
}

if (!isMainThread) watch(workerData);
