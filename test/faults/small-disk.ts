/**
 * Whether a child may have a disk of its own here (Linux with `unshare` and leave to mount); where not, what needs one
 * is not run, and says so.
 */
import { spawnSync } from 'node:child_process';

export function canHaveDisk(): boolean {
  const can =
    process.platform === 'linux' &&
    spawnSync('unshare', ['--mount', '--map-root-user', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;
  if (!can) process.stderr.write('not run: tests on a small disk of their own (unshare --mount is not allowed here)\n');
  return can;
}
