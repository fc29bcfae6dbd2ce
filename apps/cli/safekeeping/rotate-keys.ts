/**
 * A new office key, which wraps every data key anew: what stands in older copies of the key file opens nothing more 35
 * days after. What was sealed stays as it is. Of a product that is running it is asked.
 */
import { existsSync } from 'node:fs';
import { type KeyObject } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { holdDataFolder, modeOf } from '../../../libs/installation/data-folder.js';
import { ProductClock } from '../../../libs/installation/product-clock.js';
import { askForRotation, rotationAsked } from '../../../libs/installation/rotation-asked.js';
import { readRunning } from '../../../libs/installation/running-file.js';
import { BootRefused } from '../../../libs/platform/boot-refused.js';
import { openEmbeddedKeys } from '../../../libs/privacy/embedded-keys.js';
import { readMasterKey } from '../../../libs/privacy/master-key.js';
import { databasePath, officesIn, shredListPath } from '../../../libs/installation/office-files.js';
import { type FileLock } from '../../../libs/sqlite/file-lock.js';
import { SafekeepingRefused } from './manifest.js';

const [againMs, patienceMs] = [200, 600_000];

export interface RotateKeys {
  readonly data: string;
  /** The key of one office; left out, all of the folder. */
  readonly office?: string | undefined;
  /** Where the master key may lie: the last of them that is there. */
  readonly masterKeys: readonly string[];
  /** Where a key service keeps it shut. */
  readonly openSealed?: (() => Promise<KeyObject>) | undefined;
}

/**
 * @returns the offices whose key is a new one
 * @throws SafekeepingRefused no such folder or office, or it has no keys · @throws KeysRefused it is open in another
 * process, or the master key opens nothing there; the offices before it have a new key
 */
export async function rotateKeys({
  data,
  office: only,
  masterKeys,
  openSealed,
}: RotateKeys): Promise<readonly string[]> {
  const path = resolve(data);
  if (modeOf(path) === null)
    throw new SafekeepingRefused(`${path} is no data folder of Klagegang (it has no klagegang.json).`);
  const offices = officesIn(path).filter((office) => only === undefined || office === only);
  if (offices.length === 0)
    throw new SafekeepingRefused(`${path} has no office${only === undefined ? '' : ` ${only}`}.`);
  const lock = heldUnlessRunning(path);
  if (lock === null) {
    await askRunning(path, only ?? null);
    return offices;
  }
  try {
    const masterKey = await (openSealed?.() ??
      readMasterKey(masterKeys.findLast((file) => existsSync(file)) ?? masterKeys.at(-1)!));
    for (const office of offices) await rotateAtRest(path, office, masterKey);
    return offices;
  } finally {
    lock.release();
  }
}

/** Null: the product has it open and can be asked. @throws BootRefused another program has it, or it just starts */
function heldUnlessRunning(path: string): FileLock | null {
  try {
    return holdDataFolder(path);
  } catch (error) {
    if (error instanceof BootRefused && readRunning(path) !== null) return null;
    throw error;
  }
}

/** Resolves when it is done. @throws SafekeepingRefused it takes too long */
async function askRunning(path: string, office: string | null): Promise<void> {
  askForRotation(path, { office });
  for (let waited = 0; rotationAsked(path) !== null; waited += againMs) {
    if (waited >= patienceMs)
      throw new SafekeepingRefused(
        'The product that is running has not changed the office key yet. It goes on trying; see its log (officeKeyChanged, officeKeyNotChanged) and: npm run klagegang -- status.',
      );
    await later(againMs);
  }
}

async function rotateAtRest(path: string, office: string, masterKey: KeyObject): Promise<void> {
  const [file, shredList] = [databasePath(path, office, 'keys'), shredListPath(path, office)];
  for (const needed of [file, shredList])
    if (!existsSync(needed))
      throw new SafekeepingRefused(`${needed} is not there, so ${office} has no keys to wrap anew. Nothing was made.`);
  const keys = openEmbeddedKeys({ path: file, office, masterKey, shredList });
  try {
    const now = ProductClock.open(modeOf(path)!, join(path, 'clock.json')).now();
    // One that was cut off is brought to its end first.
    if (keys.isMixed) await keys.rotateOfficeKey(now);
    await keys.rotateOfficeKey(now);
    keys.destroyRetired(now);
  } finally {
    await keys.close();
  }
}
