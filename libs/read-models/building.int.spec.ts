/**
 * Read models that are missing are built by stream while the log is followed and they are asked; a build that was cut
 * off goes on (I7; promises.md, line "rebuild").
 */
import { mixedLog } from '../../test/read-models/mixed-log.js';
import { SparseLog } from '../../test/read-models/sparse-log.js';
import { profileNamed } from '../complaints/testing/given.js';
import { type EventReader, type JsonObject, type StoredRecord } from '../event-store/port.js';
import { MemoryStore } from '../event-store/memory/memory-store.js';
import { openSqliteViews } from './database/sqlite-views.js';
import { type ViewsDatabase } from './database/views-database.js';
import { caseNumbers } from './numbering.js';
import { OfficeViews } from './office-views.js';
import { type CaseModel, type ReadModel } from './read-model.js';
import { entries } from './registry.js';
import { Runner } from './runner.js';
import { dump } from './testing/dump.js';
import { worklist as worklistUnder } from './worklist/worklist.js';

const worklist = worklistUnder(profileNamed);
let log: Awaited<ReturnType<typeof mixedLog>>;
let all: readonly ReadModel[];
let expected: readonly string[];
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  log = await mixedLog(9, 'horsens@1', 12, 40);
  all = [caseNumbers, ...log.models];
  const reference = openSqliteViews(':memory:');
  await log.project(reference);
  expected = await dump(reference, all);
  await reference.close();
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function memory(): ViewsDatabase {
  const db = openSqliteViews(':memory:');
  closing.push(() => db.close());
  return db;
}

/** One complaint a page, so that a small log has many. */
const slowly = (store: MemoryStore): EventReader => ({
  readStream: (...asked) => store.readStream(...asked),
  readStreams: ({ after, upTo }) => store.readStreams({ after, upTo, limit: 1 }),
  readAll: (...asked) => store.readAll(...asked),
  subscribe: (...asked) => store.subscribe(...asked),
  numbersEvents: true,
  head: () => store.head(),
  end: () => store.end(),
  has: (place) => store.has(place),
  close: () => store.close(),
});

it('killed before any of its writes, a build goes on in the next process, takes no complaint twice and ends as if nothing had been', async () => {
  const from = { store: slowly(log.store), read: log.read };
  let killed = 0;
  for (let after = 0; ; after += 1) {
    const db = openSqliteViews(':memory:');
    const told: bigint[] = [];
    let left = Infinity;
    const mortal: ViewsDatabase = {
      dialect: db.dialect,
      read: db.read,
      trouble: undefined,
      snapshot: (work) => db.snapshot(work),
      purgeDeleted: () => db.purgeDeleted(),
      close: () => db.close(),
      write: (work) => ((left -= 1) < 0 ? Promise.reject(new Error('the process was killed')) : db.write(work)),
    };
    const options = { followUpTo: 0n, tell: ({ done }: { readonly done: bigint }) => told.push(done) };
    const first = await OfficeViews.open(mortal, from, log.models, options);
    expect([first.building !== undefined, first.missingModels]).toEqual([true, all.map(({ name }) => name)]);
    left = after;
    const outcome = await first
      .build((work) => work())
      .then(
        () => 'built',
        (error: Error) => error.message,
      );
    const before = told.length;
    const second = await OfficeViews.open(db, from, log.models, options);
    await second.build((work) => work());
    expect(await dump(db, all)).toEqual(expected);
    expect((await entries(db.read)).filter(({ inUse }) => !inUse)).toEqual([]);
    const head = await log.store.head();
    if (outcome === 'built') {
      expect([told.length, told.at(-1)]).toEqual([before, head]);
      await db.close();
      break;
    }
    killed += 1;
    expect(outcome).toBe('the process was killed');
    // Each complaint is told of once, whichever process folded it.
    expect(new Set(told).size).toBe(told.length);
    await db.close();
  }
  expect(killed).toBeGreaterThan(20);
});

it('while what was lost is built the loop follows the log and says that something may be missing; then nothing is', async () => {
  const store = new MemoryStore();
  const copy = async (from: number, to: number) => {
    for (const { stream, revision, id, type, data, metadata } of log.records.slice(from, to))
      await store.append(stream, [{ id, type, data, metadata }], {
        expectedRevision: revision === 0 ? 'noStream' : revision - 1,
      });
  };
  const half = Math.floor(log.records.length / 2);
  await copy(0, half);
  const db = memory();
  const gate = Promise.withResolvers<void>();
  const held: EventReader = {
    ...slowly(store),
    readStreams: async (asked) => {
      await gate.promise;
      return store.readStreams({ ...asked, limit: 1 });
    },
  };
  const views = await OfficeViews.open(db, { store: held, read: log.read }, log.models, { followUpTo: 0n });
  const followed: bigint[] = [];
  const runner = new Runner(
    held,
    log.read,
    [{ name: 'witness', apply: ({ position }) => void followed.push(position) }],
    views,
  );
  closing.push(() => runner.stop());
  const started = runner.start();
  await copy(half, log.records.length);
  const head = await store.head();
  expect(await runner.seen(head, 60_000)).toBe(true);
  expect([runner.isBehind, runner.building?.of, followed.length]).toEqual([true, BigInt(half), log.records.length]);
  expect(await dump(db, [worklist])).toEqual([]);
  gate.resolve();
  await started;
  expect([runner.isBehind, runner.building, runner.trouble]).toEqual([false, undefined, undefined]);
  expect(await dump(db, all)).toEqual(expected);
});

it('a changed model is shown as it was while it is built, and the others are kept in step', async () => {
  const store = new MemoryStore();
  for (const { stream, revision, id, type, data, metadata } of log.records)
    await store.append(stream, [{ id, type, data, metadata }], {
      expectedRevision: revision === 0 ? 'noStream' : revision - 1,
    });
  const db = memory();
  await log.project(db);
  const changed: CaseModel = { ...worklist, version: worklist.version + 1 };
  const models = log.models.map((model) => (model.name === 'worklist' ? changed : model));
  const views = await OfficeViews.open(db, { store, read: log.read }, models);
  expect([views.missingModels, await dump(db, all)]).toEqual([['worklist'], expected]);
  const runner = new Runner(store, log.read, [], views);
  closing.push(() => runner.stop());
  await runner.start();
  expect([views.missingModels, await dump(db, all)]).toEqual([[], expected]);
  expect((await entries(db.read)).find(({ name }) => name === 'worklist')).toMatchObject({
    version: worklist.version + 1,
    inUse: true,
  });
});

it('a store that has no order of its streams is read once for their names, and then stream by stream', async () => {
  const { readStreams: _, ...unordered } = slowly(log.store);
  const db = memory();
  const views = await OfficeViews.open(db, { store: unordered, read: log.read }, log.models, { followUpTo: 0n });
  await views.build((work) => work());
  expect(await dump(db, all)).toEqual(expected);
});

/** Words that were wrong: the search index reads the complaint once more, to find it by them no longer. */
const unsays = ({ type, data }: StoredRecord): boolean =>
  type === 'CaseRecordCorrected' ||
  (type === 'PartyUpdated' && ['misspelt', 'wrongPerson'].includes(String((data as JsonObject)['reason'])));
const putRight = new Set(['InquiryRecordCorrected', 'CaseRecordCorrected', 'StepRetracted']);

it('such a store is asked for each complaint once, and for no event again: in a build, and when it is followed after a restart', async () => {
  const inner = new MemoryStore();
  const copy = async (from: number, to?: number) => {
    for (const { stream, revision, id, type, data, metadata } of log.records.slice(from, to))
      await inner.append(stream, [{ id, type, data, metadata }], {
        expectedRevision: revision === 0 ? 'noStream' : revision - 1,
      });
  };
  const streamsIn = (from: number, to?: number) =>
    new Set(log.records.slice(from, to).map(({ stream }) => stream)).size;
  const unsaidIn = (from: number, to?: number) => log.records.slice(from, to).filter(unsays).length;
  const again = log.store.readStream.bind(log.store);
  closing.push(async () => {
    log.store.readStream = again;
  });
  let reads = 0;
  // The search index would read its own store, which is that of the office.
  for (const each of [inner, log.store]) {
    const readStream = each.readStream.bind(each);
    each.readStream = (...asked) => {
      reads += 1;
      return readStream(...asked);
    };
  }
  const store = new SparseLog(inner);
  const half = Math.floor(log.records.length / 2);
  await copy(0, half);
  const db = memory();
  const views = await OfficeViews.open(db, { store, read: log.read }, log.models);
  await views.build((work) => work());
  expect(reads).toBe(streamsIn(0, half) + unsaidIn(0, half));

  await copy(half);
  reads = 0;
  const runner = new Runner(store, log.read, [], await OfficeViews.open(db, { store, read: log.read }, log.models));
  await runner.start();
  await runner.stop();
  // A step that puts another right is followed by folding its complaint anew.
  const foldedAnew = log.records.slice(half).filter(({ type }) => putRight.has(type)).length;
  expect([reads > 0, reads <= streamsIn(half) + foldedAnew + unsaidIn(half)]).toEqual([true, true]);
  expect(await dump(db, all)).toHaveLength(expected.length);
});
