/** Where the product that has a data folder open can be asked how it is. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../platform/private-file.js';

export interface Running {
  readonly pid: number;
  /** `http://127.0.0.1:3000`: as it listens. */
  readonly address: string;
}

const fileIn = (dataFolder: string): string => join(dataFolder, 'running.json');

export function writeRunning(dataFolder: string, running: Running): void {
  replaceFile(fileIn(dataFolder), `${JSON.stringify(running)}\n`);
}

export const removeRunning = (dataFolder: string): void => rmSync(fileIn(dataFolder), { force: true });

/** Null where none says that it runs. One that was killed may still be named. */
export function readRunning(dataFolder: string): Running | null {
  const file = fileIn(dataFolder);
  if (!existsSync(file)) return null;
  try {
    const { pid, address } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Running>;
    return Number.isInteger(pid) && typeof address === 'string' ? { pid: pid!, address } : null;
  } catch {
    return null;
  }
}
