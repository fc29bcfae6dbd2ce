import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStoreDbConfig } from '../../../libs/installation/config-stores.js';
import { createLog } from '../../../libs/platform/log.js';
import { selfSigned } from '../../../test/contract/eventstoredb/certificate.js';
import { StandIn } from '../../../test/contract/eventstoredb/stand-in.js';
import { refuseUnsafeServers } from './eventstoredb-servers.js';

const now = Date.UTC(2026, 10, 21, 9);
const folder = mkdtempSync(join(tmpdir(), 'klagegang-servers-'));
const credentialsFile = join(folder, 'user');
writeFileSync(credentialsFile, 'klagegang:a-secret\n');
chmodSync(credentialsFile, 0o600);
const servers: Server[] = [];
afterAll(async () => {
  for (const server of servers)
    await new Promise((done) => {
      server.close(done);
    });
  rmSync(folder, { recursive: true });
});

/** A node that answers so at the address of its gRPC, to an administrator. */
async function node(answer: {
  readonly status?: number;
  readonly body?: unknown;
  readonly ahead?: number;
}): Promise<EventStoreDbConfig> {
  const server = createServer((request, response) => {
    const isAdmin =
      request.headers.authorization === `Basic ${Buffer.from('klagegang:a-secret').toString('base64')}` &&
      request.url === '/info/options';
    response
      .writeHead(isAdmin ? (answer.status ?? 200) : 401, { date: new Date(now + (answer.ahead ?? 0)).toUTCString() })
      .end(JSON.stringify(answer.body));
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((done) => {
    server.once('listening', done);
  });
  return {
    kind: 'eventstoredb',
    connectionString: `esdb://127.0.0.1:${(server.address() as AddressInfo).port}?tls=false`,
    credentialsFile,
    allowInsecure: true,
    waitSeconds: 0,
  };
}

async function looked(events: EventStoreDbConfig): Promise<{ readonly refusal: string; readonly output: string }> {
  let output = '';
  const log = createLog('demo', {
    write: (text) => {
      output += text;
    },
  });
  const refusal = await refuseUnsafeServers(events, log, { now: () => now }).then(
    () => '',
    (error: unknown) => (error as Error).message,
  );
  log.flush();
  return { refusal, output };
}
const settings = (changed: object) =>
  Object.entries({ UnsafeDisableFlushToDisk: 'False', MemDb: 'False', ClusterSize: '3', ...changed }).map(
    ([name, value]) => ({ name, value }),
  );

it('a node that keeps what it acknowledges, and the time, is used without a word', async () => {
  expect(await looked(await node({ body: settings({}) }))).toEqual({ refusal: '', output: '' });
  expect(await looked(await node({ body: settings({}), ahead: -2000 }))).toEqual({ refusal: '', output: '' });
});
it.each<[string, Parameters<typeof node>[0], RegExp]>([
  [
    'flushes nothing',
    { body: settings({ UnsafeDisableFlushToDisk: 'True' }) },
    /127\.0\.0\.1:\d+ does not flush to its disk .*Start it without that setting/,
  ],
  [
    'says so in other letters',
    { body: [{ Name: 'unsafeDisableFlushToDisk', Value: true }] },
    /does not flush to its disk/,
  ],
  ['keeps its events in memory', { body: settings({ MemDb: 'True' }) }, /keeps its events in memory/],
  ['is ahead', { body: settings({}), ahead: 5000 }, /clock of EventStoreDB at 127\.0\.0\.1:\d+ is \d s off.*NTP/],
  ['is behind, and tells no settings', { status: 401, ahead: -60_000 }, /clock of EventStoreDB/],
])('a node that %s is refused', async (_, answer, says) => {
  expect((await looked(await node(answer))).refusal).toMatch(says);
});
it.each<[string, Parameters<typeof node>[0], number]>([
  ['tells its settings to administrators alone', { status: 401 }, 401],
  ['has no such page', { status: 404, body: {} }, 404],
  ['answers something else there', { body: { hello: 'world' } }, 200],
])('a node that %s is used, and the log says that nobody looked', async (_, answer, status) => {
  const { refusal, output } = await looked(await node(answer));
  expect(refusal).toBe('');
  expect(JSON.parse(output)).toMatchObject({ level: 'warn', event: 'serverUnchecked', status });
});
it('one that speaks gRPC alone is used, with the same warning', async () => {
  const standIn = await StandIn.start();
  try {
    const { refusal, output } = await looked({
      kind: 'eventstoredb',
      connectionString: standIn.connectionString,
      credentialsFile: null,
      allowInsecure: true,
      waitSeconds: 0,
    });
    expect(refusal).toBe('');
    expect(JSON.parse(output)).toMatchObject({ event: 'serverUnchecked' });
  } finally {
    await standIn.dispose();
  }
});
it('over TLS it is asked as the connection string says, and one that cannot be trusted is told nothing', async () => {
  const tls = selfSigned();
  const server = createSecureServer(tls, (_, response) => {
    response.setHeader('date', new Date(now).toUTCString()).end(JSON.stringify(settings({ MemDb: 'True' })));
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((done) => {
    server.once('listening', done);
  });
  const at = (name: string, cert: string): EventStoreDbConfig => {
    writeFileSync(join(folder, name), cert);
    return {
      kind: 'eventstoredb',
      connectionString: `esdb://localhost:${(server.address() as AddressInfo).port}?tlsCAFile=${join(folder, name)}`,
      credentialsFile,
      allowInsecure: false,
      waitSeconds: 0,
    };
  };
  expect((await looked(at('ca.crt', tls.cert))).refusal).toMatch(/keeps its events in memory/);
  const { refusal, output } = await looked(at('another.crt', selfSigned().cert));
  expect({ refusal, output: JSON.parse(output) as object }).toEqual({
    refusal: '',
    output: { time: expect.any(String) as string, level: 'warn', event: 'serverUnchecked' },
  });
});
it('events in files ask nobody', async () => {
  await refuseUnsafeServers(
    { kind: 'embedded' },
    createLog('demo', {
      write: () => {
        throw new Error('nothing to say');
      },
    }),
  );
});
