/**
 * Lets time pass: each timer that came due is carried out, in order and at its own time, through the same write path as
 * everything else.
 */
import { type CommandBus } from '@nestjs/cqrs';
import { LRUCache } from 'lru-cache';
import { StoreUnavailable } from '../../event-store/port.js';
import { Mutex } from '../../platform/mutex.js';
import { localDateOf, type LocalDate } from '../../policy/calendar.js';
import { Refused } from '../../platform/refusal.js';
import { Transition, type Counted, type Receipt } from '../write/transition-request.js';
import { type DuePage, type Timer } from './agenda.js';

export interface Office {
  readonly key: string;
  readonly agenda: {
    due(until: number, page?: DuePage): Promise<readonly Timer[]> | readonly Timer[];
    drop(timer: Timer): void;
    /** What is going to be destroyed until then is said first. */
    announce?(until: number, now: number): Promise<void>;
  };
  readonly runner: {
    seen(position: bigint, withinMs?: number): Promise<boolean>;
    /** False: nobody keeps its read models just now, so what is due is not known. */
    readonly isRunning?: boolean;
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

/** What was held up is asked for again after so long, where time moves by itself. */
const holdMs = 15 * 60_000;
const mostHeld = 10_000;
const holds = new Set(['LEGAL_HOLD', 'ARCHIVE_TRANSFER_PENDING']);

export class Timekeeper {
  private readonly mutex = new Mutex();
  /** Timer's id → when it is asked for again. */
  private readonly held = new LRUCache<string, number>({ max: mostHeld });

  constructor(
    private readonly offices: readonly Office[],
    private readonly bus: CommandBus,
    private readonly clock: MovableClock,
    /** Done once on each local day, after what was due; where it fails, again a quarter of an hour later. */
    private readonly daily: (now: number) => Promise<void> = async () => undefined,
  ) {}
  private day: LocalDate | undefined;
  private triedAt = -Infinity;

  /** Moves the clock there, through every timer on the way; resolves when the read models have seen what they wrote. */
  moveTo(instant: number): Promise<void> {
    return this.mutex.run(async () => {
      if (instant < this.clock.now()) await this.clock.set(instant);
      await this.caughtUp();
      const failed = await this.run(instant, async ({ dueAt, notBefore = dueAt }) => {
        const at = Math.max(dueAt, notBefore);
        if (at > this.clock.now()) await this.clock.set(at);
      });
      await this.clock.set(instant);
      await this.caughtUp();
      await this.newDay(instant);
      if (failed) throw failed.error;
    });
  }

  /** Carries out what is due now. */
  tick(): Promise<void> {
    return this.mutex.run(async () => {
      const now = this.clock.now();
      const failed = await this.run(
        now,
        async () => undefined,
        ({ commandId }) => (this.held.get(commandId) ?? 0) > now,
      );
      await this.newDay(now);
      if (failed) throw failed.error;
    });
  }

  private async newDay(now: number): Promise<void> {
    const today = localDateOf(now);
    if (today === this.day || (now >= this.triedAt && now < this.triedAt + holdMs)) return;
    this.triedAt = now;
    await this.daily(now);
    this.day = today;
    this.triedAt = -Infinity;
  }

  /**
   * The first error of a timer or an agenda: what it hinders is left for the next turn, and the other cases and offices
   * have theirs all the same.
   */
  private async run(
    until: number,
    before: (timer: Timer) => Promise<void>,
    isSkipped: (timer: Timer) => boolean = () => false,
  ): Promise<{ readonly error: unknown } | undefined> {
    const tried = new Set<string>();
    let failed: { readonly error: unknown } | undefined;
    const left = this.offices.filter(
      ({ runner: { building, isRunning } }) => building === undefined && isRunning !== false,
    );
    const announce = async () => {
      for (const office of left)
        await office.agenda.announce?.(until, this.clock.now()).catch((error: unknown) => {
          failed ??= { error };
        });
    };
    await announce();
    for (let hasMore = true; hasMore;) {
      hasMore = false;
      const next = new EarliestFirst(left, until, (error) => (failed ??= { error }));
      for (let due = await next.take(); due; due = await next.take()) {
        const { office, timer } = due;
        if (tried.has(timer.commandId) || isSkipped(timer)) continue;
        tried.add(timer.commandId);
        // What one has brought about may be due at once: the agendas are asked again when they have come to their end.
        hasMore = true;
        await before(timer);
        await this.carryOut(office, timer).catch((error: unknown) => {
          failed ??= { error };
        });
      }
    }
    // What was done is announced no more.
    if (tried.size > 0) await announce();
    return failed;
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
        if (holds.has(error.refusal.code)) this.held.set(timer.commandId, this.clock.now() + holdMs);
        else office.agenda.drop(timer);
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

/** How many timers of an office are asked for at once. */
const page = 100;

/** The timers of all offices in the order of their hours, each agenda read page by page. */
class EarliestFirst {
  private readonly queues: { readonly office: Office; timers: readonly Timer[]; isLast: boolean }[];

  constructor(
    offices: readonly Office[],
    private readonly until: number,
    /** An agenda that cannot be read has no more in this turn. */
    private readonly failed: (error: unknown) => void,
  ) {
    this.queues = offices.map((office) => ({ office, timers: [], isLast: false }));
    this.after = new Map();
  }
  private readonly after: Map<Office, Timer>;

  async take(): Promise<{ readonly office: Office; readonly timer: Timer } | undefined> {
    await Promise.all(
      this.queues.filter(({ timers, isLast }) => timers.length === 0 && !isLast).map((queue) => this.fill(queue)),
    );
    const first = this.queues
      .filter(({ timers }) => timers.length > 0)
      .sort((a, b) => a.timers[0]!.dueAt - b.timers[0]!.dueAt)[0];
    if (!first) return undefined;
    const [timer, ...timers] = first.timers;
    first.timers = timers;
    return { office: first.office, timer: timer! };
  }

  private async fill(queue: EarliestFirst['queues'][number]): Promise<void> {
    const { office } = queue;
    try {
      queue.timers = await office.agenda.due(this.until, { after: this.after.get(office), limit: page });
    } catch (error) {
      this.failed(error);
    }
    const last = queue.timers.at(-1);
    if (last) this.after.set(office, last);
    else queue.isLast = true;
  }
}
