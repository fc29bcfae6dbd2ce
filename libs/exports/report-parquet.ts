/**
 * One row of the report is one row of the file. A dimension is a column of keys (null: all of them together); a figure
 * is a nullable column of its own type and, beside it, `<key>_hidden`, which tells a figure that is hidden from one
 * that does not exist. What the report counts is in the file's metadata.
 */
import { type BasicType, parquetWriteBuffer } from 'hyparquet-writer';
import { canonicalJson } from '../platform/canonical-json.js';
import { type FigureColumn, type Report } from '../read-models/statistics/report.js';

/** @throws TypeError two columns of the report have one name */
export function reportParquet(report: Report): Uint8Array {
  const dimensions = report.dimensions.map(({ key }) => ({
    name: key,
    type: 'STRING' as const,
    nullable: true,
    data: report.rows.map(({ keys }) => keys[key] ?? null),
  }));
  const figures = report.figures.flatMap(({ key, kind }) => {
    const values = report.rows.map((row) => row.figures[key] ?? null);
    return [
      {
        name: key,
        type: types[kind],
        nullable: true,
        data: values.map((value) => (value === 'hidden' ? null : value)),
      },
      {
        name: `${key}_hidden`,
        type: 'BOOLEAN' as const,
        nullable: false,
        data: values.map((value) => value === 'hidden'),
      },
    ];
  });
  const columnData = [...dimensions, ...figures];
  if (new Set(columnData.map(({ name }) => name)).size < columnData.length)
    throw new TypeError(`two columns of ${report.name} have one name`);
  return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata: metadata(report), createdBy: 'klagegang' }));
}

const types: { readonly [Kind in FigureColumn['kind']]: BasicType } = {
  count: 'INT32',
  share: 'DOUBLE',
  days: 'DOUBLE',
  calendarDays: 'DOUBLE',
  minutes: 'DOUBLE',
};

/** Under `klagegang.`: each fact for itself, and under `report` everything but the rows as JSON. */
function metadata(report: Report): { key: string; value: string }[] {
  const { rows: _rows, ...rest } = report;
  const { name, office, audience, mark, unit, from, to, madeOn, position, hash, threshold, profiles } = report;
  const facts = {
    name,
    office,
    audience,
    mark,
    unit,
    from,
    to,
    madeOn,
    position,
    hash,
    threshold,
    profiles,
    report: rest,
  };
  return Object.entries(facts).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [{ key: `klagegang.${key}`, value: typeof value === 'string' ? value : canonicalJson(value) }],
  );
}
