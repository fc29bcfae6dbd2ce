/**
 * A report as a file. The same report in the same language gives the same bytes, for ever: nothing in a file comes from
 * a clock, a machine or a locale.
 */
import { type Report } from '../read-models/statistics/report.js';
import { reportCsv } from './report-csv.js';
import { reportJson } from './report-json.js';
import { type Language } from './report-words.js';

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

/** The packages behind XLSX and Parquet are loaded when the first such file is asked for. */
const writers: { readonly [Format in ReportFormat]: Writer } = {
  json: { mediaType: 'application/json', write: reportJson },
  csv: { mediaType: 'text/csv; charset=utf-8; header=present', write: reportCsv },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: async (...of) => (await import('./report-xlsx.js')).reportXlsx(...of),
  },
  parquet: {
    mediaType: 'application/vnd.apache.parquet',
    write: async (report) => (await import('./report-parquet.js')).reportParquet(report),
  },
};

export const reportFormats = Object.keys(writers) as readonly ReportFormat[];

/** `lang` chooses the words of CSV and XLSX; JSON and Parquet carry keys, and the titles in both languages. */
export async function exportReport(report: Report, format: ReportFormat, lang: Language): Promise<ExportedReport> {
  const { mediaType, write } = writers[format];
  return { bytes: await write(report, lang), mediaType, extension: format };
}
