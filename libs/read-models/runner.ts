/** The loop behind: reads an office's log in order and hands each event to every read model and reaction; never skips, never repeats (law 4). */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type EventStore, type Position, type StoredRecord } from '../event-store/port.js';

/** Takes each event once, in the order of the log. One that cannot be read stops this stream, not the office. */
export interface Follower {
  readonly name: string;
  apply(event: ComplaintEvent): void | Promise<void>;
  /** The stream whose next event could not be read; nothing more of it is shown as if it were whole. */
  stop?(stream: string): void;
}

interface Waiting {
  readonly position: Position;
  readonly done: () => void;
}

export class Runner {
  private upTo: Position = 0n;
  private readonly stopped = new Map<string, Position>();
  /** Stream → the revision that comes next. */
  private readonly next = new Map<string, number>();
  private readonly waiting = new Set<Waiting>();
  private readonly ending = new AbortController();
  private loop: Promise<void> | undefined;
  private failure: Error | undefined;

  constructor(private readonly store: EventStore, private readonly read: (record: StoredRecord) => ComplaintEvent, private readonly followers: readonly Follower[]) {}

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
  get stoppedStreams(): ReadonlyMap<string, Position> { return this.stopped; }
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

  async stop(): Promise<void> {
    this.ending.abort();
    await this.loop;
  }

  private async run(): Promise<void> {
    try {
      for await (const { records, upTo } of this.store.subscribe({ after: this.upTo, signal: this.ending.signal })) {
        for (const record of records) await this.apply(record);
        this.upTo = upTo;
        this.wake(({ position }) => position <= upTo);
      }
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
    }
    this.wake(() => this.failure !== undefined || this.ending.signal.aborted);
  }

  private async apply(record: StoredRecord): Promise<void> {
    if (this.stopped.has(record.stream)) return;
    let event: ComplaintEvent;
    try {
      if (record.revision !== (this.next.get(record.stream) ?? 0)) throw new Error('a hole in the stream');
      event = this.read(record);
      this.next.set(record.stream, record.revision + 1);
    } catch {
      this.stopped.set(record.stream, record.position);
      for (const follower of this.followers) follower.stop?.(record.stream);
      return;
    }
    for (const follower of this.followers) await follower.apply(event);
  }

  private wake(which: (waiting: Waiting) => boolean): void {
    for (const waiting of this.waiting) if (which(waiting)) { this.waiting.delete(waiting); waiting.done(); }
  }
}
