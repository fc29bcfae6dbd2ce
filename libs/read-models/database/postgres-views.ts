/** Read models in PostgreSQL: a schema of its own for each office. */
import { setTimeout as later } from 'node:timers/promises';
import { Pool, types as parsers, type PoolConfig } from 'pg';
import { CompiledQuery, Kysely, PostgresDialect, type PostgresPool, type Transaction } from 'kysely';
import { BootRefused } from '../../platform/boot-refused.js';
import { DatabaseRefused } from '../../sqlite/sqlite-errors.js';
import { refusePostgres } from './postgres-check.js';
import { Cursor, WatchedClient, valuesAsInSqlite, type Client, type Watch } from './postgres-pool.js';
import { ServerError, DatabaseHealth, ViewsUnavailable } from './database-health.js';
import { WriteTurns } from './write-turns.js';
import { type Tables, type ViewsDatabase, type ViewsReader } from './views-database.js';

export interface PostgresConnection {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password?: string;
  /**
   * Certificates of the authority that signed the server's, in PEM; true trusts those of the system; left out, nothing
   * is encrypted.
   */
  readonly tls?: true | { readonly ca: string };
}

export interface PostgresViewsOptions {
  readonly connection: PostgresConnection;
  /** Of the office: lower case letters, digits, `_` and `-`, at most 63. Made where it is missing. */
  readonly schema: string;
  /** This machine's clock, in milliseconds since the epoch: the server's may not be far from it. */
  readonly now: () => number;
}

const readersAtMost = 8;
const connectWithinMs = 10_000;
const statementTimeoutMs = 60_000;

/**
 * @throws DatabaseRefused with a sentence for the operator: a schema that cannot be
 * @throws BootRefused the server may lose what it has committed, or lives in another time
 * @throws ViewsUnavailable it cannot be reached
 */
export async function openPostgresViews({ connection, schema, now }: PostgresViewsOptions): Promise<ViewsDatabase> {
  if (!/^[a-z][a-z0-9_-]{0,62}$/.test(schema) || /^(pg_.*|public|information_schema)$/.test(schema))
    throw new DatabaseRefused(
      `"${schema}" cannot be the schema of an office. Use lower case letters, digits, _ and -, beginning with a letter, and none of PostgreSQL's own names.`,
    );
  const views = new PostgresViews(connection, schema);
  try {
    await views.begin(now);
    return views;
  } catch (error) {
    await views.close();
    throw error;
  }
}

/** Connects when it is first asked, and only reads: what the server must be has been looked at by who writes. */
export const readPostgresViews = ({ connection, schema }: Omit<PostgresViewsOptions, 'now'>): ViewsReader =>
  new PostgresViews(connection, schema);

class PostgresViews implements ViewsDatabase {
  readonly dialect = 'postgres';
  readonly read: Kysely<Tables>;
  private readonly writer: Kysely<Tables>;
  private readonly readers: Pool;
  private readonly writers: Pool;
  private readonly watch: Watch;
  private readonly turns = new WriteTurns();
  private readonly troubles = new DatabaseHealth();

  constructor(
    connection: PostgresConnection,
    private readonly schema: string,
  ) {
    const at = `PostgreSQL (${connection.host}:${connection.port}, ${connection.database})`;
    const watch: Watch = {
      failed: (error) => translateError(at, error, this.troubles),
      worked: () => this.troubles.recover('any'),
    };
    this.watch = watch;
    const reading: Watch = {
      ...watch,
      failed: (error) =>
        (error as PgError).code === '25006'
          ? new Error('Nothing is written through a reader or a snapshot. Use write.')
          : watch.failed(error),
    };
    this.readers = new Pool({
      ...settings(connection, schema, 'on'),
      max: readersAtMost,
      application_name: `klagegang ${schema} read`,
    });
    this.writers = new Pool({
      ...settings(connection, schema, 'off'),
      max: 1,
      application_name: `klagegang ${schema} write`,
    });
    this.read = new Kysely<Tables>({
      dialect: new PostgresDialect({ pool: watched(this.readers, this.turns, reading), cursor: Cursor }),
    });
    this.writer = new Kysely<Tables>({
      dialect: new PostgresDialect({ pool: watched(this.writers, this.turns, watch), cursor: Cursor }),
    });
  }

  get trouble(): string | undefined {
    return this.troubles.text;
  }

  /** Looks at the server and makes the schema. */
  async begin(now: () => number): Promise<void> {
    const leave = this.turns.enter();
    try {
      await refusePostgres(
        async (sql) => (await this.writers.query({ text: sql, types: parsers })).rows as Record<string, unknown>[],
        now,
      );
    } catch (error) {
      throw error instanceof BootRefused ? error : this.watch.failed(error);
    } finally {
      leave();
    }
    await this.write(async (tx) => {
      const { rows } = await tx.executeQuery<{ readonly there: number }>(
        CompiledQuery.raw('select count(*) as there from pg_namespace where nspname = $1', [this.schema]),
      );
      if (rows[0]!.there === 0) await tx.schema.createSchema(this.schema).ifNotExists().execute();
    });
  }

  async write<Result>(work: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result> {
    return this.turns.oneByOne(async () => {
      const result = await this.writer.transaction().execute(work);
      this.troubles.recover('written');
      return result;
    });
  }

  async snapshot<Result>(work: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result> {
    return this.read
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        // The state is that of the first query, so it is asked at once.
        await tx.executeQuery(CompiledQuery.raw('select 1'));
        return work(tx);
      });
  }

  async purgeDeleted(): Promise<boolean> {
    return true;
  }

  async close(): Promise<void> {
    await this.turns.close();
    await Promise.race([
      Promise.all([this.readers, this.writers].filter((pool) => !pool.ended).map((pool) => pool.end())),
      later(2000, undefined, { ref: false }),
    ]);
  }
}

const settings = ({ tls, ...connection }: PostgresConnection, schema: string, readOnly: 'on' | 'off'): PoolConfig => ({
  ...connection,
  ...(tls ? { ssl: tls === true ? true : { ca: tls.ca } } : {}),
  options: `-c search_path="${schema}" -c default_transaction_read_only=${readOnly}`,
  types: valuesAsInSqlite,
  connectionTimeoutMillis: connectWithinMs,
  idleTimeoutMillis: 60_000,
  keepAlive: true,
  statement_timeout: statementTimeoutMs,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: statementTimeoutMs,
});

/** A pool whose clients say what went wrong, and which a closing database waits for. */
function watched(pool: Pool, turns: WriteTurns, watch: Watch): PostgresPool {
  // Both would end the process if nobody heard them. The pool drops such a client, and the next query says what is the
  // matter.
  pool.on('error', (error) => {
    watch.failed(error);
  });
  pool.on('connect', (client) => {
    client.on('error', (error) => {
      watch.failed(error);
    });
  });
  const known = new WeakMap<Client, WatchedClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const leave = turns.enter();
      try {
        const client = (await pool.connect()) as Client;
        let seen = known.get(client);
        if (!seen) known.set(client, (seen = new WatchedClient(client, watch)));
        seen.whenReleased(leave);
        return seen;
      } catch (error) {
        leave();
        throw watch.failed(error);
      }
    },
  };
}

interface PgError {
  readonly code?: string;
  readonly message?: string;
  readonly severity?: string;
}

/**
 * What an error means. Its detail and, where it quotes a value, its message are left out: they may hold what is a
 * person's.
 */
function translateError(at: string, error: unknown, trouble: DatabaseHealth): unknown {
  if (error instanceof ViewsUnavailable) return error;
  const { code = '', message = '', severity } = error as PgError;
  const cause =
    severity === undefined ? error : new ServerError(code, /^22/.test(code) ? 'a value was refused' : message);
  if (/^53/.test(code))
    return trouble.fail(
      `${at} has no room left (${code}). Make room on its disk or in its memory; nothing of what was being written is in it.`,
      { cause, until: 'written' },
    );
  if (code === '25006')
    return trouble.fail(
      `${at} takes no writes here (25006). Name the primary server, and let the user of the product write.`,
      { cause, until: 'written' },
    );
  if (code === '55P03')
    return trouble.fail(
      `${at} is held by another program: a lock did not come free in time. Stop that program; what was asked can then be repeated.`,
      { cause, until: 'written' },
    );
  // It chose this transaction to give way (class 40), or the program was too slow in one (25P03): the same again may
  // do.
  if (/^40|^25P03/.test(code))
    return new ViewsUnavailable(`${at} undid a transaction (${code}). Repeat it.`, { cause });
  if (code === '57014')
    return new ViewsUnavailable(
      `${at} was stopped at one query that took longer than ${statementTimeoutMs / 1000} s. Ask for less at a time.`,
      { cause },
    );
  if (/^28|^3D/.test(code))
    return trouble.fail(
      `${at} does not let the product in (${code}). Check user, password and database in the settings.`,
      { cause, until: 'any' },
    );
  if (severity === undefined || /^(08|57P|58|XX)/.test(code))
    return severity === undefined && !isOfConnection(error)
      ? error
      : trouble.fail(
          `${at} cannot be reached (${code || message}). Check that it runs and that this machine may connect; the product goes on by itself when it is back.`,
          { cause, until: 'any' },
        );
  return cause;
}

const isOfConnection = (error: unknown): boolean => {
  const { code = '', message = '' } = error as PgError;
  return (
    /^E[A-Z]+$|CERT|TLS|SIGNED/.test(code) || /connection|terminated|not queryable|timeout exceeded/i.test(message)
  );
};
