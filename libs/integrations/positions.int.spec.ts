/** Positions of a log that grows while it is followed: nothing is left out, and nothing is told before its number. */
import { setImmediate as turn } from 'node:timers/promises';
import { MemoryStore } from '../event-store/memory/memory-store.js';
import { StoreUnavailable } from '../event-store/port.js';
import { seededRandom } from '../platform/seeded-random.js';
import { openSqliteViews } from '../read-models/database/sqlite-views.js';
import { type ViewsDatabase } from '../read-models/database/views-database.js';
import { Positions } from './positions.js';

const never = new AbortController().signal;
let db: ViewsDatabase, store: MemoryStore, positions: Positions;
let hasSeen: () => boolean;
let events = 0;

beforeEach(async () => {
  [events, hasSeen] = [0, () => true];
  db = openSqliteViews(':memory:');
  await db.write((tx) =>
    tx.schema
      .createTable('case_number')
      .addColumn('stream', 'text')
      .addColumn('number', 'text')
      .addColumn('position', 'integer')
      .execute(),
  );
  store = new MemoryStore();
  positions = new Positions(store, { db }, { seen: async () => hasSeen() });
});
afterEach(async () => {
  await positions.close();
  await store.close();
  await db.close();
});

async function append(stream: string, revision: number, metadata: object = { to: 'intake', recordedAt: 'then' }) {
  const id = `00000000-0000-4000-8000-${String((events += 1)).padStart(12, '0')}`;
  const record = { id, type: 'X', data: {}, metadata: metadata as never };
  await store.append(stream, [record], { expectedRevision: revision === 0 ? 'noStream' : revision - 1 });
}
const numbered = (stream: string, number: string, position: bigint) =>
  db.write((tx) => tx.insertInto('case_number').values({ stream, number, position }).execute());
/** Every position that one who follows is told, until there are so many. */
async function followed(count: number): Promise<readonly number[]> {
  const told: number[] = [];
  for (let at = 0n; told.length < count;) {
    const stretch = (await positions.next(at, never))!;
    told.push(...stretch.standings.map(({ position }) => Number(position)));
    at = stretch.upTo;
  }
  return told;
}

it('twenty readers of a log that grows as it likes are told each event once, in order', async () => {
  const [count, random] = [400, seededRandom(11)];
  const readers = Array.from({ length: 20 }, () => followed(count));
  for (let index = 0; index < count; index += 1) {
    await append(`s${index}`, 0);
    for (let turns = Math.floor(random() * 4); turns > 0; turns -= 1) await turn();
  }
  const all = Array.from({ length: count }, (_, index) => index + 1);
  for (const told of await Promise.all(readers)) expect(told).toEqual(all);
});

it('a number counts from the event on that gave it, and is waited for', async () => {
  for (const revision of [0, 1, 2]) await append('a', revision);
  hasSeen = () => false;
  let told = false;
  const asked = positions.next(0n, never).then((stretch) => {
    told = true;
    return stretch!.standings.map(({ number }) => number);
  });
  for (let turns = 0; turns < 50; turns += 1) await turn();
  expect(told).toBe(false);
  await numbered('a', '2026-0001', 2n);
  hasSeen = () => true;
  expect(await asked).toEqual([null, '2026-0001', '2026-0001']);
});

it('what is no complaint is passed over, and so is an event whose envelope is gone', async () => {
  await append('sms', 0, { to: 'counted', recordedAt: 'then' });
  await append('broken', 0, {});
  await append('a', 0);
  const { standings, upTo, isEnd } = (await positions.next(0n, never))!;
  expect([standings.map(({ complaint }) => complaint), upTo, isEnd]).toEqual([['a'], 3n, true]);
});

it('a store that is away is asked again, and what it could not say is not remembered', async () => {
  await append('a', 0);
  const works = store.readAll.bind(store);
  store.readAll = () => Promise.reject(new StoreUnavailable('away'));
  await expect(positions.next(0n, never)).rejects.toThrow(StoreUnavailable);
  store.readAll = works;
  expect((await positions.next(0n, never))!.upTo).toBe(1n);
});

it('whoever waits is let go when the product closes', async () => {
  const asked = positions.next(0n, never);
  await positions.close();
  expect(await asked).toBeUndefined();
});
