/**
 * One step of a simulated complaint: considered as the write path considers it, and the event as the write path would
 * store it.
 */
import { complaintEvents, type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type CommandName, type Commands } from '../complaints/steps/commands.js';
import { evaluate, type ComplaintLifecycle, type ComplaintStatus } from '../complaints/write/evaluate.js';
import { type NewEvent } from '../event-store/codec.js';
import { eventId } from '../platform/ids.js';
import { type Caller } from '../platform/caller.js';
import { localDateOf, localMidnight } from '../policy/calendar.js';
import { type Profile } from '../policy/profile.js';

export interface StepRequest {
  readonly name: CommandName;
  readonly body: object;
  readonly caller: Caller;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly commandId: string;
  /** Of a timer: the event it answers. */
  readonly causation?: string;
  /** What the stored event is linked to where nothing may link it (H16). */
  readonly unlinked: () => string;
}

/** A step that its own plot was not allowed: the plot is wrong, not the office. */
export class StepRefused extends Error {
  override readonly name = 'StepRefused';
  constructor(
    readonly code: string,
    step: string,
    state: string,
    profile: string,
  ) {
    super(`${step} in ${state} under ${profile} was refused: ${code}`);
  }
}

export interface Taken {
  readonly event: NewEvent;
  readonly folded: ComplaintEvent;
}

/** @throws StepRefused */
export function takeStep(
  standing: ComplaintStatus,
  lifecycle: ComplaintLifecycle,
  profile: Profile,
  { name, body, caller, at, commandId, causation, unlinked }: StepRequest,
): Taken {
  const today = localDateOf(at);
  const verdict = evaluate(name, body as Commands[CommandName], {
    standing,
    lifecycle,
    profile,
    today,
    sub: caller.sub,
    roles: caller.roles,
  });
  if (!verdict.taken)
    throw new StepRefused(
      verdict.why === 'invalid' ? `${verdict.field} names nothing` : verdict.refusals[0].code,
      name,
      standing.situation.state,
      profile.id,
    );
  const {
    candidate: { type, data },
    next,
    role,
  } = verdict;
  // As complaint.handler.ts stores it; written-as-the-handler.unit.spec.ts compares the two.
  const before =
    standing.caseState.registeredAt === null && type !== 'CaseRegistered' && type !== 'OwnInitiativeOpened';
  const { receivedOn, on } = body as { readonly receivedOn?: string; readonly on?: string };
  const day = receivedOn ?? on;
  const recorded = before ? localMidnight(today) : at;
  const recordedAt = new Date(recorded).toISOString();
  const event: NewEvent = {
    id: eventId(commandId, 0),
    type,
    occurredAt: day !== undefined && day < today ? new Date(localMidnight(day)).toISOString() : recordedAt,
    recordedAt,
    actor: { sub: caller.sub, name: caller.name, role },
    commandId: before ? unlinked() : commandId,
    causation: before ? null : (causation ?? null),
    from: standing.revision < 0 ? null : standing.situation.state,
    to: next.state,
    data,
  };
  const folded = {
    ...event,
    schemaVersion: complaintEvents[type].schemaVersion,
    stream: standing.stream,
    revision: standing.revision + 1,
    position: 0n,
  };
  return { event, folded: folded as unknown as ComplaintEvent };
}
