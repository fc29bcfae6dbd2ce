import { type EventReader, type Position } from './port.js';

const page = 1000;
/** More are not counted where they have to be read for it. */
export const mostCounted = 10_000;

/**
 * How many events lie behind a position. Where positions do not count them they are read, from a position that the log
 * gave, and no more than `mostCounted`: then there are as many at least.
 */
export async function eventsAfter(log: EventReader, position: Position): Promise<number> {
  const head = await log.head();
  if (head <= position) return 0;
  if (log.numbersEvents) return Number(head - position);
  let count = 0;
  for (let after = position; count < mostCounted;) {
    const records = await log.readAll({ after, limit: page });
    count += records.length;
    if (records.length < page) return count;
    after = records.at(-1)!.position;
  }
  return mostCounted;
}
