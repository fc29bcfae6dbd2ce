/** Brings read models to the end of a log that nobody writes. What the reactions owe is left to the product. */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { type EventStore, type StoredRecord } from '../../../libs/event-store/port.js';
import { type OfficeViews } from '../../../libs/read-models/office-views.js';
import { entryOf } from '../../../libs/read-models/log-entry.js';

export interface LogTo {
  readonly store: EventStore;
  readonly read: (record: StoredRecord) => ComplaintEvent;
  /** Position of the last event. */
  readonly head: bigint;
  /** Up to there nothing comes after it; that of the event where it is left out. */
  readonly reach?: bigint;
}

/**
 * @param tell events that are done, and of how many, where positions count them
 * @returns how many events were applied
 */
export async function catchUp(
  views: OfficeViews,
  { store, read, head, reach = head }: LogTo,
  tell: (done: number | bigint, of?: bigint) => void,
): Promise<number> {
  let applied = 0;
  while (views.position < head) {
    const records = await store.readAll({ after: views.position });
    const last = records.at(-1);
    if (!last) throw new Error(`the log ends before position ${head}`);
    await views.apply(
      records.map((record) => entryOf(record, read)),
      last.position,
      views.reactionCheckpoint,
    );
    applied += records.length;
    if (store.numbersEvents) tell(views.position, head);
    else tell(applied);
  }
  if (views.position < reach) await views.apply([], reach, views.reactionCheckpoint);
  return applied;
}
