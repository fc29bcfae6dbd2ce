/** The loop behind one office: what it keeps in step with the log are read models, timers and keys. */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { type StoredRecord } from '../../event-store/port.js';
import { type RetryPolicy } from '../../read-models/away.js';
import { tables, type ViewsDatabase } from '../../read-models/database/views-database.js';
import { type OpenFolders } from '../../read-models/build.js';
import { OfficeViews, type Progress } from '../../read-models/office-views.js';
import { Runner, type Pace } from '../../read-models/runner.js';
import { shredder } from '../reactions/shredder.js';
import { type OfficeReader } from './office-reader.js';
import { refuseOthersViews } from './own-views.js';
import { pinned, refusePinnedElsewhere } from './pinned.js';
import { readModelsOf } from './read-models-of.js';

export interface FollowOptions {
  readonly tell?: (progress: Progress) => void;
  readonly retryPolicy?: RetryPolicy;
  readonly pace?: Pace;
  /** Bytes for complaints whose folds are kept in memory. */
  readonly remember?: number;
  /** Threads that a long build is shared among. */
  readonly openFolders?: OpenFolders;
}

export interface Followed {
  readonly views: OfficeViews;
  /** To be started by whoever has it. */
  readonly runner: Runner;
  /** The loop first, then the read models. */
  readonly stop: () => Promise<void>;
}

/**
 * The database is closed by `stop`, and where this fails.
 * @throws BootRefused a complaint is pinned to other rules, or the read models are another office's
 */
export async function followOffice(
  office: OfficeReader,
  db: ViewsDatabase,
  { tell, retryPolicy, pace, remember, openFolders }: FollowOptions = {},
): Promise<Followed> {
  const read = (record: StoredRecord) => office.codec.sealed<ComplaintEvent>(record);
  const profileNamed = (id: string) => office.profileNamed(id);
  try {
    await refuseOthersViews(db, office.key);
    const refusePinned = () => refusePinnedElsewhere(tables(db.read), office.key, profileNamed);
    const views = await OfficeViews.open(db, { store: office.store, read }, readModelsOf(office), {
      whenBuilt: refusePinned,
      ...(tell ? { tell } : {}),
      ...(remember === undefined ? {} : { remember }),
      ...(openFolders ? { openFolders } : {}),
    });
    await refusePinned();
    const followers = [pinned(office.key, profileNamed), shredder(office.keys)];
    const runner = new Runner(office.store, read, followers, views, views.reactionCheckpoint, retryPolicy, pace);
    return {
      views,
      runner,
      stop: async () => {
        await runner.stop();
        await db.close();
      },
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}
