/** An event as it is stored: who did it, when, from which state to which, and which command and event it answers. */
import { complaintEvents, type Candidate, type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { type Actor } from '../../../event-schemas/envelope.js';
import { type NewEvent } from '../../event-store/codec.js';
import { localDateOf, localMidnight } from '../../policy/calendar.js';
import { type ComplaintStatus } from './evaluate.js';

export interface Stamp {
  /** Where the complaint stands before the event, and the state that it leads to. */
  readonly standing: ComplaintStatus;
  readonly to: string;
  readonly actor: Actor;
  /** Of the request: it may say when the thing happened. */
  readonly body: object;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly eventId: string;
  readonly commandId: string;
  /** What stands for the command where nothing may link to it. */
  readonly unlinked: () => string;
  /** The event that a timer or reaction answered. */
  readonly causation?: string | undefined;
  /** Keyed hash of a request that came under an Idempotency-Key. */
  readonly request?: string | undefined;
}

/** Before registration its times are the day's and its command is linked to nothing (H16). */
export function stampEvent(
  { type, data }: Candidate,
  { standing, to, actor, body, now, eventId, commandId, unlinked, causation, request }: Stamp,
): NewEvent {
  const anonymous =
    standing.caseState.registeredAt === null && type !== 'CaseRegistered' && type !== 'OwnInitiativeOpened';
  const recorded = anonymous ? localMidnight(localDateOf(now)) : now;
  const recordedAt = new Date(recorded).toISOString();
  const happened = happenedAt(body, localDateOf(now));
  return {
    id: eventId,
    type,
    occurredAt: happened === undefined ? recordedAt : new Date(happened).toISOString(),
    recordedAt,
    actor,
    commandId: anonymous ? unlinked() : commandId,
    causation: anonymous ? null : (causation ?? null),
    from: standing.revision < 0 ? null : standing.situation.state,
    to,
    data,
    ...(request === undefined ? {} : { request }),
  };
}

/** The instant that the body itself names, or the beginning of the day before today that it names. */
function happenedAt(body: object, today: string): number | undefined {
  const { occurredAt, receivedOn, on } = body as {
    readonly occurredAt?: string;
    readonly receivedOn?: string;
    readonly on?: string;
  };
  if (occurredAt !== undefined) return Date.parse(occurredAt);
  const day = receivedOn ?? on;
  return day !== undefined && day < today ? localMidnight(day) : undefined;
}

/** The stamped event as a log would give it back; for what is folded without one. */
export const asStored = (event: NewEvent, { stream, revision }: ComplaintStatus, position: bigint): ComplaintEvent =>
  ({
    ...event,
    schemaVersion: complaintEvents[event.type as ComplaintEvent['type']].schemaVersion,
    stream,
    revision: revision + 1,
    position,
  }) as unknown as ComplaintEvent;
