import { Mutex } from './mutex.js';

const others = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

it('lets one work at a time, in the order of the calls, whatever fails', async () => {
  const mutex = new Mutex();
  const seen: string[] = [];
  const work = (name: string, fails = false) =>
    mutex.run(async () => {
      seen.push(`${name} begins`);
      await others();
      seen.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const outcomes = await Promise.allSettled([work('a'), work('b', true), work('c')]);
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(mutex.isIdle).toBe(true);
});

it('is held until it is released', async () => {
  const mutex = new Mutex();
  const release = await mutex.acquire();
  let isIn = false;
  const next = mutex.run(async () => {
    isIn = true;
  });
  await others();
  expect([isIn, mutex.isIdle]).toEqual([false, false]);
  release();
  await next;
  expect(isIn).toBe(true);
});
