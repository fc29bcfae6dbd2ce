/**
 * From what came of a form to the body of a step. Field by field as the step declares them, so that whatever is wrong
 * with the body is said of the field that it was typed in. What was left empty was left out.
 */
import { fieldsOf, holds, type Class, type Field } from '../../../../libs/complaints/steps/fields.js';
import { requiredCodes } from '../../../../libs/complaints/steps/validate-body.js';
import { formatInstant } from '../../../../libs/platform/instant.js';
import { instantOf, isValidDate } from '../../../../libs/policy/calendar.js';
import { type DayTyped } from '../ui/fields.js';

/** A form as it came: a field that came several times is a list. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** Of a member: nobody, which is said and not left out. */
export const nobody = '-';

export const typedText = (typed: Typed, name: string): string => {
  const value = typed[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
};
export const typedList = (typed: Typed, name: string): readonly string[] => {
  const value = typed[name];
  return value === undefined ? [] : [value].flat().filter((each) => each !== '');
};
export const typedDay = (typed: Typed, name: string): DayTyped => ({
  day: typedText(typed, `${name}.day`),
  month: typedText(typed, `${name}.month`),
  year: typedText(typed, `${name}.year`),
  time: typedText(typed, `${name}.time`),
});

/** What is the page's own in a form: no step has a field of that name. */
export const pages: ReadonlySet<string> = new Set(['formToken', 'ifMatch', 'key', 'more']);
/** What somebody has typed or chosen, name by name. */
export const typedIn = (typed: Typed): readonly (readonly [name: string, value: string])[] =>
  Object.entries(typed).flatMap(([name, values]) =>
    pages.has(name) ? [] : [values].flat().flatMap((value) => (value === '' ? [] : [[name, value] as const])),
  );

/** How many rows of a list the form has. */
export const rowsOf = (typed: Typed, name: string): number =>
  Object.keys(typed).reduce((most, key) => {
    const [, index] = key.startsWith(`${name}.`) ? (/^(\d{1,2})\./.exec(key.slice(name.length + 1)) ?? []) : [];
    return index === undefined ? most : Math.max(most, Number(index) + 1);
  }, 0);

export function bodyFrom(of: Class, typed: Typed, prefix = ''): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const field of fieldsOf(of).values()) {
    const value = valueOf(field, typed, prefix + field.name);
    if (value !== undefined) body[field.name] = value;
  }
  // What a form shows at once and has no place here is no word of whoever sent it.
  for (const { name, onlyWhen, meaning } of fieldsOf(of).values())
    if (onlyWhen !== null && body[name] === meaning && !holds(onlyWhen, body)) delete body[name];
  return body;
}

function valueOf(field: Field, typed: Typed, path: string): unknown {
  const { kind, list, of, required } = field;
  if (kind === 'Some') {
    const rows = Array.from({ length: Math.max(rowsOf(typed, path), required ? 1 : 0) }, (_, index) =>
      bodyFrom(of!(), typed, `${path}.${index}.`),
    );
    const filled = rows.filter((row) => isFilled(of!(), row));
    return filled.length > 0 ? filled : required ? rows.slice(0, 1) : undefined;
  }
  if (kind === 'One' || kind === 'Person') {
    const one = bodyFrom(of!(), typed, `${path}.`);
    // Where a rule asks for it, that is said, and not field by field.
    return (required && !requiredCodes.has(field.name)) || isFilled(of!(), one) ? one : undefined;
  }
  if (list !== null) {
    const values = typedList(typed, path);
    return values.length > 0 || required ? values : undefined;
  }
  if (kind === 'Date') return dayFrom(typedDay(typed, path));
  if (kind === 'Instant') return instantFrom(typedDay(typed, path));
  const text = typedText(typed, path).replaceAll('\r\n', '\n');
  if (text.trim() === '') return undefined;
  if (kind === 'Flag') return text === 'true' ? true : text === 'false' ? false : text;
  if (kind === 'Member' && text === nobody) return null;
  if ((kind === 'Minutes' || kind === 'Revision') && /^\d{1,6}$/.test(text.trim())) return Number(text);
  return kind === 'Text' ? text : text.trim();
}

/** Whether somebody has filled in anything of it beyond what stood there. */
const isFilled = (of: Class, body: Readonly<Record<string, unknown>>): boolean =>
  [...fieldsOf(of).values()].some(({ name, meaning }) => {
    const value = body[name];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== meaning;
  });

/** What is no day stays as it was typed, so that it is refused as such. */
export function dayFrom({ day, month, year }: DayTyped): string | undefined {
  if (`${day}${month}${year}`.trim() === '') return undefined;
  return `${year.trim()}-${month.trim().padStart(2, '0')}-${day.trim().padStart(2, '0')}`;
}

/** A time of the office's own zone; without a time of day it is noon, which is that day everywhere. */
function instantFrom(typed: DayTyped): string | undefined {
  const date = dayFrom(typed);
  const [, hour, minute] = /^\s*(\d{1,2})[.:](\d{2})\s*$/.exec(typed.time ?? '') ?? [];
  if (date === undefined) return undefined;
  const time = hour === undefined ? (typed.time?.trim() ? undefined : '12:00') : `${hour.padStart(2, '0')}:${minute!}`;
  if (time === undefined || time > '23:59' || !isValidDate(date)) return `${date} ${typed.time ?? ''}`;
  return formatInstant(instantOf(date, time));
}
