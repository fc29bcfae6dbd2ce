/**
 * Which code opens which case: the last one that was made for it, as events of the office's own log, so that whoever
 * audits finds when one was made and by whom. What is kept of a code is its keyed hash (decision 36).
 */
import { type ReceiptEvent } from '../../event-schemas/office/events.js';
import { EventCodec } from '../event-store/codec.js';
import { type EventStore } from '../event-store/port.js';
import { type Caller } from '../platform/caller.js';
import { formatInstant } from '../platform/instant.js';
import { randomId } from '../platform/ids.js';
import { Mutex } from '../platform/mutex.js';
import { type DataKeys } from '../privacy/keys.js';
import { officeShapes, receiptStream, type ActingMember } from './office-members.js';
import { newReceiptCode, plainCode } from './receipt-code.js';

export interface ReceiptCodesParts {
  readonly office: string;
  /** The office's own log. */
  readonly store: EventStore;
  readonly keys: DataKeys;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Before something becomes durable. @throws StoreUnavailable */
  readonly room?: () => Promise<void> | undefined;
}

/** Whoever reads a case by its code. */
export const citizenOf = (office: string, complaint: string): Caller => ({
  sub: `citizen:${complaint}`,
  name: 'Borger',
  office,
  roles: ['citizen'],
  complaint,
});

export class ReceiptCodes {
  private readonly byHash = new Map<string, string>();
  private readonly hashOf = new Map<string, string>();
  /** Of the last event that was folded. */
  private revision = -1;
  private isInDoubt = true;
  private readonly turn = new Mutex();
  private readonly codec: EventCodec;

  constructor(private readonly parts: ReceiptCodesParts) {
    this.codec = new EventCodec(parts.office, officeShapes, parts.keys);
  }

  /**
   * A new code for the case; the one before it opens nothing from now on. Said once: nobody can ask for it again.
   * @throws StoreUnavailable, OutcomeUnknown
   */
  issue(complaint: string, { sub, role }: ActingMember): Promise<string> {
    return this.turn.run(async () => {
      await this.fold();
      const { store, now, room, keys } = this.parts;
      const code = newReceiptCode();
      const recordedAt = formatInstant(now());
      const hash = keys.mac('receipt', plainCode(code)!);
      const event = {
        id: randomId(),
        type: 'ReceiptCodeIssued' as const,
        occurredAt: recordedAt,
        recordedAt,
        actor: { sub, name: sub, role },
        commandId: randomId(),
        causation: null,
        from: this.hashOf.has(complaint) ? 'issued' : null,
        to: 'issued',
        data: { complaint, hash, facts: {} },
      };
      const record = await this.codec.encode(receiptStream, event);
      const waiting = room?.();
      if (waiting) await waiting;
      this.isInDoubt = true;
      const expectedRevision = this.revision < 0 ? 'noStream' : this.revision;
      await store.append(receiptStream, [record], { expectedRevision });
      this.take(complaint, hash, this.revision + 1);
      this.isInDoubt = false;
      return code;
    });
  }

  /** The case that a code opens, however it was typed; undefined: none, or not any more. */
  complaintOf(typed: string): Promise<string | undefined> {
    return this.turn.run(async () => {
      await this.fold();
      // As much work for what is no code at all.
      const hash = this.parts.keys.mac('receipt', plainCode(typed) ?? typed.slice(0, 64));
      return this.byHash.get(hash);
    });
  }

  /** Read when the first is asked for, and again where it is not known whether the last one was written. */
  private async fold(): Promise<void> {
    if (!this.isInDoubt) return;
    const records = await this.parts.store.readStream(receiptStream, { from: this.revision + 1 });
    for (const { data, revision } of await this.codec.open<ReceiptEvent>(records))
      this.take(data.complaint, data.hash, revision);
    this.isInDoubt = false;
  }

  private take(complaint: string, hash: string, revision: number): void {
    const before = this.hashOf.get(complaint);
    if (before !== undefined) this.byHash.delete(before);
    this.hashOf.set(complaint, hash);
    this.byHash.set(hash, complaint);
    this.revision = revision;
  }
}
