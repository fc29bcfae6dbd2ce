/**
 * Which read models a database holds, in which version, and up to which position. A model's tables carry version and
 * generation in their names, and a view with the plain name shows the one that is in use: so a new one is built beside
 * the old, and the swap is one transaction.
 */
import { sql, type Kysely, type Transaction } from 'kysely';
import { type Tables as Database, type ViewsDatabase } from './database/views-database.js';
import { createTable } from './database/create-table.js';
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

const registry = 'read_models';
const stopped = 'stopped_streams';
/** Where no read model that can be gone on with stands. */
const rebuildMark = -1n;
/** Its line in the registry is no read model's: up to there the reactions owe nothing. */
const reactions = 'reactions';

/** Tables that every database of read models has. */
export async function prepare(db: ViewsDatabase): Promise<void> {
  await db.write(async (tx) => {
    await tx.schema
      .createTable(registry)
      .ifNotExists()
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('generation', 'integer', (column) => column.notNull())
      .addColumn('position', 'bigint', (column) => column.notNull())
      .addColumn('in_use', 'integer', (column) => column.notNull())
      .addColumn('tables', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('read_models_key', ['name', 'version', 'generation'])
      .execute();
    await tx.schema
      .createTable(stopped)
      .ifNotExists()
      .addColumn('stream', 'text', (column) => column.notNull().primaryKey())
      .addColumn('position', 'bigint', (column) => column.notNull())
      .addColumn('heals', 'integer', (column) => column.notNull())
      .execute();
  });
}

export const physicalName = (table: string, { version, generation }: Generation): string =>
  `${table}_${version}_${generation}`;

export interface Entry extends Generation {
  readonly position: bigint;
  readonly inUse: boolean;
  /** Its tables by their plain names: those of another version may be others. */
  readonly tables: readonly string[];
}

export async function entries(db: Kysely<Database>): Promise<readonly Entry[]> {
  const rows = await db
    .selectFrom(registry)
    .select(['name', 'version', 'generation', 'in_use', 'tables'])
    .select(sql<string>`cast(position as text)`.as('position'))
    .execute();
  return rows.map((row) => ({
    name: String(row.name),
    version: Number(row.version),
    generation: Number(row.generation),
    position: BigInt(row.position),
    inUse: Number(row.in_use) === 1,
    tables: String(row.tables).split(',').filter(Boolean),
  }));
}

export const inUse = async (db: Kysely<Database>, model: ReadModel): Promise<Entry | undefined> =>
  (await entries(db)).find((entry) => entry.name === model.name && entry.version === model.version && entry.inUse);

/** Empty tables for a model, not shown yet. */
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
      indexesOf(table),
    );
  await tx
    .insertInto(registry)
    .values({
      name: made.name,
      version: made.version,
      generation: made.generation,
      position: 0n,
      in_use: 0,
      tables: Object.keys(model.tables).join(),
    })
    .execute();
  return made;
}

const indexesOf = (table: Table) =>
  (table.indexes ?? []).map(({ on, past }) => ({ on, where: table.kind === 'past' && past !== true ? 'until' : null }));

/** From now on queries see this one; the one before it, whatever its version, is gone. */
export async function swapIn(tx: Transaction<Database>, model: ReadModel, made: Generation): Promise<void> {
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
    .set({ in_use: 1 })
    .where('name', '=', made.name)
    .where('generation', '=', made.generation)
    .execute();
  for (const entry of old) await discard(tx, entry);
}

/** Tables of a generation that nobody shows. */
export async function discard(tx: Transaction<Database>, entry: Entry): Promise<void> {
  for (const name of entry.tables) await tx.schema.dropTable(physicalName(name, entry)).ifExists().execute();
  await tx.deleteFrom(registry).where('name', '=', entry.name).where('generation', '=', entry.generation).execute();
}

/** @throws CheckpointTaken it is not where this loop left it: what was about to be written would be applied twice */
export async function moveCheckpoint(
  tx: Transaction<Database>,
  { name, version, generation }: Generation,
  from: bigint,
  to: bigint,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable(registry)
    .set({ position: to })
    .where('name', '=', name)
    .where('version', '=', version)
    .where('generation', '=', generation)
    .where('position', '=', from)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n)
    throw new CheckpointTaken(
      `the read model ${name}@${version} is not at ${from}: another process moves it too. Let one process at a time build the read models of an office.`,
    );
}

export async function stoppedStreams(db: Kysely<Database>): Promise<ReadonlyMap<string, bigint>> {
  const rows = await db
    .selectFrom(stopped)
    .select('stream')
    .select(sql<string>`cast(position as text)`.as('position'))
    .execute();
  return new Map(rows.map((row) => [String(row.stream), BigInt(String(row.position))]));
}
/** @param retryable a program that can read it would make it good */
export async function stopStream(
  tx: Transaction<Database>,
  stream: string,
  position: bigint,
  retryable: boolean,
): Promise<void> {
  await tx
    .insertInto(stopped)
    .values({ stream, position, heals: retryable ? 1 : 0 })
    .onConflict((conflict) => conflict.column('stream').doNothing())
    .execute();
}
/** Of the streams that stand still, those that another program may be able to read. */
export async function retryableStreams(db: Kysely<Database>): Promise<readonly string[]> {
  return (await db.selectFrom(stopped).select('stream').where('heals', '=', 1).execute()).map(({ stream }) =>
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
    .set({ position: rebuildMark })
    .where('name', 'not in', [except, reactions])
    .where('in_use', '=', 1)
    .execute();
}

export const reactionCheckpoint = async (db: Kysely<Database>): Promise<bigint | undefined> =>
  (await entries(db)).find(({ name }) => name === reactions)?.position;
export async function noteReactions(tx: Transaction<Database>, position: bigint): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable(registry)
    .set({ position })
    .where('name', '=', reactions)
    .executeTakeFirst();
  if (numUpdatedRows === 0n)
    await tx
      .insertInto(registry)
      .values({ name: reactions, version: 0, generation: 0, position, in_use: 1, tables: '' })
      .execute();
}
