import { resolve } from 'node:path';
import { modeOf } from '../../../libs/installation/data-folder.js';
import { SafekeepingRefused } from './manifest.js';

/** The path of a data folder that an operator named. @throws SafekeepingRefused, BootRefused it is none */
export function dataFolderAt(data: string): string {
  const folder = resolve(data);
  if (modeOf(folder) === null)
    throw new SafekeepingRefused(`${folder} is no data folder of Klagegang (it has no klagegang.json).`);
  return folder;
}
