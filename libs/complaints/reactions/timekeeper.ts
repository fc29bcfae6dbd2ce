/**
 * Lets time pass: each timer that came due is carried out, in order and at its own time, through the same write path as
 * everything else.
 */
import { type CommandBus } from '@nestjs/cqrs';
import { StoreUnavailable } from '../../event-store/port.js';
import { Mutex } from '../../platform/mutex.js';
import { Refused } from '../../platform/refusal.js';
import { Transition, type Counted, type Receipt } from '../write/transition-request.js';
import { type Timer } from './agenda.js';

export interface Office {
  readonly key: string;
  readonly agenda: {
    due(until: number, limit: number): Promise<readonly Timer[]> | readonly Timer[];
    drop(timer: Timer): void;
  };
  readonly runner: {
    seen(position: bigint, withinMs?: number): Promise<boolean>;
    /** Its read models are on their first way to the end of the log: what is due is not known yet. */
    readonly building?: unknown;
  };
  head(): Promise<bigint>;
}

/**
 * A clock that can be moved; in production time moves by itself and timers take the hour at which they are found due.
 */
export interface MovableClock {
  now(): number;
  /** @throws Refused CLOCK_BACKWARDS */
  set(instant: number): void | Promise<void>;
}

const holds = new Set(['LEGAL_HOLD', 'ARCHIVE_TRANSFER_PENDING']);

export class Timekeeper {
  private readonly mutex = new Mutex();

  constructor(
    private readonly offices: readonly Office[],
    private readonly bus: CommandBus,
    private readonly clock: MovableClock,
  ) {}

  /** Moves the clock there, through every timer on the way; resolves when the read models have seen what they wrote. */
  moveTo(instant: number): Promise<void> {
    return this.mutex.run(async () => {
      if (instant < this.clock.now()) await this.clock.set(instant);
      await this.caughtUp();
      const failed = await this.run(instant, async ({ dueAt }) => {
        if (dueAt > this.clock.now()) await this.clock.set(dueAt);
      });
      await this.clock.set(instant);
      await this.caughtUp();
      if (failed) throw failed.error;
    });
  }

  /** Carries out what is due now. */
  tick(): Promise<void> {
    return this.mutex.run(async () => {
      const failed = await this.run(this.clock.now(), async () => undefined);
      if (failed) throw failed.error;
    });
  }

  /**
   * The first error of a timer or an agenda: what it hinders is left for the next turn, and the other cases and offices
   * have theirs all the same.
   */
  private async run(
    until: number,
    before: (timer: Timer) => Promise<void>,
  ): Promise<{ readonly error: unknown } | undefined> {
    const tried = new Set<string>();
    const left = new Set(this.offices.filter(({ runner }) => runner.building === undefined));
    let failed: { readonly error: unknown } | undefined;
    const dueOf = async (office: Office) => {
      try {
        return (await office.agenda.due(until, tried.size + 1)).map((timer) => ({ office, timer }));
      } catch (error) {
        failed ??= { error };
        left.delete(office);
        return [];
      }
    };
    for (;;) {
      const next = (await Promise.all([...left].map(dueOf)))
        .flat()
        .filter(({ timer }) => !tried.has(timer.commandId))
        .sort((a, b) => a.timer.dueAt - b.timer.dueAt)[0];
      if (!next) return failed;
      tried.add(next.timer.commandId);
      await before(next.timer);
      await this.carryOut(next.office, next.timer).catch((error: unknown) => {
        failed ??= { error };
      });
    }
  }

  private async carryOut(office: Office, timer: Timer): Promise<void> {
    const caller = { sub: 'system', name: 'Klagegang', office: office.key, roles: ['system'] as const };
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try {
        const receipt = await this.bus.execute<Transition, Receipt | Counted>(
          new Transition({
            office: office.key,
            complaint: timer.stream,
            name: timer.name,
            body: () => timer.body,
            caller,
            reaction: { commandId: timer.commandId, causation: timer.causation },
          }),
        );
        if ('position' in receipt) await office.runner.seen(BigInt(receipt.position));
        return;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        // Somebody wrote at the same moment: look again. A hold that the agenda has yet to see will be lifted. Any
        // other refusal says that what the timer waited for has come.
        if (error.refusal.code === 'CONCURRENCY_CONFLICT') continue;
        if (!holds.has(error.refusal.code)) office.agenda.drop(timer);
        return;
      }
    }
  }

  private async caughtUp(): Promise<void> {
    for (const office of this.offices) {
      if (await office.runner.seen(await office.head(), 60_000)) continue;
      throw new StoreUnavailable(`the read models of ${office.key} do not get on: what is due there is not known`);
    }
  }
}
