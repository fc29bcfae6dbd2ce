/**
 * A table with fewer and larger rows, so that every cell has a number: what would be hidden is counted together, in a
 * row "other" and a column "other" (decision 28). It is made of what is published alone, and so says nothing new: a
 * row "other" is the total less the rows that are shown, which any reader can take too.
 */
import { type Sentences } from '../../platform/refusal.js';
import {
  isCount,
  isMeasure,
  type CountFigure,
  type FigureDefinition,
  type MeasureFigure,
  type ReportDefinition,
  type ShareFigure,
} from './definitions.js';
import { leftOver } from './in-order.js';
import { type Figure, type ReportRow } from './report.js';

export const otherRow: Sentences = { da: 'Øvrige', en: 'Other' };
/** The column of what is counted together; its title too. */
export const otherColumn: CountFigure = { key: 'otherFigures', title: otherRow };

export interface CoarserTable {
  readonly rows: readonly ReportRow[];
  readonly figures: readonly FigureDefinition[];
}

/** What is reckoned of all these rows together, as it may be shown. */
export type MeasureOf = (rows: readonly ReportRow[], figure: MeasureFigure) => Figure;

/**
 * Of all the ways to have a number in every cell the one with the most of them: few columns for many rows, or all for
 * few. @param rows the total first, of a table that small groups are hidden in
 */
export function coarser(
  { figures, composed }: Pick<ReportDefinition, 'figures' | 'composed'>,
  rows: readonly ReportRow[],
  threshold: number,
  measureOf: MeasureOf,
): CoarserTable {
  let columns = withOtherColumn(figures, rows, composed === true, threshold);
  let best = withOtherRow(columns, threshold, measureOf);
  for (;;) {
    const fewer = withoutTheMostHidden(columns);
    // A table of what all are alone would say nothing of what it is called.
    if (!fewer || fewer.figures.length === 1) return best;
    columns = fewer;
    const next = withOtherRow(columns, threshold, measureOf);
    if (numbersOf(next) > numbersOf(best)) best = next;
  }
}

const numbersOf = ({ rows }: CoarserTable): number =>
  rows.flatMap(({ figures }) => Object.values(figures)).filter((figure) => typeof figure === 'number').length;

/** What is hidden in some row is counted in one row with the others. */
function withOtherRow(columns: CoarserTable, threshold: number, measureOf: MeasureOf): CoarserTable {
  const [total, ...own] = columns.rows as readonly [ReportRow, ...ReportRow[]];
  const counts = columns.figures.filter(isCount);
  const isWhole = (row: ReportRow) => Object.values(row.figures).every((figure) => figure !== 'hidden');
  const kept = own.filter(isWhole).sort((one, another) => size(another, counts) - size(one, counts));
  if (kept.length === own.length) return columns;
  for (;;) {
    const left = leftOverOf(total, kept, counts);
    // What is left may be small: readers can take it, but it is not put before them.
    if (kept.length > 0 && Object.values(left).some((count) => count > 0 && count < threshold)) {
      kept.pop();
      continue;
    }
    if (kept.length === 0) return { figures: columns.figures, rows: [total] };
    const others = own.filter((row) => !kept.includes(row));
    const keys = Object.fromEntries(Object.keys(total.keys).map((key) => [key, leftOver]));
    const other = { keys, figures: completed(columns.figures, left, (figure) => measureOf(others, figure)) };
    return { figures: columns.figures, rows: [total, ...own.filter((row) => kept.includes(row)), other] };
  }
}

/** Undefined where nothing is hidden but in the first column, which says what is counted. */
function withoutTheMostHidden({ figures, rows }: CoarserTable): CoarserTable | undefined {
  const hiddenIn = ({ key }: FigureDefinition) => rows.filter((row) => row.figures[key] === 'hidden').length;
  const [first, ...more] = figures as readonly [FigureDefinition, ...FigureDefinition[]];
  const worst = more.reduce<FigureDefinition | undefined>(
    (found, each) => (hiddenIn(each) > (found === undefined ? 0 : hiddenIn(found)) ? each : found),
    undefined,
  );
  if (!worst) return undefined;
  const left = [first, ...more.filter((each) => each !== worst && !wholesOf(each).includes(worst.key))];
  return { figures: left, rows: rows.map((row) => only(row, left)) };
}

/** The counts without which it says nothing. */
const wholesOf = (figure: FigureDefinition): readonly string[] =>
  'share' in figure ? [figure.share, figure.of] : 'quantile' in figure && figure.among ? [figure.among.count] : [];
const size = ({ figures }: ReportRow, [first]: readonly CountFigure[]): number => Number(figures[first!.key]);

const leftOverOf = (
  total: ReportRow,
  kept: readonly ReportRow[],
  counts: readonly CountFigure[],
): { readonly [key: string]: number } =>
  Object.fromEntries(
    counts.map(({ key }) => [
      key,
      kept.reduce((left, { figures }) => left - Number(figures[key]), Number(total.figures[key])),
    ]),
  );

function completed(
  figures: readonly FigureDefinition[],
  counts: { readonly [key: string]: number },
  measureOf: (figure: MeasureFigure) => Figure,
): ReportRow['figures'] {
  return Object.fromEntries(
    figures.map((figure) => [
      figure.key,
      isMeasure(figure) ? measureOf(figure) : 'share' in figure ? shareOf(figure, counts) : counts[figure.key]!,
    ]),
  );
}
const shareOf = ({ share, of }: ShareFigure, counts: { readonly [key: string]: number }): number | null =>
  counts[of] === 0 ? null : Math.round((counts[share]! / counts[of]!) * 1000) / 1000;

/**
 * Without the columns whose total is hidden. Where the columns make up the first one, what they count together is one
 * of its own.
 */
function withOtherColumn(
  figures: readonly FigureDefinition[],
  rows: readonly ReportRow[],
  composed: boolean,
  threshold: number,
): CoarserTable {
  const [first, ...more] = figures as readonly [FigureDefinition, ...FigureDefinition[]];
  const total = rows[0]!;
  // With nothing but a total that is hidden there is nothing to be counted together.
  if (total.figures[first.key] === 'hidden') return { figures: [first], rows: [only(total, [first])] };
  const hidden = more.filter(({ key }) => total.figures[key] === 'hidden');
  if (hidden.length === 0) return { figures, rows };
  const shown = figures.filter((figure) => !hidden.includes(figure));
  if (!composed || !hidden.some(isCount)) return { figures: shown, rows: rows.map((row) => only(row, shown)) };
  const parts = more
    .filter(
      (figure): figure is CountFigure => isCount(figure) && !hidden.includes(figure) && figure.values!.length === 1,
    )
    .sort((one, another) => Number(total.figures[another.key]) - Number(total.figures[one.key]));
  const left = (row: ReportRow): Figure =>
    [first, ...parts].some(({ key }) => row.figures[key] === 'hidden')
      ? 'hidden'
      : parts.reduce((sum, { key }) => sum - Number(row.figures[key]), Number(row.figures[first.key]));
  while (parts.length > 0 && Number(left(total)) > 0 && Number(left(total)) < threshold) parts.pop();
  const columns = shown.filter(
    (figure) => !isCount(figure) || figure === first || parts.includes(figure) || figure.values!.length > 1,
  );
  const all = parts.length === 0 ? columns.filter((figure) => !('share' in figure)) : [...columns, otherColumn];
  const counts = new Set(all.filter(isCount).map(({ key }) => key));
  const kept = all.filter((figure) => wholesOf(figure).every((key) => counts.has(key)));
  return {
    figures: kept,
    rows: rows.map((row) => {
      const withOther = { ...row, figures: { ...row.figures, [otherColumn.key]: left(row) } };
      return only(withOther, kept);
    }),
  };
}

const only = ({ keys, figures }: ReportRow, columns: readonly FigureDefinition[]): ReportRow => ({
  keys,
  figures: Object.fromEntries(columns.map(({ key }) => [key, figures[key]!])),
});
