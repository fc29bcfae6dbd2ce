/**
 * RFC 4180: comma, CRLF, one header, every record of the same length. A byte order mark comes first so that Excel reads
 * æ, ø and å. The columns of `about` stand after the figures in every record, since a row is copied without its file's
 * name.
 */
import { type Figure, type Report } from '../read-models/statistics/report.js';
import { rowsInOrder } from '../read-models/statistics/in-order.js';
import { about, headingOf, hiddenWord, labelOf, type Language } from './report-words.js';

export function reportCsv(report: Report, lang: Language): Uint8Array {
  const said = about(report, lang);
  const header = [
    ...report.dimensions.map(({ title }) => title[lang]),
    ...report.figures.map((column) => headingOf(column, lang)),
    ...said.map(([name]) => name),
  ];
  const records = rowsInOrder(report, lang).map((row) => [
    ...report.dimensions.map((dimension) => textCell(labelOf(dimension, row, lang))),
    ...report.figures.map(({ key }) => figureCell(row.figures[key] ?? null, lang)),
    ...said.map(([, value]) => textCell(value)),
  ]);
  const lines = [header.map(textCell), ...records].map((cells) => `${cells.join(',')}\r\n`);
  return new TextEncoder().encode(`\uFEFF${lines.join('')}`);
}

/** Never through `textCell`: a number that begins with a minus is a number. */
function figureCell(figure: Figure, lang: Language): string {
  if (figure === null) return '';
  return figure === 'hidden' ? textCell(hiddenWord[lang]) : String(figure);
}

export const textCell = (text: string): string => quoted(harmless(text));

const number = /^[+-]?\d+([.,]\d+)?$/;
/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), in its full-width forms too. */
const opening = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;
/**
 * The same after a separator: a Danish Excel cuts a comma file at its semicolons, and does not see the quotes in the
 * middle of a line.
 */
const inside = /([;\t\r\n])(["']*)(?=[=+\-@＝＋－＠])/g;

/**
 * The text with an apostrophe where it would be calculated, which spreadsheets take as "this is text". A plain number
 * stays as it is.
 */
export function harmless(text: string): string {
  if (number.test(text)) return text;
  const within = text.replace(inside, "$1$2'");
  return opening.test(within) ? `'${within}` : within;
}

const quoted = (text: string): string => (/[",\r\n;\t']|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
