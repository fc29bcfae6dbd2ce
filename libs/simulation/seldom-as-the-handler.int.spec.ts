// The same as written-as-the-handler.unit.spec.ts, for what happens in a few cases of a hundred: of each kind of event
// the last two that an office's years have.
import { complaintEvents, type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { profiles } from '../complaints/testing/given.js';
import { demoOffices } from '../installation/demo-offices.js';
import { officeLife, type Simulation } from './office-life.js';
import { handle, inWords, isWhole } from './testing/through-the-handler.js';

it.each(demoOffices)('$key: what is seldom comes through the handler the same', async (settings) => {
  const profile = profiles.get(settings.profile)!;
  const simulation: Simulation = { office: settings, profile, cases: 1500, from: '2015-06-01', years: 3, seed: 4 };
  const life = [...officeLife(simulation)];
  const ways = Map.groupBy(
    life.flatMap(({ stream, events }) => events.map(({ type }) => ({ stream, type }))),
    ({ type }) => type,
  );
  const chosen = new Set([...ways.values()].flatMap((of) => [...new Set(of.map(({ stream }) => stream))].slice(-2)));
  // From the end on: what is linked to came before.
  for (const { stream, asked } of life.toReversed())
    if (chosen.has(stream))
      for (const { name, body } of asked) {
        const { to, duplicateOf = to } = body as { readonly to?: string; readonly duplicateOf?: string };
        if ((name === 'LinkCase' || name === 'DiscontinueCase') && duplicateOf !== undefined) chosen.add(duplicateOf);
      }
  const some = life.filter(({ stream }) => chosen.has(stream));
  const { streams, events: theirs } = await handle(settings, simulation, some);
  const ours = Map.groupBy(some, ({ stream }) => stream);
  expect(ours.size).toBeGreaterThan(40);
  for (const [stream, sittings] of ours) {
    const events = sittings.flatMap((sitting) => sitting.events);
    const without = events.map((event, revision) => ({
      ...event,
      revision,
      schemaVersion: complaintEvents[event.type as ComplaintEvent['type']].schemaVersion,
    }));
    if (isWhole(events))
      expect(inWords(stored(without), streams)).toEqual(inWords(theirs.get(streams.get(stream)!)!, new Map()));
  }
});
/** Of what is undefined nothing is stored. */
const stored = (events: readonly object[]) => JSON.parse(JSON.stringify(events)) as readonly ComplaintEvent[];
