import { type KeyObject } from 'node:crypto';
import { type Config } from '../../../libs/installation/config.js';
import { masterKeyIn } from '../../../libs/installation/data-folder.js';
import { readMasterKey } from '../../../libs/privacy/master-key.js';

/**
 * Where the configuration says, or in the data folder of a demo or test. Never made here: a new one opens nothing.
 * @throws KeysRefused
 */
export const masterKeyOf = ({ masterKeyFile, dataFolder }: Config): KeyObject =>
  readMasterKey(masterKeyFile ?? masterKeyIn(dataFolder));
