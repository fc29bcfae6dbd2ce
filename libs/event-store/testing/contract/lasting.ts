import { StoreUnavailable } from '../../port.js';
import { type Case, Following, ids, newStream, record, records, refused, written } from './given.js';

export function lasting(given: Case): void {
  given('what was answered is there after closing and opening, unchanged', async ({ store, stream, reopen }) => {
    await store.append(stream, [record({ a: 'å' }, { b: 1 }), record(Uint8Array.from([1, 2, 3]))], {
      expectedRevision: 'noStream',
    });
    const stored = await store.readStream(stream);
    expect(await (await reopen()).readStream(stream)).toEqual(stored);
  });
  given('the head is the same after closing and opening', async ({ store, stream, reopen }) => {
    const { position } = await store.append(stream, records(3), { expectedRevision: 'noStream' });
    expect(await (await reopen()).head()).toBe(position);
  });
  given('positions go on rising after closing and opening', async ({ store, stream, reopen }) => {
    const first = await store.append(stream, [record()], { expectedRevision: 'noStream' });
    const second = await (await reopen()).append(stream, [record()], { expectedRevision: 0 });
    expect(second.position > first.position).toBe(true);
  });
  given('an expected revision holds across closing and opening', async ({ store, stream, reopen }) => {
    await written(store, stream, 2);
    const again = await reopen();
    expect(await refused(again.append(stream, [record()], { expectedRevision: 'noStream' }))).toMatchObject({
      name: 'WrongExpectedRevision',
      actual: 1,
    });
    expect((await again.append(stream, [record()], { expectedRevision: 1 })).revision).toBe(2);
  });
  given('a conflict leaves no trace after closing and opening', async ({ store, stream, reopen }) => {
    const head = await store.head();
    await refused(store.append(stream, [record()], { expectedRevision: 3 }));
    const again = await reopen();
    expect(await again.readStream(stream)).toEqual([]);
    expect(await again.head()).toBe(head);
  });
  given('appends that were sent before the close are finished', async ({ store, reopen }) => {
    const streams = Array.from({ length: 20 }, () => newStream());
    const answers = Promise.all(
      streams.map((stream) => store.append(stream, [record()], { expectedRevision: 'noStream' })),
    );
    await store.close();
    expect(await answers).toHaveLength(20);
    const again = await reopen();
    for (const stream of streams) expect(await again.readStream(stream)).toHaveLength(1);
  });
  given('a closed store refuses to append, read and subscribe as unavailable', async ({ store, stream, before }) => {
    await written(store, stream, 1);
    await store.close();
    const asked = [
      store.append(stream, [record()], { expectedRevision: 0 }),
      store.readStream(stream),
      store.readAll(),
      store.head(),
      new Following(store, { after: before }).next(),
    ];
    for (const answer of await Promise.allSettled(asked))
      expect(answer).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) as StoreUnavailable });
  });
  given('a store may be closed twice, one after the other or at once', async ({ store }) => {
    await Promise.all([store.close(), store.close()]);
    await store.close();
  });
  given(
    'closing in the middle of many writers: each append is answered and there, or refused as unavailable and not there',
    async ({ store, reopen }) => {
      const streams = Array.from({ length: 40 }, () => newStream());
      const tries = streams.map(async (stream, index) => {
        await new Promise((resolve) => {
          setTimeout(resolve, index % 8);
        });
        await store.append(stream, records(2), { expectedRevision: 'noStream' });
      });
      const outcome = Promise.allSettled(tries);
      await new Promise((resolve) => {
        setTimeout(resolve, 3);
      });
      await store.close();
      const settled = await outcome;
      const again = await reopen();
      for (const [index, one] of settled.entries()) {
        expect(await again.readStream(streams[index]!)).toHaveLength(one.status === 'fulfilled' ? 2 : 0);
        if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(StoreUnavailable);
      }
    },
  );
  given(
    'closing in the middle of a catch-up loses nothing: resumed, it gives the rest',
    async ({ store, stream, before, reopen }) => {
      const all = records(100);
      await store.append(stream, all, { expectedRevision: 'noStream' });
      const first = new Following(store, { after: before, batch: 10 });
      await first.untilRecords(10);
      await store.close();
      while ((await first.next()) !== undefined);
      const second = new Following(await reopen(), { after: first.upTo });
      if (first.records.length < 100) await second.untilRecords(100 - first.records.length);
      expect(ids([...first.records, ...second.records])).toEqual(ids(all));
      await second.stop();
    },
  );
}
