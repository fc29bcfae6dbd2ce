/** The embedded store and its keys, killed at random moments under 32 writers (promises.md, line "kill"). */
import { killLightly } from './light.js';

const kills = 100;

it(`killed ${kills} times: nothing acknowledged lost, nothing in part, nothing twice, every key as it was left (I1–I5, I13)`, async () => {
  const seed = Date.now() % 100_000;
  const lanes = await Promise.all([0, 1, 2, 3].map((lane) => killLightly({ seed: seed + lane, kills: kills / 4 })));
  expect({ seed, broken: lanes.flatMap(({ broken }) => broken) }).toEqual({ seed, broken: [] });
  const sum = (of: 'kills' | 'acknowledged' | 'unanswered' | 'destroyed') =>
    lanes.reduce((total, lane) => total + lane[of], 0);
  expect(sum('kills')).toBe(kills);
  expect(sum('acknowledged')).toBeGreaterThan(kills * 5);
  process.stdout.write(
    `kill: ${kills} kills of the stores alone, ${sum('acknowledged')} acknowledged appends, ${sum('unanswered')} found without an answer, ${sum('destroyed')} keys destroyed, seed ${seed}\n`,
  );
});
