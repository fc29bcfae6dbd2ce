import { dieAt } from './die-at.js';
import { type Death, type Place } from './death.js';
import { crashPoints, type CrashPoint } from './points.js';
import { Safekeeping } from './safekeeping.js';

/** All of these places, of the product and of the operator's commands, on two folders at once. */
export async function dieAtAll(places: readonly Place[], seed: number): Promise<readonly Death[]> {
  const of = (...when: readonly CrashPoint['during'][]) =>
    places.filter(([point]) => when.includes(crashPoints[point].during));
  const [starts, work, commands] = [of('start'), of('work'), of('backup', 'restore', 'copy', 'rotate-keys')];
  const half = Math.max(0, Math.ceil((starts.length + work.length) / 2) - starts.length);
  const rows = [[...starts, ...work.slice(0, half)], work.slice(half)].filter((row) => row.length > 0);
  const deaths: Death[] = [];
  await Promise.all(
    rows.map((row, lane) =>
      dieAt(row, seed + lane, (death) => {
        deaths.push(death);
      }),
    ),
  );
  if (commands.length === 0) return deaths;
  const safekeeping = new Safekeeping();
  try {
    await safekeeping.prepare();
    for (const place of commands) deaths.push(await safekeeping.dieAt(place));
  } finally {
    safekeeping.remove();
  }
  return deaths;
}
