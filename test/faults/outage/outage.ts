/**
 * The server of the events goes away under load, for as long as it is told to, and comes back: nothing is restarted
 * besides. What was acknowledged is in the log once, the product says meanwhile that it can be read alone and why, and
 * everything gets on afterwards.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { openEventStoreDb } from '../../../libs/event-store/eventstoredb/open.js';
import { wholeLog } from '../../../libs/event-store/testing/whole-log.js';
import { StandIn } from '../../contract/eventstoredb/stand-in.js';
import { hangMs } from '../../hang.js';
import { Clerk, comesToRest, Shift } from '../clerk.js';
import { type Answer, Office } from '../client.js';
import { newFolder } from '../in-process.js';
import { RealProcess } from '../real-process.js';

export interface Outage {
  readonly seed: number;
  /** Each outage lasts so long. */
  readonly seconds: readonly number[];
  /** `killed`: it is gone, and started again. `hung`: its connections stay, and nothing answers. */
  readonly how: 'killed' | 'hung';
  readonly clients?: number;
}

export interface Endured {
  readonly outages: number;
  readonly acknowledged: number;
  readonly broken: readonly string[];
}

const offices = ['horsens', 'koebenhavn'] as const;
/** Until then every part of the product has noticed: one patience of a step, and some more for a busy machine. */
const noticedMs = 40_000;

export async function endure({ seed, seconds, how, clients = 8 }: Outage): Promise<Endured> {
  const [standIn, folder] = [await StandIn.start(), newFolder()];
  const config = join(folder, 'klagegang.config.json');
  const events = { kind: 'eventstoredb', connectionString: standIn.connectionString, allowInsecure: true };
  writeFileSync(config, JSON.stringify({ events }));
  const product = new RealProcess(join(folder, 'data'), { KLAGEGANG_CONFIG: config });
  const shift = new Shift();
  const clerks = Array.from(
    { length: clients },
    (_, index) => new Clerk(product, offices[index % offices.length]!, `clerk-${index}`, shift, seed * 7919 + index),
  );
  const broken: string[] = [];
  try {
    await product.start();
    shift.up();
    const working = Promise.all(clerks.map((clerk) => clerk.work()));
    for (const each of seconds) {
      await acknowledgedSince(clerks, 20);
      await goAway(standIn, how);
      broken.push(...(await meanwhile(product, each)));
      await comeBack(standIn, how);
      broken.push(...(await wellAgain(product)));
    }
    await acknowledgedSince(clerks, 20);
    shift.over = true;
    broken.push(...(await comesToRest(working)), ...clerks.flatMap(({ wrong }) => wrong));
    for (const office of offices) broken.push(...(await atRest(product, standIn, office, clerks)));
    if (/projectionStopped|loopRefused|loopsBehindEnded/.test(product.output)) broken.push('a loop behind has ended');
    return {
      outages: seconds.length,
      acknowledged: clerks.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0),
      broken,
    };
  } finally {
    shift.dismiss();
    await product.kill();
    await standIn.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function acknowledgedSince(clerks: readonly Clerk[], count: number): Promise<void> {
  const known = () => clerks.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
  const enough = known() + count;
  for (const end = Date.now() + hangMs; known() < enough && Date.now() < end;) await later(10);
}

async function goAway(standIn: StandIn, how: Outage['how']): Promise<void> {
  if (how === 'hung') standIn.stop();
  else await standIn.kill();
}
async function comeBack(standIn: StandIn, how: Outage['how']): Promise<void> {
  if (how === 'hung') standIn.goOn();
  else await standIn.start();
}

const readiness = (product: RealProcess): Promise<Answer> => product.ask({ method: 'GET', path: '/health/ready' });
interface Told {
  readonly status: string;
  readonly troubles?: readonly { readonly part: string; readonly sentence: string }[];
}

/** So long: ready all the while, and once it has been noticed for reading alone, with the reason. */
async function meanwhile(product: RealProcess, seconds: number): Promise<readonly string[]> {
  const broken: string[] = [];
  let told: Told | undefined;
  const [until, noticed] = [Date.now() + seconds * 1000, Date.now() + noticedMs];
  for (; Date.now() < until; await later(500)) {
    const answer = await readiness(product);
    told = answer.json<Told>();
    if (answer.status !== 200) broken.push(`during an outage readiness was ${answer.status} ${answer.text}`);
    const reason = told.troubles?.find(({ part }) => part === 'events')?.sentence;
    if (Date.now() > noticed && (told.status !== 'read-only' || !reason?.startsWith('EventStoreDB ')))
      broken.push(`${seconds} s into an outage readiness was ${answer.text}`);
    if (broken.length > 3) return broken;
  }
  return broken;
}

async function wellAgain(product: RealProcess): Promise<readonly string[]> {
  let last = '';
  for (const end = Date.now() + hangMs; Date.now() < end; await later(100)) {
    const answer = await readiness(product);
    last = answer.text;
    if (answer.status === 200 && answer.json<Told>().status === 'ready') return [];
  }
  return [`after an outage it did not get ready: ${last}`];
}

/** Everything acknowledged is in the log, once, and nothing that nobody asked for; lists show all of it. */
async function atRest(
  product: RealProcess,
  standIn: StandIn,
  key: string,
  clerks: readonly Clerk[],
): Promise<readonly string[]> {
  const store = await openEventStoreDb({
    connectionString: standIn.connectionString,
    office: key,
    allowInsecure: true,
  });
  try {
    const records = await wholeLog(store);
    const receipts = clerks.filter((clerk) => clerk.key === key).flatMap(({ acknowledged }) => acknowledged);
    const asked = new Map(
      receipts.flatMap(({ id, events }) => events.map(({ revision, type }) => [`${id}/${revision}`, type] as const)),
    );
    const there = new Map(records.map(({ stream, revision, type }) => [`${stream}/${revision}`, type]));
    const broken = [...asked].flatMap(([place, type]) =>
      there.get(place) === type
        ? []
        : [`I1: ${place} was acknowledged as ${type}, and the log has ${there.get(place)}`],
    );
    if (records.length !== asked.size)
      broken.push(`I2: ${key} has ${records.length} events, and ${asked.size} were acknowledged`);
    if (new Set(records.map(({ id }) => id)).size !== records.length) broken.push(`I5: ${key} has an id twice`);
    const position = await store.head();
    const total = new Set(records.map(({ stream }) => stream)).size;
    const answer = await new Office(product, key).get(`/complaints?after=${position}&limit=1`);
    if (answer.headers['x-stale'] !== undefined || answer.json<{ readonly total: number }>().total !== total)
      broken.push(
        `the list of ${key} does not show ${total} complaints: ${answer.status} ${answer.text.slice(0, 200)}`,
      );
    return broken;
  } finally {
    await store.close();
  }
}
