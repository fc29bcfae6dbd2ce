/** Brings read models to the end of a log that nobody writes. What the reactions owe is left to the product. */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { type EventStore, type StoredRecord } from '../../../libs/event-store/port.js';
import { type OfficeViews } from '../../../libs/read-models/office-views.js';
import { entryOf } from '../../../libs/read-models/log-entry.js';

export interface LogTo {
  readonly store: EventStore;
  readonly read: (record: StoredRecord) => ComplaintEvent;
  readonly head: bigint;
}

export async function catchUp(
  views: OfficeViews,
  { store, read, head }: LogTo,
  tell: (done: bigint) => void,
): Promise<void> {
  while (views.position < head) {
    const records = await store.readAll({ after: views.position });
    const last = records.at(-1);
    if (!last) throw new Error(`the log ends before position ${head}`);
    await views.apply(
      records.map((record) => entryOf(record, read)),
      last.position,
      views.reactionCheckpoint,
    );
    tell(views.position);
  }
}
