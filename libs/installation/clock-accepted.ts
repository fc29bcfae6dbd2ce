/** The word of an operator that the system clock is right, left in the data folder for the product to find. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { formatInstant, parseInstant } from '../platform/instant.js';
import { replaceFile } from '../platform/private-file.js';

/** Said of a clock that shows about the same: one that jumps again meanwhile was not meant. */
const validMs = 600_000;

const fileIn = (dataFolder: string): string => join(dataFolder, 'clock-accepted.json');

/** @param shown what the clock shows: milliseconds since the epoch */
export function writeClockAccepted(dataFolder: string, shown: number): void {
  replaceFile(fileIn(dataFolder), `${JSON.stringify({ shown: formatInstant(shown) })}\n`);
}

/** Whether the clock that shows this was said to be right; the word is taken once. */
export function takeClockAccepted(dataFolder: string, shown: number): boolean {
  const file = fileIn(dataFolder);
  if (!existsSync(file)) return false;
  let said: number | null = null;
  try {
    said = parseInstant((JSON.parse(readFileSync(file, 'utf8')) as { readonly shown?: unknown }).shown);
  } catch {
    // No word that can be understood.
  }
  rmSync(file, { force: true });
  return said !== null && Math.abs(shown - said) <= validMs;
}
