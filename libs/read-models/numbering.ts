/**
 * Case numbers: the place of the registration in the log's order within its year (architecture.md, section 2). Given
 * once, kept in a table of their own.
 */
import { sql } from 'kysely';
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type StreamRange } from '../event-store/port.js';
import { localDateOf } from '../policy/calendar.js';
import { type ViewsDatabase } from './database/views-database.js';
import { type DirectModel, type NumberedEvent } from './read-model.js';
import { positionOf, recordedOf, registers, type LogEntry } from './log-entry.js';

export const written = (year: number, place: number): string => `${year}-${String(place).padStart(4, '0')}`;
const yearOf = (recorded: number): number => Number(localDateOf(recorded).slice(0, 4));
const isNumbered = (seen: LogEntry): boolean =>
  'event' in seen ? registers(seen.event) : seen.registers === true && seen.recorded !== undefined;

/**
 * `case_number`: one row for each case, added and never changed; also of a complaint whose projection has stopped, or a
 * later start would give its number again.
 */
export const caseNumbers: DirectModel = {
  name: 'case-numbers',
  version: 1,
  tables: {
    case_number: {
      kind: 'log',
      columns: { number: { type: 'text' }, year: { type: 'integer' }, place: { type: 'integer' } },
      indexes: [{ on: ['stream'] }, { on: ['year', 'place'] }, { on: ['number'] }],
    },
  },
  apply: ({ number, position, stream }: Pick<NumberedEvent, 'number' | 'position' | 'stream'>, write) => {
    if (number === undefined) return;
    const [year, place] = number.split('-').map(Number);
    write.add('case_number', { position, key: '', stream, number, year: year!, place: place! });
  },
};

export class Numbering {
  /** Year → the last place that was given. */
  private readonly places = new Map<number, number>();
  /** Position → number of the cases whose rows are not committed yet. */
  private readonly pending = new Map<bigint, string>();
  private upTo = 0n;

  /** @param table what has the numbers that were given: that of the case numbers in use, or of those being built */
  constructor(
    private readonly db: ViewsDatabase,
    private readonly table = 'case_number',
  ) {}

  /** Begins where the table ends. Where this fails, it has to be called again before anything is numbered. */
  async begin(upTo: bigint): Promise<void> {
    const rows = await this.db.read
      .selectFrom(this.table)
      .select('year')
      .select(({ fn }) => fn.max('place').as('place'))
      .where('position', '<=', upTo)
      .groupBy('year')
      .execute();
    this.places.clear();
    this.pending.clear();
    this.upTo = upTo;
    for (const { year, place } of rows) this.places.set(Number(year), Number(place));
  }

  /**
   * Position → number of those that make a case. In the order of the log; what was numbered before keeps its number.
   */
  async number(seen: Iterable<LogEntry>): Promise<ReadonlyMap<bigint, string>> {
    const numbers = new Map<bigint, string>();
    const inTable: bigint[] = [];
    for (const each of seen) {
      if (!isNumbered(each)) continue;
      const position = positionOf(each);
      const number = position > this.upTo ? this.next(position, yearOf(recordedOf(each)!)) : this.pending.get(position);
      if (number === undefined) inTable.push(position);
      else numbers.set(position, number);
    }
    for (const [position, number] of await numbersAt(this.db.read, this.table, inTable)) numbers.set(position, number);
    return numbers;
  }

  /** What was numbered is in the table now. */
  committed(): void {
    this.pending.clear();
  }

  private next(position: bigint, year: number): string {
    const place = (this.places.get(year) ?? 0) + 1;
    this.places.set(year, place);
    this.upTo = position;
    const number = written(year, place);
    this.pending.set(position, number);
    return number;
  }
}

/** The numbers that these events gave. */
export async function numbersIn(
  read: ViewsDatabase['read'],
  table: string,
  seen: readonly LogEntry[],
): Promise<ReadonlyMap<bigint, string>> {
  return numbersAt(read, table, seen.filter(isNumbered).map(positionOf));
}

/** Those of the complaints in this range. */
export async function numbersBetween(
  read: ViewsDatabase['read'],
  table: string,
  { after, to }: StreamRange,
): Promise<ReadonlyMap<bigint, string>> {
  const rows = await read
    .selectFrom(table)
    .select('number')
    .select(sql<string>`cast(position as text)`.as('position'))
    .where('stream', '>', after)
    .where('stream', '<=', to)
    .execute();
  return new Map(rows.map(({ position, number }) => [BigInt(position), String(number)]));
}

async function numbersAt(
  read: ViewsDatabase['read'],
  table: string,
  positions: readonly bigint[],
): Promise<ReadonlyMap<bigint, string>> {
  const numbers = new Map<bigint, string>();
  for (let from = 0; from < positions.length; from += 500) {
    const rows = await read
      .selectFrom(table)
      .select('number')
      .select(sql<string>`cast(position as text)`.as('position'))
      .where('position', 'in', positions.slice(from, from + 500))
      .execute();
    for (const { position, number } of rows) numbers.set(BigInt(position), String(number));
  }
  return numbers;
}

/** The same event, with the number that it gives its case. */
export const numberedEvent = (event: ComplaintEvent, numbers: ReadonlyMap<bigint, string>): NumberedEvent => {
  const number = numbers.get(event.position);
  return number === undefined ? event : ({ ...(event as object), number } as NumberedEvent);
};

/** The numbers of these complaints, by their id; of one that is no case, or is not seen yet, none. */
export async function numbersOf(
  { read }: Pick<ViewsDatabase, 'read'>,
  streams: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let from = 0; from < streams.length; from += 500) {
    const rows = await read
      .selectFrom('case_number')
      .select(['stream', 'number'])
      .where('stream', 'in', streams.slice(from, from + 500))
      .execute();
    for (const { stream, number } of rows) found.set(String(stream), String(number));
  }
  return found;
}
