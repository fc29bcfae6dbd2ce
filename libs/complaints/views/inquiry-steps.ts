/** What can be done with an inquiry that has just come, for a page on which nothing is kept yet. */
import { type Caller } from '../../platform/caller.js';
import { eventId, randomId } from '../../platform/ids.js';
import { localDateOf } from '../../policy/calendar.js';
import { newestLifecycle } from '../write/complaint-lifecycle.js';
import { evaluate, type Evaluation } from '../write/evaluate.js';
import { advance, begin } from '../write/loaded-complaints.js';
import { asStored, stampEvent } from '../write/stamp-event.js';
import { type Office } from '../wiring/office.js';
import { explain, mayTake, type ExplainedStep } from './explain.js';

/** Whether somebody may receive one at all. */
export const mayReceive = (caller: Pick<Caller, 'roles'>): boolean => mayTake('ReceiveInquiry', caller);

/** @param now milliseconds since the epoch */
export function inquirySteps(
  office: Pick<Office, 'profile' | 'profileToMoveTo'>,
  { sub, name, roles }: Pick<Caller, 'sub' | 'name' | 'roles'>,
  now: number,
): readonly ExplainedStep[] {
  const before = begin(randomId(), newestLifecycle);
  const at: Evaluation = {
    standing: before,
    lifecycle: newestLifecycle,
    profile: office.profile,
    profileNamed: (id) => office.profileToMoveTo(id),
    today: localDateOf(now),
    sub,
    roles,
  };
  const body = { channel: 'phone' } as const;
  const verdict = evaluate('ReceiveInquiry', body, at);
  if (!verdict.taken) return [];
  const commandId = randomId();
  const event = stampEvent(verdict.candidate, {
    standing: before,
    to: verdict.next.state,
    actor: { sub, name, role: verdict.role },
    body,
    now,
    eventId: eventId(commandId, 0),
    commandId,
    unlinked: randomId,
  });
  return explain({ ...at, standing: advance(before, asStored(event, before, before.position)) });
}
