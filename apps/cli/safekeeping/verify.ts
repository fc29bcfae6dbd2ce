/**
 * Looks at everything a data folder holds, with the product stopped: each file whole, each log without a hole, each
 * history legal, each key there.
 */
import { existsSync } from 'node:fs';
import { type DatabaseSync } from 'node:sqlite';
import {
  complaintEvents,
  type ComplaintEvent,
  type ComplaintEventType,
} from '../../../event-schemas/complaint/events.js';
import { lifecycleNamedBy, lifecycleOf } from '../../../libs/complaints/write/complaint-lifecycle.js';
import { advance, begin, type LoadedComplaint } from '../../../libs/complaints/write/loaded-complaints.js';
import { EventCodec, EventShapes } from '../../../libs/event-store/codec.js';
import { openDatabase } from '../../../libs/sqlite/open-database.js';
import { problemsOfFile, problemsOfLog, streamsOf } from '../../../libs/event-store/embedded/verify-file.js';
import { type JsonObject, type StoredRecord } from '../../../libs/event-store/port.js';
import { holdDataFolder } from '../../../libs/installation/data-folder.js';
import { MemoryKeys } from '../../../libs/privacy/memory-keys.js';
import { collectKeyIds } from '../../../libs/privacy/sealed-event.js';
import { ShredList } from '../../../libs/privacy/shred-list.js';
import {
  databasePath,
  databases,
  formats,
  lastIn,
  officesIn,
  shredListPath,
  type Database,
} from '../../../libs/installation/office-files.js';
import { dataFolderAt } from './data-folder-at.js';

export interface OfficeVerified {
  readonly office: string;
  readonly events: number;
  readonly complaints: number;
  readonly keys: number;
  readonly accesses: number;
  /** Sentences with positions and ids, never content. Empty: all is well. */
  readonly problems: readonly string[];
}

const mostProblems = 100;

/** @throws SafekeepingRefused, BootRefused it is no data folder, or open in another process */
export function verifyData(data: string, say: (text: string) => void): readonly OfficeVerified[] {
  const folder = dataFolderAt(data);
  const lock = holdDataFolder(folder);
  try {
    return officesIn(folder).map((office) => {
      say(`${office} …\n`);
      return verifyOffice(folder, office);
    });
  } finally {
    lock.release();
  }
}

function verifyOffice(folder: string, office: string): OfficeVerified {
  const problems: string[] = [];
  const note = (name: Database | 'shredded', found: readonly string[]): void => {
    for (const problem of found) if (problems.length < mostProblems) problems.push(`${name}: ${problem}`);
  };
  const open: { [Name in Database]?: DatabaseSync } = {};
  let [events, complaints] = [0, 0];
  try {
    for (const name of databases) {
      try {
        open[name] = openDatabase(databasePath(folder, office, name), { format: formats[name], readOnly: true });
        note(name, problemsOfFile(open[name]));
      } catch (error) {
        note(name, [(error as Error).message]);
      }
    }
    const whole = problems.length === 0;
    if (open.events && whole) {
      note('events', problemsOfLog(open.events));
      const codec = new EventCodec(office, new EventShapes(Object.values(complaintEvents)), new MemoryKeys(office));
      const isKnown = open.keys?.prepare(
        'SELECT 1 FROM data_key WHERE id = ?1 UNION ALL SELECT 1 FROM destroyed WHERE id = ?1',
      );
      for (const { stream, records, problems: found } of streamsOf(open.events)) {
        complaints += 1;
        events += records.length;
        const wrong = found.length > 0 ? found : illegal(codec, stream, records);
        note('events', wrong);
        for (const id of isKnown && wrong.length === 0 ? keyIdsIn(records) : [])
          if (isKnown!.get(id) === undefined)
            note('keys', [
              `the key ${id} of ${stream} is missing: what it seals cannot be opened, and was not destroyed`,
            ]);
      }
    }
    if (open.keys && whole && existsSync(shredListPath(folder, office))) {
      const isAlive = open.keys.prepare('SELECT 1 FROM data_key WHERE id = ?');
      for (const id of ShredList.open(shredListPath(folder, office)))
        if (isAlive.get(id) !== undefined)
          note('shredded', [
            `the key ${id} is on the shred list and can still be used; the next start of the product destroys it`,
          ]);
    }
    const last = (name: Database): number => (open[name] && whole ? Number(lastIn(open[name], name)) : 0);
    return { office, events, complaints, keys: last('keys'), accesses: last('access'), problems };
  } finally {
    for (const db of Object.values(open)) db.close();
  }
}

/** That the history is no path of the lifecycle that it is pinned to (I6), or an event that cannot be read. */
function illegal(codec: EventCodec, stream: string, records: readonly StoredRecord[]): readonly string[] {
  let kept: LoadedComplaint | undefined;
  try {
    for (const record of records) {
      const event = codec.sealed<ComplaintEvent>(record);
      kept = advance(kept ?? begin(stream, lifecycleOf(lifecycleNamedBy(event))), event);
    }
    return [];
  } catch (error) {
    return [`${stream}: ${(error as Error).message}`];
  }
}

const keyIdsIn = (records: readonly StoredRecord[]): ReadonlySet<string> =>
  new Set(
    records.flatMap(({ type, data }) => [
      ...collectKeyIds(data as JsonObject, Object.keys(complaintEvents[type as ComplaintEventType].personal)),
    ]),
  );
