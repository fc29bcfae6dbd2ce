/**
 * A report worker whose thread stands still in each job, as in a long query, until the test opens the gate: then it
 * answers, or ends without a word. Where there is a file of read models, it stands still while it reads.
 */
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { readSqliteViews } from '../../read-models/database/sqlite-views.js';
import { type ReportWorkerData } from '../report-worker.js';

export const gates = { held: 0, open: 1, end: 2 } as const;
export interface Held extends ReportWorkerData {
  /** The gate, and how many jobs have come to it. */
  readonly gate: Int32Array;
}

const { gate, offices } = (workerData ?? {}) as Held;

async function answer(): Promise<void> {
  Atomics.add(gate, 1, 1);
  Atomics.notify(gate, 1);
  Atomics.wait(gate, 0, gates.held);
  if (Atomics.load(gate, 0) === gates.end) process.exit(3);
  parentPort!.postMessage({ answer: { rows: [], next: null } });
}

parentPort?.on('message', () => {
  const [office] = offices;
  void (office ? readSqliteViews(join(office.folder, 'views.db')).snapshot(answer) : answer());
});
