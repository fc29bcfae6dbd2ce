/**
 * All rows of all read models as text, sorted: two databases that hold the same are the same to the byte (promises.md,
 * I7).
 */
import { type ViewsReader } from '../database/views-database.js';
import { type ReadModel } from '../read-model.js';

export async function dump(db: ViewsReader, models: readonly ReadModel[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const name of models.flatMap(({ tables }) => Object.keys(tables))) {
    const rows = await db.read.selectFrom(name).selectAll().execute();
    for (const row of rows) lines.push(`${name} ${JSON.stringify(row, Object.keys(row).sort())}`);
  }
  return lines.sort();
}
