/**
 * What complaints are pinned to must be what this program has: the lifecycle by its name, the profile to the letter
 * (promises.md, "Boot self-check").
 */
import { type Kysely } from 'kysely';
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { lifecycles } from '../../../state-machines/complaint/lifecycles.js';
import { BootRefused } from '../../platform/boot-refused.js';
import { type Profile } from '../../policy/profile.js';
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

interface PinnedTables {
  readonly contact: {
    readonly stream: string;
    readonly profile: string;
    readonly profile_hash: string;
    readonly until: string | null;
  };
  readonly worklist: { readonly stream: string; readonly lifecycle: string; readonly until: string | null };
}

/**
 * The same of every complaint that the read models know: their events are not read again at a start. @throws
 * BootRefused
 */
export async function refusePinnedElsewhere(
  db: Kysely<PinnedTables>,
  office: string,
  profileNamed: (id: string) => Profile,
): Promise<void> {
  const profiles = await db
    .selectFrom('contact')
    .select(['profile', 'profile_hash'])
    .select(({ fn }) => fn.min('stream').as('stream'))
    .where('until', 'is', null)
    .groupBy(['profile', 'profile_hash'])
    .execute();
  for (const { stream, profile, profile_hash: profileHash } of profiles)
    check(office, profileNamed, { stream: String(stream), profile, profileHash });
  const named = await db
    .selectFrom('worklist')
    .select('lifecycle')
    .select(({ fn }) => fn.min('stream').as('stream'))
    .where('until', 'is', null)
    .groupBy('lifecycle')
    .execute();
  for (const { stream, lifecycle } of named) check(office, profileNamed, { stream: String(stream), lifecycle });
}

function check(
  office: string,
  profileNamed: (id: string) => Profile,
  {
    stream,
    lifecycle,
    profile,
    profileHash,
  }: { readonly stream: string; readonly lifecycle?: string; readonly profile?: string; readonly profileHash?: string },
): void {
  if (lifecycle !== undefined && !Object.hasOwn(lifecycles, lifecycle)) {
    throw new BootRefused(
      `The complaint ${stream} of ${office} is pinned to the lifecycle ${lifecycle}, which this Klagegang does not know. Start the newer version that wrote it.`,
    );
  }
  if (profile !== undefined && profileNamed(profile).hash !== profileHash) {
    throw new BootRefused(
      `The complaint ${stream} of ${office} was received under another content of the profile ${profile} than the one loaded now. Put the old file back, and give the changed rules the next version.`,
    );
  }
}
