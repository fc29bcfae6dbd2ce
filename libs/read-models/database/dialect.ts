import { PostgresAdapter, type Kysely } from 'kysely';

/** Which database this is, where only the connection is at hand. */
export const dialectOf = <Known>(db: Kysely<Known>): 'sqlite' | 'postgres' =>
  db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';
