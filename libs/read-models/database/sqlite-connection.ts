/** node:sqlite behind Kysely: one connection, its statements prepared once. */
import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { setImmediate as others } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { type CompiledQuery, type DatabaseConnection, type QueryResult } from 'kysely';
import { toParameter } from './parameter.js';

/** What is to be thrown in the place of an error of SQLite. */
export type TranslateError = (error: unknown) => unknown;

interface Prepared {
  readonly statement: StatementSync;
  readonly reads: boolean;
}

export class SqliteConnection implements DatabaseConnection {
  /** A statement outlives a changed schema, for SQLite prepares it again. */
  private readonly prepared = new LRUCache<string, Prepared>({ max: 256 });
  /**
   * A query in this transaction failed, so that it may not be committed: as in PostgreSQL, nobody can pass over an
   * error.
   */
  private spoiled = false;

  constructor(
    readonly db: DatabaseSync,
    readonly translateError: TranslateError,
  ) {}

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const values = parameters.map(toParameter);
    try {
      const { statement, reads } = this.prepare(sql);
      if (reads) return { rows: statement.all(...values) as Row[] };
      const { changes, lastInsertRowid } = statement.run(...values);
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
    } catch (error) {
      this.spoiled = true;
      throw this.translateError(error);
    }
  }

  /** Reads on as the caller takes the rows, and lets others run in between. The state is that of the first row. */
  async *streamQuery<Row>(
    { sql, parameters }: CompiledQuery,
    chunkSize: number,
  ): AsyncIterableIterator<QueryResult<Row>> {
    const values = parameters.map(toParameter);
    try {
      let rows: Row[] = [];
      for (const row of this.db.prepare(sql).iterate(...values)) {
        if (rows.push(row as Row) < chunkSize) continue;
        yield { rows };
        rows = [];
        await others();
      }
      yield { rows };
    } catch (error) {
      throw this.translateError(error);
    }
  }

  /** Without a result. */
  run(sql: string): void {
    try {
      this.db.exec(sql);
    } catch (error) {
      throw this.translateError(error);
    }
  }

  /** A transaction, or a part of one, begins anew. */
  fresh(): void {
    this.spoiled = false;
  }

  commit(): void {
    if (this.spoiled)
      throw new Error(
        'A query in this transaction failed, and its error was passed over. Nothing of the transaction is written.',
      );
    this.run('COMMIT');
  }

  /** SQLite has rolled back by itself after some errors, a full disk among them. */
  rollback(): void {
    if (this.db.isTransaction) this.run('ROLLBACK');
  }

  private prepare(sql: string): Prepared {
    const known = this.prepared.get(sql);
    if (known) return known;
    const statement = this.db.prepare(sql);
    const prepared = { statement, reads: statement.columns().length > 0 };
    this.prepared.set(sql, prepared);
    return prepared;
  }
}
