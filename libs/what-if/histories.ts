/**
 * The histories of an office out of its store, one complaint after the other: for a store that is open, behind HTTP as
 * well.
 */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type EventCodec } from '../event-store/codec.js';
import { type EventStore, type Position } from '../event-store/port.js';

/**
 * Each complaint's events up to the position, personal fields sealed as they are kept. @throws UnreadableEvent,
 * StoreUnavailable
 */
export async function* historiesIn(
  store: EventStore,
  codec: EventCodec,
  upTo: Position,
): AsyncGenerator<readonly ComplaintEvent[], void, undefined> {
  for (const stream of await streamsIn(store, upTo)) {
    const records = await store.readStream(stream);
    yield records.filter(({ position }) => position <= upTo).map((record) => codec.sealed<ComplaintEvent>(record));
  }
}

async function streamsIn(store: EventStore, upTo: Position): Promise<ReadonlySet<string>> {
  const streams = new Set<string>();
  for (let after = 0n; after < upTo;) {
    const page = await store.readAll({ after });
    for (const { stream, position } of page) if (position <= upTo) streams.add(stream);
    const last = page.at(-1);
    if (!last) break;
    after = last.position;
  }
  return streams;
}
