/** What every store of events offers: memory, embedded (SQLite) and EventStoreDB. Nothing in it knows a complaint. */

import { type Json, type JsonObject } from '../platform/json.js';

export { type Json, type JsonObject };

/**
 * Place of an event in the whole log of one office: strictly rising, gapless where the product assigns it. A decimal
 * string in JSON.
 */
export type Position = bigint;

/**
 * An event as a store keeps it: opaque data and metadata under a chosen type name. `id` is a UUID in lower case, unique
 * in the office.
 */
export interface NewRecord {
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject | Uint8Array;
  readonly metadata: JsonObject;
}

export interface StoredRecord extends NewRecord {
  readonly stream: string;
  /** Place in its stream, from 0, without a hole. */
  readonly revision: number;
  readonly position: Position;
}

/** An event and where it stands in a log. Another log may hold it too, at another position. */
export interface Place {
  readonly position: Position;
  readonly id: string;
}

/** The last event of a log. */
export interface LogEnd extends Place {
  readonly stream: string;
  readonly revision: number;
  /** Up to this position nothing comes after it: that of the event itself, or what others wrote since beside it. */
  readonly lookedAt: Position;
}

/** What the stream must look like for an append to be taken; there is no "any" (law 3). */
export type ExpectedRevision = 'noStream' | number;

export interface Appended {
  /** Revision and position of the last event of this append. */
  readonly revision: number;
  readonly position: Position;
  /** True when these very events were there already and the first answer is given again. */
  readonly repeated: boolean;
}

export interface ReadStream {
  /**
   * First revision to read, inclusive; backwards: the highest. Left out: from the beginning, or the end when backwards.
   */
  readonly from?: number;
  readonly backwards?: boolean;
  /** At most this many records; all by default. */
  readonly limit?: number;
}

export interface ReadStreams {
  /** Exclusive; '' is the beginning. */
  readonly after: string;
  /** Inclusive; the last stream where it is left out. */
  readonly to?: string;
  readonly upTo: Position;
  readonly limit: number;
}

/** Streams that follow each other in the order of their names. */
export interface StreamRange {
  /** Exclusive. */
  readonly after: string;
  /** Inclusive. */
  readonly to: string;
}

export interface ReadAll {
  /** Exclusive: records after this position, or before it when backwards. */
  readonly after?: Position;
  readonly backwards?: boolean;
  /** At most this many records; 1,000 by default. */
  readonly limit?: number;
  /** Only events of these types; not backwards. */
  readonly types?: readonly string[];
}

export interface Subscribe {
  /** Exclusive: begins with the first record after this position; 0n is the beginning. */
  readonly after: Position;
  /** Only streams whose name begins so. */
  readonly streamPrefix?: string;
  /** At most this many records in a batch; 500 by default. */
  readonly batch?: number;
  readonly signal?: AbortSignal;
}

/**
 * A step of a subscription: records in order and the position up to which everything (filtered or not) has been seen.
 */
export interface Batch {
  readonly records: readonly StoredRecord[];
  readonly upTo: Position;
  /** True when nothing more is waiting at this moment. */
  readonly caughtUp: boolean;
}

/** Whoever reads a log and follows it. */
export interface EventReader {
  /**
   * Whether positions are the numbers of this office's events, 1, 2, 3 …, so that they count them. Elsewhere they are
   * places that nobody can reckon with: only those that the log gave are any.
   */
  readonly numbersEvents: boolean;
  /** The records of one stream, oldest first unless `backwards`; empty when there is no such stream. */
  readStream(stream: string, options?: ReadStream): Promise<readonly StoredRecord[]>;
  /**
   * Whole streams after the one named, in the order of their names, with their records up to a position: as many as
   * `limit` records hold, at least one. Empty when there are no more. Only where a store can do so at the cost of a
   * scan.
   */
  readStreams?(options: ReadStreams): Promise<readonly StoredRecord[]>;
  /**
   * All streams after the one named that have records up to a position, in ranges of about so many events. Only where
   * several readers may share the work of reading them.
   */
  streamRanges?(options: {
    readonly after: string;
    readonly upTo: Position;
    readonly events: number;
  }): Promise<readonly StreamRange[]>;
  /** A page of the whole log, oldest first unless `backwards`. */
  readAll(options?: ReadAll): Promise<readonly StoredRecord[]>;
  /** Catches up, then stays live. The consumer sets the pace. Ends when `signal` aborts or the store closes. */
  subscribe(options: Subscribe): AsyncIterable<Batch>;
  /** Position of the last record, 0n when there is none. */
  head(): Promise<Position>;
  /** The last record; undefined when there is none. */
  end(): Promise<LogEnd | undefined>;
  /**
   * Whether the log has that event at that position; without an id, whether it has any there. So it is told whether a
   * position that was kept somewhere is one of this log.
   */
  has(place: { readonly position: Position; readonly id?: string }): Promise<boolean>;
  close(): Promise<void>;
}

export interface EventStore extends EventReader {
  /**
   * Appends all the records to one stream, or none.
   * @throws WrongExpectedRevision the stream is elsewhere, or only some of these ids are there already
   * @throws AppendTooLarge more than `maxAppendBytes` in total; nothing was written
   * @throws OutcomeUnknown it may or may not have been written; the same call may be repeated and gives the first
   * answer
   * @throws StoreUnavailable nothing was written
   */
  append(
    stream: string,
    records: readonly NewRecord[],
    options: { readonly expectedRevision: ExpectedRevision },
  ): Promise<Appended>;
  /**
   * Tells that something was appended, where a reader in another thread cannot see it by itself. It carries nothing:
   * what was appended is read from the log.
   */
  whenAppended?(told: () => void): void;
  /** Why nothing can be appended just now, where the store knows; reading may go on. */
  readonly trouble?: string | undefined;
  /** Lets what is queued finish; afterwards every call is refused with StoreUnavailable. */
  close(): Promise<void>;
}

/**
 * Bytes of ids, types, data and metadata of one append, as JSON in UTF-8 (the limit that EventStoreDB has by default).
 */
export const maxAppendBytes = 1_048_576;

export class WrongExpectedRevision extends Error {
  override readonly name = 'WrongExpectedRevision';
  /** `actual` is the last revision of the stream, or null when there is no such stream. */
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: number | null,
  ) {
    super(`stream ${stream} is at ${actual ?? 'noStream'}, expected ${expected}`);
  }
}

/** The log has no record at the position that was asked from: it is one of another log. */
export class NoSuchPosition extends RangeError {
  override readonly name = 'NoSuchPosition';
  constructor(readonly position: Position) {
    super(`the log has no record at position ${position}: it is a position of another log`);
  }
}

export class AppendTooLarge extends Error {
  override readonly name = 'AppendTooLarge';
  constructor(readonly bytes: number) {
    super(`an append of ${bytes} bytes is over the limit of ${maxAppendBytes}`);
  }
}

export { OutcomeUnknown, StoreUnavailable } from '../platform/unavailable.js';
