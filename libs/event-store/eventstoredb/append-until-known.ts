import { type AppendResult, type EventData, NO_STREAM } from '@eventstore/db-client';
import {
  type Appended,
  type ExpectedRevision,
  AppendTooLarge,
  OutcomeUnknown,
  StoreUnavailable,
  WrongExpectedRevision,
} from '../port.js';
import { type AppendErrorKind, inWords, classifyAppendError } from './classify.js';
import { type Connection } from './connection.js';
import { type Reading, HistoryMissing } from './reading.js';
import { type Timing, inTime, pauseBefore } from './timing.js';

export interface AppendRequest {
  readonly stream: string;
  /** As the server names it. */
  readonly serverStream: string;
  readonly events: readonly EventData[];
  readonly bytes: number;
  readonly expectedRevision: ExpectedRevision;
  /** The call began then; it is settled or given up `patience` later. */
  readonly since: number;
}

/** What was found where the append's records belong. */
type Found =
  | { readonly kind: 'there'; readonly appended: Appended }
  | { readonly kind: 'conflict'; readonly actual: number | null }
  | { readonly kind: 'absent' };

/**
 * Appends, and does not rest at "unknown": it looks at the place where the records belong.
 * - they are there: committed, and the answer says `repeated`
 * - others are there: conflict
 * - nothing is there: sent again with the same ids and the same expected revision, which the server answers instead of
 * writing twice;
 * never with another revision (planted bug 5)
 * @throws WrongExpectedRevision, AppendTooLarge, HistoryMissing, StoreUnavailable, OutcomeUnknown (port.ts)
 */
export async function appendUntilKnown(
  asked: AppendRequest,
  connection: Connection,
  reading: Reading,
  timing: Timing,
): Promise<Appended> {
  const until = asked.since + timing.patience;
  const left = (): number => Math.max(1, Math.min(timing.call, until - Date.now()));
  // A try with no time to be answered would only make the outcome unknown.
  const shortest = timing.call / 5;
  let unsettled = false;
  let trouble: unknown;
  for (let attempt = 0; until - Date.now() >= shortest; attempt += 1) {
    try {
      await connection.serverVersion(left());
    } catch (error) {
      trouble = error;
      await pauseBefore(attempt, timing);
      continue;
    }
    try {
      return answerOf(await send(asked, connection, left())) ?? (await whatIsThere(asked, reading, left()));
    } catch (error) {
      trouble = error;
      const failure = classifyAppendError(error);
      // A try that is still on its way could succeed when the stream comes to the expected revision; past it, none can.
      if (failure.kind === 'conflict' && !(unsettled && isBehind(asked, failure.actual)))
        throw new WrongExpectedRevision(asked.stream, asked.expectedRevision, failure.actual);
      if (!unsettled) refuseForGood(failure, asked, error);
      if (failure.kind !== 'notTaken') unsettled = true;
    }
    const found = unsettled ? await lookBack(asked, reading, left()).catch(absentUnlessGone) : absent;
    if (found.kind === 'there') return found.appended;
    if (found.kind === 'conflict') throw new WrongExpectedRevision(asked.stream, asked.expectedRevision, found.actual);
    await pauseBefore(attempt, timing);
  }
  if (unsettled)
    throw new OutcomeUnknown(
      `EventStoreDB did not say whether the append was written (${inWords(trouble)}). Repeat the same call.`,
      { cause: trouble },
    );
  throw new StoreUnavailable(
    `EventStoreDB took no append (${trouble === undefined ? 'others were before it in the same stream' : inWords(trouble)}); nothing was written`,
    { cause: trouble },
  );
}

/** What is stored where the append's records belong. @throws TimedOut, HistoryMissing, or the client's error */
export async function lookBack(
  { stream, events, expectedRevision }: Pick<AppendRequest, 'stream' | 'events' | 'expectedRevision'>,
  reading: Reading,
  milliseconds: number,
): Promise<Found> {
  const first = expectedRevision === 'noStream' ? 0 : expectedRevision + 1;
  const stored = await reading.streamOnce(stream, first, false, events.length, milliseconds);
  if (stored.length === 0) return { kind: 'absent' };
  if (stored.length === events.length && stored.every(({ id }, index) => id === events[index]!.id)) {
    const { revision, position } = stored.at(-1)!;
    return { kind: 'there', appended: { revision, position, repeated: true } };
  }
  const [last] = await reading.streamOnce(stream, undefined, true, 1, milliseconds);
  return { kind: 'conflict', actual: last?.revision ?? null };
}

function send(
  { serverStream, events, bytes, expectedRevision }: AppendRequest,
  connection: Connection,
  milliseconds: number,
): Promise<AppendResult> {
  return connection.inFlight.during(bytes, () =>
    inTime(
      milliseconds,
      connection.client.appendToStream(serverStream, [...events], {
        expectedRevision: expectedRevision === 'noStream' ? NO_STREAM : BigInt(expectedRevision),
        requiresLeader: true,
        // An instant by the server's clock: a server that is ahead by more would refuse everything as too late.
        deadline: 60_000,
      }),
    ),
  );
}

const absent: Found = { kind: 'absent' };

/** A look that fails says nothing: the append is sent again. */
function absentUnlessGone(error: unknown): Found {
  if (error instanceof HistoryMissing) throw error;
  return absent;
}

const lastPosition = 2n ** 63n - 1n;

/** The answer, or undefined when it lacks the position, as that of a repeat may. */
function answerOf({ nextExpectedRevision, position }: AppendResult): Appended | undefined {
  if (position === undefined || position.commit > lastPosition) return undefined;
  return { revision: Number(nextExpectedRevision), position: position.commit, repeated: false };
}

async function whatIsThere(asked: AppendRequest, reading: Reading, milliseconds: number): Promise<Appended> {
  const found = await lookBack(asked, reading, milliseconds);
  if (found.kind === 'there') return found.appended;
  throw new Error('acknowledged without a position, and not found');
}

const isBehind = ({ expectedRevision }: AppendRequest, actual: number | null): boolean =>
  (actual ?? -1) < (expectedRevision === 'noStream' ? -1 : expectedRevision);

function refuseForGood({ kind }: AppendErrorKind, { stream, bytes }: AppendRequest, cause: unknown): void {
  // The server's limit can be set lower than ours.
  if (kind === 'tooLarge')
    throw Object.assign(new AppendTooLarge(bytes), {
      message: `an append of ${bytes} bytes is over the limit of this EventStoreDB (--max-append-size); nothing was written`,
    });
  if (kind === 'deleted')
    throw new HistoryMissing(`the stream ${stream} was taken away by a tombstone; nothing was written`);
  if (kind === 'denied' || kind === 'refused')
    throw new StoreUnavailable(`EventStoreDB refused the append (${inWords(cause)}); nothing was written`, { cause });
}
