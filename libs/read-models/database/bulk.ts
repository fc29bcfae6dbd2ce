/**
 * Many rows in few statements. Kysely writes none of them: compiling a query costs more than SQLite takes for the rows.
 */
import { CompiledQuery, type Transaction } from 'kysely';
import { LRUCache } from 'lru-cache';
import { dialectOf } from './dialect.js';
import { toParameter } from './parameter.js';
import { type SqlValue, type Tables } from './views-database.js';

type Row = { readonly [column: string]: SqlValue };

/**
 * Rows, or keys, in a statement. SQLite is fastest with few, and in few sizes: each is a statement that stays prepared.
 * PostgreSQL takes rows as one JSON text, in half the time that parameters cost it.
 */
const sizes = [64, 8, 1] as const;
const [rowsAtOnce, keysAtOnce] = [5000, 1000];

/**
 * Each row is added, or takes the place of the one with the same key; of two with the same key in `rows` the later one
 * holds.
 * @param rows all with the same columns
 * @param keyColumns the primary key or those of a unique index
 */
export async function upsertMany(
  tx: Transaction<Tables>,
  table: string,
  rows: readonly Row[],
  keyColumns: readonly string[],
): Promise<void> {
  if (rows.length === 0) return;
  const dialect = dialectOf(tx);
  const columns = Object.keys(rows[0]!);
  for (const row of rows)
    if (Object.keys(row).length !== columns.length)
      throw new TypeError(`The rows for ${table} have not all the same columns.`);
  if (dialect === 'postgres') {
    for (const part of parts(latest(rows, keyColumns), rowsAtOnce))
      await tx.executeQuery(
        CompiledQuery.raw(upsertJson(table, columns, keyColumns), [
          JSON.stringify(part.map((row) => jsonRow(row, columns))),
        ]),
      );
    return;
  }
  for (const part of inSizes(rows)) {
    const values: SqlValue[] = [];
    for (const row of part) for (const column of columns) values.push(row[column]!);
    await tx.executeQuery(
      CompiledQuery.raw(
        statement(`upsert ${table} ${part.length} ${columns.join()} ${keyColumns.join()}`, () =>
          upsert(table, columns, keyColumns, part.length),
        ),
        values,
      ),
    );
  }
}

/**
 * Rows that are not there yet: nothing is looked for.
 * @param rows for each, the values of `columns` in their order
 */
export async function insertMany(
  tx: Transaction<Tables>,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  if (dialectOf(tx) === 'postgres') {
    for (const part of parts(rows, rowsAtOnce))
      await tx.executeQuery(
        CompiledQuery.raw(insertJson(table, columns), [
          JSON.stringify(
            part.map((row) => jsonRow(Object.fromEntries(columns.map((name, n) => [name, row[n]!])), columns)),
          ),
        ]),
      );
    return;
  }
  for (const part of inSizes(rows))
    await tx.executeQuery(
      CompiledQuery.raw(
        statement(`insert ${table} ${part.length}`, () => insert(table, columns, part.length)),
        part.flat(),
      ),
    );
}

/** @param keys for each, the values of `keyColumns` in their order; one without a row is passed over */
export async function deleteMany(
  tx: Transaction<Tables>,
  table: string,
  keyColumns: readonly string[],
  keys: readonly (readonly SqlValue[])[],
): Promise<void> {
  const dialect = dialectOf(tx);
  for (const part of dialect === 'sqlite' ? inSizes(keys) : parts(keys, keysAtOnce)) {
    await tx.executeQuery(
      CompiledQuery.raw(
        statement(`delete ${dialect} ${table} ${part.length} ${keyColumns.join()}`, () =>
          remove(dialect, table, keyColumns, part.length),
        ),
        part.flat(),
      ),
    );
  }
}

function* parts<Each>(all: readonly Each[], size: number): Generator<readonly Each[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}

/** As many of the largest size as there are, then of the next. */
function* inSizes<Each>(all: readonly Each[]): Generator<readonly Each[]> {
  let from = 0;
  for (const size of sizes) for (; all.length - from >= size; from += size) yield all.slice(from, from + size);
}

/** PostgreSQL refuses to change a row twice in one statement. */
function latest(rows: readonly Row[], keyColumns: readonly string[]): readonly Row[] {
  const byKey = new Map<string, Row>();
  for (const row of rows)
    byKey.set(
      keyColumns
        .map((column) => {
          const value = row[column];
          return `${typeof value}:${String(value).length}:${String(value)}`;
        })
        .join(),
      row,
    );
  return byKey.size === rows.length ? rows : [...byKey.values()];
}

const written = new LRUCache<string, string>({ max: 500 });

function statement(name: string, write: () => string): string {
  let sql = written.get(name);
  if (sql === undefined) written.set(name, (sql = write()));
  return sql;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const list = (names: readonly string[]): string => names.map(quoted).join(', ');

/** `(?, ?), (?, ?)` or `($1, $2), ($3, $4)`. */
function places(dialect: 'sqlite' | 'postgres', rows: number, width: number): string {
  let number = 0;
  const place = dialect === 'sqlite' ? () => '?' : () => `$${(number += 1)}`;
  return Array.from({ length: rows }, () => `(${Array.from({ length: width }, place).join(', ')})`).join(', ');
}

const insert = (table: string, columns: readonly string[], rows: number): string =>
  `insert into ${quoted(table)} (${list(columns)}) values ${places('sqlite', rows, columns.length)}`;

const upsert = (table: string, columns: readonly string[], keyColumns: readonly string[], rows: number): string =>
  `${insert(table, columns, rows)} ${orUpdate(columns, keyColumns)}`;

/** The table itself says what types the values have. */
const insertJson = (table: string, columns: readonly string[]): string =>
  `insert into ${quoted(table)} (${list(columns)}) select ${list(columns)} from json_populate_recordset(null::${quoted(table)}, $1::json)`;

const upsertJson = (table: string, columns: readonly string[], keyColumns: readonly string[]): string =>
  `${insertJson(table, columns)} ${orUpdate(columns, keyColumns)}`;

function orUpdate(columns: readonly string[], keyColumns: readonly string[]): string {
  const others = columns.filter((column) => !keyColumns.includes(column));
  return `on conflict (${list(keyColumns)}) do ${others.length === 0 ? 'nothing' : `update set ${others.map((column) => `${quoted(column)} = excluded.${quoted(column)}`).join(', ')}`}`;
}

/**
 * JSON has neither large integers nor bytes, and PostgreSQL's none of half a surrogate pair: all go as text, which the
 * column's type reads.
 */
function jsonRow(row: Row, columns: readonly string[]): Record<string, string | number | null> {
  const json: Record<string, string | number | null> = {};
  for (const column of columns) {
    const value = toParameter(row[column]);
    json[column] =
      typeof value === 'bigint'
        ? String(value)
        : typeof value === 'string'
          ? value.toWellFormed()
          : value instanceof Uint8Array
            ? `\\x${Buffer.from(value).toString('hex')}`
            : value;
  }
  return json;
}

function remove(dialect: 'sqlite' | 'postgres', table: string, keyColumns: readonly string[], rows: number): string {
  const values = places(dialect, rows, keyColumns.length);
  return keyColumns.length === 1
    ? `delete from ${quoted(table)} where ${list(keyColumns)} in (${values.replaceAll(/[()]/g, '')})`
    : `delete from ${quoted(table)} where (${list(keyColumns)}) in (${dialect === 'sqlite' ? `values ${values}` : values})`;
}
