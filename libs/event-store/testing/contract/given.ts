import { randomUUID } from 'node:crypto';
import {
  type Batch,
  type EventStore,
  type JsonObject,
  type NewRecord,
  type Position,
  type StoredRecord,
  type Subscribe,
} from '../../port.js';

/** A store that a test has opened. It may hold events of earlier tests; nobody else writes to it meanwhile. */
export interface Opened {
  readonly store: EventStore;
  /** Closes the store and opens the same data again. */
  readonly reopen: () => Promise<EventStore>;
  /** Closes what is open and removes what it left. */
  readonly dispose: () => Promise<void>;
}

/** What one case of the contract works with. */
export interface Given {
  readonly store: EventStore;
  readonly reopen: () => Promise<EventStore>;
  /** Position of the last event that was there before the case. */
  readonly before: Position;
  /** A stream nobody has used. */
  readonly stream: string;
}

/** Declares a case: a sentence, and what must be so with a store that is opened for it alone. */
export type Case = (sentence: string, test: (given: Given) => Promise<void>) => void;

export const declare =
  (open: () => Promise<Opened>): Case =>
  (sentence, test) => {
    it(sentence, async () => {
      const { store, reopen, dispose } = await open();
      try {
        await test({ store, reopen, before: await store.head(), stream: newStream() });
      } finally {
        await dispose();
      }
    });
  };

export const newStream = (prefix = 'case'): string => `${prefix}-${randomUUID()}`;

export const record = (data: JsonObject | Uint8Array = {}, metadata: JsonObject = {}): NewRecord => ({
  id: randomUUID(),
  type: 'Noted',
  data,
  metadata,
});

export const records = (count: number): NewRecord[] => Array.from({ length: count }, (_, n) => record({ n }));

/** Appends `count` records to a new stream, one append each, and returns them. */
export async function written(store: EventStore, stream: string, count: number): Promise<readonly NewRecord[]> {
  const all = records(count);
  for (const [index, one] of all.entries())
    await store.append(stream, [one], { expectedRevision: index === 0 ? 'noStream' : index - 1 });
  return all;
}

export const ids = (of: readonly NewRecord[]): string[] => of.map(({ id }) => id);

/** What a promise was rejected with. Fails when it was not. */
export async function refused(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('expected a refusal, and it was accepted');
}

/** A subscription that a test reads step by step. It fails after 10 s instead of hanging. */
export class Following {
  readonly #stop = new AbortController();
  readonly #steps: AsyncIterator<Batch>;
  readonly batches: Batch[] = [];

  constructor(store: EventStore, options: Omit<Subscribe, 'signal'>) {
    this.#steps = store.subscribe({ ...options, signal: this.#stop.signal })[Symbol.asyncIterator]();
  }

  get records(): readonly StoredRecord[] {
    return this.batches.flatMap((batch) => batch.records);
  }
  get upTo(): Position {
    return this.batches.at(-1)?.upTo ?? 0n;
  }

  /** The next batch, or undefined when the subscription has ended. */
  async next(): Promise<Batch | undefined> {
    const step = await inTime(this.#steps.next());
    if (step.done === true) return undefined;
    this.batches.push(step.value);
    return step.value;
  }

  /** Reads on until so many records were seen. */
  async untilRecords(count: number): Promise<readonly StoredRecord[]> {
    while (this.records.length < count)
      if ((await this.next()) === undefined) throw new Error('the subscription ended');
    return this.records;
  }

  async untilCaughtUp(): Promise<void> {
    for (;;) {
      const batch = await this.next();
      if (batch === undefined) throw new Error('the subscription ended');
      if (batch.caughtUp) return;
    }
  }

  abort(): void {
    this.#stop.abort();
  }

  /** Aborts, and waits for the end. */
  async stop(): Promise<void> {
    this.abort();
    while ((await this.next()) !== undefined);
  }
}

export async function inTime<T>(promise: Promise<T>, milliseconds = 10_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came for ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
