import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const cli = join(import.meta.dirname, '..');
let isBuilt = false;

/** For tests: where `npm run build` puts a program of this folder. It is built first, once in a file of tests. */
export function builtProgram(name: string): string {
  if (!isBuilt) {
    const { status, stderr } = spawnSync(process.execPath, [join(cli, 'node24.mjs'), '--only-build'], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`the build failed\n${stderr}`);
    isBuilt = true;
  }
  return join(cli, '..', '..', 'dist', 'apps', 'cli', name);
}
