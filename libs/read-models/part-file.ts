/**
 * Rows of a range of complaints in a file of their own, written by one of several threads: the writer of the read
 * models takes them over in one statement for each table, and the file is gone. Nothing in it is kept, so nothing of it
 * is synced, and it has no journal.
 */
import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { textAsStored } from './database/parameter.js';
import { type SqlValue } from './read-model.js';
import { type RowsOf } from './whole-rows.js';

const settings =
  'PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF';

export class PartFile {
  private readonly db: DatabaseSync;

  /** @param path of a new file, which its owner alone may read */
  constructor(path: string) {
    closeSync(openSync(path, 'wx', 0o600));
    this.db = new DatabaseSync(path, {
      allowExtension: false,
      enableDoubleQuotedStringLiterals: false,
      defensive: true,
    });
    this.db.exec(settings);
  }

  /** Adds rows to each of the tables, in their order. */
  add(tables: ReadonlyMap<string, RowsOf>): void {
    this.db.exec('BEGIN');
    for (const [table, { columns, rows }] of tables) {
      const names = columns.map((column) => `"${column}"`).join(', ');
      this.db.exec(`CREATE TABLE IF NOT EXISTS "${table}" (${names})`);
      const insert = this.db.prepare(`INSERT INTO "${table}" VALUES (${columns.map(() => '?').join(', ')})`);
      for (const row of rows) insert.run(...row.map(asStored));
    }
    this.db.exec('COMMIT');
  }

  close(): void {
    this.db.close();
  }
}

/** Numbers go as they are: the column that they end in makes integers of them again. */
const asStored = (value: SqlValue): SqlValue => (typeof value === 'string' ? textAsStored(value) : value);
