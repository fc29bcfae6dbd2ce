/**
 * Logs of an office for the specs of this folder: random legal complaints, written into one log as they would be, in
 * each other's way.
 */
import { complaintEventTypes, type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { examples } from '../../../event-schemas/complaint/examples.js';
import { type Envelope } from '../../../event-schemas/envelope.js';
import { seededRandom } from '../../platform/seeded-random.js';
import { wander } from '../../complaints/testing/wandering.js';
import { type Log } from '../process/histories.js';

type AnyEvent = Envelope<string, object>;

/**
 * The log of `seeds.length` complaints under a profile: streams, ids and people are unlike anything that may stand in
 * an export.
 */
export function officeLog(profile: string, seeds: readonly number[], steps: number): readonly ComplaintEvent[] {
  const waiting = seeds.map((seed) =>
    renamed(wander(seed, profile, steps).events as readonly AnyEvent[], `STREAM-${profile}-${seed}`),
  );
  const roll = seededRandom(seeds[0] ?? 1);
  const log: AnyEvent[] = [];
  const at = waiting.map(() => 0);
  for (let left = waiting.reduce((sum, { length }) => sum + length, 0); left > 0; left -= 1) {
    const open = waiting.map((_, n) => n).filter((n) => at[n]! < waiting[n]!.length);
    const n = open[Math.floor(roll() * open.length)]!;
    log.push({ ...waiting[n]![at[n]!]!, position: BigInt(log.length + 1) });
    at[n]! += 1;
  }
  return log as ComplaintEvent[];
}

/**
 * One complaint in which every type of event happens once, with every field there is. No lifecycle would take it; a log
 * of anything has to be exported.
 */
export function everyType(): readonly ComplaintEvent[] {
  const first = Date.UTC(2026, 2, 2, 9);
  return renamed(
    complaintEventTypes.map((type, revision): AnyEvent => ({
      id: '',
      type,
      schemaVersion: 1,
      stream: '',
      revision,
      position: BigInt(revision + 1),
      actor: { sub: '', name: '', role: 'adviser' },
      commandId: '',
      causation: null,
      occurredAt: new Date(first + revision * 3_600_000).toISOString(),
      recordedAt: new Date(first + revision * 3_600_000).toISOString(),
      from: revision === 0 ? null : 'registered',
      to: 'registered',
      data: examples[type],
    })),
    'STREAM-every-type',
  ) as ComplaintEvent[];
}

const renamed = (events: readonly AnyEvent[], stream: string): readonly AnyEvent[] =>
  events.map((event) => ({
    ...event,
    stream,
    id: `EVENT-${stream}-${event.revision}`,
    commandId: `COMMAND-${stream}-${event.revision}`,
    actor: { ...event.actor, sub: `SUB-${event.actor.sub}`, name: `NAME-${event.actor.name}` },
  }));

/** The log as a store gives it. */
export const readable = (events: readonly ComplaintEvent[]): Log => ({
  async *events() {
    yield* events;
  },
  history: async (stream) => events.filter((event) => event.stream === stream),
});

export async function whole(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
