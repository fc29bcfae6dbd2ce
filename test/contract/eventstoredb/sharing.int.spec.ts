import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, NO_STREAM, jsonEvent } from '@eventstore/db-client';
import {
  Following,
  ids,
  newStream,
  record,
  records,
  refused,
  written,
} from '../../../libs/event-store/testing/contract/given.js';
import { newOffice, openOn, quick, serverUnderTest, type ServerUnderTest } from './server-under-test.js';

let server: ServerUnderTest;
let raw: EventStoreDBClient;
const noStream = { expectedRevision: 'noStream' } as const;
beforeAll(async () => {
  server = await serverUnderTest();
  process.stderr.write(`sharing an EventStoreDB is tested on ${server.name}\n`);
  raw = EventStoreDBClient.connectionString(server.connectionString);
});
afterAll(async () => {
  await raw.dispose();
  await server.dispose();
});

describe('what else is in the same EventStoreDB', () => {
  it('of two offices with the same streams each has its own, in every read and subscription (I11)', async () => {
    const [one, other] = [await openOn(server.connectionString), await openOn(server.connectionString)];
    const stream = newStream();
    const [mine, theirs] = [await written(one, stream, 3), await written(other, stream, 2)];
    expect(ids(await one.readStream(stream))).toEqual(ids(mine));
    expect(ids(await other.readAll())).toEqual(ids(theirs));
    expect(ids(await one.readAll({ backwards: true }))).toEqual(ids(mine).reverse());
    const following = new Following(one, { after: 0n });
    await following.untilCaughtUp();
    expect(ids(following.records)).toEqual(ids(mine));
    expect((await one.head()) < (await other.head())).toBe(true);
    await following.stop();
    await Promise.all([one.close(), other.close()]);
  });
  it('a position at which no record begins is refused, in reading and in a subscription: it is one of another log', async () => {
    const store = await openOn(server.connectionString, { timing: quick });
    await written(store, newStream(), 2);
    const [first] = await store.readAll();
    const after = first!.position + 1n;
    expect(await refused(store.readAll({ after }))).toMatchObject({ name: 'NoSuchPosition', position: after });
    expect(await refused(new Following(store, { after }).next())).toMatchObject({ name: 'NoSuchPosition' });
    await store.close();
  });
  it('of two offices of one cluster, one that closes leaves the other its connection', async () => {
    const [one, other] = [await openOn(server.connectionString), await openOn(server.connectionString)];
    const answers = Promise.all(records(20).map((each) => other.append(newStream(), [each], noStream)));
    await one.close();
    expect(await answers).toHaveLength(20);
    expect((await other.append(newStream(), [record()], noStream)).repeated).toBe(false);
    await other.close();
  });
  it('a call that was given up with something unread is not kept: closing does not wait for it', async () => {
    const store = await openOn(server.connectionString);
    await store.append(newStream(), records(400), noStream);
    for (let n = 0; n < 20; n += 1) await store.readAll({ limit: 2 });
    for await (const { records: some } of store.subscribe({ after: 0n, batch: 3 })) if (some.length > 0) break;
    await store.close();
  });
  it('another client of the process that ends takes the appends of all with it; ours are settled all the same (trap 2)', async () => {
    const store = await openOn(server.connectionString, { timing: quick });
    for (let round = 0; round < 5; round += 1) {
      const stranger = EventStoreDBClient.connectionString(server.connectionString);
      await stranger.appendToStream(`stranger-${randomUUID()}`, jsonEvent({ type: 'Noted', data: {} }), {
        expectedRevision: NO_STREAM,
      });
      const streams = Array.from({ length: 30 }, () => newStream());
      const answers = Promise.all(streams.map((stream) => store.append(stream, records(2), noStream)));
      await stranger.dispose();
      expect((await answers).map(({ revision }) => revision)).toEqual(streams.map(() => 1));
      for (const stream of streams) expect(await store.readStream(stream)).toHaveLength(2);
    }
    await store.close();
  });
  it('an event that somebody else wrote and that is no JSON object comes as its bytes, for the codec to refuse; the others come as ever', async () => {
    const office = newOffice();
    const store = await openOn(server.connectionString, { office });
    const stream = newStream();
    await raw.appendToStream(
      `${office}-${stream}`,
      [
        jsonEvent({ type: 'Noted', data: { good: 1 } }),
        jsonEvent({ type: 'Noted', data: 'no object' }),
        jsonEvent({
          type: 'Noted',
          data: [1] as unknown as Record<string, unknown>,
          metadata: Uint8Array.from([255, 0]),
        }),
      ],
      { expectedRevision: NO_STREAM },
    );
    const read = await store.readStream(stream);
    expect(read.map(({ data }) => (data instanceof Uint8Array ? Buffer.from(data).toString() : data))).toEqual([
      { good: 1 },
      'no object',
      '[1]',
    ]);
    expect(read.map(({ metadata }) => metadata)).toEqual([{}, {}, {}]);
    await store.close();
  });
  it('a position beyond 2⁵³ comes back as it is (planted bug 6)', async () => {
    const store = await openOn(server.connectionString);
    const stream = newStream();
    const { position } = await store.append(stream, records(2), noStream);
    for await (const { event } of raw.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 20 })) {
      if (event?.streamId.endsWith(stream) && event.revision === 1n) expect(event.position.commit).toBe(position);
    }
    if (server.name === 'the stand-in') expect(position > 2n ** 53n).toBe(true);
    expect((await store.readStream(stream)).at(-1)!.position).toBe(position);
    await store.close();
  });
  it('an append that another process repeats unseen is written once, and gets the first place', async () => {
    const office = newOffice();
    const [one, other] = [
      await openOn(server.connectionString, { office }),
      await openOn(server.connectionString, { office }),
    ];
    const [stream, batch] = [newStream(), records(2)];
    const { revision, position } = await one.append(stream, batch, noStream);
    expect(await other.append(stream, batch, noStream)).toMatchObject({ revision, position });
    expect(await one.readStream(stream)).toHaveLength(2);
    await Promise.all([one.close(), other.close()]);
  });
});

describe('a stream that was taken away on the server', () => {
  it('by a tombstone is refused in reading and appending, with a sentence', async () => {
    const office = newOffice();
    const store = await openOn(server.connectionString, { office });
    const stream = newStream();
    await written(store, stream, 2);
    await raw.tombstoneStream(`${office}-${stream}`);
    expect((await refused(store.readStream(stream))).message).toContain('tombstone');
    expect((await refused(store.append(stream, [record()], { expectedRevision: 1 }))).message).toContain('tombstone');
    await store.close();
  });
  it('and was begun anew does not pass for the whole history', async () => {
    const office = newOffice();
    const store = await openOn(server.connectionString, { office });
    const stream = newStream();
    await written(store, stream, 3);
    await raw.deleteStream(`${office}-${stream}`, { expectedRevision: 2n });
    expect(await store.readStream(stream)).toEqual([]);
    await raw.appendToStream(`${office}-${stream}`, jsonEvent({ type: 'Noted', data: {} }), {
      expectedRevision: NO_STREAM,
    });
    expect(await refused(store.readStream(stream))).toMatchObject({ name: 'HistoryMissing' });
    await store.close();
  });
});
