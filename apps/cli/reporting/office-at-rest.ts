/**
 * One office of a stopped data folder, for reading: its log, its lists and its rules. No key is opened, and nothing in
 * the folder is made or changed.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { Office } from '../../../libs/complaints/wiring/office.js';
import { type FileLock } from '../../../libs/sqlite/file-lock.js';
import { type EventStore, type StoredRecord } from '../../../libs/event-store/port.js';
import { readConfig, type Config, type OfficeConfig } from '../../../libs/installation/config.js';
import { holdDataFolder, modeOf } from '../../../libs/installation/data-folder.js';
import { loadProfiles, profilesFolder } from '../../../libs/policy/profile-file.js';
import { type DataKeys } from '../../../libs/privacy/keys.js';
import { MemoryKeys } from '../../../libs/privacy/memory-keys.js';
import { databasePath, officesIn } from '../../../libs/installation/office-files.js';
import { SafekeepingRefused } from '../safekeeping/manifest.js';
import { openStore } from '../safekeeping/open-store.js';
import { openLogAtRest } from './log-at-rest.js';

export interface StoppedFolder {
  readonly path: string;
  readonly config: Config;
  /** Keys of the offices that have a folder in it. */
  readonly offices: readonly string[];
}

export interface OfficeAtRest {
  readonly key: string;
  /** The office's own folder in the data folder. */
  readonly folder: string;
  readonly config: Config;
  /** Its keys open nothing. */
  readonly office: Office;
  /** Position of the last event. */
  readonly head: bigint;
  /** Up to this position nothing comes after it. */
  readonly reach: bigint;
  /** Personal fields sealed as they are kept. @throws UnreadableEvent */
  readonly read: (record: StoredRecord) => ComplaintEvent;
  close(): Promise<void>;
}

/** @throws SafekeepingRefused, BootRefused it is no data folder, or its configuration is not as it should be */
export function stoppedFolder(data: string): StoppedFolder {
  const path = resolve(data);
  const mode = modeOf(path);
  if (mode === null) throw new SafekeepingRefused(`${path} is no data folder of Klagegang (it has no klagegang.json).`);
  return {
    path,
    config: readConfig({ ...process.env, KLAGEGANG_MODE: mode, KLAGEGANG_DATA: path }),
    offices: officesIn(path),
  };
}

/** @throws SafekeepingRefused the folder or the configuration has no such office */
export function settingsOf({ config, offices }: StoppedFolder, office: string): OfficeConfig {
  if (!offices.includes(office))
    throw new SafekeepingRefused(`The data folder has no office ${office}; it has ${offices.join(', ') || 'none'}.`);
  const settings = config.offices.find(({ key }) => key === office);
  if (!settings)
    throw new SafekeepingRefused(
      `The configuration has no office ${office}, so nothing says how its departments and topics are called. Set KLAGEGANG_CONFIG to the file that the product is started with.`,
    );
  return settings;
}

/**
 * @throws SafekeepingRefused, BootRefused no such office; it is open in another process · @throws ProfilesRefused,
 * DatabaseRefused, StoreUnavailable
 */
export async function openOfficeAtRest(data: string, key: string): Promise<OfficeAtRest> {
  const stopped = stoppedFolder(data);
  const settings = settingsOf(stopped, key);
  const lock = hold(stopped.path);
  try {
    const store = await openLog(stopped, key);
    try {
      const office = officeOf(stopped.config, settings, store, new MemoryKeys(key));
      const end = await store.end();
      return {
        key,
        folder: join(stopped.path, 'offices', key),
        config: stopped.config,
        office,
        head: end?.position ?? 0n,
        reach: end?.lookedAt ?? 0n,
        read: (record) => office.codec.sealed<ComplaintEvent>(record),
        close: async () => {
          await store.close();
          lock?.release();
        },
      };
    } catch (error) {
      await store.close();
      throw error;
    }
  } catch (error) {
    lock?.release();
    throw error;
  }
}

/** As the product would know it. Nobody is shown a case through it, so no access is recorded. */
export const officeOf = (config: Config, settings: OfficeConfig, store: EventStore, keys: DataKeys): Office =>
  new Office(settings, loadProfiles([profilesFolder(), ...config.profileFolders]), store, keys, {
    record: () => Promise.reject(new Error('no case is shown here')),
    of: () => [],
    close: () => Promise.resolve(),
  });

/** The events of an office wherever the configuration says that they are. */
export async function openLog({ path, config: { events } }: StoppedFolder, office: string): Promise<EventStore> {
  if (events.kind === 'eventstoredb')
    return openStore(events.connectionString, {
      office,
      credentialsFile: events.credentialsFile ?? undefined,
      allowInsecure: events.allowInsecure,
    });
  if (existsSync(join(path, 'offices', office, 'eventstoredb.json')))
    throw new SafekeepingRefused(
      `The events of ${office} are kept in EventStoreDB, and the configuration says that they are in a file. Set KLAGEGANG_CONFIG to the file that the product is started with.`,
    );
  return openLogAtRest(databasePath(path, office, 'events'));
}

/** A folder that was never started has no lock file, and none is made in it: nobody has it open either. */
const hold = (folder: string): FileLock | undefined =>
  existsSync(join(folder, 'klagegang.lock')) ? holdDataFolder(folder) : undefined;
