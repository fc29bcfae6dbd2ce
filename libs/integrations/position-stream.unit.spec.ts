import { jest } from '@jest/globals';
import { PositionStream, positionsSaid, type Following } from './position-stream.js';
import { type Standing, type Stretch } from './positions.js';

const standing = (position: bigint): Standing => ({
  position,
  complaint: '8f14e45f-ceea-467f-a8c1-000000000001',
  number: `2026-${String(position).padStart(4, '0')}`,
  state: 'registered',
  revision: 3,
  recordedAt: '2026-03-02T08:00:00.000Z',
});
const lastEvent = { id: 'e', stream: 's', revision: 0 };
const pace = { lookMs: 5000, gatherMs: 0, silenceMs: 15_000, stalledMs: 30_000 };

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** An office that goes on for ever, fifty events at a time, and counts what was read of it. */
function endless() {
  const read = { pieces: 0 };
  const next = async (after: bigint): Promise<Stretch> => {
    read.pieces += 1;
    const standings = Array.from({ length: 50 }, (_, index) => standing(after + BigInt(index) + 1n));
    return { standings, upTo: after + 50n, last: lastEvent, isEnd: false };
  };
  return { read, next };
}
/** An office in which nothing happens. */
const silent = (_: bigint, signal: AbortSignal) =>
  new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined));
  });
const stream = (following: Partial<Following>) =>
  new PositionStream({
    after: 0n,
    next: silent,
    told: positionsSaid,
    still: () => Promise.resolve(),
    pace,
    ...following,
  });
const turns = () => jest.advanceTimersByTimeAsync(0);

it('tells each event with its position as its id', async () => {
  let asked = 0;
  const next = (_: bigint, signal: AbortSignal) =>
    (asked += 1) === 1
      ? Promise.resolve({ standings: [standing(7n)], upTo: 7n, last: lastEvent, isEnd: true })
      : silent(0n, signal);
  const followed = stream({ after: 6n, next });
  await turns();
  const text = String(followed.read());
  expect(text).toBe(
    `: following\n\nid: 7\nevent: position\ndata: ${JSON.stringify({ ...standing(7n), position: '7' })}\n\n`,
  );
  followed.destroy();
});

it('keeps a piece of the log for a reader that does not read, however long the log, and cuts it off', async () => {
  const { read, next } = endless();
  const followed = stream({ next });
  await turns();
  await jest.advanceTimersByTimeAsync(pace.stalledMs - 1);
  // Pieces of some 9 KB: what fits into the buffer and one more.
  expect(read.pieces).toBeLessThan(5);
  expect(followed.readableLength).toBeLessThan(40_000);
  expect(followed.destroyed).toBe(false);
  await jest.advanceTimersByTimeAsync(1);
  expect(followed.destroyed).toBe(true);
});

it('goes on where it was for one that reads slowly, and leaves nothing out', async () => {
  const { next } = endless();
  const followed = stream({ next });
  let text = '';
  while (text.split('\nid: ').length < 400) {
    await jest.advanceTimersByTimeAsync(pace.stalledMs - 1);
    text += String(followed.read() ?? '');
  }
  const ids = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
  expect(ids).toEqual(ids.map((_, index) => index + 1));
  followed.destroy();
});

it('says every fifteen seconds that it is there, and nothing of what this reader is not told', async () => {
  let asked = 0;
  const next = (_: bigint, signal: AbortSignal) =>
    (asked += 1) === 1
      ? Promise.resolve({ standings: [standing(7n)], upTo: 9n, last: lastEvent, isEnd: true })
      : silent(0n, signal);
  const followed = stream({ next, told: () => '' });
  await turns();
  expect(String(followed.read())).toBe(': following\n\n');
  await jest.advanceTimersByTimeAsync(pace.silenceMs - 1);
  expect(followed.read()).toBeNull();
  await jest.advanceTimersByTimeAsync(1);
  expect(String(followed.read())).toBe(': still here\n\n');
  await jest.advanceTimersByTimeAsync(pace.silenceMs);
  expect(String(followed.read())).toBe(': still here\n\n');
  followed.destroy();
});

it('ends within five seconds once the token has ended, and before anything more is told', async () => {
  let over = false;
  const followed = stream({ still: async () => (over ? Promise.reject(new Error('401')) : undefined) });
  let ended = false;
  followed.on('end', () => {
    ended = true;
  });
  followed.resume();
  await turns();
  over = true;
  await jest.advanceTimersByTimeAsync(pace.lookMs);
  expect(ended).toBe(true);
  const { next, read } = endless();
  const none = stream({ next, still: () => Promise.reject(new Error('401')) });
  await turns();
  expect([String(none.read()), read.pieces]).toEqual([': following\n\n', 1]);
});

it('ends where the log cannot be read: who reads comes again with the last id', async () => {
  const followed = stream({ next: () => Promise.reject(new Error('the store is away')) });
  let ended = false;
  followed.on('end', () => {
    ended = true;
  });
  followed.resume();
  await turns();
  expect(ended).toBe(true);
});
