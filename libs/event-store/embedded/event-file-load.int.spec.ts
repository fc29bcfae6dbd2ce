import { join } from 'node:path';
import { openDatabase } from '../../sqlite/open-database.js';
import { LogDamaged } from '../../sqlite/sqlite-errors.js';
import { temporaryFolder } from '../../sqlite/testing/folder.js';
import { WrongExpectedRevision } from '../port.js';
import { newStream, record, records } from '../testing/contract/given.js';
import { openEmbeddedStore } from './embedded-store.js';
import { eventFile } from './event-file.js';
import { EventFileLoad } from './event-file-load.js';

const folder = temporaryFolder();
let number = 0;
const newFile = (): string => join(folder.path, `${(number += 1)}.db`);
afterAll(() => folder.remove());

/** The error of a call that must fail. */
const failure = (call: () => unknown): Error => {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new Error('expected a refusal, and it was accepted');
};

it('is an event file like any other, and goes on where the load ended', async () => {
  const [file, one, other] = [newFile(), newStream(), newStream()];
  const [first, second, third] = [records(2), records(1), records(3)];
  const load = new EventFileLoad(file);
  expect(await load.append(one, first, { expectedRevision: 'noStream' })).toEqual({
    revision: 1,
    position: 2n,
    repeated: false,
  });
  await load.append(other, second, { expectedRevision: 'noStream' });
  await load.append(one, third, { expectedRevision: 1 });
  load.finish();
  load.close();

  const store = openEmbeddedStore(file);
  const all = await store.readAll();
  expect(all.map(({ position, stream, revision, id }) => [position, stream, revision, id])).toEqual([
    [1n, one, 0, first[0]!.id],
    [2n, one, 1, first[1]!.id],
    [3n, other, 0, second[0]!.id],
    ...third.map(({ id }, n) => [BigInt(4 + n), one, 2 + n, id]),
  ]);
  await expect(store.append(one, [record()], { expectedRevision: 3 })).rejects.toBeInstanceOf(WrongExpectedRevision);
  expect(await store.append(one, third, { expectedRevision: 1 })).toEqual({
    revision: 4,
    position: 6n,
    repeated: true,
  });
  expect(await store.append(other, [record()], { expectedRevision: 0 })).toMatchObject({ revision: 1, position: 7n });
  await store.close();
  const db = openDatabase(file, { format: eventFile });
  expect(() => db.exec("UPDATE events SET type = 'Another'")).toThrow('an event is never changed');
  db.close();
});

describe('is not finished with', () => {
  const [stream, other, twice] = [newStream(), newStream(), records(1)];
  const begun = { to: stream, of: twice, at: 'noStream' } as const;
  it.each([
    ['an id that is there twice', [begun, { to: other, of: twice, at: 'noStream' }], 'was appended twice'],
    ['a revision that is there twice', [begun, { to: stream, of: records(1), at: 'noStream' }], 'was appended twice'],
    ['a revision that is missing', [begun, { to: stream, of: records(1), at: 1 }], 'a revision is missing'],
    ['a stream without its beginning', [begun, { to: other, of: records(1), at: 0 }], 'a revision is missing'],
  ] as const)('%s', async (_, appends, says) => {
    const load = new EventFileLoad(newFile());
    for (const { to, of, at } of appends) await load.append(to, of, { expectedRevision: at });
    const refused = failure(() => load.finish());
    expect([refused instanceof LogDamaged, refused.message]).toEqual([true, expect.stringContaining(says)]);
    load.close();
  });
});

it('takes nothing that a store would not take', async () => {
  const load = new EventFileLoad(newFile());
  const append = (expectedRevision: number) => load.append(newStream(), records(1), { expectedRevision });
  await expect(append(-1)).rejects.toBeInstanceOf(TypeError);
  load.close();
});
