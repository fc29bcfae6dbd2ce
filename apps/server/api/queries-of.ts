/** What stands in a query string, checked: a word that is not known is refused, and its value never repeated. */
import { keyPatterns } from '../../../event-schemas/complaint/codes.js';
import { parseInstant } from '../../../libs/platform/instant.js';
import { refused } from '../../../libs/platform/refused.js';
import { type FieldError } from '../../../libs/platform/refusal.js';
import { isValidDate } from '../../../libs/policy/calendar.js';
import { speakable } from '../../../libs/platform/speakable.js';
import { sorts, type Filter, type Sort } from '../../../libs/read-models/worklist/query.js';

export type Query = { readonly [name: string]: unknown };

const sentences = { da: 'Værdien er ikke en, som findes her.', en: 'The value is none that is known here.' };
const leftOut = { da: 'Det skal være med.', en: 'This is required.' };
const unknownName = {
  da: 'Der er et navn i adressen, som ikke findes her.',
  en: 'There is a name in the address that is not known here.',
};

export class QueryReader {
  private readonly errors: FieldError[] = [];
  private readonly asked: Set<string>;

  /** @param known what is read elsewhere: `after` by every read */
  constructor(
    private readonly query: Query,
    known: readonly string[] = ['after'],
  ) {
    this.asked = new Set(known);
  }

  text(name: string, pattern: RegExp): string | undefined {
    this.asked.add(name);
    const value = this.query[name];
    if (value === undefined) return undefined;
    if (typeof value === 'string' && pattern.test(value)) return value;
    this.errors.push({ field: name, code: 'NOT_IN_LIST', sentences });
    return undefined;
  }

  oneOf<const Value extends string>(name: string, values: readonly Value[]): Value | undefined {
    const value = this.text(name, /^.{0,60}$/s);
    if (value === undefined || (values as readonly string[]).includes(value)) return value as Value | undefined;
    this.errors.push({ field: name, code: 'NOT_IN_LIST', sentences });
    return undefined;
  }

  count(name: string, min: number, max: number): number | undefined {
    const value = this.text(name, /^\d{1,9}$/);
    if (value === undefined) return undefined;
    const count = Number(value);
    if (count < min || count > max) this.errors.push({ field: name, code: 'NOT_IN_LIST', sentences });
    return count;
  }

  instant(name: string): number | undefined {
    const value = this.text(name, /^.{1,40}$/s);
    if (value === undefined) return undefined;
    const instant = parseInstant(value);
    if (instant === null) this.errors.push({ field: name, code: 'NOT_AN_INSTANT', sentences });
    return instant ?? undefined;
  }

  date(name: string): string | undefined {
    const value = this.text(name, /^\d{4}-\d{2}-\d{2}$/);
    if (value === undefined || isValidDate(value)) return value;
    this.errors.push({ field: name, code: 'NOT_A_DATE', sentences });
    return undefined;
  }

  /** Notes that something without which there is no answer was left out, unless it was noted already. */
  require(name: string, value: unknown): void {
    if (value === undefined && this.query[name] === undefined)
      this.errors.push({ field: name, code: 'REQUIRED', sentences: leftOut });
  }

  /** @param wrong found elsewhere @throws Refused VALIDATION */
  done(wrong: readonly FieldError[] = []): void {
    this.errors.unshift(...wrong);
    for (const name of Object.keys(this.query))
      if (!this.asked.has(name))
        this.errors.push({ field: speakable(name), code: 'UNKNOWN_FIELD', sentences: unknownName });
    if (this.errors.length > 0) throw refused('VALIDATION', 400, { errors: this.errors });
  }
}

/** A `sub` is of whatever form its provider gives it. */
const oneLine = new RegExp(keyPatterns.member, 'u');
const word = /^[A-Za-z0-9./@-]{1,60}$/;

/** Of a body: a boolean and a number are as good as their words in a query string. */
export const readerOf = (fields: { readonly [name: string]: unknown }): QueryReader =>
  new QueryReader(
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        typeof value === 'boolean' || typeof value === 'number' ? String(value) : value,
      ]),
    ),
  );

/** All but whose case it is. */
export function narrowingOf(reader: QueryReader): Omit<Filter, 'assignee'> {
  const overdue = reader.oneOf('overdue', ['true', 'false']);
  return {
    state: reader.text('state', word),
    outcome: reader.text('outcome', word),
    department: reader.text('department', word),
    topic: reader.text('topic', word),
    overdue: overdue === undefined ? undefined : overdue === 'true',
    lifecycle: reader.text('lifecycle', word),
    profile: reader.text('profile', word),
  };
}
export const filterOf = (reader: QueryReader): Filter => ({
  ...narrowingOf(reader),
  assignee: reader.text('assignee', oneLine),
});

/** `due`: until that day, inclusive. */
export const tasksAskedIn = (reader: QueryReader) => ({
  assignee: reader.text('assignee', oneLine),
  due: reader.date('due'),
  ...pageOf(reader),
});

interface AskedPage {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

export const pageOf = (reader: QueryReader): AskedPage => ({
  cursor: reader.text('cursor', /^[A-Za-z0-9_-]{1,400}$/),
  limit: reader.count('limit', 1, 200),
});
export const pagingOf = (reader: QueryReader): AskedPage & { readonly sort?: Sort | undefined } => ({
  sort: reader.oneOf('sort', sorts),
  ...pageOf(reader),
});

/** `?after=`: a position, as a decimal string. */
export function afterOf({ after }: Query): bigint | undefined {
  if (after === undefined) return undefined;
  if (typeof after !== 'string' || !/^\d{1,20}$/.test(after))
    throw refused('VALIDATION', 400, { errors: [{ field: 'after', code: 'NOT_IN_LIST', sentences }] });
  return BigInt(after);
}
