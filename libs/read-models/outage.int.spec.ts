/**
 * What goes by does not stop the loop behind: a database that is started again, a key store that cannot be reached for
 * a while.
 */
import { mixedLog } from '../../test/read-models/mixed-log.js';
import { PostgresServer } from '../../test/postgres/postgres.js';
import { shredder } from '../complaints/reactions/shredder.js';
import { MemoryStore } from '../event-store/memory/memory-store.js';
import { StoreUnavailable, type EventStore } from '../event-store/port.js';
import { KeyStoreUnavailable } from '../privacy/keys.js';
import { openPostgresViews } from './database/postgres-views.js';
import { openSqliteViews } from './database/sqlite-views.js';
import { ViewsUnavailable } from './database/database-health.js';
import { type ViewsDatabase } from './database/views-database.js';
import { dump } from './testing/dump.js';
import { caseNumbers } from './numbering.js';
import { OfficeViews } from './office-views.js';
import { Runner, type Follower, type TransientError, type Projecting } from './runner.js';
import { hangMs } from '../../test/hang.js';

const impatient = { firstMs: 20, longestMs: 200, triesAtStart: 4 };
let log: Awaited<ReturnType<typeof mixedLog>>;
let expected: readonly string[];
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  log = await mixedLog(6, 'koebenhavn@1', 8, 40);
  const reference = openSqliteViews(':memory:');
  await log.project(reference);
  expected = await rowsOf(reference);
  await reference.close();
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const rowsOf = (db: ViewsDatabase) => dump(db, [caseNumbers, ...log.models]);

/** A log that the recorded one is copied into, and what follows it. */
async function following(
  db: ViewsDatabase,
  followers: readonly Follower[] = [],
  mayGoOn: () => Promise<void> = async () => undefined,
) {
  const store = new MemoryStore();
  const views = await OfficeViews.open(db, { store, read: log.read }, log.models);
  const patientViews: Projecting = {
    get position() {
      return views.position;
    },
    get stoppedStreams() {
      return views.stoppedStreams;
    },
    apply: async (...asked) => {
      await mayGoOn();
      await views.apply(...asked);
    },
  };
  const runner = new Runner(store, log.read, followers, patientViews, 0n, impatient);
  closing.push(() => runner.stop());
  return {
    runner,
    store,
    views,
    async copy(from: number, to = log.records.length): Promise<bigint> {
      for (const { stream, revision, id, type, data, metadata } of log.records.slice(from, to))
        await store.append(stream, [{ id, type, data, metadata }], {
          expectedRevision: revision === 0 ? 'noStream' : revision - 1,
        });
      return store.head();
    },
  };
}
async function until(what: () => boolean): Promise<void> {
  while (!what())
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
}

it('a PostgreSQL that goes away in the middle is waited for, said to be away, and gone on with when it is back', async () => {
  const server = await PostgresServer.start();
  closing.push(() => server.close());
  const db = await openPostgresViews({ connection: server.connection, schema: 'office', now: () => Date.now() });
  closing.push(() => db.close());
  // Nobody knocks while the server begins: the program that starts it takes its refusal for a failure.
  let begun: Promise<void> | undefined;
  const { runner, copy } = await following(db, [], async () => begun);
  await copy(0, 50);
  await runner.start();
  for (const [how, to] of [
    ['fast', 120],
    ['crash', log.records.length],
  ] as const) {
    await server.end(how);
    const position = await copy(Number(runner.position), to);
    await until(() => runner.trouble !== undefined);
    expect(runner.trouble).toMatch(/PostgreSQL .* cannot be reached/);
    expect(await runner.seen(position, 10)).toBe(false);
    expect(runner.lag()).toBeGreaterThanOrEqual(0);
    await (begun = server.begin());
    begun = undefined;
    expect(await runner.seen(position, hangMs)).toBe(true);
    expect(runner.trouble).toBeUndefined();
  }
  expect(await rowsOf(db)).toEqual(expected);
});

it('keys that cannot be reached twice hold up the search index and the shredder, and neither is stopped by it', async () => {
  const { keys } = log;
  const [find, destroy] = [keys.find.bind(keys), keys.destroy.bind(keys)];
  closing.push(async () => {
    keys.find = find;
    keys.destroy = destroy;
  });
  let [failures, troubles] = [0, 0];
  const perhaps = () => {
    if ((failures += 1) <= 2) throw new KeyStoreUnavailable('the keys are being copied', { passing: true });
  };
  keys.find = async (ids) => {
    perhaps();
    return find(ids);
  };
  const db = openSqliteViews(':memory:');
  closing.push(() => db.close());
  const { runner, copy } = await following(db, [
    {
      name: 'looking',
      apply: () => {
        if (runner.trouble === 'the keys are being copied') troubles += 1;
      },
    },
  ]);
  await copy(0, 100);
  await runner.start();
  expect(failures).toBeGreaterThan(2);
  expect(troubles).toBeGreaterThan(0);
  expect(runner.trouble).toBeUndefined();
  expect(await runner.seen(await copy(100), hangMs)).toBe(true);
  expect(await rowsOf(db)).toEqual(expected);
});

it.each([
  ['the store', () => new StoreUnavailable('it cannot be read'), 'events'],
  ['the keys', () => new KeyStoreUnavailable('the keys are being copied', { passing: true }), 'keys'],
  ['the database of the read models', () => new ViewsUnavailable('it cannot be reached'), 'views'],
] as const)(
  '%s may be away for as long as it likes: the loop says so, goes on by itself, and nothing is passed over',
  async (_, failure, away) => {
    const { keys } = log;
    const find = keys.find.bind(keys);
    closing.push(async () => {
      keys.find = find;
    });
    const db = openSqliteViews(':memory:');
    closing.push(() => db.close());
    const { runner, copy } = await following(db);
    await copy(0, 40);
    await runner.start();
    // Found as the search index reads an event again, more often than a start would try it.
    let left = 2 * impatient.triesAtStart;
    const told = new Set<string>();
    keys.find = async (ids) => {
      if (left > 0) {
        left -= 1;
        for (const each of runner.transientErrors) told.add(each.away);
        throw failure();
      }
      return find(ids);
    };
    const position = await copy(40);
    await until(() => runner.transientErrors.length > 0);
    const [{ since, sentence }] = runner.transientErrors as [TransientError];
    expect([sentence, since <= performance.now(), runner.isBehind, runner.stopped]).toEqual([
      failure().message,
      true,
      true,
      undefined,
    ]);
    expect(await runner.seen(position, hangMs)).toBe(true);
    expect([left, [...told], runner.transientErrors, runner.isBehind]).toEqual([0, [away], [], false]);
    expect(await rowsOf(db)).toEqual(expected);
  },
);

it('a subscription that breaks off between any two batches is taken up where it was', async () => {
  const db = openSqliteViews(':memory:');
  closing.push(() => db.close());
  const seen: bigint[] = [];
  const { store, copy, views } = await following(db);
  const breaking: EventStore = {
    append: (...asked) => store.append(...asked),
    readStream: (...asked) => store.readStream(...asked),
    readAll: (...asked) => store.readAll(...asked),
    numbersEvents: true,
    head: () => store.head(),
    end: () => store.end(),
    has: (place) => store.has(place),
    close: () => store.close(),
    subscribe: async function* broken(options) {
      for await (const each of store.subscribe({ ...options, batch: 7 })) {
        yield each;
        throw new StoreUnavailable('the connection broke');
      }
    },
  };
  const head = await copy(0);
  const witness: Follower = {
    name: 'witness',
    apply: ({ position }) => {
      seen.push(position);
    },
  };
  const runner = new Runner(breaking, log.read, [witness], views, 0n, { ...impatient, firstMs: 1, longestMs: 1 });
  closing.push(() => runner.stop());
  await runner.start();
  expect([runner.position, seen]).toEqual([head, log.records.map((_, index) => BigInt(index + 1))]);
  expect(await rowsOf(db)).toEqual(expected);
});

it('a build at the start waits for a store that is away for a moment, and does not begin anew', async () => {
  const { store, copy } = await following(openSqliteViews(':memory:'));
  await copy(0);
  const db = openSqliteViews(':memory:');
  closing.push(() => db.close());
  const early = new Runner(
    store,
    log.read,
    [],
    await OfficeViews.open(db, { store, read: log.read }, log.models.slice(0, 1)),
    0n,
    impatient,
  );
  await early.start();
  await early.stop();
  const asked: (string | undefined)[] = [];
  const readStreams = store.readStreams.bind(store);
  store.readStreams = async (page) => {
    asked.push(page.after);
    if (asked.length === 1) throw new StoreUnavailable('it cannot be read');
    return readStreams(page);
  };
  const views = await OfficeViews.open(db, { store, read: log.read }, log.models);
  await views.build((work) => work());
  expect(asked.slice(0, 2)).toEqual(['', '']);
  expect(await rowsOf(db)).toEqual(expected);
});

it('keys that are closed, and any other failure, stop it: nothing is passed over', async () => {
  const db = openSqliteViews(':memory:');
  closing.push(() => db.close());
  const { keys } = log;
  const find = keys.find.bind(keys);
  closing.push(async () => {
    keys.find = find;
  });
  keys.find = async () => {
    throw new KeyStoreUnavailable('the keys are closed');
  };
  const { runner, copy } = await following(db, [shredder(keys)]);
  await copy(0);
  await expect(runner.start()).rejects.toThrow('the keys are closed');
  expect(runner.trouble).toBe('the keys are closed');
  expect(runner.position).toBe(0n);
});

it('an office whose read models cannot be reached at its start is not started, and says why', async () => {
  const db = openSqliteViews(':memory:');
  closing.push(() => db.close());
  let tries = 0;
  const { copy, store } = await following(db);
  await copy(0);
  const away = {
    position: 0n,
    stoppedStreams: new Map<string, bigint>(),
    apply: async () => {
      tries += 1;
      throw new ViewsUnavailable('it cannot be reached');
    },
  };
  const runner = new Runner(store, log.read, [], away, 0n, impatient);
  closing.push(() => runner.stop());
  await expect(runner.start()).rejects.toThrow('it cannot be reached');
  expect(tries).toBe(impatient.triesAtStart);
});
