/**
 * One step of a simulated complaint: considered as the write path considers it, and the event as the write path would
 * store it.
 */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { steps, type CommandName, type Commands } from '../complaints/steps/steps.js';
import { type ComplaintLifecycle } from '../complaints/write/complaint-lifecycle.js';
import { evaluate, type ComplaintStatus } from '../complaints/write/evaluate.js';
import { asStored, stampEvent } from '../complaints/write/stamp-event.js';
import { type NewEvent } from '../event-store/codec.js';
import { eventId } from '../platform/ids.js';
import { type Caller } from '../platform/caller.js';
import { localDateOf } from '../policy/calendar.js';
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

/**
 * @param history the events so far, for a step that looks back
 * @throws StepRefused
 */
export function takeStep(
  standing: ComplaintStatus,
  lifecycle: ComplaintLifecycle,
  profile: Profile,
  { name, body, caller, at, commandId, causation, unlinked }: StepRequest,
  history: readonly ComplaintEvent[] = [],
): Taken {
  const today = localDateOf(at);
  const verdict = evaluate(name, body as Commands[CommandName], {
    standing,
    lifecycle,
    profile,
    today,
    sub: caller.sub,
    roles: caller.roles,
    ...(steps[name].looksBack ? { history } : {}),
  });
  if (!verdict.taken)
    throw new StepRefused(
      verdict.why === 'invalid' ? `${verdict.error.field}: ${verdict.error.code}` : verdict.refusals[0].code,
      name,
      standing.situation.state,
      profile.id,
    );
  const { candidate, next, role } = verdict;
  const event = stampEvent(candidate, {
    standing,
    to: next.state,
    actor: { sub: caller.sub, name: caller.name, role },
    body,
    now: at,
    eventId: eventId(commandId, 0),
    commandId,
    unlinked,
    causation,
  });
  return { event, folded: asStored(event, standing, 0n) };
}
