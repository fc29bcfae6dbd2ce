/**
 * How many lines a question finds. Counting reads an index of all that is there, which a person should not wait for
 * twice: what was counted holds until the read models move.
 */
import { LRUCache } from 'lru-cache';
import { type Kysely } from 'kysely';
import { type Tables } from '../database/views-database.js';
import { checkpointAt, entries, live } from '../registry.js';

interface Counted {
  /** Where the read models stood. */
  readonly at: string;
  readonly totals: LRUCache<string, number>;
}
const kept = new WeakMap<Kysely<Tables>, Counted>();
const most = 500;

/** @param question the same text for the same question, and for no other */
export async function total(db: Kysely<Tables>, question: string, count: () => Promise<number>): Promise<number> {
  // Asked before it is counted: what is written in between may be counted already, and is forgotten with the next move.
  const at = await standing(db);
  let counted = kept.get(db);
  if (counted?.at !== at) kept.set(db, (counted = { at, totals: new LRUCache({ max: most }) }));
  const known = counted.totals.get(question);
  if (known !== undefined) return known;
  const found = await count();
  counted.totals.set(question, found);
  return found;
}

const lists: ReadonlySet<string> = new Set(['worklist', 'department-lines']);

async function standing(db: Kysely<Tables>): Promise<string> {
  const checkpoint = await checkpointAt(db, live);
  const shown = (await entries(db)).filter(({ name, inUse }) => lists.has(name) && inUse);
  return [checkpoint?.position, ...shown.map(({ name, version, generation }) => [name, version, generation])].join('/');
}
