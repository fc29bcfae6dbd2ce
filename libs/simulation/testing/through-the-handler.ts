/** What is simulated past the write path, sent to it: for tests that hold the two against each other. */
import { ComplaintHandler } from '../../complaints/write/complaint.handler.js';
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { profiles } from '../../complaints/testing/given.js';
import { steps } from '../../complaints/steps/steps.js';
import { Office } from '../../complaints/wiring/office.js';
import { Transition } from '../../complaints/write/transition-request.js';
import { MemoryStore } from '../../event-store/memory/memory-store.js';
import { type OfficeConfig } from '../../installation/config.js';
import { MemoryKeys } from '../../privacy/memory-keys.js';
import { type Simulation, type Sitting } from '../office-life.js';
import { staffOf } from '../staff.js';

const nobodyLooks = { record: async () => undefined, of: () => [], close: async () => undefined };
const page = 1_000_000;

/**
 * Everything but the ids, which the handler draws, and the positions, which an append of several events orders
 * otherwise.
 */
const told = (
  { type, revision, schemaVersion, occurredAt, recordedAt, actor, from, to, data, causation }: ComplaintEvent,
  streams: ReadonlyMap<string, string>,
  revisionOf: (id: string) => number | undefined,
) => ({
  type,
  revision,
  schemaVersion,
  occurredAt,
  recordedAt,
  actor,
  from,
  to,
  data: elsewhere(data, streams),
  answers: causation === null ? null : revisionOf(causation),
});

/** With the handler's stream for each simulated one that is named. */
const elsewhere = (data: object, streams: ReadonlyMap<string, string>): object =>
  Object.fromEntries(Object.entries(data).map(([field, value]) => [field, streams.get(value as string) ?? value]));

/** Each command of a life once more, to a handler whose clock stands where the life was. */
export async function handle(settings: OfficeConfig, simulation: Simulation, life: readonly Sitting[]) {
  const handled = newOffice(settings);
  const clock = { now: () => now };
  let now = 0;
  const handler = new ComplaintHandler(new Map([[settings.key, handled]]), clock);
  /** Simulated stream → the handler's own, and of its events. */
  const streams = new Map<string, string>(),
    ids = new Map<string, string>();
  // Whoever works there has been seen there: a case may be given to somebody who has done nothing yet.
  const staff = staffOf(settings.key, simulation.profile, simulation.cases / simulation.years);
  for (let n = 0; n < staff.advisers; n += 1) handled.members.note(staff.callerOf({ name: 'AssignCase', body: {} }, n));
  handled.members.note(staff.callerOf({ name: 'AssignCase', body: {}, who: 'head' }, 0));
  for (const { stream, expected, events, asked } of life) {
    for (const [index, { name, body, caller, at, causation, commandId }] of asked.entries()) {
      now = at;
      const revision = (expected === 'noStream' ? -1 : expected) + index;
      const reaction = causation === undefined ? {} : { reaction: { commandId, causation: ids.get(causation)! } };
      await handler.execute(
        new Transition({
          office: settings.key,
          complaint: streams.get(stream) ?? null,
          name,
          ...(steps[name].address === null ? {} : { address: steps[name].address }),
          body: () => elsewhere(structuredClone(body), streams),
          caller,
          ...(revision < 0 ? {} : { ifMatch: `"${revision}"` }),
          ...reaction,
        }),
      );
      const last = (await handled.store.readAll({ backwards: true, limit: 1 }))[0]!;
      streams.set(stream, last.stream);
      ids.set(events[index]!.id, last.id);
    }
  }
  return { streams, events: await read(handled) };
}
export const newOffice = (settings: OfficeConfig) =>
  new Office(settings, profiles, new MemoryStore(), new MemoryKeys(settings.key), nobodyLooks);
export const read = async ({ store, codec }: Office) =>
  Map.groupBy(await codec.open<ComplaintEvent>(await store.readAll({ limit: page })), ({ stream }) => stream);
export const inWords = (events: readonly ComplaintEvent[], streams: ReadonlyMap<string, string>) => {
  const revisions = new Map(events.map(({ id, revision }) => [id, revision]));
  return events.map((event) => told(event, streams, (id) => revisions.get(id)));
};
/** What the simulation's shredder has destroyed, the handler without one can still read. */
export const isWhole = (events: readonly { readonly type: string }[]) =>
  !events.some(({ type }) => type === 'KeysShredded' || type === 'CaseErased' || type === 'DocumentErased');
