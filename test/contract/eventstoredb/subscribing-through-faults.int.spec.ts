import { setTimeout as later } from 'node:timers/promises';
import {
  Following,
  ids,
  newStream,
  record,
  records,
  refused,
  written,
} from '../../../libs/event-store/testing/contract/given.js';
import { type EventStoreDbStore } from '../../../libs/event-store/eventstoredb/eventstoredb-store.js';
import { noFaults } from './faults.js';
import { newOffice, openOn, openWhenAble, quick } from './server-under-test.js';
import { StandIn } from './stand-in.js';

let server: StandIn;
let store: EventStoreDbStore;
let following: Following;
const alarms: string[] = [];
const office = newOffice();
const noStream = { expectedRevision: 'noStream' } as const;

beforeAll(async () => {
  server = await StandIn.start();
});
afterAll(() => server.dispose());
beforeEach(async () => {
  alarms.length = 0;
  store = await openWhenAble(server.connectionString, {
    office,
    timing: quick,
    alarm: (sentence) => alarms.push(sentence),
  });
  following = new Following(store, { after: await store.head(), batch: 7 });
  await following.untilCaughtUp();
});
afterEach(async () => {
  await server.fault(noFaults);
  await following.stop();
  await store.close();
});

/** Everything came, in order, once. */
const expectSeen = async (expected: readonly string[]): Promise<void> => {
  expect(ids(await following.untilRecords(expected.length))).toEqual(expected);
  const positions = following.records.map(({ position }) => position);
  expect(positions.every((position, index) => index === 0 || position > positions[index - 1]!)).toBe(true);
};

/** However slow the machine is: the test's own time-out ends it. */
const alarmed = async (): Promise<void> => {
  while (alarms.length === 0) await later(20);
};

describe('a subscription to EventStoreDB', () => {
  it('that the server drops goes on where it was', async () => {
    const all = records(30);
    const stream = newStream();
    for (const [index, one] of all.entries()) {
      await store.append(stream, [one], { expectedRevision: index === 0 ? 'noStream' : index - 1 });
      if (index % 10 === 5) await server.dropSubscriptions();
    }
    await expectSeen(ids(all));
  });
  it('whose connection breaks while it catches up goes on where it was', async () => {
    const all = records(2_000);
    await following.stop();
    const before = await store.head();
    for (let n = 0; n < 4; n += 1) await store.append(newStream(), all.slice(n * 500, n * 500 + 500), noStream);
    following = new Following(store, { after: before, batch: 100 });
    await following.untilRecords(300);
    await server.dropConnections();
    await following.untilRecords(900);
    await server.dropConnections();
    await expectSeen(ids(all));
  });
  it('goes on after the server was killed and started again', async () => {
    const first = await written(store, newStream(), 3);
    await following.untilRecords(3);
    await server.kill();
    await later(300);
    await server.start();
    const second = await written(store, newStream(), 3);
    await expectSeen(ids([...first, ...second]));
  });
  it('that is silent though the log goes on is opened again, and has missed nothing', async () => {
    await server.fault({ silenceOpen: true });
    const all = await written(store, newStream(), 5);
    await later(100);
    await server.fault({ silenceOpen: false });
    await expectSeen(ids(all));
  });
  it('that stays silent sounds the alarm once, and goes on by itself when the server is well', async () => {
    await server.fault({ silenceOpen: true, silenceNew: true });
    const all = await written(store, newStream(), 2);
    const seen = following.untilRecords(2);
    await alarmed();
    await later(3 * quick.silence);
    expect(alarms).toHaveLength(1);
    expect(alarms[0]).toMatch(/has been behind for \d+ s/);
    await server.fault({ silenceOpen: false, silenceNew: false });
    expect(ids(await seen)).toEqual(ids(all));
  });
  it('that is silent since nothing happens is left alone', async () => {
    await later(3 * quick.silence);
    expect(alarms).toEqual([]);
    const all = await written(store, newStream(), 1);
    await expectSeen(ids(all));
  });
  it('on a server that hangs sounds the alarm, and goes on when it wakes', async () => {
    const [one, two] = [record(), record()];
    const stream = newStream();
    await store.append(stream, [one], noStream);
    await following.untilRecords(1);
    server.stop();
    const seen = following.untilRecords(2);
    await alarmed();
    server.goOn();
    await store.append(stream, [two], { expectedRevision: 0 });
    expect(ids(await seen)).toEqual([one.id, two.id]);
  });
  it('gets an event once that the server sends twice', async () => {
    await server.fault({ duplicateEvent: 4 });
    const all = await written(store, newStream(), 6);
    await expectSeen(ids(all));
    await later(100);
    expect(following.records).toHaveLength(6);
  });
  it('that begins behind an event of the server that was scavenged since misses nothing', async () => {
    await following.stop();
    // The fifth append of a server is followed by an event of its own.
    let reach = 0n;
    for (let n = 0; n < 5; n += 1) {
      await store.append(newStream(), [record()], noStream);
      following = new Following(store, { after: await store.head() });
      await following.untilCaughtUp();
      reach = following.upTo;
      await following.stop();
      if (reach > (await store.head())) break;
    }
    expect(reach > (await store.head())).toBe(true);
    const all = await written(store, newStream(), 2);
    await server.scavenge();
    following = new Following(store, { after: reach });
    await expectSeen(ids(all));
  });
  it('whose checkpoint is of another log is refused instead of skipping (I8)', async () => {
    expect(await refused(new Following(store, { after: 2n ** 62n }).next())).toBeInstanceOf(RangeError);
    expect(await refused(new Following(store, { after: -1n }).next())).toBeInstanceOf(TypeError);
    expect(await refused(new Following(store, { after: 0n, batch: 0 }).next())).toBeInstanceOf(TypeError);
  });
  it('ends at once when it is given up while the server cannot be reached', async () => {
    await server.kill();
    const waiting = following.next();
    await later(300);
    following.abort();
    expect(await waiting).toBeUndefined();
    await server.start();
  });
  it('holds no more in the process than its consumer takes', async () => {
    await following.stop();
    const before = await store.head();
    // So much at once takes a busy machine longer than the quick timing allows.
    const patient = await openOn(server.connectionString, { office });
    for (let n = 0; n < 10; n += 1) {
      await patient.append(
        newStream(),
        Array.from({ length: 40 }, () => record({ text: 'x'.repeat(20_000) })),
        noStream,
      );
    }
    await patient.close();
    following = new Following(store, { after: before, batch: 10 });
    await following.next();
    const held = process.memoryUsage();
    await later(300);
    expect(process.memoryUsage().arrayBuffers - held.arrayBuffers).toBeLessThan(4_000_000);
    await following.untilRecords(400);
  });
});
