/** The lifecycle that a complaint is pinned to, with its rules, its roles and its sentences. */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { UnreadableEvent } from '../../../event-schemas/complaint/upcast.js';
import { currentLifecycle, lifecycles, type LifecycleVersion } from '../../../state-machines/complaint/lifecycles.js';
import { type NoTransition } from '../../../state-machines/complaint/no-transition.js';
import { type RuleName } from '../../../state-machines/complaint/rules.js';
import { Lifecycle, type Situation } from '../../decider/lifecycle.js';
import { type Role } from '../../platform/caller.js';
import { commandNames, steps, type CommandName } from '../steps/steps.js';

export class ComplaintLifecycle extends Lifecycle<RuleName> {
  private readonly roles: ReadonlyMap<CommandName, readonly Role[]>;

  constructor(readonly version: LifecycleVersion) {
    super(version);
    const rolesOf = (name: CommandName) => [
      ...new Set(steps[name].proposes.flatMap((type) => (version.who.get(type) ?? []) as readonly Role[])),
    ];
    this.roles = new Map(commandNames.map((name) => [name, rolesOf(name)]));
  }

  /** Roles that may send this transition at all. */
  rolesOf(name: CommandName): readonly Role[] {
    return this.roles.get(name)!;
  }

  /** Whether the situation knows this transition at all. */
  knows(situation: Situation, name: CommandName): boolean {
    return steps[name].proposes.some((type) => this.step(situation, type).fits);
  }

  /** Why the situation has no such step; `regions` are those that mention its event and do not take it. */
  missing(name: CommandName, { state }: Situation, regions: readonly string[]): NoTransition {
    return this.version.missing(steps[name], state, regions);
  }

  /** Where a complaint of that lifecycle stands in this one; undefined where nothing leads from there to here. */
  seat(of: ComplaintLifecycle, situation: Situation): Situation | undefined {
    if (of === this) return situation;
    const seat = this.version.seats[of.id];
    return seat && this.at(seat(situation.value));
  }
}

const known = new Map<string, ComplaintLifecycle>();

/** One for each version, shared by all offices: what it has learnt of its machine is the same for all. */
export function lifecycleOf(id: string): ComplaintLifecycle {
  let lifecycle = known.get(id);
  if (!lifecycle) {
    const version = Object.hasOwn(lifecycles, id) ? lifecycles[id] : undefined;
    if (!version)
      throw new UnreadableEvent(`lifecycle ${id} is not known to this program; start the program that knows it`);
    known.set(id, (lifecycle = new ComplaintLifecycle(version)));
  }
  return lifecycle;
}

/** What new complaints are pinned to, and what is asked where no complaint is there yet. */
export const newestLifecycle = lifecycleOf(currentLifecycle);

/** The lifecycle that the first event of a complaint pins it to. */
export const lifecycleNamedBy = (first: ComplaintEvent): string =>
  'lifecycle' in first.data ? first.data.lifecycle : '';
/** The profile that it names. */
export const profileNamedBy = (first: ComplaintEvent): string => ('profile' in first.data ? first.data.profile : '');
