/**
 * A disk that is full, or fails one call: whoever writes is told, nothing is torn, and on a sound disk it goes on
 * (promises.md, line "disk").
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writerProgram } from '../kill/light.js';
import { Witness } from '../kill/witness.js';
import { root } from '../real-process.js';

/** `kilobytes`: no file grows past it. Else the n-th call of that kind fails once; a short write is half of it. */
export type Trouble =
  | { readonly kilobytes: number }
  | { readonly call: 'write' | 'fsync' | 'rename'; readonly nth: number; readonly how: 'EIO' | 'ENOSPC' | 'SHORT' };

export interface Survived {
  /** False: the work was over before the trouble came. */
  readonly met: boolean;
  readonly acknowledged: number;
  /** What the writers, or the operator, were told. */
  readonly told: readonly string[];
  readonly broken: readonly string[];
}

const writers = 8;
const streams = 3;
/**
 * What a writer may be told (STORE_UNAVAILABLE or OUTCOME_UNKNOWN at the border), and what an operator may read instead
 * of a start.
 */
const words = new Set([
  'StoreUnavailable',
  'OutcomeUnknown',
  'KeyStoreUnavailable',
  'DatabaseRefused',
  'KeysRefused',
  'LogDamaged',
]);

export async function survive(trouble: Trouble, shim: string | null): Promise<Survived> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'klagegang-disk-')));
  try {
    const node = [process.execPath, ...writerProgram(), folder, String(writers), '0', '[]', String(streams)];
    const [command, ...args] =
      'kilobytes' in trouble ? ['bash', '-c', `ulimit -f ${trouble.kilobytes} && exec "$@"`, 'bash', ...node] : node;
    const env =
      'kilobytes' in trouble
        ? process.env
        : {
            ...process.env,
            LD_PRELOAD: shim!,
            KG_FAULT_FOLDER: folder,
            KG_FAULT: `${trouble.call} ${trouble.nth} ${trouble.how}`,
          };
    const { lines, errors, code } = await ended(spawn(command!, args, { env, stdio: ['ignore', 'pipe', 'pipe'] }));
    const said = lines.filter((line) => line.startsWith('e ')).map((line) => line.slice(2));
    const witness = new Witness(folder);
    witness.note(lines);
    await witness.look(0, writers);
    const unforeseen = said.filter((line) => !words.has(line.split(' ')[0]!));
    const broken = [
      ...witness.broken,
      ...unforeseen.map((line) => `a writer was told: ${line}`),
      ...(code === 0 ? [] : [`it ended with ${code}: ${errors}`]),
    ];
    // After the trouble, on the same files and a sound disk: everything that was open is answered, and new work is
    // taken.
    const again = await ended(
      spawn(process.execPath, [...writerProgram(), folder, '2', '1', JSON.stringify(witness.open()), '1'], {
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
    witness.note(again.lines);
    await witness.look(1, writers);
    const refusedAgain = again.lines
      .filter((line) => line.startsWith('e '))
      .map((line) => `on a sound disk a writer was told: ${line.slice(2)}`);
    return {
      met: said.length > 0 || errors.includes('shim:'),
      acknowledged: witness.counts().acknowledged,
      told: said,
      broken: [...new Set([...broken, ...witness.broken, ...refusedAgain])],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ended(
  child: ReturnType<typeof spawn>,
): Promise<{ readonly lines: readonly string[]; readonly errors: string; readonly code: number | null }> {
  let [output, errors] = ['', ''];
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  return { lines: output.split('\n').slice(0, -1), errors, code };
}

/** Compiles the shim; null where there is no compiler, or no LD_PRELOAD. */
export function compileShim(): string | null {
  if (process.platform !== 'linux') return null;
  const built = join(root, '.build', 'shim.so');
  mkdirSync(join(root, '.build'), { recursive: true });
  const { status } = spawnSync('cc', [
    '-shared',
    '-fPIC',
    '-O1',
    '-o',
    built,
    join(root, 'test', 'faults', 'disk', 'shim.c'),
    '-ldl',
    '-lpthread',
  ]);
  return status === 0 ? built : null;
}
