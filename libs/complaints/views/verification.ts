/**
 * Whether a case is what was written and went as its rules have it: the mark of each event computed again (decision
 * 29), each step judged again. Nothing personal is opened for it.
 */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { UnreadableEvent } from '../../../event-schemas/complaint/upcast.js';
import { type StoredRecord } from '../../event-store/port.js';
import { RecordMarks } from '../../event-store/record-mac.js';
import { type Office } from '../wiring/office.js';
import { replayReport } from './replay-report.js';

export interface Verified {
  readonly events: number;
  /** Revisions that somebody without the office's keys has changed. */
  readonly changed: readonly number[];
  /** Revisions of steps that were not legal; null: the events cannot be read as a history. */
  readonly illegal: readonly number[] | null;
}

/** Revisions of records that are not what was written. */
export function changedIn(office: Office, key: string, records: readonly StoredRecord[]): readonly number[] {
  const marks = new RecordMarks(key, (text) => office.keys.mac('event', text));
  return records.filter((record) => !marks.isWhole(record)).map(({ revision }) => revision);
}

export async function verified(office: Office, key: string, complaint: string): Promise<Verified> {
  const records = await office.store.readStream(complaint);
  return { events: records.length, changed: changedIn(office, key, records), illegal: illegalIn(office, records) };
}

function illegalIn(office: Office, records: readonly StoredRecord[]): readonly number[] | null {
  try {
    const [first, ...later] = records.map((record) => office.codec.sealed<ComplaintEvent>(record));
    if (!first) return null;
    const { steps } = replayReport([first, ...later], (id) => office.profileNamed(id));
    return steps.filter(({ legal }) => !legal).map(({ revision }) => revision);
  } catch (error) {
    if (!(error instanceof UnreadableEvent)) throw error;
    return null;
  }
}
