/** Whether read models that somebody else writes can be read as they are. */
import { CompiledQuery, type Kysely } from 'kysely';
import { dialectOf } from './database/dialect.js';
import { type Tables } from './database/views-database.js';
import { type EventReader } from '../event-store/port.js';
import { type ReadModel } from './read-model.js';
import { inUse, live } from './registry.js';
import { continuedFrom } from './same-log.js';

const hasRegistry = {
  sqlite: "select count(*) as found from sqlite_schema where name = 'model_generations'",
  postgres:
    "select count(*) as found from pg_tables where schemaname = current_schema() and tablename = 'model_generations'",
};

/**
 * The position up to which the tables of these models were written, where all are there in the version that this
 * program reads, and of this log; undefined otherwise.
 */
export async function writtenUpTo(
  db: Kysely<Tables>,
  models: readonly ReadModel[],
  log: EventReader,
): Promise<bigint | undefined> {
  const { rows } = await db.executeQuery<{ readonly found: number }>(CompiledQuery.raw(hasRegistry[dialectOf(db)]));
  if (rows[0]!.found === 0) return undefined;
  for (const model of models) if ((await inUse(db, model))?.checkpoint !== live) return undefined;
  return continuedFrom(db, log);
}
