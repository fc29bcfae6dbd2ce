import { setTimeout as later } from 'node:timers/promises';
import { TimedOut } from './classify.js';

/** All in milliseconds. */
export interface Timing {
  /** A call that has not answered by then is given up: its outcome is unknown. 5,000 by default. */
  readonly call: number;
  /** A command or read is tried and looked up for so long, then it fails. 15,000 by default. */
  readonly patience: number;
  /**
   * A subscription that is silent for so long is checked against the log, and opened again if the log went on. 15,000
   * by default.
   */
  readonly silence: number;
  /** The alarm sounds when a subscription has been behind for so long. 60,000 by default. */
  readonly alarm: number;
  /** Longest pause between two tries. 2,000 by default. */
  readonly pause: number;
}

export const usualTiming: Timing = { call: 5_000, patience: 15_000, silence: 15_000, alarm: 60_000, pause: 2_000 };

/**
 * The promise's value if it comes in time. The client's own deadline does not fire when a server hangs (trap 3).
 * @throws TimedOut; whatever the promise comes to later is dropped
 */
export async function inTime<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new TimedOut(milliseconds)), milliseconds);
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The promise's value, unless the signal aborts first. @throws the signal's reason */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason as Error);
  promise.catch(() => undefined);
  aborted.catch(() => undefined);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/**
 * Waits before the n-th new try (from 0): longer each time, and not at the same moment as everyone else who lost the
 * same server.
 */
export async function pauseBefore(
  attempt: number,
  { pause }: Pick<Timing, 'pause'>,
  signal?: AbortSignal,
): Promise<void> {
  const longest = Math.min(50 * 2 ** Math.min(attempt, 10), pause);
  try {
    await later(longest * (0.5 + Math.random() / 2), undefined, signal ? { signal } : {});
  } catch {
    // Aborted: whoever waits looks at the signal.
  }
}
