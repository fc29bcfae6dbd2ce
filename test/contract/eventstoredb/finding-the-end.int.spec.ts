/** Where an office's log ends is found by what came since it was known, however much others wrote before and after. */
import { newStream, record, records, written } from '../../../libs/event-store/testing/contract/given.js';
import { type EventStoreDbStore } from '../../../libs/event-store/eventstoredb/eventstoredb-store.js';
import { newOffice, openOn } from './server-under-test.js';
import { StandIn } from './stand-in.js';

const noStream = { expectedRevision: 'noStream' } as const;
/** More than is looked at from the end of the log backwards. */
const many = 24_000;

let server: StandIn;
let others: EventStoreDbStore;
const open: EventStoreDbStore[] = [];
const opened = async (office: string, options: Parameters<typeof openOn>[1] = {}): Promise<EventStoreDbStore> => {
  const store = await openOn(server.connectionString, { office, ...options });
  open.push(store);
  return store;
};
const crowd = async (count: number): Promise<void> => {
  for (let left = count; left > 0; left -= 1000)
    await others.append(newStream(), records(Math.min(left, 1000)), noStream);
};
/** What a call had the server send. */
const costOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = await server.sent();
  await work();
  return (await server.sent()) - before;
};

const office = newOffice();
let quiet: EventStoreDbStore;
beforeAll(async () => {
  server = await StandIn.start();
  others = await opened(newOffice());
  quiet = await opened(office);
  await crowd(2000);
  await written(quiet, newStream(), 3);
  await crowd(many);
});
afterAll(async () => {
  for (const store of open) await store.close();
  await server.dispose();
});

it('of an office that is new, the server looks through the log, and sends none of it but its end', async () => {
  const store = await opened(newOffice());
  let end: unknown = 'not asked';
  const cost = await costOf(async () => {
    end = await store.end();
  });
  expect([end, cost <= 20_100]).toEqual([undefined, true]);
});

it('of an office that has been quiet for long, nobody knows where: it is found, and is the last of its own', async () => {
  const store = await opened(office);
  expect(await store.end()).toMatchObject({ position: await quiet.head(), revision: 2 });
});

it('where it is known, what others wrote before is not looked at again', async () => {
  const known = (await quiet.end())!;
  await crowd(500);
  const store = await opened(office, { known });
  const cost = await costOf(async () => expect(await store.head()).toBe(known.position));
  // Once the five hundred, and again where a busy machine had the read begun anew; never the crowd of before.
  expect(cost).toBeLessThan(many / 4);
  const [last] = await store.readAll({ backwards: true, limit: 1 });
  expect(last!.position).toBe(known.position);
});

it('what came since is found, however much came', async () => {
  const known = (await quiet.end())!;
  const stream = newStream();
  await quiet.append(stream, [record()], noStream);
  await crowd(many);
  const store = await opened(office, { known });
  expect(await store.end()).toMatchObject({ stream, revision: 0 });
});

it('of what is known of another log nothing is believed', async () => {
  const end = (await quiet.end())!;
  for (const known of [
    { ...end, id: crypto.randomUUID() },
    { ...end, position: 284n, lookedAt: 284n },
    { ...end, position: end.position + 1n, lookedAt: end.lookedAt + 5n },
    { ...end, lookedAt: end.lookedAt + 1n },
  ]) {
    const store = await opened(office, { known });
    expect((await store.end())!.position).toBe(end.position);
  }
});
