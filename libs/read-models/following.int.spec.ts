/**
 * The loop behind on real databases: rows and checkpoint together, each event once, nothing passed over (I7–I9;
 * promises.md, lines "follow" and "rebuild").
 */
import { CompiledQuery, type Kysely, type KyselyPlugin } from 'kysely';
import { UnreadableEvent } from '../../event-schemas/complaint/upcast.js';
import { profileNamed } from '../complaints/testing/given.js';
import { MemoryStore } from '../event-store/memory/memory-store.js';
import { mixedLog } from '../../test/read-models/mixed-log.js';
import { eachDatabase } from '../../test/postgres/each-database.js';
import { openSqliteViews } from './database/sqlite-views.js';
import { ViewsUnavailable } from './database/database-health.js';
import { tables, type ViewsDatabase } from './database/views-database.js';
import { dump } from './testing/dump.js';
import { caseNumbers } from './numbering.js';
import { OfficeViews, type Progress } from './office-views.js';
import { type CaseModel, type ReadModel } from './read-model.js';
import { checkpointAt, entries } from './registry.js';
import { Runner } from './runner.js';
import { entryOf } from './log-entry.js';
import { lineOf, list, type WorklistTables } from './worklist/queries.js';
import { worklist as worklistUnder } from './worklist/worklist.js';
import { hangMs } from '../../test/hang.js';

type Mixed = Awaited<ReturnType<typeof mixedLog>>;
const worklist = worklistUnder(profileNamed);
let log: Mixed;
let all: readonly ReadModel[];
/** Rows of the whole log, applied at once to an empty database. */
let expected: readonly string[];

beforeAll(async () => {
  log = await mixedLog(4, 'horsens@1', 10, 40);
  all = [caseNumbers, ...log.models];
  const reference = openSqliteViews(':memory:');
  await log.project(reference);
  expected = await dump(reference, all);
  await reference.close();
});

const positionsOf = async (db: ViewsDatabase) => {
  const names = new Set((await entries(db.read)).map(({ checkpoint }) => checkpoint));
  return Promise.all([...names].map(async (name) => (await checkpointAt(db.read, name))?.position));
};
const part = (from: number, to: number) => log.records.slice(from, to).map((record) => entryOf(record, log.read));
const linesIn = async (from: Kysely<WorklistTables>): Promise<number> =>
  Number(
    (
      await from
        .selectFrom('worklist')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('until', 'is', null)
        .executeTakeFirstOrThrow()
    ).count,
  );
const head = () => log.records.at(-1)!.position;

/** The same database, whose writes are this. */
const writing = (db: ViewsDatabase, write: ViewsDatabase['write']): ViewsDatabase => ({
  dialect: db.dialect,
  read: db.read,
  snapshot: (work) => db.snapshot(work),
  close: () => db.close(),
  purgeDeleted: () => db.purgeDeleted(),
  get trouble() {
    return db.trouble;
  },
  write,
});
/** Fails once so many statements of the next write have been carried out. */
const failingAfter = (statements: number): KyselyPlugin => {
  let left = statements;
  return {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if ((left -= 1) === 0) throw new Error('the process was killed');
      return result;
    },
  };
};

eachDatabase((open, dialect) => {
  it('rows and checkpoint are written together: whichever statement is the last before the end, neither is there', async () => {
    const db = await open('office');
    let failing: KyselyPlugin | undefined;
    const broken = writing(db, (work) => db.write((tx) => work(failing ? (tx.withPlugin(failing) as typeof tx) : tx)));
    const views = await log.project(db, { first: 60 });
    const before = await dump(db, all);
    let failed = 0;
    for (let statements = 1; statements < 60; statements += dialect === 'sqlite' ? 1 : 4) {
      const again = await log.open(broken);
      failing = failingAfter(statements);
      const outcome = await again.apply(part(60, 200), log.records[199]!.position, 0n).then(
        () => 'done',
        (error: Error) => error.message,
      );
      failing = undefined;
      if (outcome === 'done') break;
      failed += 1;
      expect(outcome).toBe('the process was killed');
      expect([await positionsOf(db), again.position]).toEqual([[log.records[59]!.position], views.position]);
      expect(await dump(db, all)).toEqual(before);
    }
    expect(failed).toBeGreaterThan(dialect === 'sqlite' ? 15 : 3);
    const again = await log.open(db);
    const [from] = await positionsOf(db);
    await again.apply(
      part(0, log.records.length).filter((each) => 'event' in each && each.event.position > from!),
      head(),
      head(),
    );
    expect(await dump(db, all)).toEqual(expected);
  });

  it('a write of which nobody knows whether it was made is made once: the database is asked', async () => {
    const db = await open();
    const outcomes = ['made', 'lost', 'made', 'made', 'lost', 'lost'];
    const broken = writing(db, async (work) => {
      const what = outcomes.shift();
      if (what === undefined) return db.write(work);
      if (what === 'made') await db.write(work);
      throw new ViewsUnavailable('the connection broke');
    });
    let isOpen = false;
    const views = await log.open(writing(db, (work) => (isOpen ? broken : db).write(work)));
    isOpen = true;
    for (let from = 0; from < log.records.length; from += 50) {
      const upTo = log.records[Math.min(from + 50, log.records.length) - 1]!.position;
      for (;;) {
        try {
          await views.apply(part(from, from + 50), upTo, upTo);
          break;
        } catch (error) {
          expect(error).toBeInstanceOf(ViewsUnavailable);
        }
      }
    }
    expect(outcomes).toEqual([]);
    expect([await positionsOf(db), views.position]).toEqual([[head()], head()]);
    expect(await dump(db, all)).toEqual(expected);
  });

  it('of two processes on one database, the one that was frozen past its turn writes nothing twice and says so', async () => {
    const [first, second] = [await open('office'), await open('office')];
    const one = await log.open(first);
    const two = await log.open(second);
    await one.apply(part(0, 80), log.records[79]!.position, 0n);
    await expect(two.apply(part(0, 50), log.records[49]!.position, 0n)).rejects.toThrow('another process moves it too');
    await expect(two.apply(part(0, 80), log.records[79]!.position, 0n)).rejects.toThrow('another process moves it too');
    await one.apply(part(80, log.records.length), head(), 0n);
    expect(await dump(first, all)).toEqual(expected);
    expect(await positionsOf(first)).toEqual([head()]);
  });

  it('two that write at the same moment: one does, the other stops and says why', async () => {
    const views = [await log.open(await open('office')), await log.open(await open('office'))];
    const outcomes = await Promise.allSettled(
      views.map((each) => each.apply(part(0, log.records.length), head(), head())),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { name: 'CheckpointTaken' } });
    expect(await dump(views[0]!.db, all)).toEqual(expected);
  });

  it('a slow writer, a rebuild and readers all at once: no query fails, none sees an empty table, and the rows are those of a rebuild from zero', async () => {
    const db = await open();
    const store = new MemoryStore();
    const copy = async (from: number, to: number, pause: () => Promise<unknown>) => {
      for (const { stream, revision, id, type, data, metadata } of log.records.slice(from, to)) {
        await store.append(stream, [{ id, type, data, metadata }], {
          expectedRevision: revision === 0 ? 'noStream' : revision - 1,
        });
        await pause();
      }
    };
    const half = Math.floor(log.records.length / 2);
    await copy(0, half, async () => undefined);
    const views = await OfficeViews.open(db, { store, read: log.read }, log.models);
    const runner = new Runner(store, log.read, [], views);
    await runner.start();
    let [over, asked] = [false, 0];
    const lines = tables<WorklistTables>(db.read);
    const least = (await list(lines, { filter: {}, today: '2026-03-02' })).total;
    const reading = async (look: () => Promise<number>) => {
      while (!over) {
        expect(await look()).toBeGreaterThanOrEqual(least);
        asked += 1;
        await new Promise(setImmediate);
      }
    };
    const readers = [
      reading(async () => (await list(lines, { filter: {}, today: '2026-03-02' })).total),
      reading(() =>
        db.snapshot(async (tx) => {
          await new Promise((resolve) => {
            setTimeout(resolve, 5);
          });
          const [once, again] = [await linesIn(tables<WorklistTables>(tx)), await linesIn(tables<WorklistTables>(tx))];
          expect(again).toBe(once);
          return again;
        }),
      ),
    ];
    const writer = copy(
      half,
      log.records.length,
      () =>
        new Promise((resolve) => {
          setTimeout(resolve, 2);
        }),
    );
    const told: Progress[] = [];
    const work = (async () => {
      for (let n = 0; n < 2; n += 1)
        await views.rebuild((piece) => runner.between(piece), { tell: (progress) => told.push(progress) });
    })();
    // A reader that fails ends the test at once.
    await Promise.race([Promise.all([work, writer]), Promise.all(readers)]);
    over = true;
    await Promise.all([...readers, work, writer]);
    expect(await runner.seen(await store.head(), hangMs)).toBe(true);
    await runner.stop();
    expect(runner.trouble).toBeUndefined();
    expect(await dump(db, all)).toEqual(expected);
    expect(asked).toBeGreaterThan(10);
    expect(new Set(told.map(({ model }) => model))).toEqual(new Set(['read models']));
    for (const { done, of } of told) expect(done <= of && of > 0n).toBe(true);
    expect((await entries(db.read)).filter(({ inUse }) => !inUse)).toEqual([]);
  });

  it('a snapshot that began before a rebuild sees what it would have seen without it, and holds up nothing but the swap', async () => {
    const db = await open();
    const views = await log.project(db);
    const whole = await linesIn(tables<WorklistTables>(db.read));
    let rebuilding: Promise<void> | undefined;
    const seen = await db.snapshot(async (tx) => {
      rebuilding = views.rebuild((work) => work(), { only: ['worklist'] });
      await Promise.race([
        rebuilding,
        new Promise((resolve) => {
          setTimeout(resolve, 1500);
        }),
      ]);
      return linesIn(tables<WorklistTables>(tx));
    });
    await rebuilding;
    expect([seen, await linesIn(tables<WorklistTables>(db.read))]).toEqual([whole, whole]);
    expect(whole).toBeGreaterThan(5);
    expect((await entries(db.read)).find(({ name }) => name === 'worklist')).toMatchObject({
      generation: 2,
      inUse: true,
    });
  });

  it('what an interrupted rebuild left is gone after the next start, and what was shown still is', async () => {
    const db = await open('office');
    let writes = Infinity;
    const views = await OfficeViews.open(
      writing(db, (work) => ((writes -= 1) < 0 ? Promise.reject(new Error('the process was killed')) : db.write(work))),
      log,
      log.models,
    );
    await views.apply(part(0, log.records.length), head(), head());
    // The tables and the rows, and not the swap.
    writes = 2;
    await expect(views.rebuild((work) => work(), { only: ['worklist'] })).rejects.toThrow('killed');
    expect(await dump(db, all)).toEqual(expected);
    expect((await entries(db.read)).filter(({ inUse }) => !inUse)).toHaveLength(1);
    await log.open(db);
    expect((await entries(db.read)).filter(({ inUse }) => !inUse)).toEqual([]);
    const [here] =
      dialect === 'sqlite'
        ? []
        : (await db.read.executeQuery<{ readonly name: string }>(CompiledQuery.raw('select current_schema() as name')))
            .rows;
    const own = (await db.read.introspection.getTables()).filter(({ schema }) => schema === here?.name);
    expect(own.filter(({ isView, name }) => !isView && /_\d+_\d+$/.test(name))).toHaveLength(
      all.flatMap(({ tables: shapes }) => Object.keys(shapes)).length,
    );
    expect(await dump(db, all)).toEqual(expected);
  });

  it('a swap of which nobody knows whether it was made stops nothing: what is written next goes where it is read', async () => {
    const db = await open();
    const shown = async () =>
      (await entries(db.read)).find(({ name, inUse }) => name === 'worklist' && inUse)?.generation;
    let isBroken = false;
    const views = await log.open(
      writing(db, async (work) => {
        const before = isBroken ? await shown() : undefined;
        const result = await db.write(work);
        if (before !== undefined && (await shown()) !== before) {
          isBroken = false;
          throw new ViewsUnavailable('the connection broke');
        }
        return result;
      }),
    );
    await views.apply(part(0, 100), log.records[99]!.position, 0n);
    isBroken = true;
    await expect(views.rebuild((work) => work(), { only: ['worklist'] })).rejects.toThrow('the connection broke');
    expect([isBroken, await shown()]).toEqual([false, 2]);
    await views.apply(part(100, log.records.length), head(), head());
    expect(await dump(db, all)).toEqual(expected);
  });

  it('a read model of another version is built at the start beside the old one, which is then gone with its tables', async () => {
    const db = await open('office');
    await log.project(db);
    const shown: bigint[] = [];
    const renamed: CaseModel = {
      ...worklist,
      version: worklist.version + 1,
      tables: { lines: worklist.tables.worklist! },
      rows: (...complaint) => worklist.rows(...complaint).map((row) => ({ ...row, table: 'lines' })),
    };
    const others = log.models.filter(({ name }) => name !== 'worklist');
    let looked: Promise<unknown> = Promise.resolve();
    const views = await OfficeViews.open(db, log, [renamed, ...others], {
      tell: ({ done }) => {
        shown.push(done);
        looked = looked.then(() => db.read.selectFrom('worklist').select('stream').execute());
      },
    });
    expect([views.missingModels, views.building]).toEqual([['worklist'], { done: 0n, of: head() }]);
    // Queries of this program find its tables, empty, and are told that something is missing.
    expect(await dump(db, [renamed])).toEqual([]);
    await views.build((work) => work());
    await looked.catch((error: unknown) => {
      if (shown.length > 1) throw error;
    });
    expect([shown.at(-1), views.building]).toEqual([head(), undefined]);
    const was = expected
      .filter((line) => line.startsWith('worklist '))
      .map((line) => line.replace('worklist ', 'lines '));
    expect(await dump(db, [renamed])).toEqual(was);
    await expect(db.read.selectFrom('worklist').selectAll().execute()).rejects.toThrow(/worklist/);
    await log.open(db);
    expect(await dump(db, all)).toEqual(expected);
  });

  it('one unreadable event stops the rows of its case alone, says so, and is made good by a program that can read it', async () => {
    const db = await open('office');
    const registered = log.events.filter(
      ({ type, stream }) =>
        type === 'CaseRegistered' && log.events.filter((event) => event.stream === stream).length > 12,
    )[1]!;
    const later = log.events.find(
      ({ stream, revision }) => stream === registered.stream && revision === registered.revision + 2,
    )!;
    const unknown = new Set([registered.id, later.id]);
    const read: typeof log.read = (record) => {
      if (unknown.has(record.id)) throw new UnreadableEvent('a type that this program does not know');
      return log.read(record);
    };
    const follow = async () => {
      const views = await OfficeViews.open(db, { store: log.store, read }, log.models);
      const runner = new Runner(log.store, read, [], views);
      await runner.start();
      await runner.stop();
      return { views, runner };
    };
    const { views, runner } = await follow();
    expect([...runner.stoppedStreams]).toEqual([[registered.stream, registered.position]]);
    expect([runner.position, runner.trouble]).toEqual([head(), undefined]);
    const lines = tables<WorklistTables>(db.read);
    expect(await lineOf(lines, registered.stream)).toMatchObject({ stopped: true, revision: registered.revision - 1 });
    const without = (rows: readonly string[]) => rows.filter((row) => !row.includes(registered.stream));
    const poisoned = await dump(db, all);
    expect(without(poisoned)).toEqual(without(expected));
    expect(poisoned).not.toEqual(expected);
    await views.rebuild((work) => work());
    expect(await dump(db, all)).toEqual(poisoned);
    await follow();
    expect(await dump(db, all)).toEqual(poisoned);

    unknown.delete(registered.id);
    expect([...(await follow()).runner.stoppedStreams]).toEqual([[later.stream, later.position]]);
    const fresh = openSqliteViews(':memory:');
    const anew = await OfficeViews.open(fresh, { store: log.store, read }, log.models);
    await anew.apply(
      log.records.map((record) => entryOf(record, read)),
      head(),
      head(),
    );
    expect(await dump(db, all)).toEqual(await dump(fresh, all));
    await fresh.close();

    const healthy = await log.open(db);
    expect(healthy.stoppedStreams.size).toBe(0);
    expect(await dump(db, all)).toEqual(expected);
  });

  it('a slip of the program itself stops the loop, says so, and no complaint: it would stop them all one by one', async () => {
    const db = await open('office');
    const read: typeof log.read = (record) => {
      if (record.type === 'PartRecorded') throw new TypeError('a slip in an upcast');
      return log.read(record);
    };
    const views = await OfficeViews.open(db, { store: log.store, read }, log.models);
    const runner = new Runner(log.store, read, [], views);
    await expect(runner.start()).rejects.toThrow('a slip in an upcast');
    expect([runner.trouble, runner.stoppedStreams.size]).toEqual(['a slip in an upcast', 0]);
    await runner.stop();
    await log.open(db).then((mended) => mended.apply(part(0, log.records.length), head(), head()));
    expect(await dump(db, all)).toEqual(expected);
  });

  it('a complaint that an older program stopped for one field that would not open goes on', async () => {
    const db = await open('office');
    await log.project(db);
    const { stream, position } = log.records[40]!;
    await db.write((tx) => tx.insertInto('stopped_streams').values({ stream, position, heals: 0 }).execute());
    const views = await log.open(db);
    expect(views.stoppedStreams.size).toBe(0);
    expect(await dump(db, all)).toEqual(expected);
  });
});
