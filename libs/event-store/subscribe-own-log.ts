import { setImmediate } from 'node:timers';
import { OperatorError } from '../platform/operator-error.js';
import { type Batch, type Position, type StoredRecord, type Subscribe, StoreUnavailable } from './port.js';

/** A stretch of the log: the records in it that were asked for, and the position up to which it reaches. */
export interface Page {
  readonly records: readonly StoredRecord[];
  readonly upTo: Position;
}

/** What a store offers that assigns its own positions. */
export interface OwnLog {
  readonly appended: Signal;
  closed(): boolean;
  head(): Position;
  /** At most `limit` records of the log after a position; of these, the ones whose stream begins with the prefix. */
  page(after: Position, limit: number, streamPrefix: string): Page;
}

/** Wakes those who wait for something to happen. It carries nothing: what happened is read from the log. */
export class Signal {
  readonly #waiting = new Set<() => void>();

  notify(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /** Resolves at the next notification, or when `signal` aborts. */
  async wait(signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = (): void => resolve();
    this.#waiting.add(wake);
    signal?.addEventListener('abort', wake, { once: true });
    try {
      await promise;
    } finally {
      this.#waiting.delete(wake);
      signal?.removeEventListener('abort', wake);
    }
  }
}

/** What was followed is another log, or this one lost its end: nothing goes on from there by itself. */
export class PastItsEnd extends OperatorError {
  override readonly name = 'PastItsEnd';
}

// So many records of other streams pass before a subscriber is told that it has come further.
const silence = 10_000n;

/**
 * The subscription of a store that assigns its own positions. Nothing is kept for a subscriber but its position: each
 * batch is read when it is asked for, so the consumer sets the pace and a slow one costs no memory. Whoever is caught
 * up hears so once, if need be by an empty batch.
 */
export async function* subscribeOwnLog(
  log: OwnLog,
  { after, streamPrefix = '', batch = 500, signal }: Subscribe,
): AsyncGenerator<Batch, void, undefined> {
  if (log.closed()) throw new StoreUnavailable('the store is closed');
  if (!Number.isSafeInteger(batch) || batch < 1) throw new TypeError('batch is a whole number from 1');
  if (after < 0n) throw new TypeError('a subscription begins at 0n or after a position');
  if (after > log.head())
    throw new PastItsEnd(
      `A subscription after position ${after} is past the end of this log, ${log.head()}: its checkpoint is of another log, or this log lost its end. Restore the log; where it is whole, move the read models (views.db with its -wal and -shm files) away, and start again: they are built anew.`,
    );
  let [position, told, hasBeenCaughtUp] = [after, after, false];
  while (!signal?.aborted && !log.closed()) {
    if (hasBeenCaughtUp && position >= log.head()) {
      await log.appended.wait(signal);
    } else {
      const { records, upTo } = log.page(position, batch, streamPrefix);
      const caughtUp = upTo >= log.head();
      position = upTo;
      hasBeenCaughtUp ||= caughtUp;
      if (records.length > 0 || caughtUp || upTo - told >= silence) {
        told = upTo;
        yield { records, upTo, caughtUp };
      }
    }
    await turn();
  }
}

// Reading is synchronous: without a turn of the event loop between two pages, catching up would stop every request, and
// answers to writers would wait for the readers that their commit woke.
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
