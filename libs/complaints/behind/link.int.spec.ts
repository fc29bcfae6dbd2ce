import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ended, receive, send, type FromWorker } from './link.js';

const folder = mkdtempSync(join(tmpdir(), 'klagegang-link-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function pair(): Promise<readonly [server: Socket, worker: Socket]> {
  const server = createServer().listen(join(folder, 'link.sock'));
  await once(server, 'listening');
  const worker = connect(join(folder, 'link.sock'));
  const [there] = (await once(server, 'connection')) as [Socket];
  server.close();
  worker.resume();
  return [there, worker];
}

const state: FromWorker = {
  what: 'state',
  office: 'horsens',
  state: {
    position: 2n ** 60n,
    stoppedStreams: new Map([['c1', 7n]]),
    transientErrors: [{ away: 'keys', sentence: 'the keys of Nørre are away', sinceEpochMs: 1.5 }],
    isBehind: true,
  },
};

it('messages come whole and in order, however the bytes of them are cut', async () => {
  const [server, worker] = await pair();
  const heard: FromWorker[] = [];
  receive(server, (message: FromWorker) => heard.push(message));
  const over = ended(server);
  const bytes: Buffer[] = [];
  const write = worker.write.bind(worker);
  worker.write = (chunk: unknown) => bytes.push(chunk as Buffer) > 0;
  const messages: readonly FromWorker[] = [{ what: 'hello', offices: null }, state, { what: 'open', office: 'odense' }];
  for (const message of messages) send(worker, message);
  worker.write = write;
  const all = Buffer.concat(bytes);
  for (const [from, to] of [
    [0, 2],
    [2, 5],
    [5, all.length - 1],
    [all.length - 1, all.length],
  ] as const) {
    await new Promise((resolve) => {
      worker.write(all.subarray(from, to), resolve);
    });
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  worker.end();
  await over;
  expect(heard).toEqual(messages);
});

it('a connection that was cut off is over, and what is sent to it afterwards is lost', async () => {
  const [server, worker] = await pair();
  const over = ended(server);
  worker.destroy();
  server.resume();
  await over;
  send(server, { what: 'stop' });
  expect(server.writable).toBe(false);
});
