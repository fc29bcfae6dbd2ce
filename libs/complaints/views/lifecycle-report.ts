/**
 * The machine as data: its states, its transitions with what they ask, and a diagram in Mermaid. As it was drawn from
 * the machine itself; a check fails where the machine is another by now.
 */
import { type RuleName } from '../../../state-machines/complaint/rules.js';
import { type Profile } from '../../policy/profile.js';
import { cite } from '../write/cite.js';
import { stepBehind, type CommandName } from '../steps/steps.js';
import { type ComplaintLifecycle } from '../write/complaint-lifecycle.js';
import { askedTogether, drawnLifecycle, drawnTransitions } from './drawn-transitions.js';

export interface DrawnTransition {
  readonly from: string | null;
  readonly to: string;
  readonly event: string;
  readonly command: string;
  readonly asks: readonly RuleName[];
}

/** A Mermaid state diagram of the steps that move. */
export function diagram(transitions: readonly DrawnTransition[]): string {
  const name = (state: string | null) => (state === null ? '[*]' : state.replaceAll('.', '_'));
  const arrows = new Map<string, Set<string>>();
  for (const { from, to, command } of transitions) {
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

const transitions: readonly DrawnTransition[] = drawnTransitions.map(([from, event, to, asks]) => ({
  from,
  to,
  event,
  command: stepBehind(event),
  asks: askedTogether[asks]!,
}));
/** The rules that a step asks in whatever state. */
export const rulesAskedBy = (name: CommandName): ReadonlySet<RuleName> =>
  new Set(transitions.flatMap(({ command, asks }) => (command === name ? asks : [])));

/** What `GET /lifecycle` answers, with the rule ids of this profile. */
export function lifecycleReport(lifecycle: ComplaintLifecycle, profile: Profile) {
  if (lifecycle.id !== drawnLifecycle) throw new Error(`${drawnLifecycle} is drawn, not ${lifecycle.id}: npm run draw`);
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
    diagram: diagram(transitions),
  };
}
