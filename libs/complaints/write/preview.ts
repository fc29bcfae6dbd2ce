/**
 * A step as it would be taken now, and nothing written but the look: judged by the same checks in the same order,
 * folded by the same fold.
 */
import { Inject, Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { type Candidate, type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { deadlinesOf, type Deadline } from '../../case/deadlines.js';
import { stateForDepartment } from '../../case/department.js';
import { matrix } from '../../access/matrix.js';
import { eventId, randomId } from '../../platform/ids.js';
import { type Clock } from '../../platform/clock.js';
import { refused } from '../../platform/refused.js';
import { type Refusal } from '../../platform/refusal.js';
import { localDateOf } from '../../policy/calendar.js';
import { Queries, type ReadRequest } from '../views/queries.js';
import { actsForDepartment, refuseConfidential } from '../views/visible.js';
import { letterTitle } from '../views/words.js';
import { CLOCK, OFFICES } from '../wiring/injection-tokens.js';
import { steps } from '../steps/steps.js';
import { type Offices } from '../wiring/office.js';
import { conflict, evaluationOf, historyOf, read, system, withOther, type Asked } from './complaint.handler.js';
import { consequencesOf, type Consequence } from './consequences.js';
import { evaluate, taking } from './evaluate.js';
import { advance, type LoadedComplaint } from './loaded-complaints.js';
import { authorizeRole, loadVisible, officeOf } from './request-checks.js';
import { asStored, stampEvent } from './stamp-event.js';
import { type TransitionRequest } from './transition-request.js';

export interface Preview {
  readonly taken: boolean;
  /** Where it would lead; where it is not taken, where the complaint stands. */
  readonly state: string;
  readonly outcome: string | null;
  readonly refusals: readonly Refusal[];
  /** Those that would go out with it. */
  readonly letters: readonly {
    readonly kind: string;
    readonly to: string;
    readonly department?: string;
    readonly date: string;
    readonly title: unknown;
  }[];
  /** Those that would begin with it, or stand otherwise than they do. */
  readonly deadlines: readonly Deadline[];
  /** Decisions that would have been refused, had this been known. */
  readonly consequences: readonly Consequence[];
}

type Outcome = (
  | { readonly after: LoadedComplaint; readonly refusals: readonly [] }
  | { readonly after: null; readonly refusals: readonly Refusal[] }
) & { readonly consequences: readonly Consequence[] };

@Injectable()
export class Previews {
  constructor(
    @Inject(OFFICES) private readonly offices: Offices,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Queries) private readonly queries: Queries,
  ) {}

  /** @throws Refused whatever is refused before the rules are asked: the role, the body, a revision that has passed */
  async preview(sent: TransitionRequest, looking: ReadRequest): Promise<Preview> {
    const office = officeOf(sent, this.offices);
    const request = authorizeRole(sent, office);
    const now = this.clock.now();
    const loaded = await loadVisible(request, office);
    if (!loaded) throw refused('NOT_FOUND');
    refuseConfidential(request.caller, loaded.caseState, localDateOf(now));
    const asked = await withOther(await read(request, office, loaded, now));
    const known = await newest(asked, loaded);
    const history = steps[asked.name].looksBack ? await historyOf(asked, known, undefined) : undefined;
    const shown = previewOf(asked, known, foreseen(asked, known, history));
    await this.queries.looked(
      looking,
      `${matrix.previewTransition.look} ${asked.name}`,
      known,
      request.caller.roles[0]!,
    );
    return shown;
  }
}

/** @throws Refused CONCURRENCY_CONFLICT a revision was named, and it is not the one there is */
async function newest({ office, revisions }: Asked, loaded: LoadedComplaint): Promise<LoadedComplaint> {
  if (revisions === undefined || revisions.includes(loaded.revision)) return loaded;
  const known = (await office.complaints.reload(loaded.stream)) ?? loaded;
  if (!revisions.includes(known.revision)) throw conflict(known);
  return known;
}

/** @throws Refused VALIDATION it has a field that this complaint has no place for */
function foreseen(asked: Asked, before: LoadedComplaint, known: readonly ComplaintEvent[] | undefined): Outcome {
  const { name, body, request } = asked;
  let [standing, history] = [before, known];
  if (name !== 'MoveCase' && taking(before.lifecycle) !== before.lifecycle) {
    const move = evaluate('MoveCase', { reason: 'newRules' }, evaluationOf(asked, before, system.sub, ['system']));
    if (!move.taken)
      return {
        after: null,
        refusals: [refused('LIFECYCLE_OUTDATED').refusal, ...(move.why === 'refused' ? move.refusals : [])],
        consequences: [],
      };
    const event = eventOf(asked, before, move.candidate, move.next.state, { ...system, role: 'system' });
    standing = advance(before, event);
    history &&= [...history, event];
  }
  const at = evaluationOf(asked, standing, request.caller.sub, request.caller.roles);
  const verdict = evaluate(name, body, { ...at, history });
  if (verdict.taken) {
    const { sub, name: called } = request.caller;
    const actor = { sub, name: called, role: verdict.role };
    const event = eventOf(asked, standing, verdict.candidate, verdict.next.state, actor);
    return {
      after: advance(standing, event, history),
      refusals: [],
      consequences: history ? consequencesOf([...history, event], (id) => asked.office.profileNamed(id)) : [],
    };
  }
  if (verdict.why === 'invalid') throw refused('VALIDATION', 400, { errors: [verdict.error] });
  return { after: null, refusals: verdict.refusals, consequences: [] };
}

/** As if it had been written. */
function eventOf(
  { body, now, identity }: Asked,
  standing: LoadedComplaint,
  candidate: Candidate,
  to: string,
  actor: { readonly sub: string; readonly name: string; readonly role: string },
): ComplaintEvent {
  const event = stampEvent(candidate, {
    standing,
    to,
    actor,
    body,
    now,
    eventId: eventId(identity.commandId, standing.revision),
    commandId: identity.commandId,
    unlinked: randomId,
  });
  return asStored(event, standing, standing.position);
}

function previewOf(
  { request: { caller }, office, profile, now }: Asked,
  before: LoadedComplaint,
  { after, refusals, consequences }: Outcome,
): Preview {
  const today = localDateOf(now);
  const department = actsForDepartment(caller);
  const stands = after ?? before;
  const own = <Entry extends { readonly department?: string }>(entries: readonly Entry[]): readonly Entry[] =>
    department === undefined ? entries : entries.filter((entry) => entry.department === department);
  const known = deadlinesOf(before.caseState, profile, today);
  const deadlines = after ? deadlinesOf(after.caseState, profile, today) : [];
  const letters = after ? after.caseState.letters.slice(before.caseState.letters.length) : [];
  return {
    taken: after !== null,
    state: stands.situation.state,
    outcome: (department === undefined ? stands.caseState : stateForDepartment(stands.caseState, department)).outcome,
    refusals,
    letters: own(letters).map((letter) => ({
      kind: letter.kind,
      to: letter.to,
      ...(letter.department === undefined ? {} : { department: letter.department }),
      ...(letter.party === undefined ? {} : { party: letter.party }),
      date: letter.date,
      title: letterTitle(letter, office.departments),
    })),
    deadlines: own(deadlines.filter((deadline) => !known.some((each) => isDeepStrictEqual(each, deadline)))),
    consequences,
  };
}
