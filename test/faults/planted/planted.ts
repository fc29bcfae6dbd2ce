/**
 * The planted bugs (promises.md, section 3): each patch goes onto a scratch copy, and what its first lines name must
 * fail there for the reason they name. A patch that no longer applies, or is not noticed, breaks the run.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { outcome, type Line, type Outcome } from '../campaign/line.js';
import { root } from '../real-process.js';

/** The head of a patch file: `Bug:`, `Line:`, `Run:` a spec and part of its tests' names, or `campaign` and its
 * arguments, after settings of the environment; `Reason:` a pattern; `Seconds:` what it took on 2 cores. */
export interface Plant {
  readonly number: number;
  readonly bug: string;
  readonly line: string;
  readonly run: string;
  readonly reason: RegExp;
  readonly seconds: number;
  readonly file: string;
}

/** What cannot be planted yet, and why. */
export const notYet: { readonly [number: number]: string } = {
  24: 'no Merkle tree yet (line tamper)',
  27: 'no console yet',
};

const here = join(root, 'test', 'faults', 'planted');

export function plants(): readonly Plant[] {
  return readdirSync(here)
    .filter((name) => name.endsWith('.patch'))
    .sort()
    .map((name) => {
      const file = join(here, name);
      const text = readFileSync(file, 'utf8');
      const says = (what: string): string => {
        const found = new RegExp(`^${what}: (.+)$`, 'm').exec(text)?.[1];
        if (found === undefined) throw new Error(`${name} does not say "${what}:"`);
        return found;
      };
      return {
        number: Number.parseInt(name, 10),
        bug: says('Bug'),
        line: says('Line'),
        run: says('Run'),
        reason: new RegExp(says('Reason')),
        seconds: Number(says('Seconds')),
        file,
      };
    });
}

/** A copy of the sources, with the packages of this one. */
export class Scratch {
  readonly folder = mkdtempSync(join(tmpdir(), 'klagegang-planted-'));

  constructor() {
    for (const name of sources()) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true });
      copyFileSync(join(root, name), join(this.folder, name));
    }
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'));
  }

  /** Empty, or why the patch does not apply. */
  fits({ file }: Plant): string {
    return this.git('apply', '--check', '--recount', file);
  }

  /** The sentence of what is wrong; undefined when it was noticed for the named reason. */
  tryOut({ file, run, reason }: Plant): string | undefined {
    const applied = this.git('apply', '--recount', file);
    if (applied !== '') return `does not apply: ${applied}`;
    try {
      const { status, said } = this.run(run);
      if (/The build failed/.test(said)) return 'does not build';
      if (status === 0) return 'was not noticed';
      return reason.test(said)
        ? undefined
        : `was noticed for another reason than ${reason.source}: ${said.slice(-1500)}`;
    } finally {
      this.git('apply', '--recount', '-R', file);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run(what: string): { readonly status: number | null; readonly said: string } {
    const launcher = join(this.folder, 'apps', 'cli', 'node24.mjs');
    const words = what.split(' ');
    const env = {
      ...process.env,
      ...Object.fromEntries(
        words.filter((word) => /^[A-Z_]+=/.test(word)).map((word) => word.split('=') as [string, string]),
      ),
    };
    const [kind, ...rest] = words.filter((word) => !/^[A-Z_]+=/.test(word));
    if (kind === 'campaign') return this.node(env, launcher, '--build', 'test/faults/campaign.js', ...rest);
    const results = join(this.folder, '.build', 'planted.json');
    rmSync(results, { force: true });
    mkdirSync(dirname(results), { recursive: true });
    const test = rest.join(' ');
    const { status, said } = this.node(
      env,
      launcher,
      '--jest',
      kind!,
      ...(test === '' ? [] : ['-t', test]),
      '--json',
      `--outputFile=${results}`,
    );
    if (!existsSync(results)) return { status, said };
    return { status, said: failures(JSON.parse(readFileSync(results, 'utf8')) as JestResults).join('\n') || said };
  }

  private node(
    env: NodeJS.ProcessEnv,
    ...args: readonly string[]
  ): { readonly status: number | null; readonly said: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: this.folder,
      env,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      timeout: 400_000,
    });
    return { status: status ?? 1, said: `${stdout}${stderr}` };
  }

  private git(...args: readonly string[]): string {
    const { status, stderr } = spawnSync('git', args, {
      cwd: this.folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, GIT_CEILING_DIRECTORIES: dirname(this.folder) },
    });
    return status === 0 ? '' : stderr.trim() || 'git failed';
  }
}

interface JestResults {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Name and message of each test that failed; what keeps a file of tests from running is no test that failed. */
const failures = ({ testResults }: JestResults): readonly string[] =>
  testResults.flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages.join('\n')}`),
  );

/** Every file that git knows or would take; without git, every file that was not made from others. */
function sources(): readonly string[] {
  const { status, stdout } = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status === 0)
    return stdout
      .split('\0')
      .filter((name) => name !== '' && lstatSync(join(root, name), { throwIfNoEntry: false })?.isFile());
  const made = new Set(['node_modules', 'dist', 'dist-test', '.build', '.build-lock', '.git', 'data', 'coverage']);
  return readdirSync(root)
    .filter((name) => !made.has(name))
    .flatMap((name) =>
      lstatSync(join(root, name)).isFile()
        ? [name]
        : readdirSync(join(root, name), { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => relative(root, join(entry.parentPath, entry.name))),
    );
}

let scratch: Scratch | undefined;

/** One bug a unit. `--only 3,13` tries those alone. */
export const planted: Line = {
  name: 'planted',
  units: (only) => (only.length > 0 ? only.length : plants().length),
  async unit(index, _seed, only): Promise<Outcome> {
    const all = plants();
    const plant = only.length > 0 ? all.find(({ number }) => String(number) === only[index]) : all[index];
    if (!plant) return outcome({}, [`there is no planted bug ${only[index]}`]);
    scratch ??= new Scratch();
    const began = performance.now();
    const wrong = scratch.tryOut(plant);
    console.log(
      `  ${plant.number} ${plant.bug} → ${plant.line}: ${wrong === undefined ? 'caught' : 'NOT CAUGHT'} in ${Math.round((performance.now() - began) / 1000)} s`,
    );
    const isLast = index === (only.length > 0 ? only.length : all.length) - 1;
    if (isLast) {
      scratch.remove();
      scratch = undefined;
      for (const [number, why] of Object.entries(notYet)) console.log(`  ${number} not applicable yet: ${why}`);
    }
    return outcome(
      { planted: 1, caught: wrong === undefined ? 1 : 0 },
      wrong === undefined ? [] : [`planted bug ${plant.number} (${plant.bug}) ${wrong}`],
    );
  },
};
