/** The master key of an installation, from wherever its configuration says. */
import { type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createMasterKey, readMasterKey } from '../privacy/master-key.js';
import { KeysRefused } from '../privacy/refusals.js';
import { createSealedMasterKey, openSealedMasterKey } from '../privacy/sealed-master-key.js';
import { TransitService } from '../privacy/transit-service.js';
import { type Config } from './config.js';
import { masterKeyIn, sealedMasterKeyIn } from './data-folder.js';

export type MasterKeyPlace = Pick<Config, 'masterKeyFile' | 'keyService' | 'dataFolder'>;

/**
 * @param isFirst nothing was wrapped yet: one is made where there is none. A new one opens nothing that is there
 * @throws KeysRefused · @throws KeyServiceAway later it may be there
 */
export async function masterKeyOf(
  { masterKeyFile, keyService, dataFolder }: MasterKeyPlace,
  { isFirst = false }: { readonly isFirst?: boolean } = {},
): Promise<KeyObject> {
  if (keyService !== null) {
    const [file, service] = [sealedMasterKeyIn(dataFolder), new TransitService(keyService)];
    if (isFirst) return createSealedMasterKey(file, service);
    if (!existsSync(file))
      throw new KeysRefused(
        `${file}, the master key as the key service sealed it, is not there. Put back its copy, which every backup holds; the service cannot make it again.`,
      );
    return openSealedMasterKey(file, service);
  }
  const file = masterKeyFile ?? masterKeyIn(dataFolder);
  return isFirst && masterKeyFile === null && !existsSync(file) ? createMasterKey(file) : readMasterKey(file);
}
