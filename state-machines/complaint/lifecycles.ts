/**
 * Every version of the lifecycle that a complaint can be pinned to, each a package: its machine, its rules, who may do
 * what, what holds, and what is said where a step is missing. A version stays for as long as a store may hold a case of
 * it (law 8); steps and what they decide are there once, for the newest.
 */
import { type AnyStateMachine } from 'xstate';
import { type ComplaintEventType } from '../../event-schemas/complaint/events.js';
import { apiState, complaintV1, holds, type MachineEvent } from './complaint.v1.js';
import { noTransition, type NoTransition, type StepAsked } from './no-transition.js';
import { rules, type Rule, type RuleName } from './rules.js';

export interface LifecycleVersion {
  readonly id: string;
  readonly machine: AnyStateMachine;
  /** The region whose state the API shows, and the name it gives the state. */
  readonly region: string;
  readonly nameOf: (path: readonly string[]) => string;
  readonly rules: { readonly [Name in RuleName]: Rule };
  /** The roles that may bring an event about. */
  readonly who: ReadonlyMap<ComplaintEventType, readonly string[]>;
  /** Whether one rule holds for an event. */
  readonly holds: (rule: RuleName, event: Pick<MachineEvent, 'facts' | 'role'>) => boolean;
  /** Why a step is none in this state; `regions` are those that mention its event and do not take it. */
  readonly missing: (step: StepAsked, state: string, regions: readonly string[]) => NoTransition;
}

export const lifecycles: { readonly [id: string]: LifecycleVersion } = {
  'complaint/1': {
    id: 'complaint/1',
    machine: complaintV1,
    region: 'lifecycle',
    nameOf: apiState,
    rules,
    who: rolesIn(complaintV1, rules),
    holds,
    missing: noTransition,
  },
};

/** What a new complaint is pinned to. */
export const currentLifecycle = 'complaint/1';

type Node = { readonly on?: object; readonly states?: { readonly [name: string]: Node } };
type Transition = { readonly guard?: { readonly params?: readonly RuleName[] } };

/** Event type → roles that may bring it about, as the machine's own transitions say. */
function rolesIn({ config }: AnyStateMachine, of: LifecycleVersion['rules']): LifecycleVersion['who'] {
  const who = new Map<ComplaintEventType, readonly string[]>();
  const visit = (node: Node): void => {
    for (const [type, { guard }] of Object.entries(node.on ?? {}) as [ComplaintEventType, Transition][]) {
      const named = guard?.params?.find((name) => of[name].roles);
      if (named) who.set(type, of[named].roles!);
    }
    Object.values(node.states ?? {}).forEach(visit);
  };
  visit(config as Node);
  return who;
}
