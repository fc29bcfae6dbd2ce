/** A worker as its operator runs it: the built program in a process of its own. */
import { once } from 'node:events';
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../real-process.js';

export class Worker {
  output = '';
  private readonly child: ChildProcess;
  /** How it ended: its code, or null where a signal ended it. */
  readonly ended: Promise<number | null>;

  constructor(folder: string, env: { readonly [name: string]: string }, ...args: readonly string[]) {
    const { PATH, NODE_COMPILE_CACHE } = process.env;
    this.child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', join(root, 'dist', 'apps', 'worker', 'main.js'), ...args],
      {
        env: { PATH, NODE_COMPILE_CACHE, KLAGEGANG_MODE: 'test', KLAGEGANG_DATA: folder, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    this.ended = once(this.child, 'close').then(([code]) => code as number | null);
  }

  async end(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }

  /** Stopped by SIGSTOP it is there, and does nothing, until SIGCONT. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}
