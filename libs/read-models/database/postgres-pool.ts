/**
 * pg behind Kysely: the same values as from SQLite, errors without the values of rows, and cursors for what is long.
 */
import { types as parsers, type PoolClient } from 'pg';
import { type PostgresCursor, type PostgresPoolClient, type PostgresQueryResult } from 'kysely';
import { toParameter } from './parameter.js';

/** Numbers of PostgreSQL's types (pg_type.dat): what is read otherwise than pg does by itself. */
const oids = { bool: 16, bytea: 17, int8: 20, numeric: 1700 };

export const valuesAsInSqlite = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (format === 'binary') return parsers.getTypeParser(oid, format) as (bytes: Buffer) => unknown;
    if (oid === oids.bool) return (text: string) => (text === 't' ? 1 : 0);
    if (oid === oids.int8) return wholeNumber;
    if (oid === oids.numeric) return Number;
    if (oid === oids.bytea) return (text: string) => new Uint8Array(Buffer.from(text.slice(2), 'hex'));
    return parsers.getTypeParser(oid, 'text') as (text: string) => unknown;
  },
};

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(
      'An integer beyond 2^53 was read from the database. Read that column through cast(… as text).',
    );
  return value;
}

export interface Watch {
  failed(error: unknown): unknown;
  worked(): void;
}

export type Client = PoolClient & { getTransactionStatus(): string | null; readonly processID?: number };

/** What Kysely sees of a client. */
export class WatchedClient implements PostgresPoolClient {
  private released: () => void = () => undefined;

  constructor(
    private readonly client: Client,
    private readonly watch: Watch,
  ) {}

  get processID(): number | undefined {
    return this.client.processID;
  }
  get inTransaction(): boolean {
    return this.client.getTransactionStatus() === 'T';
  }

  query<Row>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  query<Row>(
    asked: string | PostgresCursor<Row>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<Row>> | PostgresCursor<Row> {
    if (typeof asked === 'string') return this.ask(asked, parameters);
    if (!(asked instanceof Cursor)) throw new TypeError('Only its own cursors can be read.');
    asked.on(this);
    return asked;
  }

  /** What to call when the client goes back. */
  whenReleased(then: () => void): void {
    this.released = then;
  }
  release(destroy?: boolean): void {
    this.client.release(destroy);
    this.released();
  }

  private async ask<Row>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    const values = parameters.map(toParameter);
    try {
      const result = await this.client.query(sql, values);
      this.watch.worked();
      return result as unknown as PostgresQueryResult<Row>;
    } catch (error) {
      throw this.watch.failed(error);
    }
  }
}

/**
 * A cursor in SQL, so that a long result is never in memory as a whole. Outside of a transaction it makes one for
 * itself.
 */
export class Cursor<Row> implements PostgresCursor<Row> {
  private static made = 0;
  private readonly name = `rows_${(Cursor.made += 1)}`;
  private client: WatchedClient | undefined;
  private state: 'new' | 'open' | 'closed' = 'new';
  private ownTransaction = false;

  constructor(
    private readonly sql: string,
    private readonly parameters: unknown[],
  ) {}

  on(client: WatchedClient): void {
    this.client = client;
  }

  async read(count: number): Promise<Row[]> {
    if (this.state === 'new') await this.open();
    const { rows } = await this.client!.query<Row>(`fetch forward ${Math.trunc(count)} from ${this.name}`, []);
    return rows;
  }

  async close(): Promise<void> {
    if (this.state !== 'open') return;
    this.state = 'closed';
    if (this.ownTransaction) await this.client!.query('rollback', []);
    else if (this.client!.inTransaction) await this.client!.query(`close ${this.name}`, []);
  }

  private async open(): Promise<void> {
    if (!this.client!.inTransaction) {
      await this.client!.query('start transaction read only', []);
      this.ownTransaction = true;
    }
    this.state = 'open';
    await this.client!.query(`declare ${this.name} no scroll cursor for ${this.sql}`, this.parameters);
  }
}
