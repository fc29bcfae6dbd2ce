/**
 * What happened in an office between two instants, and in one complaint. As of a past instant: everything written down
 * up to then.
 */
import { sql, type Expression, type ExpressionBuilder, type Kysely, type SqlBool } from 'kysely';
import { type LocalDate } from '../../policy/calendar.js';

export interface TimelineTables {
  readonly move: {
    readonly position: bigint | number;
    readonly stream: string;
    readonly type: string;
    readonly occurred_on: string;
    readonly recorded_at: number;
    readonly from_state: string | null;
    readonly to_state: string;
    readonly role: string;
  };
}
type Where = ExpressionBuilder<TimelineTables, 'move'>;

export interface Move {
  /** The event's place in the log, a decimal string. */
  readonly position: string;
  readonly of: string;
  readonly type: string;
  readonly occurredOn: LocalDate;
  /** Milliseconds since the epoch. */
  readonly recordedAt: number;
  /** Null before the first event; the same as `to` where something was opened or closed and the state stayed. */
  readonly from: string | null;
  readonly to: string;
  readonly role: string;
}

export interface MovesAsked {
  /** Written down at or after this instant (milliseconds since the epoch), and at or before that one. */
  readonly since?: number | undefined;
  readonly upTo?: number | undefined;
  /** Of one complaint. */
  readonly of?: string | undefined;
  /** Only steps to another state. */
  readonly moving?: true | undefined;
  /** The position of the last one of the page before. */
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}
export interface MovePage {
  readonly items: readonly Move[];
  /** The cursor of the next page, null at the end. */
  readonly next: string | null;
}

/** A page of what happened, in the order of the log. */
export async function listMoves(db: Kysely<TimelineTables>, asked: MovesAsked): Promise<MovePage> {
  const { limit = 50 } = asked;
  const rows = await db
    .selectFrom('move')
    .select(['stream', 'type', 'occurred_on', 'recorded_at', 'from_state', 'to_state', 'role'])
    .select(sql<string>`cast(position as text)`.as('at'))
    .where((eb) => eb.and(conditions(eb, asked)))
    .orderBy('position')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map((row): Move => ({
    position: row.at,
    of: row.stream,
    type: row.type,
    occurredOn: row.occurred_on,
    recordedAt: Number(row.recorded_at),
    from: row.from_state,
    to: row.to_state,
    role: row.role,
  }));
  return { items, next: rows.length > limit ? (items.at(-1)?.position ?? null) : null };
}

function conditions(eb: Where, { since, upTo, of, moving, cursor }: MovesAsked): readonly Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = [];
  if (since !== undefined) all.push(eb('recorded_at', '>=', since));
  if (upTo !== undefined) all.push(eb('recorded_at', '<=', upTo));
  if (of !== undefined) all.push(eb('stream', '=', of));
  if (moving) all.push(eb.or([eb('from_state', 'is', null), eb('from_state', '<>', eb.ref('to_state'))]));
  if (cursor !== undefined) all.push(eb('position', '>', BigInt(cursor)));
  return all;
}
