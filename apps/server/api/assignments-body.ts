/** The body of a handing over: from whom to whom, and the worklist's filters beside them. */
import { keyPatterns } from '../../../event-schemas/complaint/codes.js';
import { fieldSentences, type FieldCode } from '../../../libs/complaints/steps/fields.js';
import { type Assignments } from '../../../libs/complaints/write/hand-over.js';
import { refused } from '../../../libs/platform/refused.js';
import { type FieldError } from '../../../libs/platform/refusal.js';
import { isValidDate } from '../../../libs/policy/calendar.js';
import { narrowingOf, readerOf } from './queries-of.js';

const member = new RegExp(keyPatterns.member, 'u');
const dateForm = /^\d{4}-\d{2}-\d{2}$/;

/** @throws Refused VALIDATION */
export function assignmentsOf(body: unknown): Assignments {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalid([error('', 'NOT_AN_OBJECT')]);
  const { from, to, until, ...others } = body as { readonly [name: string]: unknown };
  const isMemberOrNull = (value: unknown): value is string | null =>
    value === null || (typeof value === 'string' && member.test(value));
  const isDay = (value: unknown): value is string =>
    typeof value === 'string' && dateForm.test(value) && isValidDate(value);
  const wrong = [
    ...[['from', from] as const, ['to', to] as const].flatMap(([field, value]) =>
      isMemberOrNull(value) ? [] : [error(field, value === undefined ? 'MISSING' : 'NOT_A_MEMBER')],
    ),
    ...(until === undefined || isDay(until) ? [] : [error('until', 'NOT_A_DATE')]),
  ];
  const reader = readerOf(others);
  const filter = narrowingOf(reader);
  reader.done(wrong);
  return { from: from as string | null, to: to as string | null, until: until as string | undefined, filter };
}

const error = (field: string, code: FieldCode): FieldError => ({ field, code, sentences: fieldSentences[code] });
const invalid = (errors: readonly FieldError[]) => refused('VALIDATION', 400, { errors });
