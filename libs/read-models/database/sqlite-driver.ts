/** Kysely's driver for node:sqlite: where connections come from, and how a transaction begins and ends on them. */
import { setTimeout as later } from 'node:timers/promises';
import {
  CompiledQuery,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type QueryCompiler,
} from 'kysely';
import { isBusy } from '../../sqlite/sqlite-errors.js';
import { type SqliteConnection } from './sqlite-connection.js';
import { type Tables } from './views-database.js';

/** Hands out connections and takes them back. */
export interface Connections {
  acquire(): Promise<SqliteConnection>;
  release(connection: SqliteConnection): void;
}

export type Begin = (connection: SqliteConnection) => Promise<void>;

/**
 * Takes the write lock. Waits for another holder as `busy_timeout` would, but lets this process go on meanwhile: the
 * holder may be in it.
 */
export const beginWriting: Begin = async (connection) => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      connection.db.exec('PRAGMA busy_timeout=0; BEGIN IMMEDIATE');
      return;
    } catch (error) {
      if (!isBusy(error) || attempt === 200) throw connection.translateError(error);
    } finally {
      connection.db.exec('PRAGMA busy_timeout=5000');
    }
    await later(25);
  }
};

/** A deferred transaction sees the state of its first read, so it reads at once. */
export const beginReading: Begin = async (connection) => {
  connection.run('BEGIN');
  await connection.executeQuery(CompiledQuery.raw('SELECT count(*) FROM sqlite_schema'));
};

/** A database of these connections. Several may be out at a time. */
export function sqliteKysely(connections: Connections, begin: Begin): Kysely<Tables> {
  const dialect: Dialect = {
    createAdapter: () => new NodeSqliteAdapter(),
    createDriver: () => new NodeSqliteDriver(connections, begin),
    createQueryCompiler: (): QueryCompiler => new SqliteQueryCompiler(),
    createIntrospector: (db: Kysely<unknown>): DatabaseIntrospector => new SqliteIntrospector(db),
  };
  return new Kysely<Tables>({ dialect });
}

class NodeSqliteAdapter extends SqliteAdapter implements DialectAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class NodeSqliteDriver implements Driver {
  constructor(
    private readonly connections: Connections,
    private readonly begin: Begin,
  ) {}

  async init(): Promise<void> {
    /* Connections are open, or opened when they are asked for. */
  }
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.connections.acquire();
  }
  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.connections.release(own(connection));
  }
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    own(connection).fresh();
    await this.begin(own(connection));
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    own(connection).commit();
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    own(connection).rollback();
  }
  async savepoint(connection: DatabaseConnection, name: string): Promise<void> {
    own(connection).run(`SAVEPOINT ${quoted(name)}`);
  }
  async rollbackToSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    own(connection).run(`ROLLBACK TO ${quoted(name)}`);
    own(connection).fresh();
  }
  async releaseSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    own(connection).run(`RELEASE ${quoted(name)}`);
  }
  async destroy(): Promise<void> {
    /* Whoever opened the connections closes them. */
  }
}

const own = (connection: DatabaseConnection): SqliteConnection => connection as SqliteConnection;
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
