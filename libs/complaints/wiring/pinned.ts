/**
 * What complaints are pinned to must be what this program has: the lifecycle by its name, the profile to the letter
 * (promises.md, "Boot self-check").
 */
import { type Kysely } from 'kysely';
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { lifecycles } from '../../../state-machines/complaint/lifecycles.js';
import { BootRefused } from '../../platform/boot-refused.js';
import { type Profile } from '../../policy/profile.js';
import { pinsInUse, type ContactTables, type Pins } from '../../read-models/contacts/queries.js';
import { type Follower } from '../../read-models/runner.js';

/** Comes before every other follower, so that nothing is made of a case under rules that are not its own. */
export const pinned = (office: string, profileNamed: (id: string) => Profile): Follower => ({
  name: 'pinned',
  apply: ({ stream, data }: ComplaintEvent) => {
    if ('profileHash' in data)
      check(office, profileNamed, {
        stream,
        lifecycle: data.lifecycle,
        profile: data.profile,
        profileHash: data.profileHash,
      });
  },
});

/**
 * The same of every complaint that the read models know: their events are not read again at a start.
 * @throws BootRefused
 */
export async function refusePinnedElsewhere(
  db: Kysely<ContactTables>,
  office: string,
  profileNamed: (id: string) => Profile,
): Promise<void> {
  for (const pins of await pinsInUse(db)) check(office, profileNamed, pins);
}

function check(
  office: string,
  profileNamed: (id: string) => Profile,
  { stream, lifecycle, profile, profileHash }: Pins,
): void {
  if (!Object.hasOwn(lifecycles, lifecycle)) {
    throw new BootRefused(
      `The complaint ${stream} of ${office} is pinned to the lifecycle ${lifecycle}, which this Klagegang does not know. Start the newer version that wrote it.`,
    );
  }
  if (profileNamed(profile).hash !== profileHash) {
    throw new BootRefused(
      `The complaint ${stream} of ${office} was received under another content of the profile ${profile} than the one loaded now. Put the old file back, and give the changed rules the next version.`,
    );
  }
}
