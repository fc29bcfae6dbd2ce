/** The receiver that docs/integrations.md shows, run as it stands there. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { hangMs } from '../../test/hang.js';
import { post } from './post.js';
import { signed } from './standard-webhooks.js';

const folder = mkdtempSync(join(tmpdir(), 'klagegang-receiver-'));
const secret = Buffer.alloc(32, 3);
let receiver: ChildProcess | undefined;
let output = '';
afterAll(() => {
  receiver?.kill();
  rmSync(folder, { recursive: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

it('takes what is signed, once, and nothing else', async () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'integrations.md'), 'utf8');
  const [, code] = /```js\n(.*?)```/s.exec(page)!;
  const port = await freePort();
  writeFileSync(join(folder, 'receiver.mjs'), code!.replace('9000', String(port)));
  receiver = spawn(process.execPath, [join(folder, 'receiver.mjs')], {
    env: { SECRET: `whsec_${secret.toString('base64')}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  receiver.stdout!.on('data', (chunk) => {
    output += String(chunk);
  });
  const body = JSON.stringify({
    office: 'odense',
    events: [
      {
        position: '7',
        complaint: 'c',
        number: '2026-0001',
        state: 'registered',
        recordedAt: '2026-03-02T08:00:00.000Z',
      },
      {
        position: '12',
        complaint: 'c',
        number: '2026-0001',
        state: 'referred',
        recordedAt: '2026-03-02T08:00:00.000Z',
      },
    ],
  });
  const told = (key: Buffer, sentAt = Date.now()) =>
    post({
      url: `http://127.0.0.1:${port}/`,
      headers: signed({ id: 'msg_1', sentAt, body }, [key]),
      body,
      caFile: null,
      signal: new AbortController().signal,
    });
  // It takes a moment to listen.
  let status = 0;
  for (const end = Date.now() + hangMs; status === 0 && Date.now() < end; await later(20))
    status = await told(secret).catch(() => 0);
  expect(status).toBe(204);
  expect(await told(secret)).toBe(204);
  expect(await told(Buffer.alloc(32, 4))).toBe(401);
  expect(await told(secret, Date.now() - 400_000)).toBe(401);
  expect(output).toBe('2026-0001 registered\n2026-0001 referred\n');
});
