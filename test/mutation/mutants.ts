// Small changes of the guard table, each of which some check must notice: a rule dropped, a rule's values negated, a
// code swapped, a target or a role changed, a transition taken away. A mutant is a machine (or the rules under it) and
// the way back.
import { createMachine, type AnyStateMachine } from 'xstate';
import { complaintEvents, type ComplaintEventType } from '../../event-schemas/complaint/events.js';
import { type NoTransition, type Situation, type Step } from '../../libs/decider/lifecycle.js';
import { roles as everyRole } from '../../libs/platform/caller.js';
import { complaintV2, holds, type MachineEvent } from '../../state-machines/complaint/complaint.v2.js';
import { ComplaintLifecycle, newestLifecycle as base } from '../../libs/complaints/write/complaint-lifecycle.js';
import { rules, type Rule, type RuleName } from '../../state-machines/complaint/rules.js';
import { arrowsOf, machineOf, type Arrow, type Machine, type Node } from '../machine/explore.js';

export interface Mutant {
  readonly kind: 'drop' | 'negate' | 'code' | 'target' | 'role' | 'remove';
  readonly says: string;
  /** Runs with the change in place, and puts it back. */
  readonly within: <Result>(run: (machine: Machine) => Result) => Result;
}

const config = complaintV2.config as unknown as Node;

/** A lifecycle that differs from the true one in the steps of one event type; the others are remembered from it. */
class Changed extends ComplaintLifecycle {
  private readonly own = new Map<Situation, Step<RuleName> | NoTransition>();

  constructor(
    machine: AnyStateMachine,
    private readonly type?: ComplaintEventType,
  ) {
    super({ ...base.version, machine });
    Object.assign(this, { initial: base.initial });
  }

  override step(situation: Situation, type: string): Step<RuleName> | NoTransition {
    if (type !== this.type) return base.step(situation, type);
    let step = this.own.get(situation);
    if (!step) {
      step = super.step(situation, type);
      if (step.fits) step = { ...step, next: base['intern'](step.next.value) };
      this.own.set(situation, step);
    }
    return step;
  }
}

type Declared = { guard?: { type: string; params: readonly RuleName[] }; target?: string };
/** The machine with one arrow declared otherwise, or not at all. */
function redeclared(arrow: Arrow, change: (declared: Declared) => Declared | undefined): Machine {
  const { schemas: _, ...plain } = config as Node & { readonly schemas?: unknown };
  const changed = structuredClone(plain) as { states?: { [name: string]: unknown }; on?: { [type: string]: unknown } };
  const node = arrow.path.reduce((at, name) => at.states![name] as typeof changed, changed);
  const declared = node.on![arrow.type];
  const result = change(typeof declared === 'string' ? { target: declared } : structuredClone(declared as Declared));
  if (result === undefined) delete node.on![arrow.type];
  else node.on![arrow.type] = result;
  const machine = createMachine(changed as never, {
    guards: {
      allow: (({ event }: { event: MachineEvent }, names: readonly RuleName[]) =>
        names.every((name) => holds(name, event))) as never,
    },
  });
  return machineOf(new Changed(machine, arrow.type), changed as Node);
}
const byArrow = (
  kind: Mutant['kind'],
  says: string,
  arrow: Arrow,
  change: (declared: Declared) => Declared | undefined,
): Mutant => ({
  kind,
  says,
  within: (run) => run(redeclared(arrow, change)),
});
const byRule = (kind: Mutant['kind'], says: string, name: RuleName, change: Partial<Rule>): Mutant => ({
  kind,
  says,
  within: (run) => {
    const rule = rules[name] as { -readonly [Field in keyof Rule]: Rule[Field] };
    const before = { ...rule };
    Object.assign(rule, change);
    try {
      return run(machineOf(new Changed(complaintV2)));
    } finally {
      Object.assign(rule, before);
    }
  },
});

export function mutantsOf(random: () => number): readonly Mutant[] {
  const arrows = arrowsOf(config);
  const names = Object.keys(rules) as readonly RuleName[];
  const some = <Value>(values: readonly Value[], count: number): readonly Value[] =>
    values
      .map((value) => ({ value, place: random() }))
      .sort((one, other) => one.place - other.place)
      .slice(0, count)
      .map(({ value }) => value);
  const ids = idsOf(config);
  const whose = names.filter((name) => (rules[name] as Rule).roles);
  const mutants: Mutant[] = [];

  for (const arrow of arrows) {
    for (const name of arrow.rules)
      mutants.push(
        byArrow('drop', `${arrow.key} no longer asks ${name}`, arrow, (declared) => ({
          ...declared,
          guard: { type: 'allow', params: arrow.rules.filter((other) => other !== name) },
        })),
      );
    mutants.push(byArrow('remove', `${arrow.key} is gone`, arrow, () => undefined));
    const siblings =
      arrow.path[0] === 'lifecycle' ? ids.map((id) => `#${id}`) : Object.keys(config.states![arrow.path[0]!]!.states!);
    const elsewhere = siblings.filter(
      (target) =>
        target !== arrow.target && !(arrow.target === undefined && target.replace('#', '') === arrow.path.at(-1)),
    );
    for (const target of some(elsewhere, arrow.path[0] === 'lifecycle' ? 2 : 1))
      mutants.push(
        byArrow('target', `${arrow.key} leads to ${target}`, arrow, (declared) => ({ ...declared, target })),
      );
    if (arrow.target !== undefined)
      mutants.push(byArrow('target', `${arrow.key} leads nowhere`, arrow, ({ target: _, ...declared }) => declared));
    const who = arrow.rules.find((name) => whose.includes(name));
    if (who)
      for (const other of some(
        whose.filter((name) => name !== who),
        2,
      ))
        mutants.push(
          byArrow('role', `${arrow.key} asks ${other} and not ${who}`, arrow, (declared) => ({
            ...declared,
            guard: { type: 'allow', params: arrow.rules.map((name) => (name === who ? other : name)) },
          })),
        );
  }
  for (const name of names) {
    const rule: Rule = rules[name];
    const values = new Set(
      arrows
        .filter((arrow) => arrow.rules.includes(name))
        .flatMap(({ type }) => complaintEvents[type].facts[rule.fact ?? ''] ?? []),
    );
    mutants.push(
      byRule(
        'negate',
        `${name} holds where it did not`,
        name,
        rule.roles
          ? { roles: everyRole.filter((role) => !rule.roles!.includes(role)) }
          : { holds: [...values].filter((value) => !rule.holds!.includes(value)) },
      ),
    );
    const [code] = some(
      [...new Set(names.map((other) => rules[other].code))].filter((other) => other !== rule.code),
      1,
    );
    mutants.push(byRule('code', `${name} says ${code}`, name, { code: code! }));
  }
  return some(mutants, mutants.length);
}

function idsOf(node: Node): readonly string[] {
  return [...(node.id && node !== config ? [node.id] : []), ...Object.values(node.states ?? {}).flatMap(idsOf)];
}
