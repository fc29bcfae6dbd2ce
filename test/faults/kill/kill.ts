/**
 * SIGKILL on the real process at random moments, under 32 clients and a moving clock; the same folder again and again.
 */
import { setTimeout as later } from 'node:timers/promises';
import { seededRandom } from '../../../libs/platform/seeded-random.js';
import { aftermath } from '../aftermath.js';
import { Clerk, ClockMover, comesToRest, Shift } from '../clerk.js';
import { RealProcess } from '../real-process.js';

export interface Killed {
  readonly kills: number;
  readonly acknowledged: number;
  readonly events: number;
  readonly timersFired: number;
  readonly keysDestroyed: number;
  readonly broken: readonly string[];
}

export interface Killing {
  readonly seed: number;
  readonly kills: number;
  readonly clients?: number;
}

/** Between two kills at most so many commands are acknowledged, and no more than this time passes. */
const mostBetween = 160;
const withinMs = 3000;

async function untilAcknowledged(count: number, clerks: readonly Clerk[]): Promise<void> {
  const known = () => clerks.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
  const enough = known() + count;
  for (const end = Date.now() + withinMs; known() < enough && Date.now() < end;) await later(2);
}

const offices = ['horsens', 'koebenhavn'] as const;

/** One folder and up to so many kills. What is broken ends it. */
export async function killAgainAndAgain({ seed, kills, clients = 32 }: Killing): Promise<Killed> {
  const roll = seededRandom(seed);
  const product = new RealProcess();
  const shift = new Shift();
  const clerks = Array.from(
    { length: clients },
    (_, index) => new Clerk(product, offices[index % offices.length]!, `clerk-${index}`, shift, seed * 7919 + index),
  );
  const mover = new ClockMover(product, shift);
  const broken: string[] = [];
  const total = { events: 0, timersFired: 0, keysDestroyed: 0 };
  let done = 0;
  const looked = async (atRest: boolean): Promise<void> => {
    Object.assign(total, { events: 0, timersFired: 0, keysDestroyed: 0 });
    for (const office of offices) {
      const found = await aftermath(product.folder, office, clerks, { atRest });
      broken.push(...found.broken, ...clerks.flatMap(({ wrong }) => wrong.splice(0)), ...mover.wrong.splice(0));
      total.events += found.events;
      total.timersFired += found.timersFired;
      total.keysDestroyed += found.keysDestroyed;
    }
  };
  try {
    await product.start();
    const working = Promise.all([...clerks, mover].map((worker) => worker.work()));
    while (done < kills && broken.length === 0) {
      shift.up();
      await untilAcknowledged(Math.floor(roll() * mostBetween), clerks);
      await later(roll() * 20);
      shift.down();
      await product.kill();
      done += 1;
      await looked(false);
      await product.start();
    }
    shift.over = true;
    shift.up();
    broken.push(...(await comesToRest(working)));
    await product.kill('SIGTERM');
    await looked(true);
    return {
      kills: done,
      acknowledged: clerks.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0),
      ...total,
      broken,
    };
  } finally {
    shift.dismiss();
    await product.remove();
  }
}
