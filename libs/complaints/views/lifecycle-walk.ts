/**
 * The machine walked through, configuration by configuration: what it is drawn from (`npm run draw`). It takes seconds,
 * which a server's thread has not.
 */
import { complaintEventTypes, type ComplaintEventType } from '../../../event-schemas/complaint/events.js';
import { type RuleName } from '../../../state-machines/complaint/rules.js';
import { type Lifecycle, type Situation } from '../../decider/lifecycle.js';
import { stepBehind } from '../steps/steps.js';
import { type ComplaintLifecycle } from '../write/complaint-lifecycle.js';
import { type DrawnTransition } from './lifecycle-report.js';

/** Every configuration that can be reached, guards aside. */
export function everySituation(lifecycle: Lifecycle<RuleName>): ReadonlySet<Situation> {
  const seen = new Set([lifecycle.initial]);
  for (const situation of seen) {
    for (const type of complaintEventTypes) {
      const step = lifecycle.step(situation, type);
      if (step.fits) seen.add(step.next);
    }
  }
  return seen;
}

const drawn = new Map<string, readonly DrawnTransition[]>();
/** Each (state, event) of the API's states once, with every rule that some configuration of it asks. */
export function transitionsOf(lifecycle: ComplaintLifecycle): readonly DrawnTransition[] {
  let transitions = drawn.get(lifecycle.id);
  if (!transitions) {
    const found = new Map<
      string,
      { from: string | null; to: string; event: ComplaintEventType; asks: Set<RuleName> }
    >();
    for (const situation of everySituation(lifecycle)) {
      for (const type of complaintEventTypes) {
        const step = lifecycle.step(situation, type);
        if (!step.fits) continue;
        const from = situation === lifecycle.initial ? null : situation.state;
        const key = `${from}/${type}/${step.next.state}`;
        const entry = found.get(key) ?? { from, to: step.next.state, event: type, asks: new Set() };
        step.rules.forEach((rule) => entry.asks.add(rule));
        found.set(key, entry);
      }
    }
    transitions = [...found.values()].map(({ asks, ...entry }) => ({
      ...entry,
      command: stepBehind(entry.event),
      asks: [...asks],
    }));
    drawn.set(lifecycle.id, transitions);
  }
  return transitions;
}
