/**
 * The threads that compute reports, and the queue before them: so many for each caller, so many in all, beyond that the
 * caller is asked to come again. Who goes away is taken out, wherever the work stands.
 */
import { Worker } from 'node:worker_threads';
import { type Log } from '../platform/log.js';
import { Refused } from '../platform/refusal.js';
import { refused } from '../platform/refused.js';
import { StoreUnavailable } from '../platform/unavailable.js';
import { type Answer, type Job } from './jobs.js';
import { type Failure, type Outcome, type ReportWorkerData } from './report-worker.js';

export interface ReportLimits {
  /** Threads. */
  readonly workers: number;
  /** Reports of one caller, under way or waiting. */
  readonly perCaller: number;
  /** Reports of everybody, under way or waiting. */
  readonly inAll: number;
  /** So long a thread may have nothing to do, in milliseconds; then it ends, and its memory is given back. */
  readonly idleMs: number;
}
export const usualLimits: ReportLimits = { workers: 1, perCaller: 2, inAll: 16, idleMs: 30_000 };

/**
 * Of a thread's heap, in MiB: one that needs more ends alone, and not the server with it. Few are young, so that what a
 * report leaves is found early.
 */
const heap = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 };

interface Task {
  readonly job: Job;
  readonly caller: string;
  readonly done: (answer: Answer<Job>) => void;
  readonly fail: (error: Error) => void;
  begun?: number;
}
interface Thread {
  readonly worker: Worker;
  task: Task | undefined;
  idle?: NodeJS.Timeout;
}

export class ReportWorkers {
  /** Threads that ended by themselves, since the start. */
  ended = 0;
  /** Why the last one ended, for the operator, until a report has come through since. */
  trouble: string | undefined;
  private readonly queue: Task[] = [];
  private readonly threads = new Set<Thread>();
  private readonly ending = new Set<Promise<unknown>>();
  private isClosed = false;
  /** Milliseconds that a report takes, of late. */
  private pace = 1000;

  constructor(
    private readonly data: ReportWorkerData,
    private readonly log: Log,
    private readonly limits: ReportLimits = usualLimits,
    private readonly entry: URL = new URL('./report-worker.js', import.meta.url),
  ) {}

  get waiting(): number {
    return this.queue.length;
  }
  get running(): number {
    return this.underWay().length;
  }
  /** Threads, at work or waiting for some. */
  get alive(): number {
    return this.threads.size;
  }

  /**
   * @param caller whose limit it counts against @param gone aborted when nobody waits for the answer any more: the
   * promise is then rejected with its reason
   * @throws Refused RATE_LIMITED, and what the job refuses; StoreUnavailable the thread has ended
   */
  run<Asked extends Job>(job: Asked, caller: string, gone: AbortSignal): Promise<Answer<Asked>> {
    gone.throwIfAborted();
    if (this.isClosed) throw new StoreUnavailable('Reports are closed.');
    this.refuseTooMany(caller);
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.drop(task);
        reject(gone.reason as Error);
      };
      const task: Task = {
        job,
        caller,
        done: (answer) => {
          gone.removeEventListener('abort', leave);
          resolve(answer as Answer<Asked>);
        },
        fail: (error) => {
          gone.removeEventListener('abort', leave);
          reject(error);
        },
      };
      gone.addEventListener('abort', leave, { once: true });
      this.queue.push(task);
      this.next();
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const task of [...this.queue.splice(0), ...this.underWay()])
      task.fail(new StoreUnavailable('Reports are closed.'));
    for (const thread of this.threads) this.end(thread);
    await Promise.all(this.ending);
  }

  private refuseTooMany(caller: string): void {
    const all = [...this.queue, ...this.underWay()];
    const own = all.filter((task) => task.caller === caller);
    if (own.length < this.limits.perCaller && all.length < this.limits.inAll) return;
    const ahead = own.length < this.limits.perCaller ? all : own;
    const seconds = Math.ceil((this.pace * ahead.length) / this.limits.workers / 1000);
    throw refused('RATE_LIMITED', 429, { retryAfter: Math.min(Math.max(seconds, 1), 60) });
  }

  private underWay(): readonly Task[] {
    return [...this.threads].flatMap(({ task }) => (task ? [task] : []));
  }

  private next(): void {
    if (this.isClosed || this.queue.length === 0) return;
    const idle = [...this.threads].find(({ task }) => task === undefined);
    if (!idle && this.threads.size >= this.limits.workers) return;
    const thread = idle ?? this.start();
    clearTimeout(thread.idle);
    thread.task = this.queue.shift()!;
    thread.task.begun = performance.now();
    thread.worker.postMessage(thread.task.job);
  }

  private start(): Thread {
    const worker = new Worker(this.entry, {
      name: 'reports',
      workerData: this.data,
      resourceLimits: heap,
    });
    const thread: Thread = { worker, task: undefined };
    let cause: unknown;
    worker.on('message', (outcome: Outcome) => this.settle(thread, outcome));
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', (code) => {
      if (this.threads.delete(thread)) this.hasEnded(thread, cause ?? new EndedWith(code));
    });
    this.threads.add(thread);
    return thread;
  }

  private settle(thread: Thread, outcome: Outcome): void {
    const { task } = thread;
    thread.task = undefined;
    if (task) {
      this.pace = 0.7 * this.pace + 0.3 * (performance.now() - task.begun!);
      if ('answer' in outcome) {
        this.trouble = undefined;
        task.done(outcome.answer);
      } else if ('refusal' in outcome) task.fail(new Refused(outcome.refusal, outcome.status, outcome.details));
      else task.fail(asError(outcome.failure));
    }
    thread.idle = setTimeout(() => this.end(thread), this.limits.idleMs).unref();
    this.next();
  }

  /** The job may be what ended it, so it is not tried again. */
  private hasEnded({ task }: Thread, cause: unknown): void {
    this.ended += 1;
    const { code } = cause as { readonly code?: unknown };
    const why = typeof code === 'string' && /^[A-Z_]+$/.test(code) ? code : (cause as Error).name;
    this.trouble = `A thread that computes reports ended (${why}): see reportWorkerEnded in the log. Another is started for the next report; where it ends again, ask for less at a time.`;
    this.log.failure(cause, { event: 'reportWorkerEnded' });
    task?.fail(new StoreUnavailable('The thread that computed the report has ended.', { cause }));
    this.next();
  }

  /** A query cannot be called off from outside, a thread can; what it kept is made again. */
  private drop(task: Task): void {
    const at = this.queue.indexOf(task);
    if (at >= 0) this.queue.splice(at, 1);
    for (const thread of this.threads) if (thread.task === task) this.end(thread);
    this.next();
  }

  private end(thread: Thread): void {
    clearTimeout(thread.idle);
    this.threads.delete(thread);
    const ending: Promise<unknown> = thread.worker.terminate().finally(() => this.ending.delete(ending));
    this.ending.add(ending);
  }
}

/** It went without a word. */
class EndedWith extends Error {
  override readonly name = 'EndedWith';
  constructor(readonly exitCode: number) {
    super(`exit code ${exitCode}`);
  }
}

/** As it was thrown there: the place is the worker's. Its message stays behind. */
function asError({ name, stack, statusCode }: Failure): Error {
  const error = Object.assign(new Error(), statusCode === undefined ? {} : { statusCode });
  return Object.defineProperties(error, { name: { value: name }, stack: { value: stack } });
}
