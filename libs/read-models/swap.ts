/**
 * Shows a generation of a read model in the place of another while it is being read, so that no query fails and none
 * sees half of it.
 */
import { setTimeout as later } from 'node:timers/promises';
import { CompiledQuery } from 'kysely';
import { ServerError, ViewsUnavailable } from './database/database-health.js';
import { type ViewsDatabase } from './database/views-database.js';
import { type ReadModel } from './read-model.js';
import { live, swapIn, type Generation, type none } from './registry.js';

const pauseMs = 100;
/** Longer than a query or a snapshot may last. */
const attempts = 700;

/** @throws ViewsUnavailable nobody let go of the old tables in time; it is as before */
export async function swap(
  db: ViewsDatabase,
  model: ReadModel,
  made: Generation,
  checkpoint: typeof live | typeof none = live,
): Promise<void> {
  if (db.dialect === 'sqlite') return db.write((tx) => swapIn(tx, model, made, checkpoint));
  const [{ now }] = (
    await db.write((tx) =>
      tx.executeQuery<{ readonly now: string }>(CompiledQuery.raw('select cast(clock_timestamp() as text) as now')),
    )
  ).rows as [{ readonly now: string }];
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (attempt < attempts && (await readersSince(db, now))) throw stillRead();
      return await db.write(async (tx) => {
        // A reader of two views may hold what this waits for and wait for what it holds: this one gives way before the
        // server picks one of them.
        await tx.executeQuery(CompiledQuery.raw("set local lock_timeout = '250ms'"));
        await swapIn(tx, model, made, checkpoint);
      });
    } catch (error) {
      if (!(error instanceof ViewsUnavailable && isHeld(error)) || attempt >= attempts) throw error;
      await later(pauseMs);
    }
  }
}

/**
 * Whether a snapshot is being read that began before these rows were there: through the new view it would find an empty
 * table.
 */
async function readersSince(db: ViewsDatabase, then: string): Promise<boolean> {
  const { rows } = await db.write((tx) =>
    tx.executeQuery<{ readonly reading: number }>(
      CompiledQuery.raw(
        'select count(*) as reading from pg_stat_activity where datname = current_database() and usename = current_user and pid <> pg_backend_pid() and xact_start < cast($1 as timestamptz)',
        [then],
      ),
    ),
  );
  return rows[0]!.reading > 0;
}

const stillRead = (): ViewsUnavailable =>
  new ViewsUnavailable('The read models are being read.', { cause: new ServerError('55P03', 'a snapshot is open') });
const isHeld = ({ cause }: ViewsUnavailable): boolean => cause instanceof ServerError && cause.code === '55P03';
