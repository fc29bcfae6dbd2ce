/**
 * Where each complaint stands, from its stream; recent ones are kept, and the expected revision of an append proves
 * them (law 2).
 */
import { LRUCache } from 'lru-cache';
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { IllegalHistory } from '../../decider/replay.js';
import { requestHashOf, type EventCodec } from '../../event-store/codec.js';
import { type EventStore, type StoredRecord } from '../../event-store/port.js';
import { lifecycleNamedBy, lifecycleOf, type ComplaintLifecycle } from './complaint-lifecycle.js';
import { nothingYet, type ComplaintStatus } from './evaluate.js';
import { led } from './retracing.js';
import { evolve } from '../../case/evolve.js';

/**
 * A complaint as it stands, with what the write path keeps beside it: the ids of events that came under an
 * Idempotency-Key, and who was at work in it.
 */
export interface LoadedComplaint extends ComplaintStatus {
  readonly lifecycle: ComplaintLifecycle;
  readonly keyed: Set<string>;
  /** Who has taken a step in it. */
  readonly actors: ReadonlySet<string>;
}

/**
 * The complaint after one more event. @throws IllegalHistory
 * @param history as `evolve` asks for it
 */
export function advance(
  kept: LoadedComplaint,
  event: ComplaintEvent,
  history?: readonly ComplaintEvent[],
): LoadedComplaint {
  if (event.revision !== kept.revision + 1) {
    throw new IllegalHistory(
      event.revision,
      event.type,
      kept.situation.state,
      kept.lifecycle.id,
      `stands where revision ${kept.revision + 1} belongs, in`,
    );
  }
  const { lifecycle, situation } = led(kept, event, history);
  return {
    stream: kept.stream,
    lifecycle,
    keyed: kept.keyed,
    actors: kept.actors.has(event.actor.sub) ? kept.actors : new Set([...kept.actors, event.actor.sub]),
    revision: event.revision,
    position: event.position,
    situation,
    caseState: evolve(kept.caseState, event, history),
  };
}

/** The complaint after all of them. @throws IllegalHistory */
export const advanceAll = (begun: LoadedComplaint, events: readonly ComplaintEvent[]): LoadedComplaint =>
  events.reduce((kept, event) => advance(kept, event, events), begun);

export const begin = (stream: string, lifecycle: ComplaintLifecycle): LoadedComplaint => ({
  ...nothingYet(stream, lifecycle),
  lifecycle,
  keyed: new Set(),
  actors: new Set(),
});

/** Bytes of the heap, about; held to what there is by a test. */
export const bytesOfLoaded = ({ revision, keyed }: LoadedComplaint): number =>
  1_700 + 270 * (revision + 1) + 100 * keyed.size;

/** Complaints of all offices that are kept: the least recently used goes when they take more than their share. */
export class ComplaintMemory {
  private readonly recent: LRUCache<string, LoadedComplaint>;

  constructor(mostBytes = 16 * 2 ** 20) {
    this.recent = new LRUCache({ maxSize: Math.floor(mostBytes), sizeCalculation: bytesOfLoaded });
  }

  /** Those of one office: no other's can be found through it (law 7). */
  of(office: string): Pick<Map<string, LoadedComplaint>, 'get' | 'delete'> & {
    set(stream: string, kept: LoadedComplaint): void;
    peek(stream: string): LoadedComplaint | undefined;
  } {
    const key = (stream: string) => `${office} ${stream}`;
    return {
      get: (stream) => this.recent.get(key(stream)),
      peek: (stream) => this.recent.peek(key(stream)),
      set: (stream, kept) => void this.recent.set(key(stream), kept),
      delete: (stream) => this.recent.delete(key(stream)),
    };
  }
}

export class LoadedComplaints {
  private readonly recent: ReturnType<ComplaintMemory['of']>;

  constructor(
    private readonly store: EventStore,
    private readonly codec: EventCodec,
    office: string,
    memory = new ComplaintMemory(),
  ) {
    this.recent = memory.of(office);
  }

  /** Undefined where there is no such complaint. */
  async of(stream: string): Promise<LoadedComplaint | undefined> {
    const kept = this.recent.get(stream);
    if (kept) return kept;
    const loaded = this.fold(stream, await this.store.readStream(stream));
    if (loaded) this.remember(loaded);
    return loaded;
  }

  fold(stream: string, records: readonly StoredRecord[]): LoadedComplaint | undefined {
    let kept: LoadedComplaint | undefined;
    const history: ComplaintEvent[] = [];
    for (const record of records) {
      const event = this.codec.sealed<ComplaintEvent>(record);
      kept = advance(kept ?? begin(stream, lifecycleOf(lifecycleNamedBy(event))), event, history);
      history.push(event);
      if (requestHashOf(record) !== undefined) kept.keyed.add(record.id);
    }
    return kept;
  }

  /** What the stream says now, whatever was remembered. */
  async reload(stream: string): Promise<LoadedComplaint | undefined> {
    this.forget(stream);
    return this.of(stream);
  }

  /** It is read again when it is next asked for. */
  forget(stream: string): void {
    this.recent.delete(stream);
  }

  remember(kept: LoadedComplaint): void {
    const known = this.recent.peek(kept.stream);
    if (known && known.revision > kept.revision) return;
    this.recent.set(kept.stream, kept);
  }
}
