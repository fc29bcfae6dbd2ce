/** Where a history leads, step by step; without one of its steps too (docs/decisions/0023). */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { openReferrals } from '../../case/case-state.js';
import { isRetraction, standingOf } from '../../case/corrected.js';
import { foldCase } from '../../case/evolve.js';
import { applyEvent, IllegalHistory } from '../../decider/replay.js';
import { type Situation } from '../../decider/lifecycle.js';
import { lifecycleNamedBy, lifecycleOf, type ComplaintLifecycle } from './complaint-lifecycle.js';

/** A lifecycle, and where a complaint stands in it. */
export interface Seat {
  readonly lifecycle: ComplaintLifecycle;
  readonly situation: Situation;
}

/** The lifecycle that an event belongs to, and where the complaint stands in it before: a move leads into the next. */
export function seatedFor({ lifecycle, situation }: Seat, event: ComplaintEvent): Seat {
  if (event.type !== 'CaseMoved' || event.data.lifecycle === lifecycle.id) return { lifecycle, situation };
  const next = lifecycleOf(event.data.lifecycle);
  const seat = next.seat(lifecycle, situation);
  if (!seat)
    throw new IllegalHistory(event.revision, event.type, situation.state, lifecycle.id, `leads to ${next.id} out of`);
  return { lifecycle: next, situation: seat };
}

/**
 * Where one more event leads; a retraction leads to where the history leads without the step. @throws IllegalHistory
 * @param history at least the events before this one; needed for a retraction alone
 */
export function led(from: Seat, event: ComplaintEvent, history: readonly ComplaintEvent[] = []): Seat {
  const { lifecycle, situation } = seatedFor(from, event);
  if (!isRetraction(event)) return { lifecycle, situation: applyEvent(lifecycle, situation, event) };
  const { type, revision, to } = event;
  applyEvent(lifecycle, situation, { type, revision, from: event.from });
  const next = retrace([...history.filter((each) => each.revision < revision), event]).situation;
  if (next.state !== to)
    throw new IllegalHistory(revision, type, situation.state, lifecycle.id, 'was recorded with other states than');
  return { lifecycle, situation: next };
}

/** Where what stands of a history leads. @throws IllegalHistory something in it does not fit without what is gone */
export function retrace(events: readonly ComplaintEvent[]): Seat {
  const lifecycle = lifecycleOf(lifecycleNamedBy(events[0]!));
  return standingOf(events).reduce<Seat>(
    (from, event) => {
      const seat = seatedFor(from, event);
      return { lifecycle: seat.lifecycle, situation: applyEvent(seat.lifecycle, seat.situation, event) };
    },
    { lifecycle, situation: lifecycle.initial },
  );
}

/** What a retraction is decided on: the step as it was taken, and where the complaint would stand without it. */
export interface Retraced {
  /** Null: what came since would not fit. */
  readonly back: Situation | null;
  /** Who may take the step. */
  readonly roles: readonly string[];
}

/** @param history whole; the step is one that stands in it */
export function retraced(history: readonly ComplaintEvent[], undoes: number): Retraced {
  const standing = standingOf(history);
  const step = standing.find(({ revision }) => revision === undoes)!;
  const before = retrace(standing.filter(({ revision }) => revision < undoes));
  const taken = before.lifecycle.step(before.situation, step.type);
  const { rules } = before.lifecycle.version;
  const roles = taken.fits ? taken.rules.flatMap((rule) => rules[rule].roles ?? []) : [];
  try {
    const last = history.at(-1)!;
    const undoing = {
      ...last,
      type: 'StepRetracted',
      revision: last.revision + 1,
      from: step.to,
      to: step.from,
      data: { undoes },
    } as unknown as ComplaintEvent;
    const undone = [...history, undoing];
    const back = retrace(undone).situation;
    // Another answer came since: nobody would be waited for any more where departments are waited for.
    const waitsForNobody = back.state === 'referred' && openReferrals(foldCase(last.stream, undone)).length === 0;
    return { back: waitsForNobody ? null : back, roles };
  } catch (error) {
    if (!(error instanceof IllegalHistory)) throw error;
    return { back: null, roles };
  }
}
