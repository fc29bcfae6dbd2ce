/**
 * The only thing that lets anything go on in a simulation: whoever waits is woken one at a time, in an order that the
 * seed gives.
 */
import { setImmediate } from 'node:timers';
import { StoreUnavailable } from '../../../libs/event-store/port.js';
import { seededRandom } from '../../../libs/platform/seeded-random.js';

interface Waiter {
  readonly life: number;
  readonly wake: () => void;
  readonly end: (reason: Error) => void;
}

/** Outside of every process: the network, clerks. */
const nobody = 0;

export class World {
  readonly roll: () => number;
  /** False: everything works from here on. */
  faulty = true;
  /** Which life of the process this is. */
  life = 1;
  private waiting: Waiter[] = [];
  private end = Promise.withResolvers<undefined>();

  constructor(seed: number) {
    this.roll = seededRandom(seed);
  }

  /** True so often, while there are faults. */
  chance(of: number): boolean {
    return this.roll() < of && this.faulty;
  }

  /** Goes on at some later turn. What belongs to a process that has died fails instead, and does nothing more. */
  pause(life = nobody): Promise<void> {
    if (life !== nobody && life !== this.life) return Promise.reject(new StoreUnavailable('this process has died'));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.waiting.push({ life, wake: resolve, end: reject });
    return promise;
  }

  /** The process ends, with all that it had under way. */
  die(): void {
    const dead = this.waiting.filter(({ life }) => life === this.life);
    this.waiting = this.waiting.filter(({ life }) => life !== this.life);
    this.life += 1;
    this.end.resolve(undefined);
    this.end = Promise.withResolvers();
    for (const { end } of dead) end(new StoreUnavailable('this process has died'));
  }

  /** Of the process that lives now. */
  death(): Promise<undefined> {
    return this.end.promise;
  }

  /** One turn. False: nobody waits. */
  async turn(): Promise<boolean> {
    await settled();
    const chosen = this.waiting.splice(Math.floor(this.roll() * this.waiting.length), 1)[0];
    chosen?.wake();
    await settled();
    return chosen !== undefined;
  }
}

/** Until nothing goes on by itself; a subscription takes a turn of the event loop between two pages. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1)
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
}
