/**
 * Replaying a short complaint: through the memoised lifecycle, next to XState's own `transition()` from the initial
 * state on.
 */
import { initialTransition, transition, type StateValue } from 'xstate';
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { complaintV2, type MachineEvent } from '../../state-machines/complaint/complaint.v2.js';
import { type CommandName } from '../../libs/complaints/steps/steps.js';
import { evaluate } from '../../libs/complaints/write/evaluate.js';
import { newestLifecycle } from '../../libs/complaints/write/complaint-lifecycle.js';
import { advance, advanceAll, begin } from '../../libs/complaints/write/loaded-complaints.js';
import { replay } from '../../libs/decider/replay.js';
import { loadProfiles, profilesFolder } from '../../libs/policy/profile-file.js';
import { adviser, office, steps } from './short-complaint.js';
import { answer, repeat } from './station.js';

const profile = loadProfiles([profilesFolder()]).get(`${office}@1`)!;
const lifecycle = newestLifecycle;
const today = '2024-01-02';
const stream = '00000000-0000-4000-8000-000000000000';

/** The history of one short complaint, and what the machine was told at each step. */
function history(): { readonly events: readonly ComplaintEvent[]; readonly told: readonly MachineEvent[] } {
  let kept = begin(stream, lifecycle);
  const events: ComplaintEvent[] = [];
  const told: MachineEvent[] = [];
  for (const { name, body } of steps) {
    const verdict = evaluate(name as CommandName, body as never, {
      standing: kept,
      lifecycle,
      profile,
      today,
      sub: adviser.sub,
      roles: adviser.roles,
    });
    if (!verdict.taken) throw new Error(`${name} was not taken: ${JSON.stringify(verdict)}`);
    const { type, data } = verdict.candidate;
    const at = `${today}T09:00:00.000Z`;
    const event = {
      id: stream,
      type,
      schemaVersion: 1,
      stream,
      revision: kept.revision + 1,
      position: BigInt(events.length + 1),
      occurredAt: at,
      recordedAt: at,
      actor: { ...adviser, role: 'adviser' },
      commandId: stream,
      causation: null,
      from: kept.revision < 0 ? null : kept.situation.state,
      to: verdict.next.state,
      data,
    } as unknown as ComplaintEvent;
    events.push(event);
    told.push({ type, facts: data.facts, role: 'adviser' });
    kept = advance(kept, event);
  }
  return { events, told };
}

const { events, told } = history();
const times = (n: number, work: () => void): number => {
  for (let done = 0; done < n; done += 1) work();
  return n * events.length;
};

function naive(): StateValue {
  let [snapshot] = initialTransition(complaintV2);
  for (const event of told) [snapshot] = transition(complaintV2, snapshot, event);
  return snapshot.value;
}
const [one, other] = [JSON.stringify(naive()), replay(lifecycle, events).key];
if (one !== other) throw new Error(`the two replays end apart: ${one} and ${other}`);

answer({
  memoised: ({ seconds }: { seconds: number }) =>
    repeat(seconds, () =>
      times(1000, () => {
        replay(lifecycle, events);
      }),
    ),
  naive: ({ seconds }: { seconds: number }) =>
    repeat(seconds, () =>
      times(20, () => {
        naive();
      }),
    ),
  /** With the caseState: what the write path folds when a complaint is not remembered. */
  folded: ({ seconds }: { seconds: number }) =>
    repeat(seconds, () =>
      times(100, () => {
        advanceAll(begin(stream, lifecycle), events);
      }),
    ),
});
