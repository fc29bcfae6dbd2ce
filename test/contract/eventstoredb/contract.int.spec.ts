import { record } from '../../../libs/event-store/testing/contract/given.js';
import { storeContract } from '../../../libs/event-store/testing/contract/store-contract.js';
import { type ServerUnderTest, openedOn, serverUnderTest } from './server-under-test.js';

let server: ServerUnderTest;
const open = openedOn(() => server.connectionString);

beforeAll(async () => {
  server = await serverUnderTest();
  process.stderr.write(`the contract of EventStoreDB runs on ${server.name}\n`);
  // So that the head of this office is never further back than this run.
  const { store, dispose } = await open();
  await store.append('beginning', [record()], { expectedRevision: 'noStream' });
  await dispose();
});
afterAll(() => server.dispose());

storeContract('EventStoreDB', open);
