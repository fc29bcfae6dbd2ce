/**
 * `klagegang what-if`: one office of a stopped data folder under other rules. Reads the events alone: no key is opened,
 * and nothing in the folder is made or changed.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type DatabaseSync } from 'node:sqlite';
import { complaintEvents, type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { IllegalHistory } from '../../../libs/decider/replay.js';
import { EventCodec, EventShapes } from '../../../libs/event-store/codec.js';
import { eventFile } from '../../../libs/event-store/embedded/event-file.js';
import { type FileLock } from '../../../libs/sqlite/file-lock.js';
import { openAtRest } from '../../../libs/sqlite/online-copy.js';
import { openDatabase } from '../../../libs/sqlite/open-database.js';
import { streamsOfStore, type StreamFound } from '../../../libs/event-store/streams-of.js';
import { streamsOf } from '../../../libs/event-store/embedded/verify-file.js';
import { isValidDate } from '../../../libs/policy/calendar.js';
import { loadProfiles, profilesFolder } from '../../../libs/policy/profile-file.js';
import { type Profile } from '../../../libs/policy/profile.js';
import { holdDataFolder, modeOf } from '../../../libs/installation/data-folder.js';
import { MemoryKeys } from '../../../libs/privacy/memory-keys.js';
import { changedProfile, changeInWords, parseSet, parseWithout } from '../../../libs/what-if/changed-profile.js';
import { ChangeNotUnderstood } from '../../../libs/what-if/change-not-understood.js';
import { textOf, type Language } from '../../../libs/what-if/text.js';
import { whatIf, type OtherRules, type WhatIfReport } from '../../../libs/what-if/what-if.js';
import { databasePath, lastIn, officesIn } from '../../../libs/installation/office-files.js';
import { openLog, stoppedFolder } from '../reporting/office-at-rest.js';
import { areInCluster } from '../safekeeping/events-of.js';
import { SafekeepingRefused } from '../safekeeping/manifest.js';
import { type WhatIfGiven } from './options.js';

/**
 * @throws ChangeNotUnderstood an option is not understood
 * @throws SafekeepingRefused, BootRefused no such office, folder or profile; it is open in another process; a history
 * or a profile is not as it should be
 */
export async function runWhatIf(
  given: WhatIfGiven,
  say: (text: string) => void,
): Promise<{ readonly text: string; readonly json: WhatIfReport }> {
  const period = { from: dateIn(given, 'from'), to: dateIn(given, 'to') };
  const language = languageOf(given.lang);
  const changes = [...(given.set ?? []).map(parseSet), ...(given.without ?? []).map(parseWithout)];
  if (given.profile === undefined && changes.length === 0)
    throw new ChangeNotUnderstood(
      'name other rules: --profile <key>@<version>, or changes of the own ones with --set and --without',
    );
  const folder = resolve(given.data);
  if (modeOf(folder) === null)
    throw new SafekeepingRefused(`${folder} is no data folder of Klagegang (it has no klagegang.json).`);
  if (!officesIn(folder).includes(given.office))
    throw new SafekeepingRefused(
      `The data folder has no office ${given.office}; it has ${officesIn(folder).join(', ') || 'none'}.`,
    );
  return spoken(async () => {
    const profiles = loadProfiles([profilesFolder(), ...profileFoldersOf(given.profiles)]);
    const other = otherRules(profiles, given.profile, changes);
    const lock = hold(folder);
    try {
      const log = await openLogOf(folder, given.office);
      try {
        const position = positionIn(log.last, given.position);
        const json = await whatIf(histories(log.streams(position), given.office, position), {
          office: given.office,
          period,
          profileNamed: (id) => profiles.get(id),
          other,
          position,
          onProgress: progress(say),
        });
        return { json, text: textOf(json, language) };
      } finally {
        await log.close();
      }
    } finally {
      lock?.release();
    }
  });
}

interface OfficeLog {
  /** Position of the last event. */
  readonly last: bigint;
  streams(upTo: bigint): AsyncIterable<StreamFound> | Iterable<StreamFound>;
  close(): void | Promise<void>;
}

/** Wherever it is: in a cluster by the configuration that the product is started with. */
async function openLogOf(folder: string, office: string): Promise<OfficeLog> {
  if (areInCluster(folder, office)) {
    const store = await openLog(stoppedFolder(folder), office);
    try {
      return {
        last: await store.head(),
        streams: (upTo) => streamsOfStore(store, upTo),
        close: () => store.close(),
      };
    } catch (error) {
      await store.close();
      throw error;
    }
  }
  const db = openEvents(databasePath(folder, office, 'events'));
  return { last: BigInt(lastIn(db, 'events')), streams: () => streamsOf(db), close: () => db.close() };
}

function otherRules(
  profiles: ReadonlyMap<string, Profile>,
  id: string | undefined,
  changes: readonly ReturnType<typeof parseSet>[],
): OtherRules {
  const whole = id === undefined ? undefined : profiles.get(id);
  if (id !== undefined && !whole)
    throw new ChangeNotUnderstood(`there is no profile ${id}; there are ${[...profiles.keys()].sort().join(', ')}`);
  const changed = whole && changedProfile(whole, changes);
  return { id: id ?? null, changes: changes.map(changeInWords), of: (own) => changed ?? changedProfile(own, changes) };
}

/** Stream by stream, with at most one complaint in memory. */
async function* histories(
  streams: AsyncIterable<StreamFound> | Iterable<StreamFound>,
  office: string,
  upTo: bigint,
): AsyncGenerator<readonly ComplaintEvent[], void, undefined> {
  const codec = new EventCodec(office, new EventShapes(Object.values(complaintEvents)), new MemoryKeys(office));
  for await (const { records, problems } of streams) {
    if (problems.length > 0)
      throw new SafekeepingRefused(`The events of ${office} are not whole: ${problems[0]}. Run verify.`);
    yield records.filter(({ position }) => position <= upTo).map((record) => codec.sealed<ComplaintEvent>(record));
  }
}

/** A folder that was never started has no lock file, and none is made in it: nobody has it open either. */
const hold = (folder: string): FileLock | undefined =>
  existsSync(resolve(folder, 'klagegang.lock')) ? holdDataFolder(folder) : undefined;

/**
 * At rest the file alone says everything. What a product that was killed left in its WAL has to be read through SQLite.
 */
function openEvents(file: string): DatabaseSync {
  if (!existsSync(file))
    throw new SafekeepingRefused(`${file} does not exist. Name an office that has been started once.`);
  const wal = `${file}-wal`;
  return existsSync(wal) && statSync(wal).size > 0
    ? openDatabase(file, { format: eventFile, readOnly: true })
    : openAtRest(file, eventFile);
}

function positionIn(last: bigint, asked: string | undefined): bigint {
  if (asked === undefined) return last;
  if (!/^\d{1,18}$/.test(asked)) throw new ChangeNotUnderstood('--position is a whole number');
  if (BigInt(asked) > last) throw new SafekeepingRefused(`The log ends at position ${last}.`);
  return BigInt(asked);
}

function dateIn(given: WhatIfGiven, option: 'from' | 'to'): string | null {
  const date = given[option];
  if (date === undefined) return null;
  if (!isValidDate(date)) throw new ChangeNotUnderstood(`--${option} is a day, YYYY-MM-DD`);
  return date;
}

function languageOf(asked = 'en'): Language {
  if (asked === 'da' || asked === 'en') return asked;
  throw new ChangeNotUnderstood('--lang is da or en');
}

/** Named here, or in the configuration that the product is started with. */
function profileFoldersOf(named: readonly string[] = []): readonly string[] {
  const config = process.env.KLAGEGANG_CONFIG;
  if (!config) return named;
  try {
    const { profileFolders = [] } = JSON.parse(readFileSync(config, 'utf8')) as {
      readonly profileFolders?: readonly string[];
    };
    return [...new Set([...profileFolders.map((folder) => resolve(dirname(config), folder)), ...named])];
  } catch (error) {
    throw new SafekeepingRefused(
      `The configuration file ${config} cannot be read, so nothing says where the profiles lie (${(error as NodeJS.ErrnoException).code ?? 'not JSON'}). Correct KLAGEGANG_CONFIG.`,
    );
  }
}

/** A history that its lifecycle does not take, as a sentence without a stack. */
async function spoken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof IllegalHistory ? new SafekeepingRefused(error.message) : error;
  }
}

/** At most one line a second. */
function progress(
  say: (text: string) => void,
): (done: { readonly complaints: number; readonly events: number }) => void {
  let toldAt = performance.now();
  return ({ complaints, events }) => {
    if (performance.now() - toldAt < 1000) return;
    toldAt = performance.now();
    say(`${complaints} complaints, ${events} events …\n`);
  };
}
