/**
 * What a read model is: tables, and how events become their rows. Derived from the log alone, so it can be thrown away
 * and built again.
 */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';

export type SqlValue = string | number | bigint | Uint8Array | null;
export type ColumnType = 'text' | 'integer' | 'bigint' | 'bytes' | 'flag';

export interface Column {
  readonly type: ColumnType;
  readonly null?: true;
}

/**
 * `past`: a row is never overwritten; it is closed by the position and the recorded time of the event that changed it,
 * so any past instant can be asked for. `now`: only what holds now is kept, and what goes is deleted. `log`: rows are
 * only ever added.
 */
export type TableKind = 'past' | 'now' | 'log';

export interface Table {
  readonly kind: TableKind;
  readonly columns: { readonly [name: string]: Column };
  /** Lists of columns. Of a `past` table they hold what is current alone, unless `past` is said. */
  readonly indexes?: readonly { readonly on: readonly string[]; readonly past?: true }[];
}

export type Tables = { readonly [table: string]: Table };

/** An event as it is stored (personal fields sealed), with what the office gives it besides. */
export type NumberedEvent = ComplaintEvent & {
  /** Of an event that makes a case: its number in the office, "2026-0007". */
  readonly number?: string;
};

/** A row of one complaint; `key` tells it from the complaint's other rows in that table. */
export interface Row {
  readonly table: string;
  readonly key: string;
  readonly values: { readonly [column: string]: SqlValue };
}

interface Named {
  /**
   * With the version the identity of a read model: a changed fold or table is a new version, built beside the old one.
   */
  readonly name: string;
  readonly version: number;
  readonly tables: Tables;
}

/**
 * Rows of a complaint as a function of its own events. The state is never stored: where it is not remembered, it is
 * folded again from the complaint's stream.
 */
export interface FoldModel<State = unknown> extends Named {
  begin(stream: string): State;
  /** The very same state where the event changes nothing in it. Never fails, never judges. */
  evolve(state: State, event: NumberedEvent): State;
  /** Tables of kind `past` or `now` only. */
  rows(state: State): readonly Row[];
  /** The state after an event that could not be read: nothing later is shown as if it were whole. */
  stop?(state: State): State;
}

/** What needs no fold: each event, once, in order. */
export interface DirectModel extends Named {
  apply(event: NumberedEvent, write: DirectWrites): void | Promise<void>;
}

export interface DirectWrites {
  add(table: string, row: { readonly [column: string]: SqlValue }): void;
  /** Every row of this complaint in that table. */
  remove(table: string, stream: string): void;
}

/** States are a model's own affair: whoever holds several of them cannot look inside. */
export type ReadModel = FoldModel | DirectModel;

export const isFold = (model: ReadModel): model is FoldModel => 'evolve' in model;
/** Keeps the state's type where it is declared, and lets it be held beside others. */
export const foldModel = <State>(model: FoldModel<State>): FoldModel => model;

/**
 * The columns that a table has besides its own. Positions are those of the log; instants are milliseconds since the
 * epoch, of `recordedAt`.
 */
export const ownColumns: { readonly [Which in TableKind]: { readonly [name: string]: Column } } = {
  past: {
    stream: { type: 'text' },
    key: { type: 'text' },
    since: { type: 'bigint' },
    until: { type: 'bigint', null: true },
    known_from: { type: 'bigint' },
    known_until: { type: 'bigint', null: true },
  },
  now: { stream: { type: 'text' }, key: { type: 'text' } },
  log: { position: { type: 'bigint' }, key: { type: 'text' }, stream: { type: 'text' } },
};
export const keyColumns: { readonly [Which in TableKind]: readonly string[] } = {
  past: ['stream', 'key', 'since'],
  now: ['stream', 'key'],
  log: ['position', 'key'],
};
