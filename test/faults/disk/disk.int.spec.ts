/**
 * A disk that fills up at ten places, for real (`ulimit -f`): those who write are told, nothing is torn, and on a sound
 * disk it goes on.
 */
import { survive } from './disk.js';

it.each([1, 4, 12, 33, 48, 64, 90, 130, 200, 300])('full at %i KiB', async (kilobytes) => {
  const { met, broken, told } = await survive({ kilobytes }, null);
  expect({ met, broken, told: told.length > 0 }).toEqual({ met: true, broken: [], told: true });
});
