import { type EventReader, type Position, type ReadStreams, type StoredRecord } from './port.js';

/** Streams that are asked for at a time, of a store that has no order of them. */
const atOnce = 8;
const page = 2000;

export interface StreamReader {
  /** Events up to the position that was asked for. */
  readonly events: number;
  readonly read: (options: ReadStreams) => Promise<readonly StoredRecord[]>;
}

/**
 * `readStreams` of any store. One that cannot give its streams in order is read once for their names, which are all
 * that is kept, and then stream by stream.
 */
export async function streamReader(store: EventReader, upTo: Position): Promise<StreamReader> {
  if (store.readStreams && store.numbersEvents)
    return { events: Number(upTo), read: (options) => store.readStreams!(options) };
  const { names, events } = await streamsIn(store, upTo);
  const read = async ({ after, to, upTo: last, limit }: ReadStreams): Promise<readonly StoredRecord[]> => {
    const records: StoredRecord[] = [];
    for (let from = firstAfter(names, after); from < names.length && records.length < limit; from += atOnce) {
      const asked = names.slice(from, from + atOnce).filter((name) => to === undefined || name <= to);
      const streams = asked.map((name) => store.readStream(name));
      if (asked.length === 0) break;
      for (const stream of await Promise.all(streams))
        for (const record of stream) if (record.position <= last) records.push(record);
    }
    return records;
  };
  return { events, read };
}

/** Names of the streams that have records up to a position, in their order, and how many records these are. */
export async function streamsIn(
  store: EventReader,
  upTo: Position,
): Promise<{ readonly names: readonly string[]; readonly events: number }> {
  const names = new Set<string>();
  let events = 0;
  for (let after = 0n; after < upTo;) {
    const records = await store.readAll({ after, limit: page });
    for (const { stream, position } of records) {
      if (position > upTo) continue;
      names.add(stream);
      events += 1;
    }
    const last = records.at(-1);
    if (!last || records.length < page) break;
    after = last.position;
  }
  return { names: [...names].sort(), events };
}

/** Place of the first name after this one in a sorted list. */
function firstAfter(names: readonly string[], after: string): number {
  let [low, high] = [0, names.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (names[middle]! > after) high = middle;
    else low = middle + 1;
  }
  return low;
}
