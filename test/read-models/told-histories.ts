/**
 * Random legal histories of every office in one log, and the tables that some read models make of them: for fast tests,
 * without keys or files.
 */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type Story } from '../../libs/complaints/testing/given.js';
import { wander } from '../../libs/complaints/testing/wandering.js';
import { MemoryStore } from '../../libs/event-store/memory/memory-store.js';
import { type Profile } from '../../libs/policy/profile.js';
import { openSqliteViews } from '../../libs/read-models/database/sqlite-views.js';
import { OfficeViews } from '../../libs/read-models/office-views.js';
import { type ReadModel } from '../../libs/read-models/read-model.js';

export interface History {
  readonly stream: string;
  readonly profile: Profile;
  readonly events: readonly ComplaintEvent[];
}

export const offices = ['horsens@1', 'koebenhavn@1', 'odense@1'] as const;

export const historyOf = (stream: string, { profile, events }: Story): History => ({
  stream,
  profile,
  events: events.map((event) => ({ ...event, stream })),
});

/** @param further goes on where a story has wandered to */
export const histories = (
  perOffice: number,
  {
    seed = 0,
    steps = 60,
    further = (story) => story,
  }: { readonly seed?: number; readonly steps?: number; readonly further?: (story: Story, seed: number) => Story } = {},
): readonly History[] =>
  offices.flatMap((profile, office) =>
    Array.from({ length: perOffice }, (_, n) => {
      const own = seed + 1000 * office + n;
      return historyOf(`complaint-${office}-${n}`, further(wander(own, profile, steps), own));
    }),
  );

/**
 * One log in the order in which its events were written down, so that those of many complaints stand among one another.
 */
export function logOf(told: readonly History[]): readonly ComplaintEvent[] {
  const all = told
    .flatMap(({ events }) => events)
    .sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0));
  return all.map((event, index) => ({ ...(event as object), position: BigInt(index + 1) }) as ComplaintEvent);
}

export async function projected(models: readonly ReadModel[], log: readonly ComplaintEvent[], batch = 200) {
  const db = openSqliteViews(':memory:');
  const views = await OfficeViews.open(
    db,
    {
      store: new MemoryStore(),
      read: () => {
        throw new Error('nothing is stored');
      },
    },
    models,
  );
  const apply = (seen: Parameters<OfficeViews['apply']>[0], upTo: bigint) => views.apply(seen, upTo, upTo);
  for (let from = 0; from < log.length; from += batch) {
    const taken = log.slice(from, from + batch);
    await apply(
      taken.map((event) => ({ event })),
      taken.at(-1)!.position,
    );
  }
  /** The next event of the log belongs to this complaint, and cannot be read. */
  const halt = (stream: string) =>
    apply([{ unreadable: stream, position: views.position + 1n, id: '' }], views.position + 1n);
  return { db, views, halt };
}
