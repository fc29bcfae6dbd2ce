/** What an auditor reads: every event with where it led, what each guard was told and answered, and what changed. */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { type RuleName } from '../../../state-machines/complaint/rules.js';
import { ask } from '../../decider/judge.js';
import { type Situation } from '../../decider/lifecycle.js';
import { IllegalHistory } from '../../decider/replay.js';
import { type Profile } from '../../policy/profile.js';
import { cite } from '../write/cite.js';
import {
  lifecycleNamedBy,
  lifecycleOf,
  profileNamedBy,
  type ComplaintLifecycle,
} from '../write/complaint-lifecycle.js';
import { retrace } from '../write/retracing.js';
import { emptyCase, type CaseState } from '../../case/case-state.js';
import { isRetraction } from '../../case/corrected.js';
import { evolve, foldCase } from '../../case/evolve.js';

export interface ReplayedStep {
  readonly revision: number;
  readonly type: string;
  /** In force for this event. */
  readonly lifecycle: string;
  readonly profile: string;
  readonly from: string | null;
  readonly to: string;
  /** The event fits here, was recorded with these states, and every rule it had to keep holds for what it was told. */
  readonly legal: boolean;
  readonly asked: readonly {
    readonly rule: string;
    readonly holds: boolean;
    readonly code: string;
    readonly rules: readonly string[];
    readonly sentences: { readonly da: string; readonly en: string };
  }[];
  readonly changes: readonly Change[];
}
export interface Change {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * Replays each event under the lifecycle and the profile in force then; an event that does not fit is shown as illegal,
 * and what follows is judged from where it says it led.
 */
export function replayReport(
  events: readonly [ComplaintEvent, ...ComplaintEvent[]],
  profileNamed: (id: string) => Profile,
) {
  let lifecycle = lifecycleOf(lifecycleNamedBy(events[0]));
  let profile = profileNamed(profileNamedBy(events[0]));
  let situation: Situation | undefined = lifecycle.initial;
  let caseState = emptyCase(events[0].stream);
  const steps = events.map((event, index): ReplayedStep => {
    if (event.type === 'CaseMoved') {
      const next = lifecycleOf(event.data.lifecycle);
      situation = situation && next.seat(lifecycle, situation);
      [lifecycle, profile] = [next, profileNamed(event.data.profile)];
    }
    const { holds, rules } = lifecycle.version;
    const step: ReturnType<ComplaintLifecycle['step']> | undefined = situation && lifecycle.step(situation, event.type);
    const from = index === 0 ? null : (situation?.state ?? event.from);
    const next = step?.fits ? nextOf(step.next, event, events) : undefined;
    const answers = step?.fits
      ? ask<RuleName>(step, (rule) => holds(rule, { facts: event.data.facts, role: event.actor.role }))
      : [];
    const to = next?.state ?? event.to;
    const legal =
      step?.fits === true &&
      event.revision === index &&
      event.from === from &&
      event.to === to &&
      answers.every((answer) => answer.holds);
    const after = evolve(caseState, event, events);
    const changes = differences(factsOf(caseState), factsOf(after));
    caseState = after;
    situation = next;
    return {
      revision: event.revision,
      type: event.type,
      lifecycle: lifecycle.id,
      profile: profile.id,
      from,
      to: event.to,
      legal,
      changes,
      asked: answers.map(({ rule, holds: answer }) => ({
        rule,
        holds: answer,
        code: rules[rule].code,
        rules: cite(rules[rule], profile),
        sentences: { da: rules[rule].da, en: rules[rule].en },
      })),
    };
  });
  return {
    legal: steps.every(({ legal }) => legal),
    lifecycle: lifecycle.id,
    profile: profile.id,
    steps,
  };
}

/** A retraction leads to where the history leads without the step; nowhere, where it would not lead there. */
function nextOf(next: Situation, event: ComplaintEvent, events: readonly ComplaintEvent[]): Situation | undefined {
  if (!isRetraction(event)) return next;
  try {
    return retrace(events.filter(({ revision }) => revision <= event.revision)).situation;
  } catch (error) {
    if (!(error instanceof IllegalHistory)) throw error;
    return undefined;
  }
}

/** Revision and state are told of each step by themselves. */
const factsOf = ({ revision: _, state: __, movedAt: ___, ...facts }: CaseState) => facts;

/** What differs between a case as it was after two of its events. */
export const changesBetween = (events: readonly ComplaintEvent[], before: number, after: number): readonly Change[] =>
  differences(...([before, after].map((revision) => factsOf(asOf(events, revision))) as [object, object]));

const asOf = (events: readonly ComplaintEvent[], revision: number): CaseState =>
  foldCase(events[0]?.stream ?? '', events.slice(0, revision + 1));

const plain = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null;

/** Leaves that differ, by path. */
export function differences(before: unknown, after: unknown, path = ''): readonly Change[] {
  if (Object.is(before, after)) return [];
  if (plain(before) && plain(after) && Array.isArray(before) === Array.isArray(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      differences(before[key], after[key], path === '' ? key : `${path}.${key}`),
    );
  }
  return [{ path, before: before ?? null, after: after ?? null }];
}
