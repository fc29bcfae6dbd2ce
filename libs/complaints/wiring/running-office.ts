/**
 * An office at work: its stores, its read models, and the loop behind that keeps them, its timers and its keys in step
 * with the log.
 */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { tables, type ViewsDatabase } from '../../read-models/database/views-database.js';
import { type RetryPolicy } from '../../read-models/away.js';
import { OfficeViews, type Progress } from '../../read-models/office-views.js';
import { type StoredRecord } from '../../event-store/port.js';
import { Runner } from '../../read-models/runner.js';
import { type Office } from './office.js';
import { pinned, refusePinnedElsewhere } from './pinned.js';
import { Agenda } from '../reactions/agenda.js';
import { shredder } from '../reactions/shredder.js';
import { readModelsOf } from './read-models-of.js';

export interface RunningOffice {
  readonly key: string;
  readonly office: Office;
  readonly views: OfficeViews;
  readonly agenda: Agenda;
  readonly runner: Runner;
  head(): Promise<bigint>;
  /** Builds these read models, or all, anew beside the ones in use, and swaps them in. */
  rebuild(options?: { readonly only?: readonly string[]; readonly tell?: (progress: Progress) => void }): Promise<void>;
  /** The loop first, then the read models; the office's own stores are closed by who opened them. */
  stop(): Promise<void>;
}

/** Resolves when everything in the log has been seen. The database is closed with the office, and where this fails. */
export async function runOffice(
  office: Office,
  db: ViewsDatabase,
  { tell, retryPolicy }: { readonly tell?: (progress: Progress) => void; readonly retryPolicy?: RetryPolicy } = {},
): Promise<RunningOffice> {
  const read = (record: StoredRecord) => office.codec.sealed<ComplaintEvent>(record);
  let runner: Runner | undefined;
  const stop = async () => {
    await runner?.stop();
    await db.close();
  };
  try {
    const views = await OfficeViews.open(db, { store: office.store, read }, readModelsOf(office), tell ? { tell } : {});
    await refusePinnedElsewhere(tables(db.read), office.key, (id) => office.profileNamed(id));
    const loop = (runner = new Runner(
      office.store,
      read,
      [pinned(office.key, (id) => office.profileNamed(id)), shredder(office.keys)],
      views,
      views.reactionCheckpoint,
      retryPolicy,
    ));
    await loop.start();
    return {
      key: office.key,
      office,
      views,
      agenda: new Agenda(db),
      runner: loop,
      head: () => office.store.head(),
      stop,
      rebuild: (options) => views.rebuild((work) => loop.between(work), options),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

export type RunningOffices = ReadonlyMap<string, RunningOffice>;
