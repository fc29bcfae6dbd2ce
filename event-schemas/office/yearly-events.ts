/**
 * The yearly report as an office puts it together: which tables are left out, own texts, and examples with who has let
 * each through. Storage formats as those of complaints; in the office's own log, in a stream of their own.
 */
import { Type } from 'typebox';
import { event, type DataOf, type Envelope, type EventDeclaration } from '../envelope.js';

const { Array: List, Optional, String: Str, Integer } = Type;

/** As the office numbers its years. */
const year = Integer({ minimum: 1990, maximum: 2200 });
/** Where a text stands: `foreword`, or a section of the report. */
const place = Str({ pattern: '^[a-zA-Z]{1,40}$' });
/** A table of the report: `contacts/channel`. */
const tableKey = Str({ pattern: '^[a-zA-Z,/-]{1,100}$' });
const example = Str({ minLength: 36, maxLength: 36 });
export const mostOfText = 10_000;
export const mostOfTitle = 200;
const text = Str({ minLength: 1, maxLength: mostOfText });

/** All that is left out from now on. */
const yearlyTablesChosen = event({
  type: 'YearlyTablesChosen',
  schemaVersion: 1,
  data: { year, without: List(tableKey, { maxItems: 200, uniqueItems: true }) },
});
/** A text of the office's own; none any more where it is left out. */
const yearlyTextWritten = event({
  type: 'YearlyTextWritten',
  schemaVersion: 1,
  personal: { text: 'text' },
  data: { year, place, text: Optional(text) },
});
/** An example from a case, which names nobody; what was said of an earlier wording says nothing of this one. */
const yearlyExampleWritten = event({
  type: 'YearlyExampleWritten',
  schemaVersion: 1,
  personal: { title: 'text', text: 'text' },
  data: { year, example, place, title: Str({ minLength: 1, maxLength: mostOfTitle }), text },
});
/** Somebody has read this wording for itself, and says that nobody can be known by it. */
const yearlyExampleApproved = event({ type: 'YearlyExampleApproved', schemaVersion: 1, data: { year, example } });
const yearlyExampleRemoved = event({ type: 'YearlyExampleRemoved', schemaVersion: 1, data: { year, example } });

const list = [
  yearlyTablesChosen,
  yearlyTextWritten,
  yearlyExampleWritten,
  yearlyExampleApproved,
  yearlyExampleRemoved,
] as const;
type Declared = (typeof list)[number];
type YearlyData = { [Declaration in Declared as Declaration['type']]: DataOf<Declaration> };
export type YearlyEventType = keyof YearlyData;
/** A stored event of an office's yearly reports. */
export type YearlyEvent = { [Type in YearlyEventType]: Envelope<Type, YearlyData[Type]> }[YearlyEventType];
/** One that is about to be. */
export type YearlyCandidate = {
  [Type in YearlyEventType]: { readonly type: Type; readonly data: YearlyData[Type] };
}[YearlyEventType];

export const yearlyEvents = Object.fromEntries(
  list.map((declaration) => [declaration.type, declaration]),
) as unknown as { readonly [Type in YearlyEventType]: EventDeclaration<Type> };
