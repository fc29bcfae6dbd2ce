/** Questions to the table of contacts. */
import { sql, type Kysely, type SqlBool } from 'kysely';

export interface ContactTables {
  readonly contact: {
    readonly stream: string;
    readonly lifecycle: string;
    readonly profile: string;
    readonly profile_hash: string;
    readonly until: string | null;
  };
}

export interface Pins {
  readonly lifecycle: string;
  readonly profile: string;
  readonly profileHash: string;
  /** One of the complaints that are pinned so. */
  readonly stream: string;
}

/** What complaints are pinned to: few, however many complaints there are, so the next one is looked up each time. */
export async function pinsInUse(db: Kysely<ContactTables>): Promise<readonly Pins[]> {
  const found: Pins[] = [];
  const beyond = ({ lifecycle, profile, profileHash }: Pins) =>
    sql<SqlBool>`(lifecycle, profile, profile_hash) > (${lifecycle}, ${profile}, ${profileHash})`;
  for (;;) {
    const last = found.at(-1);
    const next = await db
      .selectFrom('contact')
      .select(['lifecycle', 'profile', 'profile_hash as profileHash', 'stream'])
      .where('until', 'is', null)
      .$if(last !== undefined, (rows) => rows.where(beyond(last!)))
      .orderBy('lifecycle')
      .orderBy('profile')
      .orderBy('profile_hash')
      .limit(1)
      .executeTakeFirst();
    if (!next) return found;
    found.push(next);
  }
}
