// The bulk way and the way of the product's own stores have to come to the same log and the same keys.
import { createSecretKey, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { complaintEvents, type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { profiles } from '../complaints/testing/given.js';
import { EventCodec, EventShapes } from '../event-store/codec.js';
import { openEmbeddedStore } from '../event-store/embedded/embedded-store.js';
import { EventFileLoad } from '../event-store/embedded/event-file-load.js';
import { demoOffices } from '../installation/demo-offices.js';
import { RecordMarks } from '../event-store/record-mac.js';
import { openEmbeddedKeys } from '../privacy/embedded-keys.js';
import { KeyFileLoad } from '../privacy/key-file-load.js';
import { isSealed } from '../privacy/field-cipher.js';
import { temporaryFolder } from '../sqlite/testing/folder.js';
import { type Simulation } from './office-life.js';
import { simulateInto } from './simulate-into.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const office = demoOffices.find(({ key }) => key === 'koebenhavn')!;
const simulation: Simulation = {
  office,
  profile: profiles.get(office.profile)!,
  cases: 60,
  from: '2015-06-01',
  years: 8,
  seed: 4,
};
const filesOf = (name: string) => ({
  path: join(folder.path, `${name}-keys.db`),
  office: office.key,
  masterKey: createSecretKey(randomBytes(32)),
  shredList: join(folder.path, `${name}.list`),
});
const texts = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value ? Object.values(value).flatMap(texts) : [];

it('a load of two files and appends to two stores give the same events, sealed, and the same keys are gone', async () => {
  const [loadedFiles, appendedFiles] = [filesOf('loaded'), filesOf('appended')];
  const eventsOf = (name: string): string => join(folder.path, `${name}-events.db`);
  const load = { store: new EventFileLoad(eventsOf('loaded')), keys: new KeyFileLoad(loadedFiles) };
  const counted = await simulateInto(load, simulation, { batch: 70 });
  for (const each of [load.store, load.keys]) {
    each.finish();
    each.close();
  }
  const stores = { store: openEmbeddedStore(eventsOf('appended')), keys: openEmbeddedKeys(appendedFiles) };
  expect(await simulateInto(stores, simulation)).toEqual(counted);
  expect(counted.shredded).toBeGreaterThan(0);

  const [loaded, appended] = [
    { store: openEmbeddedStore(eventsOf('loaded')), keys: openEmbeddedKeys(loadedFiles) },
    stores,
  ];
  const read = async ({ store, keys }: typeof loaded) => {
    const codec = new EventCodec(office.key, new EventShapes(Object.values(complaintEvents)), keys);
    const records = await store.readAll({ limit: 100_000 });
    return { records, events: await codec.open<ComplaintEvent>(records) };
  };
  const [ours, theirs] = [await read(loaded), await read(appended)];
  expect(ours.events).toEqual(theirs.events);
  // Each has its office's own mark; all else beside them is the same.
  const unmarked = ({ records }: typeof ours) => records.map(({ metadata: { mac, ...rest } }) => [typeof mac, rest]);
  expect(unmarked(ours)).toEqual(unmarked(theirs));
  for (const [{ records }, { keys }] of [
    [ours, loaded],
    [theirs, appended],
  ] as const) {
    const marks = new RecordMarks(office.key, (text) => keys.mac('event', text));
    expect(records.filter((record) => !marks.isWhole(record))).toEqual([]);
    expect(marks.lost).toBeUndefined();
  }
  const sealed = ({ records }: typeof ours) => records.map(({ data }) => texts(data).filter(isSealed).length);
  expect(sealed(ours)).toEqual(sealed(theirs));
  expect(sealed(ours).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(150);
  for (const { store, keys } of [loaded, appended]) {
    await store.close();
    await keys.close();
  }
});
