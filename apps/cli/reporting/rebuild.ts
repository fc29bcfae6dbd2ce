/**
 * `klagegang rebuild`: the read models of a stopped data folder from the log alone, built beside those that are there
 * and swapped in.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { type Office } from '../../../libs/complaints/wiring/office.js';
import { refuseOthersViews } from '../../../libs/complaints/wiring/own-views.js';
import { readModelsOf } from '../../../libs/complaints/wiring/read-models-of.js';
import { type StoredRecord } from '../../../libs/event-store/port.js';
import { holdDataFolder } from '../../../libs/installation/data-folder.js';
import { openEmbeddedKeys } from '../../../libs/privacy/embedded-keys.js';
import { caseNumbers } from '../../../libs/read-models/numbering.js';
import { OfficeViews } from '../../../libs/read-models/office-views.js';
import { databasePath, shredListPath } from '../../../libs/installation/office-files.js';
import { SafekeepingRefused } from '../safekeeping/manifest.js';
import { catchUp } from './catch-up.js';
import { masterKeyOf } from '../../../libs/installation/master-key-of.js';
import { officeOf, openLog, settingsOf, stoppedFolder, type StoppedFolder } from './office-at-rest.js';
import { openViews, viewsLockIn } from '../../../libs/read-models/database/open-views.js';
import { lockFile } from '../../../libs/sqlite/file-lock.js';
import { named, optional, type Given } from './options.js';
import { UsageError } from '../usage-error.js';
import { Progress, type Screen } from './progress.js';

export interface OfficeRebuilt {
  readonly office: string;
  /** Everything in the log up to here is in them. */
  readonly position: string;
  /** Names of those that were built from the first event. */
  readonly readModels: readonly string[];
  /** Complaints whose projection has stopped at an unreadable event. */
  readonly stopped: number;
  readonly seconds: number;
  /** Applied to one read model or, where none was there, to all at once. */
  readonly eventsPerSecond: number;
}

/**
 * @throws UsageError there is no such read model
 * @throws SafekeepingRefused, BootRefused, KeysRefused, DatabaseRefused no such office; the product is running; the
 * master key or a file is not there
 */
export async function rebuild(
  given: Given,
  screen: Screen,
): Promise<{ readonly text: string; readonly json: { readonly offices: readonly OfficeRebuilt[] } }> {
  const stopped = stoppedFolder(named(given, 'data'));
  const asked = optional(given, 'office');
  const only = optional(given, 'only')?.split(',').filter(Boolean);
  const keys = asked === undefined ? stopped.offices : [asked];
  for (const key of keys) settingsOf(stopped, key);
  const lock = holdDataFolder(stopped.path);
  const progress = new Progress(screen);
  try {
    const offices: OfficeRebuilt[] = [];
    for (const key of keys) offices.push(await rebuildOffice(stopped, key, only, progress));
    return { json: { offices }, text: offices.map(inWords).join('\n') || 'The data folder has no office.' };
  } finally {
    progress.end();
    lock.release();
  }
}

const inWords = ({ office, position, readModels, stopped, seconds, eventsPerSecond }: OfficeRebuilt): string =>
  `${office}: ${readModels.join(', ')} built up to position ${position} in ${seconds} s, ${eventsPerSecond} events a second${stopped === 0 ? '' : `; the projection of ${stopped} complaints has stopped at an unreadable event`}`;

async function rebuildOffice(
  folder: StoppedFolder,
  key: string,
  only: readonly string[] | undefined,
  progress: Progress,
): Promise<OfficeRebuilt> {
  const [keyFile, shredList] = [databasePath(folder.path, key, 'keys'), shredListPath(folder.path, key)];
  for (const file of [keyFile, shredList])
    if (!existsSync(file))
      throw new SafekeepingRefused(
        `${file} is not there. The search index is made with the keys of ${key}, and never of what was destroyed: restore the file first.`,
      );
  const opened = new AsyncDisposableStack();
  try {
    const store = opened.adopt(await openLog(folder, key), (each) => each.close());
    const keys = opened.adopt(
      openEmbeddedKeys({ path: keyFile, office: key, masterKey: await masterKeyOf(folder.config), shredList }),
      (each) => each.close(),
    );
    return await rebuildViews(
      folder,
      officeOf(folder.config, settingsOf(folder, key), store, keys),
      only,
      opened,
      progress,
    );
  } finally {
    await opened.disposeAsync();
  }
}

async function rebuildViews(
  { path, config }: StoppedFolder,
  office: Office,
  only: readonly string[] | undefined,
  opened: AsyncDisposableStack,
  progress: Progress,
): Promise<OfficeRebuilt> {
  const { key, store } = office;
  const models = readModelsOf(office);
  const names = [caseNumbers, ...models].map(({ name }) => name);
  const unknown = only?.filter((name) => !names.includes(name)) ?? [];
  if (unknown.length > 0)
    throw new UsageError(`there is no read model ${unknown.join(', ')}; there are ${names.join(', ')}`);

  const began = performance.now();
  const own = join(path, 'offices', key);
  opened.adopt(lockFile(viewsLockIn(own)), (each) => each.release());
  const db = opened.adopt(await openViews(key, own, config.views), (each) => each.close());
  await refuseOthersViews(db, key);
  const read = (record: StoredRecord) => office.codec.sealed<ComplaintEvent>(record);
  const end = await store.end();
  const [head, reach] = [end?.position ?? 0n, end?.lookedAt ?? 0n];
  let events = 0;
  const tell = (what: string, done: number | bigint, of?: bigint) => {
    events = Math.max(events, Number(of ?? done));
    progress.tell(`${key}, ${what}`, done, of);
  };
  const views = await OfficeViews.open(db, { store, read }, models, {
    tell: ({ model, done, of }) => tell(model, done, of),
  });
  const from = views.position;
  const missing = views.missingModels;
  // What an earlier run of this command left is gone on with below.
  if (missing.length > 0) await views.build((work) => work());
  const asked = names.filter((name) => only === undefined || only.includes(name));
  // Where none is there, the end of a short log is reached by following it.
  const chosen = from === 0n ? names : [...new Set([...missing, ...asked])];
  const again = chosen.filter((name) => !missing.includes(name));
  if (from > 0n && again.length > 0)
    await views.rebuild((work) => work(), { only: again, tell: ({ model, done, of }) => tell(model, done, of) });
  const caughtUp = await catchUp(views, { store, read, head, reach }, (done, of) => tell('all read models', done, of));
  const seconds = (performance.now() - began) / 1000;
  const applied = store.numbersEvents ? Number(from) * chosen.length + caughtUp : events * chosen.length + caughtUp;
  return {
    office: key,
    position: views.position.toString(),
    readModels: chosen,
    stopped: views.stoppedStreams.size,
    seconds: Number(seconds.toFixed(1)),
    eventsPerSecond: Math.round(applied / seconds),
  };
}
