/**
 * The machine as data: its states, its transitions with what they ask, and a diagram in Mermaid. From the machine
 * itself, so it cannot differ from it.
 */
import { complaintEventTypes, type ComplaintEventType } from '../../../event-schemas/complaint/events.js';
import { type RuleName } from '../../../state-machines/complaint/rules.js';
import { type Profile } from '../../policy/profile.js';
import { type Lifecycle, type Situation } from '../../decider/lifecycle.js';
import { cite } from '../write/cite.js';
import { stepBehind } from '../steps/steps.js';
import { type ComplaintLifecycle } from '../write/complaint-lifecycle.js';

export interface DrawnTransition {
  readonly from: string | null;
  readonly to: string;
  readonly event: string;
  readonly command: string;
  readonly asks: readonly RuleName[];
}

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

/** A Mermaid state diagram of the steps that move. */
export function diagram(lifecycle: ComplaintLifecycle): string {
  const name = (state: string | null) => (state === null ? '[*]' : state.replaceAll('.', '_'));
  const arrows = new Map<string, Set<string>>();
  for (const { from, to, command } of transitionsOf(lifecycle)) {
    if (from === to) continue;
    const key = `${name(from)} --> ${name(to)}`;
    arrows.set(key, (arrows.get(key) ?? new Set()).add(command));
  }
  const ends = ['endedWithoutCase', 'counted'].map((state) => `  ${state} --> [*]`);
  return [
    'stateDiagram-v2',
    ...[...arrows].map(([arrow, commands]) => `  ${arrow} : ${[...commands].join(', ')}`),
    ...ends,
  ].join('\n');
}

/** What `GET /lifecycle` answers, with the rule ids of this profile. */
export function lifecycleReport(lifecycle: ComplaintLifecycle, profile: Profile) {
  const transitions = transitionsOf(lifecycle);
  return {
    id: lifecycle.id,
    states: [...new Set(transitions.flatMap(({ from, to }) => (from === null ? [to] : [from, to])))],
    transitions: transitions.map(({ from, to, event, command, asks }) => ({
      name: command,
      event,
      from,
      to,
      asks: asks.map((name) => {
        const rule = lifecycle.version.rules[name];
        return { rule: name, code: rule.code, rules: cite(rule, profile), sentences: { da: rule.da, en: rule.en } };
      }),
    })),
    diagram: diagram(lifecycle),
  };
}
