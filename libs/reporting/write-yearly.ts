/** The year as a file. Drawing and typesetting are loaded when the first one is asked for. */
import { type ExportedReport } from '../exports/export-report.js';
import { type Sentences } from '../platform/refusal.js';
import { type YearlyReport } from '../yearly-report/yearly.js';

export type Language = keyof Sentences;
export type YearlyFormat = 'json' | 'html' | 'pdf';

/** A file: what an exported report is, in the formats of a document. */
export type Written = Omit<ExportedReport, 'extension'> & { readonly extension: YearlyFormat };

export async function writeYearly(report: YearlyReport, format: YearlyFormat, lang: Language): Promise<Written> {
  if (format === 'json')
    return {
      bytes: new TextEncoder().encode(`${JSON.stringify(report)}\n`),
      mediaType: 'application/json; charset=utf-8',
      extension: 'json',
    };
  if (format === 'html') {
    const { renderYearlyHtml } = await import('../yearly-report/html/page.js');
    return {
      bytes: new TextEncoder().encode(await renderYearlyHtml(report, lang)),
      mediaType: 'text/html; charset=utf-8',
      extension: 'html',
    };
  }
  const { renderYearlyPdf } = await import('../yearly-report/pdf/render.js');
  return { bytes: await renderYearlyPdf(report, lang), mediaType: 'application/pdf', extension: 'pdf' };
}
