/**
 * `klagegang replay`: one history from the log itself, event by event, and whether it is legal. No key is opened,
 * nothing is made or changed, and the product may have the folder open.
 */
import { complaintEvents, type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { replayReport } from '../../libs/complaints/views/replay-report.js';
import { EventCodec, EventShapes } from '../../libs/event-store/codec.js';
import { loadProfiles, profilesFolder } from '../../libs/policy/profile-file.js';
import { MemoryKeys } from '../../libs/privacy/memory-keys.js';
import { stoppedFolder, openLog } from './reporting/office-at-rest.js';
import { SafekeepingRefused } from './safekeeping/manifest.js';

export interface Replayed {
  readonly text: string;
  readonly json: ReturnType<typeof replayReport>;
  /** Whether every event is legal. */
  readonly well: boolean;
}

/**
 * @throws SafekeepingRefused, BootRefused no such folder, office, complaint or profile · @throws UnreadableEvent,
 * LogDamaged, StoreUnavailable
 */
export async function replayComplaint(data: string, key: string, complaint: string): Promise<Replayed> {
  const folder = stoppedFolder(data);
  if (!folder.offices.includes(key))
    throw new SafekeepingRefused(
      `The data folder has no office ${key}; it has ${folder.offices.join(', ') || 'none'}.`,
    );
  const codec = new EventCodec(key, new EventShapes(Object.values(complaintEvents)), new MemoryKeys(key));
  const store = await openLog(folder, key);
  let events: readonly ComplaintEvent[];
  try {
    events = (await store.readStream(complaint)).map((record) => codec.sealed<ComplaintEvent>(record));
  } finally {
    await store.close();
  }
  const [first, ...later] = events;
  if (!first) throw new SafekeepingRefused(`The office ${key} has no complaint of that name.`);
  const profiles = loadProfiles([profilesFolder(), ...folder.config.profileFolders]);
  const profileNamed = (id: string) => {
    const profile = profiles.get(id);
    if (profile) return profile;
    throw new SafekeepingRefused(
      `The complaint is pinned to the profile ${id}, and no file of that name was loaded. Set KLAGEGANG_CONFIG to the file that the product is started with: its "profileFolders" name the folder.`,
    );
  };
  const json = replayReport([first, ...later], profileNamed);
  const lines = json.steps.map(({ revision, type, from, to, legal, asked }) => {
    const broken = asked.filter(({ holds }) => !holds).map(({ code }) => code);
    return `${legal ? 'legal  ' : 'ILLEGAL'} ${String(revision).padStart(3)} ${type}: ${from ?? '–'} → ${to}${broken.length > 0 ? ` (${broken.join(', ')})` : ''}`;
  });
  const verdict = `${json.legal ? 'legal' : 'NOT legal'} under ${json.lifecycle} and ${json.profile}`;
  return { json, text: [...lines, verdict].join('\n'), well: json.legal };
}
