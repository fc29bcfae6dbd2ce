/** The threads that a long rebuild is shared among. A thread that ends fails the build, which goes on where it was. */
import { rmSync } from 'node:fs';
import { type KeyObject } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { KeyStoreUnavailable } from '../../privacy/keys.js';
import { type Profile } from '../../policy/profile.js';
import { StoreUnavailable } from '../../event-store/port.js';
import { type FoldTask, type FoldedPart, type Folders, type OpenFolders } from '../../read-models/build.js';
import { type OfficeSettings } from '../wiring/office-reader.js';
import { toldError, type ToldError } from './messages.js';

/** An office whose events and keys are files. */
export interface FoldedOffice {
  readonly settings: OfficeSettings;
  readonly folder: string;
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly masterKey: KeyObject;
}
export interface FoldThreadParts extends FoldedOffice {
  readonly models: readonly string[];
}

export type FromFold = { readonly part: FoldedPart } | { readonly error: ToldError };

export interface FoldThreadOptions {
  /** One for each processor, four at the most, where it is left out. */
  readonly threads?: number;
  /** Where a log has fewer events they are not worth their start: 50,000 where it is left out. */
  readonly fromEvents?: number;
  /** Events of a range that one of them folds at a time: what is lost of it when the process is killed. */
  readonly rangeEvents?: number;
}

interface Thread {
  readonly worker: Worker;
  /** What it was asked for last, which comes after what it was asked before. */
  last: Promise<unknown>;
  waiting: number;
}

export const foldThreads =
  (
    office: FoldedOffice,
    {
      threads = Math.min(4, availableParallelism()),
      fromEvents = 50_000,
      rangeEvents = 10_000,
    }: FoldThreadOptions = {},
  ): OpenFolders =>
  (models, events) =>
    events < fromEvents ? undefined : new FoldThreads({ ...office, models }, threads, rangeEvents);

class FoldThreads implements Folders {
  private readonly pool: readonly Thread[];

  constructor(
    parts: FoldThreadParts,
    threads: number,
    readonly rangeEvents: number,
  ) {
    this.pool = Array.from({ length: threads }, () => ({
      worker: new Worker(new URL('./fold-thread.js', import.meta.url), { workerData: parts, name: 'fold' }),
      last: Promise.resolve(),
      waiting: 0,
    }));
    // Who waits for an answer hears of it; without a listener it would end the process.
    for (const { worker } of this.pool) worker.on('error', () => undefined);
  }

  get threads(): number {
    return this.pool.length;
  }

  async fold(task: FoldTask): Promise<FoldedPart> {
    const thread = this.pool.reduce((least, each) => (each.waiting < least.waiting ? each : least));
    thread.waiting += 1;
    const answer = thread.last.then(() => ask(thread.worker, task));
    thread.last = answer.catch(() => undefined);
    try {
      return await answer;
    } finally {
      thread.waiting -= 1;
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.pool.map(({ worker }) => worker.terminate()));
  }
}

async function ask(worker: Worker, task: FoldTask): Promise<FoldedPart> {
  const { promise, resolve, reject } = Promise.withResolvers<FoldedPart>();
  const ended = (): void =>
    reject(new StoreUnavailable('a thread of the rebuild ended; the build goes on where it was'));
  const failed = (error: Error): void => reject(error);
  const answered = (message: FromFold): void =>
    'part' in message ? resolve(message.part) : reject(errorOf(message.error));
  worker.once('message', answered).once('error', failed).once('exit', ended);
  rmSync(task.path, { force: true });
  worker.postMessage(task);
  try {
    return await promise;
  } finally {
    worker.off('message', answered).off('error', failed).off('exit', ended);
  }
}

/** With its class, where it says that waiting helps. */
function errorOf(error: ToldError): Error {
  if (error.name === 'KeyStoreUnavailable') return new KeyStoreUnavailable(error.message, { passing: error.isPassing });
  return error.name === 'StoreUnavailable' ? new StoreUnavailable(error.message) : toldError(error);
}
