/** What complaints are pinned to must be what this program has: the lifecycle by its name, the profile to the letter (promises.md, "Boot self-check"). */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { lifecycleMachines } from '../../state-machines/complaint/lifecycles.js';
import { BootRefused } from '../platform/boot-refused.js';
import { type Profile } from '../policy/profile.js';
import { type Follower } from '../read-models/runner.js';

/** Comes before every other follower, so that nothing is made of a case under rules that are not its own. */
export const pinned = (office: string, profileNamed: (id: string) => Profile): Follower => ({
  name: 'pinned',
  apply: ({ stream, data }: ComplaintEvent) => {
    if (!('profileHash' in data)) return;
    if (!Object.hasOwn(lifecycleMachines, data.lifecycle)) {
      throw new BootRefused(`The complaint ${stream} of ${office} is pinned to the lifecycle ${data.lifecycle}, which this Klagegang does not know. Start the newer version that wrote it.`);
    }
    if (profileNamed(data.profile).hash !== data.profileHash) {
      throw new BootRefused(`The complaint ${stream} of ${office} was received under another content of the profile ${data.profile} than the one loaded now. Put the old file back, and give the changed rules the next version.`);
    }
  },
});
