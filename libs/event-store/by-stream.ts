import { type EventReader, type Position, type ReadStreams, type StoredRecord } from './port.js';

/** Streams that are asked for at a time, of a store that has no order of them. */
const atOnce = 8;
const page = 2000;

/**
 * `readStreams` of any store. One that cannot give its streams in order is read once for their names, which are all
 * that is kept, and then stream by stream.
 */
export async function streamReader(
  store: EventReader,
  upTo: Position,
): Promise<(options: ReadStreams) => Promise<readonly StoredRecord[]>> {
  if (store.readStreams) return (options) => store.readStreams!(options);
  const names = await namesOf(store, upTo);
  return async ({ after, to, upTo: last, limit }) => {
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
}

async function namesOf(store: EventReader, upTo: Position): Promise<readonly string[]> {
  const names = new Set<string>();
  for (let after = 0n; after < upTo;) {
    const records = await store.readAll({ after, limit: page });
    for (const { stream, position } of records) if (position <= upTo) names.add(stream);
    const last = records.at(-1);
    if (!last) break;
    after = last.position;
  }
  return [...names].sort();
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
