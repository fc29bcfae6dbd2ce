/** The read models of an office, wherever the configuration puts them: as the server opens them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../platform/clock.js';
import { type PostgresConfig, type ViewsConfig } from '../../installation/config-stores.js';
import { type PostgresViewsOptions } from './postgres-views.js';
import { readPostgresPassword } from './postgres-password.js';
import { openSqliteViews, readSqliteViews } from './sqlite-views.js';
import { type ViewsDatabase, type ViewsReader } from './views-database.js';

/**
 * @param memoryMiB for the page caches of this office's file; 128 where it is left out
 * @throws DatabaseRefused with a sentence for the operator, ViewsUnavailable PostgreSQL cannot be reached
 */
export async function openViews(
  office: string,
  folder: string,
  config: ViewsConfig,
  memoryMiB?: number,
): Promise<ViewsDatabase> {
  if (config.kind === 'sqlite') return openSqliteViews(fileIn(folder), memoryMiB);
  const { openPostgresViews } = await import('./postgres-views.js');
  return openPostgresViews({ ...postgresOf(office, config), now: () => systemClock.now() });
}

/**
 * To be read alone: another thread or process has opened them before, and writes them.
 * @throws DatabaseRefused, ViewsUnavailable as `openViews`
 */
export async function openViewsReader(
  office: string,
  folder: string,
  config: ViewsConfig,
  memoryMiB?: number,
): Promise<ViewsReader> {
  if (config.kind === 'sqlite') return readSqliteViews(fileIn(folder), memoryMiB);
  const { readPostgresViews } = await import('./postgres-views.js');
  return readPostgresViews(postgresOf(office, config));
}

/** What whoever writes them may hold, so that another process finds out (`lockFile`). */
export const viewsLockIn = (folder: string): string => fileIn(folder);

/** Whether anything was ever made that could be read. */
export const mayBeRead = (folder: string, { kind }: ViewsConfig): boolean =>
  kind !== 'sqlite' || existsSync(fileIn(folder));

const fileIn = (folder: string): string => join(folder, 'views.db');
const postgresOf = (
  office: string,
  { host, port, database, user, passwordFile, tls }: PostgresConfig,
): Omit<PostgresViewsOptions, 'now'> => ({
  schema: `klagegang-${office}`,
  connection: {
    host,
    port,
    database,
    user,
    ...(passwordFile === null ? {} : { password: readPostgresPassword(passwordFile) }),
    ...(tls === null ? {} : { tls: tls.caFile === null ? true : { ca: readFileSync(tls.caFile, 'utf8') } }),
  },
});
