/**
 * Folding a history. Facts are not rejected: a stored event that fits is taken whatever the guards would say today; one
 * that does not fit is an alarm.
 */
import { type Lifecycle, type Situation } from './lifecycle.js';

export interface Recorded {
  readonly type: string;
  readonly revision: number;
  /** State before and after as written down; checked where it is given. */
  readonly from?: string | null;
  readonly to?: string;
}

/** A history that is no path of its lifecycle. The message has ids and names, never content. */
export class IllegalHistory extends Error {
  override readonly name = 'IllegalHistory';
  constructor(
    readonly revision: number,
    readonly type: string,
    readonly state: string,
    lifecycle: string,
    why: string,
  ) {
    super(`event ${revision} (${type}) ${why} "${state}" of ${lifecycle}; run: npm run replay -- <office> <complaint>`);
  }
}

/**
 * Where one more recorded event leads. Throws IllegalHistory when it does not fit or its recorded states are not those
 * of the lifecycle.
 */
export function applyEvent(lifecycle: Lifecycle, situation: Situation, event: Recorded): Situation {
  const step = lifecycle.step(situation, event.type);
  if (!step.fits) throw new IllegalHistory(event.revision, event.type, situation.state, lifecycle.id, 'does not fit');
  const from = event.revision === 0 ? null : situation.state;
  if ((event.from !== undefined && event.from !== from) || (event.to !== undefined && event.to !== step.next.state)) {
    throw new IllegalHistory(
      event.revision,
      event.type,
      situation.state,
      lifecycle.id,
      'was recorded with other states than',
    );
  }
  return step.next;
}

/** The situation after all of them, in the order of their revisions from 0. */
export function replay(lifecycle: Lifecycle, events: Iterable<Recorded>): Situation {
  let situation = lifecycle.initial;
  let expected = 0;
  for (const event of events) {
    if (event.revision !== expected)
      throw new IllegalHistory(
        event.revision,
        event.type,
        situation.state,
        lifecycle.id,
        `stands where revision ${expected} belongs, in`,
      );
    situation = applyEvent(lifecycle, situation, event);
    expected += 1;
  }
  return situation;
}
