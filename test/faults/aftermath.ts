/**
 * What a dead process left, looked at in a copy of its folder, so that the product itself has to recover from the same.
 * All that `invariants.ts` asks, and besides: nothing that nobody asked for (I2), accesses (I14), keys (I13), timers
 * (I16), and a clock that is never behind the log.
 */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { complaintEvents, type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { openAccessLog } from '../../libs/audit/access-log.js';
import { Office } from '../../libs/complaints/wiring/office.js';
import { FoldedAgenda } from '../../libs/complaints/reactions/testing/folded-agenda.js';
import { runOffice, type OfficeHere } from '../../libs/complaints/wiring/running-office.js';
import { openEmbeddedStore } from '../../libs/event-store/embedded/embedded-store.js';
import { wholeLog } from '../../libs/event-store/testing/whole-log.js';
import { openSqliteViews } from '../../libs/read-models/database/sqlite-views.js';
import { type JsonObject, type StoredRecord } from '../../libs/event-store/port.js';
import { demoOffices } from '../../libs/installation/demo-offices.js';
import { localDateOf, localMidnight } from '../../libs/policy/calendar.js';
import { loadProfiles, profilesFolder } from '../../libs/policy/profile-file.js';
import { openEmbeddedKeys } from '../../libs/privacy/embedded-keys.js';
import { readMasterKey } from '../../libs/privacy/master-key.js';
import { collectKeyIds } from '../../libs/privacy/sealed-event.js';
import { type Clerk } from './clerk.js';
import { brokenInvariants } from './invariants.js';

export interface Aftermath {
  /** Sentences; none when all is well. */
  readonly broken: readonly string[];
  /** Events in the log. */
  readonly events: number;
  readonly timersFired: number;
  readonly keysDestroyed: number;
}

const profiles = loadProfiles([profilesFolder()]);

/** `atRest`: nothing is under way any more, and time has stood still long enough for every timer that came due. */
export async function aftermath(
  folder: string,
  key: string,
  clerks: readonly Clerk[],
  { atRest = false } = {},
): Promise<Aftermath> {
  const copy = mkdtempSync(join(tmpdir(), 'klagegang-aftermath-'));
  const from = join(folder, 'offices', key);
  if (!existsSync(from))
    return {
      broken: clerks.some(({ acknowledged }) => acknowledged.length > 0) ? [`I1: the office ${key} is gone`] : [],
      events: 0,
      timersFired: 0,
      keysDestroyed: 0,
    };
  cpSync(from, copy, { recursive: true, filter: (source) => !/\.lock(-journal)?$|-shm$/.test(source) });
  try {
    const keys = openEmbeddedKeys({
      path: join(copy, 'keys.db'),
      office: key,
      masterKey: readMasterKey(join(folder, 'secrets', 'master.key')),
      shredList: join(copy, 'shredded.list'),
    });
    const office = new Office(
      demoOffices.find((entry) => entry.key === key)!,
      profiles,
      openEmbeddedStore(join(copy, 'events.db')),
      keys,
      openAccessLog(join(copy, 'access.db'), (text) => keys.mac('access', text)),
    );
    try {
      const running = await runOffice(office, openSqliteViews(join(copy, 'views.db')));
      const found = await examine(
        running,
        clerks.filter((clerk) => clerk.key === key),
        standsAt(folder),
        { atRest },
      );
      await running.stop();
      return found;
    } finally {
      await office.close();
    }
  } catch (error) {
    return { broken: [`it does not open: ${(error as Error).message}`], events: 0, timersFired: 0, keysDestroyed: 0 };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Of an office at work; `clerks` are all who asked it for anything, `now` is its clock. */
export async function examine(
  running: OfficeHere,
  clerks: readonly Clerk[],
  now: number,
  { atRest = false } = {},
): Promise<Aftermath> {
  const { office, runner, agenda } = running;
  const records = await wholeLog(office.store);
  const events = records.map((record) => office.codec.sealed<ComplaintEvent>(record));
  const broken = [
    ...(runner.trouble === undefined ? [] : [`the runner stopped: ${runner.trouble}`]),
    ...(await brokenInvariants(running, { acknowledged: clerks.flatMap(({ acknowledged }) => acknowledged) })),
    ...unasked(events, clerks),
    ...unseen(office, clerks),
    ...(await keysOf(office, records)),
    ...untimely(office, events),
    ...tooExact(events),
    ...events
      .filter(({ recordedAt }) => Date.parse(recordedAt) > now)
      .slice(0, 1)
      .map(({ id }) => `the clock stands before the event ${id}`),
    ...(atRest
      ? (await agenda.due(now)).map(({ name, stream }) => `I16: ${name} of ${stream} came due and was not done`)
      : []),
  ];
  return {
    broken,
    events: events.length,
    timersFired: events.filter(({ actor }) => actor.role === 'system').length,
    keysDestroyed: events.filter(({ type }) => erasing.has(type)).length,
  };
}

function standsAt(folder: string): number {
  const file = join(folder, 'clock.json');
  return existsSync(file) ? Date.parse((JSON.parse(readFileSync(file, 'utf8')) as { standsAt: string }).standsAt) : 0;
}

/**
 * I2: an event that no acknowledged command and no timer wrote belongs to a command that is still under way, and each
 * of those wrote one at most.
 */
function unasked(events: readonly ComplaintEvent[], clerks: readonly Clerk[]): readonly string[] {
  const acknowledged = new Set(
    clerks.flatMap((clerk) => clerk.acknowledged.map(({ id, revision }) => `${id}/${revision}`)),
  );
  const known = new Set(clerks.flatMap((clerk) => clerk.acknowledged.map(({ id }) => id)));
  const waiting = clerks.flatMap(({ underWay }) => underWay ?? []);
  let beginnings = waiting.filter(({ complaint }) => complaint === null).length;
  const open = new Set(waiting.flatMap(({ complaint }) => complaint ?? []));
  return events.flatMap(({ stream, revision, type, actor }) => {
    if (actor.role === 'system' || acknowledged.has(`${stream}/${revision}`)) return [];
    if (!known.has(stream) && revision === 0 && beginnings > 0) {
      beginnings -= 1;
      return [];
    }
    if (open.delete(stream)) return [];
    return [`I2: nobody asked for event ${revision} (${type}) of ${stream}, or it is there twice`];
  });
}

/** I14: every access that was answered is in the access log. */
const unseen = (office: Office, clerks: readonly Clerk[]): readonly string[] =>
  clerks.flatMap(({ accesses, name }) =>
    [...accesses]
      .filter(([complaint, count]) => office.access.of(complaint).filter(({ by }) => by === name).length < count)
      .map(([complaint]) => `I14: an access of ${name} to ${complaint} is not in the access log`),
  );

const erasing = new Set<string>(['KeysShredded', 'CaseErased', 'DocumentErased']);

/** I13: what an event destroyed is gone for good, and nothing else is. */
async function keysOf(office: Office, records: readonly StoredRecord[]): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const [stream, own] of Map.groupBy(records, (record) => record.stream)) {
    const ids = own.flatMap(({ type, data }) => [
      ...collectKeyIds(data as JsonObject, Object.keys(complaintEvents[type as keyof typeof complaintEvents].personal)),
    ]);
    const found = [...(await office.keys.find(ids)).values()];
    const gone = found.filter((entry) => entry === 'destroyed').length;
    const shredded = own.some(({ type }) => type === 'KeysShredded' || type === 'CaseErased');
    const documents = own.filter(({ type }) => type === 'DocumentErased').length;
    if (shredded ? gone !== found.length : gone !== documents)
      broken.push(
        `I13: of ${stream}, ${gone} of ${found.length} keys are destroyed${shredded ? ' and it is shredded' : `, and ${documents} documents were erased`}`,
      );
    if (!shredded) await office.codec.open(own);
  }
  return broken;
}

/** I20: what is kept of a talk before it becomes a case has a day and no hour (H16). */
function tooExact(events: readonly ComplaintEvent[]): readonly string[] {
  const registered = new Set<string>();
  return events.flatMap(({ stream, type, recordedAt, revision }) => {
    if (type === 'CaseRegistered' || type === 'OwnInitiativeOpened') registered.add(stream);
    const at = Date.parse(recordedAt);
    return registered.has(stream) || at === localMidnight(localDateOf(at))
      ? []
      : [`I20: event ${revision} (${type}) of ${stream} keeps the hour of a talk that is no case`];
  });
}

/** I16: a timer writes under its own id, when it has come due and not before, and once. */
function untimely(office: Office, events: readonly ComplaintEvent[]): readonly string[] {
  const agenda = new FoldedAgenda((id) => office.profileNamed(id));
  return events.flatMap((event) => {
    const timer =
      event.actor.role === 'system'
        ? agenda.due(Infinity).find(({ commandId }) => commandId === event.commandId)
        : undefined;
    agenda.apply(event);
    if (event.actor.role !== 'system') return [];
    if (!timer) return [`I16: ${event.type} of ${event.stream} was done twice, or by nothing that was planned`];
    return timer.dueAt <= Date.parse(event.recordedAt)
      ? []
      : [`I16: ${event.type} of ${event.stream} was done before ${new Date(timer.dueAt).toISOString()}`];
  });
}
