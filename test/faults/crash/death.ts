/** How a process is made to die at a place, and what became of it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fromSource, root } from '../real-process.js';
import { type CrashPointName } from './points.js';

/** A point, and which of its times. */
export type Place = readonly [point: CrashPointName, nth: number];

export interface Death {
  readonly point: CrashPointName;
  readonly nth: number;
  /** False: it lived on. */
  readonly reached: boolean;
  /** What was not as it must be; none when all was well. */
  readonly broken: readonly string[];
}

/** What Node is told to load before the product: as it is built where this file is, else from its source. */
export function preload(): string {
  const built = new URL('preload.js', import.meta.url);
  const modules = existsSync(built)
    ? [built]
    : [fromSource, join(root, 'test', 'faults', 'crash', 'preload.ts')].map((path) => pathToFileURL(path));
  return modules.map(({ href }) => `--import=${href}`).join(' ');
}
