/**
 * Killed at random moments under load: every acknowledged command is there once and whole, every timer has fired once
 * (promises.md, line "kill").
 */
import { build } from '../real-process.js';
import { killAgainAndAgain } from './kill.js';

beforeAll(build);

const kills = 4;

it(`the real process, ${kills} times, under 32 clients and a moving clock (I1–I8, I13, I14, I16, I18)`, async () => {
  const seed = Date.now() % 100_000;
  const killed = await killAgainAndAgain({ seed, kills });
  expect({ seed, broken: killed.broken }).toEqual({ seed, broken: [] });
  expect(killed.kills).toBe(kills);
  expect(killed.acknowledged).toBeGreaterThan(50);
  process.stdout.write(
    `kill: ${kills} kills of the real process, ${killed.acknowledged} acknowledged commands, ${killed.timersFired} timers, ${killed.keysDestroyed} shreddings, seed ${seed}\n`,
  );
});
