/** Positions are those of one log: rows that were made of another are told by the last event that is in them. */
import { type Kysely } from 'kysely';
import { type EventReader } from '../event-store/port.js';
import { type Tables } from './database/views-database.js';
import { checkpointAt, lastEvent, live } from './registry.js';

/**
 * From where on a log is followed by the rows in use: the position up to which they have seen it, or, where that is no
 * place of the log any more, their last event's. Undefined: they are of another log, or of more than this one has left.
 */
export async function continuedFrom(
  db: Kysely<Tables>,
  log: Pick<EventReader, 'has' | 'head' | 'numbersEvents'>,
): Promise<bigint | undefined> {
  const { position } = (await checkpointAt(db, live))!;
  if (position === 0n) return position;
  const last = await lastEvent(db);
  // Of a program that did not note it: only where positions are numbers can they be taken as they are.
  if (!last) return log.numbersEvents && position <= (await log.head()) ? position : undefined;
  if (!(await log.has(last))) return undefined;
  return position === last.position || (await log.has({ position })) ? position : last.position;
}
