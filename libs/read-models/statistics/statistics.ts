/**
 * Makes reports out of the read models' tables: figures of a period, at a position of the log, with what could point at
 * a person left out.
 */
import { createHash } from 'node:crypto';
import { sql, type Kysely, type SqlBool } from 'kysely';
import { canonicalJson } from '../../platform/canonical-json.js';
import { daysBetween, localDateOf, type LocalDate } from '../../policy/calendar.js';
import { type Sentences } from '../../platform/refusal.js';
import { type Tables } from '../database/views-database.js';
import { refused } from '../../platform/refused.js';
import {
  allReports,
  groups,
  isMeasure,
  ofStaff,
  reports,
  type DaysFigure,
  type FigureDefinition,
  type MeasureFigure,
  type ReportDefinition,
} from './definitions.js';
import { KeptFigures } from './kept-figures.js';
import { coarser, otherRow } from './coarser.js';
import { leftOver } from './in-order.js';
import { loadOf, profilesIn, sumOf, type Load } from './load.js';
import { OfficeYear } from './office-year.js';
import {
  hasColumn,
  isOf,
  populationOf,
  thresholdFor,
  validAsOf,
  valueIn,
  valueOf,
  type Asof,
  type Parents,
} from './population.js';
import { recordedAt } from './publication.js';
import { internalMark, type Audience, type Figure, type FigureColumn, type Report, type ReportRow } from './report.js';
import { type Atom } from './suppress/cell-counts.js';
import { type Pattern } from './suppress/decide-pattern.js';
import { nodesOf, quarterOf, yearOf, type TimeNode } from './suppress/periods.js';
import { lastDayOf, monthsIn } from './months.js';
import { isTime, type TimeDimension } from './time-dimensions.js';
import { notStated, words } from './words.js';

export interface AskedReport {
  readonly name: string;
  /** Whole months, both days inclusive. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** At most one of `year`, `quarter`, `month`, and at most as many of the report's own dimensions as `flatBy` says. */
  readonly by: readonly string[];
}

/** Names of the office's own lists, as they are written. */
export interface OwnWords {
  readonly office: string;
  readonly departments: { readonly [key: string]: Sentences };
  readonly topics: { readonly [key: string]: Sentences };
  readonly parents?: Parents;
  /** Of the office, by what the identity provider calls them. */
  readonly members?: { readonly [sub: string]: string };
  /** The month that its year begins in; left out: January. */
  readonly yearStart?: number;
}

export const dimensionTitles: { readonly [dimension: string]: Sentences } = {
  year: { da: 'År', en: 'Year' },
  quarter: { da: 'Kvartal', en: 'Quarter' },
  month: { da: 'Måned', en: 'Month' },
  department: { da: 'Forvaltning', en: 'Department' },
  departmentGroup: { da: 'Forvaltningsområde', en: 'Group of departments' },
  topic: { da: 'Emne', en: 'Topic' },
  topicGroup: { da: 'Emnegruppe', en: 'Group of topics' },
  type: { da: 'Art', en: 'Type' },
  channel: { da: 'Kanal', en: 'Channel' },
  complainant: { da: 'Klagers art', en: 'Kind of complainant' },
  became: { da: 'Førte til', en: 'Came to' },
  ground: { da: 'Grund', en: 'Ground' },
  standing: { da: 'Afgørelse', en: 'Decision' },
  outcome: { da: 'Udfald', en: 'Outcome' },
  degree: { da: 'Art', en: 'Degree' },
  assignee: { da: 'Medarbejder', en: 'Member of the office' },
  addressee: { da: 'Modtager', en: 'Addressee' },
  investigated: { da: 'Undersøgelse', en: 'Examination' },
  reason: { da: 'Begrundelse', en: 'Reason' },
  kind: { da: 'Slags', en: 'Kind' },
  requestedBy: { da: 'Ønsket af', en: 'Asked for by' },
};

/** How often each number occurs that something is reckoned of, such as of days. */
type Measured = readonly (readonly [value: number, n: number])[];
type MeasuredRows = ReadonlyMap<string, Measured>;
const columnMeasured = ({ days }: ReportDefinition, figure: FigureDefinition): string | undefined => {
  if (!isMeasure(figure)) return undefined;
  return 'sum' in figure ? figure.sum : (figure.since ?? days);
};

/** More rows than this are read by nobody, and would be held in memory several times over. */
export const mostRows = 50_000;

/** Reports of one office at one place in its log: what was decided for one is there for the next. */
export class Statistics {
  readonly year: OfficeYear;
  private readonly parents: Parents;

  /**
   * @param db a snapshot, where several reports are to agree @param position of everything that `db` shows
   * @param kept from requests before @param place names what `db` shows at `asof`, among all that `kept` is used for
   * @param audience whom the figures are for @param earlier of a publication: the places of those before it, which it
   * leaves as they were
   */
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly own: OwnWords,
    private readonly position: bigint,
    private readonly asof: Asof = {},
    private readonly kept: KeptFigures = new KeptFigures(),
    private readonly place: string = '',
    readonly audience: Audience = 'published',
    private readonly earlier?: readonly bigint[],
  ) {
    this.year = new OfficeYear(own.yearStart);
    this.parents = own.parents ?? {};
  }

  /**
   * @throws RangeError the period is none of whole months; the caller has checked name and dimensions
   * @throws Refused VALIDATION it would have more than `mostRows`
   */
  async report(asked: AskedReport): Promise<Report> {
    const { rows } = Object.hasOwn(ofStaff, asked.name) ? await this.ofStaff(asked) : await this.table(asked);
    return this.made(asked, allReports[asked.name]!.figures, rows);
  }

  /** @throws Refused VALIDATION where it is to be published */
  private async ofStaff({ from, to, by }: AskedReport): Promise<{ readonly rows: readonly ReportRow[] }> {
    if (this.audience === 'published') throw forTheOfficeAlone();
    const time = by.find(isTime);
    const spans = time === undefined ? [] : this.spansOf(from, to, time);
    const madeOn = (await this.madeOn(allReports)) ?? to;
    const rowsOf = async (value: string | null, days: readonly [LocalDate, LocalDate], each: boolean) => {
      const loads = await loadOf(this.db, days, this.asof, madeOn);
      const row = (assignee: string | null, figures: Load): ReportRow => ({
        keys: Object.fromEntries(by.map((key) => [key, isTime(key) ? value : assignee])),
        figures: { ...figures },
      });
      return each ? [...loads].map(([assignee, own]) => row(assignee, own)) : [row(null, sumOf(loads.values()))];
    };
    const isByMember = by.some((key) => !isTime(key));
    const rows = await rowsOf(null, [from, to], false);
    if (time === undefined && isByMember) rows.push(...(await rowsOf(null, [from, to], true)));
    for (const { value, nodes } of spans) rows.push(...(await rowsOf(value, this.daysOf(nodes), isByMember)));
    const written = ({ keys }: ReportRow): string => by.map((key) => keys[key] ?? '').join('\n');
    return { rows: rows.sort((a, b) => (written(a) < written(b) ? -1 : 1)) };
  }

  private daysOf(nodes: readonly TimeNode[]): readonly [LocalDate, LocalDate] {
    const months = nodes.flatMap(monthsIn).map((month) => this.year.inCalendar(month));
    return [`${months[0]!}-01`, lastDayOf(months.at(-1)!)];
  }

  /**
   * The same with larger rows and columns, where small groups would be hidden otherwise (decision 28). One of time is
   * left whole, or is its total alone. @throws as `report`
   */
  async coarserReport(asked: AskedReport): Promise<Report> {
    const definition = reports[asked.name]!;
    const { rows, measuredAt } = await this.table(asked);
    const threshold = thresholdFor(this.audience);
    const isHidden = rows.some(({ figures }) => Object.values(figures).includes('hidden'));
    const whole = isHidden && asked.by.some(isTime) ? { ...asked, by: [] } : asked;
    const own = whole === asked ? rows : rows.slice(0, 1).map((row) => ({ ...row, keys: {} }));
    const { figures, rows: larger } = coarser(definition, own, threshold, (merged, of) => {
      const all = merged.flatMap(({ keys }) => measuredAt(keys, of));
      return measure(all, of, threshold);
    });
    return this.made(whole, ...whatIsThere(figures, larger));
  }

  /**
   * Years beside each other, without their total and without those before the first that counts anybody. Of what is
   * published a column is left out that is hidden in one of them, unless it is the first.
   */
  async yearByYear(asked: AskedReport): Promise<Report> {
    const [first, ...more] = reports[asked.name]!.figures as readonly [FigureDefinition, ...FigureDefinition[]];
    const { rows } = await this.table(asked);
    const years = rows.slice(1);
    const begun = years.slice(
      Math.max(
        0,
        years.findIndex(({ figures }) => figures[first.key] !== 0),
      ),
    );
    const figures = [first, ...more.filter(({ key }) => begun.every((row) => row.figures[key] !== 'hidden'))];
    return this.made(asked, ...whatIsThere(figures, begun));
  }

  /** Whether it can be divided by this: what belongs together is known where the office's lists say so. */
  has(name: string, by: string): boolean {
    const column = reports[name]!.by[by];
    return isTime(by) || (column !== undefined && hasColumn(this.parents)(column));
  }

  private async table({ name, from, to, by }: AskedReport) {
    const definition = reports[name]!;
    const numbered = this.year.numberedPeriod(from, to);
    const period = numbered && nodesOf(...numbered);
    if (!period) throw new RangeError('a report is of whole months');
    const years = [yearOf(period[0]!), yearOf(period.at(-1)!)] as const;
    const pattern = await populationOf(this.db, definition, years, this.asof, {
      kept: this.kept,
      place: this.place,
      audience: this.audience,
      parents: this.parents,
      year: this.year,
      ...(this.earlier === undefined ? {} : { earlier: this.earlier }),
      refuse: (atoms) => this.refuseTooMany(combinationsIn(atoms, definition, numbered, by), { from, to, by }),
    });
    const keyed = this.keyed(definition, pattern, period, { from, to, by });
    const measured = new Map<string, MeasuredRows>();
    for (const column of new Set(definition.figures.flatMap((figure) => columnMeasured(definition, figure) ?? [])))
      measured.set(
        column,
        await this.atPlace(['measured', name, from, to, by, column], () =>
          this.measuredIn(definition, column, { from, to, by }),
        ),
      );
    const measuredAt = (keys: ReportRow['keys'], figure: MeasureFigure): Measured =>
      measured.get(columnMeasured(definition, figure)!)?.get(JSON.stringify(keys)) ?? [];
    const threshold = thresholdFor(this.audience);
    const rows = withoutNoughts(
      keyed.map(({ keys, nodes }): ReportRow => {
        const own = (figure: MeasureFigure) => measuredAt(keys, figure);
        return { keys, figures: figuresOf(definition, pattern, flatKeys(definition, keys), nodes, own, threshold) };
      }),
    );
    return { rows, measuredAt };
  }

  private async made(
    { name, from, to, by }: AskedReport,
    figures: readonly FigureDefinition[],
    rows: readonly ReportRow[],
  ): Promise<Report> {
    const definition = allReports[name]!;
    const content = {
      name,
      title: definition.title,
      office: this.own.office,
      audience: this.audience,
      ...(this.audience === 'internal' ? { mark: internalMark } : {}),
      unit: definition.unit,
      population: definition.population,
      from,
      to,
      dimensions: by.map((key) => ({ key, title: dimensionTitles[key]!, labels: this.labels(key, rows) })),
      figures: figures.map(columnOf),
      rows,
      threshold: thresholdFor(this.audience),
      position: (this.asof.position ?? this.position).toString(),
      madeOn: await this.madeOn(Object.hasOwn(ofStaff, name) ? allReports : reports),
      ...(this.asof.at === undefined ? {} : { at: new Date(this.asof.at).toISOString() }),
      profiles: await this.atPlace(['profiles', name, from, to], () => this.profilesOf(name, from, to)),
    };
    return { ...content, hash: createHash('sha256').update(canonicalJson(content)).digest('hex') };
  }

  /** The day on which the last change that is counted was recorded; null where there is none. */
  async madeOn(among: typeof reports = reports): Promise<LocalDate | null> {
    const { position = this.position, at = Infinity } = this.asof;
    const { recorded } = await this.atPlace(['madeOn', among === reports], async () => ({
      recorded: await recordedAt(this.db, position, among),
    }));
    return recorded === undefined ? null : localDateOf(Math.min(recorded, at));
  }

  private atPlace<Answer extends object>(question: readonly unknown[], ask: () => Promise<Answer>): Promise<Answer> {
    return this.kept.answer(JSON.stringify([this.place, ...question]), ask);
  }

  /** Keys of every row with the nodes of its period: the total, then each combination of what occurs. */
  private keyed(
    definition: ReportDefinition,
    pattern: Pattern,
    period: readonly TimeNode[],
    { from, to, by }: Omit<AskedReport, 'name'>,
  ): readonly { readonly keys: ReportRow['keys']; readonly nodes: readonly TimeNode[] }[] {
    const total = { keys: Object.fromEntries(by.map((key) => [key, null])), nodes: period };
    if (by.length === 0) return [total];
    const flat = by.filter((key) => !isTime(key));
    const where = Object.keys(definition.where ?? {});
    const found = pattern
      .rows([...new Set([...where, ...flat.map((key) => definition.by[key]!)])], period)
      .filter((keys) => Object.entries(definition.where ?? {}).every(([column, value]) => keys[column] === value));
    const combinations =
      flat.length === 0
        ? [{}]
        : found.map((keys) => Object.fromEntries(flat.map((key) => [key, keys[definition.by[key]!]!])));
    this.refuseTooMany(combinations.length, { from, to, by });
    const time = by.find(isTime);
    const spans = time === undefined ? [{ nodes: period }] : this.spansOf(from, to, time);
    const rows = spans.flatMap(({ value, nodes }: { readonly value?: string; readonly nodes: readonly TimeNode[] }) =>
      combinations.map((keys) => {
        const all: { readonly [key: string]: string } = { ...keys, ...(value === undefined ? {} : { [time!]: value }) };
        return { keys: Object.fromEntries(by.map((key) => [key, all[key]!])), nodes };
      }),
    );
    const written = ({ keys }: (typeof rows)[number]): string => by.map((key) => keys[key]).join('\n');
    return [
      total,
      ...rows
        .map((row) => ({ row, name: written(row) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ row }) => row),
    ];
  }

  /** How often each number of a column occurs, per row; of one of days since when, as many as have gone by. */
  private async measuredIn(
    { table, month, where = {}, by: columns, figures }: ReportDefinition,
    measured: string,
    { from, to, by }: Omit<AskedReport, 'name'>,
  ): Promise<MeasuredRows> {
    const isSince = figures.some((figure) => 'quantile' in figure && figure.since === measured);
    const madeOn = isSince ? await this.madeOn() : null;
    const selected = [...new Set(by.map((key) => (isTime(key) ? month : (groups[columns[key]!] ?? columns[key]!))))];
    const rows = (await this.db
      .selectFrom(table)
      .select(selected.map((column) => valueOf(column).as(column)))
      .select(sql<number | string>`${sql.ref(measured)}`.as('measured'))
      .select(sql<number>`count(*)`.as('n'))
      .where(validAsOf(this.asof))
      .where(sql<SqlBool>`${sql.ref(month)} between ${from.slice(0, 7)} and ${to.slice(0, 7)}`)
      .where(sql<SqlBool>`${sql.ref(measured)} is not null`)
      .where(isOf({ where }))
      .groupBy([...selected.map(valueOf), sql.ref(measured)])
      .execute()) as unknown as readonly { readonly [column: string]: string | number }[];
    const found = new Map<string, (readonly [number, number])[]>();
    const add = (keys: ReportRow['keys'], entry: readonly [number, number]) => {
      const name = JSON.stringify(keys);
      const known = found.get(name);
      if (known) known.push(entry);
      else found.set(name, [entry]);
    };
    for (const row of rows) {
      const entry = [
        madeOn === null ? Number(row.measured) : daysBetween(String(row.measured), madeOn),
        Number(row.n),
      ] as const;
      const keys = Object.fromEntries(
        by.map((key) => [
          key,
          isTime(key) ? this.timeOf(String(row[month]), key) : valueIn(row, columns[key]!, this.parents),
        ]),
      );
      add(Object.fromEntries(by.map((key) => [key, null])), entry);
      if (by.length > 0) add(keys, entry);
    }
    return found;
  }

  private async profilesOf(name: string, from: LocalDate, to: LocalDate): Promise<Report['profiles']> {
    const { table, month, where = {} } = allReports[name]!;
    const rows = Object.hasOwn(ofStaff, name)
      ? await profilesIn(this.db, [from, to], this.asof)
      : await this.db
          .selectFrom(table)
          .select(['profile', 'profile_hash'])
          .distinct()
          .where(validAsOf(this.asof))
          .where(sql<SqlBool>`${sql.ref(month)} between ${from.slice(0, 7)} and ${to.slice(0, 7)}`)
          .where(isOf({ where }))
          .execute();
    return rows
      .map((row) => ({ id: String(row.profile), hash: String(row.profile_hash) }))
      .sort((a, b) => (a.id + a.hash < b.id + b.hash ? -1 : 1));
  }

  private labels(dimension: string, rows: readonly ReportRow[]): { readonly [value: string]: Sentences } {
    const own = dimension.startsWith('department')
      ? this.own.departments
      : dimension.startsWith('topic')
        ? this.own.topics
        : dimension === 'assignee'
          ? membersIn(this.own)
          : {};
    const known: { readonly [value: string]: Sentences } = { ...words[dimension], ...own };
    const nameOf = (value: string): Sentences =>
      (isTime(dimension) && dimension !== 'month' ? this.year.nameOf(value) : known[value]) ??
      { none: notStated, [leftOver]: otherRow }[value] ?? { da: value, en: value };
    const values = [
      ...new Set(rows.flatMap(({ keys }) => (keys[dimension] === null ? [] : [keys[dimension]!]))),
    ].sort();
    return Object.fromEntries(values.map((value) => [value, nameOf(value)]));
  }

  /** @throws Refused VALIDATION */
  private refuseTooMany(combinations: number, { from, to, by }: Omit<AskedReport, 'name'>): void {
    const time = by.find(isTime);
    const rows = combinations * (time === undefined ? 1 : this.spansOf(from, to, time).length);
    if (rows > mostRows)
      throw refused('VALIDATION', 400, { errors: [{ field: 'by', code: 'TOO_LARGE', sentences: tooLarge(rows) }] });
  }

  /** The year, the quarter or the month of the office's year that a month of the calendar lies in. */
  private timeOf(month: string, time: TimeDimension): string {
    const numbered = this.year.numbered(month);
    return time === 'year' ? yearOf(numbered) : time === 'quarter' ? quarterOf(numbered) : month;
  }

  private spansOf(
    from: LocalDate,
    to: LocalDate,
    time: TimeDimension,
  ): readonly { readonly value: string; readonly nodes: readonly TimeNode[] }[] {
    const months = nodesOf(...this.year.numberedPeriod(from, to)!)!.flatMap(monthsIn);
    return [...Map.groupBy(months, (month) => this.timeOf(this.year.inCalendar(month), time))].map(([value, own]) => ({
      value,
      nodes: nodesOf(`${own[0]!}-01`, lastDayOf(own.at(-1)!))!,
    }));
  }
}

/**
 * Without the values that count nobody in whatever figure and time, such as the channels of an office that has no
 * target: a row left out is nought.
 */
function withoutNoughts(rows: readonly ReportRow[]): readonly ReportRow[] {
  const named = ({ keys }: ReportRow): string =>
    JSON.stringify(Object.entries(keys).filter(([key, value]) => value !== null && !isTime(key)));
  const counted = new Set(
    rows.filter(({ figures }) => Object.values(figures).some((figure) => figure !== 0 && figure !== null)).map(named),
  );
  return rows.filter((row) => named(row) === '[]' || counted.has(named(row)));
}

/** Without the columns that there is nothing to reckon in, such as a share of nobody. */
function whatIsThere(
  figures: readonly FigureDefinition[],
  rows: readonly ReportRow[],
): readonly [readonly FigureDefinition[], readonly ReportRow[]] {
  const there = figures.filter(({ key }) => rows.some((row) => row.figures[key] !== null));
  const only = (row: ReportRow) => Object.fromEntries(there.map(({ key }) => [key, row.figures[key]!]));
  return [there, rows.map((row) => ({ ...row, figures: only(row) }))];
}

/** How often the values of the report's own dimensions come together in the period. */
function combinationsIn(
  atoms: readonly Atom[],
  { where = {}, by: columns }: ReportDefinition,
  [from, to]: readonly [LocalDate, LocalDate],
  by: readonly string[],
): number {
  const flat = by.filter((key) => !isTime(key)).map((key) => columns[key]!);
  const inside = atoms.filter(
    ({ month, keys }) =>
      month >= from.slice(0, 7) &&
      month <= to.slice(0, 7) &&
      Object.entries(where).every(([column, value]) => keys[column] === value),
  );
  return new Set(inside.map(({ keys }) => JSON.stringify(flat.map((column) => keys[column])))).size;
}

const tooLarge = (rows: number): Sentences => ({
  da: `Rapporten ville få ${rows} rækker og kan have ${mostRows}. Vælg en kortere periode, år i stedet for måneder eller færre opdelinger.`,
  en: `The report would have ${rows} rows, and can have ${mostRows}. Ask for a shorter period, for years instead of months, or for fewer dimensions.`,
});

const flatKeys = (
  { where = {}, by }: ReportDefinition,
  keys: ReportRow['keys'],
): { readonly [column: string]: string } => ({
  ...where,
  ...Object.fromEntries(
    Object.entries(keys).flatMap(([key, value]) => (isTime(key) || value === null ? [] : [[by[key]!, value]])),
  ),
});

/**
 * Figures of one row. A count over several values, and a share, is shown where everything that it is made of is shown.
 */
function figuresOf(
  { split, figures }: ReportDefinition,
  pattern: Pattern,
  keys: { readonly [column: string]: string },
  nodes: readonly TimeNode[],
  measured: (figure: MeasureFigure) => Measured,
  threshold: number,
): ReportRow['figures'] {
  const all = pattern.figure(keys, nodes);
  const made: { [key: string]: Figure } = {};
  for (const figure of figures) {
    if (isMeasure(figure)) {
      const isHidden = 'among' in figure && figure.among && made[figure.among.count] === 'hidden';
      made[figure.key] = all === 'hidden' || isHidden ? 'hidden' : measure(measured(figure), figure, threshold);
    } else if ('share' in figure) made[figure.key] = ratio(made[figure.share]!, made[figure.of]!);
    else
      made[figure.key] =
        figure.values === undefined
          ? all
          : sum(figure.values.map((value) => pattern.figure({ ...keys, [split!]: value }, nodes)));
  }
  return made;
}

const sum = (counts: readonly (number | 'hidden')[]): number | 'hidden' =>
  counts.reduce<number | 'hidden'>(
    (total, each) => (total === 'hidden' || each === 'hidden' ? 'hidden' : total + each),
    0,
  );
function ratio(part: Figure, whole: Figure): Figure {
  if (part === 'hidden' || whole === 'hidden') return 'hidden';
  return whole === 0 || whole === null || part === null ? null : Math.round((part / whole) * 1000) / 1000;
}
/** Hidden below the threshold, null of nobody. */
function measure(all: Measured, figure: MeasureFigure, threshold: number): Figure {
  const n = all.reduce((total, [, each]) => total + each, 0);
  if (n === 0) return null;
  if (n < threshold) return 'hidden';
  return 'sum' in figure
    ? all.reduce((total, [value, each]) => total + value * each, 0)
    : quantile(all, figure.quantile, n);
}
/** The nearest rank; a median between two is their mean. */
function quantile(days: Measured, q: DaysFigure['quantile'], n: number): number {
  const sorted = [...days].sort(([a], [b]) => a - b);
  const at = (rank: number): number => {
    let seen = 0;
    return sorted.find(([, each]) => (seen += each) >= rank)![0];
  };
  return q === 0.5 ? (at(Math.ceil(n / 2)) + at(Math.floor(n / 2) + 1)) / 2 : at(Math.ceil(q * n));
}

const membersIn = ({ members = {} }: OwnWords): { readonly [sub: string]: Sentences } =>
  Object.fromEntries(Object.entries(members).map(([sub, name]) => [sub, { da: name, en: name }]));

/** Of a report about the members of the office, where it is to be published. */
export const forTheOfficeAlone = () =>
  refused('VALIDATION', 400, { errors: [{ field: 'audience', code: 'INTERNAL_ONLY', sentences: aboutStaff }] });
const aboutStaff: Sentences = {
  da: 'Denne rapport er om kontorets medarbejdere og offentliggøres ikke. Bed om den interne udgave (audience=internal).',
  en: 'This report is about the members of the office and is not published. Ask for the internal edition (audience=internal).',
};

const everybody: Sentences = { da: 'af rækkens tælling', en: 'of the row’s count' };
const where: Sentences = { da: 'hvor de er oplyst', en: 'where they are given' };
function columnOf(figure: FigureDefinition): FigureColumn {
  const { key, title } = figure;
  if ('sum' in figure) return { key, title, kind: figure.kind, denominator: where };
  if ('quantile' in figure)
    return { key, title, kind: figure.kind, denominator: figure.among?.denominator ?? everybody };
  return 'share' in figure
    ? { key, title, kind: 'share', denominator: figure.denominator }
    : { key, title, kind: 'count', denominator: null };
}
