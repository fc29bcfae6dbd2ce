/**
 * A population: the rows of one table by one month, with every dimension that any report divides them by. What may be
 * shown of it is decided once, for all reports.
 */
import { sql, type Kysely, type SqlBool } from 'kysely';
import { type Tables } from '../database/views-database.js';
import { groups, reports, saidBy, type ReportDefinition } from './definitions.js';
import { KeptFigures } from './kept-figures.js';
import { OfficeYear } from './office-year.js';
import { type Audience } from './report.js';
import { type Atom } from './suppress/cell-counts.js';
import { patternOf, type Pattern } from './suppress/decide-pattern.js';

export const threshold = 5;
/** True figures hide nothing: no group is too small. */
export const thresholdFor = (audience: Audience): number => (audience === 'internal' ? 1 : threshold);
/** How many dimensions a table names at most, besides time, the report's own condition and its split. */
export const mostBy = 2;

/** As it was at this position of the log, or as it was known at this instant (milliseconds); neither: now. */
export interface Asof {
  readonly position?: bigint;
  readonly at?: number;
}

type Named = Pick<ReportDefinition, 'table' | 'month'>;
const ofPopulation = ({ table, month }: Named): readonly ReportDefinition[] =>
  Object.values(reports).filter((report) => report.table === table && report.month === month);

const columnsOf = ({ where = {}, by, split }: ReportDefinition): readonly string[] => [
  ...Object.keys(where),
  ...Object.values(by),
  ...(split === undefined ? [] : [split]),
];
export const dimensionsOf = (named: Named, parents: Parents = {}): readonly string[] =>
  [...new Set(ofPopulation(named).flatMap(columnsOf))].filter(hasColumn(parents)).sort();

/** What each department and each topic belongs to, at the top; a list without any is left out. */
export interface Parents {
  readonly department?: { readonly [key: string]: string };
  readonly topic?: { readonly [key: string]: string };
}
/** Every column that a table has, and those groups that the office has. */
export const hasColumn =
  (parents: Parents) =>
  (column: string): boolean =>
    groups[column] === undefined || parents[groups[column]] !== undefined;

/** Dimensions that may be asked for together. */
export const flatBy = ({ split }: ReportDefinition): number => (split === undefined ? mostBy : mostBy - 1);

/**
 * Columns that say one thing together where they are of one population: a contact of some kinds has one ending and was
 * for one thing, an exception has its own reasons, a recommendation to the council has no department.
 */
const oneThing: readonly (readonly string[])[] = [
  ['department', 'department_group', 'addressee'],
  ['topic', 'topic_group'],
  ['rejected', 'ground'],
  ['kind', 'became', 'purpose'],
  ['kind', 'reason'],
  ['examined', 'upheld', 'finding'],
  ['outcome', 'investigated', 'solved'],
  ['opened_by', 'reason'],
];

/** Every table that a report can give, as the columns that it names. */
function tablesOf(named: Named, parents: Parents): readonly (readonly string[])[] {
  const subsets = (all: readonly string[], most: number): readonly (readonly string[])[] =>
    all.reduce<readonly (readonly string[])[]>(
      (known, one) => [...known, ...known.filter(({ length }) => length < most).map((set) => [...set, one])],
      [[]],
    );
  return ofPopulation(named).flatMap((report) =>
    subsets(Object.values(report.by).filter(hasColumn(parents)), flatBy(report)).map((by) => [
      ...new Set([...Object.keys(report.where ?? {}), ...by, ...(report.split === undefined ? [] : [report.split])]),
    ]),
  );
}

/** A row of a `past` table that held then. */
export function validAsOf({ position, at }: Asof) {
  const now = position === undefined && at === undefined ? [sql<SqlBool>`until is null`] : [];
  const then =
    position === undefined
      ? []
      : [
          sql<SqlBool>`since <= ${position}`,
          ...(at === undefined ? [sql<SqlBool>`(until is null or until > ${position})`] : []),
        ];
  const known =
    at === undefined
      ? []
      : [
          sql<SqlBool>`known_from <= ${at}`,
          sql<SqlBool>`(until is null or known_until > ${at}${position === undefined ? sql`` : sql` or until > ${position}`})`,
        ];
  return sql<SqlBool>`${sql.join([...now, ...then, ...known], sql` and `)}`;
}

/** A column of a table as it is divided by; what another one says is made of that. */
export const valueOf = (column: string) =>
  saidBy[column] === undefined
    ? sql<string>`coalesce(${sql.ref(column)}, 'none')`
    : sql<string>`case when ${sql.ref(saidBy[column])} is null then 'no' else 'yes' end`;

/** The rows that a report is of. */
export const isOf = ({ where = {} }: Pick<ReportDefinition, 'where'>) =>
  sql<SqlBool>`${sql.join([sql`1 = 1`, ...Object.entries(where).map(([column, value]) => sql`${valueOf(column)} = ${value}`)], sql` and `)}`;

/** What is asked of a population: `place` names what the database shows, so that nothing is asked of it twice. */
export interface PopulationOptions {
  readonly kept?: KeptFigures;
  readonly place?: string;
  readonly audience?: Audience;
  readonly parents?: Parents;
  readonly year?: OfficeYear;
  /** Of a publication: the places of all that were published before it, in their order. */
  readonly earlier?: readonly bigint[];
  /** Asked when the numbers are there, before anything is decided on them; throws what is too much. */
  readonly refuse?: (atoms: readonly Atom[]) => void;
}

/** The numbers of these years of the office, their months numbered from its first, and what of them may be shown. */
export async function populationOf(
  db: Kysely<Tables>,
  named: Named,
  years: readonly [first: string, last: string],
  asof: Asof,
  {
    kept = new KeptFigures(),
    place = '',
    audience = 'published',
    parents = {},
    year = new OfficeYear(),
    earlier,
    refuse = () => undefined,
  }: PopulationOptions = {},
): Promise<Pattern> {
  const dimensions = dimensionsOf(named, parents);
  const linked = oneThing
    .map((set) => set.filter((column) => dimensions.includes(column)))
    .filter(({ length }) => length > 1);
  const options = { threshold: thresholdFor(audience), maxBy: 1, tables: tablesOf(named, parents), linked };
  const of = { named, years, parents, year };
  const ask = async () => {
    const atoms = await atomsOf(db, of, asof);
    refuse(atoms);
    return atoms;
  };
  const question = JSON.stringify([place, 'population', audience, named.table, named.month, years]);
  const decided =
    earlier === undefined
      ? await kept.decidedYears(question, ask, dimensions, options)
      : await kept.publishedYears(
          question,
          [...earlier.map((position) => () => atomsOf(db, of, { position })), ask],
          dimensions,
          options,
        );
  return patternOf(decided, dimensions, options);
}

interface AtomsAsked {
  readonly named: Named;
  readonly years: readonly [first: string, last: string];
  readonly parents: Parents;
  readonly year: OfficeYear;
}

async function atomsOf(
  db: Kysely<Tables>,
  { named, years, parents, year }: AtomsAsked,
  asof: Asof,
): Promise<readonly Atom[]> {
  const dimensions = dimensionsOf(named, parents);
  const columns = dimensions.filter((column) => groups[column] === undefined && saidBy[column] === undefined);
  const month = sql<string>`${sql.ref(named.month)}`;
  const [first, last] = [year.inCalendar(`${years[0]}-01`), year.inCalendar(`${years[1]}-12`)];
  // By the columns as they are, so that an index gives them in order.
  const rows = (await db
    .selectFrom(named.table)
    .select(month.as('month'))
    .select(columns.map((column) => sql<string | null>`${sql.ref(column)}`.as(column)))
    .select(sql<number>`count(*)`.as('n'))
    .where(validAsOf(asof))
    .where(sql<SqlBool>`${sql.ref(named.month)} between ${first} and ${last}`)
    .groupBy([month, ...columns.map((column) => sql.ref(column))])
    .execute()) as unknown as readonly { readonly [column: string]: string | number | null }[];
  return rows.map((row) => ({
    month: year.numbered(String(row.month)),
    n: Number(row.n),
    keys: Object.fromEntries(dimensions.map((column) => [column, valueIn(row, column, parents)])),
  }));
}

/** Of a row of the table; a group is what its member belongs to, or the member itself. */
export function valueIn(
  row: { readonly [column: string]: string | number | null },
  column: string,
  parents: Parents,
): string {
  const [member, said] = [groups[column], saidBy[column]];
  if (said !== undefined) return (row[said] ?? null) === null ? 'no' : 'yes';
  if (member === undefined) return String(row[column] ?? 'none');
  const value = String(row[member] ?? 'none');
  return parents[member]?.[value] ?? value;
}
