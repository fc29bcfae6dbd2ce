/**
 * The product as its operator runs it: the built program in a process of its own, which can be killed and started
 * again.
 */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { confined, type Within } from '../../libs/event-store/embedded/testing/child.js';
import { hangMs } from '../hang.js';
import { answerOf, wire, type Answer, type Asking, type Asks } from './client.js';
import { newFolder } from './in-process.js';

/** The checkout, from the sources and from what is built of them. */
export const root = ((): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
})();

/** To be imported before a program whose source Node is to run as it is. */
export const fromSource = join(root, 'libs', 'event-store', 'embedded', 'testing', 'typescript.mjs');

/** Builds what `npm start` would build. */
export function build(): void {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'apps', 'cli', 'node24.mjs'), '--only-build'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the build failed\n${stderr}`);
}

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

export class RealProcess implements Asks {
  output = '';
  private port = 0;
  private child: ChildProcess | undefined;

  /** `env` may be changed between two starts. */
  constructor(
    readonly folder: string = newFolder(),
    public env: { readonly [name: string]: string } = {},
    private readonly within: Within = {},
  ) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Where browsers find it. */
  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when the product is ready. @throws Error it ended instead; its output is the message */
  async start(): Promise<this> {
    for (let tries = 1; ; tries += 1)
      try {
        return await this.startOnce();
      } catch (error) {
        // Another program may have taken the port that was free a moment ago.
        if (tries === 5 || !/^Port \d+ on \S+ is taken/m.test((error as Error).message)) throw error;
        this.port = 0;
      }
  }

  private async startOnce(): Promise<this> {
    this.port ||= await freePort();
    const ended = this.spawn();
    const stopped = ended.then(({ code, output }) => {
      throw new Error(`the product stopped (${code})\n${output}`);
    });
    stopped.catch(() => undefined);
    await Promise.race([this.ready(), stopped]);
    return this;
  }

  /** Starts where it must not, and gives its last words. */
  async startRefused(withinMs = hangMs): Promise<Ended> {
    this.port ||= await freePort();
    const ended = this.spawn();
    const late = later(withinMs, null, { ref: false });
    const answer = await Promise.race([ended, late]);
    if (answer === null) {
      await this.kill();
      throw new Error(`it had not ended after ${withinMs} ms\n${this.output}`);
    }
    return answer;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => {
      child.once('close', done);
    });
    child.kill(signal);
    await gone;
  }

  /** Waits until it has ended by itself; false when it has not within the time. */
  async gone(withinMs: number): Promise<boolean> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return true;
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        resolve(false);
      }, withinMs);
      child.once('close', () => {
        clearTimeout(late);
        resolve(true);
      });
    });
  }

  async restart(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    await this.kill(signal);
    await this.start();
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async ask(asking: Asking): Promise<Answer> {
    const { method, path, content, headers } = wire(asking);
    // A connection of its own: one that is kept may be to a process that was killed since.
    const asked = request({ host: '127.0.0.1', port: this.port, path, method, headers, agent: false });
    asked.end(content);
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    const { statusCode = 0, headers: given } = answer;
    return answerOf(statusCode, given as Record<string, string>, await text(answer));
  }

  private get dataFolder(): string {
    return this.env.KLAGEGANG_DATA ?? this.folder;
  }

  /** The data folder as it is seen from here: a disk of its own is the process's alone. */
  private get seen(): string {
    return this.within.disk ? `/proc/${this.pid}/root${this.dataFolder}` : this.dataFolder;
  }

  private spawn(): Promise<Ended> {
    rmSync(join(this.dataFolder, 'running.json'), { force: true });
    const { PATH, NODE_COMPILE_CACHE } = process.env;
    const env = {
      PATH,
      NODE_COMPILE_CACHE,
      KLAGEGANG_MODE: 'test',
      KLAGEGANG_DATA: this.folder,
      KLAGEGANG_PORT: String(this.port),
      ...this.env,
    };
    const [command, ...args] = confined(
      [
        process.execPath,
        '--enable-source-maps',
        '--disable-warning=ExperimentalWarning',
        join(root, 'dist', 'apps', 'server', 'main.js'),
      ],
      this.within,
    );
    const child = spawn(command!, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        this.output += text;
      });
    return new Promise((resolve) => {
      child.on('close', (code) => {
        resolve({ code, output });
      });
    });
  }

  private async ready(): Promise<void> {
    for (const end = Date.now() + hangMs; Date.now() < end; await later(25)) {
      // Before it says so itself, whoever answers at that port may be another.
      if (!existsSync(join(this.seen, 'running.json'))) continue;
      const answer = await fetch(`http://127.0.0.1:${this.port}/health/ready`).catch(() => null);
      if (answer?.ok) return;
    }
    throw new Error(`it does not get ready\n${this.output}`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => {
    server.close(done);
  });
  return port;
}
