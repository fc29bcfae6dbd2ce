/**
 * The words in the log of looks: what was searched for, and what a judge wrote. They name people, so they rest sealed
 * under a key of the month of their look, which is destroyed when the looks of that month are forgotten (law 6).
 */
import { keyIdOf, open, seal, SealBroken, type Place } from '../privacy/field-cipher.js';
import { shredded, unreadable, type DataKey, type DataKeys, type Shredded, type Unreadable } from '../privacy/keys.js';
import { UnknownKey } from '../privacy/refusals.js';
import { monthOf } from './supervised-looks.js';

export type SealedField = 'terms' | 'note';

/** @param at of the look, as it is kept: RFC 3339, UTC */
export const placeOfWords = (office: string, at: string, field: SealedField): Place => ({
  office,
  stream: streamOf(monthOf(at)),
  eventId: at,
  field,
  schemaVersion: 1,
});
const streamOf = (month: string): string => `looks-${month}`;
const subject = 'text';
const weekMs = 7 * 86_400_000;

/** Whether it opens, for `klagegang verify`; what was destroyed with its month is not wrong. */
export function opensAt(
  office: string,
  find: (ids: Iterable<string>) => ReadonlyMap<string, DataKey | 'destroyed'>,
): (sealed: string, at: string, field: SealedField) => boolean {
  return (sealed, at, field) => {
    try {
      const id = keyIdOf(sealed);
      const key = find([id]).get(id);
      if (key !== 'destroyed') open(sealed, key!, placeOfWords(office, at, field));
      return true;
    } catch {
      return false;
    }
  };
}

export class LookSeals {
  constructor(
    private readonly office: string,
    private readonly keys: DataKeys,
  ) {}

  /** @throws KeyStoreUnavailable the month has no key yet, and none can be made */
  async seal(words: string, at: string, field: SealedField): Promise<string> {
    const where = placeOfWords(this.office, at, field);
    const keys = await this.keys.obtain(where.stream, [subject]);
    return seal(words, keys.get(subject)!, where);
  }

  /** @throws KeyStoreUnavailable */
  async open(sealed: string, at: string, field: SealedField): Promise<string | Shredded | Unreadable> {
    try {
      const id = keyIdOf(sealed);
      const key = (await this.keys.find([id])).get(id);
      return key === 'destroyed'
        ? shredded
        : (open(sealed, key as DataKey, placeOfWords(this.office, at, field)) as string);
    } catch (error) {
      // As where a field of a case does not open: what was sealed is lost, and nothing else.
      if (error instanceof SealBroken || error instanceof UnknownKey || error instanceof TypeError) return unreadable;
      throw error;
    }
  }

  /**
   * Makes the keys of this month and of the one that begins within a week, so that a search needs none on a disk that
   * is full by then. @throws KeyStoreUnavailable
   */
  async prepare(now: number): Promise<void> {
    for (const at of [now, now + weekMs])
      await this.keys.obtain(streamOf(monthOf(new Date(at).toISOString())), [subject]);
  }

  /** @param months `2026-03`; can be repeated. @throws KeyStoreUnavailable keys may be left */
  async destroy(months: readonly string[]): Promise<void> {
    for (const month of months) await this.keys.destroy(streamOf(month));
  }
}
