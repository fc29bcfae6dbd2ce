/** An office's journal between two days; now, or as it was known at any past instant. */
import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool } from 'kysely';
import { type LocalDate } from '../../policy/calendar.js';

export interface DocumentTables {
  readonly document: {
    readonly stream: string;
    readonly key: string;
    readonly place: number;
    readonly direction: DocumentItem['direction'];
    readonly dated_on: string;
    readonly kind: DocumentItem['kind'];
    readonly department: string | null;
    readonly quarantined: number;
    readonly erased: number;
    readonly stopped: number;
    readonly until: string | null;
    readonly known_from: number;
    readonly known_until: number | null;
  };
}
type Where = ExpressionBuilder<DocumentTables, 'document'>;

export interface DocumentItem {
  /** The complaint, and the document's id in it. */
  readonly of: string;
  readonly id: string;
  readonly direction: 'in' | 'out' | 'internal';
  readonly date: LocalDate;
  /** A letter of ours, an answer of a department, or a paper that was filed. */
  readonly kind: 'letter' | 'answer' | 'filed';
  readonly department?: string;
  /** Kept unread until a consent covers it (T28). */
  readonly quarantined: boolean;
  readonly erased: boolean;
  /** Only where it could not be brought up to date: an event of the complaint is unreadable. */
  readonly stopped?: true;
}

/** `place`: the document's number among those of its complaint. */
export type DocumentCursor = readonly [date: LocalDate, of: string, place: number];
export interface DocumentsAsked {
  /** Dated from this day on, and up to and with that one. */
  readonly dateFrom?: LocalDate | undefined;
  readonly dateTo?: LocalDate | undefined;
  readonly direction?: DocumentItem['direction'] | undefined;
  readonly department?: string | undefined;
  readonly kind?: DocumentItem['kind'] | undefined;
  readonly of?: string | undefined;
  /** As it was known at this instant; left out: now. */
  readonly at?: number | undefined;
  readonly cursor?: DocumentCursor | undefined;
  readonly limit?: number | undefined;
}
export interface DocumentPage {
  readonly items: readonly DocumentItem[];
  readonly total: number;
  readonly next: DocumentCursor | null;
}

const columns = [
  'stream',
  'key',
  'place',
  'direction',
  'dated_on',
  'kind',
  'department',
  'quarantined',
  'erased',
  'stopped',
] as const;
type Selected = { readonly [Column in (typeof columns)[number]]: DocumentTables['document'][Column] };

/** A page of the journal by date; of one day, complaint by complaint in the order of filing. */
export async function listDocuments(db: Kysely<DocumentTables>, asked: DocumentsAsked): Promise<DocumentPage> {
  const { cursor, limit = 50 } = asked;
  const where = (eb: Where) => eb.and(conditions(eb, asked));
  let page = db
    .selectFrom('document')
    .select(columns)
    .where(where)
    .orderBy('dated_on')
    .orderBy('stream')
    .orderBy('place')
    .limit(limit + 1);
  if (cursor !== undefined)
    page = page.where((eb) => eb(eb.refTuple('dated_on', 'stream', 'place'), '>', eb.tuple(...cursor)));
  const { count } = await db
    .selectFrom('document')
    .select(({ fn }) => fn.countAll().as('count'))
    .where(where)
    .executeTakeFirstOrThrow();
  const rows = await page.execute();
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(itemOf),
    total: Number(count),
    next: rows.length > limit && last ? [last.dated_on, last.stream, Number(last.place)] : null,
  };
}

function conditions(
  eb: Where,
  { dateFrom, dateTo, direction, department, kind, of, at }: DocumentsAsked,
): readonly Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] =
    at === undefined
      ? [eb('until', 'is', null)]
      : [eb('known_from', '<=', at), eb.or([eb('known_until', 'is', null), eb('known_until', '>', at)])];
  if (dateFrom !== undefined) all.push(eb('dated_on', '>=', dateFrom));
  if (dateTo !== undefined) all.push(eb('dated_on', '<=', dateTo));
  if (direction !== undefined) all.push(eb('direction', '=', direction));
  if (department !== undefined) all.push(eb('department', '=', department));
  if (kind !== undefined) all.push(eb('kind', '=', kind));
  if (of !== undefined) all.push(eb('stream', '=', of));
  return all;
}

const itemOf = ({
  stream,
  key,
  direction,
  dated_on: date,
  kind,
  department,
  quarantined,
  erased,
  stopped,
}: Selected): DocumentItem => ({
  of: stream,
  id: key,
  direction,
  date,
  kind,
  ...(department === null ? {} : { department }),
  quarantined: Number(quarantined) === 1,
  erased: Number(erased) === 1,
  ...(Number(stopped) === 1 ? { stopped: true } : {}),
});
