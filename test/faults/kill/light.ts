/**
 * SIGKILL on the embedded store and the key store alone, without HTTP: many more kills a minute, under 32 writers with
 * appends of one to three events.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '../../../libs/platform/seeded-random.js';
import { fromSource, root } from '../real-process.js';
import { type Open } from './appends.js';
import { Witness } from './witness.js';

export interface LightlyKilled {
  readonly kills: number;
  readonly acknowledged: number;
  readonly events: number;
  /** Appends that were in the log although nobody had been told yet. */
  readonly unanswered: number;
  readonly destroyed: number;
  readonly broken: readonly string[];
}

export interface LightKilling {
  readonly seed: number;
  readonly kills: number;
  readonly writers?: number;
}

/** One folder and up to so many kills. */
export async function killLightly({ seed, kills, writers = 32 }: LightKilling): Promise<LightlyKilled> {
  const folder = mkdtempSync(join(tmpdir(), 'klagegang-light-'));
  const roll = seededRandom(seed);
  const witness = new Witness(folder);
  let done = 0;
  try {
    while (done < kills && witness.broken.length === 0) {
      const lines = await killed(folder, writers, done, witness.open(), Math.floor(roll() * roll() * 250), roll() * 12);
      done += 1;
      witness.note(lines);
      await witness.look(done - 1, writers);
    }
    return { kills: done, ...witness.counts(), broken: witness.broken };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One life: killed `ms` after so many acknowledgements. What it said until then. */
async function killed(
  folder: string,
  writers: number,
  run: number,
  open: readonly Open[],
  after: number,
  ms: number,
): Promise<readonly string[]> {
  const child = spawn(
    process.execPath,
    [...writerProgram(), folder, String(writers), String(run), JSON.stringify(open)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let [output, errors, count, doomed] = ['', '', 0, false];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    for (const letter of text) if (letter === '\n') count += 1;
    if (doomed || count < after) return;
    doomed = true;
    setTimeout(() => child.kill('SIGKILL'), ms);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.on('close', (...how) => {
      resolve(how);
    });
  });
  if (signal !== 'SIGKILL') throw new Error(`the writer ended by itself (${code}): ${errors}`);
  return output.split('\n').slice(0, -1);
}

/** Arguments that make Node the writer: as it is built where this file is, else from its source. */
export function writerProgram(): readonly string[] {
  const built = fileURLToPath(new URL('writer.js', import.meta.url));
  return [
    '--disable-warning=ExperimentalWarning',
    ...(existsSync(built)
      ? [built]
      : ['--experimental-transform-types', '--import', fromSource, join(root, 'test', 'faults', 'kill', 'writer.ts')]),
  ];
}
