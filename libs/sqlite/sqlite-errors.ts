/** An error as node:sqlite raises it. `errcode` is SQLite's extended result code (sqlite.org/rescode.html). */
import { OperatorError } from '../platform/operator-error.js';

interface SqliteError extends Error {
  readonly code: 'ERR_SQLITE_ERROR';
  readonly errcode: number;
}

/**
 * The log itself is not as it was written: a hole, a record that cannot be read, a broken page. Nothing goes on from
 * here by itself.
 */
export class LogDamaged extends OperatorError {
  override readonly name = 'LogDamaged';
}

/**
 * A database file that may not be used as it is. The message is a sentence for the operator: which file, what is wrong,
 * what to do.
 */
export class DatabaseRefused extends OperatorError {
  override readonly name = 'DatabaseRefused';
}

// `instanceof Error` fails across the realms that Jest makes, so errors of SQLite are known by their code.
export const isSqliteError = (error: unknown): error is SqliteError =>
  (error as SqliteError | null)?.code === 'ERR_SQLITE_ERROR';

const primary = (error: unknown): number | undefined => (isSqliteError(error) ? error.errcode & 0xff : undefined);

/** The file's content is not what SQLite wrote: CORRUPT, NOTADB. */
export const isDamage = (error: unknown): boolean => [11, 26].includes(primary(error) ?? 0);

/** Another connection holds the lock: BUSY. */
export const isBusy = (error: unknown): boolean => primary(error) === 5;

/** A statement that a constraint refused, and that changed nothing: CONSTRAINT. */
export const isConstraint = (error: unknown): boolean => primary(error) === 19;

/**
 * The disk, the memory or the file let SQLite down: NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB. Never
 * retried in place.
 */
export const isDiskError = (error: unknown): boolean => [7, 8, 10, 11, 13, 14, 26].includes(primary(error) ?? 0);

/**
 * A write that found no room, and left nothing half done behind it: FULL (ENOSPC), IOERR_WRITE (a quota or a limit of
 * the file's size; SQLite tells ENOSPC alone apart) and IOERR_SHMSIZE. Not a failed fsync, whatever its cause.
 */
export const isNoSpace = (error: unknown): boolean => isSqliteError(error) && [13, 778, 4874].includes(error.errcode);

/** SQLite's own words and code, without values: those of constraints name columns only. */
export const inWords = (error: unknown): string =>
  isSqliteError(error)
    ? `${error.message}, SQLite code ${error.errcode}`
    : error instanceof Error
      ? error.message
      : String(error);
