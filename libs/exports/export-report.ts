/**
 * A report as a file. The same report in the same language gives the same bytes, for ever: nothing in a file comes from
 * a clock, a machine or a locale.
 */
import { type Report } from '../read-models/statistics/report.js';
import { reportCsv } from './report-csv.js';
import { reportJson } from './report-json.js';
import { reportParquet } from './report-parquet.js';
import { type Language } from './report-words.js';
import { reportXlsx } from './report-xlsx.js';

export type ReportFormat = 'json' | 'csv' | 'xlsx' | 'parquet';

export interface ExportedReport {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Without a dot. */
  readonly extension: ReportFormat;
}

interface Writer {
  readonly mediaType: string;
  readonly write: (report: Report, lang: Language) => Uint8Array | Promise<Uint8Array>;
}

const writers: { readonly [Format in ReportFormat]: Writer } = {
  json: { mediaType: 'application/json', write: reportJson },
  csv: { mediaType: 'text/csv; charset=utf-8; header=present', write: reportCsv },
  xlsx: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: reportXlsx },
  parquet: { mediaType: 'application/vnd.apache.parquet', write: reportParquet },
};

export const reportFormats = Object.keys(writers) as readonly ReportFormat[];

/** `lang` chooses the words of CSV and XLSX; JSON and Parquet carry keys, and the titles in both languages. */
export async function exportReport(report: Report, format: ReportFormat, lang: Language): Promise<ExportedReport> {
  const { mediaType, write } = writers[format];
  return { bytes: await write(report, lang), mediaType, extension: format };
}
