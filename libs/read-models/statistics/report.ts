/**
 * What an analyst publishes: a table of figures that says what it counts, of what, and up to which position of the log
 * (rules.md, section 6).
 */
import { type LocalDate } from '../../policy/calendar.js';
import { type Sentences } from '../../platform/refusal.js';

/**
 * What one row of the population is. A contact may be anonymous; a cycle is a case from its registration or reopening
 * to its closing.
 */
export type Unit =
  | 'contact'
  | 'case'
  | 'part'
  | 'cycle'
  | 'referral'
  | 'recommendation'
  | 'suggestion'
  | 'use'
  | 'extension'
  | 'meeting'
  | 'activity';

/** For whom: the office itself, or everybody. */
export type Audience = 'internal' | 'published';
/** Stands on every page and in every file with true figures. */
export const internalMark: Sentences = {
  da: 'Internt – ikke til offentliggørelse',
  en: 'Internal, not for publication',
};

/**
 * A number; `null` where there is nothing to count (a share of nothing, a median of nobody); `'hidden'` where it could
 * point at a person.
 */
export type Figure = number | null | 'hidden';

export interface FigureColumn {
  readonly key: string;
  readonly title: Sentences;
  /**
   * `share` is 0 to 1, rounded to three decimals; `days` are working days and `calendarDays` all of them, with one
   * decimal where a median lies between two; `minutes` are a sum.
   */
  readonly kind: 'count' | 'share' | 'days' | 'calendarDays' | 'minutes';
  /** What it is a part of, in words; null for a count. */
  readonly denominator: Sentences | null;
}

export interface DimensionColumn {
  readonly key: string;
  readonly title: Sentences;
  /** How each value that occurs is written. */
  readonly labels: { readonly [value: string]: Sentences };
}

export interface ReportRow {
  /** The value of each dimension asked for; null: all of them together (a total). */
  readonly keys: { readonly [dimension: string]: string | null };
  readonly figures: { readonly [column: string]: Figure };
}

export interface Report {
  readonly name: string;
  readonly title: Sentences;
  readonly office: string;
  /** Internal figures are true ones; what is published hides small groups. */
  readonly audience: Audience;
  /** Of an internal report. */
  readonly mark?: Sentences;
  readonly unit: Unit;
  /** Who is counted: received in the period, or decided in it. The two are never mixed. */
  readonly population: Sentences;
  /** Whole months, both days inclusive. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly dimensions: readonly DimensionColumn[];
  readonly figures: readonly FigureColumn[];
  /** Totals first, then in the order of the keys. */
  readonly rows: readonly ReportRow[];
  /** Groups below this many are hidden, and as many more as it takes that they cannot be derived; 1: nothing is. */
  readonly threshold: number;
  /** Everything in the log up to this position is counted, nothing after it. Decimal. */
  readonly position: string;
  /**
   * The day of the last change that is counted, in whatever report; null where there is none. Where it comes before
   * `to`, the period was not over.
   */
  readonly madeOn: LocalDate | null;
  /** Where a past instant was asked for: only what was known then is counted. RFC 3339. */
  readonly at?: string;
  /** Ids and hashes of the profiles that the counted complaints are pinned to, sorted. */
  readonly profiles: readonly { readonly id: string; readonly hash: string }[];
  /** SHA-256 over all of the above as canonical JSON, in hexadecimal: the same position gives the same for ever. */
  readonly hash: string;
}

/** Whether what is counted ends before the period does. */
export const isUnfinished = ({ madeOn, to }: Pick<Report, 'madeOn' | 'to'>): boolean => madeOn === null || madeOn < to;

/** Whether any figure is more than a nought, hidden ones among them. */
export const countsSomething = ({ rows }: Report): boolean =>
  rows.some(({ figures }) => Object.values(figures).some((figure) => figure !== 0 && figure !== null));
