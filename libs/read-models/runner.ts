/** The loop behind: reads an office's log in order and hands each event to the reactions and the read models; never skips, never repeats (law 4). */
import { setTimeout as later } from 'node:timers/promises';
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type EventStore, type Position, type StoredRecord } from '../event-store/port.js';
import { KeyStoreUnavailable } from '../privacy/keys.js';
import { ViewsUnavailable } from './database/trouble.js';
import { seenOf, type Seen } from './seen.js';

/** Takes each event in the order of the log, some of them again after a restart: what it does for an event, it can do twice. */
export interface Follower {
  readonly name: string;
  apply(event: ComplaintEvent): void | Promise<void>;
  /** The first event that it still owes something for; after a restart it gets that one again, and all that follow. */
  readonly owes?: Position | undefined;
}

/** Takes everything after its position, whole batches at a time. */
export interface Projecting {
  readonly position: Position;
  readonly stoppedStreams: ReadonlyMap<string, Position>;
  apply(seen: readonly Seen[], upTo: Position, settled: Position): Promise<void>;
}

interface Waiting {
  readonly position: Position;
  readonly done: () => void;
}

/** Records of a batch: so many rows are in one transaction while there is much to catch up with. */
const batch = 1000;

/** After a passing failure the loop waits before it tries again: first so long, then twice that, and so on up to the longest. */
export interface Patience {
  readonly firstMs: number;
  readonly longestMs: number;
  /** An office that is being started is given up after so many failures in a row, and says why; one that runs never is. */
  readonly triesAtStart: number;
}
const patience: Patience = { firstMs: 500, longestMs: 5000, triesAtStart: 8 };

/** What goes by without anybody changing the program or the log: the database of the read models or the keys cannot be reached just now. */
const isPassing = (error: unknown): error is Error => error instanceof ViewsUnavailable || (error instanceof KeyStoreUnavailable && error.passing);

export class Runner {
  private upTo: Position;
  private readonly waiting = new Set<Waiting>();
  private readonly ending = new AbortController();
  private loop: Promise<void> | undefined;
  private failure: Error | undefined;
  /** What it waits for to go by. */
  private hindrance: Error | undefined;
  private hasStarted = false;
  private newest: Position = 0n;
  private turn: Promise<unknown> = Promise.resolve();

  /** @param after what the followers have seen; the read models know for themselves */
  constructor(
    private readonly store: EventStore, private readonly read: (record: StoredRecord) => ComplaintEvent, private readonly followers: readonly Follower[],
    private readonly projecting: Projecting, private readonly after: Position = 0n, private readonly patient: Patience = patience,
  ) {
    this.upTo = after < projecting.position ? after : projecting.position;
  }

  /** Resolves when everything that is in the log now has been seen. @throws what stopped the loop */
  async start(): Promise<void> {
    const head = this.newest = await this.store.head();
    this.loop = this.run();
    await this.seen(head, Infinity);
    this.hasStarted = true;
    if (this.failure) throw this.failure;
  }

  /** Everything up to here has been applied. */
  get position(): Position { return this.upTo; }
  /** Streams with an event that could not be read, and its position. */
  get stoppedStreams(): ReadonlyMap<string, Position> { return this.projecting.stoppedStreams; }
  /** Why the loop has stopped, or what it waits for to go by; undefined while it gets on. */
  get trouble(): string | undefined { return (this.failure ?? this.hindrance)?.message; }

  /** Events that are in the log and not applied: as of the last time that somebody asked, for asking looks anew. */
  lag(): number {
    this.store.head().then((head) => { this.newest = head; }, () => undefined);
    return Math.max(0, Number(this.newest - this.upTo));
  }

  /** Waits until this position has been applied; false when it has not within the time. */
  async seen(position: Position, withinMs = 2000): Promise<boolean> {
    if (this.upTo >= position) return true;
    if (this.failure) return false;
    return new Promise((resolve) => {
      const timer = withinMs === Infinity ? undefined : setTimeout(() => { this.waiting.delete(entry); resolve(false); }, withinMs);
      const entry: Waiting = { position, done: () => { clearTimeout(timer); resolve(this.upTo >= position); } };
      this.waiting.add(entry);
    });
  }

  /** Does this between two batches, while nothing is being applied. */
  between<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.turn.then(work, work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.loop;
    await this.turn;
  }

  private async run(): Promise<void> {
    try {
      for await (const { records, upTo } of this.store.subscribe({ after: this.upTo, batch, signal: this.ending.signal })) {
        await this.patiently(() => this.between(() => this.apply(records.map((record) => seenOf(record, this.read)), upTo)));
        this.wake(({ position }) => position <= upTo);
      }
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
    }
    this.wake(() => this.failure !== undefined || this.ending.signal.aborted);
  }

  /** Again and again while what fails may go by; whatever else fails ends the loop. */
  private async patiently(work: () => Promise<void>): Promise<void> {
    const { firstMs, longestMs, triesAtStart } = this.patient;
    for (let tries = 1; !this.ending.signal.aborted; tries += 1) {
      try {
        await work();
        this.hindrance = undefined;
        return;
      } catch (error) {
        if (!isPassing(error) || (!this.hasStarted && tries >= triesAtStart)) throw error;
        this.hindrance = error;
      }
      await later(Math.min(firstMs * 2 ** (tries - 1), longestMs), undefined, { signal: this.ending.signal }).catch(() => undefined);
    }
  }

  private async apply(seen: readonly Seen[], upTo: Position): Promise<void> {
    for (const each of seen) {
      if (!('event' in each) || each.event.position <= this.after) continue;
      for (const follower of this.followers) await follower.apply(each.event);
    }
    const owed = this.followers.flatMap(({ owes }) => (owes === undefined ? [] : [owes - 1n]));
    if (upTo > this.projecting.position || owed.length > 0) await this.projecting.apply(seen, upTo, owed.reduce((least, each) => (each < least ? each : least), upTo));
    this.upTo = upTo;
  }

  private wake(which: (waiting: Waiting) => boolean): void {
    for (const waiting of this.waiting) if (which(waiting)) { this.waiting.delete(waiting); waiting.done(); }
  }
}
