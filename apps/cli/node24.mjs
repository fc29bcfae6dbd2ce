// Starts the product's programs under Node 24, whatever Node runs npm, and builds what is missing first.
// node24.mjs --build <program.js> [arguments…] builds if a source is newer than the last build, then runs what was
// built
// node24.mjs --only-build builds only
// node24.mjs --jest [arguments…] runs Jest with ES modules
// node24.mjs <file.mjs> [arguments…] runs the file as it is
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const require = createRequire(import.meta.url);
/** The product is built apart from the programs of its tests, so that nothing in a test can keep it from starting. */
const product = { project: 'server', out: 'dist', sources: ['apps', 'libs', 'state-machines', 'event-schemas'] };
/** What every program of the product is started with. */
export const nodeOptions = ['--enable-source-maps', '--disable-warning=ExperimentalWarning'];
/** Where Node keeps what it has compiled, so that a program is not compiled at every start. */
export const compileCache = join(root, '.build', 'compile-cache');
/**
 * For glibc, which else keeps memory apart for every thread and gives little of it back: with the product's threads that
 * is some hundred MiB in a large office. Whoever sets them has the last word.
 */
const memory = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' };
const tests = { project: 'tests', out: 'dist-test', sources: [...product.sources, 'test'] };

/** Path of a Node ≥ 24: the running one, or the binary that npm installed as an optional dependency for this system. */
export function node24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  try {
    return join(
      dirname(require.resolve(`${name}/package.json`)),
      'bin',
      process.platform === 'win32' ? 'node.exe' : 'node',
    );
  } catch {
    throw new Error(
      `Klagegang needs Node 24. npm has no ${name} package installed here: run "npm ci" without --omit=optional, or start npm under Node 24 or newer.`,
    );
  }
}

function fingerprint({ sources }) {
  const hash = createHash('sha256');
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (/\.(ts|json)$/.test(entry.name) && !entry.name.endsWith('.spec.ts')) {
        const { mtimeMs, size } = statSync(path);
        hash.update(`${path}\0${mtimeMs}\0${size}\n`);
      }
    }
  };
  for (const folder of sources) visit(join(root, folder));
  for (const file of [
    'tsconfig.base.json',
    'tsconfig.build.json',
    'tsconfig.tests.json',
    'nest-cli.json',
    'package-lock.json',
  ])
    hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function builtFrom({ out }) {
  try {
    return readFileSync(join(root, out, '.built'), 'utf8');
  } catch {
    return '';
  }
}

async function build(target) {
  if (builtFrom(target) === fingerprint(target)) return;
  const lock = join(root, '.build-lock');
  for (;;) {
    try {
      mkdirSync(lock);
      writeFileSync(join(lock, 'pid'), String(process.pid));
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!alive(join(lock, 'pid'))) {
        rmSync(lock, { recursive: true, force: true });
        continue;
      }
      await later(200);
      if (builtFrom(target) === fingerprint(target)) return;
    }
  }
  try {
    const wanted = fingerprint(target);
    if (builtFrom(target) === wanted) return;
    rmSync(join(root, target.out, '.built'), { force: true });
    const nest = join(dirname(require.resolve('@nestjs/cli/package.json')), 'bin', 'nest.js');
    const { status, stdout, stderr } = spawnSync(node24(), [nest, 'build', target.project], {
      cwd: root,
      encoding: 'utf8',
    });
    if (status !== 0) {
      process.stderr.write(`${stdout}${stderr}\nThe build failed.\n`);
      process.exit(1);
    }
    writeFileSync(join(root, target.out, '.built'), wanted);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function alive(file) {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch (error) {
    return (
      error.code === 'EPERM' ||
      (error.code === 'ENOENT' && existsSync(dirname(file)) && Date.now() - statSync(dirname(file)).mtimeMs < 2000)
    );
  }
}

const startedBy = process.ppid;
const lookEveryMs = 250;

function run(args) {
  const child = spawn(node24(), args, {
    stdio: 'inherit',
    env: { ...memory, ...process.env, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? compileCache },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm sends its signal to the shell between, and a shell such as dash ends without passing it on.
  if (process.env.npm_lifecycle_event !== undefined) {
    const watching = setInterval(() => {
      if (process.ppid === startedBy) return;
      clearInterval(watching);
      child.kill('SIGTERM');
    }, lookEveryMs).unref();
  }
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [what, ...rest] = process.argv.slice(2);
  if (what === '--only-build') await build(product);
  else if (what === '--build') {
    const target = rest[0].startsWith('test/') ? tests : product;
    await build(target);
    run([...nodeOptions, join(root, target.out, rest[0]), ...rest.slice(1)]);
  } else if (what === '--jest') {
    const jest = join(dirname(require.resolve('jest/package.json')), 'bin', 'jest.js');
    run([
      '--experimental-vm-modules',
      `--import=${pathToFileURL(join(root, 'test', 'typescript-in-threads.mjs'))}`,
      '--disable-warning=ExperimentalWarning',
      jest,
      '--config',
      join(root, 'test', 'jest.config.mjs'),
      ...rest,
    ]);
  } else run([what, ...rest]);
}
