import { type StoredRecord } from '../port.js';
import { wholeLog } from './whole-log.js';

const record = (position: bigint) => ({ position }) as StoredRecord;
const storeOf = (head: bigint, page: (after: bigint) => readonly StoredRecord[]) => ({
  head: async () => head,
  readAll: async ({ after = 0n }: { readonly after?: bigint } = {}) => page(after),
});

it('ends where the log ended when it was asked, however much comes after', async () => {
  const growing = storeOf(4n, (after) => [record(after + 1n), record(after + 2n)]);
  expect((await wholeLog(growing)).map(({ position }) => position)).toEqual([1n, 2n, 3n, 4n]);
});

it.each([
  ['gives the same page for ever', () => [record(1n)]],
  ['ends too early', () => []],
])('says so where a store %s', async (_, page) => {
  await expect(wholeLog(storeOf(3n, page))).rejects.toThrow(/^the log ends at 3 and gives nothing after [01]$/);
});
