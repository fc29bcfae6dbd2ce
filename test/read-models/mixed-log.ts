import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { profiles } from '../../libs/complaints/testing/given.js';
import { Office } from '../../libs/complaints/wiring/office.js';
import { readModelsOf } from '../../libs/complaints/wiring/read-models-of.js';
import { seededRandom } from '../../libs/platform/seeded-random.js';
import { wander } from '../../libs/complaints/testing/wandering.js';
import { MemoryLog, MemoryStore } from '../../libs/event-store/memory/memory-store.js';
import { type StoredRecord } from '../../libs/event-store/port.js';
import { randomId } from '../../libs/platform/ids.js';
import { MemoryKeys } from '../../libs/privacy/memory-keys.js';
import { type ViewsDatabase } from '../../libs/read-models/database/views-database.js';
import { OfficeViews, type OpenOptions } from '../../libs/read-models/office-views.js';
import { entryOf } from '../../libs/read-models/log-entry.js';

const accessLog = { record: async () => undefined, of: () => [], close: async () => undefined };

/**
 * Random legal histories of one office, stored one among the other as a log grows; personal fields are sealed under
 * real keys.
 */
export async function mixedLog(seed: number, profile: string, streams: number, steps = 60) {
  const [keys, log, roll] = [new MemoryKeys('horsens'), new MemoryLog(), seededRandom(seed)];
  const store = new MemoryStore(log);
  const office = new Office(
    { key: 'horsens', name: { da: 'Kontoret', en: 'The office' }, profile, departments: [], topics: [] },
    profiles,
    store,
    keys,
    accessLog,
  );
  const queues = Array.from({ length: streams }, (_, n) => {
    const stream = randomId();
    return { stream, events: [...wander(seed * 1000 + n, profile, steps).events] };
  });
  while (queues.some(({ events }) => events.length > 0)) {
    const waiting = queues.filter(({ events }) => events.length > 0);
    const { stream, events } = waiting[Math.floor(roll() * waiting.length)]!;
    const { type, occurredAt, recordedAt, actor, from, to, data, revision } = events.shift()!;
    const record = await office.codec.encode(stream, {
      id: randomId(),
      type,
      occurredAt,
      recordedAt,
      actor,
      commandId: randomId(),
      causation: null,
      from,
      to,
      data,
    });
    await store.append(stream, [record], { expectedRevision: revision === 0 ? 'noStream' : revision - 1 });
  }
  const read = (record: StoredRecord) => office.codec.sealed<ComplaintEvent>(record);
  const records = await store.readAll({ limit: 1_000_000 });
  const models = readModelsOf(office);
  return {
    office,
    store,
    read,
    models,
    log,
    keys,
    records,
    events: records.map(read),
    /** With what was missing built. */
    async open(db: ViewsDatabase, options: OpenOptions = {}): Promise<OfficeViews> {
      const views = await OfficeViews.open(db, { store, read }, models, options);
      await views.build((work) => work());
      return views;
    },
    /** Read models of the first so many records, or all, in batches of this many. */
    async project(
      db: ViewsDatabase,
      {
        batch = 1000,
        first = records.length,
        ...options
      }: OpenOptions & { readonly batch?: number; readonly first?: number } = {},
    ): Promise<OfficeViews> {
      const views = await OfficeViews.open(db, { store, read }, models, options);
      for (let from = 0; from < first; from += batch) {
        const taken = records.slice(from, Math.min(from + batch, first));
        const upTo = taken.at(-1)!.position;
        await views.apply(
          taken.map((record) => entryOf(record, read)),
          upTo,
          upTo,
        );
      }
      return views;
    },
  };
}
