/** What a body names must exist in the office, and what has happened cannot be in the future. */
import { type CaseState } from '../../case/case-state.js';
import { localDateOf } from '../../policy/calendar.js';
import { refused } from '../../platform/refused.js';
import { type FieldError, type Sentences } from '../../platform/refusal.js';
import { type Office } from '../wiring/office.js';
import { fieldsOf, type Class } from './fields.js';
import { steps, type CommandName } from './steps.js';

const errors = {
  UNKNOWN_DEPARTMENT: {
    da: 'Kontoret har ingen forvaltning med den nøgle.',
    en: 'The office has no department of that key.',
  },
  UNKNOWN_TOPIC: { da: 'Emnet står ikke på kontorets liste.', en: "The topic is not on the office's list." },
  RETIRED_DEPARTMENT: {
    da: 'Forvaltningen findes ikke mere, og sagen har ikke haft med den at gøre.',
    en: 'The department is there no more, and the complaint has had nothing to do with it.',
  },
  RETIRED_TOPIC: {
    da: 'Emnet bruges ikke mere.',
    en: 'The topic is used no more.',
  },
  UNKNOWN_MEMBER: {
    da: 'Kontoret kender ingen medarbejder med det id.',
    en: 'The office knows no member of that id.',
  },
  IN_THE_FUTURE: { da: 'Datoen ligger i fremtiden.', en: 'The date is in the future.' },
} as const satisfies { readonly [code: string]: Sentences };

const errorAt = (field: string, code: keyof typeof errors): FieldError => ({ field, code, sentences: errors[code] });
/** What is said of a field that names nobody who works there. */
export const unknownMember = (field: string): FieldError => errorAt(field, 'UNKNOWN_MEMBER');
/** What is said of a field that names a department for something new; undefined where the office has it. */
export const unknownDepartment = (
  field: string,
  key: string,
  { departments, retired }: Pick<Office, 'departments' | 'retired'>,
): FieldError | undefined =>
  !departments.has(key)
    ? errorAt(field, 'UNKNOWN_DEPARTMENT')
    : retired.departments.has(key)
      ? errorAt(field, 'RETIRED_DEPARTMENT')
      : undefined;

interface Named {
  readonly topic?: string;
  readonly department?: string;
  readonly suggested?: string;
  readonly departments?: readonly string[];
  readonly referrals?: readonly { readonly department: string }[];
}

export interface OfficeAsked {
  readonly office: Pick<Office, 'departments' | 'topics' | 'retired' | 'members'>;
  /** The complaint as it is; undefined where the step begins one. */
  readonly caseState: CaseState | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * A department that the office has no more may still be named in the complaints that have it already, and in no other.
 * @throws Refused VALIDATION with the fields, never their values
 */
export function checkAgainstOffice(name: CommandName, body: object, { office, caseState, now }: OfficeAsked): void {
  const found: FieldError[] = [];
  const wrong = (field: string, code: keyof typeof errors) => found.push(errorAt(field, code));
  const checkDepartment = (field: string, key: string | undefined) => {
    const missing = key !== undefined && !office.departments.has(key);
    const retired = key !== undefined && office.retired.departments.has(key);
    if ((missing || retired) && !departmentsIn(caseState).has(key))
      wrong(field, missing ? 'UNKNOWN_DEPARTMENT' : 'RETIRED_DEPARTMENT');
  };
  const checkNames = ({ topic, department, suggested, departments = [], referrals = [] }: Named, at = '') => {
    checkDepartment(`${at}department`, department);
    checkDepartment(`${at}suggested`, suggested);
    departments.forEach((key, index) => checkDepartment(`${at}departments.${index}`, key));
    referrals.forEach((referral, index) => checkDepartment(`${at}referrals.${index}.department`, referral.department));
    if (topic !== undefined && !office.topics.has(topic)) wrong(`${at}topic`, 'UNKNOWN_TOPIC');
    else if (topic !== undefined && office.retired.topics.has(topic)) wrong(`${at}topic`, 'RETIRED_TOPIC');
  };
  checkNames(body);
  // What is corrected stands in an object of its own.
  const { fields } = body as { readonly fields?: Named };
  if (fields) checkNames(fields, 'fields.');
  for (const field of unknownMembers(name, body, office)) wrong(field, 'UNKNOWN_MEMBER');
  for (const field of inTheFuture(steps[name].body, body, now)) wrong(field, 'IN_THE_FUTURE');
  if (found.length > 0) throw refused('VALIDATION', 400, { errors: found });
}

function unknownMembers(name: CommandName, body: object, { members }: OfficeAsked['office']): readonly string[] {
  const values = body as Readonly<Record<string, string | readonly string[] | null | undefined>>;
  return [...fieldsOf(steps[name].body).values()]
    .filter(({ kind }) => kind === 'Member')
    .flatMap((field) => {
      const value = values[field.name] ?? [];
      if (typeof value === 'string') return members.has(value) ? [] : [field.name];
      return value.flatMap((sub, index) => (members.has(sub) ? [] : [`${field.name}.${index}`]));
    });
}

/** The fields of what has happened that say a later day or instant than now. */
function inTheFuture(of: Class, body: object, now: number): readonly string[] {
  const today = localDateOf(now);
  return [...fieldsOf(of).values()].flatMap((field) => {
    const value = (body as Readonly<Record<string, unknown>>)[field.name];
    if (field.kind === 'One' && typeof value === 'object' && value !== null)
      return inTheFuture(field.of!(), value, now).map((inner) => `${field.name}.${inner}`);
    if (!field.happened || typeof value !== 'string') return [];
    return (field.kind === 'Instant' ? Date.parse(value) > now : value > today) ? [field.name] : [];
  });
}

const departmentsIn = (caseState: CaseState | undefined): ReadonlySet<string | undefined> =>
  new Set(
    caseState && [
      ...[...caseState.parts, ...caseState.dialogues, ...caseState.suggestions, ...caseState.documents].map(
        ({ department }) => department,
      ),
      ...caseState.consent.scopes.flatMap(({ departments }) => departments),
      ...caseState.asked,
    ],
  );
