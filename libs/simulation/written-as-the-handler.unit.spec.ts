// What is simulated past the write path has to be what the write path itself would have written: every command is sent
// to it again.
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { ComplaintHandler } from '../complaints/write/complaint.handler.js';
import { profiles } from '../complaints/testing/given.js';
import { Office } from '../complaints/wiring/office.js';
import { Transition } from '../complaints/write/transition-request.js';
import { MemoryStore } from '../event-store/memory/memory-store.js';
import { demoOffices } from '../installation/demo-offices.js';
import { MemoryKeys } from '../privacy/memory-keys.js';
import { officeLife, type Simulation } from './office-life.js';
import { simulateInto } from './simulate-into.js';

const nobodyLooks = { record: async () => undefined, of: () => [], close: async () => undefined };
const page = 1_000_000;

/**
 * Everything but the ids, which the handler draws, and the positions, which an append of several events orders
 * otherwise.
 */
const told = (
  { type, revision, schemaVersion, occurredAt, recordedAt, actor, from, to, data, causation }: ComplaintEvent,
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
  data,
  answers: causation === null ? null : revisionOf(causation),
});

it.each(demoOffices)('$key: the same commands through the handler give the same events', async (settings) => {
  const simulation: Simulation = {
    office: settings,
    profile: profiles.get(settings.profile)!,
    cases: 40,
    from: '2015-06-01',
    years: 7,
    seed: 11,
  };
  const office = () => new Office(settings, profiles, new MemoryStore(), new MemoryKeys(settings.key), nobodyLooks);
  const [simulated, handled] = [office(), office()];
  await simulateInto(simulated, simulation);

  const clock = { now: () => now };
  let now = 0;
  const handler = new ComplaintHandler(new Map([[settings.key, handled]]), clock);
  /** Simulated stream → the handler's own, and of its events. */
  const streams = new Map<string, string>(),
    ids = new Map<string, string>();
  let sent = 0;
  for (const { stream, expected, events, asked } of officeLife(simulation)) {
    for (const [index, { name, body, caller, at, causation, commandId }] of asked.entries()) {
      now = at;
      const revision = (expected === 'noStream' ? -1 : expected) + index;
      const reaction = causation === undefined ? {} : { reaction: { commandId, causation: ids.get(causation)! } };
      await handler.execute(
        new Transition({
          office: settings.key,
          complaint: streams.get(stream) ?? null,
          name,
          body: () => structuredClone(body),
          caller,
          ...(revision < 0 ? {} : { ifMatch: `"${revision}"` }),
          ...reaction,
        }),
      );
      const last = (await handled.store.readAll({ backwards: true, limit: 1 }))[0]!;
      streams.set(stream, last.stream);
      ids.set(events[index]!.id, last.id);
      sent += 1;
    }
  }
  const read = async ({ store, codec }: Office) =>
    Map.groupBy(await codec.open<ComplaintEvent>(await store.readAll({ limit: page })), ({ stream }) => stream);
  const [ours, theirs] = [await read(simulated), await read(handled)];
  expect([ours.size, sent]).toEqual([40, [...ours.values()].flat().length]);
  const inWords = (events: readonly ComplaintEvent[]) => {
    const revisions = new Map(events.map(({ id, revision }) => [id, revision]));
    return events.map((event) => told(event, (id) => revisions.get(id)));
  };
  // What the simulation's shredder has destroyed, the handler without one can still read.
  const kept = [...ours].filter(
    ([, events]) =>
      !events.some(({ type }) => type === 'KeysShredded' || type === 'CaseErased' || type === 'DocumentErased'),
  );
  expect(kept.length).toBeGreaterThan(20);
  for (const [stream, events] of kept) expect(inWords(events)).toEqual(inWords(theirs.get(streams.get(stream)!)!));
  for (const [stream, events] of ours)
    expect(events.map(({ type }) => type)).toEqual(theirs.get(streams.get(stream)!)!.map(({ type }) => type));
});
