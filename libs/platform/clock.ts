/** The only source of time. Instants are milliseconds since the epoch, whole numbers. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** Whether it may be now between two instants, both included: milliseconds since the epoch. */
export type IsNow = (from: number, to: number) => boolean;

export const isNowBy =
  (now: () => number): IsNow =>
  (from, to) => {
    const instant = now();
    return from <= instant && instant <= to;
  };

/** A clock that stands still until it is set; for tests. */
export class SetClock implements Clock {
  constructor(private instant: number) {}
  now(): number {
    return this.instant;
  }
  set(instant: number): void {
    this.instant = instant;
  }
}
