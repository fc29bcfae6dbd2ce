/** A stream of an office's own log, folded: read when it is first asked for, and again once something was written. */
import { type Envelope } from '../../event-schemas/envelope.js';
import { EventCodec, type NewEvent } from '../event-store/codec.js';
import { formatInstant } from '../platform/instant.js';
import { randomId } from '../platform/ids.js';
import { Mutex } from '../platform/mutex.js';
import { type ReceiptCodesParts } from './receipt-codes.js';
import { officeShapes, type ActingMember } from './office-members.js';

/** An event that is about to be: its type and its data, the fields of persons in the clear. */
interface Candidate {
  readonly type: string;
  readonly data: NewEvent['data'];
}
interface Folding<Event, State> {
  readonly stream: string;
  /** The one state that the stream is in, as its events say. */
  readonly called: string;
  readonly initial: State;
  readonly advance: (state: State, event: Event) => State;
}

export class OfficeStream<Event extends Envelope, State> {
  private state: State;
  /** Of the last event that was folded. */
  private revision = -1;
  private isInDoubt = true;
  private readonly turn = new Mutex();
  private readonly codec: EventCodec;

  constructor(
    private readonly parts: ReceiptCodesParts,
    private readonly how: Folding<Event, State>,
  ) {
    this.state = how.initial;
    this.codec = new EventCodec(parts.office, officeShapes, parts.keys);
  }

  read(): Promise<State> {
    return this.turn.run(() => this.folded());
  }

  /**
   * One after the other: what is proposed is about what stands. @throws what `propose` throws, StoreUnavailable,
   * OutcomeUnknown, KeyStoreUnavailable
   */
  change(by: ActingMember, propose: (state: State) => readonly Candidate[]): Promise<void> {
    return this.turn.run(async () => {
      const candidates = propose(await this.folded());
      if (candidates.length > 0) await this.append(candidates, by);
    });
  }

  private async append(candidates: readonly Candidate[], { sub, role }: ActingMember): Promise<void> {
    const { store, now, room } = this.parts;
    const { stream, called } = this.how;
    const recordedAt = formatInstant(now());
    const [said, from] = [{ occurredAt: recordedAt, recordedAt }, this.revision < 0 ? null : called];
    const commandId = randomId();
    const records = [];
    for (const { type, data } of candidates) {
      // A name stands nowhere in the clear: who it was is looked up by the id.
      const who = { actor: { sub, name: sub, role }, commandId, causation: null, from, to: called };
      records.push(await this.codec.encode(stream, { id: randomId(), type, ...said, ...who, data }));
    }
    const waiting = room?.();
    if (waiting) await waiting;
    this.isInDoubt = true;
    await store.append(stream, records, { expectedRevision: this.revision < 0 ? 'noStream' : this.revision });
  }

  private async folded(): Promise<State> {
    if (!this.isInDoubt) return this.state;
    const { stream, advance } = this.how;
    const records = await this.parts.store.readStream(stream, { from: this.revision + 1 });
    // What does not open says nothing, and can be written anew.
    const events = await this.codec.open<Event>(records, { broken: () => undefined });
    this.state = events.reduce(advance, this.state);
    this.revision = events.at(-1)?.revision ?? this.revision;
    this.isInDoubt = false;
    return this.state;
  }
}
