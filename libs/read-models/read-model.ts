/**
 * What a read model is: tables, and how a complaint becomes their rows. Derived from the log alone, so it can be thrown away
 * and built again.
 */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type CaseState } from '../case/case-state.js';

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
   * With the version the identity of a read model: changed rows or tables are a new version, built beside the old one.
   */
  readonly name: string;
  readonly version: number;
  readonly tables: Tables;
}

/** What is known of a complaint besides its state. */
export interface RowContext {
  /** Of a case: its number in the office, "2026-0007". */
  readonly number: string | null;
  /** An event of it could not be read: what is shown ends before it. */
  readonly stopped: boolean;
}

/** Rows of a complaint as a function of its case state; tables of kind `past` or `now` only. Derives no fact itself. */
export interface CaseModel extends Named {
  rows(caseState: CaseState, context: RowContext): readonly Row[];
  /**
   * All that its rows are made of: as long as each is the very same, so are the rows, and they are not made again. Left
   * out: the state as a whole.
   */
  madeOf?(caseState: CaseState, context: RowContext): readonly unknown[];
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

export type ReadModel = CaseModel | DirectModel;

export const isCaseModel = (model: ReadModel): model is CaseModel => 'rows' in model;

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
