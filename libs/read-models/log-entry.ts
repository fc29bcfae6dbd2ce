/**
 * What the read models are told of a record: the event in it, or, of one that cannot be read, what the store itself
 * knows.
 */
import { type ComplaintEvent, type ComplaintEventType } from '../../event-schemas/complaint/events.js';
import { UnreadableEvent } from '../../event-schemas/complaint/upcast.js';
import { type Place, type StoredRecord } from '../event-store/port.js';

export interface Unreadable {
  /** The stream that it belongs to. */
  readonly unreadable: string;
  readonly position: bigint;
  readonly id: string;
  /** When it was recorded, in milliseconds since the epoch, where its metadata still say so. */
  readonly recorded?: number;
  /**
   * By its type it makes a case: a number is due to it, or the cases after it would have others once it can be read.
   */
  readonly registers?: true;
}
export type LogEntry = { readonly event: ComplaintEvent } | Unreadable;

/** Of the events that make a case. */
export const typesThatRegister: readonly ComplaintEventType[] = ['CaseRegistered', 'OwnInitiativeOpened'];
const makeCases: ReadonlySet<string> = new Set(typesThatRegister);
export const registers = ({ type }: { readonly type: string }): boolean => makeCases.has(type);

export function entryOf(record: StoredRecord, read: (record: StoredRecord) => ComplaintEvent): LogEntry {
  try {
    return { event: read(record) };
  } catch (error) {
    // Whatever else fails is no matter of this event: passed over, it would stop all complaints one by one.
    if (!(error instanceof UnreadableEvent)) throw error;
    return numberedRecord(record);
  }
}

/** What a number is given by, without a look at the event in it. */
export function numberedRecord(record: StoredRecord): Unreadable {
  const { recordedAt } = record.metadata;
  const recorded = typeof recordedAt === 'string' ? Date.parse(recordedAt) : NaN;
  return {
    unreadable: record.stream,
    position: record.position,
    id: record.id,
    ...(Number.isNaN(recorded) ? {} : { recorded }),
    ...(registers(record) ? { registers: true } : {}),
  };
}

export const positionOf = (seen: LogEntry): bigint => ('event' in seen ? seen.event.position : seen.position);
export const placeOf = (seen: LogEntry): Place => {
  const { position, id } = 'event' in seen ? seen.event : seen;
  return { position, id };
};
export const streamOf = (seen: LogEntry): string => ('event' in seen ? seen.event.stream : seen.unreadable);
export const recordedOf = (seen: LogEntry): number | undefined =>
  'event' in seen ? Date.parse(seen.event.recordedAt) : seen.recorded;
