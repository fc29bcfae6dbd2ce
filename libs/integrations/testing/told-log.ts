/** A log of standings in memory, asked as `Positions` is; and the time that a webhook waits by: it runs as it waits. */
import { setImmediate as turn } from 'node:timers/promises';
import { type Clock, SetClock } from '../../platform/clock.js';
import { type EventAt, type Standing, type Stretch } from '../positions.js';

export interface ToldEvent {
  readonly complaint: string;
  /** Null: it is no case. */
  readonly number: string | null;
  readonly state?: string;
}

export class ToldLog {
  private readonly events: { readonly standing: Standing; readonly at: EventAt }[] = [];
  /** Positions are so much higher than the count of events: another log has others. */
  constructor(private readonly shift = 0n) {}

  add({ complaint, number, state = 'registered' }: ToldEvent): this {
    const revision = this.events.filter(({ at }) => at.stream === complaint).length;
    const position = BigInt(this.events.length + 1) + this.shift;
    this.events.push({
      standing: { position, complaint, number, state, revision, recordedAt: '2026-03-02T08:00:00.000Z' },
      at: { id: `${complaint}/${revision}`, stream: complaint, revision },
    });
    return this;
  }

  cases(count: number): this {
    for (let index = 0; index < count; index += 1) this.add({ complaint: `c${index}`, number: `2026-${index}` });
    return this;
  }

  async next(after: bigint, signal: AbortSignal): Promise<Stretch | undefined> {
    while (!signal.aborted) {
      const found = this.events.filter(({ standing }) => standing.position > after);
      const piece = found.slice(0, 50);
      const last = piece.at(-1);
      if (last)
        return {
          standings: piece.map(({ standing }) => standing),
          upTo: last.standing.position,
          last: last.at,
          isEnd: piece.length === found.length,
        };
      await turn();
    }
    return undefined;
  }

  async knows(position: bigint): Promise<boolean> {
    return position === 0n || this.events.some(({ standing }) => standing.position === position);
  }

  async placeOf({ id }: EventAt): Promise<bigint | undefined> {
    return this.events.find(({ at }) => at.id === id)?.standing.position;
  }
}

/** Each wait is over at once, and the clock has moved on by it. */
export class WaitingClock implements Clock {
  private readonly clock = new SetClock(Date.UTC(2026, 2, 2, 8));
  readonly waited: number[] = [];

  now(): number {
    return this.clock.now();
  }
  pause = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
    await turn();
    if (signal.aborted) return;
    this.clock.set(this.now() + milliseconds);
    this.waited.push(milliseconds);
  };
}
