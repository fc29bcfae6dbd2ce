/** One budget for what all offices keep: weighed by what it takes of the heap, forgotten by who used it last. */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { demoOffices } from '../../installation/demo-offices.js';
import { estimatedBytes } from '../../platform/estimated-bytes.js';
import { bytesOfRemembered, refold } from '../../read-models/memory-of-streams.js';
import { isCaseModel } from '../../read-models/read-model.js';
import { officeLife } from '../../simulation/office-life.js';
import { MemoryStore } from '../../event-store/memory/memory-store.js';
import { MemoryKeys } from '../../privacy/memory-keys.js';
import { profiles } from '../testing/given.js';
import { lifecycleNamedBy, lifecycleOf } from '../write/complaint-lifecycle.js';
import { advanceAll, begin, bytesOfLoaded, ComplaintMemory, type LoadedComplaint } from '../write/loaded-complaints.js';
import { OfficeReader } from './office-reader.js';
import { readModelsOf } from './read-models-of.js';

const settings = demoOffices.find(({ key }) => key === 'horsens')!;
const simulation = { office: settings, profile: profiles.get('horsens@1')!, cases: 150, from: '2016-01-01' };
const histories = new Map<string, ComplaintEvent[]>();
for (const { stream, events } of officeLife({ ...simulation, years: 2, seed: 3 })) {
  const own = histories.get(stream) ?? [];
  for (const event of events)
    own.push({ ...event, stream, revision: own.length, schemaVersion: 1, position: 0n } as unknown as ComplaintEvent);
  histories.set(stream, own);
}
const loaded = (stream: string, events: readonly ComplaintEvent[]): LoadedComplaint =>
  advanceAll(begin(stream, lifecycleOf(lifecycleNamedBy(events[0]!))), events);
const sum = (figures: readonly number[]): number => figures.reduce((total, each) => total + each, 0);

describe('what is kept of complaints is weighed by its size', () => {
  it('for the next step', () => {
    const all = [...histories].map(([stream, events]) => loaded(stream, events));
    // Lifecycles and situations are there once for all of them.
    const walked = sum(all.map((each) => estimatedBytes({ ...each, lifecycle: null, situation: null })));
    expect(sum(all.map(bytesOfLoaded)) / walked).toBeGreaterThan(0.8);
    expect(sum(all.map(bytesOfLoaded)) / walked).toBeLessThan(1.25);
  });

  it('for the next event in the read models', () => {
    const keys = new MemoryKeys('horsens');
    const models = readModelsOf(new OfficeReader(settings, profiles, new MemoryStore(), keys)).filter(isCaseModel);
    const all = [...histories].map(([stream, events]) => refold(models, stream, events));
    const walked = sum(all.map((each) => estimatedBytes(each)));
    expect(sum(all.map(bytesOfRemembered)) / walked).toBeGreaterThan(0.8);
    expect(sum(all.map(bytesOfRemembered)) / walked).toBeLessThan(1.25);
  });
});

it('an office that is busy uses the memory of those that are not, and finds nothing of theirs', () => {
  const [one, two, three] = [...histories]
    .slice(0, 1)
    .flatMap(([, events]) => ['one', 'two', 'three'].map((stream) => loaded(stream, events)));
  const memory = new ComplaintMemory(2 * bytesOfLoaded(one!));
  const [busy, quiet] = [memory.of('busy'), memory.of('quiet')];
  quiet.set('one', one!);
  busy.set('two', two!);
  expect([quiet.get('one'), quiet.get('two'), busy.get('one')]).toEqual([one, undefined, undefined]);
  busy.set('three', three!);
  expect([quiet.peek('one'), busy.peek('two'), busy.peek('three')]).toEqual([one, undefined, three]);
});
