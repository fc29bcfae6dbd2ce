// The machine walked exhaustively (law 2): its arrows as the configuration declares them, every configuration, every
// step, its guards as truth tables; and, for a profile, the graph of what can really happen. Read by the specs and by
// the mutator, so nothing here asserts: findings are returned.
import { complaintEvents, complaintEventTypes, type ComplaintEventType } from '../../event-schemas/complaint/events.js';
import { everySituation } from '../../libs/complaints/views/lifecycle-walk.js';
import { type ComplaintLifecycle } from '../../libs/complaints/write/complaint-lifecycle.js';
import { judge } from '../../libs/decider/judge.js';
import { type Situation, type Step } from '../../libs/decider/lifecycle.js';
import { roles as everyRole, type Role } from '../../libs/platform/caller.js';
import { type Profile } from '../../libs/policy/profile.js';
import { complaintV2, holds } from '../../state-machines/complaint/complaint.v2.js';
import { rules, type Rule, type RuleName } from '../../state-machines/complaint/rules.js';
import { possible } from './profiles.js';

/** A node of the machine's configuration, as plain data. */
export interface Node {
  readonly id?: string;
  readonly initial?: string;
  readonly on?: { readonly [type: string]: unknown };
  readonly states?: { readonly [name: string]: Node };
}
/** One transition as declared: on which node, for which type, asking what, leading where (undefined: nowhere). */
export interface Arrow {
  readonly key: string;
  readonly path: readonly string[];
  readonly type: ComplaintEventType;
  readonly rules: readonly RuleName[];
  readonly target: string | undefined;
}
export interface Machine {
  readonly lifecycle: ComplaintLifecycle;
  readonly config: Node;
  readonly arrows: readonly Arrow[];
}

export function arrowsOf(config: Node): readonly Arrow[] {
  const visit = (node: Node, path: readonly string[]): Arrow[] => [
    ...Object.entries(node.on ?? {}).map(([type, declared]): Arrow => {
      const { guard, target } = (typeof declared === 'string' ? { target: declared } : declared) as {
        readonly guard?: { readonly params: readonly RuleName[] };
        readonly target?: string;
      };
      return {
        key: `${path.join('.')} ${type}`,
        path,
        type: type as ComplaintEventType,
        rules: guard?.params ?? [],
        target,
      };
    }),
    ...Object.entries(node.states ?? {}).flatMap(([name, child]) => visit(child, [...path, name])),
  ];
  return visit(config, []);
}
export const machineOf = (
  lifecycle: ComplaintLifecycle,
  config: Node = complaintV2.config as unknown as Node,
): Machine => ({ lifecycle, config, arrows: arrowsOf(config) });

/** Every path of active states, region by region: `lifecycle`, `lifecycle.preCase`, `lifecycle.preCase.intake`, … */
function active(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === 'string') return [[...path, value]];
  return Object.entries(value as object).flatMap(([name, below]) => [
    [...path, name],
    ...active(below, [...path, name]),
  ]);
}
const takers = new WeakMap<Machine, Map<string, readonly Arrow[]>>();
/** The arrows that take this type here: in each region the innermost. */
export function arrowsTaking(machine: Machine, situation: Situation, type: ComplaintEventType): readonly Arrow[] {
  let remembered = takers.get(machine);
  if (!remembered) takers.set(machine, (remembered = new Map<string, readonly Arrow[]>()));
  const key = `${type} ${situation.key}`;
  let taking = remembered.get(key);
  if (!taking) remembered.set(key, (taking = innermost(machine, situation, type)));
  return taking;
}

function innermost({ arrows }: Machine, situation: Situation, type: ComplaintEventType): readonly Arrow[] {
  const paths = new Set(active(situation.value).map((path) => path.join('.')));
  const inRegion = new Map<string, Arrow>();
  for (const arrow of arrows) {
    if (arrow.type !== type || !paths.has(arrow.path.join('.'))) continue;
    const region = arrow.path[0] ?? '';
    if ((inRegion.get(region)?.path.length ?? -1) < arrow.path.length) inRegion.set(region, arrow);
  }
  return [...inRegion.values()];
}

export type Facts = { readonly [fact: string]: string };
/** Every combination of the facts that these rules read. */
export function truthTable(
  type: ComplaintEventType,
  asked: readonly RuleName[],
  values: { readonly [fact: string]: readonly string[] } = complaintEvents[type].facts,
): readonly Facts[] {
  const facts = new Set(asked.flatMap((name) => (rules[name] as Rule).fact ?? []));
  return [...facts].reduce<Facts[]>(
    (table, fact) => table.flatMap((row) => (values[fact] ?? []).map((value) => ({ ...row, [fact]: value }))),
    [{}],
  );
}

export interface Explored {
  readonly situations: readonly Situation[];
  /** (configuration, type) asked, and those that fit. */
  readonly asked: number;
  readonly fitting: number;
  /** (arrows, facts, role) judged. */
  readonly judged: number;
  readonly taken: number;
  readonly refused: number;
  /** Keys of arrows that some judgement took. */
  readonly arrows: ReadonlySet<string>;
  /** `arrow/rule` where that rule alone refused. */
  readonly refusals: ReadonlySet<string>;
  readonly findings: readonly string[];
}

const known = new WeakMap<Machine, Explored>();
/** Explored once for each machine. */
export function explore(machine: Machine): Explored {
  let explored = known.get(machine);
  if (!explored) known.set(machine, (explored = exploreAll(machine)));
  return explored;
}

function exploreAll(machine: Machine): Explored {
  const { lifecycle } = machine;
  const situations = [...everySituation(lifecycle)];
  const reached = new Set<string>();
  const refusals = new Set<string>();
  const findings: string[] = [];
  const tables = new Set<string>();
  const counts = { asked: 0, fitting: 0, judged: 0, taken: 0, refused: 0 };
  for (const situation of situations) {
    for (const type of complaintEventTypes) {
      counts.asked += 1;
      const step = lifecycle.step(situation, type);
      if (!step.fits) continue;
      counts.fitting += 1;
      const arrows = arrowsTaking(machine, situation, type);
      if ([...new Set(arrows.flatMap((arrow) => arrow.rules))].sort().join() !== [...new Set(step.rules)].sort().join())
        findings.push(`${type} in ${situation.key} asks other rules than its arrows name`);
      const table = arrows.map(({ key }) => key).join();
      if (tables.has(table)) {
        arrows.forEach(({ key }) => reached.add(key));
        continue;
      } // successors once, guards as one truth table
      tables.add(table);
      for (const facts of truthTable(type, step.rules)) {
        for (const role of everyRole) {
          const verdict = judge(lifecycle, situation, type, (rule) => holds(rule, { facts, role }));
          counts.judged += 1;
          if (verdict.verdict === 'taken') {
            counts.taken += 1;
            arrows.forEach(({ key }) => reached.add(key));
          } else if (verdict.verdict === 'refused') {
            counts.refused += 1;
            const [only, ...more] = verdict.broken;
            if (only !== undefined && more.length === 0)
              for (const arrow of arrows) if (arrow.rules.includes(only)) refusals.add(`${arrow.key}/${only}`);
          } else findings.push(`${type} fits in ${situation.key} and is judged to be no transition`);
        }
      }
    }
  }
  return { situations, ...counts, arrows: reached, refusals, findings };
}

/** One step that can really happen under a profile. */
export interface Edge {
  readonly from: Situation;
  readonly type: ComplaintEventType;
  readonly to: Situation;
  readonly roles: readonly Role[];
  readonly step: Step<RuleName>;
}
export interface Graph {
  readonly profile: Profile;
  readonly nodes: readonly Situation[];
  readonly edges: readonly Edge[];
  readonly from: ReadonlyMap<Situation, readonly Edge[]>;
}

/** Whether each fact can have a value, among those given, for which every rule about it holds. */
export function satisfiable(
  asked: readonly RuleName[],
  values: { readonly [fact: string]: readonly string[] },
): boolean {
  const facts = new Set(asked.flatMap((name) => (rules[name] as Rule).fact ?? []));
  return [...facts].every((fact) =>
    (values[fact] ?? []).some((value) =>
      asked.every((name) => (rules[name] as Rule).fact !== fact || ((rules[name] as Rule).holds ?? []).includes(value)),
    ),
  );
}
export const rolesAsked = (asked: readonly RuleName[]): readonly Role[] =>
  everyRole.filter((role) =>
    asked.every((name) => {
      const rule: Rule = rules[name];
      return !rule.roles || rule.roles.includes(role);
    }),
  );

/** Every configuration that the profile's own facts lead to, and every step between them. */
export function graphOf({ lifecycle }: Machine, profile: Profile): Graph {
  const nodes = new Set([lifecycle.initial]);
  const edges: Edge[] = [];
  const from = new Map<Situation, Edge[]>();
  for (const node of nodes) {
    const out: Edge[] = [];
    for (const type of complaintEventTypes) {
      const step = lifecycle.step(node, type);
      if (!step.fits) continue;
      const values = possible(profile, type, node);
      const roles = rolesAsked(step.rules);
      if (!values || roles.length === 0 || !satisfiable(step.rules, values)) continue;
      out.push({ from: node, type, to: step.next, roles, step });
      nodes.add(step.next);
    }
    from.set(node, out);
    edges.push(...out);
  }
  return { profile, nodes: [...nodes], edges, from };
}
