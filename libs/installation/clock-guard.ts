/**
 * The system clock, believed as long as it goes on from where it was. A jump of more than a day either way is waited
 * out on the machine's own count of time until somebody says that the clock is right: handling goes on, and what hangs
 * on dates alone, timers and the destruction of keys, does not (docs/decisions/0019).
 */
import { type Clock } from '../platform/clock.js';

/** Corrections of less than this are what clocks do. */
export const mostJumpMs = 86_400_000;

export interface ClockDoubt {
  /** Milliseconds since the epoch: what the system clock shows, and what the product goes by meanwhile. */
  readonly shown: number;
  readonly expected: number;
}

export class ClockGuard implements Clock {
  /** Nothing is written with a time before this. */
  private floor: number;
  /** An instant that was believed, and the count of time at which it was. */
  private believed: { readonly instant: number; readonly at: number };
  private doubted: ClockDoubt | undefined;

  /**
   * @param lastSeen when the product was last at work, as far as anything says so
   * @param lastWritten time of the last event of any office
   * @param count milliseconds of a clock that nobody sets
   */
  constructor(
    private readonly system: Clock,
    lastSeen: number | undefined,
    lastWritten: number,
    private readonly count: () => number = () => performance.now(),
  ) {
    this.floor = lastWritten;
    const shown = system.now();
    const known = Math.max(lastSeen ?? -Infinity, lastWritten);
    this.believed = { instant: known > 0 && Number.isFinite(known) ? known : shown, at: count() };
    // Without a record nothing says for how long the product was away: a clock that has moved on is believed.
    if (lastSeen === undefined && shown > known) this.believed = { instant: shown, at: count() };
    this.now();
  }

  /** Undefined while the system clock is believed. */
  get doubt(): ClockDoubt | undefined {
    this.now();
    return this.doubted;
  }

  /**
   * Whether it may be now between two instants (milliseconds since the epoch), as others than this machine may have
   * it. In doubt that is what the clock shows, and the day after what is counted on: for how long the product was away
   * nobody knows, so its own time may be behind.
   */
  mayBeNow(from: number, to: number): boolean {
    const now = this.now();
    const within = (first: number, last: number): boolean => from <= last && first <= to;
    if (!this.doubted) return within(now, now);
    const { shown, expected } = this.doubted;
    return within(shown, shown) || within(expected, expected + mostJumpMs);
  }

  /** Never before an instant that it gave already. */
  now(): number {
    const [shown, at] = [this.system.now(), this.count()];
    const expected = Math.round(this.believed.instant + (at - this.believed.at));
    if (Math.abs(shown - expected) <= mostJumpMs) {
      this.believed = { instant: shown, at };
      this.doubted = undefined;
      this.floor = Math.max(this.floor, shown);
    } else {
      this.doubted = { shown, expected };
      this.floor = Math.max(this.floor, expected);
    }
    return this.floor;
  }

  /**
   * Somebody says that the system clock is right.
   * @param lastWritten time of the last event of any office: nothing is written before it, whatever the clock shows
   */
  accept(lastWritten: number): void {
    const shown = this.system.now();
    this.believed = { instant: shown, at: this.count() };
    this.floor = Math.max(shown, lastWritten);
    this.doubted = undefined;
  }
}
