/** Questions to the table of contacts. */
import { type Kysely } from 'kysely';

export interface ContactTables {
  readonly contact: {
    readonly stream: string;
    readonly profile: string;
    readonly profile_hash: string;
    readonly until: string | null;
  };
}

/** Each profile, by id and hash, that a complaint is pinned to, with one of these complaints. */
export async function profilesInUse(
  db: Kysely<ContactTables>,
): Promise<readonly { readonly profile: string; readonly profileHash: string; readonly stream: string }[]> {
  const rows = await db
    .selectFrom('contact')
    .select(['profile', 'profile_hash as profileHash'])
    .select(({ fn }) => fn.min('stream').as('stream'))
    .where('until', 'is', null)
    .groupBy(['profile', 'profile_hash'])
    .execute();
  return rows.map((row) => ({ ...row, stream: String(row.stream) }));
}
