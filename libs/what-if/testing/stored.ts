/** For tests: told stories as records of a store, each a complaint of its own, with its personal fields sealed. */
import { complaintEvents, type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { EventCodec, EventShapes, type NewEvent } from '../../event-store/codec.js';
import { type NewRecord } from '../../event-store/port.js';
import { uuidV5 } from '../../platform/ids.js';
import { MemoryKeys } from '../../privacy/memory-keys.js';
import { type Story } from '../../complaints/testing/given.js';

const namespace = '5b7a2d54-50d5-4c0b-9a83-7d0d3f4f8f11';
const shapes = new EventShapes(Object.values(complaintEvents));

export interface StoredComplaint {
  readonly stream: string;
  readonly records: readonly NewRecord[];
}
export interface StoredOffice {
  readonly codec: EventCodec;
  readonly complaints: readonly StoredComplaint[];
}

export async function recordsOf(office: string, stories: readonly Story[]): Promise<StoredOffice> {
  const codec = new EventCodec(office, shapes, new MemoryKeys(office));
  const complaints: StoredComplaint[] = [];
  for (const [index, { events }] of stories.entries()) {
    const stream = uuidV5(namespace, `${office}/${index}`);
    const records: NewRecord[] = [];
    for (const event of events) records.push(await codec.encode(stream, newEvent(event, stream)));
    complaints.push({ stream, records });
  }
  return { codec, complaints };
}

function newEvent(event: ComplaintEvent, stream: string): NewEvent {
  const { type, occurredAt, recordedAt, actor, from, to, data, revision } = event as Omit<ComplaintEvent, 'data'> & {
    readonly data: NewEvent['data'];
  };
  const id = (what: string): string => uuidV5(namespace, `${stream}/${revision}/${what}`);
  return {
    id: id('event'),
    type,
    occurredAt,
    recordedAt,
    actor,
    commandId: id('command'),
    causation: null,
    from,
    to,
    data: JSON.parse(JSON.stringify(data)) as NewEvent['data'],
  };
}
