import { PastItsEnd } from '../../subscribe-own-log.js';
import { type Opened, Following, declare, newStream, record, records, refused, written } from './given.js';

/**
 * What the stores promise beyond the port that assign the positions themselves (memory and embedded); `open` gives an
 * empty one.
 */
export function ownLogContract(name: string, open: () => Promise<Opened>): void {
  const given = declare(open);
  describe(`${name}, as a log of its own`, () => {
    given('an empty log has its head at 0 and reads as empty', async ({ store }) => {
      expect(await store.head()).toBe(0n);
      expect(await store.readAll()).toEqual([]);
      expect(await store.readAll({ backwards: true })).toEqual([]);
    });
    given(
      'positions are 1, 2, 3 … without a hole, over streams, batches and many writers at once',
      async ({ store }) => {
        await Promise.all(
          Array.from({ length: 50 }, (_, n) =>
            store.append(newStream(), records(1 + (n % 3)), { expectedRevision: 'noStream' }),
          ),
        );
        const positions = (await store.readAll()).map(({ position }) => position);
        expect(positions).toEqual(positions.map((_, index) => BigInt(index + 1)));
      },
    );
    given('a refused append leaves no hole', async ({ store, stream }) => {
      await written(store, stream, 1);
      await Promise.allSettled([
        store.append(stream, records(5), { expectedRevision: 8 }),
        store.append(stream, records(2), { expectedRevision: 0 }),
        store.append(stream, records(5), { expectedRevision: 0 }),
      ]);
      expect((await store.readAll()).map(({ position }) => position)).toEqual([1n, 2n, 3n]);
    });
    given('positions go on without a hole after closing and opening', async ({ store, stream, reopen }) => {
      await written(store, stream, 3);
      await refused(store.append(stream, [record()], { expectedRevision: 9 }));
      expect((await (await reopen()).append(stream, [record()], { expectedRevision: 2 })).position).toBe(4n);
    });
    given('the log backwards before its first position is empty', async ({ store, stream }) => {
      await written(store, stream, 2);
      expect(await store.readAll({ backwards: true, after: 1n })).toEqual([]);
      expect(await store.readAll({ backwards: true, after: 0n })).toEqual([]);
    });
    given('the log backwards from behind its end begins at its end', async ({ store, stream }) => {
      await written(store, stream, 2);
      expect((await store.readAll({ backwards: true, after: 2n ** 60n })).map(({ position }) => position)).toEqual([
        2n,
        1n,
      ]);
    });
    given(
      'an id is unique in the log: the same ids on top of themselves are a conflict (I5)',
      async ({ store, stream }) => {
        const one = record();
        await store.append(stream, [one], { expectedRevision: 'noStream' });
        expect(await refused(store.append(stream, [one], { expectedRevision: 0 }))).toMatchObject({
          name: 'WrongExpectedRevision',
          actual: 0,
        });
        expect(await refused(store.append(stream, [one, record()], { expectedRevision: 0 }))).toMatchObject({
          name: 'WrongExpectedRevision',
        });
        expect(await store.head()).toBe(1n);
      },
    );
    given('an id is unique in the log: the same id in another stream is a conflict (I5)', async ({ store, stream }) => {
      const one = record();
      await store.append(stream, [one], { expectedRevision: 'noStream' });
      expect(await refused(store.append(newStream(), [one], { expectedRevision: 'noStream' }))).toMatchObject({
        name: 'WrongExpectedRevision',
        actual: null,
      });
    });
    given('the first part of an append, sent again, gets the place where it is', async ({ store, stream }) => {
      const batch = records(3);
      await store.append(stream, batch, { expectedRevision: 'noStream' });
      expect(await store.append(stream, batch.slice(0, 2), { expectedRevision: 'noStream' })).toEqual({
        revision: 1,
        position: 2n,
        repeated: true,
      });
    });
    given(
      'a subscription past the end of the log is refused, since its checkpoint is of another log (I8)',
      async ({ store, stream }) => {
        await written(store, stream, 2);
        expect(await refused(new Following(store, { after: 3n }).next())).toBeInstanceOf(PastItsEnd);
      },
    );
    given('a subscription with a batch of none, or before the beginning, is refused', async ({ store }) => {
      for (const options of [
        { after: 0n, batch: 0 },
        { after: 0n, batch: -1 },
        { after: 0n, batch: 0.5 },
        { after: -1n },
      ])
        expect(await refused(new Following(store, options).next())).toBeInstanceOf(TypeError);
    });
    given('batches of a subscription reach exactly as far as they have looked', async ({ store, stream }) => {
      await store.append(stream, records(7), { expectedRevision: 'noStream' });
      const following = new Following(store, { after: 0n, batch: 3 });
      await following.untilCaughtUp();
      expect(following.batches.map(({ upTo, caughtUp }) => [upTo, caughtUp])).toEqual([
        [3n, false],
        [6n, false],
        [7n, true],
      ]);
      await following.stop();
    });
    given('catching up lets the event loop turn between two batches', async ({ store, stream }) => {
      await store.append(stream, records(50), { expectedRevision: 'noStream' });
      let turns = 0;
      let counting: NodeJS.Immediate;
      const count = (): void => {
        turns += 1;
        counting = setImmediate(count);
      };
      count();
      const following = new Following(store, { after: 0n, batch: 1 });
      await following.untilRecords(50);
      clearImmediate(counting!);
      expect(turns).toBeGreaterThan(40);
      await following.stop();
    });
  });
}
