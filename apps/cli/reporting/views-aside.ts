/**
 * The read models of a stopped office, at the end of its log, in a temporary folder: copied from those that are there,
 * completed with what they have not seen, or built from nothing. Whatever is found, nothing in the data folder is
 * changed, and nothing stays behind.
 */
import { copyFileSync, constants, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { refuseOthersViews } from '../../../libs/complaints/wiring/own-views.js';
import { readModelsOf } from '../../../libs/complaints/wiring/read-models-of.js';
import { openSqliteViews } from '../../../libs/read-models/database/sqlite-views.js';
import { type ViewsDatabase } from '../../../libs/read-models/database/views-database.js';
import { caseNumbers } from '../../../libs/read-models/numbering.js';
import { OfficeViews } from '../../../libs/read-models/office-views.js';
import { type ReadModel } from '../../../libs/read-models/read-model.js';
import { allReports } from '../../../libs/read-models/statistics/definitions.js';
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

/**
 * Sentences about rows of the office's read models that are not what its log makes: those that are there, completed,
 * beside others that are built from nothing. The search index, which is made with keys, is not looked at.
 */
export async function problemsOfViews(office: OfficeAtRest, progress: Progress): Promise<readonly string[]> {
  const folder = temporary();
  try {
    const [kept, anew] = [join(folder.path, 'kept.db'), join(folder.path, 'anew.db')];
    if (!copied(office, kept)) return [];
    const models = withoutKeys(office);
    const found = await opened(office, kept, progress, models);
    if (!found) return ['they cannot be completed from the log; start the product, which builds them anew'];
    await found.db.close();
    await (await fresh(office, anew, progress, models)).db.close();
    return differing(
      anew,
      kept,
      [caseNumbers, ...models].flatMap((model) => Object.keys(model.tables)),
    );
  } finally {
    folder.remove();
  }
}

function differing(anew: string, kept: string, tables: readonly string[]): readonly string[] {
  const db = new DatabaseSync(anew);
  try {
    db.prepare('ATTACH ? AS kept').run(kept);
    const rows = (table: string, one: string, other: string): number =>
      Number(
        db
          .prepare(
            `SELECT count(*) AS found FROM (SELECT * FROM ${one}."${table}" EXCEPT SELECT * FROM ${other}."${table}")`,
          )
          .get()?.['found'],
      );
    return tables.flatMap((table) => {
      const [missing, strange] = [rows(table, 'main', 'kept'), rows(table, 'kept', 'main')];
      return missing + strange === 0
        ? []
        : [
            `${table}: ${strange} rows are not what the log makes, and ${missing} that it makes are not there; keep a copy, and build them anew with klagegang rebuild`,
          ];
    });
  } finally {
    db.close();
  }
}

interface Opened {
  readonly db: ViewsDatabase;
  readonly views: OfficeViews;
}

async function fresh(
  office: OfficeAtRest,
  file: string,
  progress: Progress,
  models = ofReports(office),
): Promise<Opened> {
  for (const ending of endings) rmSync(`${file}${ending}`, { force: true });
  return toTheEnd(office, openSqliteViews(file), progress, models);
}

/** Undefined: what was copied is no use, since it is damaged, or of another log. It can all be built anew. */
async function opened(
  office: OfficeAtRest,
  file: string,
  progress: Progress,
  models = ofReports(office),
): Promise<Opened | undefined> {
  let db: ViewsDatabase;
  try {
    db = openSqliteViews(file);
  } catch {
    return undefined;
  }
  try {
    const found = await toTheEnd(office, db, progress, models);
    // In a cluster they may have seen what others wrote behind it.
    if (found.views.position >= office.reach) return found;
  } catch {
    /* It is built from nothing then; what is wrong with the log itself is said there. */
  }
  await db.close();
  return undefined;
}

async function toTheEnd(
  office: OfficeAtRest,
  db: ViewsDatabase,
  progress: Progress,
  models: readonly ReadModel[],
): Promise<Opened> {
  const {
    head,
    reach,
    read,
    office: { store },
  } = office;
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
const withoutKeys = ({ office }: OfficeAtRest): readonly ReadModel[] =>
  readModelsOf(office).filter(({ name }) => name !== 'search');
/** What a member has open is read from the worklist. */
const tablesOfReports: ReadonlySet<string> = new Set([
  ...Object.values(allReports).map(({ table }) => table),
  'worklist',
]);

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
