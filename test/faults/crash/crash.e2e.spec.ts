/**
 * At every named crash point once: the process dies, comes back, and everything that is always true is true
 * (promises.md, line "crash").
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, root } from '../real-process.js';
import { preload } from './death.js';
import { dieAtAll } from './everywhere.js';
import { crashPointNames, crashPoints, type CrashPoint } from './points.js';

beforeAll(build);

const during = (...when: readonly CrashPoint['during'][]) =>
  crashPointNames.filter((name) => when.includes(crashPoints[name].during));
const work = during('work');
const half = Math.ceil(work.length / 2);
/** Apart, so that each of them is over before Jest takes it for a hang, on however busy a machine. */
const parts = [
  ['first starts', during('start')],
  ['work', work.slice(0, half)],
  ['more work', work.slice(half)],
  ["the operator's commands", during('backup', 'restore', 'copy', 'rotate-keys')],
] as const;

it.each(parts)(
  'dead at each point of %s once, nothing acknowledged is lost, nothing is half done, and it serves again (I1–I8, I13, I14, I16)',
  async (_, points) => {
    const seed = Date.now() % 100_000;
    const deaths = await dieAtAll(
      points.map((name) => [name, 1] as const),
      seed,
    );
    expect({ seed, broken: deaths.filter(({ broken }) => broken.length > 0) }).toEqual({ seed, broken: [] });
    expect({ seed, notReached: deaths.filter(({ reached }) => !reached).map(({ point }) => point) }).toEqual({
      seed,
      notReached: [],
    });
    expect(new Set(deaths.map(({ point }) => point))).toEqual(new Set(points));
  },
);
it('these are all the points', () => {
  expect(parts.flatMap(([, points]) => points).sort()).toEqual([...crashPointNames].sort());
  expect(parts.every(([, points]) => points.length > 1)).toBe(true);
});

describe('the product itself', () => {
  const dist = join(root, 'dist');
  /** Every module that the server and the operator's program reach. */
  function reached(): ReadonlySet<string> {
    const [seen, left] = [
      new Set<string>(),
      ['server/main.js', 'cli/klagegang.js'].map((program) => join(dist, 'apps', program)),
    ];
    for (let file = left.pop(); file !== undefined; file = left.pop()) {
      if (seen.has(file) || !existsSync(file)) continue;
      seen.add(file);
      for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?['"](\.{1,2}\/[^'"]+)['"]/g))
        left.push(join(file, '..', path!));
    }
    return seen;
  }

  it('has no crash point: nothing that was built is a test of faults or names a point, and no module that it reaches ends a process by SIGKILL', () => {
    const modules = [...reached()];
    expect(modules.length).toBeGreaterThan(80);
    const built = readdirSync(dist, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
      .map((entry) => join(entry.parentPath, entry.name));
    expect(built.filter((file) => file.startsWith(join(dist, 'test')))).toEqual([]);
    const naming = built.filter((file) => {
      const text = readFileSync(file, 'utf8');
      return crashPointNames.some((name) => text.includes(`'${name}'`));
    });
    expect(naming).toEqual([]);
    // Only the configuration knows the setting, to refuse it in production.
    expect(
      built
        .filter((file) => readFileSync(file, 'utf8').includes('KLAGEGANG_CRASH_POINT'))
        .map((file) => relative(dist, file)),
    ).toEqual([join('libs', 'installation', 'config.js')]);
    expect(modules.filter((file) => readFileSync(file, 'utf8').includes('SIGKILL'))).toEqual([]);
  });

  it('does not start in production with crash points loaded before it', () => {
    const { status, stderr } = spawnSync(process.execPath, ['-e', '0'], {
      env: {
        PATH: process.env.PATH,
        NODE_OPTIONS: preload(),
        KLAGEGANG_MODE: 'production',
        KLAGEGANG_CRASH_POINT: 'append/before-commit',
      },
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('Crash points are for tests') });
  });
});
