/**
 * Copies the whole log of one office from a store to another: the same events in the same order, and proof of it. Any
 * two stores will do.
 */
import { createHash } from 'node:crypto';
import { setTimeout as later } from 'node:timers/promises';
import { type EventStore, type Json, type StoredRecord, OutcomeUnknown, WrongExpectedRevision } from './port.js';
import { OperatorError } from '../platform/operator-error.js';

export interface Copied {
  readonly events: number;
  /** Of these, how many an earlier, interrupted copy had brought already. */
  readonly alreadyThere: number;
  readonly streams: number;
  /**
   * Over stream, revision, id, type, data and metadata of every event in the order of the log; the same in both stores.
   */
  readonly sha256: string;
}

export interface CopyOptions {
  /** Now and then: how many events are in the target, and how many of them were there before. */
  readonly onProgress?: (events: number, alreadyThere: number) => void;
}

/** The target is not, or not only, a copy of this source. It was left as it is. */
export class CopyRefused extends OperatorError {
  override readonly name = 'CopyRefused';
}

const pageSize = 500;
const attempts = 5;

/**
 * Nobody else may write to either store meanwhile. What the target holds must be the beginning of the source's log: it
 * is compared event by event, so an interrupted copy goes on where it ended. One append at a time, since the order of
 * the log is part of what is copied: a case's number is its place in it. At the end the whole target is read again.
 * @throws CopyRefused the target holds something else · LogDamaged, StoreUnavailable of either store: it may be run
 * again
 */
export async function copyLog(
  from: EventStore,
  to: EventStore,
  { onProgress = () => undefined }: CopyOptions = {},
): Promise<Copied> {
  const original = new Digest('the source');
  const there = logOf(to);
  let [alreadyThere, isBeginning] = [0, true];
  for await (const record of logOf(from)) {
    original.add(record);
    if (isBeginning) {
      const { value, done } = await there.next();
      if (done) isBeginning = false;
      else {
        if (lineOf(value) !== lineOf(record))
          throw new CopyRefused(
            `The target holds something else than the source: event ${alreadyThere + 1} of its log is revision ${value.revision} of ${value.stream}, and in the source revision ${record.revision} of ${record.stream}, or their content differs. Name an empty target.`,
          );
        alreadyThere += 1;
      }
    }
    if (!isBeginning) await append(to, record);
    if (original.events % pageSize === 0) onProgress(original.events, alreadyThere);
  }
  if (isBeginning && !(await there.next()).done)
    throw new CopyRefused(
      `The target holds more than the ${original.events} events of the source: it has been written to since it was copied. Name an empty target.`,
    );
  onProgress(original.events, alreadyThere);
  await prove(original, to);
  return { events: original.events, alreadyThere, streams: original.last.size, sha256: original.sha256() };
}

/**
 * The same again, read from the target alone; and each stream's end by the stream's own index, which the next append
 * will ask.
 */
async function prove(original: Digest, to: EventStore): Promise<void> {
  const copy = new Digest('the target');
  for await (const record of logOf(to)) copy.add(record);
  if (copy.events !== original.events || copy.sha256() !== original.sha256())
    throw new CopyRefused(
      `The target differs from the source when it is read again (${copy.events} and ${original.events} events). Copy once more to an empty target, and find out who wrote to it meanwhile.`,
    );
  for (const [stream, revision] of original.last) {
    const [last] = await to.readStream(stream, { backwards: true, limit: 1 });
    if (last?.revision !== revision)
      throw new CopyRefused(
        `The stream ${stream} ends at revision ${last?.revision ?? 'none'} in the target, and at ${revision} in the source.`,
      );
  }
}

/** Repeated where its outcome is not known: the same id at the same expected revision is written once (law 3). */
async function append(to: EventStore, { stream, revision, id, type, data, metadata }: StoredRecord): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await to.append(stream, [{ id, type, data, metadata }], {
        expectedRevision: revision === 0 ? 'noStream' : revision - 1,
      });
      return;
    } catch (error) {
      if (error instanceof WrongExpectedRevision)
        throw new CopyRefused(
          `The target holds something else than the source: ${error.message}. Name an empty target.`,
          { cause: error },
        );
      if (!(error instanceof OutcomeUnknown) || attempt === attempts) throw error;
      await later(100 * attempt);
    }
  }
}

async function* logOf(store: EventStore): AsyncGenerator<StoredRecord, undefined, undefined> {
  for (let after = 0n; ;) {
    const page = await store.readAll({ after, limit: pageSize });
    if (page.length === 0) return;
    yield* page;
    after = page.at(-1)!.position;
  }
}

class Digest {
  readonly #hash = createHash('sha256');
  #position = 0n;
  #sum: string | undefined;
  events = 0;
  /** Stream → its last revision. */
  readonly last = new Map<string, number>();

  constructor(private readonly whose: string) {}

  /** @throws CopyRefused the log is not in order: nothing of that is copied */
  add(record: StoredRecord): void {
    const { stream, revision, position } = record;
    if (position <= this.#position || revision !== (this.last.get(stream) ?? -1) + 1)
      throw new CopyRefused(
        `The log of ${this.whose} is not in order at position ${position}: revision ${revision} of ${stream}. Run klagegang verify on it.`,
      );
    this.#position = position;
    this.last.set(stream, revision);
    this.events += 1;
    this.#hash.update(`${lineOf(record)}\n`);
  }

  sha256(): string {
    return (this.#sum ??= this.#hash.digest('hex'));
  }
}

/** All that makes the event, in one form: a store may keep the members of an object in another order. */
const lineOf = ({ stream, revision, id, type, data, metadata }: StoredRecord): string =>
  JSON.stringify([
    stream,
    revision,
    id,
    type,
    ...(data instanceof Uint8Array ? ['bytes', Buffer.from(data).toString('base64')] : ['json', inOrder(data)]),
    inOrder(metadata),
  ]);

function inOrder(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as { readonly [key: string]: Json })
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, inOrder(member)]),
  );
}
