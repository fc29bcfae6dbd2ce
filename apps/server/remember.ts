/** What the product remembers of the installation: compared with at the start, kept in step from then on. */
import { type KeyObject } from 'node:crypto';
import { type Office } from '../../libs/complaints/wiring/office.js';
import { type Config } from '../../libs/installation/config.js';
import { type DataFolder } from '../../libs/installation/data-folder.js';
import {
  emptyRecord,
  lossesOf,
  readRecord,
  recordFiles,
  refuseLosses,
  type InstallationRecord,
} from '../../libs/installation/installation-record.js';
import { extentIn, positionOfEvent, type Extent } from '../../libs/installation/office-files.js';
import { type EventReader } from '../../libs/event-store/port.js';
import { Recorder } from '../../libs/installation/recorder.js';
import { type Log } from '../../libs/platform/log.js';
import { destroyAgain } from '../../libs/complaints/reactions/shredder.js';
import { refuseEventsElsewhere } from './cluster-store.js';
import { BootRefused } from '../../libs/platform/boot-refused.js';

/**
 * Before anything is opened or made: what was remembered of this installation; null where it is new, or was never at
 * work with a product that remembers.
 * @throws BootRefused naming each file that is gone or older than it was, or a record that is
 */
export function recall(config: Config, folder: DataFolder, masterKey: KeyObject): InstallationRecord | null {
  // First whether the files are what they are taken for: an old one of another office is no old one of this.
  const found = config.offices.map(({ key }) => {
    if (config.events.kind === 'embedded') refuseEventsElsewhere(key, folder.office(key));
    const { events, ...others } = extentIn(folder.path, key, masterKey);
    return [key, config.events.kind === 'embedded' ? { events, ...others } : others] as const;
  });
  const record = readRecord(config.recordFolder, masterKey);
  if (record === null) {
    if (folder.isRecorded)
      throw new BootRefused(
        `${recordFiles(config.recordFolder)[0]} is not there, and this data folder had one: it says how far everything in it had come. Mount the disk that it is on, or name its folder in recordFolder. Only where it is lost for good: npm run klagegang -- accept --data <data folder>.`,
      );
    return null;
  }
  const known = found.map(([key, extent]) => {
    const last = record.offices[key]?.last;
    if (!last || config.events.kind !== 'embedded') return [key, extent] as const;
    return [key, { ...extent, lastAt: positionOfEvent(folder.path, key, last.id) }] as const;
  });
  refuseLosses(lossesOf(record, Object.fromEntries(known)), record.lastSeenAt);
  return record;
}

export interface Remembering {
  readonly config: Config;
  readonly folder: DataFolder;
  readonly masterKey: KeyObject;
  readonly offices: readonly Office[];
  readonly log: Log;
  readonly before: InstallationRecord | null;
  readonly extents: ReadonlyMap<string, () => Promise<Extent>>;
  readonly now: () => number;
}

/** @throws BootRefused a cluster holds less than it did · @throws StoreUnavailable the record cannot be written */
export async function remember({
  config,
  folder,
  masterKey,
  offices,
  log,
  before,
  extents,
  now,
}: Remembering): Promise<Recorder> {
  if (before) {
    const lastKnown = new Map<string, bigint>();
    for (const { key, store } of offices) {
      const recorded = before.offices[key];
      const at = recorded && (await placeOfLast(recorded, store));
      const found = { ...(await extents.get(key)!()), ...(recorded?.last ? { lastAt: at?.toString() ?? null } : {}) };
      refuseLosses(lossesOf(before, { [key]: found }), before.lastSeenAt);
      lastKnown.set(key, at ?? 0n);
    }
    for (const { key, store, keys } of offices) {
      const count = await destroyAgain(store, keys, before.destroyAgain ? 0n : lastKnown.get(key)!);
      if (count > 0) log.warn({ event: 'keysDestroyedAgain', office: key, count });
    }
  }
  const { destroyAgain: _, ...known } = before ?? emptyRecord(now());
  const recorder = new Recorder({ folder: config.recordFolder, masterKey, known, extents, now });
  await recorder.begin();
  if (!folder.isRecorded) folder.markRecorded();
  return recorder;
}

/**
 * Where this log has the event that the record knows as the last one: an earlier log may have had it elsewhere.
 * Undefined: it has not got it, or does not know the position that was written down without it.
 */
async function placeOfLast({ events, last }: Extent, store: EventReader): Promise<bigint | undefined> {
  if (last) {
    const [there] = await store.readStream(last.stream, { from: last.revision, limit: 1 });
    return there?.id === last.id ? there.position : undefined;
  }
  const position = BigInt(events);
  return store.numbersEvents || (await store.has({ position })) ? position : undefined;
}
