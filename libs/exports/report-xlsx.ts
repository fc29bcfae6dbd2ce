/**
 * Two sheets: the figures, and what they count. Numbers are numbers, shares percentages, a hidden figure a word; text
 * is never a formula.
 */
import { unzipSync, zipSync, type Zippable } from 'fflate';
import writeXlsxFile, { type Cell, type Row } from 'write-excel-file/universal';
import { rowsInOrder } from '../read-models/statistics/in-order.js';
import { type Figure, type FigureColumn, type Report } from '../read-models/statistics/report.js';
import { about, headingOf, hiddenWord, labelOf, type Language } from './report-words.js';

export async function reportXlsx(report: Report, lang: Language): Promise<Uint8Array> {
  const blob = await writeXlsxFile([
    {
      sheet: sheetName(report, lang),
      data: figures(report, lang),
      stickyRowsCount: report.mark ? 2 : 1,
      columns: [...report.dimensions.map(() => ({ width: 32 })), ...report.figures.map(() => ({ width: 20 }))],
    },
    {
      sheet: { da: 'Om tallene', en: 'About' }[lang],
      data: explained(report, lang),
      columns: [{ width: 36 }, { width: 90 }],
    },
  ]).toBlob();
  return zippedTheSame(new Uint8Array(await blob.arrayBuffer()));
}

const sheetName = ({ audience }: Report, lang: Language): string =>
  audience === 'internal' ? { da: 'Tal, internt', en: 'Figures, internal' }[lang] : { da: 'Tal', en: 'Figures' }[lang];

const formats: { readonly [Kind in FigureColumn['kind']]: string } = {
  count: '#,##0',
  share: '0.0%',
  days: '0.0',
  calendarDays: '0.0',
  minutes: '#,##0',
};

const figures = (report: Report, lang: Language): Row[] => [
  ...(report.mark ? [[heading(report.mark[lang])]] : []),
  [
    ...report.dimensions.map(({ title }) => heading(title[lang])),
    ...report.figures.map((column) => heading(headingOf(column, lang))),
  ],
  ...rowsInOrder(report, lang).map((row): Row => [
    ...report.dimensions.map((dimension) => text(labelOf(dimension, row, lang))),
    ...report.figures.map((column) => figure(row.figures[column.key] ?? null, column, lang)),
  ]),
];

function explained(report: Report, lang: Language): Row[] {
  const hidden = {
    da: 'Tallet vises ikke: det kunne pege på en person, eller et andet skjult tal kunne regnes ud af det.',
    en: 'The figure is not shown: it could point at a person, or another hidden one could be derived from it.',
  }[lang];
  return [
    ...about(report, lang),
    ...(report.audience === 'internal' ? [] : [[hiddenWord[lang], hidden] as const]),
    ...report.figures.map((column) => [column.key, headingOf(column, lang)] as const),
  ].map(([name, value]) => [heading(name), text(value)]);
}

function figure(value: Figure, { kind }: FigureColumn, lang: Language): Cell {
  if (value === null) return null;
  return value === 'hidden'
    ? { ...text(hiddenWord[lang]), align: 'right' }
    : { value, type: Number, format: formats[kind] };
}

const heading = (value: string) => ({ ...text(value), fontWeight: 'bold', wrap: true }) as const;
/** XML 1.0 has no place for control characters; a file with one in it does not open. */
const text = (value: string) =>
  ({ value: value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ''), type: String }) as const;

/**
 * The writer stamps the time of day into its archive; here every entry gets the first moment that a zip file can name.
 */
function zippedTheSame(archive: Uint8Array): Uint8Array {
  const files: Zippable = {};
  for (const [path, bytes] of Object.entries(unzipSync(archive)))
    files[path] = [bytes, { mtime: new Date(1980, 0, 1), os: 0, level: 6 }];
  return zipSync(files);
}
