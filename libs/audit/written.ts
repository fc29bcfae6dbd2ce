/** What the keyed hashes of the log of looks are made of (decision 29). A text of one kind is none of another. */
import { type AccessRow } from './access.js';

/**
 * All that an entry says, and which complaints were shown. Of before format 6 there is nothing behind them; what came
 * then is in it at its place, so that taking it away makes another text.
 */
export const accessText = (
  { at, by, role, purpose, what, request, department, fields, terms, marks }: AccessRow,
  shown: Iterable<string>,
): string => {
  const more = [request, department, fields, terms, marks];
  return JSON.stringify([
    at,
    by,
    role,
    purpose,
    what,
    [...shown].sort(),
    ...(more.every((each) => each === null) ? [] : more),
  ]);
};

export interface DrawWritten {
  readonly week: string;
  /** When it was drawn: RFC 3339, UTC. */
  readonly at: string;
  readonly seed: string;
  /** Numbers of the first and the last entry that it covers. */
  readonly first: number;
  readonly last: number;
  /** Those among them that people made at cases. */
  readonly looks: number;
}

export const drawText = (
  { week, at, seed, first, last, looks }: DrawWritten,
  drawn: Iterable<readonly [number: number, reasons: string]>,
): string => JSON.stringify(['draw', week, at, seed, first, last, looks, [...drawn].sort(([a], [b]) => a - b)]);

/** By whom a draw is made: of the office's secret, so that nobody can know or choose it before the week is over. */
export const seedText = (week: string, first: number, last: number): string =>
  JSON.stringify(['seed', week, first, last]);

export interface JudgementWritten {
  /** Number of the entry. */
  readonly look: number;
  readonly at: string;
  readonly by: string;
  readonly role: string;
  readonly finding: string;
  /** Sealed. */
  readonly note: string | null;
}

export const judgementText = ({ look, at, by, role, finding, note }: JudgementWritten): string =>
  JSON.stringify(['judgement', look, at, by, role, finding, note]);

/** What is left of entries that are gone. */
export interface ForgottenWritten {
  readonly at: string;
  /** Entries of before that local day went. */
  readonly before: string;
  /** Number of the last of them. */
  readonly through: number;
  readonly entries: number;
  readonly judgements: number;
  /** SHA-256 over their marks, in order; base64url. */
  readonly digest: string;
}

export const forgottenText = ({ at, before, through, entries, judgements, digest }: ForgottenWritten): string =>
  JSON.stringify(['forgotten', at, before, through, entries, judgements, digest]);
