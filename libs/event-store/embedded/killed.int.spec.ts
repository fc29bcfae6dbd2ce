import { join } from 'node:path';
import { type StoredRecord } from '../port.js';
import { type EmbeddedStore, openEmbeddedStore } from './embedded-store.js';
import { type Ended, ended, startChild } from './testing/child.js';
import { temporaryFolder } from '../../sqlite/testing/folder.js';

interface Written {
  readonly n: number;
  readonly index: number;
  readonly of: number;
}

/** Every record of the log, and I1 to I5 (promises.md, section 1) checked on the way. */
async function checked(
  store: EmbeddedStore,
  acknowledged: ReadonlyMap<string, bigint>,
): Promise<readonly StoredRecord[]> {
  const all: StoredRecord[] = [];
  for await (const { records, caughtUp } of store.subscribe({ after: 0n })) {
    all.push(...records);
    if (caughtUp) break;
  }
  expect(all.map(({ position }) => position)).toEqual(all.map((_, index) => BigInt(index + 1)));
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  const at = new Map(all.map(({ stream, revision, position }) => [`${stream} ${revision}`, position]));
  for (const [place, position] of acknowledged) expect(at.get(place)).toBe(position);
  for (const stream of new Set(all.map((one) => one.stream))) {
    const own = all.filter((one) => one.stream === stream);
    expect(own.map(({ revision }) => revision)).toEqual(own.map((_, index) => index));
    const written = own.map(({ data }) => data as unknown as Written);
    const whole = Array.from({ length: written.at(-1)!.n + 1 }, (_, n) =>
      Array.from({ length: 1 + (n % 3) }, (__, index) => `${n}.${index}`),
    ).flat();
    expect(written.map(({ n, index }) => `${n}.${index}`)).toEqual(whole);
  }
  return all;
}

function note({ lines }: Ended, acknowledged: Map<string, bigint>): void {
  for (const [stream, revision, position] of lines.map((line) => line.split(' '))) {
    const [place, at] = [`${stream} ${revision}`, BigInt(position!)];
    // The repeated last append of a restarted writer is answered as it was the first time.
    if (acknowledged.has(place)) expect(at).toBe(acknowledged.get(place));
    acknowledged.set(place, at);
  }
}

describe('the embedded store, when its process ends in mid-write', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  it('killed six times, every acknowledged append is there once and no append in part (I1 to I5)', async () => {
    const file = join(folder.path, 'killed.db');
    const acknowledged = new Map<string, bigint>();
    for (let kill = 0; kill < 6; kill += 1) {
      const child = startChild('writer.ts', [file, '16']);
      const last = 20 + Math.floor(Math.random() * 200);
      const { signal } = await ended(child, (_, index) => {
        if (index === last) setTimeout(() => child.kill('SIGKILL'), Math.random() * 5);
      }).then((how) => {
        note(how, acknowledged);
        return how;
      });
      expect(signal).toBe('SIGKILL');
      const store = openEmbeddedStore(file);
      await checked(store, acknowledged);
      await store.close();
    }
    expect(acknowledged.size).toBeGreaterThan(100);
  });

  it.each([200, 300, 500, 800])(
    'on a disk that is full at %i KiB, writers are told, readers go on, and nothing is torn',
    async (kilobytes) => {
      const file = join(folder.path, `full-${kilobytes}.db`);
      const acknowledged = new Map<string, bigint>();
      const how = await ended(startChild('writer.ts', [file, '4', '400'], { kilobytes }));
      note(how, acknowledged);
      expect(how.code).toBe(0);
      const { names, trouble, read } = JSON.parse(how.errors) as { names: string[]; trouble: string; read: number };
      expect(names.every((name) => name === 'OutcomeUnknown' || name === 'StoreUnavailable')).toBe(true);
      expect(trouble).toMatch(/for want of space/);
      expect(read).toBeGreaterThan(0);
      const store = openEmbeddedStore(file);
      await checked(store, acknowledged);
      const [last] = await store.readStream('writer-0', { backwards: true, limit: 1 });
      expect(
        (
          await store.append('writer-0', [{ id: crypto.randomUUID(), type: 'Written', data: {}, metadata: {} }], {
            expectedRevision: last!.revision,
          })
        ).repeated,
      ).toBe(false);
      await store.close();
    },
  );
});
