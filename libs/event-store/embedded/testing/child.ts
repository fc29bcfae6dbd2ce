import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

export interface Within {
  /** No file may grow past it, as on a full disk (Linux and macOS). */
  readonly kilobytes?: number;
  /** As `kilobytes`, until `raiseLimit` (Linux). */
  readonly kilobytesForNow?: number;
  /** A disk of its own, in memory, is this folder (Linux); the test sees it with `asSeenBy`. */
  readonly disk?: { readonly folder: string; readonly megabytes: number };
  /** Besides what the test itself has. */
  readonly env?: { readonly [name: string]: string };
}

/** Starts a program of this folder (or from it) in a Node of its own. */
export function startChild(program: string, args: readonly string[], within: Within = {}): ChildProcess {
  const [command, ...rest] = confined(
    [
      process.execPath,
      '--disable-warning=ExperimentalWarning',
      '--experimental-transform-types',
      '--import',
      join(here, 'typescript.mjs'),
      join(here, program),
      ...args,
    ],
    within,
  );
  return spawn(command!, rest, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...within.env } });
}

/** The command that runs `command` so. Each step gives way to the next, so the process keeps its id. */
export function confined(command: readonly string[], { kilobytes, kilobytesForNow, disk }: Within): readonly string[] {
  if (disk)
    return [
      'unshare',
      '--mount',
      '--map-root-user',
      'bash',
      '-c',
      `mount -t tmpfs -o size=${disk.megabytes}m none "$0" && exec "$@"`,
      disk.folder,
      ...command,
    ];
  if (kilobytes !== undefined) return ['bash', '-c', `ulimit -f ${kilobytes} && exec "$@"`, 'bash', ...command];
  if (kilobytesForNow !== undefined)
    return ['bash', '-c', `ulimit -S -f ${kilobytesForNow} && exec "$@"`, 'bash', ...command];
  return command;
}

/** A path as it is for a child with a disk of its own. */
export const asSeenBy = ({ pid }: ChildProcess, path: string): string => `/proc/${pid}/root${path}`;

export interface Ended {
  readonly lines: readonly string[];
  readonly errors: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What the child had written when it ended. `onLine` is called with each whole line. */
export async function ended(
  child: ChildProcess,
  onLine: (line: string, index: number) => void = () => undefined,
): Promise<Ended> {
  let [begun, errors] = ['', ''];
  const lines: string[] = [];
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    const parts = (begun + text).split('\n');
    begun = parts.pop()!;
    for (const line of parts) onLine(line, lines.push(line) - 1);
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.on('close', (...how) => resolve(how));
  });
  return { lines, errors, code, signal };
}
