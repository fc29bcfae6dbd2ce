/** Opens the database of an office's read models, wherever the configuration puts it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../libs/platform/clock.js';
import { type ViewsConfig } from '../../libs/platform/config-stores.js';
import { openPostgresViews } from '../../libs/read-models/database/postgres-views.js';
import { readPostgresPassword } from '../../libs/read-models/database/postgres-password.js';
import { openSqliteViews } from '../../libs/read-models/database/sqlite-views.js';
import { type ViewsDatabase } from '../../libs/read-models/database/views-database.js';

/** @throws DatabaseRefused with a sentence for the operator, ViewsUnavailable PostgreSQL cannot be reached */
export async function openViews(office: string, folder: string, config: ViewsConfig): Promise<ViewsDatabase> {
  if (config.kind === 'sqlite') return openSqliteViews(join(folder, 'views.db'));
  const { host, port, database, user, passwordFile, tls } = config;
  return openPostgresViews({
    schema: `klagegang-${office}`, now: systemClock.now,
    connection: {
      host, port, database, user, ...(passwordFile === null ? {} : { password: readPostgresPassword(passwordFile) }),
      ...(tls === null ? {} : { tls: tls.caFile === null ? true : { ca: readFileSync(tls.caFile, 'utf8') } }),
    },
  });
}
