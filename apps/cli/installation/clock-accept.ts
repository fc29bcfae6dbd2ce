/**
 * `klagegang clock accept`: somebody has looked at the clock of the machine and says that it is right. A product that
 * is running, or the next start within ten minutes, goes by it again.
 */
import { formatInstant } from '../../../libs/platform/instant.js';
import { writeClockAccepted } from '../../../libs/installation/clock-accepted.js';
import { dataFolderAt } from '../safekeeping/data-folder-at.js';

/** @throws SafekeepingRefused, BootRefused it is no data folder */
export function acceptClock(data: string, now = Date.now()): { readonly text: string; readonly json: object } {
  const path = dataFolderAt(data);
  writeClockAccepted(path, now);
  return {
    json: { clock: formatInstant(now) },
    text: `The clock of this machine shows ${formatInstant(now)} and is taken as right. Timers and the destruction of keys go on; nothing is written with a time before the last event.`,
  };
}
