import { join } from 'node:path';
import { type Opened } from '../testing/contract/given.js';
import { ownLogContract } from '../testing/contract/own-log-contract.js';
import { storeContract } from '../testing/contract/store-contract.js';
import { openEmbeddedStore } from './embedded-store.js';
import { temporaryFolder } from '../../sqlite/testing/folder.js';

const open = async (): Promise<Opened> => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'events.db');
  let store = openEmbeddedStore(file);
  return {
    store,
    reopen: async () => {
      await store.close();
      store = openEmbeddedStore(file);
      return store;
    },
    dispose: async () => {
      await store.close();
      folder.remove();
    },
  };
};

storeContract('the embedded store', open);
ownLogContract('the embedded store', open);
