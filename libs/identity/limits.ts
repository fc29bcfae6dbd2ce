/**
 * How often something may be tried (promises.md, section 5): counted in memory, by what opens nothing and names nobody.
 * A limiter that does not work closes what it guards where guessing pays: sign-in, receipt codes and exports.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { systemClock } from '../platform/clock.js';
import { refused } from '../platform/refused.js';

/** Points in so many seconds. */
interface Limit {
  readonly points: number;
  readonly seconds: number;
}
const quarterHour = 900;
const hour = 3600;
/** By each kind of work; `requests` has a reserve beside it. */
export const usualLimits = {
  signIn: { points: 10, seconds: quarterHour },
  /** Log-outs of a provider that were refused: nobody has to sign in to send one, and each asks the provider's keys. */
  logOut: { points: 60, seconds: quarterHour },
  codeBySource: { points: 5, seconds: quarterHour },
  codeByCode: { points: 5, seconds: quarterHour },
  requests: { points: 10, seconds: 1 },
  search: { points: 60, seconds: hour },
  export: { points: 6, seconds: hour },
  upload: { points: 30, seconds: hour },
} as const satisfies Readonly<Record<string, Limit>>;
export type Limited = keyof typeof usualLimits;
/** What a session has besides its requests a second: so many at once, full again after four seconds. */
const burst: Limit = { points: 40, seconds: 4 };
/** They let somebody through by mistake rather than stop work. */
const opensWhenBroken: ReadonlySet<Limited> = new Set(['requests', 'search', 'upload']);

interface Counter {
  consume(key: string): Promise<unknown>;
  reward?(key: string): Promise<unknown>;
}

export class Limits {
  private readonly counters = new Map<Limited, Counter>();

  /**
   * @param limits others than the usual ones, such as none for a test
   * @param make a counter; of this process where it is left out
   */
  constructor(
    limits: Partial<Readonly<Record<Limited, Limit>>> = {},
    make: (limit: Limit) => Counter = ({ points, seconds }) => new RateLimiterMemory({ points, duration: seconds }),
  ) {
    for (const [kind, usual] of Object.entries(usualLimits) as [Limited, Limit][])
      this.counters.set(kind, make(limits[kind] ?? usual));
    if (limits.requests === undefined)
      this.counters.set(
        'requests',
        new BurstyRateLimiter(
          new RateLimiterMemory({ points: usualLimits.requests.points, duration: usualLimits.requests.seconds }),
          new RateLimiterMemory({ points: burst.points, duration: burst.seconds, keyPrefix: 'burst' }),
        ),
      );
  }

  /** Counts one more. @throws Refused 429 RATE_LIMITED with `Retry-After`: it was one too many */
  async take(kind: Limited, key: string): Promise<void> {
    try {
      await this.counters.get(kind)!.consume(key);
    } catch (error) {
      if (error instanceof RateLimiterRes) throw tooMany(error.msBeforeNext);
      if (!opensWhenBroken.has(kind)) throw refused('RATE_LIMITED', 429, { retryAfter: quarterHour });
    }
  }

  /** What was counted was no try: somebody who knew the way. */
  async giveBack(kind: Limited, key: string): Promise<void> {
    await this.counters.get(kind)!.reward?.(key);
  }
}

const tooMany = (ms: number) => refused('RATE_LIMITED', 429, { retryAfter: Math.max(1, Math.ceil(ms / 1000)) });

/**
 * What stands for where a request comes from: a keyed hash of the address, the key in memory alone and another one each
 * hour, so that nothing that is counted leads to anybody (H16).
 */
export class Sources {
  private key = randomBytes(32);
  private since = -Infinity;

  constructor(private readonly now: () => number = () => systemClock.now()) {}

  of(address: string): string {
    const now = this.now();
    if (now - this.since >= hour * 1000 || now < this.since) [this.key, this.since] = [randomBytes(32), now];
    return createHmac('sha256', this.key).update(networkOf(address)).digest('base64url');
  }
}

/** An IPv4 address; of an IPv6 one its network of 64 bits, which one subscriber has whole. */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address;
  const [before = '', after] = address.toLowerCase().split('%', 1)[0]!.split('::');
  const [head, tail] = [before, after ?? ''].map((half) => (half === '' ? [] : half.split(':')));
  const missing = after === undefined ? 0 : 8 - head!.length - tail!.length;
  const groups = [...head!, ...Array<string>(Math.max(0, missing)).fill('0'), ...tail!];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
