import { type Opened } from '../testing/contract/given.js';
import { ownLogContract } from '../testing/contract/own-log-contract.js';
import { storeContract } from '../testing/contract/store-contract.js';
import { MemoryLog, MemoryStore } from './memory-store.js';

const open = async (): Promise<Opened> => {
  const log = new MemoryLog();
  let store = new MemoryStore(log);
  return {
    store,
    reopen: async () => {
      await store.close();
      store = new MemoryStore(log);
      return store;
    },
    dispose: () => store.close(),
  };
};

storeContract('the memory store', open);
ownLogContract('the memory store', open);
