/**
 * The yearly report of an office: what it got, what came of it and what others can learn, as tables that are already
 * fit to publish.
 */
import { type LocalDate } from '../policy/calendar.js';
import { type Sentences } from '../platform/refusal.js';
import { type Audience, type Report } from '../read-models/statistics/report.js';

export type Language = keyof Sentences;

export interface YearlySection {
  readonly title: Sentences;
  /** One paragraph that says what the section is about; null: the title is enough. */
  readonly lead: Sentences | null;
  readonly reports: readonly Report[];
  /** The office's own, in Danish: paragraphs stand apart by an empty line. */
  readonly text?: string;
  /** From the office's cases; nobody can be known by them, as somebody has read them for and said. */
  readonly examples?: readonly { readonly title: string; readonly text: string }[];
}

export interface YearlyReport {
  readonly office: { readonly key: string; readonly name: Sentences };
  readonly year: number;
  /** How it is written: 2025, or 2025/26 where it does not begin in January. */
  readonly called: Sentences;
  /** Its first and its last day. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly audience: Audience;
  /** Of an internal report: stands on every page. */
  readonly mark?: Sentences;
  /** The office's own, in Danish. */
  readonly foreword?: string;
  readonly sections: readonly YearlySection[];
  /** The day of the last change that is counted; null where nothing is. */
  readonly madeOn: LocalDate | null;
  /** Everything in the log up to this position is counted, nothing after it. Decimal. */
  readonly position: string;
  readonly profiles: readonly { readonly id: string; readonly hash: string }[];
  /** SHA-256 over the reports, in hexadecimal. */
  readonly hash: string;
}
