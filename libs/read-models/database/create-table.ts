import { sql, type CreateTableBuilder, type RawBuilder, type Transaction } from 'kysely';
import { dialectOf } from './dialect.js';
import { type Tables } from './views-database.js';

/** `integer` has 32 bits, `bigint` 64; `flag` is 0 or 1. */
export type ColumnType = 'text' | 'integer' | 'bigint' | 'bytes' | 'flag';

export interface ColumnOf {
  readonly type: ColumnType;
  readonly null?: true;
}

export interface IndexOf {
  readonly on: readonly string[];
  /** Holds only the rows in which this column is null. */
  readonly where?: string | null;
  readonly unique?: true;
}

/**
 * A table that both databases understand alike: strict types, and texts in the order of their code points. In SQLite
 * rows are stored as they come, for keys are random and each would be on a page of its own; one that has nothing but
 * its key is stored in its order, once.
 */
export async function createTable(
  tx: Transaction<Tables>,
  name: string,
  columns: { readonly [name: string]: ColumnOf },
  keyColumns: readonly string[],
): Promise<void> {
  const dialect = dialectOf(tx);
  let table: CreateTableBuilder<string, string> = tx.schema.createTable(name);
  for (const [column, { type, null: mayBeNull }] of Object.entries(columns)) {
    table = table.addColumn(column, types[dialect][type], (built) => {
      const checked = type === 'flag' ? built.check(sql`${sql.ref(column)} in (0, 1)`) : built;
      return mayBeNull ? checked : checked.notNull();
    });
  }
  table = table.addPrimaryKeyConstraint(`${name}_key`, keyColumns as string[]);
  await (
    dialect === 'sqlite'
      ? table.modifyEnd(
          Object.keys(columns).every((column) => keyColumns.includes(column))
            ? sql`strict, without rowid`
            : sql`strict`,
        )
      : table
  ).execute();
}

/** Cheaper once the rows are there than with each of them. Those that are there stay. */
export async function createIndexes(tx: Transaction<Tables>, name: string, indexes: readonly IndexOf[]): Promise<void> {
  for (const [place, { on, where, unique }] of indexes.entries()) {
    let index = tx.schema
      .createIndex(`${name}_${place + 1}`)
      .ifNotExists()
      .on(name)
      .columns(on as string[]);
    if (unique) index = index.unique();
    if (typeof where === 'string') index = index.where(where, 'is', null);
    await index.execute();
  }
}

const types: { readonly [Dialect in 'sqlite' | 'postgres']: { readonly [Type in ColumnType]: RawBuilder<unknown> } } = {
  sqlite: { text: sql`text`, integer: sql`integer`, bigint: sql`integer`, bytes: sql`blob`, flag: sql`integer` },
  postgres: {
    text: sql`text collate "C"`,
    integer: sql`integer`,
    bigint: sql`bigint`,
    bytes: sql`bytea`,
    flag: sql`integer`,
  },
};
