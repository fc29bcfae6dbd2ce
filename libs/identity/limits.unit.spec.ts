import { jest } from '@jest/globals';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Limits, Sources, usualLimits, type Limited } from './limits.js';

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'taken',
    (error: unknown) => (error as Error).message,
  );
const times = async (n: number, work: () => Promise<unknown>): Promise<readonly string[]> => {
  const codes: string[] = [];
  for (let i = 0; i < n; i += 1) codes.push(await codeOf(work()));
  return codes;
};

describe('what is limited', () => {
  it.each(
    (['signIn', 'codeBySource', 'codeByCode', 'search', 'export', 'upload'] as const).map(
      (kind) => [kind, usualLimits[kind].points] as const,
    ),
  )('%s: %i are taken, the next is one too many, and another key is not concerned', async (kind, points) => {
    const limits = new Limits();
    expect(await times(points, () => limits.take(kind, 'one'))).toEqual(Array<string>(points).fill('taken'));
    expect(await codeOf(limits.take(kind, 'one'))).toBe('RATE_LIMITED');
    expect(await codeOf(limits.take(kind, 'two'))).toBe('taken');
  });

  it('is as promised: sign-in 10, codes 5 and refused log-outs 60 a quarter of an hour, 60 searches, 6 exports and 30 uploads an hour', () => {
    expect(usualLimits).toEqual({
      signIn: { points: 10, seconds: 900 },
      logOut: { points: 60, seconds: 900 },
      codeBySource: { points: 5, seconds: 900 },
      codeByCode: { points: 5, seconds: 900 },
      requests: { points: 10, seconds: 1 },
      search: { points: 60, seconds: 3600 },
      export: { points: 6, seconds: 3600 },
      upload: { points: 30, seconds: 3600 },
    });
  });

  it('of requests has fifty at once, and no more', async () => {
    // Time stands still: on a busy machine fifty-one may take longer than the second in which ten more are given.
    jest.useFakeTimers();
    try {
      const limits = new Limits();
      const codes = await times(51, () => limits.take('requests', 'one'));
      expect(codes.filter((code) => code === 'taken')).toHaveLength(50);
      expect(codes.at(-1)).toBe('RATE_LIMITED');
    } finally {
      jest.useRealTimers();
    }
  });

  it('says after how many seconds one may come again', async () => {
    const limits = new Limits();
    for (let i = 0; i < 6; i += 1) await limits.take('export', 'one');
    await expect(limits.take('export', 'one')).rejects.toMatchObject({
      status: 429,
      details: { retryAfter: expect.any(Number) as number },
    });
  });

  it('is given back to who knew the way', async () => {
    const limits = new Limits();
    for (let i = 0; i < 30; i += 1) {
      await limits.take('codeBySource', 'one');
      await limits.giveBack('codeBySource', 'one');
    }
    expect(await times(5, () => limits.take('codeBySource', 'one'))).toEqual(Array<string>(5).fill('taken'));
  });

  it.each([
    ['signIn', 'RATE_LIMITED'],
    ['codeBySource', 'RATE_LIMITED'],
    ['codeByCode', 'RATE_LIMITED'],
    ['export', 'RATE_LIMITED'],
    ['requests', 'taken'],
    ['search', 'taken'],
    ['upload', 'taken'],
  ] as const)('%s, where counting itself fails: %s', async (kind: Limited, answer) => {
    const broken = new Limits({ requests: usualLimits.requests }, () => ({
      consume: () => Promise.reject(new Error('no memory')),
    }));
    expect(await codeOf(broken.take(kind, 'one'))).toBe(answer);
  });

  it('counts for a test as it is told', async () => {
    const one = new Limits(
      { search: { points: 1, seconds: 1 } },
      ({ points, seconds }) => new RateLimiterMemory({ points, duration: seconds }),
    );
    expect(await times(2, () => one.take('search', 'x'))).toEqual(['taken', 'RATE_LIMITED']);
  });
});

describe('where a request comes from', () => {
  const at = { now: 0 };
  const sources = new Sources(() => at.now);

  it('is the same for one address within the hour, another one afterwards, and never the address', () => {
    const first = sources.of('192.0.2.7');
    at.now += 3_599_999;
    expect(sources.of('192.0.2.7')).toBe(first);
    expect(first).not.toContain('192');
    at.now += 1;
    expect(sources.of('192.0.2.7')).not.toBe(first);
  });

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::9', true],
    ['2001:db8:1:2::1', '2001:0DB8:0001:0002:ffff::1', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['::ffff:192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.8', false],
    ['::1', '::2', true],
    ['fe80::1%eth0', 'fe80::2%eth1', true],
  ])('%s and %s are one source: %s', (one, other, same) => {
    expect(sources.of(one) === sources.of(other)).toBe(same);
  });
});
