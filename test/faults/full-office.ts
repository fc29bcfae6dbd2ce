// Fills the disk under the three files of an office, makes room again, and says what each did meanwhile, as one line of
// JSON. full-office.ts <empty folder, a small disk of its own>
import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { openAccessLog } from '../../libs/audit/access-log.js';
import { openEmbeddedStore } from '../../libs/event-store/embedded/embedded-store.js';
import { openEmbeddedKeys } from '../../libs/privacy/embedded-keys.js';

const folder = process.argv[2] ?? '';
const filler = join(folder, 'filler');
const masterKey = createSecretKey(randomBytes(32));
const open = () => ({
  store: openEmbeddedStore(join(folder, 'events.db'), { reserveBytes: 0 }),
  keys: openEmbeddedKeys({
    path: join(folder, 'keys.db'),
    office: 'horsens',
    masterKey,
    shredList: join(folder, 'shredded.list'),
    reserveBytes: 0,
  }),
  access: openAccessLog(join(folder, 'access.db'), () => 'unmarked'),
});

let { store, keys, access } = open();
/** Streams, complaints with a key and complaints that were shown, that were acknowledged. */
const acknowledged = { events: [] as string[], keys: [] as string[], accesses: [] as string[] };
const append = async (id: string) => {
  await store.append(id, [{ id: randomUUID(), type: 'Written', data: { filler: 'x'.repeat(100_000) }, metadata: {} }], {
    expectedRevision: 'noStream',
  });
  acknowledged.events.push(id);
};
const obtain = async (id: string) => {
  await keys.obtain(id, ['text']);
  acknowledged.keys.push(id);
};
const show = async (id: string) => {
  await access.record(
    { at: '2026-03-03T09:00:00Z', by: 'x'.repeat(1000), role: 'adviser', purpose: 'handling', what: 'case' },
    [id],
  );
  acknowledged.accesses.push(id);
};

/** The name of the first error. */
async function untilItFails(work: (id: string) => Promise<void>): Promise<string> {
  for (let n = 0; n < 5000; n += 1) {
    try {
      await work(randomUUID());
    } catch (error) {
      return (error as Error).name;
    }
  }
  return 'none';
}

function fill(): void {
  const descriptor = openSync(filler, 'w');
  for (let size = 1024 * 1024; size >= 1;) {
    try {
      if (writeSync(descriptor, Buffer.alloc(size)) < size) size = Math.floor(size / 2);
    } catch {
      size = Math.floor(size / 2);
    }
  }
  closeSync(descriptor);
}

for (const work of [append, obtain, show]) await work('first');
await obtain('shredded');
fill();
const failed = {
  events: await untilItFails(append),
  keys: await untilItFails(obtain),
  accesses: await untilItFails(show),
};
const troubles = [store.trouble, keys.trouble, access.trouble];
const late = await Promise.allSettled([append('late'), obtain('late'), show('late')]);
const destroyed = await keys.destroy('shredded').then(
  () => 'destroyed',
  (error: Error & { passing?: boolean }) => `${error.name} ${error.passing}`,
);
const read = {
  event: (await store.readStream('first')).length,
  key: (await keys.obtain('first', ['text'])).size,
  accesses: access.of('first').length,
  head: Number(await store.head()) >= acknowledged.events.length,
};
rmSync(filler);
const began = performance.now();
while ((store.trouble ?? keys.trouble ?? access.trouble) !== undefined && performance.now() - began < 60_000)
  await later(20);
const waited = Math.round(performance.now() - began);
for (const work of [append, obtain, show]) await work('after');
const count = await keys.destroy('shredded');
for (const each of [store, keys, access]) await each.close();
({ store, keys, access } = open());
const lost = {
  events: (await Promise.all(acknowledged.events.map((id) => store.readStream(id)))).filter(
    ({ length }) => length !== 1,
  ).length,
  accesses: acknowledged.accesses.filter((id) => access.of(id).length !== 1).length,
};
const before = keys.trouble;
for (const each of [store, keys, access]) await each.close();
writeSync(
  1,
  `${JSON.stringify({ failed, troubles, late: late.map((one) => (one.status === 'rejected' ? (one.reason as Error).name : 'taken')), destroyed, read, waited, count, lost, before, acknowledged: Object.fromEntries(Object.entries(acknowledged).map(([name, ids]) => [name, ids.length])) })}\n`,
);
