import { randomUUID } from 'node:crypto';
import { type EventStore, type NewRecord } from '../../libs/event-store/port.js';
import { keepGoing, type Measured } from './station.js';

/** As large as an event of a complaint is on the average. */
export const data = { text: 'x'.repeat(320) };
export const metadata = { of: 'y'.repeat(280) };
export const perStream = 8;
const record = (): NewRecord => ({ id: randomUUID(), type: 'DepartmentAnswered', data, metadata });

/** Appends of one event each to streams of eight, so many at a time. */
export const appending =
  (store: EventStore) =>
  ({ inFlight, seconds }: { inFlight: number; seconds: number }): Promise<Measured> => {
    const streams = Array.from({ length: inFlight }, () => ({ name: '', revision: perStream }));
    return keepGoing(inFlight, seconds, async (lane) => {
      const stream = streams[lane]!;
      if (stream.revision >= perStream - 1) {
        stream.name = randomUUID();
        stream.revision = -1;
      }
      const expectedRevision = stream.revision < 0 ? 'noStream' : stream.revision;
      stream.revision = (await store.append(stream.name, [record()], { expectedRevision })).revision;
    });
  };
