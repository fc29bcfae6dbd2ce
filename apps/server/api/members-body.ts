/** The bodies that say who is a member of an office, and who is one no longer. */
import { keyPatterns } from '../../../event-schemas/complaint/codes.js';
import { memberRoles, type MemberRole } from '../../../event-schemas/office/events.js';
import { unknownDepartment } from '../../../libs/complaints/steps/check-office.js';
import { fieldSentences, type FieldCode } from '../../../libs/complaints/steps/fields.js';
import { type Office } from '../../../libs/complaints/wiring/office.js';
import { looksLikeACpr, type MemberSaid } from '../../../libs/identity/members.js';
import { isWord } from '../../../libs/platform/readable-text.js';
import { refused } from '../../../libs/platform/refused.js';
import { type FieldError } from '../../../libs/platform/refusal.js';
import { speakable } from '../../../libs/platform/speakable.js';
import { isValidDate } from '../../../libs/policy/calendar.js';

type Fields = { readonly [name: string]: unknown };
export type MemberEnding = Pick<MemberSaid, 'sub' | 'until'>;

/** @throws Refused VALIDATION */
export function memberIn(body: unknown, office: Pick<Office, 'departments' | 'retired'>): MemberSaid {
  const fields = fieldsOf(body, ['sub', 'name', 'roles', 'department', 'from', 'until']);
  const { sub, name, roles, department, from, until } = fields;
  const errors = [
    ...asked('sub', sub, subError),
    ...asked('name', name, (value) => (isWord(value) ? undefined : notAName)),
    ...(roles === undefined ? [error('roles', 'MISSING')] : rolesErrors(roles)),
    ...departmentErrors(department, Array.isArray(roles) && roles.includes('department'), office),
    ...[['from', from] as const, ['until', until] as const].flatMap(([field, value]) => dayErrors(field, value)),
    ...(isDay(from) && isDay(until) && until < from ? [error('until', 'ENDS_BEFORE_START')] : []),
  ];
  refuse(errors);
  return fields as unknown as MemberSaid;
}

/** @throws Refused VALIDATION */
export function endingIn(body: unknown): MemberEnding {
  const fields = fieldsOf(body, ['sub', 'until']);
  refuse([...asked('sub', fields['sub'], subError), ...dayErrors('until', fields['until'])]);
  return fields as unknown as MemberEnding;
}

const member = new RegExp(keyPatterns.member, 'u');
const error = (field: string, code: FieldCode): FieldError => ({ field, code, sentences: fieldSentences[code] });
type Own = Omit<FieldError, 'field'>;
const notAName: Own = {
  code: 'NOT_A_NAME',
  sentences: {
    da: 'Feltet skal være et navn på 1 til 200 tegn på én linje.',
    en: 'The field must be a name of 1 to 200 characters in one line.',
  },
};
const aCpr: Own = {
  code: 'LOOKS_LIKE_A_CPR',
  sentences: {
    da: 'Feltet skal være loginløsningens id for personen, aldrig et CPR-nummer.',
    en: "The field must be the identity provider's id of the person, never a CPR number.",
  },
};
const notAnId: Own = {
  code: 'NOT_AN_ID',
  sentences: {
    da: 'Feltet skal være loginløsningens id for personen: 1 til 200 tegn på én linje.',
    en: "The field must be the identity provider's id of the person: 1 to 200 characters in one line.",
  },
};
const subError = (value: unknown): Own | undefined =>
  !isWord(value) || !member.test(value) ? notAnId : looksLikeACpr(value) ? aCpr : undefined;

const asked = (field: string, value: unknown, wrong: (value: unknown) => Own | undefined): readonly FieldError[] => {
  if (value === undefined) return [error(field, 'MISSING')];
  const found = wrong(value);
  return found ? [{ field, ...found }] : [];
};

function rolesErrors(roles: unknown): readonly FieldError[] {
  if (!Array.isArray(roles) || roles.length === 0 || new Set(roles).size !== roles.length)
    return [error('roles', 'NOT_A_LIST')];
  return roles.flatMap((role, index) =>
    memberRoles.includes(role as MemberRole) ? [] : [error(`roles.${index}`, 'NOT_IN_LIST')],
  );
}

function departmentErrors(
  department: unknown,
  isNeeded: boolean,
  office: Pick<Office, 'departments' | 'retired'>,
): readonly FieldError[] {
  if (department === undefined) return isNeeded ? [error('department', 'MISSING')] : [];
  if (!isNeeded) return [error('department', 'NOT_ALLOWED_HERE')];
  if (typeof department !== 'string') return [error('department', 'NOT_A_DEPARTMENT')];
  const found = unknownDepartment('department', department, office);
  return found ? [found] : [];
}

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && isValidDate(value);
const dayErrors = (field: string, value: unknown): readonly FieldError[] =>
  value === undefined || isDay(value) ? [] : [error(field, 'NOT_A_DATE')];

function fieldsOf(body: unknown, known: readonly string[]): Fields {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalid([error('', 'NOT_AN_OBJECT')]);
  refuse(
    Object.keys(body)
      .filter((name) => !known.includes(name))
      .map((name) => error(speakable(name), 'UNKNOWN_FIELD')),
  );
  return body as Fields;
}

const invalid = (errors: readonly FieldError[]) => refused('VALIDATION', 400, { errors });
function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw invalid(errors);
}
