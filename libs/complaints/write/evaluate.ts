/**
 * One transition evaluated: what it would append, or why not. Pure; the same for a command that is sent, a step that
 * is explained and a test.
 */
import { type Candidate, type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { type Situation } from '../../decider/lifecycle.js';
import { judge } from '../../decider/judge.js';
import { type Profile } from '../../policy/profile.js';
import { type LocalDate } from '../../policy/calendar.js';
import { actsAs, type Role } from '../../platform/caller.js';
import { type FieldError, type Refusal } from '../../platform/refusal.js';
import { refused } from '../../platform/refused.js';
import { refusalOf, refusalsOf } from './cite.js';
import { InvalidField } from '../steps/step.js';
import { steps, type CommandName, type Commands } from '../steps/steps.js';
import { newestLifecycle, type ComplaintLifecycle } from './complaint-lifecycle.js';
import { retraced } from './retracing.js';
import { emptyCase, type CaseState } from '../../case/case-state.js';

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
  /** That it stands under: steps are taken in the newest, so one of an older is judged from its place in that. */
  readonly lifecycle: ComplaintLifecycle;
  readonly profile: Profile;
  /** Profiles that a complaint can be moved to, by their ids; none where nothing is moved. */
  readonly profileNamed?: ((id: string) => Profile | undefined) | undefined;
  /** The complaint that the body names, where it is at hand. */
  readonly other?: CaseState | undefined;
  readonly today: LocalDate;
  readonly sub: string;
  readonly roles: readonly Role[];
  /** The events so far, sealed or not: for steps that look back. */
  readonly history?: readonly ComplaintEvent[] | undefined;
}

export type Verdict =
  | { readonly taken: true; readonly candidate: Candidate; readonly next: Situation; readonly role: Role }
  | { readonly taken: false; readonly why: 'refused'; readonly refusals: readonly [Refusal, ...Refusal[]] }
  | { readonly taken: false; readonly why: 'invalid'; readonly error: FieldError };

export function evaluate<Name extends CommandName>(
  name: Name,
  body: Commands[Name],
  { standing, lifecycle: own, profile, profileNamed, other, today, sub, roles, history }: Evaluation,
): Verdict {
  const { caseState, revision } = standing;
  const lifecycle = taking(own);
  const situation = lifecycle.seat(own, standing.situation);
  if (!situation) return { taken: false, why: 'refused', refusals: [outdated()] };
  const missing = (regions: readonly string[]): Verdict => ({
    taken: false,
    why: 'refused',
    refusals: [refusalOf(lifecycle.missing(name, situation, regions), profile)],
  });
  const role = actsAs(roles, lifecycle.rolesOf(name)) ?? roles[0] ?? 'citizen';
  let candidate: Candidate;
  try {
    candidate = steps[name].decide(body, {
      caseState,
      state: situation.state,
      profile,
      today,
      revision: revision + 1,
      sub,
      role,
      roles,
      lifecycle: lifecycle.id,
      profileNamed,
      history,
      retraced: history && ((undoes) => retraced(history, undoes)),
      other,
    });
  } catch (error) {
    if (!(error instanceof InvalidField)) throw error;
    const { field, code, sentences } = error;
    return lifecycle.knows(situation, name)
      ? { taken: false, why: 'invalid', error: { field, code, sentences } }
      : missing(['lifecycle']);
  }
  const event = { facts: candidate.data.facts as { readonly [fact: string]: string }, role };
  const judgement = judge(lifecycle, situation, candidate.type, (rule) => lifecycle.version.holds(rule, event));
  if (judgement.verdict === 'taken') {
    const back = candidate.type === 'StepRetracted' ? retraced(history!, candidate.data.undoes).back : null;
    return { taken: true, candidate, next: back ?? judgement.next, role };
  }
  if (judgement.verdict === 'noTransition') return missing(judgement.regions);
  const named = steps[name].departmentsLacking?.(caseState) ?? {};
  const [first, ...also] = refusalsOf(judgement.broken, lifecycle.version, profile).map((refusal) =>
    naming(refusal, named[refusal.code]),
  );
  if (!first) throw new Error(`${name} was refused by no rule`);
  return { taken: false, why: 'refused', refusals: [first, ...also] };
}

/** The lifecycle that steps of a complaint of this one are taken under. */
export const taking = (own: ComplaintLifecycle): ComplaintLifecycle =>
  own.id in newestLifecycle.version.seats ? newestLifecycle : own;

/** A refusal that is about some departments names them. */
function naming(refusal: Refusal, departments: readonly string[] = []): Refusal {
  if (departments.length === 0) return refusal;
  const { da, en } = refusal.sentences;
  const list = departments.join(', ');
  return { ...refusal, departments, sentences: { da: `${da} Mangler: ${list}.`, en: `${en} Missing: ${list}.` } };
}

const outdated = (): Refusal => refused('LIFECYCLE_OUTDATED').refusal;
