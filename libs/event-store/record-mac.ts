/**
 * That a record of the log is what was written: a keyed hash over all of it, kept in its metadata (decision 29). It
 * says nothing of a record that is gone, which the numbers and the installation's record tell.
 */
import { type StoredRecord } from './port.js';

/** What the hash is made of; `metadata` without it. */
export type UnmarkedRecord = Pick<StoredRecord, 'stream' | 'id' | 'type' | 'data' | 'metadata'>;

/** The same for what was written and for what is read again: JSON keeps members in their order. */
export const macText = (office: string, { stream, id, type, data, metadata }: UnmarkedRecord): string =>
  JSON.stringify([office, stream, id, type, data, metadata]);

/**
 * Looks at the records of a log, in any order. Those of before there were marks have none; since the first that has one
 * every record has, so that taking a mark away is seen too.
 */
export class RecordMarks {
  private firstMarked: bigint | undefined;
  private lastUnmarked: Pick<StoredRecord, 'stream' | 'position'> | undefined;

  /** @param mac of the office's secret for events */
  constructor(
    private readonly office: string,
    private readonly mac: (text: string) => string,
  ) {}

  /** Whether the record is what was written, as far as it has a mark. */
  isWhole(record: StoredRecord): boolean {
    const { stream, position, metadata } = record;
    const { mac, ...unmarked } = metadata;
    if (mac === undefined) {
      if (this.lastUnmarked === undefined || position > this.lastUnmarked.position)
        this.lastUnmarked = { stream, position };
      return true;
    }
    if (this.firstMarked === undefined || position < this.firstMarked) this.firstMarked = position;
    return mac === this.mac(macText(this.office, { ...record, metadata: unmarked }));
  }

  /** The last record that has lost its mark, once all of the log was looked at. */
  get lost(): Pick<StoredRecord, 'stream' | 'position'> | undefined {
    const [first, last] = [this.firstMarked, this.lastUnmarked];
    return first !== undefined && last !== undefined && last.position > first ? last : undefined;
  }
}
