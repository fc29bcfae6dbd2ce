/** What goes by without anybody changing the program or the log: store, keys or read models are away for a while. */
import { setTimeout as later } from 'node:timers/promises';
import { StoreUnavailable } from '../event-store/port.js';
import { KeyStoreUnavailable } from '../privacy/keys.js';
import { ViewsClosed, ViewsUnavailable } from './database/database-health.js';

/** What of an office is away, or is owed: keys that were to be destroyed. */
export type Away = 'events' | 'keys' | 'views' | 'destruction';

/** What an error says is away; undefined where waiting does not help. */
export function awayBy(error: unknown): Away | undefined {
  if (error instanceof StoreUnavailable) return 'events';
  if (error instanceof ViewsUnavailable) return error instanceof ViewsClosed ? undefined : 'views';
  return error instanceof KeyStoreUnavailable && error.passing ? 'keys' : undefined;
}

/** After a passing failure there is a pause: first so long, then twice that, and so on up to the longest. */
export interface RetryPolicy {
  readonly firstMs: number;
  readonly longestMs: number;
  /**
   * An office that is being started is given up after so many failures in a row, and says why; one that runs never is.
   */
  readonly triesAtStart: number;
  /**
   * Waits so long, or until the signal aborts; in a simulation on its own time. What it rejects with ends the trying.
   */
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}
export const usualRetryPolicy: RetryPolicy = { firstMs: 500, longestMs: 5000, triesAtStart: 8 };

/** On the machine's own time. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await later(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** @param failures in a row, from 1 */
export const pauseMs = ({ firstMs, longestMs }: RetryPolicy, failures: number): number =>
  Math.min(firstMs * 2 ** (failures - 1), longestMs);

/** Again while what fails may go by, as often as at a start. @throws what the last try failed with */
export async function retrying<Result>(
  work: () => Promise<Result>,
  policy: RetryPolicy = usualRetryPolicy,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (awayBy(error) === undefined || tries >= policy.triesAtStart) throw error;
    }
    await later(pauseMs(policy, tries));
  }
}
