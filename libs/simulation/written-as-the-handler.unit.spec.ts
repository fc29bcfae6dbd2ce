// What is simulated past the write path has to be what the write path itself would have written: every command is sent
// to it again.
import { profiles } from '../complaints/testing/given.js';
import { demoOffices } from '../installation/demo-offices.js';
import { officeLife, type Simulation } from './office-life.js';
import { simulateInto } from './simulate-into.js';
import { handle, inWords, isWhole, newOffice, read } from './testing/through-the-handler.js';

it.each(demoOffices)('$key: the same commands through the handler give the same events', async (settings) => {
  const profile = profiles.get(settings.profile)!;
  const simulation: Simulation = { office: settings, profile, cases: 40, from: '2015-06-01', years: 7, seed: 11 };
  const simulated = newOffice(settings);
  await simulateInto(simulated, simulation);
  const life = [...officeLife(simulation)];
  const { streams, events: theirs } = await handle(settings, simulation, life);
  const ours = await read(simulated);
  const besides = [...ours.values()].filter(([first]) => first!.type === 'ActivityRecorded').length;
  const sent = life.reduce((sum, { asked }) => sum + asked.length, 0);
  expect([ours.size - besides, sent]).toEqual([40, [...ours.values()].flat().length]);
  const kept = [...ours].filter(([, events]) => isWhole(events));
  expect(kept.length).toBeGreaterThan(20);
  for (const [stream, events] of kept)
    expect(inWords(events, streams)).toEqual(inWords(theirs.get(streams.get(stream)!)!, new Map()));
  for (const [stream, events] of ours)
    expect(events.map(({ type }) => type)).toEqual(theirs.get(streams.get(stream)!)!.map(({ type }) => type));
});
