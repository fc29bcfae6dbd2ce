/**
 * Which steps would have been refused had what they rest on been written down rightly: they stand, and are named
 * (docs/decisions/0023). Each is judged again twice: as things were believed then, and as they are known to have been.
 */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { isCorrection, putsRight, standingOf } from '../../case/corrected.js';
import { emptyCase, type CaseState } from '../../case/case-state.js';
import { standing } from '../../case/evolve.js';
import { localDateOf } from '../../policy/calendar.js';
import { type Profile } from '../../policy/profile.js';
import { type Role } from '../../platform/caller.js';
import { sampleText } from '../steps/bodies.js';
import { stepBehind, steps, type CommandName } from '../steps/steps.js';
import { lifecycleNamedBy, lifecycleOf } from './complaint-lifecycle.js';
import { evaluate, taking } from './evaluate.js';
import { advance, begin, type LoadedComplaint } from './loaded-complaints.js';

export interface Consequence {
  /** Of the step that stands. */
  readonly revision: number;
  readonly name: CommandName;
  /** What would have refused it. */
  readonly code: string;
  readonly rules: readonly string[];
}

export function consequencesOf(
  events: readonly ComplaintEvent[],
  profileNamed: (id: string) => Profile,
): readonly Consequence[] {
  const [first] = events;
  const wrong = events.filter(isCorrection).map(({ data }) => data.revision);
  if (!first || wrong.length === 0) return [];
  const stands = new Map(standingOf(events).map((event) => [event.revision, event]));
  const begun = begin(first.stream, lifecycleOf(lifecycleNamedBy(first)));
  let [believed, known]: [LoadedComplaint, CaseState] = [begun, emptyCase(first.stream)];
  const found: Consequence[] = [];
  for (const event of events) {
    const stood = stands.get(event.revision);
    if (stood && event.revision > Math.min(...wrong) && isJudged(event, believed)) {
      const consequence = judged(event, stood, believed, known, profileNamed);
      if (consequence) found.push(consequence);
    }
    believed = advance(believed, event, events);
    known = stood ? standing(known, stood) : { ...known, revision: event.revision };
  }
  return found;
}

/** What was taken under an older lifecycle is not decided again: nothing decides under one any more. */
const isJudged = (event: ComplaintEvent, { lifecycle }: LoadedComplaint): boolean =>
  !putsRight(event) && event.type !== 'CaseMoved' && taking(lifecycle) === lifecycle;

function judged(
  event: ComplaintEvent,
  stood: ComplaintEvent,
  believed: LoadedComplaint,
  known: CaseState,
  profileNamed: (id: string) => Profile,
): Consequence | undefined {
  const profile = profileNamed(believed.caseState.pinned!.profile);
  const name = stepBehind(event.type);
  const { sub, role } = event.actor;
  const refusedAt = (taken: ComplaintEvent, caseState: CaseState) => {
    const verdict = evaluate(name, steps[name].rebuild(taken as never, sampleText) as never, {
      standing: { ...believed, caseState },
      lifecycle: believed.lifecycle,
      profile,
      today: localDateOf(Date.parse(event.recordedAt)),
      sub,
      roles: [role as Role],
    });
    if (verdict.taken) return [];
    return verdict.why === 'refused' ? verdict.refusals : [{ code: 'VALIDATION', rules: [] }];
  };
  const now = refusedAt(stood, known);
  if (now.length === 0) return undefined;
  const then = refusedAt(event, believed.caseState);
  const first = now.find(({ code }) => !then.some((refusal) => refusal.code === code));
  return first && { revision: event.revision, name, code: first.code, rules: first.rules };
}
