import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../libs/sqlite/testing/folder.js';
import {
  Following,
  ids,
  newStream,
  record,
  refused,
  written,
} from '../../../libs/event-store/testing/contract/given.js';
import { openEventStoreDb } from '../../../libs/event-store/eventstoredb/open.js';
import { selfSigned } from './certificate.js';
import { newOffice, openOn, quick } from './server-under-test.js';
import { StandIn } from './stand-in.js';

const noStream = { expectedRevision: 'noStream' } as const;
const running: StandIn[] = [];
const start = async (options?: Parameters<typeof StandIn.start>[0]): Promise<StandIn> => {
  const server = await StandIn.start(options);
  running.push(server);
  return server;
};
afterEach(async () => {
  for (const server of running.splice(0).reverse()) await server.dispose();
});

describe('connecting to EventStoreDB', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  const file = (name: string, content: string, mode = 0o600): string => {
    const path = join(folder.path, name);
    writeFileSync(path, content);
    chmodSync(path, mode);
    return path;
  };

  it('over TLS, with the user from a file, reads and writes; the user goes with every call of the connection', async () => {
    const tls = selfSigned();
    const server = await start({ tls, user: 'klagegang:a:secret' });
    const connectionString = `esdb://localhost:${server.port}?tlsCAFile=${encodeURIComponent(file('ca.pem', tls.cert))}`;
    const store = await openEventStoreDb({
      connectionString,
      credentialsFile: file('user', 'klagegang:a:secret\n'),
      office: newOffice(),
    });
    const stream = newStream();
    await written(store, stream, 2);
    const following = new Following(store, { after: 0n });
    expect(await following.untilRecords(2)).toEqual(await store.readStream(stream));
    await following.stop();
    await store.close();
  });
  it('is refused with another password, and the message does not hold it', async () => {
    const tls = selfSigned();
    const server = await start({ tls, user: 'klagegang:right' });
    const connectionString = `esdb://localhost:${server.port}?tlsCAFile=${encodeURIComponent(file('ca.pem', tls.cert))}`;
    const error = await refused(
      openEventStoreDb({ connectionString, credentialsFile: file('user', 'klagegang:wrong'), office: newOffice() }),
    );
    expect(error).toMatchObject({ name: 'BootRefused' });
    expect(error.message).toContain('access denied');
    expect(error.message).not.toContain('wrong');
  });
  it('is refused where the certificate is not of the authority that was named', async () => {
    const server = await start({ tls: selfSigned() });
    const connectionString = `esdb://localhost:${server.port}?tlsCAFile=${encodeURIComponent(file('other.pem', selfSigned().cert))}`;
    expect(await refused(openEventStoreDb({ connectionString, office: newOffice(), timing: quick }))).toMatchObject({
      name: 'BootRefused',
    });
  });
  it('is refused where the credentials file can be read by others', async () => {
    const error = await refused(
      openEventStoreDb({
        connectionString: 'esdb://127.0.0.1:1',
        credentialsFile: file('open', 'a:b', 0o644),
        office: newOffice(),
      }),
    );
    expect(error).toMatchObject({ name: 'BootRefused' });
    expect(error.message).toContain('chmod 600');
  });
  it.each([
    ['20.10.2.0', 'too old'],
    ['23.6.0', 'too old'],
    ['unimplemented', 'no version'],
  ])('is refused by a server of version %s', async (version, sentence) => {
    const server = await start({ version });
    const error = await refused(openOn(server.connectionString));
    expect(error).toMatchObject({ name: 'BootRefused' });
    expect(error.message).toContain(sentence);
  });
  it.each(['23.10.0.0', '24.10.4', '25.1.0-rc.2'])('is taken by a server of version %s', async (version) => {
    const server = await start({ version });
    await (await openOn(server.connectionString)).close();
  });
  it('is refused with the address where nobody listens', async () => {
    const error = await refused(openOn('esdb://127.0.0.1:1?tls=false', { timing: quick }));
    expect(error).toMatchObject({ name: 'BootRefused' });
    expect(error.message).toContain('127.0.0.1:1 cannot be used: the server cannot be reached');
  });
});

describe('a cluster of EventStoreDB', () => {
  it('whose leader has moved: appends, reads and subscriptions go to the new one, and nothing is missing or doubled', async () => {
    const old = await start();
    const store = await openOn(old.connectionString, { timing: quick });
    const stream = newStream();
    const following = new Following(store, { after: 0n });
    const all = [...(await written(store, stream, 3))];
    await following.untilRecords(3);
    const next = await start({ file: old.file });
    await old.fault({ leader: { host: '127.0.0.1', port: next.port } });
    await old.dropSubscriptions();
    for (let revision = 2; revision < 6; revision += 1) {
      const one = record();
      all.push(one);
      expect(await store.append(stream, [one], { expectedRevision: revision })).toMatchObject({
        revision: revision + 1,
      });
    }
    expect(ids(await following.untilRecords(7))).toEqual(ids(all));
    expect(ids(await store.readStream(stream))).toEqual(ids(all));
    await following.stop();
    await store.close();
  });
  it("is found by its members; when the leader dies, the others' leader takes over", async () => {
    const old = await start();
    const next = await start({ file: old.file });
    const [leader, follower] = [
      { host: '127.0.0.1', port: old.port, leads: true },
      { host: '127.0.0.1', port: next.port, leads: false },
    ];
    for (const server of [old, next]) await server.members([leader, follower]);
    const store = await openOn(`esdb://127.0.0.1:${next.port},127.0.0.1:${old.port}?tls=false&gossipTimeout=1`, {
      timing: { ...quick, patience: 10_000 },
    });
    await store.append(newStream(), [record()], noStream);
    await next.members(
      [
        { ...leader, leads: false },
        { ...follower, leads: true },
      ].slice(1),
    );
    await old.kill();
    const stream = newStream();
    expect(await store.append(stream, [record()], noStream)).toMatchObject({ revision: 0 });
    expect(await store.readStream(stream)).toHaveLength(1);
    await store.close();
  });
  it('that cannot be found for a while is used again when it can, though appends had failed before (the client keeps that failure for ever)', async () => {
    const server = await start();
    await server.members([{ host: '127.0.0.1', port: server.port, leads: true }]);
    const store = await openOn(
      `esdb+discover://127.0.0.1:${server.port}?tls=false&maxDiscoverAttempts=1&gossipTimeout=1`,
      { timing: quick },
    );
    await store.append(newStream(), [record()], noStream);
    await server.kill();
    for (let n = 0; n < 2; n += 1)
      expect(await refused(store.append(newStream(), [record()], noStream))).toMatchObject({
        name: expect.stringMatching(/OutcomeUnknown|StoreUnavailable/) as string,
      });
    await server.start();
    await server.members([{ host: '127.0.0.1', port: server.port, leads: true }]);
    expect(await store.append(newStream(), [record()], noStream)).toMatchObject({ revision: 0 });
    await store.close();
  });
});
