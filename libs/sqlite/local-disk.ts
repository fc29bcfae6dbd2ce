import { statfsSync } from 'node:fs';
import { DatabaseRefused } from './sqlite-errors.js';

// statfs(2), Linux. SQLite's WAL needs shared memory and locks that these do not give (sqlite.org/wal.html, section 1).
const network = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x01021997, '9P'],
  [0x73757245, 'Coda'],
  [0x0bd00bd0, 'Lustre'],
  [0x7461636f, 'OCFS2'],
  [0x01161970, 'GFS2'],
]);

/**
 * The network file system that `folder` lies on, or undefined. Known on Linux only; FUSE is let through, since it may
 * be local.
 */
export const networkFileSystem = (
  folder: string,
  typeOf = (path: string): number => statfsSync(path).type,
): string | undefined => (process.platform === 'linux' ? network.get(typeOf(folder) >>> 0) : undefined);

/** @throws DatabaseRefused `folder` lies on a network file system */
export function refuseNetworkFileSystem(folder: string): void {
  const found = networkFileSystem(folder);
  if (found !== undefined)
    throw new DatabaseRefused(
      `${folder} lies on a network file system (${found}), where SQLite can lose acknowledged writes. Put the data on a local disk.`,
    );
}

/** What is left for this user on the disk of a file or folder; Infinity where the system does not say. */
export function freeBytes(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return Infinity;
  }
}
