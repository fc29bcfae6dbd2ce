/**
 * Where each complaint stands, from its stream; recent ones are kept, and the expected revision of an append proves
 * them (law 2).
 */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { lifecycleMachines } from '../../../state-machines/complaint/lifecycles.js';
import { Lifecycle } from '../../decider/lifecycle.js';
import { applyEvent, IllegalHistory } from '../../decider/replay.js';
import { requestHashOf, type EventCodec } from '../../event-store/codec.js';
import { type EventStore, type StoredRecord } from '../../event-store/port.js';
import { nothingYet, type ComplaintLifecycle, type ComplaintStatus } from './evaluate.js';
import { evolve } from '../../case/evolve.js';

const lifecycles = new Map<string, ComplaintLifecycle>();
/** One Lifecycle for each version, shared by all offices: what it has learnt of its machine is the same for all. */
export function lifecycleOf(id: string): ComplaintLifecycle {
  let lifecycle = lifecycles.get(id);
  if (!lifecycle) {
    const options = (
      lifecycleMachines as { readonly [id: string]: (typeof lifecycleMachines)['complaint/1'] | undefined }
    )[id];
    if (!options) throw new Error(`lifecycle ${id} is not known to this program; start the program that knows it`);
    lifecycles.set(id, (lifecycle = new Lifecycle(options)));
  }
  return lifecycle;
}

/** The lifecycle that the first event of a complaint pins it to. */
export const lifecycleNamedBy = (first: ComplaintEvent): string =>
  'lifecycle' in first.data ? first.data.lifecycle : '';

/** A standing with what the write path keeps beside it: the ids of events that came under an Idempotency-Key. */
export interface LoadedComplaint extends ComplaintStatus {
  readonly lifecycle: ComplaintLifecycle;
  readonly keyed: Set<string>;
}

/** The standing after one more event. @throws IllegalHistory */
export function advance(kept: LoadedComplaint, event: ComplaintEvent): LoadedComplaint {
  if (event.revision !== kept.revision + 1) {
    throw new IllegalHistory(
      event.revision,
      event.type,
      kept.situation.state,
      kept.lifecycle.id,
      `stands where revision ${kept.revision + 1} belongs, in`,
    );
  }
  return {
    stream: kept.stream,
    lifecycle: kept.lifecycle,
    keyed: kept.keyed,
    revision: event.revision,
    position: event.position,
    situation: applyEvent(kept.lifecycle, kept.situation, event),
    caseState: evolve(kept.caseState, event),
  };
}

export const begin = (stream: string, lifecycle: ComplaintLifecycle): LoadedComplaint => ({
  ...nothingYet(stream, lifecycle),
  lifecycle,
  keyed: new Set(),
});

export class LoadedComplaints {
  private readonly recent = new Map<string, LoadedComplaint>();

  constructor(
    private readonly store: EventStore,
    private readonly codec: EventCodec,
    private readonly limit = 5000,
  ) {}

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
    for (const record of records) {
      const event = this.codec.sealed<ComplaintEvent>(record);
      kept = advance(kept ?? begin(stream, lifecycleOf(lifecycleNamedBy(event))), event);
      if (requestHashOf(record) !== undefined) kept.keyed.add(record.id);
    }
    return kept;
  }

  /** What the stream says now, whatever was remembered. */
  async reload(stream: string): Promise<LoadedComplaint | undefined> {
    this.recent.delete(stream);
    return this.of(stream);
  }

  remember(kept: LoadedComplaint): void {
    const known = this.recent.get(kept.stream);
    if (known && known.revision > kept.revision) return;
    this.recent.delete(kept.stream);
    this.recent.set(kept.stream, kept);
    if (this.recent.size > this.limit) {
      const [oldest] = this.recent.keys();
      if (oldest !== undefined) this.recent.delete(oldest);
    }
  }
}
