/**
 * From whatever was thrown to what a client reads: RFC 9457, with the product's codes. Nothing of a request or of an
 * unknown error is in it.
 */
import { LogDamaged } from '../../../libs/sqlite/sqlite-errors.js';
import { UnreadableEvent } from '../../../event-schemas/complaint/upcast.js';
import { IllegalHistory } from '../../../libs/decider/replay.js';
import {
  AppendTooLarge,
  OutcomeUnknown,
  StoreUnavailable,
  WrongExpectedRevision,
} from '../../../libs/event-store/port.js';
import { doesNotOpen } from '../../../libs/privacy/does-not-open.js';
import { KeyStoreUnavailable } from '../../../libs/privacy/keys.js';
import { type ContractCode } from '../../../libs/platform/contract-codes.js';
import { Refused, type FieldError, type Refusal, type Sentences } from '../../../libs/platform/refusal.js';
import { refused } from '../../../libs/platform/refused.js';

export interface ProblemDocument {
  /** Path of the page that says what the code means. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly rules: readonly string[];
  readonly sentences: Sentences;
  readonly departments?: readonly string[];
  readonly also: readonly Refusal[];
  readonly errors?: readonly FieldError[];
  readonly revision?: number;
  readonly state?: string;
}

export interface Problem {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ProblemDocument;
}

export function problemOf(error: unknown): Problem {
  const {
    refusal: { code, rules, sentences, departments },
    status,
    details: { also = [], errors, revision, state, retryAfter, allow },
  } = asRefused(error);
  return {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(allow === undefined ? {} : { allow: allow.join(', ') }),
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
    body: {
      type: `/problems#${code}`,
      title: titleOf(code),
      status,
      detail: sentences.en,
      code,
      rules,
      sentences,
      ...(departments === undefined ? {} : { departments }),
      also,
      ...(errors === undefined ? {} : { errors }),
      ...(revision === undefined ? {} : { revision }),
      ...(state === undefined ? {} : { state }),
    },
  };
}

/** Whether the log should have this error's name and place: nobody foresaw it, or an operator has to look at it. */
export const isForTheLog = (error: unknown): boolean =>
  asRefused(error).refusal.code === 'INTERNAL' || isUnreadable(error);

/** The history of one complaint, or a field of it, is not what this program can read; all others are whole. */
const isUnreadable = (error: unknown): boolean =>
  doesNotOpen(error) || [UnreadableEvent, IllegalHistory, LogDamaged].some((each) => error instanceof each);

function asRefused(error: unknown): Refused {
  if (error instanceof Refused) return error;
  if (isUnreadable(error)) return refused('COMPLAINT_UNREADABLE');
  if (error instanceof OutcomeUnknown) return refused('OUTCOME_UNKNOWN');
  if (error instanceof StoreUnavailable || error instanceof KeyStoreUnavailable) return refused('STORE_UNAVAILABLE');
  if (error instanceof WrongExpectedRevision)
    return refused('CONCURRENCY_CONFLICT', 412, error.actual === null ? {} : { revision: error.actual });
  if (error instanceof AppendTooLarge) return refused('PAYLOAD_TOO_LARGE');
  return refused(codeOfStatus(statusIn(error)));
}

/**
 * What Fastify and Nest throw by themselves carries a status. Their words may quote the request, so the status alone is
 * used.
 */
function statusIn(error: unknown): number {
  if (typeof error !== 'object' || error === null) return 500;
  const { getStatus, statusCode } = error as { readonly getStatus?: unknown; readonly statusCode?: unknown };
  const status: unknown = typeof getStatus === 'function' ? getStatus.call(error) : statusCode;
  return typeof status === 'number' ? status : 500;
}

function codeOfStatus(status: number): ContractCode {
  if (status === 404) return 'NOT_FOUND';
  if (status === 405) return 'METHOD_NOT_ALLOWED';
  if (status === 413) return 'PAYLOAD_TOO_LARGE';
  if (status === 415) return 'UNSUPPORTED_MEDIA_TYPE';
  if (status === 429) return 'RATE_LIMITED';
  if (status === 503) return 'STORE_UNAVAILABLE';
  return status >= 400 && status < 500 ? 'VALIDATION' : 'INTERNAL';
}

const titleOf = (code: string): string => {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
