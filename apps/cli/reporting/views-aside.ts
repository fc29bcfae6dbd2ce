/**
 * The read models of a stopped office, at the end of its log, in a temporary folder: copied from those that are there,
 * completed with what they have not seen, or built from nothing. Whatever is found, nothing in the data folder is
 * changed, and nothing stays behind.
 */
import { copyFileSync, constants, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuseOthersViews } from '../../../libs/complaints/wiring/own-views.js';
import { readModelsOf } from '../../../libs/complaints/wiring/read-models-of.js';
import { openSqliteViews } from '../../../libs/read-models/database/sqlite-views.js';
import { type ViewsDatabase } from '../../../libs/read-models/database/views-database.js';
import { OfficeViews } from '../../../libs/read-models/office-views.js';
import { type ReadModel } from '../../../libs/read-models/read-model.js';
import { reports } from '../../../libs/read-models/statistics/definitions.js';
import { catchUp } from './catch-up.js';
import { type OfficeAtRest } from './office-at-rest.js';
import { type Progress } from './progress.js';

export interface ViewsAside {
  readonly views: OfficeViews;
  close(): Promise<void>;
}

export async function viewsAside(office: OfficeAtRest, progress: Progress): Promise<ViewsAside> {
  const folder = temporary();
  try {
    const file = join(folder.path, 'views.db');
    const { db, views } =
      (copied(office, file) ? await opened(office, file, progress) : undefined) ??
      (await fresh(office, file, progress));
    return {
      views,
      close: async () => {
        await db.close();
        folder.remove();
      },
    };
  } catch (error) {
    folder.remove();
    throw error;
  }
}

interface Opened {
  readonly db: ViewsDatabase;
  readonly views: OfficeViews;
}

async function fresh(office: OfficeAtRest, file: string, progress: Progress): Promise<Opened> {
  for (const ending of endings) rmSync(`${file}${ending}`, { force: true });
  return toTheEnd(office, openSqliteViews(file), progress);
}

/** Undefined: what was copied is no use, since it is damaged, or of another log. It can all be built anew. */
async function opened(office: OfficeAtRest, file: string, progress: Progress): Promise<Opened | undefined> {
  let db: ViewsDatabase;
  try {
    db = openSqliteViews(file);
  } catch {
    return undefined;
  }
  try {
    const found = await toTheEnd(office, db, progress);
    // In a cluster they may have seen what others wrote behind it.
    if (found.views.position >= office.reach) return found;
  } catch {
    /* It is built from nothing then; what is wrong with the log itself is said there. */
  }
  await db.close();
  return undefined;
}

async function toTheEnd(office: OfficeAtRest, db: ViewsDatabase, progress: Progress): Promise<Opened> {
  const {
    head,
    reach,
    read,
    office: { store },
  } = office;
  const models = ofReports(office);
  await refuseOthersViews(db, office.office.key);
  const views = await OfficeViews.open(db, { store, read }, models, {
    tell: ({ model, done, of }) => progress.tell(model, done, of),
  });
  await views.build((work) => work());
  await catchUp(views, { store, read, head, reach }, (done, of) => progress.tell('read models', done, of));
  progress.end();
  return { db, views };
}

/**
 * Those that figures come from. The search index, which opens personal fields and so takes the master key, is none of
 * them.
 */
const ofReports = ({ office }: OfficeAtRest): readonly ReadModel[] =>
  readModelsOf(office).filter((model) => Object.keys(model.tables).some((table) => tablesOfReports.has(table)));
const tablesOfReports: ReadonlySet<string> = new Set(Object.values(reports).map(({ table }) => table));

const endings = ['', '-wal', '-shm'] as const;

function copied({ folder, config }: OfficeAtRest, file: string): boolean {
  const own = join(folder, 'views.db');
  if (config.views.kind !== 'sqlite' || !existsSync(own)) return false;
  copyFileSync(own, file, constants.COPYFILE_FICLONE);
  // Of a product that was killed. The index of the WAL is made anew.
  if (existsSync(`${own}-wal`) && statSync(`${own}-wal`).size > 0) copyFileSync(`${own}-wal`, `${file}-wal`);
  return true;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Removed when it is closed, when the process ends, and when it is told to end. */
function temporary(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'klagegang-report-'));
  const remove = (): void => rmSync(path, { recursive: true, force: true });
  const end = (): void => {
    remove();
    process.exit(1);
  };
  process.once('exit', remove);
  for (const signal of signals) process.once(signal, end);
  return {
    path,
    remove: () => {
      process.off('exit', remove);
      for (const signal of signals) process.off(signal, end);
      remove();
    },
  };
}
