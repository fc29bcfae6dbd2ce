/**
 * A recorded history and what comes of it: where it stands, whether every step was legal, and all that is known of the
 * complaint.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { complaintEvents, type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { upcast } from '../../event-schemas/complaint/upcast.js';
import { foldCase } from '../../libs/case/evolve.js';
import { replayReport } from '../../libs/complaints/views/replay-report.js';
import { lifecycleNamedBy, lifecycleOf } from '../../libs/complaints/write/complaint-lifecycle.js';
import { advanceAll, begin } from '../../libs/complaints/write/loaded-complaints.js';
import { EventShapes } from '../../libs/event-store/codec.js';
import { loadProfiles } from '../../libs/policy/profile-file.js';
import { type Profile } from '../../libs/policy/profile.js';
import { type RuleName } from '../../state-machines/complaint/rules.js';

const shapes = new EventShapes(Object.values(complaintEvents));
const profiles = loadProfiles();

export const namesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => name.slice(0, -'.jsonl'.length))
    .sort();

/** Its events, upcast and with the shape they are declared to have. @throws Error an event has another */
export function readHistory(folder: string, name: string): readonly ComplaintEvent[] {
  return readFileSync(join(folder, `${name}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const event = JSON.parse(line) as Omit<ComplaintEvent, 'position'> & { readonly position: string };
      const { declaration, read } = shapes.of(event.type);
      const data = upcast(
        event.type,
        event.schemaVersion,
        declaration.schemaVersion,
        event.data as unknown as { readonly [field: string]: unknown },
      );
      if (!read(data)) throw new Error(`event ${event.revision} (${event.type}) of ${name} does not have its shape`);
      return { ...event, position: BigInt(event.position), data } as ComplaintEvent;
    });
}

/** @throws IllegalHistory the history is no path of the lifecycles that it was made under */
export function resultOf(events: readonly ComplaintEvent[]) {
  const [first, ...later] = events;
  if (!first || !('profile' in first.data)) throw new Error('a history begins with an event that pins it');
  const { situation } = advanceAll(begin(first.stream, lifecycleOf(lifecycleNamedBy(first))), events);
  const { legal, steps } = replayReport([first, ...later], profileNamed);
  return JSON.parse(
    JSON.stringify({
      state: situation.state,
      legal,
      profileHash: profileNamed(first.data.profile).hash === first.data.profileHash,
      asked: steps.map(
        ({ type, from, to, asked }) =>
          `${type}: ${from ?? '–'} → ${to}${asked.length === 0 ? '' : ` (${asked.map(({ rule }) => rule).join(', ')})`}`,
      ),
      caseState: foldCase(first.stream, events),
    }),
  ) as {
    readonly state: string;
    readonly legal: boolean;
    readonly profileHash: boolean;
    readonly asked: readonly string[];
    readonly caseState: { readonly outcome: string | null };
  };
}

/** The rules that each step had to keep. */
export function askedOf([first, ...later]: readonly ComplaintEvent[]): readonly (readonly RuleName[])[] {
  return replayReport([first!, ...later], profileNamed).steps.map(({ asked }) =>
    asked.map(({ rule }) => rule as RuleName),
  );
}

function profileNamed(id: string): Profile {
  const profile = profiles.get(id);
  if (!profile) throw new Error(`the profile ${id} is not here`);
  return profile;
}
