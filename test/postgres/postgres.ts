/**
 * A real PostgreSQL server for a spec file: its own data folder, port and password; gone when the spec ends, however it
 * ends.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresConnection } from '../../libs/read-models/database/postgres-views.js';
import { binaries, type Binaries } from './binaries.js';

const startWithinMs = 60_000;
/**
 * The server's parent: a shell that hears of this process's end through its standard input, a SIGKILL included, ends
 * the server and removes its folder. A line is the name of a signal: the server ends with that one, and the folder
 * stays.
 */
const keeper = `"$@" & server=$!
if read -r order; then kill -s "$order" "$server"; wait "$server"; else kill -s QUIT "$server"; wait "$server"; rm -rf "$KEPT"; fi`;

export class PostgresServer {
  private process: ChildProcess | undefined;

  private constructor(
    readonly folder: string,
    private readonly programs: Binaries,
    readonly connection: PostgresConnection,
  ) {}

  /**
   * With fsync and everything else as a careful operator has it, so that the product's check of the server runs as it
   * is; but for the locale, which is Danish, so that nothing leans on the order of code points by accident.
   */
  static async start(): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), 'klagegang-postgres-'));
    try {
      const programs = binaries(folder);
      const password = randomBytes(12).toString('hex');
      writeFileSync(join(folder, 'password'), `${password}\n`, { mode: 0o600 });
      chmodSync(folder, 0o755);
      if (programs.as.uid !== undefined) execFileSync('chown', ['-R', `${programs.as.uid}:${programs.as.gid}`, folder]);
      const { status, stderr } = spawnSync(
        programs.initdb,
        [
          `--pgdata=${join(folder, 'data')}`,
          '--username=klagegang',
          `--pwfile=${join(folder, 'password')}`,
          '--auth=scram-sha-256',
          '--no-sync',
          '--encoding=UTF8',
          '--locale=C',
          '--locale-provider=icu',
          '--icu-locale=da-DK',
        ],
        { ...programs.as, env: programs.env, encoding: 'utf8', cwd: folder },
      );
      if (status !== 0) throw new Error(`initdb failed: ${stderr}`);
      const server = new PostgresServer(folder, programs, {
        host: '127.0.0.1',
        port: await freePort(),
        database: 'postgres',
        user: 'klagegang',
        password,
      });
      await server.begin();
      return server;
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Runs it again, at the same port, on what it left. */
  async begin(): Promise<void> {
    const { port } = this.connection;
    const child = spawn(
      'sh',
      [
        '-c',
        keeper,
        'sh',
        this.programs.postgres,
        '-D',
        join(this.folder, 'data'),
        '-p',
        String(port),
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        'unix_socket_directories=',
        '-c',
        'shared_buffers=32MB',
        '-c',
        'log_min_messages=log',
      ],
      {
        ...this.programs.as,
        env: { ...this.programs.env, KEPT: this.folder },
        cwd: this.folder,
        stdio: ['pipe', 'ignore', 'pipe'],
      },
    );
    this.process = child;
    await new Promise<void>((resolve, reject) => {
      let said = '';
      const failed = (why: string) => {
        clearTimeout(timer);
        child.stdin.end();
        reject(new Error(`PostgreSQL did not start: ${why} ${said}`));
      };
      const timer = setTimeout(() => failed('it took too long.'), startWithinMs);
      child.on('error', (error) => failed(error.message));
      child.on('exit', () => failed('it ended.'));
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('ready to accept connections')) {
          clearTimeout(timer);
          resolve();
        } else if (/(?:FATAL|PANIC):(?!\s+the database system is starting up)/.test(said)) failed('');
      });
    });
  }

  /** `fast` lets nobody finish; `crash` is what a power cut leaves. */
  async end(how: 'fast' | 'crash' = 'fast'): Promise<void> {
    await this.leave((child) => child.stdin!.end(how === 'fast' ? 'INT\n' : 'QUIT\n'));
  }

  /** What happens when this process is killed: the other end of the pipe closes. Also the folder is gone. */
  async abandon(): Promise<void> {
    await this.leave((child) => child.stdin!.destroy());
  }

  async close(): Promise<void> {
    await this.abandon();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async leave(say: (child: ChildProcess) => void): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      child.on('exit', () => resolve());
      say(child);
    });
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => {
    probe.close(resolve);
  });
  return port;
}
