/** What a body names must exist in the office, and what has happened cannot be in the future. */
import { type LocalDate } from '../../policy/calendar.js';
import { localDateOf } from '../../policy/calendar.js';
import { refused } from '../../platform/refused.js';
import { type FieldError } from '../../platform/refusal.js';
import { type Office } from '../wiring/office.js';

const unknownDepartment = {
  da: 'Kontoret har ingen forvaltning med den nøgle.',
  en: 'The office has no department of that key.',
};
const unknownTopic = { da: 'Emnet står ikke på kontorets liste.', en: "The topic is not on the office's list." };
const inTheFuture = { da: 'Datoen ligger i fremtiden.', en: 'The date is in the future.' };

interface Named {
  readonly topic?: string;
  readonly department?: string;
  readonly departments?: readonly string[];
  readonly referrals?: readonly { readonly department: string }[];
  readonly receivedOn?: LocalDate;
  readonly askedOn?: LocalDate;
  readonly on?: LocalDate;
  readonly occurredAt?: string;
}

/** @throws Refused VALIDATION with the fields, never their values */
export function checkAgainstOffice(
  body: object,
  office: Pick<Office, 'departments' | 'topics'>,
  today: LocalDate,
): void {
  const errors: FieldError[] = [];
  const { topic, department, departments = [], referrals = [], occurredAt, ...dates } = body as Named;
  const known = (field: string, key: string | undefined) => {
    if (key !== undefined && !office.departments.has(key))
      errors.push({ field, code: 'UNKNOWN_DEPARTMENT', sentences: unknownDepartment });
  };
  known('department', department);
  departments.forEach((key, index) => known(`departments.${index}`, key));
  referrals.forEach((referral, index) => known(`referrals.${index}.department`, referral.department));
  if (topic !== undefined && !office.topics.has(topic))
    errors.push({ field: 'topic', code: 'UNKNOWN_TOPIC', sentences: unknownTopic });
  for (const field of ['receivedOn', 'askedOn', 'on'] as const) {
    const date = dates[field];
    if (date !== undefined && date > today) errors.push({ field, code: 'IN_THE_FUTURE', sentences: inTheFuture });
  }
  if (occurredAt !== undefined && localDateOf(Date.parse(occurredAt)) > today)
    errors.push({ field: 'occurredAt', code: 'IN_THE_FUTURE', sentences: inTheFuture });
  if (errors.length > 0) throw refused('VALIDATION', 400, { errors });
}
