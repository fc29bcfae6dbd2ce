/** What goes wrong with a database of read models, in words that hold no value of a row: those may be a person's. */
import { isSqliteError } from '../../sqlite/sqlite-errors.js';
import { OperatorError } from '../../platform/operator-error.js';

/** The database cannot be used just now. The message is a sentence for the operator: what is wrong, what to do. */
export class ViewsUnavailable extends OperatorError {
  override readonly name = 'ViewsUnavailable';
  /** What a request is answered that needs it. */
  readonly statusCode = 503;
}

/** It was closed, and stays so. */
export class ViewsClosed extends ViewsUnavailable {}

/** What PostgreSQL said, without the values that its errors quote. */
export class ServerError extends Error {
  override readonly name = 'ServerError';

  /** @param code SQLSTATE (PostgreSQL's manual, appendix A) */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(`${message} (PostgreSQL, ${code})`);
  }
}

/** Whether a row with this key was there already; on both databases. */
export const isUniqueViolation = (error: unknown): boolean =>
  isSqliteError(error)
    ? [1555, 2067, 2579].includes(error.errcode)
    : (error as { readonly code?: unknown } | null)?.code === '23505';

/** What has to succeed for a trouble to be over: any query, a write, or opening the database again. */
export type Until = 'any' | 'written' | 'opened';

/** Keeps the latest reason why the database cannot be used. */
export class DatabaseHealth {
  private reason: { readonly sentence: string; readonly until: Until } | undefined;

  get text(): string | undefined {
    return this.reason?.sentence;
  }

  /** @returns what to throw */
  fail(sentence: string, { cause, until }: { readonly cause?: unknown; readonly until: Until }): ViewsUnavailable {
    if (this.reason?.until !== 'opened') this.reason = { sentence, until };
    return new ViewsUnavailable(sentence, { cause });
  }

  /** @throws ViewsUnavailable it was damaged, and stays so until it is opened again */
  refuseIfLasting(): void {
    if (this.reason?.until === 'opened') throw new ViewsUnavailable(this.reason.sentence);
  }

  recover(what: 'any' | 'written'): void {
    if (this.reason?.until === 'any' || this.reason?.until === what) this.reason = undefined;
  }
}
