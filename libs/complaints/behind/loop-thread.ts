/**
 * The loops behind in a thread of their own, as the thread of requests sees it (docs/decisions/0013). A thread that
 * ends is started again: where it was is in the read models, so nothing is skipped and nothing applied twice.
 */
import { Worker } from 'node:worker_threads';
import { type Log } from '../../platform/log.js';
import { usualRetryPolicy, pauseMs } from '../../read-models/away.js';
import { type Office } from '../wiring/office.js';
import { type BehindParts, type FromBehind, type ToBehind } from './messages.js';
import { RemoteLoops, type RemoteLoop } from './remote-loops.js';

export interface LoopThreadOptions {
  readonly log: Log;
  /** The thread's program; a test may start its source. */
  readonly entry?: URL;
  readonly execArgv?: readonly string[];
}

const stopWithinMs = 3000;
/** In MiB. As much as V8 takes by itself stays taken when a rebuild is over. */
const young = { maxYoungGenerationSizeMb: 24 };

export class LoopThread {
  /** How often it ended and was started again, by the name of the error. */
  readonly restarts = new Map<string, number>();
  private worker: Worker | undefined;
  private readonly loops: RemoteLoops;
  private isStopping = false;
  private failures = 0;
  private again: NodeJS.Timeout | undefined;

  constructor(
    private readonly parts: BehindParts,
    private readonly offices: readonly Office[],
    private readonly options: LoopThreadOptions,
  ) {
    this.loops = new RemoteLoops(offices, (_office, message) => this.worker?.postMessage(message));
    this.begin();
  }

  /** The loop behind this office. */
  of(office: string): RemoteLoop {
    return this.loops.of(office);
  }

  /** Ends the thread between two batches; one that does not end in time is cut off, which the read models survive. */
  async stop(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.again);
    const { worker } = this;
    if (!worker) return;
    const ended = new Promise<void>((resolve) => {
      worker.once('exit', () => resolve());
    });
    worker.postMessage({ what: 'stop' } satisfies ToBehind);
    const late = setTimeout(() => void worker.terminate(), stopWithinMs);
    await ended;
    clearTimeout(late);
  }

  private begin(): void {
    const { entry = new URL('./worker.js', import.meta.url), execArgv } = this.options;
    let reason: Error = new Error('the thread of the loops behind ended');
    const worker = new Worker(entry, {
      workerData: this.parts,
      name: 'behind',
      resourceLimits: young,
      ...(execArgv === undefined ? {} : { execArgv: [...execArgv] }),
    });
    this.worker = worker;
    worker.on('message', (message: FromBehind) => {
      if (message.what === 'open') this.failures = 0;
      this.loops.take(message);
    });
    worker.on('error', (error: Error) => {
      reason = error;
    });
    worker.on('exit', () => {
      this.worker = undefined;
      if (!this.isStopping) this.beginAgain(reason);
    });
  }

  private beginAgain(reason: Error): void {
    const { name } = reason;
    this.restarts.set(name, (this.restarts.get(name) ?? 0) + 1);
    this.failures += 1;
    this.options.log.failure(reason, { event: 'loopsBehindEnded', count: sum(this.restarts.values()) });
    for (const { key } of this.offices)
      this.of(key).ended(
        `The thread that keeps the read models ended (${name}) and is started again by itself. See loopsBehindEnded in the log.`,
      );
    this.again = setTimeout(() => this.begin(), pauseMs(usualRetryPolicy, this.failures));
  }
}

const sum = (counts: Iterable<number>): number => [...counts].reduce((total, count) => total + count, 0);
