/**
 * What is always true of an office (promises.md, section 1), asked after every fault, history and simulation: I1–I7 as
 * far as there is something to ask.
 */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { replayReport } from '../../libs/complaints/views/replay-report.js';
import { type RunningOffice } from '../../libs/complaints/wiring/running-office.js';
import { type StoredRecord } from '../../libs/event-store/port.js';
import { wholeLog } from '../../libs/event-store/testing/whole-log.js';
import { readModelsOf } from '../../libs/complaints/wiring/read-models-of.js';
import { openSqliteViews } from '../../libs/read-models/database/sqlite-views.js';
import { dump } from '../../libs/read-models/testing/dump.js';
import { caseNumbers } from '../../libs/read-models/numbering.js';
import { OfficeViews } from '../../libs/read-models/office-views.js';

/** A command that was answered as taken: what its receipt said. */
export interface Acknowledged {
  readonly id: string;
  readonly revision: number;
  readonly position: string;
  readonly events: readonly { readonly revision: number; readonly type: string }[];
}

export interface Asked {
  readonly acknowledged?: readonly Acknowledged[];
  /**
   * Events that no acknowledged command wrote: those of timers, and of commands whose answer was lost. Left out: not
   * counted.
   */
  readonly unacknowledged?: number;
}

/** A sentence for each thing that is not as it must be; none when all is well. */
export async function brokenInvariants(
  running: RunningOffice,
  { acknowledged = [], unacknowledged }: Asked = {},
): Promise<readonly string[]> {
  const { office } = running;
  const records = await wholeLog(office.store);
  const events = records.map((record) => office.codec.sealed<ComplaintEvent>(record));
  const streams = Map.groupBy(events, ({ stream }) => stream);
  return [
    ...received(records, acknowledged, unacknowledged),
    ...ordered(records, streams),
    ...legal(streams, (id) => office.profileNamed(id)),
    ...(await rebuilt(running, events)),
  ];
}

function received(
  records: readonly StoredRecord[],
  acknowledged: readonly Acknowledged[],
  unacknowledged: number | undefined,
): readonly string[] {
  const byPlace = new Map(
    records.map(({ stream, revision, type, position }) => [`${stream}/${revision}`, `${type} at ${position}`]),
  );
  const lost = acknowledged.flatMap(({ id, events, position }) =>
    events
      .filter(({ revision, type }) => byPlace.get(`${id}/${revision}`) !== `${type} at ${position}`)
      .map(
        ({ revision, type }) =>
          `I1: ${type} was acknowledged at ${id}/${revision}, position ${position}; there is ${byPlace.get(`${id}/${revision}`) ?? 'nothing'}`,
      ),
  );
  const places = new Set(acknowledged.flatMap(({ id, events }) => events.map(({ revision }) => `${id}/${revision}`)));
  const others = records.length - places.size;
  return unacknowledged === undefined || others === unacknowledged
    ? lost
    : [...lost, `I2: ${others} events belong to no acknowledged command, ${unacknowledged} were expected`];
}

function ordered(
  records: readonly StoredRecord[],
  streams: ReadonlyMap<string, readonly ComplaintEvent[]>,
): readonly string[] {
  const holes = [...streams]
    .filter(([, events]) => events.some(({ revision }, index) => revision !== index))
    .map(([stream, events]) => `I3: ${stream} has the revisions ${events.map(({ revision }) => revision).join(' ')}`);
  const jumps = records
    .filter(({ position }, index) => position !== BigInt(index + 1))
    .slice(0, 1)
    .map(({ position }) => `I4: position ${position} is not where it belongs`);
  const twice = records.length - new Set(records.map(({ id }) => id)).size;
  return [...holes, ...jumps, ...(twice === 0 ? [] : [`I5: ${twice} event ids occur twice`])];
}

function legal(
  streams: ReadonlyMap<string, readonly ComplaintEvent[]>,
  profileNamed: RunningOffice['office']['profileNamed'],
): readonly string[] {
  return [...streams].flatMap(([stream, events]) => {
    const [first, ...later] = events;
    if (!first || !('profile' in first.data)) return [`I6: ${stream} is pinned to nothing`];
    const { steps } = replayReport([first, ...later], profileNamed);
    return steps
      .filter(({ legal: isLegal }) => !isLegal)
      .map(({ revision, type, from }) => `I6: event ${revision} (${type}) of ${stream} is no legal step from ${from}`);
  });
}

async function rebuilt(
  { office, views, runner }: RunningOffice,
  events: readonly ComplaintEvent[],
): Promise<readonly string[]> {
  const head = events.at(-1)?.position ?? 0n;
  if (!(await runner.seen(head))) return ['I7: the read models have not seen the log to its end'];
  const models = readModelsOf(office);
  const fresh = openSqliteViews(':memory:');
  try {
    const again = await OfficeViews.open(
      fresh,
      { store: office.store, read: (record) => office.codec.sealed<ComplaintEvent>(record) },
      models,
      { followUpTo: head },
    );
    await again.apply(
      events.map((event) => ({ event })),
      head,
      head,
    );
    const [was, is] = [
      new Set(await dump(views.db, [caseNumbers, ...models])),
      await dump(fresh, [caseNumbers, ...models]),
    ];
    const missing = is.filter((line) => !was.delete(line));
    return missing.length + was.size === 0
      ? []
      : [
          `I7: a rebuild from zero gives ${missing.length} rows that are not there, and ${was.size} that are there are not in it: ${[
            ...missing,
            ...was,
          ]
            .slice(0, 2)
            .map((line) => line.slice(0, 300))
            .join('; ')}`,
        ];
  } finally {
    await fresh.close();
  }
}
