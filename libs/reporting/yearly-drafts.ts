/**
 * The yearly reports that an office is putting together, as events of its own log, texts sealed: whoever audits finds
 * who left out what, and who let an example through. Who may is asked before.
 */
import { type YearlyCandidate, type YearlyEvent } from '../../event-schemas/office/yearly-events.js';
import { EventCodec } from '../event-store/codec.js';
import { type ReceiptCodesParts } from '../identity/receipt-codes.js';
import { officeShapes, yearlyStream, type ActingMember } from '../identity/office-members.js';
import { formatInstant } from '../platform/instant.js';
import { randomId } from '../platform/ids.js';
import { Mutex } from '../platform/mutex.js';
import { refused } from '../platform/refused.js';
import {
  advance,
  arranging,
  emptyDraft,
  type Arrangement,
  type Example,
  type YearDraft,
} from '../yearly-report/draft.js';

type Years = ReadonlyMap<number, YearDraft>;
export type ExampleSaid = Pick<Example, 'place' | 'title' | 'text'>;

export class YearlyDrafts {
  private years: Years = new Map();
  /** Of the last event that was folded. */
  private revision = -1;
  private isInDoubt = true;
  private readonly turn = new Mutex();
  private readonly codec: EventCodec;

  constructor(private readonly parts: ReceiptCodesParts) {
    this.codec = new EventCodec(parts.office, officeShapes, parts.keys);
  }

  of(year: number): Promise<YearDraft> {
    return this.turn.run(async () => (await this.folded()).get(year) ?? emptyDraft);
  }

  /** Every year that something was written for. */
  all(): Promise<Years> {
    return this.turn.run(() => this.folded());
  }

  /**
   * @param revision of the draft that was changed @throws Refused 412 CONCURRENCY_CONFLICT it is another by now;
   * StoreUnavailable, OutcomeUnknown, KeyStoreUnavailable
   */
  arrange(year: number, wanted: Arrangement, by: ActingMember, revision: number): Promise<void> {
    return this.change(year, by, (draft) => {
      const candidates = arranging(year, draft, wanted);
      // Sent twice, it is as it was wanted.
      if (candidates.length > 0 && draft.revision !== revision) throw refused('CONCURRENCY_CONFLICT', 412, {});
      return candidates;
    });
  }

  /**
   * @param revision of the example that was changed; null: it is new
   * @throws Refused 404 NOT_FOUND, 412 CONCURRENCY_CONFLICT, and as `arrange`
   */
  writeExample(year: number, id: string, said: ExampleSaid, by: ActingMember, revision: number | null): Promise<void> {
    return this.change(year, by, (draft) => {
      const known = draft.examples.find((each) => each.id === id);
      if (known && (['place', 'title', 'text'] as const).every((field) => known[field] === said[field])) return [];
      if (known || revision !== null) exampleOf(draft, id, revision);
      return [{ type: 'YearlyExampleWritten', data: { year, example: id, ...said, facts: {} } }];
    });
  }

  /** @throws Refused as `writeExample` */
  approveExample(year: number, id: string, by: ActingMember, revision: number): Promise<void> {
    return this.change(year, by, (draft) =>
      exampleOf(draft, id, revision).approvedBy === null
        ? [{ type: 'YearlyExampleApproved', data: { year, example: id, facts: {} } }]
        : [],
    );
  }

  /** @throws Refused as `writeExample` */
  removeExample(year: number, id: string, by: ActingMember, revision: number): Promise<void> {
    return this.change(year, by, (draft) => {
      exampleOf(draft, id, revision);
      return [{ type: 'YearlyExampleRemoved', data: { year, example: id, facts: {} } }];
    });
  }

  private change(
    year: number,
    by: ActingMember,
    propose: (draft: YearDraft) => readonly YearlyCandidate[],
  ): Promise<void> {
    return this.turn.run(async () => {
      const candidates = propose((await this.folded()).get(year) ?? emptyDraft);
      if (candidates.length > 0) await this.append(candidates, by);
    });
  }

  private async append(candidates: readonly YearlyCandidate[], { sub, role }: ActingMember): Promise<void> {
    const { store, now, room } = this.parts;
    const recordedAt = formatInstant(now());
    const [said, from] = [{ occurredAt: recordedAt, recordedAt }, this.revision < 0 ? null : 'drafted'];
    const commandId = randomId();
    const records = [];
    for (const { type, data } of candidates) {
      // A name stands nowhere in the clear: who it was is looked up by the id.
      const who = { actor: { sub, name: sub, role }, commandId, causation: null, from, to: 'drafted' };
      records.push(await this.codec.encode(yearlyStream, { id: randomId(), type, ...said, ...who, data }));
    }
    const waiting = room?.();
    if (waiting) await waiting;
    this.isInDoubt = true;
    await store.append(yearlyStream, records, { expectedRevision: this.revision < 0 ? 'noStream' : this.revision });
  }

  /** Read when the first is asked for, and again once something was written. */
  private async folded(): Promise<Years> {
    if (!this.isInDoubt) return this.years;
    const records = await this.parts.store.readStream(yearlyStream, { from: this.revision + 1 });
    const events = await this.codec.open<YearlyEvent>(records, { broken: () => undefined });
    this.years = events.reduce(advance, this.years);
    this.revision = events.at(-1)?.revision ?? this.revision;
    this.isInDoubt = false;
    return this.years;
  }
}

function exampleOf({ examples }: YearDraft, id: string, revision: number | null): Example {
  const example = examples.find((each) => each.id === id);
  if (!example) throw refused('NOT_FOUND');
  if (example.revision !== revision) throw refused('CONCURRENCY_CONFLICT', 412, {});
  return example;
}
