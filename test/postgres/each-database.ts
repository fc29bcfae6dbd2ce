/** One suite on both databases of read models: SQLite in a file, and a real PostgreSQL. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgresViews } from '../../libs/read-models/database/postgres-views.js';
import { openSqliteViews } from '../../libs/read-models/database/sqlite-views.js';
import { type ViewsDatabase } from '../../libs/read-models/database/views-database.js';
import { PostgresServer } from './postgres.js';

export interface Opened {
  /**
   * A new, empty database; or, with a name, the one of that name in this test. What is open is closed, and all are
   * removed, after each test.
   */
  (name?: string): Promise<ViewsDatabase>;
}

/** Declares the suite twice. PostgreSQL is started once for each call. */
export function eachDatabase(suite: (open: Opened, dialect: ViewsDatabase['dialect']) => void): void {
  describe('SQLite', () => {
    const opened: ViewsDatabase[] = [];
    let folder: string;
    let made = 0;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'klagegang-views-'));
    });
    afterEach(async () => {
      await closeAll(opened);
      rmSync(folder, { recursive: true, force: true });
    });
    suite(
      async (name = `unnamed-${(made += 1)}`) => keep(opened, openSqliteViews(join(folder, `${name}.sqlite`))),
      'sqlite',
    );
  });
  describe('PostgreSQL', () => {
    const opened: ViewsDatabase[] = [];
    let server: PostgresServer;
    let made = 0;
    let test = 0;
    beforeAll(async () => {
      server = await PostgresServer.start();
    });
    afterAll(() => server?.close());
    beforeEach(() => {
      test += 1;
    });
    afterEach(() => closeAll(opened));
    suite(
      async (name = `unnamed-${(made += 1)}`) =>
        keep(
          opened,
          await openPostgresViews({ connection: server.connection, schema: `t${test}-${name}`, now: () => Date.now() }),
        ),
      'postgres',
    );
  });
}

function keep(opened: ViewsDatabase[], db: ViewsDatabase): ViewsDatabase {
  opened.push(db);
  return db;
}

async function closeAll(opened: ViewsDatabase[]): Promise<void> {
  await Promise.all(opened.splice(0).map((db) => db.close()));
}
