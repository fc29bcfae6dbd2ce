/**
 * Every version of the lifecycle that a complaint can be pinned to. Steps are taken under the newest alone: it has
 * steps, decisions and what is said where a step is missing. An older one is data, and stays for as long as a store may
 * hold a history made under it (law 8): its machine, its rules with their sentences, who may do what and what holds.
 */
import { createMachine, type AnyStateMachine, type StateValue } from 'xstate';
import { type ComplaintEventType } from '../../event-schemas/complaint/events.js';
import { complaint1 } from './complaint.v1.js';
import { apiState, complaintV2, holdsIn, type MachineEvent } from './complaint.v2.js';
import { noTransition, type NoTransition, type StepAsked } from './no-transition.js';
import { rules, type Rule, type RuleName } from './rules.js';

/** What a step does to the lifecycle: it moves it, ends it, or neither. */
export const stepGroups = ['moves', 'records', 'ends'] as const;
export type StepGroup = (typeof stepGroups)[number];
const ends: readonly string[] = ['closed', 'endedWithoutCase'];
/** What a step does that leads from this state to that one, both as the API names them. */
export const groupBetween = (from: string, to: string): StepGroup =>
  from === to ? 'records' : ends.includes(to) ? 'ends' : 'moves';
/** Of several events that a step can lead to. */
export function groupOf(groups: readonly StepGroup[]): StepGroup {
  if (groups.includes('moves')) return 'moves';
  return groups.length > 0 && groups.every((group) => group === 'ends') ? 'ends' : 'records';
}

export interface LifecycleVersion {
  readonly id: string;
  readonly machine: AnyStateMachine;
  /** The region whose state the API shows, and the name it gives the state. */
  readonly region: string;
  readonly nameOf: (path: readonly string[]) => string;
  /** Of an older version: those that its own machine names, and no others. */
  readonly rules: { readonly [Name in RuleName]: Rule };
  /** The roles that may bring an event about. */
  readonly who: ReadonlyMap<ComplaintEventType, readonly string[]>;
  /** Where each event leads, whatever state it is taken in: to an end, to another state, or nowhere. */
  readonly groups: ReadonlyMap<ComplaintEventType, StepGroup>;
  /** Whether one rule holds for an event. */
  readonly holds: (rule: RuleName, event: Pick<MachineEvent, 'facts' | 'role'>) => boolean;
  /** Why the newest has no such step in this state; `regions` are those that mention its event and do not take it. */
  readonly missing: (step: StepAsked, state: string, regions: readonly string[]) => NoTransition;
  /** Where a situation of an older version stands in this one: a move seats it there. */
  readonly seats: { readonly [older: string]: (value: StateValue) => StateValue };
}

/** What new complaints are pinned to, and what every step is taken under. */
export const currentLifecycle = 'complaint/2';

export const lifecycles: { readonly [id: string]: LifecycleVersion } = {
  'complaint/1': frozen(complaint1),
  'complaint/2': version('complaint/2', complaintV2, rules, {
    // No state of the first version went, none changed its meaning.
    'complaint/1': (value) => value,
  }),
};

function version(
  id: string,
  machine: AnyStateMachine,
  of: LifecycleVersion['rules'],
  seats: LifecycleVersion['seats'],
): LifecycleVersion {
  return {
    id,
    machine,
    region: 'lifecycle',
    nameOf: apiState,
    rules: of,
    who: rolesIn(machine, of),
    groups: groupsIn(machine),
    holds: holdsIn(of),
    missing: noTransition,
    seats,
  };
}

interface Frozen {
  readonly id: string;
  readonly config: object;
  readonly rules: { readonly [name: string]: Rule };
}

function frozen({ id, config, rules: own }: Frozen): LifecycleVersion {
  const of = own as LifecycleVersion['rules'];
  const holds = holdsIn(of);
  const machine = createMachine(structuredClone(config), {
    guards: {
      allow: ({ event }, names) => (names as readonly RuleName[]).every((name) => holds(name, event as MachineEvent)),
    },
  });
  return version(id, machine, of, {});
}

type Node = { readonly on?: object; readonly states?: { readonly [name: string]: Node } };
type Transition = { readonly guard?: { readonly params?: readonly RuleName[] }; readonly target?: string };

/** Event type → roles that may bring it about in some state, as the machine's own transitions say. */
function rolesIn({ config }: AnyStateMachine, of: LifecycleVersion['rules']): LifecycleVersion['who'] {
  const who = new Map<ComplaintEventType, readonly string[]>();
  const visit = (node: Node): void => {
    for (const [type, { guard }] of Object.entries(node.on ?? {}) as [ComplaintEventType, Transition][]) {
      const named = guard?.params?.find((name) => of[name].roles);
      if (named) who.set(type, [...new Set([...(who.get(type) ?? []), ...of[named].roles!])]);
    }
    Object.values(node.states ?? {}).forEach(visit);
  };
  visit(config as Node);
  return who;
}

function groupsIn({ config }: AnyStateMachine): LifecycleVersion['groups'] {
  const found = new Map<ComplaintEventType, StepGroup[]>();
  const visit = (node: Node): void => {
    for (const [type, { target }] of Object.entries(node.on ?? {}) as [ComplaintEventType, Transition][]) {
      const group = target === undefined ? 'records' : ends.includes(target.slice(1)) ? 'ends' : 'moves';
      found.set(type, [...(found.get(type) ?? []), group]);
    }
    Object.values(node.states ?? {}).forEach(visit);
  };
  visit((config as Node).states?.['lifecycle'] ?? {});
  return new Map([...found].map(([type, groups]) => [type, groupOf(groups)]));
}
