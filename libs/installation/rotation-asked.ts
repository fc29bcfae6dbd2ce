/** The word of an operator that office keys are to be changed, left in the data folder for the running product. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../platform/private-file.js';

const fileIn = (dataFolder: string): string => join(dataFolder, 'rotate-keys.json');

export interface RotationAsked {
  /** The key of one office; null: of all. */
  readonly office: string | null;
}

export function askForRotation(dataFolder: string, asked: RotationAsked): void {
  replaceFile(fileIn(dataFolder), `${JSON.stringify(asked)}\n`);
}

/** Null where nobody asked. It stays until `rotationDone`, so that a product that ends meanwhile begins anew. */
export function rotationAsked(dataFolder: string): RotationAsked | null {
  const file = fileIn(dataFolder);
  if (!existsSync(file)) return null;
  try {
    const { office } = JSON.parse(readFileSync(file, 'utf8')) as { readonly office?: unknown };
    return { office: typeof office === 'string' ? office : null };
  } catch {
    // No word that can be understood: one rotation too many harms nobody.
    return { office: null };
  }
}

export const rotationDone = (dataFolder: string): void => rmSync(fileIn(dataFolder), { force: true });
