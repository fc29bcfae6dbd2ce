/**
 * One transition considered: what it would append, or why not. Pure; the same for a command that is sent, a step that
 * is explained and a test.
 */
import { type Candidate, type ComplaintEventType } from '../../../event-schemas/complaint/events.js';
import { complaintV1, holds } from '../../../state-machines/complaint/complaint.v1.js';
import { noTransition } from '../../../state-machines/complaint/no-transition.js';
import { rules, type RuleName } from '../../../state-machines/complaint/rules.js';
import { type Lifecycle, type Situation } from '../../decider/lifecycle.js';
import { judge } from '../../decider/judge.js';
import { type Profile } from '../../policy/profile.js';
import { type LocalDate } from '../../policy/calendar.js';
import { type Role } from '../../platform/caller.js';
import { type Refusal } from '../../platform/refusal.js';
import { refusalOf, refusalsOf } from './cite.js';
import { type CommandName, type Commands } from '../steps/commands.js';
import { decide, proposes, UnknownReference } from '../steps/decide.js';
import { type CaseState, emptyCase } from '../../case/case-state.js';

export type ComplaintLifecycle = Lifecycle<RuleName>;

/** Where a complaint stands: everything the write path needs, nothing that is personal in the clear. */
export interface ComplaintStatus {
  readonly stream: string;
  /** Revision and position of the last event; -1 and 0n before the first. */
  readonly revision: number;
  readonly position: bigint;
  readonly situation: Situation;
  readonly caseState: CaseState;
}

export const nothingYet = (stream: string, lifecycle: ComplaintLifecycle): ComplaintStatus => ({
  stream,
  revision: -1,
  position: 0n,
  situation: lifecycle.initial,
  caseState: emptyCase(stream),
});

export interface Evaluation {
  readonly standing: ComplaintStatus;
  readonly lifecycle: ComplaintLifecycle;
  readonly profile: Profile;
  readonly today: LocalDate;
  readonly sub: string;
  readonly roles: readonly Role[];
}

export type Verdict =
  | { readonly taken: true; readonly candidate: Candidate; readonly next: Situation; readonly role: Role }
  | { readonly taken: false; readonly why: 'refused'; readonly refusals: readonly [Refusal, ...Refusal[]] }
  | { readonly taken: false; readonly why: 'invalid'; readonly field: string };

const whoByEvent = readWho();
/** Event type → roles that may bring it about, as the machine's own transitions say. */
function readWho(): ReadonlyMap<string, readonly Role[]> {
  const who = new Map<string, readonly Role[]>();
  const visit = (node: { readonly on?: object; readonly states?: object }): void => {
    for (const [type, transition] of Object.entries(node.on ?? {}) as [
      string,
      { guard?: { params?: readonly RuleName[] } },
    ][]) {
      const named = transition.guard?.params?.find((name) => 'roles' in rules[name]);
      const rule = named === undefined ? undefined : rules[named];
      if (rule && 'roles' in rule) who.set(type, rule.roles as readonly Role[]);
    }
    Object.values(node.states ?? {}).forEach((child) => visit(child as object));
  };
  visit(complaintV1.config);
  return who;
}

/** Roles that may send this transition at all (403 before anything else is looked at). */
export const rolesOf = (name: CommandName): readonly Role[] => whoByCommand[name];
const whoByCommand = Object.fromEntries(
  Object.entries(proposes).map(([name, types]) => [
    name,
    [...new Set(types.flatMap((type) => whoByEvent.get(type) ?? []))],
  ]),
) as unknown as { readonly [Name in CommandName]: readonly Role[] };
/** The role a caller acts in: the least of those that suffice. */
export const actsAs = (roles: readonly Role[], allowed: readonly Role[]): Role | undefined =>
  allowed.find((role) => roles.includes(role));

/** Whether the state knows this transition at all. */
export const knows = (lifecycle: ComplaintLifecycle, situation: Situation, name: CommandName): boolean =>
  proposes[name].some((type: ComplaintEventType) => lifecycle.step(situation, type).fits);

export function evaluate<Name extends CommandName>(
  name: Name,
  body: Commands[Name],
  { standing, lifecycle, profile, today, sub, roles }: Evaluation,
): Verdict {
  const { caseState, situation, revision } = standing;
  const missing = (regions: readonly string[]): Verdict => ({
    taken: false,
    why: 'refused',
    refusals: [refusalOf(noTransition(name, situation.state, regions), profile)],
  });
  let candidate: Candidate;
  try {
    candidate = decide[name](body, {
      caseState,
      state: situation.state,
      profile,
      today,
      revision: revision + 1,
      sub,
      lifecycle: lifecycle.id,
    });
  } catch (error) {
    if (!(error instanceof UnknownReference)) throw error;
    return knows(lifecycle, situation, name)
      ? { taken: false, why: 'invalid', field: error.field }
      : missing(['lifecycle']);
  }
  const role = actsAs(roles, rolesOf(name)) ?? roles[0] ?? 'citizen';
  const event = { facts: candidate.data.facts as { readonly [fact: string]: string }, role };
  const judgement = judge(lifecycle, situation, candidate.type, (rule) => holds(rule, event));
  if (judgement.verdict === 'taken') return { taken: true, candidate, next: judgement.next, role };
  if (judgement.verdict === 'noTransition') return missing(judgement.regions);
  const [first, ...also] = refusalsOf(judgement.broken, profile);
  if (!first) throw new Error(`${name} was refused by no rule`);
  return { taken: false, why: 'refused', refusals: [first, ...also] };
}
