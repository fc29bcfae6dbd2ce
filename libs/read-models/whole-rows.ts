/** The rows of whole complaints, one complaint after the other: each row once, with its end known. */
import { type RowSink } from './fold.js';
import { type Change, type Since } from './memory-of-streams.js';
import { ownColumns, type ReadModel, type SqlValue, type Table } from './read-model.js';

type Values = { readonly [column: string]: SqlValue };

/** The rows for one table, the values of each in the order of the columns. */
export interface RowsOf {
  readonly columns: readonly string[];
  readonly rows: SqlValue[][];
}

/** Places of what ends a row of the past, among its columns. */
const [until, knownUntil] = ['until', 'known_until'].map((name) => Object.keys(ownColumns.past).indexOf(name)) as [
  number,
  number,
];

export const columnsOfTable = ({ kind, columns }: Table): readonly string[] =>
  Object.keys({ ...ownColumns[kind], ...columns });

class TableRows implements RowsOf {
  readonly columns: readonly string[];
  readonly rows: SqlValue[][] = [];
  /** Of the complaint at hand: what is current of the past, what there is now. */
  private readonly current = new Map<string, SqlValue[]>();
  private readonly own: readonly string[];

  constructor(private readonly table: Table) {
    this.columns = columnsOfTable(table);
    this.own = Object.keys(table.columns);
  }

  change(stream: string, { key, before, after }: Change, { position, recorded }: Since): void {
    if (this.table.kind !== 'past') {
      if (after) this.current.set(key, this.rowOf({ stream, key, ...after.values }));
      else this.current.delete(key);
      return;
    }
    if (before) {
      const row = this.current.get(key)!;
      row[until] = position;
      row[knownUntil] = recorded;
    }
    if (!after) {
      this.current.delete(key);
      return;
    }
    const row: SqlValue[] = [stream, key, position, null, recorded, null];
    for (const column of this.own) row.push(after.values[column]!);
    this.current.set(key, row);
    this.rows.push(row);
  }

  add(row: Values): void {
    this.current.set(String(row.key), this.rowOf(row));
  }

  remove(): void {
    this.current.clear();
  }

  /** The next complaint comes. */
  end(): void {
    if (this.table.kind === 'now') for (const row of this.current.values()) this.rows.push(row);
    this.current.clear();
  }

  private rowOf(values: Values): SqlValue[] {
    return this.columns.map((column) => values[column]!);
  }
}

export class WholeRows implements RowSink {
  private readonly tables: ReadonlyMap<string, TableRows>;
  private stream: string | undefined;

  /** @param models whose tables keep what was or what is: a log's rows are of no complaint */
  constructor(models: readonly ReadModel[]) {
    this.tables = new Map(
      models.flatMap(({ tables }) =>
        Object.entries(tables).map(([name, table]) => [name, new TableRows(table)] as const),
      ),
    );
  }

  change(stream: string, change: Change, since: Since): void {
    this.at(stream);
    this.of(change.table).change(stream, change, since);
  }

  add(table: string, row: Values): void {
    this.at(String(row.stream));
    this.of(table).add(row);
  }

  remove(table: string, stream: string): void {
    this.at(stream);
    this.of(table).remove();
  }

  /** The rows by table; nothing more is taken. */
  end(): ReadonlyMap<string, RowsOf> {
    for (const table of this.tables.values()) table.end();
    return this.tables;
  }

  private at(stream: string): void {
    if (stream === this.stream) return;
    for (const table of this.tables.values()) table.end();
    this.stream = stream;
  }

  private of(table: string): TableRows {
    return this.tables.get(table)!;
  }
}
