/** Scenarios of a folder, with the client of the product that they were written for. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../faults/real-process.js';
import { type Product, type Scenario } from './both-ways.js';

export interface Written {
  readonly name: string;
  readonly scenario: Scenario;
  readonly Product: new (checkout: string) => Product;
}

/** Their client lies beside them, in the folder above, or is that of the journeys. */
export async function scenariosIn(folder: string): Promise<readonly Written[]> {
  const drive = [folder, join(folder, '..'), join(root, 'test', 'journeys')]
    .map((each) => join(each, 'drive.mjs'))
    .find((each) => existsSync(each))!;
  const { Product } = (await import(pathToFileURL(drive).href)) as Pick<Written, 'Product'>;
  const files = readdirSync(folder)
    .filter((each) => each.endsWith('.mjs'))
    .sort();
  const all = await Promise.all(
    files.map(async (file) => {
      const found = (await import(pathToFileURL(join(folder, file)).href)) as Readonly<Record<string, Scenario>>;
      return Object.entries(found).map(([name, scenario]) => ({ name, scenario, Product }));
    }),
  );
  return all.flat();
}
