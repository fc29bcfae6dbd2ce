/**
 * The loop behind: reads an office's log in order and hands each event to the reactions and the read models; never
 * skips, never repeats (law 4).
 */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { eventsAfter } from '../event-store/events-after.js';
import { type EventReader, type Position, type StoredRecord } from '../event-store/port.js';
import { Mutex } from '../platform/mutex.js';
import { awayBy, usualRetryPolicy, pause, pauseMs, type Away, type RetryPolicy } from './away.js';
import { Lag } from './lag.js';
import { entryOf, positionOf, type LogEntry } from './log-entry.js';

/**
 * Takes each event in the order of the log, some of them again after a restart: what it does for an event, it can do
 * twice.
 */
export interface Follower {
  readonly name: string;
  apply(event: ComplaintEvent): void | Promise<void>;
  /** The first event that it still owes something for; after a restart it gets that one again, and all that follow. */
  readonly pendingFrom?: Position | undefined;
  /** What keeps it from doing what it owes, which it goes on trying. */
  readonly transientError?: TransientError | undefined;
}

/** What is waited for to go by. */
export interface TransientError {
  readonly away: Away;
  /** For the operator. */
  readonly sentence: string;
  /** On the clock of `performance.now()`. */
  readonly since: number;
  /** The complaints that it is about, where it is about some. */
  readonly streams?: readonly string[];
}

/** Takes everything after its position, whole batches at a time. */
export interface Projecting {
  readonly position: Position;
  readonly stoppedStreams: ReadonlyMap<string, Position>;
  apply(seen: readonly LogEntry[], upTo: Position, reactionCheckpoint: Position): Promise<void>;
  /** How far read models have come that are not followed until they are built. */
  readonly building?: Building | undefined;
  /** Builds them while the log is followed. @param between runs its work while nothing is applied */
  build?(between: <Result>(work: () => Promise<Result>) => Promise<Result>, signal: AbortSignal): Promise<void>;
}

/** How the loop goes, besides what it waits for. */
export interface Pace {
  /** While nobody waits for a position, what comes within so many milliseconds after a batch is one batch. */
  readonly gatherMs?: number;
  /** After each batch, and when something got in the way or went. */
  readonly told?: () => void;
}

/**
 * The loop behind as those see it who read what it writes: it may run in this thread or in another. Positions are those
 * of the log of one office.
 */
export interface LoopBehind {
  /** Everything up to here has been applied. */
  readonly position: Position;
  /** Streams with an event that could not be read, and its position. */
  readonly stoppedStreams: ReadonlyMap<string, Position>;
  /** What has stopped the loop: it does not go on without a restart. */
  readonly stopped: Error | undefined;
  /** What the loop or a follower of it waits for to go by. */
  readonly transientErrors: readonly TransientError[];
  /** Whether something may be missing that was in the log when it was opened, or has come while the loop stands. */
  readonly isBehind: boolean;
  /** Whether somebody runs it just now: a thread may have ended, a process may be away. */
  readonly isRunning: boolean;
  /** Where it is on its first way to the end of the log. */
  readonly building: Building | undefined;
  /** Events that are in the log and not applied: as of the last time that somebody asked, for asking looks anew. */
  lag(): number;
  /** Waits until this position has been applied; false when it has not within the time. */
  seen(position: Position, withinMs?: number): Promise<boolean>;
}

/** In events. */
export interface Building {
  readonly done: bigint;
  readonly of: bigint;
}

interface Waiting {
  readonly position: Position;
  readonly done: () => void;
}

/** Records of a batch: so many rows are in one transaction while there is much to catch up with. */
const batch = 1000;

export class Runner implements LoopBehind {
  private upTo: Position;
  private readonly waiting = new Set<Waiting>();
  private readonly ending = new AbortController();
  private loop: Promise<void> | undefined;
  private failure: Error | undefined;
  private waitsFor: TransientError | undefined;
  private buildWaitsFor: TransientError | undefined;
  /** Passing failures in a row. */
  private failures = 0;
  private hasStarted = false;
  private newest: Position = 0n;
  /** Events that were to be applied when the loop began, where positions do not say so; and those that have been. */
  private toApply = 0;
  private applied = 0;
  /** A place of the log up to which the followers owe nothing. */
  private settled: Position;
  private readonly behind: Lag;
  private readonly applying = new Mutex();
  /** Ends the gathering of a batch. */
  private hurry: (() => void) | undefined;

  /** @param after what the followers have seen; the read models know for themselves */
  constructor(
    private readonly store: EventReader,
    private readonly read: (record: StoredRecord) => ComplaintEvent,
    private readonly followers: readonly Follower[],
    private readonly projecting: Projecting,
    private readonly after: Position = 0n,
    private readonly retryPolicy: RetryPolicy = usualRetryPolicy,
    private readonly pace: Pace = {},
  ) {
    this.upTo = after < projecting.position ? after : projecting.position;
    this.settled = after;
    this.behind = new Lag(store, () => this.upTo);
  }

  /** Resolves when everything that is in the log now has been seen. @throws what stopped the loop */
  async start(): Promise<void> {
    const head = (this.newest = await this.store.head());
    if (!this.store.numbersEvents) void this.countToApply();
    this.loop = this.run();
    const built = this.build();
    await this.seen(head, Infinity);
    await built;
    this.hasStarted = true;
    this.pace.told?.();
    if (this.failure) throw this.failure;
  }

  /** Everything up to here has been applied. */
  get position(): Position {
    return this.upTo;
  }
  /** Streams with an event that could not be read, and its position. */
  get stoppedStreams(): ReadonlyMap<string, Position> {
    return this.projecting.stoppedStreams;
  }
  /** What has stopped the loop: it does not go on without a restart. */
  get stopped(): Error | undefined {
    return this.failure;
  }
  /** What the loop or a follower of it waits for to go by. */
  get transientErrors(): readonly TransientError[] {
    return [this.waitsFor, this.buildWaitsFor, ...this.followers.map(({ transientError }) => transientError)].filter(
      (each) => each !== undefined,
    );
  }
  /** Why the loop has stopped, or what it waits for to go by; undefined while it gets on. */
  get trouble(): string | undefined {
    return this.failure?.message ?? this.waitsFor?.sentence;
  }
  /** Whether something may be missing that was in the log when it was opened, or has come while the loop stands. */
  get isBehind(): boolean {
    return !this.hasStarted || this.trouble !== undefined;
  }

  readonly isRunning = true;
  get building(): Building | undefined {
    if (this.hasStarted) return undefined;
    if (this.projecting.building) return this.projecting.building;
    if (this.store.numbersEvents) return { done: this.upTo, of: this.newest };
    return { done: BigInt(this.applied), of: BigInt(Math.max(this.applied, this.toApply)) };
  }

  lag(): number {
    return this.behind.events;
  }

  async seen(position: Position, withinMs = 2000): Promise<boolean> {
    if (this.upTo >= position) return true;
    if (this.failure) return false;
    return new Promise((resolve) => {
      const timer =
        withinMs === Infinity
          ? undefined
          : setTimeout(() => {
              this.waiting.delete(entry);
              resolve(false);
            }, withinMs);
      const entry: Waiting = {
        position,
        done: () => {
          clearTimeout(timer);
          resolve(this.upTo >= position);
        },
      };
      this.waiting.add(entry);
      this.hurry?.();
    });
  }

  /** Does this between two batches, while nothing is being applied. */
  between<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.applying.run(work);
  }

  async stop(): Promise<void> {
    this.ending.abort();
    this.hurry?.();
    await this.loop;
    await this.between(async () => undefined);
  }

  /**
   * Again and again while what fails may go by: it goes on where it was. Whatever else keeps the read models from being
   * built ends the loop, or they would be shown unbuilt for ever.
   */
  private async build(): Promise<void> {
    const { signal } = this.ending;
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        await this.projecting.build?.((work) => this.between(work), signal);
        return;
      } catch (thrown) {
        const error = thrown instanceof Error ? thrown : new Error(String(thrown));
        const away = awayBy(error);
        if (away === undefined && !signal.aborted) {
          this.failure ??= error;
          this.ending.abort();
        }
        if (away === undefined) return;
        this.buildWaitsFor = { away, sentence: error.message, since: this.buildWaitsFor?.since ?? performance.now() };
        this.pace.told?.();
        await (this.retryPolicy.pause ?? pause)(pauseMs(this.retryPolicy, failures), signal);
      } finally {
        this.hurry?.();
      }
      this.buildWaitsFor = undefined;
    }
  }

  /** Again and again while what fails may go by; whatever else fails ends the loop. */
  private async run(): Promise<void> {
    const signal = this.ending.signal;
    while (!signal.aborted && this.failure === undefined) {
      try {
        await this.follow(signal);
      } catch (error) {
        this.note(error);
        if (this.failure === undefined)
          await this.pause(signal).catch((ended: Error) => {
            this.failure = ended;
          });
      }
    }
    this.wake(() => true);
  }

  /**
   * Follows the log from where the last batch that was applied ended: one that failed is read and applied once more.
   */
  private async follow(signal: AbortSignal): Promise<void> {
    for await (const { records, upTo, caughtUp } of this.store.subscribe({ after: this.upTo, batch, signal })) {
      await this.between(() =>
        this.apply(
          records.map((record) => entryOf(record, this.read)),
          upTo,
        ),
      );
      this.failures = 0;
      this.waitsFor = undefined;
      this.wake(({ position }) => position <= upTo);
      this.pace.told?.();
      if (caughtUp && this.waiting.size === 0) await this.gather(signal);
    }
    if (!signal.aborted) throw new Error('the log was closed while it was followed');
  }

  /** Lets more come, until somebody waits. */
  private async gather(signal: AbortSignal): Promise<void> {
    const { gatherMs = 0 } = this.pace;
    if (gatherMs === 0 || signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, gatherMs);
    this.hurry = resolve;
    await promise;
    this.hurry = undefined;
    clearTimeout(timer);
  }

  private note(thrown: unknown): void {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const away = awayBy(error);
    this.failures += 1;
    const isGivenUp = !this.hasStarted && this.failures >= this.retryPolicy.triesAtStart;
    if (away === undefined || isGivenUp) this.failure = error;
    else this.waitsFor = { away, sentence: error.message, since: this.waitsFor?.since ?? performance.now() };
    this.pace.told?.();
  }

  private async countToApply(): Promise<void> {
    this.toApply = await eventsAfter(this.store, this.upTo).catch(() => 0);
  }

  private async pause(signal: AbortSignal): Promise<void> {
    await (this.retryPolicy.pause ?? pause)(pauseMs(this.retryPolicy, this.failures), signal);
  }

  private async apply(seen: readonly LogEntry[], upTo: Position): Promise<void> {
    for (const each of seen) {
      if (!('event' in each) || each.event.position <= this.after) continue;
      for (const follower of this.followers) await follower.apply(each.event);
    }
    const owed = this.followers.flatMap(({ pendingFrom }) => (pendingFrom === undefined ? [] : [pendingFrom]));
    this.settled = settledIn(seen, upTo, this.settled, owed);
    if (upTo > this.projecting.position || owed.length > 0) await this.projecting.apply(seen, upTo, this.settled);
    this.upTo = upTo;
    this.applied += seen.length;
  }

  private wake(which: (waiting: Waiting) => boolean): void {
    for (const waiting of this.waiting)
      if (which(waiting)) {
        this.waiting.delete(waiting);
        waiting.done();
      }
  }
}

/** The last place of the log before what is owed: one that it gave, for only from such a one can it be read again. */
function settledIn(seen: readonly LogEntry[], upTo: Position, before: Position, owed: readonly Position[]): Position {
  if (owed.length === 0) return upTo;
  const first = owed.reduce((least, each) => (each < least ? each : least));
  return seen.map(positionOf).reduce((last, each) => (each < first && each > last ? each : last), before);
}
