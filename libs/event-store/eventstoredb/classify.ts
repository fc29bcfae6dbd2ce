/**
 * What an error of the client means (eventstoredb.md, traps 4 and 5): told by type, code and text, never by class or
 * message alone, since the same trouble looks different on each path, and several errors have no message. Nothing here
 * is thrown to a caller as it is.
 */
export type AppendErrorKind =
  /** The stream is elsewhere; nothing of this append was written. */
  | { readonly kind: 'conflict'; readonly actual: number | null }
  /** The server did not look at it: not ready, busy, between two leaders. */
  | { readonly kind: 'notTaken' }
  /** Nothing was written, and the same call will never do better. */
  | { readonly kind: 'tooLarge' | 'deleted' | 'denied' | 'refused' }
  /** It may or may not have been written. */
  | { readonly kind: 'unknown' };

interface ClientError {
  readonly type?: string;
  readonly code?: number;
  readonly message?: string;
  readonly actualVersion?: bigint | string;
}

/**
 * Answers of the server to one append that say that it was not taken. The client does not know them and puts its own
 * words before.
 */
const notTaken = /^Could not recognize (Server Is Not Ready|Server Is (Too )?Busy|No leader info available)/;

/**
 * What an append's rejection says about that append. One that was answered has no gRPC code; a code means that the
 * batch stream was lost, perhaps by another append's fault, with the answers to all that were in flight on it.
 */
export function classifyAppendError(error: unknown): AppendErrorKind {
  const { type, code, message = '', actualVersion } = (error ?? {}) as ClientError;
  if (type === 'wrong-expected-version')
    return {
      kind: 'conflict',
      actual: typeof actualVersion === 'bigint' && actualVersion >= 0n ? Number(actualVersion) : null,
    };
  if (type === 'stream-deleted') return { kind: 'deleted' };
  if (type === 'maximum-append-size-exceeded') return { kind: 'tooLarge' };
  if (code !== undefined) return { kind: 'unknown' };
  if (type === 'access-denied') return { kind: 'denied' };
  if (type === 'unknown' && notTaken.test(message)) return { kind: 'notTaken' };
  if (type === 'unknown' && message.startsWith('Could not recognize BadRequest')) return { kind: 'refused' };
  return { kind: 'unknown' };
}

/** What a failed read means: `again` may do better. `noRecordThere`: it began where no record of the log does. */
export function classifyReadError(error: unknown): 'notFound' | 'deleted' | 'denied' | 'noRecordThere' | 'again' {
  const { type, message = '' } = (error ?? {}) as ClientError;
  if (type === 'stream-not-found') return 'notFound';
  if (type === 'stream-deleted') return 'deleted';
  if (type === 'access-denied') return 'denied';
  if (/Unexpected ReadAllResult: Error/.test(message)) return 'noRecordThere';
  return 'again';
}

/** Our own time-out of a call. What it was asked for may have happened. */
export class TimedOut extends Error {
  override readonly name = 'TimedOut';
  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
  }
}

/** For the log and the operator: type and code, and of the text only what the server says about itself. */
export function inWords(error: unknown): string {
  if (error instanceof TimedOut) return error.message;
  const { type, code, message = '' } = (error ?? {}) as ClientError;
  if (type === 'access-denied') return 'access denied: check the credentials file, and the rights of that user';
  if (notTaken.test(message) || /Server Is Not Ready/.test(message)) return 'the server is not ready yet';
  if (type === 'not-leader') return 'the leader of the cluster has moved';
  if (code === 14 || type === 'unavailable') return 'the server cannot be reached';
  if (/Failed to discover/.test(message)) return 'no member of the cluster can be found';
  if (type === undefined && code === undefined && message !== '') return message;
  return `${type ?? 'error'}${code === undefined ? '' : `, code ${code}`}`;
}
