import { type DatabaseSync } from 'node:sqlite';

/**
 * The value of a pragma, read from the connection. The column's name differs from the pragma's now and then
 * (`busy_timeout`).
 */
export function pragma(db: DatabaseSync, name: string): number | string | undefined {
  const row = db.prepare(`PRAGMA ${name}`).get();
  return row === undefined ? undefined : (Object.values(row)[0] as number | string);
}
