/**
 * What reports of a large office cost: `npm run bench:reports -- [--data <folder of klagegang simulate --mode test>]
 * [--complaints n]`. Without a folder an office of ten years is simulated first. The real server is asked over HTTP:
 * department × topic over ten years for the first time, again, and after a restart; then four ten-year reports and a
 * PDF at once, for how long its event loop was held meanwhile at most, and what it holds in memory. Nothing is
 * asserted.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { simulate } from '../../apps/cli/simulate/simulate.js';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    complaints: { type: 'string', default: '100000' },
    office: { type: 'string', default: 'horsens' },
    idle: { type: 'string', default: '0' },
  },
});
const { office } = values;
const temporary = mkdtempSync(join(tmpdir(), 'klagegang-reports-'));
const say = (what: string, value: string): void => console.log(`${what.padEnd(62)} ${value}`);

interface Looked {
  readonly cpuSeconds: number;
  /** Of the thread that answers requests. */
  readonly serverSeconds: number;
  readonly residentMiB: number;
  /** How late the event loop came at most since the look before. */
  readonly latestMs: number;
}

/** The product as an operator starts it. */
class Server {
  private constructor(
    private readonly child: ReturnType<typeof spawn>,
    private readonly port: number,
  ) {}

  /** Resolves when it has taken up the whole log. */
  static async start(data: string): Promise<Server> {
    const port = await freePort();
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('../../apps/server/main.js', import.meta.url))],
      {
        env: { ...process.env, KLAGEGANG_MODE: 'test', KLAGEGANG_DATA: data, KLAGEGANG_PORT: String(port) },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    const server = new Server(child, port);
    for (;;) {
      if (child.exitCode !== null) throw new Error('the server ended');
      const ready = await fetch(server.url('/health/ready')).catch(() => undefined);
      if (ready?.ok && ((await ready.json()) as { readonly status: string }).status === 'ready') return server;
      await later(100);
    }
  }

  async token(sub: string): Promise<string> {
    const body = JSON.stringify({ office, sub, name: 'Anna Analytiker', roles: ['analyst'] });
    const answer = await fetch(this.url('/api/test/token'), {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    return ((await answer.json()) as { readonly token: string }).token;
  }

  /** Bytes of the report, and how long it took. */
  async report(path: string, token: string): Promise<{ readonly bytes: number; readonly ms: number }> {
    const began = performance.now();
    const answer = await fetch(this.url(`/api/offices/${office}/reports/${path}`), {
      headers: { authorization: `Bearer ${token}` },
    });
    const { byteLength } = await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}`);
    return { bytes: byteLength, ms: performance.now() - began };
  }

  async look(): Promise<Looked> {
    const text = await (await fetch(this.url('/metrics'))).text();
    const figure = (name: string): number =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(`${name} `))!
          .slice(name.length + 1),
      );
    return {
      cpuSeconds: figure('process_cpu_seconds'),
      serverSeconds: figure('server_thread_cpu_seconds'),
      residentMiB: figure('process_resident_memory_bytes') / 2 ** 20,
      latestMs: figure('nodejs_eventloop_delay_seconds{quantile="1"}') * 1000,
    };
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }

  private url(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { readonly port: number };
  await new Promise((done) => probe.close(done));
  return port;
}

async function measured(server: Server, work: () => Promise<number>): Promise<string> {
  const before = await server.look();
  const ms = await work();
  const { cpuSeconds } = await server.look();
  return `${ms.toFixed(0)} ms, ${((cpuSeconds - before.cpuSeconds) * 1000).toFixed(0)} ms of processor`;
}

try {
  const data = values.data ?? join(temporary, 'data');
  const from = 2016;
  if (values.data === undefined)
    await simulate(
      { data, office, cases: values.complaints, years: '10', mode: 'test', from: `${from}-01-01` },
      () => undefined,
    );
  const tenYears = (name: string, by: string) => `${name}?from=${from}-01-01&to=${from + 9}-12-31&by=${by}`;
  const departmentTopic = tenYears('parts', 'department,topic');

  const began = performance.now();
  const first = await Server.start(data);
  say(
    'start, until everything of the log is in the read models',
    `${((performance.now() - began) / 1000).toFixed(1)} s`,
  );
  const ask = (server: Server, token: string) => async () => (await server.report(departmentTopic, token)).ms;
  const token = await first.token('bench-analyst');
  say('department × topic, ten years, the first time', await measured(first, ask(first, token)));
  say('the same again', await measured(first, ask(first, token)));
  await first.stop();

  const server = await Server.start(data);
  try {
    say('resident after a restart', `${(await server.look()).residentMiB.toFixed(0)} MiB`);
    const analysts = await Promise.all(['one', 'two', 'three'].map((sub) => server.token(`bench-analyst-${sub}`)));
    say('department × topic after a restart', await measured(server, ask(server, analysts[0]!)));
    const paths = [
      tenYears('contacts', 'quarter,channel'),
      tenYears('parts', 'department,month'),
      tenYears('upheld', 'department'),
      tenYears('own-time', 'investigated'),
      `yearly?year=${from + 8}&format=pdf`,
    ];
    const before = await server.look();
    const asked = performance.now();
    const made = await Promise.all(paths.map((path, index) => server.report(path, analysts[index % 3]!)));
    const after = await server.look();
    say('four ten-year reports and a PDF at once', `${((performance.now() - asked) / 1000).toFixed(1)} s`);
    say('  of bytes', made.map(({ bytes }) => bytes).join(', '));
    const ofServer = ((after.serverSeconds - before.serverSeconds) * 1000).toFixed(0);
    const ofAll = ((after.cpuSeconds - before.cpuSeconds) * 1000).toFixed(0);
    say('  the event loop was late at most', `${after.latestMs.toFixed(0)} ms`);
    say('  processor time of its thread', `${ofServer} ms, of ${ofAll} ms in all threads`);
    say('  resident then', `${after.residentMiB.toFixed(0)} MiB`);
    const idleSeconds = Number(values.idle);
    if (idleSeconds > 0) {
      await later(idleSeconds * 1000);
      say(`resident after ${idleSeconds} s more`, `${(await server.look()).residentMiB.toFixed(0)} MiB`);
    }
  } finally {
    await server.stop();
  }
  console.log(`Node ${process.version}, load ${loadavg()[0]!.toFixed(1)} with what else ran.`);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
