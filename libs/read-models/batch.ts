/** The rows that a batch of events leads to, gathered in memory and written in few statements. */
import { type Transaction } from 'kysely';
import { deleteMany, upsertMany } from './database/bulk.js';
import { type Tables as Database } from './database/views-database.js';
import { type Change } from './memory-of-streams.js';
import { keyColumns, type SqlValue, type Table } from './read-model.js';

type Values = { readonly [column: string]: SqlValue };

/** Physical name and shape of each table that is written to. */
export type Targets = ReadonlyMap<string, { readonly table: Table; readonly physical: string }>;

interface Gathered {
  readonly rows: Map<string, Values>;
  readonly deletedKeys: Map<string, readonly SqlValue[]>;
  /** Streams whose rows go before the others come. */
  readonly deletedStreams: Set<string>;
  added: number;
}

export class Batch {
  private readonly tables = new Map<string, Gathered>();

  constructor(private readonly targets: Targets) {}

  /** What changed in a complaint's rows by an event. */
  change(
    stream: string,
    { table, key, before, after }: Change,
    at: { readonly position: bigint; readonly recorded: number },
  ): void {
    const { rows, deletedKeys } = this.of(table);
    if (this.targets.get(table)!.table.kind === 'now') {
      const name = `${stream}/${key}`;
      if (after) {
        rows.set(name, { stream, key, ...after.values });
        deletedKeys.delete(name);
      } else {
        rows.delete(name);
        deletedKeys.set(name, [stream, key]);
      }
      return;
    }
    const version = (values: Values, since: bigint, from: number, until: bigint | null, knownUntil: number | null) =>
      rows.set(`${stream}/${key}/${since}`, {
        stream,
        key,
        since,
        until,
        known_from: from,
        known_until: knownUntil,
        ...values,
      });
    if (before) version(before.values, before.since, before.knownFrom, at.position, at.recorded);
    if (after) version(after.values, after.since, after.knownFrom, null, null);
  }

  add(table: string, row: Values): void {
    const gathered = this.of(table);
    gathered.rows.set(String((gathered.added += 1)), row);
  }

  remove(table: string, stream: string): void {
    const { rows, deletedStreams } = this.of(table);
    deletedStreams.add(stream);
    for (const [name, row] of rows) if (row.stream === stream) rows.delete(name);
  }

  async write(tx: Transaction<Database>): Promise<void> {
    for (const [name, { rows, deletedKeys, deletedStreams }] of this.tables) {
      const { table, physical } = this.targets.get(name)!;
      if (deletedStreams.size > 0)
        await deleteMany(
          tx,
          physical,
          ['stream'],
          [...deletedStreams].map((stream) => [stream]),
        );
      if (deletedKeys.size > 0) await deleteMany(tx, physical, keyColumns[table.kind], [...deletedKeys.values()]);
      if (rows.size > 0) await upsertMany(tx, physical, [...rows.values()], keyColumns[table.kind]);
    }
  }

  private of(table: string): Gathered {
    let gathered = this.tables.get(table);
    if (!gathered)
      this.tables.set(
        table,
        (gathered = { rows: new Map(), deletedKeys: new Map(), deletedStreams: new Set(), added: 0 }),
      );
    return gathered;
  }
}
