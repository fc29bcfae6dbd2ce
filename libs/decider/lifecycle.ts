/**
 * A lifecycle asked step by step. An event *fits* when every region that mentions its type takes it by exactly one
 * transition, guards aside; `replay` takes what fits, `judge` asks the rules that those transitions name (law 1). Every
 * answer is remembered by (situation, event type), so that a machine is asked once for each. Nothing in here knows a
 * complaint.
 */
import { transition, type AnyStateMachine, type AnyStateNode, type StateValue } from 'xstate';

/** Where a history stands: one interned object for each configuration of the machine. */
export interface Situation {
  readonly key: string;
  readonly value: StateValue;
  /** The lifecycle region's state as the API names it. */
  readonly state: string;
}

/** A step that fits: where it leads, and the rules it asks, in the machine's own order. */
export interface Step<Rule extends string = string> {
  readonly fits: true;
  readonly next: Situation;
  readonly rules: readonly Rule[];
}

/** A step that does not fit, and the regions that mention the type but do not take it. */
export interface NoTransition {
  readonly fits: false;
  readonly regions: readonly string[];
}

export interface LifecycleOptions {
  readonly id: string;
  readonly machine: AnyStateMachine;
  /** The region whose state the API shows. */
  readonly region: string;
  readonly nameOf: (path: readonly string[]) => string;
}

/** The one path of state names through a region's value. */
export function pathOf(value: StateValue | undefined): readonly string[] {
  if (value === undefined) return [];
  if (typeof value === 'string') return [value];
  const [name] = Object.keys(value);
  return name === undefined ? [] : [name, ...pathOf(value[name])];
}

/**
 * Every type that a state or one below it has a transition for; `node.events` would leave out those that neither move
 * nor act.
 */
function typesIn(node: AnyStateNode): ReadonlySet<string> {
  return new Set([...node.transitions.keys(), ...Object.values(node.states).flatMap((child) => [...typesIn(child)])]);
}

export class Lifecycle<Rule extends string = string> {
  readonly id: string;
  readonly initial: Situation;
  private readonly lenient: AnyStateMachine;
  private readonly situations = new Map<string, Situation>();
  private readonly steps = new Map<Situation, Map<string, Step<Rule> | NoTransition>>();
  /** Region → the event types it mentions anywhere. */
  private readonly mentions: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(private readonly options: LifecycleOptions) {
    this.id = options.id;
    this.lenient = options.machine.provide({ guards: { allow: () => true } });
    this.mentions = new Map(Object.entries(this.lenient.root.states).map(([region, node]) => [region, typesIn(node)]));
    this.initial = this.intern(this.lenient.resolveState({ value: {}, context: {} }).value as StateValue);
  }

  /** What this type of event does in this situation. */
  step(situation: Situation, type: string): Step<Rule> | NoTransition {
    let known = this.steps.get(situation);
    if (!known) this.steps.set(situation, (known = new Map<string, Step<Rule> | NoTransition>()));
    let step = known.get(type);
    if (!step) known.set(type, (step = this.ask(situation, type)));
    return step;
  }

  /** The situation that this configuration is. */
  at(value: StateValue): Situation {
    return this.intern(value);
  }

  /** The types that fit here. */
  fitting(situation: Situation, types: readonly string[]): readonly string[] {
    return types.filter((type) => this.step(situation, type).fits);
  }

  /** How many configurations have been met; bounded by the machine, not by the histories. */
  get configurations(): number {
    return this.situations.size;
  }

  private ask(situation: Situation, type: string): Step<Rule> | NoTransition {
    const mentioning = [...this.mentions].filter(([, types]) => types.has(type)).map(([region]) => region);
    const snapshot = this.lenient.resolveState({ value: situation.value, context: {} });
    const event = { type };
    const taken = this.lenient.getTransitionData(snapshot, event);
    const regionOf = (path: readonly string[]) => path[0] ?? '';
    const missing = mentioning.filter(
      (region) => taken.filter(({ source }) => regionOf(source.path) === region).length !== 1,
    );
    if (mentioning.length === 0 || missing.length > 0) return { fits: false, regions: missing };
    const rules = taken.flatMap(({ guard }) =>
      typeof guard === 'object' && 'params' in guard ? (guard.params as readonly Rule[]) : [],
    );
    const [after] = transition(this.lenient, snapshot, event);
    return { fits: true, next: this.intern((after as { value: StateValue }).value), rules };
  }

  private intern(value: StateValue): Situation {
    const key = JSON.stringify(value);
    let situation = this.situations.get(key);
    if (!situation) {
      const region = (value as { readonly [region: string]: StateValue })[this.options.region];
      situation = Object.freeze({ key, value, state: this.options.nameOf(pathOf(region)) });
      this.situations.set(key, situation);
    }
    return situation;
  }
}
