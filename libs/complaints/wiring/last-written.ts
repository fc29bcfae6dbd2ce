import { type Office } from './office.js';

/** Time of the last event of any office: milliseconds since the epoch, 0 where there is none. */
export async function lastWrittenIn(offices: readonly Office[]): Promise<number> {
  const last = await Promise.all(offices.map(({ store }) => store.readAll({ backwards: true, limit: 1 })));
  return Math.max(0, ...last.flat().map(({ metadata: { recordedAt } }) => Date.parse(recordedAt as string)));
}
