/** What is done with an office's looks by itself: each week is drawn when it is over, and what is old is forgotten. */
import { addMonths, localDateOf } from '../../policy/calendar.js';
import { type StoredRecord } from '../../event-store/port.js';
import { type Office } from '../wiring/office.js';

/** Draws every week that is over and was not drawn. @param now milliseconds since the epoch */
export async function drawWeeks({ access, store }: Pick<Office, 'access' | 'store'>, now: number): Promise<void> {
  const streams = new Map<string, readonly StoredRecord[]>();
  await access.supervised?.drawUntil(now, async (by, complaint, on) => {
    const records = streams.get(complaint) ?? (await store.readStream(complaint));
    streams.set(complaint, records);
    return records.some(
      ({ metadata: { actor, recordedAt } }) =>
        (actor as { readonly sub?: unknown } | undefined)?.sub === by &&
        localDateOf(Date.parse(recordedAt as string)) === on,
    );
  });
}

/** @param months how long a look is kept */
export async function keepLooks(
  office: Pick<Office, 'access' | 'store' | 'lookSeals'>,
  now: number,
  months: number,
): Promise<void> {
  await office.lookSeals.prepare(now);
  await drawWeeks(office, now);
  await office.access.supervised?.forget(addMonths(localDateOf(now), -months), now, (gone) =>
    office.lookSeals.destroy(gone),
  );
}
