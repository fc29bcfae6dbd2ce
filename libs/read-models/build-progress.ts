/** How far read models have come that are built beside those in use: so that a build that was cut off goes on. */
import { CompiledQuery, sql, type Kysely, type Transaction } from 'kysely';
import { dialectOf } from './database/dialect.js';
import { type Tables as Database } from './database/views-database.js';

export interface BuildProgress {
  /** Every complaint is taken as it was at this position of the log. */
  readonly upTo: bigint;
  /** In the order of their names, complaints up to and with this stream are in the rows. */
  readonly after: string;
  /** Events of these complaints. */
  readonly done: number;
}

const table = 'build_progress';

export async function createBuildProgress(tx: Transaction<Database>): Promise<void> {
  await tx.schema
    .createTable(table)
    .ifNotExists()
    .addColumn('up_to', 'bigint', (column) => column.notNull().primaryKey())
    .addColumn('after', 'text', (column) => column.notNull())
    .addColumn('done', 'bigint', (column) => column.notNull())
    .execute();
}

export async function buildProgress(db: Kysely<Database>): Promise<BuildProgress | undefined> {
  const row = await db
    .selectFrom(table)
    .select(['after', 'done', sql<string>`cast(up_to as text)`.as('up_to')])
    .executeTakeFirst();
  return row && { upTo: BigInt(row.up_to), after: String(row.after), done: Number(row.done) };
}

export async function noteBegun(tx: Transaction<Database>, upTo: bigint): Promise<void> {
  await tx.insertInto(table).values({ up_to: upTo, after: '', done: 0 }).execute();
}

const note = {
  sqlite: 'update build_progress set after = ?, done = ? where after = ?',
  postgres: 'update build_progress set after = $1, done = $2 where after = $3',
};

/** @throws Error it is not where this build left it: another process builds too */
export async function noteFilled(
  tx: Transaction<Database>,
  from: string,
  { after, done }: Omit<BuildProgress, 'upTo'>,
): Promise<void> {
  const { numAffectedRows } = await tx.executeQuery(CompiledQuery.raw(note[dialectOf(tx)], [after, done, from]));
  if (numAffectedRows !== 1n)
    throw new Error(
      'The build of the read models is not where it was left: another process moves it too. Let one process at a time build the read models of an office.',
    );
}

export async function forgetBuild(tx: Transaction<Database>): Promise<void> {
  await tx.deleteFrom(table).execute();
}
