/**
 * The yearly reports that an office is putting together, as events of its own log, texts sealed: whoever audits finds
 * who left out what, and who let an example through. Who may is asked before.
 */
import { type YearlyCandidate, type YearlyEvent } from '../../event-schemas/office/yearly-events.js';
import { type ReceiptCodesParts } from '../identity/receipt-codes.js';
import { yearlyStream, type ActingMember } from '../identity/office-members.js';
import { OfficeStream } from '../identity/office-stream.js';
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
  private readonly years: OfficeStream<YearlyEvent, Years>;

  constructor(parts: ReceiptCodesParts) {
    this.years = new OfficeStream<YearlyEvent, Years>(parts, {
      stream: yearlyStream,
      called: 'drafted',
      initial: new Map(),
      advance,
    });
  }

  async of(year: number): Promise<YearDraft> {
    return (await this.years.read()).get(year) ?? emptyDraft;
  }

  /** Every year that something was written for. */
  all(): Promise<Years> {
    return this.years.read();
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
    return this.years.change(by, (years) => propose(years.get(year) ?? emptyDraft));
  }
}

function exampleOf({ examples }: YearDraft, id: string, revision: number | null): Example {
  const example = examples.find((each) => each.id === id);
  if (!example) throw refused('NOT_FOUND');
  if (example.revision !== revision) throw refused('CONCURRENCY_CONFLICT', 412, {});
  return example;
}
