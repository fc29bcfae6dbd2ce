/**
 * A log whose positions are places in a log of everybody's, as in a cluster: no others can be read from, and none can
 * be reckoned with. Behind each event of the office stands one of somebody else.
 */
import { type MemoryStore } from '../../libs/event-store/memory/memory-store.js';
import {
  type Batch,
  type EventReader,
  type LogEnd,
  type Position,
  type ReadAll,
  type ReadStream,
  type StoredRecord,
  type Subscribe,
  NoSuchPosition,
} from '../../libs/event-store/port.js';

const stride = 1000n;

export class SparseLog implements EventReader {
  readonly numbersEvents = false;
  /** Somebody else's events were taken out of the log: nothing is at their places any more. */
  isScavenged = false;

  /** @param first another one for another log */
  constructor(
    private readonly inner: MemoryStore,
    private readonly first = 7n,
  ) {}

  /** Of the office's n-th event. */
  placeOf(number: Position): Position {
    return number === 0n ? 0n : number * stride + this.first;
  }

  async readStream(stream: string, options?: ReadStream): Promise<readonly StoredRecord[]> {
    return (await this.inner.readStream(stream, options)).map(this.placed);
  }

  async readAll({ after, ...options }: ReadAll = {}): Promise<readonly StoredRecord[]> {
    if (after === undefined) return (await this.inner.readAll(options)).map(this.placed);
    await this.refuse(after);
    return (await this.inner.readAll({ ...options, after: this.numberAt(after) })).map(this.placed);
  }

  async *subscribe({ after, ...options }: Subscribe): AsyncIterable<Batch> {
    await this.refuse(after);
    for await (const { records, upTo, caughtUp } of this.inner.subscribe({ ...options, after: this.numberAt(after) })) {
      const place = this.placeOf(upTo);
      yield { records: records.map(this.placed), upTo: caughtUp && place > after ? behind(place) : place, caughtUp };
    }
  }

  async head(): Promise<Position> {
    return this.placeOf(await this.inner.head());
  }

  async end(): Promise<LogEnd | undefined> {
    const end = await this.inner.end();
    return end && { ...end, position: this.placeOf(end.position), lookedAt: behind(this.placeOf(end.position)) };
  }

  async has({ position, id }: { readonly position: Position; readonly id?: string }): Promise<boolean> {
    const number = this.numberAt(position);
    if (this.placeOf(number) === position)
      return this.inner.has({ position: number, ...(id === undefined ? {} : { id }) });
    return id === undefined && !this.isScavenged && (await this.isPlace(position));
  }

  async close(): Promise<void> {
    await this.inner.close();
  }

  private readonly placed = (record: StoredRecord): StoredRecord => ({
    ...record,
    position: this.placeOf(record.position),
  });

  /** The office's last event at or before a place. */
  private numberAt(position: Position): Position {
    return position < this.first ? 0n : (position - this.first) / stride;
  }

  private async isPlace(position: Position): Promise<boolean> {
    const own = this.placeOf(this.numberAt(position));
    return position === own || (own > 0n && position === behind(own) && own <= (await this.head()));
  }

  /** @throws NoSuchPosition */
  private async refuse(position: Position): Promise<void> {
    if (!(await this.isPlace(position))) throw new NoSuchPosition(position);
  }
}

/** Of somebody else's event. */
const behind = (own: Position): Position => own + 500n;
