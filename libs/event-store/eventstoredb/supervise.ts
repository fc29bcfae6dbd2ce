import { type AllStreamResolvedEvent } from '@eventstore/db-client';
import { type Batch, type Position, type StoredRecord, type Subscribe, StoreUnavailable } from '../port.js';
import { inWords } from './classify.js';
import { type Connection } from './connection.js';
import { Subscription } from './subscription.js';
import { type Reading } from './reading.js';
import { toRecord } from './records.js';
import { type Timing, pauseBefore, unlessAborted } from './timing.js';

export interface Supervision {
  readonly connection: Connection;
  readonly reading: Reading;
  /** What stands before the names of the office's streams. */
  readonly office: string;
  readonly timing: Timing;
  /** Aborts when the store closes. */
  readonly closing: AbortSignal;
  /** A subscription has been behind for `timing.alarm`; said once, until it is well again. */
  readonly alarm: (sentence: string) => void;
  /** Is told of positions that exist. */
  readonly seen: (position: Position) => void;
}

/** So far past the last event a checkpoint may lie: an event of the server's own that no read shows. */
const slack = 65_536n;

/**
 * A subscription that lasts. The client's own ends at the first trouble, or goes silent without a word; this one is
 * opened again where it was, and compares its silence with the log. The consumer gets every record once, in order,
 * whatever happened between two batches.
 * @throws StoreUnavailable the store was closed before it began
 * @throws RangeError the log does not reach to where it shall begin: the checkpoint is of another log
 */
export async function* supervise(
  { after, streamPrefix = '', batch = 500, signal }: Subscribe,
  supervision: Supervision,
): AsyncGenerator<Batch, void, undefined> {
  const { connection, reading, office, timing, closing } = supervision;
  if (closing.aborted) throw new StoreUnavailable('the store is closed');
  if (!Number.isSafeInteger(batch) || batch < 1) throw new TypeError('batch is a whole number from 1');
  if (after < 0n) throw new TypeError('a subscription begins at 0n or after a position');
  const ended = signal ? AbortSignal.any([signal, closing]) : closing;
  const deduplicator = new Deduplicator(after, streamPrefix, supervision);
  const lagAlarm = new LagAlarm(`${office}${streamPrefix}`, supervision);
  for (let attempt = 0; !ended.aborted; attempt += 1) {
    if (attempt > 0) await pauseBefore(attempt - 1, timing, ended);
    let subscription: Subscription | undefined;
    try {
      // All that the log held before the subscription was opened has come once the server says that it is caught up.
      const before = await unlessAborted(reading.end(), ended);
      supervision.seen(before);
      if (after > before + slack)
        throw new RangeError(
          `a subscription after position ${after} is past the end of this log, ${before}: its checkpoint is of another log, or this log lost its end. Rebuild the read model, or restore the log.`,
        );
      const leftOut = deduplicator.take(await unlessAborted(whatTheServerSkips(reading, deduplicator.reach), ended));
      if (leftOut.length > 0) yield { records: leftOut, upTo: deduplicator.reach, caughtUp: false };
      subscription = new Subscription(connection.client, deduplicator.reach, `${office}${streamPrefix}`, batch);
      for (let wasLive = false; ;) {
        const step = await subscription.next(batch, timing.silence, ended);
        if (ended.aborted) return;
        if (step.silent) {
          deduplicator.reached(
            await unlessAborted(
              confirmSilence(subscription, deduplicator.reach, streamPrefix, supervision, ended),
              ended,
            ),
          );
        } else {
          const reach = deduplicator.reach;
          const records = deduplicator.take(step.events);
          deduplicator.reached(step.checkpoint);
          if (step.live) deduplicator.reached(before);
          if (deduplicator.reach > reach) attempt = 0;
          if (deduplicator.reach > reach || (step.live && !wasLive))
            yield { records, upTo: deduplicator.reach, caughtUp: step.live };
          wasLive = step.live;
        }
        lagAlarm.well();
      }
    } catch (error) {
      if (error instanceof RangeError) throw error;
      if (!ended.aborted) lagAlarm.ill(error);
    } finally {
      subscription?.close();
    }
  }
}

/** Keeps what the consumer is to get, each record once, and how far it has come. */
class Deduplicator {
  #reach: Position;

  constructor(
    private readonly after: Position,
    private readonly streamPrefix: string,
    private readonly supervision: Supervision,
  ) {
    this.#reach = after;
  }

  /** Everything up to there has been looked at. */
  get reach(): Position {
    return this.#reach;
  }

  reached(position: Position | undefined): void {
    if (position !== undefined && position > this.#reach) this.#reach = position;
  }

  /** @throws RangeError one of them lies before the beginning */
  take(events: readonly AllStreamResolvedEvent[]): readonly StoredRecord[] {
    const records: StoredRecord[] = [];
    for (const event of events) {
      const record = toRecord(event, this.supervision.office);
      if (!record?.stream.startsWith(this.streamPrefix)) continue;
      const { position } = record;
      if (position <= this.after)
        throw new RangeError(
          `an event at position ${position} came to a subscription after position ${this.after}: its checkpoint is of another log. Rebuild the read model, or restore the log.`,
        );
      if (position <= this.#reach) continue;
      this.#reach = position;
      this.supervision.seen(position);
      records.push(record);
    }
    return records;
  }
}

/**
 * A server that is asked to begin behind a position passes over the first event that it finds there. That is another
 * one, when the event of that position was the server's own and has been scavenged since.
 */
async function whatTheServerSkips(reading: Reading, reach: Position): Promise<readonly AllStreamResolvedEvent[]> {
  const first = reach === 0n ? undefined : await reading.firstFrom(reach);
  return first?.event === undefined || first.event.position.commit === reach ? [] : [first];
}

/**
 * Looks whether the log went on while the subscription was silent.
 * @returns how far nothing is missing
 * @throws Error something is missing, and has had the time to come
 */
async function confirmSilence(
  subscription: Subscription,
  reach: Position,
  streamPrefix: string,
  { reading, timing, seen }: Supervision,
  ended: AbortSignal,
): Promise<Position> {
  const { own, lookedAt } = await reading.last(streamPrefix, reach);
  seen(lookedAt);
  if (own === null) return lookedAt;
  if (await subscription.hasNews(Math.min(1_000, timing.silence), ended)) return reach;
  throw new Error(`nothing came for ${timing.silence} ms, though the log went on`);
}

/** Knows for how long a subscription has been in trouble, and says so when it is too long. */
class LagAlarm {
  #wellAt = Date.now();
  #said = false;

  constructor(
    private readonly name: string,
    private readonly supervision: Supervision,
  ) {}

  well(): void {
    this.#wellAt = Date.now();
    this.#said = false;
  }

  ill(error: unknown): void {
    const { timing, alarm } = this.supervision;
    const milliseconds = Date.now() - this.#wellAt;
    if (this.#said || milliseconds < timing.alarm) return;
    this.#said = true;
    alarm(
      `the subscription to ${this.name}* has been behind for ${Math.round(milliseconds / 1000)} s (${inWords(error)}); it goes on trying`,
    );
  }
}
