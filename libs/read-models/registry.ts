/**
 * Which read models a database holds, in which version, and up to which position. A model's tables carry version and
 * generation in their names, and a view with the plain name shows the one that is in use: so a new one is built beside
 * the old, and the swap is one transaction. Models that move together share one checkpoint.
 */
import { CompiledQuery, sql, type Kysely, type Transaction } from 'kysely';
import { type Tables as Database, type ViewsDatabase } from './database/views-database.js';
import { createIndexes, createTable } from './database/create-table.js';
import { createBuildProgress, forgetBuild } from './build-progress.js';
import { dialectOf } from './database/dialect.js';
import { type Place } from '../event-store/port.js';
import { keyColumns, ownColumns, type ReadModel, type Table } from './read-model.js';

export interface Generation {
  readonly name: string;
  readonly version: number;
  readonly generation: number;
}

/** Somebody else has moved the checkpoint: two loops run on one read model. */
export class CheckpointTaken extends Error {
  override readonly name = 'CheckpointTaken';
}

const registry = 'model_generations';
const checkpoints = 'checkpoints';
const stopped = 'stopped_streams';
const about = 'about_read_models';
/** The checkpoint of the models in use: one row for all, moved once a batch. */
export const live = 'live';
/** The checkpoint of those that are being built beside them, all at once. */
export const building = 'building';
/** The checkpoint of a model that is not gone on with: it has no row. */
export const none = 'none';

/** Tables that every database of read models has. */
export async function prepare(db: ViewsDatabase): Promise<void> {
  await db.write(async (tx) => {
    await dropEarlier(tx);
    await tx.schema
      .createTable(registry)
      .ifNotExists()
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('generation', 'integer', (column) => column.notNull())
      .addColumn('checkpoint', 'text', (column) => column.notNull())
      .addColumn('in_use', 'integer', (column) => column.notNull())
      .addColumn('tables', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('model_generations_key', ['name', 'version', 'generation'])
      .execute();
    await tx.schema
      .createTable(checkpoints)
      .ifNotExists()
      .addColumn('name', 'text', (column) => column.notNull().primaryKey())
      .addColumn('position', 'bigint', (column) => column.notNull())
      .addColumn('reactions', 'bigint', (column) => column.notNull())
      .execute();
    for (const column of lastColumns) await addColumn(tx, column);
    await tx.schema
      .createTable(stopped)
      .ifNotExists()
      .addColumn('stream', 'text', (column) => column.notNull().primaryKey())
      .addColumn('position', 'bigint', (column) => column.notNull())
      .addColumn('heals', 'integer', (column) => column.notNull())
      .execute();
    await createBuildProgress(tx);
    await tx
      .insertInto(checkpoints)
      .values({ name: live, position: 0n, reactions: 0n })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
  });
}

/** The last event that is in the rows: its position, and its id. Null until there was one. */
const lastColumns = ['last_position bigint', 'last_id text'] as const;

const columnsOf = {
  sqlite: "select name from pragma_table_info('checkpoints')",
  postgres:
    "select column_name as name from information_schema.columns where table_schema = current_schema() and table_name = 'checkpoints'",
};

/** A database of an earlier program has not got it. */
async function addColumn(tx: Transaction<Database>, column: (typeof lastColumns)[number]): Promise<void> {
  const { rows } = await tx.executeQuery<{ readonly name: string }>(CompiledQuery.raw(columnsOf[dialectOf(tx)]));
  if (rows.every(({ name }) => name !== column.split(' ')[0]))
    await tx.executeQuery(CompiledQuery.raw(`alter table ${checkpoints} add column ${column}`));
}

/**
 * Whose read models these are. Written down where it is not yet: positions of two logs look alike, and lines of one
 * office must not be taken for another's.
 */
export async function officeOf(db: ViewsDatabase, office: string): Promise<string> {
  return db.write(async (tx) => {
    await tx.schema
      .createTable(about)
      .ifNotExists()
      .addColumn('one', 'integer', (column) => column.notNull().primaryKey())
      .addColumn('office', 'text', (column) => column.notNull())
      .execute();
    await tx
      .insertInto(about)
      .values({ one: 1, office })
      .onConflict((conflict) => conflict.column('one').doNothing())
      .execute();
    return String((await tx.selectFrom(about).select('office').where('one', '=', 1).executeTakeFirstOrThrow()).office);
  });
}

const hasEarlier = {
  sqlite: "select count(*) as found from sqlite_schema where name = 'read_models'",
  postgres: "select count(*) as found from pg_tables where schemaname = current_schema() and tablename = 'read_models'",
};

/** What a program left that kept a checkpoint for each model: all of it is built anew, and no word of it stays. */
async function dropEarlier(tx: Transaction<Database>): Promise<void> {
  const { rows } = await tx.executeQuery<{ readonly found: number }>(CompiledQuery.raw(hasEarlier[dialectOf(tx)]));
  if (rows[0]!.found === 0) return;
  const earlier = await tx.selectFrom('read_models').select(['version', 'generation', 'tables']).execute();
  for (const { version, generation, tables } of earlier)
    for (const table of String(tables).split(',').filter(Boolean)) {
      await tx.schema.dropView(table).ifExists().execute();
      await tx.schema
        .dropTable(`${table}_${Number(version)}_${Number(generation)}`)
        .ifExists()
        .execute();
    }
  await tx.schema.dropTable('read_models').execute();
}

export const physicalName = (table: string, { version, generation }: Generation): string =>
  `${table}_${version}_${generation}`;

export interface Entry extends Generation {
  /** Whose position is its own; of a model that is to be built anew, none. */
  readonly checkpoint: string;
  readonly inUse: boolean;
  /** Its tables by their plain names: those of another version may be others. */
  readonly tables: readonly string[];
}

export async function entries(db: Kysely<Database>): Promise<readonly Entry[]> {
  const rows = await db
    .selectFrom(registry)
    .select(['name', 'version', 'generation', 'checkpoint', 'in_use', 'tables'])
    .execute();
  return rows.map((row) => ({
    name: String(row.name),
    version: Number(row.version),
    generation: Number(row.generation),
    checkpoint: String(row.checkpoint),
    inUse: Number(row.in_use) === 1,
    tables: String(row.tables).split(',').filter(Boolean),
  }));
}

export const inUse = async (db: Kysely<Database>, model: ReadModel): Promise<Entry | undefined> =>
  (await entries(db)).find((entry) => entry.name === model.name && entry.version === model.version && entry.inUse);

/** Empty tables for a model, not shown yet, and without their indexes. */
export async function beginGeneration(tx: Transaction<Database>, model: ReadModel): Promise<Generation> {
  const known = (await entries(tx)).filter(({ name }) => name === model.name);
  const made = {
    name: model.name,
    version: model.version,
    generation: 1 + Math.max(0, ...known.map(({ generation }) => generation)),
  };
  for (const [name, table] of Object.entries(model.tables))
    await createTable(
      tx,
      physicalName(name, made),
      { ...ownColumns[table.kind], ...table.columns },
      keyColumns[table.kind],
    );
  await tx
    .insertInto(registry)
    .values({
      name: made.name,
      version: made.version,
      generation: made.generation,
      checkpoint: building,
      in_use: 0,
      tables: Object.keys(model.tables).join(),
    })
    .execute();
  await tx
    .insertInto(checkpoints)
    .values({ name: building, position: 0n, reactions: 0n })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  return made;
}

/** Once the tables of a generation are filled. */
export async function addIndexes(tx: Transaction<Database>, model: ReadModel, made: Generation): Promise<void> {
  for (const [name, table] of Object.entries(model.tables))
    await createIndexes(tx, physicalName(name, made), indexesOf(table));
}

const indexesOf = (table: Table) =>
  (table.indexes ?? []).map(({ on, past }) => ({ on, where: table.kind === 'past' && past !== true ? 'until' : null }));

/**
 * From now on queries see this one; the one before it, whatever its version, is gone.
 * @param checkpoint whose position it is at; `none` of one that is shown empty until it is built
 */
export async function swapIn(
  tx: Transaction<Database>,
  model: ReadModel,
  made: Generation,
  checkpoint: typeof live | typeof none = live,
): Promise<void> {
  const old = (await entries(tx)).filter((entry) => entry.name === model.name && entry.generation !== made.generation);
  const shown = old.filter(({ inUse: isShown }) => isShown).flatMap(({ tables }) => tables);
  for (const name of [...new Set([...shown, ...Object.keys(model.tables)])].sort())
    await tx.schema.dropView(name).ifExists().execute();
  for (const name of Object.keys(model.tables))
    await tx.schema
      .createView(name)
      .as(tx.selectFrom(physicalName(name, made)).selectAll())
      .execute();
  await tx
    .updateTable(registry)
    .set({ in_use: 1, checkpoint })
    .where('name', '=', made.name)
    .where('generation', '=', made.generation)
    .execute();
  for (const entry of old) await discard(tx, entry);
}

/** Nothing is being built any more: what a build left that is not gone on with goes. */
export async function endBuilding(tx: Transaction<Database>): Promise<void> {
  for (const entry of await entries(tx)) if (!entry.inUse) await discard(tx, entry);
  await tx.deleteFrom(checkpoints).where('name', '=', building).execute();
  await forgetBuild(tx);
}

/** Tables of a generation that nobody shows. */
export async function discard(tx: Transaction<Database>, entry: Entry): Promise<void> {
  for (const name of entry.tables) await tx.schema.dropTable(physicalName(name, entry)).ifExists().execute();
  await tx.deleteFrom(registry).where('name', '=', entry.name).where('generation', '=', entry.generation).execute();
}

/**
 * The rows are of another log than the one that is followed from now on: none of them is gone on with, and nothing says
 * any more how far they had come.
 */
export async function beginAnew(tx: Transaction<Database>): Promise<void> {
  await tx.updateTable(registry).set({ checkpoint: none }).where('in_use', '=', 1).execute();
  await tx.deleteFrom(stopped).execute();
  await endBuilding(tx);
  await tx
    .updateTable(checkpoints)
    .set({ position: 0n, reactions: 0n, last_position: null, last_id: null })
    .where('name', '=', live)
    .execute();
}

/** Models in use that this program does not know stand still from here on: one that knows them builds them anew. */
export async function leaveBehind(tx: Transaction<Database>, known: readonly ReadModel[]): Promise<void> {
  await tx
    .updateTable(registry)
    .set({ checkpoint: none })
    .where('checkpoint', '=', live)
    .where(
      'name',
      'not in',
      known.map(({ name }) => name),
    )
    .execute();
}

export interface Checkpoint {
  /** Everything up to here is in the rows. */
  readonly position: bigint;
  /** Up to here the reactions owe nothing. */
  readonly reactions: bigint;
}

export async function checkpointAt(db: Kysely<Database>, name: string): Promise<Checkpoint | undefined> {
  const row = await db
    .selectFrom(checkpoints)
    .select([sql<string>`cast(position as text)`.as('position'), sql<string>`cast(reactions as text)`.as('reactions')])
    .where('name', '=', name)
    .executeTakeFirst();
  return row && { position: BigInt(row.position), reactions: BigInt(row.reactions) };
}

/** The last event in the rows in use; undefined where there was none, or a program before this one wrote them. */
export async function lastEvent(db: Kysely<Database>): Promise<Place | undefined> {
  const { rows } = await db.executeQuery<{ readonly name: string }>(CompiledQuery.raw(columnsOf[dialectOf(db)]));
  if (rows.every(({ name }) => name !== 'last_id')) return undefined;
  const row = await db
    .selectFrom(checkpoints)
    .select([sql<string | null>`cast(last_position as text)`.as('position'), sql<string | null>`last_id`.as('id')])
    .where('name', '=', live)
    .executeTakeFirst();
  return row?.position && row.id ? { position: BigInt(row.position), id: row.id } : undefined;
}

const move = {
  sqlite:
    'update checkpoints set position = ?, reactions = ?, last_position = coalesce(?, last_position), last_id = coalesce(?, last_id) where name = ? and position = ?',
  postgres:
    'update checkpoints set position = $1, reactions = $2, last_position = coalesce($3, last_position), last_id = coalesce($4, last_id) where name = $5 and position = $6',
};

/**
 * @param last the last event that came into the rows; as it was where none did
 * @throws CheckpointTaken it is not where this loop left it: what was about to be written would be applied twice
 */
export async function moveCheckpoint(
  tx: Transaction<Database>,
  name: string,
  from: bigint,
  { position, reactions }: Checkpoint,
  last?: Place,
): Promise<void> {
  const { numAffectedRows } = await tx.executeQuery(
    CompiledQuery.raw(move[dialectOf(tx)], [position, reactions, last?.position ?? null, last?.id ?? null, name, from]),
  );
  if (numAffectedRows !== 1n)
    throw new CheckpointTaken(
      `the checkpoint ${name} is not at ${from}: another process moves it too. Let one process at a time build the read models of an office.`,
    );
}

/** `stopped` stands still from there on; of `unopened` a field could not be opened there, and all else goes on. */
export type Hindrance = 'stopped' | 'unopened';
/** What stands in `heals`; 0 is of programs that let a field stop the whole complaint. */
const heals = { stopped: [0, 1], unopened: [2] } as const satisfies { readonly [Kind in Hindrance]: readonly number[] };

/** Streams with an event that hinders, and its position. */
export async function hinderedStreams(db: Kysely<Database>, kind: Hindrance): Promise<ReadonlyMap<string, bigint>> {
  const rows = await db
    .selectFrom(stopped)
    .select('stream')
    .select(sql<string>`cast(position as text)`.as('position'))
    .where('heals', 'in', [...heals[kind]])
    .execute();
  return new Map(rows.map((row) => [String(row.stream), BigInt(String(row.position))]));
}
/** The first of its kind stays; a stream that stands still is no longer one that only lacks a field. */
export async function hinderStream(
  tx: Transaction<Database>,
  stream: string,
  position: bigint,
  kind: Hindrance,
): Promise<void> {
  if (kind === 'stopped')
    await tx
      .deleteFrom(stopped)
      .where('stream', '=', stream)
      .where('heals', 'in', [...heals.unopened])
      .execute();
  await tx
    .insertInto(stopped)
    .values({ stream, position, heals: heals[kind].at(-1)! })
    .onConflict((conflict) => conflict.column('stream').doNothing())
    .execute();
}
/** Streams that a program stopped for a field that it could not open: this one goes on with them. */
export async function stoppedByAField(db: Kysely<Database>): Promise<readonly string[]> {
  return (await db.selectFrom(stopped).select('stream').where('heals', '=', 0).execute()).map(({ stream }) =>
    String(stream),
  );
}
/**
 * These streams no longer stand still; every model but the case numbers, which lack nothing, is to be built anew at the
 * next start or this one.
 */
export async function retryStopped(
  tx: Transaction<Database>,
  streams: readonly string[],
  except: string,
): Promise<void> {
  for (const stream of streams) await tx.deleteFrom(stopped).where('stream', '=', stream).execute();
  await tx
    .updateTable(registry)
    .set({ checkpoint: none })
    .where('name', '!=', except)
    .where('in_use', '=', 1)
    .execute();
}
