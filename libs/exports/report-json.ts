import { canonicalJson } from '../platform/canonical-json.js';
import { type Report } from '../read-models/statistics/report.js';

/** The report as it stands, keys sorted: what its hash is taken over, and the hash. UTF-8, one line. */
export const reportJson = (report: Report): Uint8Array => new TextEncoder().encode(`${canonicalJson(report)}\n`);
