/**
 * The case states of recent complaints and the rows they have come to. Never stored: what is forgotten here is folded
 * again from the complaint's own events.
 */
import { LRUCache } from 'lru-cache';
import { type CaseState, emptyCase } from '../case/case-state.js';
import { evolve } from '../case/evolve.js';
import { type CaseModel, type NumberedEvent, type Row, type RowContext } from './read-model.js';

export interface Version {
  readonly values: Row['values'];
  readonly since: bigint;
  readonly knownFrom: number;
}

type CurrentRow = Version & { readonly table: string; readonly key: string };

/** What a model has made of a complaint. */
interface MadeRows {
  readonly madeOf: readonly unknown[];
  /** `table/key` → the row that is current. */
  readonly rows: ReadonlyMap<string, CurrentRow>;
}

/** One complaint: its state, and its rows under each model, in the order of the models. */
export interface Remembered {
  caseState: CaseState;
  context: RowContext;
  readonly made: MadeRows[];
}

export interface Change {
  readonly table: string;
  readonly key: string;
  readonly before: Version | undefined;
  readonly after: Version | undefined;
}

/** From when on a change holds: position in the log, and milliseconds since the epoch. */
export interface Since {
  readonly position: bigint;
  readonly recorded: number;
}
export const sinceOf = ({ position, recordedAt }: NumberedEvent): Since => ({
  position,
  recorded: Date.parse(recordedAt),
});

export const nothingYet = (models: readonly CaseModel[], stream: string): Remembered => ({
  caseState: emptyCase(stream),
  context: { number: null, stopped: false },
  made: models.map(() => ({ madeOf: [], rows: new Map() })),
});

/**
 * Takes one more event; gives what changed in the rows.
 * @param history as `evolve` asks for it
 */
export function take(
  models: readonly CaseModel[],
  remembered: Remembered,
  event: NumberedEvent,
  since: Since = sinceOf(event),
  history?: readonly NumberedEvent[],
): readonly Change[] {
  remembered.caseState = evolve(remembered.caseState, event, history);
  if (event.number !== undefined) remembered.context = { ...remembered.context, number: event.number };
  return changes(models, remembered, since);
}

/** Nothing later is shown as if it were whole; gives what changed in the rows by that. */
export function stop(models: readonly CaseModel[], remembered: Remembered, since: Since): readonly Change[] {
  remembered.context = { ...remembered.context, stopped: true };
  return changes(models, remembered, since);
}

/** When the latest of its rows came to be known; 0 where there is none. */
export const lastKnown = ({ made }: Remembered): number =>
  made.reduce(
    (latest, { rows }) => [...rows.values()].reduce((last, { knownFrom }) => Math.max(last, knownFrom), latest),
    0,
  );

const changes = (models: readonly CaseModel[], remembered: Remembered, since: Since): readonly Change[] =>
  models.flatMap((model, index) => changesUnder(model, index, remembered, since));

function changesUnder(
  model: CaseModel,
  index: number,
  { caseState, context, made }: Remembered,
  { position: since, recorded: knownFrom }: Since,
): readonly Change[] {
  const known = made[index]!;
  const madeOf = model.madeOf?.(caseState, context) ?? [caseState, context];
  if (sameEach(madeOf, known.madeOf)) return [];
  const found: Change[] = [];
  const rows = new Map<string, CurrentRow>();
  for (const { table, key, values } of model.rows(caseState, context)) {
    const name = `${table}/${key}`;
    const before = known.rows.get(name);
    if (before && sameValues(before.values, values)) {
      rows.set(name, before);
      continue;
    }
    const after = { table, key, values, since, knownFrom };
    rows.set(name, after);
    found.push({ table, key, before, after });
  }
  for (const [name, before] of known.rows)
    if (!rows.has(name)) found.push({ table: before.table, key: before.key, before, after: undefined });
  made[index] = { madeOf, rows };
  return found;
}

const sameEach = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, index) => Object.is(value, b[index]));

const sameValues = (a: Row['values'], b: Row['values']): boolean => {
  for (const column of Object.keys(b)) if (a[column] !== b[column]) return false;
  return true;
};

/** Folds a past that is in the tables already. */
export function refold(models: readonly CaseModel[], stream: string, past: readonly NumberedEvent[]): Remembered {
  const remembered = nothingYet(models, stream);
  for (const event of past) take(models, remembered, event, sinceOf(event), past);
  return remembered;
}

/** Bytes of the heap, about; held to what there is by a test. */
export const bytesOfRemembered = ({ caseState, made }: Remembered): number =>
  made.reduce((sum, { rows }) => sum + 650 * rows.size, 2_800 + 270 * (caseState.revision + 1));

/** Complaints between two events of theirs. */
export interface StreamMemory {
  get(stream: string): Remembered | undefined;
  set(stream: string, remembered: Remembered): void;
  clear(): void;
}

/** The last one alone: for complaints that come whole, one after the other. */
export class LastStream implements StreamMemory {
  private last: { readonly stream: string; readonly remembered: Remembered } | undefined;

  get(stream: string): Remembered | undefined {
    return this.last?.stream === stream ? this.last.remembered : undefined;
  }
  set(stream: string, remembered: Remembered): void {
    this.last = { stream, remembered };
  }
  clear(): void {
    this.last = undefined;
  }
}

/** The most recently used, in so many bytes. */
export class MemoryOfStreams implements StreamMemory {
  private readonly recent: LRUCache<string, Remembered>;

  constructor(mostBytes: number) {
    this.recent = new LRUCache({ maxSize: Math.max(1, Math.floor(mostBytes)), sizeCalculation: bytesOfRemembered });
  }

  get(stream: string): Remembered | undefined {
    return this.recent.get(stream);
  }

  set(stream: string, remembered: Remembered): void {
    // It is changed where it is: as the same value it would keep the size that it had.
    this.recent.delete(stream);
    this.recent.set(stream, remembered);
  }

  clear(): void {
    this.recent.clear();
  }
}
