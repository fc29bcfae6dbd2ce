import { complaintEvents } from '../../event-schemas/complaint/events.js';
import { examples } from '../../event-schemas/complaint/examples.js';
import { randomId } from '../platform/ids.js';
import { MemoryKeys } from '../privacy/memory-keys.js';
import { EventCodec, EventShapes } from './codec.js';
import { decode, encode } from './encode.js';
import { type JsonObject, type StoredRecord } from './port.js';
import { RecordMarks } from './record-mac.js';

const stream = 'complaint-1';
const keys = new MemoryKeys('horsens');
const codec = new EventCodec('horsens', new EventShapes(Object.values(complaintEvents)), keys);

/** As it comes back from the disk. */
async function stored(position: bigint): Promise<StoredRecord> {
  const record = await codec.encode(stream, {
    id: randomId(),
    type: 'CaseRegistered',
    occurredAt: '2026-03-03T09:00:00.000Z',
    recordedAt: '2026-03-03T09:05:30.125Z',
    actor: { sub: 'adviser-1', name: 'Karen Samtaleby', role: 'adviser' },
    commandId: randomId(),
    causation: null,
    from: 'guidance',
    to: 'registered',
    data: examples.CaseRegistered,
  });
  return decode({ ...encode(stream, [record], 'noStream')[0]!, stream, revision: 0, position });
}
const marksOf = (office = 'horsens') => new RecordMarks(office, (text) => keys.mac('event', text));
const without = (record: StoredRecord): StoredRecord => {
  const { mac: _, ...metadata } = record.metadata;
  return { ...record, metadata };
};

it('a record that nobody changed is whole, in its own office', async () => {
  const record = await stored(1n);
  expect(marksOf().isWhole(record)).toBe(true);
  expect(marksOf('odense').isWhole(record)).toBe(false);
});

it.each<readonly [string, (record: StoredRecord) => StoredRecord]>([
  ['a plain value', (record) => ({ ...record, data: { ...(record.data as JsonObject), channel: 'counter' } })],
  ['a value put in', (record) => ({ ...record, data: { ...(record.data as JsonObject), more: true } })],
  ['its type', (record) => ({ ...record, type: 'CaseClosed' })],
  ['its stream', (record) => ({ ...record, stream: 'complaint-2' })],
  ['its id', (record) => ({ ...record, id: randomId() })],
  ['a time', (record) => ({ ...record, metadata: { ...record.metadata, recordedAt: '2025-03-03T09:05:30.125Z' } })],
  [
    'who did it',
    (record) => ({
      ...record,
      metadata: { ...record.metadata, actor: { sub: 'head-1', name: 'Karen Samtaleby', role: 'head' } },
    }),
  ],
])('%s changed is seen', async (_what, change) => {
  expect(marksOf().isWhole(change(await stored(1n)))).toBe(false);
});

it('those of before there were marks have none; one that has lost it after the first marked one is told', async () => {
  const marks = marksOf();
  const [first, second, third] = [without(await stored(1n)), await stored(2n), without(await stored(3n))];
  // In the order of streams, which is none of time.
  expect([second, first].map((record) => marks.isWhole(record))).toEqual([true, true]);
  expect(marks.lost).toBeUndefined();
  expect(marks.isWhole(third)).toBe(true);
  expect(marks.lost).toEqual({ stream, position: 3n });
});
