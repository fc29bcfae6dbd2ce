import { MemoryStore } from '../event-store/memory/memory-store.js';
import { historiesIn } from './histories.js';
import { recordsOf } from './testing/stored.js';
import { offices, profile, wandered } from './testing/stories.js';
import { whatIf, type WhatIfReport } from './what-if.js';

const stories = wandered(4);

async function all<T>(from: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const each of from) found.push(each);
  return found;
}

async function office() {
  const store = new MemoryStore();
  const { codec, complaints } = await recordsOf('horsens', stories);
  // Complaints run side by side in a log: one event of each in turn.
  for (let revision = 0; complaints.some(({ records }) => revision < records.length); revision += 1) {
    for (const { stream, records } of complaints)
      if (revision < records.length)
        await store.append(stream, records.slice(revision, revision + 1), {
          expectedRevision: revision === 0 ? 'noStream' : revision - 1,
        });
  }
  return { store, codec, complaints, head: await store.head() };
}

describe('the histories of an open store', () => {
  it('are those of every complaint, whole, from the first event', async () => {
    const { store, codec, complaints, head } = await office();
    const found = await all(historiesIn(store, codec, head));
    expect(found.map((events) => events.map(({ stream, revision, id }) => [stream, revision, id]))).toEqual(
      complaints.map(({ stream, records }) => records.map(({ id }, revision) => [stream, revision, id])),
    );
  });
  it('end at the position, so that a report can be made again when more has happened', async () => {
    const { store, codec, head } = await office();
    for (const upTo of [0n, 1n, BigInt(stories.length) + 3n, head - 1n]) {
      const events = (await all(historiesIn(store, codec, upTo))).flat();
      expect(events.map(({ position }) => position).sort((a, b) => Number(a - b))).toEqual(
        Array.from({ length: Number(upTo) }, (_, index) => BigInt(index + 1)),
      );
    }
  });
  it('are compared sealed: what comes of the stored events is what came of the told ones', async () => {
    const { store, codec, complaints, head } = await office();
    for (const id of offices) {
      const ask = (histories: Parameters<typeof whatIf>[0]): Promise<WhatIfReport> =>
        whatIf(histories, {
          office: 'horsens',
          period: { from: null, to: null },
          profileNamed: profile,
          other: { id, changes: [], of: () => profile(id) },
          position: head,
        });
      const told = stories.map(({ events }, index) =>
        events.map((event) => ({ ...(event as object), stream: complaints[index]!.stream }) as unknown as typeof event),
      );
      expect(await ask(historiesIn(store, codec, head))).toEqual(await ask(told));
    }
  });
});
