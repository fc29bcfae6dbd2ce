/**
 * What the folds of recent complaints have come to. Never stored: what is forgotten here is folded again from the
 * complaint's own events.
 */
import { type FoldModel, type Row, type SqlValue, type NumberedEvent } from './read-model.js';

export interface Version {
  readonly values: Row['values'];
  readonly since: bigint;
  readonly knownFrom: number;
}

export interface Folded {
  state: unknown;
  /** `table/key` → the row that is current. */
  rows: ReadonlyMap<string, Version & { readonly table: string; readonly key: string }>;
}

export interface Change {
  readonly table: string;
  readonly key: string;
  readonly before: Version | undefined;
  readonly after: Version | undefined;
}

const same = (a: Row['values'], b: Row['values']): boolean => {
  for (const column of Object.keys(b)) if (!equal(a[column]!, b[column]!)) return false;
  return true;
};
const equal = (a: SqlValue, b: SqlValue): boolean => a === b;

/** Takes a new state; gives what changed in its rows. */
export function moveTo(
  folded: Folded,
  model: FoldModel,
  state: unknown,
  since: bigint,
  knownFrom: number,
): readonly Change[] {
  if (state === folded.state) return [];
  folded.state = state;
  const changes: Change[] = [];
  const rows = new Map<string, Version & { readonly table: string; readonly key: string }>();
  for (const { table, key, values } of model.rows(state)) {
    const name = `${table}/${key}`;
    const before = folded.rows.get(name);
    if (before && same(before.values, values)) {
      rows.set(name, before);
      continue;
    }
    const after = { table, key, values, since, knownFrom };
    rows.set(name, after);
    changes.push({ table, key, before, after });
  }
  for (const [name, before] of folded.rows)
    if (!rows.has(name)) changes.push({ table: before.table, key: before.key, before, after: undefined });
  folded.rows = rows;
  return changes;
}

/** One complaint: its folds under each model, in the order of the models. */
export interface Remembered {
  /** Of the last event that went in. */
  revision: number;
  readonly folds: readonly Folded[];
}

export const nothingYet = (models: readonly FoldModel[], stream: string): Remembered => ({
  revision: -1,
  folds: models.map((model) => ({ state: model.begin(stream), rows: new Map() })),
});

/** Folds a past that is in the tables already. */
export function refold(models: readonly FoldModel[], stream: string, past: Iterable<NumberedEvent>): Remembered {
  const remembered = nothingYet(models, stream);
  for (const event of past) {
    remembered.revision = event.revision;
    models.forEach((model, index) => {
      const folded = remembered.folds[index]!;
      moveTo(folded, model, model.evolve(folded.state, event), event.position, Date.parse(event.recordedAt));
    });
  }
  return remembered;
}

/** The most recently used, at most so many. */
export class MemoryOfStreams {
  private readonly recent = new Map<string, Remembered>();

  constructor(private readonly limit = 5_000) {}

  get(stream: string): Remembered | undefined {
    const found = this.recent.get(stream);
    if (found) {
      this.recent.delete(stream);
      this.recent.set(stream, found);
    }
    return found;
  }

  set(stream: string, remembered: Remembered): void {
    this.recent.set(stream, remembered);
    if (this.recent.size > this.limit) {
      const [oldest] = this.recent.keys();
      if (oldest !== undefined) this.recent.delete(oldest);
    }
  }

  clear(): void {
    this.recent.clear();
  }
}
