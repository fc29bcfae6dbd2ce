/** Positions of one log are never used on another: read models know by their last event which log they are of. */
import { sql } from 'kysely';
import { mixedLog } from '../../test/read-models/mixed-log.js';
import { SparseLog } from '../../test/read-models/sparse-log.js';
import { hangMs } from '../../test/hang.js';
import { MemoryStore } from '../event-store/memory/memory-store.js';
import { type EventReader, NoSuchPosition } from '../event-store/port.js';
import { type ViewsDatabase } from './database/views-database.js';
import { openSqliteViews } from './database/sqlite-views.js';
import { caseNumbers } from './numbering.js';
import { OfficeViews } from './office-views.js';
import { checkpointAt, live } from './registry.js';
import { Runner, type Follower } from './runner.js';
import { continuedFrom } from './same-log.js';
import { dump } from './testing/dump.js';

let log: Awaited<ReturnType<typeof mixedLog>>;
const closing: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  log = await mixedLog(11, 'koebenhavn@1', 8, 40);
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const memory = (): ViewsDatabase => {
  const db = openSqliteViews(':memory:');
  closing.push(() => db.close());
  return db;
};
const rowsOf = (db: ViewsDatabase) => dump(db, [caseNumbers, ...log.models]);

/** The first so many of the recorded events, in a log of their own; by complaints one after the other where asked. */
async function copied(count = log.records.length, byStream = false): Promise<MemoryStore> {
  const store = new MemoryStore();
  const chosen = log.records.slice(0, count);
  const inOrder = byStream ? [...Map.groupBy(chosen, ({ stream }) => stream).values()].flat() : chosen;
  for (const { stream, revision, id, type, data, metadata } of inOrder)
    await store.append(stream, [{ id, type, data, metadata }], {
      expectedRevision: revision === 0 ? 'noStream' : revision - 1,
    });
  return store;
}

const open = (db: ViewsDatabase, store: EventReader) => OfficeViews.open(db, { store, read: log.read }, log.models);

/** Read models that a loop has brought to the end of a log. */
async function follow(db: ViewsDatabase, store: EventReader, followers: readonly Follower[] = []) {
  const views = await open(db, store);
  const runner = new Runner(store, log.read, followers, views, views.reactionCheckpoint);
  closing.push(() => runner.stop());
  await runner.start();
  return { views, runner };
}
async function followed(db: ViewsDatabase, store: EventReader): Promise<readonly string[]> {
  const { runner } = await follow(db, store);
  await runner.stop();
  return rowsOf(db);
}

describe('read models that were made of another log', () => {
  const logs: readonly (readonly [string, () => Promise<EventReader>, () => Promise<EventReader>])[] = [
    ['from a file to a cluster', () => copied(), async () => new SparseLog(await copied())],
    ['from a cluster to a file', async () => new SparseLog(await copied()), () => copied()],
    [
      'from one cluster to another',
      async () => new SparseLog(await copied()),
      async () => new SparseLog(await copied(), 11n),
    ],
    ['to a file with the same events in another order', () => copied(), () => copied(log.records.length, true)],
    ['to a log that ends before', () => copied(), () => copied(50)],
  ];
  it.each(logs)(
    '%s: they are empty until they are built anew, and come to what they would be there',
    async (_, one, other) => {
      const db = memory();
      await followed(db, await one());
      const target = await other();
      const views = await open(db, target);
      expect([await rowsOf(db), views.stoppedStreams.size]).toEqual([[], 0]);
      const rows = await followed(db, target);
      expect(rows).toEqual(await followed(memory(), target));
      expect(rows.length).toBeGreaterThan(20);
    },
  );

  it('to the same events at the same positions, as in a file that was copied: they go on as they are', async () => {
    const db = memory();
    const rows = await followed(db, await copied());
    const views = await open(db, await copied());
    expect([views.missingModels, await rowsOf(db)]).toEqual([[], rows]);
  });

  it('and are of a program that did not note their last event: on numbered positions they go on, on others they are built anew', async () => {
    const forget = async (db: ViewsDatabase) =>
      db.write(async (tx) => {
        await sql`update checkpoints set last_position = null, last_id = null`.execute(tx);
      });
    const [numbered, sparse] = [memory(), memory()];
    const [file, cluster] = [await copied(), new SparseLog(await copied())];
    await followed(numbered, file);
    await followed(sparse, cluster);
    for (const db of [numbered, sparse]) await forget(db);
    expect(await continuedFrom(numbered.read, file)).toBe(await file.head());
    expect(await continuedFrom(sparse.read, cluster)).toBeUndefined();
  });
});

describe('a place of somebody else, up to which they had seen a log', () => {
  it('is where they go on; where it is none any more, they go on behind their last event, and take nothing twice', async () => {
    const store = await copied(60);
    const cluster = new SparseLog(store);
    const db = memory();
    await followed(db, cluster);
    const { position } = (await checkpointAt(db.read, live))!;
    expect(position).toBeGreaterThan(await cluster.head());
    expect(await continuedFrom(db.read, cluster)).toBe(position);
    cluster.isScavenged = true;
    expect(await continuedFrom(db.read, cluster)).toBe(await cluster.head());
    for (const { stream, revision, id, type, data, metadata } of log.records.slice(60))
      await store.append(stream, [{ id, type, data, metadata }], {
        expectedRevision: revision === 0 ? 'noStream' : revision - 1,
      });
    expect(await followed(db, cluster)).toEqual(await followed(memory(), cluster));
  });
});

describe('what reactions owe', () => {
  it('is found again from a place that the log has', async () => {
    const cluster = new SparseLog(await copied());
    const [db, owed] = [memory(), cluster.placeOf(40n)];
    const seen: bigint[] = [];
    const debtor: Follower = {
      name: 'debtor',
      apply: ({ position }) => void seen.push(position),
      get pendingFrom() {
        return seen.includes(owed) ? owed : undefined;
      },
    };
    const { runner } = await follow(db, cluster, [debtor]);
    await runner.stop();
    const { reactions } = (await checkpointAt(db.read, live))!;
    expect([await cluster.has({ position: reactions }), reactions < owed]).toEqual([true, true]);
    seen.length = 0;
    await (await follow(db, cluster, [debtor])).runner.stop();
    expect(seen).toContain(owed);
    await expect(cluster.readAll({ after: owed - 1n })).rejects.toBeInstanceOf(NoSuchPosition);
  });
});

describe('how far there is to go', () => {
  it('is told in events, wherever positions are none', async () => {
    const store = await copied(30);
    const cluster = new SparseLog(store);
    const db = memory();
    const gate = Promise.withResolvers<void>();
    let isHeld = false;
    const holding: Follower = { name: 'holding', apply: () => (isHeld ? gate.promise : undefined) };
    const { runner, views } = await follow(db, cluster, [holding]);
    expect([runner.lag(), runner.building, views.building]).toEqual([0, undefined, undefined]);
    isHeld = true;
    for (const { stream, revision, id, type, data, metadata } of log.records.slice(30, 50))
      await store.append(stream, [{ id, type, data, metadata }], {
        expectedRevision: revision === 0 ? 'noStream' : revision - 1,
      });
    for (const end = Date.now() + hangMs; runner.lag() !== 20 && Date.now() < end;)
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
    expect(runner.lag()).toBe(20);
    gate.resolve();
    expect(await runner.seen(await cluster.head(), hangMs)).toBe(true);
  });

  it('of a build, too', async () => {
    const cluster = new SparseLog(await copied());
    const told: { readonly done: bigint; readonly of: bigint }[] = [];
    const views = await OfficeViews.open(memory(), { store: cluster, read: log.read }, log.models, {
      tell: (progress) => told.push(progress),
    });
    await views.build((work) => work());
    const all = BigInt(log.records.length);
    expect(told.map(({ of }) => of)).toEqual(told.map(() => all));
    expect(told.at(-1)!.done).toBe(all);
  });
});
