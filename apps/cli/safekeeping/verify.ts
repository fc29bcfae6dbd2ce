/**
 * Looks at everything a data folder holds, while the product runs or not: each file whole, each log without a hole,
 * each history legal, each key there; with the master key, each key and each sealed field opens too.
 */
import { type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { complaintEvents, type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { type EventDeclaration } from '../../../event-schemas/envelope.js';
import {
  officeEvents,
  receiptEvents,
  type OfficeEvent,
  type ReceiptEvent,
} from '../../../event-schemas/office/events.js';
import { viewEvents, type ViewEvent } from '../../../event-schemas/office/view-events.js';
import { yearlyEvents, type YearlyEvent } from '../../../event-schemas/office/yearly-events.js';
import { advance as advanceMembers, nobody } from '../../../libs/identity/members.js';
import { membersStream, officeShapes, officeStreams } from '../../../libs/identity/office-members.js';
import { lifecycleNamedBy, lifecycleOf } from '../../../libs/complaints/write/complaint-lifecycle.js';
import { advance, begin, type LoadedComplaint } from '../../../libs/complaints/write/loaded-complaints.js';
import { EventCodec, EventShapes } from '../../../libs/event-store/codec.js';
import { openDatabase } from '../../../libs/sqlite/open-database.js';
import { problemsOfFile, problemsOfLog, streamsOf } from '../../../libs/event-store/embedded/verify-file.js';
import { RecordMarks } from '../../../libs/event-store/record-mac.js';
import { endIn, endSql, exact } from '../../../libs/event-store/embedded/event-file.js';
import { type EventStore, type JsonObject, type StoredRecord } from '../../../libs/event-store/port.js';
import { streamsOfStore } from '../../../libs/event-store/streams-of.js';
import { OperatorError } from '../../../libs/platform/operator-error.js';
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
import { openLog, openOfficeAtRest, stoppedFolder } from '../reporting/office-at-rest.js';
import { Progress } from '../reporting/progress.js';
import { problemsOfViews } from '../reporting/views-aside.js';
import { opensAt } from '../../../libs/audit/look-seals.js';
import { problemsOfAccess } from '../../../libs/audit/verify-access.js';
import { dataFolderAt } from './data-folder-at.js';
import { areInCluster } from './events-of.js';

export interface OfficeVerified {
  readonly office: string;
  /** Where its events were read. */
  readonly log: 'file' | 'cluster';
  readonly events: number;
  readonly complaints: number;
  readonly keys: number;
  readonly accesses: number;
  /** Whether every key and every sealed field was opened. */
  readonly opened: boolean;
  /** Sentences with positions and ids, never content. Empty: all is well. */
  readonly problems: readonly string[];
  /** What is not wrong, and would be taken for something else. */
  readonly remarks: readonly string[];
}

const mostProblems = 100;

/**
 * Each file is looked at as it stood at one moment, keys after events: whatever an event was sealed with is there.
 * @param masterKey without it nothing is opened
 * @param views whether the rows of the read models are compared with what the log makes; the product must be stopped
 * @throws SafekeepingRefused, BootRefused it is no data folder
 */
export async function verifyData(
  data: string,
  masterKey: KeyObject | undefined,
  say: (text: string) => void,
  { views = false }: { readonly views?: boolean } = {},
): Promise<readonly OfficeVerified[]> {
  const folder = dataFolderAt(data);
  const verified: OfficeVerified[] = [];
  for (const office of officesIn(folder)) {
    say(`${office} …\n`);
    const found = await verifyOffice(folder, office, masterKey);
    // Of a log that is not well nothing can be made to compare with.
    const problems = views && found.problems.length === 0 ? await ofViews(folder, office, say) : [];
    verified.push({ ...found, problems: [...found.problems, ...problems] });
  }
  return verified;
}

async function ofViews(folder: string, office: string, say: (text: string) => void): Promise<readonly string[]> {
  const atRest = await openOfficeAtRest(folder, office);
  try {
    return (await problemsOfViews(atRest, new Progress({ write: say }))).map((problem) => `views: ${problem}`);
  } finally {
    await atRest.close();
  }
}

/** Its log in a cluster, up to where it had come before its keys were looked at. */
interface ClusterLog {
  readonly store: EventStore;
  readonly head: bigint;
}

async function verifyOffice(folder: string, office: string, masterKey: KeyObject | undefined): Promise<OfficeVerified> {
  const isInCluster = areInCluster(folder, office);
  const problems: string[] = [];
  const note = (name: Database | 'shredded', found: readonly string[]): void => {
    for (const problem of found) if (problems.length < mostProblems) problems.push(`${name}: ${problem}`);
  };
  const list = shredListPath(folder, office);
  // Read first and compared last, with the keys as they are then: what is on the list may be destroyed meanwhile.
  const listed = existsSync(list) ? shredListIds(list) : new Set<string>();
  const remarks: string[] = [];
  let cluster: ClusterLog | undefined;
  const open: { [Name in Database]?: DatabaseSync } = {};
  let reader: KeysReader | undefined;
  let [events, complaints] = [0, 0];
  try {
    if (isInCluster)
      try {
        cluster = await openCluster(folder, office);
        const beside = await oldCopy(folder, office, cluster.store);
        note('events', beside.problems);
        remarks.push(...beside.remarks);
      } catch (error) {
        if (!(error instanceof OperatorError)) throw error;
        note('events', [error.message]);
      }
    for (const name of databases) {
      if (isInCluster && name === 'events') continue;
      // A program before this one made none.
      if (name === 'office' && !existsSync(databasePath(folder, office, name))) continue;
      try {
        open[name] = openDatabase(databasePath(folder, office, name), { format: formats[name], readOnly: true });
        open[name].exec('BEGIN');
        note(name, problemsOfFile(open[name]));
      } catch (error) {
        note(name, [(error as Error).message]);
      }
    }
    const whole = problems.every((problem) => isInCluster && problem.startsWith('events:'));
    if (open.keys && whole && masterKey) {
      note('keys', problemsOfKeys(open.keys, office, masterKey));
      reader = readerOf(folder, office, masterKey);
    }
    if ((open.events ?? cluster) && whole) {
      if (open.events) note('events', problemsOfLog(open.events));
      const streams = open.events ? streamsOf(open.events) : streamsOfStore(cluster!.store, cluster!.head);
      const ids = new Set<string>();
      const codec = new EventCodec(office, new EventShapes(Object.values(complaintEvents)), new MemoryKeys(office));
      const marks = reader && new RecordMarks(office, (text) => reader!.mac('event', text));
      const isKnown = open.keys?.prepare(knownKey);
      for await (const { stream, records, problems: found } of streams) {
        complaints += 1;
        events += records.length;
        if (cluster) note('events', twice(records, ids));
        if (marks) note('events', altered(records, marks));
        const wrong = found.length > 0 ? found : illegal(codec, stream, records);
        note('events', wrong);
        if (wrong.length > 0) continue;
        const missing = missingKeys(stream, keyIdsIn(records, complaintEvents), isKnown);
        note('keys', missing);
        if (reader && missing.length === 0) note('events', brokenSeals(office, records, reader, complaintEvents));
      }
      note('events', withoutMark(marks));
    }
    if (open.office && whole) note('office', problemsOfMembers(office, open.office, open.keys, reader));
    if (!open.office && open.keys && whole && hasMembers(open.keys))
      note('office', ['office.db is not there, and keys of members are']);
    if (open.access && open.events && whole && events > 0) {
      // As they are now: what was looked at may have come after the events were counted.
      open.events.exec('COMMIT');
      const stream = open.events.prepare('SELECT 1 FROM events WHERE stream = ? LIMIT 1');
      note(
        'access',
        problemsOfAccess(
          open.access,
          (complaint) => stream.get(complaint) !== undefined,
          reader && ((text) => reader!.mac('access', text)),
          reader && opensAt(office, (ids) => reader!.find(ids)),
        ),
      );
    }
    if (open.keys && whole) note('shredded', unlisted(open.keys, existsSync(list) ? shredListIds(list) : new Set()));
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
      log: isInCluster ? 'cluster' : 'file',
      events,
      complaints,
      keys: last('keys'),
      accesses: last('access'),
      opened: reader !== undefined,
      problems,
      remarks,
    };
  } finally {
    reader?.close();
    await cluster?.store.close();
    for (const db of Object.values(open)) db.close();
  }
}

const knownKey = 'SELECT 1 FROM data_key WHERE id = ?1 UNION ALL SELECT 1 FROM destroyed WHERE id = ?1';

const missingKeys = (stream: string, ids: ReadonlySet<string>, isKnown: StatementSync | undefined): readonly string[] =>
  [...ids]
    .filter((id) => isKnown && isKnown.get(id) === undefined)
    .map((id) => `the key ${id} of ${stream} is missing: what it seals cannot be opened, and was not destroyed`);

const withoutMark = (marks: RecordMarks | undefined): readonly string[] =>
  marks?.lost
    ? [
        `position ${marks.lost.position} of ${marks.lost.stream} has no mark, and events before it have: it was changed or put in by somebody without the keys`,
      ]
    : [];

const hasMembers = (keys: DatabaseSync): boolean =>
  keys.prepare('SELECT 1 FROM data_key WHERE stream = ? LIMIT 1').get(membersStream) !== undefined;

/** What is wrong with the office's own log: with its numbers, its marks, its legality, its keys and its seals. */
function problemsOfMembers(
  office: string,
  db: DatabaseSync,
  keys: DatabaseSync | undefined,
  reader: KeysReader | undefined,
): readonly string[] {
  const problems = [...problemsOfLog(db)];
  const codec = new EventCodec(office, officeShapes, new MemoryKeys(office));
  const marks = reader && new RecordMarks(office, (text) => reader.mac('event', text));
  const isKnown = keys?.prepare(knownKey);
  for (const { stream, records, problems: found } of streamsOf(db)) {
    problems.push(...found);
    if (marks) problems.push(...altered(records, marks));
    if (!officeStreams.some((each) => each === stream)) problems.push(`${stream} is no stream of an office's own log`);
    else if (stream !== membersStream) problems.push(...misshapen(codec, records));
    else if (found.length === 0) problems.push(...illegalMembers(codec, records));
    const missing = missingKeys(stream, keyIdsIn(records, allOfficeEvents), isKnown);
    problems.push(...missing);
    if (reader && missing.length === 0) problems.push(...brokenSeals(office, records, reader, allOfficeEvents));
  }
  return [...problems, ...withoutMark(marks)];
}

const allOfficeEvents = { ...officeEvents, ...receiptEvents, ...yearlyEvents, ...viewEvents };

/** They are one after the other; what they may say is in their shape. */
function misshapen(codec: EventCodec, records: readonly StoredRecord[]): readonly string[] {
  try {
    for (const record of records) codec.sealed<ReceiptEvent | ViewEvent | YearlyEvent>(record);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function illegalMembers(codec: EventCodec, records: readonly StoredRecord[]): readonly string[] {
  try {
    records.map((record) => codec.sealed<OfficeEvent>(record)).reduce(advanceMembers, nobody);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

async function openCluster(folder: string, office: string): Promise<ClusterLog> {
  const store = await openLog(stoppedFolder(folder), office);
  try {
    return { store, head: await store.head() };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** An event file that was copied into the cluster and left where it was: nobody looks at it as the log any more. */
async function oldCopy(
  folder: string,
  office: string,
  store: EventStore,
): Promise<{ readonly problems: readonly string[]; readonly remarks: readonly string[] }> {
  const file = databasePath(folder, office, 'events');
  if (!existsSync(file)) return { problems: [], remarks: [] };
  const db = openDatabase(file, { format: formats.events, readOnly: true });
  try {
    const end = endIn(exact(db, endSql));
    if (end === undefined) return { problems: [], remarks: [] };
    const [there] = await store.readStream(end.stream, { from: end.revision, limit: 1 });
    return there?.id === end.id
      ? {
          problems: [],
          remarks: [
            `events.db is an old copy of ${end.position} events, and was not looked at: the log is in EventStoreDB`,
          ],
        }
      : {
          problems: [
            `events.db holds events that EventStoreDB has not: revision ${end.revision} of ${end.stream} is its last one`,
          ],
          remarks: [],
        };
  } finally {
    db.close();
  }
}

const altered = (records: readonly StoredRecord[], marks: RecordMarks): readonly string[] =>
  records
    .filter((record) => !marks.isWhole(record))
    .map(({ position, stream }) => `position ${position} of ${stream} is not what was written`);

/** Ids that were there before (I5). */
function twice(records: readonly StoredRecord[], ids: Set<string>): readonly string[] {
  const found = records.filter(({ id }) => ids.has(id)).map(({ id }) => `the id ${id} is there more than once`);
  for (const { id } of records) ids.add(id);
  return found;
}
/** Keys that were destroyed and are not on the list, which is read after them: their ids are on it first. */
const unlisted = (keys: DatabaseSync, listed: ReadonlySet<string>): readonly string[] =>
  keys
    .prepare('SELECT id FROM destroyed ORDER BY id')
    .all()
    .filter(({ id }) => !listed.has(String(id)))
    .map(
      ({ id }) =>
        `the key ${String(id)} was destroyed and is not on the shred list: it is another list, or has lost it. The next start of the product puts it there again; keep a copy of the list as it is then`,
    );

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
function brokenSeals(
  office: string,
  records: readonly StoredRecord[],
  keys: KeysReader,
  declared: Declared,
): readonly string[] {
  const problems: string[] = [];
  for (const { stream, id, position, type, data, metadata } of records) {
    const sealed = data as JsonObject;
    const schemaVersion = metadata['schemaVersion'] as number;
    // One by one, so that each is named.
    for (const path of personalIn(type, declared))
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
  const history: ComplaintEvent[] = [];
  try {
    for (const record of records) {
      const event = codec.sealed<ComplaintEvent>(record);
      kept = advance(kept ?? begin(stream, lifecycleOf(lifecycleNamedBy(event))), event, history);
      history.push(event);
    }
    return [];
  } catch (error) {
    return [`${stream}: ${(error as Error).message}`];
  }
}

type Declared = { readonly [type: string]: EventDeclaration };

const keyIdsIn = (records: readonly StoredRecord[], declared: Declared): ReadonlySet<string> =>
  new Set(records.flatMap(({ type, data }) => [...collectKeyIds(data as JsonObject, personalIn(type, declared))]));

/** None where the type is one that nobody knows, which has been named. */
const personalIn = (type: string, declared: Declared): readonly string[] => Object.keys(declared[type]?.personal ?? {});
