/**
 * What is told about each transition: read from the command, the machine and the rules, so that it cannot say anything
 * else than they do.
 */
import { stepGroups, steps as declared, type CommandName } from '../../../libs/complaints/steps/steps.js';
import { newestLifecycle } from '../../../libs/complaints/write/complaint-lifecycle.js';
import { fieldsOf, type Class, type Condition, type Kind } from '../../../libs/complaints/steps/fields.js';
import { type Role } from '../../../libs/platform/caller.js';
import { type Sentences } from '../../../libs/platform/refusal.js';
import { type Rule, type RuleName } from '../../../state-machines/complaint/rules.js';

export interface StepField {
  /** `complainant.cpr`, `referrals[].department`. */
  readonly path: string;
  readonly kind: Kind;
  readonly list: boolean;
  readonly required: boolean;
  readonly neededWhen: Condition | null;
  readonly onlyWhen: Condition | null;
  /** The closed list, where there is one. */
  readonly values: readonly string[];
}

export interface Step {
  readonly name: CommandName;
  readonly title: Sentences;
  /** Begins a complaint; has no predecessor and so no If-Match. */
  readonly starting: boolean;
  /** As the step declares it. */
  readonly address: string | null;
  readonly systemOnly: boolean;
  readonly roles: readonly Role[];
  /** Lifecycle states in which it can be taken. */
  readonly states: readonly string[];
  readonly fields: readonly StepField[];
  readonly rules: readonly Rule[];
  readonly events: readonly string[];
}

const taken = readMachine();

/** Every transition, in the order in which they are read. */
export const steps: readonly Step[] = stepGroups.flatMap((group) => group.steps.map(({ name }) => stepOf(name)));
export const stepNamed = (name: CommandName): Step => steps.find((step) => step.name === name)!;

function stepOf(name: CommandName): Step {
  const { title, starting, address, phase, body, proposes } = declared[name];
  const found = proposes.map((type) => taken.get(type) ?? { states: [], rules: [] });
  const asked = [...new Set(found.flatMap((each) => each.rules))].map((rule) => newestLifecycle.version.rules[rule]);
  return {
    name,
    title,
    starting,
    address,
    systemOnly: phase === 'reaction',
    roles: newestLifecycle.rolesOf(name),
    states: [...new Set(found.flatMap(({ states }) => states))],
    fields: fieldsIn(body),
    rules: asked.filter(({ roles }) => roles === undefined),
    events: proposes,
  };
}

function fieldsIn(of: Class, path = ''): readonly StepField[] {
  return [...fieldsOf(of).values()].flatMap((field) => {
    const own: StepField = {
      path: path + field.name,
      kind: field.kind,
      list: field.list !== null,
      required: field.required,
      neededWhen: field.neededWhen,
      onlyWhen: field.onlyWhen,
      values: Array.isArray(field.schema.enum) ? (field.schema.enum as readonly string[]) : [],
    };
    return field.of ? [own, ...fieldsIn(field.of(), `${own.path}${field.list ? '[]' : ''}.`)] : [own];
  });
}

interface Taken {
  readonly states: string[];
  readonly rules: RuleName[];
}
type Node = { readonly on?: object; readonly states?: { readonly [name: string]: Node } };
type Transition = { readonly guard?: { readonly params?: readonly RuleName[] } };

/** Event type → the states of the lifecycle that take it, and every rule that any region asks. */
function readMachine(): ReadonlyMap<string, Taken> {
  const { machine, region: shown, nameOf } = newestLifecycle.version;
  const all = new Map<string, Taken>();
  const visit = (node: Node, path: readonly string[], region: string): void => {
    for (const [type, transition] of Object.entries(node.on ?? {}) as [string, Transition][]) {
      const entry = all.get(type) ?? { states: [], rules: [] };
      all.set(type, entry);
      entry.rules.push(...(transition.guard?.params ?? []));
      if (region === shown) entry.states.push(...leaves(node, path).map(nameOf));
    }
    for (const [name, child] of Object.entries(node.states ?? {})) visit(child, [...path, name], region);
  };
  for (const [region, node] of Object.entries((machine.config as Node).states ?? {})) visit(node, [], region);
  return all;
}

function leaves(node: Node, path: readonly string[]): readonly (readonly string[])[] {
  const children = Object.entries(node.states ?? {});
  return children.length === 0 ? [path] : children.flatMap(([name, child]) => leaves(child, [...path, name]));
}
