/**
 * Looks at everything a data folder holds, while the product runs or not: each file whole, each log without a hole,
 * each history legal, each key there; with the master key, each key and each sealed field opens too.
 */
import { type KeyObject } from 'node:crypto';
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
import { MemoryKeys } from '../../../libs/privacy/memory-keys.js';
import { SealBroken } from '../../../libs/privacy/field-cipher.js';
import { KeysReader } from '../../../libs/privacy/keys-reader.js';
import { KeyStoreUnavailable } from '../../../libs/privacy/keys.js';
import { collectKeyIds, openFields } from '../../../libs/privacy/sealed-event.js';
import { shredListIds } from '../../../libs/privacy/shred-list.js';
import { problemsOfKeys } from '../../../libs/privacy/verify-keys.js';
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
  /** Whether every key and every sealed field was opened. */
  readonly opened: boolean;
  /** Sentences with positions and ids, never content. Empty: all is well. */
  readonly problems: readonly string[];
}

const mostProblems = 100;

/**
 * Each file is looked at as it stood at one moment, keys after events: whatever an event was sealed with is there.
 * @param masterKey without it nothing is opened
 * @throws SafekeepingRefused, BootRefused it is no data folder
 */
export function verifyData(
  data: string,
  masterKey: KeyObject | undefined,
  say: (text: string) => void,
): readonly OfficeVerified[] {
  const folder = dataFolderAt(data);
  return officesIn(folder).map((office) => {
    say(`${office} …\n`);
    return verifyOffice(folder, office, masterKey);
  });
}

function verifyOffice(folder: string, office: string, masterKey: KeyObject | undefined): OfficeVerified {
  const problems: string[] = [];
  const note = (name: Database | 'shredded', found: readonly string[]): void => {
    for (const problem of found) if (problems.length < mostProblems) problems.push(`${name}: ${problem}`);
  };
  const list = shredListPath(folder, office);
  // Read first and compared last, with the keys as they are then: what is on the list may be destroyed meanwhile.
  const listed = existsSync(list) ? shredListIds(list) : new Set<string>();
  const open: { [Name in Database]?: DatabaseSync } = {};
  let reader: KeysReader | undefined;
  let [events, complaints] = [0, 0];
  try {
    for (const name of databases) {
      try {
        open[name] = openDatabase(databasePath(folder, office, name), { format: formats[name], readOnly: true });
        open[name].exec('BEGIN');
        note(name, problemsOfFile(open[name]));
      } catch (error) {
        note(name, [(error as Error).message]);
      }
    }
    const whole = problems.length === 0;
    if (open.keys && whole && masterKey) {
      note('keys', problemsOfKeys(open.keys, office, masterKey));
      reader = readerOf(folder, office, masterKey);
    }
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
        if (wrong.length > 0) continue;
        const missing = [...keyIdsIn(records)].filter((id) => isKnown && isKnown.get(id) === undefined);
        note(
          'keys',
          missing.map(
            (id) => `the key ${id} of ${stream} is missing: what it seals cannot be opened, and was not destroyed`,
          ),
        );
        if (reader && missing.length === 0) note('events', brokenSeals(office, records, reader));
      }
    }
    if (open.keys && listed.size > 0 && whole) {
      open.keys.exec('COMMIT');
      const isAlive = open.keys.prepare('SELECT 1 FROM data_key WHERE id = ?');
      for (const id of listed)
        if (isAlive.get(id) !== undefined)
          note('shredded', [
            `the key ${id} is on the shred list and can still be used; the next start of the product destroys it`,
          ]);
    }
    const last = (name: Database): number => (open[name] && whole ? Number(lastIn(open[name], name)) : 0);
    return {
      office,
      events,
      complaints,
      keys: last('keys'),
      accesses: last('access'),
      opened: reader !== undefined,
      problems,
    };
  } finally {
    reader?.close();
    for (const db of Object.values(open)) db.close();
  }
}

/** Undefined: the secrets of the office do not open, which has been said. */
function readerOf(folder: string, office: string, masterKey: KeyObject): KeysReader | undefined {
  try {
    return new KeysReader(databasePath(folder, office, 'keys'), office, masterKey);
  } catch (error) {
    if (error instanceof KeyStoreUnavailable) return undefined;
    throw error;
  }
}

/** Sealed fields that do not open under a key that does. */
function brokenSeals(office: string, records: readonly StoredRecord[], keys: KeysReader): readonly string[] {
  const problems: string[] = [];
  for (const { stream, id, position, type, data, metadata } of records) {
    const sealed = data as JsonObject;
    const schemaVersion = metadata['schemaVersion'] as number;
    // One by one, so that each is named.
    for (const path of personalIn(type))
      try {
        openFields(sealed, [path], keys.find(collectKeyIds(sealed, [path])), {
          office,
          stream,
          eventId: id,
          schemaVersion,
        });
      } catch (error) {
        if (error instanceof SealBroken) problems.push(`position ${position} of ${stream}: ${error.message}`);
        // A key that does not open has been named.
        else if (!(error instanceof KeyStoreUnavailable)) throw error;
      }
  }
  return problems;
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
  new Set(records.flatMap(({ type, data }) => [...collectKeyIds(data as JsonObject, personalIn(type))]));

const personalIn = (type: string): readonly string[] =>
  Object.keys(complaintEvents[type as ComplaintEventType].personal);
