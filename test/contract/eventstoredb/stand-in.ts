import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Faults } from './faults.js';
import { type Member, type ServerOptions } from './server-options.js';

/** The checkout: from what is built of it, too, its program is run as it is. */
const checkout = ((): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
})();
const server = join(checkout, 'test', 'contract', 'eventstoredb', 'server.ts');
const typescript = join(checkout, 'libs', 'event-store', 'embedded', 'testing', 'typescript.mjs');

/** A stand-in for EventStoreDB in a process of its own, with a log file that outlives it. */
export class StandIn {
  #child: ChildProcess | undefined;
  #control = 0;
  #port = 0;

  private constructor(
    readonly folder: string,
    private readonly options: ServerOptions,
    private readonly owner: boolean,
  ) {}

  /** @param options.file a log to go on with, as a new leader has the old one's events */
  static async start({ file, ...options }: ServerOptions & { readonly file?: string } = {}): Promise<StandIn> {
    const standIn = new StandIn(
      file === undefined ? mkdtempSync(join(tmpdir(), 'klagegang-esdb-')) : join(file, '..'),
      options,
      file === undefined,
    );
    await standIn.start();
    return standIn;
  }

  get file(): string {
    return join(this.folder, 'log.jsonl');
  }
  get port(): number {
    return this.#port;
  }
  get connectionString(): string {
    return `esdb://127.0.0.1:${this.#port}?tls=false`;
  }

  /** Starts again, at the same port and with the same log. */
  async start(): Promise<void> {
    const program = [
      '--disable-warning=ExperimentalWarning',
      '--experimental-transform-types',
      '--import',
      typescript,
      server,
      this.file,
      String(this.#port),
      JSON.stringify(this.options),
    ];
    const child = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    const lines = createInterface({ input: child.stdout });
    const [line] = (await Promise.race([
      once(lines, 'line'),
      once(child, 'exit').then(() => {
        throw new Error('the stand-in ended before it was ready');
      }),
    ])) as [string];
    ({ port: this.#port, control: this.#control } = JSON.parse(line) as { port: number; control: number });
  }

  async kill(): Promise<void> {
    const child = this.#child!;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Hangs: the connections stay, and nothing answers. */
  stop(): void {
    this.#child!.kill('SIGSTOP');
  }
  goOn(): void {
    this.#child!.kill('SIGCONT');
  }

  /** @returns all that it does wrong from now on */
  async fault(faults: Partial<Faults>): Promise<Faults> {
    return (await this.#tell('/faults', faults)).faults;
  }
  /** How many events it has sent to whoever read. */
  async sent(): Promise<number> {
    return (await this.#tell('/faults', {})).sent;
  }
  /** Stores what it was late with. */
  async storeLate(): Promise<void> {
    await this.#tell('/store-late');
  }
  async members(members: readonly Member[]): Promise<void> {
    await this.#tell('/members', members);
  }
  async dropConnections(): Promise<void> {
    await this.#tell('/drop-connections');
  }
  async dropSubscriptions(): Promise<void> {
    await this.#tell('/drop-subscriptions');
  }
  async scavenge(): Promise<void> {
    await this.#tell('/scavenge');
  }

  async dispose(): Promise<void> {
    this.goOn();
    await this.kill();
    if (this.owner) rmSync(this.folder, { recursive: true, force: true });
  }

  async #tell(path: string, body: unknown = {}): Promise<{ readonly faults: Faults; readonly sent: number }> {
    const answer = await fetch(`http://127.0.0.1:${this.#control}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`the stand-in does not know ${path}`);
    return (await answer.json()) as { readonly faults: Faults; readonly sent: number };
  }
}
