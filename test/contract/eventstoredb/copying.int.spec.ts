/** An office that has outgrown its file: its log is copied to a cluster, and back (issue B, "Moving"). */
import { newStream, record } from '../../../libs/event-store/testing/contract/given.js';
import { copyLog } from '../../../libs/event-store/copy.js';
import { MemoryStore } from '../../../libs/event-store/memory/memory-store.js';
import { openOn, serverUnderTest, type ServerUnderTest } from './server-under-test.js';

let server: ServerUnderTest;
beforeAll(async () => {
  server = await serverUnderTest();
});
afterAll(() => server.dispose());

it('a log comes to a cluster and back with the same order, revisions, ids, content and SHA-256; a second run writes nothing', async () => {
  const [source, back] = [new MemoryStore(), new MemoryStore()];
  const streams = [newStream(), newStream(), newStream()];
  for (let n = 0; n < 60; n += 1) {
    const revision = Math.floor(n / 3);
    await source.append(
      streams[n % 3]!,
      [record(n % 7 === 0 ? new Uint8Array([n, 0, 255]) : { z: n, a: { ø: [null, `${n}`] } }, { schemaVersion: 1 })],
      { expectedRevision: revision === 0 ? 'noStream' : revision - 1 },
    );
  }
  const cluster = await openOn(server.connectionString);
  try {
    const there = await copyLog(source, cluster);
    expect(there).toMatchObject({ events: 60, streams: 3, alreadyThere: 0 });
    expect(await copyLog(source, cluster)).toEqual({ ...there, alreadyThere: 60 });
    expect(await copyLog(cluster, back)).toEqual(there);
    expect(await back.readAll()).toEqual(await source.readAll());
  } finally {
    await cluster.close();
  }
});
