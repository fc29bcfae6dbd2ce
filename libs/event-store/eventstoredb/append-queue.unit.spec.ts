import { inTime, pauseBefore, unlessAborted } from './timing.js';
import { BytesInFlight, AppendQueue } from './append-queue.js';

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

describe('appends', () => {
  it('go one after the other in a stream, in the order of the calls, whatever fails', async () => {
    const queue = new AppendQueue();
    const seen: string[] = [];
    const work = (name: string, fails = false) =>
      queue.run('one', async () => {
        seen.push(`${name} begins`);
        await turn();
        seen.push(`${name} ends`);
        if (fails) throw new Error(name);
      });
    await Promise.allSettled([work('a'), work('b', true), work('c')]);
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });
  it('of different streams do not wait for each other', async () => {
    const queue = new AppendQueue();
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = queue.run('one', () => promise);
    await queue.run('other', async () => undefined);
    resolve();
    await first;
  });
});

describe('bytes in flight', () => {
  it('never exceed the limit; who comes first goes first; one that is too large goes alone', async () => {
    const limit = new BytesInFlight(10);
    let [now, most] = [0, 0];
    const order: number[] = [];
    await Promise.all(
      [4, 4, 4, 25, 1, 9].map((bytes, index) =>
        limit.during(bytes, async () => {
          order.push(index);
          now += Math.min(bytes, 10);
          most = Math.max(most, now);
          await turn();
          now -= Math.min(bytes, 10);
        }),
      ),
    );
    expect(most).toBeLessThanOrEqual(10);
    expect(order).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe('timing', () => {
  it("a promise that is late is given up, and its later failure is nobody's", async () => {
    const { promise, reject } = Promise.withResolvers<void>();
    await expect(inTime(10, promise)).rejects.toMatchObject({ name: 'TimedOut' });
    reject(new Error('late'));
    await turn();
  });
  it('an abort comes before the promise', async () => {
    const abort = new AbortController();
    const waiting = unlessAborted(new Promise(() => undefined), abort.signal);
    abort.abort(new Error('given up'));
    await expect(waiting).rejects.toThrow('given up');
    await expect(unlessAborted(new Promise(() => undefined), abort.signal)).rejects.toThrow('given up');
  });
  it('a pause ends at once when the signal aborts', async () => {
    await pauseBefore(10, { pause: 60_000 }, AbortSignal.timeout(10));
  });
});
