import { setTimeout as later } from 'node:timers/promises';
import { ids, newStream, record, records, refused } from '../../../libs/event-store/testing/contract/given.js';
import { type EventStoreDbStore } from '../../../libs/event-store/eventstoredb/eventstoredb-store.js';
import { OutcomeUnknown, StoreUnavailable, WrongExpectedRevision } from '../../../libs/event-store/port.js';
import { noFaults } from './faults.js';
import { newOffice, openOn, openWhenAble, quick } from './server-under-test.js';
import { StandIn } from './stand-in.js';

let server: StandIn;
let store: EventStoreDbStore;
const office = newOffice();
const noStream = { expectedRevision: 'noStream' } as const;

beforeAll(async () => {
  server = await StandIn.start();
});
afterAll(() => server.dispose());
beforeEach(async () => {
  store = await openWhenAble(server.connectionString, { office, timing: quick });
});
afterEach(async () => {
  await server.fault(noFaults);
  await store.close();
});

describe('an append to EventStoreDB whose answer does not come', () => {
  it('that was stored is found where it belongs, and not doubled', async () => {
    const [stream, batch] = [newStream(), records(3)];
    await server.fault({ loseAnswer: 1 });
    const answer = await store.append(stream, batch, noStream);
    const stored = await store.readStream(stream);
    expect(ids(stored)).toEqual(ids(batch));
    expect(answer).toEqual({ revision: 2, position: stored[2]!.position, repeated: true });
  });
  it('that was stored before the connection broke is found, and not doubled', async () => {
    const [stream, one] = [newStream(), record()];
    await server.fault({ storeAndDrop: 1 });
    expect(await store.append(stream, [one], noStream)).toMatchObject({ revision: 0, repeated: true });
    expect(ids(await store.readStream(stream))).toEqual([one.id]);
  });
  it('that was not stored is sent again, with the same ids at the same revision', async () => {
    const [stream, one] = [newStream(), record()];
    await server.fault({ dropUnstored: 1 });
    expect(await store.append(stream, [one], noStream)).toMatchObject({ revision: 0, repeated: false });
    expect(ids(await store.readStream(stream))).toEqual([one.id]);
  });
  it('and comes to be stored after it was sent again is there once', async () => {
    const [stream, one] = [newStream(), record()];
    await server.fault({ storeLate: 1 });
    expect(await store.append(stream, [one], noStream)).toMatchObject({ revision: 0 });
    await server.storeLate();
    expect(ids(await store.readStream(stream))).toEqual([one.id]);
  });
  it('and whose place another took meanwhile is a conflict, and never stored behind it', async () => {
    const [stream, mine, theirs] = [newStream(), record(), record()];
    const other = await openOn(server.connectionString, { office });
    // It sends again so late that the other is in time on a busy machine, too.
    const slow = await openOn(server.connectionString, { office, timing: { ...quick, call: 3_000, patience: 30_000 } });
    await server.fault({ storeLate: 1 });
    const outcome = refused(slow.append(stream, [mine], noStream));
    while ((await server.fault({})).storeLate > 0) await later(5);
    await other.append(stream, [theirs], noStream);
    expect(await outcome).toMatchObject({ name: 'WrongExpectedRevision', expected: 'noStream', actual: 0 });
    await server.storeLate();
    expect(ids(await store.readStream(stream))).toEqual([theirs.id]);
    await Promise.all([other.close(), slow.close()]);
  });
  it('since the server timed out itself is looked up', async () => {
    const [stream, one] = [newStream(), record()];
    await server.fault({ answerTimeout: 1 });
    expect(await store.append(stream, [one], noStream)).toMatchObject({ revision: 0, repeated: true });
    expect(await store.readStream(stream)).toHaveLength(1);
  });
  it('in the crowd of those whose connection broke, each is settled for itself: once, whole, at its place', async () => {
    const streams = Array.from({ length: 40 }, () => newStream());
    await server.fault({ delayMs: 5 });
    const answers = Promise.all(streams.map((stream) => store.append(stream, records(2), noStream)));
    for (let n = 0; n < 3; n += 1) {
      await later(15);
      await server.dropConnections();
    }
    expect((await answers).every(({ revision }) => revision === 1)).toBe(true);
    for (const stream of streams)
      expect((await store.readStream(stream)).map(({ revision }) => revision)).toEqual([0, 1]);
  });
  it('when the server hangs, is unknown while it does; repeated after the server has woken, it is there once', async () => {
    const [stream, one] = [newStream(), record()];
    await store.append(stream, [record()], noStream);
    server.stop();
    const error = await refused(store.append(stream, [one], { expectedRevision: 0 }));
    expect(error).toBeInstanceOf(OutcomeUnknown);
    server.goOn();
    const answer = await store.append(stream, [one], { expectedRevision: 0 });
    expect(answer.revision).toBe(1);
    expect(await store.append(stream, [one], { expectedRevision: 0 })).toEqual({ ...answer, repeated: true });
    expect((await store.readStream(stream)).map(({ revision }) => revision)).toEqual([0, 1]);
  });
  it('a second one to the same stream waits for the first to be settled, and knows what came of it', async () => {
    const [stream, one, two] = [newStream(), record(), record()];
    await server.fault({ loseAnswer: 1 });
    const answers = await Promise.all([
      store.append(stream, [one], noStream),
      store.append(stream, [one], noStream),
      store.append(stream, [two], { expectedRevision: 0 }),
    ]);
    expect(answers.map(({ revision, repeated }) => [revision, repeated])).toEqual([
      [0, true],
      [0, true],
      [1, false],
    ]);
  });
  it('is never sent again at another revision: behind a record that came first it is a conflict (planted bug 5)', async () => {
    const [stream, mine] = [newStream(), record()];
    await store.append(stream, [record()], noStream);
    await server.fault({ loseAnswer: 1 });
    expect(await refused(store.append(stream, [mine], noStream))).toMatchObject({
      name: 'WrongExpectedRevision',
      actual: 0,
    });
    expect(await store.readStream(stream)).toHaveLength(1);
  });
});

describe('an append to EventStoreDB that the server does not take', () => {
  it('is sent until the server is ready', async () => {
    const stream = newStream();
    await server.fault({ notReady: true });
    const answer = store.append(stream, [record()], noStream);
    await later(500);
    await server.fault({ notReady: false });
    expect(await answer).toMatchObject({ revision: 0, repeated: false });
  });
  it('since it is not ready for too long was not written, and says so', async () => {
    const stream = newStream();
    await server.fault({ notReady: true });
    const error = await refused(store.append(stream, [record()], noStream));
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect(error.message).toContain('not ready');
    expect(store.trouble).toBe(error.message);
    await server.fault({ notReady: false });
    expect(await store.readStream(stream)).toEqual([]);
    expect(store.trouble).toBeUndefined();
  });
  it('is refused with its size where the server allows less than we do', async () => {
    await server.fault({ maxAppendSize: 1000 });
    expect(await refused(store.append(newStream(), [record({ text: 'x'.repeat(2000) })], noStream))).toMatchObject({
      name: 'AppendTooLarge',
    });
  });
  it('a conflict has no message on the wire and is a conflict all the same', async () => {
    const stream = newStream();
    await store.append(stream, records(4), noStream);
    expect(await refused(store.append(stream, [record()], { expectedRevision: 1 }))).toBeInstanceOf(
      WrongExpectedRevision,
    );
  });
});

describe('EventStoreDB killed and started again', () => {
  it('keeps every append that was answered; those in between are settled, each once', async () => {
    const streams = Array.from({ length: 12 }, () => newStream());
    let done = false;
    const writing = Promise.all(
      streams.map(async (stream) => {
        let at = -1;
        while (!done) {
          const one = record();
          for (;;) {
            try {
              ({ revision: at } = await store.append(stream, [one], { expectedRevision: at < 0 ? 'noStream' : at }));
              break;
            } catch (error) {
              if (!(error instanceof OutcomeUnknown || error instanceof StoreUnavailable)) throw error;
            }
          }
        }
        return at + 1;
      }),
    );
    for (let kill = 0; kill < 4; kill += 1) {
      await later(100 + Math.random() * 300);
      await server.kill();
      await server.start();
    }
    await later(300);
    done = true;
    const counts = await writing;
    for (const [index, stream] of streams.entries())
      expect((await store.readStream(stream)).map(({ revision }) => revision)).toEqual(
        Array.from({ length: counts[index]! }, (_, revision) => revision),
      );
  });
  it('while it is down, an append is not taken or unknown; the same call afterwards is written once', async () => {
    const [stream, one] = [newStream(), record()];
    await store.append(newStream(), [record()], noStream);
    await server.kill();
    const error = await refused(store.append(stream, [one], noStream));
    expect(error instanceof StoreUnavailable || error instanceof OutcomeUnknown).toBe(true);
    await server.start();
    expect((await store.append(stream, [one], noStream)).revision).toBe(0);
    expect(await store.readStream(stream)).toHaveLength(1);
  });
});
