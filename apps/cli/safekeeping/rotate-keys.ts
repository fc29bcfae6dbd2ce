/**
 * A new office key, which wraps every data key anew: what stands in older copies of the key file opens nothing more
 * once those copies are gone. What was sealed stays as it is.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { modeOf } from '../../../libs/installation/data-folder.js';
import { openEmbeddedKeys } from '../../../libs/privacy/embedded-keys.js';
import { readMasterKey } from '../../../libs/privacy/master-key.js';
import { databasePath, officesIn, shredListPath } from '../../../libs/installation/office-files.js';
import { SafekeepingRefused } from './manifest.js';

export interface RotateKeys {
  readonly data: string;
  /** The key of one office; left out, all of the folder. */
  readonly office?: string | undefined;
  /** Where the master key may lie: the last of them that is there. */
  readonly masterKeys: readonly string[];
}

/**
 * @returns the offices whose key is a new one
 * @throws SafekeepingRefused no such folder or office, or it has no keys · @throws KeysRefused it is open in another
 * process, or the master key opens nothing there; the offices before it have a new key
 */
export async function rotateKeys({ data, office: only, masterKeys }: RotateKeys): Promise<readonly string[]> {
  const path = resolve(data);
  if (modeOf(path) === null)
    throw new SafekeepingRefused(`${path} is no data folder of Klagegang (it has no klagegang.json).`);
  const offices = officesIn(path).filter((office) => only === undefined || office === only);
  if (offices.length === 0)
    throw new SafekeepingRefused(`${path} has no office${only === undefined ? '' : ` ${only}`}.`);
  const masterKey = readMasterKey(masterKeys.findLast((file) => existsSync(file)) ?? masterKeys.at(-1)!);
  for (const office of offices) {
    const [file, shredList] = [databasePath(path, office, 'keys'), shredListPath(path, office)];
    for (const needed of [file, shredList])
      if (!existsSync(needed))
        throw new SafekeepingRefused(
          `${needed} is not there, so ${office} has no keys to wrap anew. Nothing was made.`,
        );
    const keys = openEmbeddedKeys({ path: file, office, masterKey, shredList });
    try {
      await keys.rotateOfficeKey();
    } finally {
      await keys.close();
    }
  }
  return offices;
}
