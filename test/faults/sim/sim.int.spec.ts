/**
 * The product on a virtual clock, a bad network, and stores that drop, delay, repeat, lose every third answer and show
 * the past (promises.md, line "sim").
 */
import { simulate } from './sim.js';
import { type Shakes } from './shaky.js';

const seeds = 40;
const steps = 600;

it(`${seeds} seeds of ${steps} steps: nothing acknowledged is lost or doubled, every history is legal, every timer fires once, never early (I1–I9, I13, I16)`, async () => {
  const first = Date.now() % 100_000;
  const total: { [shake: string]: number } = {};
  const broken: object[] = [];
  let [acknowledged, timers] = [0, 0];
  for (let seed = first; seed < first + seeds; seed += 1) {
    const run = await simulate(seed, { steps });
    if (run.broken.length > 0) broken.push({ seed, broken: run.broken });
    acknowledged += run.acknowledged;
    timers += run.timersFired;
    for (const [shake, count] of Object.entries(run.shakes)) total[shake] = (total[shake] ?? 0) + count;
  }
  expect(broken).toEqual([]);
  // What never happened was not survived.
  expect((Object.keys(total) as (keyof Shakes)[]).filter((shake) => total[shake] === 0)).toEqual([]);
  expect(acknowledged).toBeGreaterThan(seeds * 10);
  expect(timers).toBeGreaterThan(0);
  process.stdout.write(
    `sim: ${seeds} seeds from ${first}, ${acknowledged} acknowledged commands, ${timers} timers, ${JSON.stringify(total)}\n`,
  );
});

it('the same seed gives the same run', async () => {
  const [once, again] = [await simulate(7), await simulate(7)];
  expect(again).toEqual(once);
});
