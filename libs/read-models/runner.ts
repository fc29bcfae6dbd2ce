/** The loop behind: reads an office's log in order and hands each event to the reactions and the read models; never skips, never repeats (law 4). */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type EventStore, type Position, type StoredRecord } from '../event-store/port.js';
import { type Seen } from './projector.js';

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

export class Runner {
  private upTo: Position;
  private readonly waiting = new Set<Waiting>();
  private readonly ending = new AbortController();
  private loop: Promise<void> | undefined;
  private failure: Error | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  /** @param after what the followers have seen; the read models know for themselves */
  constructor(
    private readonly store: EventStore, private readonly read: (record: StoredRecord) => ComplaintEvent, private readonly followers: readonly Follower[],
    private readonly projecting: Projecting, private readonly after: Position = 0n,
  ) {
    this.upTo = after < projecting.position ? after : projecting.position;
  }

  /** Resolves when everything that is in the log now has been seen. @throws what stopped the loop */
  async start(): Promise<void> {
    const head = await this.store.head();
    this.loop = this.run();
    await this.seen(head, Infinity);
    if (this.failure) throw this.failure;
  }

  /** Everything up to here has been applied. */
  get position(): Position { return this.upTo; }
  /** Streams with an event that could not be read, and its position. */
  get stoppedStreams(): ReadonlyMap<string, Position> { return this.projecting.stoppedStreams; }
  /** Why the loop has stopped; undefined while it runs. */
  get trouble(): string | undefined { return this.failure?.message; }

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
        await this.between(() => this.apply(records.map((record) => this.decode(record)), upTo));
        this.wake(({ position }) => position <= upTo);
      }
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
    }
    this.wake(() => this.failure !== undefined || this.ending.signal.aborted);
  }

  private decode(record: StoredRecord): Seen {
    try {
      return { event: this.read(record) };
    } catch {
      return { unreadable: record.stream, position: record.position };
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
