/**
 * Which charts help with a report, and exactly which figures they draw. A hidden figure is never among the marks: only
 * its name is, so that a text can say so.
 */
import { type FigureColumn, type Report, type ReportRow } from '../../read-models/statistics/report.js';
import { capital, columnTitle, listOf, lower, timeKeys, valueName } from '../named.js';
import { writeFigure } from '../numbers.js';
import { words } from '../words.js';
import { type Language } from '../yearly.js';

export interface Mark {
  readonly category: string;
  readonly series: string;
  readonly value: number;
  /** The value as the table writes it. */
  readonly text: string;
}

export interface Plan {
  readonly shape: 'bars' | 'lines';
  readonly kind: FigureColumn['kind'];
  /** The figures that are drawn, and by what. */
  readonly title: string;
  /** Stands in for the picture where it cannot be seen. */
  readonly description: string;
  readonly axis: string;
  readonly categories: readonly string[];
  readonly series: readonly string[];
  readonly marks: readonly Mark[];
  /** What is on the axes but has nothing drawn: hidden, or nothing to count. */
  readonly gaps: readonly {
    readonly category: string;
    readonly series: string;
    readonly text: string;
    readonly hidden: boolean;
  }[];
}

/** More than these can no longer be told apart, or read, in one picture. */
const MOST = { series: 6, bars: 40, points: 60 };
/** Where nothing divides the figures, they are the bars themselves; two of them are read faster than drawn. */
const FEWEST_ALONE = 3;

/** None to two charts: times, or else counts; besides them shares that are more than the counts once again. */
export function planCharts(report: Report, lang: Language): readonly Plan[] {
  const of = (kind: FigureColumn['kind']) => report.figures.filter((column) => column.kind === kind);
  const shares = isComposition(report) ? [] : of('share');
  const groups = of('days').length > 0 ? [of('days'), shares] : [of('count'), shares];
  return groups
    .filter((columns) => columns.length > 0)
    .flatMap((columns) => {
      if (report.dimensions.length === 0) return [drawAlone(report, columns, lang)].filter((plan) => plan !== null);
      for (const dimensions of waysToCut(report)) {
        // All columns beside each other, or where that is too much to read the first alone.
        for (const drawn of dimensions.length > 1 || columns.length === 1
          ? [columns.slice(0, 1)]
          : [columns, columns.slice(0, 1)]) {
          const plan = draw(report, drawn, dimensions, lang);
          if (plan !== null) return [plan];
        }
      }
      return [];
    });
}

/**
 * The largest cut first: two dimensions (time runs along the axis) and the same turned round, else one alone with the
 * totals of the others.
 */
function waysToCut(report: Report): readonly (readonly string[])[] {
  const keys = report.dimensions.map(({ key }) => key);
  const pairs = keys.flatMap((first, index) =>
    keys
      .slice(index + 1)
      .map((second) => (timeKeys.has(second) && !timeKeys.has(first) ? [second, first] : [first, second])),
  );
  return [...pairs, ...pairs.map(([first, second]) => [second!, first!]), ...keys.map((key) => [key])];
}

interface Cell {
  readonly category: string;
  readonly series: string;
  readonly figure: ReportRow['figures'][string];
  readonly kind: FigureColumn['kind'];
}

function draw(
  report: Report,
  columns: readonly FigureColumn[],
  dimensions: readonly string[],
  lang: Language,
): Plan | null {
  const rows = report.rows.filter(({ keys }) =>
    report.dimensions.every(({ key }) => ((keys[key] ?? null) !== null) === dimensions.includes(key)),
  );
  const [along, apart] = dimensions.map((key) => namesOf(report, key, rows, lang));
  const titles = columns.map((column) => columnTitle(column, lang));
  const categories = [...along!.names.values()];
  const series = apart === undefined ? titles : [...apart.names.values()];
  const found = rows.flatMap((row) =>
    columns.map((column, index): Cell => ({
      category: along!.of(row),
      series: apart === undefined ? titles[index]! : apart.of(row),
      figure: row.figures[column.key] ?? null,
      kind: column.kind,
    })),
  );
  const missing = categories.flatMap((category) =>
    series
      .filter((one) => !found.some((cell) => cell.category === category && cell.series === one))
      .map((one): Cell => ({ category, series: one, figure: null, kind: columns[0]!.kind })),
  );
  const by = [along!.title, ...(apart === undefined ? [] : [apart.title])];
  const title = words[lang].chart.title(
    capital(
      listOf(
        titles.map((one, index) => (index === 0 ? one : lower(one))),
        lang,
      ),
    ),
    listOf(by, lang),
  );
  return planOf(
    timeKeys.has(dimensions[0]!) ? 'lines' : 'bars',
    title,
    axisOf(report, columns, lang),
    categories,
    series,
    [...found, ...missing],
    lang,
  );
}

/** The figures of the one row there is. */
function drawAlone(report: Report, columns: readonly FigureColumn[], lang: Language): Plan | null {
  const [row] = report.rows;
  if (row === undefined || columns.length < FEWEST_ALONE) return null;
  const cells = columns.map((column): Cell => ({
    category: columnTitle(column, lang),
    series: report.title[lang],
    figure: row.figures[column.key] ?? null,
    kind: column.kind,
  }));
  return planOf(
    'bars',
    report.title[lang],
    axisOf(report, columns, lang),
    cells.map(({ category }) => category),
    [report.title[lang]],
    cells,
    lang,
  );
}

/** Null where a picture would not help: too little to compare, or too much to read. */
function planOf(
  shape: Plan['shape'],
  title: string,
  axis: string,
  categories: readonly string[],
  series: readonly string[],
  cells: readonly Cell[],
  lang: Language,
): Plan | null {
  const marks = cells.flatMap(({ figure, kind, ...place }) =>
    typeof figure === 'number' ? [{ ...place, value: figure, text: writeFigure(figure, kind, lang) }] : [],
  );
  const gaps = cells.flatMap(({ figure, kind, ...place }) =>
    typeof figure === 'number'
      ? []
      : [{ ...place, text: writeFigure(figure, kind, lang), hidden: figure === 'hidden' }],
  );
  const helps = categories.length > 1 && marks.length > 1 && marks.some(({ value }) => value > 0);
  const fits = series.length <= MOST.series && cells.length <= (shape === 'bars' ? MOST.bars : MOST.points);
  if (!helps || !fits) return null;
  return {
    shape,
    kind: cells[0]!.kind,
    title,
    description: describe(shape, title, marks, gaps, series.length > 1, lang),
    axis,
    categories,
    series,
    marks,
    gaps,
  };
}

/** The values of a dimension in the order of the rows, each with a name of its own even where two are written alike. */
function namesOf(
  report: Report,
  key: string,
  rows: readonly ReportRow[],
  lang: Language,
): { readonly title: string; readonly names: ReadonlyMap<string, string>; readonly of: (row: ReportRow) => string } {
  const names = new Map<string, string>();
  for (const { keys } of rows) {
    const value = keys[key]!;
    if (names.has(value)) continue;
    const name = valueName(report, key, value, lang);
    names.set(value, [...names.values()].includes(name) ? `${name} (${value})` : name);
  }
  return {
    title: lower(report.dimensions.find((one) => one.key === key)!.title[lang]),
    names,
    of: (row) => names.get(row.keys[key]!)!,
  };
}

/** Shares of one whole say what the counts say already; shares that vary from row to row say more. */
function isComposition(report: Report): boolean {
  const total = report.rows.find(({ keys }) => Object.values(keys).every((value) => value === null));
  return report.figures.filter(({ kind }) => kind === 'share').every(({ key }) => total?.figures[key] === 1);
}

function axisOf(report: Report, columns: readonly FigureColumn[], lang: Language): string {
  const { units, days, calendarDays, minutes, share, shareOf } = words[lang];
  const wholes = [...new Set(columns.map(({ denominator }) => denominator?.[lang] ?? ''))];
  switch (columns[0]!.kind) {
    case 'days':
      return capital(days);
    case 'calendarDays':
      return capital(calendarDays);
    case 'minutes':
      return capital(minutes);
    case 'count':
      return capital(units[report.unit]);
    // Shares of different wholes stand side by side: their names say of what.
    case 'share':
      return capital(wholes.length === 1 ? shareOf(wholes[0]!).trim() : share);
  }
}

function describe(
  shape: Plan['shape'],
  title: string,
  marks: readonly Mark[],
  gaps: Plan['gaps'],
  named: boolean,
  lang: Language,
): string {
  const { chart } = words[lang];
  const name = ({ category, series, text }: Mark) => `${named ? `${category}, ${series}` : category}: ${text}`;
  const [first, ...others] = marks as readonly [Mark, ...Mark[]];
  const most = others.reduce((best, mark) => (mark.value > best.value ? mark : best), first);
  const least = others.reduce((best, mark) => (mark.value < best.value ? mark : best), first);
  return [
    shape === 'bars' ? chart.bars(title) : chart.lines(title),
    (gaps.some(({ hidden }) => hidden) ? chart.extremesShown : chart.extremes)(name(most), name(least)),
    notDrawn(gaps, named, lang),
    chart.seeTable,
  ]
    .filter((text) => text !== null)
    .join(' ');
}

/** The sentence with a chart; null where nothing is hidden. */
export function notDrawn(gaps: Plan['gaps'], named: boolean, lang: Language): string | null {
  const hidden = gaps
    .filter((gap) => gap.hidden)
    .map(({ category, series }) => (named ? `${category} (${series})` : category));
  if (hidden.length === 0) return null;
  return hidden.length <= 6
    ? words[lang].chart.notDrawn(hidden.join(', '))
    : words[lang].chart.notDrawnMany(hidden.length);
}
