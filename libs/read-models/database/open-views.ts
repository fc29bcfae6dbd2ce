/** The read models of an office, wherever the configuration puts them: as the server opens them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../platform/clock.js';
import { type ViewsConfig } from '../../installation/config-stores.js';
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
  if (config.kind === 'sqlite') return openSqliteViews(join(folder, 'views.db'), memoryMiB);
  const { openPostgresViews } = await import('./postgres-views.js');
  const { host, port, database, user, passwordFile, tls } = config;
  return openPostgresViews({
    schema: `klagegang-${office}`,
    now: () => systemClock.now(),
    connection: {
      host,
      port,
      database,
      user,
      ...(passwordFile === null ? {} : { password: readPostgresPassword(passwordFile) }),
      ...(tls === null ? {} : { tls: tls.caFile === null ? true : { ca: readFileSync(tls.caFile, 'utf8') } }),
    },
  });
}

/** To be read alone: another thread or process has opened them before, and writes them. @throws as `openViews` */
export const openViewsReader = async (
  office: string,
  folder: string,
  config: ViewsConfig,
  memoryMiB?: number,
): Promise<ViewsReader> =>
  config.kind === 'sqlite' ? readSqliteViews(join(folder, 'views.db'), memoryMiB) : openViews(office, folder, config);
