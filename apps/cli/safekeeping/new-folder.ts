import { existsSync, mkdirSync, readdirSync, realpathSync, rmdirSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { refuseBesideBackups } from '../../../libs/privacy/master-key.js';
import { SafekeepingRefused } from './manifest.js';

/**
 * An empty folder for its owner alone, made if it is not there.
 * @param apart the folder that it must not lie in, nor hold
 * @throws SafekeepingRefused it holds something, or lies in the wrong place
 */
export function newFolder(path: string, apart: string): string {
  const folder = resolve(path);
  const parent = dirname(folder);
  if (!existsSync(parent))
    throw new SafekeepingRefused(`The folder ${parent} does not exist. Mount the disk that it is on, or create it.`);
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new SafekeepingRefused(
      `${folder} is not empty. Name a folder that does not exist yet; if an earlier run left it unfinished, delete it first.`,
    );
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const [here, there] = [realpathSync(folder), realpathSync(apart)];
  if (isWithin(here, there) || isWithin(there, here)) {
    rmdirSync(folder);
    throw new SafekeepingRefused(
      `${folder} and ${resolve(apart)} lie in each other. Name a folder elsewhere, best on another disk.`,
    );
  }
  return folder;
}

/** @throws KeysRefused a backup in `folder`, which is empty, would lie beside one of these keys */
export function refuseBesideKeys(folder: string, masterKeys: readonly string[]): void {
  try {
    for (const file of masterKeys.filter((each) => existsSync(each))) refuseBesideBackups(file, [folder]);
  } catch (error) {
    rmdirSync(folder);
    throw error;
  }
}

const isWithin = (inner: string, outer: string): boolean => !relative(outer, inner).startsWith('..');
