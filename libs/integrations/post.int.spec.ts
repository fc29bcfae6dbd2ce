/** Receivers that mean harm, or are broken: none takes more than its own time. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createPlain, type AddressInfo, type Server as PlainServer, type Socket } from 'node:net';
import { createServer as createTls } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfSigned } from '../../test/contract/eventstoredb/certificate.js';
import { post } from './post.js';

const servers: (Server | PlainServer)[] = [];
const sockets = new Set<Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) await new Promise((done) => server.close(done));
});

async function listening(server: Server | PlainServer): Promise<string> {
  servers.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/k`;
}
const answering = (listener: RequestListener) => listening(createServer(listener));
const plain = (write: (socket: Socket) => void) => listening(createPlain(write));
const told = (url: string, withinMs = 20_000) =>
  post({
    url,
    headers: { 'webhook-id': 'msg_1' },
    body: '{"office":"odense","events":[]}',
    caFile: null,
    signal: new AbortController().signal,
    withinMs,
  });

it('is told by POST, in JSON, with the headers of the signature', async () => {
  let got = '';
  const url = await answering((request, response) => {
    const { method, headers } = request;
    request.on('data', (chunk) => (got += String(chunk)));
    request.on('end', () => {
      got = `${method} ${headers['content-type']} ${String(headers['webhook-id'])} ${got}`;
      response.writeHead(204).end();
    });
  });
  expect(await told(url)).toBe(204);
  expect(got).toBe('POST application/json msg_1 {"office":"odense","events":[]}');
});

it('a redirect is an answer like any other: nobody is told at another address', async () => {
  let reached = false;
  const elsewhere = await answering((_, response) => {
    reached = true;
    response.end();
  });
  const url = await answering((_, response) => response.writeHead(307, { location: elsewhere }).end());
  expect([await told(url), reached]).toEqual([307, false]);
});

it('an answer without an end is not read on', async () => {
  let sent = 0;
  const url = await answering((request, response) => {
    request.resume();
    response.writeHead(200);
    const chunk = Buffer.alloc(65_536);
    const write = () => {
      while (!response.destroyed && sent < 1 << 30) {
        sent += chunk.length;
        if (!response.write(chunk)) {
          response.once('drain', write);
          return;
        }
      }
    };
    write();
  });
  expect(await told(url)).toBe(200);
  // What the connection itself holds, besides the 64 KiB that are read.
  expect(sent).toBeLessThan(32 << 20);
});

it.each<[string, (socket: Socket) => void]>([
  ['closes at once', (socket) => socket.destroy()],
  ['speaks no HTTP', (socket) => socket.end('hello\r\n')],
  ['sends headers without an end', (socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(40_000)}`)],
  ['answers a status that is none', (socket) => socket.end('HTTP/1.1 9999 OK\r\n\r\n')],
])('one that %s has taken nothing', async (_, write) => {
  const url = await plain((socket) => {
    socket.resume();
    write(socket);
  });
  await expect(told(url)).rejects.toThrow();
});

it.each<[string, (socket: Socket) => void]>([
  ['says nothing', () => undefined],
  ['sends its headers a letter at a time', (socket) => void setInterval(() => socket.write('H'), 20).unref()],
])('one that %s is waited for so long, and no longer', async (_, write) => {
  const url = await plain((socket) => {
    socket.resume();
    write(socket);
  });
  await expect(told(url, 200)).rejects.toThrow();
});

it('one whose answer has a status and then no end has taken it', async () => {
  const url = await plain((socket) => {
    socket.resume();
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nab');
  });
  expect(await told(url, 200)).toBe(200);
});

it('one with a certificate is told where the authority named is its own, and nobody else in its place', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'klagegang-ca-'));
  const [own, other] = [selfSigned(), selfSigned()];
  const caFile = join(folder, 'own.pem');
  const otherFile = join(folder, 'other.pem');
  writeFileSync(caFile, own.cert);
  writeFileSync(otherFile, other.cert);
  let reached = 0;
  const server = createTls(own, (_, response) => {
    reached += 1;
    response.writeHead(204).end();
  });
  const url = (await listening(server)).replace('http:', 'https:');
  const by = (authority: string | null) =>
    post({ url, headers: {}, body: '{}', caFile: authority, signal: new AbortController().signal });
  expect(await by(caFile)).toBe(204);
  for (const wrong of [null, otherFile]) await expect(by(wrong)).rejects.toThrow();
  expect(reached).toBe(1);
  rmSync(folder, { recursive: true });
});

it('is not told where the product stops', async () => {
  const url = await plain((socket) => socket.resume());
  const stopping = new AbortController();
  const asked = post({ url, headers: {}, body: '{}', caFile: null, signal: stopping.signal });
  stopping.abort();
  await expect(asked).rejects.toThrow();
});
