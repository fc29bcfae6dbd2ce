import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { record, refused } from './testing/contract/given.js';
import { CopyRefused, copyLog } from './copy.js';
import { openEmbeddedStore } from './embedded/embedded-store.js';
import { temporaryFolder } from '../sqlite/testing/folder.js';
import { MemoryStore } from './memory/memory-store.js';
import { type EventStore, type NewRecord, OutcomeUnknown, StoreUnavailable } from './port.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
let number = 0;
const newFile = (): string => join(folder.path, `${(number += 1)}.db`);

/** Streams whose events lie between each other's, of both kinds of data, some appended together. */
async function fill(store: EventStore, events = 60): Promise<void> {
  const streams = Array.from({ length: 7 }, () => ({ name: `case-${randomUUID()}`, next: 0 }));
  for (let n = 0; n < events; n += 1) {
    const stream = streams[(n * 5) % 7]!;
    const batch: NewRecord[] =
      n % 11 === 0
        ? [record({ n }), record(new Uint8Array([n, 0, 255]))]
        : [record({ z: 1, a: { ø: `${n}`, b: [n, null, true] } }, { schemaVersion: n, actor: { name: 'Åse' } })];
    await store.append(stream.name, batch, { expectedRevision: stream.next === 0 ? 'noStream' : stream.next - 1 });
    stream.next += batch.length;
  }
}
const all = async (store: EventStore) => store.readAll({ limit: 100_000 });

/** A store whose n-th append from now fails as `how` says. */
function faulty(store: EventStore, at: number, how: (write: () => Promise<unknown>) => Promise<never>): EventStore {
  let n = 0;
  return new Proxy(store, {
    get: (target, name) => {
      if (name !== 'append') {
        const member = Reflect.get(target, name) as unknown;
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      }
      return (...args: Parameters<EventStore['append']>) =>
        (n += 1) === at ? how(() => target.append(...args)) : target.append(...args);
    },
  });
}
const stops = async (): Promise<never> => {
  throw new StoreUnavailable('gone');
};

describe('copying a log', () => {
  let source: EventStore;
  beforeEach(async () => {
    source = new MemoryStore();
    await fill(source);
  });

  it.each(['embedded', 'memory'])(
    'brings every event with its stream, revision, id, type, data and metadata in the order of the log, to %s',
    async (kind) => {
      const target = kind === 'memory' ? new MemoryStore() : openEmbeddedStore(newFile());
      const copied = await copyLog(source, target);
      expect(copied).toEqual({
        events: 66,
        alreadyThere: 0,
        streams: 7,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      });
      expect(await all(target)).toEqual(await all(source));
      await target.close();
    },
  );

  it('from embedded to embedded gives the same SHA-256, and so does the copy of the copy', async () => {
    const [one, two, three] = [openEmbeddedStore(newFile()), openEmbeddedStore(newFile()), new MemoryStore()];
    await fill(one);
    const sums = [await copyLog(one, two), await copyLog(two, three), await copyLog(one, two)].map(
      ({ sha256 }) => sha256,
    );
    expect(new Set(sums).size).toBe(1);
    for (const store of [one, two]) await store.close();
  });

  it('of an empty source leaves an empty target', async () => {
    expect(await copyLog(new MemoryStore(), new MemoryStore())).toMatchObject({ events: 0, streams: 0 });
  });

  it('interrupted after any event and run again comes to the same, and writes nothing twice', async () => {
    const whole = await copyLog(source, new MemoryStore());
    for (let after = 0; after < whole.events; after += 1) {
      const target = new MemoryStore();
      expect(await refused(copyLog(source, faulty(target, after + 1, stops)))).toBeInstanceOf(StoreUnavailable);
      expect(await target.head()).toBe(BigInt(after));
      expect(await copyLog(source, target)).toEqual({ ...whole, alreadyThere: after });
    }
  });

  it('an append whose outcome is not known is resolved, whether it had been written or not', async () => {
    const whole = await copyLog(source, new MemoryStore());
    for (const wasWritten of [true, false]) {
      const unknown = async (write: () => Promise<unknown>): Promise<never> => {
        if (wasWritten) await write();
        throw new OutcomeUnknown('who knows');
      };
      expect(await copyLog(source, faulty(new MemoryStore(), 20, unknown))).toEqual(whole);
    }
  });

  it('goes on with what the source got meanwhile', async () => {
    const target = new MemoryStore();
    await copyLog(source, target);
    await source.append('case-late', [record()], { expectedRevision: 'noStream' });
    expect(await copyLog(source, target)).toMatchObject({ events: 67, alreadyThere: 66 });
  });

  it.each<[string, (target: EventStore) => Promise<unknown>]>([
    ['another log', (target) => fill(target, 3)],
    [
      'one event more than the source',
      async (target) => {
        await copyLog(source, target);
        await target.append('more', [record()], { expectedRevision: 'noStream' });
      },
    ],
    [
      'the first event with other metadata',
      async (target) => {
        const [first] = await all(source);
        await target.append(first!.stream, [{ ...first!, metadata: { other: true } }], {
          expectedRevision: 'noStream',
        });
      },
    ],
    [
      "the source's events in another order",
      async (target) => {
        const events = await all(source);
        const [one, other] = [
          events.find(({ revision }) => revision === 0)!,
          events.findLast(({ revision }) => revision === 0)!,
        ];
        for (const { stream, id, type, data, metadata } of [other, one])
          await target.append(stream, [{ id, type, data, metadata }], { expectedRevision: 'noStream' });
      },
    ],
  ])('refuses a target that holds %s, and leaves it as it is', async (_, spoil) => {
    const target = new MemoryStore();
    await spoil(target);
    const before = await all(target);
    expect(await refused(copyLog(source, target))).toBeInstanceOf(CopyRefused);
    expect(await all(target)).toEqual(before);
  });

  it('finds a target that changes what it is given', async () => {
    const target = new MemoryStore();
    const lossy = new Proxy(target, {
      get: (on, name) =>
        name === 'append'
          ? (stream: string, [one]: readonly NewRecord[], options: Parameters<EventStore['append']>[2]) =>
              on.append(stream, [{ ...one!, metadata: {} }], options)
          : (Reflect.get(on, name) as () => unknown).bind(on),
    });
    expect((await refused(copyLog(source, lossy))).message).toMatch(/differs from the source when it is read again/);
  });

  it('refuses a source that is not in order', async () => {
    const [first, ...rest] = await all(source);
    const holed = new Proxy(source, {
      get: (on, name) =>
        name === 'readAll'
          ? async ({ after }: { after: bigint }) => (after === 0n ? [first, ...rest.slice(1)] : [])
          : (Reflect.get(on, name) as () => unknown).bind(on),
    });
    expect((await refused(copyLog(holed, new MemoryStore()))).message).toMatch(/log of the source is not in order/);
  });

  it('tells how far it is', async () => {
    const told: number[] = [];
    await copyLog(source, new MemoryStore(), { onProgress: (events) => told.push(events) });
    expect(told.at(-1)).toBe(66);
  });
});
