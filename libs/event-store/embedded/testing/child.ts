import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Starts a program of this folder in a Node of its own. `kilobytes`: no file may grow past it, as on a full disk (Linux and macOS). */
export function startChild(program: string, args: readonly string[], { kilobytes }: { readonly kilobytes?: number } = {}): ChildProcess {
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', '--experimental-transform-types', '--import', join(here, 'typescript.mjs'), join(here, program), ...args];
  const [command, ...rest] = kilobytes === undefined ? node : ['bash', '-c', `ulimit -f ${kilobytes} && exec "$@"`, 'bash', ...node];
  return spawn(command!, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
}

export interface Ended {
  readonly lines: readonly string[];
  readonly errors: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What the child had written when it ended. `onLine` is called at the first whole line. */
export async function ended(child: ChildProcess, onFirstLine: () => void = () => undefined): Promise<Ended> {
  let [output, errors, begun] = ['', '', false];
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (!begun && output.includes('\n')) {
      begun = true;
      onFirstLine();
    }
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => { errors += text; });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => { child.on('close', (...how) => resolve(how)); });
  return { lines: output.split('\n').slice(0, -1), errors, code, signal };
}
