/**
 * The loops behind in a thread of their own, as the thread of requests sees them (docs/decisions/0013). A thread that
 * ends is started again: where it was is in the read models, so nothing is skipped and nothing applied twice.
 */
import { setImmediate } from 'node:timers';
import { Worker } from 'node:worker_threads';
import { type Log } from '../../platform/log.js';
import { type Position } from '../../event-store/port.js';
import { usualRetryPolicy, pauseMs } from '../../read-models/away.js';
import { type Building, type TransientError, type LoopBehind } from '../../read-models/runner.js';
import { type Office } from '../wiring/office.js';
import {
  sinceHere,
  tellError,
  toldError,
  type BehindParts,
  type FromBehind,
  type LoopState,
  type ToBehind,
} from './messages.js';

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
  /** How often it was started again. */
  restarts = 0;
  private worker: Worker | undefined;
  private readonly loops: ReadonlyMap<string, RemoteLoop>;
  private isStopping = false;
  private failures = 0;
  private again: NodeJS.Timeout | undefined;

  constructor(
    private readonly parts: BehindParts,
    private readonly offices: readonly Office[],
    private readonly options: LoopThreadOptions,
  ) {
    this.loops = new Map(
      offices.map((office) => [office.key, new RemoteLoop(office, (message) => this.worker?.postMessage(message))]),
    );
    for (const office of offices) this.tellAppends(office);
    this.begin();
  }

  /** The loop behind this office. */
  of(office: string): RemoteLoop {
    const loop = this.loops.get(office);
    if (!loop) throw new Error(`${office} has no loop behind`);
    return loop;
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
    worker.on('message', (message: FromBehind) => this.take(message));
    worker.on('error', (error: Error) => {
      reason = error;
    });
    worker.on('exit', () => {
      this.worker = undefined;
      if (!this.isStopping) this.beginAgain(reason);
    });
  }

  private beginAgain(reason: Error): void {
    this.restarts += 1;
    this.failures += 1;
    this.options.log.failure(reason, { event: 'loopsBehindEnded', count: this.restarts });
    for (const loop of this.loops.values()) loop.ended(reason);
    this.again = setTimeout(() => this.begin(), pauseMs(usualRetryPolicy, this.failures));
  }

  private take(message: FromBehind): void {
    const loop = this.of(message.office);
    switch (message.what) {
      case 'open':
        this.failures = 0;
        return loop.opened();
      case 'refused':
        return loop.refused(toldError(message.error));
      case 'state':
        return loop.take(message.state);
      case 'destroy':
        void this.destroy(message);
    }
  }

  /** Keys have one owner: what the loop asks for is done here, and answered. */
  private async destroy({ call, office, stream, subjects }: FromBehind & { what: 'destroy' }): Promise<void> {
    const { keys } = this.offices.find(({ key }) => key === office)!;
    const answer: ToBehind = await keys.destroy(stream, subjects).then(
      (count) => ({ what: 'destroyed', call, count }),
      (error: unknown) => ({ what: 'notDestroyed', call, error: tellError(error) }),
    );
    this.worker?.postMessage(answer);
  }

  /** Once for all that is appended in one turn of the event loop. */
  private tellAppends({ key, store }: Office): void {
    let isTold = false;
    store.whenAppended?.(() => {
      if (isTold) return;
      isTold = true;
      setImmediate(() => {
        isTold = false;
        this.worker?.postMessage({ what: 'look', office: key } satisfies ToBehind);
      });
    });
  }
}

interface Waiting {
  readonly position: Position;
  readonly done: (isSeen: boolean) => void;
}

/** A loop in the other thread, as it last said that it is. */
export class RemoteLoop implements LoopBehind {
  private state: LoopState = { position: 0n, stoppedStreams: new Map(), transientErrors: [], isBehind: true };
  private readonly waiting = new Set<Waiting>();
  private readonly opening = Promise.withResolvers<void>();
  private failure: Error | undefined;
  /** The thread ended, and has not said yet how it goes on. */
  private ending: TransientError | undefined;
  private newest: Position = 0n;

  constructor(
    private readonly office: Office,
    private readonly tell: (message: ToBehind) => void,
  ) {
    this.opening.promise.catch(() => undefined);
  }

  /** Resolves when its tables can be read. @throws OperatorError what it was refused for */
  get whenOpen(): Promise<void> {
    return this.opening.promise;
  }
  get position(): Position {
    return this.state.position;
  }
  get stoppedStreams(): ReadonlyMap<string, Position> {
    return this.state.stoppedStreams;
  }
  get stopped(): Error | undefined {
    return this.failure;
  }
  get transientErrors(): readonly TransientError[] {
    if (this.ending) return [this.ending];
    return this.state.transientErrors.map(({ away, sentence, sinceEpochMs }) => ({
      away,
      sentence,
      since: sinceHere(sinceEpochMs),
    }));
  }
  get isBehind(): boolean {
    return this.ending !== undefined || this.failure !== undefined || this.state.isBehind;
  }
  get building(): Building | undefined {
    return this.state.building;
  }

  lag(): number {
    this.office.store.head().then(
      (head) => {
        this.newest = head;
      },
      () => undefined,
    );
    return Math.max(0, Number(this.newest - this.position));
  }

  async seen(position: Position, withinMs = 2000): Promise<boolean> {
    if (this.position >= position) return true;
    if (this.failure) return false;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const entry: Waiting = { position, done: resolve };
    this.waiting.add(entry);
    const late = setTimeout(() => resolve(false), withinMs);
    this.tell({ what: 'awaited', office: this.office.key, position, withinMs });
    try {
      return await promise;
    } finally {
      clearTimeout(late);
      this.waiting.delete(entry);
    }
  }

  opened(): void {
    this.opening.resolve();
  }

  refused(error: Error): void {
    this.failure = error;
    this.opening.reject(error);
    this.wake();
  }

  ended(reason: Error): void {
    this.ending ??= {
      away: 'views',
      sentence: `The thread that keeps the read models ended (${reason.name}) and is started again by itself. See loopsBehindEnded in the log.`,
      since: performance.now(),
    };
  }

  take(state: LoopState): void {
    this.state = state;
    this.ending = undefined;
    if (state.stopped && !this.failure) this.failure = toldError(state.stopped);
    this.wake();
  }

  private wake(): void {
    for (const { position, done } of this.waiting)
      if (this.position >= position || this.failure) done(this.position >= position);
  }
}
