/** Case numbers: the place of the registration in the log's order within its year (architecture.md, section 2). Given once, kept in a table of their own. */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { localDateOf } from '../policy/calendar.js';
import { type ViewsDatabase } from './database/views-database.js';
import { type DirectModel, type Told } from './read-model.js';

/** Makes a case, so it gets a number. */
const isNumbered = ({ type }: ComplaintEvent): boolean => type === 'CaseRegistered' || type === 'OwnInitiativeOpened';
const yearOf = ({ recordedAt }: ComplaintEvent): number => Number(localDateOf(Date.parse(recordedAt)).slice(0, 4));
export const written = (year: number, place: number): string => `${year}-${String(place).padStart(4, '0')}`;

/** `case_number`: one row for each case, added and never changed. */
export const caseNumbers: DirectModel = {
  name: 'case-numbers', version: 1,
  tables: {
    case_number: {
      kept: 'log', columns: { number: { type: 'text' }, year: { type: 'integer' }, place: { type: 'integer' } },
      indexes: [{ on: ['stream'] }, { on: ['year', 'place'] }, { on: ['number'] }],
    },
  },
  apply: (event, write) => {
    if (event.number === undefined) return;
    const [year, place] = event.number.split('-').map(Number);
    write.add('case_number', { position: event.position, key: '', stream: event.stream, number: event.number, year: year!, place: place! });
  },
};

export class Numbering {
  /** Year → the last place that was given. */
  private readonly places = new Map<number, number>();
  private upTo = 0n;

  constructor(private readonly db: ViewsDatabase) {}

  /** Begins where the table ends. */
  async begin(upTo: bigint): Promise<void> {
    this.places.clear();
    this.upTo = upTo;
    const rows = await this.db.read.selectFrom('case_number').select('year').select(({ fn }) => fn.max('place').as('place')).where('position', '<=', upTo).groupBy('year').execute();
    for (const { year, place } of rows) this.places.set(Number(year), Number(place));
  }

  /** The same events, those that make a case with its number. In the order of the log; what was numbered before keeps its number. */
  async number(events: readonly ComplaintEvent[]): Promise<readonly Told[]> {
    if (!events.some(isNumbered)) return events;
    const earlier = events.filter((event) => isNumbered(event) && event.position <= this.upTo);
    const known = earlier.length === 0 ? new Map<string, string>() : await this.numbersOf(earlier.map(({ stream }) => stream));
    return events.map((event) => {
      if (!isNumbered(event)) return event;
      if (event.position <= this.upTo) return { ...event as object, number: known.get(event.stream) } as Told;
      const year = yearOf(event);
      const place = (this.places.get(year) ?? 0) + 1;
      this.places.set(year, place);
      this.upTo = event.position;
      return { ...event as object, number: written(year, place) } as Told;
    });
  }

  /** The numbers of these complaints, by their id. */
  async numbersOf(streams: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (let from = 0; from < streams.length; from += 500) {
      const rows = await this.db.read.selectFrom('case_number').select(['stream', 'number']).where('stream', 'in', streams.slice(from, from + 500)).execute();
      for (const { stream, number } of rows) found.set(String(stream), String(number));
    }
    return found;
  }
}
